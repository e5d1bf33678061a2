"""A cover that a designer drew in Word: ``shell.docx`` is filled by docxtpl and its body put before ours.

The shell is untrusted: the archive is bounded, its placeholders are rendered strictly in Jinja's sandbox, values are
escaped, XML resolves no entities, and what cannot be carried over is refused, never dropped.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping
from functools import lru_cache
from typing import TYPE_CHECKING

from generator.render.docx.xml import ILLEGAL

if TYPE_CHECKING:
    from generator.render.docx.draft import Draft

_MOST_BYTES = 30_000_000
_MOST_PARTS = 400
_MOST_RATIO = 300


class ShellError(ValueError):
    """A shell that cannot be used, in both languages."""

    def __init__(self, zh: str, en: str) -> None:
        super().__init__(en)
        self.zh, self.en = zh, en


def merged_cover(draft: Draft, base: dict[str, str], shell: bytes, values: Mapping[str, str]) -> str:
    """Return the filled shell's body with its section; its styles, pictures and headers join the document.

    Raises:
        ShellError: the shell is broken, too large, asks for what a cover does not have, or holds what cannot be kept.
    """
    from generator.render.docx.merge import Merge

    filled = _filled(shell, tuple((name, ILLEGAL.sub("\ufffd", value)) for name, value in values.items()))
    return Merge(draft, base, opened(filled)).body()


def opened(data: bytes) -> dict[str, bytes]:
    """Return the parts of an archive within bounds.

    Raises:
        ShellError: it is no zip or too large.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            entries = archive.infolist()
            size = sum(entry.file_size for entry in entries)
            if size > _MOST_BYTES or len(entries) > _MOST_PARTS or size > _MOST_RATIO * max(len(data), 1):
                raise ShellError("压缩包过大", "the archive is too large")
            return {entry.filename: archive.read(entry) for entry in entries if not entry.is_dir()}
    except (zipfile.BadZipFile, OSError, RuntimeError, EOFError, ValueError) as error:
        if isinstance(error, ShellError):
            raise
        raise ShellError("文件不是 Word 文档", f"it is no Word file ({error})") from error


@lru_cache(maxsize=16)
def _filled(shell: bytes, values: tuple[tuple[str, str], ...]) -> bytes:
    """Fill the placeholders of a shell."""
    import jinja2
    from docxtpl import DocxTemplate
    from jinja2.sandbox import ImmutableSandboxedEnvironment
    from lxml import etree

    opened(shell)
    environment = ImmutableSandboxedEnvironment(autoescape=True, undefined=jinja2.StrictUndefined)
    known = dict(values)
    try:
        template = DocxTemplate(io.BytesIO(shell))
        template.render({**known, "cover": known}, jinja_env=environment, autoescape=True)
        buffer = io.BytesIO()
        template.save(buffer)
    except jinja2.UndefinedError as error:
        raise ShellError(f"占位符没有值：{error.message}", f"a placeholder has no value: {error.message}") from error
    except jinja2.TemplateError as error:
        raise ShellError(f"占位符写法有误：{error}", f"a placeholder cannot be read: {error}") from error
    except (ValueError, KeyError, AttributeError, TypeError, etree.LxmlError, OSError) as error:
        # What python-docx raises on a package that is none: each of these, by the part that is broken.
        raise ShellError("文件不是可用的 Word 文档", f"it is no usable Word file ({type(error).__name__})") from error
    return buffer.getvalue()
