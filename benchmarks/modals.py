"""Modal verbs told from words that contain them: the lexical list of Tanwen against word segmentation by jieba.

    python benchmarks/modals.py

Reads the labelled sentences of ``tests/drafting/modals.yaml`` and prints precision, recall and the time for 60,000
characters, for the sentences that the list was tuned on, for those held back and for those written later. A verb counts
as found when its words and its place are right. jieba is optional (``pip install jieba``); without it only the list is
measured.
"""

from __future__ import annotations

import importlib
import re
import sys
import time
from collections.abc import Callable, Iterable
from pathlib import Path
from types import ModuleType
from typing import Any

import yaml

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from generator.drafting.modals import modals
from generator.drafting.sentences import outside_quotes

Spot = tuple[int, str]
Way = Callable[[str], list[Spot]]
MARK = re.compile(r"[【〖](.+?)[】〗]")
#: Words of the field that a general dictionary cuts wrongly.
OWN_WORDS = re.split(
    " ",
    "影响 填报 申报 比对 核对 校对 需求响应 应急响应 温室效应 可再生能源 可追溯 可核查 可报告 可测量 可降解 可比性 "
    "可移植性 可维护性 可扩展性 可操作性 可接受 可调节 生物质能 太阳能 用能单位 用能设备 能流 能评 能管 能碳 供能 "
    "蓄能 因地制宜 事宜 宜居 应收账款 应税 应力 应变 应答 应急 供应 反应 响应 效应 感应 回应 适应 相应 对应",
)


def labelled(text: str) -> tuple[str, list[Spot]]:
    """Return a sentence without its marks, and the modal verbs that were marked."""
    spots: list[Spot] = []
    gone = 0
    for found in MARK.finditer(text):
        spots.append((found.start() - gone, found[1]))
        gone += 2
    return MARK.sub(r"\1", text), spots


def by_list(text: str) -> list[Spot]:
    """Return what the lexical list finds."""
    return [(one.start, one.word) for one in modals(text)]


def by_words(tokens: Iterable[str], words: frozenset[str]) -> list[Spot]:
    """Return the tokens that are modal verbs, with their places; 不 and a verb that follows are one."""
    spots: list[Spot] = []
    at = 0
    before = ""
    for token in tokens:
        if token in words:
            spots.append((at - 1, "不" + token) if before == "不" and "不" + token in words else (at, token))
        at += len(token)
        before = token
    return spots


def by_jieba(jieba: ModuleType, words: frozenset[str]) -> Way:
    """Return the way of plain segmentation."""
    return lambda text: by_words(jieba.lcut(outside_quotes(text)), words)


def by_tags(jieba: ModuleType, words: frozenset[str]) -> Way:
    """Return the way of segmentation with our words and parts of speech: a modal verb is tagged as a verb or adverb."""
    posseg = importlib.import_module("jieba.posseg")
    cutter = jieba.Tokenizer()
    cutter.initialize()
    for word in OWN_WORDS:
        cutter.add_word(word)
    tagger = posseg.POSTokenizer(cutter)

    def way(text: str) -> list[Spot]:
        pairs = [(pair.word, pair.flag) for pair in tagger.lcut(outside_quotes(text))]
        kept = [word if flag[0] in "vdcm" or len(word) > 1 else " " * len(word) for word, flag in pairs]
        return by_words(kept, words)

    return way


def both(one: Way, other: Way) -> Way:
    """Return what both ways find."""
    return lambda text: [spot for spot in one(text) if spot in set(other(text))]


def measured(way: Way, sentences: list[tuple[str, list[Spot]]]) -> tuple[float, float, int, int]:
    """Return precision, recall, wrong and missed verbs."""
    right = wrong = missed = 0
    for text, expected in sentences:
        found = way(text)
        right += len(set(found) & set(expected))
        wrong += len(set(found) - set(expected))
        missed += len(set(expected) - set(found))
    return right / max(right + wrong, 1), right / max(right + missed, 1), wrong, missed


def seconds(way: Way, sentences: list[tuple[str, list[Spot]]]) -> float:
    """Return the seconds for 60,000 characters, about 100 pages."""
    length = sum(len(text) for text, _ in sentences)
    start = time.perf_counter()
    for text, _ in sentences:
        way(text)
    return (time.perf_counter() - start) * 60_000 / length


def ways(words: frozenset[str]) -> dict[str, Way]:
    """Return the ways by name; jieba's only where it is installed."""
    found: dict[str, Way] = {"lexical list": by_list}
    try:
        jieba = importlib.import_module("jieba")
    except ImportError:
        print("jieba is not installed: the list alone is measured")
        return found
    jieba.setLogLevel(60)
    jieba.initialize()
    plain, tagged = by_jieba(jieba, words), by_tags(jieba, words)
    return found | {"jieba": plain, "jieba, tags, our words": tagged, "list and jieba": both(by_list, plain)}


def main() -> None:
    """Print the table."""
    corpus: dict[str, Any] = yaml.safe_load((ROOT / "tests/drafting/modals.yaml").read_text("utf-8"))
    words = frozenset(word for listed in corpus["words"].values() for word in listed)
    parts = {
        part: [labelled(text) for listed in corpus[part].values() for text in listed]
        for part in ("tuned", "held", "later")
    }
    print(", ".join(f"{part}: {len(sentences)} sentences" for part, sentences in parts.items()))
    print(f"{'way':<24}{'part':<7}{'precision':>10}{'recall':>8}{'wrong':>7}{'missed':>8}{'s/60,000':>10}")
    for name, way in ways(words).items():
        way("组织应建立制度。")
        for part, sentences in parts.items():
            precision, recall, wrong, missed = measured(way, sentences)
            print(
                f"{name:<24}{part:<7}{precision:>10.3f}{recall:>8.3f}{wrong:>7}{missed:>8}"
                f"{seconds(way, sentences):>10.2f}"
            )


if __name__ == "__main__":
    main()
