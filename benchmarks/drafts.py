"""The linter on a draft of 100 pages: all rules on its text, and on its Word file with a comment at each finding.

    python benchmarks/drafts.py

The draft is made up from a fixed seed: 60,000 characters in 12 chapters, a defect in about every tenth paragraph. The
peer opens the same Word file with python-docx, reads the text of every paragraph and cell and saves it, which is the
least that any program does that puts comments into a copy. Medians of processes of their own; starting Python and
importing is in ``process`` and not in ``work``.
"""

from __future__ import annotations

import datetime
import io
import random
import sys
import tempfile
from collections.abc import Callable
from functools import partial
from pathlib import Path

import docx

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from benchmarks.harness import fresh, in_turn, tell, timed
from generator.drafting.copies import commented_copy
from generator.drafting.lint import lint
from generator.drafting.read.files import read_draft

RUNS = 5
CHARACTERS = 60_000
_SUBJECTS = (
    "数据管理机构",
    "排放单位",
    "采样装置",
    "计量器具",
    "记录系统",
    "核算人员",
    "复核人员",
    "供电部门",
    "检测实验室",
    "监控平台",
)
_MODALS = (
    "应",
    "宜",
    "可",
    "不应",
    "能",
)
_VERBS = (
    "保存",
    "校准",
    "复核",
    "记录",
    "比对",
    "上报",
    "标识",
    "封存",
    "更新",
    "抽查",
)
_OBJECTS = (
    "原始记录",
    "校准证书",
    "抄表台账",
    "燃料化验单",
    "生产报表",
    "输配电单据",
    "质量保证计划",
    "异常处置单",
)
_DEFECTS = ("本标准", "必须", "见下文", "GB/T 2589-2020", "进行进行", "0.5~0.8%")
_WORD_STYLES = {1: "Heading 1", 2: "Heading 2"}

Line = tuple[int, str]


def sentence(random_: random.Random) -> str:
    """Return a provision; about one in ten carries a defect."""
    words = [random_.choice(part) for part in (_SUBJECTS, _MODALS, _VERBS, _OBJECTS)]
    tail = f"，间隔不大于{random_.randint(2, 30)} d"
    defect = f"，{random_.choice(_DEFECTS)}除外" if random_.random() < 0.1 else ""
    return "".join(words) + tail + defect + "。"


def draft() -> list[Line]:
    """Return the draft's paragraphs with their heading level, 0 for text."""
    random_ = random.Random(20260701)
    lines: list[Line] = [(0, "工业装置碳数据采集管理规范"), (1, "1 范围"), (0, "本文件规定了碳数据的采集要求。")]
    lines += [(0, "本文件适用于工业装置。"), (1, "2 规范性引用文件"), (0, "本文件没有规范性引用文件。")]
    lines += [(1, "3 术语和定义"), (0, "本文件没有需要界定的术语和定义。")]
    chapter = 3
    while sum(len(text) for _, text in lines) < CHARACTERS:
        chapter += 1
        lines.append((1, f"{chapter} {random_.choice(_OBJECTS)}的要求"))
        for clause in range(1, 13):
            lines.append((2, f"{chapter}.{clause} {random_.choice(_OBJECTS)}"))
            lines.append((0, "".join(sentence(random_) for _ in range(4))))
            lines.append((0, f"{random_.choice(_SUBJECTS)}应保存下列资料："))
            lines += [(0, f"——{random_.choice(_OBJECTS)}{end}") for end in "；；。"]
            lines += [(0, sentence(random_)) for _ in range(6)]
    return lines


def as_word(lines: list[Line]) -> bytes:
    """Return the draft as a Word file with heading styles and typed numbers."""
    document = docx.Document()
    for level, text in lines:
        document.add_paragraph(text, style=_WORD_STYLES.get(level))
    made = io.BytesIO()
    document.save(made)
    return made.getvalue()


def rules_on_text(path: Path) -> object:
    """Read the text and run every rule."""
    draft_ = read_draft(path, path.name).value
    if draft_ is None:
        raise SystemExit("the draft cannot be read")
    return lint(draft_)


def rules_and_comments(path: Path) -> object:
    """Read the Word file, run every rule and write the copy with comments."""
    draft_ = read_draft(path, path.name).value
    if draft_ is None:
        raise SystemExit("the draft cannot be read")
    return commented_copy(draft_, lint(draft_), datetime.date(2026, 7, 1))


def python_docx(path: Path) -> object:
    """Open the Word file, read every text and save."""
    document = docx.Document(str(path))
    texts = [paragraph.text for paragraph in document.paragraphs]
    document.save(io.BytesIO())
    return texts


CASES: dict[str, tuple[str, Callable[[Path], object], str]] = {
    "all rules on text": ("draft.txt", rules_on_text, "< 2 s"),
    "Word, all rules, comments": ("draft.docx", rules_and_comments, "< 5 s"),
    "python-docx: open, read, save": ("draft.docx", python_docx, "peer"),
}


def main() -> None:
    """Print the table."""
    if "--one" in sys.argv:
        name, path = sys.argv[-2:]
        tell(timed(lambda: CASES[name][1](Path(path)))[1])
        return
    lines = draft()
    with tempfile.TemporaryDirectory() as folder:
        (Path(folder) / "draft.txt").write_text("\n".join(text for _, text in lines) + "\n", "utf-8")
        (Path(folder) / "draft.docx").write_bytes(as_word(lines))
        measured = in_turn(
            {name: partial(fresh, __file__, name, Path(folder) / file) for name, (file, *_) in CASES.items()}, RUNS
        )
    peer = measured["python-docx: open, read, save"]["work"]
    print("| case | s, work | x peer | s, process | MiB | aim |\n| --- | --- | --- | --- | --- | --- |")
    for name, one in measured.items():
        figures = f"{one['work']:.2f} | {one['work'] / peer:.2f} | {one['process']:.2f} | {one['peak']:.0f}"
        print(f"| {name} | {figures} | {CASES[name][2]} |")


if __name__ == "__main__":
    main()
