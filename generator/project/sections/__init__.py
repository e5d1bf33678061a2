"""Sections of the project file that calculations read, one module an area."""
