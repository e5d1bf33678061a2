"""The package: parts, relationships, content types, and a zip whose bytes depend on the parts alone."""

from __future__ import annotations

import io
import zipfile
import zlib
from dataclasses import dataclass, field

from generator.render.docx.xml import HEAD, escape

OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
_RELATIONSHIPS = "http://schemas.openxmlformats.org/package/2006/relationships"
_TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"
_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml."
_DEFAULTS = {
    "rels": "application/vnd.openxmlformats-package.relationships+xml",
    "xml": "application/xml",
    "png": "image/png",
    "jpeg": "image/jpeg",
    "jpg": "image/jpeg",
    "gif": "image/gif",
    "emf": "image/x-emf",
    "wmf": "image/x-wmf",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
#: Content types of the parts that are no defaults, by the start of the part's name.
_OVERRIDES = (
    ("word/document.xml", _WORD + "document.main+xml"),
    ("word/styles.xml", _WORD + "styles+xml"),
    ("word/numbering.xml", _WORD + "numbering+xml"),
    ("word/settings.xml", _WORD + "settings+xml"),
    ("word/fontTable.xml", _WORD + "fontTable+xml"),
    ("word/footnotes.xml", _WORD + "footnotes+xml"),
    ("word/header", _WORD + "header+xml"),
    ("word/footer", _WORD + "footer+xml"),
    ("word/theme/", "application/vnd.openxmlformats-officedocument.theme+xml"),
    ("word/charts/", "application/vnd.openxmlformats-officedocument.drawingml.chart+xml"),
    ("customXml/itemProps", "application/vnd.openxmlformats-officedocument.customXmlProperties+xml"),
    ("docProps/core.xml", "application/vnd.openxmlformats-package.core-properties+xml"),
    ("docProps/app.xml", "application/vnd.openxmlformats-officedocument.extended-properties+xml"),
)
#: Deflated already: storing them saves time and costs no space.
_STORED = (".png", ".jpeg", ".jpg", ".gif", ".xlsx")
_EXTERNAL = ' TargetMode="External"'
_EPOCH = (1980, 1, 1, 0, 0, 0)
_LEVEL = zlib.Z_DEFAULT_COMPRESSION


@dataclass(slots=True)
class Relations:
    """The relationships of one part, each target once."""

    entries: dict[tuple[str, str, bool], str] = field(default_factory=dict)

    def add(self, kind: str, target: str, *, external: bool = False) -> str:
        """Return the id of a relationship; ``kind`` is the last segment of an office type or a whole type."""
        key = (kind if kind.startswith("http") else OFFICE + kind, target, external)
        return self.entries.setdefault(key, f"rId{len(self.entries) + 1}")

    def xml(self) -> str:
        """Return the relationships part."""
        rows = "".join(
            f'<Relationship Id="{rid}" Type="{kind}" Target="{escape(target)}"{_EXTERNAL if external else ""}/>'
            for (kind, target, external), rid in self.entries.items()
        )
        return f'{HEAD}<Relationships xmlns="{_RELATIONSHIPS}">{rows}</Relationships>'


def content_types(names: list[str]) -> str:
    """Return ``[Content_Types].xml`` for these parts."""
    endings = sorted({name.rpartition(".")[2] for name in names} & _DEFAULTS.keys() | {"rels", "xml"})
    defaults = "".join(f'<Default Extension="{e}" ContentType="{_DEFAULTS[e]}"/>' for e in endings)
    overrides = "".join(
        f'<Override PartName="/{name}" ContentType="{kind}"/>'
        for name in sorted(names)
        for start, kind in _OVERRIDES
        if name.startswith(start) and name.endswith(".xml")
    )
    return f'{HEAD}<Types xmlns="{_TYPES}">{defaults}{overrides}</Types>'


def packed(parts: dict[str, bytes | str]) -> bytes:
    """Return the zip of the parts: content types first, then sorted, every entry dated 1980-01-01."""
    whole: dict[str, bytes | str] = {"[Content_Types].xml": content_types(list(parts))}
    whole.update((name, parts[name]) for name in sorted(parts, key=lambda name: (name != "_rels/.rels", name)))
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED, compresslevel=_LEVEL) as archive:
        for name, data in whole.items():
            entry = zipfile.ZipInfo(name, _EPOCH)
            entry.create_system = 3
            entry.external_attr = 0o600 << 16
            stored = name.endswith(_STORED)
            entry.compress_type = zipfile.ZIP_STORED if stored else zipfile.ZIP_DEFLATED
            archive.writestr(entry, data)
    return buffer.getvalue()
