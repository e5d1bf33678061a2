"""Word files of the example clients, built once, and the import of what was made of them."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from generator.build.reviewing import Reviewed, review
from tests.build.workspaces import build, workspace
from tests.review.importing.editing import DRAFT, JICHUAN, LANHE, REPORT


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A workspace with the Word files of an inventory report and of a draft standard."""
    root = workspace(tmp_path_factory.mktemp("review"), LANHE, JICHUAN)
    assert build(root, LANHE, formats=("docx",), documents=(REPORT,)).files
    assert build(root, JICHUAN, formats=("docx",), documents=(DRAFT,)).files
    return root


@pytest.fixture(scope="session")
def report(built: Path) -> bytes:
    """The report as built."""
    return (built / "output" / LANHE / f"{REPORT}.draft.docx").read_bytes()


@pytest.fixture(scope="session")
def standard(built: Path) -> bytes:
    """The draft standard as built."""
    return (built / "output" / JICHUAN / f"{DRAFT}.draft.docx").read_bytes()


@pytest.fixture
def root(built: Path, tmp_path: Path) -> Path:
    """A copy of the workspace to write into; it shares the cache."""
    copied = tmp_path / "work"
    shutil.copytree(built, copied)
    return copied


@pytest.fixture
def importing(root: Path) -> Callable[[bytes], Reviewed]:
    """Import a file of the report."""

    def run(data: bytes) -> Reviewed:
        outcome = review(data, "edited.docx", root / "projects" / LANHE, "", "en")
        assert outcome.value is not None, outcome.findings
        return outcome.value

    return run
