"""Charts and pictures as plotly figures."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from itertools import pairwise
from typing import Any

import pytest
from report_sample import Maker

from generator.base.findings import Position
from generator.document.blocks import Document
from generator.document.display import Display
from generator.document.pictures import Chart, Picture, Point, Series
from generator.render.charts.parts import escape, wrapped
from generator.render.charts.spec import figure

AT = Position("sections/x.md", 3)


def block(document: Document, name: str) -> Any:
    return next(b for b in document.blocks if b.id == name)


def drawn(document: Document, name: str) -> dict[str, Any]:
    return figure(block(document, name), document)


def chart_of(document: Document, values: str, kind: str = "column", **more: Any) -> dict[str, Any]:
    m = Maker(dict(document.facts))
    chart = Chart("fig-x", AT, kind, (), ("甲", "乙", "丙"), (m.series("系列", "x", values, **more),))
    return figure(chart, replace(document, facts=m.facts))


def test_values_are_the_displayed_ones(report: Document) -> None:
    spec = chart_of(report, "2.5 3.5 -0.4")
    assert spec["data"][0]["y"] == [2, 4, 0]
    assert spec["data"][0]["customdata"] == ["2 t CO₂e", "4 t CO₂e", "0 t CO₂e"]
    assert chart_of(report, "2.5 3.5 -0.4", digits=1)["data"][0]["y"] == [2.5, 3.5, -0.4]


def test_a_gap_stays_a_gap(report: Document) -> None:
    trace = drawn(report, "fig-path")["data"][2]
    assert trace["y"] == [51.3, None, 45.2, 40.8, 36.4, 32.0]
    assert trace["connectgaps"] is False
    assert trace["line"]["dash"] == "dash"


def test_a_line_of_another_unit_has_an_axis_of_its_own_above_the_columns(report: Document) -> None:
    spec = drawn(report, "fig-trend")
    assert [t["type"] for t in spec["data"]] == ["bar", "bar", "scatter"]
    assert spec["data"][2]["yaxis"] == "y2"
    assert [a["text"] for a in spec["layout"]["annotations"]] == ["排放量（t CO₂e）", "排放强度（t CO₂e/t）"]
    highest = max(a + b for a, b in zip(spec["data"][0]["y"], spec["data"][1]["y"], strict=True))
    columns = highest / spec["layout"]["yaxis"]["range"][1]
    line = min(spec["data"][2]["y"]) / spec["layout"]["yaxis2"]["range"][1]
    assert columns < line


def test_lines_of_one_unit_share_the_axis(report: Document) -> None:
    spec = drawn(report, "fig-path")
    assert "yaxis2" not in spec["layout"]
    assert all("yaxis" not in trace for trace in spec["data"])


def test_the_base_of_a_waterfall_holds_its_place_unseen(report: Document) -> None:
    base, seen = drawn(report, "fig-fall")["data"]
    assert base["marker"]["color"] == "rgba(0,0,0,0)"
    assert base["hoverinfo"] == "skip"
    assert base["showlegend"] is False
    assert seen["textposition"] == "outside"


@pytest.mark.parametrize(
    ("kind", "mode", "types"),
    [
        ("column", "group", {"bar"}),
        ("column-stacked", "relative", {"bar"}),
        ("bar", "group", {"bar"}),
        ("bar-stacked", "relative", {"bar"}),
        ("line", "group", {"scatter"}),
        ("area-stacked", "relative", {"scatter"}),
    ],
)
def test_kinds(report: Document, kind: str, mode: str, types: set[str]) -> None:
    spec = chart_of(report, "1 2 3", kind)
    assert spec["layout"]["barmode"] == mode
    assert {trace["type"] for trace in spec["data"]} == types
    flat = spec["data"][0].get("orientation") == "h"
    assert flat == kind.startswith("bar")
    axis = spec["layout"]["yaxis" if flat else "xaxis"]
    assert axis["ticktext"] == ["甲", "乙", "丙"]


def test_percent_columns_name_their_axis_percent(report: Document) -> None:
    spec = chart_of(report, "1 2 3", "column-stacked-100")
    assert spec["layout"]["barnorm"] == "percent"
    assert spec["layout"]["yaxis"]["ticksuffix"] == "%"


def test_long_time_axes_show_every_nth_category(report: Document) -> None:
    years = tuple(str(2020 + i) for i in range(41))
    m = Maker(dict(report.facts))
    points = tuple(m.point(f"y[period={year}]", "1", "tCO2e") for year in years)
    chart = Chart("fig-x", AT, "line", (), years, (Series("路径", points),))
    ticks = figure(chart, replace(report, facts=m.facts))["layout"]["xaxis"]["ticktext"]
    assert ticks[:2] == ["2020", "2024"]
    assert ticks[-1] == "2060"


def test_equal_categories_stay_apart(report: Document) -> None:
    m = Maker(dict(report.facts))
    series = Series("s", (m.point("a", "1", "t"), m.point("b", "1", "t")))
    for kind in ("column", "pie"):
        chart = Chart("fig-x", AT, kind, (), ("其他", "其他"), (series,))
        trace = figure(chart, replace(report, facts=m.facts))["data"][0]
        assert len(set(trace["labels"] if kind == "pie" else trace["x"])) == 2


def test_a_pie_shows_no_percentage_that_is_no_fact(report: Document) -> None:
    trace = drawn(report, "fig-share")["data"][0]
    assert trace["textinfo"] == "none"
    assert trace["labels"][1].startswith("类别二  <b>22,870 t CO₂e</b>")
    assert trace["values"] == [25402, 22870, 9120, 3340, 880]


def test_sankey_links_carry_names_values_and_colours(report: Document) -> None:
    trace = drawn(report, "fig-flow")["data"][0]
    names, link = trace["node"]["label"], trace["link"]
    flows = [(names[a], names[b]) for a, b in zip(link["source"], link["target"], strict=True)]
    assert flows[:2] == [("天然气", "熔炼"), ("焦炭", "熔炼")]
    assert link["customdata"][0] == "天然气 → 熔炼<br><b>7,980 t CO₂e</b>"
    assert len(trace["node"]["color"]) == len(names)
    assert link["color"][0] != link["color"][1]


def test_abatement_steps_stand_side_by_side_cheapest_first(report: Document) -> None:
    spec = drawn(report, "fig-macc")
    costs = [trace["y"][0] for trace in spec["data"]]
    assert costs == sorted(costs)
    edges = [(t["x"][0] - t["width"][0] / 2, t["x"][0] + t["width"][0] / 2) for t in spec["data"]]
    assert edges[0][0] == 0
    assert all(left == pytest.approx(right) for (_, left), (right, _) in pairwise(edges))
    assert edges[-1][1] == pytest.approx(sum(t["width"][0] for t in spec["data"]))
    assert spec["data"][0]["name"] == "1  空压机余热回收"
    numbers = [a["text"] for a in spec["layout"]["annotations"][1:]]
    assert numbers == [f"<b>{n}</b>" for n in range(1, 11)]


@pytest.mark.parametrize("name", ["fig-flow", "fig-macc", "fig-share"])
def test_negative_sizes_are_refused(report: Document, name: str) -> None:
    part = block(report, name)
    bad = report.facts[next(iter(p.key for p in _points(part)))]
    facts = {**report.facts, bad.key: replace(bad, value="-5")}
    with pytest.raises(ValueError, match="negative"):
        figure(part, replace(report, facts=facts))


def _points(part: Chart | Picture) -> list[Point]:
    if isinstance(part, Chart):
        return [p for p in part.series[0].points if p is not None]
    return [flow.point for flow in part.flows] or [step.reduction for step in part.steps]


def test_names_from_data_are_no_markup_for_plotly(make: Callable[..., Document]) -> None:
    document = make(client='<a href="javascript:alert(1)">甲</a>&lt;$x$')
    for part in document.blocks:
        if isinstance(part, Chart | Picture):
            text = json.dumps(figure(part, document), ensure_ascii=False)
            assert "<a href" not in text
            assert "$x$" not in text
    assert escape("a<b>&amp;$") == "a&lt;b&gt;&amp;amp;&#36;"


def test_long_labels_break_into_lines(report: Document) -> None:
    assert wrapped("原材料运输与上游采购服务", 12) == "原材料运输与<br>上游采购服务"
    assert wrapped("LED 照明 & 改造", 10) == "LED 照明 &amp;<br>改造"
    assert wrapped("GB/T32150-2015", 6) == "GB/T32150-2015"


def test_plotly_accepts_every_figure_and_each_is_plain_json(report: Document) -> None:
    import plotly.graph_objects as go

    drawn = [part for part in report.blocks if isinstance(part, Chart | Picture)]
    assert {type(part) for part in drawn} == {Chart, Picture}
    for part in drawn:
        spelled = figure(part, report)
        go.Figure(spelled)
        assert json.loads(json.dumps(spelled)) == spelled


def test_a_unit_of_another_dimension_is_an_error(report: Document) -> None:
    from generator.base.units import UnitError

    m = Maker(dict(report.facts))
    point = Point(m.fact("x", "1", "tCO2e"), Display(unit="kWh"))
    chart = Chart("fig-x", AT, "column", (), ("甲",), (Series("s", (point,)),))
    with pytest.raises(UnitError):
        figure(chart, replace(report, facts=m.facts))
