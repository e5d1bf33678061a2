"""Sections (ISO/IEC 29500-1, 17.6): page size, margins, headers and footers."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from generator.word.model import HeaderFooter, WordSection
from generator.word.names import Element, attr, child, name, switch, twips, value, whole

_MARGINS = {
    "top": "top", "bottom": "bottom", "left": "left", "right": "right", "header": "header_distance",
    "footer": "footer_distance", "gutter": "gutter",
}  # fmt: skip

Reader = Callable[[str], HeaderFooter | None]


def read_section(
    written: Element, place: tuple[int, int, int], before: WordSection | None, reader: Reader
) -> WordSection:
    """Read a ``w:sectPr``.

    Args:
        written: The element.
        place: The section's number, its first and its last paragraph.
        before: The section before, whose headers and footers go on.
        reader: Reads a header or footer by relationship id.
    """
    number, first, last = place
    size, margins = child(written, "w:pgSz"), child(written, "w:pgMar")
    found: dict[str, Any] = {}
    for local, key in (("w", "width"), ("h", "height")):
        _put(found, key, None if size is None else twips(attr(size, local)))
    for local, key in _MARGINS.items():
        _put(found, key, None if margins is None else twips(attr(margins, local)))
    pages = child(written, "w:pgNumType")
    columns = child(written, "w:cols")
    return WordSection(
        number,
        first,
        last,
        landscape=size is not None and attr(size, "orient") == "landscape",
        type=value(written, "w:type", "nextPage"),
        title_page=bool(switch(written, "w:titlePg")),
        page_start=None if pages is None else whole(attr(pages, "start")),
        page_format="decimal" if pages is None else attr(pages, "fmt", "decimal"),
        columns=1 if columns is None else whole(attr(columns, "num", "1")) or 1,
        headers=_read(written, "w:headerReference", before.headers if before else {}, reader),
        footers=_read(written, "w:footerReference", before.footers if before else {}, reader),
        **found,
    )


def _read(
    written: Element, reference: str, before: Mapping[str, HeaderFooter], reader: Reader
) -> dict[str, HeaderFooter]:
    found = dict(before)
    for one in written:
        if name(one) == reference:
            read = reader(attr(one, "id", prefix="r"))
            if read is not None:
                found[attr(one, "type", "default")] = read
    return found


def _put(found: dict[str, Any], key: str, given: int | None) -> None:
    if given is not None:
        found[key] = given
