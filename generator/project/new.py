"""A new project: files that load cleanly and build at once as a draft in which every placeholder is marked."""

from __future__ import annotations

import json
import re
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path

from generator.base.findings import Finding, Outcome, Position
from generator.base.resources import template_root
from generator.project import faults
from generator.project.node import Placed
from generator.project.schema import SCHEMA_FILE, json_schema
from generator.project.suggestions import listing, nearest
from generator.project.workspace import MARKER, PROJECT_FILE, find_workspace
from generator.project.yaml_reader import read_yaml

#: Values that are looked up in data sets: they must be real ones, and the file says that they are to be replaced.
_REGION = "湖南"
_FUELS = "cn-fuels-gbt32151.22-2024"

_YEARS = (2022, 2023, 2024)
_EXAMPLE_ROWS = (("天然气", "1.0", "万Nm3"), ("柴油", "0.5", "t"), ("外购电力", "10", "万kWh"))

_WORKSPACE = """\
# A Tanwen workspace: clients under projects/, own templates under templates/, builds under output/.
[workspace]
name = "{name}"
"""


def scaffold(template: str, folder: Path, workspace: Path | None = None) -> Outcome[tuple[Path, ...]]:
    """Write a new project into ``folder``.

    Args:
        template: the type of its first document, for example ``ghg-inventory-report``.
        folder: where project.yaml will stand; made when it is not there.
        workspace: the workspace around it; found from the folder upwards when left out. Where there is none, a
            ``tanwen.toml`` is written: above ``projects/`` when the folder stands in one, else in the folder itself.

    Returns:
        The files written, or a finding and nothing written: for a type that does not exist, or a project that does.
    """
    root = folder.resolve()
    around = workspace.resolve() if workspace else find_workspace(root)
    found = _versions(template, around)
    if not found:
        return Outcome(None, (_no_template(template, around),))
    if (root / PROJECT_FILE).exists():
        zh, en = f"{folder} 中已有 {PROJECT_FILE}", f"{folder} has a {PROJECT_FILE} already"
        hint_zh, hint_en = "换一个文件夹", "choose another folder"
        at = Position(str(folder / PROJECT_FILE))
        return Outcome(None, (faults.EXISTS.at(at, zh, en, hint_zh=hint_zh, hint_en=hint_en),))
    version = max(found, key=_version_key)
    written = {root / name: text for name, text in _texts(template, version, found[version], root.name).items()}
    if not (around / MARKER).is_file():
        base = workspace.resolve() if workspace else root.parent.parent if root.parent.name == "projects" else root
        written[base / MARKER] = _WORKSPACE.format(name=_slug(base.name))
    try:
        for file, text in written.items():
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(text, encoding="utf-8", newline="\n")
    except OSError as error:
        zh, en = f"无法写入：{error.strerror}", f"cannot be written: {error.strerror}"
        return Outcome(None, (faults.UNREADABLE.at(Position(str(error.filename or folder)), zh, en),))
    return Outcome(tuple(sorted(written)))


def _texts(template: str, version: str, folder: Path, name: str) -> dict[str, str]:
    own = files("generator.project") / "starter" / template
    if own.is_dir():
        return _own_texts(own, {"id": _slug(name), "region": _REGION, "template": template, "version": version})
    document = f"{template}-{_YEARS[-1]}"
    starter = (files("generator.project") / "starter" / PROJECT_FILE).read_text(encoding="utf-8")
    values = {
        "id": _slug(name),
        "region": _REGION,
        "fuels": _FUELS,
        "document": document,
        "template": template,
        "version": version,
    }
    texts = {
        PROJECT_FILE: _filled(starter, values),
        SCHEMA_FILE: _schema_text(),
        "data/energy.csv": _example_table(),
    }
    for slot, prompt in _slots(folder):
        texts[f"content/{document}/{slot}.md"] = f"<!-- 待写（注释之外写正文）：{prompt} -->\n"
    return texts


def _own_texts(starter: Traversable, values: dict[str, str]) -> dict[str, str]:
    """Return the files of a type that has a starter of its own."""
    texts = {SCHEMA_FILE: _schema_text()}
    folders = [("", starter)]
    while folders:
        before, folder = folders.pop()
        for one in folder.iterdir():
            if one.is_dir():
                folders.append((f"{before}{one.name}/", one))
            else:
                texts[before + one.name] = _filled(one.read_text(encoding="utf-8"), values)
    return texts


def _filled(text: str, values: dict[str, str]) -> str:
    for key, value in values.items():
        text = text.replace(f"{{{key}}}", value)
    return text


def _schema_text() -> str:
    return json.dumps(json_schema(), ensure_ascii=False, indent=1) + "\n"


def _example_table() -> str:
    lines = ["月份,能源品种,用量,单位,凭证,备注"]
    for year in _YEARS:
        for month in range(1, 13):
            lines += [f"{year}-{month:02d},{name},{value},{unit},,示例数据" for name, value, unit in _EXAMPLE_ROWS]
    # The byte-order mark lets a spreadsheet open the Chinese text as it is.
    return "\ufeff" + "\n".join(lines) + "\n"


def _versions(template: str, workspace: Path) -> dict[str, Path]:
    """Map the versions of a template type to their folders; a workspace's own come before those carried along."""
    found: dict[str, Path] = {}
    if not re.fullmatch(r"[a-z0-9][a-z0-9-]*", template):
        return found
    for root in (template_root(), workspace / "templates"):
        for file in sorted((root / template).glob("*/template.yaml")):
            found[file.parent.name] = file.parent
    return found


def _version_key(version: str) -> tuple[int, ...]:
    return tuple(int(part) for part in re.findall(r"\d+", version))


def _slots(folder: Path) -> list[tuple[str, str]]:
    """Return the author slots that a template declares, with their prompts."""
    read = read_yaml(folder / "template.yaml", "template.yaml").value
    declared = read.get("slots") if isinstance(read, Placed) else None
    slots = []
    for slot in declared if isinstance(declared, list) else []:
        if isinstance(slot, Placed) and re.fullmatch(r"[a-z0-9][a-z0-9-]*", str(slot.get("id", ""))):
            prompt = slot.get("prompt")
            text = prompt.get("zh", "") if isinstance(prompt, Placed) else prompt
            slots.append((str(slot["id"]), str(text or "").replace("--", "—")))
    return slots


def _no_template(template: str, workspace: Path) -> Finding:
    known = sorted(
        {f.parent.parent.name for r in (template_root(), workspace / "templates") for f in r.glob("*/*/template.yaml")}
    )
    near = nearest(template, known)
    hint_zh, hint_en = f"可用：{listing(known)}", f"available: {listing(known)}"
    if near:
        hint_zh, hint_en = f"是否应为 {near}？{hint_zh}", f"did you mean {near}? {hint_en}"
    zh, en = f"没有文件类型“{template}”", f"there is no document type {template!r}"
    return faults.UNKNOWN_ID.at(Position(template), zh, en, hint_zh=hint_zh, hint_en=hint_en)


def _slug(name: str) -> str:
    return re.sub(r"[^a-z0-9.-]+", "-", name.lower()).strip("-.") or "client"
