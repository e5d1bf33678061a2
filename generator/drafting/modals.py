"""Modal verbs of GB/T 1.1-2020, annex C: which words make a sentence a requirement, a permission and so on.

Words that only contain the character of a modal verb (供应, 应用, 可行, 能源, 适宜) are none.
"""

from __future__ import annotations

import enum
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from generator.drafting.modal_words import (
    AFTER_BEST,
    AFTER_CAN,
    AFTER_MAY,
    AFTER_MUST_NOT,
    AFTER_SHOULD,
    BEFORE_BEST,
    BEFORE_CAN,
    BEFORE_MAY,
    BEFORE_SHOULD,
    is_verb_of_its_own,
    single,
)
from generator.drafting.sentences import outside_quotes


class Provision(enum.Enum):
    """The type of a clause by its verb (tables C.1 to C.7)."""

    REQUIREMENT = enum.auto()
    RECOMMENDATION = enum.auto()
    PERMISSION = enum.auto()
    ABILITY = enum.auto()
    POSSIBILITY = enum.auto()
    STATEMENT = enum.auto()


@dataclass(frozen=True, slots=True)
class Modal:
    """A modal verb found: its words, where they begin, what they make of the clause, and whether annex C has them.

    ``external`` marks what a law or an authority demands and the sentence only reports.
    """

    word: str
    start: int
    provision: Provision
    proper: bool = True
    external: bool = False


#: Where a clause begins or after 时, 不 …: 系统允许用户…, 最大允许误差 and 整改建议 are no act of the drafter.
_FREE = r"(?:(?<=[，。；：、）时不也均只亦])|(?<![\s\S]))"
_PATTERNS: tuple[tuple[str, Provision, bool], ...] = (
    (
        r"必须(?![的性品])|不得(?![不已]|而知)|(?:禁止|严禁)(?!标[志识]|类|性|区|事项|清单|行为|牌|[\u3400-\u9fff]{2}的)"
        rf"|不可(?!{AFTER_MUST_NOT})|不准(?![确时许])|不许(?!可)|不允许|务必|切勿|(?<![必无务毋触胡不])须(?!知|臾)",
        Provision.REQUIREMENT,
        False,
    ),
    (r"只准许|不准许", Provision.REQUIREMENT, True),
    (r"应当(?![前心场天日月])", Provision.RECOMMENDATION, False),
    (r"不应该|应该", Provision.REQUIREMENT, True),
    (r"不应(?!答|期)|" + single("应", BEFORE_SHOULD, AFTER_SHOULD), Provision.REQUIREMENT, True),
    (
        r"不宜|"
        + single("宜", BEFORE_BEST, AFTER_BEST, r"(?<!地制)(?<![不]合时)(?<!授机)(?<![不相]合)")
        + rf"(?!之计|与否)|不推荐|不建议|{_FREE}推荐(?=使用|采用|选用|优先)"
        rf"|{_FREE}建议(?=采用|使用|选用|优先|由|将|对|每|在|以|按)",
        Provision.RECOMMENDATION,
        True,
    ),
    (r"不可能|(?<!尽)可能(?!性)", Provision.POSSIBILITY, True),
    (
        rf"可以不|可以(?![^，。；]{{1,8}}(?:形式|方式|名义))|不必(?!要)|[无毋]须|无需"
        rf"|{_FREE}允许(?![误偏值的最]|差值|范围|排放)",
        Provision.PERMISSION,
        True,
    ),
    (single("可", BEFORE_MAY, AFTER_MAY, r"(?<!不)(?!(?<=高)可[用靠])"), Provision.PERMISSION, True),
    (rf"不能(?!{AFTER_CAN})|能够|" + single("能", BEFORE_CAN, AFTER_CAN, "(?<![、和与为]内)"), Provision.ABILITY, True),
)
_ALL = re.compile(
    "(?=[必不禁严务切须只应宜推建可允无毋能])(?:"
    + "|".join(f"(?P<p{i}>{pattern})" for i, (pattern, _, _) in enumerate(_PATTERNS))
    + ")"
)
#: A law or an authority as the source of what follows: the sentence reports its constraint.
_LAW = re.compile(
    r"(?:根据|依据|按照?|依照|遵照)[^。；]{0,30}(?:法律|法规|规章|法》|条例》|办法》|国家[^。；，]{0,6}规定)[^。；，]{0,8}[，,]"
    r"|《[^》]*(?:法|条例|办法|规定|决定)》[^。；，]{0,12}(?:规定|要求|明确)"
    r"|(?:法律|法规|规章|国家|政府|主管部门|法院)[^。；，]{0,4}(?:规定|要求|明令|明确)"
    r"|(?:法律|法规)$"
)


def modals(text: str) -> Iterator[Modal]:
    """Yield the modal verbs of a text outside quotes and titles, in order."""
    yield from _modals(text)


@lru_cache(maxsize=8192)
def _modals(text: str) -> tuple[Modal, ...]:
    return tuple(_found(text))


def _found(text: str) -> Iterator[Modal]:
    plain = outside_quotes(text)
    for found in _ALL.finditer(plain):
        _, kind, proper = _PATTERNS[int((found.lastgroup or "p0")[1:])]
        word, start = found[0], found.start()
        if word == "应" and is_verb_of_its_own(plain, start):
            continue
        yield Modal(word, start, kind, proper, not proper and reported(text, start))


def reported(text: str, at: int) -> bool:
    """Whether a law or an authority that is named before the verb in its sentence says so, not the draft."""
    begin = max(text.rfind(mark, 0, at) for mark in "。；！？") + 1
    return bool(_LAW.search(text[begin:at]))


def provision(text: str) -> Provision:
    """Return what a sentence is: by its strongest modal verb, a statement without one."""
    found = {one.provision for one in modals(text) if not one.external}
    for kind in (
        Provision.REQUIREMENT,
        Provision.RECOMMENDATION,
        Provision.PERMISSION,
        Provision.POSSIBILITY,
        Provision.ABILITY,
    ):
        if kind in found:
            return kind
    return Provision.STATEMENT
