"""Sections that come with somebody's project: they run apart, under limits, and reach nothing."""

from __future__ import annotations

import dataclasses
from pathlib import Path

import pytest

from generator.base.findings import Outcome
from generator.compose import child, compile_template, compose
from generator.document.blocks import Document
from generator.project.project import SlotText
from tests.compose.making import ledger, project, template, tree

PATH = "projects/p/content/report/sections/demo.md"


def _composed(root: Path, text: str) -> Outcome[Document]:
    made = dataclasses.replace(project(root), overrides={("report", "demo.md"): SlotText(PATH, text)})
    chosen = template(root, {"demo.md": "模板的话。\n"})
    return compose(made, ledger(), made.file.documents[0], chosen, build="b", final=False)


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        ('{% include "/etc/passwd" %}', "CP003"),
        ('{% include "../../../../../../etc/passwd" %}', "CP003"),
        ('{% include "../../../projects/p/project.yaml" %}', "CP003"),
        ('{% include "shared/../../projects/p/project.yaml" %}', "CP003"),
        ('{% from "/etc/passwd" import x %}', "CP003"),
        ('{% extends "demo.md" %}', "CP017"),
        ("{{ project.__class__.__mro__ }}", "CP017"),
        ('{{ project["__class__"] }}', "CP017"),
        ("{{ ''.__class__ }}", "CP017"),
        ("{{ table.__globals__ }}", "CP017"),
        ("{{ 'a' * 10**9 }}", "CP017"),
        ("{{ ('a' ~ 'b') | safe }}", "CP017"),
        ("{% for i in range(10**9) %}x{% endfor %}", "CP017"),
        ("{% for i in range(1000000000) %}x{% endfor %}", "CP018"),
        ("{% macro f() %}{{ f() }}{% endmacro %}{{ f() }}", "CP018"),
        ("(" * 3000, "CP018"),
        ("{% for i in range(20000) %}数 12 与 {% endfor %}", "CP018"),
        ("文\x00字", "CP021"),
    ],
)
def test_a_breach_is_a_finding_at_its_file(tmp_path: Path, text: str, rule: str) -> None:
    outcome = _composed(tmp_path, f"{text}\n")
    found = [f for f in outcome.findings if f.rule == rule]
    assert found, [(f.rule, f.message.en) for f in outcome.findings]
    assert found[0].position.path == PATH
    assert "root:" not in (tree(outcome.value) if outcome.value else "")


def test_loops_within_loops_stop_at_the_clock_or_the_count(tmp_path: Path) -> None:
    loops = "".join(f"{{% for i{n} in range(9999) %}}" for n in range(4)) + "x" + "{% endfor %}" * 4
    (finding,) = [f for f in _composed(tmp_path, loops).findings if f.rule == "CP018"]
    assert (finding.position.path, finding.position.line) == (PATH, 1)


def test_it_runs_in_a_process_of_its_own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(child.sys, "executable", "/bin/false")
    outcome = _composed(tmp_path, "文\n")
    assert outcome.value is None
    assert [(f.rule, f.position.path) for f in outcome.findings if f.blocks_final] == [("CP018", PATH)]


def test_nothing_of_it_is_compiled_in_the_build_itself(tmp_path: Path) -> None:
    made = dataclasses.replace(project(tmp_path), overrides={("other", "x.md"): SlotText("x", "{{ 1 }}")})
    chosen = template(tmp_path, {"demo.md": "文。\n"})
    compile_template(made, made.file.documents[0], chosen, tmp_path / "bytecode")
    assert not (tmp_path / "bytecode").exists()


def test_memory_is_bounded(tmp_path: Path) -> None:
    text = (
        "{% set ns = namespace(a='长长长长') %}\n{% for i in range(60) %}\n"
        "{% set x %}{{ ns.a }}{{ ns.a }}{% endset %}\n{% set ns.a = x %}\n{% endfor %}\n{{ ns.a }}\n"
    )
    outcome = _composed(tmp_path, text)
    assert [f for f in outcome.findings if f.rule == "CP018" and f.position.path == PATH]
