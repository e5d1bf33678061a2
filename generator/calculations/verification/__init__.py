"""Verification of GHG statements: materiality, misstatements, samples, risks (ISO 14064-3:2019)."""
