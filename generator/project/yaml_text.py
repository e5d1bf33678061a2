"""The text of a YAML file, before it is parsed: size, encoding, characters that no project file may hold."""

from __future__ import annotations

import re
from pathlib import Path

from generator.base.characters import UNSHOWABLE_OR_TAB, name_of
from generator.base.findings import Finding, Position
from generator.project import faults

#: A project file is written by hand; more than this is no project file.
LARGEST = 4 * 1024 * 1024

#: How an empty project file may begin: the hint of its finding.
BEGIN = ("第一行写：tanwen: 1", "begin with: tanwen: 1")
_KEY = re.compile(r"^(?P<indent>\s*(?:-\s+)*)[\"']?(?P<key>[^\s\"':#][^\"':#]*?)[\"']?\s*:(?:\s|$)")


def read_text(file: Path, path: str, begin: tuple[str, str] = BEGIN) -> tuple[str, list[Finding]]:
    """Return the text of ``file`` with every forbidden character made a space, and what was wrong with it.

    The text is empty where nothing could be read; ``path`` is how findings call the file.
    """
    here = Position(path, 1, 1)
    try:
        size = file.stat().st_size
        data = file.read_bytes() if size <= LARGEST else b""
    except OSError as error:
        zh, en = "检查文件权限，或从 git 恢复该文件", "check the file's permissions, or restore it from git"
        why = error.strerror
        return "", [faults.UNREADABLE.at(here, f"无法读取：{why}", f"cannot be read: {why}", hint_zh=zh, hint_en=en)]
    if size > LARGEST:
        zh = f"文件有 {size / 1048576:.1f} MB，超过上限 {LARGEST // 1048576} MB"
        en = f"the file has {size / 1048576:.1f} MB; the limit is {LARGEST // 1048576} MB"
        return "", [
            faults.TOO_LARGE.at(
                here, zh, en, hint_zh="大量数据放入表格文件", hint_en="put large data into a table file"
            )
        ]
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        return "", [_not_utf8(data, error.start, path)]
    if not text.strip():
        return "", [faults.EMPTY_FILE.at(here, "文件为空", "the file is empty", hint_zh=begin[0], hint_en=begin[1])]
    return _clean(text, path)


def _not_utf8(data: bytes, start: int, path: str) -> Finding:
    line = data.count(b"\n", 0, start) + 1
    column = start - data.rfind(b"\n", 0, start)
    try:
        data.decode("gb18030")
        guess_zh, guess_en = "，看起来是 GB18030（GBK）", ", it looks like GB18030 (GBK)"
    except UnicodeDecodeError:
        guess_zh = guess_en = ""
    return faults.NOT_UTF8.at(
        Position(path, line, column),
        f"文件不是 UTF-8 编码{guess_zh}",
        f"the file is not UTF-8{guess_en}",
        hint_zh="用编辑器另存为 UTF-8",
        hint_en="save it as UTF-8 in your editor",
    )


def _clean(text: str, path: str) -> tuple[str, list[Finding]]:
    """Replace each forbidden character and each tab by a space, so that all other faults are found too."""
    findings = []
    lines: list[str] | None = None
    for found in UNSHOWABLE_OR_TAB.finditer(text):
        start = found.start()
        line = text.count("\n", 0, start) + 1
        column = start - text.rfind("\n", 0, start)
        lines = lines or text.split("\n")
        findings.append(_character(found[0], key_above(lines, line - 1), Position(path, line, column)))
        if len(findings) >= 50:
            break
    return UNSHOWABLE_OR_TAB.sub(" ", text), findings


def _character(character: str, key: str, position: Position) -> Finding:
    if character == "\t":
        return faults.TAB.at(
            position,
            f"键“{key}”处有制表符（Tab）",
            f"there is a tab at key {key!r}",
            hint_zh="用两个空格代替制表符",
            hint_en="use two spaces instead",
        )
    return faults.CHARACTER.at(
        position,
        f"键“{key}”的内容含有不可用的字符 {name_of(character)}",
        f"key {key!r} holds the character {name_of(character)}, which no document can show",
        hint_zh="删除该字符",
        hint_en="delete it",
    )


def key_above(lines: list[str], index: int) -> str:
    """Return the key on line ``index``, or the nearest one above that is less indented."""
    limit = 10**9
    for line in (UNSHOWABLE_OR_TAB.sub(" ", lines[number]) for number in range(index, -1, -1)):
        indent = len(line) - len(line.lstrip())
        if not line.strip() or indent >= limit:
            continue
        if found := _KEY.match(line):
            return found["key"].strip()
        # A list may stand as far left as its key.
        limit = indent + 1 if line.lstrip().startswith("- ") else indent
    return ""
