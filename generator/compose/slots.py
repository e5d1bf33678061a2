"""Author slots: the client's own words, Markdown with references to facts and nothing else."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from generator.compose.pieces import BlockSpec
from generator.compose.rules import DUPLICATE_ID, SLOT
from generator.compose.run import Run
from generator.compose.templates import Template
from generator.document.blocks import AuthorSlot, Block
from generator.project.models import DocumentOrder
from generator.project.project import Project


@dataclass
class Slots:
    """Makes the author slots of one document. ``render`` turns a slot's text into blocks, by (name, path, text)."""

    run: Run
    project: Project
    order: DocumentOrder
    template: Template
    render: Callable[[str, str, str], tuple[Block, ...]]

    def make(self, spec: BlockSpec, taken: set[str]) -> AuthorSlot | None:
        """Return the slot that a section places; unwritten, it holds its prompt alone."""
        name = spec.values["name"]
        declared = self.template.slot(name)
        if declared is None:
            listed = "、".join(slot.id for slot in self.template.slots)
            self.run.report(
                SLOT,
                f"template.yaml 没有作者栏 {name}",
                f"template.yaml declares no author slot {name}",
                hint_zh=f"已声明：{listed or '无'}",
                hint_en=f"declared: {listed or 'none'}",
                at=spec.origin,
            )
            return None
        block_id = f"slot-{name}"
        if block_id in taken:
            self.run.report(DUPLICATE_ID, f"作者栏 {name} 放了两次", f"author slot {name} stands twice", at=spec.origin)
            return None
        taken.add(block_id)
        written = self.project.slots.get((self.order.id, name))
        blocks: tuple[Block, ...] = ()
        if written is not None and written.text.strip():
            blocks = self.render(name, written.path, written.text)
        prompt = declared.prompt.say(self.run.language)
        file = written.path if written is not None else self._file(name)
        return AuthorSlot(block_id, spec.origin, name, prompt, self._responsible(declared.responsible), file, blocks)

    def _responsible(self, role: str) -> str:
        found = next((one for one in self.project.file.responsible if one.id == role), None)
        return found.role.text.say(self.run.language) if found else ""

    def _file(self, name: str) -> str:
        try:
            folder = self.project.root.resolve().relative_to(self.project.workspace.resolve()).as_posix()
        except ValueError:
            folder = self.project.root.name
        return f"{folder}/content/{self.order.id}/{name}.md"
