"""Inspect: rendered files are read back, with no code of the writers."""

from generator.inspect.docx import inspect_docx
from generator.inspect.html import inspect_html
from generator.inspect.package import inspect_package
from generator.inspect.xlsx import inspect_xlsx

__all__ = ["inspect_docx", "inspect_html", "inspect_package", "inspect_xlsx"]
