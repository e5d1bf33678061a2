"""Compute: a Project becomes a Ledger. One file a calculation, each against a published worked example."""
