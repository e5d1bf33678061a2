"""Figures of the data sets for calculations: by set, item, property, region, data year and purpose, never guessed.

No figure and two figures are both findings that list the candidates. What a project brings itself (``InlineFactor``)
comes with its own source and mark.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal

from generator.base.data_sets import DataSet, Figure, data_set_ids, load_data_set
from generator.base.findings import Finding, Position
from generator.base.text import Text
from generator.base.units import Unit, parse_unit
from generator.calculations.rules import NO_FACTOR, TWO_FACTORS
from generator.ledger.context import Context
from generator.ledger.fact import Mark, Reference
from generator.ledger.ledger import LedgerBuilder
from generator.project.models import InlineFactor
from generator.project.project import Project

ELECTRICITY = "electricity"
HEAT = "heat"
NATION = "全国"


@dataclass(frozen=True, slots=True)
class Factor:
    """A factor ready for the ledger."""

    value: Decimal
    unit: Unit
    mark: Mark
    reference: Reference
    position: Position
    year: int = 0
    note: Text | None = None

    def per(self, substance: str) -> Factor:
        """Say per what substance the factor counts."""
        return replace(self, unit=self.unit.per(substance))

    @property
    def gas(self) -> str:
        """The gas that the numerator names, or nothing."""
        named = [substance for _, substance, exponent in self.unit.atoms if exponent > 0 and substance]
        return named[0] if len(named) == 1 else ""

    def give(self, builder: LedgerBuilder, fact_id: str, context: Context, text: Text) -> None:
        """Record this factor as a given fact, with its mark and reference."""
        builder.give(
            fact_id,
            context,
            self.value,
            self.unit,
            text,
            self.position,
            mark=self.mark,
            reference=self.reference,
            note=self.note,
        )


def from_figure(one: Figure) -> Factor:
    """Turn a data set's figure into a factor."""
    reference = Reference(one.document, one.locator, one.document_year)
    note = Text.of(one.note) if one.note else None
    return Factor(one.value, one.unit, Mark(one.mark), reference, one.position, one.year, note)


def from_inline(one: InlineFactor) -> Factor:
    """Turn a project's own factor into a factor."""
    reference = Reference(one.source, "", one.year)
    return Factor(one.value, parse_unit(one.unit), Mark(one.mark), reference, one.place("value"))


@dataclass
class DataSets:
    """The data sets as one project sees them; findings gather in ``findings``."""

    project: Project
    findings: list[Finding] = field(default_factory=list)
    _sets: dict[str, DataSet | None] = field(default_factory=dict)

    def data_set(self, name: str, asked_at: Position | None = None) -> DataSet | None:
        """Load a data set once; its findings are kept. One that is not there is a finding where it was asked for."""
        if name not in self._sets:
            outcome = load_data_set(name, self.project.workspace)
            for finding in outcome.findings:
                if asked_at is not None and not finding.position.line:
                    finding = replace(finding, position=asked_at)
                self.findings.append(finding)
            self._sets[name] = outcome.value
        return self._sets[name]

    def one(
        self,
        name: str,
        item: str,
        property_name: str,
        asked_at: Position,
        *,
        region: str | None = None,
        year: int | None = None,
        purpose: str | None = None,
    ) -> Factor | None:
        """Return the one figure of a set that fits, or ``None`` with a finding at ``asked_at`` that lists candidates.

        ``year`` is the data year; a figure of another year is never taken in its place.
        """
        chosen = self.data_set(name, asked_at)
        if chosen is None:
            return None
        found = chosen.find(item, property_name, region=region, year=year, purpose=purpose)
        if len(found) == 1:
            return from_figure(found[0])
        # A figure of another purpose is offered last: it is a wrong figure, not a near one.
        near = found or chosen.find(item, property_name, purpose=purpose) or chosen.find(item, property_name)
        wanted = " ".join(str(part) for part in (item, property_name, region, year, purpose) if part is not None)
        self._not_one(f"{chosen.id}/{wanted}", found, list(map(str, near)) or list(chosen.nearest(item)), asked_at)
        return None

    def latest(
        self,
        name: str,
        item: str,
        property_name: str,
        asked_at: Position,
        *,
        until: int,
        region: str | None = None,
        purpose: str | None = None,
    ) -> Factor | None:
        """Return the figure of the newest data year up to ``until`` that was published when the documents are dated."""
        chosen = self.data_set(name, asked_at)
        every = chosen.find(item, property_name, region=region, purpose=purpose) if chosen else ()
        known = [one for one in every if one.year <= until and one.published <= self.dated()]
        newest = max((one.year for one in known), default=None)
        return self.one(name, item, property_name, asked_at, region=region, year=newest or until, purpose=purpose)

    def named(self, name: str, asked_at: Position, property_name: str = "factor") -> Factor | None:
        """Return the figure that a project names as ``<data set>/<item>``, or as an item of one of the factor sets."""
        found = self.candidates(name, property_name)
        if len(found) == 1:
            return from_figure(found[0])
        self._not_one(name, found, list(map(str, found)) or self.nearest(name), asked_at)
        return None

    def stated(self, given: str | InlineFactor, asked_at: Position, property_name: str = "factor") -> Factor | None:
        """Return a factor that a project brings itself or names."""
        if isinstance(given, InlineFactor):
            return from_inline(given)
        return self.named(given, asked_at, property_name)

    def candidates(self, name: str, property_name: str = "factor") -> tuple[Figure, ...]:
        """Return every figure that ``<data set>/<item>``, or an item alone, may mean."""
        set_id, slash, item = name.rpartition("/")
        if slash:
            chosen = self.data_set(set_id)
            return chosen.find(item, property_name) if chosen else ()
        return tuple(figure for one in self._factor_sets() for figure in one.find(item, property_name))

    def nearest(self, name: str) -> list[str]:
        """Return the names most like one that is not there."""
        item = name.rpartition("/")[2]
        near = [f"{one.id}/{like}" for one in self._factor_sets() for like in one.nearest(item) if like]
        return [n for n in near if item and (item in n or n.rpartition("/")[2] in item)] or near[:6]

    def dated(self) -> str:
        """Return the date of the latest document, as text that sorts with the data sets' dates."""
        dates = [order.date.isoformat() for order in self.project.file.documents]
        return max(dates, default="9999-12-31")

    def _factor_sets(self) -> list[DataSet]:
        loaded = [self.data_set(one) for one in data_set_ids(self.project.workspace, ("factors",))]
        return [one for one in loaded if one is not None and one.kind == "factors"]

    def _not_one(self, wanted: str, found: Sequence[Figure], listed: list[str], asked_at: Position) -> None:
        rule = TWO_FACTORS if found else NO_FACTOR
        shown = "；".join(listed[:8]) or "-"
        self.findings.append(
            rule.at(
                asked_at,
                f"“{wanted}”有 {len(found)} 个可用的因子" if found else f"没有因子“{wanted}”",
                f"{len(found)} factors fit {wanted!r}" if found else f"there is no factor {wanted!r}",
                hint_zh=f"{'写明数据集、年份或用途，候选' if found else '相近'}：{shown}",
                hint_en=f"{'name set, year or purpose; candidates' if found else 'nearest'}: {shown}",
                related=[one.position for one in found],
            )
        )
