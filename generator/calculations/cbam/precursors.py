"""Embedded emissions and free allocation that precursors bring into a process.

Method: Implementing Regulation (EU) 2025/2547, equation 60: mass of a precursor x its specific embedded emissions.
A precursor made by a process described here takes that process's value, of the same year; otherwise verified values
as stated, the default value with mark-up of its country, or, where the country is not known, the highest default
value (2025/2621 article 1(5)); one made in the EU carries nothing. Its free allocation: of the process, or CBAM
factor x CSCF x benchmark of its CN code (column A for stated values, column B for default values).

Inputs: `precursors` of a process.

Outputs: by process, period and element: `cbam.precursor_mass` (t), `cbam.precursor_direct`,
`cbam.precursor_indirect`, `cbam.precursor_sefa` (tCO2e/t), `cbam.precursor_ratio` (1), `cbam.precursor_emissions`
(tCO2e, direct), `cbam.precursor_emissions_indirect` (tCO2e); for default values `cbam.precursor_default`,
`cbam.precursor_default_indirect`, `cbam.precursor_marked_up` (tCO2e/t).

Errors: LG630, LG631, LG632, LG633, LG636, LG638, LG640, LG645, LG649.

Example: `worked/precursors.yaml`, by hand from the published default values.

Marks: default values and benchmarks are secondary; verified values carry the project's mark.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import partial

from generator.base.text import Text
from generator.calculations.cbam import tables
from generator.calculations.cbam.checks import check_cn, check_complete, check_country, no_default, other_year
from generator.calculations.cbam.frame import SPECIFIC, TONNES, Frame, give_benchmark, own_sefa, process_context
from generator.calculations.cbam.rules import NO_ACTUAL
from generator.ledger.context import Context
from generator.ledger.quantity import Quantity, constant
from generator.project.sections.cbam import Precursor, Process

#: What the values of a tonne of precursor are called.
_SPECIFIC = {
    "direct": ("单位直接隐含排放", "specific direct embedded emissions"),
    "indirect": ("单位间接隐含排放", "specific indirect embedded emissions"),
    "sefa": ("单位隐含免费分配", "specific embedded free allocation"),
}


def record_precursor(frame: Frame, process: Process, one: Precursor, known: dict[str, Process]) -> None:
    """Record one precursor of a process."""
    context = process_context(process).extended(element=one.id)
    who = _called(one, known)
    name, en = f"{process.name.zh}的前体{who.zh}", f"{process.name.text.en}, precursor {who.en}"
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
        (
            "cbam.precursor_emissions",
            TONNES,
            "直接隐含排放",
            "direct embedded emissions",
            _times(frame, context, mass, "direct"),
        ),
        (
            "cbam.precursor_emissions_indirect",
            TONNES,
            "间接隐含排放",
            "indirect embedded emissions",
            _times(frame, context, mass, "indirect"),
        ),
    ):
        text = Text(f"{name}：{zh}", f"{en}: {text_en}")
        frame.builder.derive(fact_id, context, unit, text, formula, position=one.at)


def _called(one: Precursor, known: dict[str, Process]) -> Text:
    """Return what a precursor is called: by its name, by the process that makes it, by its CN code."""
    maker = known.get(one.process or "")
    if one.name is not None:
        return one.name.text
    if maker is not None:
        return Text(f"（{maker.name.zh}）", f"of {maker.name.text.en}")
    return Text.of(f" CN {one.cn}" if one.cn else f" {one.id}")


def _ratio(frame: Frame, process: Process, mass: Callable[[], Quantity]) -> Callable[[], Quantity]:
    return lambda: mass() / frame.read("cbam.output", process_context(process))


def _times(frame: Frame, context: Context, mass: Callable[[], Quantity], kind: str) -> Callable[[], Quantity]:
    return lambda: mass() * frame.read(f"cbam.precursor_{kind}", context)


def _derive(
    frame: Frame, one: Precursor, context: Context, name: str, en: str, formulas: Mapping[str, Callable[[], Quantity]]
) -> None:
    for kind, formula in formulas.items():
        zh, text_en = _SPECIFIC[kind]
        text = Text(f"{name}：{zh}", f"{en}: {text_en}")
        frame.builder.derive(f"cbam.precursor_{kind}", context, SPECIFIC, text, formula, position=one.at)


def _nothing(frame: Frame, one: Precursor, context: Context, name: str, en: str) -> None:
    none = partial(constant, 0, SPECIFIC, "made in the EU: no embedded emissions")
    _derive(frame, one, context, name, en, {"direct": none, "indirect": none, "sefa": none})


def _of_process(
    frame: Frame, process: Process, one: Precursor, known: dict[str, Process], context: Context, name: str, en: str
) -> None:
    maker = known.get(one.process or "")
    if maker is None:  # its id was told where the project was loaded
        reason = Text("没有这个生产过程", "there is no such process")
        for kind in ("direct", "indirect", "sefa"):
            frame.builder.lack(f"cbam.precursor_{kind}", context, reason, one.place("process"))
        return
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


def _as_stated(frame: Frame, process: Process, one: Precursor, context: Context, name: str, en: str) -> None:
    for kind in ("direct", "indirect"):
        given = one.direct if kind == "direct" else one.indirect
        if given is not None:
            zh, text_en = _SPECIFIC[kind]
            text = Text(f"{name}：{zh}", f"{en}: {text_en}")
            frame.figure(f"cbam.precursor_{kind}", context, given, SPECIFIC, text)
        else:
            reason = Text("没有给出间接隐含排放", "there are no indirect embedded emissions")
            frame.builder.lack(f"cbam.precursor_{kind}", context, reason, one.at)
    if one.free_allocation is not None:
        zh, text_en = _SPECIFIC["sefa"]
        text = Text(f"{name}：{zh}", f"{en}: {text_en}")
        frame.figure("cbam.precursor_sefa", context, one.free_allocation, SPECIFIC, text)
        return
    if one.cn is not None:
        check_complete(frame, one, one.cn, one.route, process.year)
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
