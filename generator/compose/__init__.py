"""Compose: project, ledger and template become a Document."""
