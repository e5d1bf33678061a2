"""The block of ``.gitattributes``: only it is touched, and it comes and goes without a trace."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.build.drivers.attributes import BEGIN, END, added, block_of, lines_of, removed

_TEXTS = st.lists(
    st.sampled_from(["*.png binary", "# 注释", "", "*.csv text eol=crlf", "*.docx -diff", END, "x diff=other"])
)


@given(_TEXTS, st.sampled_from(["\n", "\r\n"]), st.booleans())
def test_what_stood_there_stays_and_comes_back_byte_for_byte(texts: list[str], newline: str, ended: bool) -> None:
    text = newline.join(texts) + (newline if ended or not texts else "")
    once = added(text, lines_of())
    assert added(once, lines_of()) == once
    assert once.startswith(text)
    assert block_of(once) == lines_of()
    back = removed(once, lines_of())
    assert back in (text, text + "\n", text + newline)  # a last line without its end has one now


def test_lines_after_the_block_stay_after_it() -> None:
    text = added("a\n", lines_of()) + "b\n"
    assert removed(text, lines_of()) == "a\nb\n"
    assert added(text, lines_of("projects/acme")).endswith("b\n")


def test_projects_come_and_go_one_by_one() -> None:
    one, two = lines_of("projects/one"), lines_of("projects/two")
    both = added(added("", one), two)
    assert both.count("*.docx") == 1
    left = removed(both, one)
    assert block_of(left) == two
    assert removed(left, two) == ""


def test_a_block_whose_end_was_deleted_takes_nothing_else_with_it() -> None:
    text = added("", lines_of()).replace(f"{END}\n", "") + "*.png binary\n"
    assert removed(text, lines_of()) == "*.png binary\n"
    assert added(text, lines_of()).count(BEGIN) == 1


@pytest.mark.parametrize(
    "project", ["projects/acme", "projects/a b", "projects/碳 文", "projects/a[1]*", '项目/x"y', ".", "!x", "#y"]
)
def test_git_reads_the_patterns_as_they_are_meant(project: str, tmp_path: Path) -> None:
    subprocess.run(["git", "init", "-q", str(tmp_path)], check=True)
    (tmp_path / ".gitattributes").write_text(added("", lines_of(project)), "utf-8")
    own = project if project != "." else ""
    paths = {
        f"{own}/project.yaml": "tanwen-project",
        f"{own}/data/用量 2024.csv": "tanwen-project",
        f"{own}/content/r/a b/章.md": "tanwen-project",
        f"{own}/notes.md": "unspecified",
        "projects/other/project.yaml": "tanwen-project" if not own else "unspecified",
        "x/y.docx": "tanwen-docx",
    }
    asked = "\0".join(path.lstrip("/") for path in paths) + "\0"
    told = subprocess.run(
        ["git", "check-attr", "-z", "--stdin", "diff"],
        cwd=tmp_path,
        input=asked.encode(),
        capture_output=True,
        check=True,
    )
    assert told.stdout.decode().split("\0")[2::3] == list(paths.values())
