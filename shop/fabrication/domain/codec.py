"""Frozen values to plain JSON data and back, for results that outlive the code that made them."""

from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from decimal import Decimal
from enum import StrEnum
from functools import cache
from types import NoneType, UnionType
from typing import Any, Self, Union, get_args, get_origin, get_type_hints

from shop.kernel.money import Money
from shop.kernel.text import Bilingual

NO_TEXT = Bilingual(fr="", en="")


def encode(value: object) -> Any:  # noqa: ANN401 - the shape follows the value
    """Return JSON data: money in cents, decimals as text, lengths as they are."""
    if isinstance(value, Money):
        return value.cents
    if isinstance(value, Decimal):
        return str(value)
    if isinstance(value, StrEnum):
        return value.value
    if isinstance(value, Mapping):
        return {str(key): encode(item) for key, item in value.items()}
    if isinstance(value, tuple | list):
        return [encode(item) for item in value]
    if is_dataclass(value):
        return {field.name: encode(getattr(value, field.name)) for field in fields(value)}
    return value


def decode(kind: Any, data: Any) -> Any:  # noqa: ANN401 - the shape follows the type
    """Rebuild a value of `kind` from what `encode` returned."""
    origin = get_origin(kind)
    if origin is not None:
        return _decode_generic(origin, get_args(kind), data)
    if kind is Money:
        return Money(int(data))
    if kind is Decimal:
        return Decimal(str(data))
    if kind is float:
        return float(data)
    if isinstance(kind, type) and issubclass(kind, StrEnum):
        return kind(data)
    if is_dataclass(kind):
        return _decode_dataclass(kind, data)
    return data


def _decode_generic(origin: Any, arguments: tuple[Any, ...], data: Any) -> Any:  # noqa: ANN401 - as `decode`
    if origin is tuple:
        return tuple(decode(arguments[0], item) for item in data)
    if origin in (UnionType, Union):
        if data is None:
            return None
        candidates = [argument for argument in arguments if argument is not NoneType]
        return decode(candidates[0], data) if len(candidates) == 1 else data
    if isinstance(data, Mapping):
        return {key: decode(arguments[1], item) for key, item in data.items()}
    return data


def _decode_dataclass(kind: Any, data: Mapping[str, Any]) -> Any:  # noqa: ANN401 - as `decode`
    hints = _hints(kind)
    known = {name: decode(hints[name], data[name]) for name in hints if name in data}
    return kind(**known)


@cache
def _hints(kind: type) -> dict[str, Any]:
    hints = get_type_hints(kind)
    return {field.name: hints[field.name] for field in fields(kind) if field.init}


class Data:
    """A frozen dataclass that can be stored as JSON and read again."""

    __slots__ = ()

    def to_data(self) -> dict[str, Any]:
        """Return plain JSON data, the same bytes for the same value."""
        data: dict[str, Any] = encode(self)
        return data

    @classmethod
    def from_data(cls, data: Mapping[str, Any]) -> Self:
        """Rebuild the value; keys that this code does not know are left aside."""
        value: Self = _decode_dataclass(cls, data)
        return value
