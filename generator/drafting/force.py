"""What force a citation has: whether the sentence that cites makes the document normative.

GB/T 1.1-2020, 9.5.4.2.1: a requirement or an instruction that names a document cites it normatively; in a specification
also 按 or 按照 with a test method, in a guide also a recommendation, everywhere the lead-in of the chapter of terms.
All other citations are informative (9.5.4.2.2).
"""

from __future__ import annotations

import enum
import re

from generator.drafting.modals import Provision, provision
from generator.drafting.numbers import STANDARD
from generator.drafting.sentences import outside_quotes


class Force(enum.Enum):
    """The force of a citation; ``UNTOLD`` where the sentence alone does not say."""

    NORMATIVE = enum.auto()
    INFORMATIVE = enum.auto()
    UNTOLD = enum.auto()


_DEED = (
    r"(?:进行|执行|计算|测定|测量|检测|试验|确定|编制|报告|核算|量化|核查|评价|校准|检定|取样|采样|制样|开展|实施|记录|"
    r"选取|分类|处理|修约|评定|识别|划分|建立|配备|获取|取值|统计|监测|分析|检验|验收|给出|规定)"
)
_BY = r"(?:按照?|依据|依照|根据|采用|使用|参照|执行|遵守|遵循)"
#: An imperative sentence tells what to do without a subject.
_INSTRUCTION = re.compile(rf"^\s*(?:并|再|然后|先|首先|分别|同时|宜)?\s*{_BY}\s*[^，。；]*?{_DEED}")
#: The deed closes the clause: 测定方法按……执行.
_DONE_BY = re.compile(
    rf"(?:按照?|依据|依照|根据)[^，。；了]*?{_DEED}[^了，。；的]{{0,14}}[。；]?\s*$|执行[^，。；了的]*(?:的规定|的要求)?[。；]?\s*$"
)
#: What stands before the citation when 按 or 按照 belongs to it.
_BY_METHOD = re.compile(r"按照?(?:　|[、和与及或]|\s)*$")
#: Hints at information, directly before the citation.
_HINT = re.compile(r"(?:(?<![意预常可罕少多])见|参阅|例如|比如|诸如|譬如|可参[考照])$")
#: An example in the same clause: 例如通过ISO 28000认证的供应商.
_EXAMPLE = re.compile(r"(?:例如|比如|诸如|譬如)[^，。；]*$")
_BRACKET_HINT = re.compile(r"(?:(?<![意预常可罕少多])见|例如|^如|参考|参阅|来自|源自|引自|改写自)")
#: The document itself is the subject of a statement.
_STATES = re.compile(r"^[^，。；]{0,12}?(?:给出|规定|提供|描述|界定|确立|说明|列出|介绍|阐述|作出|做出)了")
_ORIGIN = re.compile(
    r"(?:依据|根据|按照?|参照|参考|基于)[^，。；]*(?:编制|制定|起草|编写|改写|整理|修改采用|得出|得到|换算)[^，。；]{0,4}$"
)
#: Words right before a citation that name it as a place where something was taken from.
_TAKEN = re.compile(
    r"(?:参考|借鉴|参照|参阅|来自|源自|取自|引自|摘自|来源于|改写自|等同于|等效于)了?[\s　、和与及《]*$"
)
#: What is said to fit a document, or done with what it has, without a modal verb: a demand or a fact.
_FITS = re.compile(
    r"(?:符合|满足|达到|采用|使用|选用|用|执行|不低于|不高于|不超过|不大于|不小于)(?:　|[、和与及或]|\s)*$"
)
_CONDITION = re.compile(r"^[^，。；]*?时$")


def force(sentence: str, kind: str, start: int, end: int, lead: str = "") -> Force:
    """Return the force of the citation that stands from ``start`` to ``end`` in a sentence.

    ``lead`` is the lead-in of the list that the sentence is an item of. Notes, examples, sources and footnotes never
    cite normatively: that is for the caller to know.
    """
    plain = outside_quotes(sentence)
    before, after = plain[:start], plain[end:]
    if _hinted(before):
        return Force.INFORMATIVE
    begin = max(before.rfind("，"), before.rfind("："), before.rfind(",")) + 1
    close = re.search(r"[，,。；]", after)
    part = plain[begin : end + (close.start() if close else len(after))]
    own, whole = provision(part), provision(plain)
    if own in (Provision.PERMISSION, Provision.ABILITY, Provision.POSSIBILITY):
        return Force.INFORMATIVE
    if own is Provision.STATEMENT and (
        _STATES.match(_after(after)) or _ORIGIN.search(part) or _TAKEN.search(STANDARD.sub("　", plain[begin:start]))
    ):
        return Force.INFORMATIVE
    if own is Provision.STATEMENT and lead and whole is Provision.STATEMENT:
        own = whole = provision(lead)
    what = whole if own is Provision.STATEMENT else own
    if what is Provision.REQUIREMENT:
        return Force.NORMATIVE
    if what is Provision.RECOMMENDATION:
        if "应当" in plain and "宜" not in plain:
            return Force.NORMATIVE  # MOD-03 tells of the verb; a requirement is meant
        return Force.NORMATIVE if kind == "guide" else Force.INFORMATIVE
    if what is not Provision.STATEMENT:
        return Force.UNTOLD if own is Provision.STATEMENT and _FITS.search(plain[begin:start]) else Force.INFORMATIVE
    return _of_statement(part, STANDARD.sub(lambda m: "　" * len(m[0]), before), kind, before[begin:].strip())


def _of_statement(part: str, before: str, kind: str, own: str) -> Force:
    """Return the force of a citation in a clause without a modal verb; ``own`` stands before it in its clause."""
    told = Force.UNTOLD if kind == "guide" else Force.NORMATIVE
    if _CONDITION.match(part.strip()):
        return Force.UNTOLD if _FITS.search(own) else Force.INFORMATIVE
    if _INSTRUCTION.match(part) or _DONE_BY.search(part):
        return told
    if _BY_METHOD.search(before):
        return Force.NORMATIVE if kind == "specification" else Force.UNTOLD
    alone = bool(before.strip()) and not re.sub(r"[\s　、和与及或。；]", "", STANDARD.sub("", part))
    return Force.UNTOLD if alone or _FITS.search(own) else Force.INFORMATIVE


def _hinted(before: str) -> bool:
    """Whether words before a citation only hint at it: （见…, 参见…, 例如…."""
    bracket = max(before.rfind("（"), before.rfind("("))
    if bracket > max(before.rfind("）"), before.rfind(")")) and _BRACKET_HINT.search(before[bracket + 1 :].strip()):
        return True
    bare = re.sub(r"[\s　、和与及或（(]+$", "", STANDARD.sub("　", before))
    while bare != (shorter := re.sub(r"[\s　、和与及或（()）]+$", "", bare)):
        bare = shorter
    return bool(_HINT.search(bare) or _EXAMPLE.search(bare))


def _after(text: str) -> str:
    """Return what follows a citation, without the numbers joined to it."""
    return re.sub(r"^[\s　、和与及或均都还也）)]+", "", STANDARD.sub("　", text))


def normative(sentence: str, kind: str, *, before: str = "") -> bool:
    """Whether a sentence cites normatively in a document of ``kind``; ``before`` is what stands before the citation."""
    start = len(before)
    found = STANDARD.match(sentence, start)
    end = found.end() if found else start
    return force(sentence, kind, start, end) is Force.NORMATIVE
