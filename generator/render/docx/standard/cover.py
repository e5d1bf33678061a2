"""The cover of a draft standard (GB/T 1.1-2020, 8.1, 10.3.1, figures E.3 to E.8): each field in a frame of its own."""

from __future__ import annotations

from generator.document.blocks import StandardCover
from generator.render.docx.draft import Draft
from generator.render.docx.standard.page import INSIDE, TEXT_WIDTH, page_properties
from generator.render.docx.xml import escape, run

#: Distances from the top of the page, in twips.
_TOP, _KIND, _NUMBER, _NAME, _PATENTS, _DATES, _PUBLISHER = 1134, 2720, 4080, 5900, 12900, 13850, 14560
_UPPER_RULE, _LOWER_RULE = 4860, 14300
#: The words of the first line: 36 pt, spread out as far as the line allows, in twips.
_KIND_SIZE, _KIND_WIDTH = 720, 8600


def cover(draft: Draft) -> str:
    """Return the cover with its section; fields that are empty leave no line."""
    standard = draft.document.standard
    assert standard is not None
    parts = [
        _frame(draft, _TOP, (_codes(standard),), width=4200),
        _frame(draft, _TOP, ((("CoverMark", standard.code, ""),),), left=INSIDE + 4300, width=TEXT_WIDTH - 4300),
        _frame(draft, _KIND, (_kind(standard.kind),)),
        _frame(draft, _NUMBER, (_numbers(standard),)),
        _rule(_UPPER_RULE),
        _frame(draft, _NAME, (_names(standard),)),
        _frame(draft, _PATENTS, ((("CoverPatents", standard.patents, ""),),)),
        _dates(draft, standard),
        _publisher(draft, standard),
    ]
    end = page_properties("", "", "nextPage")
    return "".join(parts) + f'<w:p><w:pPr><w:pStyle w:val="SectionEnd"/>{end}</w:pPr></w:p>'


_Line = tuple[str, str, str]


def _codes(standard: StandardCover) -> tuple[_Line, ...]:
    lines = (standard.ics and f"ICS {standard.ics}", standard.ccs and f"CCS {standard.ccs}", standard.record)
    return tuple(("CoverCodes", line, "") for line in lines)


def _kind(words: str) -> tuple[_Line, ...]:
    """Return the words of the first line, spread over it: short ones with a blank between any two."""
    count = len(words)
    room = min(_KIND_WIDTH, (2 * count - 1) * _KIND_SIZE)
    left = (TEXT_WIDTH - room) // 2
    wide = count > 1 and count * _KIND_SIZE < room
    apart = f'<w:ind w:left="{left}" w:right="{left}"/><w:jc w:val="distribute"/>' if wide else ""
    return (("CoverKind", words, apart),)


def _numbers(standard: StandardCover) -> tuple[_Line, ...]:
    return (
        ("CoverNumber", standard.number, ""),
        ("CoverReplaces", standard.replaces, ""),
    )


def _names(standard: StandardCover) -> tuple[_Line, ...]:
    return (
        ("Title", "\u3000".join(standard.names), ""),
        ("Subtitle", "—".join(standard.english), ""),
        ("CoverStage", standard.conformity, ""),
        ("CoverStage", standard.stage, ""),
    )


def _frame(
    draft: Draft, top: int, groups: tuple[tuple[_Line, ...], ...], *, left: int = INSIDE, width: int = TEXT_WIDTH
) -> str:
    """Return paragraphs that stand in one frame at a fixed place of the page."""
    place = _placed(top, left, width)
    return "".join(_line(draft, place, *line) for group in groups for line in group if line[1])


def _placed(top: int, left: int, width: int) -> str:
    return (
        f'<w:framePr w:w="{width}" w:wrap="around" w:vAnchor="page" w:hAnchor="page" w:x="{left}" w:y="{top}" '
        'w:anchorLock="1"/>'
    )


def _line(draft: Draft, place: str, style: str, text: str, extra: str) -> str:
    return f'<w:p><w:pPr><w:pStyle w:val="{style}"/>{place}{extra}</w:pPr>{_run(draft, text)}</w:p>'


def _run(draft: Draft, text: str) -> str:
    return run(draft.clean(text), chinese=draft.chinese)


def _dates(draft: Draft, standard: StandardCover) -> str:
    """Return the last line but one: publication on the left, implementation on the right, a rule below."""
    if not (standard.published or standard.implemented):
        return ""
    published = _dated(standard.published, draft.say("发布", "published"))
    implemented = _dated(standard.implemented, draft.say("实施", "implemented"))
    inner = f"{_run(draft, published)}<w:r><w:tab/></w:r>{_run(draft, implemented)}"
    place = _placed(_DATES, INSIDE, TEXT_WIDTH)
    line = f'<w:p><w:pPr><w:pStyle w:val="CoverDate"/>{place}</w:pPr>{inner}</w:p>'
    return line + _rule(_LOWER_RULE)


def _rule(top: int) -> str:
    """Return a line across the page, the border of an empty paragraph."""
    place = _placed(top, INSIDE, TEXT_WIDTH)
    rule = '<w:pBdr><w:top w:val="single" w:sz="8" w:space="0" w:color="auto"/></w:pBdr>'
    return f'<w:p><w:pPr><w:pStyle w:val="CoverRule"/>{place}{rule}</w:pPr></w:p>'


def _dated(date: str, word: str) -> str:
    return date if not date or date.endswith(word) else f"{date} {word}"


def _publisher(draft: Draft, standard: StandardCover) -> str:
    if not standard.publisher:
        return ""
    word = draft.say("发布", "published")
    name = standard.publisher.removesuffix(word).rstrip()
    small = '<w:rFonts w:ascii="{0}" w:hAnsi="{0}" w:eastAsia="{0}"/><w:b w:val="0"/><w:bCs w:val="0"/>'.format(
        escape(draft.theme.heading_zh)
    )
    published = (
        f'<w:r><w:rPr>{small}<w:sz w:val="28"/><w:szCs w:val="28"/></w:rPr>'
        f'<w:t xml:space="preserve">\u3000{escape(word)}</w:t></w:r>'
    )
    place = _placed(_PUBLISHER, INSIDE, TEXT_WIDTH)
    inner = _run(draft, name) + published
    return f'<w:p><w:pPr><w:pStyle w:val="CoverPublisher"/>{place}</w:pPr>{inner}</w:p>'
