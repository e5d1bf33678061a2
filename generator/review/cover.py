"""What a cover, the running header and footer, and the document's state say, then and now."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields

from generator.document.blocks import Document
from generator.review.changes import FieldChange, Reason

#: What the project's order of the document says; the other lines come from the client's data or the template.
_ORDERED = frozenset({"number", "version", "date", "confidentiality", "audience", "language", "final", "stage"})
_TEMPLATE = frozenset({"subtitle", "theme"})


def cover_changes(old: Document, new: Document, template_differs: bool) -> tuple[FieldChange, ...]:
    """Return the lines that differ, in the order of the cover."""
    before, after = dict(_lines(old)), dict(_lines(new))
    return tuple(
        FieldChange(name, before.get(name, ""), after.get(name, ""), _cause(name, template_differs))
        for name in dict.fromkeys([*before, *after])
        if before.get(name, "") != after.get(name, "")
    )


def _cause(name: str, template_differs: bool) -> Reason:
    if name in _ORDERED:
        return "order"
    return "template" if name in _TEMPLATE or (name == "title" and template_differs) else "data"


def _lines(document: Document) -> Iterator[tuple[str, str]]:
    for field in fields(document.cover):
        yield field.name, str(getattr(document.cover, field.name))
    if document.standard is not None:
        for field in fields(document.standard):
            value = getattr(document.standard, field.name)
            yield f"standard.{field.name}", " ".join(value) if isinstance(value, tuple) else str(value)
    yield "header", document.header
    yield "footer", document.footer
    yield "audience", document.audience
    yield "language", document.language
    yield "theme", document.theme
