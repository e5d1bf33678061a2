"""What a newer version of a template adds, drops and asks for."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Literal

from generator.base.text import Language
from generator.compose.editions import is_newer
from generator.compose.overrides import edition, override_name, section_text
from generator.compose.templates import Section, Slot, Template

_TITLE = re.compile(r"^#[ \t]+(?P<title>.*?)[ \t]*(?:\{#(?P<id>[\w:-]+)[^}]*\})?[ \t]*$", re.MULTILINE)
_ENTRY = re.compile(r"^##[ \t]+(?P<version>[A-Za-z0-9][A-Za-z0-9.-]*)[^\n]*$", re.MULTILINE)
#: From where on a section holds enough of another's lines to be its successor, and a prompt to ask for the same.
_ALIKE = 0.5


@dataclass(frozen=True, slots=True)
class Heir:
    """The section of the newer version that took over one of the older: of the same name, renamed, or merged into."""

    section: Section
    how: Literal["same", "renamed", "merged"]


@dataclass(frozen=True, slots=True)
class TemplateChanges:
    """What moves between two versions; sections by the name of their file.

    ``taken_over`` maps dropped sections to those that hold their text now; ``moved`` maps slots that are gone to new
    ones that ask for the same. ``settings`` are (key, before, after) of the manifest; ``notes`` are from CHANGES.md.
    """

    added: tuple[str, ...]
    dropped: tuple[str, ...]
    changed: tuple[str, ...]
    taken_over: Mapping[str, str]
    slots_added: tuple[Slot, ...]
    slots_dropped: tuple[Slot, ...]
    slots_changed: tuple[Slot, ...]
    moved: Mapping[str, str]
    requires: tuple[str, ...]
    calculations: tuple[str, ...]
    settings: tuple[tuple[str, str, str], ...]
    notes: str

    @property
    def none(self) -> bool:
        """Whether the two say the same."""
        lists = (self.added, self.dropped, self.changed, self.slots_added, self.slots_dropped, self.slots_changed)
        return not any((*lists, self.requires, self.calculations, self.settings))


def compare(old: Template, new: Template, language: Language) -> TemplateChanges:
    """Return what the newer version adds, drops and asks for."""
    before = {override_name(section): section for section in old.sections}
    after = {override_name(section): section for section in new.sections}
    dropped = tuple(name for name in before if name not in after)
    heirs = {name: heir for name in dropped if (heir := heir_of(before[name], old, new, language)) is not None}
    slots = {slot.id: slot for slot in old.slots}
    added_slots = tuple(slot for slot in new.slots if slot.id not in slots)
    gone = tuple(slot for slot in old.slots if new.slot(slot.id) is None)
    return TemplateChanges(
        added=tuple(name for name in after if name not in before),
        dropped=dropped,
        changed=tuple(
            n for n in after if n in before and _text(old, before[n], language) != _text(new, after[n], language)
        ),
        taken_over={name: override_name(heir.section) for name, heir in heirs.items()},
        slots_added=added_slots,
        slots_dropped=gone,
        slots_changed=tuple(s for s in new.slots if s.id in slots and s.prompt != slots[s.id].prompt),
        moved=_moved(gone, added_slots),
        requires=tuple(part for part in new.requires if part not in old.requires),
        calculations=tuple(name for name in new.calculations if name not in old.calculations),
        settings=tuple(_settings(old, new)),
        notes=_notes(old, new),
    )


def heir_of(section: Section, old: Template, new: Template, language: Language) -> Heir | None:
    """Return the section of the newer version that took over one of the older; ``None`` where none did."""
    name = override_name(section)
    for one in new.sections:
        if override_name(one) == name:
            return Heir(one, "same")
    text = _text(old, section, language)
    known = {override_name(one) for one in old.sections}
    fresh = [one for one in new.sections if override_name(one) not in known]
    anchor = _anchor(text)
    for one in fresh:
        if one.name == section.name or (anchor and _anchor(_text(new, one, language)) == anchor):
            return Heir(one, "renamed")
    rated = [(_held(text, _text(new, one, language)), -place, one) for place, one in enumerate(new.sections)]
    best = max(rated, key=lambda found: found[:2], default=None)
    if best is None or best[0] < _ALIKE:
        return None
    return Heir(
        best[2], "renamed" if best[2] in fresh and _held(_text(new, best[2], language), text) >= _ALIKE else "merged"
    )


def _text(template: Template, section: Section, language: Language) -> str:
    return section_text(template, edition(template, section, language)) or ""


def _anchor(text: str) -> str:
    found = _TITLE.search(text)
    return found["id"] or "" if found else ""


def _held(part: str, whole: str) -> float:
    """Return which share of the lines of one text the other holds, in order."""
    lines, others = ([line for line in text.split("\n") if line.strip()] for text in (part, whole))
    blocks = SequenceMatcher(None, lines, others, autojunk=False).get_matching_blocks()
    return sum(block.size for block in blocks) / len(lines) if lines else 0.0


def _moved(gone: Iterable[Slot], added: Iterable[Slot]) -> dict[str, str]:
    """Return for each slot that is gone the new one whose prompt is most like its own, each taken once."""
    free = {slot.id: slot for slot in added}
    found: dict[str, str] = {}
    for slot in gone:
        rated = {one.id: SequenceMatcher(None, slot.prompt.zh, one.prompt.zh).ratio() for one in free.values()}
        best = max(rated, key=lambda name: rated[name], default="")
        if best and rated[best] >= _ALIKE:
            found[slot.id] = best
            del free[best]
    return found


def _settings(old: Template, new: Template) -> Iterable[tuple[str, str, str]]:
    for key in ("theme", "language", "covers", "standards", "digits", "defaults"):
        before, after = getattr(old, key), getattr(new, key)
        if before == after:
            continue
        if isinstance(before, Mapping):
            for one in sorted({*before, *after}):
                if before.get(one) != after.get(one):
                    yield f"{key}.{one}", str(before.get(one, "—")), str(after.get(one, "—"))
        elif isinstance(before, tuple):
            lost = [f"-{one}" for one in before if one not in after]
            won = [f"+{one}" for one in after if one not in before]
            yield key, " ".join(lost), " ".join(won)
        else:
            yield key, str(before), str(after)


def _notes(old: Template, new: Template) -> str:
    """Return the entries of CHANGES.md of all versions after the old one."""
    file = new.folder / "CHANGES.md"
    try:
        text = file.read_text(encoding="utf-8") if file.is_file() else ""
    except (OSError, UnicodeDecodeError):
        return ""
    heads = list(_ENTRY.finditer(text))
    ends = [head.start() for head in heads[1:]] + [len(text)]
    wanted = [
        text[head.start() : end].strip()
        for head, end in zip(heads, ends, strict=True)
        if is_newer(head["version"], old.version) and not is_newer(head["version"], new.version)
    ]
    return "\n\n".join(wanted)
