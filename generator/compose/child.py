"""Rendering what comes from outside in a process of its own, with limits on time, memory and output.

That is a template that does not come with Tanwen, and a section that a project words itself.

The child gets the project without its rows and the facts without their formulas; it returns blocks and findings.
What it returns is read with a list of allowed classes, so that a template that broke out of the sandbox would still
not reach the parent.
"""

from __future__ import annotations

import dataclasses
import io
import os
import pickle
import signal
import subprocess
import sys
from pathlib import Path
from types import FrameType
from typing import Any

from generator.base.findings import Position
from generator.compose.rules import LIMIT
from generator.compose.sections import Job, Rendered, render
from generator.ledger.ledger import Ledger

SECONDS = 20
MEMORY = 1024 * 1024 * 1024
OUTPUT = 64 * 1024 * 1024

_ALLOWED = {
    "generator.base.findings": {"Finding", "Position", "Severity"},
    "generator.base.text": {"Text"},
    "generator.document.display": {"Display"},
    "generator.compose.sections": {"Rendered"},
    "generator.document.blocks": {
        "AuthorSlot",
        "Cell",
        "Clause",
        "Column",
        "Contents",
        "EndLine",
        "Equation",
        "Heading",
        "Index",
        "IndexEntry",
        "ListBlock",
        "ListItem",
        "PageBreak",
        "Paragraph",
        "Remark",
        "Row",
        "SignatureBlock",
        "Table",
        "TermEntry",
    },
    "generator.document.inlines": {"Citation", "CrossRef", "FactRef", "Footnote", "LineBreak", "Link", "Math", "Str"},
    "generator.document.pictures": {"Arrow", "Box", "Chart", "Flow", "Picture", "Point", "Series", "Step"},
}


class _Reader(pickle.Unpickler):
    def find_class(self, module: str, name: str) -> Any:
        if name in _ALLOWED.get(module, ()):
            return super().find_class(module, name)
        raise pickle.UnpicklingError(f"{module}.{name} is not allowed")


def render_apart(job: Job, *, seconds: int = SECONDS, memory: int = MEMORY) -> Rendered:
    """Render a document's sections in a child process; where it breaks a limit, that is the finding."""
    payload = pickle.dumps((_lightened(job), seconds, memory), protocol=pickle.HIGHEST_PROTOCOL)
    home = str(Path(__file__).resolve().parent.parent.parent)
    command = [sys.executable, "-P", "-c", "from generator.compose.child import main; main()"]
    environment = {**os.environ, "PYTHONPATH": home, "PYTHONHASHSEED": "0"}
    try:
        # The child's own alarm comes first and knows the line; this one is for a child that does not hear it.
        done = subprocess.run(
            command, input=payload, capture_output=True, timeout=seconds + 10, env=environment, check=False
        )
    except subprocess.TimeoutExpired:
        return _failed(job, "模板渲染超时", "rendering took too long")
    if len(done.stdout) > OUTPUT:
        return _failed(job, "模板输出过长", "the template writes too much")
    why = _how(done.returncode)
    try:
        rendered = _Reader(io.BytesIO(done.stdout)).load()
        if isinstance(rendered, Rendered):
            return rendered
    except (pickle.UnpicklingError, EOFError, AttributeError, ValueError, IndexError, ImportError, TypeError) as error:
        why = why if done.returncode else str(error)
    return _failed(job, f"模板渲染进程中止（{why}）", f"the process that renders the template ended ({why})")


def _how(code: int) -> str:
    if code >= 0:
        return f"exit {code}"
    try:
        return signal.Signals(-code).name
    except ValueError:
        return f"signal {-code}"


def _failed(job: Job, zh: str, en: str) -> Rendered:
    own = sorted(text.path for text in job.project.overrides.values())
    place = Position(own[0] if own and not job.template.outside else job.template.position.path, 1)
    finding = LIMIT.at(place, zh, en, hint_zh="检查模板中的循环", hint_en="look for loops in the template")
    return Rendered(findings=[finding], failed=True)


def _lightened(job: Job) -> Job:
    """Return the job without activity rows and formulas, which no template can see."""
    facts = {key: dataclasses.replace(fact, formula=None) for key, fact in job.ledger.facts.items()}
    by_id = {name: tuple(facts[fact.key] for fact in members) for name, members in job.ledger.by_id.items()}
    return dataclasses.replace(
        job,
        project=dataclasses.replace(job.project, rows=()),
        ledger=Ledger(facts, dict(job.ledger.missing), by_id),
        register=dict(job.register),
    )


class _Late(BaseException):
    """The time is up. Not an Exception, so that nothing on the way takes it for its own."""


def main() -> None:
    """Read a job from standard input, render it under limits, write the result to standard output."""
    job, seconds, memory = pickle.load(sys.stdin.buffer)  # noqa: S301  # written by the parent
    _limit(seconds, memory)
    out = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)
    try:
        rendered = render(job)
    except _Late as late:
        place = late.args[0] or job.template.position
        zh, en = "模板渲染超时", "rendering took too long"
        finding = LIMIT.at(place, zh, en, hint_zh="检查此处的循环", hint_en="look at the loops here")
        rendered = Rendered(findings=[finding], failed=True)
    except MemoryError:
        rendered = _failed(job, "模板占用内存过多", "the template takes too much memory")
    signal.setitimer(signal.ITIMER_REAL, 0)
    out.write(pickle.dumps(rendered, protocol=pickle.HIGHEST_PROTOCOL))
    out.flush()


def _limit(seconds: int, memory: int) -> None:
    try:
        import resource
    except ImportError:  # no limits on this system but the parent's clock
        return
    resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    resource.setrlimit(resource.RLIMIT_CPU, (seconds + 5, seconds + 5))
    resource.setrlimit(resource.RLIMIT_FSIZE, (OUTPUT, OUTPUT))

    def late(_: int, frame: FrameType | None) -> None:
        raise _Late(_line(frame))

    signal.signal(signal.SIGALRM, late)
    signal.setitimer(signal.ITIMER_REAL, seconds)


def _line(frame: FrameType | None) -> Position | None:
    """Return the template line that is running, from the frame that the alarm interrupted."""
    below = frame
    while below is not None:
        environment: Any = below.f_globals.get("environment")
        if "__jinja_template__" in below.f_globals and environment is not None:
            place: Position | None = environment.run.around(frame)
            return place
        below = below.f_back
    return None
