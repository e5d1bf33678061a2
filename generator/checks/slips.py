"""Slips of unit, digit and month in what was typed (NU010 to NU014)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from decimal import Decimal
from statistics import median

from generator.base.findings import Finding, Position, Rule, Severity
from generator.base.units import UnitError, parse_unit
from generator.checks.framework import Case, Check, project_rule
from generator.ledger.fact import Fact

#: Ratios that a slip of unit gives; k is the power of ten.
_POWERS = (1, 2, 3, 4, 5, 6)


def power_of_ten(ratio: Decimal, slack: Decimal = Decimal("0.15")) -> int:
    """Return k where ``ratio`` is within ``slack`` of 10^k or 10^-k (k from 1 to 6), otherwise 0."""
    if ratio <= 0:
        return 0
    large = max(ratio, 1 / ratio)
    return next((k for k in _POWERS if abs(large / Decimal(10) ** k - 1) <= slack), 0)


def transposed(one: Decimal, other: Decimal) -> bool:
    """Whether two numbers of the same length differ by two neighbouring digits that changed places."""
    a, b = (f"{value.normalize():f}".replace(".", "") for value in (one, other))
    if len(a) != len(b) or len(a) < 4 or a == b:
        return False
    differ = [i for i in range(len(a)) if a[i] != b[i]]
    return (
        len(differ) == 2 and differ[1] == differ[0] + 1 and (a[differ[0]], a[differ[1]]) == (b[differ[1]], b[differ[0]])
    )


def _published(case: Case) -> Iterator[tuple[Decimal, Fact, Position]]:
    """What the base year was published with, beside every value that the inventory gives for it today (tCO2e)."""
    base = case.project.file.periods.base_year
    if base.published is None:
        return
    try:
        factor = parse_unit(base.published.unit).conversion(parse_unit("tCO2e"))
    except UnitError:
        return
    found = [*case.ledger.by_id.get("base.recalculated", ()), *case.ledger.by_id.get("inventory.scope12", ())]
    for fact in found:
        if fact.context.get("period") in (None, str(base.year)):
            yield base.published.value * factor, fact, base.place("published")


@project_rule("NU010", "unit-slip", Severity.ERROR, "seen 3")
def unit_slip(case: Case, rule: Rule) -> Iterable[Finding]:
    """A figure that is ten, a hundred or a thousand times what it should be.

    Finds: the published base-year value beside the recalculated one, a metric beside its other years, and a peer's
    indicator beside the client's own, where the ratio is close to a power of ten.
    Why: 1,184.65 GWh stood beside 118,465.8 MWh in a submitted project document; kg for t and 万 for 1 are as common.
    Wrong: ``published: 427000 tCO2e`` where the inventory gives 42,690.
    Right: the value with the unit it was published in: ``published: 42.7 ktCO2e`` or ``42690 tCO2e``.
    """
    for value, fact, at in _published(case):
        if fact.value and (power := power_of_ten(value / fact.value)):
            yield _slip(rule, at, "基准年公布值", "the published base-year value", value, fact.value, power, fact.key)
            break
    yield from _metric_slips(case, rule)
    yield from _peer_slips(case, rule)


def _slip(
    rule: Rule, at: Position, zh: str, en: str, value: Decimal, right: Decimal, power: int, fact: str = ""
) -> Finding:
    return rule.at(
        at,
        f"{zh} {value:f} 与 {right:.6g} 相差约 10 的 {power} 次方倍，可能写错了单位或小数点",
        f"{en} {value:f} and {right:.6g} differ by about 10^{power}: a slip of unit or decimal point",
        hint_zh="核对原始凭证上的单位（t 与 kg、kWh 与 MWh、元与万元）",
        hint_en="look at the unit on the original record: t or kg, kWh or MWh",
        fact=fact,
    )


def _metric_slips(case: Case, rule: Rule) -> Iterator[Finding]:
    for metric in case.project.file.metrics:
        values = {year: value for year, value in metric.values.items() if value > 0}
        if len(values) < 2:
            continue
        for year, value in values.items():
            others = [other for y, other in values.items() if y != year]
            if power := power_of_ten(value / median(others), Decimal("0.3")):
                if len(others) == 1 and value < others[0]:
                    continue  # of two values the larger is reported
                at = metric.place(f"values.{year}")
                at = at if at != metric.at else metric.place("values")
                name = metric.name.text
                zh, en = f"{name.zh}{year}年的值", f"{name.en} of {year}"
                yield _slip(rule, at, zh, en, value, median(others), power)
                break


def _peer_slips(case: Case, rule: Rule) -> Iterator[Finding]:
    current = str(case.project.file.periods.current)
    for peer in case.project.file.peers:
        for fact in case.ledger.by_id.get("intensity.value", ()):
            if fact.context.get("product") != peer.metric or fact.context.get("period") != current or not fact.value:
                continue
            try:
                factor = parse_unit(peer.value.unit).conversion(fact.unit)
            except UnitError:
                continue
            ratio = peer.value.value * factor / fact.value
            # A peer may well be several times better or worse; a hundred times is a slip.
            if ratio > 50 or (ratio > 0 and 1 / ratio > 50):
                power = round(float(max(ratio, 1 / ratio).log10()))
                zh, en = f"{peer.name.text.zh}的指标", f"the indicator of {peer.name.text.en}"
                yield _slip(rule, peer.place("value"), zh, en, peer.value.value * factor, fact.value, power, fact.key)
                break


@project_rule("NU011", "transposed-digits", Severity.WARNING, "seen 2")
def transposed_digits(case: Case, rule: Rule) -> Iterable[Finding]:
    """Two digits that changed places.

    Finds: the published base-year value beside the recalculated one, and a metric's value beside that of another year,
    where the same digits stand in another order.
    Why: 16,226,528 and 16,226,285 stood for one investment on one page of a submitted project document.
    Wrong: ``published: 42960 tCO2e`` where the inventory gives 42,690.
    Right: the value as it stands in the published report.
    """
    seen: set[Position] = set()
    for value, fact, at in _published(case):
        digits = -int(value.as_tuple().exponent)
        if at not in seen and transposed(value, round(fact.value, max(digits, 0))):
            seen.add(at)
            yield _transposed(rule, at, value, round(fact.value, max(digits, 0)), fact.key)
    for metric in case.project.file.metrics:
        listed = list(metric.values.items())
        for place, (year, value) in enumerate(listed):
            for other_year, other in listed[:place]:
                if transposed(value, other):
                    at = metric.place(f"values.{year}")
                    yield _transposed(rule, at if at != metric.at else metric.place("values"), value, other, other_year)


def _transposed(rule: Rule, at: Position, value: Decimal, other: Decimal, fact: str) -> Finding:
    return rule.at(
        at,
        f"{value:f} 与 {other:f}（{fact}）只有相邻两位数字的次序不同",
        f"{value:f} and {other:f} ({fact}) differ by two digits that changed places",
        hint_zh="对照原始文件核对数字",
        hint_en="compare with the original",
        fact=fact if "." in fact else "",
    )


@project_rule("NU012", "month-out-of-line", Severity.WARNING, "seen 3; ISO 14064-1:2018, 6.2")
def month_out_of_line(case: Case, rule: Rule) -> Iterable[Finding]:
    """One month that is ten or a thousand times its neighbours.

    Finds: a month of a source whose other months of the year lie close together (within a factor of two of their
    median), while it is some ten, hundred or thousand times that or a fraction of it.
    Why: a month in kWh among months in MWh passes every total unnoticed.
    Wrong: eleven months near 980 MWh and one of 978,000.
    Right: the month in the ledger's unit; where the month really was so, say so in the note column.
    """
    for rows in case.project.rows:
        series: dict[tuple[str, str], list[int]] = {}
        for i, period in enumerate(rows.period):
            if len(period) == 7 and rows.quantity[i] > 0:
                series.setdefault((rows.source[i], period[:4]), []).append(i)
        for (source, _), places in series.items():
            if len(places) < 6:
                continue
            values = {i: rows.quantity[i] * Decimal(str(float(rows.units[rows.unit[i]].factor))) for i in places}
            yield from (
                _month(rule, rows.position(i), source, rows.period[i], ratio)
                for i, ratio in _outliers(values)
                if not (rows.note and rows.note[i].strip())
            )


def _outliers(values: dict[int, Decimal]) -> Iterator[tuple[int, Decimal]]:
    for i, value in values.items():
        others = [other for j, other in values.items() if j != i]
        middle = median(others)
        steady = all(middle / 2 <= other <= middle * 2 for other in others)
        if steady and power_of_ten(value / middle, Decimal("0.4")):
            yield i, value / middle


def _month(rule: Rule, at: Position, source: str, period: str, ratio: Decimal) -> Finding:
    return rule.at(
        at,
        f"{source} 在 {period} 的数量是其余各月中位数的 {ratio:.3g} 倍，可能写错了单位",
        f"{source} in {period} is {ratio:.3g} times the median of the other months: a slip of unit?",
        hint_zh="核对该月凭证的单位；确属实际情况的，在备注列说明原因",
        hint_en="look at the unit on that month's record, or give the reason in the note column",
        fact=f"activity.month[period={period},source={source}]",
    )


_JUMP = Decimal(3)


@project_rule("NU013", "instrument-exceeds-use", Severity.ERROR, "GHG Protocol Scope 2 Guidance, 7.1")
def instrument_exceeds_use(case: Case, rule: Rule) -> Iterable[Finding]:
    """Certificates for more electricity than was bought.

    Finds: a year in which the instruments together cover more than the purchased electricity of the ledger.
    Why: a certificate covers consumption; more of them is a slip of unit, or certificates of another client.
    Wrong: ``quantity: 3000000 MWh`` for a plant that buys 40,000 MWh.
    Right: ``quantity: 3000 MWh``.
    """
    for bought in case.ledger.by_id.get("electricity.total", ()):
        period = bought.context.get("period")
        instruments = [i for i in case.project.file.instruments if str(i.period) == period]
        named = {instrument.id for instrument in instruments}
        facts = [f for f in case.ledger.by_id.get("instrument.quantity", ()) if f.context.get("instrument") in named]
        covered = sum((fact.value * _factor(fact, bought) for fact in facts), Decimal(0))
        if instruments and covered > bought.value:
            yield rule.at(
                instruments[-1].place("quantity"),
                f"{period}年凭证电量合计 {covered:g} {bought.unit}，超过外购电量 {bought.value:.6g} {bought.unit}",
                f"the instruments of {period} cover {covered:g} {bought.unit}, more than the {bought.value:.6g} bought",
                hint_zh="核对凭证的单位和所属企业",
                hint_en="look at the certificates' unit and owner",
                fact=bought.key,
            )


def _factor(fact: Fact, other: Fact) -> Decimal:
    try:
        return fact.unit.plain.conversion(other.unit.plain)
    except UnitError:
        return Decimal(0)


@project_rule("NU014", "unexplained-jump", Severity.WARNING, "ISO 14064-1:2018, 9.3.1")
def unexplained_jump(case: Case, rule: Rule) -> Iterable[Finding]:
    """A source that is three times last year's, or a third of it, without a word about it.

    Finds: a source of more than 0.5 % of the total whose emissions change by more than a factor of three between two
    reporting years, where neither its rows' note column nor an author slot mentions it.
    Why: a jump is a new plant, a closed one, or a mistake; the verifier asks which.
    Wrong: coke 9,912 t in one year, 2,981 t in the next, no note.
    Right: a note in the ledger's note column (``冲天炉停炉检修``), or a sentence in an author slot
    that names the source.
    """
    emissions = {fact.context: fact for fact in case.ledger.by_id.get("source.emission", ())}
    for fact in emissions.values():
        pairs = dict(fact.context.pairs)
        year, source = pairs.get("period", ""), pairs.get("source", "")
        if pairs.get("basis") == "market" or not year.isdigit():
            continue
        before = emissions.get(fact.context.extended(period=int(year) - 1))
        if before is None or before.value <= 0 or fact.value <= 0:
            continue
        ratio = fact.value / before.value
        if 1 / _JUMP <= ratio <= _JUMP or max(fact.value, before.value) < _half_percent(case, year):
            continue
        if not _explained(case, source, year):
            model = next((s for s in case.project.file.sources if s.id == source), None)
            name = model.name.text if model else None
            yield rule.at(
                model.at if model else fact.position or case.at,
                f"{name.zh if name else source}{year}年排放量是上年的 {ratio:.2f} 倍，没有说明原因",
                f"{name.en if name else source} emitted {ratio:.2f} times last year's amount in {year}, unexplained",
                hint_zh="在台账备注列或作者段落中写明原因",
                hint_en="give the reason in the ledger's note column or in an author slot",
                fact=fact.key,
            )


def _half_percent(case: Case, year: str) -> Decimal:
    totals = [f.value for f in case.ledger.by_id.get("inventory.total", ()) if f.context.get("period") == year]
    return max(totals, default=Decimal(0)) / 200


def _explained(case: Case, source: str, year: str) -> bool:
    for rows in case.project.rows:
        for i, name in enumerate(rows.source):
            if name == source and rows.period[i][:4] == year and rows.note and rows.note[i].strip():
                return True
    model = next((s for s in case.project.file.sources if s.id == source), None)
    return model is not None and any(model.name.zh in written.text for written in case.project.slots.values())


CHECKS: tuple[Check, ...] = (
    unit_slip,
    transposed_digits,
    month_out_of_line,
    instrument_exceeds_use,
    unexplained_jump,
)
