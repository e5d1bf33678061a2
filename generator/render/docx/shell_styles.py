"""The styles of a shell: those that it uses join the document under names of their own, unless ours are the same."""

from __future__ import annotations

from copy import deepcopy

from lxml import etree

from generator.render.docx.xml import HEAD, NAMESPACES

_W = f"{{{NAMESPACES['w']}}}"
_A = f"{{{NAMESPACES['a']}}}"
_USES = frozenset(_W + name for name in ("pStyle", "rStyle", "tblStyle"))
_CHAIN = (_W + "basedOn", _W + "link")
_DEFAULTS = "ShellDefaults"
_FONT_SLOTS = {"asciiTheme": "ascii", "hAnsiTheme": "hAnsi", "eastAsiaTheme": "eastAsia", "cstheme": "cs"}


class ShellStyles:
    """Renames the styles of a shell and gathers those that the document has to take over."""

    def __init__(self, theirs: etree._Element, ours: etree._Element, theme: etree._Element | None) -> None:
        self.ours = ours
        self.theirs = {style.get(_W + "styleId", ""): style for style in theirs.iter(_W + "style")}
        self.own = {style.get(_W + "styleId", ""): style for style in ours.iter(_W + "style")}
        self.fonts = _theme_fonts(theme)
        self.defaults = theirs.find(_W + "docDefaults")
        self.same_defaults = _same(self.defaults, ours.find(_W + "docDefaults"))
        defaults = [i for i, s in self.theirs.items() if s.get(_W + "default") in ("1", "true")]
        self.default = next((i for i in defaults if self.theirs[i].get(_W + "type") == "paragraph"), "")
        self.names: dict[str, str] = {}
        self.lists: set[str] = set()

    def rename(self, root: etree._Element) -> None:
        """Point everything below ``root`` to the styles' new names, and name the fonts that a theme gave."""
        for element in root.iter(etree.Element):
            if element.tag in _USES:
                element.set(_W + "val", self._taken(element.get(_W + "val", "")))
            elif element.tag == _W + "rFonts":
                self._name_fonts(element)
        if self.default:
            mapped = self._taken(self.default)
            for paragraph in root.iter(_W + "p"):
                self._style_plain(paragraph, mapped)

    def written(self) -> str:
        """Return our styles part with what was taken over."""
        return HEAD + etree.tostring(self.ours, encoding="unicode")

    def _style_plain(self, paragraph: etree._Element, mapped: str) -> None:
        if mapped == "Normal":
            return
        properties = paragraph.find(_W + "pPr")
        if properties is None:
            properties = etree.Element(_W + "pPr")
            paragraph.insert(0, properties)
        if properties.find(_W + "pStyle") is None:
            style = etree.Element(_W + "pStyle")
            style.set(_W + "val", mapped)
            properties.insert(0, style)

    def _taken(self, style_id: str) -> str:
        """Return the name under which a style of the shell stands in the document."""
        if style_id in self.names:
            return self.names[style_id]
        style = self.theirs.get(style_id)
        if style is None:
            return "Normal" if style_id not in self.own else style_id
        if self._equal(style_id):
            self.names[style_id] = style_id
            return style_id
        new = f"Shell{style_id}"
        self.names[style_id] = new
        self.ours.append(self._copied(style, new))
        return new

    def _equal(self, style_id: str) -> bool:
        """Whether our style of that id looks the same, with all that it is based on."""
        if not self.same_defaults or not _same(self.theirs[style_id], self.own.get(style_id)):
            return False
        based = self.theirs[style_id].find(_W + "basedOn")
        return based is None or (based.get(_W + "val", "") in self.theirs and self._equal(based.get(_W + "val", "")))

    def _copied(self, style: etree._Element, new: str) -> etree._Element:
        copy = deepcopy(style)
        copy.set(_W + "styleId", new)
        copy.set(_W + "customStyle", "1")
        if copy.get(_W + "default") is not None:
            del copy.attrib[_W + "default"]
        name = copy.find(_W + "name")
        if name is not None:
            name.set(_W + "val", f"shell {name.get(_W + 'val', new)}")
        for child in list(copy):
            if child.tag in (_W + "next", _W + "aliases", _W + "qFormat", _W + "rsid", _W + "autoRedefine"):
                copy.remove(child)
            elif child.tag in _CHAIN:
                child.set(_W + "val", self._taken(child.get(_W + "val", "")))
        for fonts in copy.iter(_W + "rFonts"):
            self._name_fonts(fonts)
        for number in copy.iter(_W + "numId"):
            old = number.get(_W + "val", "0")
            if old != "0":
                self.lists.add(old)
                number.set(_W + "val", str(5000 + int(old)))
        if copy.get(_W + "type") == "paragraph" and copy.find(_W + "basedOn") is None and not self.same_defaults:
            self._base_on_defaults(copy)
        return copy

    def _base_on_defaults(self, style: etree._Element) -> None:
        """Give a root style what the shell's own defaults gave it."""
        if _DEFAULTS not in self.names:
            self.names[_DEFAULTS] = _DEFAULTS
            root = etree.SubElement(self.ours, _W + "style")
            root.set(_W + "type", "paragraph")
            root.set(_W + "customStyle", "1")
            root.set(_W + "styleId", _DEFAULTS)
            etree.SubElement(root, _W + "name").set(_W + "val", "shell defaults")
            etree.SubElement(root, _W + "semiHidden")
            for path in (f"{_W}pPrDefault/{_W}pPr", f"{_W}rPrDefault/{_W}rPr"):
                found = self.defaults.find(path) if self.defaults is not None else None
                if found is not None:
                    root.append(deepcopy(found))
            for fonts in root.iter(_W + "rFonts"):
                self._name_fonts(fonts)
        based = etree.Element(_W + "basedOn")
        based.set(_W + "val", _DEFAULTS)
        style.insert(1, based)

    def _name_fonts(self, fonts: etree._Element) -> None:
        for theme_slot, slot in _FONT_SLOTS.items():
            named = fonts.get(_W + theme_slot)
            if named is not None:
                del fonts.attrib[_W + theme_slot]
            if named and (font := self.fonts.get(str(named))):
                fonts.set(_W + slot, font)


def _same(one: etree._Element | None, other: etree._Element | None) -> bool:
    if one is None or other is None:
        return False
    alike = sorted(one.items()) == sorted(other.items())
    same = one.tag == other.tag and alike and len(one) == len(other)
    return same and all(_same(mine, theirs) for mine, theirs in zip(one, other, strict=True))


def _theme_fonts(theme: etree._Element | None) -> dict[str, str]:
    """Return the fonts that a theme's names stand for: ``minorEastAsia`` -> 宋体."""
    fonts: dict[str, str] = {}
    if theme is None:
        return fonts
    for level in ("major", "minor"):
        scheme = theme.find(f".//{_A}{level}Font")
        if scheme is None:
            continue
        faces = {child.tag: child.get("typeface", "") for child in scheme if child.tag != _A + "font"}
        scripts = {child.get("script"): child.get("typeface", "") for child in scheme.iter(_A + "font")}
        latin, asian = faces.get(_A + "latin", ""), faces.get(_A + "ea", "") or scripts.get("Hans", "")
        fonts |= {f"{level}{name}": latin for name in ("Ascii", "HAnsi", "Bidi") if latin}
        if asian:
            fonts[f"{level}EastAsia"] = asian
    return fonts
