"""Factors of a year and benchmarks of CBAM, and what every part of its calculation works with.

Method: free allocation is what the CBAM factor leaves of it (Directive 2003/87/EC article 10a(1a)), times the
cross-sectoral correction factor (article 10a(5)), times the benchmark of Implementing Regulation (EU) 2025/2620:
column A for actual values, column B for default values. Where the table distinguishes routes, actual values need
theirs; default values without one take the highest benchmark (point 5.1). A CN code that the table does not have
gets no free allocation.

Inputs: years and CN codes of the goods and processes; `cbam.cscf` once the Commission published the factor.

Outputs: `cbam.factor`, `cbam.cscf` (1) by period; `cbam.benchmark` (tCO2e/t) by process and period, by process,
period and element (a precursor), and by product, period and basis.

Errors: LG633, LG638, LG645.

Example: `worked/default-turkiye.yaml`: 1.364 x 0.975 = 1.3299 (opencbam's README).

Marks: factor and benchmarks are secondary. The cross-sectoral factor is not published: 1 is assumed, unconfirmed,
which is the most that it can be, so that certificates are the least that can be due.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from generator.base.findings import Position
from generator.base.text import Text
from generator.base.units import parse_unit
from generator.calculations.amounts import give_amount
from generator.calculations.cbam import tables
from generator.calculations.cbam.rules import FIGURE, NO_BENCHMARK, ROUTE
from generator.calculations.tonnes import as_co2e, carried, co2e
from generator.ledger.context import Context
from generator.ledger.fact import Kind, Mark, Reference
from generator.ledger.ledger import LedgerBuilder
from generator.ledger.quantity import Quantity
from generator.project.inline_factor import InlineFactor
from generator.project.node import Amount, Names
from generator.project.project import Project
from generator.project.sections.cbam import Cbam, Good, Process

TONNES = "tCO2e"
SPECIFIC = "tCO2e/t"
EURO = "EUR"
PRICE = "EUR/tCO2e"
PERCENT = "%"
POWER = "MWh{electricity}"
POWER_FACTOR = "tCO2e/MWh{electricity}"
#: Said with every GWP: the set that the project's other documents use does not matter here.
AR5 = Text(
    "CBAM 固定采用 IPCC AR5 的 GWP 和碳换算系数 3.664，与项目 criteria.gwp 无关",
    "CBAM fixes the GWPs of IPCC AR5 and 3.664 for carbon, whatever criteria.gwp is",
)
#: The first year in which certificates are due.
FIRST_YEAR = 2026


@dataclass(frozen=True, slots=True)
class Frame:
    """The section with the builder."""

    project: Project
    builder: LedgerBuilder
    cbam: Cbam

    def amount(
        self,
        fact_id: str,
        context: Context,
        amount: Amount,
        unit: str,
        text: Text,
        at: Position,
        *,
        least: Decimal | None = Decimal(0),
    ) -> bool:
        """Record an amount in the unit asked for; CO2 counts as CO2 equivalent, MWh as MWh of electricity."""
        known = co2e(amount) if unit == TONNES else carried(amount, unit)
        return give_amount(self.builder, fact_id, context, known, unit, text, at, least=least)

    def figure(
        self, fact_id: str, context: Context, given: InlineFactor, unit: str, text: Text, *, least: int = 0
    ) -> bool:
        """Record a figure that the project states, in the unit asked for; one that does not fit is a finding."""
        typed = as_co2e(parse_unit(given.unit)) if "CO2" in unit else parse_unit(given.unit)
        wanted = parse_unit(unit)
        if "{electricity}" in unit:
            typed = typed.of("electricity")
        if not typed.converts_to(wanted) or given.value < least:
            self.builder.findings.append(
                FIGURE.at(
                    given.place("value"),
                    f"{text.zh}为 {given.value} {given.unit}，应为不小于 {least} 的 {unit}",
                    f"{text.en} is {given.value} {given.unit}; it must be {unit}, not below {least}",
                    hint_zh=f"例如 {{value: 1.2, unit: {unit}, source: …, mark: secondary}}",
                    hint_en=f"for example {{value: 1.2, unit: {unit}, source: ..., mark: secondary}}",
                )
            )
            self.builder.lack(fact_id, context, Text("数值不能使用", "the figure cannot be used"), given.place("value"))
            return False
        self.builder.give(
            fact_id,
            context,
            given.value,
            typed,
            text,
            given.place("value"),
            mark=Mark(given.mark),
            reference=Reference(given.source, "", given.year),
        )
        return True

    def regulated(
        self,
        fact_id: str,
        context: Context,
        value: Decimal,
        unit: str,
        text: Text,
        at: Position,
        reference: Reference,
        *,
        note: Text | None = None,
    ) -> None:
        """Record a figure of the regulations; all were read in a transcription."""
        self.builder.give(fact_id, context, value, unit, text, at, mark=Mark.SECONDARY, reference=reference, note=note)

    def read(self, fact_id: str, context: Context) -> Quantity:
        """Read a fact."""
        return self.builder.read(fact_id, context)


def process_context(process: Process) -> Context:
    """Return the context of a process."""
    return Context.of(process=process.id, period=process.year)


def good_context(good: Good) -> Context:
    """Return the context of goods."""
    return Context.of(product=good.id, period=good.year)


def said(name: Names, zh: str, en: str) -> Text:
    """Label a fact of a thing."""
    return Text(f"{name.zh}：{zh}", f"{name.text.en}: {en}")


# ------------------------------------------------------------------------------------------- factors of a year


def record_year(frame: Frame, year: int, at: Position) -> None:
    """Record the CBAM factor and the cross-sectoral correction factor of a year, once."""
    context = Context.of(period=year)
    if frame.builder.has("cbam.factor", context):
        return
    text = Text(f"{year}年 CBAM 系数（仍扣除的免费分配比例）", f"CBAM factor of {year}: free allocation still deducted")
    reference = tables.reference(tables.ETS, "Article 10a(1a)", str(year))
    frame.regulated("cbam.factor", context, tables.factor(year), "1", text, at, reference)
    text = Text(f"{year}年跨行业修正系数 CSCF", f"cross-sectoral correction factor of {year}")
    own = frame.cbam.cscf.get(str(year))
    if own is not None:
        frame.figure("cbam.cscf", context, own, "1", text)
        return
    value, assumed = tables.correction(year)
    note = Text("尚未公布，按 1 计（免费分配的上限）", "not published: 1 is assumed, the most that it can be")
    frame.builder.give(
        "cbam.cscf",
        context,
        value,
        "1",
        text,
        at,
        kind=Kind.ASSUMED if assumed else Kind.GIVEN,
        mark=Mark.UNCONFIRMED if assumed else Mark.SECONDARY,
        reference=tables.reference(tables.ETS, "Article 10a(5)", str(year)),
        note=note if assumed else None,
    )


def give_benchmark(
    frame: Frame, context: Context, cn: str, route: str | None, year: int, actual: bool, at: Position, text: Text
) -> None:
    """Record the benchmark of a CN code: column A for actual values, column B for default values.

    Where the table distinguishes routes, actual values need theirs; default values without one take the highest
    (point 5.1). A code without benchmark gets no free allocation.
    """
    found = tables.routes(cn, actual, year)
    column = "column A" if actual else "column B"
    reference = tables.reference(tables.BENCHMARKS, f"Annex, CN {cn}, {column}", str(year))
    if not found:
        near = ", ".join(tables.nearest_benchmarks(cn)) or "-"
        frame.builder.findings.append(
            NO_BENCHMARK.at(
                at,
                f"基准表没有 CN {cn}，不扣除免费分配",
                f"the table has no benchmark for CN {cn}: no free allocation is deducted",
                hint_zh=f"核对 CN 编码；基准表中相近的编码：{near}",
                hint_en=f"check the CN code; the nearest that have a benchmark: {near}",
            )
        )
        note = Text("基准表没有该编码，不扣除免费分配", "no benchmark for this code: nothing is deducted")
        frame.regulated("cbam.benchmark", context, Decimal(0), SPECIFIC, text, at, reference, note=note)
        return
    chosen = _of_route(found, route, actual)
    if chosen is None:
        known = "、".join(name for name in found if name)
        frame.builder.findings.append(
            ROUTE.at(
                at,
                f"CN {cn} 的基准值按生产路线区分，{'没有路线 ' + route if route else '须写明 route'}",
                f"the benchmark of CN {cn} depends on the route; {'none for ' + route if route else 'name it'}",
                hint_zh=f"可用路线：{known}",
                hint_en=f"routes: {known}",
            )
        )
        frame.builder.lack("cbam.benchmark", context, Text("没有该路线的基准值", "no benchmark for the route"), at)
        return
    frame.regulated("cbam.benchmark", context, chosen, SPECIFIC, text, at, reference)


def _of_route(found: dict[str | None, Decimal], route: str | None, actual: bool) -> Decimal | None:
    if None in found:
        return found[None]
    if route is not None:
        return found.get(route)
    return None if actual else max(found.values())


def own_sefa(frame: Frame, context: Context, year: int) -> Quantity:
    """Return CBAM factor x CSCF x benchmark (equations 2 and 6)."""
    of_year = Context.of(period=year)
    factors = frame.read("cbam.factor", of_year) * frame.read("cbam.cscf", of_year)
    return factors * frame.read("cbam.benchmark", context)


def unit_of(good: Good) -> str:
    """Return the unit in which a good's specific emissions count."""
    return POWER_FACTOR if tables.is_electricity(good.cn) else SPECIFIC


def same(frame: Frame, fact_id: str, context: Context, one: Quantity) -> Quantity:
    """Return a fact as it is; ``one`` says why it counts here."""
    return frame.read(fact_id, context) * one
