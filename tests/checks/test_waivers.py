"""Waivers: they cover one finding, they expire, they are refused where none can be given."""

from __future__ import annotations

from datetime import date

from generator.base.findings import Finding, Position, Severity
from generator.base.text import Text
from generator.checks.table import RULES
from generator.checks.waivers import Placed, apply_waivers
from generator.project.models import Waiver

TODAY = date(2025, 6, 1)
KNOWN = {rule.id: rule for rule in RULES}


def _waiver(**values: str) -> Waiver:
    return Waiver.model_validate(
        {"reason": "票据待补", "person": "安全环保部", "expires": date(2025, 12, 31), **values}
    )


def _found(rule: str = "NU014", fact: str = "a", block: str = "", document: str = "") -> Placed:
    return Placed(
        Finding(rule, Severity.WARNING, Text.of("x"), Position("project.yaml", 3), fact=fact, block=block), document
    )


def _rules(findings: tuple[Finding, ...]) -> list[tuple[str, bool]]:
    return [(finding.rule, bool(finding.waiver)) for finding in findings]


def test_a_waiver_covers_the_finding_that_it_names_and_no_other() -> None:
    found = apply_waivers([_found(fact="a"), _found(fact="b")], [_waiver(rule="NU014", fact="a")], KNOWN, TODAY)
    assert _rules(found) == [("NU014", True), ("NU014", False)]
    assert "安全环保部" in found[0].waiver
    assert not found[0].blocks_final


def test_a_waiver_of_a_document_covers_that_document_alone() -> None:
    waiver = _waiver(rule="NU002", document="report")
    placed = [_found("NU002", "", "p1", "report"), _found("NU002", "", "p1", "paper")]
    assert _rules(apply_waivers(placed, [waiver], KNOWN, TODAY)) == [("NU002", True), ("NU002", False)]


def test_an_expired_waiver_is_an_error_and_covers_nothing() -> None:
    late = _waiver(rule="NU014", fact="a", expires="2025-05-31")
    found = apply_waivers([_found()], [late], KNOWN, TODAY)
    assert _rules(found) == [("NU014", False), ("WV001", False)]
    assert found[1].severity is Severity.ERROR


def test_a_waiver_holds_on_its_last_day() -> None:
    assert _rules(apply_waivers([_found()], [_waiver(rule="NU014", fact="a", expires="2025-06-01")], KNOWN, TODAY)) == [
        ("NU014", True)
    ]


def test_a_waiver_without_finding_is_noted() -> None:
    found = apply_waivers([], [_waiver(rule="NU014", fact="a")], KNOWN, TODAY)
    assert _rules(found) == [("WV002", False)]
    assert found[0].severity is Severity.NOTE


def test_independence_and_mismatch_refuse_a_waiver() -> None:
    for rule in ("RL020", "RL021", "NU001", "WV001"):
        found = apply_waivers([_found(rule)], [_waiver(rule=rule, fact="a")], KNOWN, TODAY)
        assert ("WV003", False) in _rules(found)
        assert (rule, True) not in _rules(found)


def test_a_waiver_of_a_whole_rule_is_refused() -> None:
    found = apply_waivers([_found()], [_waiver(rule="NU014")], KNOWN, TODAY)
    assert _rules(found) == [("NU014", False), ("WV003", False)]


def test_a_waiver_of_a_rule_that_does_not_exist_is_refused() -> None:
    found = apply_waivers([], [_waiver(rule="NU999", fact="a")], KNOWN, TODAY)
    assert _rules(found) == [("WV003", False)]
    assert "NU999" in found[0].message.zh


def test_a_waiver_of_another_stage_is_left_to_it() -> None:
    assert apply_waivers([], [_waiver(rule="RE001", block="x")], KNOWN, TODAY) == ()
