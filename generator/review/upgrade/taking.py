"""Taking a section of a template over into a project, to be worded there."""

from __future__ import annotations

import re

from generator.base.text import Language
from generator.compose.overrides import edition, header, override_name, section_text
from generator.compose.templates import Section, Template

_ANCHOR = re.compile(r"\{#([\w:-]+)")
_TITLE = re.compile(r"^#{1,4}[ \t]+(.*?)[ \t]*(?:\{[^}]*\})?[ \t]*$", re.MULTILINE)


def section_named(template: Template, wanted: str, language: Language) -> Section | None:
    """Return the section that a person means: by its file, its name, a heading's id or its title."""
    plain = wanted.removeprefix("sections/")
    for section in template.sections:
        file = override_name(section)
        if plain in (file, file.removesuffix(".md"), section.name):
            return section
    for section in template.sections:
        text = section_text(template, edition(template, section, language)) or ""
        if plain.removeprefix("#") in _ANCHOR.findall(text) or plain in _TITLE.findall(text):
            return section
    return None


def taken_over(template: Template, section: Section, language: Language) -> str | None:
    """Return the text of a new override: the template's section below the line that names it."""
    file = edition(template, section, language)
    text = section_text(template, file)
    return header(template, file, text) + text if text is not None else None
