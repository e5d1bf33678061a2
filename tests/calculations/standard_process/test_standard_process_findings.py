"""What the papers of a standard must not have, and the line of the project file at which it is told."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.calculations.standard_process.small import project, section
from tests.calculations.told import told
from tests.calculations.worked import calculate

Change = Callable[[dict[str, Any]], None]


def _at(path: str, value: Any) -> Change:
    """Return a change that sets what stands at ``a.0.b``; ``None`` takes it away."""

    def change(data: Any) -> None:
        *above, last = path.split(".")
        for key in above:
            data = data[int(key)] if isinstance(data, list) else data[key]
        if value is None:
            del data[last]
        elif isinstance(data, list):
            data[int(last)] = value
        else:
            data[last] = value

    return change


def _again(path: str, place: int, **more: Any) -> Change:
    """Return a change that appends a copy of an entry with other values."""

    def change(data: Any) -> None:
        for key in path.split("."):
            data = data[key]
        data.append({**data[place], **more})

    return change


def test_a_section_in_order_has_no_finding(tmp_path: Path) -> None:
    assert told(tmp_path, project(section())) == {}


@pytest.mark.parametrize(
    ("change", "rule", "line"),
    [
        (_at("consultation.stated", {"received": 4}), "LG770", "received: 4"),
        (_at("consultation.stated", {"partly": 1, "rejected": 2}), "LG770", "rejected: 2"),
        (_at("consultation.stated", {"asked": 3}), "LG770", "asked: 3"),
        (_at("consultation.comments.0.verdict", None), "LG771", "- id: c-1"),
        (_at("consultation.comments.2.reply", None), "LG772", "- id: c-3"),
        (_at("consultation.comments.1.reply", "  "), "LG772", "reply: '  '"),
        (_at("consultation.comments.2.number", 5), "LG774", "number: 2"),
        (_at("consultation.comments.2.number", 2), "LG774", "number: 2"),
        (_at("consultation.comments.0.received", "2025-03-29"), "LG775", "received: '2025-03-29'"),
        (_at("consultation.comments.0.received", "2025-03-02"), "LG775", "received: '2025-03-02'"),
        (_at("consultation.asked.0.answer", "no-comments"), "LG776", "answer: no-comments"),
        (_at("consultation.asked.0.replied", None), "LG776", "- body: north"),
        (_at("consultation.comments.0.body", "south"), "LG776", "answer: comments"),
        (_again("consultation.comments", 2, id="c-4", number=4), "LG777", "opinion: 增加附录"),
        (_at("consultation.comments.0.commit", "4f1c2a9"), "LG778", "- id: c-2"),
        (_again("schedule", 1), "LG779", "- stage: review"),
        (_at("schedule.1.planned.begins", "2025-02-01"), "LG779", "begins: '2025-02-01'"),
        (_at("consultation.ends", "2025-04-02"), "LG779", "ends: '2025-04-02'"),
        (_at("review.date", "2025-03-20"), "LG779", "date: '2025-03-20'"),
        (_at("budget.funds.0.amount", "5 万元"), "LG780", "- id: own"),
        (_at("budget.total", "7 万元"), "LG780", "total: 7 万元"),
        (_at("promotion.0.budget", "7 万元"), "LG781", "- id: class"),
        (_at("review.votes", {"approve": 3, "object": 0, "abstain": 1}), "LG782", "approve: 3"),
        (_at("review.members.0.present", False), "LG782", "vote: approve"),
        (_at("review.members.0.vote", None), "LG782", "- id: m-1"),
        (_at("review.conclusion", "not-passed"), "LG783", "conclusion: not-passed"),
        (_at("clauses", [{"clause": "5.2", "settles": "限值", "kind": "consensus", "basis": "专家经验"}]), "LG784",
         "kind: consensus"),
        (_at("clauses", [{"clause": "5.2", "settles": "限值", "kind": "test", "basis": "试用"}]), "LG785",
         "- clause: '5.2'"),
        (_at("clauses", [{"clause": "5.2", "settles": "限值", "kind": "document", "basis": "标准"}]), "LG785",
         "- clause: '5.2'"),
        (_at("review.opinions", [{"id": "s-1", "clause": "5.2", "opinion": "统一用语"}]), "LG787", "- id: s-1"),
        (_at("promotion.0.budget", "3 person"), "LG208", "budget: 3 person"),
        (_at("budget.items.0.amount", "-6 万元"), "LG215", "amount: -6 万元"),
        (_at("consultation.comments.0.body", "nord"), "IN031", "body: nord"),
        (_at("proposal.existing", [{"id": "e", "number": "GB/T 1", "title": "甲", "scope": "企业", "covers": ["x"],
                                    "lacks": "无"}]), "IN031", "- x"),
        (_at("schedule.0.planned.ends", "2025-02-01"), "IN032", "ends: '2025-02-01'"),
    ],
)  # fmt: skip
def test_what_is_wrong_is_told_at_its_line(change: Change, rule: str, line: str, tmp_path: Path) -> None:
    data = section()
    change(data)
    found = told(tmp_path, project(data))
    assert line in found.get(rule, []), found


def test_a_vote_below_the_rule_cannot_have_passed(tmp_path: Path) -> None:
    """Two of four are no three quarters; with half as the rule the same votes carry it."""
    data = section()
    for place in (0, 1):
        data["review"]["members"][place]["vote"] = "object"
    assert list(told(tmp_path / "a", project(data))) == ["LG783"]
    data["review"]["rules"]["approval"]["value"] = "50 %"
    assert told(tmp_path / "b", project(data)) == {}


def test_voters_from_drafting_bodies_above_the_share_are_told(tmp_path: Path) -> None:
    data = section()
    data["review"]["rules"]["drafters"] = {"value": "25 %", "source": "某协会办法", "mark": "confirmed"}
    data["review"]["members"][0]["body"] = "lead"
    assert told(tmp_path / "a", project(data)) == {}
    data["review"]["members"][1]["body"] = "lead"
    assert told(tmp_path / "b", project(data)) == {"LG788": ["- id: m-1"]}


def test_a_trial_that_misses_is_told_and_one_at_the_limit_is_not(tmp_path: Path) -> None:
    data = section()
    result = {"id": "r", "name": "差错率", "value": "3 %", "requirement": "3 %", "keeps": "at-most"}
    data["trials"] = [
        {"id": "t", "name": "试用", "body": "north", "span": {"begins": "2025-01-06", "ends": "2025-01-20"},
         "method": "填报", "evidence": "记录", "results": [result]}
    ]  # fmt: skip
    assert told(tmp_path / "a", project(data)) == {}
    result["value"] = "3.01 %"
    assert told(tmp_path / "b", project(data)) == {"LG786": ["value: 3.01 %"]}


def test_a_table_tells_the_cell(tmp_path: Path) -> None:
    """A body that nobody knows, a word that is no verdict, a row without number: each at its cell."""
    data = section()
    data["consultation"] |= {"comments": [], "table": {"table": "comments"}}
    rows = "序号,章条,意见,单位,结论\n1,5,一,北园区,采纳\n2,5,二,南园,采纳\n3,5,三,南园区,暂缓\n,5,四,南园区,采纳\n"
    table = {
        "id": "comments",
        "file": "c.csv",
        "columns": {"clause": "章条", "opinion": "意见", "body": "单位", "verdict": "结论"},
        "values": {"number": {"header": "序号", "unit": "1"}},
    }
    example = {**project(data), "files": {"c.csv": rows}}
    example["project"]["tables"] = [table]
    _, _, findings = calculate(tmp_path, example)
    cells = {f.rule: f.position.cell for f in findings if f.position.path.endswith("c.csv")}
    assert cells == {"LG773": "D3", "LG771": "E4", "LG774": "A5"}


def test_a_table_without_the_column_of_verdicts_is_told_where_the_table_is_named(tmp_path: Path) -> None:
    data = section()
    data["consultation"] |= {"comments": [], "table": {"table": "comments"}}
    table = {
        "id": "comments",
        "file": "c.csv",
        "columns": {"clause": "章条", "opinion": "意见", "body": "单位"},
        "values": {"number": {"header": "序号", "unit": "1"}},
    }
    example = {**project(data), "files": {"c.csv": "序号,章条,意见,单位\n1,5,一,北园区\n"}}
    example["project"]["tables"] = [table]
    assert told(tmp_path, example)["IN031"] == ["table: comments"]
