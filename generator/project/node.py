"""What every mapping of a project file is: a typed node that knows where it and each of its keys were written."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import TYPE_CHECKING, Annotated, Any

from pydantic import (
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    GetJsonSchemaHandler,
    PrivateAttr,
    StringConstraints,
    model_validator,
)
from pydantic.json_schema import JsonSchemaValue
from pydantic_core import CoreSchema, PydanticCustomError

from generator.base.findings import Finding, Position
from generator.base.text import Text
from generator.base.units import UnitError, parse_unit

if TYPE_CHECKING:
    from generator.project.models import ProjectFile

#: Keys under which a plain ``dict`` may carry positions; the loader itself hands over :class:`Placed` mappings.
AT = "\x00at"
PLACES = "\x00places"

_NOWHERE = Position("")
_LARGEST_POWER = 40


class Placed(dict[str, Any]):
    """A mapping as read: ``at`` is its start, ``places`` where each value and ``keys_at`` where each key stands.

    ``places`` also holds the parts of a value one level down: ``values.2024`` of a mapping, ``years.0`` of a list.
    """

    __slots__ = ("at", "keys_at", "places")

    def __init__(self, at: Position) -> None:
        super().__init__()
        self.at = at
        self.places: dict[str, Position] = {}
        self.keys_at: dict[str, Position] = {}

    def copied(self) -> Placed:
        """Return a mapping of its own with the same values and places."""
        other = Placed(self.at)
        other.update(self)
        other.places, other.keys_at = dict(self.places), dict(self.keys_at)
        return other


class PlacedList(list[Any]):
    """A list as read: ``at`` is its start, ``places`` where each item stands."""

    __slots__ = ("at", "places")

    def __init__(self, at: Position) -> None:
        super().__init__()
        self.at = at
        self.places: list[Position] = []


def wrong(kind: str, zh: str, en: str) -> PydanticCustomError:
    """Return an error for a validator to raise, worded in both languages; ``kind`` names the rule's cause."""
    # Braces are the formatting characters of the message template: the wording goes in as a value.
    return PydanticCustomError(kind, "{en}", {"zh": zh, "en": en})


class Node(BaseModel):
    """A mapping in a project file."""

    model_config = ConfigDict(
        extra="forbid",
        frozen=True,
        arbitrary_types_allowed=True,
        coerce_numbers_to_str=True,
        defer_build=True,  # a project that comes from the cache needs no validator
    )

    _at: Position = PrivateAttr(default=_NOWHERE)
    _places: Mapping[str, Position] = PrivateAttr(default_factory=dict)

    @model_validator(mode="wrap")
    @classmethod
    def _keep_places(cls, data: Any, handler: Any) -> Any:
        if isinstance(data, Placed):
            node = handler(data)
            at, places = data.at, data.places
        elif isinstance(data, dict):
            at, places = data.get(AT, _NOWHERE), data.get(PLACES, {})
            node = handler({k: v for k, v in data.items() if k not in (AT, PLACES)})
        else:
            return handler(data)
        object.__setattr__(node, "__pydantic_private__", {"_at": at, "_places": places})
        _bounded(node)
        _no_truth(node, data)
        return node

    @property
    def at(self) -> Position:
        """Where this mapping starts."""
        return self._at

    def place(self, key: str) -> Position:
        """Where the value of ``key`` was written, or this mapping when the key was left out.

        A part of a value has the key ``values.2024`` (of a mapping) or ``sources.0`` (of a list).
        """
        if key in self._places:
            return self._places[key]
        return self._places.get(key.partition(".")[0], self._at)


class Section(Node):
    """A part of the project file that a calculation reads; it may stand in a file of its own."""

    def contradictions(self, file: ProjectFile) -> Iterable[Finding]:
        """Yield what its parts say against each other or against the rest of the file, each at its place.

        Units, ranges and keys are said by the fields; here is what takes two of them: ids that must exist, weights that
        must sum to one, years in order.
        """
        return ()


def _bounded(node: Node) -> None:
    """Refuse a number in quotes that the reader did not bound: 1e999999999 would fill the memory."""
    for key, value in node.__dict__.items():
        for number in value.values() if isinstance(value, dict) else (value,):
            if isinstance(number, Decimal) and number and abs(number.adjusted()) > _LARGEST_POWER:
                raise wrong("range", f"“{key}”的数值超出范围", f"the number of {key} is out of range")


def _no_truth(node: Node, data: Mapping[str, Any]) -> None:
    """Refuse yes and no where a number is asked for: they would count as 1 and 0."""
    for key, value in data.items():
        taken = node.__dict__.get(key)
        wrongly = isinstance(value, bool) and isinstance(taken, (int, Decimal)) and not isinstance(taken, bool)
        if not wrongly and isinstance(value, dict) and isinstance(taken, dict):
            wrongly = any(isinstance(one, bool) and not isinstance(taken.get(k), bool) for k, one in value.items())
        if wrongly:
            raise PydanticCustomError(
                "truth", "{en}", {"zh": f"“{key}”应为数值", "en": f"{key} must be a number", "key": key}
            )


def _shorthand(schema: CoreSchema, handler: GetJsonSchemaHandler, text: dict[str, Any]) -> JsonSchemaValue:
    written = handler.resolve_ref_schema(handler(schema))
    full = dict(written)
    written.clear()
    written.update({"description": full.pop("description", ""), "anyOf": [text, full]})
    return written


class Names(Node):
    """A name or sentence in Chinese and English: plain text, or a mapping with ``zh`` and ``en``."""

    zh: Annotated[str, StringConstraints(strip_whitespace=True, min_length=1)]
    en: str = ""

    @model_validator(mode="before")
    @classmethod
    def _from_text(cls, data: Any) -> Any:
        return {"zh": data} if isinstance(data, str) else data

    @classmethod
    def __get_pydantic_json_schema__(cls, schema: CoreSchema, handler: GetJsonSchemaHandler) -> JsonSchemaValue:
        """Allow the plain text in editors too."""
        return _shorthand(schema, handler, {"type": "string", "minLength": 1})

    @property
    def text(self) -> Text:
        """The name as a text in two languages."""
        return Text(self.zh, self.en or self.zh)

    def __str__(self) -> str:
        return self.zh


def _unit(value: object) -> object:
    # A bare number would become text after this check: ``unit: 1`` is the unit of a pure number, ``unit: -1`` is none.
    if isinstance(value, (int, Decimal)) and not isinstance(value, bool):
        value = str(value)
    if isinstance(value, str):
        try:
            parse_unit(str(value))
        except UnitError as error:
            raise wrong("unit", f"单位“{value}”无法识别", str(error)) from error
    return value


#: Ids name files too: as long as every file system and every suffix allows.
Slug = Annotated[
    str,
    Field(pattern=r"^[a-z0-9][a-z0-9.-]*$", max_length=100, description="lower-case letters, digits, hyphens"),
]
Year = Annotated[int, Field(ge=1990, le=2100)]
UnitText = Annotated[str, BeforeValidator(_unit), Field(description="a unit, such as t, kWh, 10^4 Nm3, tCO2/MWh")]

# A unit that starts with a digit (10^4 Nm3) stands apart from the number; any other may follow it at once (8%).
_AMOUNT = re.compile(
    r"^\s*(?P<value>[-+]?(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?)(?P<unit>\s*[^\s\d,.].*|\s+\d.*)?\s*$", re.ASCII
)


class Amount(Node):
    """A number with its unit: ``4120 tCO2e`` or ``{value: 4120, unit: tCO2e}``."""

    value: Decimal
    unit: UnitText

    @model_validator(mode="before")
    @classmethod
    def _from_text(cls, data: Any) -> Any:
        if isinstance(data, (int, Decimal)) and not isinstance(data, bool):
            raise wrong("unit_missing", f"数值 {data} 缺少单位", f"{data} has no unit")
        if isinstance(data, str):
            found = _AMOUNT.match(data)
            if not found:
                raise wrong("amount", f"“{data}”不是带单位的数值", f"{data!r} is not a number with a unit")
            if not found["unit"]:
                raise wrong("unit_missing", f"数值 {data} 缺少单位", f"{data} has no unit")
            return {"value": Decimal(found["value"].replace(",", "")), "unit": found["unit"].strip()}
        return data

    @classmethod
    def __get_pydantic_json_schema__(cls, schema: CoreSchema, handler: GetJsonSchemaHandler) -> JsonSchemaValue:
        """Allow the text form in editors too."""
        pattern = r"^\s*[-+]?\d[\d,]*(\.\d+)?\s*\S.*$"
        return _shorthand(schema, handler, {"type": "string", "pattern": pattern, "examples": ["4120 tCO2e"]})
