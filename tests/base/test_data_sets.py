"""Data sets of factors, GWPs and the register of standards: complete, and faults named with their line."""

from __future__ import annotations

import csv
from decimal import Decimal
from pathlib import Path

import pytest

from generator.base.data_sets import COLUMNS, data_set_ids, load_data_set
from generator.base.gwp import family, gases, potential
from generator.base.resources import content_root
from generator.base.standards import load_register

HEAD = """id: own
version: "1.0"
zh: 自有
en: own
kind: factors
sources:
  a: {document: 手册, published: "2024"}
"""
ROW = "炉渣,factor,,,0.5,tCO2/t,,,,a,,secondary,"


def _workspace(folder: Path, *rows: str, head: str = HEAD) -> Path:
    home = folder / "content" / "factors" / "own"
    home.mkdir(parents=True)
    (home / "1.0.yaml").write_text(head, encoding="utf-8")
    (home / "1.0.csv").write_text("\n".join([",".join(COLUMNS), *rows]) + "\n", encoding="utf-8")
    return folder


@pytest.mark.parametrize("name", data_set_ids())
def test_every_carried_set_is_whole_and_cites_registered_standards(name: str) -> None:
    outcome = load_data_set(name)
    register = load_register().value
    assert outcome.value is not None
    assert register is not None
    assert not outcome.findings
    for figure in outcome.value.figures:
        assert figure.document
        assert figure.mark in ("secondary", "unconfirmed"), "no primary document was read for this figure"
        assert not figure.standard or figure.standard in register
        assert figure.position.line > 1


@pytest.mark.parametrize(
    ("row", "said"),
    [
        ("炉渣,factor,,,x,tCO2/t,,,,a,,secondary,", "'x' is not a number"),
        ("炉渣,factor,,,NaN,tCO2/t,,,,a,,secondary,", "not a number"),
        ("炉渣,factor,,,0.5,tCO2/tonne,,,,a,,secondary,", "tonne"),
        ("炉渣,factor,,,0.5,tCO2/t,,,,b,,secondary,", "'b'"),
        ("炉渣,factor,,,0.5,tCO2/t,,,,a,,sure,", "sure"),
        ("炉渣,factor,,,0.5,tCO2/t,0.6,0.9,,a,,secondary,", "outside"),
        ("炉渣,factor,,,0.5,tCO2/t", "6 cells"),
        (ROW, "repeats line 2"),
    ],
)
def test_a_faulty_row_is_named_with_its_line(row: str, said: str, tmp_path: Path) -> None:
    outcome = load_data_set("own", _workspace(tmp_path, ROW, row))
    assert outcome.value is not None
    (found,) = outcome.findings
    assert (found.position.path, found.position.line) == ("content/factors/own/1.0.csv", 3)
    assert said in found.message.en
    assert len(outcome.value.figures) == 1


def test_a_header_without_its_documents_is_refused(tmp_path: Path) -> None:
    outcome = load_data_set("own", _workspace(tmp_path, head=HEAD.split("sources")[0]))
    assert outcome.value is None
    assert "sources" in outcome.findings[0].message.en


def test_a_workspace_adds_its_own_set_and_an_edit_is_seen(tmp_path: Path) -> None:
    workspace = _workspace(tmp_path, ROW)
    first = load_data_set("own", workspace).value
    assert first is not None
    assert "own" in data_set_ids(workspace)
    table = workspace / "content" / "factors" / "own" / "1.0.csv"
    table.write_text(table.read_text(encoding="utf-8").replace("0.5", "0.75"), encoding="utf-8")
    second = load_data_set("own", workspace).value
    assert second is not None
    assert [one.figures[0].value for one in (first, second)] == [Decimal("0.5"), Decimal("0.75")]


@pytest.mark.parametrize("name", ["cn-fuel", "../cn-heat", "", "."])
def test_an_unknown_set_lists_the_nearest(name: str) -> None:
    outcome = load_data_set(name)
    assert outcome.value is None
    assert "cn-" in str(outcome.findings[0].hint)


def test_the_two_fuel_sets_differ_and_carbon_contents_are_plausible() -> None:
    one, other = (load_data_set(f"cn-fuels-{n}").value for n in ("gbt32151.22-2024", "guide24-steel-2013"))
    assert one is not None
    assert other is not None
    assert one.find("无烟煤", "ncv")[0].value != other.find("无烟煤", "ncv")[0].value
    for figure in (*one.figures, *other.figures):
        if figure.property == "carbon-content":
            # Tenfold errors (10^-2 for 10^-3 tC/GJ) would fall outside the range of all fuels.
            assert Decimal("0.009") < figure.value < Decimal("0.09"), figure


def test_the_product_of_the_three_properties_is_the_published_factor() -> None:
    """The emission factors beside the properties in the source agree with 44/12, not with 3.664."""
    published = {"烟煤": "1.74175", "柴油": "3.09591", "焦炭": "2.860419", "焦炉煤气": "8.863806", "粗苯": "3.410875"}
    chosen = load_data_set("cn-fuels-gbt32151.22-2024").value
    assert chosen is not None
    for fuel, factor in published.items():
        ncv, carbon, oxidation = (chosen.find(fuel, p)[0].value for p in ("ncv", "carbon-content", "oxidation"))
        assert abs(ncv * carbon * oxidation / 100 * 44 / 12 - Decimal(factor)) < Decimal("0.0000006"), fuel


def test_one_kilowatt_hour_has_a_factor_for_each_purpose() -> None:
    chosen = load_data_set("cn-electricity").value
    assert chosen is not None
    purposes = {f.purpose: str(f.value) for f in chosen.find("electricity", "national", region="全国", year=2022)}
    assert purposes == {
        "location": "0.5366",
        "market-residual": "0.5856",
        "fossil": "0.8325",
        "zero-carbon-park": "0.8325",
        "ets-report-2022": "0.5703",
    }


def test_the_factor_that_a_notice_fixes_has_no_newer_year() -> None:
    """发改环资〔2025〕910号, annex 4, fixes 0.8325: fossil factors of other years are no park factors."""
    chosen = load_data_set("cn-electricity").value
    assert chosen is not None
    (fixed,) = chosen.find("electricity", "national", region="全国", purpose="zero-carbon-park")
    assert (str(fixed.value), fixed.document, fixed.locator) == ("0.8325", "发改环资〔2025〕910号", "附件4")
    fossil = chosen.find("electricity", "national", region="全国", purpose="fossil")
    assert {one.year: str(one.value) for one in fossil} == {2021: "0.8426", 2022: "0.8325", 2023: "0.8273"}


def test_gwps_are_the_digits_of_the_package() -> None:
    expected = {("CH4", "AR5"): "28", ("CH4", "AR6"): "27.9", ("SF6", "AR4"): "22800", ("CO2", "SAR"): "1"}
    for (gas, gwp_set), value in expected.items():
        found = potential(gas, gwp_set)
        assert found is not None
        assert found.value == Decimal(value)
    assert potential("NF3", "SAR") is None
    assert family("HCFC22") == "other"
    assert family("HFC4310mee") == "HFCs"
    assert family("SF5CF3") == "PFCs"


def test_blends_are_whole_and_of_gases_that_have_a_gwp() -> None:
    chosen = load_data_set("refrigerant-blends").value
    assert chosen is not None
    for name, parts in chosen.by_item.items():
        assert sum(part.value for part in parts) == 100, name
        assert {part.purpose for part in parts} <= set(gases()), name
    assert set(chosen.aliases.values()) <= set(gases())


def test_standards_stand_between_their_dates() -> None:
    register = load_register().value
    assert register is not None
    old, new = register["gbt-32150-2015"], register["gbt-32150-2025"]
    assert (old.stands_on("2026-06-30"), new.stands_on("2026-06-30")) == (True, False)
    assert (old.stands_on("2026-07-01"), new.stands_on("2026-07-01")) == (False, True)
    assert register["pas-2060-2014"].stands_on("2025-11-30") is False
    assert register["gbt-36132-2025"].stands_on("2026-01-01") is None
    assert old.cite == "GB/T 32150-2015《工业企业温室气体排放核算和报告通则》"


def test_tables_of_factors_keep_the_form_in_which_they_can_be_compared() -> None:
    for path in sorted((content_root() / "factors").glob("*/*.csv")):
        raw = path.read_bytes()
        assert b"\r" not in raw
        assert raw.endswith(b"\n")
        assert tuple(next(csv.reader(raw.decode().splitlines()))) == COLUMNS


@pytest.mark.parametrize(
    ("head", "key"),
    [
        ("sources: [a]", "sources"),
        ("sources: text", "sources"),
        ("sources: {a: text}", "sources.a"),
        ("sources: {a: {}}", "sources.a"),
        ("sources: {a: {document: Decision 3, annex}}", "sources.a"),
        ("sources: {a: {document: d}}\naliases: [a]", "aliases"),
        ("sources: {a: {document: d}}\naliases: {a: [b]}", "aliases"),
        ("sources: {a: {document: d}}\nenglish: text", "english"),
        ("sources: {a: {document: d}}\nregions: {华东: 上海}", "regions"),
        ("sources: {a: {document: d}}\nid: [a]", "id"),
        ("sources: {a: {document: d}}\nkind: mine", "kind: mine"),
    ],
)
def test_a_header_of_another_form_is_told_with_a_right_one(head: str, key: str, tmp_path: Path) -> None:
    folder = tmp_path / "content" / "factors" / "own"
    folder.mkdir(parents=True)
    whole = {"id": "own", "version": '"1.0"', "zh": "自有", "en": "own", "kind": "factors"}
    kept = "".join(f"{name}: {text}\n" for name, text in whole.items() if f"\n{name}: " not in f"\n{head}")
    (folder / "1.0.yaml").write_text(f"{kept}{head}\n", encoding="utf-8")
    (folder / "1.0.csv").write_text(",".join(COLUMNS) + "\n", encoding="utf-8")
    outcome = load_data_set("own", tmp_path)
    (told,) = outcome.findings
    assert outcome.value is None
    assert (told.rule, str(told.position)) == ("LG020", "content/factors/own/1.0.yaml:1")
    assert told.message.en.startswith(f"the header lacks or misstates: {key}")
    assert told.hint is not None
    assert told.hint.en.startswith("for example ")


@pytest.mark.parametrize("table", [b"\xff\xfe\x00", b"", b'a,"' + b"x" * 2_000_000])
def test_a_table_that_cannot_be_read_is_told(table: bytes, tmp_path: Path) -> None:
    folder = tmp_path / "content" / "factors" / "own"
    folder.mkdir(parents=True)
    head = 'id: own\nversion: "1.0"\nzh: 自有\nen: own\nkind: factors\nsources: {a: {document: d}}\n'
    (folder / "1.0.yaml").write_text(head, encoding="utf-8")
    (folder / "1.0.csv").write_bytes(table)
    (told,) = load_data_set("own", tmp_path).findings
    assert str(told.position).startswith("content/factors/own/1.0.csv:")
    assert told.hint is not None


@pytest.mark.parametrize("name", ["a" * 300, "../../etc", "a\0b", "."])
def test_a_name_that_is_no_folder_is_no_data_set(name: str, tmp_path: Path) -> None:
    (told,) = load_data_set(name, tmp_path).findings
    assert told.message.en.startswith("there is no data set")
