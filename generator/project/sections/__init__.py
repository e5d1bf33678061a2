"""Sections of a project file that one calculation reads, one module an area."""
