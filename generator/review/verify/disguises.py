"""What makes Word show something else than the text of a file: bound data, files taken in, white numbers.

Judged beside the text that is read: whoever wants a reader to see another number has more places than the paragraph.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from lxml import etree

from generator.base.visible import UNCLEAR, normal
from generator.review.verify import rules
from generator.review.verify.case import Case
from generator.review.verify.reading import ALIAS, Result
from generator.review.verify.texts import judge_typed
from generator.word.names import Element, attr, child, every, is_on, name, path, value, whole
from generator.word.package import Package

_MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
#: Namespaces that Word knows; a choice that asks for any other is not taken, its fallback is.
_KNOWN = re.compile(
    r"http://schemas\.microsoft\.com/office/(word|drawing|2016|2018|2019|2020|2021|powerpoint|mac|tasks)[\w/.-]*"
    r"|http://schemas\.openxmlformats\.org/[\w/.-]+|urn:schemas-microsoft-com:[\w:-]+"
)
_LIGHT = 230
_TINY = 6
_NARROW = 10
_SYMBOLS = {"symbol", "wingdings", "wingdings 2", "wingdings 3", "webdings", "marlett"}
_LONG_LABEL = 12
_HIGH_START = 1000
_FIGURE = re.compile(r"\d{1,3}(?:,\d{3})+|\d{4,}|\d\s*[%‰]")
_COUNTED = {"SEQ", "PAGE", "PAGEREF", "NUMPAGES", "SECTIONPAGES"}
_COUNT = re.compile(r"[0-9]{1,3}|[ivxlcIVXLC]{1,8}|[A-Za-z]|[—–-]?")
_LABEL = re.compile(r"^(?:(?:附录|附件)[A-Z]?|图|表|第|章|节|[A-Z]?[\d.．—–-]+|[A-Z](?=\d|\s))+")
_PAGE = re.compile(r"(?:[\d]+|[ivxlcIVXLC]+|[—–-])$")


def judge_disguises(case: Case, package: Package, document: Element) -> None:
    """Tell what shows otherwise than it reads."""
    roots = [document, *(package.tree(part) for part in _notes(package))]
    for root in roots:
        _bound(case, root)
        _taken_in(case, root)
        _alternates(case, root)
        _directions(case, root)
        _drawn_words(case, root)
        _dirty(case, root)
        _separators(case, root)
    for root in _furniture(package, document):
        _furnished(case, root)
    styles = _part(package, "styles")
    dark = _Looks(styles)
    for root in roots:
        _unseen_numbers(case, root, dark)
    _hidden_by_default(case, styles)
    _labels(case, _part(package, "numbering"))
    _fonts(case, _part(package, "fontTable"))
    _results(case)


def _furnished(case: Case, root: Element) -> None:
    """Headers and footers hold no number in a control; a shell's own may hold shapes with words."""
    _bound(case, root)
    _taken_in(case, root)
    _alternates(case, root)
    _directions(case, root)
    _dirty(case, root)
    if all(one.text != UNCLEAR for one in case.map.of_kind("part")):
        _drawn_words(case, root)


def _furniture(package: Package, document: Element) -> Iterator[Element]:
    for _, part in furniture_parts(package, document):
        yield package.tree(part)


def furniture_parts(package: Package, document: Element) -> dict[tuple[str, str], None]:
    """Return kind and part of each header and footer that a section of the document has."""
    parts = {one.id: one for one in package.relations(package.main) if not one.external and package.has(one.target)}
    found: dict[tuple[str, str], None] = {}
    for said in every(document, "w:headerReference", "w:footerReference"):
        one = parts.get(attr(said, "id", prefix="r"))
        if one is not None:
            found[name(said)[2:8], one.target] = None
    return found


def _part(package: Package, kind: str) -> Element | None:
    part = package.related(package.main, kind)
    return package.tree(part) if part else None


def _notes(package: Package) -> Iterator[str]:
    for kind in ("footnotes", "endnotes"):
        if part := package.related(package.main, kind):
            yield part


def _shown(case: Case, zh: str, en: str) -> None:
    case.say(rules.SHOWN_OTHERWISE, 0, "", zh, en)


def _local(element: Element) -> str:
    return name(element).partition(":")[2]


def _bound(case: Case, root: Element) -> None:
    for control in every(root, "w:sdt"):
        said = child(control, "w:sdtPr")
        if said is not None and any(_local(one) == "dataBinding" for one in said):
            text = "".join(t.text or "" for t in every(control, "w:t")).strip()[:40]
            zh = f"内容控件“{text}”绑定到文件中的其他数据，Word 显示的是那里的值"
            _shown(case, zh, f"the control with {text!r} is bound to other data of the file: Word shows what is there")


def _taken_in(case: Case, root: Element) -> None:
    for one in every(root, "w:altChunk", "w:subDoc"):
        zh, en = f"打开时并入另一个文件（{name(one)}）", f"another file is taken in on opening ({name(one)})"
        _shown(case, zh, en)


def _alternates(case: Case, root: Element) -> None:
    if root.xpath("boolean(//@mc:ProcessContent)", namespaces={"mc": _MC.strip("{}")}):
        zh = "文件要求 Word 显示未知元素中的文字（mc:ProcessContent）"
        _shown(case, zh, "the file has Word show text in elements that it does not know (mc:ProcessContent)")
    for choice in every(root, "mc:Choice"):
        for prefix in str(choice.get("Requires", "")).split():
            space = choice.nsmap.get(prefix, "")
            if not _KNOWN.fullmatch(space):
                zh = f"备选内容要求 Word 不认识的“{space or prefix}”，显示的是其后备内容"
                en = f"a choice asks for {space or prefix!r}, which Word does not know: its fallback is shown"
                _shown(case, zh, en)


def _directions(case: Case, root: Element) -> None:
    turned = [one for one in every(root, "w:bdo") if attr(one, "val") == "rtl"]
    texts = ["".join(t.text or "" for t in every(one, "w:t")) for one in turned]
    texts += [t.text or "" for t in every(root, "w:t") if "\u202e" in (t.text or "")]
    for text in texts:
        if text.strip():
            _shown(case, f"文字“{text[:40]}”被反向显示", f"the text {text[:40]!r} is shown backwards")


def _drawn_words(case: Case, root: Element) -> None:
    """Words of art and of shapes that are no text boxes: Tanwen draws none in the text."""
    words = [attr(one, "string") for one in every(root, "v:textpath")]
    for drawing in every(root, "w:drawing"):
        words += [text.text or "" for text in every(drawing, "a:t")]
    for word in words:
        _came(case, word, ("图形中的文字", "text in a shape"))


def _came(case: Case, text: str, where: tuple[str, str]) -> None:
    if text.strip():
        shown = text.strip()[:60]
        case.say(rules.BLOCK_ADDED, 0, "", f"{where[0]}：{shown}", f"{where[1]}: {shown}")
        judge_typed(case, text, 0, "")


def _dirty(case: Case, root: Element) -> None:
    for one in every(root, "w:fldChar", "w:fldSimple"):
        said = attr(one, "dirty", "0")
        if said not in {"0", "false", "off"}:
            zh = "有域要求在打开时重新计算，显示的将不是文件中的文字"
            _shown(case, zh, "a field is to be computed anew on opening: what shows is not the text of the file")
            return


def _separators(case: Case, root: Element) -> None:
    for note in every(root, "w:footnote", "w:endnote"):
        if attr(note, "type", "normal") != "normal":
            text = "".join(t.text or "" for t in every(note, "w:t"))
            _came(case, text, ("脚注分隔线中的文字", "text in the line above the notes"))


class _Looks:
    """Colour, size and font of text by style: what runs of one form have in common is worked out once."""

    def __init__(self, styles: Element | None) -> None:
        self._styles = {attr(one, "styleId"): one for one in every(styles, "w:style")} if styles is not None else {}
        self._said: dict[tuple[str, str], Element | None] = {}
        self._known: dict[tuple[bytes, str], tuple[tuple[str, str] | None, bool]] = {}

    def unseen(self, run: Element) -> tuple[str, str] | None:
        """Return why no reader sees a run, if none does."""
        properties = child(run, "w:rPr")
        above = next((one for one in run.iterancestors() if name(one) == "w:p"), None)
        style = value(child(above, "w:pPr"), "w:pStyle")
        form = (etree.tostring(properties, with_tail=False) if properties is not None else b"", style)
        if form not in self._known:
            self._known[form] = self._judged(properties, style)
        why, light = self._known[form]
        if why is None and light and not _on_dark(run):
            return "文字与纸同色", "its colour is that of the paper"
        return why

    def _judged(self, properties: Element | None, style: str) -> tuple[tuple[str, str] | None, bool]:
        """Return why text of a form is unseen wherever it stands, and whether its colour is that of paper."""
        size, scale, fonts, colour = (
            self._of(properties, style, kind) for kind in ("w:sz", "w:w", "w:rFonts", "w:color")
        )
        light = colour is not None and _light(attr(colour, "val"))
        if size is not None and (whole(attr(size, "val")) or 99) <= _TINY:
            return ("字号过小", "its letters are too small"), light
        if scale is not None and (whole(attr(scale, "val").rstrip("%")) or 99) <= _NARROW:
            return ("字符被压缩", "its letters are squeezed"), light
        if fonts is not None and any(attr(fonts, one).casefold() in _SYMBOLS for one in ("ascii", "hAnsi", "cs")):
            return ("使用符号字体", "its font draws signs"), light
        if properties is not None and any(_local(one) == "textFill" and _clear(one) for one in properties):
            return ("文字透明", "its letters are transparent"), light
        return None, light

    def _of(self, properties: Element | None, style: str, kind: str) -> Element | None:
        """Return what applies to a run: its own, its style's, its paragraph's."""
        own = child(properties, kind)
        if own is not None:
            return own
        found = self._of_style(value(properties, "w:rStyle"), kind)
        return found if found is not None else self._of_style(style, kind)

    def _of_style(self, style: str, kind: str) -> Element | None:
        """Return what a style, or one that it is based on, says of one property of its text."""
        if (style, kind) not in self._said:
            self._said[style, kind] = self._looked_up(style, kind)
        return self._said[style, kind]

    def _looked_up(self, style: str, kind: str) -> Element | None:
        seen: set[str] = set()
        while style in self._styles and style not in seen:
            seen.add(style)
            found = path(self._styles[style], "w:rPr", kind)
            if found is not None:
                return found
            style = value(self._styles[style], "w:basedOn")
        return None


def _unseen_numbers(case: Case, root: Element, looks: _Looks) -> None:
    """Tell numbers that are as white as the paper, as small as a dot, or drawn by a font of signs."""
    for control in every(root, "w:sdt"):
        named = path(control, "w:sdtPr", "w:alias")
        alias = attr(named, "val") if named is not None else ""
        if not ALIAS.fullmatch(alias):
            continue
        for run in every(control, "w:r"):
            text = "".join(t.text or "" for t in every(run, "w:t"))
            how = looks.unseen(run) if text.strip() else None
            if how is not None:
                number = case.map.numbers.get(alias)
                told, block = (case.named(number), number.block) if number is not None else (alias, "")
                zh, en = f"{told}“{text}”读者看不到：{how[0]}", f"no reader sees {told} {text!r}: {how[1]}"
                case.say(rules.HIDDEN, 0, block, zh, en, fact=number.key if number is not None else "")
                break


def _clear(fill: Element) -> bool:
    return any(_local(one) in {"noFill", "alpha"} for one in fill.iter("*"))


def _light(colour: str) -> bool:
    if not re.fullmatch(r"[0-9A-Fa-f]{6}", colour):
        return False
    return min(int(colour[at : at + 2], 16) for at in (0, 2, 4)) >= _LIGHT


def _on_dark(run: Element) -> bool:
    """Whether a ground of its own stands behind a run: its own, its paragraph's, its cell's."""
    holders = [child(run, "w:rPr")]
    for above in run.iterancestors():
        kind = name(above)
        if kind in {"w:p", "w:tc"}:
            holders.append(child(above, f"{kind}Pr"))
    for holder in holders:
        shade = child(holder, "w:shd")
        fill = attr(shade, "fill") if shade is not None else ""
        if (re.fullmatch(r"[0-9A-Fa-f]{6}", fill) and not _light(fill)) or child(holder, "w:highlight") is not None:
            return True
    return False


def _hidden_by_default(case: Case, styles: Element | None) -> None:
    """Tell defaults and table styles that hide text: what is read under them may not show."""
    if styles is None:
        return
    places = [path(styles, "w:docDefaults", "w:rPrDefault", "w:rPr", "w:vanish")]
    for style in every(styles, "w:style"):
        if attr(style, "type") not in {"paragraph", "character", ""}:
            places += list(every(style, "w:vanish"))
    if any(one is not None and is_on(one) for one in places):
        zh = "文件的默认格式或表格样式隐藏文字"
        _shown(case, zh, "the file's defaults, or a style of tables, hide text")


def _labels(case: Case, numbering: Element | None) -> None:
    """Tell words and numbers that automatic numbering writes before paragraphs."""
    if numbering is None:
        return
    for one in every(numbering, "w:lvlText"):
        text = re.sub(r"%\d", "", attr(one, "val"))
        if len(normal(text)) > _LONG_LABEL:
            _came(case, text, ("自动编号中的文字", "text in an automatic number"))
        else:
            judge_typed(case, text, 0, "")
    for one in every(numbering, "w:start", "w:startOverride"):
        if (whole(attr(one, "val")) or 0) >= _HIGH_START:
            judge_typed(case, f"{attr(one, 'val')} t", 0, "")


def _fonts(case: Case, table: Element | None) -> None:
    if table is not None and any(_local(one).startswith("embed") for one in table.iter("*")):
        zh = "文件自带字体，字形可能与字符不同"
        case.say(
            rules.SHOWN_OTHERWISE, 0, "", zh, "the file brings fonts of its own, which may draw other digits",
            severity=rules.REWORDED.severity,
        )  # fmt: skip


def _results(case: Case) -> None:
    """Tell results of fields that no count, page or reference gives; contents that no heading says."""
    plain = [normal("".join(p.text for p in line.pieces if not p.computed)) for line in case.seen.lines]
    everything = "\n".join(plain)
    toc: dict[int, str] = {}
    for one in case.seen.results:
        text = normal(one.text)
        if one.kind == "TOC":
            toc[one.line] = toc.get(one.line, "") + one.text
        elif no_count(one) or (_FIGURE.search(one.text) and not _cited(one, everything)):
            judge_typed(case, one.text, one.line, "")
    for line, text in toc.items():
        words = _LABEL.sub("", _PAGE.sub("", normal(text)))
        figures = [one for one in _FIGURE.findall(text) if normal(one) not in everything]
        if figures or words not in everything:
            shown = text.strip()[:60]
            zh, en = f"目次中的“{shown}”不见于任何标题", f"the contents say {shown!r}, which no heading does"
            case.say(rules.BLOCK_ADDED, line, "", zh, en)
        for figure in figures:
            judge_typed(case, figure, line, "")


def no_count(one: Result) -> bool:
    """Whether the result of a field that counts is no count: words or a large number typed into it."""
    return one.kind in _COUNTED and not _COUNT.fullmatch(normal(one.text))


def _cited(one: Result, everything: str) -> bool:
    """Whether a reference repeats words of the text; what is counted does not."""
    return one.kind not in _COUNTED and normal(one.text) in everything
