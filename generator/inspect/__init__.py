"""Inspect: rendered files are read back, with no code of the writers."""
