"""A small verification for the tests of laws and findings."""

from __future__ import annotations

from typing import Any


def section(**more: Any) -> dict[str, Any]:
    """Return a verification of one item of 10,000 t with what a test adds."""
    return {
        "statement": [{"id": "all", "name": "全部", "stated": "10000 tCO2e"}],
        "materiality": {"threshold": "5 %", "aggregate": "net"},
        **more,
    }
