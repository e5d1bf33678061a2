"""Writing another version into a document's order: the one scalar is replaced, everything else stays as it is typed."""

from __future__ import annotations

from typing import Any

import yaml

from generator.base.findings import Position

_MARK = "\ufeff"


def with_version(data: bytes, at: Position, old: str, new: str) -> bytes | None:
    """Return a project file in which the scalar at ``at``, now ``old``, is ``new``.

    Comments, quotes, line ends and the order of keys stay. ``None``: no plain scalar stands there (an alias, an anchor
    that others share), or the file would not read the same but for it.
    """
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        return None
    before = _MARK if text.startswith(_MARK) else ""
    text = text.removeprefix(_MARK)
    tokens = _tokens(text)
    found = next((place for place, token in enumerate(tokens) if _stands_at(token, at) and token.value == old), None)
    if found is None:
        return None
    token = tokens[found]
    quote = token.style if token.style in ("'", '"') else '"'
    edited = f"{text[: token.start_mark.index]}{quote}{new}{quote}{text[token.end_mark.index :]}"
    again = _tokens(edited)
    same = len(again) == len(tokens) and all(
        _told(one) == _told(other)
        for place, (one, other) in enumerate(zip(tokens, again, strict=True))
        if place != found
    )
    if not same or getattr(again[found], "value", None) != new:
        return None
    return f"{before}{edited}".encode()


def _tokens(text: str) -> list[Any]:
    try:
        return list(yaml.scan(text, Loader=yaml.SafeLoader))
    except yaml.YAMLError:
        return []


def _stands_at(token: yaml.Token, at: Position) -> bool:
    mark = token.start_mark
    return isinstance(token, yaml.ScalarToken) and (mark.line + 1, mark.column + 1) == (at.line, at.column)


def _told(token: yaml.Token) -> tuple[str, object]:
    return type(token).__name__, getattr(token, "value", None)
