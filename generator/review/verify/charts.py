"""Judge the points of charts: what the chart draws and what its data sheet holds, against what was built."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal, InvalidOperation
from itertools import groupby

from generator.base.archive import Unreadable, xml
from generator.inspect.numbers import read_number
from generator.review.verify import rules
from generator.review.verify.case import Case
from generator.review.word_map import Plotted

_Cache = dict[tuple[int, int], str]


def judge_charts(case: Case, package: Mapping[str, bytes]) -> dict[str, str]:
    """Judge all points, chart by chart; programs rename the parts, so a chart is known by its numbers too.

    Returns:
        Which part of the file each part of the map is now.
    """
    found: dict[str, str] = {}
    caches = {name: _cache(package[name]) for name in sorted(case.seen.charts & package.keys())}
    for part, held in groupby(case.map.points, key=lambda one: one.part):
        points = list(held)
        name = part if part in caches and not _wrong(points, caches[part]) else _known(points, caches) or part
        if name not in caches:
            shown = "、".join(one.shown for one in points[:6])
            block = points[0].block
            zh, en = f"图 {block} 不在文件中：{shown}", f"chart {block} is not in the file: {shown}"
            case.say(rules.CHART_GONE, _place(case, block), block, zh, en)
            continue
        cache = caches.pop(name)
        found[part] = name
        wrong = _wrong(points, cache)
        sheet = {place: str(value) for place, value in _sheet(package, name).items()}
        hidden = [one for one in _wrong(points, sheet) if one not in wrong] if sheet else []
        case.points_right += len(points) - len(wrong) - len(hidden)
        for one in wrong:
            _tell(case, one, cache.get((one.series, one.index), "—"), ("图中", "the chart"))
        for one in hidden:
            _tell(case, one, sheet.get((one.series, one.index), "—"), ("图的数据表中", "the chart's data sheet"))
    return found


def _tell(case: Case, one: Plotted, now: str, where: tuple[str, str]) -> None:
    name = one.key if one.key and not case.map.public else one.fact
    zh = f"{where[0]} {name} 为 {now}，生成时为“{one.shown}”"
    en = f"{where[1]} shows {now} for {name}, built as {one.shown!r}"
    case.say(rules.CHART_CHANGED, _place(case, one.block), one.block, zh, en, fact=one.key)


def _place(case: Case, block: str) -> int:
    segment = case.by_block.get(block)
    return segment.parts[0].line.number if segment is not None and segment.parts else 0


def _cache(data: bytes) -> _Cache:
    from generator.inspect.docx import chart_cache

    try:
        return chart_cache(xml(data))
    except (Unreadable, ValueError):
        return {}


def _sheet(package: Mapping[str, bytes], name: str) -> dict[tuple[int, int], float]:
    from generator.inspect.docx import chart_sheet

    try:
        return chart_sheet(package, name)
    except Exception:  # a workbook that people edited: whatever its reader raises, the sheet says nothing
        return {}


def _known(points: Sequence[Plotted], caches: Mapping[str, _Cache]) -> str:
    return next((name for name, cache in caches.items() if cache and not _wrong(points, cache)), "")


def _wrong(points: Sequence[Plotted], cache: _Cache) -> list[Plotted]:
    return [one for one in points if not _equal(cache.get((one.series, one.index)), read_number(one.shown))]


def _equal(cached: str | None, number: Decimal | None) -> bool:
    if cached is None or number is None:
        return False
    try:
        return abs(abs(Decimal(cached)) - abs(number)) <= Decimal("1e-9")
    except InvalidOperation:
        return False
