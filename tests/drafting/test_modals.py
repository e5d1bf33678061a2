"""Modal verbs told from the words that contain them, on labelled sentences."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

from generator.drafting.modals import Provision, modals, provision

CORPUS: dict[str, Any] = yaml.safe_load(Path(__file__).with_name("modals.yaml").read_text("utf-8"))
MARK = re.compile(r"([【〖])(.+?)[】〗]")
KINDS = {word: kind for kind, words in CORPUS["words"].items() for word in words}


def sentences() -> Iterator[Any]:
    """Yield each marked sentence."""
    for part in ("tuned", "held"):
        for group, listed in CORPUS[part].items():
            for place, text in enumerate(listed, 1):
                yield pytest.param(text, id=f"{part}-{group}-{place}")


def marked(text: str) -> tuple[str, list[tuple[int, str, bool]]]:
    """Return the sentence without marks and its modal verbs: place, words, whether a law says so."""
    found, gone = [], 0
    for one in MARK.finditer(text):
        found.append((one.start() - gone, one[2], one[1] == "〖"))
        gone += 2
    return MARK.sub(r"\2", text), found


@pytest.mark.parametrize("text", sentences())
def test_modal_verbs_and_their_places(text: str) -> None:
    plain, expected = marked(text)
    found = list(modals(plain))
    assert [(one.start, one.word, one.external) for one in found] == expected
    for one in found:
        kind = KINDS[one.word]
        assert one.proper is (kind != "improper")
        if one.proper:
            assert one.provision is Provision[kind.upper()]


def test_corpus_is_half_look_alikes() -> None:
    every = [text for part in ("tuned", "held") for listed in CORPUS[part].values() for text in listed]
    assert len(every) >= 250
    assert len(every) == len(set(every))


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("设备应能在 -20 ℃ 下启动。", Provision.REQUIREMENT),
        ("组织宜采用可追溯的数据，可由第三方提供。", Provision.RECOMMENDATION),
        ("供应商可提交书面说明。", Provision.PERMISSION),
        ("数据缺失可能影响结果。", Provision.POSSIBILITY),
        ("该方法能检出目标物。", Provision.ABILITY),
        ("按照《计量法》，计量器具必须强制检定。", Provision.STATEMENT),
        ("应急响应由值班人员启动。", Provision.STATEMENT),
    ],
)
def test_strongest_verb_says_what_the_sentence_is(text: str, kind: Provision) -> None:
    assert provision(text) is kind
