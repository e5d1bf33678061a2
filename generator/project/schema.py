"""The JSON Schema of ``project.yaml``, made from the models: editors complete and check a project with it."""

from __future__ import annotations

from typing import Any

from pydantic import Field, create_model

from generator.project.models import DRAFTING, DraftingFile, ProjectFile
from generator.project.sections.late import late_of

#: Where a new project keeps its copy, relative to the project's folder.
SCHEMA_FILE = ".tanwen/project.schema.json"
DIALECT = "https://json-schema.org/draft/2020-12/schema"


def json_schema() -> dict[str, Any]:
    """Return the schema (draft 2020-12) with the descriptions of all keys and the short forms of names and amounts."""
    made = _whole().model_json_schema(mode="validation")
    made.pop("description", None)
    # A project that only drafts a standard has no years, criteria or duties: they are asked for where more stands.
    needless = [key for key in made["required"] if not DraftingFile.model_fields[key].is_required()]
    made["required"] = [key for key in made["required"] if key not in needless]
    made |= {"if": {"propertyNames": {"enum": sorted(DRAFTING)}}, "else": {"required": needless}}
    return {
        "$schema": DIALECT,
        "title": "project.yaml",
        "description": "A Tanwen project: who, where, when, by which criteria, from which data, which documents.",
        **{k: _tidy(v) for k, v in made.items() if k != "title"},
    }


def _whole() -> type[ProjectFile]:
    """Return the project file's model with every section's model in place."""
    fields: dict[str, Any] = {}
    for name, field in ProjectFile.model_fields.items():
        if (late := late_of(field.metadata)) is not None:
            kind = late.kind if late.many else late.kind | None
            empty = {"default_factory": list} if late.many else {"default": None}
            fields[name] = (kind, Field(description=field.description, **empty))
    return create_model("ProjectFile", __base__=ProjectFile, **fields)


def section_schema(section: str) -> dict[str, Any] | None:
    """Return the schema of a section in a file of its own (``region.yaml``), or ``None`` where there is none such."""
    whole = json_schema()
    own = whole["properties"].get(section)
    if own is None:
        return None
    # an optional section may be nothing in project.yaml; in its own file it is there
    kinds = [kind for kind in own.get("anyOf", [own]) if kind.get("type") != "null"]
    shown = kinds[0] if len(kinds) == 1 else {"anyOf": kinds}
    return {"$schema": DIALECT, "title": f"{section}.yaml", **shown, "$defs": whole["$defs"]}


def _tidy(part: Any) -> Any:
    """Drop the titles that pydantic derives from names: editors would show them instead of the descriptions."""
    if isinstance(part, dict):
        named = part.get("properties") if isinstance(part.get("properties"), dict) else None
        kept = {k: _tidy(v) for k, v in part.items() if k != "title" or not isinstance(v, str)}
        if named is not None:
            kept["properties"] = {name: _tidy(value) for name, value in named.items()}
        return kept
    return [_tidy(item) for item in part] if isinstance(part, list) else part
