"""What a template may not say, found before it runs; and the marks that let every line be traced.

The syntax tree of each template is read once, when it is compiled: forbidden tags, filters and operators are findings
with their line, loops are bounded, and the lines of text get their marks.
"""

from __future__ import annotations

import difflib
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from jinja2 import nodes
from jinja2.visitor import NodeTransformer

from generator.base.findings import Finding, Rule
from generator.compose.rules import FORBIDDEN, SLOT_STATEMENT, UNKNOWN_NAME
from generator.compose.run import MARK_CLOSE, MARK_OPEN, Run

if TYPE_CHECKING:
    from generator.compose.sandbox import Sandbox

#: Tests that templates may use beside ``known``.
TESTS = (
    "defined",
    "undefined",
    "none",
    "string",
    "mapping",
    "sequence",
    "iterable",
    "in",
    "eq",
    "==",
    "equalto",
    "ne",
    "!=",
    "lt",
    "<",
    "lessthan",
    "le",
    "<=",
    "gt",
    ">",
    "greaterthan",
    "ge",
    ">=",
    "true",
    "false",
    "sameas",
)
_ROUNDING = ("round", "int", "float", "sum", "format", "abs", "filesizeformat", "min", "max")
_ARITHMETIC: dict[type, str] = {
    nodes.Sub: "-",
    nodes.Mul: "*",
    nodes.Div: "/",
    nodes.FloorDiv: "//",
    nodes.Mod: "%",
    nodes.Pow: "**",
}
_TAGS: dict[type, str] = {
    nodes.Extends: "extends",
    nodes.Block: "block",
    nodes.FilterBlock: "filter",
    nodes.ScopedEvalContextModifier: "autoescape",
    nodes.EvalContextModifier: "autoescape",
}
_IN_SLOTS = (
    nodes.Template,
    nodes.Output,
    nodes.TemplateData,
    nodes.Name,
    nodes.Getattr,
    nodes.Call,
    nodes.Keyword,
    nodes.Const,
    nodes.Filter,
)
_SLOT_FILTERS = ("show", "full", "pct", "n", "magnitude", "signed")


class Refused(Exception):
    """A template that says what it may not. Never leaves the compose stage."""

    def __init__(self, findings: list[Finding]) -> None:
        super().__init__(findings[0].message.en)
        self.findings = findings


def arithmetic(operator: str) -> tuple[str, str, str, str]:
    """Return message and hint about an operator, zh and en."""
    return (
        f"模板中不能做运算（{operator}）",
        f"a template does not calculate ({operator})",
        "在计算模块中得出该数据，模板只引用",
        "make the value a fact in a calculation, and print the fact",
    )


def report_arithmetic(run: Run, operator: str) -> None:
    """Record an attempt to calculate."""
    zh, en, hint_zh, hint_en = arithmetic(operator)
    run.report(FORBIDDEN, zh, en, hint_zh=hint_zh, hint_en=hint_en)


def prepare(tree: nodes.Template, env: Sandbox, name: str, run: Run, *, facts_only: bool) -> nodes.Template:
    """Return the tree with marks and bounds in it.

    Raises:
        Refused: the template says what it may not; all of it is listed.
    """
    preparation = _Preparation(env, name, run)
    if facts_only:
        preparation.check_slot(tree)
        if preparation.findings:
            raise Refused(preparation.findings)
    prepared: nodes.Template = preparation.visit(tree)
    if preparation.findings:
        raise Refused(preparation.findings)
    prepared.set_environment(env)
    return prepared


@dataclass
class _Preparation(NodeTransformer):
    env: Sandbox
    name: str
    run: Run
    findings: list[Finding] = field(default_factory=list)

    def refuse(
        self, node: nodes.Node, zh: str, en: str, hint_zh: str = "", hint_en: str = "", rule: Rule = FORBIDDEN
    ) -> None:
        place = self.run.position(self.name, node.lineno)
        self.findings.append(rule.at(place, zh, en, hint_zh=hint_zh, hint_en=hint_en))

    def check_slot(self, tree: nodes.Template) -> None:
        """Refuse everything in an author's text but references to facts and names."""
        for node in (tree, *tree.find_all(nodes.Node)):
            allowed = isinstance(node, _IN_SLOTS)
            if isinstance(node, nodes.Call):
                allowed = not node.args and node.dyn_args is None and isinstance(node.node, nodes.Getattr)
            if isinstance(node, nodes.Filter):
                allowed = node.name in _SLOT_FILTERS
            if isinstance(node, nodes.Name):
                allowed = node.name in self.env.globals
            if not allowed:
                self.refuse(
                    node,
                    "作者栏中只能写文字和数据引用，不能写模板语句或调用",
                    "an author's text holds words and references to facts, no statements and no calls",
                    "例如 {{ inventory.total | full }}",
                    "for example {{ inventory.total | full }}",
                    SLOT_STATEMENT,
                )
                return

    def generic_visit(self, node: nodes.Node, *args: Any, **kwargs: Any) -> nodes.Node:
        kind: type = type(node)
        tag = _TAGS.get(kind)
        if tag:
            self.refuse(node, f"模板中不使用 {{% {tag} %}}", f"{{% {tag} %}} is not used in templates")
        operator = _ARITHMETIC.get(kind)
        if operator:
            self.refuse(node, *arithmetic(operator))
        return super().generic_visit(node, *args, **kwargs)

    def visit_Filter(self, node: nodes.Filter) -> nodes.Node:
        if node.name not in self.env.filters:
            self._unknown(node, "过滤器", "filter", node.name, list(self.env.filters))
        return self.generic_visit(node)

    def visit_Test(self, node: nodes.Test) -> nodes.Node:
        if node.name not in self.env.tests:
            self._unknown(node, "判断", "test", node.name, list(self.env.tests))
        return self.generic_visit(node)

    def _unknown(self, node: nodes.Node, zh: str, en: str, name: str, known: list[str]) -> None:
        if name in _ROUNDING:
            self.refuse(
                node,
                f"模板中不做舍入和运算（{name}）",
                f"a template does not round or calculate ({name})",
                "显示位数用 show(digits=…)、n(…) 或 pct(…)",
                "digits to show: show(digits=…), n(…), pct(…)",
            )
            return
        near = difflib.get_close_matches(name, known, 4, 0.5) or sorted(known)
        rule = FORBIDDEN if name in ("safe", "attr", "escape", "e", "tojson", "xmlattr") else UNKNOWN_NAME
        hints = ("可用：" + "、".join(near), "there are: " + ", ".join(near))
        self.refuse(node, f"没有{zh} {name}", f"there is no {en} {name}", *hints, rule)

    def visit_For(self, node: nodes.For) -> nodes.Node:
        self.generic_visit(node)
        node.iter = self._call("bounded", [node.iter], node.lineno)
        return node

    def visit_Concat(self, node: nodes.Concat) -> nodes.Node:
        self.generic_visit(node)
        return self._call("joined", list(node.nodes), node.lineno)

    def _call(self, method: str, arguments: list[Any], line: int) -> nodes.Call:
        function = nodes.EnvironmentAttribute(method, lineno=line, environment=self.env)
        return nodes.Call(function, arguments, [], None, None, lineno=line, environment=self.env)

    def visit_Output(self, node: nodes.Output) -> nodes.Node:
        """Put a mark with file and line before every line of text and every printed value."""
        self.generic_visit(node)
        marked: list[nodes.Expr] = []
        for child in node.nodes:
            if isinstance(child, nodes.TemplateData):
                lines = child.data.split("\n")
                text = "\n".join(
                    self._mark(child.lineno + place) + line if line.strip() else line
                    for place, line in enumerate(lines)
                )
                marked.append(nodes.TemplateData(text, lineno=child.lineno))
            else:
                marked.append(nodes.TemplateData(self._mark(child.lineno), lineno=child.lineno))
                marked.append(child)
        node.nodes = marked
        return node

    def _mark(self, line: int) -> str:
        return f"{MARK_OPEN}{self.name}:{line}{MARK_CLOSE}"
