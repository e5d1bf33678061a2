"""The context of a fact: which entity, period, scenario, sector, source, gas, category, basis, vintage, claimant.

One text form, ``id[entity=main,period=2024]``, serves the command line, templates, JSON and Word.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from generator.base.records import by_fields

#: The declared dimensions, in the order in which a key spells them. ``since`` is the earlier period of a comparison.
DIMENSIONS = (
    "entity",
    "account",
    "project",
    "period",
    "since",
    "scenario",
    "sector",
    "source",
    "measure",
    "target",
    "instrument",
    "meter",
    "gas",
    "category",
    "scope",
    "product",
    "asset",
    "process",
    "stage",
    "module",
    "element",
    "energy",
    "driver",
    "parameter",
    "indicator",
    "level",
    "stratum",
    "table",
    "row",
    "gwp",
    "basis",
    "vintage",
    "claimant",
)
_RANK = {name: rank for rank, name in enumerate(DIMENSIONS)}
_KEY = re.compile(r"^(?P<id>[A-Za-z][\w.-]*)(?:\[(?P<context>[^\]]*)\])?$")


class ContextError(ValueError):
    """A context or a key that cannot be read."""


@by_fields
@dataclass(frozen=True, slots=True)
class Context:
    """A set of dimensions with their values, kept in the order of ``DIMENSIONS``."""

    pairs: tuple[tuple[str, str], ...] = ()

    @classmethod
    def of(cls, **values: object) -> Context:
        """Build a context; ``None`` leaves a dimension out.

        Raises:
            ContextError: a dimension is not declared.
        """
        return cls.read({k: str(v) for k, v in values.items() if v is not None})

    @classmethod
    def read(cls, values: Mapping[str, str]) -> Context:
        """Build a context from a mapping of dimension to value."""
        for name in values:
            if name not in _RANK:
                raise ContextError(f"{name!r} is not a dimension; the dimensions are {', '.join(DIMENSIONS)}")
        return cls(tuple(sorted(values.items(), key=lambda pair: _RANK[pair[0]])))

    def get(self, name: str) -> str | None:
        """Return the value of a dimension, or ``None``."""
        return dict(self.pairs).get(name)

    def extended(self, **values: object) -> Context:
        """Return this context with dimensions set (or, with ``None``, taken out)."""
        merged: dict[str, object] = {**dict(self.pairs), **values}
        return Context.of(**merged)

    def __str__(self) -> str:
        return ",".join(f"{name}={value}" for name, value in self.pairs)


@lru_cache(maxsize=65_536)
def spell_key(fact_id: str, context: Context) -> str:
    """Return the one text form of a fact's key."""
    return f"{fact_id}[{context}]" if context.pairs else fact_id


def parse_key(text: str) -> tuple[str, Context]:
    """Read ``id[dimension=value,…]``.

    Raises:
        ContextError: the text is not of that form, or a dimension is not declared.
    """
    match = _KEY.match(text.strip())
    if not match:
        raise ContextError(f"{text!r} is not a fact key; write inventory.total[period=2024]")
    values: dict[str, str] = {}
    for pair in filter(None, (match["context"] or "").split(",")):
        name, equals, value = pair.partition("=")
        if not equals:
            raise ContextError(f"{pair!r} is not dimension=value in {text!r}")
        values[name.strip()] = value.strip()
    return match["id"], Context.read(values)
