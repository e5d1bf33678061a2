"""What only the settings of a Word file show: captions by their style, the cover's name, raised exponents."""

from __future__ import annotations

from generator.drafting.draft import Kind
from generator.drafting.lint import Hit, lint
from generator.drafting.read.word import read_docx
from generator.drafting.table import DRAFT_RULES
from tests.word.making import made, para, run, table

_STYLES = '<w:style w:type="paragraph" w:styleId="C"><w:name w:val="caption"/><w:basedOn w:val="a"/></w:style>'
_FACE = '<w:rFonts w:ascii="黑体" w:eastAsia="黑体"/><w:sz w:val="{}"/>'
_NUMBER = "T/XXX 001-2026"


def _draft(size: int) -> bytes:
    name = para(run("清洗机规范", _FACE.format(size)), '<w:jc w:val="center"/>')
    text = [para(run(one)) for one in ("1 范围", "本文件规定了清洗机的要求，见表1。")]
    caption = para(run("表1　要求。"), '<w:pStyle w:val="C"/>')
    body = para(run(_NUMBER)) + name + para(run("前言")) + para(run("本文件由甲提出。")) + "".join(text) + caption
    return made(body + table(["项目"], ["寿命"]), styles=_STYLES)


def _hits(size: int, rule_id: str) -> tuple[Hit, ...]:
    draft = read_docx(_draft(size), "draft.docx").value
    assert draft is not None
    return lint(draft, [one for one in DRAFT_RULES if one.rule.id == rule_id]).hits


def test_a_caption_that_ends_like_a_sentence_is_one() -> None:
    draft = read_docx(_draft(52), "draft.docx").value
    assert draft is not None
    assert [piece.label for piece in draft.of(Kind.TABLE_CAPTION)] == ["表1"]
    assert not _hits(52, "NUM-10")
    assert not _hits(52, "TAB-01")


def test_the_name_on_the_cover_is_as_large_as_table_f_1_says() -> None:
    def found(size: int) -> list[str]:
        return [hit.breach.zh for hit in _hits(size, "LAY-12") if "封面的名称" in hit.breach.zh]

    assert found(44) == ["封面的名称用了黑体 22 pt"]
    assert found(52) == []


def test_the_number_on_the_cover_is_reported_once() -> None:
    assert [hit.breach.fragment for hit in _hits(52, "CVR-03")] == [_NUMBER]
    assert not _hits(52, "CIT-06")


def test_an_exponent_on_the_line_is_found_and_a_raised_one_is_not() -> None:
    raised = run("2", '<w:vertAlign w:val="superscript"/>')
    text = para(run("1 范围")) + para(run("效率为600 m2/h，灰量为5 g/m") + raised + run("，型号为AM2。"))
    draft = read_docx(made(text), "draft.docx").value
    assert draft is not None
    found = lint(draft, [one for one in DRAFT_RULES if one.rule.id == "QTY-05"]).hits
    assert [hit.breach.fragment for hit in found] == ["m2"]
