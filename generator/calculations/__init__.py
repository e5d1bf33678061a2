"""Compute: a Project becomes a Ledger. One file a calculation, each against a published worked example."""

from __future__ import annotations

from generator.calculations.compute import CALCULATIONS, Calculation, compute

__all__ = ["CALCULATIONS", "Calculation", "compute"]
