"""What goods, processes and precursors are checked for alike: CN code, country, default value, year."""

from __future__ import annotations

from generator.base.findings import Severity
from generator.calculations.cbam import tables
from generator.calculations.cbam.frame import Frame
from generator.calculations.cbam.rules import INCOMPLETE, NO_DEFAULT, NO_FIT, NOT_LISTED, UNKNOWN_CN
from generator.project.node import Node
from generator.project.sections.cbam import Good, Installation, Process


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


def other_year(frame: Frame, node: Node, maker: Process, year: int) -> None:
    """Say that a process of another year was named."""
    frame.builder.findings.append(
        NO_FIT.at(
            node.place("process"),
            f"生产过程 {maker.id} 是 {maker.year} 年的，这里需要 {year} 年的",
            f"the process {maker.id} is of {maker.year}; one of {year} is needed",
            hint_zh=f"另写 {year} 年的生产过程，例如 {maker.id}-{year}",
            hint_en=f"describe the process of {year}, for example {maker.id}-{year}",
            related=[maker.place("year")],
        )
    )


def check_maker(frame: Frame, good: Good, site: Installation, process: Process) -> None:
    """Say that goods name a process that makes something else, or makes it in another country."""
    at, own, made = good.place("process"), tables.digits(good.cn), tables.digits(process.cn)
    sectors = tables.sector(good.cn), tables.sector(process.cn)
    other_good = sectors[0] != sectors[1] or tables.routes(own, True, good.year) != tables.routes(made, True, good.year)
    if own != made and other_good:
        frame.builder.findings.append(
            NO_FIT.at(
                at,
                f"货物 {good.id}（CN {own}）由生产过程 {process.id}（CN {made}）生产，免费分配按后者计算",
                f"the goods {good.id} (CN {own}) name the process {process.id}, which makes CN {made}: the free "
                "allocation is of the latter",
                hint_zh=f"另写生产 CN {own} 的过程",
                hint_en=f"describe the process that makes CN {own}",
                severity=Severity.ERROR if sectors[0] != sectors[1] else Severity.WARNING,
                related=[process.place("cn")],
            )
        )
    if tables.country_name(good.country) != tables.country_name(site.country):
        frame.builder.findings.append(
            NO_FIT.at(
                at,
                f"货物 {good.id} 原产于 {good.country}，生产过程 {process.id} 位于 {site.country}",
                f"the goods {good.id} come from {good.country}, and the process {process.id} is in {site.country}",
                hint_zh=f"例如 country: {site.country}",
                hint_en=f"for example country: {site.country}",
                severity=Severity.WARNING,
                related=[site.place("country"), good.place("country")],
            )
        )


def check_complete(frame: Frame, node: Node, cn: str, route: str | None, year: int) -> None:
    """Warn where column A leaves out precursors' free allocation: where it is lower than column B."""
    own, whole = tables.routes(cn, True, year), tables.routes(cn, False, year)
    last, all_steps = own.get(route, own.get(None)), whole.get(route, whole.get(None))
    if last is None or all_steps is None or last >= all_steps:
        return
    frame.builder.findings.append(
        INCOMPLETE.at(
            node.place("direct"),
            f"CN {cn} 是复杂货物：A 栏基准值 {last} 不含前体的免费分配（B 栏 {all_steps}），没有给出 free_allocation",
            f"CN {cn} is a complex good: column A ({last}) leaves out its precursors' free allocation (column B: "
            f"{all_steps}), and no free_allocation is stated",
            hint_zh=f"例如 free_allocation: {{value: {all_steps}, unit: tCO2e/t, source: …, mark: confirmed}}",
            hint_en=f"for example free_allocation: {{value: {all_steps}, unit: tCO2e/t, source: ..., mark: confirmed}}",
        )
    )
