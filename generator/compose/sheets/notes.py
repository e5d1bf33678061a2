"""The first sheet: whose workbook this is, what it holds, how to read its colours and marks."""

from __future__ import annotations

from collections.abc import Sequence

from generator.base.text import Language, Text
from generator.compose.sheets.wording import ACTIVITY, CALCULATION, FACTORS, NOTES, RESULTS
from generator.document.workbook import Row, Sheet, Words
from generator.project.models import Boundary, DocumentOrder
from generator.project.project import Project

_CONSOLIDATION = {
    "operational-control": Text("运营控制权法", "operational control"),
    "financial-control": Text("财务控制权法", "financial control"),
    "equity-share": Text("股权比例法", "equity share"),
}
_SHEETS = (
    (
        ACTIVITY,
        Text(
            "全部原始记录：期间、数量、单位、换算系数、凭证及其所在文件和单元格", "Every record with its cell of origin"
        ),
    ),
    (FACTORS, Text("因子、潜势、指标、假定等不由计算得出的数值及其出处", "What is not calculated, with its source")),
    (CALCULATION, Text("全部计算值的公式、精确值和显示值", "Every calculated value: formula, exact and shown value")),
    (RESULTS, Text("结果汇总表，取显示值", "Tables of results, as shown")),
)
_TABLE = Text("原始数据表，所求之和直接引用其单元格", "A table as it was read; sums point at its cells")
_READING = (
    Text(
        "修改“活动数据”或“因子”中的黄底单元格，各表随之重算。原始数据以来源文件为准，修改应在来源文件中进行。",
        "Change a yellow cell on the sheets of activity or factors, and all sheets follow. What counts is the file of "
        "origin: corrections belong there.",
    ),
    Text(
        "显示值按 GB/T 8170 修约（四舍六入五成双），合计由精确值求和后修约，可能与各显示值之和相差末位。",
        "Shown values are rounded half to even. Totals are rounded from the exact sum and may differ from the sum of "
        "the shown values in the last digit.",
    ),
)
_MARKS = (
    (Text("已核实", "confirmed"), Text("已查阅原始来源", "the primary source was read")),
    (Text("转引", "secondary"), Text("来自转引或二手资料", "a transcription or second-hand source was read")),
    (Text("未核实", "unconfirmed"), Text("来源尚未核实", "the source was not verified")),
)


def build(project: Project, order: DocumentOrder, title: str, language: Language, sheets: Sequence[str]) -> Sheet:
    """Return the sheet; ``sheets`` are the names of those that follow."""
    rows = [
        Row((title,), "title"),
        Row((Text("计算工作簿", "Calculation workbook").say(language),), "lead"),
        Row((), "blank"),
    ]
    rows += [
        Row((Words(name.say(language), "muted"), Words(value, "wrap")))
        for name, value in _about(project, order, language)
    ]
    rows += _section(Text("工作表", "Sheets"), language)
    known = {sheet.say(language): what for sheet, what in _SHEETS}
    rows += [Row((name, Words(known.get(name, _TABLE).say(language), "wrap"))) for name in sheets]
    rows += _section(Text("阅读方法", "How to read"), language)
    rows.append(Row((Words(Text("黄底", "yellow").say(language), "input"), Text("输入值", "an input").say(language))))
    rows += [Row((None, Words(text.say(language), "wrap"))) for text in _READING]
    rows += _section(Text("可信度", "Certainty"), language)
    rows += [Row((mark.say(language), Words(meaning.say(language), "wrap"))) for mark, meaning in _MARKS]
    return Sheet(NOTES.say(language), (22.0, 90.0), rows)


def _consolidation(boundary: Boundary, language: Language) -> str:
    """Name the approach of an organisation's boundary; a project without sites has none."""
    return _CONSOLIDATION[boundary.consolidation].say(language) if boundary.sites else ""


def _section(title: Text, language: Language) -> list[Row]:
    return [Row((), "blank"), Row((title.say(language),), "group")]


def _about(project: Project, order: DocumentOrder, language: Language) -> list[tuple[Text, str]]:
    file = project.file
    comma = "、" if language == "zh" else ", "
    about = [
        (Text("组织", "Organisation"), file.client.name.text.say(language)),
        (Text("文件编号", "Document number"), order.number),
        (Text("版本", "Edition"), order.edition),
        (Text("日期", "Date"), order.date.isoformat()),
        (Text("报告年度", "Reporting years"), comma.join(str(year) for year in file.periods.reporting)),
        (Text("当前年度", "Current year"), str(file.periods.current)),
        (Text("基准年", "Base year"), str(file.periods.base_year.year)),
        (Text("合并方法", "Consolidation"), _consolidation(file.boundary, language)),
        (Text("全球变暖潜势", "GWP set"), f"IPCC {file.criteria.gwp}"),
        (Text("燃料参数数据集", "Fuel data set"), file.criteria.fuels),
        (Text("电力因子数据集", "Electricity data set"), file.criteria.electricity),
    ]
    if file.client.fictional:
        about.append(
            (Text("提示", "Note"), Text("示例客户，数据均为虚构", "an example: all data are fictional").say(language))
        )
    return [(name, value) for name, value in about if value]
