"""Upgrade: a document moves to a newer version of its template, with the sections that the project words itself."""
