"""Sections that a project words itself: in the place of the template's, with its own lines, and never unnoticed."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Mapping
from pathlib import Path

import pytest

from generator.base.findings import Outcome
from generator.build.state import State
from generator.build.workspace import Workspace
from generator.compose import compose
from generator.compose.overrides import base_of, body_of, header, section_text
from generator.compose.templates import Template
from generator.document.blocks import Document
from generator.project.project import Project, SlotText
from generator.project.slots import read_slots
from generator.review.upgrade.taking import section_named, taken_over
from tests.compose.making import ledger, project, template, told, tree

SECTIONS = {
    "01-first.md": "# 一 {#sec-first}\n\n模板的话。\n",
    "02-second.md": '# 二 {#sec-second}\n\n{{ slot("words") }}\n\n见[@sec-first]。\n',
}


def _made(root: Path, own: Mapping[str, str], sections: Mapping[str, str] = SECTIONS) -> tuple[Project, Template]:
    chosen = template(root, sections, extra=', covers: ["D-INV-01:268"]')
    texts = {("report", name): SlotText(f"projects/p/content/report/sections/{name}", t) for name, t in own.items()}
    return dataclasses.replace(project(root), overrides=texts), chosen


def _composed(root: Path, own: Mapping[str, str], sections: Mapping[str, str] = SECTIONS) -> Outcome[Document]:
    made, chosen = _made(root, own, sections)
    return compose(made, ledger(), made.file.documents[0], chosen, build="b", final=False)


def _taken(root: Path, name: str, *, replace: tuple[str, str] = ("", "")) -> str:
    chosen = template(root, SECTIONS)
    section = section_named(chosen, name, "zh")
    assert section is not None
    text = taken_over(chosen, section, "zh")
    assert text is not None
    return text.replace(*replace) if replace[0] else text


def test_its_words_stand_in_the_place_of_the_template_with_its_own_lines(tmp_path: Path) -> None:
    own = _taken(tmp_path, "first", replace=("模板的话。", "项目的话，{{ inventory.total | full }}。\n\n又一段。"))
    outcome = _composed(tmp_path, {"01-first.md": own})
    assert outcome.value is not None
    lines = tree(outcome.value).splitlines()
    assert "Heading sec-first @01-first.md:2 1 一" in lines
    assert any(
        line.startswith("Paragraph first.p1 @01-first.md:4") and "项目的话，⟦inventory.total" in line for line in lines
    )
    assert any("@01-first.md:6" in line and "又一段" in line for line in lines)
    assert outcome.value.blocks[0].origin.path == "projects/p/content/report/sections/01-first.md"
    assert not any("模板的话" in line for line in lines)
    assert [(f.rule, f.severity.value) for f in outcome.findings] == [("CP074", "note")]
    assert "01-first.md" in outcome.findings[0].message.en


def test_an_untouched_one_makes_the_same_document(tmp_path: Path) -> None:
    own = {name: _taken(tmp_path, name) for name in SECTIONS}
    with_own, without = _composed(tmp_path, own).value, _composed(tmp_path, {}).value
    assert with_own is not None
    assert without is not None

    def plain(document: Document) -> list[str]:
        return [re.sub(r" @\S+", "", line) for line in tree(document).splitlines()]

    assert plain(with_own) == plain(without)
    assert with_own.covers == without.covers


def test_one_that_leaves_its_section_out_covers_nothing(tmp_path: Path) -> None:
    first_line = _taken(tmp_path, "first").split("\n")[0]
    outcome = _composed(tmp_path, {"01-first.md": first_line + "\n"})
    assert outcome.value is not None
    assert not any(block.id == "sec-first" for block in outcome.value.blocks)
    assert set(outcome.value.covers) == {"second"}


def test_one_of_another_text_is_told_with_the_way_out(tmp_path: Path) -> None:
    own = _taken(tmp_path, "first")
    changed = {**SECTIONS, "01-first.md": SECTIONS["01-first.md"] + "\n新版的话。\n"}
    found = _composed(tmp_path, {"01-first.md": own}, changed).findings
    (moved,) = [f for f in found if f.rule == "CP070"]
    assert str(moved.position) == "projects/p/content/report/sections/01-first.md:1"
    assert moved.severity.value == "warning"
    assert "tanwen upgrade" in moved.hint.en


def test_one_that_belongs_nowhere_is_an_error_with_the_near_name(tmp_path: Path) -> None:
    found = _composed(tmp_path, {"1-first.md": _taken(tmp_path, "first")}).findings
    (stray,) = [f for f in found if f.rule == "CP071"]
    assert stray.blocks_final
    assert "did you mean 01-first.md?" in stray.hint.en
    assert not [f for f in found if f.rule == "CP074"]


@pytest.mark.parametrize(
    "first",
    ["# 一 {#sec-first}", "{# overrides demo@1.0 #}", "{# overrides demo@1.0 01-first.md sha256:12 #}"],
)
def test_one_without_a_base_is_told_what_to_write(tmp_path: Path, first: str) -> None:
    found = _composed(tmp_path, {"01-first.md": f"{first}\n\n文\n"}).findings
    (nameless,) = [f for f in found if f.rule == "CP072"]
    assert base_of(nameless.hint.en) is not None


def test_marks_of_a_merge_are_an_error_at_their_line(tmp_path: Path) -> None:
    own = _taken(tmp_path, "first") + "\n<<<<<<< project\n甲\n=======\n乙\n>>>>>>> demo@1.1\n"
    (conflict,) = [f for f in _composed(tmp_path, {"01-first.md": own}).findings if f.rule == "CP073"]
    assert conflict.position.line == 6
    assert conflict.blocks_final


def test_an_author_text_that_nothing_asks_for_is_told(tmp_path: Path) -> None:
    made, chosen = _made(tmp_path, {})
    texts = {("report", "wrods"): SlotText("projects/p/content/report/wrods.md", "文")}
    made = dataclasses.replace(made, slots=texts)
    found = compose(made, ledger(), made.file.documents[0], chosen, build="b", final=False).findings
    (unasked,) = [f for f in found if f.rule == "CP075"]
    assert "did you mean words?" in unasked.hint.en
    assert unasked.position.path == "projects/p/content/report/wrods.md"


def test_its_mistakes_are_told_at_its_own_line(tmp_path: Path) -> None:
    own = _taken(tmp_path, "first") + "\n{{ inventory.totl }}\n\n{{ 1 + 1 }}\n"
    assert "projects/p/content/report/sections/01-first.md:6 CP012" in " ".join(
        told(_composed(tmp_path, {"01-first.md": own.replace("{{ 1 + 1 }}", "")}).findings)
    )
    (finding,) = [f for f in _composed(tmp_path, {"01-first.md": own}).findings if f.rule == "CP017"]
    assert (finding.position.path, finding.position.line) == ("projects/p/content/report/sections/01-first.md", 8)


def test_the_first_line_says_what_it_was_taken_from_whatever_ends_its_lines(tmp_path: Path) -> None:
    own = _taken(tmp_path, "second")
    base = base_of(own)
    assert base is not None
    assert (base.type, base.version, base.file) == ("demo", "1.0", "sections/02-second.md")
    assert base_of(own.replace("\n", "\r\n")) == base
    assert body_of(own) == SECTIONS["02-second.md"]
    chosen = template(tmp_path, {**SECTIONS, "02-second.md": SECTIONS["02-second.md"].replace("\n", "\r\n")})
    assert header(chosen, base.file, section_text(chosen, base.file) or "") == own.split("\n")[0] + "\n"


@pytest.mark.parametrize(
    "name", ["02-second.md", "sections/02-second.md", "02-second", "second", "sec-second", "#sec-second", "二"]
)
def test_a_section_is_found_by_what_people_call_it(tmp_path: Path, name: str) -> None:
    section = section_named(template(tmp_path, SECTIONS), name, "zh")
    assert section is not None
    assert section.file == "sections/02-second.md"


def test_files_are_read_from_the_folder_of_the_document_alone(tmp_path: Path) -> None:
    folder = tmp_path / "projects" / "p" / "content" / "report" / "sections"
    (folder / "en").mkdir(parents=True)
    (folder / "01-first.md").write_bytes("\ufeff甲\r\n".encode())
    (folder / "en" / "01-first.md").write_text("a\n", encoding="utf-8")
    (folder / "01-first.md.dropped").write_text("b\n", encoding="utf-8")
    (tmp_path / "outside.md").write_text("secret\n", encoding="utf-8")
    (folder / "02-second.md").symlink_to(tmp_path / "outside.md")
    read = read_slots(tmp_path / "projects" / "p", tmp_path, ["report"])
    found = {name: text.text for (_, name), text in read.overrides.items()}
    assert found == {"01-first.md": "甲\n", "en/01-first.md": "a\n"}
    (refused,) = read.findings
    assert refused.position.path.endswith("sections/02-second.md")
    assert "symbolic link" in refused.message.en
    assert read.texts == {}


def test_a_build_is_another_when_a_section_of_the_document_changes(tmp_path: Path) -> None:
    folder = tmp_path / "projects" / "p"
    (folder / "content" / "report" / "sections").mkdir(parents=True)
    (folder / "project.yaml").write_text("tanwen: 1\n", encoding="utf-8")
    place = Workspace(tmp_path)

    def keys() -> tuple[str, str, str]:
        state = State.read(place, folder)
        return state.build_of("report", "demo", ["1.0"]), state.build_of("other", "demo", ["1.0"]), state.ledger_key()

    before = keys()
    (folder / "content" / "report" / "sections" / "01-first.md").write_text("甲\n", encoding="utf-8")
    after = keys()
    assert after[0] != before[0]
    assert after[1:] == before[1:]
