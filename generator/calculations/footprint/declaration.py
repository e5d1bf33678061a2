"""Environmental product declaration: indicators by module, their sums, and the checks between them.

Method: EN 15804:2012+A2:2019, 5.2 (types and modules), 6.2 (modules A1 to D), table 3 (GWP-total = GWP-fossil +
GWP-biogenic + GWP-luluc). GWP by module comes from the stages that name a module, aircraft inside GWP-fossil and
uptake inside GWP-biogenic; other indicators are given as the LCA software put them out. A1-A3 is the sum of A1, A2 and
A3. Modules A to C sum to the life cycle; module D (benefits beyond the boundary) stands apart and is in no sum. A
module that is not declared is missing (MND), never zero.

Figures that were rounded before they were given agree within the rounding: half a unit of the last digit typed of each
figure that takes part.

Inputs: ``footprints[].declaration``, ``stages[].module``, facts of :mod:`results`.

Outputs: ``footprint.epd[product,module,indicator]``, ``footprint.epd_life[product,indicator]`` (units of the
indicators; with ``scenario`` for a scenario's), ``footprint.epd_gap[product,module]`` (kgCO2e: GWP-total less the sum
of its parts).

Errors: LG500 (GWP-total), LG501 (A1-A3), LG502 (modules of the type, unknown modules), LG503 (given and derived).

Example: ``declaration.yaml``, worked out by hand: no declaration with its modules A1, A2 and A3 apart was found
outside.

Marks: the lists of modules by type are unconfirmed (from general knowledge of EN 15804+A2, the standard was not read).
"""

from __future__ import annotations

from decimal import Decimal, localcontext
from functools import partial

from generator.base.text import Text
from generator.base.units import Unit, parse_unit
from generator.calculations.footprint.rules import EPD_MODULES, EPD_SUM, EPD_TOTAL, EPD_TWICE
from generator.calculations.footprint.system import KG, PARTS, System
from generator.ledger.context import Context
from generator.ledger.fact import Reference
from generator.ledger.quantity import Quantity, total
from generator.project.sections.footprint import Declaration, Indicator

PRODUCT = ("A1", "A2", "A3")
WHOLE = "A1-A3"
MODULES = (*PRODUCT, WHOLE, "A4", "A5", *(f"B{n}" for n in range(1, 8)), *(f"C{n}" for n in range(1, 5)), "D")
_END = ("C1", "C2", "C3", "C4", "D")
#: Modules that each type must state besides A1-A3.
REQUIRED: dict[str, tuple[str, ...]] = {
    "cradle-to-gate": (),
    "cradle-to-gate-options": (),
    "cradle-to-gate-c-d": _END,
    "cradle-to-gate-c-d-options": _END,
    "cradle-to-grave-d": tuple(module for module in MODULES if module not in (*PRODUCT, WHOLE)),
}
#: Parts of the footprint in each indicator.
GWP: dict[str, tuple[str, ...]] = {
    "gwp-fossil": ("fossil", "aircraft"),
    "gwp-biogenic": ("biogenic", "biogenic-other", "removal"),
    "gwp-luluc": ("luc",),
}
TOTAL = "gwp-total"
_NAMES = {
    "gwp-fossil": Text("全球变暖潜势（化石）", "GWP-fossil"),
    "gwp-biogenic": Text("全球变暖潜势（生物源）", "GWP-biogenic"),
    "gwp-luluc": Text("全球变暖潜势（土地利用和土地利用变化）", "GWP-luluc"),
    TOTAL: Text("全球变暖潜势（总）", "GWP-total"),
}


def record_declaration(system: System) -> None:
    """Record the indicators of a declaration and hold them against each other."""
    declaration = system.footprint.declaration
    if declaration is None:
        return
    modules = [module for module in MODULES if any(stage.module == module for stage in system.footprint.stages)]
    given_gwp = [one for one in declaration.indicators if (one.id in GWP or one.id == TOTAL) and not one.scenario]
    if modules and given_gwp:
        system.say(
            EPD_TWICE.at(
                given_gwp[0].place("id"),
                f"{given_gwp[0].id} 已给出，生命周期阶段又写了 module，同一数值有两个来源",
                f"{given_gwp[0].id} is given, and the stages have modules: two sources for one figure",
                hint_zh="去掉该指标，或去掉 stages 中的 module",
                hint_en="take the indicator out, or the modules of the stages",
            )
        )
    elif modules:
        _derived(system, declaration, modules)
    for one in declaration.indicators:
        if not (modules and one in given_gwp):
            _given(system, declaration, one)
    if given_gwp and not modules:
        _parts(system, declaration)


def _context(system: System, indicator: str, module: str | None = None, scenario: str = "") -> Context:
    return system.at(indicator=indicator, module=module, scenario=scenario or None)


# ----------------------------------------------------------------------------------- from the footprint's stages


def _derived(system: System, declaration: Declaration, modules: list[str]) -> None:
    for module in modules:
        stages = [stage.id for stage in system.footprint.stages if stage.module == module]
        for indicator, parts in GWP.items():
            name = _NAMES[indicator]
            text = system.label(f"：{module} {name.zh}", f": {name.en} of {module}")
            formula = partial(_of_stages, system, stages, parts)
            system.builder.derive("footprint.epd", _context(system, indicator, module), KG, text, formula)
        text = system.label(f"：{module} {_NAMES[TOTAL].zh}", f": {_NAMES[TOTAL].en} of {module}")
        formula = partial(_of_parts, system, module)
        system.builder.derive("footprint.epd", _context(system, TOTAL, module), KG, text, formula)
    unit = parse_unit(KG)
    for indicator in (*GWP, TOTAL):
        _product_stage(system, indicator, set(modules), unit, "")
        _life(system, indicator, set(modules), unit, "")
    _complete(system, declaration, TOTAL, set(modules), declaration)


def _of_stages(system: System, stages: list[str], parts: tuple[str, ...]) -> Quantity:
    read = []
    for stage in stages:
        # A stage whose own emissions are missing has no value here either.
        system.read("footprint.stage", stage=stage)
        for part in PARTS:
            context = system.at(stage=stage, category=part)
            known = system.builder.has("footprint.stage", context) or system.builder.lacks("footprint.stage", context)
            if part in parts and known:
                read.append(system.builder.read("footprint.stage", context))
    return total(read, KG)


def _of_parts(system: System, module: str) -> Quantity:
    return total([system.builder.read("footprint.epd", _context(system, one, module)) for one in GWP], KG)


def _named(system: System, indicator: str) -> Text:
    """Return what the declaration calls an indicator, or the standard does."""
    declaration = system.footprint.declaration
    own = {one.id: one.name.text for one in declaration.indicators} if declaration else {}
    return own.get(indicator) or _NAMES.get(indicator) or Text.of(indicator)


def _product_stage(system: System, indicator: str, modules: set[str], unit: Unit, scenario: str) -> None:
    if not set(PRODUCT) <= modules or WHOLE in modules:
        return
    name = _named(system, indicator)
    text = system.label(f"：{WHOLE} {name.zh}", f": {name.en} of {WHOLE}")
    formula = partial(_over, system, indicator, PRODUCT, unit, scenario)
    system.builder.derive("footprint.epd", _context(system, indicator, WHOLE, scenario), unit, text, formula)


def _over(system: System, indicator: str, modules: tuple[str, ...], unit: Unit, scenario: str) -> Quantity:
    return total(
        [system.builder.read("footprint.epd", _context(system, indicator, one, scenario)) for one in modules], unit
    )


def _life(system: System, indicator: str, modules: set[str], unit: Unit, scenario: str) -> None:
    """Record the sum of modules A to C, never D; what is not declared is said to be so."""
    for module in MODULES:
        if module not in modules and not (module == WHOLE and set(PRODUCT) <= modules) and module not in PRODUCT:
            reason = Text("未声明模块（MND）", "module not declared (MND)")
            system.builder.lack("footprint.epd", _context(system, indicator, module, scenario), reason)
    inside = tuple(m for m in MODULES if m in modules and m != "D" and not (WHOLE in modules and m in PRODUCT))
    if inside:
        name = _named(system, indicator)
        text = system.label(f"：{name.zh}（A至C，不含D）", f": {name.en}, modules A to C, without D")
        formula = partial(_over, system, indicator, inside, unit, scenario)
        system.builder.derive("footprint.epd_life", _context(system, indicator, None, scenario), unit, text, formula)


def _complete(
    system: System, declaration: Declaration, indicator: str, modules: set[str], where: Declaration | Indicator
) -> None:
    lacking = [one for one in REQUIRED[declaration.type] if one not in modules]
    if WHOLE not in modules and not set(PRODUCT) <= modules:
        lacking.insert(0, WHOLE)
    if lacking:
        place = where.place("modules" if isinstance(where, Indicator) else "type")
        system.say(
            EPD_MODULES.at(
                place,
                f"{declaration.type} 类声明的 {indicator} 缺少模块 {'、'.join(lacking)}",
                f"{indicator} lacks the modules {', '.join(lacking)} of a declaration {declaration.type}",
                hint_zh=f"补充 {lacking[0]}: …，或改正 type",
                hint_en=f"add {lacking[0]}: …, or correct type",
            )
        )


# ---------------------------------------------------------------------------------------------------- as given


def _given(system: System, declaration: Declaration, one: Indicator) -> None:
    unknown = [module for module in one.modules if module not in MODULES]
    for module in unknown:
        system.say(
            EPD_MODULES.at(
                one.place(f"modules.{module}"),
                f"EN 15804 没有模块 {module}",
                f"EN 15804 knows no module {module}",
                hint_zh=f"模块：{'、'.join(MODULES)}",
                hint_en=f"modules: {', '.join(MODULES)}",
            )
        )
    unit = parse_unit(one.unit)
    known = {module: value for module, value in one.modules.items() if module in MODULES}
    for module, value in known.items():
        context = _context(system, one.id, module, one.scenario)
        text = Text(
            f"{system.footprint.product.zh}：{module} {one.name.zh}",
            f"{system.footprint.product.text.en}: {one.name.text.en} of {module}",
        )
        place = one.place(f"modules.{module}")
        system.builder.give("footprint.epd", context, value, unit, text, place, reference=Reference(one.source))
    if not one.scenario:
        _complete(system, declaration, one.id, set(known), one)
    if {WHOLE, *PRODUCT} <= set(known):
        gap = known[WHOLE] - sum((known[part] for part in PRODUCT), Decimal(0))
        if abs(gap) > _rounding([known[WHOLE], *(known[part] for part in PRODUCT)]):
            system.say(
                EPD_SUM.at(
                    one.place(f"modules.{WHOLE}"),
                    f"{one.id} 的 A1-A3 为 {known[WHOLE]}，与 A1、A2、A3 之和相差 {gap}",
                    f"A1-A3 of {one.id} is {known[WHOLE]}, {gap} off the sum of A1, A2 and A3",
                    hint_zh="核对各模块数值，或只给 A1-A3",
                    hint_en="check the figures, or give A1-A3 alone",
                )
            )
    _product_stage(system, one.id, set(known), unit, one.scenario)
    _life(system, one.id, set(known), unit, one.scenario)


def _rounding(values: list[Decimal]) -> Decimal:
    """Return how far figures may be apart that were rounded to the digits typed."""
    with localcontext(prec=34):
        exponents = [value.as_tuple().exponent for value in values]
        return sum((Decimal(1).scaleb(e) / 2 for e in exponents if isinstance(e, int)), Decimal(0))


def _parts(system: System, declaration: Declaration) -> None:
    """Hold GWP-total against its parts in every module that has all four."""
    given = {one.id: one for one in declaration.indicators if not one.scenario}
    if not {TOTAL, *GWP} <= set(given):
        return
    for module in MODULES:
        values = [given[name].modules.get(module) for name in (TOTAL, *GWP)]
        known = [value for value in values if value is not None]
        if len(known) < len(values):
            continue
        text = system.label(f"：{module} GWP-total 与各分项之和的差", f": GWP-total of {module} less its parts")

        def gap(module: str = module) -> Quantity:
            whole = system.builder.read("footprint.epd", _context(system, TOTAL, module))
            return whole - _of_parts(system, module)

        system.builder.derive("footprint.epd_gap", system.at(module=module), KG, text, gap)
        difference = known[0] - sum(known[1:], Decimal(0))
        if abs(difference) > _rounding(known):
            system.say(
                EPD_TOTAL.at(
                    given[TOTAL].place(f"modules.{module}"),
                    f"{module} 的 GWP-total {known[0]} 与 fossil、biogenic、luluc 之和相差 {difference}",
                    f"GWP-total {known[0]} of {module} is {difference} off the sum of fossil, biogenic and luluc",
                    hint_zh="核对四个指标",
                    hint_en="check the four indicators",
                )
            )
