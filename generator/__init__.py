"""Tanwen: compile a carbon project kept in git into the documents that industrial carbon services deliver."""

__version__ = "0.1.0"
