"""Turnover of equipment: what retires, what is added, and how far new technology has come.

Method: Stock balance of each technology (old, new) in every year: opening + additions - retirement = closing. The
stock of the base year retires evenly over one lifetime (its ages are taken to be spread evenly); what is added retires
``lifetime`` years later. Additions follow from the total that the scenario asks for::

    additions(y) = total(y) - total(y-1) + retirement(y)

and the penetration p(y) of new technology among them: new = additions x p, old = additions x (1 - p). Stock-flow
accounting of this kind is the stock-turnover method of bottom-up energy models.

Inputs: ``stocks`` of the section; ``total`` and ``penetration`` of a scenario's stock.

Outputs: ``scenario.stock_lifetime[asset]`` in a; by period, scenario and asset: ``scenario.stock_total``,
``scenario.stock_penetration`` (%), ``scenario.stock_additions_total``, ``scenario.stock_new_share``; with category
``old`` or ``new``: ``scenario.stock_opening``, ``stock_additions``, ``stock_retirement``, ``stock_closing``.

Errors: LG380 (lifetime), LG381 (additions below zero), LG371 (no path).

Example: ``stock-by-hand.yaml``, worked out by hand over a lifetime and beyond it.

Marks: Assumptions; no data set is read.
"""

from __future__ import annotations

from decimal import Decimal
from functools import partial

from generator.base.text import Text
from generator.base.units import ONE, parse_unit
from generator.calculations.amounts import give_amount
from generator.calculations.scenarios import curve_checks, rules
from generator.calculations.scenarios.base_year import carry_on
from generator.calculations.scenarios.frame import PERCENT, Frame, named
from generator.calculations.scenarios.series import Series
from generator.ledger.context import Context
from generator.ledger.fact import Kind
from generator.ledger.quantity import Quantity, constant, total
from generator.project.sections.scenarios import ScenarioPath, Stock

_TECHNOLOGIES = {"old": Text("原有技术", "old technology"), "new": Text("新技术", "new technology")}
_LONGEST = 100
#: Thirds never end: additions of minus a quadrillionth of a quadrillionth are nought.
_NOUGHT = Decimal("-1e-24")


def record_stocks(frame: Frame) -> None:
    """Record the stocks of every scenario."""
    for stock in frame.model.stocks:
        lifetime = _lifetime(frame, stock)
        for scenario in frame.scenarios:
            _Turnover(frame, scenario, stock, lifetime).record()


def _lifetime(frame: Frame, stock: Stock) -> int:
    """Record the lifetime and return it in whole years; nought, with a finding, where it is none."""
    place = stock.place("lifetime")
    typed, year = parse_unit(stock.lifetime.unit), parse_unit("a")
    years = stock.lifetime.value * typed.conversion(year) if typed.converts_to(year) else Decimal(0)
    if years == years.to_integral_value() and 1 <= years <= _LONGEST:
        name = named(stock.name.text, "：使用年限", ": lifetime")
        give_amount(
            frame.builder, "scenario.stock_lifetime", Context.of(asset=stock.id), stock.lifetime, "a", name, place
        )
        return int(years)
    written = f"{stock.lifetime.value} {stock.lifetime.unit}"
    frame.builder.findings.append(
        rules.LIFETIME.at(
            place,
            f"{stock.name.zh}的使用年限为 {written}，应为 1 到 {_LONGEST} 的整年数",
            f"the lifetime of {stock.id} is {written}, not a whole number of years from 1 to {_LONGEST}",
            hint_zh="例如 lifetime: 20 a",
            hint_en="for example lifetime: 20 a",
        )
    )
    frame.builder.lack(
        "scenario.stock_lifetime", Context.of(asset=stock.id), Text("使用年限有误", "no lifetime"), place
    )
    return 0


class _Turnover:
    """One stock in one scenario; ``lifetime`` is 0 where it could not be read."""

    def __init__(self, frame: Frame, scenario: ScenarioPath, stock: Stock, lifetime: int) -> None:
        self.frame, self.scenario, self.stock, self.lifetime = frame, scenario, stock, lifetime
        self.unit = stock.old.unit
        self.own = next((s for s in scenario.stocks if s.stock == stock.id), None)
        self.basis = next((s for s in frame.reference.stocks if s.stock == stock.id), None)

    def record(self) -> None:
        """Record base year, total, penetration, and the flows of every year."""
        name = self.stock.name.text
        unit = parse_unit(self.unit)
        if not curve_checks.fits(self.frame, self.stock.new.unit, unit, self.stock, "new", name):
            return
        for kind, amount in (("old", self.stock.old), ("new", self.stock.new)):
            give_amount(
                self.frame.builder,
                "scenario.stock_closing",
                self.where(self.frame.base, kind),
                amount,
                self.unit,
                self.label("年末存量", "closing stock", self.frame.base, kind),
                self.stock.place(kind),
                least=Decimal(0),
            )
        self._total()
        self._penetration()
        for year in self.frame.future:
            for kind in _TECHNOLOGIES:
                self._derive("opening", "年初存量", "opening stock", year, kind, partial(self.closing, year - 1, kind))
                self._derive("retirement", "退役量", "retirement", year, kind, partial(self._retired, year, kind))
            self._derive("additions_total", "新增量合计", "additions in all", year, "", partial(self._added, year))
            for kind in _TECHNOLOGIES:
                self._derive("additions", "新增量", "additions", year, kind, partial(self._added_of, year, kind))
                self._derive("closing", "年末存量", "closing stock", year, kind, partial(self._closing, year, kind))
        if self.own is not None:  # what is taken over is told where it stands
            self._check()
        for year in self.frame.years:
            self._derive(
                "new_share", "新技术占比", "share of new technology", year, "", partial(self._share, year), ONE.text
            )

    def where(self, year: int, kind: str = "") -> Context:
        """Return the context of a value."""
        return Context.of(period=year, scenario=self.scenario.id, category=kind or None, asset=self.stock.id)

    def label(self, zh: str, en: str, year: int, kind: str = "") -> Text:
        """Name a value."""
        technology = _TECHNOLOGIES.get(kind, Text("", ""))
        of = f" of {technology.en}" if kind else ""
        return Text(
            f"{self.scenario.name.zh}{self.stock.name.zh}{technology.zh}{zh}（{year}年）",
            f"{self.scenario.name.text.en}, {self.stock.name.text.en}: {en}{of} ({year})",
        )

    def closing(self, year: int, kind: str) -> Quantity:
        """Read the stock at the end of a year."""
        return self._read("closing", year, kind)

    def _read(self, what: str, year: int, kind: str = "") -> Quantity:
        return self.frame.builder.read(f"scenario.stock_{what}", self.where(year, kind))

    def _derive(
        self, what: str, zh: str, en: str, year: int, kind: str, formula: partial[Quantity], unit: str = ""
    ) -> None:
        self.frame.builder.derive(
            f"scenario.stock_{what}",
            self.where(year, kind),
            unit or self.unit,
            self.label(zh, en, year, kind),
            formula,
            position=(self.own or self.stock).at,
        )

    def _series(self, what: str, unit: str, zh: str, en: str, most: Decimal | None = None) -> Series:
        around = Context.of(scenario=self.scenario.id, asset=self.stock.id)
        name = Text(
            f"{self.scenario.name.zh}{self.stock.name.zh}{zh}",
            f"{self.scenario.name.text.en}, {self.stock.name.text.en}: {en}",
        )
        return Series(self.frame, f"scenario.stock_{what}", around, unit, name, self.stock.at, Decimal(0), most)

    def _total(self) -> None:
        series = self._series("total", self.unit, "存量", "stock")
        series.derive(self.frame.base, partial(self._both, self.frame.base))
        own = self.own.total if self.own else None
        basis = self.basis.total if self.basis else None
        carry_on(self.frame, self.scenario, series, own, basis, self.stock, "total")

    def _penetration(self) -> None:
        series = self._series("penetration", PERCENT, "新增中新技术比例", "new technology in additions", Decimal(100))
        start = self.own or self.basis
        if start is None:
            series.lack(self.frame.base)
        else:
            series.give(self.frame.base, start.penetration_base, start.place("penetration_base"), Kind.GIVEN)
        own = self.own.penetration if self.own else None
        basis = self.basis.penetration if self.basis else None
        carry_on(self.frame, self.scenario, series, own, basis, self.stock, "penetration")

    def _retired(self, year: int, kind: str) -> Quantity:
        lifetime = self.frame.builder.read("scenario.stock_lifetime", Context.of(asset=self.stock.id))
        parts = []
        if year - self.frame.base <= self.lifetime:
            parts.append(self.closing(self.frame.base, kind) / (lifetime / constant(1, "a", "one year")))
        if year - self.lifetime > self.frame.base:
            parts.append(self._read("additions", year - self.lifetime, kind))
        return total(parts, self.unit)

    def _added(self, year: int) -> Quantity:
        grown = self._read("total", year) - self._read("total", year - 1)
        return grown + total([self._read("retirement", year, kind) for kind in _TECHNOLOGIES], self.unit)

    def _added_of(self, year: int, kind: str) -> Quantity:
        part = self._read("penetration", year)
        share = part if kind == "new" else constant(100, PERCENT, "the whole") - part
        return self._read("additions_total", year) * share

    def _closing(self, year: int, kind: str) -> Quantity:
        grown = self._read("opening", year, kind) + self._read("additions", year, kind)
        return grown - self._read("retirement", year, kind)

    def _share(self, year: int) -> Quantity:
        return self.closing(year, "new") / self._both(year)

    def _both(self, year: int) -> Quantity:
        return total([self.closing(year, kind) for kind in _TECHNOLOGIES], self.unit)

    def _check(self) -> None:
        """Report the first year in which the stock falls faster than its equipment retires."""
        year = next((year for year in self.frame.future if self._falls(year)), None)
        if year is None:
            return
        self.frame.builder.findings.append(
            rules.SHRINKS.at(
                (self.own or self.stock).place("total"),
                f"{self.scenario.name.zh}中{self.stock.name.zh} {year} 年的存量下降快于退役，新增量将为负",
                f"{self.scenario.id}: the stock {self.stock.id} falls faster in {year} than its equipment retires",
                hint_zh="放缓存量下降，或缩短使用年限",
                hint_en="let the total fall more slowly, or give a shorter lifetime",
            )
        )

    def _falls(self, year: int) -> bool:
        added = self.frame.builder.fact("scenario.stock_additions_total", self.where(year))
        whole = self.frame.builder.fact("scenario.stock_total", self.where(year - 1))
        return added is not None and whole is not None and added.value < _NOUGHT * abs(whole.value)
