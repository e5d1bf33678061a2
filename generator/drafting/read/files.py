"""From a file to a draft: by what the file is, not by what its name says where the two disagree."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from generator.base.findings import Finding, Outcome, Position, Rule, Severity
from generator.drafting.draft import Draft
from generator.drafting.read.text import read_markdown, read_text
from generator.drafting.typed import typed

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
    """Finds: a draft in another language than Chinese: more than two foreign words to a Chinese character.

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
NO_FILE = Rule(
    "IN105",
    "draft-not-there",
    Severity.ERROR,
    """Finds: a draft that is not there, is a folder or a device, or may not be read.

    Why: there is nothing to check.

    Wrong: ``tanwen lint drafts/``

    Right: ``tanwen lint drafts/*.docx``
    """,
    waivable=False,
)
TRACKED = Rule(
    "IN106",
    "draft-with-open-revisions",
    Severity.NOTE,
    """Finds: a Word file with tracked changes or comments that are not settled.

    Why: it is checked as it would be with all changes accepted; what is deleted is not read, and findings in inserted
    text go away if the insertion is rejected. Changes and comments stay in copies as they are.

    Wrong: a draft sent round with the changes of three people in it, taken for the final text.

    Right: accept or reject them in Word, then lint once more.
    """,
)
READ_RULES = (UNKNOWN_FORMAT, EMPTY, FOREIGN, ENCODING, TOO_LONG, NO_FILE, TRACKED)

_MOST_CHARACTERS = 20_000_000
_MOST_BYTES = 1_000_000_000
_HAN = re.compile(r"[\u3400-\u9fff]")
_FOREIGN_WORD = re.compile(r"[A-Za-z\u00c0-\u024f\u0400-\u052f]{2,}")
#: Signs of Japanese and Korean, which write Han characters as well.
_KANA = re.compile(r"[\u3041-\u3096\u30a1-\u30fa\uac00-\ud7a3]")
_LEAST_HAN = 30


def read_draft(path: Path, shown: str, kind: str = "") -> Outcome[Draft]:
    """Return the draft that a file holds; what cannot be read is a finding with a hint.

    Args:
        path: the file.
        shown: how findings call it.
        kind: document type that overrides what the draft's name says.
    """
    data = _bytes(path, shown)
    if isinstance(data, Finding):
        return Outcome(None, (data,))
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
    if wrong_text:
        return Outcome(None, (*outcome.findings, wrong_text))
    return Outcome(outcome.value, (*outcome.findings, *_open(outcome.value, shown)))


def _bytes(path: Path, shown: str) -> bytes | Finding:
    """Return the bytes of a file, or why there are none."""
    hint = ("给出 .docx、.md 或 .txt 文件的路径", "give the path of a .docx, .md or .txt")
    try:
        if path.is_dir():
            hint = (f"给出其中的文件，例如 {path / '*.docx'}", f"give the files in it, {path / '*.docx'} for example")
            return _no_file(shown, "这是文件夹，不是文件", "it is a folder, no file", hint)
        if not path.exists():
            return _no_file(shown, "没有这个文件", "there is no such file", hint)
        if not path.is_file():
            return _no_file(shown, "这不是普通文件", "it is no ordinary file", hint)
        size = path.stat().st_size
        if size > _MOST_BYTES:
            zh, en = (
                f"文件有 {size // 1_000_000} MB，上限 1000 MB",
                f"the file has {size // 1_000_000} MB of at most 1000",
            )
            return _refused(TOO_LONG, shown, zh, en, "只给出草案本身", "give the draft alone").findings[0]
        return path.read_bytes()
    except (OSError, ValueError):
        return _no_file(shown, "文件不能读取", "the file cannot be read", ("检查文件权限", "look at its permissions"))


def _no_file(shown: str, zh: str, en: str, hint: tuple[str, str]) -> Finding:
    return NO_FILE.at(Position(shown), zh, en, hint_zh=hint[0], hint_en=hint[1])


def _open(draft: Draft, shown: str) -> Iterator[Finding]:
    """Yield a note on changes and comments that the Word file has."""
    file = draft.word
    if file is None or not (file.revisions or file.comments):
        return
    zh = f"文件中有 {file.revisions} 处修订、{len(file.comments)} 条批注：按修订全部接受后的文字检查"
    en = (
        f"the file has {file.revisions} tracked changes and {len(file.comments)} comments:"
        " checked as if all changes were accepted"
    )
    hint = ("先在 Word 中接受或拒绝修订", "accept or reject the changes in Word first")
    yield TRACKED.at(Position(shown), zh, en, hint_zh=hint[0], hint_en=hint[1])


def _binary(data: bytes) -> bool:
    """Whether the first bytes are those of a zip archive, a compound file, a PDF or another binary file."""
    if data.startswith((b"PK\x03\x04", b"PK\x05\x06", b"\xd0\xcf\x11\xe0", b"%PDF", b"{\\rtf")):
        return True
    return b"\0" in data[:4096] and not data.startswith((b"\xff\xfe", b"\xfe\xff"))


def _plain(data: bytes, suffix: str, shown: str, kind: str) -> Outcome[Draft]:
    if suffix not in (".txt", ".md", ".markdown", ""):
        zh, en = f"不能读取 {suffix} 文件", f"cannot read a {suffix} file"
        return _refused(UNKNOWN_FORMAT, shown, zh, en)
    found = typed(data)
    if found is None:
        return _refused(
            ENCODING,
            shown,
            "不能识别文件的字符编码",
            "the file's encoding is not known",
            "另存为 UTF-8",
            "save it as UTF-8",
        )
    if len(found.text) > _MOST_CHARACTERS:
        zh = f"文本有 {len(found.text)} 个字符，上限 {_MOST_CHARACTERS}"
        en = f"the text has {len(found.text)} characters of at most {_MOST_CHARACTERS}"
        return _refused(TOO_LONG, shown, zh, en, "只给出草案本身", "give the draft alone")
    read = read_markdown if suffix in (".md", ".markdown") else read_text
    draft = read(found.text, shown, kind)
    draft.typed = found
    return Outcome(draft)


def _unfit(draft: Draft, shown: str) -> Finding | None:
    text = "\n".join(piece.raw for piece in draft.pieces)
    if not text.strip():
        hint = ("给出含正文的草案", "give the draft with its text")
        return EMPTY.at(Position(shown), "文件中没有文字", "the file holds no text", hint_zh=hint[0], hint_en=hint[1])
    han, words = len(_HAN.findall(text)), len(_FOREIGN_WORD.findall(text))
    if not han or words > (han if han < _LEAST_HAN else 2 * han) or 3 * len(_KANA.findall(text)) > han:
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
