"""Which tables the results sheet holds: each a list of lines, each line a fact over the columns of its table."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from generator.base.text import Text
from generator.ledger.context import Context, spell_key
from generator.ledger.ledger import Ledger
from generator.project.models import Names
from generator.project.project import Project

_LOCATION = Text("（基于位置）", " (location-based)")
_MARKET = Text("（基于市场）", " (market-based)")
_SCOPES = {"1": Text("范围一", "Scope 1"), "2": Text("范围二", "Scope 2"), "3": Text("范围三", "Scope 3")}
_CATEGORIES = {
    "1": Text("类别一 直接排放与清除", "Category 1 Direct"),
    "2": Text("类别二 外购能源间接排放", "Category 2 Imported energy"),
    "3": Text("类别三 运输间接排放", "Category 3 Transport"),
    "4": Text("类别四 外购产品和服务间接排放", "Category 4 Products used"),
    "5": Text("类别五 使用本组织产品的间接排放", "Category 5 Use of products"),
    "6": Text("类别六 其他间接排放", "Category 6 Other"),
}


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a table: its name and the key of each column's fact."""

    name: Text
    keys: tuple[str, ...]
    total: bool = False


@dataclass(frozen=True, slots=True)
class ResultTable:
    """A table of results: title, columns, lines."""

    title: Text
    columns: tuple[Text, ...]
    lines: tuple[Line, ...]


def tables(project: Project, ledger: Ledger) -> tuple[ResultTable, ...]:
    """Return the tables for which the ledger holds anything, lines without any value left out."""
    return tuple(
        ResultTable(table.title, table.columns, kept)
        for table in _all(project, ledger)
        if (kept := tuple(line for line in table.lines if any(key in ledger.facts for key in line.keys)))
    )


def _all(project: Project, ledger: Ledger) -> Iterator[ResultTable]:
    years = _years(ledger, "inventory.total") or _years(ledger, "inventory.scope")
    yield _by_year("各范围排放量", "Emissions by scope", years, _scope_lines(years))
    yield _by_year("各类别排放量", "Emissions by category", years, _category_lines(years))
    yield _by_year(
        "各温室气体排放量（基于位置）", "Emissions by gas (location-based)", years, _gas_lines(ledger, years)
    )
    yield _by_year("各场所排放量（基于位置）", "Emissions by site (location-based)", years, _site_lines(project, years))
    yield _by_year("各排放源排放量", "Emissions by source", years, _source_lines(project, ledger, years))
    yield _by_year("排放强度", "Intensity", years, _intensity_lines(project, years))
    yield _base_year(project)
    yield _by_year("不确定性与数据质量", "Uncertainty and data quality", years, _quality_lines(years))
    yield _by_year("能源消费", "Energy use", years, _energy_lines(project, years))
    yield from _pathway(project, ledger)


def _years(ledger: Ledger, fact_id: str) -> list[str]:
    found = {f.context.get("period") or "" for f in ledger.by_id.get(fact_id, ())}
    return sorted(year for year in found if len(year) == 4)


def _by_year(zh: str, en: str, years: list[str], lines: Iterator[Line]) -> ResultTable:
    return ResultTable(Text(zh, en), tuple(Text.of(year) for year in years), tuple(lines))


def _line(name: Text, fact_id: str, years: list[str], *, total: bool = False, **context: str | None) -> Line:
    keys = tuple(spell_key(fact_id, Context.of(period=year, **context)) for year in years)
    return Line(name, keys, total)


def _joined(one: Text, other: Text) -> Text:
    return Text(one.zh + other.zh, one.en + other.en)


def _scope_lines(years: list[str]) -> Iterator[Line]:
    yield _line(_SCOPES["1"], "inventory.scope", years, scope="1")
    for basis, suffix in (("location", _LOCATION), ("market", _MARKET)):
        yield _line(_joined(_SCOPES["2"], suffix), "inventory.scope", years, scope="2", basis=basis)
    yield _line(_SCOPES["3"], "inventory.scope", years, scope="3")
    for basis, suffix in (("location", _LOCATION), ("market", _MARKET)):
        name = _joined(Text("范围一和范围二", "Scopes 1 and 2"), suffix)
        yield _line(name, "inventory.scope12", years, total=True, basis=basis)
    for basis, suffix in (("location", _LOCATION), ("market", _MARKET)):
        name = _joined(Text("排放总量", "Total"), suffix)
        yield _line(name, "inventory.total", years, total=True, basis=basis)


def _category_lines(years: list[str]) -> Iterator[Line]:
    for category, name in _CATEGORIES.items():
        if category != "2":
            yield _line(name, "inventory.category", years, category=category)
            continue
        for basis, suffix in (("location", _LOCATION), ("market", _MARKET)):
            yield _line(_joined(name, suffix), "inventory.category", years, category=category, basis=basis)


def _gas_lines(ledger: Ledger, years: list[str]) -> Iterator[Line]:
    gases = dict.fromkeys(f.context.get("gas") or "" for f in ledger.by_id.get("inventory.gas", ()))
    for gas in gases:
        yield _line(Text.of(gas), "inventory.gas", years, gas=gas)
    yield _line(Text("生物质二氧化碳（单列）", "Biogenic CO2 (apart)"), "inventory.biogenic", years)
    yield _line(Text("外供能源（单列）", "Energy sold (apart)"), "inventory.sold", years)


def _site_lines(project: Project, years: list[str]) -> Iterator[Line]:
    for site in project.file.boundary.sites:
        yield _line(site.name.text, "inventory.site", years, entity=site.id, basis="location")


def _source_lines(project: Project, ledger: Ledger, years: list[str]) -> Iterator[Line]:
    for source in project.file.sources:
        plain = _line(source.name.text, "source.emission", years, source=source.id)
        if any(key in ledger.facts for key in plain.keys):
            yield plain
            continue
        for basis, suffix in (("location", _LOCATION), ("market", _MARKET)):
            name = _joined(source.name.text, suffix)
            yield _line(name, "source.emission", years, source=source.id, basis=basis)


def _intensity_lines(project: Project, years: list[str]) -> Iterator[Line]:
    for metric in project.file.metrics:
        yield _line(metric.name.text, "metric.value", years, product=metric.id)
        for basis, suffix in (("location", _LOCATION), ("market", _MARKET)):
            name = Text(f"单位{metric.name.zh}排放强度{suffix.zh}", f"Intensity per {metric.name.text.en}{suffix.en}")
            yield _line(name, "intensity.value", years, product=metric.id, basis=basis)


def _base_year(project: Project) -> ResultTable:
    columns = (("location", Text("基于位置", "Location-based")), ("market", Text("基于市场", "Market-based")))
    current = project.file.periods.current
    names = (
        ("base.recalculated", Text("基准年排放量（重算）", "Base year, recalculated"), None),
        ("base.published", Text("基准年排放量（已发布）", "Base year, as published"), None),
        ("base.difference", Text("差异", "Difference"), None),
        ("base.difference_rate", Text("差异率", "Difference, share"), None),
        ("base.threshold", Text("重算触发阈值", "Threshold of recalculation"), None),
        ("base.change", Text(f"{current}年较基准年变化", f"Change to {current}"), current),
        ("base.change_rate", Text(f"{current}年较基准年变化率", f"Change to {current}, share"), current),
    )
    lines = [Line(name, tuple(spell_key(i, Context.of(period=p, basis=b)) for b, _ in columns)) for i, name, p in names]
    lines += [Line(name, (spell_key(i, Context.of(period=p)),)) for i, name, p in names]
    return ResultTable(Text("基准年", "Base year"), tuple(text for _, text in columns), tuple(lines))


def _quality_lines(years: list[str]) -> Iterator[Line]:
    yield _line(Text("总不确定性（95% 置信区间半宽）", "Total uncertainty (95 %)"), "uncertainty.total", years)
    yield _line(Text("区间下限", "Lower bound"), "uncertainty.low", years)
    yield _line(Text("区间上限", "Upper bound"), "uncertainty.high", years)
    yield _line(Text("数据质量得分", "Data quality score"), "quality.total", years)


def _energy_lines(project: Project, years: list[str]) -> Iterator[Line]:
    yield _line(Text("综合能源消费量", "Energy use"), "energy.total", years, total=True)
    for site in project.file.boundary.sites:
        yield _line(site.name.text, "energy.site", years, entity=site.id)
    yield _line(Text("外购电量", "Electricity bought"), "electricity.total", years)
    yield _line(Text("凭证覆盖电量", "Electricity under contracts"), "electricity.covered", years)
    yield _line(Text("绿色电力占比", "Share of green electricity"), "electricity.green_share", years)


# ------------------------------------------------------------------------------------------------- pathway


def _pathway(project: Project, ledger: Ledger) -> Iterator[ResultTable]:
    yield _targets(project)
    path = project.file.pathway
    if path is None:
        return
    years = _years(ledger, "pathway.emission")
    yield _by_year("各情景范围一、二排放量", "Scopes 1 and 2 by scenario", years, _path_lines(project, years))
    ahead = [year for year in years if int(year) > project.file.periods.current]
    yield _by_year("各项措施减排量", "Reduction by measure", ahead, _measure_lines(project, ahead))
    yield _costs(project)


def _targets(project: Project) -> ResultTable:
    columns = (
        ("target.base", Text("基准值", "Base")),
        ("target.year", Text("目标年", "Target year")),
        ("target.reduction", Text("下降比例", "Reduction")),
        ("target.value", Text("目标值", "Target value")),
        ("target.rate", Text("年均下降率", "Yearly rate")),
        ("target.required_rate", Text("尚需年均下降率", "Rate still required")),
        ("target.gap", Text("差距", "Gap")),
    )
    lines = tuple(
        Line(t.name.text, tuple(spell_key(i, Context.of(target=t.id)) for i, _ in columns))
        for t in project.file.targets
    )
    return ResultTable(Text("目标", "Targets"), tuple(text for _, text in columns), lines)


def _path_lines(project: Project, years: list[str]) -> Iterator[Line]:
    path = project.file.pathway
    assert path is not None
    for scenario in path.scenarios:
        yield _line(scenario.name.text, "pathway.emission", years, scenario=scenario.id)
    yield _line(Text("措施减排量合计", "Reduction by all measures"), "pathway.reduction", years, total=True)
    for target in project.file.targets:
        yield _line(_after(target.name, "：目标线", ": target line"), "target.line", years, target=target.id)
        yield _line(_after(target.name, "：差距", ": residual gap"), "pathway.gap", years, target=target.id)


def _measure_lines(project: Project, years: list[str]) -> Iterator[Line]:
    path = project.file.pathway
    assert path is not None
    for measure in path.measures:
        yield _line(measure.name.text, "measure.reduction", years, measure=measure.id)


def _costs(project: Project) -> ResultTable:
    path = project.file.pathway
    assert path is not None
    columns = (
        ("full", Text("年减排量", "Yearly reduction")),
        ("capex", Text("投资", "Investment")),
        ("opex", Text("年运行成本", "Running cost")),
        ("saving", Text("年节约费用", "Saving")),
        ("annuity", Text("投资年金", "Annuity")),
        ("net_cost", Text("年净成本", "Net cost")),
        ("abatement_cost", Text("单位减排成本", "Abatement cost")),
        ("payback", Text("静态回收期", "Payback")),
        ("share", Text("减排占比", "Share")),
    )
    lines = [
        Line(m.name.text, tuple(spell_key(f"measure.{name}", Context.of(measure=m.id)) for name, _ in columns))
        for m in path.measures
    ]
    whole = Text("选定情景合计", "Chosen measures")
    lines.append(Line(whole, tuple(f"measures.{name}" for name, _ in columns), total=True))
    return ResultTable(Text("措施成本与效益", "Costs of measures"), tuple(text for _, text in columns), tuple(lines))


def _after(name: Names, zh: str, en: str) -> Text:
    return Text(name.zh + zh, name.text.en + en)
