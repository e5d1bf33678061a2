"""Write the activity tables of the example clients, byte for byte the same every time.

Run ``python tools/make_examples.py`` after changing a figure here. Every quantity comes from the arithmetic below; no
random source and no clock takes part. The clients are fictional. The ledgers are laid out as real ones are: title rows,
merged group headers, units that change from month to month, thousands separators, numbers kept as text, sub-totals.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any

import xlsxwriter

PROJECTS = Path(__file__).resolve().parent.parent / "projects"
FIXED = datetime.datetime(2025, 1, 15, 9, 0, 0)

#: Twelve monthly weights in per mille of an even month: production dips at the Spring Festival.
PRODUCTION = (960, 720, 1040, 1030, 1020, 1010, 985, 980, 1030, 1040, 1060, 1125)
WINTER = (1900, 1750, 1400, 800, 500, 350, 300, 300, 450, 950, 1500, 1800)
SUN = (620, 680, 850, 1020, 1140, 1160, 1380, 1340, 1120, 1000, 860, 830)
EVEN = (1000,) * 12


@dataclass(frozen=True)
class Item:
    """A line of an energy ledger: yearly amounts by year, in ``unit``, spread over months by ``shape``."""

    name: str
    site: str
    unit: str
    years: dict[int, str]
    shape: Sequence[int]
    digits: int
    evidence: str
    meter: str = ""
    other_unit: tuple[str, int] | None = None
    begins: tuple[int, int] = (2022, 1)
    ends: tuple[int, int] = (2024, 12)


def months(item: Item, year: int) -> list[Decimal]:
    """Return the twelve quantities of a year in ``item.unit``; months outside its working life are zero."""
    weights = []
    for month in range(1, 13):
        wobble = 1000 + ((month * 37 + year * 13 + len(item.name) * 17) % 11 - 5) * 6
        works = item.begins <= (year, month) <= item.ends
        weights.append(item.shape[month - 1] * wobble if works else 0)
    amount, whole = Decimal(item.years[year]), sum(weights)
    step = Decimal(1).scaleb(-item.digits)
    return [(amount * w / whole).quantize(step) if whole else Decimal(0) for w in weights]


LANHE = [
    Item(
        "天然气（热处理炉、烘包器）",
        "主厂",
        "万Nm3",
        {2022: "92.4", 2023: "88.9", 2024: "84.6"},
        PRODUCTION,
        4,
        "燃气结算单",
        "LH-G-01",
        ("Nm3", 10000),
    ),
    Item(
        "天然气（分厂）",
        "分厂",
        "Nm3",
        {2022: "346000", 2023: "338000", 2024: "327000"},
        PRODUCTION,
        0,
        "燃气结算单",
        "YD-G-01",
    ),
    Item("焦炭", "分厂", "t", {2022: "742", 2023: "598", 2024: "452"}, PRODUCTION, 2, "领料单", "YD-W-01"),
    Item(
        "无烟煤",
        "主厂",
        "t",
        {2022: "286", 2023: "94", 2024: "0"},
        WINTER,
        2,
        "过磅单",
        "LH-W-02",
        ends=(2023, 4),
    ),
    Item(
        "生物质颗粒",
        "主厂",
        "t",
        {2022: "0", 2023: "178", 2024: "405"},
        WINTER,
        2,
        "过磅单",
        "LH-W-02",
        begins=(2023, 9),
    ),
    Item(
        "柴油（叉车）",
        "主厂",
        "kg",
        {2022: "68200", 2023: "64900", 2024: "60400"},
        PRODUCTION,
        1,
        "加油记录",
        "LH-D-01",
        ("t", -1000),
    ),
    Item("柴油（货车）", "分厂", "kg", {2022: "84500", 2023: "86100", 2024: "85300"}, PRODUCTION, 1, "加油卡账单"),
    Item("汽油", "主厂", "kg", {2022: "15800", 2023: "15100", 2024: "13600"}, EVEN, 1, "加油卡账单"),
    Item("液化气", "分厂", "kg", {2022: "11900", 2023: "11500", 2024: "11200"}, EVEN, 0, "钢瓶领用单"),
    Item(
        "外购电（主厂）",
        "主厂",
        "kWh",
        {2022: "19860000", 2023: "19240000", 2024: "18120000"},
        PRODUCTION,
        0,
        "电费结算单",
        "LH-E-01",
        ("万kWh", -10000),
    ),
    Item(
        "外购电（分厂）",
        "分厂",
        "kWh",
        {2022: "11180000", 2023: "10960000", 2024: "10740000"},
        PRODUCTION,
        0,
        "电费结算单",
        "YD-E-01",
        ("万kWh", -10000),
    ),
    Item("蒸汽", "分厂", "GJ", {2022: "9350", 2023: "8940", 2024: "8610"}, PRODUCTION, 1, "供热结算单", "YD-H-01"),
    Item(
        "外供余热",
        "主厂",
        "GJ",
        {2022: "0", 2023: "640", 2024: "1480"},
        WINTER,
        1,
        "供热结算单",
        "LH-H-01",
        begins=(2023, 10),
    ),
    Item(
        "光伏自用电",
        "主厂",
        "kWh",
        {2022: "0", 2023: "520000", 2024: "1365000"},
        SUN,
        0,
        "光伏月报",
        "LH-PV-01",
        begins=(2023, 7),
    ),
]

LANHE_OTHER = [
    Item("石墨电极", "主厂", "t", {2022: "71.5", 2023: "67.2", 2024: "62.8"}, PRODUCTION, 2, "领料单"),
    Item("石灰石", "分厂", "t", {2022: "156", 2023: "126", 2024: "95"}, PRODUCTION, 2, "领料单"),
    Item("CO₂保护气", "主厂", "kg", {2022: "17400", 2023: "17900", 2024: "18300"}, EVEN, 0, "气瓶领用单"),
]

#: Refills are single events: (year, month) -> kilogrammes.
LANHE_REFILLS = {
    ("R410A充装", "主厂"): {
        (2022, 6): "14.0",
        (2022, 8): "13.5",
        (2023, 7): "25.0",
        (2024, 6): "10.5",
        (2024, 8): "13.0",
    },
    ("R134a充装", "分厂"): {(2022, 5): "22.0", (2023, 5): "19.5", (2024, 7): "16.0"},
    ("SF6补气", "主厂"): {(2022, 11): "1.4", (2023, 11): "1.1", (2024, 10): "1.2"},
}

LANHE_CHAIN: list[tuple[str, str, str, dict[int, str], str, str]] = [
    ("类别四", "外购生铁", "t", {2022: "7,460", 2023: "7,150", 2024: "6,820"}, "采购入库台账", ""),
    (
        "类别四",
        "外购废钢",
        "t",
        {2022: "13,980", 2023: "14,520", 2024: "15,190"},
        "采购入库台账",
        "含回炉料以外的外购废钢",
    ),
    ("类别四", "外购铁合金", "t", {2022: "486", 2023: "479", 2024: "471"}, "采购入库台账", "硅铁、锰铁合计"),
    (
        "类别四",
        "天然气（上游）",
        "万Nm3",
        {2022: "127.0", 2023: "122.7", 2024: "117.3"},
        "燃气结算单汇总",
        "与燃烧量同口径",
    ),
    ("类别三", "原料运入", "万吨公里", {2022: "742", 2023: "748", 2024: "756"}, "过磅单及里程", ""),
    ("类别三", "铸件运出", "万吨公里", {2022: "918", 2023: "927", 2024: "941"}, "发货单及里程", ""),
    ("类别四", "废砂炉渣处置", "t", {2022: "9,860", 2023: "9,420", 2024: "8,970"}, "转移联单", ""),
    ("类别三", "商务旅行", "pkm", {2022: "684,000", 2023: "1,052,000", 2024: "1,118,000"}, "差旅报销明细", ""),
    (
        "类别三",
        "员工通勤",
        "pkm",
        {2022: "3,260,000", 2023: "3,240,000", 2024: "3,180,000"},
        "通勤问卷",
        "按在岗人数推算",
    ),
    ("类别五", "报废铸件回收处理", "t", {2022: "19,620", 2023: "19,870", 2024: "20,240"}, "销售台账", "按当年销售量"),
]


def shown(value: Decimal, month: int, item: Item, year: int) -> tuple[Any, str]:
    """Return a cell as a clerk would have typed it, and its unit: now a number, now text with separators."""
    unit = item.unit
    if item.other_unit and (month + year) % 4 == 0:
        unit, factor = item.other_unit
        value = value * factor if factor > 0 else value / -factor
    turn = (month * 3 + len(item.name) + year) % 5
    if turn == 0 and value >= 1000:
        return f"{value.normalize():,f}", unit
    if turn == 3:
        return f"{value.normalize():f}", unit
    return float(value), unit


NOTES = {
    ("无烟煤", 2023, 4): "锅炉于月底停用",
    ("生物质颗粒", 2023, 9): "生物质锅炉投运",
    ("光伏自用电", 2023, 7): "一期并网",
    ("外供余热", 2023, 10): "向园区邻近企业供热",
    ("外购电（主厂）", 2024, 2): "春节停炉检修",
    ("外购电（分厂）", 2024, 2): "春节停炉检修",
    ("焦炭", 2024, 1): "冲天炉改单班运行",
}


def energy_sheet(book: Any, formats: dict[str, Any], year: int) -> None:
    """Write one year's sheet: title, legend, merged group headers, column headers, twelve rows and a sub-total each."""
    sheet = book.add_worksheet(f"{year}年")
    sheet.set_column(0, 8, 13)
    sheet.set_column(2, 2, 26)
    sheet.merge_range(0, 0, 0, 8, f"岚河精密铸造有限公司{year}年度能源消耗台账", formats["title"])
    sheet.merge_range(1, 0, 1, 8, "填报部门：设备能源部、云渡分厂设备科　　数据以结算凭证为准", formats["plain"])
    sheet.merge_range(2, 0, 2, 2, "基本信息", formats["head"])
    sheet.merge_range(2, 3, 2, 4, "消耗情况", formats["head"])
    sheet.merge_range(2, 5, 2, 8, "凭证与计量", formats["head"])
    for column, name in enumerate(
        ("月份", "厂区", "品种", "消耗量", "计量单位", "凭证", "表计编号", "填报日期", "备注")
    ):
        sheet.write_string(3, column, name, formats["head"])
    line = 4
    for item in LANHE:
        quantities = months(item, year)
        for month, quantity in enumerate(quantities, start=1):
            cell, unit = shown(quantity, month, item, year)
            sheet.write_string(line, 0, f"{month}月", formats["plain"])
            sheet.write_string(line, 1, item.site, formats["plain"])
            sheet.write_string(line, 2, item.name, formats["plain"])
            if isinstance(cell, str):
                sheet.write_string(line, 3, cell, formats["plain"])
            else:
                sheet.write_number(line, 3, cell, formats["number"])
            sheet.write_string(line, 4, unit, formats["plain"])
            sheet.write_string(line, 5, f"{item.evidence}{year}{month:02d}", formats["plain"])
            sheet.write_string(line, 6, item.meter, formats["plain"])
            sheet.write_string(line, 7, f"{year + month // 12}-{month % 12 + 1:02d}-05", formats["plain"])
            sheet.write_string(line, 8, NOTES.get((item.name, year, month), ""), formats["plain"])
            line += 1
        sheet.write_string(line, 2, "小计", formats["head"])
        sheet.write_number(line, 3, float(sum(quantities)), formats["total"])
        sheet.write_string(line, 4, item.unit, formats["head"])
        line += 1
    sheet.freeze_panes(4, 0)


def other_sheet(book: Any, formats: dict[str, Any]) -> None:
    """Write the long sheet of process materials and leaking gases: every month, zero where nothing was refilled."""
    sheet = book.add_worksheet("其他排放源")
    sheet.set_column(0, 6, 15)
    sheet.merge_range(0, 0, 0, 6, "其他排放源活动数据登记表（2022年至2024年）", formats["title"])
    sheet.merge_range(1, 0, 1, 6, "无领用或无充装的月份登记为零", formats["plain"])
    for column, name in enumerate(("期间", "厂区", "物料或介质", "数量", "单位", "凭证编号", "说明")):
        sheet.write_string(2, column, name, formats["head"])
    line = 3
    for period, site, name, quantity, unit, evidence, note in _other_rows():
        for column, text in ((0, period), (1, site), (2, name), (4, unit), (5, evidence), (6, note)):
            sheet.write_string(line, column, text, formats["plain"])
        sheet.write_number(line, 3, float(quantity), formats["number"])
        line += 1
    sheet.freeze_panes(3, 0)


def _other_rows() -> Iterable[tuple[str, str, str, Decimal, str, str, str]]:
    for item in LANHE_OTHER:
        for year in sorted(item.years):
            for month, quantity in enumerate(months(item, year), start=1):
                yield (
                    f"{year}-{month:02d}",
                    item.site,
                    item.name,
                    quantity,
                    item.unit,
                    f"{item.evidence}{year}{month:02d}",
                    "",
                )
    for (name, site), events in LANHE_REFILLS.items():
        for year in (2022, 2023, 2024):
            for month in range(1, 13):
                quantity = events.get((year, month), "0")
                note = "维修后补充" if quantity != "0" else "无充装"
                evidence = f"充装记录{year}{month:02d}" if quantity != "0" else ""
                yield f"{year}-{month:02d}", site, name, Decimal(quantity), "kg", evidence, note


def write_lanhe(folder: Path) -> None:
    """Write the workbook and the csv file of Lanhe Foundry."""
    folder.mkdir(parents=True, exist_ok=True)
    book = xlsxwriter.Workbook(str(folder / "energy-ledger.xlsx"))
    book.set_properties({"title": "能源消耗台账", "company": "岚河精密铸造有限公司", "created": FIXED})
    formats = {
        "title": book.add_format({"bold": True, "align": "center", "font_size": 14, "font_name": "宋体"}),
        "head": book.add_format({"bold": True, "align": "center", "border": 1, "font_name": "宋体"}),
        "plain": book.add_format({"font_name": "宋体"}),
        "number": book.add_format({"num_format": "#,##0.####"}),
        "total": book.add_format({"num_format": "#,##0.####", "bold": True, "border": 1}),
    }
    for year in (2022, 2023, 2024):
        energy_sheet(book, formats, year)
    other_sheet(book, formats)
    book.close()
    lines = ["年度,类别,项目,数量,单位,数据来源,备注"]
    for category, name, unit, years, evidence, note in LANHE_CHAIN:
        for year, quantity in years.items():
            typed = f'"{quantity}"' if "," in quantity else quantity
            lines.append(f"{year},{category},{name},{typed},{unit},{evidence},{note}")
    _write(folder / "value-chain.csv", lines, "utf-8-sig")


def _write(path: Path, lines: Sequence[str], encoding: str) -> None:
    path.write_bytes(("\r\n".join(lines) + "\r\n").encode(encoding))


CHENGYU = [
    Item("天然气", "", "万Nm3", {2022: "1182", 2023: "1274", 2024: "1361"}, PRODUCTION, 2, ""),
    Item("烟煤", "", "t", {2022: "4260", 2023: "4580", 2024: "4905"}, PRODUCTION, 1, ""),
    Item("柴油", "", "kg", {2022: "83400", 2023: "87900", 2024: "91200"}, PRODUCTION, 0, ""),
    Item("电力", "", "万kWh", {2022: "1946", 2023: "2087", 2024: "2214"}, PRODUCTION, 3, ""),
    Item("石灰石", "", "t", {2022: "3120", 2023: "3340", 2024: "3545"}, PRODUCTION, 1, ""),
    Item("白云石", "", "t", {2022: "1480", 2023: "1585", 2024: "1690"}, PRODUCTION, 1, ""),
]


def write_chengyu(folder: Path) -> None:
    """Write a csv file a year in GB18030, months as columns, section rows and a yearly total between the figures."""
    folder.mkdir(parents=True, exist_ok=True)
    header = ["能源及物料", "计量单位", *(f"{month}月" for month in range(1, 13)), "全年合计", "备注"]
    for year in (2022, 2023, 2024):
        lines = [f"澄屿建筑陶瓷有限公司{year}年能源及原料消耗统计表", "制表：财务部", ",".join(header)]
        for item in CHENGYU:
            if item.name in ("天然气", "石灰石"):
                lines.append(("一、能源" if item.name == "天然气" else "二、原料") + "," * (len(header) - 1))
            quantities = months(item, year)
            cells = [_grouped(quantity) for quantity in (*quantities, sum(quantities, Decimal(0)))]
            note = "春节期间停窑检修" if item.name == "天然气" else ""
            lines.append(",".join([item.name, item.unit, *cells, note]))
        _write(folder / f"energy-{year}.csv", lines, "gb18030")


def _grouped(value: Decimal) -> str:
    return f'"{value:,f}"' if value >= 1000 else f"{value:f}"


def main() -> None:
    """Write the tables of every example client."""
    write_lanhe(PROJECTS / "lanhe-foundry" / "data")
    write_chengyu(PROJECTS / "chengyu-ceramics" / "data")


if __name__ == "__main__":
    main()
