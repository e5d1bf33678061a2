"""reviewed.yaml: read strictly, each fault at its place; written so that it reads as it was."""

from __future__ import annotations

import dataclasses
import os
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.project.reviewed import NAME, Mark, Reviewed, read_reviewed, reviewed_text

HASH, SHORT = "a" * 64, "b" * 12
WORDS = st.text(st.characters(codec="utf-8", exclude_categories=("C", "Z")), min_size=1, max_size=12)
MARK = f"""tanwen: 1
documents:
  report:
    sec-one:
      title: 一
      by: verifier
      date: 2025-07-25
      words: "{HASH}"
      facts: "{HASH}"
      blocks:
      - "one.p1 {SHORT} {SHORT}"
"""


def _read(root: Path, text: str) -> Reviewed:
    (root / NAME).write_text(text, encoding="utf-8")
    return read_reviewed(root, root)


def test_a_mark_is_read_with_its_place(tmp_path: Path) -> None:
    read = _read(tmp_path, MARK)
    assert read.findings == []
    mark = read.marks["report", "sec-one"]
    assert (mark.by, mark.date, mark.blocks) == ("verifier", "2025-07-25", (("one.p1", SHORT, SHORT),))
    assert str(mark.position) == "reviewed.yaml:4:5"


@given(WORDS, WORDS, WORDS, WORDS)
def test_what_is_written_reads_as_it_was(
    tmp_path_factory: pytest.TempPathFactory, document: str, section: str, by: str, note: str
) -> None:
    root = tmp_path_factory.mktemp("p")
    mark = Mark(document, section, note, by, "2025-07-25", HASH, HASH, ((section, SHORT, SHORT),), note, "b1", "")
    (read,) = _read(root, reviewed_text({(document, section): mark})).marks.values()
    assert dataclasses.replace(read, position=mark.position) == mark
    assert reviewed_text({(document, section): read}) == (root / NAME).read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("old", "new", "rule", "line"),
    [
        ("by:", "bye:", "IN020", 6),
        ("      by: verifier\n", "", "IN021", 5),
        (HASH, "a" * 63, "IN023", 8),
        ("2025-07-25", "yesterday", "IN023", 7),
        ("tanwen: 1", "tanwen: 2", "IN023", 1),
        ("by: verifier", "by: [a]", "IN023", 6),
        (f"one.p1 {SHORT}", "one.p1", "IN023", 11),
        ("documents:", "document:", "IN020", 2),
        ("    sec-one:", "    sec-one:\n      a: b\n    sec-one:", "IN008", 6),
        ("title: 一", "title: &a [*a]", "IN011", 5),
    ],
)
def test_a_fault_is_told_at_its_line(tmp_path: Path, old: str, new: str, rule: str, line: int) -> None:
    found = _read(tmp_path, MARK.replace(old, new, 1)).findings
    assert (rule, line) in [(f.rule, f.position.line) for f in found], [(f.rule, str(f.position)) for f in found]
    assert all(f.hint is not None for f in found)


@pytest.mark.parametrize("text", ["", "- a\n", "tanwen: 1\ndocuments: []\n", "a: " + "[" * 99 + "]" * 99, "\x00\x01"])
def test_what_is_no_file_of_marks_has_findings_and_no_marks(tmp_path: Path, text: str) -> None:
    read = _read(tmp_path, text)
    assert read.marks == {}
    assert read.findings


def test_a_link_a_pipe_and_a_folder_are_not_followed(tmp_path: Path) -> None:
    root = tmp_path / "p"
    root.mkdir()
    (tmp_path / "other.yaml").write_text(MARK, encoding="utf-8")
    for plant in (
        lambda: (root / NAME).symlink_to("../other.yaml"),
        lambda: os.mkfifo(root / NAME),
        lambda: (root / NAME).mkdir(),
    ):
        plant()
        read = read_reviewed(root, root)
        assert [f.rule for f in read.findings] == ["IN001"]
        assert read.marks == {}
        (root / NAME).rmdir() if (root / NAME).is_dir() else (root / NAME).unlink()
