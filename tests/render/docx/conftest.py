"""The sample document, written once."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from lxml import etree

sys.path.insert(0, str(Path(__file__).parent))

import word_sample

from generator.document.blocks import Document
from generator.render.docx import write


@pytest.fixture(scope="session")
def document() -> Document:
    """The sample document."""
    return word_sample.sample()


@pytest.fixture(scope="session")
def pages(document: Document) -> dict[str, int]:
    """Sheets as a rendering would give them: contents 2-3, summary 4, the body from sheet 5."""
    found = {"sec-summary": 4, "bibliography": 40}
    ids = [i for i in document.numbering.labels if not i.startswith("eq-")]
    return {**found, **{block_id: 5 + place for place, block_id in enumerate(ids)}}


@pytest.fixture(scope="session")
def written(document: Document, pages: dict[str, int]) -> bytes:
    """The sample document as .docx."""
    outcome = write(document, pictures=word_sample.pictures(), pages=pages)
    assert outcome.findings == ()
    assert outcome.value is not None
    return outcome.value


@pytest.fixture(scope="session")
def parts(written: bytes) -> dict[str, bytes]:
    """The parts of the written file."""
    return word_sample.unpacked(written)


@pytest.fixture(scope="session")
def body(parts: dict[str, bytes]) -> etree._Element:
    """The main part, parsed."""
    return etree.fromstring(parts["word/document.xml"])


@pytest.fixture
def rules_of() -> Callable[[Document], list[tuple[str, str]]]:
    """Return a function that writes a document and gives the rules and blocks of its findings, page numbers aside."""

    def run(made: Document) -> list[tuple[str, str]]:
        outcome = write(made, pictures=word_sample.pictures(), pages={"x": 1})
        assert outcome.value is not None
        for name, data in word_sample.unpacked(outcome.value).items():
            if name.endswith((".xml", ".rels")):
                etree.fromstring(data)
        return [(finding.rule, finding.block) for finding in outcome.findings]

    return run
