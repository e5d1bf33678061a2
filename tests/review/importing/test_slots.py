"""An author slot that nobody has written: what a reviewer types over its prompt becomes its file."""

from __future__ import annotations

from pathlib import Path

from generator.build.review_writing import write_import
from generator.build.reviewing import review
from tests.build.workspaces import build
from tests.review.importing.editing import LANHE, REPORT, Edited, W, edited, of, slot, style_of


def test_a_prompt_that_is_typed_over_becomes_the_slots_file(root: Path) -> None:
    file = root / slot("year-on-year")
    file.unlink()
    made = build(root, LANHE, formats=("docx",), documents=(REPORT,))
    data = next(f for f in made.files if f.suffix == ".docx").read_bytes()

    def written(word: Edited) -> None:
        prompt = next(p for p in word.paragraphs() if style_of(p) == "SlotPrompt")
        first, *others = prompt.iter(f"{W}t")
        first.text = "排放量比上年下降，{{ 原因 }}如下。"
        for other in others:
            other.text = ""
        word.insert(prompt, "第二段。")

    outcome = review(edited(data, written), "edited.docx", root / "projects" / LANHE, "", "en")
    assert outcome.value is not None, outcome.findings
    assert len(of(outcome.value.found.items, "patch")) == 2, [(i.status, i.new) for i in outcome.value.found.items]
    patched, faults = write_import(outcome.value, root / "out.patch", apply=True)
    assert not faults
    assert slot("year-on-year") in patched
    assert "new file mode" in (root / "out.patch").read_text("utf-8")
    text = file.read_text("utf-8")
    assert text.startswith('排放量比上年下降，{{ "{" }}\\{ 原因 \\}\\}如下。\n\n第二段。')
