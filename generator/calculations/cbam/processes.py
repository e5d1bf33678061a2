"""Specific embedded emissions of the goods that a process makes, with the precursors that it consumes.

Method: Implementing Regulation (EU) 2025/2547, equations 57 to 60: specific embedded emissions = (attributed
emissions + sum of precursor mass x its specific embedded emissions) / activity level, direct and indirect apart,
applied from precursor to precursor. A good without precursors is simple, one with them complex. A precursor made by
a process described here takes that process's value, of the same year; otherwise verified values as stated, the
default value with mark-up of its country, or, where the country is not known, the highest default value (2025/2621
article 1(5)); one made in the EU carries nothing. Free allocation: Implementing Regulation (EU) 2025/2620,
equations 2 to 4: CBAM factor x CSCF x benchmark of column A, plus mass per output x free allocation of each
precursor.

Inputs: `cbam.installations[].processes[]` with `cn`, `route`, `output`, `precursors`; what :mod:`streams` records.

Outputs: by process and period: `cbam.see_direct`, `cbam.see_indirect`, `cbam.sefa_process`, `cbam.benchmark`
(tCO2e/t), `cbam.precursor_share` (percent of direct embedded emissions); by process, period and element:
`cbam.precursor_mass` (t), `cbam.precursor_direct`, `cbam.precursor_indirect`, `cbam.precursor_sefa` (tCO2e/t),
`cbam.precursor_ratio` (1), `cbam.precursor_emissions` (tCO2e, direct), `cbam.precursor_emissions_indirect` (tCO2e);
for default values `cbam.precursor_default`, `cbam.precursor_marked_up` (tCO2e/t).

Errors: LG630, LG631, LG632, LG633, LG635, LG636, LG638, LG640, LG645.

Example: `worked/installation.yaml`, by hand; opencbam's engine agrees in `test_oracle.py`. The Commission's
guidance holds examples of earlier rules; no example of the definitive period's rules was found there. That the
emissions of a chain sum to its processes' is tested over generated chains.

Marks: default values and benchmarks are secondary; the CSCF is assumed.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import partial

from generator.base.text import Text
from generator.calculations.cbam import tables
from generator.calculations.cbam.frame import (
    PERCENT,
    SPECIFIC,
    TONNES,
    Frame,
    give_benchmark,
    process_context,
    record_year,
    said,
)
from generator.calculations.cbam.rules import LOOP, NO_ACTUAL, NO_DEFAULT, NOT_LISTED, OTHER_YEAR, UNKNOWN_CN
from generator.calculations.cbam.streams import record_attributed
from generator.ledger.context import Context
from generator.ledger.quantity import Quantity, constant, total
from generator.project.node import Node
from generator.project.sections.cbam import Precursor, Process


def record_processes(frame: Frame) -> None:
    """Record every process after the processes that make its precursors."""
    known = {name: process for name, (_, process) in frame.cbam.processes.items()}
    done: set[str] = set()

    def visit(process: Process, path: Sequence[str]) -> None:
        if process.id in path:
            _loop(frame, process, [*path[path.index(process.id) :], process.id])
            return
        if process.id in done:
            return
        for one in process.precursors:
            if one.process in known:
                visit(known[one.process], [*path, process.id])
        if process.id not in done:
            done.add(process.id)
            _record(frame, process, known)

    for process in known.values():
        visit(process, [])


def _loop(frame: Frame, process: Process, chain: Sequence[str]) -> None:
    shown = " -> ".join(chain)
    frame.builder.findings.append(
        LOOP.at(
            process.place("precursors"),
            f"前体循环引用：{shown}",
            f"a process is a precursor of itself: {shown}",
            hint_zh="去掉其中一处引用，或把两个过程合并（bubble）",
            hint_en="drop one of the references, or describe the two as one process",
        )
    )


def check_cn(frame: Frame, node: Node, cn: str) -> bool:
    """Whether a CN code is covered; one that is not is a finding with the nearest codes."""
    if tables.covered(cn):
        return True
    near = tables.nearest_codes(cn)
    frame.builder.findings.append(
        UNKNOWN_CN.at(
            node.place("cn"),
            f"CN {cn} 不在 CBAM 附件 I 的货物清单中",
            f"CN {cn} is none of the goods of Annex I",
            hint_zh=f"相近：{'；'.join(near) or '—'}",
            hint_en=f"nearest: {'; '.join(near) or '-'}",
        )
    )
    return False


def check_country(frame: Frame, node: Node, country: str) -> None:
    """Warn of a country that the table of default values does not list."""
    name = tables.country_name(country)
    if tables.listed(name):
        return
    near = ", ".join(tables.nearest_countries(name)) or "-"
    frame.builder.findings.append(
        NOT_LISTED.at(
            node.place("country"),
            f"默认值表没有国家“{country}”，按“其他国家和地区”取值",
            f"the table of default values does not list {country!r}: the values of other countries hold",
            hint_zh=f"若为笔误，相近：{near}",
            hint_en=f"if it is a slip, the nearest are {near}",
        )
    )


def _record(frame: Frame, process: Process, known: dict[str, Process]) -> None:
    context = process_context(process)
    record_attributed(frame, process)
    record_year(frame, process.year, process.place("year"))
    for one in process.precursors:
        _record_precursor(frame, process, one, known)
    for fact_id, zh, en, own, part in (
        ("cbam.see_direct", "单位产品直接隐含排放", "direct embedded emissions", "direct_attributed", "emissions"),
        (
            "cbam.see_indirect",
            "单位产品间接隐含排放",
            "indirect embedded emissions",
            "indirect_attributed",
            "emissions_indirect",
        ),
    ):
        formula = partial(_specific, frame, process, f"cbam.{own}", f"cbam.precursor_{part}")
        text = said(process.name, zh, f"specific {en}")
        frame.builder.derive(fact_id, context, SPECIFIC, text, formula, position=process.at)
    if process.precursors:
        text = said(process.name, "前体占直接隐含排放的比例", "share of the precursors in direct embedded emissions")
        formula = partial(_share, frame, process)
        frame.builder.derive("cbam.precursor_share", context, PERCENT, text, formula, position=process.at)
    if check_cn(frame, process, process.cn):
        text = said(process.name, "CBAM 基准值（A 栏）", "CBAM benchmark (column A)")
        give_benchmark(frame, context, process.cn, process.route, process.year, True, process.place("cn"), text)
    text = said(process.name, "单位产品隐含免费分配", "specific embedded free allocation")
    formula = partial(_sefa, frame, process)
    frame.builder.derive("cbam.sefa_process", context, SPECIFIC, text, formula, position=process.at)


def _contexts(process: Process) -> list[Context]:
    return [process_context(process).extended(element=one.id) for one in process.precursors]


def _specific(frame: Frame, process: Process, own: str, part: str) -> Quantity:
    context = process_context(process)
    parts = [frame.read(part, one) for one in _contexts(process)]
    return total([frame.read(own, context), *parts], TONNES) / frame.read("cbam.output", context)


def _share(frame: Frame, process: Process) -> Quantity:
    context = process_context(process)
    parts = total([frame.read("cbam.precursor_emissions", one) for one in _contexts(process)], TONNES)
    return parts / (frame.read("cbam.see_direct", context) * frame.read("cbam.output", context))


def own_sefa(frame: Frame, context: Context, year: int) -> Quantity:
    """Return CBAM factor x CSCF x benchmark (equations 2 and 6)."""
    of_year = Context.of(period=year)
    factors = frame.read("cbam.factor", of_year) * frame.read("cbam.cscf", of_year)
    return factors * frame.read("cbam.benchmark", context)


def _sefa(frame: Frame, process: Process) -> Quantity:
    parts = [own_sefa(frame, process_context(process), process.year)]
    for one in _contexts(process):
        parts.append(frame.read("cbam.precursor_ratio", one) * frame.read("cbam.precursor_sefa", one))
    return total(parts, SPECIFIC)


# ------------------------------------------------------------------------------------------- precursors


def _record_precursor(frame: Frame, process: Process, one: Precursor, known: dict[str, Process]) -> None:
    context = process_context(process).extended(element=one.id)
    name = f"{process.name.zh}的前体 {one.id}"
    en = f"{process.name.text.en}, precursor {one.id}"
    frame.amount(
        "cbam.precursor_mass", context, one.mass, "t", Text(f"{name}：耗用量", f"{en}: mass"), one.place("mass")
    )
    if one.eu_origin:
        _nothing(frame, one, context, name, en)
    elif one.process is not None:
        _of_process(frame, process, one, known, context, name, en)
    elif one.direct is not None:
        _as_stated(frame, process, one, context, name, en)
    elif one.cn is not None:
        _by_default(frame, process, one, context, name, en)
    else:
        _neither(frame, one, context)
    mass = partial(frame.read, "cbam.precursor_mass", context)
    for fact_id, unit, zh, text_en, formula in (
        ("cbam.precursor_ratio", "1", "单位产品耗用量", "mass per output", _ratio(frame, process, mass)),
        ("cbam.precursor_emissions", TONNES, "直接隐含排放", "direct embedded", _times(frame, context, mass, "direct")),
        (
            "cbam.precursor_emissions_indirect",
            TONNES,
            "间接隐含排放",
            "indirect embedded",
            _times(frame, context, mass, "indirect"),
        ),
    ):
        text = Text(f"{name}：{zh}", f"{en}: {text_en}")
        frame.builder.derive(fact_id, context, unit, text, formula, position=one.at)


def _ratio(frame: Frame, process: Process, mass: Callable[[], Quantity]) -> Callable[[], Quantity]:
    return lambda: mass() / frame.read("cbam.output", process_context(process))


def _times(frame: Frame, context: Context, mass: Callable[[], Quantity], kind: str) -> Callable[[], Quantity]:
    return lambda: mass() * frame.read(f"cbam.precursor_{kind}", context)


def _derive(
    frame: Frame, one: Precursor, context: Context, name: str, en: str, formulas: Mapping[str, Callable[[], Quantity]]
) -> None:
    words = {"direct": "单位直接隐含排放", "indirect": "单位间接隐含排放", "sefa": "单位隐含免费分配"}
    for kind, formula in formulas.items():
        text = Text(f"{name}：{words[kind]}", f"{en}: {kind}")
        frame.builder.derive(f"cbam.precursor_{kind}", context, SPECIFIC, text, formula, position=one.at)


def _nothing(frame: Frame, one: Precursor, context: Context, name: str, en: str) -> None:
    none = partial(constant, 0, SPECIFIC, "made in the EU: no embedded emissions")
    _derive(frame, one, context, name, en, {"direct": none, "indirect": none, "sefa": none})


def _of_process(
    frame: Frame, process: Process, one: Precursor, known: dict[str, Process], context: Context, name: str, en: str
) -> None:
    maker = known[one.process or ""]
    if maker.year != process.year:
        other_year(frame, one, maker, process.year)
        reason = Text("前体过程的年份不同", "the precursor's process is of another year")
        for kind in ("direct", "indirect", "sefa"):
            frame.builder.lack(f"cbam.precursor_{kind}", context, reason, one.place("process"))
        return
    there = process_context(maker)
    same = constant(1, "1", "as the process that makes it")
    _derive(
        frame,
        one,
        context,
        name,
        en,
        {
            "direct": lambda: frame.read("cbam.see_direct", there) * same,
            "indirect": lambda: frame.read("cbam.see_indirect", there) * same,
            "sefa": lambda: frame.read("cbam.sefa_process", there) * same,
        },
    )


def other_year(frame: Frame, node: Node, maker: Process, year: int) -> None:
    """Say that a process of another year was named."""
    frame.builder.findings.append(
        OTHER_YEAR.at(
            node.place("process"),
            f"生产过程 {maker.id} 是 {maker.year} 年的，这里需要 {year} 年的",
            f"the process {maker.id} is of {maker.year}; one of {year} is needed",
            hint_zh=f"另写 {year} 年的生产过程，例如 {maker.id}-{year}",
            hint_en=f"describe the process of {year}, for example {maker.id}-{year}",
            related=[maker.place("year")],
        )
    )


def _as_stated(frame: Frame, process: Process, one: Precursor, context: Context, name: str, en: str) -> None:
    for kind in ("direct", "indirect"):
        given = one.direct if kind == "direct" else one.indirect
        if given is not None:
            frame.figure(f"cbam.precursor_{kind}", context, given, SPECIFIC, Text(f"{name}：{kind}", f"{en}: {kind}"))
        else:
            reason = Text("没有给出间接隐含排放", "there are no indirect embedded emissions")
            frame.builder.lack(f"cbam.precursor_{kind}", context, reason, one.at)
    _benchmark_of(frame, process, one, context, name, en, actual=True)


def _benchmark_of(
    frame: Frame, process: Process, one: Precursor, context: Context, name: str, en: str, *, actual: bool
) -> None:
    if one.cn is None:
        _neither(frame, one, context, ("sefa",))
        return
    if not check_cn(frame, one, one.cn):
        return
    text = Text(f"{name}：CBAM 基准值", f"{en}: CBAM benchmark")
    route: str | None = one.route
    if not actual:
        route = tables.default_route(tables.country_name(one.country) or "-", one.cn, one.route)
    give_benchmark(frame, context, one.cn, route, process.year, actual, one.place("cn"), text)
    _derive(frame, one, context, name, en, {"sefa": lambda: own_sefa(frame, context, process.year)})


def _by_default(frame: Frame, process: Process, one: Precursor, context: Context, name: str, en: str) -> None:
    cn = one.cn or ""
    if not check_cn(frame, one, cn):
        for kind in ("direct", "indirect", "sefa"):
            reason = Text("CN 编码不在清单中", "the CN code is not covered")
            frame.builder.lack(f"cbam.precursor_{kind}", context, reason, one.place("cn"))
        return
    if one.country:
        check_country(frame, one, one.country)
    values = _default_values(process, one)
    if values is None:
        no_default(frame, one, cn, one.country or "—", process.year)
        for kind in ("direct", "indirect"):
            frame.builder.lack(f"cbam.precursor_{kind}", context, Text("没有默认值", "no default value"), one.at)
    else:
        where = f"Annex I, CN {cn}, {one.country}" if one.country else f"Annex IV, CN {cn}"
        reference = tables.reference(tables.DEFAULTS, where, str(process.year))
        for fact_id, value, zh, text_en in (
            ("cbam.precursor_default", values.total, "默认值", "default value"),
            ("cbam.precursor_marked_up", values.marked_up, "含加成默认值", "default value with mark-up"),
            ("cbam.precursor_default_indirect", values.indirect, "默认值（间接）", "default value, indirect"),
        ):
            if value is not None:
                text = Text(f"{name}：{zh}", f"{en}: {text_en}")
                frame.regulated(fact_id, context, value, SPECIFIC, text, one.place("cn"), reference)
        split = values.indirect is not None
        direct, indirect = (
            partial(_marked_direct, frame, context, split),
            partial(_marked_indirect, frame, context, split),
        )
        _derive(frame, one, context, name, en, {"indirect": indirect, "direct": direct})
    _benchmark_of(frame, process, one, context, name, en, actual=False)


def _default_values(process: Process, one: Precursor) -> tables.Default | None:
    cn = one.cn or ""
    try:
        if one.country:
            return tables.default(tables.country_name(one.country), cn, process.year, one.route)
        found = tables.unknown_origin(cn, process.year, one.route)
    except ValueError:
        return None
    return tables.Default(None, None, found[0], found[1], False) if found else None


def _marked_indirect(frame: Frame, context: Context, split: bool) -> Quantity:
    if not split:
        return constant(0, SPECIFIC, "the default value is not split")
    share = frame.read("cbam.precursor_marked_up", context) / frame.read("cbam.precursor_default", context)
    return frame.read("cbam.precursor_default_indirect", context) * share


def _marked_direct(frame: Frame, context: Context, split: bool) -> Quantity:
    marked = frame.read("cbam.precursor_marked_up", context)
    return marked - frame.read("cbam.precursor_indirect", context) if split else marked * constant(1)


def no_default(frame: Frame, node: Node, cn: str, country: str, year: int) -> None:
    """Say that there is no default value."""
    frame.builder.findings.append(
        NO_DEFAULT.at(
            node.place("cn"),
            f"CN {cn}（{country}，{year}年）没有默认值，或须写明熟料等级 route",
            f"there is no default value for CN {cn} ({country}, {year}), or the clinker's grade is missing",
            hint_zh="例如 route: A（灰熟料）；或使用更细的 CN 编码；或使用核查过的实际值",
            hint_en="for example route: A (grey clinker); or the finer CN code; or verified actual values",
        )
    )


def _neither(
    frame: Frame, one: Precursor, context: Context, kinds: Sequence[str] = ("direct", "indirect", "sefa")
) -> None:
    frame.builder.findings.append(
        NO_ACTUAL.at(
            one.at,
            f"前体 {one.id} 没有写明来源：process、direct（及 cn）或 cn",
            f"the precursor {one.id} names neither a process, nor values with its CN code, nor a CN code",
            hint_zh="例如 cn: '72011011', country: China",
            hint_en="for example cn: '72011011', country: China",
        )
    )
    for kind in kinds:
        frame.builder.lack(
            f"cbam.precursor_{kind}", context, Text("前体没有数值", "the precursor has no values"), one.at
        )
