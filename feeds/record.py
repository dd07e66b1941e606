"""What all records are made of: values that do not change, with names and types.

They are msgspec's. Python's own dataclasses say the same, but take as long to make the hundred classes of a
run as to read a thousand posts, and ten times as long to make a record.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from typing import Final, TypeVar


@contextmanager
def _without(name: str) -> Iterator[None]:
    """Let nobody find a module until the block is left, unless it is loaded already."""
    if name in sys.modules:
        yield
        return
    sys.modules[name] = None  # type: ignore[assignment] # what is None cannot be imported
    try:
        yield
    finally:
        del sys.modules[name]


# Where it is installed, msgspec takes two words from there that typing has as well: a third of its start.
with _without("typing_extensions"):
    from msgspec import DecodeError, Raw, Struct, convert, field, to_builtins
    from msgspec.json import Decoder, encode
    from msgspec.structs import asdict, astuple, replace

__all__ = [
    "WHOLE_MINUTES", "Raw", "Record", "asdict", "astuple", "field", "iso_dates", "json_of", "json_reader",
    "json_sorted", "moment", "replace",
]  # fmt: skip

_Kind = TypeVar("_Kind")


class Record(Struct, frozen=True):
    """A record. Its class says once more that it is frozen, and `kw_only` where it is built by name."""


def json_of(value: object) -> bytes:
    """Return records, tuples and plain values as JSON.

    Lone surrogates, numbers without end and kinds of text only Python's own writer takes, which needs ten
    times as long.
    """
    try:
        return encode(value)
    except (UnicodeEncodeError, OverflowError, TypeError):
        return json.dumps(value, default=_plain, separators=(",", ":")).encode()


def json_sorted(table: Mapping[str, str]) -> bytes:
    """Return a table as JSON, in the order of its keys.

    Raises:
        UnicodeEncodeError: there is a lone surrogate in it.
    """
    return encode(table, order="sorted")


def _plain(value: object) -> object:
    if isinstance(value, Struct):
        return astuple(value) if value.__struct_config__.array_like else asdict(value)
    return to_builtins(value)


def json_reader(kind: type[_Kind]) -> Callable[[bytes], _Kind]:
    """Return what reads JSON of such a value, and raises ValueError for any other."""
    decode = Decoder(kind).decode

    def read(data: bytes) -> _Kind:
        try:
            return decode(data)
        except DecodeError:
            return convert(json.loads(data), kind)

    return read


WHOLE_MINUTES: Final = 1973
"""Since then each zone is whole minutes off UTC (Monrovia was the last): msgspec says nothing of seconds."""


def iso_dates(dates: Sequence[datetime]) -> list[str]:
    """Return what isoformat() makes of each, for which Python's own needs thirty times as long."""
    if not dates or any(when.year < WHOLE_MINUTES for when in dates):
        return [when.isoformat() for when in dates]
    return encode(dates).decode()[2:-2].replace("Z", "+00:00").split('","')


_EPOCH: Final = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND: Final = timedelta(microseconds=1)


def moment(when: datetime) -> int:
    """Return microseconds since 1970. Unlike `astimezone`, this cannot overflow near year 1."""
    return (when - _EPOCH) // _MICROSECOND
