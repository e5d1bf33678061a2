"""project.yaml against its models and between its parts: every error at its line and column, with a right form."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.project.project_folder import DOCUMENTS, PROJECT, load_project, only, place, said, write

# In the tables below the first two texts are what is changed in a sound project; the third begins where the finding is.
# A position is that of the value, of a key that is unknown, or of the mapping where a key is missing.

MODELS = [
    (
        "  name: 岚河铸造",
        "  nmae: 甲\n  name: 岚河铸造",
        "nmae: 甲",
        "IN020",
        "未知的键“nmae”",
        "可用的键：id, name, short, ",
    ),
    ("gwp: AR6", "gpw: AR6\n  gwp: AR6", "gpw: AR6", "IN020", "未知的键“gpw”", "可用的键：standards, gwp, fuels"),
    ("  gwp: AR6\n", "  gpw: AR6\n", "gpw: AR6", "IN020", "未知的键“gpw”", "是否应为“gwp”？可用的键：standards, gwp"),
    ("  current: 2024\n", "", "reporting:", "IN021", "缺少必填项“current”（整数）", "例如 current: 2024"),
    ("  region: 湖南\n", "  region:\n", "\nresponsible", "IN021", "“region”没有值", "例如 region: 湖南"),
    ("current: 2024", "current: 去年", "去年", "IN022", "“current”应为整数，现为 “去年”", "例如 current: 2024"),
    ("2025-01-01", "soon", "soon", "IN022", "“begins”应为日期，现为 “soon”", "例如 begins: 2025-04-18"),
    ("岚河铸造", "[岚]", "[岚]", "IN022", "“name”应为文字或 {zh, en}，现为 […]", "例如 name: {zh: 岚河铸造"),
    ("AR6", "AR7", "AR7", "IN023", "“gwp”应为下列之一：SAR, AR4, AR5, AR6，现为 “AR7”", "例如 gwp: SAR"),
    ("id: diesel", "id: Di 1", "Di 1", "IN023", "“id”应为小写字母、数字和连字符，现为 “Di 1”", "例如 id: main-site"),
    ("current: 2024", "current: 2200", "2200", "IN023", "“current”应为不大于 2100，现为 “2200”", "例如 current: 2024"),
    ("unit: t\n", "unit: tt\n", "tt\n", "IN024", "“unit”：单位“tt”无法识别", "例如 unit: t"),
    ("整}", "整, published: 4120}", "4120", "IN024", "“published”：数值 4120 缺少单位", "例如 published: 4120 tCO2e"),
    ("整}", "整, published: 多}", "多", "IN024", "“published”：“多”不是带单位的数值", "例如 published: 4120 tCO2e"),
    ("value: 0.44,", "value: 0.4x,", "0.4x", "IN022", "“value”应为数值，现为 “0.4x”", "例如 value: 12.5"),
]

_FACTOR = "    factor: {value: 0.44, unit: tCO2/t, source: 指南, mark: secondary}\n"
_USES = "    fuel: 柴油\n    uses: [{name: 甲, share: 70}, {name: 乙, share: 40.5}]\n"
_METRIC = "metrics:\n  - {id: m, name: 产值, unit: 万元, values: {24: 17}}\nsources:\n"

PARTS = [
    ("    site: east", "    site: eats", "eats", "IN031", "厂区“eats”不存在", "是否应为 east？已定义：east, west"),
    ("ble: energy", "ble: office", "office", "IN031", "责任岗位“office”不存在", "已定义：energy"),
    ("firm: firm", "firm: form", "form, role", "IN031", "机构“form”不存在", "是否应为 firm？已定义：firm"),
    ("ment: advice", "ment: advise", "advise,", "IN031", "委托“advise”不存在", "是否应为 advice？已定义：advice"),
    (
        "id: power",
        "id: diesel",
        "diesel\n    name: 外",
        "IN030",
        "sources 中 id “diesel”重复：第 28 行已经用过",
        "改为 diesel-2",
    ),
    ("[2023, 2024]", "[2024, 2023]", "[2024", "IN032", "报告年份应从早到晚、不重复", "reporting: [2023, 2024]"),
    (
        "current: 2024",
        "current: 2025",
        "2025\n",
        "IN032",
        "current 2025 不在报告年份中",
        "reporting: [2023, 2024, 2025]",
    ),
    (
        "year: 2023",
        "year: 2020",
        "2020,",
        "IN032",
        "base_year.year 2020 不在报告年份中",
        "reporting: [2020, 2023, 2024]",
    ),
    (
        "operational-control",
        "equity-share",
        "{id: east",
        "IN038",
        "按股权比例法核算时，场所 east 须写明股权比例",
        "例如 share: 60",
    ),
    ("    fuel: 柴油\n", "", "diesel", "IN033", "排放源 diesel：燃烧源缺少燃料", "fuel: 天然气"),
    (_FACTOR, "", "flux", "IN033", "排放源 flux：process 类排放源缺少因子", "factor: {value: 0.44, unit: tCO2/t"),
    (_FACTOR, "    factor: 0.44\n", "0.44", "IN033", "排放源 flux：因子 0.44 缺少单位和来源", "factor: {value: 0.44"),
    (
        "process",
        "value-chain",
        "flux",
        "IN033",
        "排放源 flux：value-chain 类排放源缺少范围三类别",
        "scope3_category: 1",
    ),
    (
        "    fuel: 柴油",
        "    scope3_category: 13\n    fuel: 柴油",
        "13\n",
        "IN033",
        "排放源 diesel：只有 value-chain 类排放源有范围三类别",
        "kind: value-chain",
    ),
    (
        "    fuel: 柴油\n",
        _USES,
        "[{name: 甲",
        "IN034",
        "排放源 diesel 各用途份额合计 110.5%，超过 100%",
        "各用途份额之和",
    ),
    ("MWh", "kg", "kg", "IN036", "排放源 power（purchased-electricity）的单位 kg 不是能量单位", "例如 unit: MWh"),
    (
        "整}",
        "整, published: 4120 tCO2}",
        "4120",
        "IN036",
        "“published”的单位 tCO2 量纲不符，应为 tCO2e",
        "例如 published: 4120",
    ),
    ("sources:\n", _METRIC, "17", "IN037", "指标 m 的键“24”不是年份", "例如 values: {2024: 30180}"),
]


@pytest.mark.parametrize(("old", "new", "at", "rule", "message", "hint"), MODELS + PARTS, ids=lambda v: v[:12])
def test_an_error_stands_at_its_place_with_a_right_form(
    tmp_path: Path, old: str, new: str, at: str, rule: str, message: str, hint: str
) -> None:
    outcome = load_project(write(tmp_path, change=(old, new)))
    found = outcome.findings[0]
    assert found.hint is not None
    expected = place(tmp_path, at) if not at.startswith("\n") else "acme/project.yaml:7:10"
    assert (str(found.position), found.rule, found.message.zh) == (expected, rule, message)
    assert found.hint.zh.startswith(hint)
    assert (outcome.value is None) == (rule < "IN030")


def test_the_sound_project_has_no_finding_and_knows_its_places(tmp_path: Path) -> None:
    outcome = load_project(write(tmp_path))
    assert outcome.findings == ()
    assert outcome.value is not None
    file = outcome.value.file
    assert str(file.sources[0].place("unit")) == place(tmp_path, "t\n    fuel")
    assert str(file.boundary.sites[1].at) == place(tmp_path, "{id: west")
    assert str(file.periods.place("reporting.1")) == place(tmp_path, "2024]")
    assert outcome.value.workspace == tmp_path
    assert list(outcome.value.files) == ["acme/project.yaml"]


PATHWAY = """\
pathway:
  to: 2030
  reference: bau
  chosen: act
  discount_rate: 6 %
  scenarios:
    - id: bau
      name: 参考
      growth:
        - {sources: [diesel, power], begins: 2025, ends: 2028, rate: 2, basis: 计划}
        - {sources: [power], begins: 2028, ends: 2030, rate: 1, basis: 计划}
    - id: act
      name: 行动
      grid: [{year: 2024, factor: 0.5 tCO2/MWh, basis: 计划}]
      measures: [lamp, pump]
  measures:
    - id: lamp
      name: 照明
      lever: 节能
      sources: [power]
      begins: 2027
      full: 2026
      reduction: 10 t
      capex: 10 万元
      opex: 1 万元/a
      saving: 2 tCO2e
      lifetime: 10 a
      responsible: energy
      status: idea
      acceptance: 计量
"""


def test_a_pathway_that_contradicts_itself(tmp_path: Path) -> None:
    outcome = load_project(write(tmp_path, table=PATHWAY))
    assert said(outcome) == [
        f"{place(tmp_path, '2028, ends: 2030')} IN035 情景“bau”中排放源 power 的增长期重叠：2025-2028 / 2028-2030",
        f"{place(tmp_path, '2024, factor')} IN035 情景“act”对 2024 年作了假设，而 2024 年及以前是实际值",
        f"{place(tmp_path, 'pump]')} IN031 措施“pump”不存在",
        f"{place(tmp_path, '2026')} IN035 措施“lamp”的完全见效年 2026 早于开始年 2027",
        f"{place(tmp_path, '10 t')} IN036 “reduction”的单位 t 量纲不符，应为 tCO2e 或 tCO2e/a 或 MWh 或 MWh/a",
        f"{place(tmp_path, '2 tCO2e')} IN036 “saving”的单位 tCO2e 量纲不符，应为 CNY 或 CNY/a",
    ]


def test_a_waiver_and_an_instrument_must_fit_the_project(tmp_path: Path) -> None:
    more = """\
waivers: [{rule: NU001, document: reprot, reason: 现场已核实, person: 项目负责人, expires: 2025-12-31}]
instruments:
  - id: cert
    kind: green-certificate
    site: east
    period: 2022
    quantity: 10 t
    factor: 0 tCO2/MWh
    evidence: 凭证
"""
    assert said(load_project(write(tmp_path, table=more))) == [
        f"{place(tmp_path, 'reprot')} IN031 文件“reprot”不存在",
        f"{place(tmp_path, '2022')} IN032 合同或证书 cert 的年份 2022 不在报告年份中",
        f"{place(tmp_path, '10 t')} IN036 “quantity”的单位 t 量纲不符，应为 MWh",
    ]


@pytest.mark.parametrize("number", ["1e999999999", "-1e-999999999", "9" * 60])
def test_a_number_in_quotes_is_bounded_too(tmp_path: Path, number: str) -> None:
    outcome = load_project(write(tmp_path, change=("value: 0.44,", f'value: "{number}",')))
    found = only(outcome)
    assert outcome.value is None
    assert (str(found.position), found.rule) == (place(tmp_path, "{value:"), "IN012")
    assert found.message.zh == "“value”的数值超出范围"


def test_all_errors_come_together(tmp_path: Path) -> None:
    root = write(tmp_path)
    text = PROJECT.replace("gwp: AR6", "gwp: AR7").replace("  region: 湖南\n", "", 1).replace("unit: MWh", "unit: Mw/h")
    (root / "project.yaml").write_text(text + DOCUMENTS, encoding="utf-8")
    outcome = load_project(root)
    assert outcome.value is None
    assert [f.rule for f in outcome.findings] == ["IN021", "IN023", "IN024"]


def test_messages_exist_in_both_languages(tmp_path: Path) -> None:
    found = only(load_project(write(tmp_path, change=("gwp: AR6", "gwb: AR6\n  gwp: AR6"))))
    assert found.message.en == "unknown key 'gwb'"
    assert found.hint is not None
    assert found.hint.en.startswith("allowed: standards, gwp, fuels")


def test_a_comma_inside_braces_is_told_as_what_it_is(tmp_path: Path) -> None:
    """``{zh: …, en: A, Ltd.}`` has a key ``Ltd.``: the hint gives the pair in quotes, and says nothing of slips."""
    named = "  name: {zh: 岚河铸造, en: Lanhe Foundry, Ltd.}"
    found = only(load_project(write(tmp_path, change=("  name: 岚河铸造", named))))
    assert (found.rule, found.hint and found.hint.en) == (
        "IN020",
        'inside braces, text with a comma is quoted: en: "Lanhe Foundry, Ltd."',
    )
    other = tmp_path / "other"
    other.mkdir()
    beside = only(load_project(write(other, change=("  name: 岚河铸造", "  name:\n    zh: 岚河铸造\n    Ltd.:"))))
    assert beside.hint is not None
    assert "comma" not in beside.hint.en


def test_names_keep_markup_and_emoji(tmp_path: Path) -> None:
    name = "A&B <i>|*[x](javascript:alert(1)) {{ 7*7 }} 🏭"
    outcome = load_project(write(tmp_path, change=("  name: 岚河铸造", f'  name: "{name}"')))
    assert outcome.findings == ()
    assert outcome.value is not None
    assert outcome.value.file.client.name.zh == name


def test_a_control_character_in_a_name_is_named_with_its_key(tmp_path: Path) -> None:
    found = only(load_project(write(tmp_path, change=("  name: 岚河铸造", "  name: 岚河\x08铸造"))))
    assert (str(found.position), found.rule) == ("acme/project.yaml:4:11", "IN007")
    assert found.message.zh == "键“name”的内容含有不可用的字符 U+0008 (control)"


def test_a_folder_without_a_project(tmp_path: Path) -> None:
    found = only(load_project(tmp_path))
    assert found.rule == "IN001"
    assert "没有 project.yaml" in found.message.zh
    assert "不存在" in only(load_project(tmp_path / "none")).message.zh


def test_the_workspace_is_the_nearest_folder_with_its_marker(tmp_path: Path) -> None:
    (tmp_path / "tanwen.toml").write_text("")
    deep = tmp_path / "projects"
    deep.mkdir()
    root = write(deep, change=("gwp: AR6", "gwp: AR7"))
    assert only(load_project(root)).position.path == "projects/acme/project.yaml"
