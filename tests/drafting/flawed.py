"""Drafts with many defects, some of which have one right answer: as a Word file and as a text."""

from __future__ import annotations

from generator.drafting.fixed import BASIS, PATENTS
from generator.drafting.rules.references import LEAD
from tests.word.making import field, made, para, run, table, tracked

_LEVELS = (("章标题", "%1"), ("一级条标题", "%1.%2"))
STYLES = "".join(
    f'<w:style w:type="paragraph" w:styleId="L{at}"><w:name w:val="{name}"/><w:basedOn w:val="a"/><w:pPr>'
    f'<w:keepNext/><w:numPr><w:ilvl w:val="{at}"/><w:numId w:val="1"/></w:numPr><w:outlineLvl w:val="{at}"/></w:pPr>'
    '<w:rPr><w:rFonts w:eastAsia="黑体"/></w:rPr></w:style>'
    for at, (name, _) in enumerate(_LEVELS)
)
STYLES += (
    '<w:style w:type="paragraph" w:styleId="D"><w:name w:val="段"/><w:basedOn w:val="a"/>'
    '<w:pPr><w:ind w:firstLineChars="200" w:firstLine="420"/></w:pPr></w:style>'
)
NUMBERING = (
    '<w:abstractNum w:abstractNumId="0"><w:multiLevelType w:val="multilevel"/>'
    + "".join(
        f'<w:lvl w:ilvl="{at}"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:pStyle w:val="L{at}"/>'
        f'<w:suff w:val="space"/><w:lvlText w:val="{form}"/></w:lvl>'
        for at, (_, form) in enumerate(_LEVELS)
    )
    + '</w:abstractNum><w:abstractNum w:abstractNumId="1"><w:lvl w:ilvl="0"><w:start w:val="1"/>'
    '<w:numFmt w:val="bullet"/><w:suff w:val="nothing"/><w:lvlText w:val="——"/></w:lvl></w:abstractNum>'
    '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num><w:num w:numId="2"><w:abstractNumId w:val="1"/></w:num>'
)
COMMENTS = (
    '<w:comment w:id="4" w:author="甲" w:initials="J" w:date="2026-01-01T00:00:00Z">'
    f"{para('<w:r><w:annotationRef/></w:r>' + run('请核对'))}</w:comment>"
)
_BOX = (
    '<w:r><w:pict><v:shape id="s" style="width:90pt;height:30pt"><v:textbox><w:txbxContent>'
    f"{para('框中写着本标准的要求。')}</w:txbxContent></v:textbox></v:shape></w:pict></w:r>"
)
_MARKED = '<w:commentRangeStart w:id="4"/>{}<w:commentRangeEnd w:id="4"/><w:r><w:commentReference w:id="4"/></w:r>'
_NOTE = '<w:r><w:footnoteReference w:id="2"/></w:r>'


_NUMBER = f'<w:bookmarkStart w:id="7" w:name="a"/>{run("表1")}<w:bookmarkEnd w:id="7"/>'
_INNER = para("每周") + table(["早班", "晚班"]) + para("")


def _chapter(text: str, level: int = 0) -> str:
    return para(run(text), f'<w:pStyle w:val="L{level}"/>')


def _text(*runs: str) -> str:
    return para("".join(one if one.startswith("<") else run(one) for one in runs), '<w:pStyle w:val="D"/>')


def _item(*runs: str) -> str:
    properties = '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="2"/></w:numPr>'
    return para("".join(one if one.startswith("<") else run(one) for one in runs), properties)


BODY = (
    para(run("前言", '<w:sz w:val="32"/>'), '<w:jc w:val="center"/>'),
    _text(PATENTS),
    _text("本标准由某协会提出并归口。"),
    para(run("园区用水计量数据管理规范", '<w:sz w:val="32"/>'), '<w:jc w:val="center"/>'),
    _chapter("范围"),
    _text("本", run("标准", "<w:b/>"), "规定了园区用水计量数据的采集、校核和存档的要求。"),
    _text("本文件适用于园区用水计量数据的管理。"),
    _chapter("规范性引用文件"),
    _text("HJ 2.1　建设项目环境影响评价技术导则　总纲"),
    _text("GB/T 8170-2008《", run("数值修约规则与极限数值的表示和判定", "<w:i/>"), "》；"),
    _text("GB/T 2589", run(" ", "<w:b/>"), "综合能耗计算通则"),
    _chapter("术语和定义"),
    _text("以下术语适用于本标准。"),
    _chapter("用水单元", 1),
    _text("具有独立用水计量的场所或设施。"),
    _chapter("数据采集"),
    _chapter("采集内容", 1),
    _text("用水单元应按", field("REF a", "表1"), "采集数据。采集的数据包括", run("：", "<w:b/>")),
    _item("取水量。"),
    _item(run("重复利用水量", "<w:b/>")),
    _item("排水量；"),
    _chapter("采集要求", 1),
    _text("应按GB/T 8170-2008修约", _NOTE, "，并按HJ 2.1核对水量。", tracked("ins", "本规范的记录应保存三年。")),
    _text(_MARKED.format(run("水表")), "应每月读数", tracked("del", "一次"), "。", _BOX),
    _text("表1给出了读数的时间。"),
    para(_NUMBER + run("　读数的时间"), '<w:jc w:val="center"/>'),
    table(["用水单元", "时间"], ["办公楼", "本标准实施后每月"], ["车间", _INNER]),
    _text("用水量按下列公式计算：", "<m:oMath><m:r><m:t>Q=V</m:t></m:r></m:oMath>"),
    _text("读数应存档。"),
)
_FOOTNOTE = para("<w:r><w:footnoteRef/></w:r>" + run("本标准修约到小数点后一位。"))
FOOTNOTES = f'<w:footnote w:id="2">{_FOOTNOTE}</w:footnote>'


def word() -> bytes:
    """The draft as a Word file with automatic numbers, a footnote, tables, a text box, changes and a comment."""
    extra = {"numbering": NUMBERING, "footnotes": FOOTNOTES, "comments": COMMENTS}
    return made("".join(BODY), extra, styles=STYLES)


#: The texts of the paragraphs of the Word file when its fixes are accepted.
MENDED = (
    "前言",
    BASIS,
    PATENTS,
    "本文件由某协会提出并归口。",
    "园区用水计量数据管理规范",
    "范围",
    "本文件规定了园区用水计量数据的采集、校核和存档的要求。",
    "本文件适用于园区用水计量数据的管理。",
    "规范性引用文件",
    LEAD,
    "GB/T 2589　综合能耗计算通则",
    "GB/T 8170—2008　数值修约规则与极限数值的表示和判定",
    "HJ 2.1　建设项目环境影响评价技术导则　总纲",
    "术语和定义",
    "下列术语和定义适用于本文件。",
    "用水单元",
    "具有独立用水计量的场所或设施。",
    "数据采集",
    "采集内容",
    "用水单元应按表1采集数据。采集的数据包括：",
    "取水量；",
    "重复利用水量；",
    "排水量。",
    "采集要求",
    "应按GB/T 8170—2008修约，并按HJ 2.1核对水量。本文件的记录应保存三年。",
    "水表应每月读数。",
    "框中写着本标准的要求。",  # text boxes are not edited
    "表1给出了读数的时间。",
    "表1　读数的时间",
    "用水单元",
    "时间",
    "办公楼",
    "本文件实施后每月",
    "车间",
    "每周",
    "早班",
    "晚班",
    "",
    "用水量按下列公式计算：Q=V",
    "读数应存档。",
    "本文件修约到小数点后一位。",
)
