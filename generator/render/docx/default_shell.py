"""The shell.docx that a designer starts from: our own cover with docxtpl's placeholders, to be opened in Word."""

from __future__ import annotations

import re

from generator.base.text import Language
from generator.render.docx.covers import FIELDS, cover_body
from generator.render.docx.package import Relations, packed
from generator.render.docx.sections import section_properties
from generator.render.docx.template import base_parts
from generator.render.docx.xml import DECLARED, HEAD
from generator.render.theme import Theme

_PARAGRAPH = re.compile(r"<w:p>(?:(?!</w:p>).)*\{\{ (\w+) \}\}.*?</w:p>")
_ROW = re.compile(r"<w:tr>(?:(?!</w:tr>).)*\{\{ (\w+) \}\}.*?</w:tr>")
_PLAIN = '<w:p><w:pPr><w:pStyle w:val="SectionEnd"/></w:pPr><w:r><w:t>{}</w:t></w:r></w:p>'
_PLAIN_ROW = '<w:tr><w:tc><w:tcPr><w:tcW w:w="9070" w:type="dxa"/><w:gridSpan w:val="2"/></w:tcPr>{}</w:tc></w:tr>'


def default_shell(theme: Theme, language: Language) -> bytes:
    """Return a shell whose filled form looks like our own cover; lines of empty fields disappear."""
    body = cover_body({name: f"{{{{ {name} }}}}" for name in FIELDS}, theme, language)
    head, table, tail = re.split(r"(<w:tbl>.*</w:tbl>)", body, maxsplit=1)
    whole = _PARAGRAPH.sub(lambda m: _guarded(m, "p", _PLAIN), head) + _ROW.sub(_guarded_row, table) + tail
    base = base_parts(theme, language)
    relations, package = Relations(), Relations()
    names = {"styles": "styles.xml", "numbering": "numbering.xml", "settings": "settings.xml"}
    names |= {"font_table": "fontTable.xml", "theme": "theme/theme1.xml"}
    for part, target in names.items():
        relations.add("fontTable" if part == "font_table" else part, target)
    relations.add("footnotes", "footnotes.xml")
    package.add("officeDocument", "word/document.xml")
    notes = "".join(
        f'<w:footnote w:type="{kind}" w:id="{place}"><w:p><w:r><w:{kind}/></w:r></w:p></w:footnote>'
        for place, kind in ((-1, "separator"), (0, "continuationSeparator"))
    )
    parts: dict[str, bytes | str] = {f"word/{target}": base[part] for part, target in names.items()}
    parts["word/footnotes.xml"] = f"{HEAD}<w:footnotes {DECLARED}>{notes}</w:footnotes>"
    parts["word/document.xml"] = (
        f'{HEAD}<w:document {DECLARED}><w:body>{whole}<w:p><w:pPr><w:pStyle w:val="SectionEnd"/></w:pPr></w:p>'
        f"{section_properties('', '')}</w:body></w:document>"
    )
    parts["word/_rels/document.xml.rels"] = relations.xml()
    parts["_rels/.rels"] = package.xml()
    return packed(parts)


def _guarded(match: re.Match[str], tag: str, frame: str) -> str:
    opened = frame.format(f"{{%{tag} if {match[1]} %}}")
    return opened + match[0] + frame.format(f"{{%{tag} endif %}}")


def _guarded_row(match: re.Match[str]) -> str:
    return _guarded(match, "tr", _PLAIN_ROW.replace("{}", _PLAIN))
