"""What a formula said and what it says now, in words."""

from __future__ import annotations

from generator.base.text import Text
from generator.ledger.expression import Constant, Expression, Ref, number, walk
from generator.ledger.spelling import arithmetic

#: Longer parts of formulas are cut; larger ones are not spelled at all.
_LONGEST = 160
_NODES = 60


def said(one: Expression | None, other: Expression | None) -> Text:
    """Say what stood in a formula and what stands there now."""
    meaning = next((node.meaning for node in (other, one) if isinstance(node, Constant) and node.meaning), "")
    before, after = _spelled(one), _spelled(other)
    if isinstance(one, Ref) and isinstance(other, Ref) and one.key != other.key:
        before, after = f"{one.key} = {before}", f"{other.key} = {after}"
    if one is None:
        return Text(f"公式中加入 {after}", f"{after} was added to the formula")
    if other is None:
        return Text(f"公式中去掉 {before}", f"{before} was taken out of the formula")
    note = f"（{meaning}）" if meaning else ""
    return Text(
        f"公式中 {before} 改为 {after}{note}", f"{before} became {after}" + (f" ({meaning})" if meaning else "")
    )


def _spelled(node: Expression | None) -> str:
    if node is None:
        return ""
    if isinstance(node, Constant) and node.numerator is None:
        return number(node.value) if node.unit.text == "1" else f"{number(node.value)} {node.unit.text}"
    for count, _ in enumerate(walk(node)):
        if count > _NODES:
            return "…"
    text = arithmetic(node)
    return text if len(text) <= _LONGEST else text[: _LONGEST - 1] + "…"
