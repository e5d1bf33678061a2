"""Reading the versioned data sets: YAML headers and the findings that a faulty file causes."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from generator.base.findings import Finding, Outcome, Position, Rule, Severity

FAULT = Rule(
    "LG020",
    "data-set-fault",
    Severity.ERROR,
    "A versioned data set (factors, register of standards) cannot be read or does not fit its schema: a missing key, a "
    "value that is no number, a unit that is not known, a mark other than confirmed, secondary or unconfirmed. Every "
    "row needs value, unit, source and mark, since documents print them.",
    waivable=False,
)


def fault(position: Position, zh: str, en: str, hint_zh: str = "", hint_en: str = "") -> Finding:
    """Return a finding about a data set."""
    return FAULT.at(position, zh, en, hint_zh=hint_zh, hint_en=hint_en)


def load_yaml(path: Path) -> Outcome[Any]:
    """Read a YAML file safely; dates stay text as typed. A syntax fault is a finding with line and column."""
    import yaml

    base: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)

    class Loader(base):  # type: ignore[misc]  # the base is chosen at run time
        yaml_implicit_resolvers = {  # noqa: RUF012  # PyYAML wants a plain mapping
            first: [(tag, pattern) for tag, pattern in pairs if not tag.endswith((":timestamp", ":float", ":int"))]
            for first, pairs in base.yaml_implicit_resolvers.items()
        }

    try:
        return Outcome(yaml.load(path.read_text(encoding="utf-8"), Loader))  # noqa: S506  # a safe loader's subclass
    except yaml.YAMLError as wrong:
        mark = getattr(wrong, "problem_mark", None)
        place = Position(path.name, mark.line + 1 if mark else 0, mark.column + 1 if mark else 0)
        return Outcome(None, (fault(place, f"YAML 语法错误：{wrong}", f"YAML syntax error: {wrong}"),))
    except (OSError, ValueError, RecursionError) as wrong:  # no UTF-8, or nested without end
        why = type(wrong).__name__
        return Outcome(None, (fault(Position(path.name, 1), f"文件无法读取：{why}", f"cannot be read: {why}"),))
