"""The workbook inside a chart: the shown (rounded) numbers, and nothing else."""

from __future__ import annotations

import datetime
import io

from generator.document.pictures import Chart
from generator.render.docx.charts.data import Points, number_code
from generator.render.docx.dates import day


def workbook(chart: Chart, points: Points, date: str) -> bytes:
    """Return the data sheet of a chart as .xlsx; the same chart and date give the same bytes."""
    import xlsxwriter

    buffer = io.BytesIO()
    # Texts are written as texts: a name that begins with = is no formula, an address no link.
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    book = xlsxwriter.Workbook(buffer, options)
    book.set_properties({"created": datetime.datetime.combine(day(date), datetime.time())})
    sheet = book.add_worksheet("Sheet1")
    sheet.set_column(0, 0, 22)
    sheet.set_column(1, max(len(chart.series), 1), 16)
    for row, category in enumerate(chart.categories, start=1):
        sheet.write_string(row, 0, category)
    for column, (series, numbers) in enumerate(zip(chart.series, points, strict=True), start=1):
        sheet.write_string(0, column, series.name)
        unit = next((number.unit_text for number in numbers if number is not None), "")
        look = book.add_format({"num_format": number_code(numbers, unit)})
        for row, number in enumerate(numbers, start=1):
            if number is not None:
                sheet.write_number(row, column, float(number.value), look)
    book.close()
    return buffer.getvalue()
