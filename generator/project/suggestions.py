"""The nearest of the known names, for the hints of findings."""

from __future__ import annotations

import difflib
from collections.abc import Iterable


def nearest(name: str, known: Iterable[str], cutoff: float = 0.6) -> str:
    """Return the known name nearest to ``name``, or nothing when none is as like as ``cutoff`` (1 is equal)."""
    candidates = list(known)
    folded = {c.casefold().replace("_", "-"): c for c in reversed(candidates)}
    wanted = name.casefold().replace("_", "-")
    # Of two characters one may be wrong: Chinese names are short.
    near = difflib.get_close_matches(wanted, folded, n=1, cutoff=cutoff - 0.1 if len(wanted) < 4 else cutoff)
    return folded[near[0]] if near else ""


def listing(known: Iterable[str], limit: int = 12) -> str:
    """Return the known names as one line, at most ``limit`` of them."""
    names = [str(k) for k in known]
    more = f" … ({len(names)})" if len(names) > limit else ""
    return ", ".join(names[:limit]) + more if names else "—"
