"""A page read back: clean as written, and every tampering is found."""

from __future__ import annotations

import re

import pytest

from generator.inspect import inspect_html
from tests.inspect.conftest import Rendered, words


@pytest.mark.parametrize("which", ["report", "paper"])
def test_a_page_as_written_has_no_finding(which: str, request: pytest.FixtureRequest) -> None:
    rendered: Rendered = request.getfixturevalue(which)
    assert inspect_html(rendered.html, rendered.document, rendered.ledger) == ()


def test_a_changed_number_a_lost_number_and_a_typed_number_are_found(report: Rendered) -> None:
    page = report.html.decode()
    shown = re.search(r'<data class="fact"[^>]*>([\d,.]+)', page)
    assert shown
    body, known = page.index("<main"), words(report.document)
    cases = {
        "IS003": page[: shown.start(1)] + "9" + page[shown.start(1) :],
        "IS004": page[: shown.start()] + page[shown.end() :],
        "IS005": page[:body] + page[body:].replace(known, "减排3200吨。" + known, 1),
    }
    for rule, spoiled in cases.items():
        assert rule in {f.rule for f in inspect_html(spoiled.encode(), report.document, report.ledger)}
