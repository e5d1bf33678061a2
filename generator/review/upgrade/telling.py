"""What an upgrade says: to people as lines, to programs as JSON."""

from __future__ import annotations

from collections.abc import Container, Iterator
from typing import Any

from generator.base.text import Language, Text
from generator.review.upgrade.comparing import TemplateChanges
from generator.review.upgrade.planning import DocumentPlan, Plan

_HOW = {
    "kept": Text("模板此章未变，保留项目的文字", "the template left it as it was; the project's words stay"),
    "merged": Text("已合并新版的修改", "the new edition's changes are merged into it"),
    "conflict": Text("两边都改了同一处", "both changed the same lines"),
    "unneeded": Text("新版与项目的文字相同，删除该文件", "the new edition says the same; the file goes"),
    "homeless": Text("新版没有对应的章节", "no section of the new edition takes it over"),
    "baseless": Text("不知道改写自哪个版本", "what it was taken from is not known"),
}


def as_lines(plan: Plan, language: Language) -> Iterator[str]:
    """Yield what a person reads before and after an upgrade."""
    for place, one in enumerate(plan.documents):
        if place:
            yield ""
        yield from _document(one, language)


def _document(one: DocumentPlan, language: Language) -> Iterator[str]:
    yield f"{one.order.id}: {one.old.name} → {one.new.name}"
    if len(one.newer) > 1:
        listed = ", ".join(one.newer)
        yield f"  {Text(f'较新的版本：{listed}', f'newer versions: {listed}').say(language)}"
    for line in (*_template(one.changes, {wanted.id for wanted in one.to_write}), *_sections(one)):
        yield f"  {line.say(language)}"
    for note in one.changes.notes.splitlines():
        yield f"  | {note}".rstrip()
    for line in _next(one, language):
        yield f"  > {line.say(language)}"


def _template(changes: TemplateChanges, to_write: Container[str]) -> Iterator[Text]:
    """Yield what the template brings and drops; what a slot asks stands where it is to be written."""
    for name in changes.added:
        yield Text(f"+ 新章节 {name}", f"+ new section {name}")
    for name in changes.dropped:
        heir = changes.taken_over.get(name, "")
        zh, en = (f"，内容并入 {heir}", f", taken over by {heir}") if heir else ("", "")
        yield Text(f"- 取消章节 {name}{zh}", f"- dropped section {name}{en}")
    for name in changes.changed:
        yield Text(f"~ 改动章节 {name}", f"~ changed section {name}")
    for slot in changes.slots_added:
        zh, en = ("", "") if slot.id in to_write else (f"：{slot.prompt.zh}", f": {slot.prompt.en}")
        yield Text(f"+ 新作者栏 {slot.id}{zh}", f"+ new author slot {slot.id}{en}")
    for slot in changes.slots_dropped:
        yield Text(f"- 取消作者栏 {slot.id}", f"- dropped author slot {slot.id}")
    for slot in changes.slots_changed:
        yield Text(f"~ 作者栏 {slot.id} 改问：{slot.prompt.zh}", f"~ author slot {slot.id} asks: {slot.prompt.en}")
    yield from _asked(changes)


def _asked(changes: TemplateChanges) -> Iterator[Text]:
    for part in changes.requires:
        yield Text(f"+ 要求 project.yaml 有 {part}", f"+ asks for {part} in project.yaml")
    for name in changes.calculations:
        yield Text(f"+ 用到计算 {name}", f"+ uses the calculation {name}")
    for key, before, after in changes.settings:
        yield Text.of(f"~ {key}: {before or '—'} → {after or '—'}")


def _sections(one: DocumentPlan) -> Iterator[Text]:
    for merged in one.merges:
        name = f"{merged.name} → {merged.target}" if merged.target not in ("", merged.name) else merged.name
        how = _HOW[merged.how]
        yield Text(f"* 改写的章节 {name}：{how.zh}", f"* overridden section {name}: {how.en}")


def _next(one: DocumentPlan, language: Language) -> Iterator[Text]:
    """Yield what is to be done after it."""
    folder = f"content/{one.order.id}"
    for slot in one.unread:
        near = one.changes.moved.get(slot, "")
        if near:
            move = f"git mv {folder}/{slot}.md {folder}/{near}.md"
            yield Text(f"作者栏 {slot} 现为 {near}：{move}", f"author slot {slot} is now {near}: {move}")
        else:
            file = f"{folder}/{slot}.md"
            yield Text(f"{file} 不再使用：移走其中的文字或删除", f"{file} is read no more: move its words or delete it")
    for part in one.lacking:
        yield Text(f"在 project.yaml 中补充 {part}", f"add {part} to project.yaml")
    for wanted in one.to_write:
        prompt = wanted.prompt.say(language)
        yield Text(f"待写 {folder}/{wanted.id}.md：{prompt}", f"write {folder}/{wanted.id}.md: {prompt}")


def as_json(plan: Plan) -> list[dict[str, Any]]:
    """Return what a program reads of an upgrade."""
    return [
        {
            "document": one.order.id,
            "from": one.old.name,
            "to": one.new.name,
            "newer": list(one.newer),
            "sections": {
                "added": list(one.changes.added),
                "dropped": {name: one.changes.taken_over.get(name, "") for name in one.changes.dropped},
                "changed": list(one.changes.changed),
            },
            "slots": {
                "added": [slot.id for slot in one.changes.slots_added],
                "dropped": {slot.id: one.changes.moved.get(slot.id, "") for slot in one.changes.slots_dropped},
                "changed": [slot.id for slot in one.changes.slots_changed],
                "to_write": [slot.id for slot in one.to_write],
                "unread": list(one.unread),
            },
            "requires": list(one.changes.requires),
            "lacking": list(one.lacking),
            "calculations": list(one.changes.calculations),
            "settings": [list(setting) for setting in one.changes.settings],
            "changes": one.changes.notes,
            "overrides": [
                {"section": m.name, "target": m.target, "how": m.how, "conflicts": [c.line for c in m.conflicts]}
                for m in one.merges
            ],
        }
        for one in plan.documents
    ]
