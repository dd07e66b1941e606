"""The formats and the modules that the validator knows: each a file with one record at its foot."""

from __future__ import annotations

import pkgutil
from collections.abc import Callable, Iterator, Mapping
from datetime import datetime
from functools import cache
from importlib import import_module
from typing import Any, Final, Generic, TypeAlias, TypeVar

from feeds.record import Record, field
from feeds.validator.codes import COMMON
from feeds.validator.findings import Findings, Node
from feeds.validator.shape import Module, Modules

Root = TypeVar("Root")
Rules: TypeAlias = "Callable[[Document[Root], Findings], None]"

JSON: Final = "{}"
"""What stands for the root of every JSON document among the roots."""


class Document(Record, Generic[Root], frozen=True, kw_only=True):
    """What a format's rules get: the root, how many bytes it is of, its URL once published, the time.

    `data` are the bytes that it was read from, where it was read as a whole. What is `alone` is not going to
    be held against other documents: of long lists, nothing has to be remembered for that. In what it is
    `like`, nothing was found.

    `pieces` yields the root's children where the format is read piece by piece: each is gone when
    the next one comes.
    """

    root: Root
    size: int
    url: str | None = None
    now: datetime | None = None
    pieces: Callable[[Findings], Iterator[Node]] | None = None
    data: bytes = b""
    alone: bool = False
    like: bytes = b""


class Schema(Record, frozen=True, kw_only=True):
    """A schema of schemas/: the net under the rules, which say more clearly what is wrong.

    `entries` is the path from the root to the elements of which there are many; the schema takes
    these alone too.
    """

    file: str
    entries: str


class Validator(Record, Generic[Root], frozen=True, kw_only=True):
    """A format: the root elements that it is known by (tag -> kind), its rules and its schema.

    `codes` are those that it alone reports, with what they are of. A format is read piece by piece
    where it `streams`: the elements with these tags, which are children of the root. Where the tag
    does not say enough, it `knows` its own documents.
    """

    roots: Mapping[str, str]
    check: Rules[Root]
    schema: Schema | None = None
    streams: tuple[str, ...] = ()
    knows: Callable[[Root], bool] = lambda _root: True
    codes: Mapping[str, str] = field(default_factory=dict)


@cache
def modules() -> Modules:
    """Return the modules, which come when they are asked for."""
    return Modules(_load_modules)


def _load_modules(prefix: str | None) -> Iterator[Module]:
    """Yield all modules, or those of the file that is named for their prefix, if there is one.

    A file of modules/ has one record, MODULE, or where small ones stand together several, MODULES.
    """
    package = f"{__package__}.modules"
    for name in _module_names(package):
        if prefix is None or name == prefix:
            code = import_module(f"{package}.{name}")
            records: tuple[Module, ...] = getattr(code, "MODULES", ())
            yield from (*records, *filter(None, (getattr(code, "MODULE", None),)))


@cache
def _module_names(package: str) -> tuple[str, ...]:
    return tuple(file.name for file in pkgutil.iter_modules(import_module(package).__path__))


@cache
def codes() -> Mapping[str, str]:
    """Return the codes of all that the validator reports, each with what it is of."""
    found = dict(COMMON)
    for validator in validators().values():
        found |= validator.codes
    for module in modules().values():
        found |= module.codes
    return dict(sorted(found.items()))


# Which file has the record for a root: to find out would take to load them all. Any other root does.
_FILES: Final = {
    "rss": "rss", "feed": "atom", "entry": "atom", "urlset": "sitemap", "sitemapindex": "sitemap",
    "opml": "opml", JSON: "jsonfeed",
}  # fmt: skip


@cache
def validator_of(tag: str) -> Validator[Any] | None:
    """Return the validator of a root element's tag."""
    file = _FILES.get(tag.rpartition("}")[2] if tag != JSON else JSON)
    if file is not None:
        validator: Validator[Any] = import_module(f"{__package__}.{file}").VALIDATOR
        if tag in validator.roots:
            return validator
    return validators().get(tag)


@cache
def validators() -> Mapping[str, Validator[Any]]:
    """Return the validator of each root element's tag."""
    found: dict[str, Validator[Any]] = {}
    for module in pkgutil.iter_modules(import_module(__package__).__path__):
        validator = getattr(import_module(f"{__package__}.{module.name}"), "VALIDATOR", None)
        if validator is not None:
            found |= dict.fromkeys(validator.roots, validator)
    return found
