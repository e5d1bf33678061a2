"""The block tree: one set of frozen dataclasses for all writers, and what is known about it."""
