"""Figures: native charts and pictures, each inline in a paragraph of its own with its caption below."""

from __future__ import annotations

import struct

from generator.document.display import Shown
from generator.document.pictures import Chart, Picture
from generator.render.docx import rules
from generator.render.docx.charts import ChartError, chart_space, workbook
from generator.render.docx.draft import Draft, Plotted
from generator.render.docx.package import Relations
from generator.render.docx.paragraphs import caption, paragraph
from generator.render.docx.template import EMU_PER_CM, EMU_PER_TWIP, TEXT_WIDTH
from generator.render.docx.xml import escape

_WIDTH = TEXT_WIDTH * EMU_PER_TWIP
_CHART_URI = "http://schemas.openxmlformats.org/drawingml/2006/chart"
_PICTURE_URI = "http://schemas.openxmlformats.org/drawingml/2006/picture"
_PNG = b"\x89PNG\r\n\x1a\n"


def chart(draft: Draft, block: Chart) -> str:
    """Return a native chart with its data sheet, and its caption."""
    return chart_alone(draft, block) + caption(draft, block.id, block.caption, above=False)


def picture(draft: Draft, block: Picture) -> str:
    """Return a picture that was drawn before, and its caption."""
    return picture_alone(draft, block) + caption(draft, block.id, block.caption, above=False)


def chart_alone(draft: Draft, block: Chart) -> str:
    """Return a native chart with its data sheet."""
    number = draft.charts + 1
    part = f"word/charts/chart{number}.xml"
    points = _points(draft, block, part)
    try:
        if points is None:
            raise ChartError("数据缺失", "a point has no fact")
        space = chart_space(block, points, draft.theme, draft.document.language)
    except ChartError as error:
        draft.report(rules.NOT_DRAWN, f"图表 {block.id} 不能绘制：{error.zh}", f"chart {block.id}: {error.en}")
        return _placeholder(draft, error.zh)
    draft.charts = number
    for line in (block.x_title, block.y_title, block.alt, *block.categories, *(s.name for s in block.series)):
        draft.clean(line)
    sheet = Relations()
    sheet.add("package", f"../embeddings/chart{number}.xlsx")
    draft.parts[part] = space
    draft.chart_blocks[part] = block.id
    draft.parts[f"word/charts/_rels/chart{number}.xml.rels"] = sheet.xml()
    draft.parts[f"word/embeddings/chart{number}.xlsx"] = workbook(block, points, draft.document.date)
    rid = draft.relations.add("chart", f"charts/chart{number}.xml")
    graphic = f'<a:graphic><a:graphicData uri="{_CHART_URI}"><c:chart r:id="{rid}"/></a:graphicData></a:graphic>'
    drawing = _inline(draft, block, _WIDTH, round(block.height_cm * EMU_PER_CM), graphic, draft.say("图表", "Chart"))
    return paragraph(draft, "Figure", drawing)


def _points(draft: Draft, block: Chart, part: str) -> list[list[Shown | None]] | None:
    """Return the shown numbers series by series (``None`` for gaps); nothing after a finding."""
    whole = True
    rows: list[list[Shown | None]] = []
    plotted: list[Plotted] = []
    for place, series in enumerate(block.series):
        row: list[Shown | None] = []
        for index, point in enumerate(series.points):
            found = draft.shown(point) if point is not None else None
            whole = whole and (point is None or found is not None)
            row.append(found[0] if found else None)
            if point is not None and found is not None:
                plotted.append(Plotted(block.id, point.key, found[1], part, place, index))
        rows.append(row)
    if whole:
        draft.plotted.extend(plotted)
    return rows if whole else None


def picture_size(draft: Draft, block: Picture) -> tuple[int, int]:
    """Return width and height of a picture on the page, in English Metric Units; nothing where there is none."""
    size = _png_size(draft.pictures.get(block.id, b""))
    if size is None:
        return 0, 0
    width, height = size
    across = min(_WIDTH, round(block.height_cm * EMU_PER_CM * width / height))
    return across, round(across * height / width)


def picture_alone(draft: Draft, block: Picture, *, top: float = 0.0, bottom: float = 1.0, scale: float = 1.0) -> str:
    """Return a picture that was drawn before, or what lies between two shares of its height, at a scale."""
    data = draft.pictures.get(block.id)
    size = _png_size(data) if data else None
    if data is None or size is None:
        reason = draft.say("图片未生成", "the picture was not drawn")
        draft.report(rules.NOT_DRAWN, f"图 {block.id} 没有可用的图片", f"there is no picture for {block.id}")
        return _placeholder(draft, reason)
    for point in [f.point for f in block.flows] + [p for s in block.steps for p in (s.reduction, s.cost)]:
        if found := draft.shown(point):
            draft.plotted.append(Plotted(block.id, point.key, found[1]))
    name = draft.media.setdefault(data, f"image{len(draft.media) + 1}.png")
    draft.parts[f"word/media/{name}"] = data
    draft.picture_blocks[block.id, f"word/media/{name}"] = None
    rid = draft.relations.add("image", f"media/{name}")
    across, down = picture_size(draft, block)
    across, down = round(across * scale), round(down * scale * (bottom - top))
    cut = f'<a:srcRect t="{round(top * 100000)}" b="{round((1 - bottom) * 100000)}"/>' if bottom - top < 1 else ""
    graphic = (
        f'<a:graphic><a:graphicData uri="{_PICTURE_URI}"><pic:pic><pic:nvPicPr><pic:cNvPr id="0" name="{name}"/>'
        f'<pic:cNvPicPr/></pic:nvPicPr><pic:blipFill><a:blip r:embed="{rid}"/>{cut}<a:stretch><a:fillRect/></a:stretch>'
        f'</pic:blipFill><pic:spPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="{across}" cy="{down}"/></a:xfrm>'
        '<a:prstGeom prst="rect"><a:avLst/></a:prstGeom></pic:spPr></pic:pic></a:graphicData></a:graphic>'
    )
    drawing = _inline(draft, block, across, down, graphic, draft.say("图", "Picture"))
    return paragraph(draft, "Figure", drawing)


def _inline(draft: Draft, block: Chart | Picture, width: int, height: int, graphic: str, kind: str) -> str:
    number = draft.next_drawing()
    alt = escape(draft.clean(block.alt or draft.words.plain(block.caption)))
    return (
        f'<w:r><w:drawing><wp:inline distT="0" distB="0" distL="0" distR="0"><wp:extent cx="{width}" cy="{height}"/>'
        f'<wp:effectExtent l="0" t="0" r="0" b="0"/><wp:docPr id="{number}" name="{kind} {number}" descr="{alt}"/>'
        f"<wp:cNvGraphicFramePr/>{graphic}</wp:inline></w:drawing></w:r>"
    )


def _placeholder(draft: Draft, reason: str) -> str:
    return paragraph(draft, "SlotPrompt", f"<w:r><w:t>【{escape(reason)}】</w:t></w:r>", keep=True)


def _png_size(data: bytes) -> tuple[int, int] | None:
    if data[:8] != _PNG or len(data) < 24:
        return None
    width, height = struct.unpack(">II", data[16:24])
    return (width, height) if width and height else None
