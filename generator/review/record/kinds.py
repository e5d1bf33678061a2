"""How the value of each field stands in a record: its type says how it is written and what is let in again.

An object is the list of its fields in the record's pool, and wherever it stands only its number is written, so that
however deep objects lie, the JSON does not. Exact decimals are texts. A long run of integers (the rows of a sum) is
written as ``[first, last]``.
"""

from __future__ import annotations

import dataclasses
import enum
import re
import types
import typing
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Literal, Union, get_args, get_origin

#: How many rows a sum may name in all its runs.
MOST_ROWS = 2_000_000
_DECIMAL = re.compile(r"-?[0-9]{1,400}(?:\.[0-9]{1,400})?(?:E[+-]?[0-9]{1,4})?", re.ASCII)

Write = Callable[[Any, Callable[[Any], int]], Any]
Read = Callable[[Any, "Pool"], Any]


class Refused(ValueError):
    """What stands in a record is nothing that Tanwen writes. Never leaves this package."""


class Pool:
    """The objects read so far, with how deep and how heavy each is when everything below it is counted."""

    def __init__(self, most: int) -> None:
        self.objects: list[Any] = []
        self.depth: list[int] = []
        self.weight: list[int] = []
        self.most = most
        self._below: list[int] = []
        self._light = 0

    def take(self, number: Any, allowed: tuple[type[Any], ...]) -> Any:
        """Return an object that stands before this one, of one of the classes allowed here."""
        if type(number) is not int or not 0 <= number < len(self.objects):
            raise Refused("a number of no object")
        one = self.objects[number]
        if type(one) not in allowed:
            raise Refused(f"a {type(one).__name__} where none may stand")
        self._below.append(number)
        return one

    def carry(self, count: int) -> None:
        """Count what an object holds beside other objects."""
        self._light += count

    def add(self, one: Any) -> int:
        """Add an object whose parts were just taken; return how deep it is.

        Objects may be shared: a few lines could otherwise stand for more than any machine holds.
        """
        depth = 1 + max((self.depth[n] for n in self._below), default=0)
        weight = 1 + self._light + sum(self.weight[n] for n in self._below)
        self._below.clear()
        self._light = 0
        if weight > self.most:
            raise Refused("too many objects")
        self.objects.append(one)
        self.depth.append(depth)
        self.weight.append(weight)
        return depth


@dataclass(frozen=True, slots=True)
class Kind:
    """How one type is written and read; ``write`` of ``None`` writes the value as it is."""

    write: Write | None
    read: Read


def fields_of(cls: type[Any]) -> tuple[tuple[str, Kind, bool], ...]:
    """Return the fields of a class: name, kind, and whether it may be left out."""
    known = _FIELDS.get(cls)
    if known is None:
        known = _FIELDS[cls] = _read_fields(cls)
    return known


#: What was worked out once for each class of the closed list.
_FIELDS: dict[type[Any], tuple[tuple[str, Kind, bool], ...]] = {}


def _read_fields(cls: type[Any]) -> tuple[tuple[str, Kind, bool], ...]:
    hints = typing.get_type_hints(cls)
    nothing = dataclasses.MISSING
    return tuple(
        (
            one.name,
            kind_of(hints[one.name]),
            one.default is not nothing or one.default_factory is not nothing,
        )
        for one in dataclasses.fields(cls)
    )


def kind_of(hint: Any) -> Kind:
    """Return the kind of a type.

    Raises:
        TypeError: no record holds such a type; a class of the closed list has a field that this codec does not know.
    """
    origin, arguments = get_origin(hint), get_args(hint)
    if origin in (Union, types.UnionType):
        return _union(arguments)
    if origin is Literal:
        return _literal(arguments)
    if origin is tuple:
        return _tuple(arguments)
    if origin in (dict, Mapping):
        return _mapping(*arguments)
    if isinstance(hint, type) and dataclasses.is_dataclass(hint):
        return _object((hint,))
    if isinstance(hint, type) and issubclass(hint, enum.StrEnum):
        return _enum(hint)
    if hint is Decimal:
        return Kind(lambda value, _: str(value), _decimal)
    if hint in (str, int, bool, float):
        return _plain(hint)
    raise TypeError(f"a record cannot hold {hint!r}")


def _plain(wanted: type[Any]) -> Kind:
    allowed = (int, float) if wanted is float else (wanted,)

    def read(value: Any, _: Pool) -> Any:
        if type(value) not in allowed:
            raise Refused(f"{type(value).__name__} in the place of {wanted.__name__}")
        return value

    return Kind(None, read)


def _decimal(value: Any, _: Pool) -> Decimal:
    if not isinstance(value, str) or not _DECIMAL.fullmatch(value):
        raise Refused("a number that is none")
    return Decimal(value)


def _literal(allowed: tuple[Any, ...]) -> Kind:
    def read(value: Any, _: Pool) -> Any:
        if not isinstance(value, str) or value not in allowed:
            raise Refused("a word that may not stand there")
        return value

    return Kind(None, read)


def _enum(wanted: type[enum.StrEnum]) -> Kind:
    members = {member.value: member for member in wanted}

    def read(value: Any, _: Pool) -> Any:
        if not isinstance(value, str) or value not in members:
            raise Refused("a word that may not stand there")
        return members[value]

    return Kind(lambda value, _: value.value, read)


def _object(allowed: tuple[Any, ...]) -> Kind:
    return Kind(lambda value, number: number(value), lambda value, pool: pool.take(value, allowed))


def _union(arguments: tuple[Any, ...]) -> Kind:
    some = tuple(one for one in arguments if one is not type(None))
    kind = kind_of(some[0]) if len(some) == 1 else _object(some)
    if len(some) == len(arguments):
        return kind
    inner = kind.write

    def write(value: Any, number: Callable[[Any], int]) -> Any:
        return value if value is None or inner is None else inner(value, number)

    return Kind(write, lambda value, pool: None if value is None else kind.read(value, pool))


def _tuple(arguments: tuple[Any, ...]) -> Kind:
    if arguments[-1] is not Ellipsis:
        return _row(tuple(kind_of(one) for one in arguments))
    if arguments[0] is int:
        return Kind(lambda value, _: runs(value), _unrolled)
    kind = kind_of(arguments[0])
    inner = kind.write

    def write(value: Any, number: Callable[[Any], int]) -> list[Any]:
        return list(value) if inner is None else [inner(one, number) for one in value]

    def read(value: Any, pool: Pool) -> tuple[Any, ...]:
        if not isinstance(value, list):
            raise Refused("no list where one must stand")
        pool.carry(len(value))
        return tuple([kind.read(one, pool) for one in value])

    return Kind(write, read)


def _row(kinds: tuple[Kind, ...]) -> Kind:
    def write(value: Any, number: Callable[[Any], int]) -> list[Any]:
        return [one if kind.write is None else kind.write(one, number) for kind, one in zip(kinds, value, strict=True)]

    def read(value: Any, pool: Pool) -> tuple[Any, ...]:
        if not isinstance(value, list) or len(value) != len(kinds):
            raise Refused("a list of another length")
        return tuple([kind.read(one, pool) for kind, one in zip(kinds, value, strict=True)])

    return Kind(write, read)


def _mapping(key: Any, value: Any) -> Kind:
    if key is not str:
        raise TypeError(f"a record cannot hold a mapping by {key!r}")
    kind = kind_of(value)
    inner = kind.write

    def write(mapping: Any, number: Callable[[Any], int]) -> dict[str, Any]:
        return {name: one if inner is None else inner(one, number) for name, one in mapping.items()}

    def read(mapping: Any, pool: Pool) -> dict[str, Any]:
        if not isinstance(mapping, dict):
            raise Refused("no mapping where one must stand")
        pool.carry(len(mapping))
        return {name: kind.read(one, pool) for name, one in mapping.items()}

    return Kind(write, read)


def runs(rows: tuple[int, ...]) -> list[Any]:
    """Return integers with every run of three and more as ``[first, last]``."""
    found: list[Any] = []
    first = 0
    while first < len(rows):
        last = first
        while last + 1 < len(rows) and rows[last + 1] == rows[last] + 1:
            last += 1
        found += [[rows[first], rows[last]]] if last - first > 1 else rows[first : last + 1]
        first = last + 1
    return found


def _unrolled(value: Any, pool: Pool) -> tuple[int, ...]:
    if not isinstance(value, list):
        raise Refused("no list where one must stand")
    found: list[int] = []
    for one in value:
        if type(one) is int:
            found.append(one)
            continue
        if not isinstance(one, list) or [type(end) for end in one] != [int, int] or one[0] > one[1]:
            raise Refused("rows that are none")
        if len(found) + one[1] - one[0] > MOST_ROWS:
            raise Refused("too many rows")
        found.extend(range(one[0], one[1] + 1))
    pool.carry(len(found))
    return tuple(found)
