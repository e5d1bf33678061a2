"""Compute: a Project becomes a Ledger. One file a calculation, each against a published worked example.

``compute`` is in a module of its own: a build that has its ledger already does not load the calculations.
"""
