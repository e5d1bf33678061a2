"""Cause groups: to which kind of input a number belongs, as one table that is read from the top.

A number that a calculation was given belongs to the first row that fits it; a calculation that names its inputs in a
new way gets a row here. What no row fits is an assumption: a price, a target, a rate, a threshold.
"""

from __future__ import annotations

from collections.abc import Iterable
from fnmatch import fnmatchcase
from typing import Literal, NamedTuple

from generator.base.text import Text
from generator.ledger.fact import Fact, Kind

#: ``procedure``: a method without closed form that read changed inputs of several groups. ``joint``: several groups
#: that cannot be told apart at this fact, since one without the other gives no number.
Group = Literal["activity", "factor", "gwp", "assumption", "method", "boundary", "procedure", "joint"]

#: In the order in which causes are listed, and in which they are changed one after another beyond six.
GROUPS: tuple[Group, ...] = ("activity", "factor", "gwp", "assumption", "method", "boundary", "procedure", "joint")

GROUP_NAMES: dict[Group, Text] = {
    "activity": Text("活动数据", "activity data"),
    "factor": Text("因子", "factor"),
    "gwp": Text("全球变暖潜势", "global warming potential"),
    "assumption": Text("参数和假设", "parameter or assumption"),
    "method": Text("计算方法", "method"),
    "boundary": Text("核算边界", "boundary"),
    "procedure": Text("模拟或求解", "simulation or search"),
    "joint": Text("共同作用", "several causes together"),
}


class _Row(NamedTuple):
    """Ids (with ``*``), and where asked for, the kind and the beginning of the path where the number stands."""

    group: Group
    ids: tuple[str, ...] = ("*",)
    kind: Kind | None = None
    path: str = ""
    table: bool = False


_TABLE: tuple[_Row, ...] = (
    _Row("gwp", ("gwp.*", "*.gwp", "*_gwp")),
    _Row("boundary", ("site.share",)),
    # Named like factors, and none: how well a figure is known, what a scheme allots, where a test begins.
    _Row("assumption", ("uncertainty.*", "quality.*", "*uncertainty*", "*_threshold", "*.threshold", "criteria.*")),
    _Row("assumption", ("cbam.factor", "cbam.benchmark", "verification.site_factor", "market.*_constant")),
    _Row("activity", ("market.load_factor",)),
    _Row("assumption", kind=Kind.ASSUMED),
    _Row("factor", path="content/factors/"),
    _Row("factor", ("factor.*", "*.factor", "*_factor", "*.factor_*", "*.ncv", "*_ncv", "*.coal_equivalent")),
    _Row("factor", ("*.carbon_content", "*.stream_carbon", "*.carbon_to_co2", "*.oxidation", "*_oxidation")),
    _Row("factor", ("*.stream_conversion", "*.stream_biomass", "transport.intensity", "cbam.default_*")),
    _Row("factor", ("*.conversion", "*.bm", "*.om", "footprint.carbon")),
    _Row("activity", ("activity.*", "metric.*", "standard_process.*", "*.quantity", "*_quantity", "*.activity")),
    _Row(
        "activity", ("*.amount", "*.output", "*.mass", "*_mass", "*.distance", "*_distance", "*.demand", "*.imported")
    ),
    _Row("activity", ("*.electricity", "*.pre_electricity", "*.heat", "*.pre_heat", "*.energy", "*.base_use")),
    _Row("activity", ("*.consumption", "*.reading", "*.emission", "*.emissions", "*.stated", "*.non_fossil*")),
    _Row("activity", ("*.exchange_quantity", "region.exchange", "*.gdp", "*.population", "*.primary_energy")),
    _Row("activity", ("*.added_value", "*.area", "*.transfer_*", "*.rate_used", "*.rate_available", "*.water_intake")),
    _Row("activity", ("market.account_*", "market.net_sold", "neutrality.account_*", "neutrality.credit")),
    _Row("activity", ("*.cancelled", "*.traced", "*.product_energy", "*.baseline", "*.misstatement_*")),
    _Row("activity", kind=Kind.GIVEN, table=True),
)


def group_of(fact: Fact) -> Group:
    """Return the group of a number that was given."""
    path = fact.position.path if fact.position is not None else ""
    for row in _TABLE:
        if row.kind is not None and row.kind is not fact.kind:
            continue
        if row.path and not path.startswith(row.path):
            continue
        if row.table and (path.startswith("content/") or not path.lower().endswith((".csv", ".xlsx", ".xlsm"))):
            continue
        if any(fnmatchcase(fact.id, pattern) for pattern in row.ids):
            return row.group
    return "assumption"


def in_order(groups: Iterable[Group]) -> tuple[Group, ...]:
    """Return groups, each once, in the order of ``GROUPS``."""
    found = set(groups)
    return tuple(one for one in GROUPS if one in found)
