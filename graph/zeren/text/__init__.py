"""Bytes to characters, and damaged characters to clean ones, with a map back."""
