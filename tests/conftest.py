"""What all tests share: golden files, rewritten with ``pytest --update``."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import settings

#: How long an example takes says how busy the machine is, not whether the code is right.
settings.register_profile("tanwen", deadline=None)
settings.load_profile("tanwen")


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add --update."""
    parser.addoption("--update", action="store_true", help="rewrite golden files with what the code gives now")


@pytest.fixture
def golden(request: pytest.FixtureRequest) -> Callable[[str, str], None]:
    """Compare text with ``golden/<name>`` beside the test; on failure what came out is saved as ``<name>.actual``."""
    folder = Path(request.path).parent / "golden"
    update = bool(request.config.getoption("--update"))

    def compare(name: str, actual: str) -> None:
        expected, saved = folder / name, folder / f"{name}.actual"
        if update:
            folder.mkdir(exist_ok=True)
            expected.write_text(actual, encoding="utf-8")
        if not expected.is_file() or expected.read_text(encoding="utf-8") != actual:
            folder.mkdir(exist_ok=True)
            saved.write_text(actual, encoding="utf-8")
            wanted = expected.read_text(encoding="utf-8") if expected.is_file() else ""
            assert actual == wanted, f"differs from {expected}; what came out is in {saved.name}"
        saved.unlink(missing_ok=True)

    return compare
