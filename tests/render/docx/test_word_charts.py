"""Native charts: each kind's part, its workbook, and the two saying the same."""

from __future__ import annotations

import io

import pytest
import word_sample
from lxml import etree
from openpyxl import load_workbook

from generator.document.blocks import Document
from generator.document.inlines import Str
from generator.document.pictures import Chart, Point, Series
from generator.document.wording import Wording
from generator.render.docx.charts import chart_space, workbook
from generator.render.docx.charts.data import Points
from generator.render.docx.xml import NAMESPACES
from generator.render.theme import find_theme

C = f"{{{NAMESPACES['c']}}}"
A = f"{{{NAMESPACES['a']}}}"
CHARTS = {b.id: b for b in word_sample.sample().blocks if isinstance(b, Chart)}


def points_of(chart: Chart, document: Document) -> Points:
    words = Wording.of(document)
    return [[words.shown(p) if p is not None else None for p in series.points] for series in chart.series]


def space(chart: Chart, document: Document) -> etree._Element:
    return etree.fromstring(chart_space(chart, points_of(chart, document), find_theme("report"), "zh").encode())


@pytest.mark.parametrize("name", list(CHARTS))
def test_cache_and_workbook_hold_the_shown_numbers(name: str, document: Document) -> None:
    chart, points = CHARTS[name], points_of(CHARTS[name], document)
    root = space(chart, document)
    sheet = load_workbook(io.BytesIO(workbook(chart, points, "2025-04-18"))).worksheets[0]
    drawn = {int(str(s.find(f"{C}idx").get("val"))): s for s in root.iter(f"{C}ser")}
    assert len(drawn) == len(chart.series)
    for place, numbers in enumerate(points):
        series = drawn[place]
        assert series.findtext(f"{C}tx//{C}v") == chart.series[place].name == sheet.cell(1, place + 2).value
        cached = {int(str(p.get("idx"))): p.findtext(f"{C}v") for p in series.iterfind(f"{C}val//{C}pt")}
        for index, number in enumerate(numbers):
            value = sheet.cell(index + 2, place + 2).value
            if number is None:
                assert index not in cached
                assert value is None
            else:
                assert cached[index] == f"{number.value:f}"
                assert value == float(number.value)
        categories = [p.findtext(f"{C}v") for p in series.iterfind(f"{C}cat//{C}pt")]
        assert categories == list(chart.categories)
        assert [sheet.cell(row + 2, 1).value for row in range(len(categories))] == categories
        column = "BCDE"[place]
        assert series.findtext(f"{C}val//{C}f") == f"Sheet1!${column}$2:${column}${len(categories) + 1}"


@pytest.mark.parametrize("name", list(CHARTS))
def test_axes_pair_up(name: str, document: Document) -> None:
    root = space(CHARTS[name], document)
    axes = [e.find(f"{C}axId").get("val") for e in root.iter(f"{C}catAx", f"{C}valAx")]
    used = {e.get("val") for plot in root.iter(f"{C}plotArea") for p in plot for e in p.findall(f"{C}axId")}
    assert set(axes) == used
    assert len(axes) == len(set(axes))
    assert all(int(str(axis)) > 0 for axis in axes)
    assert [e.get("val") for e in root.iter(f"{C}autoTitleDeleted")] == ["1"]


def test_a_line_in_another_unit_has_an_axis_of_its_own(document: Document) -> None:
    root = space(CHARTS["fig-trend"], document)
    assert root.find(f".//{C}barChart/{C}grouping").get("val") == "stacked"
    assert len(list(root.iter(f"{C}valAx"))) == 2
    titles = ["".join(t.text or "" for t in title.iter(f"{A}t")) for title in root.iter(f"{C}title")]
    assert titles == ["排放量 (t CO₂e)", "单位产值排放强度 (t CO₂e/万元)"]
    line = root.find(f".//{C}lineChart/{C}ser")
    assert line is not None
    assert line.findtext(f"{C}val//{C}formatCode") == "#,##0.00"


def test_dashes_colours_and_gaps(document: Document) -> None:
    root = space(CHARTS["fig-path"], document)
    looks = [(s.find(f".//{A}srgbClr").get("val"), s.find(f".//{A}prstDash").get("val")) for s in root.iter(f"{C}ser")]
    assert looks == [("14524B", "solid"), ("C98A2B", "solid"), ("B4692A", "sysDash")]
    assert root.find(f".//{C}dispBlanksAs").get("val") == "gap"


def test_a_hidden_base_is_neither_filled_nor_in_the_legend(document: Document) -> None:
    root = space(CHARTS["fig-fall"], document)
    base = next(iter(root.iter(f"{C}ser")))
    assert base.find(f"{C}spPr/{A}noFill") is not None
    assert root.find(f".//{C}legend") is None


def test_bars_read_from_the_top(document: Document) -> None:
    root = space(CHARTS["fig-rank"], document)
    assert root.find(f".//{C}catAx//{C}orientation").get("val") == "maxMin"
    assert root.find(f".//{C}barDir").get("val") == "bar"
    assert root.find(f".//{C}dLbls/{C}showVal").get("val") == "1"


def test_slices_show_values_and_never_percentages_of_words_own(document: Document) -> None:
    root = space(CHARTS["fig-pie"], document)
    assert {e.get("val") for e in root.iter(f"{C}showPercent")} == {"0"}
    assert len(list(root.iter(f"{C}dPt"))) == 6


def test_names_that_look_like_formulas_stay_texts(document: Document) -> None:
    key = "inventory.total"
    chart = Chart(
        "c",
        CHARTS["fig-pie"].origin,
        "column",
        (Str("图"),),
        ("=1+1", "@x"),
        (Series("+甲", (Point(key), Point(key))),),
    )
    sheet = load_workbook(io.BytesIO(workbook(chart, points_of(chart, document), "2025"))).worksheets[0]
    assert [c.data_type for c in (sheet["A2"], sheet["A3"], sheet["B1"])] == ["s", "s", "s"]
    assert sheet["A2"].value == "=1+1"


def test_percent_points_are_written_with_their_sign(document: Document) -> None:
    from generator.document.display import Display

    point = Point("inventory.change_rate", Display(unit="%", digits=1, sign="plain"))
    chart = Chart(
        "c", CHARTS["fig-pie"].origin, "column", (Str("图"),), ("一",), (Series("变化", (point,)),), labels=True
    )
    root = space(chart, document)
    assert root.findtext(f".//{C}val//{C}formatCode") == '#,##0.0"%"'
    assert root.findtext(f".//{C}val//{C}v") == "-6.1"
