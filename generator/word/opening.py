"""Opening a file that claims to be a Word file: which it is, or what is wrong with it and what to do."""

from __future__ import annotations

from dataclasses import dataclass

from generator.base.archive import Excessive, Unreadable
from generator.base.findings import Finding, Position, Rule
from generator.word.faults import BOUNDS, DAMAGED, DOCTYPE, EMPTY, ENCRYPTED, NOT_WORD, OLD_FORMAT
from generator.word.names import Element, child, name
from generator.word.package import DocumentType, Package

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_RESAVE = ("用 Word 或 WPS 打开，另存为 .docx", "open it in Word or WPS and save it as .docx")
_SOURCE = ("请给出生成它的 .docx 文件", "give the .docx from which it was made")
_AGAIN = (
    "重新获取该文件，或用 Word 打开修复后另存",
    "fetch the file again, or open it in Word, which offers to repair it, and save it",
)


@dataclass(frozen=True, slots=True)
class _Kind:
    """A kind of file that is told by its first bytes."""

    magic: bytes
    rule: Rule
    zh: str
    en: str


_KINDS = (
    _Kind(b"%PDF", NOT_WORD, "PDF 文件", "a PDF"),
    _Kind(b"\x89PNG", NOT_WORD, "图片", "a picture"),
    _Kind(b"\xff\xd8\xff", NOT_WORD, "图片", "a picture"),
    _Kind(b"GIF8", NOT_WORD, "图片", "a picture"),
    _Kind(b"Rar!", NOT_WORD, "RAR 压缩包", "a RAR archive"),
    _Kind(b"7z\xbc\xaf", NOT_WORD, "7z 压缩包", "a 7z archive"),
    _Kind(b"{\\rtf", OLD_FORMAT, "RTF 文档", "an RTF document"),
    _Kind(b"<?xml", OLD_FORMAT, "XML 文档", "an XML document"),
    _Kind(b"<html", OLD_FORMAT, "网页", "a web page"),
    _Kind(b"<!DOCTYPE", OLD_FORMAT, "网页", "a web page"),
)


def open_word(data: bytes, place: Position) -> tuple[Package, Element] | Finding:
    """Return the package and its parsed main document, or the finding that says why there is none."""
    found = _by_magic(data, place)
    if found is not None:
        return found
    try:
        package = Package(data)
        root = package.tree(package.main)
    except Excessive as wrong:
        hint = ("压缩图片后另存，或检查文件来源", "shrink its pictures, or ask where the file comes from")
        return _say(BOUNDS, place, f"文件解压后过大：{wrong}", f"the file is beyond the bounds: {wrong}", hint)
    except DocumentType as wrong:
        return _say(DOCTYPE, place, f"文件含有 DOCTYPE：{wrong}", f"the file has a document type: {wrong}", _RESAVE)
    except Unreadable as wrong:
        return _unreadable(data, place, wrong)
    if name(root) != "w:document" or child(root, "w:body") is None:
        return _no_text(place, root)
    return package, root


def _by_magic(data: bytes, place: Position) -> Finding | None:
    head = data[:512].lstrip(b"\xef\xbb\xbf \t\r\n")
    if not data:
        return _say(EMPTY, place, "文件是空的（0 字节）", "the file is empty (0 bytes)", _AGAIN)
    if data.startswith(_OLE):
        return _ole(data, place)
    for kind in _KINDS:
        if head.startswith(kind.magic):
            hint = _SOURCE if kind.rule is NOT_WORD else _RESAVE
            zh, en = f"这是{kind.zh}，不是 Word 文件（.docx）", f"this is {kind.en}, no Word file (.docx)"
            return _say(kind.rule, place, zh, en, hint)
    if not data.startswith(b"PK"):
        zh, en = "不是 Word 文件（.docx）：它不是 zip 包", "no Word file (.docx): it is no zip archive"
        return _say(NOT_WORD, place, zh, en, _RESAVE)
    return None


def _ole(data: bytes, place: Position) -> Finding:
    """An OLE compound file: an encrypted .docx, a .doc, or another program's file."""
    if "EncryptedPackage".encode("utf-16-le") in data:
        hint = (
            "在 Word 中打开，“文件→信息→保护文档→用密码进行加密”，清空密码后保存",
            "open it in Word, File > Info > Protect Document > Encrypt with Password, empty the password and save",
        )
        return _say(ENCRYPTED, place, "文件有打开密码，无法读取", "the file has a password and cannot be read", hint)
    if "WordDocument".encode("utf-16-le") in data:
        zh, en = "这是 Word 97-2003 的 .doc 文件", "this is a .doc of Word 97-2003"
        return _say(OLD_FORMAT, place, zh, en, _RESAVE)
    zh, en = "这是旧版 Office 文件，不是 .docx", "this is a file of an old Office, no .docx"
    return _say(NOT_WORD, place, zh, en, _SOURCE)


def _unreadable(data: bytes, place: Position, wrong: Unreadable) -> Finding:
    if b"mimetypeapplication/vnd.oasis.opendocument.text" in data[:200]:
        zh, en = "这是 OpenDocument 文档（.odt）", "this is an OpenDocument text (.odt)"
        return _say(OLD_FORMAT, place, zh, en, _RESAVE)
    if b"mimetypeapplication/" in data[:200]:
        return _say(NOT_WORD, place, "这不是 Word 文件", "this is no Word file", _SOURCE)
    if b"[Content_Types].xml" in data or b"word/" in data:
        zh, en = f"Word 文件已损坏：{wrong}", f"the Word file is damaged: {wrong}"
        return _say(DAMAGED, place, zh, en, _AGAIN)
    if b"PK\x05\x06" in data[-70000:]:
        zh, en = "这是一个压缩包，里面没有 Word 文档", "this is an archive without a Word document"
        return _say(NOT_WORD, place, zh, en, ("解压后给出其中的 .docx", "unpack it and give the .docx inside"))
    return _say(DAMAGED, place, f"文件已损坏：{wrong}", f"the file is damaged: {wrong}", _AGAIN)


def _no_text(place: Position, root: Element) -> Finding:
    local = name(root).rpartition(":")[2]
    kinds = {"workbook": ("Excel 工作簿", "an Excel workbook"), "presentation": ("演示文稿", "a presentation")}
    if local in kinds:
        zh, en = kinds[local]
        return _say(NOT_WORD, place, f"这是{zh}，不是 Word 文件", f"this is {en}, no Word file", _SOURCE)
    zh, en = f"主文档的根元素是 {local}，没有正文", f"the main document is a {local} and has no body"
    return _say(DAMAGED, place, zh, en, _AGAIN)


def _say(rule: Rule, place: Position, zh: str, en: str, hint: tuple[str, str]) -> Finding:
    return rule.at(place, zh, en, hint_zh=hint[0], hint_en=hint[1])
