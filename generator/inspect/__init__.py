"""Inspect: rendered files are read back, with no code of the writers.

Each inspector is loaded when it is asked for: who only reads numbers back waits for none of them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from generator.inspect.docx import inspect_docx
    from generator.inspect.html import inspect_html
    from generator.inspect.package import inspect_package
    from generator.inspect.xlsx import inspect_xlsx

__all__ = ["inspect_docx", "inspect_html", "inspect_package", "inspect_xlsx"]


def __getattr__(name: str) -> Any:
    if name not in __all__:
        raise AttributeError(name)
    from importlib import import_module

    return getattr(import_module(f"generator.inspect.{name.removeprefix('inspect_')}"), name)
