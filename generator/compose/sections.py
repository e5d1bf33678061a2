"""Rendering sections: Jinja, then Markdown, then blocks; all findings gathered, no traceback."""

from __future__ import annotations

import contextlib
import functools
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from jinja2 import Template as Compiled
from jinja2 import TemplateSyntaxError
from jinja2.exceptions import TemplateError

from generator.base.findings import Finding, Position
from generator.base.standards import Standard
from generator.base.text import Language
from generator.compose import filters
from generator.compose.blocks import Builder, Ids
from generator.compose.bounds import excess, without_tables
from generator.compose.draft_places import places_of
from generator.compose.facts import FactProxy, Scope
from generator.compose.functions import Functions
from generator.compose.guard import Refused
from generator.compose.inlines import InlineReader
from generator.compose.lines import without_marks
from generator.compose.loader import Source
from generator.compose.lookup import Lookup
from generator.compose.markdown import MarkdownReader
from generator.compose.overrides import edition, override_name, overrides_of
from generator.compose.pieces import BlockSpec
from generator.compose.printing import Printer, as_text
from generator.compose.rules import LIMIT, SYNTAX, UNPRINTABLE
from generator.compose.run import Halt, Limits, Run
from generator.compose.sandbox import Sandbox
from generator.compose.slots import Slots
from generator.compose.templates import Section, Template
from generator.compose.views import View, lookups, project_view
from generator.document.blocks import Block, Paragraph
from generator.document.inlines import Str
from generator.document.places import Places
from generator.ledger.ledger import Ledger
from generator.project.models import DocumentOrder
from generator.project.project import Project, SlotText
from generator.project.standard_comments import comments_of

if TYPE_CHECKING:
    from generator.compose.standard.parts import Parts


@dataclass(frozen=True, slots=True)
class Job:
    """What rendering a document's sections needs, and nothing that it does not: it travels to another process."""

    project: Project
    ledger: Ledger
    order: DocumentOrder
    template: Template
    language: Language
    register: Mapping[str, Standard]
    bytecode: Path | None = None
    limits: Limits = field(default_factory=Limits)


@dataclass
class Rendered:
    """The blocks of all sections, the findings, and which sections stand in the document.

    ``failed`` says that rendering broke off and there is no document. ``labels`` are the clauses of the draft that
    the document names, as it prints them.
    """

    blocks: tuple[Block, ...] = ()
    findings: list[Finding] = field(default_factory=list)
    sections: tuple[str, ...] = ()
    failed: bool = False
    labels: tuple[str, ...] = ()


def render(job: Job) -> Rendered:
    """Render the sections of a document. Mistakes are findings; a section that cannot go on leaves a placeholder."""
    return _Rendering(job).all()


def compile_sections(job: Job) -> None:
    """Compile the sections ahead of a ledger, into ``job.bytecode``; what cannot be compiled is left to ``render``."""
    rendering = _Rendering(job)
    for section in job.template.sections:
        with contextlib.suppress(Exception):
            rendering.env.get_template(edition(job.template, section, job.language))


def section_defaults(job: Job, section: Section) -> dict[str, str]:
    """Return the dimensions that a section fills in: the template's, then its own; ``current`` is a year."""
    periods = job.project.file.periods
    earlier = [year for year in periods.reporting if year < periods.current]
    words = {
        "current": str(periods.current),
        "previous": str(earlier[-1]) if earlier else str(periods.current - 1),
        "base_year": str(periods.base_year.year),
    }
    return {name: words.get(value, value) for name, value in {**job.template.defaults, **section.defaults}.items()}


class _Rendering:
    def __init__(self, job: Job) -> None:
        self.job = job
        self.run = Run(job.language, job.template.position, job.limits)
        lookup = Lookup(job.ledger)
        helpers: dict[str, Callable[..., Any]] = {}
        self.scope = Scope(self.run, lookup, helpers)
        self.texts: dict[str, str] = {}
        self.ids = Ids(self.run)
        self.placed: set[str] = set()
        self.parts: Parts | None = None
        self.labels: set[str] = set()
        self.overrides = overrides_of(job.project, job.order)
        self.markdown = MarkdownReader()
        self.inlines = InlineReader(self.run, frozenset(job.register))
        self.slots = Slots(self.run, job.project, job.order, job.template, self._slot)
        self.functions = Functions(self.scope, job.register, Printer(self.run))
        facts = {family: FactProxy(self.scope, family) for family in lookup.families}
        seen = {
            "project": project_view(
                job.project.id, job.project.file, job.language, functools.partial(comments_of, job.project)
            ),
            "order": View(job.order, job.language),
        }
        found = {name: self._lookup(name, what, find) for name, what, find in lookups(job.project.file, job.language)}
        helpers["site"] = found.pop("site")
        found["clause"] = self._clause
        folders = (job.template.folder, *job.template.bases)
        source = Source(self.run, folders, job.template.shared, job.template.path, self.texts)
        offered, tests = filters.make(self.scope, self._proxy)
        names = {**facts, **seen, **found, **self.functions.names()}
        self.env = Sandbox(self.run, source, names, offered, tests, job.bytecode)
        self.author = Sandbox(self.run, source, {**facts, **seen}, offered, tests, None, facts_only=True)
        self.functions.unknown = lambda name: self.env.reported(name=name)

    def _proxy(self, fact_id: str) -> FactProxy:
        return FactProxy(self.scope, fact_id)

    def _lookup(self, name: str, what: str, find: Callable[[str], Any | None]) -> Callable[[Any], Any]:
        def look_up(one: Any) -> Any:
            text = as_text(one, self.run)
            found = find(text)
            if found is None:
                self.functions.not_found(what, text, [])
                return self.functions.unknown(name)
            return found

        look_up.__name__ = name
        return look_up

    @functools.cached_property
    def places(self) -> Places:
        """The places of the project's draft standard: composed when the first clause is named."""
        return places_of(self.job)

    def _clause(self, one: Any) -> str:
        label = self.places.label(as_text(one, self.run))
        self.labels.add(label)
        return label

    # ------------------------------------------------------------------------------------------- sections

    def all(self) -> Rendered:
        blocks: list[Block] = []
        present: list[str] = []
        for section in self.job.template.sections:
            self.run.begin(section.position)
            self.scope.lookup.begin(section_defaults(self.job, section))
            if section.when and not self._holds(section):
                continue
            made = self._section(section)
            if made or override_name(section) not in self.overrides:  # what is left out covers nothing
                present.append(section.name)
            blocks += made
        return Rendered(tuple(blocks), self.run.findings, tuple(present), labels=tuple(sorted(self.labels)))

    def _holds(self, section: Section) -> bool:
        name = f"when:{section.name}"
        self.texts[name] = f"{{% if {section.when}\n%}}Y{{% endif %}}"
        text = self._text(self.env, name)
        return text is not None and "Y" in text.rpartition(":")[2]

    def _section(self, section: Section) -> tuple[Block, ...]:
        own = self.overrides.get(override_name(section))
        if own is not None:
            return self._override(section, own)
        file = edition(self.job.template, section, self.run.language)
        path = self.job.template.file(file)
        shown = self.job.template.shown(path) if path is not None else f"{self.job.template.path}/{file}"
        place = self.run.place = Position(shown, 1)
        text = self._text(self.env, file)
        if text is None:
            return (self._placeholder(section.name, place),)
        return self._build(section.name, text, place)

    def _override(self, section: Section, own: SlotText) -> tuple[Block, ...]:
        """Render what the project has in the place of a section; the checks read it in the build itself."""
        key = f"override:{section.name}"
        self.texts[key] = own.text
        self.run.paths[key] = own.path
        place = self.run.place = Position(own.path, 1)
        text = self._text(self.env, key)
        if text is None:
            return (self._placeholder(section.name, place),)
        if (beyond := excess(without_tables(without_marks(text)))) is not None:
            _, zh, en = beyond
            hint_zh, hint_en = "分段，或列成表", "split it, or make it a table"
            self._keep(LIMIT.at(place, zh, en, hint_zh=hint_zh, hint_en=hint_en))
            return (self._placeholder(section.name, place),)
        return self._build(section.name, text, place)

    def _placeholder(self, section: str, place: Position) -> Block:
        chinese = self.run.language == "zh"
        words = "本章未能生成，见检查结果" if chinese else "this section could not be made, see the findings"
        return Paragraph(self.ids.structural(f"{section}.failed", place), place, (Str(f"【{words}】", bold=True),))

    def _build(self, section: str, text: str, place: Position) -> tuple[Block, ...]:
        self.inlines.section, self.inlines.footnotes = section, 0
        builder = Builder(
            self.run,
            self.ids,
            section,
            self.inlines,
            self.markdown,
            self.job.ledger,
            lambda spec: self.slots.make(spec, self.placed),
            self._standard_part,
        )
        try:
            return builder.build(text)
        except Halt as halt:
            self._keep(halt.finding)
        except RecursionError:
            self._keep(LIMIT.at(place, "嵌套过深", "nested too deep"))
        return (self._placeholder(section, place),)

    def _standard_part(self, spec: BlockSpec) -> tuple[Block, ...]:
        """Make a part of a draft standard; the draft is read when its first part is asked for."""
        standard = self.job.project.file.standard
        if standard is None:
            return ()  # that the template needs it was said already
        from generator.compose.standard.draft import Draft, Tools
        from generator.compose.standard.parts import PARTS, Parts

        name = spec.values["name"]
        if name not in PARTS:
            self.functions.not_found("part of a standard", name, list(PARTS))
            return ()
        before = self.inlines.section, self.inlines.footnotes
        if self.parts is None:
            tools = Tools(self.run, self.ids, self.inlines, self.markdown, self.job.ledger)
            self.parts = Parts(Draft.of(self.job.project, standard, tools, self.job.register))
        made = self.parts.make(name, spec.origin)
        self.inlines.section, self.inlines.footnotes = before
        return made

    def _slot(self, name: str, path: str, text: str) -> tuple[Block, ...]:
        """Render an author's text inside the section that places it."""
        key = f"slot:{name}"
        self.texts[key] = text
        self.run.paths[key] = path
        before = self.run.place, self.inlines.section, self.inlines.footnotes
        self.run.place = Position(path, 1)
        try:
            if (beyond := excess(text)) is not None:
                line, zh, en = beyond
                hint_zh, hint_en = "分段，或改写", "split it, or write it otherwise"
                self._keep(LIMIT.at(Position(path, line), zh, en, hint_zh=hint_zh, hint_en=hint_en))
                return (self._placeholder(f"slot-{name}", Position(path, line)),)
            rendered = self._text(self.author, key)
            if rendered is None:
                return (self._placeholder(f"slot-{name}", self.run.place),)
            return self._build(f"slot-{name}", rendered, self.run.place)
        finally:
            self.run.place, self.inlines.section, self.inlines.footnotes = before

    # ------------------------------------------------------------------------------------------ one template

    def _keep(self, finding: Finding) -> None:
        if finding not in self.run.findings:
            self.run.findings.append(finding)

    def _text(self, env: Sandbox, name: str) -> str | None:
        """Return what a template renders to, or ``None`` with a finding that says why not."""
        try:
            return self._run_template(env.get_template(name))
        except Halt as halt:
            self._keep(halt.finding)
        except Refused as refused:
            for finding in refused.findings:
                self._keep(finding)
        except TemplateSyntaxError as error:
            place = self.run.position(error.name or name, error.lineno)
            self._keep(SYNTAX.at(place, f"模板语法错误：{error.message}", f"template syntax: {error.message}"))
        except (RecursionError, MemoryError, OverflowError) as error:
            kind = "嵌套过深" if isinstance(error, RecursionError) else "占用过大"
            place = self.run.where(error.__traceback__)
            self._keep(LIMIT.at(place, kind, f"too deep or too large ({type(error).__name__})"))
        except (TemplateError, ArithmeticError, AttributeError, LookupError, TypeError, ValueError) as error:
            # What a template can cause by odd arguments to filters and tests; its own words say what it was.
            place = self.run.where(error.__traceback__)
            self._keep(UNPRINTABLE.at(place, f"表达式无法求值：{error}", f"the expression has no value: {error}"))
        return None

    def _run_template(self, template: Compiled) -> str:
        parts: list[str] = []
        size = 0
        stream: Any = template.root_render_func(template.new_context())
        for part in stream:
            size += len(part)
            parts.append(part)
            if size > self.run.limits.characters:
                frame = stream.gi_frame
                line = template.get_corresponding_lineno(frame.f_lineno) if frame is not None else 1
                place = self.run.position(template.name or "", line)
                raise Halt(LIMIT.at(place, "输出过长", "the section writes too much"))
        return "".join(parts)
