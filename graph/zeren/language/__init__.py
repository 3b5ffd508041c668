"""Reading words: numbers, dates, units, roles, targets. Knows nothing of files, RDF or pages."""
