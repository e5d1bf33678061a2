"""Findings as text, JSON, SARIF, JUnit XML and GitHub annotations."""

from __future__ import annotations

import json
from xml.etree import ElementTree

import pytest

from generator.base.findings import Finding, Position, Severity
from generator.base.text import Text
from generator.checks.report import FORMATS, counts, write
from generator.checks.table import RULES

FINDINGS = (
    Finding(
        "NU001",
        Severity.ERROR,
        Text("“13.25万吨”与台账不符：A<B&C", "'13.25' is not the ledger's: A<B&C"),
        Position("projects/岚河 1/content/报告.md", 9, 17),
        Text("改为 100%\n第二行", "write 100%"),
        fact="inventory.total[period=2024]",
        block="p12",
        related=(Position("projects/岚河 1/project.yaml", 3),),
    ),
    Finding("NU012", Severity.WARNING, Text("数量异常", "odd"), Position("data/台账.xlsx", 0, 0, "2024年", "D7")),
    Finding("CO007", Severity.NOTE, Text("控制字符\x07", "bell \x07"), Position("project.yaml", 5), waiver="已豁免"),
)


def test_text_has_one_line_a_finding_and_its_hint() -> None:
    lines = write(FINDINGS, "text", "zh").splitlines()
    assert lines[0] == "projects/岚河 1/content/报告.md:9:17 error NU001 “13.25万吨”与台账不符：A<B&C"
    assert lines[1] == "  提示：改为 100%\\n第二行"
    assert lines[2] == "data/台账.xlsx[2024年!D7] warning NU012 数量异常"
    assert "\\x07" in lines[3]
    assert lines[4].endswith("已豁免")
    assert write(FINDINGS, "text", "en").splitlines()[1] == "  hint: write 100%"


def test_json_carries_positions_and_counts() -> None:
    data = json.loads(write(FINDINGS, "json", "zh"))
    assert data["counts"] == {"error": 1, "warning": 1, "note": 0, "waived": 1} == counts(FINDINGS)
    assert data["findings"][1]["position"] == {"path": "data/台账.xlsx", "sheet": "2024年", "cell": "D7"}
    assert data["findings"][0]["related"] == [{"path": "projects/岚河 1/project.yaml", "line": 3}]


def test_sarif_has_what_the_schema_requires() -> None:
    log = json.loads(write(FINDINGS, "sarif", "en"))
    assert log["version"] == "2.1.0"
    (run,) = log["runs"]
    rules = run["tool"]["driver"]["rules"]
    assert [rule["id"] for rule in rules] == sorted(rule.id for rule in RULES)
    assert all(rule["help"]["text"] and rule["shortDescription"]["text"] for rule in rules)
    for result in run["results"]:
        assert rules[result["ruleIndex"]]["id"] == result["ruleId"]
        assert result["level"] in ("error", "warning", "note")
        assert result["message"]["text"]
        place = result["locations"][0]["physicalLocation"]
        uri = place["artifactLocation"]["uri"]
        assert not uri.startswith("/")
        assert uri.isascii()
        assert " " not in uri
        assert place.get("region", {"startLine": 1})["startLine"] >= 1
    assert run["results"][0]["locations"][0]["physicalLocation"]["region"] == {"startLine": 9, "startColumn": 17}
    assert run["results"][1]["locations"][0]["logicalLocations"][0]["fullyQualifiedName"] == "2024年!D7"
    assert run["results"][2]["suppressions"] == [{"kind": "external", "justification": "已豁免"}]


def test_junit_is_xml_and_fails_where_an_error_stands() -> None:
    root = ElementTree.fromstring(write(FINDINGS, "junit", "zh"))  # noqa: S314 (our own output)
    suite = root.find("testsuite")
    assert suite is not None
    assert suite.get("failures") == "1"
    failed = [case for case in suite.iter("testcase") if case.find("failure") is not None]
    assert [case.get("classname") for case in failed] == ["tanwen.NU001"]
    assert int(suite.get("tests", "0")) == len(list(suite.iter("testcase"))) == len(RULES)


def test_github_annotations_are_escaped_and_leave_waived_ones_out() -> None:
    lines = write(FINDINGS, "github", "zh").splitlines()
    assert len(lines) == 2
    assert lines[0].startswith("::error file=projects/岚河 1/content/报告.md,line=9,col=17,title=NU001::")
    assert "100%25%0A第二行" in lines[0]
    assert lines[1].startswith("::warning file=data/台账.xlsx,line=1,title=NU012::data/台账.xlsx[2024年!D7]")


def test_a_path_with_colon_and_comma_stays_one_property() -> None:
    finding = Finding("NU002", Severity.ERROR, Text.of("x"), Position("a,b:c.md", 1))
    assert "file=a%2Cb%3Ac.md,line=1" in write([finding], "github", "zh")


@pytest.mark.parametrize("form", FORMATS)
def test_nothing_found_is_a_valid_report(form: str) -> None:
    text = write((), form, "en")
    if form in ("json", "sarif"):
        json.loads(text)
    elif form == "junit":
        ElementTree.fromstring(text)  # noqa: S314 (our own output)
    else:
        assert text == ""


def test_an_unknown_format_names_the_known_ones() -> None:
    with pytest.raises(ValueError, match="text, json, sarif, junit, github"):
        write((), "pdf", "zh")
