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


def load_yaml(path: Path, shown: str = "") -> Outcome[Any]:
    """Read a YAML file safely; dates stay text as typed. A syntax fault is a finding with line and column.

    ``shown`` is how findings call the file.
    """
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
        place = Position(shown or path.name, mark.line + 1 if mark else 0, mark.column + 1 if mark else 0)
        what = " ".join(str(getattr(wrong, "problem", None) or wrong).split())
        hint = ("检查缩进、引号和冒号，例如 id: cn-heat", "look at indents, quotes and colons: id: cn-heat")
        return Outcome(None, (fault(place, f"YAML 语法错误：{what}", f"YAML syntax error: {what}", *hint),))
    except (OSError, ValueError, RecursionError) as wrong:  # no UTF-8, or nested without end
        why = type(wrong).__name__
        hint = ("另存为 UTF-8，或从 git 恢复", "save it as UTF-8, or restore it from git")
        place = Position(shown or path.name, 1)
        return Outcome(None, (fault(place, f"文件无法读取：{why}", f"cannot be read: {why}", *hint),))
