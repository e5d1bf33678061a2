"""A cover that a designer drew in Word: ``shell.docx`` is filled by docxtpl and its body put before ours.

The shell is untrusted: the archive is bounded, its placeholders are fields and conditions and nothing else (no loop, no
call, no arithmetic), values are escaped, XML has no document types, fields and links reach nothing outside the file,
and what cannot be carried over is refused, never dropped.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable, Mapping
from functools import lru_cache
from typing import TYPE_CHECKING

from generator.render.docx.xml import ILLEGAL

if TYPE_CHECKING:
    from jinja2 import Environment

    from generator.render.docx.draft import Draft

_MOST_BYTES = 30_000_000
_MOST_PARTS = 400
_MOST_RATIO = 300
#: docxtpl searches these parts with expressions that go back and forth from every brace.
_MOST_TEXT = 1_000_000
_MOST_BRACES = 400


class ShellError(ValueError):
    """A shell that cannot be used, in both languages."""

    def __init__(self, zh: str, en: str) -> None:
        super().__init__(en)
        self.zh, self.en = zh, en


#: A shell and the values of its placeholders become a filled one.
Fill = Callable[[bytes, tuple[tuple[str, str], ...]], bytes]


def merged_cover(
    draft: Draft, base: dict[str, str], shell: bytes, values: Mapping[str, str], fill: Fill | None = None
) -> str:
    """Return the filled shell's body with its section; its styles, pictures and headers join the document.

    ``fill`` does what :func:`filled` does, and may know the answer already.

    Raises:
        ShellError: the shell is broken, too large, asks for what a cover does not have, or holds what cannot be kept.
    """
    from generator.render.docx.merge import Merge

    cover = (fill or filled)(shell, tuple((name, ILLEGAL.sub("\ufffd", value)) for name, value in values.items()))
    try:
        return Merge(draft, base, opened(cover)).body()
    except (KeyError, TypeError, ValueError, RecursionError) as error:
        if isinstance(error, ShellError):
            raise
        # Merging reads numbers and names where Word writes them; a shell of another making has them elsewhere.
        raise ShellError("封面的 XML 不合规范", f"its XML is not as Word writes it ({error})") from error


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
def filled(shell: bytes, values: tuple[tuple[str, str], ...]) -> bytes:
    """Fill the placeholders of a shell.

    Raises:
        ShellError: it is broken, too large, or asks for what a cover does not have.
    """
    import jinja2
    from docxtpl import DocxTemplate

    _look_through(opened(shell))
    known = dict(values)
    try:
        template = DocxTemplate(io.BytesIO(shell))
        template.render({**known, "cover": known}, jinja_env=_environment(), autoescape=True)
        buffer = io.BytesIO()
        template.save(buffer)
    except ShellError:
        raise
    except jinja2.UndefinedError as error:
        raise ShellError(f"占位符没有值：{error.message}", f"a placeholder has no value: {error.message}") from error
    except jinja2.TemplateError as error:
        raise ShellError(f"占位符写法有误：{error}", f"a placeholder cannot be read: {error}") from error
    except Exception as error:
        # docxtpl and python-docx raise whatever they stumble over in a package that is none, or in XML that is odd.
        raise ShellError("文件不是可用的 Word 文档", f"it is no usable Word file ({type(error).__name__})") from error
    return buffer.getvalue()


def _look_through(parts: Mapping[str, bytes]) -> None:
    """Refuse document types, and parts that docxtpl would search for too long.

    Raises:
        ShellError: either is there.
    """
    for name, data in parts.items():
        if not name.endswith((".xml", ".rels")):
            continue
        if b"<!DOCTYPE" in data or b"<!ENTITY" in data or data[:2] in (b"\xff\xfe", b"\xfe\xff"):
            raise ShellError("部件含有 DOCTYPE 或不是 UTF-8", f"{name} has a document type or is not UTF-8")
        filled = re.match(r"word/(document|header|footer|footnotes)", name) or name == "docProps/core.xml"
        if filled and (len(data) > _MOST_TEXT or data.count(b"{") > _MOST_BRACES):
            raise ShellError(f"部件 {name} 过大或占位符过多", f"{name} is too large or has too many placeholders")


def _environment() -> Environment:
    """Return an environment for names and conditions alone: what a cover needs cannot run long or reach far."""
    import jinja2
    from jinja2 import nodes
    from jinja2.sandbox import ImmutableSandboxedEnvironment

    allowed = (
        nodes.Template,
        nodes.Output,
        nodes.TemplateData,
        nodes.Name,
        nodes.Getattr,
        nodes.Const,
        nodes.If,
        nodes.Not,
        nodes.And,
        nodes.Or,
        nodes.Compare,
        nodes.Operand,
    )

    class Placeholders(ImmutableSandboxedEnvironment):
        def _parse(self, source: str, name: str | None, filename: str | None) -> nodes.Template:
            tree = super()._parse(source, name, filename)
            for node in tree.find_all(nodes.Node):
                if not isinstance(node, allowed):
                    kind = type(node).__name__
                    raise ShellError(
                        f"占位符只能是字段和 if 条件，不能是 {kind}",
                        f"a placeholder is a field or a condition, never {kind}",
                    )
            return tree

    return Placeholders(autoescape=True, undefined=jinja2.StrictUndefined)
