"""Finding the fact that a template means: by id, by what was asked, by the section's defaults."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from generator.ledger.context import Context, spell_key
from generator.ledger.fact import Fact, Missing
from generator.ledger.ledger import Ledger

#: First words of fact ids. Those of families that a project does not have still name facts, not undefined variables.
FAMILIES = (
    "activity",
    "base",
    "electricity",
    "energy",
    "exclusion",
    "factor",
    "grid",
    "gwp",
    "instrument",
    "intensity",
    "inventory",
    "measure",
    "measures",
    "metric",
    "pathway",
    "peer",
    "quality",
    "site",
    "source",
    "target",
    "uncertainty",
)

Shape = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Unknown:
    """No fact fits. ``near`` are ids like the one asked for; ``have`` are keys that the id does have."""

    near: tuple[str, ...] = ()
    have: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Ambiguous:
    """Several facts fit, or a dimension is open."""

    candidates: tuple[str, ...]
    open: tuple[str, ...] = ()


Answer = Fact | Missing | None


@dataclass
class Lookup:
    """The ledger, asked in a template's way. ``defaults`` are the section's and change between sections."""

    ledger: Ledger
    defaults: Mapping[str, str] = field(default_factory=dict)
    _shapes: dict[str, tuple[Shape, ...]] = field(default_factory=dict)
    _gone: dict[str, list[Missing]] = field(default_factory=dict)
    _prefixes: set[str] = field(default_factory=set)
    _answers: dict[tuple[str, tuple[tuple[str, str], ...]], Answer] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for missing in self.ledger.missing.values():
            self._gone.setdefault(missing.id, []).append(missing)
        for fact_id in self.ids:
            parts = fact_id.split(".")
            self._prefixes.update(".".join(parts[:n]) for n in range(1, len(parts) + 1))

    @property
    def ids(self) -> set[str]:
        """Every fact id that the ledger has or lacks."""
        return {*self.ledger.by_id, *self._gone}

    @property
    def families(self) -> set[str]:
        """The names under which facts stand in a template."""
        return {*FAMILIES, *(fact_id.split(".")[0] for fact_id in self.ids)}

    def begin(self, defaults: Mapping[str, str]) -> None:
        """Set the defaults of the section that is about to be rendered."""
        if dict(defaults) != dict(self.defaults):
            self.defaults = dict(defaults)
            self._answers.clear()

    def is_prefix(self, text: str) -> bool:
        """Whether a fact id is or begins with ``text``."""
        return text in self._prefixes

    def find(self, fact_id: str, asked: Mapping[str, str]) -> Answer:
        """Return the fact that is meant, what is missing in its place, or ``None`` (:meth:`why` says why).

        A fact fits when it has every dimension asked for, with that value, and each further dimension of its own
        has the section's default value.
        """
        key = (fact_id, tuple(sorted(asked.items())))
        if key not in self._answers:
            fitting = self._fitting(fact_id, asked)
            facts = [one for one in fitting if isinstance(one, Fact)]
            alone = facts if facts else fitting[:1]
            self._answers[key] = alone[0] if len(alone) == 1 else None
        return self._answers[key]

    def _fitting(self, fact_id: str, asked: Mapping[str, str]) -> list[Fact | Missing]:
        fitting: list[Fact | Missing] = []
        for shape in self._shapes_of(fact_id):
            values = self._values(shape, asked)
            if values is None:
                continue
            key = spell_key(fact_id, Context.read(values))
            found = self.ledger.facts.get(key) or self.ledger.missing.get(key)
            if found is not None:
                fitting.append(found)
        return fitting

    def _values(self, shape: Shape, asked: Mapping[str, str]) -> dict[str, str] | None:
        if any(name not in shape for name in asked):
            return None
        values = {**{name: self.defaults[name] for name in shape if name in self.defaults}, **asked}
        return values if len(values) == len(shape) else None

    def _shapes_of(self, fact_id: str) -> tuple[Shape, ...]:
        known = self._shapes.get(fact_id)
        if known is None:
            members: Iterable[Fact | Missing] = (*self.ledger.by_id.get(fact_id, ()), *self._gone.get(fact_id, ()))
            known = tuple(dict.fromkeys(tuple(name for name, _ in one.context.pairs) for one in members))
            self._shapes[fact_id] = known
        return known

    def why(self, fact_id: str, asked: Mapping[str, str]) -> Unknown | Ambiguous:
        """Return why :meth:`find` found nothing: unknown, or open to several."""
        facts = [one for one in self._fitting(fact_id, asked) if isinstance(one, Fact)]
        if len(facts) > 1:
            return Ambiguous(tuple(fact.key for fact in facts))
        members: list[Fact | Missing] = [*self.ledger.by_id.get(fact_id, ()), *self._gone.get(fact_id, [])]
        if not members:
            return Unknown(near=self.near(fact_id))
        fitting = [m for m in members if all(m.context.get(k) == v for k, v in asked.items())]
        opened = tuple(
            dict.fromkeys(
                name
                for member in fitting
                for name, _ in member.context.pairs
                if name not in asked and name not in self.defaults
            )
        )
        if opened:
            return Ambiguous(tuple(m.key for m in fitting), opened)
        wanted = spell_key(fact_id, Context.read({**self.defaults, **asked}))
        near = difflib.get_close_matches(wanted, [m.key for m in members[:400]], 4, 0)
        return Unknown(have=tuple(near))

    def near(self, fact_id: str) -> tuple[str, ...]:
        """Return ids that look like ``fact_id``."""
        ids = sorted(self.ids)
        close = difflib.get_close_matches(fact_id, ids, 4, 0.6)
        family = [known for known in ids if known.startswith(fact_id + ".")]
        return tuple(dict.fromkeys([*close, *family[:4]]))[:5]

    def over(self, fact_id: str, dimension: str, asked: Mapping[str, str]) -> list[Fact]:
        """Return the facts of an id over one free dimension; the others are asked for or at the section's default."""
        return [
            fact
            for fact in self.ledger.by_id.get(fact_id, ())
            if fact.context.get(dimension) is not None
            and all(fact.context.get(name) == value for name, value in asked.items())
            and all(
                name == dimension or name in asked or self.defaults.get(name) == value
                for name, value in fact.context.pairs
            )
        ]

    def chain(self, missing: Missing) -> list[Missing]:
        """Return what is missing and, one after the other, what it waits for."""
        links, seen = [missing], {missing.key}
        while links[-1].waits_for and links[-1].waits_for not in seen:
            seen.add(links[-1].waits_for)
            following = self.ledger.missing.get(links[-1].waits_for)
            if following is None:
                break
            links.append(following)
        return links
