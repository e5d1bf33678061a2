"""The axes of a chart: categories and values, and a second pair where a series has another unit."""

from __future__ import annotations

from collections.abc import Sequence

from generator.base.text import Language
from generator.document.display import unit_text
from generator.document.pictures import Chart
from generator.render.docx.charts.data import Line, axis_code
from generator.render.docx.charts.looks import ink, stroke, text_look, title
from generator.render.docx.xml import escape
from generator.render.theme import Theme


def axes(chart: Chart, series: Sequence[Line], theme: Theme, language: Language) -> str:
    """Return the axes of a chart, none for a pie."""
    if chart.kind in ("pie", "doughnut"):
        return ""
    flat = chart.kind.startswith("bar")
    first = [line for line in series if not line.second]
    second = [line for line in series if line.second]
    between = "midCat" if all(line.plot == "area" for line in series) else "between"
    unit = next((line.unit for line in first if not line.hidden), unit_text(chart.unit, language) if chart.unit else "")
    percent = chart.kind.endswith("100")
    name = chart.y_title if percent else titled(chart.y_title, unit)
    code = "0%" if percent else axis_code(first)
    parts = [
        _category_axis(chart, theme, flat=flat),
        _value_axis(1002, 1001, name, code, theme, flat=flat, between=between, floor=_stands_on_zero(first)),
    ]
    if second:
        other = titled(second[0].name if len(second) == 1 else "", second[0].unit)
        parts.append(_hidden_axis())
        parts.append(_value_axis(1004, 1003, other, axis_code(second), theme, flat=False, between=between, second=True))
    return "".join(parts)


def _stands_on_zero(series: Sequence[Line]) -> bool:
    """Whether the axis has to start at zero: a column or area that starts elsewhere shows false proportions."""
    drawn = any(line.plot in ("column", "bar", "area") for line in series)
    return drawn and all(number is None or number.value >= 0 for line in series for number in line.numbers)


def titled(text: str, unit: str) -> str:
    """Join a title and its unit, unless the title names the unit already.

    The brackets are narrow ones: wide ones stand askew in a turned title.
    """
    if not unit or unit.replace(" ", "") in text.replace(" ", ""):
        return text
    if not text:
        return unit
    return f"{text} ({unit})"


def _category_axis(chart: Chart, theme: Theme, *, flat: bool) -> str:
    # A bar chart reads from the top: its categories run downwards, and the values stay at the bottom.
    turned, place = ("maxMin", "l") if flat else ("minMax", "b")
    name = title(theme, chart.x_title, upright=flat) if chart.x_title else ""
    # A bar without its name says nothing: none is left out however low the chart.
    every = '<c:tickLblSkip val="1"/>' if flat else ""
    return (
        f'<c:catAx><c:axId val="1001"/><c:scaling><c:orientation val="{turned}"/></c:scaling><c:delete val="0"/>'
        f'<c:axPos val="{place}"/>{name}<c:numFmt formatCode="General" sourceLinked="0"/><c:majorTickMark val="none"/>'
        f'<c:minorTickMark val="none"/><c:tickLblPos val="low"/><c:spPr>{stroke(ink(theme.muted), 9525)}</c:spPr>'
        f'{text_look(theme, 900, theme.ink)}<c:crossAx val="1002"/><c:crosses val="autoZero"/><c:auto val="0"/>'
        f'<c:lblAlgn val="ctr"/><c:lblOffset val="100"/>{every}<c:noMultiLvlLbl val="1"/></c:catAx>'
    )


def _hidden_axis() -> str:
    return (
        '<c:catAx><c:axId val="1003"/><c:scaling><c:orientation val="minMax"/></c:scaling><c:delete val="1"/>'
        '<c:axPos val="b"/><c:majorTickMark val="none"/><c:minorTickMark val="none"/><c:tickLblPos val="nextTo"/>'
        '<c:crossAx val="1004"/><c:crosses val="autoZero"/><c:auto val="0"/><c:lblAlgn val="ctr"/>'
        '<c:lblOffset val="100"/><c:noMultiLvlLbl val="1"/></c:catAx>'
    )


def _value_axis(
    own: int,
    other: int,
    name: str,
    code: str,
    theme: Theme,
    *,
    flat: bool,
    between: str,
    second: bool = False,
    floor: bool = False,
) -> str:
    least = '<c:min val="0"/>' if floor else ""
    place = "b" if flat else "r" if second else "l"
    grid = "" if second else f"<c:majorGridlines><c:spPr>{stroke(ink(theme.rule), 6350)}</c:spPr></c:majorGridlines>"
    crosses = "max" if second or flat else "autoZero"
    named = title(theme, name, upright=not flat) if name else ""
    return (
        f'<c:valAx><c:axId val="{own}"/><c:scaling><c:orientation val="minMax"/>{least}</c:scaling><c:delete val="0"/>'
        f'<c:axPos val="{place}"/>{grid}{named}<c:numFmt formatCode="{escape(code)}" sourceLinked="0"/>'
        '<c:majorTickMark val="none"/><c:minorTickMark val="none"/><c:tickLblPos val="nextTo"/>'
        f'<c:spPr><a:ln><a:noFill/></a:ln></c:spPr>{text_look(theme, 900, theme.muted)}<c:crossAx val="{other}"/>'
        f'<c:crosses val="{crosses}"/><c:crossBetween val="{between}"/></c:valAx>'
    )
