"""template.yaml: typed, with positions; unknown keys refused; found in the workspace first; hashed as a whole."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator.base.findings import Position
from generator.compose.templates import Template, all_templates, find_template, list_templates, read_template
from tests.compose.making import MANIFEST, template, told


def _read(root: Path, manifest: str) -> tuple[Template | None, list[str]]:
    folder = root / "templates" / "demo" / "1.0"
    (folder / "sections").mkdir(parents=True, exist_ok=True)
    (folder / "sections" / "a.md").write_text("文\n", encoding="utf-8")
    (folder / "template.yaml").write_text(manifest, encoding="utf-8")
    outcome = read_template(folder, root / "templates")
    return outcome.value, told(outcome.findings)


def test_a_manifest_is_read_whole(tmp_path: Path) -> None:
    made, findings = _read(tmp_path, MANIFEST + '- {file: a.md, covers: ["D-INV-01:273"], when: project.pathway}\n')
    assert findings == []
    assert made is not None
    assert (made.name, made.title.en, made.covers, dict(made.digits)) == (
        "demo@1.0",
        "Sample report",
        ("D-INV-01",),
        {"tCO2e": 1},
    )
    assert dict(made.defaults) == {"period": "current", "basis": "location"}
    slot = made.slot("words")
    assert slot is not None
    assert (slot.responsible, slot.prompt.en, slot.position.line) == ("energy", "say why", 11)
    (section,) = made.sections
    assert (section.name, section.file, section.when) == ("a", "sections/a.md", "project.pathway")
    assert section.covers == ("D-INV-01:273",)


@pytest.mark.parametrize(
    ("change", "line", "rule", "words"),
    [
        (("theme: report", "them: report"), 5, "CP002", "theme"),
        (("theme: report", "title: x"), 5, "CP002", "重复"),
        (("tCO2e: 1", "tCO2e: many"), 7, "CP002", "整数"),
        (("language: zh", "language: fr"), 6, "CP002", "zh 或 en"),
        (("period: current", "time: current"), 8, "CP002", "time"),
        (("contents: false", "contents: maybe"), 9, "CP002", "true"),
        (("covers: [D-INV-01]", "covers: D-INV-01"), 4, "CP002", "列表"),
        (('version: "1.0"', 'version: "2.0"'), 2, "CP002", "2.0"),
        (("file: a.md", "file: b.md"), 13, "CP003", "b.md"),
        (("file: a.md", "file: ../../../x.md"), 13, "CP003", "x.md"),
        (("theme: report", "theme: [a"), 0, "CP002", "语法"),
        (("covers: [D-INV-01]", "covers: &a [x]\nstandards: *a"), 5, "CP002", "别名"),
        (("id: words", "id: Words"), 11, "CP002", "id"),
    ],
)
def test_a_wrong_manifest_is_told_at_its_line(
    change: tuple[str, str], line: int, rule: str, words: str, tmp_path: Path
) -> None:
    _, findings = _read(tmp_path, (MANIFEST + "- {file: a.md}\n").replace(*change))
    first = findings[0]
    assert f" {rule} " in first
    assert words in first
    if line:
        assert first.startswith(f"templates/demo/1.0/template.yaml:{line}:")


def test_a_workspace_s_template_comes_first(tmp_path: Path) -> None:
    template(tmp_path, {"demo.md": "文\n"})
    found = find_template("demo", "1.0", (tmp_path / "templates",)).value
    assert found is not None
    assert found.outside
    assert ("demo", "1.0") in [(kind, version) for kind, version, _ in list_templates((tmp_path / "templates",))]


def test_a_template_that_is_nowhere_is_told_where_it_was_asked_for(tmp_path: Path) -> None:
    template(tmp_path, {"demo.md": "文\n"})
    outcome = find_template("demo", "2.0", (tmp_path / "templates",), asked_at=Position("projects/p/project.yaml", 9))
    (finding,) = outcome.findings
    assert (finding.rule, str(finding.position)) == ("CP001", "projects/p/project.yaml:9")
    assert finding.hint is not None
    assert "demo@1.0" in finding.hint.zh


@pytest.mark.parametrize("name", ["../demo", "demo/1.0", "", ".", "Demo"])
def test_a_name_never_leaves_the_folder_of_templates(name: str, tmp_path: Path) -> None:
    template(tmp_path, {"demo.md": "文\n"})
    assert find_template(name, "1.0", (tmp_path / "templates",)).value is None


def test_the_hash_follows_every_file_that_is_read(tmp_path: Path) -> None:
    def made() -> str:
        return template(tmp_path, {"demo.md": '{% include "shared/boundary/1.0/a.md" %}\n'}).hash

    shared = tmp_path / "templates" / "shared"
    for version in ("1.0", "2.0"):
        (shared / "boundary" / version).mkdir(parents=True)
        (shared / "boundary" / version / "a.md").write_text("一\n", encoding="utf-8")
    first = made()
    assert made() == first
    (shared / "boundary" / "2.0" / "a.md").write_text("二\n", encoding="utf-8")
    assert made() == first
    (shared / "boundary" / "1.0" / "a.md").write_text("二\n", encoding="utf-8")
    second = made()
    assert second != first
    (tmp_path / "templates" / "demo" / "1.0" / "shell.docx").write_bytes(b"x")
    assert made() not in (first, second)


def test_the_templates_that_come_along_are_sound() -> None:
    outcome = all_templates()
    assert told(outcome.findings) == []
    assert outcome.value is not None
    assert {made.type for made in outcome.value} >= {"ghg-inventory-report", "white-paper"}
    assert not any(made.outside for made in outcome.value)
