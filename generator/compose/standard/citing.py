"""Which sentence makes what it names normative. Stands in until the drafting stage's own reading is there."""

from __future__ import annotations

import re

_REQUIREMENT = re.compile(r"(?<![相适响供反对效回])应(?![用对急变答当])|不准许|只准许")
_RECOMMENDATION = re.compile(r"(?<![适便合事权时相机])宜|推荐|建议")
_METHOD = re.compile(r"(?:按照?|依据|采用).{0,40}(?:测定|试验|检验|测量|计算)")


def normative(sentence: str, kind: str) -> bool:
    """Whether a sentence makes its citations normative (9.5.4.2.1): requirement, test method, in a guide advice too."""
    if _REQUIREMENT.search(sentence):
        return True
    if kind == "guide":
        return bool(_RECOMMENDATION.search(sentence))
    return kind in ("specification", "method") and bool(_METHOD.search(sentence))
