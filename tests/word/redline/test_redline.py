"""Redlines of small files: what is marked, and how."""

from __future__ import annotations

import re
import sys
from pathlib import Path

import pytest
from redline_making import DATE, check, made, read, shown

from generator.base.archive import parts as parts_of
from generator.word import accepted, rejected
from generator.word.redline import redline

sys.path.append(str(Path(__file__).parent.parent))
import making
from making import field, package, para, parts, run, table, tracked

LONG = "组织边界按运营控制权法确定，包含两个生产厂区的全部设施。"
OTHER = "外购电力的排放因子采用主管部门公布的最近一年数据。"
THIRD = "天然气的低位发热量取自供应商每月提供的检测报告。"


def control(text: str, alias: str = "t000001", look: str = "") -> str:
    return (
        f'<w:sdt><w:sdtPr><w:alias w:val="{alias}"/><w:tag w:val="{alias}"/><w:id w:val="{100 + int(alias[1:])}"/>'
        f"<w:text/></w:sdtPr><w:sdtContent>{run(text, look)}</w:sdtContent></w:sdt>"
    )


def body(data: bytes) -> str:
    return parts_of(data)["word/document.xml"].decode()


def gone(data: bytes) -> list[str]:
    return re.findall(r"<w:delText[^>]*>([^<]*)<", body(data))


def came(data: bytes) -> list[str]:
    inserted = re.findall(r"<w:ins [^/>]*>.*?</w:ins>", body(data), re.DOTALL)
    return [text for one in inserted if (text := "".join(re.findall(r"<w:t(?: [^>]*)?>([^<]*)<", one)))]


def both(old: str, new: str, **more: str) -> bytes:
    return check(making.made(old), making.made(new), **more)


def test_words_are_marked_not_characters() -> None:
    data = both(para("公司的锅炉改造项目已完成，节约标准煤。"), para("公司的电机更新项目已完成，节约标准煤。"))
    assert gone(data) == ["锅炉改造"]
    assert came(data) == ["电机更新"]
    assert f'w:author="审核人" w:date="{DATE}"' in body(data)


def test_a_changed_number_keeps_its_control() -> None:
    data = both(para(run("排放") + control("37,036") + run("吨")), para(run("排放") + control("37,185") + run("吨")))
    inside = re.search(r"<w:sdtContent>(.*?)</w:sdtContent>", body(data))
    assert inside is not None
    assert "37,036" in inside[1]
    assert "37,185" in inside[1]
    assert (gone(data), came(data)) == (["37,036"], ["37,185"])
    assert '<w:alias w:val="t000001"/>' in body(accepted(data))


def test_another_id_of_a_control_is_no_change() -> None:
    data = both(para(control("12.5", "t000001")), para(control("12.5", "t000009")))
    assert "w:author" not in body(data)


def test_a_number_that_became_a_control_is_marked_with_its_tags() -> None:
    data = both(para(run("排放") + run("12.5") + run("吨")), para(run("排放") + control("13.5") + run("吨")))
    assert body(data).count("customXmlInsRangeStart") == 2
    assert "w:sdt>" not in body(rejected(data))
    assert "customXml" not in body(accepted(data))


def test_a_control_that_went_is_unwrapped() -> None:
    data = both(para(run("排放") + control("12.5") + run("吨")), para("排放吨"))
    assert "w:sdt>" not in body(data)


def test_a_comment_stands_at_the_changed_number() -> None:
    data = both(
        para(run("排放") + control("37,036", "t000001")),
        para(run("排放") + control("37,185", "t000002")),
        t000002="活动数据变化\n生铁 6,820 → 6,910",
    )
    (comment,) = read(data).comments
    assert (comment.author, comment.date) == ("审核人", DATE)
    assert comment.text == "活动数据变化\n生铁 6,820 → 6,910"
    file = read(accepted(data))
    (anchored,) = file.comments
    assert file.paragraphs[anchored.paragraph - 1].text[anchored.start : anchored.end] == "37,185"


def test_comments_and_what_is_carried_over_get_along() -> None:
    link = '<w:hyperlink r:id="rId90" w:history="1">' + run("方法说明") + "</w:hyperlink>"
    old = package(
        {name: text.replace("https://example.org/", "https://example.com/") for name, text in
         parts(para(run("见") + link) + para(control("1.5"))).items()}
    )  # fmt: skip
    data = check(old, making.made(para(run("见")) + para(control("2.5"))), t000001="因子更新")
    assert len(read(data).comments) == 1
    assert "https://example.com/" in parts_of(data)["word/_rels/document.xml.rels"].decode()


def test_a_comment_without_its_number_is_said() -> None:
    old = making.made(para("甲"))
    outcome = redline(old, old, author="A", date="", notes={"t000007": "原因"})
    assert [f.rule for f in outcome.findings] == ["IN413"]


def test_only_the_result_of_a_field_is_marked() -> None:
    data = both(para(run("见表") + field("REF _Ref001 \\h", "2")), para(run("见表") + field("REF _Ref007 \\h", "3")))
    assert body(data).count("w:instrText") == 2
    assert "delInstrText" not in body(data)
    assert (gone(data), came(data)) == (["2"], ["3"])


def test_another_bookmark_behind_the_same_result_is_no_change() -> None:
    data = both(para(field("REF _Ref001 \\h", "2")), para(field("REF _Ref007 \\h", "2")))
    assert "w:author" not in body(data)


def test_a_field_that_came_and_one_that_went() -> None:
    data = both(para(run("甲") + field("PAGE", "1")), para(run("甲") + field("DATE", "2026")))
    assert "delInstrText" in body(data)


def test_only_form_changed() -> None:
    data = both(para(run(LONG)), para(run(LONG[:6]) + run(LONG[6:12], "<w:b/>") + run(LONG[12:])))
    assert "rPrChange" in body(data)
    assert not gone(data)
    data = both(para(run(LONG)), para(run(LONG), '<w:jc w:val="center"/>'))
    assert "pPrChange" in body(data)
    assert not gone(data)


def test_a_moved_paragraph() -> None:
    rest = [para(f"{n}。{OTHER}") for n in range(3)]
    data = both("".join([para(LONG), *rest]), "".join([*rest[:2], para(LONG), rest[2]]))
    for local in ("moveFrom", "moveTo"):
        assert body(data).count(f"<w:{local}RangeStart ") == body(data).count(f"<w:{local}RangeEnd ") == 1
    assert not gone(data)
    assert not came(data)


def test_a_moved_paragraph_that_was_edited() -> None:
    rest = [para(THIRD), para(OTHER), para("说明")]
    changed = LONG.replace("两个生产厂区", "三个生产厂区")
    data = both("".join([para(LONG), *rest]), "".join([*rest[:2], para(changed), rest[2]]))
    assert came(data) == ["三"]
    assert not gone(data)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ([LONG], [LONG, OTHER]),
        ([LONG, OTHER], [LONG]),
        ([LONG, OTHER, THIRD], [LONG]),
        ([LONG], [OTHER, LONG]),
        ([LONG, OTHER], [OTHER, LONG]),
        ([LONG], [OTHER]),
        ([LONG, ""], [LONG]),
        ([""], [LONG]),
        ([], [LONG]),
        ([LONG], []),
    ],
)
def test_paragraphs_at_the_end_of_a_text_and_of_a_cell(old: list[str], new: list[str]) -> None:
    forms = ("", '<w:jc w:val="center"/>', '<w:jc w:val="right"/>')
    written = [[para(text, forms[n % 3]) for n, text in enumerate(side)] for side in (old or [""], new or [""])]
    both("".join(written[0]), "".join(written[1]))
    cells = ["".join(side) for side in written]
    both(table(("甲", cells[0])) + para("后"), table(("甲", cells[1])) + para("后"))


def test_a_paragraph_cut_in_two_and_two_made_one() -> None:
    both(para(LONG + OTHER), para(LONG) + para(OTHER))
    both(para(LONG) + para(OTHER), para(LONG + OTHER))


def test_rows_and_columns() -> None:
    rows = [("排放源", "数量", "排放量"), ("天然气", "12", "34"), ("柴油", "56", "78"), ("电力", "90", "12")]
    data = both(table(*rows), table(*rows[:2], ("氢气", "1", "2"), *rows[2:]))
    assert came(data) == ["氢气", "1", "2"]
    data = both(table(*rows), table(rows[0], *rows[2:]))
    assert gone(data) == ["天然气", "12", "34"]
    wider = [(*row[:2], more, row[2]) for row, more in zip(rows, ("因子", "0.1", "0.2", "0.3"), strict=True)]
    data = both(table(*rows), table(*wider))
    assert body(data).count("<w:cellIns ") == 4
    data = both(table(*wider), table(*rows))
    assert body(data).count("<w:cellDel ") == 4
    data = both(table(*wider), table(*rows[:2], ("氢气", "1", "2"), rows[3]))
    assert gone(data)


def test_one_cell() -> None:
    data = both(table(("甲", "12"), ("乙", "34")), table(("甲", "12"), ("乙", "35")))
    assert (gone(data), came(data)) == (["34"], ["35"])


def test_merged_cells_in_the_way() -> None:
    wide = '<w:tc><w:tcPr><w:tcW w:w="4000" w:type="dxa"/><w:gridSpan w:val="2"/></w:tcPr>' + para("合计") + "</w:tc>"
    plain = table(("甲", "乙"), ("1", "2"))
    merged = plain.replace("</w:tbl>", f"<w:tr>{wide}</w:tr></w:tbl>")
    both(plain + para("后"), merged + para("后"))
    both(merged + para("后"), plain + para("后"))
    three = table(("甲", "乙", "丙"), ("1", "2", "3"))
    both(merged + para("后"), three + para("后"))


def test_a_table_that_came_and_one_that_went() -> None:
    one = table(("甲", "乙"), ("1", "2"))
    both(para("前") + para("后"), para("前") + one + para("后"))
    both(para("前") + one + para("后"), para("前") + para("后"))
    both(para("前") + one + para("后"), para("前") + table(("丙", "丁", "戊")) + para("后"))
    nested = table(("外", one + para("")), ("a", "b"))
    both(para("前") + nested, para("前") + nested.replace("乙", "已变"))
    both(nested + para("后"), para("后"))


def test_a_link_keeps_its_address() -> None:
    link = '<w:hyperlink w:anchor="{}" w:history="1">{}</w:hyperlink>'
    old = para(run("见") + link.format("_a", run("方法说明")) + run("。"))
    both(old, para(run("见") + link.format("_b", run("方法说明书")) + run("。")))
    both(old, para("见。"))
    both(para("见。"), old)


def test_contents_over_several_paragraphs() -> None:
    def contents(*entries: str) -> str:
        begin = (
            '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText> TOC \\o </w:instrText></w:r>'
            '<w:r><w:fldChar w:fldCharType="separate"/></w:r>'
        )
        end = '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
        lines = [run(entry) for entry in entries]
        lines[0] = begin + lines[0]
        lines[-1] += end
        return "".join(para(line) for line in lines)

    old = contents("1 总则", "2 范围", "3 方法", "4 结果")
    for new in (
        contents("1 引言", "2 总则", "3 范围", "4 方法", "5 结果"),
        contents("2 范围", "3 方法"),
        contents("1 总则", "3 方法", "4 结果", "5 附录"),
    ):
        data = both(old + para(LONG), new + para(LONG))
        assert body(data).count('"begin"') == body(data).count('"end"') == 1


def test_footnotes() -> None:
    mark = '<w:r><w:footnoteReference w:id="{}"/></w:r>'

    def file(text: str, *notes: str) -> bytes:
        listed = "".join(f'<w:footnote w:id="{n}">{para(note)}</w:footnote>' for n, note in enumerate(notes, 1))
        return making.made(text, {"footnotes": listed})

    one = para(run(LONG) + mark.format(1)) + para(run(OTHER) + mark.format(2))
    old = file(one, "因子取自公告。", "数据取自台账。")
    data = check(old, file(one, "因子取自公告。", "数据取自能源台账。"))
    assert "w:ins " in parts_of(data)["word/footnotes.xml"].decode()
    assert "w:author" not in body(data)
    check(old, file(para(run(LONG)) + para(run(OTHER) + mark.format(1)), "数据取自台账。"))
    check(file(para(run(LONG)) + para(run(OTHER) + mark.format(1)), "数据取自台账。"), old)
    check(old, making.made(para(LONG)))
    check(making.made(para(LONG)), old)


def test_styles_and_lists_that_the_new_file_lacks() -> None:
    style = '<w:style w:type="paragraph" w:styleId="Box"><w:name w:val="Box Text"/><w:basedOn w:val="a"/></w:style>'
    numbering = (
        '<w:abstractNum w:abstractNumId="3"><w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="upperRoman"/>'
        '<w:lvlText w:val="%1."/></w:lvl></w:abstractNum><w:num w:numId="8"><w:abstractNumId w:val="3"/></w:num>'
    )
    other = numbering.replace("upperRoman", "decimal")
    listed = '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="8"/></w:numPr>'
    old = making.made(
        para(LONG, '<w:pStyle w:val="Box"/>') + para(OTHER, listed) + para("尾"), {"numbering": numbering}, styles=style
    )
    data = check(old, making.made(para(THIRD, listed) + para("尾"), {"numbering": other}))
    assert "Box Text" in parts_of(data)["word/styles.xml"].decode()


def test_headers_are_compared() -> None:
    section = making.SECTION.replace("<w:sectPr>", '<w:sectPr><w:headerReference w:type="default" r:id="rIdheader1"/>')
    probe = parts(para(LONG), {"header1": para("页眉 1.0 版")})
    found = re.search(r'Id="([^"]*)"[^>]*header1', probe["word/_rels/document.xml.rels"])
    assert found is not None
    section = section.replace("rIdheader1", found[1])
    old, new = (
        making.made(para(LONG), {"header1": para(f"页眉 {version} 版")}, section=section) for version in ("1.0", "1.1")
    )
    data = check(old, new)
    assert "1.0" in parts_of(data)["word/header1.xml"].decode()


def test_a_section_break_that_came_is_said() -> None:
    broken = para("", making.SECTION)
    old, new = making.made(para(LONG) + para(OTHER)), making.made(para(LONG) + broken + para(OTHER))
    outcome = redline(old, new, author="A", date="", notes={})
    assert [f.rule for f in outcome.findings] == ["IN412"]
    assert outcome.value is not None
    assert shown(accepted(outcome.value)) == shown(new)


def test_earlier_revisions_are_accepted_first_and_said() -> None:
    old = making.made(para(run("排放") + tracked("del", "旧") + tracked("ins", "新")))
    outcome = redline(old, making.made(para("排放新值")), author="A", date="", notes={})
    assert [f.rule for f in outcome.findings] == ["IN411"]
    assert outcome.value is not None
    assert shown(rejected(outcome.value)) == shown(accepted(old))


@pytest.mark.parametrize(
    ("bad", "rule"),
    [
        (b"", "IN407"),
        (b"no zip", "IN403"),
        (b"%PDF-1.7", "IN403"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"), "IN401"),
        (making.made(para(LONG))[:300], "IN404"),
    ],
)
def test_what_is_no_word_file_is_said(bad: bytes, rule: str) -> None:
    good = making.made(para(LONG))
    for old, new in ((bad, good), (good, bad)):
        outcome = redline(old, new, author="A", date="", notes={})
        assert outcome.value is None
        assert [f.rule for f in outcome.findings] == [rule]


def test_a_strict_and_a_transitional_file() -> None:
    old = parts(para(LONG) + para(OTHER))
    strict = {name: text.replace(making.W, making.STRICT) for name, text in old.items()}
    data = made(package(strict), making.made(para(LONG) + para(OTHER.replace("最近一年", "上一年"))))
    assert [p.text for p in read(rejected(data)).paragraphs] == [LONG, OTHER]


def test_ids_of_marks_are_used_once() -> None:
    data = both(para(LONG) + para(OTHER) + table(("甲", "12")), para(THIRD) + para(LONG) + table(("甲", "13")))
    ids = re.findall(r'<w:(?:ins|del|moveFrom|moveTo|moveFromRangeStart|moveToRangeStart) w:id="(\d+)"', body(data))
    assert len(ids) == len(set(ids))


def test_only_the_mark_of_a_paragraph_cut_in_two_is_new() -> None:
    data = both(para(LONG + OTHER) + para("尾"), para(LONG) + para(OTHER) + para("尾"))
    assert not gone(data)
    assert not came(data)
    data = both(para(LONG) + para(OTHER) + para("尾"), para(LONG + OTHER) + para("尾"))
    assert not gone(data)
    assert not came(data)
    right = '<w:jc w:val="right"/>'
    data = both(para(LONG + OTHER), para(LONG, right) + para(OTHER.replace("最近一年", "上一年"), right))
    assert (gone(data), came(data)) == (["最近"], ["上"])
