"""Modal verbs of GB/T 1.1-2020, annex C: which words make a sentence a requirement, a permission and so on.

Words that only contain the character of a modal verb (供应, 应用, 可行, 能源, 适宜) are none.
"""

from __future__ import annotations

import enum
import re
from collections.abc import Iterator
from dataclasses import dataclass

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
    """A modal verb found: its words, where they begin, what they make of the clause, and whether annex C has them."""

    word: str
    start: int
    provision: Provision
    proper: bool = True


_SHOULD_NOT_BE = (
    r"(?<![相适响供效反对回感呼顺照因报答策内])应"
    r"(?!用(?!于.{0,12}的应)|急|变|力|答|届|收|付|税|激|邀|运|诉|聘|援|季|景|对(?!.{1,24}(?:进行|予以|加以|作出|做出|实施|开展|给予|提供))|有的|得的)"
)
_PATTERNS: tuple[tuple[str, Provision, bool], ...] = (
    (
        r"必须(?!性)|不得(?!不)|不可(?![或分逆再避抗靠行用控知预缺少])|禁止|严禁|不准(?!确|许|时)|不许",
        Provision.REQUIREMENT,
        False,
    ),
    (r"只准许|不准许", Provision.REQUIREMENT, True),
    (r"应当(?!前)", Provision.RECOMMENDATION, False),
    (r"不应(?:该)?|应该", Provision.REQUIREMENT, True),
    (_SHOULD_NOT_BE, Provision.REQUIREMENT, True),
    (
        r"不宜|(?<![适便合相机事权时因])宜(?![人居昌宾兴春家])|(?<!不)推荐(?=使用|采用|选用)|不推荐|不建议|(?<![的项条意])建议(?=采用|使用|选用|将|由|对)",
        Provision.RECOMMENDATION,
        True,
    ),
    (r"不可能|(?<![尽])可能(?!性)", Provision.POSSIBILITY, True),
    (r"可以不|可以|不必(?!要)|无须|允许(?!误差|偏差|值)", Provision.PERMISSION, True),
    (
        r"(?<![不认许宁尽])可(?!行|靠|信|比|再|追|持|见|操作|观|视|用[性率]|变|燃|溶|降解|回收|控|测|逆|知|读|选|核[查证]|验证|用于|重复|交付|计量|量化|获[得取]性|达|接受|避免|塑|利用率|分|移动|编程|乐|口|调|枯)",
        Provision.PERMISSION,
        True,
    ),
    (
        r"不能|能够|(?<![节职功性技智热电动势产潜效机才全万可储用耗光风核氢赋不化碳])能(?![源量力效耗级够见否动人干]|流|评|管)",
        Provision.ABILITY,
        True,
    ),
)
_ALL = re.compile("|".join(f"(?P<p{i}>{pattern})" for i, (pattern, _, _) in enumerate(_PATTERNS)))


def modals(text: str) -> Iterator[Modal]:
    """Yield the modal verbs of a text outside quotes and titles, in order."""
    for found in _ALL.finditer(outside_quotes(text)):
        _, provision, proper = _PATTERNS[int((found.lastgroup or "p0")[1:])]
        yield Modal(found[0], found.start(), provision, proper)


def provision(text: str) -> Provision:
    """Return what a sentence is: by its strongest modal verb, a statement without one."""
    found = {one.provision for one in modals(text)}
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
