"""A source's emission in CO2e, and the sums of the inventory.

``source.emission[period,source,(basis)]`` = sum over gases of t of gas x GWP: the one step in which gases become
CO2e. The sums are over one and the same list of sources, so that categories (ISO 14064-1:2018, 5.2.4), scopes (GHG
Protocol), gases, sites all add up to the total. A sum over no source is zero: nothing of that kind was identified or
quantified. Basis stands where purchased electricity touches a figure; gases, and sums of them, are location-based.

Method: ISO 14064-1:2018, 5.2.4 (categories); GHG Protocol Corporate Standard, chapter 4 (scopes).

Inputs: ``source.gas``, ``gwp.value[gas]`` of ``criteria.gwp``.

Outputs: ``source.emission[period,source,(basis)]``, ``inventory.total[period,basis]``, ``.scope``, ``.scope12``,
``.category``, ``.gas``, ``.gas_scope``, ``.gas_category``, ``.site``, ``.site_scope``, ``.montreal`` in tCO2e,
``.biogenic`` in tCO2; ``source.share[period,source,basis]``.

Errors: LG018 a gas without GWP; LG026.

Example: ``equity-share.yaml`` and the others; that parts add up is a property test.

Marks: GWPs are secondary (package), CO2 is by definition.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import partial

from generator.base.text import Text
from generator.base.units import ONE
from generator.calculations.inventory.book import (
    BASES,
    BASIS_NAMES,
    SEVEN,
    T_CO2,
    T_CO2E,
    Book,
    at,
    category,
    label,
    of_scope,
    scope,
)
from generator.calculations.scopes import SCOPES
from generator.ledger.quantity import Quantity, total
from generator.project.models import Source

_CATEGORIES = {n: Text(f"类别{c}", f"category {n}") for n, c in enumerate("一二三四五六", start=1)}


def run(book: Book) -> None:
    """Record emissions by source and all sums."""
    counted = list(book.counted)
    for year in book.years:
        for source in counted:
            _emission(book, source, year)
        _scopes(book, counted, year)
        _categories(book, counted, year)
        _totals(book, year)
        _gases(book, counted, year)
        _sites(book, counted, year)
        _apart(book, counted, year)
        for source in counted:
            _share(book, source, year)


# --------------------------------------------------------------------------------------------------- sources


def _emission(book: Book, source: Source, year: int) -> None:
    for basis in book.bases(source):
        book.ledger.derive(
            "source.emission",
            at(period=year, source=source.id, basis=book.basis(source, basis)),
            T_CO2E,
            label("排放量", "emission", source),
            partial(_all_gases, book, source, year, basis),
            position=source.at,
        )


def _all_gases(book: Book, source: Source, year: int, basis: str) -> Quantity:
    gases = book.gases.get(source.id, [])
    parts = [_gas(book, source, year, gas, basis) for gas in gases]
    return parts[0].in_unit(T_CO2E) if len(parts) == 1 else total(parts, T_CO2E)


def _gas(book: Book, source: Source, year: int, gas: str, basis: str) -> Quantity:
    amount = book.ledger.read("source.gas", book.gas_context(source, year, gas, basis))
    return book.equivalent(amount, gas)


def _share(book: Book, source: Source, year: int) -> None:
    for basis in BASES:
        book.ledger.derive(
            "source.share",
            at(period=year, source=source.id, basis=basis),
            ONE,
            label(
                f"占总排放量的比例（{BASIS_NAMES[basis].zh}）", f"share of the total ({BASIS_NAMES[basis].en})", source
            ),
            partial(_share_of, book, source, year, basis),
        )


def _share_of(book: Book, source: Source, year: int, basis: str) -> Quantity:
    return book.emission(source, year, basis) / book.ledger.read("inventory.total", at(period=year, basis=basis))


# ------------------------------------------------------------------------------------------------------ sums


def _sum(book: Book, sources: Iterable[Source], year: int, basis: str) -> Quantity:
    return total([book.emission(s, year, basis) for s in sources], T_CO2E)


def _scopes(book: Book, counted: list[Source], year: int) -> None:
    for number, name in SCOPES.items():
        sources = of_scope(counted, number)
        for basis in BASES if number == 2 else BASES[:1]:
            context = at(period=year, scope=number, basis=basis if number == 2 else None)
            text = _with_basis(name, basis if number == 2 else "")
            book.ledger.derive("inventory.scope", context, T_CO2E, text, partial(_sum, book, sources, year, basis))


def _categories(book: Book, counted: list[Source], year: int) -> None:
    for number, name in _CATEGORIES.items():
        sources = [s for s in counted if category(s) == number]
        for basis in BASES if number == 2 else BASES[:1]:
            context = at(period=year, category=number, basis=basis if number == 2 else None)
            text = _with_basis(name, basis if number == 2 else "")
            book.ledger.derive("inventory.category", context, T_CO2E, text, partial(_sum, book, sources, year, basis))


def _with_basis(name: Text, basis: str) -> Text:
    if not basis:
        return Text(f"{name.zh}排放量", f"{name.en} emission")
    words = BASIS_NAMES[basis]
    return Text(f"{name.zh}排放量（{words.zh}）", f"{name.en} emission ({words.en})")


def _totals(book: Book, year: int) -> None:
    for basis in BASES:
        context = at(period=year, basis=basis)
        direct = _with_basis(Text("范围一和范围二", "scopes 1 and 2"), basis)
        book.ledger.derive("inventory.scope12", context, T_CO2E, direct, partial(_scope12, book, year, basis))
        whole = _with_basis(Text("温室气体", "total"), basis)
        book.ledger.derive("inventory.total", context, T_CO2E, whole, partial(_total, book, year, basis))


def _read_scope(book: Book, year: int, number: int, basis: str) -> Quantity:
    context = at(period=year, scope=number, basis=basis if number == 2 else None)
    return book.ledger.read("inventory.scope", context)


def _scope12(book: Book, year: int, basis: str) -> Quantity:
    return _read_scope(book, year, 1, basis) + _read_scope(book, year, 2, basis)


def _total(book: Book, year: int, basis: str) -> Quantity:
    return total([_read_scope(book, year, number, basis) for number in SCOPES], T_CO2E)


# ----------------------------------------------------------------------------------------------------- gases


def _gases(book: Book, counted: list[Source], year: int) -> None:
    unsplit = any("CO2e" in gases for gases in book.gases.values())
    for family in (*SEVEN, "CO2e") if unsplit else SEVEN:
        name = Text("未分气体的CO₂e" if family == "CO2e" else family, "CO2e not split" if family == "CO2e" else family)
        text = Text(f"{name.zh}排放量", f"{name.en} emission")
        formula = partial(_family, book, counted, year, family)
        book.ledger.derive("inventory.gas", at(period=year, gas=family), T_CO2E, text, formula)
        for number, words in SCOPES.items():
            formula = partial(_family, book, of_scope(counted, number), year, family)
            text = Text(f"{words.zh}{name.zh}排放量", f"{name.en} emission of {words.en}")
            context = at(period=year, gas=family, scope=number)
            book.ledger.derive("inventory.gas_scope", context, T_CO2E, text, formula)
        for number, words in _CATEGORIES.items():
            formula = partial(_family, book, [s for s in counted if category(s) == number], year, family)
            text = Text(f"{words.zh}{name.zh}排放量", f"{name.en} emission of {words.en}")
            context = at(period=year, gas=family, category=number)
            book.ledger.derive("inventory.gas_category", context, T_CO2E, text, formula)


def _family(book: Book, sources: Iterable[Source], year: int, family: str) -> Quantity:
    parts = [
        _gas(book, source, year, gas, "location")
        for source in sources
        for gas in book.gases.get(source.id, [])
        if book.factors.family(gas) == family
    ]
    return total(parts, T_CO2E)


# ----------------------------------------------------------------------------------------------------- sites


def _sites(book: Book, counted: list[Source], year: int) -> None:
    for site in book.project.file.boundary.sites:
        here = [s for s in counted if s.site == site.id]
        for basis in BASES:
            text = _with_basis(site.name.text, basis)
            context = at(period=year, entity=site.id, basis=basis)
            book.ledger.derive("inventory.site", context, T_CO2E, text, partial(_sum, book, here, year, basis))
        for number, words in SCOPES.items():
            sources = [s for s in here if scope(s) == number]
            for basis in BASES if number == 2 else BASES[:1]:
                shown = basis if number == 2 else ""
                text = _with_basis(Text(f"{site.name.zh}{words.zh}", f"{site.name.text.en} {words.en}"), shown)
                context = at(period=year, entity=site.id, scope=number, basis=shown or None)
                formula = partial(_sum, book, sources, year, basis)
                book.ledger.derive("inventory.site_scope", context, T_CO2E, text, formula)


# ----------------------------------------------------------------------------------------------------- apart


def _apart(book: Book, counted: list[Source], year: int) -> None:
    biogenic = [s for s in counted if s.kind == "biogenic-combustion"]
    text = Text("生物成因CO₂排放量（不计入总量）", "biogenic CO2 (apart from the total)")
    book.ledger.derive("inventory.biogenic", at(period=year), T_CO2, text, partial(_biogenic, book, biogenic, year))
    text = Text("《蒙特利尔议定书》气体排放量（不计入总量）", "gases of the Montreal Protocol (apart from the total)")
    book.ledger.derive("inventory.montreal", at(period=year), T_CO2E, text, partial(_montreal, book, year))


def _biogenic(book: Book, sources: list[Source], year: int) -> Quantity:
    return total([book.ledger.read("source.biogenic", at(period=year, source=s.id)) for s in sources], T_CO2)


def _montreal(book: Book, year: int) -> Quantity:
    lost = [(s, gas) for s in book.sources for gas in book.montreal.get(s.id, [])]
    return total([_gas(book, source, year, gas, "") for source, gas in lost], T_CO2E)
