"""Random edits of documents of our own writer: a redline accepted is the new document, rejected the old one."""

import random
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openxml_audit import OpenXmlValidator
from redline_making import check, made
from redline_sample import docx, edited, report

from generator.base.findings import Position
from generator.inspect.package import inspect_package


@settings(max_examples=25)
@given(st.integers(0, 10**9))
def test_accepting_gives_the_new_and_rejecting_the_old_document(seed: int) -> None:
    chance = random.Random(seed)  # noqa: S311
    old = report(chance)
    new = edited(chance, old, chance.randint(1, 8))
    check(docx(old), docx(new))


def test_two_unrelated_documents_too() -> None:
    one, other = (report(random.Random(seed)) for seed in (1, 2))  # noqa: S311
    check(docx(one), docx(other))


def test_the_same_documents_have_no_marks_and_the_same_input_the_same_bytes() -> None:
    chance = random.Random(3)  # noqa: S311
    old = report(chance)
    new = edited(chance, old, 5)
    first, second = docx(old), docx(new)
    assert made(first, second) == made(first, second)
    assert b"w:author" not in _main(made(first, first))


@pytest.mark.parametrize("seed", [11, 12])
def test_the_validators_have_nothing_to_say(seed: int, tmp_path: Path) -> None:
    chance = random.Random(seed)  # noqa: S311
    old = report(chance)
    path = tmp_path / "redline.docx"
    path.write_bytes(made(docx(old), docx(edited(chance, old, 8))))
    assert [str(e) for e in OpenXmlValidator().validate(path).errors] == []
    assert inspect_package(path.read_bytes(), Position("redline.docx")) == ()


def _main(data: bytes) -> bytes:
    from generator.base.archive import parts

    return parts(data)["word/document.xml"]
