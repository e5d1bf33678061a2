"""Judge the words of charts: titles, names of series and categories, labels, and how their numbers are written."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from generator.base.chart_words import chart_words
from generator.base.findings import Severity
from generator.base.visible import figures_hash, text_hash
from generator.review.verify import rules
from generator.review.verify.case import Case
from generator.review.word_map import Mark
from generator.word.names import Element
from generator.word.package import Package

_SHOWN = 80
_BRACKETS = re.compile(r"\[[^\]]*\]")
#: Digits that stand in a format by themselves, and a comma behind the last place: it shows thousandths.
_FORGED = re.compile(r"[1-9]|\"[^\"]*\d[^\"]*\"|\\\d|[0#?],+(?![0#?])")


def judge_chart_words(case: Case, package: Package, charts: Mapping[str, str]) -> None:
    """Judge every chart that is drawn. ``charts`` is which part of the file each chart of the map is."""
    marks = case.map.of_kind("chart")
    left = set(case.seen.charts)
    plotted = {one.part for one in case.map.points} | set(charts.values())
    for mark in marks:
        part = charts.get(mark.part) or (mark.part if mark.part not in plotted else "")
        if part in left and package.has(part):
            left.discard(part)
            _words(case, mark, chart_words(package.tree(part)))
    twins = {one.text: one.block for one in marks}
    for part in sorted(left):
        if package.has(part):
            _added(case, twins, chart_words(package.tree(part)))
    for part in sorted(case.seen.charts):
        if package.has(part):
            _formats(case, package.tree(part))
            for text in _shapes(package, part):
                zh, en = f"图上的文字：{text[:_SHOWN]}", f"text laid over a chart: {text[:_SHOWN]}"
                severity = Severity.ERROR if figures_hash(text) else Severity.WARNING
                case.say(rules.CHART_CHANGED, 0, "", zh, en, severity=severity)


def _words(case: Case, mark: Mark, words: str) -> None:
    if text_hash(words) == mark.text:
        return
    other = figures_hash(words) != mark.figures
    shown = "、".join(one for one in words.split("\n") if one)[:_SHOWN]
    zh, en = f"图 {mark.block} 的标题或名称与生成时不同", f"titles or names of chart {mark.block} are not the build's"
    if other:
        zh, en = f"{zh}，其中的数字也不同", f"{en}, and their digits are others"
    segment = case.by_block.get(mark.block)
    severity = Severity.ERROR if other else Severity.WARNING
    case.say(
        rules.CHART_CHANGED, segment.first if segment else 0, mark.block, f"{zh}：{shown}", f"{en}: {shown}",
        severity=severity,
    )  # fmt: skip


def _added(case: Case, twins: Mapping[str, str], words: str) -> None:
    shown = "、".join(one for one in words.split("\n") if one)[:_SHOWN]
    twin = twins.get(text_hash(words))
    if twin is not None:
        zh, en = f"图 {twin} 又出现一次，数值可能不同：{shown}", f"chart {twin} stands here again: {shown}"
    else:
        zh, en = f"文件中有生成时没有的图：{shown}", f"a chart was added that was not built: {shown}"
    case.say(rules.CHART_CHANGED, 0, twin or "", zh, en)


def _formats(case: Case, root: Element) -> None:
    """Tell formats that write a number otherwise than it is, and axes that count in thousands."""
    codes = [str(one.get("formatCode", "")) for one in root.iter("{*}numFmt")]
    codes += [one.text or "" for one in root.iter("{*}formatCode")]
    for code in dict.fromkeys(codes):
        if _FORGED.search(_BRACKETS.sub("", code)):
            zh = f"图中数字的格式“{code[:40]}”显示的不是数值本身"
            case.say(rules.SHOWN_OTHERWISE, 0, "", zh, f"a format in a chart shows other digits: {code[:40]!r}")
    if any(True for _ in root.iter("{*}dispUnits")):
        zh, en = "图的坐标轴改用了显示单位，读数与数值不同", "an axis of a chart counts in a unit of its own"
        case.say(rules.SHOWN_OTHERWISE, 0, "", zh, en)


def _shapes(package: Package, part: str) -> Iterator[str]:
    for one in package.relations(part):
        if one.kind == "chartUserShapes" and not one.external and package.has(one.target):
            text = "".join(t.text or "" for t in package.tree(one.target).iter("{*}t"))
            if text.strip():
                yield text
