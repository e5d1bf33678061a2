"""Abbreviations of a draft: those listed, those introduced behind full words, and every use in running text."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from generator.drafting.abbreviation_words import is_abbreviation
from generator.drafting.corpus import Place, corpus
from generator.drafting.draft import Draft, Kind, Part, Piece
from generator.drafting.views import tables, terms

_SHORT = r"[A-Z][A-Za-z0-9]*(?:[-/&][A-Z][A-Za-z0-9]*)*"
#: A word of Latin letters with two capitals or more.
TOKEN = re.compile(r"(?<![A-Za-z0-9_/.&-])(?=[A-Za-z0-9]*[A-Z][A-Za-z0-9]*[A-Z])[A-Za-z][A-Za-z0-9]+(?![A-Za-z0-9_])")
_HAN_RUN = r"[\u3400-\u9fffA-Za-z0-9·\-]*[\u3400-\u9fff]"
_INTRODUCED = re.compile(
    rf"(?P<zh>{_HAN_RUN})\s*[（(]\s*(?:(?:以下)?(?:简称|缩写)(?:为|：)?\s*[“\"]?)?"
    rf"(?:(?P<en>[A-Za-z][A-Za-z ,'’\-–&]*[a-z][A-Za-z ,'’\-–&]*?)\s*[，,;；：:]\s*"
    rf"(?:(?:以下)?(?:简称|缩写)(?:为|：)?\s*[“\"]?)?)?"
    rf"(?P<short>{_SHORT})[”\"]?\s*(?:[，,;；]\s*(?P<after>[A-Za-z][A-Za-z ,'’\-–&]+))?[）)]"
)
#: ABC（中文, English）, the other way round.
_EXPLAINED = re.compile(
    rf"(?<![A-Za-z])(?P<short>{_SHORT})\s*[（(](?P<zh>[\u3400-\u9fff]{{3,}}[^（）()，,]*)"
    rf"(?:[，,]\s*(?P<en>[A-Za-z][A-Za-z ,'’\-]+))?[）)]"
)
#: What is done with a word that is typed as it stands: a command, a field, a state.
_TYPED = re.compile(
    r"^(?:[、，和或与/][ \u00a0]?[A-Za-z0-9_]+)*(?:等)?(?:[\u3400-\u9fff]{0,8}的)?[ \u00a0]?"
    r"(?:命令|原语|字段|参数|指令|关键字|函数|语句|状态|代表|表示)"
)
_LEAD = re.compile(r"(?:缩略语|缩写|符号).{0,12}适用于")
_ENTRY = re.compile(
    rf"^\s*(?:[（(\[]?\d+[.、）)\]]?\s+|[a-z][)）]\s*)?(?P<short>(?:{_SHORT}|[a-z]?{_SHORT})(?:-\d+)?)\s*"
    rf"(?:[:：]|——|—|－|-{{1,2}}|[ \t\u3000]+)\s*(?P<rest>\S.*)$"
)
_HEADER = re.compile(r"^(?:英文)?(?:缩略语|缩写|缩略词|简称|缩写词|英文缩写|英文缩略语)$")


@dataclass(frozen=True, slots=True)
class Abbreviation:
    """A listed or introduced abbreviation with its expansions as given there; ``start`` is where it stands."""

    short: str
    zh: str
    en: str
    piece: Piece
    start: int
    #: Where the words in brackets begin and end, for one introduced in text.
    span: tuple[int, int] = (0, 0)
    #: The cells of its row in a table: the Chinese words, the English words.
    cells: tuple[Piece, ...] = ()


_VERBS = re.compile(
    r"^.*(?:[的和与及或、对在由将为按以据是于有被把从向用]|开展|进行|实施|采用|建立|编制|使用|依据|根据|参与|符合|满足|提供|包括|应对|申请|"
    r"通过|涉及|支持|推动|取得|获得|购买|注销|关于|作为|称为|遵循)"
)


def tail(zh: str) -> str:
    """Return the name at the end of the words before the bracket."""
    rest = _VERBS.sub("", zh)
    return rest if len(rest) > 1 else zh[-8:]


def listed(draft: Draft) -> tuple[Abbreviation, ...]:
    """Return the entries of the chapter of abbreviations or of a table of them."""
    return draft.view(_listed)


def introduced(draft: Draft) -> tuple[Abbreviation, ...]:
    """Return the abbreviations that text introduces behind or before their words, in order."""
    return draft.view(_introduced)


def by_terms(draft: Draft) -> tuple[Abbreviation, ...]:
    """Return the abbreviations that term entries give among their equivalents."""
    return draft.view(_by_terms)


def uses(draft: Draft) -> dict[str, list[Place]]:
    """Return the places of each abbreviation in running text, heads, tables and notes, lists of them left out."""
    return draft.view(_uses)


def in_list(draft: Draft) -> frozenset[int]:
    """Return the indices of the pieces that make the list of abbreviations and symbols."""
    return draft.view(_in_list)


def _in_list(draft: Draft) -> frozenset[int]:
    found: set[int] = set()
    inside = False
    for piece in draft.pieces:
        if piece.kind in (Kind.CHAPTER, Kind.HEADING, Kind.TITLE, Kind.ANNEX, Kind.TERM_NUMBER, Kind.TERM):
            inside = False
        if piece.part is Part.SYMBOLS or inside:
            found.add(piece.index)
        if (
            piece.part in (Part.TERMS, Part.BODY)
            and piece.kind in (Kind.PARAGRAPH, Kind.CLAUSE)
            and _LEAD.search(piece.text)
        ):
            inside = True
    for table in tables(draft):
        if table.rows and any(_HEADER.match(_unbracketed(cell.text)) for cell in table.rows[0]):
            found |= {cell.index for row in table.rows for cell in row}
    return frozenset(found)


def _listed(draft: Draft) -> tuple[Abbreviation, ...]:
    found = [*_tabled(draft)]
    for piece in draft.pieces:
        if piece.index not in in_list(draft) or piece.cell is not None:
            continue
        text = f"{piece.label} {piece.text}" if piece.label and re.match(_SHORT, piece.label) else piece.text
        entry = _ENTRY.match(text)
        if entry and re.search(r"[A-Z]{2}|[A-Z].*[A-Z]", entry["short"]) and not _LEAD.search(text):
            zh, en = _expansions(entry["rest"])
            found.append(Abbreviation(entry["short"], zh, en, piece, max(piece.text.find(entry["short"]), 0)))
    return tuple(sorted(found, key=lambda one: one.piece.index))


def _tabled(draft: Draft) -> Iterator[Abbreviation]:
    for table in tables(draft):
        head = [cell.text.strip() for cell in table.rows[0]] if table.rows else []
        column = next((at for at, text in enumerate(head) if _HEADER.match(_unbracketed(text))), None)
        if column is None and table.rows and table.rows[0][0].part is Part.SYMBOLS:
            column = next(
                (at for at, cell in enumerate(table.rows[-1]) if re.fullmatch(_SHORT, cell.text.strip())), None
            )
        if column is None:
            continue
        for row in table.rows:
            if column < len(row) and re.fullmatch(_SHORT, row[column].text.strip()):
                rest = [cell.text.strip() for at, cell in enumerate(row) if at != column]
                zh = next((text for text in rest if re.search(r"[\u3400-\u9fff]", text)), "")
                en = next((text for text in rest if re.fullmatch(r"[A-Za-z][A-Za-z ,'’\-–&/()]+", text)), "")
                words = tuple(cell for cell in row if cell.text.strip() in (zh, en) and cell.text.strip())
                yield Abbreviation(row[column].text.strip(), zh, en, row[column], 0, cells=words)


def _unbracketed(text: str) -> str:
    """Return the head of a column without what brackets add: 代号 of 代号（缩略语）."""
    return re.sub(r"[（(][^（）()]*[）)]", "", text).strip()


def _expansions(text: str) -> tuple[str, str]:
    """Split what explains an abbreviation into Chinese and English."""
    text = text.strip(" 。；;，,")
    zh = re.sub(
        r"[（(][^（）()]*[A-Za-z]{3}[^（）()]*[）)]|[A-Za-z][A-Za-z ,'’\-–&]{5,}$|^[A-Za-z][A-Za-z ,'’\-–&]{5,}",
        "",
        text,
    )
    en = max(re.findall(r"[A-Za-z][A-Za-z ,'’\-–&]+", text), key=len, default="")
    return zh.strip(" （）()，,；;：:"), en.strip(" ,-") if len(en) > 5 else ""


def _introduced(draft: Draft) -> tuple[Abbreviation, ...]:
    found = []
    for piece in corpus(draft).pieces:
        if piece.index in in_list(draft) or piece.kind in (Kind.TERM, Kind.FORMULA, Kind.SYMBOL, Kind.SOURCE):
            continue
        for one in _INTRODUCED.finditer(piece.text):
            if is_abbreviation(one["short"]) and re.search(r"[A-Z].*[A-Z]", one["short"]):
                en = (one["en"] or one["after"] or "").strip()
                found.append(
                    Abbreviation(one["short"], one["zh"], en, piece, one.start("short"), (one.start(), one.end()))
                )
        for one in _EXPLAINED.finditer(piece.text):
            if is_abbreviation(one["short"]) and re.search(r"[A-Z].*[A-Z]", one["short"]):
                zh, en = one["zh"], (one["en"] or "").strip()
                if not re.match(r"见|如|即|例|含|包括|以下|按|不|附", zh):
                    found.append(
                        Abbreviation(one["short"], zh, en, piece, one.start("short"), (one.start(), one.end()))
                    )
    return tuple(found)


def _by_terms(draft: Draft) -> tuple[Abbreviation, ...]:
    found = []
    for term in terms(draft):
        whole = [one for one in term.english if " " not in one or re.search(r"[（(]", one)]
        for short in re.findall(_SHORT, " ".join((term.zh, *whole))):
            if re.fullmatch(r"[A-Z][A-Za-z0-9-]*[A-Z][A-Za-z0-9]*", short) and is_abbreviation(short):
                en = next((one for one in term.english if re.search(r"[a-z]{3}", one)), "")
                zh = re.sub(r"[（(].*?[）)]|[A-Za-z]+", "", term.zh)
                found.append(Abbreviation(short, zh, en, term.head, max(term.head.text.find(short), 0)))
    return tuple(found)


#: Words of several in Latin letters: an abbreviation among them is part of a foreign name.
_PHRASE = re.compile(r"[A-Za-z][a-z]+[ \u00a0]$|[A-Za-z][a-z]*[’'] ?$")


def _uses(draft: Draft) -> dict[str, list[Place]]:
    found: dict[str, list[Place]] = {}
    typed: Counter[str] = Counter()
    heads = {term.head.index for term in terms(draft)} | codes(draft)
    words = corpus(draft)
    for place in words.search(TOKEN):
        piece = place.piece
        if (
            piece.index in in_list(draft)
            or piece.index in heads
            or piece.kind in (Kind.FORMULA, Kind.SYMBOL, Kind.SOURCE, Kind.FIGURE_TEXT)
        ):
            continue
        if _TYPED.match(piece.text[place.start + len(place.words) :][:80]):
            typed[place.words] += 1
        elif is_abbreviation(place.words) and not _foreign(piece.text, place):
            found.setdefault(place.words, []).append(place)
    return {short: places for short, places in found.items() if len(places) > typed[short]}


_CODE_HEAD = re.compile(r"(?:代码|代号|编码|编号|型号|规格|标记|标识|字母|牌号|符号)$")


def codes(draft: Draft) -> frozenset[int]:
    """Return the cells of columns that hold codes."""
    return draft.view(_codes)


def _codes(draft: Draft) -> frozenset[int]:
    found: set[int] = set()
    for table in tables(draft):
        if len(table.rows) > 1:
            columns = {
                cell.cell.column for cell in table.rows[0] if cell.cell and _CODE_HEAD.search(_unbracketed(cell.text))
            }
            found |= {cell.index for row in table.rows[1:] for cell in row if cell.cell and cell.cell.column in columns}
    return frozenset(found)


def explained(draft: Draft) -> frozenset[str]:
    """Return the abbreviations that a line below a formula or elsewhere explains: COP——性能系数."""
    return draft.view(_explained)


_SAID = re.compile(rf"^\s*(?P<short>{_SHORT})\s*(?:——|—|－|:|：|＝|=)\s*(?=[\u3400-\u9fff])")


def _explained(draft: Draft) -> frozenset[str]:
    said = (_SAID.match(f"{piece.label} {piece.text}" if piece.label else piece.text) for piece in draft.pieces)
    return frozenset(one["short"] for one in said if one)


def _foreign(text: str, place: Place) -> bool:
    """Whether the word stands in an English phrase, a code with a number, an address, a quoted title, names a grade."""
    before, after = text[: place.start], text[place.start + len(place.words) :]
    if re.match(r"[级类档]|型(?!号)|等级|分类|[-–][A-Za-z]", after):
        return True
    if (
        _PHRASE.search(before)
        or re.search(r"(?<![A-Za-z])[A-Z]{2,}[ \u00a0]$", before)
        or re.match(r"[ \u00a0][a-z]{2,}|[ \u00a0][A-Z][a-z]+", after)
    ):
        return True
    if re.match(r"[ \u00a0]?(?:/[TZ] ?)?\d{3,}|[./@_=]|-\d", after) or re.search(r"[/@_=.][A-Za-z0-9]*$", before[-20:]):
        return True
    return before.count("《") > before.count("》")
