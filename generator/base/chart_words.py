"""The words that a chart shows: titles, names of series and categories, labels typed by hand.

Who writes a chart part and who reads it back say the same; programs that save a file again keep these words, not the
XML around them.
"""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree

from generator.base.archive import attribute

#: What holds words that are told by themselves, or the values of points.
_HOLDERS = ("title", "tx", "cat", "val")


def chart_words(root: etree._Element) -> str:
    """Return titles, each series with its name and categories, and any other text of a chart part, on lines."""
    titles = sorted(_text(one) for one in root.iter("{*}title"))
    held = {one for holder in root.iter(*(f"{{*}}{name}" for name in _HOLDERS)) for one in holder.iter("{*}t", "{*}v")}
    # A label with text of its own is a `tx` too, beside that of a title and a series.
    labels = [_text(one) for label in root.iter("{*}dLbl") for one in label.iter("{*}tx")]
    others = sorted([*labels, *(one.text or "" for one in root.iter("{*}t", "{*}v") if one not in held)])
    return "\n".join([*titles, "", *sorted(_series(root)), "", *others])


def _series(root: etree._Element) -> Iterator[str]:
    for one in root.iter("{*}ser"):
        index = one.find("{*}idx")
        place = attribute(index, "val") if index is not None else ""
        name, categories = one.find("{*}tx"), one.find("{*}cat")
        points = categories.iter("{*}pt") if categories is not None else ()
        said = [f"{attribute(point, 'idx')} {_text(point)}" for point in points]
        yield "|".join([place, _text(name) if name is not None else "", *said])


def _text(holder: etree._Element) -> str:
    return "".join(one.text or "" for one in holder.iter("{*}t", "{*}v"))
