"""The recipe of the bundled embedder; needs the corpus and torch, and nothing in the project imports it."""
