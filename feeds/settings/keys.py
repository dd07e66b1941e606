"""What a table of the settings is made of: keys, each with the check of its value and a default. Pure.

A check takes a value and returns what it becomes. Of one that cannot be it raises ValueError, which says
what to write.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import EllipsisType
from typing import Any, Final, Generic, Self, TypeAlias, TypeVar

T = TypeVar("T")
OneTable = TypeVar("OneTable", bound="Table")
Check: TypeAlias = Callable[[object], T]


class Wrong(ValueError):
    """What is wrong with a value, and the path of the keys and numbers that lead to it."""

    def __init__(self, message: str, *path: str) -> None:
        super().__init__(message)
        self.path = path


class Key(Generic[T]):
    """A key of a table, called as its attribute is, or by a `name` of its own.

    Without a default it has to be written.
    """

    def __init__(self, check: Check[T], default: T | EllipsisType = ..., *, name: str = "") -> None:
        self.check: Final = check
        self.default: Final = default
        self.name = name

    def __set_name__(self, table: type[Table], attribute: str) -> None:
        self.name = self.name or attribute

    def __get__(self, table: Table, kind: type[Table]) -> T:
        value: T = table.written.get(self.name, self.default)
        return value


class Table:
    """A table of the settings: it has the keys that are named, and no others."""

    def __init__(self, written: Mapping[str, Any]) -> None:
        self.written: Final = written

    @classmethod
    def read(cls, value: object) -> Self:
        """Return the table of what is written."""
        if not isinstance(value, dict):
            raise Wrong("must be a table: write it in square brackets on its own line")
        keys = keys_of(cls)
        written = {}
        for name, key in keys.items():
            if name in value:
                none = value[name] is None and key.default is None  # as a generator's settings may say it
                written[name] = None if none else _at(name, key.check, value[name])
            elif key.default is ...:
                raise Wrong("is missing", name)
        for name in value:
            if name not in keys:
                raise Wrong(f"there is no such key; write one of {', '.join(keys)}", str(name))
        return cls(written)


def keys_of(table: type[Table]) -> dict[str, Key[Any]]:
    """Return the keys of a table by their names."""
    return {key.name: key for key in vars(table).values() if isinstance(key, Key)}


def several(table: type[OneTable], name: str) -> Check[tuple[OneTable, ...]]:
    """Return the check of a table of which there may be several: [[name]]."""
    return _listed(table.read, f"may stand several times: write [[{name}]], in double brackets")


def listed(check: Check[T]) -> Check[tuple[T, ...]]:
    """Return the check of a list of such values."""
    return _listed(check, 'must be a list such as ["…"]')


def mapped(names: Check[str], check: Check[T]) -> Check[dict[str, T]]:
    """Return the check of a table with such keys and values."""

    def read(value: object) -> dict[str, T]:
        if not isinstance(value, dict):
            raise Wrong("must be a table")
        return {_at(name, names, name): _at(name, check, inner) for name, inner in value.items()}

    return read


def _listed(check: Check[T], otherwise: str) -> Check[tuple[T, ...]]:
    def read(value: object) -> tuple[T, ...]:
        if not isinstance(value, list):
            raise Wrong(otherwise)
        return tuple(_at(number, check, inner) for number, inner in enumerate(value))

    return read


def _at(place: object, check: Check[T], value: object) -> T:
    """Check a value, and add to what is said of it where it stands."""
    try:
        return check(value)
    except ValueError as error:
        raise Wrong(str(error), str(place), *getattr(error, "path", ())) from None
