"""The import of one Word file: what it is, what it was built from, what changed in it and where that belongs."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from generator.base.alignment import Piece, align
from generator.base.archive import Unreadable
from generator.base.findings import Finding, Outcome, Position
from generator.project.review_file import ReviewComment
from generator.review.importing import furniture, rules
from generator.review.importing.items import Input, Item
from generator.review.importing.lines import Line, Names, WordLines, read_lines
from generator.review.importing.mapping import Dialect
from generator.review.importing.pairing import Pairing, pair_lines
from generator.review.importing.plan import Ground, Plan, untracked
from generator.review.importing.proving import Compose, Made, prove
from generator.review.importing.remarks import remarks_of
from generator.review.importing.sources import Scalar, Sources, blocks_of_lines
from generator.word import rejected

#: A file that holds less than this share of the built lines, or of the lines of which less are known, is another one.
_LEAST_KNOWN = 0.2
_LEAST_LEFT = 0.35


@dataclass(frozen=True, slots=True)
class Given:
    """What an import is given: the edited file, the document as it is built now, and how to compose it anew.

    ``base`` is the Word file of the build that the edited one comes from, where it is known and not the one of now.
    """

    data: bytes
    called: str
    made: Made
    files: Mapping[str, tuple[str, Dialect]]
    scalars: Sequence[Scalar]
    compose: Compose
    inputs: Callable[[str], tuple[Input, ...]]
    base: Callable[[str, str], bytes | None] = lambda _build, _template: None


@dataclass(slots=True)
class Imported:
    """What an import found, and the new texts of the project's files with all edits that were proved."""

    document: str
    items: list[Item] = field(default_factory=list)
    comments: tuple[ReviewComment, ...] = ()
    texts: dict[str, str] = field(default_factory=dict)
    findings: list[Finding] = field(default_factory=list)
    build: str = ""
    current: bool = True


def import_review(given: Given) -> Outcome[Imported]:
    """Find every change and comment of an edited Word file and its place in the project."""
    names = Names()
    here = Position(given.called)
    edited = read_lines(given.data, given.called, names)
    if edited.value is None:
        return Outcome(None, edited.findings)
    current = read_lines(given.made.word, given.made.document.id, names).value
    if current is None or current.map is None:
        return Outcome(None, (*edited.findings, _other(here, given.made.document.id)))
    found = Imported(given.made.document.id, findings=list(edited.findings))
    known = edited.value.map
    if known is not None and known.document != given.made.document.id:
        return Outcome(None, (*edited.findings, _other(here, given.made.document.id, known.document)))
    base, exact = _base(given, found, edited.value, current, names, here)
    ground = _ground(given, base, edited.value, current)
    share, left = _share(ground)
    if share < _LEAST_KNOWN and left >= _LEAST_LEFT:
        return Outcome(None, (*found.findings, _other(here, given.made.document.id)))
    if left < _LEAST_LEFT:
        found.findings.append(_emptied(here, left))
    else:
        found.items = [*Plan(ground).make(), *furniture.items(base.file, edited.value.file)]
        if not found.current and not exact:
            found.items += untracked(ground)
        texts = {path: text for path, (text, _) in given.files.items()}
        found.texts = prove(found.items, texts, given.made, given.compose)
    found.comments = remarks_of(ground, edited.value.file.comments, given.made.document.id)
    return Outcome(found, tuple(found.findings))


def _base(
    given: Given, found: Imported, edited: WordLines, current: WordLines, names: Names, here: Position
) -> tuple[WordLines, bool]:
    """Return the file as it was built, and whether it is that: else it is the edited one, its changes refused."""
    assert current.map is not None
    if edited.map is None:
        zh, en = (
            "文件没有碳文的对应表，只能按文字对应",
            "the file has no map of ours: its lines are placed by their text",
        )
        found.findings.append(rules.NO_MAP.at(here, zh, en))
        return current, True
    found.build = edited.map.build
    if edited.map.build == current.map.build:
        return current, True
    found.current = False
    zh = f"文件由 {edited.map.build} 生成，项目现为 {current.map.build}：修改按现在的文字对应"
    en = f"the file was built from {edited.map.build}, the project is at {current.map.build} now"
    found.findings.append(rules.MOVED_ON.at(here, zh, en))
    known = given.base(edited.map.build, edited.map.template)
    try:
        data = known or rejected(given.data)
    except Unreadable:
        return current, False
    read = read_lines(data, given.called, names).value
    return (current if read is None else read), known is not None


def _ground(given: Given, base: WordLines, edited: WordLines, current: WordLines) -> Ground:
    assert current.map is not None
    document = given.made.document
    here = _same_lines(base.lines, current.lines)
    marks: dict[int, set[str]] = {}
    said = base.map or current.map
    known = {one.bookmark for one in said.blocks}
    for place, line in enumerate(base.lines):
        marks[place] = known.intersection(line.bookmarks)
    values = {name: shows.shown for name, shows in edited.map.numbers.items()} if edited.map is not None else {}
    return Ground(
        base.lines,
        edited.lines,
        current.lines,
        here,
        blocks_of_lines(current.lines, current.map, document),
        pair_lines(base.lines, edited.lines, marks, values),
        Sources(document, given.files, given.scalars),
        edited.map,
        current.map,
        edited.deleted,
        given.inputs,
        texts=[p.text for p in edited.file.paragraphs],
        expected=_expected(edited, current),
        was=blocks_of_lines(base.lines, said, document),
    )


def _same_lines(base: Sequence[Line], current: Sequence[Line]) -> dict[int, int]:
    """Return for lines of the base their lines of now, where both have the same words: numbers may differ."""
    if base is current:
        return {n: n for n in range(len(base))}
    pieces = [[Piece(line.place, line.plain, line.text.strip()) for line in lines] for lines in (base, current)]
    pairs = align(pieces[0], pieces[1])
    return {p.old: p.new for p in pairs if p.old is not None and p.new is not None and p.same}


def _share(ground: Ground) -> tuple[float, float]:
    """Return which share of the edited file is known, and which share of the base is left in it."""
    base, edited = _words(ground.base), _words(ground.edited)
    kept = sum(len(ground.edited[n].plain) for n in _kept(ground.pairing, ground.base, ground.edited))
    return kept / max(edited, 1), edited / max(base, 1)


def _words(lines: Sequence[Line]) -> int:
    return sum(len(line.plain) for line in lines if not line.contents)


def _kept(pairing: Pairing, base: Sequence[Line], edited: Sequence[Line]) -> list[int]:
    steps = [s for s in pairing.steps if len(s.old) == len(s.new) == 1]
    return [s.new[0] for s in steps if base[s.old[0]].plain == edited[s.new[0]].plain and not edited[s.new[0]].contents]


def _other(here: Position, document: str, named: str = "") -> Finding:
    zh = f"这是文档 {named} 的 Word 文件，不是 {document} 的" if named else f"这不是文档 {document} 的 Word 文件"
    en = f"this is the Word file of {named}, not of {document}" if named else f"this is no Word file of {document}"
    hint = (
        "用 --project 和 --document 指定它所属的文档",
        "name its project and document with --project and --document",
    )
    return rules.NO_DOCUMENT.at(here, zh, en, hint_zh=hint[0], hint_en=hint[1])


def _emptied(here: Position, left: float) -> Finding:
    percent = f"{left:.0%}"
    zh, en = (
        f"文件只剩 {percent} 的文字，修改不导入",
        f"only {percent} of the text is left: its changes are not taken over",
    )
    return rules.EMPTIED.at(here, zh, en, hint_zh="请审阅者发来完整文件", hint_en="ask the reviewer for the whole file")


def _expected(edited: WordLines, current: WordLines) -> dict[str, str]:
    """Return what each control of the edited file shows when the document is composed now."""
    if edited.map is None or current.map is None:
        return {}
    now = {shows.same: shows.shown for shows in current.map.numbers.values()}
    return {name: now.get(shows.same, shows.shown) for name, shows in edited.map.numbers.items()}
