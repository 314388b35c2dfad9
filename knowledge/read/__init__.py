"""File → pages: one module for each format, one door `read(path)`."""

from knowledge.read.door import OLD, SUFFIXES, Progress, read

__all__ = ["OLD", "SUFFIXES", "Progress", "read"]
