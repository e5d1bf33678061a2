"""What LibreOffice makes of a draft standard: its pages, labels, heads and feet, tables that go on, a round trip."""

from __future__ import annotations

import io
import re
import shutil
from pathlib import Path

import pytest
import standard_sample
import word_sample
from lxml import etree
from pypdf import PdfReader
from test_word_office import convert

from generator.document.blocks import Document
from generator.render import pdf
from generator.render.docx import write
from generator.render.docx.xml import NAMESPACES

W = f"{{{NAMESPACES['w']}}}"
pytestmark = [
    pytest.mark.office,
    pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed"),
]


def laid_out(document: Document) -> tuple[bytes, bytes, int]:
    """Write until the pages are those that were written, as a build does; return Word file, PDF and passes."""
    pages: dict[str, int] = {}
    for passes in range(1, 13):
        word = write(document, pictures=standard_sample.pictures(), pages=pages, plan=passes == 1).value
        assert word is not None
        made = pdf.convert(word, document).value
        assert made is not None
        if made.pages == pages:
            return word, made.data, passes
        pages = dict(made.pages)
    raise AssertionError("the pages do not settle")


@pytest.fixture(scope="module")
def made() -> tuple[bytes, bytes, int]:
    return laid_out(standard_sample.sample())


@pytest.fixture(scope="module")
def texts(made: tuple[bytes, bytes, int], tmp_path_factory: pytest.TempPathFactory) -> list[str]:
    path = tmp_path_factory.mktemp("standard") / "a.pdf"
    path.write_bytes(made[1])
    return [page.extract_text() for page in PdfReader(path).pages]


def squeezed(text: str) -> str:
    return re.sub(r"\s", "", text)


def test_pages_are_counted_in_roman_then_from_one(texts: list[str]) -> None:
    feet = [text.rstrip().splitlines()[-1].strip() for text in texts]
    assert feet[1:4] == ["I", "II", "III"]
    assert feet[4:] == [str(n) for n in range(1, len(texts) - 3)]
    assert all("012—2026" in text.splitlines()[0] for text in texts[1:])
    assert squeezed(texts[4]).startswith("T/SLIA012—2026工业园区碳数据质量管理指南1范围")


def test_numbers_and_feet_stand_at_the_outer_edge(made: tuple[bytes, bytes, int], tmp_path: Path) -> None:
    path = tmp_path / "a.pdf"
    path.write_bytes(made[1])
    found: list[tuple[bool, bool]] = []
    for page in list(PdfReader(path).pages)[4:8]:
        places: list[tuple[float, float]] = []

        def gather(
            text: str, _: object, matrix: list[float], *__: object, into: list[tuple[float, float]] = places
        ) -> None:
            if text.strip():
                into.append((matrix[5], matrix[4]))

        page.extract_text(visitor_text=gather)
        middle = float(page.mediabox.width) / 2
        head, foot = max(places), min(places)
        found.append((head[1] > middle, foot[1] > middle))
    assert found == [(True, True), (False, False), (True, True), (False, False)]


def test_the_contents_say_the_pages_where_things_are(texts: list[str]) -> None:
    contents = [line for line in texts[1].splitlines() if "·" in line]
    assert len(contents) == 32
    for line in contents:
        name, page = re.split(r"\s*·+\s*", line.strip(), maxsplit=1)
        sheet = {"I": 1, "II": 2, "III": 3}.get(page) or int(page) + 3
        title = re.sub(r"^(图|表)\s*[A-Z]?\.?\d+", "", name)
        assert squeezed(title) in squeezed(texts[sheet]), (name, page)


def test_a_table_that_breaks_goes_on_under_its_caption(texts: list[str]) -> None:
    with_table = [text for text in texts[4:] if "表1数据清单" in squeezed(text)]
    assert len(with_table) == 3
    assert "（续）" not in with_table[0]
    for text in with_table[1:]:
        assert squeezed(text).startswith("T/SLIA012—2026表1数据清单（续）单位为t数据来源频次说明数据")
    rows = [int(n) for text in with_table for n in re.findall(r"数据(\d+)\s*计量", squeezed(text))]
    assert rows == list(range(1, 61))
    assert "注1：" in squeezed(with_table[-1])


def test_labels_and_references_are_printed_as_they_are_written(texts: list[str]) -> None:
    text = squeezed("".join(texts))
    for words in (
        "5.1.1.1园区宜按附录A为每类数据确定质量等级，抽样见5.2。",
        "抽样的步骤如下（见图1），结果填入表1：a)确定总体；b)抽取样本：1)按部门；2)按介质",
        "——方法的变化：·计量方法",
        "排放量按公式（1）计算。",
        "等级按公式（A.1）判定。",
        "3.2数据质量等级dataqualitygrade",
        "注2：因子的来源宜注明",
        "示例2：另一园区的做法：——按介质分层；",
        "附录A（规范性）数据质量等级A.1等级A.1.1一级A.1.1.1一级数据宜来自计量，见表A.1。",
        "[1]GB/T24025—2009",
        "表1T碳数据",
    ):
        assert words in text, words


def test_a_long_standard_settles_in_few_passes() -> None:
    _, made, passes = laid_out(standard_sample.sample(extra=18))
    reader = PdfReader(io.BytesIO(made))
    assert len(reader.pages) >= 100
    assert passes <= 5
    continued = [i for i, page in enumerate(reader.pages) if "（续）" in page.extract_text()]
    assert len(continued) >= 18
    for place in continued:
        lines = reader.pages[place].extract_text().splitlines()
        assert "（续）" in "".join(lines[1:3]), lines[:4]


def test_a_round_trip_keeps_numbers_bookmarks_and_controls(
    made: tuple[bytes, bytes, int], tmp_path_factory: pytest.TempPathFactory
) -> None:
    source = tmp_path_factory.mktemp("back") / "standard.docx"
    source.write_bytes(made[0])
    back = word_sample.unpacked(convert(source, "docx", tmp_path_factory.mktemp("profile")).read_bytes())
    before = word_sample.unpacked(made[0])

    def names(parts: dict[str, bytes]) -> set[str]:
        root = etree.fromstring(parts["word/document.xml"])
        return {str(b.get(f"{W}name")) for b in root.iter(f"{W}bookmarkStart")}

    def controls(parts: dict[str, bytes]) -> list[str]:
        root = etree.fromstring(parts["word/document.xml"])
        ours = [a.getparent() for a in root.iter(f"{W}alias") if str(a.get(f"{W}val")).startswith("t0")]
        return ["".join(str(t.text or "") for t in p.getparent().iter(f"{W}t")) for p in ours]

    assert {n for n in names(before) if n.startswith("_tw_")} <= names(back)
    assert controls(back) == controls(before) == ["0.95"]

    def known(parts: dict[str, bytes]) -> set[str]:
        return {str(n.get(f"{W}val")) for n in etree.fromstring(parts["word/styles.xml"]).iter(f"{W}name")}

    assert {"标准文件_章标题", "标准文件_一级无标题", "标准文件_附录标识", "标准文件_注×："} <= known(back)
