"""The de minimis rule, and totals by importer, installation, supplier and CN code.

Method: an importer whose net mass of a year, without hydrogen and electricity, does not exceed 50 t owes nothing
for these goods (Regulation (EU) 2023/956 article 2a, inserted by Regulation (EU) 2025/2083); the comparison is
exact. Totals are sums over goods at the basis that counts; certificates and cost leave out goods of exempt
importers.

Inputs: what :mod:`goods` and :mod:`certificates` record.

Outputs: by entity (importer) and period `cbam.import_mass`, `cbam.de_minimis_margin` (t), `cbam.exempt` (1 or 0);
`cbam.de_minimis` (t). By entity; asset (installation); source (supplier); category (CN code); and over all:
`cbam.embedded` (tCO2e) by period, `cbam.certificates` (tCO2e) and `cbam.cost` (EUR) by period and scenario, not
applicable where all are exempt.

Errors: none of its own.

Example: `worked/cement.yaml`, by hand: exactly 50 t are exempt. That goods sum to each total is tested over
generated goods.

Marks: the threshold is secondary.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from generator.base.text import Text
from generator.calculations.cbam import tables
from generator.calculations.cbam.frame import EURO, TONNES, Frame, good_context
from generator.calculations.tonnes import above_zero
from generator.ledger.context import Context
from generator.ledger.quantity import Quantity, constant, if_equal, total
from generator.project.sections.cbam import Good


def record_importers(frame: Frame, goods: Sequence[Good]) -> None:
    """Record the mass of every importer and year, and whether it is exempt."""
    if not goods:
        return
    text = Text("CBAM 微量豁免门槛（每进口商每年净重）", "de minimis net mass of an importer in a year")
    frame.regulated(
        "cbam.de_minimis",
        Context(),
        tables.de_minimis(),
        "t",
        text,
        goods[0].place("importer"),
        tables.reference(tables.OMNIBUS, "Article 2a"),
    )
    for importer, year in sorted({(good.importer, good.year) for good in goods}):
        counted = [g for g in goods if (g.importer, g.year) == (importer, year) and not tables.always_in_scope(g.cn)]
        context = Context.of(entity=importer, period=year)
        name = next((p.name for p in frame.cbam.importers if p.id == importer), None)
        zh, en = (name.zh, name.text.en) if name else (importer, importer)
        for fact_id, unit, label_zh, label_en, formula in (
            (
                "cbam.import_mass",
                "t",
                "进口净重（不含氢和电）",
                "net mass without hydrogen and electricity",
                partial(_mass, frame, counted),
            ),
            (
                "cbam.de_minimis_margin",
                "t",
                "净重超出微量门槛",
                "net mass above de minimis",
                partial(_margin, frame, context),
            ),
            ("cbam.exempt", "1", "是否免除（1 为免除）", "whether exempt (1: it is)", partial(_exempt, frame, context)),
        ):
            text = Text(f"{zh}{year}年{label_zh}", f"{en}: {label_en} in {year}")
            frame.builder.derive(fact_id, context, unit, text, formula)


def _mass(frame: Frame, goods: Sequence[Good]) -> Quantity:
    return total([frame.read("cbam.mass", good_context(good)) for good in goods], "t")


def _margin(frame: Frame, context: Context) -> Quantity:
    return frame.read("cbam.import_mass", context) - frame.read("cbam.de_minimis", Context())


def _exempt(frame: Frame, context: Context) -> Quantity:
    above = above_zero(frame.read("cbam.de_minimis_margin", context))
    return if_equal(above, constant(0, "t"), constant(1), constant(0))


# ------------------------------------------------------------------------------------------- totals


def record_totals(frame: Frame, goods: Sequence[Good]) -> None:
    """Record the sums by importer, installation, supplier and CN code, and over all goods."""
    for key in ("entity", "asset", "source", "category", ""):
        groups: dict[tuple[str, int], list[Good]] = {}
        for good in goods:
            of = _group(frame, good, key)
            if of is not None:
                groups.setdefault((of, good.year), []).append(good)
        for (of, year), members in sorted(groups.items()):
            context = Context.of(period=year) if not key else Context.of(period=year, **{key: of})
            _record_group(frame, context, _named(frame, key, of), members)


def _group(frame: Frame, good: Good, key: str) -> str | None:
    made = frame.cbam.processes.get(good.process or "")
    match key:
        case "entity":
            return good.importer
        case "asset":
            return made[0].id if made else None
        case "source":
            return good.supplier or (made[0].supplier if made else None)
        case "category":
            return tables.digits(good.cn)
        case _:
            return ""


def _named(frame: Frame, key: str, of: str) -> Text:
    """Return what a group is called."""
    cbam = frame.cbam
    names = {
        "entity": {one.id: one.name.text for one in cbam.importers},
        "asset": {one.id: one.name.text for one in cbam.installations},
        "source": {one.id: one.name.text for one in cbam.suppliers},
        "category": {of: Text(f"CN {of} 货物", f"goods of CN {of}")},
    }
    return names[key].get(of, Text.of(of)) if key else Text("全部货物", "all goods")


def _record_group(frame: Frame, context: Context, of: Text, members: Sequence[Good]) -> None:
    year, who, english = members[0].year, of.zh, of.en
    text = Text(f"{who}{year}年隐含排放", f"{english}: embedded emissions in {year}")
    formula = partial(_sum, frame, "cbam.embedded", TONNES, [good_context(g) for g in members])
    frame.builder.derive("cbam.embedded", context, TONNES, text, formula)
    owing = [good for good in members if not _is_exempt(frame, good)]
    for scenario in frame.cbam.prices:
        for fact_id, unit, zh, en in (
            ("cbam.certificates", TONNES, "应清缴 CBAM 证书", "certificates due"),
            ("cbam.cost", EURO, "CBAM 证书费用", "cost of certificates"),
        ):
            there = context.extended(scenario=scenario.id)
            if not owing:
                reason = Text("不适用：净重未超过微量门槛", "not applicable: the net mass is within de minimis")
                frame.builder.lack(fact_id, there, reason)
                continue
            parts = [good_context(good).extended(scenario=scenario.id) for good in owing]
            text = Text(
                f"{who}{year}年{zh}（{scenario.name.zh}）", f"{english}: {en} in {year}, {scenario.name.text.en}"
            )
            frame.builder.derive(fact_id, there, unit, text, partial(_sum, frame, fact_id, unit, parts))


def _is_exempt(frame: Frame, good: Good) -> bool:
    if tables.always_in_scope(good.cn):
        return False
    exempt = frame.builder.fact("cbam.exempt", Context.of(entity=good.importer, period=good.year))
    return exempt is not None and exempt.value == 1


def _sum(frame: Frame, fact_id: str, unit: str, parts: Sequence[Context]) -> Quantity:
    return total([frame.read(fact_id, context) for context in parts], unit)
