"""Threads of comments: replies and done-state are written as Word reads them, and read back."""

from __future__ import annotations

import io
import subprocess
import zipfile
from pathlib import Path

import pytest

from generator.word import Comment, Reply, commented, threads
from tests.word.making import made, para, read, run

_ASKED = Comment(
    1,
    0,
    2,
    "王审",
    "WS",
    "2026-05-01T08:00:00Z",
    "依据？",
    (Reply("衡序", "衡序", "2026-05-02T08:00:00Z", "见附件"),),
    True,
)


def _file() -> bytes:
    return commented(read(made(para(run("活动数据取自台账。")))), [_ASKED]).data


def test_a_thread_comes_back_with_its_replies_and_its_state() -> None:
    (thread,) = threads(read(_file()).comments)
    assert [(c.author, c.text, c.done) for c in thread] == [("王审", "依据？", True), ("衡序", "见附件", True)]
    assert [c.parent for c in thread] == [None, thread[0].id]
    assert [(c.paragraph, c.start, c.end) for c in thread] == [(1, 0, 2)] * 2


def test_comments_without_replies_leave_no_part_behind() -> None:
    plain = commented(read(made(para(run("数据")))), [Comment(1, 0, 2, "王审", "WS", "", "依据？")]).data
    assert not any("commentsExtended" in name for name in zipfile.ZipFile(io.BytesIO(plain)).namelist())
    assert [len(t) for t in threads(read(plain).comments)] == [1]


def test_a_second_round_goes_on_with_the_part_that_is_there() -> None:
    first = read(_file())
    second = commented(first, [Comment(1, 4, 6, "李编", "LB", "", "哪本？", (Reply("衡序", "", "", "总台账"),))]).data
    found = threads(read(second).comments)
    assert [[c.text for c in thread] for thread in found] == [["依据？", "见附件"], ["哪本？", "总台账"]]
    assert [thread[0].done for thread in found] == [True, False]


@pytest.mark.office
def test_libreoffice_loses_who_answers_whom_and_the_thread_is_still_one(tmp_path: Path) -> None:
    (tmp_path / "in.docx").write_bytes(_file())
    command = ["soffice", f"-env:UserInstallation=file://{tmp_path}/lo", "--headless", "--convert-to", "docx"]
    subprocess.run([*command, "--outdir", str(tmp_path / "out"), str(tmp_path / "in.docx")], check=True)
    saved = read((tmp_path / "out" / "in.docx").read_bytes())
    assert [[c.text for c in thread] for thread in threads(saved.comments)] == [["依据？", "见附件"]]
    assert any(c.done for c in saved.comments)
