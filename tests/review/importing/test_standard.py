"""A reviewed draft standard: clauses, notes, citations and table cells of its chapters; terms stay in their YAML."""

from __future__ import annotations

from pathlib import Path

from generator.build.reviewing import review
from tests.review.importing.editing import JICHUAN, Edited, edited, of

_CHAPTERS = f"projects/{JICHUAN}/content/standard"


def _changes(file: Edited) -> None:
    file.replace(file.paragraph("企业能源计量器具的配备和准确度等级应符合"), "企业能源计量器具", "企业的能源计量器具")
    file.replace(file.paragraph("规定的修约规则保留"), "规定的修约规则保留", "规定的修约规则，保留")
    file.replace(file.paragraph("通常已有计量器具台账"), "通常已有", "一般已有", tracked=True)
    file.insert(file.paragraph("企业停产期间的数据项应填报为零"), "　恢复生产后应恢复填报{{ x }}。", tracked=True)
    file.delete(file.paragraph("采集值与计量器具示值的相对偏差大于1%时"))
    file.replace(file.paragraph("没有计量记录或结算凭证时按规定方法得到的"), "按规定方法", "按本文件规定的方法")


def test_clauses_notes_and_citations_come_back_to_their_chapters(standard: bytes, root: Path) -> None:
    outcome = review(edited(standard, _changes), "draft.docx", root / "projects" / JICHUAN, "", "zh")
    assert outcome.value is not None, outcome.findings
    found = outcome.value.found
    assert not of(found.items, "manual"), [(i.old, i.new, i.reason) for i in of(found.items, "manual")]
    assert not of(found.items, "unplaced"), [(i.old, i.new, i.reason) for i in of(found.items, "unplaced")]
    chapter = found.texts[f"{_CHAPTERS}/08-collection.md"]
    assert "§ 企业的能源计量器具的配备和准确度等级应符合[@std:gb-17167]的规定。" in chapter
    assert "注：按[@std:gbt-19022]建立测量管理体系的企业，一般已有计量器具台账。" in chapter
    assert "§ 恢复生产后应恢复填报\\{\\{ x \\}\\}。\n" in chapter
    assert "相对偏差大于1%时" not in chapter
    (term,) = of(found.items, "data")
    assert term.position is not None
    assert term.position.path == f"projects/{JICHUAN}/standard.yaml"
