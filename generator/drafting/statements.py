"""What the sentences of a foreword state (GB/T 1.1-2020, 8.3), told by their words."""

from __future__ import annotations

import enum
import re
from collections.abc import Iterator
from dataclasses import dataclass

from generator.drafting.draft import Draft, Kind, Part, Piece
from generator.drafting.fixed import squeezed
from generator.drafting.sentences import Sentence, sentences


class State(enum.Enum):
    """A statement of the foreword; the values are their order, and how 8.3 counts them."""

    BASIS = (0, "a)", "起草依据", "the drafting basis")
    PARTS = (1, "b)", "与其他文件的关系", "the relation to other documents")
    REPLACES = (2, "c)", "代替文件与主要技术变化", "the documents replaced and the changes")
    ADOPTS = (3, "d)", "与国际文件关系", "the relation to an international document")
    PATENTS = (4, "e)", "有关专利的说明", "patents")
    PROPOSED = (5, "f)", "提出信息", "who proposes")
    MANAGED = (6, "f)", "归口信息", "who is in charge")
    BODIES = (7, "g)", "起草单位", "the drafting bodies")
    DRAFTERS = (8, "g)", "主要起草人", "the drafters")
    HISTORY = (9, "h)", "历次版本发布情况", "the history of editions")

    @property
    def place(self) -> int:
        """Where the statement stands in the order."""
        return self.value[0]

    @property
    def zh(self) -> str:
        """Its letter and what it is called."""
        return f"{self.value[1]} {self.value[2]}"

    @property
    def en(self) -> str:
        """What it is called in English."""
        return self.value[3]


@dataclass(frozen=True, slots=True)
class Statement:
    """A sentence of the foreword and what it states; ``words`` are its words as they are compared."""

    sentence: Sentence
    state: State
    words: str

    @property
    def piece(self) -> Piece:
        """The paragraph that the sentence stands in."""
        return self.sentence.piece


_ABROAD = r"(?:ISO|IEC|ITU|EN|CEN|ASTM|IEEE|BS|DIN|JIS)(?![A-Za-z])"
_TOLD: tuple[tuple[State, re.Pattern[str]], ...] = (
    (
        State.BASIS,
        re.compile(
            r"GB/?T1\.1(?!\d).*(?:起草|编写|编制|制定|给出的规则|规定)|《标准化工作导则.*(?:起草|编写|编制|制定)"
        ),
    ),
    (
        State.ADOPTS,
        re.compile(
            rf"(?:采用|参考|参照|对应|转化|起草|相比)[^。]*{_ABROAD}|与[^。]*{_ABROAD}[^。]*(?:相比|一致性程度)|"
            rf"{_ABROAD}[^。]*(?:起草|编制|一致性程度)|一致性程度为"
        ),
    ),
    (State.HISTORY, re.compile(r"历次版本|(?:首次|第[一二三四五六七八九十\d]+次)(?:发布|修订|制定)[。为;；]?|年首次")),
    (
        State.REPLACES,
        re.compile(
            r"^本文件(?:部分|全部|整合)?(?:代替|替代|修订|是对)|与[^。]*(?:-\d{4}|原[标文])[^。]*相比|主要技术(?:变化|内容变化|差异)如下"
        ),
    ),
    (
        State.PARTS,
        re.compile(
            r"^(?:本文件|《[^》]*》|[A-Z/]+[\d.X]+)[^。]*(?:第[\d一二三四五六七八九十X]+部分|系列(?:标准|文件)(?:的?之一|的)?)|"
            r"已经?发布了?(?:以下|下列)|(?:以下|下列)部分|^本文件与[^。]*(?:配套|共同)(?:使用|构成)"
        ),
    ),
    (State.PATENTS, re.compile(r"专利.*(?:涉及|识别|责任|持有)|(?:涉及|识别|鉴别|责任).*专利")),
    (
        State.BODIES,
        re.compile(
            r"^(?:本文件)?的?(?:主要|参加|参与|联合)?(?:负责)?(?:起草|编制|编写|制定|参编|主编|参加|参与|协编|协作|完成)[^:,。]{0,4}?(?:单位|机构)(?=[:,为有是]|包括|$)|"
            r"^本文件(?:主要)?由.*(?:负责)?(?:起草|编制|编写)[,。;]?(?!人)|^本文件由[^。]*(?:参加|参与)(?:起草|编制|编写)"
        ),
    ),
    (
        State.DRAFTERS,
        re.compile(
            r"^(?:本文件)?的?(?:主要|参加|参与|联合|负责)?(?:起草|编制|编写|撰写|制定|参编|主编|执笔)[^:,。]{0,4}?(?:人员?|者)(?=[:,为有是]|包括|$)"
        ),
    ),
    (State.MANAGED, re.compile(r"归口")),
    (State.PROPOSED, re.compile(r"提出[。,;]?$|由[^。]*提出(?!了)|^(?:本文件)?提出单位")),
)
_READ = frozenset({Kind.PARAGRAPH, Kind.CLAUSE, Kind.ITEM, Kind.HEADING})


def statements(draft: Draft) -> tuple[Statement, ...]:
    """Return the statements of the foreword in order; what states none of the known things is left out."""
    return draft.view(_statements)


def _statements(draft: Draft) -> tuple[Statement, ...]:
    return tuple(_said(draft))


def _said(draft: Draft) -> Iterator[Statement]:
    for piece in draft.within(Part.FOREWORD):
        if piece.kind not in _READ:
            continue
        for sentence in sentences(piece):
            words = squeezed(sentence.text)
            state = state_of(words)
            if state is None or (piece.kind is Kind.ITEM and not words.startswith("本文件")):
                continue
            yield Statement(sentence, state, words)


def state_of(words: str) -> State | None:
    """Return what a sentence, squeezed, states."""
    return next((state for state, pattern in _TOLD if pattern.search(words)), None)
