"""Reading template.yaml: every value with its position, unknown keys refused with the allowed ones listed."""

from __future__ import annotations

import difflib
from collections.abc import Iterator
from dataclasses import dataclass, field

import yaml

from generator.base.findings import Finding, Position
from generator.base.text import Text
from generator.compose.rules import MANIFEST

_LONGEST = 256 * 1024


@dataclass
class Reader:
    """Walks the nodes of a YAML file; ``findings`` gather what is wrong."""

    path: str
    findings: list[Finding] = field(default_factory=list)

    def at(self, node: yaml.Node | None) -> Position:
        """Where a node starts."""
        if node is None or node.start_mark is None:
            return Position(self.path, 1)
        return Position(self.path, node.start_mark.line + 1, node.start_mark.column + 1)

    def wrong(self, node: yaml.Node | None, zh: str, en: str, hint_zh: str = "", hint_en: str = "") -> None:
        """Record a finding at ``node``."""
        self.findings.append(MANIFEST.at(self.at(node), zh, en, hint_zh=hint_zh, hint_en=hint_en))

    def root(self, text: str) -> yaml.Node | None:
        """Parse the file's text into nodes; aliases are refused, so that nothing can grow beyond the file."""
        if len(text) > _LONGEST:
            self.wrong(None, "文件过大", "the file is too large")
            return None
        try:
            for token in yaml.scan(text):
                if isinstance(token, yaml.AliasToken):
                    place = Position(self.path, token.start_mark.line + 1, token.start_mark.column + 1)
                    self.findings.append(MANIFEST.at(place, "此处不使用 YAML 别名", "YAML aliases are not used here"))
                    return None
            node: yaml.Node | None = yaml.compose(text, yaml.SafeLoader)
        except RecursionError:
            self.wrong(None, "嵌套过深", "it is nested too deep")
            return None
        except yaml.YAMLError as error:
            mark = getattr(error, "problem_mark", None)
            place = Position(self.path, mark.line + 1, mark.column + 1) if mark else Position(self.path, 1)
            problem = getattr(error, "problem", None) or str(error)
            self.findings.append(MANIFEST.at(place, f"YAML 语法错误：{problem}", f"YAML syntax error: {problem}"))
            return None
        return node

    def mapping(self, node: yaml.Node | None, allowed: tuple[str, ...] = ()) -> dict[str, yaml.Node]:
        """Return a mapping's values by key; unknown and repeated keys are findings. Empty ``allowed`` allows all."""
        if node is None:
            return {}
        if not isinstance(node, yaml.MappingNode):
            self.wrong(node, "这里应是键值表", "a mapping is expected here", "写成 {键: 值}", "write {key: value}")
            return {}
        found: dict[str, yaml.Node] = {}
        for key_node, value in node.value:
            key = str(key_node.value)
            if allowed and key not in allowed:
                near = difflib.get_close_matches(key, allowed, 1)
                listed = ", ".join(allowed)
                self.wrong(
                    key_node,
                    f"未知的键 {key}" + (f"，是否为 {near[0]}？" if near else ""),
                    f"unknown key {key}" + (f", is it {near[0]}?" if near else ""),
                    f"可用的键：{listed}",
                    f"the keys are {listed}",
                )
            elif key in found:
                self.wrong(key_node, f"键 {key} 重复", f"key {key} stands twice")
            else:
                found[key] = value
        return found

    def items(self, node: yaml.Node | None) -> Iterator[yaml.Node]:
        """Yield the items of a list."""
        if node is None:
            return
        if not isinstance(node, yaml.SequenceNode):
            self.wrong(node, "这里应是列表", "a list is expected here", "写成 [甲, 乙]", "write [a, b]")
            return
        yield from node.value

    def text(self, node: yaml.Node | None, default: str = "") -> str:
        """Return a scalar's text."""
        if node is None:
            return default
        if not isinstance(node, yaml.ScalarNode) or node.tag == "tag:yaml.org,2002:null":
            self.wrong(node, "这里应是一段文字", "a text is expected here")
            return default
        return str(node.value)

    def texts(self, node: yaml.Node | None) -> tuple[str, ...]:
        """Return a list of scalars."""
        return tuple(self.text(item) for item in self.items(node))

    def flag(self, node: yaml.Node | None, default: bool) -> bool:
        """Return true or false."""
        if node is None:
            return default
        text = self.text(node).lower()
        if text not in ("true", "false"):
            self.wrong(node, "这里应为 true 或 false", "true or false is expected here")
            return default
        return text == "true"

    def whole(self, node: yaml.Node) -> int:
        """Return a whole number from 0 to 12: decimals to show."""
        text = self.text(node)
        if not text.isdecimal() or int(text) > 12:
            self.wrong(node, f"小数位数 {text} 应为 0 到 12 的整数", f"{text} is no number of decimals (0 to 12)")
            return 2
        return int(text)

    def named(self, node: yaml.Node | None) -> Text | None:
        """Return a text, or a ``{zh, en}`` pair."""
        if node is None:
            return None
        if isinstance(node, yaml.ScalarNode):
            return Text.of(self.text(node))
        pair = self.mapping(node, ("zh", "en"))
        if "zh" not in pair:
            self.wrong(node, "缺少 zh", "zh is missing", "写成 {zh: 标题, en: Title}", "write {zh: 标题, en: Title}")
            return None
        zh = self.text(pair["zh"])
        return Text(zh, self.text(pair.get("en"), zh))
