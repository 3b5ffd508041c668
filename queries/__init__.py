"""The SPARQL library: one question a file."""
