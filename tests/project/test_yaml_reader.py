"""YAML with positions: what is read, and every fault of the text with its place and a right form."""

from __future__ import annotations

import datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.base.findings import Outcome, Position
from generator.project.yaml_reader import read_yaml


def read(tmp_path: Path, text: str | bytes) -> Outcome[Any]:
    file = tmp_path / "t.yaml"
    file.write_bytes(text if isinstance(text, bytes) else text.encode())
    return read_yaml(file, "p/t.yaml")


def fault(tmp_path: Path, text: str | bytes) -> tuple[str, str, str, str]:
    outcome = read(tmp_path, text)
    found = outcome.findings[0]
    assert len(outcome.findings) == 1
    assert found.hint is not None
    return str(found.position), found.rule, found.message.zh, found.hint.zh


def test_scalars_keep_the_digits_typed(tmp_path: Path) -> None:
    value = read(
        tmp_path,
        'a: 1.10\nb: 0.30000000000000001\nc: 007\nd: "12"\ne: 2025-04-18\nf: true\ng: ~\n'
        "h: yes\ni: -5\nj: 1.2e3\nk: 2024-03\n",
    ).value
    assert value == {
        "a": Decimal("1.10"),
        "b": Decimal("0.30000000000000001"),
        "c": "007",
        "d": "12",
        "e": datetime.date(2025, 4, 18),
        "f": True,
        "g": None,
        "h": "yes",
        "i": -5,
        "j": Decimal("1.2e3"),
        "k": "2024-03",
    }
    assert str(value["a"]) == "1.10"
    assert not any(isinstance(v, float) for v in value.values())


def test_every_key_and_value_has_its_place(tmp_path: Path) -> None:
    value = read(tmp_path, "name: 甲\nlist:\n  - a: 1\n    b: {c: 2}\n").value
    assert value.at == Position("p/t.yaml", 1, 1)
    assert value.places["name"] == Position("p/t.yaml", 1, 7)
    assert value["list"].places[0] == Position("p/t.yaml", 3, 5)
    assert value["list"][0].keys_at["b"] == Position("p/t.yaml", 4, 5)
    assert value["list"][0].places["b.c"] == Position("p/t.yaml", 4, 12)


@pytest.mark.parametrize(
    ("text", "at", "rule", "message", "hint"),
    [
        ("a: 1\nb: 2\na: 3\n", "p/t.yaml:3:1", "IN008", "键“a”重复：第 1 行已经写过", "只保留一个"),
        ('a: "甲\n', "p/t.yaml:2:1", "IN005", "引号没有结束", '成对使用引号：name: "岚河铸造"'),
        (
            "a: [1, 2\nb: 3\n",
            "p/t.yaml:2:2",
            "IN005",
            "方括号或花括号没有结束，或项目之间缺少逗号",
            "例如：reporting: [2022, 2023, 2024]",
        ),
        (
            "a: 甲: 乙\n",
            "p/t.yaml:1:5",
            "IN005",
            "这里不应出现冒号",
            '含“: ”的文字要加引号：name: "岚河: 铸造"；或检查上一行缩进',
        ),
        ("a:\n  - b\n c: 1\n", "p/t.yaml:3:2", "IN005", "缩进不一致，或上一行没有写完", "同一层的键要对齐，用空格缩进"),
        ("a: @b\n", "p/t.yaml:1:4", "IN005", "值不能以这个字符开头", '以 @ ` % 开头的文字要加引号："@注"'),
        ("a: *b\n", "p/t.yaml:1:4", "IN005", "别名 *b 没有对应的锚点 &b", '以 * 开头的文字要加引号："*注"'),
        ("a:\n\tb: 1\n", "p/t.yaml:2:1", "IN006", "键“b”处有制表符（Tab）", "用两个空格代替制表符"),
        ("a: 1\n---\nb: 2\n", "p/t.yaml:2:1", "IN009", "文件中有第二个 YAML 文档（---）", "删除 --- 一行"),
        (
            "a: !!python/name:os.system x\n",
            "p/t.yaml:1:4",
            "IN010",
            "不允许 YAML 标签 tag:yaml.org,2002:python/name:os.system",
            "直接写值：name: 岚河铸造",
        ),
        ("a: 2025-02-30\n", "p/t.yaml:1:4", "IN012", "没有 2025-02-30 这一天", "例如 2025-02-28"),
        ("a: 1e999999\n", "p/t.yaml:1:4", "IN012", "数值 1e999999… 超出范围", "最多 40 位数字"),
        (
            "b:\n  name: 甲\x07乙\n",
            "p/t.yaml:2:10",
            "IN007",
            "键“name”的内容含有不可用的字符 U+0007 (control)",
            "删除该字符",
        ),
        (
            'b:\n  name: "甲\\x07乙"\n',
            "p/t.yaml:2:9",
            "IN007",
            "键“name”的内容含有不可用的字符 U+0007 (control)",
            "删除该字符",
        ),
        (
            "name: 甲\ue5e5\n",
            "p/t.yaml:1:8",
            "IN007",
            "键“name”的内容含有不可用的字符 U+E5E5 (private use)",
            "删除该字符",
        ),
        (
            "name: a\u202eb\n",
            "p/t.yaml:1:8",
            "IN007",
            "键“name”的内容含有不可用的字符 U+202E (right-to-left override)",
            "删除该字符",
        ),
        ("", "p/t.yaml:1:1", "IN004", "文件为空", "第一行写：tanwen: 1"),
        ("# 注\n", "p/t.yaml:1:1", "IN004", "文件没有内容（只有注释）", "第一行写：tanwen: 1"),
        ("a: &x [*x]\n", "p/t.yaml:1:8", "IN011", "别名 *x 指向自身", "把内容写出来"),
        ("[" * 100_000, "p/t.yaml:1:41", "IN011", "嵌套超过 40 层", "减少嵌套"),
    ],
    ids=lambda v: v[:16] if isinstance(v, str) else "",
)
def test_a_fault_is_named_at_its_place(tmp_path: Path, text: str, at: str, rule: str, message: str, hint: str) -> None:
    assert fault(tmp_path, text) == (at, rule, message, hint)


def test_a_duplicate_key_names_both_places(tmp_path: Path) -> None:
    found = read(tmp_path, "a: 1\nb: 2\na: 3\n").findings[0]
    assert found.related == (Position("p/t.yaml", 1, 1),)


def test_gbk_is_recognised_and_refused(tmp_path: Path) -> None:
    at, rule, message, hint = fault(tmp_path, "ok: 1\nname: 铸造企业\n".encode("gbk"))
    assert (at, rule) == ("p/t.yaml:2:7", "IN002")
    assert message == "文件不是 UTF-8 编码，看起来是 GB18030（GBK）"
    assert hint == "用编辑器另存为 UTF-8"


def test_an_alias_bomb_stops_at_the_bound(tmp_path: Path) -> None:
    bomb = "a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n"
    for i in range(1, 30):
        bomb += f"a{i}: &a{i} [{', '.join([f'*a{i - 1}'] * 10)}]\n"
    at, rule, message, _ = fault(tmp_path, bomb)
    assert (at.split(":")[1], rule) == ("5", "IN011")
    assert message == "展开后超过 100000 个值"


def test_aliases_within_the_bound_are_values(tmp_path: Path) -> None:
    outcome = read(tmp_path, "a: &x {b: 1}\nc: *x\n")
    assert outcome.value == {"a": {"b": 1}, "c": {"b": 1}}
    assert outcome.findings == ()


def test_a_file_over_the_limit_is_not_read(tmp_path: Path) -> None:
    _, rule, message, _ = fault(tmp_path, b"a: " + b"x" * (4 * 1024 * 1024))
    assert (rule, message) == ("IN003", "文件有 4.0 MB，超过上限 4 MB")


def test_several_characters_are_all_named_and_the_rest_is_read(tmp_path: Path) -> None:
    outcome = read(tmp_path, "a: 甲\x01\nb: 乙\ue000\nc: 1\n")
    assert [str(f.position) for f in outcome.findings] == ["p/t.yaml:1:5", "p/t.yaml:2:5"]
    assert outcome.value["c"] == 1


def test_emoji_and_markup_are_ordinary_text(tmp_path: Path) -> None:
    name = "甲|乙 & <b>*x*</b> [x](javascript:alert(1)) {{ y }} 🏭👩‍🔬"
    outcome = read(tmp_path, f'name: "{name}"\n')
    assert outcome.value == {"name": name}
    assert outcome.findings == ()


@given(st.decimals(allow_nan=False, allow_infinity=False, places=6, min_value=-(10**12), max_value=10**12))
def test_any_decimal_comes_back_digit_for_digit(tmp_path_factory: pytest.TempPathFactory, number: Decimal) -> None:
    text = f"{number:f}"
    value = read(tmp_path_factory.mktemp("y"), f"n: {text}\n").value["n"]
    assert str(value) == text.removeprefix("+")


@given(
    st.lists(
        st.sampled_from(
            ["a: 1", "b: [1, {c: 2}]", "- x", "&a", "*a", "!t", "'", '"', "---", ": ", "\n", "  ", "#", "|"]
        )
    )
)
def test_no_text_raises(tmp_path_factory: pytest.TempPathFactory, parts: list[str]) -> None:
    outcome = read(tmp_path_factory.mktemp("y"), "".join(parts))
    assert outcome.value is not None or outcome.findings or not "".join(parts).strip("# \n")
