"""CIT-10, CIT-11: copied content and its sources (GB/T 1.1-2020, 9.5.1, 9.5.4.3)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from generator.base.findings import Severity
from generator.drafting.citing import STANDARD
from generator.drafting.draft import PROSE, Draft, Kind, Part, Piece
from generator.drafting.framework import Answer, Breach, DraftRule, draft_rule
from generator.drafting.sentences import sentences

_ROUND = re.compile(r"[（(]\s*来源\s*[：:][^（）()]*(?:[（(][^（）()]*[）)][^（）()]*)*[）)]?\s*[。；]?$")
_BARE = re.compile(r"^\s*(?:定义)?来源\s*[：:]\s*\S")
_UNLABELLED = re.compile(r"^\s*[\[［【]\s*(?:GB|ISO|IEC|[A-Z]{2}/T)[^\[\]［］【】]*\d[^\[\]［］【】]*[\]］】]\s*$")
_WHOLE = re.compile(
    r"^\s*(?P<open>[\[［【])\s*来源\s*(?P<colon>[：:])(?P<said>.*?)(?P<close>[\]］】])?(?P<after>[^\]］】]*)$", re.S
)
#: The place inside the source document as it has to follow the number.
_PLACE = re.compile(
    r"^\s*[，,]\s*(?:第\s?\d+\s?章|附录\s?[A-Z]|[表图]\s?(?:[A-Z]\.)?\d+|公式\s?[（(][A-Z.\d]+[）)]|(?:[A-Z]|\d+)(?:\.\d+)*|定义\s?\d)"
)
_CALLED = re.compile(r"^\s*[，,、]?\s*(?P<word>定义|术语|条目|条款|第)\s?(?P<number>\d+(?:\.\d+)+)\s?(?P<tail>条|节)?")
_JOINED = re.compile(
    r"^(?P<gap>\s+|\s*(?:中的?|的)\s*|\s*[；;、：]\s*)(?P<number>(?:[A-Z]\.)?\d+(?:\.\d+)+|第\s?\d+\s?章|附录\s?[A-Z])"
)
_TITLE = re.compile(r"^\s*《[^《》]*》|^[\s\u3000]+[\u3400-\u9fff][\u3400-\u9fff\s\u3000（）()]{3,}")
_CHANGED = re.compile(
    r"[，,、；;\s]*[（(]?\s*(?P<word>有所修改|略有修改|有改动|略有改动|有改写|有调整|稍作修改|部分修改|经修改|已修改|有删减|有增减|有补充|有简化|"
    r"改写|修改|改编|有修订|有更改|有变动)(?:版)?\s*[）)]?\s*$"
)
_RIGHT_CHANGE = re.compile(r"[，,]\s*有修改\s*$")
_LOOSE_CHANGE = re.compile(r"[（(；;、\s]\s*有修改\s*[）)]?\s*$|(?<=[\d.章])有修改\s*$")


@draft_rule("CIT-10", "form-of-a-source", Severity.ERROR, "9.5.4.3", "read")
def source_form(draft: Draft) -> Answer:
    """Finds: a source that is not [来源：编号—年份，章或条的编号], or tells of a change otherwise than ，有修改.

    In round or black brackets or none, with a half-width colon, without number, year or clause, with 定义3.1, with the
    title, with 改写, with a mark behind it. The dash in the number belongs to CIT-06, other commas to TXT-01.

    Why: the form lets the reader find the very entry; without a year the clause number means nothing.

    Wrong: （来源：GB/T 32150，定义3.1，改写）

    Right: [来源：GB/T 32150—2025，3.1，有修改]
    """
    for piece in draft.pieces:
        if piece.part in (Part.COVER, Part.CONTENTS, Part.REFERENCES, Part.BIBLIOGRAPHY, Part.FOREWORD):
            continue
        if piece.kind is Kind.SOURCE:
            yield from _in_source(piece)
        elif piece.kind in PROSE:
            yield from _elsewhere(piece, piece.part is Part.TERMS or draft.kind == "terminology")


def _elsewhere(piece: Piece, entry: bool) -> Iterator[Breach]:
    """Yield a source that is not recognised as one: in round brackets, without brackets, without the word 来源."""
    if (found := _ROUND.search(piece.text)) and (entry or STANDARD.search(found[0])):
        yield _wrong(
            piece, found[0].rstrip("。； "), found.start(), "来源用了圆括号", "the source stands in round brackets"
        )
    elif entry and _BARE.match(piece.text):
        yield _wrong(piece, piece.text.strip(), 0, "来源没有方括号", "the source has no square brackets")
    elif entry and _UNLABELLED.match(piece.text) and STANDARD.search(piece.text):
        yield _wrong(piece, piece.text.strip(), 0, "缺少“来源：”", "the source lacks 来源：")


def _wrong(piece: Piece, words: str, start: int, zh: str, en: str, severity: Severity | None = None) -> Breach:
    return Breach(
        piece,
        zh,
        en,
        words,
        "写为“[来源：编号—年份，条的编号]”，内容有改动时加“，有修改”",
        "write [来源：number—year，clause], with ，有修改 where the content was changed",
        start=start,
        severity=severity,
    )


def _in_source(piece: Piece) -> Iterator[Breach]:
    whole = _WHOLE.match(piece.text)
    if whole is None:
        return
    text = piece.text
    if whole["open"] == "【" or whole["close"] == "】":
        yield _wrong(piece, whole["open"] + "来源", whole.start("open"), "来源应用方括号“[ ]”", "use square brackets")
    elif whole["close"] is None:
        yield _wrong(
            piece, text.rstrip()[-4:], len(text.rstrip()) - 4, "来源缺少右方括号", "the closing bracket is missing"
        )
    elif re.search(r"[。；，.;,]", whole["after"]):
        at = whole.start("after")
        yield _wrong(piece, "]" + whole["after"].strip(), at - 1, "来源之后有标点", "a mark stands behind the source")
    if whole["colon"] == ":":
        at = whole.start("colon")
        yield _wrong(piece, text[at - 2 : at + 1], at - 2, "“来源”后应为全角冒号", "a full-width colon follows 来源")
    yield from _said(piece, whole["said"], whole.start("said"))


def _said(piece: Piece, said: str, begin: int) -> Iterator[Breach]:
    """Yield what is wrong with the words of a source: number, year, place, sign of a change."""
    found = STANDARD.search(said)
    if found is None:
        if not re.search(r"《[^《》]+》|https?://|www\.", said) and not re.search(
            r"[A-Za-z]{2,}[^\u3400-\u9fff]*\d", said
        ):
            yield _wrong(
                piece, piece.text.strip(), 0, "来源没有写明文件编号", "the source names no document by its number"
            )
        return
    after = said[found.end() :]
    if re.match(r"\s*,\s?[\dA-Z]", after):
        at, more = begin + found.end(), re.match(r"\s*,\s?[\d.A-Z]+", after)
        words = found[0][-4:] + (more[0] if more else ",")
        yield _wrong(
            piece,
            words,
            at - 4,
            "编号与条的编号之间用全角逗号",
            "a full-width comma follows the number",
            Severity.WARNING,
        )
    yield from _changes(piece, after, begin + found.end())
    if _JOINED.match(after) or _CALLED.match(after):
        called = _CALLED.match(after) or _JOINED.match(after)
        assert called is not None  # one of the two matched
        yield _wrong(
            piece,
            found[0] + called[0].rstrip(),
            begin + found.start(),
            "编号与条的编号之间应为“，”，条只写编号",
            "number and clause are parted by ，, and a clause is called by its number alone",
        )
    elif title := _TITLE.match(after):
        yield _wrong(
            piece,
            title[0].strip(),
            begin + found.end() + len(title[0]) - len(title[0].lstrip()),
            "来源只写文件编号，不写名称",
            "a source names the number alone",
            Severity.WARNING,
        )
    elif not _PLACE.match(after):
        yield _wrong(piece, found[0], begin + found.start(), "来源缺少章或条的编号", "the source names no clause")
        return
    if not found["year"]:
        yield _wrong(
            piece, found[0], begin + found.start(), "来源提及条的编号，应注日期", "a source with a clause has a year"
        )


def _changes(piece: Piece, after: str, begin: int) -> Iterator[Breach]:
    if _RIGHT_CHANGE.search(after):
        return
    found = _LOOSE_CHANGE.search(after) or _CHANGED.search(after)
    if found is not None:
        yield _wrong(
            piece,
            found[0].strip(),
            begin + found.start() + len(found[0]) - len(found[0].lstrip()),
            f"改动以“，有修改”表示，而不是“{found[0].strip()}”",
            f"a change is told by ，有修改, not by {found[0].strip()}",
        )


# ---------------------------------------------------------------------------------------------------- copied

#: Whose site it is, so that it is none of the users' own.
_THEIRS = r"(?:国家|省|市|协会|学会|联盟|联合会|[部委局院]|中心|组织|基金会|数据库|[A-Z]{2,})"
_SITE = r"(?:官方网站|官网|网站|网页|网址|门户|公众号|主页)"
_ADDRESS = re.compile(r"(?:https?|ftp)://\S+", re.I)
_HINT = re.compile(
    rf"(?:(?:参见|详见|(?<![意预常可罕少多])见|参阅|可参考|来自|源自|引自|摘自|下载自|来源于|取自)[^，。；、]{{0,24}}?{_SITE}(?:上)?(?=[，。；）)、]|$|公布的|发布的|上的|的)"
    rf"|(?:可|宜|应)?(?:从|在|通过|登录|访问)[^，。；、]{{0,20}}?{_THEIRS}[^，。；、]{{0,10}}?{_SITE}(?:上)?(?:下载|查阅|查询|查看|获取|查得|检索))"
)
_SHORT_ADDRESS = re.compile(r"(?<![A-Za-z0-9/.@])www\.[\w-]+(?:\.[\w-]+)+[\w/?=&.%-]*", re.I)
_ONLINE = re.compile(r"\[(?:EB|DB|J|M|R|N|P|S)/OL\]")
#: The user's own site, or one that the user has to run.
_OWN_SITE = re.compile(r"本(?:企业|单位|机构|公司|园区|组织)|其(?:官方)?网站|自(?:有|身|己)")
_QUOTE = re.compile(r"“(?P<words>[^“”]{30,})”")
_SAYS = re.compile(r"(?:规定|指出|明确|要求|定义|写道|描述|界定|给出|载明|表述|中)(?:了|为|是)?(?:如下)?[：:，,]?\s*$")


@draft_rule("CIT-11", "copied-or-without-address", Severity.ERROR, "9.5.1", "read")
def copied(draft: Draft) -> Answer:
    """Finds: a passage of another document quoted at length; an online source without its full address.

    What stands twice in the draft itself belongs to STR-18, entries of a document whose terms apply anyway to TRM-10.

    Why: content that exists is cited or hinted at, else it differs from its source with the next edition; a site
    without an address cannot be found.

    Wrong: GB/T 2589规定：“……(thirty characters and more)”; 分类见协会网站

    Right: 按GB/T 2589—2020中第6章的规定; 分类见协会网站（https://www.example.org/types）
    """
    for piece in draft.pieces:
        if piece.part in (Part.COVER, Part.CONTENTS, Part.FOREWORD) or piece.kind is Kind.FORMULA:
            continue
        if piece.kind is Kind.LITERATURE:
            yield from _entry(piece)
            continue
        for sentence in sentences(piece):
            yield from _quoted(piece, sentence.text, sentence.start)
        if not _ADDRESS.search(piece.text):
            yield from _online(piece)


def _entry(piece: Piece) -> Iterator[Breach]:
    found = _ONLINE.search(piece.text)
    if found is not None and not _ADDRESS.search(piece.text) and not re.search(r"DOI|doi", piece.text):
        yield _address(piece, found[0], found.start())


def _online(piece: Piece) -> Iterator[Breach]:
    for found in _SHORT_ADDRESS.finditer(piece.text):
        yield _address(piece, found[0], found.start())
        return
    for found in _HINT.finditer(piece.text):
        if not _OWN_SITE.search(piece.text[max(found.start() - 6, 0) : found.end()]):
            yield _address(piece, found[0], found.start(), Severity.WARNING)


def _address(piece: Piece, words: str, start: int, severity: Severity | None = None) -> Breach:
    return Breach(
        piece,
        f"网上资料没有写明完整的网址：{words}",
        f"an online source without its full address: {words}",
        words,
        "写明完整的网址，如“https://…”",
        "give the full address: https://…",
        start=start,
        severity=severity,
    )


def _quoted(piece: Piece, text: str, begin: int) -> Iterator[Breach]:
    for found in _QUOTE.finditer(text):
        before = text[: found.start()]
        if (STANDARD.search(before[-60:]) or re.search(r"《[^《》]+》[^，。；]{0,20}$", before)) and _SAYS.search(
            before
        ):
            yield Breach(
                piece,
                "大段照抄了其他文件的内容",
                "a passage of another document is copied at length",
                found[0],
                "改为引用该文件及其章、条的编号",
                "cite the document and its clause",
                start=begin + found.start(),
            )


RULES: tuple[DraftRule, ...] = (source_form, copied)
