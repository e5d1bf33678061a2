"""``tanwen lint --fix`` on text files: what has a fix is mended, every other byte stays."""

from __future__ import annotations

import codecs
import json
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.drafting.draft import Draft
from generator.drafting.fixed import BASIS, PATENTS
from generator.drafting.fixes import Insert, Order, Replace, Several, Words, plan
from generator.drafting.framework import Breach
from generator.drafting.lint import lint
from generator.drafting.mended import fixes, mended
from generator.drafting.read.text import read_markdown, read_text
from generator.drafting.rules.references import LEAD
from tests.build.workspaces import tanwen
from tests.drafting.test_cases import cases

TEXT = f"""\
园区用水计量数据管理规范
前言
{PATENTS}
本标准由某协会提出并归口。
1 范围
本标准规定了园区用水计量数据的采集和存档要求。[bookmark: _Toc1]本规范适用于园区。
2 规范性引用文件
HJ 2.1　建设项目环境影响评价技术导则　总纲
GB/T 8170-2008　数值修约规则与极限数值的表示和判定；
GB/T 2589 综合能耗计算通则
3 术语和定义
以下术语适用于本标准。
3.1
用水单元 Water Unit
具有独立用水计量的场所或设施。
[来源：某文件]
注：设施包括水泵。
4 数据采集
4.1 用水单元应按GB/T 2589采集数据，数据包括：
——取水量。
——重复利用水量
——排水量；
4.2 应按GB/T 8170-2008修约，并按HJ 2.1核对水量。
"""
WANTED = f"""\
园区用水计量数据管理规范
前言
{BASIS}
{PATENTS}
本文件由某协会提出并归口。
1 范围
本文件规定了园区用水计量数据的采集和存档要求。[bookmark: _Toc1]本文件适用于园区。
2 规范性引用文件
{LEAD}
GB/T 2589　综合能耗计算通则
GB/T 8170—2008　数值修约规则与极限数值的表示和判定
HJ 2.1　建设项目环境影响评价技术导则　总纲
3 术语和定义
下列术语和定义适用于本文件。
3.1
用水单元 water unit
具有独立用水计量的场所或设施。
注：设施包括水泵。
[来源：某文件]
4 数据采集
4.1 用水单元应按GB/T 2589采集数据，数据包括：
——取水量；
——重复利用水量；
——排水量。
4.2 应按GB/T 8170—2008修约，并按HJ 2.1核对水量。
"""
MARKDOWN = """\
# 园区用水计量数据管理规范

# 1 范围

**本标准**规定了园区用水计量数据的采集和存档要求。

# 2 规范性引用文件

- HJ 2.1　建设项目环境影响评价技术导则　总纲
- GB/T 2589　综合能耗计算通则

# 3 术语和定义

下列术语和定义适用于本文件。

# 4 数据采集

数据包括：

- **取水量**：按本标准采集。
  - 自来水；
  - 中水；
    - 本标准的其他水源；
- 排水量；

| 用水单元 | 时间 |
| --- | --- |
| 办公楼 | 本标准实施后每月 |

读数从**本标**准实施后开始。应按HJ 2.1和GB/T 2589采集。
"""
WANTED_MARKDOWN = (
    MARKDOWN.replace("**本标准**", "**本文件**")
    .replace("# 2 规范性引用文件\n", f"# 2 规范性引用文件\n\n{LEAD}\n")
    .replace(
        "- HJ 2.1　建设项目环境影响评价技术导则　总纲\n- GB/T 2589　综合能耗计算通则\n",
        "- GB/T 2589　综合能耗计算通则\n- HJ 2.1　建设项目环境影响评价技术导则　总纲\n",
    )
    .replace("按本标准采集。", "按本文件采集；")
    .replace("本标准的其他水源", "本文件的其他水源")
    .replace("排水量；", "排水量。")
    .replace("本标准实施后每月", "本文件实施后每月")
)


def run(file: Path, *options: str) -> tuple[list[dict[str, Any]], str]:
    """Run the command line; return its findings and what it says."""
    done = tanwen("lint", file.name, "--format", "json", *options, cwd=file.parent)
    assert "Traceback" not in done.stderr
    assert done.returncode in (0, 1), done.stderr
    return list(json.loads(done.stdout)["findings"]), done.stderr


@pytest.mark.parametrize(
    ("name", "text", "wanted"), [("draft.txt", TEXT, WANTED), ("draft.md", MARKDOWN, WANTED_MARKDOWN)]
)
@pytest.mark.parametrize(
    ("encoding", "mark", "ends", "final"),
    [
        ("utf-8", b"", "\n", True),
        ("utf-8", codecs.BOM_UTF8, "\r\n", False),
        ("gb18030", b"", "\r\n", True),
        ("utf-16-le", codecs.BOM_UTF16_LE, "\r\n", True),
        ("utf-16-be", codecs.BOM_UTF16_BE, "\n", False),
    ],
)
def test_only_what_has_a_fix_changes_whatever_the_encoding(
    name: str, text: str, wanted: str, encoding: str, mark: bytes, ends: str, final: bool, tmp_path: Path
) -> None:
    def data(content: str) -> bytes:
        content = content if final else content.removesuffix("\n")
        return mark + content.replace("\n", ends).encode(encoding)

    draft = tmp_path / name
    draft.write_bytes(data(text))
    before, _ = run(draft, "--fix", f"fixed{draft.suffix}")
    fixed = draft.with_name(f"fixed{draft.suffix}")
    assert fixed.read_bytes() == data(wanted)
    assert draft.read_bytes() == data(text)
    after, _ = run(fixed)
    counts = [Counter((one["rule"], _now(one.get("fragment", ""))) for one in found) for found in (before, after)]
    assert not counts[1] - counts[0]
    assert counts[0] - counts[1]


def _now(fragment: str) -> str:
    """Return the words of a finding as they are after the fixes; words that are wrong alone stay."""
    return fragment if fragment == "本标准" else fragment.replace("本标准", "本文件")


def test_a_second_run_finds_nothing_to_mend(tmp_path: Path) -> None:
    draft = tmp_path / "draft.txt"
    draft.write_text(WANTED, "utf-8")
    _, said = run(draft, "--fix", "again.txt")
    assert "0 findings mended, 0 left" in said
    assert (tmp_path / "again.txt").read_bytes() == draft.read_bytes()


def test_a_column_counts_what_stands_in_the_line(tmp_path: Path) -> None:
    for name, text in (("draft.txt", TEXT), ("draft.md", MARKDOWN)):
        draft = tmp_path / name
        draft.write_text(text, "utf-8")
        lines = text.split("\n")
        found = [one for one in run(draft)[0] if one["position"].get("column")]
        assert len(found) > 5
        for one in found:
            line, column = lines[one["position"]["line"] - 1], one["position"]["column"] - 1
            assert line.startswith(one["fragment"][:1], column), one
            if "**" not in line:
                assert line.startswith(one["fragment"], column), one


def test_what_is_left_is_named_with_why(tmp_path: Path) -> None:
    draft = tmp_path / "draft.md"
    draft.write_text(MARKDOWN, "utf-8")
    _, said = run(draft, "--fix", "fixed.md")
    assert "draft.md:30:6 CIT-01: its place in the file is not certain" in said


@pytest.mark.parametrize(("rule_id", "case"), list(cases()))
def test_fixes_of_every_rule_change_their_words_alone_and_mend_them(rule_id: str, case: dict[str, Any]) -> None:
    """Each fix takes its finding away, and no line changes in which none stands."""
    text = case.get("bad", "")
    read = read_markdown if case.get("format") == "md" else read_text
    draft = read(text, "draft.txt", case.get("kind", ""))
    report = lint(draft)
    result = mended(text, draft.pieces, fixes(report))
    if not result.done:
        assert result.text == text
        return
    for breach in result.done:
        if not isinstance(breach.fix, Several | Order):
            continue
        pieces = [one.piece for one in breach.fix.words] if isinstance(breach.fix, Several) else breach.fix.pieces
        assert breach.piece in pieces
    again = lint(read(result.text, "draft.txt", case.get("kind", "")))
    rules = {id(hit.breach): hit.rule.rule.id for hit in report.hits}
    left = Counter((hit.rule.rule.id, hit.breach.fragment) for hit in again.hits)
    before = Counter((hit.rule.rule.id, hit.breach.fragment) for hit in report.hits)
    for breach in result.done:
        key = (rules[id(breach)], breach.fragment)
        assert not breach.fragment or left[key] < before[key], key
    touched = {id(one.piece) for breach in result.done for one in _touched(breach)}
    for piece in draft.pieces:
        if id(piece) not in touched:
            line = text.splitlines()[piece.position.line - 1]
            shared = any(id(p) in touched for p in draft.pieces if p.position == piece.position)
            assert shared or line in result.text.splitlines(), line


def _touched(breach: Breach) -> list[Words]:
    fix = breach.fix
    if isinstance(fix, Several):
        return list(fix.words)
    pieces = [breach.piece]
    if isinstance(fix, Order):
        pieces = list(fix.pieces)
    elif isinstance(fix, Replace):
        pieces += fix.drop
    return [Words(piece, 0, 0, "") for piece in pieces if piece is not None]


_SIGNS = st.text(alphabet="本标准文件。；：** ab\t", max_size=12)


@given(st.lists(_SIGNS, max_size=8), st.sampled_from(["\n", "\r\n"]), st.booleans(), st.data())
def test_random_fixes_lose_no_character(lines: list[str], end: str, final: bool, data: st.DataObject) -> None:
    text = end.join(lines) + (end if final else "")
    draft = read_text(text, "draft.txt")
    breaches = []
    for piece in draft.pieces:
        start = data.draw(st.integers(0, len(piece.text)))
        stop = data.draw(st.integers(start, len(piece.text)))
        words = piece.text[start:stop]
        fix = data.draw(st.sampled_from(["甲", "", Replace("乙"), Insert("丙"), Insert("丁", after=False)]))
        breaches.append(Breach(piece, "", "", words, start=start, fix=fix))
    singles = [piece for piece in draft.pieces if piece.cell is None]
    if len(singles) > 1:
        breaches.append(Breach(singles[0], "", "", fix=Order(tuple(data.draw(st.permutations(singles))))))
    result = mended(text, draft.pieces, plan(breaches))
    done = {id(one) for one in result.done}
    taken, given_ = Counter[str](), Counter[str]()
    for one in breaches:
        if id(one) in done and one.piece is not None:
            if isinstance(one.fix, Replace):
                taken.update(one.piece.raw[one.piece.shift :])
                given_.update(one.fix.text)
            elif isinstance(one.fix, str):
                taken.update(one.fragment)
                given_.update(one.fix)
            elif isinstance(one.fix, Insert):
                given_.update(one.fix.text)
    signs = Counter(result.text.replace("\r", "").replace("\n", ""))
    assert signs == Counter("".join(lines)) - taken + given_


def test_one_line_of_a_lead_in_of_two_paragraphs_goes() -> None:
    first, second = "下列文件对于本文件的应用是必不可少的。", "凡是不注日期的引用文件，其最新版本适用于本文件。"
    text = "某规范\n1 范围\n本文件规定了要求。\n2 规范性引用文件\n{}\nGB/T 2589　综合能耗计算通则"
    draft = read_text(text.format(f"{first}\n{second}"), "draft.txt")
    assert mended(draft_text(draft), draft.pieces, fixes(lint(draft))).text == text.format(LEAD)


def test_a_foreword_is_put_in_order_first_and_its_missing_sentences_come_next() -> None:
    proposed, managed = "本文件由某市节水协会提出。\n", "本文件由某市节水协会归口。\n"
    rest = "本文件起草单位：某公司。\n本文件主要起草人：张三。\n1 范围\n本文件规定了采集要求。\n"
    old = "本文件按照GB/T 1.1—2009给出的规则起草。\n"
    text = f"某规范\n前言\n{proposed}{managed}{old}{rest}"
    for wanted in (f"{BASIS}\n{proposed}{managed}{rest}", f"{BASIS}\n{PATENTS}\n{proposed}{managed}{rest}"):
        draft = read_text(text, "draft.txt")
        text = mended(text, draft.pieces, fixes(lint(draft))).text
        assert text == f"某规范\n前言\n{wanted}"


def test_the_sentences_on_patents_are_not_put_between_two_of_one_paragraph() -> None:
    text = f"某规范\n前言\n{BASIS}本文件由某市节水协会归口。\n1 范围\n本文件规定了采集要求。\n"
    draft = read_text(text, "draft.txt")
    assert mended(text, draft.pieces, fixes(lint(draft))).text == text


def draft_text(draft: Draft) -> str:
    """Return the text of a draft of one paragraph a line."""
    return "\n".join(piece.raw for piece in draft.pieces)
