"""Automatic numbers are rebuilt as Word and LibreOffice show them."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Sequence
from pathlib import Path

import pytest

from generator.word.numerals import numeral
from tests.word.making import made, para, read, table, tracked

Shape = tuple[str, str, str, list[str]]


def level(at: int, text: str, kind: str = "decimal", more: str = "", start: int = 1) -> str:
    """A level; ``more`` stands between its format and its text, as the schema has it."""
    return (
        f'<w:lvl w:ilvl="{at}"><w:start w:val="{start}"/><w:numFmt w:val="{kind}"/>{more}'
        f'<w:lvlText w:val="{text}"/><w:lvlJc w:val="left"/></w:lvl>'
    )


def abstract(number: int, *levels: str, first: str = "", last: str = "") -> str:
    """An abstract definition."""
    kind = '<w:multiLevelType w:val="multilevel"/>'
    return f'<w:abstractNum w:abstractNumId="{number}">{kind}{first}{"".join(levels)}{last}</w:abstractNum>'


def num(number: int, to: int, *overrides: str) -> str:
    """An instance."""
    return f'<w:num w:numId="{number}"><w:abstractNumId w:val="{to}"/>{"".join(overrides)}</w:num>'


def over(at: int, start: int) -> str:
    """An override of a start."""
    return f'<w:lvlOverride w:ilvl="{at}"><w:startOverride w:val="{start}"/></w:lvlOverride>'


def items(*levels: int | tuple[int, int]) -> str:
    """Paragraphs at levels of list 1, or at (list, level)."""
    found = ""
    for one in levels:
        number, at = one if isinstance(one, tuple) else (1, one)
        found += para("文", f'<w:numPr><w:ilvl w:val="{at}"/><w:numId w:val="{number}"/></w:numPr>')
    return found


def style(key: str, properties: str, based: str = "a") -> str:
    """A paragraph style."""
    return (
        f'<w:style w:type="paragraph" w:styleId="{key}"><w:name w:val="{key}"/><w:basedOn w:val="{based}"/>'
        f"<w:pPr>{properties}</w:pPr></w:style>"
    )


def styled(*keys: str) -> str:
    """Paragraphs of styles."""
    return "".join(para("文", f'<w:pStyle w:val="{key}"/>') for key in keys)


DECIMAL = abstract(0, level(0, "%1"), level(1, "%1.%2"), level(2, "%1.%2.%3"))
CHAPTERS = abstract(
    0,
    *(
        level(at, ".".join(f"%{n + 1}" for n in range(at + 1)), more=f'<w:pStyle w:val="H{at + 1}"/>')
        for at in range(3)
    ),
)
HEADINGS = style("H1", '<w:numPr><w:numId w:val="1"/></w:numPr>') + "".join(
    style(f"H{n}", f'<w:numPr><w:ilvl w:val="{n - 1}"/><w:numId w:val="1"/></w:numPr>') for n in (2, 3)
)

SHAPES: dict[str, Shape] = {
    "levels and their restart": (
        DECIMAL + num(1, 0),
        items(0, 1, 1, 2, 0, 1, 2, 2),
        "",
        ["1", "1.1", "1.2", "1.2.1", "2", "2.1", "2.1.1", "2.1.2"],
    ),
    "a start above one": (abstract(0, level(0, "%1)", start=5)) + num(1, 0), items(0, 0), "", ["5)", "6)"]),
    "letters and roman figures": (
        abstract(0, level(0, "%1)", "lowerLetter"), level(1, "(%2)", "lowerRoman"), level(2, "%3", "upperRoman"))
        + num(1, 0),
        items(0, 1, 1, 1, 1, 2, 0, 1),
        "",
        ["a)", "(i)", "(ii)", "(iii)", "(iv)", "I", "b)", "(i)"],
    ),
    "two instances of one definition go on counting": (
        abstract(0, level(0, "%1.")) + num(1, 0) + num(2, 0),
        items((1, 0), (2, 0), (1, 0)),
        "",
        ["1.", "2.", "3."],
    ),
    "an override of the start begins anew, once": (
        abstract(0, level(0, "%1.")) + num(1, 0) + num(2, 0, over(0, 1)),
        items((1, 0), (1, 0), (2, 0), (2, 0)),
        "",
        ["1.", "2.", "1.", "2."],
    ),
    "an override that changes the level": (
        abstract(0, level(0, "%1."))
        + num(1, 0)
        + num(2, 0, f'<w:lvlOverride w:ilvl="0">{level(0, "注%1：")}</w:lvlOverride>'),
        items((2, 0), (2, 0)),
        "",
        ["注1：", "注2："],
    ),
    "styles linked to levels": (CHAPTERS + num(1, 0), styled("H1", "H2", "H2", "H3", "H1", "H2"), HEADINGS,
                                ["1", "1.1", "1.2", "1.2.1", "2", "2.1"]),
    "a style based on a numbered one": (
        CHAPTERS + num(1, 0),
        styled("H1", "Own", "H1"),
        HEADINGS + style("Own", "", "H1"),
        ["1", "2", "3"],
    ),
    "number nought takes the number away": (
        CHAPTERS + num(1, 0),
        styled("H1", "Bare", "H1"),
        HEADINGS + style("Bare", '<w:numPr><w:numId w:val="0"/></w:numPr>', "H1"),
        ["1", "", "2"],
    ),
    "a level that never restarts": (
        abstract(0, level(0, "%1"), level(1, "%2)", more='<w:lvlRestart w:val="0"/>')) + num(1, 0),
        items(0, 1, 1, 0, 1),
        "",
        ["1", "1)", "2)", "2", "3)"],
    ),
    "a level that restarts after the first only": (
        abstract(0, level(0, "%1"), level(1, "%1.%2"), level(2, "%3)", more='<w:lvlRestart w:val="1"/>')) + num(1, 0),
        items(0, 1, 2, 2, 1, 2, 0, 1, 2),
        "",
        ["1", "1.1", "1)", "2)", "1.2", "3)", "2", "2.1", "1)"],
    ),
    "legal numbers are decimal": (
        abstract(0, level(0, "第%1章", "chineseCounting"), level(1, "%1.%2", more="<w:isLgl/>")) + num(1, 0),
        items(0, 0, 1),
        "",
        ["第一章", "第二章", "2.1"],
    ),
    "Chinese counting": (
        abstract(0, level(0, "%1、", "chineseCountingThousand", start=9)) + num(1, 0),
        items(0, 0, 0, 0),
        "",
        ["九、", "十、", "十一、", "十二、"],
    ),
    "stems, circles and no number": (
        abstract(0, level(0, "%1", "ideographTraditional"), level(1, "%2", "decimalEnclosedCircle"),
                 level(2, "——", "none")) + num(1, 0),
        items(0, 0, 1, 1, 2),
        "",
        ["甲", "乙", "①", "②", "——"],
    ),
    "annexes": (
        abstract(0, level(0, "附录%1", "upperLetter"), level(1, "%1.%2")) + num(1, 0),
        items(0, 1, 1, 0, 1),
        "",
        ["附录A", "A.1", "A.2", "附录B", "B.1"],
    ),
    "a numbering style": (
        abstract(0, level(0, "§%1"), first='<w:styleLink w:val="L"/>')
        + abstract(1, first='<w:numStyleLink w:val="L"/>') + num(1, 1) + num(2, 0),
        items((1, 0), (1, 0)),
        '<w:style w:type="numbering" w:styleId="L"><w:name w:val="L"/><w:pPr><w:numPr><w:numId w:val="2"/></w:numPr>'
        "</w:pPr></w:style>",
        ["§1", "§2"],
    ),
    "bullets": (
        abstract(0, level(0, "——", "bullet"),
                 '<w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="bullet"/><w:lvlText w:val="&#xF0B7;"/>'
                 '<w:rPr><w:rFonts w:ascii="Symbol" w:hAnsi="Symbol"/></w:rPr></w:lvl>') + num(1, 0),
        items(0, 1),
        "",
        ["——", "•"],
    ),
    "tables count on, deleted paragraphs do not": (
        abstract(0, level(0, "%1")) + num(1, 0),
        items(0) + table([items(0), items(0)])
        + para(tracked("del", "去"), '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr><w:rPr>'
               '<w:del w:id="1" w:author="甲"/></w:rPr>') + items(0),
        "",
        ["1", "2", "3", "4"],
    ),
    "a list that is not defined": (
        abstract(0, level(0, "%1")) + num(1, 0),
        items((7, 0), (1, 5), 0),
        "",
        ["", "", "1"],
    ),
}  # fmt: skip


def _labels(shape: Shape) -> list[str]:
    numbering, body, styles, _ = shape
    file = read(made(body, {"numbering": numbering}, styles=styles))
    return [p.label.text if p.label else "" for p in file.paragraphs]


@pytest.mark.parametrize("shape", SHAPES.values(), ids=SHAPES)
def test_labels_are_rebuilt(shape: Shape) -> None:
    assert _labels(shape) == shape[3]


def test_a_label_names_its_list_and_its_suffix() -> None:
    numbering = abstract(0, level(0, "%1", more='<w:suff w:val="space"/>')) + num(3, 0)
    (paragraph,) = read(made(items((3, 0)), {"numbering": numbering})).paragraphs
    assert paragraph.label is not None
    assert (paragraph.label.number_id, paragraph.label.level, paragraph.label.suffix) == (3, 0, "space")
    assert paragraph.numbered_text == "1 文"


def test_indents_come_from_the_list_below_what_names_it() -> None:
    indent = '<w:lvl w:ilvl="0"><w:numFmt w:val="decimal"/><w:pPr><w:ind w:left="{}" w:hanging="420"/></w:pPr></w:lvl>'
    numbering = abstract(0, indent.format(840)) + num(1, 0)
    listed = '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>'
    styles = style("S", f'{listed}<w:ind w:left="100"/>') + style("T", '<w:ind w:left="200" w:firstLine="7"/>')
    body = (
        para("文", '<w:pStyle w:val="S"/>')
        + para("文", f'<w:pStyle w:val="T"/>{listed}')
        + para("文", listed + '<w:ind w:left="9"/>')
    )
    found = [p.indents for p in read(made(body, {"numbering": numbering}, styles=styles)).paragraphs]
    assert [(i.left, i.first) for i in found] == [(100, -420), (840, -420), (9, -420)]


@pytest.mark.parametrize(
    ("kind", "numbers", "shown"),
    [
        ("lowerLetter", (1, 26, 27, 53), ["a", "z", "aa", "aaa"]),
        ("upperRoman", (4, 9, 1994), ["IV", "IX", "MCMXCIV"]),
        ("chineseCounting", (10, 20, 21), ["十", "二十", "二十一"]),
        ("chineseCountingThousand", (101, 110, 1005, 10020), ["一百零一", "一百一十", "一千零五", "一万零二十"]),
        ("chineseLegalSimplified", (10, 205), ["壹拾", "贰佰零伍"]),
        ("ideographDigital", (10, 205), ["一〇", "二〇五"]),
        ("ideographTraditional", (10, 11), ["癸", "11"]),
        ("ideographZodiac", (1, 12), ["子", "亥"]),
        ("ideographZodiacTraditional", (1, 60), ["甲子", "癸亥"]),
        ("decimalEnclosedCircle", (20, 21), ["⑳", "21"]),
        ("decimalEnclosedParen", (3,), ["⑶"]),
        ("decimalFullWidth", (12,), ["１２"]),
        ("decimalZero", (9, 10), ["09", "10"]),
        ("ordinal", (1, 2, 11, 23), ["1st", "2nd", "11th", "23rd"]),
        ("numberInDash", (5,), ["- 5 -"]),
        ("unheardOf", (5,), ["5"]),
    ],
)
def test_numbers_are_written_in_their_format(kind: str, numbers: Sequence[int], shown: list[str]) -> None:
    assert [numeral(n, kind) for n in numbers] == shown


def test_a_format_of_ones_own_keeps_its_width() -> None:
    assert numeral(7, "custom", "001, 002, 003, ...") == "007"


#: What LibreOffice does otherwise: it reads neither w:lvlRestart nor w:isLgl (17.9.11, 17.9.4), keeps characters of
#: symbol fonts, and prints deleted paragraphs.
_OTHERWISE = {
    "a level that never restarts",
    "a level that restarts after the first only",
    "legal numbers are decimal",
    "bullets",
    "a list that is not defined",
    "tables count on, deleted paragraphs do not",
}


@pytest.mark.office
@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")
def test_labels_are_those_of_libreoffice(tmp_path: Path) -> None:
    names = [name for name in SHAPES if name not in _OTHERWISE]
    for at, name in enumerate(names):
        numbering, body, styles, _ = SHAPES[name]
        (tmp_path / f"{at}.docx").write_bytes(made(body, {"numbering": numbering}, styles=styles))
    files = [str(tmp_path / f"{at}.docx") for at in range(len(names))]
    profile = f"-env:UserInstallation=file://{tmp_path / 'profile'}"
    command = ["soffice", profile, "--headless", "--convert-to", "txt:Text (encoded):UTF8", "--outdir", str(tmp_path)]
    subprocess.run([*command, *files], check=True, capture_output=True, timeout=300)
    shown = {}
    for at, name in enumerate(names):
        lines = (tmp_path / f"{at}.txt").read_text("utf-8-sig").split("\n")
        shown[name] = [line.removesuffix("文").strip() for line in lines if "文" in line]
    assert shown == {name: SHAPES[name][3] for name in names}
