"""Section files that are no files, misnamed or broken, and values that would be read as something else."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.build.workspaces import tanwen
from tests.calculations.footprint.small import exchange, footprint, process
from tests.calculations.reduction.cases import investment, reduction
from tests.calculations.worked import write

FINANCE = yaml.safe_dump(
    {
        "trading_days": 250,
        "prices": [{"id": "cea", "name": "配额", "table": "prices", "date": "date", "price": "p", "window": 2}],
    },
    allow_unicode=True,
    sort_keys=False,
)
TABLES = [
    {
        "id": "prices",
        "file": "data/prices.csv",
        "columns": {"date": "日期"},
        "values": {"p": {"header": "价", "unit": "CNY/tCO2e"}},
    }
]
PRICES = "日期,价\n2024-03-01,80\n2024-03-04,81\n2024-03-05,79\n2024-03-06,82\n"
BOMB = "a: &a [x, x, x, x, x, x, x, x, x, x]\n" + "".join(
    f"b{i}: &b{i} [{', '.join(['*b' + str(i - 1) if i else '*a'] * 10)}]\n" for i in range(9)
)


def _client(folder: Path, **more: Any) -> Path:
    project = {"tables": TABLES, **more.pop("project", {})}
    return write(folder, {"project": project, "files": {"data/prices.csv": PRICES, **more.pop("files", {})}})


def _told(root: Path, language: str = "en", code: int = 2) -> list[str]:
    done = tanwen("check", "projects/client", cwd=root.parents[1], TANWEN_LANG=language)
    assert "Traceback" not in done.stderr
    assert done.returncode == code, done.stderr
    lines = done.stderr.splitlines()
    for line, hint in zip(lines, [*lines[1:], ""], strict=True):
        if line.startswith("projects/") and " error " in line:
            assert hint.startswith("  "), line  # every error shows the right form
    return lines


def _link_out(root: Path) -> None:
    (root.parent / "other.yaml").write_text(FINANCE, encoding="utf-8")
    (root / "finance.yaml").symlink_to("../other.yaml")


def _bytes(data: bytes, name: str = "finance.yaml") -> Callable[[Path], object]:
    return lambda root: (root / name).write_bytes(data)


WHOLE = FINANCE.encode()
NO_FILES: dict[str, tuple[Callable[[Path], object], str]] = {
    "link out": (_link_out, "finance.yaml:1:1 error IN001 finance.yaml leaves the project through a symbolic link"),
    "link to nothing": (lambda r: (r / "finance.yaml").symlink_to("gone.yaml"), "finance.yaml:1:1 error IN001"),
    "link to itself": (lambda r: (r / "finance.yaml").symlink_to("finance.yaml"), "finance.yaml:1:1 error IN001"),
    "folder": (lambda r: (r / "finance.yaml").mkdir(), "finance.yaml:1:1 error IN001 finance.yaml is no file"),
    "pipe": (lambda r: os.mkfifo(r / "finance.yaml"), "finance.yaml:1:1 error IN001 finance.yaml is no file"),
    "empty": (_bytes(b""), "finance.yaml:1:1 error IN004"),
    "comments": (_bytes(b"# later\n"), "finance.yaml:1:1 error IN004"),
    "binary": (_bytes(b"\x00\xff\xfe\x01"), "finance.yaml:1:2 error IN002"),
    "large": (_bytes(b"a: b\n" * 1_000_000), "finance.yaml:1:1 error IN003"),
    "bomb": (_bytes(BOMB.encode()), "finance.yaml:5:45 error IN011"),
    "deep": (_bytes(b"a: " + b"[" * 99 + b"]" * 99), "finance.yaml:1:43 error IN011"),
    "key twice": (_bytes(WHOLE + b"trading_days: 251\n"), "finance.yaml:9:1 error IN008"),
    "list": (_bytes(b"- a\n"), "finance.yaml:1:1 error IN022 finance must be a mapping"),
    "its own key": (_bytes(b"finance:\n  trading_days: 250\n"), "finance.yaml:1:1 error IN020 unknown key 'finance'"),
    "wrong suffix": (_bytes(WHOLE, "finance.yml"), "finance.yml:1:1 error IN071"),
    "wrong case": (_bytes(WHOLE, "Finance.yaml"), "Finance.yaml:1:1 error IN071"),
    "hyphen": (_bytes(b"entities: []\n", "carbon-market.yaml"), "carbon-market.yaml:1:1 error IN071"),
}


@pytest.mark.parametrize("name", NO_FILES)
def test_a_section_file_that_cannot_count_is_told(name: str, tmp_path: Path) -> None:
    plant, said = NO_FILES[name]
    root = _client(tmp_path)
    plant(root)
    assert any(line.startswith(f"projects/client/{said}") for line in _told(root)), _told(root)


def test_a_slip_in_the_name_of_a_section_file_warns_in_both_languages(tmp_path: Path) -> None:
    root = _client(tmp_path)
    (root / "finence.yaml").write_text(FINANCE, encoding="utf-8")
    (root / "notes.yaml").write_text("mine: 1\n", encoding="utf-8")
    zh, en = _told(root, "zh", 0), _told(root, "en", 0)
    assert [line for line in zh if "IN072" in line] == [
        "projects/client/finence.yaml:1:1 warning IN072 文件 finence.yaml 没有被读取：它不是项目任何部分的文件名"
    ]
    assert any("是否应为 finance.yaml" in line for line in zh)
    assert any("did you mean finance.yaml" in line for line in en)
    assert not any("notes.yaml" in line for line in [*zh, *en])


def test_the_finding_of_a_link_that_is_mended_goes(tmp_path: Path) -> None:
    root = _client(tmp_path)
    (root / "finance.yaml").symlink_to("gone.yaml")
    _told(root)
    (root / "finance.yaml").unlink()
    assert not any("IN001" in line for line in _told(root, code=0))
    (root / "finance.yaml").mkdir()
    assert any("IN001" in line for line in _told(root))


@pytest.mark.parametrize(
    "written", ["1e400", "NaN", "-0", "２５０", "250%", "true", "'1e400'", "[]", "{}", "9" * 60, ".inf", "250.5"]
)
def test_what_is_no_number_of_days_is_told_at_its_line(written: str, tmp_path: Path) -> None:
    root = _client(tmp_path)
    (root / "finance.yaml").write_text(FINANCE.replace("250", written), encoding="utf-8")
    assert any(line.startswith("projects/client/finance.yaml:1:15 error IN0") for line in _told(root))


def test_yes_is_no_number(tmp_path: Path) -> None:
    thing = footprint(process("making", exchange()), simulation={"draws": 1000, "seed": True, "tolerance": "1 %"})
    root = _client(tmp_path, project={"footprints": [thing]})
    (told,) = [line for line in _told(root) if "IN022 seed must be a number" in line]
    line = int(told.split(":")[1])
    assert "seed: true" in (root / "project.yaml").read_text(encoding="utf-8").splitlines()[line - 1]


@pytest.mark.parametrize("unit", ["-1", "0.5", "2024"])
def test_a_number_is_no_unit(unit: str, tmp_path: Path) -> None:
    thing = footprint(process("making", exchange(factor={"value": 1, "source": "s", "mark": "unconfirmed"})))
    thing["processes"][0]["exchanges"][0]["factor"]["unit"] = float(unit) if "." in unit else int(unit)
    root = _client(tmp_path, project={"footprints": [thing]})
    assert any(" error IN024 unit:" in line for line in _told(root))


def test_a_column_that_is_not_named_stops_the_calculation_with_its_place(tmp_path: Path) -> None:
    table = {
        "id": "flows",
        "file": "flows.csv",
        "values": {n: {"header": n, "unit": "万元"} for n in ("investment", "opex", "revenue")},
    }
    one = reduction(investment=investment())
    rows = "year,investment,opex,revenue\n0,100,0,0\n1,0,1,50\n"
    root = _client(tmp_path, project={"tables": [table], "reductions": [one]}, files={"flows.csv": rows})
    told = _told(root)
    assert any(" error LG031 the calculation reduction needs columns.year of the table flows" in line for line in told)


def test_a_table_that_cannot_be_read_is_no_table_of_noughts(tmp_path: Path) -> None:
    indicators = {"standard": "某要求", "mark": "confirmed", "year": 2023, "table": "score", "indicators": []}
    table = {"id": "score", "file": "score.xls", "values": {"weight": {"header": "w", "unit": "1"}}}
    root = _client(
        tmp_path,
        project={"tables": [table], "factory": {"name": "厂", "scoring": indicators}},
        files={"score.xls": "x"},
    )
    told = _told(root)
    assert any("score.xls error IN042" in line for line in told)
    assert any(" error LG032 the calculation factory needs the table score" in line for line in told)


def test_two_tables_that_sums_would_call_alike_are_told(tmp_path: Path) -> None:
    more = {**TABLES[0], "id": "a", "values": {"b.c": {"header": "价", "unit": "CNY/tCO2e"}}}
    other = {**TABLES[0], "id": "a.b", "values": {"c": {"header": "价", "unit": "CNY/tCO2e"}}}
    told = _told(_client(tmp_path, project={"tables": [more, other]}))
    assert any(" error IN030 'a.b.c' is the name of two tables or columns" in line for line in told)


def test_two_thousand_processes_in_a_chain(tmp_path: Path) -> None:
    def feeds(i: int) -> dict[str, Any]:
        return process(f"p{i}", exchange(factor=None, process=f"p{i + 1}"))

    chain = footprint(*(feeds(i) for i in range(1999)), process("p1999"))
    _client(tmp_path, project={"footprints": [chain]})
    for form in ("text", "json"):
        key = "footprint.runs[product=thing,process=p1999]"
        done = tanwen("explain", "projects/client", key, "--format", form, cwd=tmp_path)
        assert done.returncode == 0, done.stderr
        assert ("explain it on its own" if form == "text" else '"deeper": true') in done.stdout


def test_a_unit_that_takes_nothing_has_no_footprint_of_nought(tmp_path: Path) -> None:
    nothing = footprint(demand=[{"process": "making", "amount": "0 kg"}])
    told = _told(_client(tmp_path, project={"footprints": [nothing]}), code=1)
    assert any(" error LG483 " in line for line in told)
