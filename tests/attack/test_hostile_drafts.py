"""What is no draft, or a hostile one, given to ``tanwen lint``: a finding with a way out, and nothing written over."""

from __future__ import annotations

import json
import os
import resource
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from generator.cli import app
from generator.word import read_word
from tests.build.workspaces import ROOT
from tests.drafting.flawed import word
from tests.word.making import made, package, para, parts, run, table, tracked
from tests.word.test_bad_files import _bomb, _flipped, _odt, _ole, _password

CHINESE = "园区用水计量数据管理规范\n1 范围\n本标准规定了园区用水计量数据的采集、校核和存档要求，适用于园区。\n"
ENGLISH = "Management of water data\n1 Scope\nThis document specifies the collection of data.\n" * 40


def tanwen(*arguments: str | Path, language: str = "en") -> Result:
    """Run the command line in this process."""
    done = CliRunner().invoke(app, ["lint", *map(str, arguments)], env={"TANWEN_LANG": language})
    assert done.exception is None or isinstance(done.exception, SystemExit), done.exception
    assert "Traceback" not in done.stderr
    return done


@pytest.mark.parametrize(
    ("name", "data", "rule"),
    [
        ("locked.docx", _ole("EncryptedPackage"), "IN401"),
        ("old.doc", _ole("WordDocument"), "IN402"),
        ("old.docx", _ole("WordDocument"), "IN402"),
        ("old.wps", _ole("WordDocument"), "IN402"),
        ("open.docx", _odt(), "IN402"),
        ("page.docx", b"<html><body>text</body></html>", "IN402"),
        ("print.docx", b"%PDF-1.7\n", "IN403"),
        ("print.txt", b"%PDF-1.7\n", "IN403"),
        ("text.docx", CHINESE.encode(), "IN403"),
        ("cut.docx", made(para("文" * 500))[:900], "IN404"),
        ("flipped.docx", _flipped(), "IN404"),
        ("password.docx", _password(), "IN404"),
        ("plain.docx", package({"a.txt": "文"}), "IN403"),
        ("bomb.docx", _bomb(), "IN405"),
        ("types.docx", package({**parts(para("文")), "word/document.xml": "<!DOCTYPE a><a/>"}), "IN406"),
        ("empty.docx", b"", "IN101"),
        ("empty.txt", b"", "IN101"),
        ("blank.md", b"\n \n\r\n", "IN101"),
        ("nothing.docx", made(para("")), "IN101"),
        ("draft.pdf", CHINESE.encode(), "IN100"),
        ("bytes.txt", bytes(range(128, 256)) * 9, "IN103"),
        ("zeros.txt", bytes(5000), "IN403"),
        ("english.txt", ENGLISH.encode(), "IN102"),
        ("english.docx", made("".join(para(line) for line in ENGLISH.splitlines())), "IN102"),
        ("named.md", f"# 用水数据管理规范（英文版），由某协会和某大学共同起草并翻译\n{ENGLISH}".encode(), "IN102"),
        ("kana.txt", ("この文書は、水のデータの収集について規定する。\n" * 20).encode(), "IN102"),
        ("digits.txt", b"1 2 3\n4 5 6\n", "IN102"),
    ],
)
def test_what_cannot_be_linted_is_one_finding_with_a_hint(name: str, data: bytes, rule: str, tmp_path: Path) -> None:
    file = tmp_path / name
    file.write_bytes(data)
    copy = tmp_path / f"copy{file.suffix}"
    for language in ("zh", "en"):
        done = tanwen(file, "--fix", copy, language=language)
        assert done.exit_code == 2
        assert rule in done.stderr
    hints = []
    for language in ("zh", "en"):
        findings = json.loads(tanwen(file, "--format", "json", language=language).stdout)["findings"]
        assert [one["rule"] for one in findings] == [rule]
        hints.append(findings[0]["hint"])
    assert hints[0] != hints[1]
    assert file.read_bytes() == data
    assert not copy.exists()


def test_a_folder_a_device_and_what_is_not_there_are_findings(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe.txt"
    os.mkfifo(pipe)
    for target in (tmp_path, tmp_path / "none.docx", pipe, Path("/dev/zero"), tmp_path / ("x" * 300)):
        findings = json.loads(tanwen(target, "--format", "json").stdout)["findings"]
        assert [one["rule"] for one in findings] == ["IN105"], target
        assert findings[0]["hint"]


@pytest.mark.parametrize("encoding", ["gb18030", "gbk", "utf-16", "utf-8-sig"])
def test_texts_in_other_encodings_are_read(encoding: str, tmp_path: Path) -> None:
    file = tmp_path / "draft.txt"
    file.write_bytes(CHINESE.encode(encoding))
    findings = json.loads(tanwen(file, "--format", "json").stdout)["findings"]
    assert ("CIT-01", 3, 1) in [(f["rule"], f["position"].get("line"), f["position"].get("column")) for f in findings]


def test_a_word_file_named_txt_is_read_as_what_it_is(tmp_path: Path) -> None:
    file = tmp_path / "draft.txt"
    file.write_bytes(word())
    refused = tanwen(file, "--fix", tmp_path / "copy.txt")
    assert refused.exit_code == 2
    assert ".docx" in refused.stderr
    assert tanwen(file, "--fix", tmp_path / "copy.docx").exit_code == 1
    assert read_word((tmp_path / "copy.docx").read_bytes()).value is not None


def test_changes_and_comments_inside_are_said(tmp_path: Path) -> None:
    file = tmp_path / "draft.docx"
    file.write_bytes(word())
    for language, words in (("zh", "2 处修订、1 条批注"), ("en", "2 tracked changes and 1 comments")):
        said = tanwen(file, language=language).stderr
        assert "IN106" in said
        assert words in said
    text = para("用水数据的采集要求由园区管理机构规定。" * 3)
    file.write_bytes(made(text + para(run("本标准") + tracked("del", "旧") + run("规定了水表的读数要求。"))))
    findings = json.loads(tanwen(file, "--format", "json").stdout)["findings"]
    assert {one["rule"] for one in findings} >= {"IN106", "CIT-01"}


def test_tables_in_tables_and_text_boxes_are_read_and_marked(tmp_path: Path) -> None:
    inner = "本标准的要求"
    for _ in range(40):
        inner = table([inner, "单元"]) + para("")
    file = tmp_path / "draft.docx"
    file.write_bytes(made(para("园区用水计量数据管理规范，供各单位采集、校核和存档用水计量数据时使用。") + inner))
    done = tanwen(file, "--fix", tmp_path / "fixed.docx", "--comments", tmp_path / "noted.docx")
    assert done.exit_code == 1
    fixed = read_word((tmp_path / "fixed.docx").read_bytes()).value
    assert fixed is not None
    assert "本文件的要求" in [one.text for one in fixed.paragraphs]


def _refused(*options: str | Path) -> None:
    for language in ("zh", "en"):
        done = tanwen(*options, language=language)
        assert done.exit_code == 2
        assert done.stderr.splitlines()[-1].startswith("错误：" if language == "zh" else "error: ")


def _itself(file: Path) -> Path:
    return file


def _there(file: Path) -> Path:
    other = file.with_name(f"there{file.suffix}")
    other.write_text("mine", "utf-8")
    return other


def _link(file: Path) -> Path:
    link = file.with_name(f"link{file.suffix}")
    link.symlink_to(file)
    return link


def _dangling(file: Path) -> Path:
    link = file.with_name(f"dangling{file.suffix}")
    link.symlink_to(file.with_name("nowhere"))
    return link


def _hard(file: Path) -> Path:
    link = file.with_name(f"hard{file.suffix}")
    os.link(file, link)
    return link


def _nowhere(file: Path) -> Path:
    return file.parent / "none" / f"a{file.suffix}"


def _folder(file: Path) -> Path:
    return file.parent


def _other_kind(file: Path) -> Path:
    return file.with_suffix(".docx" if file.suffix == ".txt" else ".txt")


@pytest.mark.parametrize("place", [_itself, _there, _link, _dangling, _hard, _nowhere, _folder, _other_kind])
@pytest.mark.parametrize("name", ["draft.txt", "draft.docx"])
def test_a_copy_takes_nobodys_place(name: str, place: Callable[[Path], Path], tmp_path: Path) -> None:
    file = tmp_path / name
    data = word() if name.endswith(".docx") else CHINESE.encode()
    file.write_bytes(data)
    target = place(file)
    before = {one: one.read_bytes() for one in tmp_path.iterdir() if one.is_file()}
    _refused(file, "--fix", target)
    assert {one: one.read_bytes() for one in tmp_path.iterdir() if one.is_file()} == before


def test_copies_of_both_kinds_are_written_or_none(tmp_path: Path) -> None:
    file = tmp_path / "draft.txt"
    file.write_text(CHINESE, "utf-8")
    _refused(file, "--fix", tmp_path / "a.txt", "--comments", tmp_path / "b.txt")
    assert list(tmp_path.iterdir()) == [file]
    _refused(file, "--fix", tmp_path / "a.txt", "--comments", tmp_path / "a.txt")
    _refused(file, file, "--fix", tmp_path / "a.txt")


def test_a_draft_of_2000_pages_is_linted_and_mended_within_a_gigabyte(tmp_path: Path) -> None:
    chapters = []
    for number in range(1, 1001):
        chapters.append(para(f"{number + 3} 第{number}类水表"))
        chapters += [para(f"第{number}.{item}块水表按本标准每月读数一次，由专人核对。") for item in range(30)]
    head = "".join(map(para, ("园区用水计量数据管理规范", "1 范围", "本文件规定了水表的读数要求。")))
    (tmp_path / "draft.docx").write_bytes(made(head + "".join(chapters)))
    limit = 1_000_000_000

    def bounded() -> None:
        resource.setrlimit(resource.RLIMIT_AS, (limit, limit))

    done = subprocess.run(
        [sys.executable, "-m", "generator", "lint", "draft.docx", "--rules", "CIT-01,LST", "--fix", "fixed.docx"],
        cwd=tmp_path,
        env={**os.environ, "TANWEN_LANG": "en", "PYTHONPATH": str(ROOT)},
        preexec_fn=bounded,
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )
    assert done.returncode == 1, done.stderr[-2000:]
    assert "30000 findings mended, 0 left" in done.stderr


def test_a_text_beyond_the_bounds_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "log.txt"
    file.write_text("园区用水。" * 4_100_000, "utf-8")
    findings = json.loads(tanwen(file, "--format", "json").stdout)["findings"]
    assert [one["rule"] for one in findings] == ["IN104"]
    sparse = tmp_path / "sparse.docx"
    with sparse.open("wb") as stream:
        stream.truncate(3_000_000_000)
    findings = json.loads(tanwen(sparse, "--format", "json").stdout)["findings"]
    assert [one["rule"] for one in findings] == ["IN104"]
