"""The lines of a record back into objects. What is read may have been written by anybody."""

from __future__ import annotations

import json
import zlib
from collections.abc import Iterator
from typing import Any

from generator.base.collector import no_collection
from generator.document.blocks import Document
from generator.review.record.classes import classes
from generator.review.record.kinds import Pool, Read, Refused, fields_of
from generator.review.record.parts import Books

#: Bounds of a record: unpacked bytes, objects with all that they stand for, depth of a block tree.
LARGEST = 512 * 1024 * 1024
MOST = 20_000_000
DEEPEST = 120
_ROOTS = {"ledger": Books, "document": Document}


def unpacked(data: bytes) -> bytes:
    """Return what all members of a gzip file hold together.

    Raises:
        Refused: it is no such file, it is cut off, or it unpacks to more than a record may be.
    """
    whole, left = bytearray(), data
    while left:
        unpack = zlib.decompressobj(wbits=31)
        try:
            whole += unpack.decompress(left, LARGEST + 1 - len(whole))
        except zlib.error as wrong:
            raise Refused("not packed as records are") from wrong
        if len(whole) > LARGEST:
            raise Refused(f"more than {LARGEST // 1024 // 1024} MB")
        if not unpack.eof:
            raise Refused("it ends too early")
        left = unpack.unused_data
    return bytes(whole)


def lines(text: bytes) -> Iterator[tuple[str, str, Any]]:
    """Yield each part of a record: its kind, its name, its value.

    Raises:
        Refused: a line is nothing that Tanwen writes.
    """
    for one in text.splitlines():
        try:
            whole = json.loads(one)
        except (ValueError, RecursionError) as wrong:
            raise Refused("a line is no JSON") from wrong
        if not isinstance(whole, dict):
            raise Refused("a line is no part")
        part, name = whole.get("part"), whole.get("name")
        if not isinstance(part, str) or part not in _ROOTS or not isinstance(name, str):
            raise Refused("a part of an unknown kind")
        with no_collection():
            yield part, name, _root(whole, _ROOTS[part])


def _root(whole: dict[str, Any], wanted: type[Any]) -> Any:
    heads, rows = whole.get("classes"), whole.get("objects")
    if not isinstance(heads, list) or not isinstance(rows, list) or len(rows) > MOST:
        raise Refused("classes or objects are lacking")
    plans = [_plan(head) for head in heads]
    pool = Pool(MOST)
    for row in rows:
        if not isinstance(row, list) or not row or type(row[0]) is not int or not 0 <= row[0] < len(plans):
            raise Refused("an object of no class")
        cls, names, reads, formula = plans[row[0]]
        if len(row) != len(reads) + 1:
            raise Refused(f"a {cls.__name__} with other fields")
        values = {name: read(value, pool) for name, read, value in zip(names, reads, row[1:], strict=True)}
        if pool.add(cls(**values)) > DEEPEST and not formula:
            raise Refused("objects too deep in one another")
    return pool.take(whole.get("root"), (wanted,))


def _plan(head: Any) -> tuple[type[Any], tuple[str, ...], tuple[Read, ...], bool]:
    """Return how objects of a class are read. A field that came later has its default."""
    if not isinstance(head, list) or len(head) != 2 or not isinstance(head[0], str) or not isinstance(head[1], list):
        raise Refused("a class that is none")
    name, written = head
    cls = classes().get(name)
    if cls is None:
        raise Refused(f"the class {name[:60]!a} may not stand in a record")
    fields = {field: (kind.read, optional) for field, kind, optional in fields_of(cls)}
    if len(set(map(str, written))) != len(written) or any(str(field) not in fields for field in written):
        raise Refused(f"a field that {cls.__name__} does not have")
    lacking = [field for field, (_, optional) in fields.items() if not optional and field not in written]
    if lacking:
        raise Refused(f"{cls.__name__} lacks {lacking[0]}")
    # a formula is followed without recursion, and what holds one is as deep as it
    formula = name.startswith(("ledger.", "review."))
    return cls, tuple(written), tuple(fields[field][0] for field in written), formula
