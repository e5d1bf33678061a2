"""The page in a real browser: charts draw, traces open, data stays data, nothing leaves the machine."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from browser_page import visit

from generator.document.blocks import Document
from generator.render import html

pytestmark = pytest.mark.browser

HOSTILE = '<script>window.hacked=1</script><img src=x onerror="window.hacked=2"> & ](javascript:window.hacked=3)$x$'
_REST = "new Promise(done => setTimeout(done, 400))"


def saved(tmp_path: Path, document: Document) -> Path:
    outcome = html.write(document)
    assert outcome.value is not None
    page = tmp_path / "page.html"
    page.write_bytes(outcome.value)
    return page


def test_charts_draw_and_nothing_is_loaded_from_elsewhere(browser: str, tmp_path: Path, report: Document) -> None:
    page = saved(tmp_path, report)
    seen = visit(
        browser,
        page,
        [
            _REST,
            "document.querySelectorAll('.plot .main-svg').length >= 8",
            "document.querySelectorAll('.plot').length",
            "Array.from(document.querySelectorAll('.plot')).filter(p => p.getBoundingClientRect().height < 200).length",
            "document.querySelectorAll('#plot-b-fig-flow .sankey-link').length",
            "document.querySelectorAll('#plot-b-fig-trend .legendtext').length",
            "document.documentElement.scrollWidth <= window.innerWidth",
            "document.documentElement.lang",
        ],
    )
    assert seen.answers[1:] == [True, 8, 0, 12, 3, True, "zh-CN"]
    assert seen.complaints == []
    assert [url for url in seen.requests if not url.startswith(("file://", "data:"))] == []


def test_a_number_shows_its_trace_on_focus_and_hides_it_on_escape(
    browser: str, tmp_path: Path, report: Document
) -> None:
    page = saved(tmp_path, report)
    number = "document.querySelector('[data-id=t000001]')"
    popup = "document.querySelector('.popup')"
    seen = visit(
        browser,
        page,
        [
            f"{popup}.hidden",
            f"{number}.scrollIntoView({{behavior: 'instant', block: 'center'}}), {number}.focus(), {popup}.hidden",
            f"{popup}.textContent",
            f"document.getElementById({number}.getAttribute('aria-describedby')).getAttribute('role')",
            f"document.dispatchEvent(new KeyboardEvent('keydown', {{key: 'Escape', bubbles: true}})), {popup}.hidden",
            f"{number}.dispatchEvent(new MouseEvent('mouseover', {{bubbles: true}})), {popup}.hidden",
        ],
    )
    hidden, focused, said, role, escaped, hovered = seen.answers
    assert (hidden, focused, escaped, hovered) == (True, False, True, False)
    assert "energy.xlsx[2024!F17]" in said
    assert "全国电力平均二氧化碳排放因子" in said
    assert role == "tooltip"


def test_names_from_data_stay_text(browser: str, tmp_path: Path, make: Callable[..., Document]) -> None:
    page = saved(tmp_path, make(client=HOSTILE))
    seen = visit(
        browser,
        page,
        [
            _REST,
            "window.hacked === undefined",
            "document.querySelectorAll('img, iframe, object, [onerror], [onclick], a[href^=\"javascript\"]').length",
            "document.querySelector('.cover h1').textContent",
            "document.querySelector('#plot-b-fig-bar').textContent.includes('<script>')",
            "document.querySelectorAll('.plot .main-svg').length >= 8",
        ],
    )
    assert seen.answers[1:3] == [True, 0]
    assert HOSTILE in seen.answers[3]
    assert seen.answers[4:] == [True, True]
    assert seen.complaints == []


def test_a_narrow_screen_has_no_sideways_scrolling(browser: str, tmp_path: Path, report: Document) -> None:
    page = saved(tmp_path, report)
    seen = visit(
        browser,
        page,
        [
            _REST,
            "document.documentElement.scrollWidth",
            "getComputedStyle(document.getElementById('toc')).display",
            "document.querySelector('.menu').click(), getComputedStyle(document.getElementById('toc')).display",
        ],
        width=390,
    )
    assert seen.answers[1] <= 390
    assert seen.answers[2:] == ["none", "block"]


def test_without_scripts_the_numbers_of_charts_stand_as_tables(browser: str, tmp_path: Path, report: Document) -> None:
    page = saved(tmp_path, report)
    seen = visit(
        browser,
        page,
        [
            "document.querySelector('#b-fig-macc table').getBoundingClientRect().height > 100",
            "getComputedStyle(document.querySelector('#plot-b-fig-macc')).display",
            "document.querySelector('.provenance').getBoundingClientRect().height > 100",
        ],
        script=False,
    )
    assert seen.answers == [True, "none", True]
