"""Regulations and guidance as a knowledge base: ingest, search, ask, cite."""
