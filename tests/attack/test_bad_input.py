"""Every bad input of the first issue through the command line: text, position, exit code, and never a traceback.

Where each is proved in depth:

=========================================  =============================================================
missing quantity, months as columns        project/test_tables.py: test_months_as_columns
unit of another dimension or substance     project/test_tables.py: test_a_fault_of_a_row
negative fuel, month twice, unknown site   project/test_tables.py: test_a_fault_of_a_row, test_a_month_twice, …
source without factor, two that fit        here; calculations/test_inventory_findings.py
markup, emoji, controls in a name          compose/test_hostile_data.py; project/test_yaml_reader.py; here
merged cell, formula without value, error  project/test_tables.py: test_a_merged_cell_in_the_data, …
.xls, empty file, zip bomb, entities       project/test_table_files.py
GB18030                                    project/test_yaml_reader.py: test_gbk_is_recognised_and_refused; here
100,000 rows                               project/test_tables.py: test_a_hundred_thousand_rows_are_read_right
__class__, endless loop, 100 MB            compose/test_outside.py; here
YAML alias bomb                            project/test_yaml_reader.py: test_an_alias_bomb_stops_at_the_bound
path that leaves the project               project/test_table_files.py; attack/test_hostile_words.py
killed build, two builds at once           build/test_deliver.py; build/test_pipeline.py
output file open elsewhere                 build/test_deliver.py; attack/test_hostile_output.py
planted caches, covers, long texts         attack/test_planted_caches.py, test_hostile_covers.py, test_hostile_texts.py
=========================================  =============================================================
"""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.build.workspaces import tanwen
from tests.project.project_folder import DOCUMENTS, HEADER, PROJECT, TABLE, book, sheet_table

NAME = "&<b>|*x*[x](javascript:alert(1)){{7*7}}😀"
SOURCES = """\
  - id: kiln
    name: 窑
    site: west
    facility: 窑
    kind: process
    unit: t
    material: 水泥熟料
    factor: 水泥熟料
    responsible: energy
  - {id: odd, name: 怪, site: west, facility: 炉, kind: process, unit: t, material: 甲, responsible: energy}
"""
ROWS = """\
柴油,2024-01,,t
柴油,2024-02,1,kWh
柴油,2024-03,1,tCO2
柴油,2024-04,-3,t
柴油,2024-05,1,t
柴油,2024-05,2,t
怪,2024,5,t
窑,2024,5,t
"""
#: What stands in the text report, per line: place, rule, Chinese and English words.
FOUND = [
    ("acme/data/ledger.csv:2", "IN050", "缺少数量（diesel 2024-01）", "the quantity is missing"),
    ("acme/data/ledger.csv:3", "IN054", "单位 kWh 与排放源 diesel", "unit kWh is of another dimension"),
    ("acme/data/ledger.csv:4", "IN054", "单位 tCO2 的物质与排放源 diesel", "unit tCO2 is of another substance"),
    ("acme/data/ledger.csv:5", "IN052", "数量为负：-3（diesel 2024-04）", "the quantity is negative: -3"),
    ("acme/data/ledger.csv:7", "IN059", "排放源 diesel 的 2024-05 出现两次", "twice"),
    ("acme/project.yaml:{odd}", "LG014", "排放源 odd 没有排放因子", "the source odd has no factor"),
    ("acme/project.yaml:{kiln}", "LG015", "“水泥熟料”有 2 个可用的因子", "2 factors fit '水泥熟料'"),
]


def _project(root: Path, table: str = TABLE, sources: str = SOURCES, change: tuple[str, str] = ("", "")) -> Path:
    (root / "tanwen.toml").touch()
    (root / "acme" / "data").mkdir(parents=True, exist_ok=True)
    text = PROJECT + sources + table + DOCUMENTS
    (root / "acme" / "project.yaml").write_text(text.replace(*change) if change[0] else text)
    return root / "acme"


def _check(root: Path, language: str = "zh", *more: str) -> list[str]:
    done = tanwen("check", "acme", *more, cwd=root, TANWEN_LANG=language)
    assert done.returncode in (1, 2), done.stderr
    assert "Traceback" not in done.stderr
    return done.stderr.splitlines()


@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_faults_of_a_table_are_all_told_at_once(language: str, tmp_path: Path) -> None:
    acme = _project(tmp_path)
    (acme / "data" / "ledger.csv").write_text(HEADER + ROWS)
    text = (acme / "project.yaml").read_text()
    places = {"odd": "id: odd", "kiln": "factor: 水泥熟料"}
    lines = {name: str(text[: text.index(words)].count("\n") + 1) for name, words in places.items()}
    told = _check(tmp_path, language)
    for place, rule, zh, en in FOUND:
        words = zh if language == "zh" else en
        start = place.format(**lines)
        assert any(line.startswith(start) and f" error {rule} " in line and words in line for line in told), (
            rule,
            told,
        )


def _merged(root: Path) -> None:
    rows = [["品种", "月份", "用量", "单位"], ["柴油", "2024-03", 1, "t"], ["", "2024-04", 2, "t"]]

    def more(workbook: object, sheet: object) -> None:
        sheet.merge_range("A2:A3", "柴油", workbook.add_format())
        sheet.write_formula("C4", "=C2*2", None, "")
        sheet.write_row("A4", ["柴油", "2024-05"])
        sheet.write("D4", "t")
        sheet.write_row("A5", ["柴油", "2024-06"])
        sheet.write_formula("C5", "=1/0", None, "#DIV/0!")
        sheet.write("D5", "t")

    book(root, rows, more)


def test_the_faults_of_a_workbook_are_told_with_sheet_and_cell(tmp_path: Path) -> None:
    _project(tmp_path, sheet_table())
    _merged(tmp_path)
    told = "\n".join(_check(tmp_path))
    assert "acme/data/ledger.xlsx[台账!A2] error IN060 数据区有合并单元格 A2:A3" in told
    assert "acme/data/ledger.xlsx[台账!C4] error IN061 公式没有保存计算结果" in told
    assert "acme/data/ledger.xlsx[台账!C5] error IN062 公式错误 #DIV/0!" in told


@pytest.mark.parametrize(
    ("name", "data", "place", "said"),
    [
        ("ledger.xls", b"\xd0\xcf\x11\xe0", "acme/data/ledger.xls", "IN042 旧的 .xls 格式不能读取"),
        ("ledger.csv", b"", "acme/data/ledger.csv:1", "IN004 文件为空"),
        ("../../secret.csv", b"x", "acme/project.yaml:", "IN040 路径“data/../../secret.csv”用 .. 离开了项目"),
        ("ledger.csv", "品种,月份,用量,单位\n柴油,2024-01,,t\n".encode("gb18030"), "acme/data/ledger.csv:2", "IN050"),
    ],
)
def test_a_file_that_is_not_read_is_told(name: str, data: bytes, place: str, said: str, tmp_path: Path) -> None:
    acme = _project(tmp_path, TABLE.replace("ledger.csv", name))
    (acme / "data" / name).resolve().write_bytes(data)
    assert any(line.startswith(place) and said in line for line in _check(tmp_path))


def test_a_gb18030_project_file_and_an_alias_bomb_are_told(tmp_path: Path) -> None:
    acme = _project(tmp_path)
    file = acme / "project.yaml"
    text = file.read_text()
    file.write_bytes(text.encode("gb18030"))
    assert "GB18030" in _check(tmp_path)[0]
    bomb = "a: &a [x, x, x, x, x, x, x, x, x, x]\n"
    bomb += "".join(f"b{i}: &b{i} [{', '.join(['*b' + str(i - 1) if i else '*a'] * 10)}]\n" for i in range(9))
    file.write_text(bomb + text)
    first = _check(tmp_path, "en")[0]
    assert first.startswith("acme/project.yaml:")
    assert "error IN011 the file expands to more than" in first


TEMPLATE = """type: evil
version: "1.0"
title: 恶
covers: [D-INV-01]
sections: [{file: s.md}]
"""


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("一\n{{ project.__class__ }}\n", "s.md:2 error CP017 模板不能访问 __class__"),
        (
            "{% for i in range(9999) %}{% for j in range(9999) %}{% endfor %}{% endfor %}\n",
            "s.md:1 error CP018 循环次数过多",
        ),
        ("{% for i in range(9999) %}" + "长" * 9999 + "{% endfor %}\n", "s.md:1 error CP018 输出过长"),
        ("{% include '../../../../acme/project.yaml' %}\n", "s.md:1 error CP003 没有文件"),
        ("{% macro m() %}{{ m() }}{% endmacro %}{{ m() }}\n", "s.md:1 error CP018 嵌套过深"),
    ],
)
def test_a_template_of_the_workspace_that_reaches_too_far_is_told(text: str, said: str, tmp_path: Path) -> None:
    folder = tmp_path / "templates" / "evil" / "1.0"
    (folder / "sections").mkdir(parents=True)
    (folder / "template.yaml").write_text(TEMPLATE)
    (folder / "sections" / "s.md").write_text(text)
    acme = _project(tmp_path, sources="", change=("template: white-paper", "template: evil"))
    (acme / "data" / "ledger.csv").write_text(HEADER + "柴油,2024,1,t\n")
    assert any(line.startswith(f"templates/evil/1.0/sections/{said}") for line in _check(tmp_path))


def test_a_hostile_name_stands_in_the_letter_and_a_control_character_is_told(tmp_path: Path) -> None:
    acme = _project(tmp_path, change=("name: 岚河铸造", f"name: '{NAME}'"))
    (acme / "data" / "ledger.csv").write_text(HEADER)
    done = tanwen("todo", "acme", cwd=tmp_path, TANWEN_LANG="zh")
    assert done.returncode == 0
    assert "😀" in done.stdout
    assert "<b>" not in done.stdout.replace("\\<b", "")
    assert "[x](javascript" not in done.stdout
    _project(tmp_path, change=("name: 岚河铸造", 'name: "岚\\x07河"'))
    told = _check(tmp_path)
    assert any("IN007" in line and "U+0007" in line and "name" in line for line in told)
