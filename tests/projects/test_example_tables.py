"""The example clients' activity tables are what the script in tools/ writes, and look like real ledgers."""

from __future__ import annotations

import importlib.util
from pathlib import Path
from types import ModuleType

import pytest

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="module")
def make_examples() -> ModuleType:
    """The script, imported from its file."""
    spec = importlib.util.spec_from_file_location("make_examples", ROOT / "tools" / "make_examples.py")
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    import sys

    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


@pytest.mark.parametrize(("client", "write"), [("lanhe-foundry", "write_lanhe"), ("chengyu-ceramics", "write_chengyu")])
def test_tables_are_written_byte_for_byte(make_examples: ModuleType, tmp_path: Path, client: str, write: str) -> None:
    """Whoever edits a figure in the script and forgets to write the tables sees it here."""
    getattr(make_examples, write)(tmp_path)
    written = {path.name: path.read_bytes() for path in tmp_path.iterdir()}
    kept = {path.name: path.read_bytes() for path in (ROOT / "projects" / client / "data").iterdir()}
    assert sorted(written) == sorted(kept)
    assert [name for name in written if written[name] != kept[name]] == []


def test_months_add_up_to_the_year(make_examples: ModuleType) -> None:
    """Spreading over months loses no more than the last digit of each month."""
    for item in (*make_examples.LANHE, *make_examples.CHENGYU):
        for year, amount in item.years.items():
            step = 10**-item.digits
            assert abs(float(sum(make_examples.months(item, year))) - float(amount)) <= 12 * step, (item.name, year)


def test_chengyu_is_gb18030_and_not_utf8() -> None:
    """The second client's tables cannot be read as UTF-8: the loader has to be told, or to find out."""
    data = (ROOT / "projects" / "chengyu-ceramics" / "data" / "energy-2024.csv").read_bytes()
    assert "天然气" in data.decode("gb18030")
    with pytest.raises(UnicodeDecodeError):
        data.decode("utf-8")
