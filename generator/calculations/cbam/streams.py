"""Emissions of a production process from its activity data.

Method: Implementing Regulation (EU) 2025/2547, Annex II and III. Combustion: quantity x NCV x factor x (1 -
biomass) x oxidation (equations 5, 6, 10); process: quantity x factor x conversion (11); mass balance: 3.664 x
quantity x carbon x (1 - biomass), outputs negative (12, 15); gas: quantity x GWP; measured: as stated. Attributed
direct emissions = sum of the streams + heat and waste gas imported - heat, waste gas and electricity exported, not
below zero (55); exported waste gas counts 0.667 of what its carbon would as natural gas (54), its own emissions
stand in the streams. Attributed indirect emissions = electricity consumed x its factor (56).

Inputs: `cbam.installations[].processes[]` with `streams`, `flows`, `direct`, `electricity`, `electricity_factor`.

Outputs: by process, period and source: `cbam.stream_quantity` (as typed), `cbam.stream_ncv`, `cbam.stream_factor`,
`cbam.stream_carbon`, `cbam.stream_conversion`, `cbam.stream_biomass` (as stated), `cbam.stream_gwp` (tCO2e/t of
gas), `cbam.stream_emissions` (tCO2e); by process, period and energy: `cbam.flow_quantity`, `cbam.flow_factor`,
`cbam.flow_emissions` (tCO2e); by process and period: `cbam.output` (t), `cbam.direct_attributed`,
`cbam.indirect_attributed` (tCO2e), `cbam.electricity` (MWh{electricity}), `cbam.electricity_factor`
(tCO2e/MWh{electricity}); `cbam.carbon_to_co2` (tCO2/tC).

Errors: LG634, LG644, LG645, LG208.

Example: `worked/installation.yaml`, by hand; the engine of opencbam agrees with it in `test_oracle.py`.

Marks: 3.664, 0.667 and the GWPs are secondary; they are of AR5 whatever `criteria.gwp` says.
"""

from __future__ import annotations

from functools import partial

from generator.base.text import Text
from generator.base.units import ONE, UnitError, parse_unit
from generator.calculations.cbam import tables
from generator.calculations.cbam.frame import AR5, POWER, POWER_FACTOR, TONNES, Frame, process_context, said
from generator.calculations.cbam.rules import FIGURE, NO_PRODUCTION, STREAM
from generator.calculations.tonnes import above_zero
from generator.ledger.context import Context
from generator.ledger.fact import Mark, Reference
from generator.ledger.quantity import Quantity, constant, total
from generator.project.inline_factor import InlineFactor
from generator.project.node import Amount
from generator.project.sections.cbam import Flow, Process, Stream

_FIGURES = (
    ("ncv", "低位发热量", "net calorific value"),
    ("factor", "排放因子", "emission factor"),
    ("carbon", "含碳量", "carbon content"),
    ("conversion", "氧化率或转化率", "oxidation or conversion factor"),
    ("biomass", "生物质比例", "biomass fraction"),
)
_SIGN = {
    "heat-import": 1,
    "heat-export": -1,
    "waste-gas-import": 1,
    "waste-gas-export": -1,
    "electricity-export": -1,
}


def record_attributed(frame: Frame, process: Process) -> None:
    """Record output, attributed direct and indirect emissions of a process."""
    context = process_context(process)
    _record_output(frame, process, context)
    if process.direct is not None:
        text = said(process.name, "归属直接排放", "attributed direct emissions")
        frame.amount("cbam.direct_attributed", context, process.direct, TONNES, text, process.place("direct"))
    else:
        _record_streams(frame, process, context)
    if process.electricity is None:
        reason = Text("没有给出耗电量", "there is no electricity consumption")
        frame.builder.lack("cbam.indirect_attributed", context, reason, process.at)
        return
    text = said(process.name, "耗电量", "electricity consumed")
    frame.amount("cbam.electricity", context, process.electricity, POWER, text, process.place("electricity"))
    text = said(process.name, "电力排放因子", "emission factor of the electricity")
    if process.electricity_factor is not None:
        frame.figure("cbam.electricity_factor", context, process.electricity_factor, POWER_FACTOR, text)
    else:
        reason = Text("没有给出电力排放因子", "there is no factor of the electricity")
        frame.builder.lack("cbam.electricity_factor", context, reason, process.at)
    frame.builder.derive(
        "cbam.indirect_attributed",
        context,
        TONNES,
        said(process.name, "归属间接排放", "attributed indirect emissions"),
        lambda: _counted(frame.read("cbam.electricity", context) * frame.read("cbam.electricity_factor", context)),
        position=process.place("electricity"),
    )


def _record_output(frame: Frame, process: Process, context: Context) -> None:
    at = process.place("output")
    frame.amount("cbam.output", context, process.output, "t", said(process.name, "产量", "activity level"), at)
    if process.output.value == 0:
        frame.builder.findings.append(
            NO_PRODUCTION.at(
                at,
                f"{process.name.zh}{process.year}年产量为 0",
                f"{process.id} made nothing in {process.year}",
                hint_zh="删除未运行的生产过程，或写实际产量，例如 output: 100000 t",
                hint_en="leave out a process that did not run, or write its output: 100000 t",
            )
        )


def _counted(quantity: Quantity) -> Quantity:
    try:
        return quantity.in_unit(TONNES)
    except UnitError:
        return (quantity * constant(1, "tCO2e/tCO2", "GWP of CO2")).in_unit(TONNES)


# ------------------------------------------------------------------------------------------- streams and flows


def _record_streams(frame: Frame, process: Process, context: Context) -> None:
    for stream in process.streams:
        _record_stream(frame, stream, context.extended(source=stream.id))
    for flow in process.flows:
        _record_flow(frame, flow, context.extended(energy=flow.id))
    text = said(process.name, "归属直接排放", "attributed direct emissions")
    if not process.streams:
        reason = Text("没有给出直接排放或排放源", "there are neither direct emissions nor streams")
        frame.builder.lack("cbam.direct_attributed", context, reason, process.at)
        return
    formula = partial(_attributed, frame, process, context)
    frame.builder.derive("cbam.direct_attributed", context, TONNES, text, formula, position=process.at)


def _attributed(frame: Frame, process: Process, context: Context) -> Quantity:
    own = [frame.read("cbam.stream_emissions", context.extended(source=s.id)) for s in process.streams]
    for flow in process.flows:
        if _SIGN[flow.kind] > 0:
            own.append(frame.read("cbam.flow_emissions", context.extended(energy=flow.id)))
    away = [f for f in process.flows if _SIGN[f.kind] < 0]
    balance = total(own, TONNES)
    if away:
        balance = balance - total(
            [frame.read("cbam.flow_emissions", context.extended(energy=f.id)) for f in away], TONNES
        )
    return above_zero(balance)


def _record_stream(frame: Frame, stream: Stream, context: Context) -> None:
    unit = TONNES if stream.kind == "measured" else stream.quantity.unit
    text = said(stream.name, "活动数据", "activity data")
    least = None if stream.kind == "mass-balance" else 0
    amount: Amount = stream.quantity
    frame.amount(
        "cbam.stream_quantity",
        context,
        amount,
        unit,
        text,
        stream.place("quantity"),
        least=None if least is None else constant(0).value,
    )
    lacking = _lacking(frame, stream, context)
    if lacking:
        frame.builder.findings.append(
            STREAM.at(
                stream.place("quantity") if stream.kind == "gas" else stream.at,
                f"排放源 {stream.id}（{stream.kind}）缺少 {lacking}",
                f"the stream {stream.id} ({stream.kind}) lacks {lacking}",
                hint_zh="例如 factor: {value: 94.6, unit: tCO2/TJ, source: …, mark: secondary}；气体写 2.5 t{N2O}",
                hint_en="for example factor: {value: 94.6, unit: tCO2/TJ, source: ..., mark: secondary}; 2.5 t{N2O}",
            )
        )
        frame.builder.lack(
            "cbam.stream_emissions", context, Text("排放源数据不全", "the stream is incomplete"), stream.at
        )
        return
    for key, zh, en in _FIGURES:
        given: InlineFactor | None = getattr(stream, key)
        if given is not None:
            share = key in ("conversion", "biomass")
            _give(frame, f"cbam.stream_{key}", context, given, said(stream.name, zh, en), share=share)
    text = said(stream.name, "排放量", "emissions")
    formula = partial(_emissions, frame, stream, context)
    frame.builder.derive("cbam.stream_emissions", context, TONNES, text, formula, position=stream.at)


def _give(
    frame: Frame, fact_id: str, context: Context, given: InlineFactor, text: Text, *, share: bool = False
) -> None:
    """Record a figure of a stream or flow in its own unit; below nought, or as a share above one, it is a finding."""
    unit = parse_unit(given.unit)
    above = share and (not unit.converts_to(ONE) or given.value * unit.conversion(ONE) > 1)
    if given.value < 0 or above:
        wanted = "0 到 100%" if share else "不小于 0"
        frame.builder.findings.append(
            FIGURE.at(
                given.place("value"),
                f"{text.zh}为 {given.value} {given.unit}，应为{wanted}",
                f"{text.en} is {given.value} {given.unit}; it must be {'0 to 100 %' if share else '0 or above'}",
                hint_zh="例如 {value: 98, unit: '%', source: …, mark: secondary}",
                hint_en="for example {value: 98, unit: '%', source: ..., mark: secondary}",
            )
        )
        frame.builder.lack(fact_id, context, Text("数值不能使用", "the figure cannot be used"), given.place("value"))
        return
    reference = Reference(given.source, "", given.year)
    frame.builder.give(
        fact_id,
        context,
        given.value,
        given.unit,
        text,
        given.place("value"),
        mark=Mark(given.mark),
        reference=reference,
    )


def _lacking(frame: Frame, stream: Stream, context: Context) -> str:
    """Return what a stream's kind needs and does not have, and record the method's constants that it needs."""
    if stream.kind in ("combustion", "process"):
        return "" if stream.factor is not None else "factor"
    if stream.kind == "mass-balance":
        reference = tables.reference(tables.METHOD, "Annex II, equation 12")
        text = Text("碳与二氧化碳的换算系数", "carbon to CO2")
        if stream.carbon is not None:
            frame.regulated(
                "cbam.carbon_to_co2", context, tables.carbon_to_co2(), "tCO2/tC", text, stream.at, reference, note=AR5
            )
        return "" if stream.carbon is not None else "carbon"
    if stream.kind == "gas":
        return _give_gwp(frame, stream, context)
    return ""


def _give_gwp(frame: Frame, stream: Stream, context: Context) -> str:
    substances = [substance for _, substance, _ in parse_unit(stream.quantity.unit).atoms]
    gas = substances[0] if len(substances) == 1 else ""
    value = tables.warming(gas)
    if value is None:
        return "t{N2O} / t{CF4} / t{C2F6}"
    frame.regulated(
        "cbam.stream_gwp",
        context,
        value,
        f"tCO2e/t{{{gas}}}",
        Text(f"{gas} 的 GWP（AR5）", f"GWP of {gas} (AR5)"),
        stream.at,
        tables.reference(tables.METHOD, "Annex II, Table 6"),
        note=AR5,
    )
    return ""


def _emissions(frame: Frame, stream: Stream, context: Context) -> Quantity:
    amount = frame.read("cbam.stream_quantity", context)
    if stream.kind == "gas":
        return _counted(amount * frame.read("cbam.stream_gwp", context))
    if stream.kind == "mass-balance":
        amount = amount * frame.read("cbam.stream_carbon", context) * frame.read("cbam.carbon_to_co2", context)
    elif stream.kind != "measured":
        if stream.ncv is not None:
            amount = amount * frame.read("cbam.stream_ncv", context)
        amount = amount * frame.read("cbam.stream_factor", context)
    if stream.biomass is not None:
        amount = amount * (constant(1) - frame.read("cbam.stream_biomass", context).in_unit("1"))
    if stream.conversion is not None:
        amount = amount * frame.read("cbam.stream_conversion", context)
    return _counted(amount)


def _record_flow(frame: Frame, flow: Flow, context: Context) -> None:
    text = said(flow.name, "能量", "energy")
    frame.amount("cbam.flow_quantity", context, flow.quantity, flow.quantity.unit, text, flow.place("quantity"))
    _give(frame, "cbam.flow_factor", context, flow.factor, said(flow.name, "排放因子", "emission factor"))
    if flow.kind == "waste-gas-export":
        constants = tables.package().engine.constants
        frame.regulated(
            "cbam.waste_gas_correction",
            context,
            constants.WASTE_GAS_EFFICIENCY_CORR,
            "1",
            Text("输出废气的效率修正系数", "efficiency correction of exported waste gas"),
            flow.at,
            tables.reference(tables.METHOD, "Annex III, equation 54"),
        )
    text = said(flow.name, "排放量", "emissions")
    formula = partial(_flow, frame, flow, context)
    frame.builder.derive("cbam.flow_emissions", context, TONNES, text, formula, position=flow.at)


def _flow(frame: Frame, flow: Flow, context: Context) -> Quantity:
    amount = frame.read("cbam.flow_quantity", context) * frame.read("cbam.flow_factor", context)
    if flow.kind == "waste-gas-export":
        amount = amount * frame.read("cbam.waste_gas_correction", context)
    return _counted(amount)
