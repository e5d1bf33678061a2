"""What is still missing, by responsible role: data, evidence, texts and placeholders, as a request for the client."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal, Protocol

from generator.base.findings import Position
from generator.base.text import Language, Text
from generator.project.node import Amount, Node
from generator.project.project import Project

Kind = Literal["data", "metric", "evidence", "slot", "placeholder"]

#: How a new project marks what must be replaced.
PLACEHOLDER = "【待填"

_TITLES: dict[Kind, Text] = {
    "data": Text("活动数据", "Activity data"),
    "metric": Text("生产经营指标", "Production and business figures"),
    "evidence": Text("证据材料", "Evidence"),
    "slot": Text("由贵方撰写的段落", "Paragraphs to be written"),
    "placeholder": Text("待填写的基本信息", "Basic information to be filled in"),
}


class SlotRequest(Protocol):
    """An author slot as a template declares it."""

    @property
    def id(self) -> str:
        """The slot's name."""

    @property
    def prompt(self) -> Text:
        """What is to be written."""

    @property
    def responsible(self) -> str:
        """The id of the role that writes it, or nothing."""


@dataclass(frozen=True, slots=True)
class TodoItem:
    """One thing that is missing: whose task it is, of what kind, what, and where it will stand."""

    responsible: str
    kind: Kind
    what: Text
    position: Position


def todo(project: Project, slots: Mapping[str, Sequence[SlotRequest]] | None = None) -> list[TodoItem]:
    """List what is missing.

    Args:
        project: the project as loaded.
        slots: the author slots of each document's template, by document id.
    """
    return [
        *_missing_periods(project),
        *_missing_metrics(project),
        *_missing_evidence(project),
        *_unwritten(project, slots or {}),
        *_placeholders(project),
    ]


def _missing_periods(project: Project) -> Iterator[TodoItem]:
    there: dict[str, set[str]] = defaultdict(set)
    for rows in project.rows:
        for source_id, period in set(zip(rows.source, rows.period, strict=True)):
            there[source_id].add(period)
    for source in project.file.sources:
        for year in project.file.periods.reporting:
            periods = there[source.id]
            if str(year) in periods:
                continue
            months = [m for m in range(1, 13) if f"{year}-{m:02d}" not in periods]
            if months:
                zh, en = _months(months)
                name = source.name.text
                what = Text(
                    f"{name.zh}：{year}年{zh}的数量（{source.unit}）", f"{name.en}: {year}, {en} ({source.unit})"
                )
                yield TodoItem(source.responsible, "data", what, source.at)


def _months(months: Sequence[int]) -> tuple[str, str]:
    """Say which months, as runs: 3月、5—7月."""
    if len(months) == 12:
        return "全年", "the whole year"
    runs: list[list[int]] = []
    for month in months:
        if runs and runs[-1][-1] == month - 1:
            runs[-1].append(month)
        else:
            runs.append([month])
    zh = "、".join(f"{r[0]}月" if len(r) == 1 else f"{r[0]}月至{r[-1]}月" for r in runs)
    en = ", ".join(f"month {r[0]}" if len(r) == 1 else f"months {r[0]} to {r[-1]}" for r in runs)
    return zh, en


def _missing_metrics(project: Project) -> Iterator[TodoItem]:
    for metric in project.file.metrics:
        years = [y for y in project.file.periods.reporting if str(y) not in metric.values]
        if years:
            name = metric.name.text
            zh, en = "、".join(f"{y}年" for y in years), ", ".join(str(y) for y in years)
            what = Text(f"{name.zh}：{zh}（{metric.unit}）", f"{name.en}: {en} ({metric.unit})")
            yield TodoItem(metric.responsible, "metric", what, metric.place("values"))


def _missing_evidence(project: Project) -> Iterator[TodoItem]:
    sources = {s.id: s for s in project.file.sources}
    for source in project.file.sources:
        if not source.evidence:
            name = source.name.text
            what = Text(f"{name.zh}：数据凭证的名称", f"{name.en}: the name of the record that proves the data")
            yield TodoItem(source.responsible, "evidence", what, source.at)
    for metric in project.file.metrics:
        if not metric.evidence:
            name = metric.name.text
            what = Text(f"{name.zh}：数据凭证的名称", f"{name.en}: the name of the record that proves the figures")
            yield TodoItem(metric.responsible, "evidence", what, metric.at)
    for rows in project.rows:
        # Nothing used, nothing to prove.
        bare = [k for k, text in enumerate(rows.evidence) if not text and rows.quantity[k]]
        count = Counter((rows.source[k], rows.period[k][:4]) for k in bare)
        first: dict[tuple[str, str], int] = {}
        for k in bare:
            first.setdefault((rows.source[k], rows.period[k][:4]), k)
        for (source_id, year), number in sorted(count.items()):
            at = rows.position(first[source_id, year])
            name = sources[source_id].name.text
            what = Text(
                f"{name.zh}：{year}年{number}条数据没有凭证编号（自 {_shown(project, at)} 起）",
                f"{name.en}: {number} entries of {year} without a voucher (from {_shown(project, at)})",
            )
            yield TodoItem(sources[source_id].responsible, "evidence", what, at)


def _unwritten(project: Project, slots: Mapping[str, Sequence[SlotRequest]]) -> Iterator[TodoItem]:
    for document in project.file.documents:
        for slot in slots.get(document.id, ()):
            if (document.id, slot.id) not in project.slots:
                file = f"content/{document.id}/{slot.id}.md"
                what = Text(f"{slot.prompt.zh}（{file}）", f"{slot.prompt.en} ({file})")
                yield TodoItem(slot.responsible, "slot", what, Position(f"{_folder(project)}{file}"))


def _folder(project: Project) -> str:
    at = project.file.at.path
    return at[: at.rfind("/") + 1]


def _shown(project: Project, at: Position) -> str:
    return str(at).removeprefix(_folder(project))


def _placeholders(project: Project) -> Iterator[TodoItem]:
    for text, at, responsible in _texts(project.file, project.file.at, ""):
        if PLACEHOLDER in text:
            asked = re.sub(r"^.*?【待填[:：]?\s*([^】]*)】.*$", r"\1", text, flags=re.DOTALL) or text
            yield TodoItem(
                responsible,
                "placeholder",
                Text(f"{asked}（{_shown(project, at)}）", f"{asked} ({_shown(project, at)})"),
                at,
            )


def _texts(value: object, at: Position, responsible: str) -> Iterator[tuple[str, Position, str]]:
    """Yield every text of the project file with its place and the role that answers for the entry around it."""
    if isinstance(value, str):
        yield value, at, responsible
    elif isinstance(value, Node) and not isinstance(value, Amount):
        own = getattr(value, "responsible", "")
        owner = own if isinstance(own, str) and own else responsible
        for key in type(value).model_fields:
            # Plain text stands at its key; a name given as text knows no place of its own.
            inner = value.place(key) if value.at.path else at
            yield from _texts(getattr(value, key), inner, owner)
    elif isinstance(value, (list, tuple)):
        for item in value:
            yield from _texts(item, item.at if isinstance(item, Node) and item.at.path else at, responsible)


def letter(project: Project, slots: Mapping[str, Sequence[SlotRequest]], language: Language) -> str:
    """Write the list as a request that can be sent to the client: Markdown, one part a responsible role."""
    items = todo(project, slots)
    client = _plain(project.file.client.name.text.say(language))
    if language == "zh":
        lines = [f"# 资料补充清单：{client}", ""]
        lines += ["编制文件所需的资料已全部齐备。", ""] if not items else []
    else:
        lines = [f"# Request for information: {client}", ""]
        lines += ["Everything that the documents need is there.", ""] if not items else []
    if items:
        documents = ("、" if language == "zh" else ", ").join(d.id for d in project.file.documents)
        zh = f"为编制下列文件（{documents}），尚需补充以下 {len(items)} 项资料。请各责任岗位核对后提供，并附凭证。"
        en = f"The documents ({documents}) still need the {len(items)} items below. Please provide them with evidence."
        lines += [zh if language == "zh" else en, ""]
    for role, title in _roles(project, items, language):
        lines += [f"## {title}", ""]
        mine = [i for i in items if i.responsible == role]
        for kind, name in _TITLES.items():
            asked = [i for i in mine if i.kind == kind]
            if asked:
                lines += [f"### {name.say(language)}", ""]
                lines += [f"{n}. {_plain(i.what.say(language))}" for n, i in enumerate(asked, 1)]
                lines.append("")
    return "\n".join(lines).rstrip("\n") + "\n"


def _roles(project: Project, items: Sequence[TodoItem], language: Language) -> Iterator[tuple[str, str]]:
    wanted = {i.responsible for i in items}
    for role in project.file.responsible:
        if role.id in wanted:
            department = _plain(role.department.text.say(language))
            title = _plain(role.role.text.say(language))
            yield role.id, f"{department}（{title}）" if language == "zh" else f"{department} ({title})"
    known = {r.id for r in project.file.responsible}
    for role_id in sorted(wanted - known):
        yield role_id, role_id or ("待指定责任岗位" if language == "zh" else "Not yet assigned")


def _plain(text: str) -> str:
    """Write data so that Markdown shows it as it is."""
    return re.sub(r"([\\`*_\[\]<>|#])", r"\\\1", " ".join(text.split()))
