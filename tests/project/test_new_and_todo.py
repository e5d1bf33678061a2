"""New projects, the schema for editors, author slots, and the request for what is missing."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import jsonschema
import pytest
import yaml

from generator.base.resources import template_root
from generator.base.text import Text
from generator.compose.editions import version_key
from generator.project.load import load_project
from generator.project.new import scaffold
from generator.project.schema import json_schema, section_schema
from generator.project.todo import letter, todo
from tests.project.project_folder import HEADER, TABLE, only, place, said, write

TYPES = sorted(folder.name for folder in template_root().iterdir() if folder.is_dir() and folder.name != "shared")
EXAMPLES = sorted((template_root().parent / "projects").glob("*/project.yaml"))


def as_json(file: Path) -> Any:
    """Read a project file as an editor's schema check sees it: dates and all other scalars are JSON."""
    return json.loads(json.dumps(yaml.safe_load(file.read_text(encoding="utf-8")), default=str))


# ------------------------------------------------------------------------------------------------ new projects


@pytest.mark.parametrize("template", TYPES)
def test_a_new_project_loads_without_a_finding(tmp_path: Path, template: str) -> None:
    outcome = scaffold(template, tmp_path / "projects" / "Acme GmbH")
    assert outcome.findings == ()
    assert outcome.value is not None
    loaded = load_project(tmp_path / "projects" / "Acme GmbH")
    assert said(loaded) == []
    assert loaded.value is not None
    assert loaded.value.workspace == tmp_path
    assert loaded.value.file.client.id == "acme-gmbh"
    order = loaded.value.file.documents[0]
    newest = max((folder.name for folder in (template_root() / template).iterdir()), key=version_key)
    assert (order.template, order.version) == (template, newest)
    assert [key for key in loaded.value.slots if key[0] == order.id] == []
    declared = "\nslots:" in (template_root() / template / newest / "template.yaml").read_text(encoding="utf-8")
    assert (loaded.value.root / "content" / order.id).is_dir() is declared


def test_a_new_project_points_editors_to_its_schema(tmp_path: Path) -> None:
    scaffold("white-paper", tmp_path / "a")
    first = (tmp_path / "a" / "project.yaml").read_text(encoding="utf-8").splitlines()[0]
    schema = first.removeprefix("# yaml-language-server: $schema=")
    assert json.loads((tmp_path / "a" / schema).read_text(encoding="utf-8")) == json_schema()


def test_a_new_project_holds_no_invented_client(tmp_path: Path) -> None:
    """Every text of the file says that it is to be filled in or an example."""
    scaffold("white-paper", tmp_path / "a")
    file = load_project(tmp_path / "a").value
    assert file is not None
    client = file.file.client
    for text in (client.name, client.short, client.industry, file.file.boundary.sites[0].name):
        assert text.zh.startswith("【待填：")
    assert all(s.name.zh.startswith("示例") for s in file.file.sources)
    assert set(file.rows[0].note) == {"示例数据"}


def test_the_workspace_is_made_where_there_is_none(tmp_path: Path) -> None:
    scaffold("white-paper", tmp_path / "alone")
    assert (tmp_path / "alone" / "tanwen.toml").is_file()
    scaffold("white-paper", tmp_path / "w" / "projects" / "a")
    assert (tmp_path / "w" / "tanwen.toml").is_file()
    made = scaffold("white-paper", tmp_path / "w" / "projects" / "b").value
    assert made is not None
    assert "tanwen.toml" not in [p.name for p in made]


def test_a_project_that_is_there_stays(tmp_path: Path) -> None:
    scaffold("white-paper", tmp_path / "a")
    (tmp_path / "a" / "project.yaml").write_text("mine")
    outcome = scaffold("white-paper", tmp_path / "a")
    assert outcome.value is None
    assert only(outcome).rule == "IN041"
    assert (tmp_path / "a" / "project.yaml").read_text() == "mine"


@pytest.mark.parametrize("template", ["whitepaper", "../white-paper", ""])
def test_a_type_that_does_not_exist(tmp_path: Path, template: str) -> None:
    outcome = scaffold(template, tmp_path / "a")
    found = only(outcome)
    assert (outcome.value, found.rule) == (None, "IN031")
    assert found.hint is not None
    assert "white-paper" in found.hint.zh
    assert not (tmp_path / "a").exists()


# ------------------------------------------------------------------------------------------------------ schema


def test_the_schema_is_sound_and_takes_the_examples(tmp_path: Path) -> None:
    schema = json_schema()
    jsonschema.Draft202012Validator.check_schema(schema)
    check = jsonschema.Draft202012Validator(schema)
    scaffold("white-paper", tmp_path / "a")
    scaffold("draft-standard", tmp_path / "b")
    for file in (*EXAMPLES, tmp_path / "a" / "project.yaml", tmp_path / "b" / "project.yaml"):
        assert [e.json_path + " " + e.message for e in check.iter_errors(as_json(file))] == []


@pytest.mark.parametrize(
    ("change", "path"),
    [
        (("  name: 岚河铸造", "  nmae: 岚河铸造\n  name: 甲"), "$.client"),
        (("gwp: AR6", "gwp: AR7"), "$.criteria.gwp"),
        (("reason: 数据完整}", "reason: 数据完整, published: 4120}"), "$.periods.base_year.published"),
    ],
)
def test_the_schema_refuses_what_loading_refuses(tmp_path: Path, change: tuple[str, str], path: str) -> None:
    root = write(tmp_path, change=change)
    errors = list(jsonschema.Draft202012Validator(json_schema()).iter_errors(as_json(root / "project.yaml")))
    assert [e.json_path for e in errors] == [path]
    assert load_project(root).value is None


def test_the_schema_describes_keys(tmp_path: Path) -> None:
    properties = json_schema()["$defs"]["Source"]["properties"]
    assert "fuel data set" in properties["fuel"]["description"]
    assert "title" not in properties["fuel"]
    assert "title" in json_schema()["$defs"]["DocumentOrder"]["properties"]


# ------------------------------------------------------------------------------------------------------- slots


def test_slots_are_read_with_their_path(tmp_path: Path) -> None:
    data = {
        "content/report/cause.md": "\ufeff产量下降。\r\n见 {{ inventory.total }}\n",
        "content/report/empty.md": " \n",
        "content/report/prompt.md": "<!-- 待写 -->\n",
        "content/report/notes.txt": "x",
    }
    outcome = load_project(write(tmp_path, data=data))
    assert said(outcome) == []
    assert outcome.value is not None
    assert {k: (v.path, v.text) for k, v in outcome.value.slots.items()} == {
        ("report", "cause"): ("acme/content/report/cause.md", "产量下降。\n见 {{ inventory.total }}\n")
    }
    assert "acme/content/report/empty.md" in outcome.value.files


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        ("content/reprot/a.md", b"x", "acme/content/reprot IN070 content/reprot 不属于任何文件；已有文件：report"),
        ("content/report/a.md", "铸造企业".encode("gbk"), "acme/content/report/a.md:1:1 IN002 文件不是 UTF-8 编码"),
        (
            "content/report/a.md",
            "甲\n乙\x07".encode(),
            "acme/content/report/a.md:2:2 IN007 “a”含有不可用的字符 U+0007 (control)",
        ),
        ("content/report/a.md", b"x" * 1048577, "acme/content/report/a.md:1:1 IN003 文件超过 1024 KB"),
    ],
)
def test_a_fault_of_a_slot(tmp_path: Path, name: str, content: bytes, message: str) -> None:
    assert said(load_project(write(tmp_path, data={name: content}))) == [message]


def test_a_slot_behind_a_link_is_not_read(tmp_path: Path) -> None:
    (tmp_path / "secret.md").write_text("geheim")
    root = write(tmp_path, data={"content/report/a.md": "x"})
    (root / "content" / "report" / "b.md").symlink_to(tmp_path / "secret.md")
    outcome = load_project(root)
    assert only(outcome).rule == "IN040"
    assert outcome.value is not None
    assert list(outcome.value.slots) == [("report", "a")]


# -------------------------------------------------------------------------------------------------------- todo


@dataclass(frozen=True)
class Slot:
    """An author slot as a template declares it."""

    id: str
    prompt: Text
    responsible: str


SLOTS = {"report": (Slot("cause", Text("写明原因", "say why"), "energy"), Slot("words", Text("声明", "statement"), ""))}


def test_what_is_missing_is_listed_with_its_place(tmp_path: Path) -> None:
    rows = "".join(f"柴油,2023-{m:02d},1,t\n" for m in (1, 2, 3, 5, 9, 10)) + "柴油,2024,12,t\n外购电,2023,9,MWh\n"
    metric = "metrics:\n  - {id: m, name: 产值, unit: 万元, values: {2023: 5}, responsible: energy}\n"
    data = {"data/ledger.csv": HEADER + rows, "content/report/cause.md": "因停产"}
    root = write(tmp_path, table=metric + TABLE, data=data, change=("    evidence: 发票\n", ""))
    project = load_project(root).value
    assert project is not None
    items = [(i.responsible, i.kind, i.what.zh, str(i.position)) for i in todo(project, SLOTS)]
    assert items == [
        ("energy", "data", "柴油：2023年4月、6月至8月、11月至12月的数量（t）", place(tmp_path, "id: diesel")),
        ("energy", "data", "外购电：2024年全年的数量（MWh）", place(tmp_path, "id: power")),
        ("energy", "data", "石灰石：2023年全年的数量（t）", place(tmp_path, "id: flux")),
        ("energy", "data", "石灰石：2024年全年的数量（t）", place(tmp_path, "id: flux")),
        ("energy", "metric", "产值：2024年（万元）", place(tmp_path, "{2023: 5}")),
        ("energy", "evidence", "柴油：数据凭证的名称", place(tmp_path, "id: diesel")),
        ("energy", "evidence", "产值：数据凭证的名称", place(tmp_path, "{id: m")),
        ("", "slot", "声明（content/report/words.md）", "acme/content/report/words.md"),
    ]


def test_rows_without_a_voucher_are_counted(tmp_path: Path) -> None:
    table = TABLE.replace("unit: 单位}", "unit: 单位, evidence: 凭证}")
    csv = "品种,月份,用量,单位,凭证\n柴油,2024-01,1,t,P1\n柴油,2024-02,1,t,\n柴油,2024-03,0,t,\n柴油,2024-04,2,t,\n"
    project = load_project(write(tmp_path, table=table, data={"data/ledger.csv": csv})).value
    assert project is not None
    found = [i for i in todo(project) if i.kind == "evidence"]
    assert [i.what.zh for i in found] == ["柴油：2024年2条数据没有凭证编号（自 data/ledger.csv:3 起）"]
    assert found[0].position.cell == "C3"


def test_the_letter_is_grouped_by_role_and_shows_data_as_it_is(tmp_path: Path) -> None:
    root = write(tmp_path, change=("  name: 岚河铸造", '  name: "*岚河* [x](y) <b>"'))
    project = load_project(root).value
    assert project is not None
    text = letter(project, SLOTS, "zh")
    assert text.startswith("# 资料补充清单：\\*岚河\\* \\[x\\](y) \\<b\\>\n")
    assert "## 设备部（能源管理岗）\n\n### 活动数据\n\n1. 柴油：2023年全年的数量（t）\n" in text
    assert text.index("## 设备部") < text.index("## 待指定责任岗位")
    english = letter(project, SLOTS, "en")
    assert "still need the 8 items below" in english
    assert "1. statement (content/report/words.md)" in english


def test_a_new_project_lists_its_placeholders(tmp_path: Path) -> None:
    scaffold("white-paper", tmp_path / "a")
    project = load_project(tmp_path / "a").value
    assert project is not None
    placeholders = [i for i in todo(project) if i.kind == "placeholder"]
    written = (tmp_path / "a" / "project.yaml").read_text(encoding="utf-8")
    places = [n for n, line in enumerate(written.splitlines(), 1) if '"【待填' in line]
    # The scenarios share their growth through an alias, so its one placeholder is met twice.
    assert sorted({i.position.line for i in placeholders}) == places
    assert "企业全称（project.yaml:" in placeholders[0].what.zh


# ------------------------------------------------------------------------------------------------ same every time


def test_loading_gives_the_same_with_every_hash_seed(tmp_path: Path) -> None:
    rows = "".join(
        f"煤{i},2024-{i:02d},1,t\n柴油,2024-{i:02d},1,{u}\n" for i, u in enumerate(["t", "kg", "吨", "g"], 1)
    )
    root = write(tmp_path, table=TABLE, data={"data/ledger.csv": HEADER + rows})
    code = (
        "import sys; from pathlib import Path; from generator.project.load import load_project\n"
        "o = load_project(Path(sys.argv[1])); print(o.findings); print(o.value.rows, o.value.files)"
    )
    shown = {
        subprocess.run(
            [sys.executable, "-c", code, str(root)],
            env={**os.environ, "PYTHONHASHSEED": seed},
            cwd=template_root().parent,
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        for seed in ("1", "2")
    }
    assert len(shown) == 1


def test_loading_imports_nothing_heavy() -> None:
    code = "import sys, generator.project.load; print(sorted(sys.modules))"
    loaded = subprocess.run(
        [sys.executable, "-c", code], cwd=template_root().parent, capture_output=True, text=True, check=True
    ).stdout
    for module in ("pandas", "pint", "openpyxl", "python_calamine", "lxml", "jinja2", "plotly", "docx", "rich"):
        assert f"'{module}'" not in loaded


def test_a_section_in_a_file_of_its_own_has_a_schema(tmp_path: Path) -> None:
    schema = section_schema("pathway")
    assert schema is not None
    checker = jsonschema.Draft202012Validator(schema)
    text = EXAMPLES[0].read_text(encoding="utf-8")
    pathway = yaml.safe_load(text)["pathway"]

    assert list(checker.iter_errors(pathway)) == []
    assert list(checker.iter_errors({**pathway, "chosn": "x"}))
    assert section_schema("nosuch") is None


def test_a_new_draft_standard_is_a_standard_and_no_inventory(tmp_path: Path) -> None:
    """Its files are those of a standard: chapters and annexes that load, and no table of energy."""
    made = scaffold("draft-standard", tmp_path / "a").value
    assert made is not None
    names = {path.relative_to(tmp_path / "a").as_posix() for path in made if path.is_relative_to(tmp_path / "a")}
    assert {"project.yaml", "standard.yaml", "content/standard/05-requirements.md"} <= names
    assert not [name for name in names if name.startswith("data/")]
    project = load_project(tmp_path / "a").value
    assert project is not None
    assert project.file.standard is not None
    assert project.file.standard.publisher.zh.startswith("【待填：")
