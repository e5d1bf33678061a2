"""The rules of reading Word files: what keeps a file from being read, and what in it is not read."""

from __future__ import annotations

from generator.base.findings import Rule, Severity

ENCRYPTED = Rule(
    "IN401",
    "word-file-encrypted",
    Severity.ERROR,
    "Finds: a Word file that is protected with a password. Why: its text is encrypted and cannot be read. "
    "Wrong: a file that asks for a password when it is opened. Right: 文件 → 信息 → 保护文档 → 用密码进行加密, "
    "empty the password and save.",
    waivable=False,
)
OLD_FORMAT = Rule(
    "IN402",
    "word-file-of-another-format",
    Severity.ERROR,
    "Finds: a document in another format than .docx (.doc, .rtf, .odt, .wps, Word XML). Why: these formats are not "
    "read; renaming a file does not convert it. Wrong: `standard.doc`, or `standard.doc` renamed `standard.docx`. "
    "Right: open it in Word or WPS and save it as .docx.",
    waivable=False,
)
NOT_WORD = Rule(
    "IN403",
    "no-word-file",
    Severity.ERROR,
    "Finds: a file that is no text document: a workbook, slides, a PDF, a picture, a plain archive. Why: there are no "
    "paragraphs to read. Wrong: `standard.pdf`. Right: the .docx from which it was made.",
    waivable=False,
)
DAMAGED = Rule(
    "IN404",
    "word-file-damaged",
    Severity.ERROR,
    "Finds: a .docx whose archive is broken, or in which a part is missing or no XML. Why: what is left cannot be "
    "trusted to be the document. Wrong: a download that stopped half way. Right: fetch the file again, or open it in "
    "Word (which offers to repair it) and save it.",
    waivable=False,
)
BOUNDS = Rule(
    "IN405",
    "word-file-beyond-bounds",
    Severity.ERROR,
    "Finds: a .docx that unpacks to far more than a document needs. Why: such an archive is made to fill the memory. "
    "Wrong: a part of 4 GB in a file of 4 MB. Right: a document up to 512 MB unpacked; shrink its pictures.",
    waivable=False,
)
DOCTYPE = Rule(
    "IN406",
    "word-file-with-document-type",
    Severity.ERROR,
    "Finds: a part of a .docx that declares a document type or entities. Why: Office Open XML forbids them, and they "
    "serve attacks alone. Wrong: `<!DOCTYPE w:document […]>`. Right: open the file in Word and save it.",
    waivable=False,
)
EMPTY = Rule(
    "IN407",
    "word-file-empty",
    Severity.ERROR,
    "Finds: a file of no bytes. Why: there is nothing to read; a copy or a download failed. Wrong: 0 KB in the folder. "
    "Right: fetch or save the file again.",
    waivable=False,
)
NOT_READ = Rule(
    "IN408",
    "content-not-read",
    Severity.WARNING,
    "Finds: a Word file that takes in another file (`altChunk`, `subDoc`). Why: the text of that file shows in Word "
    "but is not read here, so nothing is checked in it. Wrong: a master document with subdocuments. Right: open it in "
    "Word, which takes the text in, and save it.",
)
OPEN_FIELD = Rule(
    "IN409",
    "field-not-closed",
    Severity.WARNING,
    "Finds: a field whose end is missing. Why: Word may hide the rest of the text or call the file damaged; here the "
    "field's code is taken for text that does not show. Wrong: a begin mark whose end was cut away. Right: delete the "
    "field in Word (Alt+F9 shows it) and insert it again.",
)

RULES = (ENCRYPTED, OLD_FORMAT, NOT_WORD, DAMAGED, BOUNDS, DOCTYPE, EMPTY, NOT_READ, OPEN_FIELD)
