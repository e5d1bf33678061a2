"""One build of the foundry's documents that every test of this folder reads."""

from __future__ import annotations

import base64
import shutil
from dataclasses import dataclass
from pathlib import Path

import pytest

from generator.build.cache import Cache
from generator.build.options import Options
from generator.build.stages import Stages
from generator.build.state import State
from generator.build.workspace import workspace_of
from generator.document.blocks import Document, Paragraph
from generator.document.inlines import Str
from generator.document.pictures import Picture
from generator.document.walk import walk_blocks
from generator.ledger.ledger import Ledger
from generator.render import docx, html

PIXEL = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mP8z8BQDwAEhQGAhKmMIQAAAABJRU5ErkJggg=="
)
ROOT = Path(__file__).resolve().parents[2]


@dataclass(frozen=True)
class Rendered:
    """A document with its ledger and its files."""

    document: Document
    ledger: Ledger
    docx: bytes
    html: bytes


def words(document: Document) -> str:
    """Return words of a body paragraph that stand in the file as they are."""
    paragraphs = (b for b in walk_blocks(document.blocks) if isinstance(b, Paragraph))
    texts = (i.text for p in paragraphs for i in p.inlines if isinstance(i, Str) and not i.bold)
    return next(text for text in texts if len(text) > 20 and not set(text) & set("<>&“”\"'"))


def render(project: str, document: str, cache: Path) -> Rendered:
    folder = ROOT / "projects" / project
    workspace = workspace_of(folder)
    state = State.read(workspace, folder)
    stages = Stages(workspace, folder, state, Options(cache, documents=(document,)), Cache(cache))
    composed, ledger = stages.documents[document], stages.ledger
    assert ledger is not None
    pictures = {b.id: PIXEL for b in walk_blocks(composed.blocks) if isinstance(b, Picture)}
    word, page = docx.write(composed, pictures=pictures, pages={}), html.write(composed)
    assert word.value is not None
    assert page.value is not None
    return Rendered(composed, ledger, word.value, page.value)


@pytest.fixture(scope="session")
def report(tmp_path_factory: pytest.TempPathFactory) -> Rendered:
    return render("lanhe-foundry", "ghg-report-2024", tmp_path_factory.mktemp("cache"))


@pytest.fixture(scope="session")
def paper(tmp_path_factory: pytest.TempPathFactory) -> Rendered:
    return render("lanhe-foundry", "white-paper-2025", tmp_path_factory.mktemp("cache"))


@pytest.fixture
def soffice() -> str:
    if path := shutil.which("soffice"):
        return path
    pytest.skip("no LibreOffice here")
