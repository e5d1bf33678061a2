"""Sections of a project that calculations read: one file a section."""
