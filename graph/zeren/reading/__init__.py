"""Documents as files: one module a family of formats, each making the same `Document`."""
