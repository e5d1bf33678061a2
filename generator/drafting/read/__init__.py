"""Readers: a file of any of the formats becomes a draft."""
