"""The closed list of what a record may hold: reading one never makes anything else."""

from __future__ import annotations

import importlib
from functools import lru_cache
from typing import Any

#: Module -> its classes. A record names them by ``module.Class`` without the package's own name.
ALLOWED: dict[str, tuple[str, ...]] = {
    "base.findings": ("Position",),
    "base.text": ("Text",),
    "base.units": ("Unit",),
    "document.blocks": (
        "AuthorSlot",
        "BibliographyEntry",
        "Cell",
        "Clause",
        "Column",
        "Contents",
        "Cover",
        "Document",
        "DocumentFact",
        "EndLine",
        "Equation",
        "Heading",
        "Index",
        "IndexEntry",
        "ListBlock",
        "ListItem",
        "Numbering",
        "PageBreak",
        "Paragraph",
        "Remark",
        "Row",
        "SignatureBlock",
        "StandardCover",
        "Table",
        "TermEntry",
        "TraceLine",
    ),
    "document.display": ("Display",),
    "document.inlines": ("Citation", "CrossRef", "FactRef", "Footnote", "LineBreak", "Link", "Math", "Str"),
    "document.pictures": ("Arrow", "Box", "Chart", "Flow", "Picture", "Point", "Series", "Step"),
    "ledger.context": ("Context",),
    "ledger.expression": ("Call", "Constant", "Convert", "Operation", "Procedure", "Ref", "RowSum"),
    "ledger.fact": ("Fact", "Missing", "Reference"),
    "review.record.parts": ("Books",),
}


@lru_cache(maxsize=1)
def classes() -> dict[str, type[Any]]:
    """Return every allowed class by its name in records."""
    found: dict[str, type[Any]] = {}
    for module, names in ALLOWED.items():
        loaded = importlib.import_module(f"generator.{module}")
        found |= {f"{module}.{name}": getattr(loaded, name) for name in names}
    return found
