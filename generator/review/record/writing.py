"""Objects into the lines of a record."""

from __future__ import annotations

import gzip
import io
import json
from typing import Any

from generator.base.collector import no_collection
from generator.base.findings import Position
from generator.base.text import Text
from generator.ledger.context import Context
from generator.ledger.expression import Call, Convert, Operation, Procedure, children
from generator.ledger.fact import Fact, Reference
from generator.review.record.classes import classes
from generator.review.record.kinds import Write, fields_of

#: Written once, however often they stand: two of them that are equal are the same to the last character.
_SHARED = (Position, Text, Context, Reference)
_NESTED = (Operation, Call, Convert, Procedure)
_LEVEL = 3


class _Writer:
    def __init__(self) -> None:
        self.names = {cls: name for name, cls in classes().items()}
        self.plans: dict[type[Any], tuple[int, tuple[tuple[str, Write | None], ...]]] = {}
        self.heads: list[Any] = []
        self.objects: list[Any] = []
        self._by_place: dict[int, int] = {}
        self._by_value: dict[Any, int] = {}

    def number(self, one: Any) -> int:
        """Return an object's number in the pool; what is below it comes before it."""
        known = self._by_place.get(id(one))
        if known is not None:
            return known
        cls = type(one)
        shared = cls in _SHARED
        if shared and (known := self._by_value.get(one)) is not None:
            self._by_place[id(one)] = known
            return known
        if cls is Fact and one.formula is not None:
            self._formula(one.formula)
        plan = self.plans.get(cls) or self._plan(cls)
        row = [plan[0]]
        for name, write in plan[1]:
            value = getattr(one, name)
            row.append(value if write is None else write(value, self.number))
        self.objects.append(row)
        number = len(self.objects) - 1
        self._by_place[id(one)] = number
        if shared:
            self._by_value[one] = number
        return number

    def _formula(self, root: Any) -> None:
        """Write a formula from its leaves up: a sum written term by term is as deep as it has terms."""
        if type(root) not in _NESTED:
            return
        ahead, order = [root], []
        while ahead:
            node = ahead.pop()
            if type(node) in _NESTED and id(node) not in self._by_place:
                order.append(node)
                ahead.extend(children(node))
        for node in reversed(order):
            self.number(node)

    def _plan(self, cls: type[Any]) -> tuple[int, tuple[tuple[str, Write | None], ...]]:
        fields = fields_of(cls)
        plan = (len(self.heads), tuple((name, kind.write) for name, kind, _ in fields))
        self.heads.append([self.names[cls], [name for name, _, _ in fields]])
        self.plans[cls] = plan
        return plan


def line(part: str, name: str, root: Any) -> bytes:
    """Return one part of a record: a line of JSON.

    Raises:
        KeyError: ``root`` holds an object of a class that is not on the closed list.
    """
    writer = _Writer()
    with no_collection():
        number = writer.number(root)
        whole = {"part": part, "name": name, "classes": writer.heads, "objects": writer.objects, "root": number}
        return json.dumps(whole, ensure_ascii=False, separators=(",", ":")).encode() + b"\n"


def packed(data: bytes) -> bytes:
    """Return bytes as a member of a gzip file, the same wherever it is written. Members may follow each other."""
    out = io.BytesIO()
    with gzip.GzipFile(filename="", mode="wb", compresslevel=_LEVEL, fileobj=out, mtime=0) as stream:
        stream.write(data)
    return out.getvalue()
