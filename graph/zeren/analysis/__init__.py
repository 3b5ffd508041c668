"""Answers computed over the tables: search, workload, networks."""
