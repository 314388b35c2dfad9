"""Reads files into pages; one module for each format, one door."""
