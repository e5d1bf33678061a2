"""Fonts by name: a run names a font or a place of the theme (ISO/IEC 29500-1, 17.3.2.26 and 20.1.4.1)."""

from __future__ import annotations

from dataclasses import dataclass, field

from generator.word.names import Element, attr, child, every, name, path

#: Script of the theme's font list by language of East Asian text.
_SCRIPTS = {"zh-CN": "Hans", "zh-SG": "Hans", "zh-TW": "Hant", "zh-HK": "Hant", "ja-JP": "Jpan", "ko-KR": "Hang"}


@dataclass(frozen=True, slots=True)
class Theme:
    """The fonts of a theme: (``major`` or ``minor``, ``latin`` or ``ea``) to a name."""

    names: dict[tuple[str, str], str] = field(default_factory=dict)

    @classmethod
    def read(cls, root: Element | None, settings: Element | None) -> Theme:
        """Read the theme part; the settings say which script East Asian text has."""
        if root is None:
            return cls()
        language = child(settings, "w:themeFontLang")
        script = _SCRIPTS.get("zh-CN" if language is None else attr(language, "eastAsia", "zh-CN"), "Hans")
        names = {}
        for scheme in every(root, "a:majorFont", "a:minorFont"):
            place = name(scheme)[2:7]
            for kind in ("latin", "ea"):
                one = child(scheme, f"a:{kind}")
                names[place, kind] = "" if one is None else one.get("typeface", "")
            listed = (f.get("typeface", "") for f in every(scheme, "a:font") if f.get("script") == script)
            names[place, "ea"] = names[place, "ea"] or next(listed, "")
        return cls({place: str(font) for place, font in names.items() if font})

    def fonts(self, written: Element) -> dict[str, str]:
        """Return what a ``w:rFonts`` says: ``east_asian`` and ``latin`` fonts by name."""
        found = {}
        for key, plain, themed in (("east_asian", "eastAsia", "eastAsiaTheme"), ("latin", "ascii", "asciiTheme")):
            font = self._named(attr(written, themed)) or attr(written, plain)
            if not font and key == "latin":
                font = self._named(attr(written, "hAnsiTheme")) or attr(written, "hAnsi")
            if font:
                found[key] = font
        return found

    def _named(self, place: str) -> str:
        """``minorEastAsia``, ``majorHAnsi`` … to a font's name."""
        return self.names.get((place[:5], "ea" if place.endswith("EastAsia") else "latin"), "") if place else ""


def theme_of(root: Element | None, settings: Element | None) -> Theme:
    """Return the theme of a part, or one without fonts."""
    return Theme.read(path(root, "a:themeElements", "a:fontScheme"), settings)
