"""How totals, categories, sectors and items changed: from year to year, and from the base year to the current one.

Method: growth of a year on the one before that is reported; change, rate of change and average annual growth
(geometric: (E_t / E_0)^(1/n) - 1) between the base year and the current year; a sector's contribution is its change
as a share of the total's. Plain arithmetic; no clause.

Inputs: ``region.total``, ``region.table``, ``region.category``, ``region.sector``, ``region.group``, ``region.item``.

Outputs: ``region.growth[period,since,basis]`` (basis ``table`` for the table's total, else as in ``region.total``);
``region.change[period,since,basis]`` in the total's unit, ``region.change_rate`` and
``region.average_growth[period,since,basis]``; ``region.category_change``, ``region.sector_change``,
``region.group_change``, ``region.item_change`` in their units and the same with ``_rate``; for sectors, groups and
items ``region.sector_contribution`` and so on; ``region.peak[basis]`` and ``region.peak_year[basis]``, the greatest
total of the reported years and its year.

Errors: none; where a year is missing, or the earlier one nought or a net sink, the rate is missing with that reason.

Example: ``worked/changes.yaml``, by hand.

Marks: the weakest of the years compared.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from decimal import Decimal
from functools import partial

from generator.base.text import Text
from generator.base.units import ONE, Unit, parse_unit
from generator.calculations.region.frame import T_CO2E, Frame
from generator.calculations.region.sectors import Sectors
from generator.calculations.region.totals import BASES, NAMES
from generator.ledger.context import Context
from generator.ledger.ledger import Unavailable
from generator.ledger.quantity import Quantity, constant, extreme, power, procedure

#: A fact's name and the dimensions that tell it from others of its year.
Series = tuple[str, dict[str, object]]
_SINK = Text("基期或报告期为净清除，变化率没有意义", "a year is a net sink: a rate of change has no meaning")
_TABLE = Text("各部门排放量合计", "emission of all sectors")


def record_changes(frame: Frame, sectors: Sectors | None) -> None:
    """Record growth of totals, and changes since the base year."""
    for basis, series, unit, text in _totals(frame, sectors):
        for earlier, year in zip(frame.years, frame.years[1:], strict=False):
            label = Text(f"{text.zh}{year}年较{earlier}年增长率", f"{text.en}: growth {earlier} to {year}")
            context = Context.of(period=year, since=earlier, basis=basis)
            _derive(frame, "growth", context, ONE, label, partial(_rate, frame, series, year, earlier))
        _peak(frame, basis, series, unit, text)
    if frame.base >= frame.current or frame.base not in frame.years:
        return
    since = {"period": frame.current, "since": frame.base}
    for basis, series, unit, text in _totals(frame, sectors):
        context = Context.of(**since, basis=basis)
        _change(frame, "change", "change_rate", context, unit, text, series)
        label = Text(
            f"{text.zh}{frame.base}—{frame.current}年年均增长率",
            f"{text.en}: average annual growth {frame.base} to {frame.current}",
        )
        _derive(frame, "average_growth", context, ONE, label, partial(_average, frame, series))
    for kind, series, unit, text, contributes in _parts(frame, sectors):
        context = Context.of(**since, **series[1])
        _change(frame, f"{kind}_change", f"{kind}_change_rate", context, unit, text, series)
        if contributes:
            label = Text(f"{text.zh}对变化的贡献率", f"{text.en}: contribution to the change")
            _derive(frame, f"{kind}_contribution", context, ONE, label, partial(_contribution, frame, series))


def _peak(frame: Frame, basis: str, series: Series, unit: Unit, text: Text) -> None:
    """Record the greatest total of the reported years and its year, the earliest where two are equal."""

    def totals() -> list[Quantity]:
        return [_read(frame, series, year) for year in frame.years]

    def year() -> Quantity:
        read = totals()
        greatest = max(range(len(read)), key=lambda i: (read[i].value, -i))
        return procedure("year of the greatest total", Decimal(frame.years[greatest]), "year", read)

    context, span = Context.of(basis=basis), f"{frame.years[0]}—{frame.years[-1]}"
    label = Text(f"{text.zh}{span}年最高值", f"{text.en}: greatest value {span}")
    _derive(frame, "peak", context, unit, label, lambda: extreme(totals(), "max"))
    label = Text(f"{text.zh}{span}年最高值年份", f"{text.en}: year of the greatest value {span}")
    _derive(frame, "peak_year", context, parse_unit("year"), label, year)


def _totals(frame: Frame, sectors: Sectors | None) -> Iterable[tuple[str, Series, Unit, Text]]:
    if sectors is not None:
        yield "table", ("table", {}), sectors.unit, _TABLE
    for basis, text in BASES.items():
        if basis != "with-electricity" or frame.region.electricity:
            yield basis, ("total", {"basis": basis}), T_CO2E, text


def _parts(frame: Frame, sectors: Sectors | None) -> Iterable[tuple[str, Series, Unit, Text, bool]]:
    for name, text in NAMES.items():
        if frame.builder.has("region.category", Context.of(period=frame.current, category=name)):
            yield "category", ("category", {"category": name}), T_CO2E, text, False
    if sectors is None:
        return
    classes = frame.classes
    for one in sectors.sectors:
        yield "sector", ("sector", {"sector": one}), sectors.unit, classes.sectors[one].name.text, True
    for group in classes.groups.values():
        if frame.builder.has("region.group", Context.of(period=frame.current, sector=group.id)):
            yield "group", ("group", {"sector": group.id}), sectors.unit, group.name.text, True
    for one in sectors.emitting:
        yield "item", ("item", {"energy": one}), sectors.unit, classes.items[one].name.text, True


def _change(frame: Frame, change: str, rate: str, context: Context, unit: Unit, text: Text, series: Series) -> None:
    years = f"{frame.base}—{frame.current}"
    label = Text(f"{text.zh}{years}年变化量", f"{text.en}: change {frame.base} to {frame.current}")
    _derive(frame, change, context, unit, label, partial(_difference, frame, series, frame.current, frame.base))
    label = Text(f"{text.zh}{years}年变化率", f"{text.en}: rate of change {frame.base} to {frame.current}")
    _derive(frame, rate, context, ONE, label, partial(_rate, frame, series, frame.current, frame.base))


def _read(frame: Frame, series: Series, year: int) -> Quantity:
    return frame.read(series[0], period=year, **series[1])


def _difference(frame: Frame, series: Series, year: int, earlier: int) -> Quantity:
    return _read(frame, series, year) - _read(frame, series, earlier)


def _rate(frame: Frame, series: Series, year: int, earlier: int) -> Quantity:
    return rate(_read(frame, series, year), _read(frame, series, earlier), f"region.{series[0]}")


def rate(now: Quantity, then: Quantity, key: str) -> Quantity:
    """Return now / then - 1.

    Raises:
        Unavailable: ``then`` is below nought, so that the rate's sign would be that of the opposite change.
        ZeroDivisionError: ``then`` is nought.
    """
    if then.value < 0:
        raise Unavailable(key, _SINK)
    return now / then - constant(1)


def _average(frame: Frame, series: Series) -> Quantity:
    now, then = _read(frame, series, frame.current), _read(frame, series, frame.base)
    if now.value < 0 or then.value < 0:
        raise Unavailable(f"region.{series[0]}", _SINK)
    return power(now / then, constant(1) / constant(frame.current - frame.base, meaning="years")) - constant(1)


def _contribution(frame: Frame, series: Series) -> Quantity:
    whole: Series = ("table", {})
    return _difference(frame, series, frame.current, frame.base) / _difference(frame, whole, frame.current, frame.base)


def _derive(frame: Frame, name: str, context: Context, unit: Unit, text: Text, formula: Callable[[], Quantity]) -> None:
    frame.builder.derive(f"region.{name}", context, unit, text, formula, position=frame.region.at)
