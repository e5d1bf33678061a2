"""The sample report, and the programs that some tests need."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from generator.document.blocks import Document

sys.path.append(str(Path(__file__).parent))
from report_sample import report as make_report


@pytest.fixture
def make() -> Callable[..., Document]:
    return make_report


@pytest.fixture
def report() -> Document:
    return make_report()


@pytest.fixture
def browser() -> str:
    for name in ("chromium-headless-shell", "chromium", "google-chrome"):
        if path := shutil.which(name):
            return path
    pytest.skip("no Chromium here")
