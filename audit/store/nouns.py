"""Nouns as plain JSON values and back, exactly: what a run found, kept for the next one.

A noun is the list of its fields in their order, a set the list of its members in order, an exact number
its text.
"""

from collections.abc import Callable, Sequence
from dataclasses import fields, is_dataclass
from decimal import Decimal
from functools import cache
from types import NoneType, UnionType
from typing import Any, Union, get_args, get_origin, get_type_hints

Plain = Any
"""What JSON can hold."""
Maker = Callable[[Plain], Any]
_ALIKE = frozenset({str, int, float, bool, NoneType})
"""Values that are the same in JSON."""


def plain(value: Any) -> Plain:
    """What JSON can hold of a noun, or of a tuple or set of nouns."""
    if type(value) in _ALIKE:
        return value
    if isinstance(value, tuple | list):
        return [plain(one) for one in value]
    if isinstance(value, frozenset):
        return sorted(plain(one) for one in value)
    if isinstance(value, Decimal):
        return str(value)
    kind: Any = type(value)
    return [plain(getattr(value, name)) for name in _names(kind)]


def noun(kind: Any, value: Plain) -> Any:
    """The noun of this kind, such as `Quotation` or `tuple[Quotation, ...]`, with these plain values.

    Raises `TypeError`, `ValueError` or `ArithmeticError` where they are no such noun's.
    """
    return _made(_maker(kind), value)


@cache
def _names(kind: Any) -> tuple[str, ...]:
    return tuple(field.name for field in fields(kind))


def _made(maker: Maker | None, value: Plain) -> Any:
    return value if maker is None or value is None else maker(value)


@cache
def _maker(kind: Any) -> Maker | None:
    """What makes a value of this kind of its plain one; None where the two are the same."""
    origin, inside = get_origin(kind), get_args(kind)
    if is_dataclass(kind):
        return _noun_maker(kind)
    if origin in (Union, UnionType):
        (kind,) = (one for one in inside if one is not NoneType)
        return _maker(kind)
    if origin is tuple and inside[-1] is not ...:
        return _row_maker(tuple, inside)
    if origin in (tuple, frozenset):
        return _many_maker(origin, _maker(inside[0]))
    return Decimal if kind is Decimal else None


def _noun_maker(kind: Any) -> Maker:
    hints = get_type_hints(kind)
    return _row_maker(lambda row: kind(*row), [hints[field.name] for field in fields(kind)])


def _row_maker(made: Callable[[list[Any]], Any], kinds: Sequence[Any]) -> Maker:
    """Most values of a row are the same in JSON: only the others are gone through."""
    makers = [(place, maker) for place, kind in enumerate(kinds) if (maker := _maker(kind))]

    def make(values: Plain) -> Any:
        row = list(values)
        if len(row) != len(kinds):
            raise ValueError(f"{len(row)} values are no row of {len(kinds)}")
        for place, maker in makers:
            if row[place] is not None:
                row[place] = maker(row[place])
        return made(row)

    return make


def _many_maker(made: type, maker: Maker | None) -> Maker:
    if maker is None:
        return made
    return lambda values: made([None if value is None else maker(value) for value in values])
