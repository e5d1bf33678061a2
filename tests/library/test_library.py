"""Searching the data sets, and proving them: seeded slips are found at their rows, what comes along holds."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
import yaml

from generator.base.data_sets import COLUMNS, load_data_set
from generator.base.standards import load_register
from generator.library.proof import check_all, check_set
from generator.library.search import Wanted, as_csv, as_json, as_table, load_all, search

HEAD = {
    "id": "own",
    "version": "1.0",
    "zh": "自有",
    "en": "own",
    "kind": "fuels",
    "sources": {"a": {"document": "检测报告", "published": "2024-03-01"}},
}
ROWS = [
    "无烟煤,ncv,,2023,26.7,GJ/t,,,,a,表1,secondary,",
    "无烟煤,carbon-content,,2023,0.0274,tC/GJ,,,,a,表1,secondary,",
    "无烟煤,oxidation,,2023,94,%,,,,a,表1,secondary,",
    "无烟煤,factor,,2023,2.521512,tCO2/t,,,,a,表1,secondary,",
]


def _told(folder: Path, rows: list[str], head: dict[str, object] | None = None, stem: str = "1.0") -> list[str]:
    home = folder / "content" / "factors" / "own"
    home.mkdir(parents=True)
    (home / f"{stem}.yaml").write_text(yaml.safe_dump({**HEAD, **(head or {})}, allow_unicode=True), "utf-8")
    (home / f"{stem}.csv").write_text("\n".join([",".join(COLUMNS), *rows]) + "\n", "utf-8")
    loaded = load_data_set("own", folder)
    assert loaded.value is not None
    register = load_register().value or {}
    return [f"{f.position} {f.rule}" for f in (*loaded.findings, *check_set(loaded.value, register))]


def test_the_sets_that_come_along_hold() -> None:
    assert check_all(None) == ()


@pytest.mark.parametrize(
    ("old", "new", "place"),
    [
        ("26.7,GJ/t", "26.7,tC/GJ", "content/factors/own/1.0.csv:2 LG751"),
        ("0.0274,tC/GJ", "0.274,tC/GJ", "content/factors/own/1.0.csv:3 LG752"),
        ("oxidation,,2023,94", "oxidation,,2023,0.94", "content/factors/own/1.0.csv:4 LG752"),
        ("ncv,,2023", "ncv,,2025", "content/factors/own/1.0.csv:2 LG755"),
        ("2.521512", "2.7412", "content/factors/own/1.0.csv:5 LG756"),
        ("a,表1,secondary", "b,表1,secondary", "content/factors/own/1.0.csv:2 LG020"),
        ("26.7,GJ/t,,", "26.7,GJ/t,27,30", "content/factors/own/1.0.csv:2 LG020"),
    ],
)
def test_a_seeded_slip_is_found_at_its_row(tmp_path: Path, old: str, new: str, place: str) -> None:
    rows = [row.replace(old, new) for row in ROWS]
    assert rows != ROWS
    assert place in _told(tmp_path, rows)


def test_a_right_set_has_no_finding(tmp_path: Path) -> None:
    assert _told(tmp_path, ROWS) == []


def test_aliases_sources_and_identity_are_proved(tmp_path: Path) -> None:
    told = _told(
        tmp_path,
        ROWS,
        {
            "aliases": {"硬煤": "无烟"},
            "version": "1.1",
            "sources": {**HEAD["sources"], "b": {"document": "另一份"}},  # type: ignore[dict-item]
        },
    )
    assert sorted(told) == [f"content/factors/own/1.0.yaml:1 {rule}" for rule in ("LG753", "LG754", "LG757")]


def test_search_puts_the_exact_item_first_and_says_source_and_mark() -> None:
    sets = load_all(None).value or ()
    found = search(sets, Wanted(("anthracite",)))

    assert found[0].name.en == "anthracite" or found[0].item == "anthracite"
    assert {one.data_set for one in found} >= {"cn-fuels-gbt32151.22-2024", "ipcc-2006-stationary"}
    table = as_table(found, "zh")
    assert "转引" in table
    assert "表C.1" in table


def test_fields_tell_five_factors_of_one_kwh_apart() -> None:
    sets = load_all(None).value or ()
    purposes = {one.purpose for one in search(sets, Wanted(("electricity",), "cn-electricity"))}

    assert purposes >= {"location", "market-residual", "fossil", "product-footprint", "zero-carbon-park"}
    (one,) = search(sets, Wanted(("全国",), "cn-electricity", 2023, purpose="location"))
    assert str(one.value) == "0.5306"
    (row,) = json.loads(as_json([one], "en"))
    assert (row["value"], row["mark"], row["year"]) == ("0.5306", "secondary", "2023")
    assert as_csv([one], "en").splitlines()[1].startswith("cn-electricity,electricity,national,全国,2023,0.5306")
