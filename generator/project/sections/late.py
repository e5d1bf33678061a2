"""Sections whose models are imported when a project has them: most projects have one or two of twenty.

A field of the project file names its section's module and model; what the file holds there is validated by that model,
and the errors come back as if it stood in the field itself. The JSON Schema is made with all models in place.
"""

from __future__ import annotations

import importlib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from pydantic import GetCoreSchemaHandler, TypeAdapter, ValidationError
from pydantic_core import CoreSchema, PydanticCustomError, core_schema

from generator.project.node import Node

#: The kind of error under which a section's own errors travel.
SECTION = "section"


@dataclass(frozen=True, slots=True)
class Late:
    """A section's model by name; ``many`` where the section is a list of them."""

    module: str
    model: str
    many: bool = False

    @property
    def kind(self) -> Any:
        """The type that the section has: its model, or a list of it."""
        model: Any = getattr(importlib.import_module(f"generator.project.sections.{self.module}"), self.model)
        return list.__class_getitem__(model) if self.many else model

    def __get_pydantic_core_schema__(self, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        """Validate with the section's model, imported now."""
        return core_schema.no_info_plain_validator_function(self._validated)

    def _validated(self, value: Any) -> Any:
        if value is None and not self.many:
            return None
        if isinstance(value, Node) or (self.many and isinstance(value, list) and not value):
            return value
        try:
            return TypeAdapter(self.kind).validate_python(value)
        except ValidationError as wrong:
            errors = wrong.errors(include_url=False)
            raise PydanticCustomError(SECTION, "the section has errors", {"errors": errors}) from wrong


def flattened(errors: list[Any]) -> Iterator[dict[str, Any]]:
    """Yield errors with those of sections in their places, each with its whole location."""
    for error in errors:
        if error["type"] != SECTION:
            yield dict(error)
            continue
        for inner in error["ctx"]["errors"]:
            yield {**inner, "loc": (*error["loc"], *inner["loc"])}


def late_of(metadata: Any) -> Late | None:
    """Return what a field's metadata say of its section."""
    return next((one for one in metadata if isinstance(one, Late)), None)
