"""A build: load, compute, compose, check, render, inspect, deliver, in that order, for one project."""

from __future__ import annotations

import datetime
import functools
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from generator.base.findings import Finding, Position, Rule, Severity, in_order
from generator.build import deliver, lock
from generator.build.cache import Cache
from generator.build.options import Built, Options, Progress
from generator.build.record import from_json, to_json
from generator.build.state import State, is_fresh
from generator.build.workspace import workspace_of

if TYPE_CHECKING:
    from generator.build.rendering import Rendering

NO_DOCUMENT = Rule(
    "DL020",
    "no-such-document",
    Severity.ERROR,
    "The build was asked for a document that the project does not order.",
    waivable=False,
)
NOTHING_ORDERED = Rule(
    "DL021",
    "nothing-ordered",
    Severity.ERROR,
    "A build of a project that orders no document. Its numbers are there all the same (`tanwen facts`, `explain`). "
    'Right: `documents: [{id: report-2024, template: ghg-inventory-report, version: "1.0", …}]`.',
    waivable=False,
)


def _without_turn(build: Callable[..., Built]) -> Callable[..., Built]:
    """Return ``build`` with an output folder that cannot be held as its finding."""

    @functools.wraps(build)
    def told(folder: Path, options: Options, **more: Any) -> Built:
        try:
            return build(folder, options, **more)
        except deliver.NoTurn as wrong:
            return Built(folder.resolve().name, (), (wrong.finding,))

    return told


@_without_turn
def build_project(
    folder: Path, options: Options, *, today: datetime.date, progress: Progress, helped: bool = False
) -> Built:
    """Build one project and return what stands in the output folder afterwards, with all findings.

    An error keeps a final build from writing anything: the last good output stays. A draft is written with its
    findings visible. ``helped`` lets a second process take a share of the work.
    """
    workspace = workspace_of(folder)
    folder = folder.resolve()
    output = options.output / folder.name
    with deliver.turn(output):
        state = State.read(workspace, folder, options.issuing)
        key = state.key(options)
        manifest = deliver.read_manifest(output)
        if manifest and is_fresh(output, key, folder / lock.NAME, manifest):
            files = tuple(output / entry["name"] for entry in manifest["files"])
            return Built(folder.name, files, from_json(manifest["findings"]), fresh=True)
        from generator.build.rendering import Rendering
        from generator.build.stages import Stages

        stages = Stages(workspace, folder, state, options, Cache(workspace.cache))
        rendering = Rendering(stages, output, today, progress)
        try:
            rendering.begin(helped=helped)
            return _build(rendering, key)
        finally:
            rendering.stop()


def _build(rendering: Rendering, key: str) -> Built:
    stages, output, progress = rendering.stages, rendering.output, rendering.progress
    workspace, folder, options = stages.workspace, stages.folder, stages.options
    name = folder.name
    progress(name, "load")
    project = stages.project
    progress(name, "compute")
    ledger = stages.ledger
    if project is None or ledger is None:
        return Built(name, (), in_order(stages.findings))
    findings = list(_unknown_documents(options, [o.id for o in project.file.documents], project.file.at))
    progress(name, "compose")
    rendering.compose()
    if options.final:  # a draft is written whatever the checks find: there they come last
        findings += rendering.check()
    lock_path = f"{folder.relative_to(workspace.root).as_posix()}/{lock.NAME}"
    known, faults = lock.read_lock(folder, lock_path)
    pins = stages.pins()
    findings += [*faults, *lock.compare(known, pins, lock_path, locked=options.locked)]
    findings += stages.findings
    if options.final and any(f.blocks_final for f in findings):
        return Built(name, (), in_order(findings))
    files = rendering.files()
    if not options.final:
        findings += rendering.check()
    findings += rendering.findings
    if options.final and any(f.blocks_final for f in findings):
        return Built(name, (), in_order(findings))
    orders = {o.id for o in project.file.documents}
    if not options.locked and not any(f.rule == lock.BROKEN.id for f in findings):
        findings += lock.write_lock(folder, known, pins, orders, shown=lock_path)
    ordered = in_order(findings)
    progress(name, "deliver")
    record = rendering.record()
    manifest = rendering.manifest(key, pins, files, record, to_json(ordered), dated=bool(project.file.waivers))
    faults = deliver.deliver(output, {**files, **record}, manifest)
    return Built(name, tuple(p for n in sorted(files) if (p := output / n).is_file()), in_order([*ordered, *faults]))


def _unknown_documents(options: Options, known: Sequence[str], place: Position) -> tuple[Finding, ...]:
    if not known:
        finding = NOTHING_ORDERED.at(
            place,
            "项目没有列出文档，没有可生成的内容",
            "the project orders no document: there is nothing to build",
            hint_zh='在 documents 中列出，例如 {id: report-2024, template: ghg-inventory-report, version: "1.0"}',
            hint_en="order one under documents, such as {id: report-2024, template: ghg-inventory-report, …}",
        )
        return (finding,)
    return tuple(
        NO_DOCUMENT.at(
            place,
            f"项目没有文档 {wanted}",
            f"the project orders no document {wanted}",
            hint_zh=f"可选：{'、'.join(known)}",
            hint_en=f"it orders: {', '.join(known)}",
        )
        for wanted in options.documents
        if wanted not in known
    )
