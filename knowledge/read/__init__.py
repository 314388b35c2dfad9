"""File → pages: one module for each format, one door `read(path)`."""

from knowledge.read.door import SUFFIXES, Progress, read

__all__ = ["SUFFIXES", "Progress", "read"]
