"""Compose the calculation workbook: the whole ledger as live formulas, from every input row to the results."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from generator.base.text import Text
from generator.compose.sheets import activity, calculation, data_tables, factors, notes, results
from generator.compose.sheets.formulas import Place, Speller
from generator.compose.sheets.result_tables import tables
from generator.compose.sheets.wording import CALCULATION
from generator.document.blocks import Document
from generator.document.display import DEFAULT_DIGITS, Display
from generator.document.inlines import FactRef
from generator.document.pictures import Point
from generator.document.walk import inlines_of, points_of, walk_blocks
from generator.document.workbook import NamedCell, Sheet, Workbook, quoted
from generator.ledger.expression import RowSum
from generator.ledger.fact import Fact
from generator.ledger.ledger import Ledger
from generator.project.models import DocumentOrder
from generator.project.project import Project

#: Ids whose cells get a name, so that a reader's own sheet can point at them.
_NAMED = frozenset(
    {
        "inventory.total",
        "inventory.scope",
        "inventory.scope12",
        "inventory.category",
        "intensity.value",
        "base.recalculated",
        "target.base",
        "target.value",
        "target.gap",
        "pathway.chosen",
        "pathway.reference",
        "pathway.discount_rate",
        "measures.capex",
        "measures.full",
        "measures.abatement_cost",
    }
)


@dataclass(frozen=True, slots=True)
class Shared:
    """All that a workbook takes from the document that it goes with.

    ``published`` says how a public document shows each of its facts; a workbook for others does not ask.
    """

    title: str
    theme: str
    digits: dict[str, int]
    published: dict[str, Display]

    @classmethod
    def of(cls, document: Document) -> Shared:
        """Take it from a document."""
        published = _published(document) if document.audience == "public" else {}
        return cls(document.cover.title, document.theme, document.digits, published)


def build_workbook(project: Project, ledger: Ledger, order: DocumentOrder, shared: Shared | None = None) -> Workbook:
    """Return the workbook that goes with a document, from which it takes no more than ``shared``.

    A public workbook holds nothing but what the document publishes: the results sheet, with the document's own
    rounding; without ``shared`` that sheet is empty. Author slots are no part of it.
    """
    language = order.language
    shared = shared or Shared(_title(project, order), "report", dict(DEFAULT_DIGITS), {})
    title, digits = shared.title, shared.digits
    if order.audience == "public":
        source = results.ResultSource(ledger, {}, language, digits, shared.published)
        sheets: tuple[Sheet, ...] = (results.build(tables(project, ledger), source),)
        names: tuple[NamedCell, ...] = ()
    else:
        sheets, names = _sheets(project, ledger, order, title, digits)
    return Workbook(
        title,
        _author(project, order).say(language),
        order.date.isoformat(),
        language,
        shared.theme,
        order.audience,
        sheets,
        names,
    )


def _sheets(
    project: Project, ledger: Ledger, order: DocumentOrder, title: str, digits: dict[str, int]
) -> tuple[tuple[Sheet, ...], tuple[NamedCell, ...]]:
    language = order.language
    layout = activity.plan(project, language)
    tables_layout = data_tables.plan(project, language)
    leaves, derived = factors.leaves(ledger), calculation.derived(ledger)
    at_leaves, at_derived = factors.places(leaves, language), calculation.places(derived, language)
    places = {**at_leaves, **at_derived}

    def rows(node: RowSum) -> str:
        return tables_layout.address(node) if tables_layout.holds(node) else layout.address(node)

    speller = Speller(quoted(CALCULATION.say(language)), places, rows)
    shown = {**at_leaves, **{key: calculation.shown_place(place) for key, place in at_derived.items()}}
    source = results.ResultSource(ledger, shown, language, digits, None)
    listed = tables(project, ledger)
    sheets = (
        *([activity.build(layout, language)] if layout.order else []),
        *data_tables.build(project, tables_layout, language),
        factors.build(leaves, language),
        calculation.build(derived, speller, language, digits),
        *([results.build(listed, source)] if listed else []),
    )
    about = notes.build(project, order, title, language, [sheet.name for sheet in sheets])
    return (about, *sheets), tuple(_names(ledger, places))


def _names(ledger: Ledger, places: dict[str, Place]) -> Iterator[NamedCell]:
    taken: set[str] = set()
    for fact in ledger:
        if fact.id in _NAMED and (name := _name(fact)) not in taken:
            taken.add(name)
            yield NamedCell(name, places[fact.key].absolute)


def _name(fact: Fact) -> str:
    """Return a name that no spreadsheet takes for a cell: ``inventory_total_2024_location``."""
    words = (fact.id, *(value for _, value in fact.context.pairs))
    return "_".join(re.sub(r"\W", "_", word) for word in words)


def _published(document: Document) -> dict[str, Display]:
    """Return how a document shows each of its facts, with the most digits where it shows one more than once."""
    found: dict[str, Display] = {}
    for one in _numbers(document):
        known = found.get(one.key)
        if known is None or _digits(one.display) > _digits(known):
            found[one.key] = Display(one.display.unit, one.display.digits)
    return found


def _digits(display: Display) -> int:
    return 99 if display.digits is None else display.digits


def _numbers(document: Document) -> Iterable[FactRef | Point]:
    for block in walk_blocks(document.blocks):
        yield from (inline for inline in inlines_of(block) if isinstance(inline, FactRef))
        yield from points_of(block)


def _title(project: Project, order: DocumentOrder) -> str:
    return (order.title.text if order.title else project.file.client.name.text).say(order.language)


def _author(project: Project, order: DocumentOrder) -> Text:
    engagement = next((e for e in project.file.engagements if e.id == order.engagement), None)
    firm = next((f for f in project.file.firms if engagement is not None and f.id == engagement.firm), None)
    return firm.name.text if firm is not None else Text("", "")


__all__ = ["Shared", "build_workbook"]
