"""``tanwen lint --fix`` and ``--comments`` on Word files: as their drafter meets them, as LibreOffice reads them."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import zipfile
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from lxml import etree

from generator.word import WordFile, WordParagraph, accepted, rejected
from tests.build.workspaces import tanwen
from tests.drafting.flawed import MENDED, word
from tests.word.making import read, texts

needs_office = pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")


def lint(file: Path, *options: str) -> list[dict[str, Any]]:
    """Run the command line and return its findings."""
    done = tanwen("lint", file.name, "--format", "json", *options, cwd=file.parent)
    assert "Traceback" not in done.stderr
    assert done.returncode in (0, 1), done.stderr
    return list(json.loads(done.stdout)["findings"])


def kinds(findings: list[dict[str, Any]]) -> Counter[tuple[str, str]]:
    """Count findings by rule and words."""
    return Counter((one["rule"], one.get("fragment", "")) for one in findings)


def looks(file: WordFile) -> list[tuple[Any, ...]]:
    """Return all that shows of paragraphs, without their numbers."""
    return [_look(paragraph) for paragraph in file.paragraphs]


def _look(one: WordParagraph) -> tuple[Any, ...]:
    label = one.label.text if one.label else ""
    return one.text, one.spans, one.style, one.alignment, one.indents, one.spacing, label, one.cell, one.fields


def office(file: Path, kind: str, profile: Path) -> Path:
    """Convert a file with LibreOffice, in a profile of its own."""
    target = file.parent / "office"
    command = ["soffice", f"-env:UserInstallation=file://{profile}", "--headless", "--convert-to", kind]
    subprocess.run([*command, "--outdir", str(target), str(file)], capture_output=True, timeout=180, check=False)
    return target / f"{file.stem}.{kind.partition(':')[0]}"


@pytest.fixture(scope="module")
def profile(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("profile")


@pytest.fixture(scope="module")
def copies(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the flawed draft, its mended copy and the copy with comments."""
    folder = tmp_path_factory.mktemp("draft")
    draft = folder / "draft.docx"
    draft.write_bytes(word())
    (folder / "before.json").write_text(json.dumps(lint(draft, "--fix", "fixed.docx", "--comments", "noted.docx")))
    assert draft.read_bytes() == word()
    return folder


def test_accepted_fixes_leave_no_finding_that_they_mend_and_make_no_new_one(copies: Path) -> None:
    fixed = (copies / "fixed.docx").read_bytes()
    (copies / "accepted.docx").write_bytes(accepted(fixed, "Tanwen"))
    assert tuple(texts(accepted(fixed, "Tanwen"))) == MENDED
    before, after = kinds(json.loads((copies / "before.json").read_text())), kinds(lint(copies / "accepted.docx"))
    assert not after - before
    gone = before - after
    assert {rule for rule, _ in gone} == {
        "CIT-01", "CIT-06", "FWD-01", "LST-01", "REF-01", "REF-08", "REF-09", "REF-12", "TRM-01",
    }  # fmt: skip
    assert {one for one in after if one[0] in {rule for rule, _ in gone}} == {("CIT-01", "本标准")}  # in the text box


def test_rejected_fixes_give_the_draft_back(copies: Path) -> None:
    fixed, draft = (copies / "fixed.docx").read_bytes(), word()
    assert looks(read(rejected(fixed, "Tanwen"))) == looks(read(draft))
    assert texts(rejected(fixed)) == texts(rejected(draft))
    assert texts(accepted(fixed)) == texts(accepted(accepted(fixed, "Tanwen")))
    assert read(rejected(fixed, "Tanwen")).revisions >= read(draft).revisions > 0


def test_what_has_no_fix_keeps_its_words_look_and_style(copies: Path) -> None:
    old = looks(read(word()))
    new = looks(read(accepted((copies / "fixed.docx").read_bytes(), "Tanwen")))
    kept = Counter(map(repr, old)) & Counter(map(repr, new))
    untouched = [one for one in old if one[0] in MENDED]
    assert len(untouched) > 20
    assert all(repr(one) in kept for one in untouched)
    assert [one.text for one in read((copies / "fixed.docx").read_bytes()).comments] == ["请核对"]


def test_a_mended_word_keeps_the_look_of_what_stays(copies: Path) -> None:
    file = read(accepted((copies / "fixed.docx").read_bytes(), "Tanwen"))
    scope, lead = file.paragraphs[6], file.paragraphs[9]
    assert [(scope.text[s.start : s.end], s.bold) for s in scope.spans[:2]] == [("本", False), ("文件", True)]
    assert (lead.style_name, lead.label) == ("段", None)
    moved = file.paragraphs[11]
    assert any(span.italic and "数值修约" in moved.text[span.start : span.end] for span in moved.spans)


@needs_office
@pytest.mark.office
def test_libreoffice_reads_the_same_draft(copies: Path, profile: Path) -> None:
    (copies / "whole.docx").write_bytes(accepted((copies / "fixed.docx").read_bytes()))
    back = office(copies / "whole.docx", "docx", profile)
    squeezed = [re.sub(r"\s", "", text) for text in texts(back.read_bytes())]
    wanted = [re.sub(r"\s", "", text) for text in MENDED]
    assert set(wanted) <= set(squeezed)
    tracked = office(copies / "fixed.docx", "docx", profile)
    again = [text for text in texts(rejected(tracked.read_bytes(), "Tanwen")) if text]
    assert [one for one in texts(word()) if one and one not in again] == []


_OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"


def annotations(file: Path) -> list[tuple[str, str, str]]:
    """Return author, anchored words and first line of each comment of an OpenDocument text."""
    with zipfile.ZipFile(file) as archive:
        root = etree.fromstring(archive.read("content.xml"))
    open_, found = {}, []
    for event, element in etree.iterwalk(root, events=("start", "end")):
        if element.tag == f"{_OFFICE}annotation" and event == "start":
            author = element.findtext("{http://purl.org/dc/elements/1.1/}creator") or ""
            said = ["".join(one.itertext()) for one in element.iter("{*}p")]
            open_[element.get(f"{_OFFICE}name") or len(open_)] = [author, "", said[0] if said else ""]
        elif element.tag == f"{_OFFICE}annotation-end" and event == "start":
            found.append(element.get(f"{_OFFICE}name"))
        inside = any(one.tag == f"{_OFFICE}annotation" for one in (element, *element.iterancestors()))
        words = element.text if event == "start" else element.tail
        if event == "end" and element.tag == f"{_OFFICE}annotation":
            inside = False
        if words and not inside:
            for name, one in open_.items():
                if name not in found:
                    one[1] += words
    assert len(open_) == len(set(open_))
    return [(author, words, said) for author, words, said in open_.values()]


@needs_office
@pytest.mark.office
def test_libreoffice_shows_a_comment_at_the_words_of_every_finding(copies: Path, profile: Path) -> None:
    findings = [one for one in json.loads((copies / "before.json").read_text()) if not one["rule"].startswith("IN")]
    shown = annotations(office(copies / "noted.docx", "odt", profile))
    ours = [one for one in shown if one[0] == "Tanwen"]
    assert [one for one in shown if one[0] != "Tanwen"] == [("甲", "水表", "请核对")]
    assert len(ours) == len(findings)
    wanted: dict[str, list[str]] = {}
    for one in findings:
        wanted.setdefault(one["rule"], []).append(one.get("fragment", ""))
    at_the_mark = 0
    for _, words, said in ours:
        rule = re.split("[（“”：]", said)[0]
        if rule in ("脚注", "文本框"):
            at_the_mark += 1  # comments cannot stand in notes and boxes: they name the words and stand at their mark
            continue
        fragments = wanted[rule]
        assert any(not one or re.sub(r"\s", "", one) == re.sub(r"\s", "", words) for one in fragments), (rule, words)
    assert at_the_mark == 3


def test_comments_have_ids_of_their_own_and_stand_at_exactly_their_words(copies: Path) -> None:
    noted = read((copies / "noted.docx").read_bytes())
    findings = [one for one in json.loads((copies / "before.json").read_text()) if not one["rule"].startswith("IN")]
    assert [p.text for p in noted.paragraphs] == texts(word())
    assert len({one.id for one in noted.comments}) == len(noted.comments) == len(findings) + 1
    words = Counter(noted.paragraphs[one.paragraph - 1].text[one.start : one.end] for one in noted.comments)
    for one in findings:
        fragment = one.get("fragment", "")
        if fragment and one["position"]["paragraph"] not in (25, 39):
            assert words[fragment] > 0, one
