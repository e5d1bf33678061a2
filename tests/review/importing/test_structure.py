"""Paragraphs added, deleted, split, merged, pasted twice; lists; revisions in footnotes and tables; hostile words."""

from __future__ import annotations

import copy

from tests.review.importing.editing import Edited, Import, W, edited, of, slot, text_of

_HOSTILE = (
    "{{ 7*7 }} {% raw %} {# no #} <script>alert(1)</script>",
    "[x](javascript:alert(1)) ![y](z.png) [@tbl-measures] ^[note] $x$",
    "# heading, - item, * a * b **c** _d_ `e` ~f~ &lt; \\n | g",
    "1. 第一 {:#id} {.note}",
    "结尾是花括号{",
)


def _paragraphs(file: Edited) -> None:
    file.split(file.paragraph("电力、天然气和蒸汽以贸易结算表"), "车用燃料以")
    file.merge(file.paragraph("公司将逐年更新清单"), file.insert(file.paragraph("公司将逐年更新清单"), "并报董事会。"))
    file.insert(file.paragraph("本报告采用的活动数据"), "新增的一项；", tracked=True)
    file.delete(file.paragraph("主厂区燃煤热水锅炉"), tracked=True)
    last = file.paragraph("台账由设备能源部汇总")
    for words in reversed(_HOSTILE):
        file.insert(last, words)


def test_paragraphs_split_merged_added_deleted_and_hostile_words_come_out_as_they_are(
    report: bytes, importing: Import
) -> None:
    found = importing(edited(report, _paragraphs)).found
    assert not of(found.items, "manual"), [(i.kind, i.new, i.reason) for i in of(found.items, "manual")]
    texts = found.texts
    data = texts[slot("data-management")].split("\n\n")
    assert data[0].endswith("月末以库存平衡复核。")
    assert data[1].startswith("车用燃料以加油记录")
    assert len(data) == 3 + len(_HOSTILE)
    assert '{{ "{" }}' in data[-1]
    statement = texts[slot("management-statement")]
    assert "- 本报告采用的活动数据取自公司的计量、结算和领用记录，没有经过选择性取舍；\n- 新增的一项；\n" in statement
    assert "重算基准年。并报董事会。" in statement
    assert "燃煤热水锅炉" not in texts[slot("year-on-year")]


def _whole_slots(file: Edited) -> None:
    first, second = file.paragraph("电力、天然气和蒸汽以贸易结算表"), file.paragraph("台账由设备能源部汇总")
    file.merge(first, second)
    pasted = copy.deepcopy(file.paragraph("云渡分厂冲天炉自一月起"))
    file.paragraph("主厂区燃煤热水锅炉").addnext(pasted)
    file.delete(file.paragraph("公司将逐年更新清单"))


def test_a_merge_keeps_its_footnote_and_a_paragraph_pasted_twice_its_numbers(report: bytes, importing: Import) -> None:
    found = importing(edited(report, _whole_slots)).found
    assert {i.kind for i in of(found.items, "patch")} == {"merged", "added", "deleted"}
    data = found.texts[slot("data-management")]
    assert "登记为零。台账由" in data
    assert data.count("^[岚河铸造") == 1
    year = found.texts[slot("year-on-year")]
    assert year.count('source="coke-yundu", period=2023') == 2
    assert found.texts[slot("management-statement")].endswith("保存全部凭证供复核。\n")


def _inside(file: Edited) -> None:
    note = next(p for p in file.notes.iter(f"{W}p") if "数据管理规定" in text_of(p))
    file.replace(note, "管理规定", "管理办法", tracked=True)
    cell = next(p for p in file.paragraphs() if text_of(p) == "工艺管理岗")
    file.replace(cell, "工艺管理岗", "工艺主管岗", tracked=True)
    row = next(r for r in file.root.iter(f"{W}tr") if "综合管理岗" in "".join(r.itertext()))
    file.delete_element(row)


def test_revisions_in_footnotes_and_tables_are_found(report: bytes, importing: Import) -> None:
    found = importing(edited(report, _inside)).found
    (note,) = of(found.items, "patch")
    assert "^[岚河铸造《温室气体数据管理办法》]" in found.texts[slot("data-management")]
    assert note.author == "王审"
    named = {(i.new, i.position.path, i.position.line) for i in found.items if i.position and i.status == "data"}
    assert ("工艺主管岗", "projects/lanhe-foundry/project.yaml", 20) in named
    assert [i.old for i in found.items if i.kind == "row"] == [
        "综合管理岗 | 综合管理部 | 公务车汽油、商务旅行、员工通勤"
    ]


def _wrapped(file: Edited) -> None:
    """Put one control into another, and take all tags and half of the controls away, as other programs do."""
    paragraph = file.paragraph("主厂区屋顶光伏全年运行")
    outer, inner = file.control(paragraph, 0), file.control(paragraph, 1)
    content = outer.find(f"{W}sdtContent")
    assert content is not None
    behind = list(outer.itersiblings())
    content.extend(behind[: behind.index(inner) + 1])
    for control in list(file.paragraph("云渡分厂冲天炉自一月起").iter(f"{W}sdt")):
        inside = control.find(f"{W}sdtContent")
        assert inside is not None
        for run in list(inside):
            control.addprevious(run)
        file.delete_element(control)
    for tag in list(file.root.iter(f"{W}tag")):
        file.delete_element(tag)
    file.replace(file.paragraph("云渡分厂冲天炉自一月起"), "改为单班运行", "改为单班生产")


def test_nested_controls_and_lost_ones_are_no_change_of_a_number(report: bytes, importing: Import) -> None:
    found = importing(edited(report, _wrapped)).found
    assert not of(found.items, "input")
    (item,) = of(found.items, "patch")
    assert "改为单班生产" in item.new
    assert found.texts[slot("year-on-year")].count("activity.quantity(") == 4
