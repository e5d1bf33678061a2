"""Templates from outside run apart, under limits: each breach is a finding with its line, never a traceback."""

from __future__ import annotations

import dataclasses
import pickle
from pathlib import Path

import pytest

from generator.base.standards import load_register
from generator.compose import child
from generator.compose.child import render_apart
from generator.compose.run import Limits
from generator.compose.sections import Job, Rendered
from tests.compose.making import composed, document, ledger, project, template


def test_a_template_from_outside_gives_the_same_document(tmp_path: Path) -> None:
    text = (
        "# {{ project.client.name }} {#sec-x}\n\n{{ inventory.total | full }}[@iso-14064-1-2018]^[注]\n\n"
        '{{ slot("words") }}\n\n{% call chart(id="f", categories=[project.client.name], series=[\n'
        "series(project.client.short, [inventory.total])]) %}图\n"
        '{% endcall %}\n\n{{ equation("E = 1", id="eq") }}\n{{ signature([["甲", ""]]) }}\n{{ page_break() }}\n'
    )
    slots = {"words": "- 文\n\n| 甲 |\n| - |\n| 乙 |\n"}
    assert document(tmp_path, text, slots=slots, outside=True) == document(tmp_path, text, slots=slots)


def test_its_mistakes_are_findings_as_everywhere(tmp_path: Path) -> None:
    outcome = composed(tmp_path, "一\n{{ project.__class__ }}\n\n{{ inventory.totl }}\n", outside=True)
    assert [(f.position.line, f.rule) for f in outcome.findings] == [(2, "CP017"), (4, "CP012")]


def _job(root: Path, text: str, limits: Limits | None = None) -> Job:
    made = project(root)
    chosen = template(root, {"demo.md": text}, outside=True)
    register = load_register().value or {}
    return Job(made, ledger(), made.file.documents[0], chosen, "zh", register, None, limits or Limits())


def test_a_loop_without_end_stops_at_its_line(tmp_path: Path) -> None:
    # The bound on turns is lifted, so that the clock has to stop it.
    inner = "{% for j in range(9999) %}\n{% if i == j %}{% endif %}\n{% endfor %}\n"
    text = f"一\n{{% for i in range(9999) %}}\n{inner}{{% endfor %}}\n"
    rendered = render_apart(_job(tmp_path, text, Limits(turns=10**12)), seconds=1)
    (finding,) = rendered.findings
    assert finding.rule == "CP018"
    assert "超时" in finding.message.zh
    assert finding.position.path == "templates/demo/1.0/sections/demo.md"
    assert finding.position.line in (2, 3, 4)


def test_a_hundred_megabytes_are_refused_at_their_line(tmp_path: Path) -> None:
    text = "一\n{% for i in range(9999) %}\n" + "长" * 20000 + "\n{% endfor %}\n"
    rendered = render_apart(_job(tmp_path, text))
    (finding,) = rendered.findings
    assert (finding.rule, finding.position.line) in {("CP018", 2), ("CP018", 3)}


def test_memory_is_bounded(tmp_path: Path) -> None:
    text = (
        "{% set ns = namespace(a='长长长长') %}\n{% for i in range(60) %}\n"
        "{% set x %}{{ ns.a }}{{ ns.a }}{% endset %}\n{% set ns.a = x %}\n{% endfor %}\n"
    )
    (finding,) = render_apart(_job(tmp_path, text, Limits(characters=10**12)), memory=256 * 1024 * 1024).findings
    assert finding.rule == "CP018"
    assert finding.position.path.startswith("templates/demo/1.0")


def test_a_child_that_dies_is_a_finding(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(child.sys, "executable", "/bin/false")
    rendered = render_apart(_job(tmp_path, "文\n"))
    assert rendered.failed
    (finding,) = rendered.findings
    assert (finding.rule, str(finding.position)) == ("CP018", "templates/demo/1.0/template.yaml:1")


class _Evil:
    def __reduce__(self) -> tuple[object, tuple[str]]:
        import os

        return os.system, ("echo reached",)


def test_what_a_child_returns_is_read_with_listed_classes_only() -> None:
    import io

    with pytest.raises(pickle.UnpicklingError, match="not allowed"):
        child._Reader(io.BytesIO(pickle.dumps(_Evil()))).load()
    assert child._Reader(io.BytesIO(pickle.dumps(Rendered()))).load() == Rendered()


def test_every_block_and_inline_may_come_back() -> None:
    from typing import get_args

    from generator.document import blocks, inlines, pictures

    listed = {name: module for module in (blocks, inlines, pictures) for name in child._ALLOWED[module.__name__]}
    kinds = {kind.__name__ for kind in (*get_args(blocks.Block), *get_args(inlines.Inline))}
    assert kinds <= set(listed)
    assert all(dataclasses.is_dataclass(getattr(module, name)) for name, module in listed.items())
    assert all(getattr(module, name).__module__ == module.__name__ for name, module in listed.items())
