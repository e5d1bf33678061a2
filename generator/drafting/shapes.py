"""What a line is by its shape and by the lines after it: a term, a formula, a sentence without end mark."""

from __future__ import annotations

import re
from collections.abc import Sequence

from generator.drafting.draft import Kind
from generator.drafting.elements import part_of
from generator.drafting.labels import Label, label_of
from generator.drafting.levels import HAN
from generator.drafting.modals import Provision, provision
from generator.drafting.raw import Raw

TERM = re.compile(
    r"^[\u3400-\u9fffA-Za-zⅠ-Ⅻ0-9（）()·/、“”\-—]*[\u3400-\u9fff][\u3400-\u9fffA-Za-z0-9（）()·/、\-—]*"
    r"(?:[ \t\u3000\u00a0]+[A-Za-z][A-Za-z0-9 ,;；，.&+\-–/'’()（）]*|"
    r"\s*[（(][A-Za-z][A-Za-z0-9 ,;；，.&+\-–/'’]*[）)])$"
)
ENGLISH = re.compile(r"^[A-Za-z][A-Za-z0-9 ,;；，.&+\-–/'’()（）]*$")
_FORMULA = re.compile(r"[=＝≤≥≈]")
_NOUN_PHRASE = re.compile(r"[应宜可].*的[^的]{1,8}$")


def is_formula(text: str) -> bool:
    """Whether a line is a displayed formula: a relation sign and hardly any Han."""
    if not _FORMULA.search(text):
        return False
    return len(HAN.findall(text)) <= len(text) * 0.2 and len(text) < 200


def is_defined(label: Label, after: Sequence[Raw]) -> bool:
    """Whether a definition follows a line of the chapter of terms: no deeper entry, and no entry of its own level."""
    if not after:
        return False
    text = after[0].text.rstrip()
    counted = label_of(text).level == 1 and text.endswith("。")  # 11号……: a sentence that begins with a number
    return (counted or not label_of(text).level) and part_of(text) is None


def is_said(after: Sequence[Raw]) -> bool:
    """Whether the next paragraph is a sentence."""
    return bool(after) and after[0].text.rstrip().endswith("。") and not label_of(after[0].text).text


def is_sentence(label: Label, text: str, after: Sequence[Raw]) -> bool:
    """Whether a numbered line without end mark is an untitled clause.

    It is one where it says what has to be done and has no text of its own below it, or a list at once.
    """
    if len(text) < 4 or provision(text) is Provision.STATEMENT or _NOUN_PHRASE.search(text):
        return False
    if not after:
        return True
    following = label_of(f"{after[0].label} {after[0].text}")
    if following.kind is Kind.ITEM:
        return True
    if following.kind is Kind.ANNEX or following.level == 1 or part_of(after[0].text) is not None:
        return True
    return 0 < following.level <= label.level
