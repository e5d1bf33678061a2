"""Pictures through the real browser, and what is said where there is none."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator
from dataclasses import replace

import pytest
from PIL import Image

from generator.base.findings import Severity
from generator.document.blocks import Document
from generator.document.pictures import Picture
from generator.render.charts import pictures
from generator.render.charts.server import close_shared_server


@pytest.fixture(autouse=True)
def _closed() -> Iterator[None]:
    yield
    close_shared_server()


def pictures_of(document: Document) -> list[Picture]:
    return [block for block in document.blocks if isinstance(block, Picture)]


@pytest.mark.browser
def test_pictures_repeat_in_any_order_and_at_twice_the_size(browser: str, report: Document) -> None:
    wanted = pictures_of(report)
    first = pictures.draw(wanted, report)
    again = pictures.draw(wanted[::-1], report)
    assert first.findings == again.findings == ()
    assert first.value == again.value
    assert first.value is not None
    assert set(first.value) == {"fig-flow", "fig-macc"}
    for data in first.value.values():
        image = Image.open(io.BytesIO(data))
        assert image.size == (1600, 900)
        colours = image.convert("RGB").getcolors(1 << 20)
        assert colours is not None
        assert len(colours) > 100


@pytest.mark.browser
def test_a_new_browser_draws_the_same_bytes(browser: str, report: Document) -> None:
    wanted = pictures_of(report)[:1]
    first = pictures.draw(wanted, report)
    close_shared_server()
    assert pictures.draw(wanted, report).value == first.value


@pytest.mark.browser
def test_a_picture_that_cannot_be_drawn_leaves_the_others(browser: str, report: Document) -> None:
    wanted = pictures_of(report)
    key = wanted[0].flows[0].point.key
    facts = {**report.facts, key: replace(report.facts[key], value="-1")}
    outcome = pictures.draw(wanted, replace(report, facts=facts))
    assert outcome.value is not None
    assert set(outcome.value) == {"fig-macc"}
    assert [(f.rule, f.block, f.position) for f in outcome.findings] == [("RE001", "fig-flow", wanted[0].origin)]


@pytest.mark.parametrize(("final", "severity"), [(False, Severity.WARNING), (True, Severity.ERROR)])
def test_without_a_browser_a_finding_says_what_is_left_out(
    make: Callable[..., Document], monkeypatch: pytest.MonkeyPatch, final: bool, severity: Severity
) -> None:
    monkeypatch.setenv("BROWSER_PATH", "/nowhere/chromium")
    document = make(final=final)
    outcome = pictures.draw(pictures_of(document), document)
    assert outcome.value == {}
    (finding,) = outcome.findings
    assert (finding.rule, finding.severity, finding.block) == ("RE010", severity, "fig-flow")
    assert "2 幅图" in finding.message.zh
    assert finding.hint is not None
    assert "chromium-headless-shell" in finding.hint.en


def test_without_a_chinese_font_no_boxes_are_drawn(report: Document, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pictures, "find_browser", lambda: "/bin/true")
    monkeypatch.setattr(pictures, "has_chinese_font", lambda: False)
    outcome = pictures.draw(pictures_of(report), report)
    assert outcome.value == {}
    assert [f.rule for f in outcome.findings] == ["RE011"]


def test_a_browser_that_ends_at_once_is_a_finding(report: Document, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pictures, "has_chinese_font", lambda: True)
    monkeypatch.setenv("BROWSER_PATH", "/bin/true")
    outcome = pictures.draw(pictures_of(report), report)
    assert outcome.value == {}
    assert [f.rule for f in outcome.findings] == ["RE012"]


def test_no_pictures_need_no_browser(report: Document, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BROWSER_PATH", "/nowhere")
    assert pictures.draw([], report).findings == ()


def test_the_key_follows_what_is_drawn(report: Document) -> None:
    flow = pictures_of(report)[0]
    key = pictures.picture_key(flow, report)
    assert key == pictures.picture_key(flow, report)
    point = flow.flows[0].point
    other = {**report.facts, point.key: replace(report.facts[point.key], value="7981.2")}
    unseen = {**report.facts, point.key: replace(report.facts[point.key], value="7980.3")}
    assert pictures.picture_key(flow, replace(report, facts=other)) != key
    assert pictures.picture_key(flow, replace(report, facts=unseen)) == key
    assert pictures.picture_key(replace(flow, height_cm=12), report) != key
