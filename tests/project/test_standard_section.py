"""The section of a draft standard: what it may say, what contradicts itself, and a project that holds nothing else."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from generator.base.findings import Finding
from generator.project.load import load_project
from generator.project.models import DraftingFile
from generator.project.schema import section_schema

DRAFT = Path(__file__).parents[1] / "compose" / "draft_standard"


def changed(folder: Path, *changes: tuple[str, str]) -> Path:
    """Return a copy of the test project with passages of standard.yaml replaced."""
    root = folder / "draft"
    shutil.copytree(DRAFT, root)
    file = root / "standard.yaml"
    text = file.read_text(encoding="utf-8")
    for old, new in changes:
        assert text.count(old) == 1, old
        text = text.replace(old, new)
    file.write_text(text, encoding="utf-8")
    return root


def line_of(root: Path, part: str) -> int:
    text = (root / "standard.yaml").read_text(encoding="utf-8")
    return text[: text.index(part)].count("\n") + 1


def found(root: Path) -> tuple[Finding, ...]:
    return load_project(root).findings


def test_a_project_that_drafts_needs_no_years_criteria_or_duties() -> None:
    outcome = load_project(DRAFT)
    assert outcome.findings == ()
    assert outcome.value is not None
    assert isinstance(outcome.value.file, DraftingFile)
    assert outcome.value.file.periods.reporting == []
    assert ("standard", "05-principles") in outcome.value.slots


def test_with_sources_it_needs_them_again(tmp_path: Path) -> None:
    root = changed(tmp_path)
    with (root / "project.yaml").open("a", encoding="utf-8") as file:
        file.write("sources: []\n")
    missing = {f.message.zh.partition("（")[0] for f in found(root)}
    assert missing == {"缺少必填项“criteria”", "缺少必填项“periods”", "缺少必填项“responsible”"}


CONTRADICTIONS = {
    "type and name": ("{zh: 指南, en: Guidelines}", "{zh: 规范, en: Specification}", "应以“指南”结尾"),
    "kind of document in the name": (
        "{zh: 工业园区, en: Industrial parks}",
        "{zh: 园区标准}",
        "不应有表示文件形式的词",
    ),
    "code of another level": ("code: T/SLIA", "code: GB/T", "与级别 group 不符"),
    "dates": (
        "stage: comment-draft",
        "stage: comment-draft\npublished: 2026-09-01\nimplemented: 2026-08-01",
        "早于发布",
    ),
    "year": ("stage: comment-draft", "stage: comment-draft\npublished: 2027-01-01", "年份号 2026"),
    "published without a date": ("stage: comment-draft", "stage: published", "已发布的文件应写明“published”"),
    "unknown source of a term": (
        'reference: iso-14064-1, clause: "3.2.1"',
        'reference: iso, clause: "1"',
        "引用文件“iso”不存在",
    ),
    "unknown document of terms": ('"gbt-32150, dated"', "gbt-3215", "引用文件“gbt-3215”不存在"),
    "unknown class": ("class: steps", "class: step", "概念类别“step”不存在"),
    "term without class": ("    class: steps\n", "", "没有写明概念类别"),
    "term twice": ("term: 数据核对", "term: 数据质量", "术语“数据质量”出现了两次"),
    "abbreviation twice": ("short: DQR", "short: MRV", "缩略语“MRV”出现了两次"),
    "reference id twice": ("id: gbt-8170", "id: gbt-32151", "重复"),
    "element of another type": ("element: factors", "element: requirements", "没有要素 requirements"),
    "core element missing": ("element: factors", "element: principles", "没有核心技术要素 factors"),
    "chapter file missing": ("  - 05-principles.md", "  - 05-principle.md", "没有文件"),
    "scope twice": ("  object: 工业园区碳数据质量管理", "  object: 甲\n  file: 01-scope.md", "二者取一"),
    "scope without limits": ("  applies: 园区管理机构和园区内企业\n", "", "适用界限"),
    "part of itself": ("index:", "parts: {of: 甲, this: 1, published: [{number: 1, title: 总则}]}\nindex:", "不应列入"),
    "local without province": ("level: group\n", "level: local\n", "省份"),
}


@pytest.mark.parametrize("name", CONTRADICTIONS)
def test_contradictions_have_a_place_and_a_right_form(name: str, tmp_path: Path) -> None:
    old, new, said = CONTRADICTIONS[name]
    root = changed(tmp_path, (old, new))
    hits = [f for f in found(root) if said in f.message.zh]
    assert len(hits) == 1, [f.message.zh for f in found(root)]
    assert hits[0].position.path.endswith("standard.yaml")
    assert hits[0].position.line >= 1
    assert hits[0].hint.zh
    assert hits[0].hint.en


def test_a_missing_file_is_told_at_its_name_with_the_nearest(tmp_path: Path) -> None:
    root = changed(tmp_path, ("  - 05-principles.md", "  - 05-principle.md"))
    stray, missing = found(root)
    assert missing.position.line == line_of(root, "05-principle.md")
    assert "05-principles.md" in missing.hint.zh
    assert stray.position.path.endswith("content/standard/05-principles.md")


def test_a_part_needs_an_introduction(tmp_path: Path) -> None:
    root = changed(
        tmp_path,
        ("introduction: 00-introduction.md\n", "parts: {of: 工业园区碳数据, this: 2}\n"),
    )
    assert any("每个部分都应有引言" in f.message.zh for f in found(root))


def test_editors_get_the_schema_with_every_key_of_the_manual() -> None:
    schema = section_schema("standard")
    assert schema is not None
    definition = schema["$defs"].get("Standard", schema)
    manual = (Path(__file__).parents[2] / "docs" / "draft-standards.md").read_text(encoding="utf-8")
    keys = set(definition["properties"]) - {"at"}
    assert {key for key in keys if f"\n{key}:" not in manual} == set()
    assert "class" in schema["$defs"]["Term"]["properties"]
