"""The formats that the validator knows: each module of this package with a record at its foot."""

from __future__ import annotations

import pkgutil
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from importlib import import_module
from typing import TypeAlias

from feeds.validator.findings import Findings, Node

Rules: TypeAlias = "Callable[[Document, Findings], None]"


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """What a format's rules get: the tree, how long its bytes are, and its URL once published."""

    root: Node
    size: int
    url: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Validator:
    """A format: the root elements that it is known by (tag -> kind), its rules and its schema.

    The schema is a file of schemas/. It is the net under the rules, which say more clearly what is
    wrong. `entries` is the path from the root to the elements of which there are many; the schema
    takes these alone too.
    """

    roots: Mapping[str, str]
    entries: str
    schema: str
    check: Rules


@cache
def validators() -> Mapping[str, Validator]:
    """Return the validator of each root element's tag."""
    found: dict[str, Validator] = {}
    for module in pkgutil.iter_modules(import_module(__package__).__path__):
        validator = getattr(import_module(f"{__package__}.{module.name}"), "VALIDATOR", None)
        if validator is not None:
            found |= dict.fromkeys(validator.roots, validator)
    return found
