"""What a key of a project file may hold, in words and with a right example: read off the models' annotations."""

from __future__ import annotations

import datetime
import types
from collections.abc import Iterable
from decimal import Decimal
from typing import Annotated, Any, Literal, NamedTuple, Union, get_args, get_origin

from pydantic.fields import FieldInfo

from generator.project.inline_factor import InlineFactor
from generator.project.node import Amount, Names, Node
from generator.project.sections.late import late_of


class Shape(NamedTuple):
    """What a value should be: in Chinese, in English, and a right example of it."""

    zh: str
    en: str
    example: str


_SIMPLE: dict[object, Shape] = {
    str: Shape("文字", "text", "文字"),
    int: Shape("整数", "a whole number", "2024"),
    Decimal: Shape("数值", "a number", "12.5"),
    bool: Shape("true 或 false", "true or false", "true"),
    datetime.date: Shape("日期", "a date", "2025-04-18"),
    Names: Shape("文字或 {zh, en}", "text or {zh, en}", "{zh: 岚河铸造, en: Lanhe Foundry}"),
    Amount: Shape("带单位的数值", "a number with its unit", "4120 tCO2e"),
    InlineFactor: Shape(
        "带来源的因子",
        "a factor with its source",
        "{value: 0.11, unit: tCO2/GJ, source: 供热单位检测报告, mark: confirmed}",
    ),
}

#: Right examples of single keys; a field may also say its own (``Field(examples=[…])``), else the type's is taken.
_EXAMPLES = {
    "Amount.unit": "tCO2e",
    "BaseYear.threshold": "3 %",
    "Criteria.materiality": "5 %",
    "GridPoint.factor": "0.45 tCO2/MWh",
    "InlineFactor.unit": "tCO2/GJ",
    "Instrument.quantity": "3000 MWh",
    "Instrument.factor": "0 tCO2/MWh",
    "Measure.capex": "320 万元",
    "Measure.opex": "12 万元/a",
    "Measure.saving": "85 万元/a",
    "Measure.lifetime": "10 a",
    "Metric.unit": "万元",
    "Pathway.discount_rate": "6 %",
    "Peer.value": "1.45 tCO2e/t",
    "Source.unit": "t",
    "Client.region": "湖南",
    "Engagement.object": "2024年度温室气体核算报告",
    "Source.fuel": "天然气",
    "Source.evidence": "燃气公司月度结算单",
    "ActivityTable.file": "data/energy.xlsx",
    "Columns.source": "能源品种",
    "Criteria.fuels": "cn-fuels-gbt32151.22-2024",
    "Criteria.standards": "[iso-14064-1-2018]",
    "DocumentOrder.template": "ghg-inventory-report",
    "DocumentOrder.version": '"1.0"',
    "InlineActivity.period": "2024-03",
    "Metric.values": "{2023: 29310, 2024: 30180}",
    "Periods.reporting": "[2022, 2023, 2024]",
    "Policy.reference": "iso-14064-1-2018",
    "ProjectFile.tanwen": "1",
    "Site.address": "湖南省岚河县铸业路",
    "InlineFactor.source": "供热单位检测报告",
    "Waiver.person": "项目负责人",
    "Waiver.reason": "设备2024年停用，已现场核实",
}
#: Right examples of ids and references.
_IDS = {
    "id": "main-site",
    "site": "main-site",
    "source": "gas-boiler",
    "responsible": "energy-office",
    "firm": "advisor",
    "engagement": "advice-2025",
    "metric": "output",
}


def alternatives(annotation: Any) -> tuple[Any, ...]:
    """Return the types that a value may have, without ``Annotated`` and ``None``."""
    origin = get_origin(annotation)
    if origin is Annotated:
        return alternatives(get_args(annotation)[0])
    if origin in (Union, types.UnionType):
        return tuple(a for part in get_args(annotation) for a in alternatives(part))
    return () if annotation is type(None) else (annotation,)


def inside(kinds: Iterable[Any], part: str | int) -> tuple[Any, ...]:
    """Return the types that stand at ``part`` inside a value of one of ``kinds``."""
    found: list[Any] = []
    for kind in kinds:
        origin, arguments = get_origin(kind), get_args(kind)
        if is_node(kind):
            field = kind.model_fields.get(str(part))
            found += _of_field(field) if field else ()
        elif origin is list and isinstance(part, int):
            found += alternatives(arguments[0])
        elif origin is dict:
            found += alternatives(arguments[1])
    return tuple(found)


def _of_field(field: FieldInfo) -> tuple[Any, ...]:
    """Return the types of a field; a section's model is imported for it."""
    late = late_of(field.metadata)
    return alternatives(late.kind if late else field.annotation)


def is_node(kind: Any) -> bool:
    """Whether a type is a mapping with known keys."""
    return isinstance(kind, type) and issubclass(kind, Node)


def node_of(kinds: Iterable[Any]) -> type[Node] | None:
    """Return the mapping type among ``kinds``, if there is one."""
    return next((k for k in kinds if is_node(k)), None)


def shape(kinds: tuple[Any, ...], owner: type[Node] | None, key: str) -> Shape:
    """Say what the value of ``key`` in ``owner`` should be; ``kinds`` are the types that it may have."""
    shapes = [_shape(k) for k in kinds] or [Shape("值", "a value", "…")]
    field = owner.model_fields.get(key) if owner else None
    told = str(field.examples[0]) if field and field.examples else shapes[0].example
    example = _EXAMPLES.get(f"{owner.__name__}.{key}", told) if owner else told
    if key in _IDS:
        example = _IDS[key]
    return Shape(
        " 或 ".join(dict.fromkeys(s.zh for s in shapes)),
        " or ".join(dict.fromkeys(s.en for s in shapes)),
        example,
    )


def _shape(kind: Any) -> Shape:
    if kind in _SIMPLE:
        return _SIMPLE[kind]
    origin, arguments = get_origin(kind), get_args(kind)
    if origin is Literal:
        listed = ", ".join(str(a) for a in arguments)
        return Shape(f"下列之一：{listed}", f"one of {listed}", str(arguments[0]))
    if origin is list:
        item = _shape(alternatives(arguments[0])[0])
        return Shape("列表", "a list", f"[{item.example}]")
    if origin is dict:
        item = _shape(alternatives(arguments[1])[0])
        return Shape("映射", "a mapping", f"{{键: {item.example}}}")
    if is_node(kind):
        required = [n for n, f in kind.model_fields.items() if f.is_required()]
        return Shape("映射", "a mapping", "{" + ", ".join(f"{n}: …" for n in required) + "}")
    return Shape("值", "a value", "…")
