"""From a file to a draft: by what the file is, not by what its name says where the two disagree."""

from __future__ import annotations

import re
from pathlib import Path

from generator.base.findings import Finding, Outcome, Position, Rule, Severity
from generator.drafting.draft import Draft
from generator.drafting.read.text import read_markdown, read_text

UNKNOWN_FORMAT = Rule(
    "IN100",
    "draft-of-unknown-format",
    Severity.ERROR,
    """Finds: a file that ``tanwen lint`` cannot read: not .docx, .md or .txt, or not what its name says.

    Why: a wrong reading would report defects that the draft does not have.

    Wrong: ``tanwen lint draft.pdf``

    Right: ``tanwen lint draft.docx``; a .doc is saved as .docx first.
    """,
    waivable=False,
)
EMPTY = Rule(
    "IN101",
    "draft-without-text",
    Severity.ERROR,
    """Finds: a draft that holds no text.

    Why: nothing can be said about it, and silence would read as praise.

    Wrong: a file of no bytes, or of blank lines.

    Right: the draft with its chapters.
    """,
    waivable=False,
)
FOREIGN = Rule(
    "IN102",
    "draft-not-in-chinese",
    Severity.ERROR,
    """Finds: a draft in another language than Chinese.

    Why: the rules of GB/T 1.1-2020 that are checked speak of Chinese wording; on English text nearly all are void.

    Wrong: an English translation of a standard.

    Right: the Chinese text.
    """,
    waivable=False,
)
ENCODING = Rule(
    "IN103",
    "draft-of-unknown-encoding",
    Severity.ERROR,
    """Finds: a text file whose characters are neither UTF-8 nor UTF-16 nor GB 18030.

    Why: guessed characters make wrong findings.

    Wrong: a text saved in another encoding, or a binary file named .txt.

    Right: save it as UTF-8.
    """,
    waivable=False,
)
TOO_LONG = Rule(
    "IN104",
    "draft-beyond-bounds",
    Severity.ERROR,
    """Finds: a text of more than 20 million characters.

    Why: no draft is that long; it would exhaust the machine that reads it.

    Wrong: a log file given as a draft.

    Right: the draft alone.
    """,
    waivable=False,
)
READ_RULES = (UNKNOWN_FORMAT, EMPTY, FOREIGN, ENCODING, TOO_LONG)

_MOST_CHARACTERS = 20_000_000
_HAN = re.compile(r"[\u3400-\u9fff]")
_LATIN_WORD = re.compile(r"[A-Za-z]{2,}")
_LEAST_HAN = 30


def read_draft(path: Path, shown: str, kind: str = "") -> Outcome[Draft]:
    """Return the draft that a file holds; what cannot be read is a finding with a hint.

    Args:
        path: the file.
        shown: how findings call it.
        kind: document type that overrides what the draft's name says.
    """
    try:
        data = path.read_bytes()
    except OSError as wrong:
        return _refused(UNKNOWN_FORMAT, shown, f"文件不能打开：{wrong.strerror}", f"cannot be opened: {wrong.strerror}")
    if not data.strip():
        return _refused(EMPTY, shown, "文件是空的", "the file is empty")
    if _binary(data) or path.suffix.lower() in (".docx", ".docm", ".dotx", ".doc", ".wps"):
        from generator.drafting.read.word import read_docx

        outcome = read_docx(data, shown, kind)
    else:
        outcome = _plain(data, path.suffix.lower(), shown, kind)
    if outcome.value is None:
        return outcome
    wrong_text = _unfit(outcome.value, shown)
    return Outcome(None, (*outcome.findings, wrong_text)) if wrong_text else outcome


def _binary(data: bytes) -> bool:
    """Whether the first bytes are those of a zip archive, a compound file, a PDF or another binary file."""
    if data.startswith((b"PK\x03\x04", b"PK\x05\x06", b"\xd0\xcf\x11\xe0", b"%PDF", b"{\\rtf")):
        return True
    return b"\0" in data[:4096] and not data.startswith((b"\xff\xfe", b"\xfe\xff"))


def _plain(data: bytes, suffix: str, shown: str, kind: str) -> Outcome[Draft]:
    if suffix not in (".txt", ".md", ".markdown", ""):
        zh, en = f"不能读取 {suffix} 文件", f"cannot read a {suffix} file"
        return _refused(UNKNOWN_FORMAT, shown, zh, en)
    text = _decoded(data)
    if text is None:
        return _refused(
            ENCODING,
            shown,
            "不能识别文件的字符编码",
            "the file's encoding is not known",
            "另存为 UTF-8",
            "save it as UTF-8",
        )
    if len(text) > _MOST_CHARACTERS:
        return _refused(TOO_LONG, shown, f"文本有 {len(text)} 个字符", f"the text has {len(text)} characters")
    read = read_markdown if suffix in (".md", ".markdown") else read_text
    return Outcome(read(text, shown, kind))


def _decoded(data: bytes) -> str | None:
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        encodings: tuple[str, ...] = ("utf-16",)
    else:
        encodings = ("utf-8-sig", "gb18030")
    for encoding in encodings:
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    return None


def _unfit(draft: Draft, shown: str) -> Finding | None:
    text = "\n".join(piece.raw for piece in draft.pieces)
    if not text.strip():
        return EMPTY.at(Position(shown), "文件中没有文字", "the file holds no text")
    han, words = len(_HAN.findall(text)), len(_LATIN_WORD.findall(text))
    if han < _LEAST_HAN and words > han:
        return FOREIGN.at(
            Position(shown),
            "草案不是中文",
            "the draft is not in Chinese",
            hint_zh="对中文文本运行 tanwen lint",
            hint_en="run tanwen lint on the Chinese text",
        )
    return None


def _refused(rule: Rule, shown: str, zh: str, en: str, hint_zh: str = "", hint_en: str = "") -> Outcome[Draft]:
    hint_zh, hint_en = hint_zh or "支持 .docx、.md、.txt", hint_en or "it reads .docx, .md and .txt"
    return Outcome(None, (rule.at(Position(shown), zh, en, hint_zh=hint_zh, hint_en=hint_en),))
