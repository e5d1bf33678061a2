"""Findings for readers and machines: text, JSON, SARIF 2.1.0, JUnit XML, GitHub annotations."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any
from urllib.parse import quote

from generator import __version__
from generator.base.findings import Finding, Position, Rule, Severity
from generator.base.text import Language

_SARIF_SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"
_LEVELS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.NOTE: "note"}
_GITHUB = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.NOTE: "notice"}
_HINT = {"zh": "  提示：", "en": "  hint: "}
_WAIVED = {"zh": "已豁免：", "en": "waived: "}


def write(
    findings: Sequence[Finding],
    format: str,  # noqa: A002 (the word of the command line)
    language: Language,
    rules: Iterable[Rule] | None = None,
) -> str:
    """Return the findings in ``format``: text, json, sarif, junit or github.

    ``rules`` gives SARIF and JUnit the rules' names and manual pages, by default those of the checks; a rule that is
    not among them carries its id alone.

    Raises:
        ValueError: the format is none of these.
    """
    if format not in _FORMATS:
        raise ValueError(f"{format!r} is not a format; the formats are {', '.join(_FORMATS)}")
    return _FORMATS[format](findings, language, _known(rules) if format in _WITH_RULES else {})


def _known(rules: Iterable[Rule] | None) -> dict[str, Rule]:
    if rules is None:
        from generator.checks.table import RULES  # it imports every family, which text output does without

        rules = RULES
    return {rule.id: rule for rule in rules}


def counts(findings: Iterable[Finding]) -> dict[str, int]:
    """Return how many errors, warnings, notes and waived findings there are; a waived one counts as waived alone."""
    result = {"error": 0, "warning": 0, "note": 0, "waived": 0}
    for finding in findings:
        result["waived" if finding.waiver else finding.severity.value] += 1
    return result


def _text(findings: Sequence[Finding], language: Language, rules: Mapping[str, Rule]) -> str:
    lines: list[str] = []
    for finding in findings:
        place, message = _line(str(finding.position)), _line(finding.message.say(language))
        lines.append(f"{place} {finding.severity} {finding.rule} {message}")
        if finding.hint:
            lines.append(_HINT[language] + _line(finding.hint.say(language)))
        if finding.waiver:
            lines.append(f"  {_WAIVED[language]}{_line(finding.waiver)}")
    return "".join(f"{line}\n" for line in lines)


def _line(text: str) -> str:
    """Keep a message on its line, control characters named; the ideographic space is a letter's width of Chinese."""
    return "".join(
        char if char.isprintable() or char == "\u3000" else "\\n" if char == "\n" else f"\\x{ord(char):02x}"
        for char in text
    )


def _place(position: Position) -> dict[str, object]:
    pairs = (
        ("path", position.path),
        ("line", position.line),
        ("column", position.column),
        ("sheet", position.sheet),
        ("cell", position.cell),
        ("paragraph", position.paragraph),
    )
    return {name: value for name, value in pairs if value}


def _json(findings: Sequence[Finding], language: Language, rules: Mapping[str, Rule]) -> str:
    listed = [
        {
            "rule": finding.rule,
            "severity": finding.severity.value,
            "message": finding.message.say(language),
            "hint": finding.hint.say(language) if finding.hint else "",
            "position": _place(finding.position),
            "fact": finding.fact,
            "block": finding.block,
            "related": [_place(position) for position in finding.related],
            "waiver": finding.waiver,
            **{name: value for name, value in (("fragment", finding.fragment), ("section", finding.section)) if value},
        }
        for finding in findings
    ]
    return json.dumps({"counts": counts(findings), "findings": listed}, ensure_ascii=False, indent=2) + "\n"


def _location(position: Position) -> dict[str, Any]:
    physical: dict[str, Any] = {
        "artifactLocation": {"uri": quote(position.path.lstrip("/") or "project.yaml"), "uriBaseId": "WORKSPACE"}
    }
    if position.line:
        physical["region"] = {"startLine": position.line}
        if position.column:
            physical["region"]["startColumn"] = position.column
    location: dict[str, Any] = {"physicalLocation": physical}
    if position.sheet or position.cell:
        name = f"{position.sheet}!{position.cell}" if position.sheet else position.cell
        location["logicalLocations"] = [{"fullyQualifiedName": name, "kind": "member"}]
    elif position.paragraph:
        location["logicalLocations"] = [{"name": str(position.paragraph), "kind": "paragraph"}]
    return location


def _result(finding: Finding, language: Language, index: Mapping[str, int]) -> dict[str, Any]:
    text = finding.message.say(language)
    if finding.hint:
        text = f"{text}\n{finding.hint.say(language)}"
    result: dict[str, Any] = {
        "ruleId": finding.rule,
        "ruleIndex": index[finding.rule],
        "level": _LEVELS[finding.severity],
        "message": {"text": text},
        "locations": [_location(finding.position)],
    }
    if finding.related:
        result["relatedLocations"] = [_location(position) for position in finding.related]
    pairs = (
        ("fact", finding.fact),
        ("block", finding.block),
        ("fragment", finding.fragment),
        ("section", finding.section),
    )
    named = {name: value for name, value in pairs if value}
    if named:
        result["properties"] = named
    if finding.waiver:
        result["suppressions"] = [{"kind": "external", "justification": finding.waiver}]
    return result


def _descriptor(rule_id: str, rule: Rule | None) -> dict[str, Any]:
    if rule is None:
        return {"id": rule_id}
    summary = rule.doc.strip().splitlines()[0] if rule.doc.strip() else rule.name
    descriptor: dict[str, Any] = {
        "id": rule.id,
        "name": "".join(part.capitalize() for part in rule.name.split("-")),
        "shortDescription": {"text": summary},
        "fullDescription": {"text": rule.doc.strip() or rule.name},
        "help": {"text": rule.doc.strip() or rule.name},
        "defaultConfiguration": {"level": _LEVELS[rule.severity]},
    }
    if rule.clause:
        descriptor["properties"] = {"clause": rule.clause}
    return descriptor


def _sarif(findings: Sequence[Finding], language: Language, rules: Mapping[str, Rule]) -> str:
    ids = sorted({finding.rule for finding in findings} | set(rules))
    index = {rule_id: place for place, rule_id in enumerate(ids)}
    run = {
        "tool": {
            "driver": {
                "name": "tanwen",
                "semanticVersion": __version__,
                "rules": [_descriptor(rule_id, rules.get(rule_id)) for rule_id in ids],
            }
        },
        "columnKind": "unicodeCodePoints",
        "originalUriBaseIds": {"WORKSPACE": {"description": {"text": "the folder of tanwen.toml"}}},
        "results": [_result(finding, language, index) for finding in findings],
    }
    log = {"$schema": _SARIF_SCHEMA, "version": "2.1.0", "runs": [run]}
    return json.dumps(log, ensure_ascii=False, indent=2) + "\n"


def _xml(text: str) -> str:
    """Replace what XML 1.0 cannot hold by its code."""
    return "".join(c if c in "\t\n" or " " <= c < "\ufffe" or c > "\uffff" else f"\\x{ord(c):02x}" for c in text)


def _junit(findings: Sequence[Finding], language: Language, rules: Mapping[str, Rule]) -> str:
    from xml.sax.saxutils import quoteattr  # it imports a web client

    cases: list[str] = []
    for rule_id in sorted({finding.rule for finding in findings} | set(rules)):
        of_rule = [finding for finding in findings if finding.rule == rule_id]
        name = rules[rule_id].name if rule_id in rules else rule_id
        if not of_rule:
            cases.append(f'    <testcase classname="tanwen.{rule_id}" name={quoteattr(name)}/>')
        for finding in of_rule:
            cases.append(_junit_case(finding, language))
    failures = sum(f.severity is Severity.ERROR and not f.waiver for f in findings)
    skipped = len(findings) - failures
    head = f'name="tanwen" tests="{len(cases)}" failures="{failures}" errors="0" skipped="{skipped}"'
    body = "\n".join(cases)
    inner = f"  <testsuite {head}>\n{body}\n  </testsuite>" if cases else f"  <testsuite {head}/>"
    return f'<?xml version="1.0" encoding="UTF-8"?>\n<testsuites>\n{inner}\n</testsuites>\n'


def _junit_case(finding: Finding, language: Language) -> str:
    """An error fails its case; a warning, a note or a waived finding is a skipped case with its message."""
    from xml.sax.saxutils import escape, quoteattr

    message = _xml(finding.message.say(language))
    detail = _xml(f"{finding.position} {finding.severity} {finding.rule} {finding.message.say(language)}")
    if finding.hint:
        detail += "\n" + _xml(finding.hint.say(language))
    head = f"classname={quoteattr('tanwen.' + finding.rule)} name={quoteattr(_xml(str(finding.position)))}"
    if finding.severity is Severity.ERROR and not finding.waiver:
        inner = f"<failure type={quoteattr(finding.rule)} message={quoteattr(message)}>{escape(detail)}</failure>"
    else:
        inner = f"<skipped message={quoteattr(message)}/><system-out>{escape(detail)}</system-out>"
    return f"    <testcase {head}>{inner}</testcase>"


def _escape_data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _escape_property(text: str) -> str:
    return _escape_data(text).replace(":", "%3A").replace(",", "%2C")


def _github(findings: Sequence[Finding], language: Language, rules: Mapping[str, Rule]) -> str:
    lines: list[str] = []
    for finding in findings:
        if finding.waiver:
            continue
        position = finding.position
        pairs = [("file", position.path), ("line", str(position.line or 1))]
        if position.column:
            pairs.append(("col", str(position.column)))
        pairs.append(("title", finding.rule))
        properties = ",".join(f"{name}={_escape_property(value)}" for name, value in pairs)
        message = finding.message.say(language)
        if position.sheet or ((position.cell or position.paragraph) and not position.line):
            message = f"{position}: {message}"
        if finding.hint:
            message += f"\n{finding.hint.say(language)}"
        lines.append(f"::{_GITHUB[finding.severity]} {properties}::{_escape_data(message)}\n")
    return "".join(lines)


_FORMATS: Mapping[str, Callable[[Sequence[Finding], Language, Mapping[str, Rule]], str]] = {
    "text": _text,
    "json": _json,
    "sarif": _sarif,
    "junit": _junit,
    "github": _github,
}
FORMATS = tuple(_FORMATS)
_WITH_RULES = ("sarif", "junit")
