"""Validators find nothing in what we write, and the same document gives the same bytes."""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
import zipfile
from dataclasses import replace
from pathlib import Path

import pytest
import word_sample
from ooxml_integrity import check
from openxml_audit import OpenXmlValidator

from generator.base.findings import Position
from generator.document.blocks import Document
from generator.document.numbering import number
from generator.inspect.package import inspect_package
from generator.render.docx import write
from generator.render.docx.default_shell import default_shell
from generator.render.theme import find_theme


def variant(name: str) -> tuple[Document, bytes | None]:
    document = word_sample.sample()
    if name == "english":
        return replace(document, language="en", numbering=number(document.blocks, "en")), None
    if name == "public":
        return replace(document, audience="public"), None
    if name == "government":
        return replace(document, theme="government"), None
    if name == "shell":
        return document, default_shell(find_theme("report"), "zh")
    if name == "empty":
        return replace(document, blocks=(), references=(), facts={}), None
    return document, None


@pytest.mark.parametrize("name", ["plain", "english", "public", "government", "shell", "empty"])
def test_validators_find_nothing(name: str, tmp_path: Path) -> None:
    document, shell = variant(name)
    outcome = write(document, pictures=word_sample.pictures(), pages={"x": 1}, shell=shell)
    assert outcome.findings == ()
    assert outcome.value is not None
    path = tmp_path / "a.docx"
    path.write_bytes(outcome.value)
    assert [str(e) for e in OpenXmlValidator().validate(path).errors] == []
    assert [str(f) for f in check(path)] == []
    assert inspect_package(outcome.value, Position("a.docx")) == ()


def test_the_same_document_gives_the_same_bytes_in_another_process(written: bytes, pages: dict[str, int]) -> None:
    """Also with another hash seed: no order of a set or dictionary reaches the file."""
    code = (
        "import sys, hashlib, json; sys.path.insert(0, sys.argv[1]); import word_sample\n"
        "from generator.render.docx import write\n"
        "made = write(word_sample.sample(), pictures=word_sample.pictures(), pages=json.loads(sys.argv[2]))\n"
        "print(hashlib.sha256(made.value).hexdigest())"
    )
    import json

    here = Path(__file__).parent
    environment = {**os.environ, "PYTHONHASHSEED": "4711", "PYTHONPATH": str(here.parents[2])}
    arguments = [sys.executable, "-c", code, str(here), json.dumps(pages)]
    ran = subprocess.run(arguments, capture_output=True, text=True, check=True, env=environment)
    assert ran.stdout.strip() == hashlib.sha256(written).hexdigest()


def test_entries_are_sorted_and_carry_no_clock(written: bytes, tmp_path: Path) -> None:
    path = tmp_path / "a.docx"
    path.write_bytes(written)
    with zipfile.ZipFile(path) as archive:
        names = archive.namelist()
        assert names[:2] == ["[Content_Types].xml", "_rels/.rels"]
        assert names[2:] == sorted(names[2:])
        assert {entry.date_time for entry in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        core = archive.read("docProps/core.xml").decode()
    assert "2025-04-18T00:00:00Z" in core
    assert "温室气体排放报告" in core


def test_python_docx_opens_the_file_and_sees_real_headings(written: bytes, tmp_path: Path) -> None:
    import docx

    path = tmp_path / "a.docx"
    path.write_bytes(written)
    opened = docx.Document(str(path))
    headings = [p.text for p in opened.paragraphs if p.style is not None and p.style.name == "Heading 1"]
    assert headings[:3] == ["摘要", "总则", "量化方法"]
    assert opened.core_properties.title == "温室气体排放报告"
