"""Versions of a template that take unchanged sections from an earlier one."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from generator.base.findings import Outcome
from generator.base.resources import template_root
from generator.compose import compose
from generator.compose.editions import is_newer, version_key
from generator.compose.templates import Template, find_template, read_template
from tests.compose.making import MANIFEST, ledger, project, tree

ROOT = Path(__file__).resolve().parents[2]


def _version(root: Path, version: str, files: dict[str, str], sections: tuple[str, ...], extends: str = "") -> None:
    folder = root / "templates" / "demo" / version
    (folder / "sections").mkdir(parents=True, exist_ok=True)
    manifest = MANIFEST.replace(
        'version: "1.0"', f'version: "{version}"' + (f'\nextends: "{extends}"' if extends else "")
    )
    (folder / "template.yaml").write_text(manifest + "".join(f"- {name}\n" for name in sections), encoding="utf-8")
    for name, text in files.items():
        (folder / "sections" / name).write_text(text, encoding="utf-8")


def _read(root: Path, version: str) -> Outcome[Template]:
    return read_template(root / "templates" / "demo" / version, root / "templates")


def _two(root: Path) -> None:
    names = {
        "names.md": '{% set word = "旧名" %}\n',
        "a.md": '{% from "names.md" import word %}\n甲{{ word }}\n',
        "b.md": "乙\n",
    }
    _version(root, "1.0", names, ("a.md", "b.md"))
    _version(root, "1.1", {"b.md": "新乙\n"}, ("a.md", "b.md"), "1.0")


def test_what_it_leaves_as_it_was_comes_from_the_earlier_version(tmp_path: Path) -> None:
    _two(tmp_path)
    outcome = _read(tmp_path, "1.1")
    assert outcome.findings == ()
    assert outcome.value is not None
    made = project(tmp_path)
    done = compose(made, ledger(), made.file.documents[0], outcome.value, build="b", final=False)
    assert done.value is not None
    assert tree(done.value) == "Paragraph a.p1 @a.md:2 body 甲旧名\nParagraph b.p1 @b.md:1 body 新乙\n"
    assert [block.origin.path for block in done.value.blocks] == [
        "templates/demo/1.0/sections/a.md",
        "templates/demo/1.1/sections/b.md",
    ]


def test_a_newer_file_beside_an_older_section_is_the_one_it_includes(tmp_path: Path) -> None:
    _two(tmp_path)
    (tmp_path / "templates/demo/1.1/sections/names.md").write_text('{% set word = "新名" %}\n', encoding="utf-8")
    chosen = _read(tmp_path, "1.1").value
    assert chosen is not None
    made = project(tmp_path)
    done = compose(made, ledger(), made.file.documents[0], chosen, build="b", final=False)
    assert done.value is not None
    assert "甲新名" in tree(done.value)


def test_its_hash_is_over_what_it_takes_over_too(tmp_path: Path) -> None:
    _two(tmp_path)
    hashes = []
    for path in ("1.1/sections/b.md", "1.0/sections/a.md"):
        old, new = _read(tmp_path, "1.0").value, _read(tmp_path, "1.1").value
        assert old is not None
        assert new is not None
        hashes.append((old.hash, new.hash))
        (tmp_path / "templates/demo" / path).write_text("改\n", encoding="utf-8")
    old, new = _read(tmp_path, "1.0").value, _read(tmp_path, "1.1").value
    assert old is not None
    assert new is not None
    assert hashes[0][0] == hashes[1][0] != old.hash  # an older one reads nothing of a newer
    assert len({hashes[0][1], hashes[1][1], new.hash}) == 3


@pytest.mark.parametrize(
    ("extends", "said"),
    [("0.9", "does not exist"), ("1.2", "does not exist"), ("1.1", "not earlier"), ("../../x", "does not exist")],
)
def test_an_edition_that_is_not_there_is_told_at_its_line(tmp_path: Path, extends: str, said: str) -> None:
    _version(tmp_path, "1.0", {"a.md": "甲\n"}, ("a.md",))
    _version(tmp_path, "1.1", {"a.md": "乙\n"}, ("a.md",), extends)
    (found,) = _read(tmp_path, "1.1").findings
    assert (found.rule, found.position.line) == ("CP002", 3)
    assert said in found.message.en


def test_an_edition_extends_no_later_one_so_that_there_is_no_circle(tmp_path: Path) -> None:
    _version(tmp_path, "1.0", {"a.md": "甲\n"}, ("a.md",), "1.1")
    _version(tmp_path, "1.1", {"a.md": "甲\n"}, ("a.md",), "1.0")
    for version in ("1.0", "1.1"):
        assert "not earlier" in " ".join(f.message.en for f in _read(tmp_path, version).findings)


def test_versions_are_ordered_by_their_numbers() -> None:
    assert sorted(["1.10", "1.9", "2.0", "1.0", "1.0-rc1", "1.1"], key=version_key) == [
        "1.0-rc1",
        "1.0",
        "1.1",
        "1.9",
        "1.10",
        "2.0",
    ]
    assert is_newer("1.10", "1.9")
    assert not is_newer("1.0", "1.0")


def test_the_examples_stay_on_the_version_that_their_locks_pin() -> None:
    for file in (ROOT / "projects").glob("*/tanwen.lock"):
        for pins in json.loads(file.read_text(encoding="utf-8"))["documents"].values():
            for name, pinned in pins.items():
                if name.startswith("template "):
                    kind, version = name.removeprefix("template ").split("@")
                    found = find_template(kind, version).value
                    assert found is not None
                    assert found.hash == pinned, name


def test_the_newer_report_answers_what_the_older_did_and_copies_nothing_unchanged() -> None:
    old = find_template("ghg-inventory-report", "1.0").value
    new = find_template("ghg-inventory-report", "1.1").value
    assert old is not None
    assert new is not None
    assert {bullet for s in old.sections for bullet in s.covers} == {
        bullet for s in new.sections for bullet in s.covers
    }
    for file in (template_root() / "ghg-inventory-report" / "1.1" / "sections").glob("*.md"):
        before = old.file(f"sections/{file.name}")
        assert before is None or before.read_bytes() != file.read_bytes(), file.name
    assert {slot.id for slot in old.slots} < {slot.id for slot in new.slots}
