from __future__ import annotations

import pkgutil
from collections import Counter
from importlib import import_module

from feeds.validator import modules as package
from feeds.validator.formats import modules
from feeds.validator.shape import Module


def records() -> list[Module]:
    """Return every record of every file, also of one that another hides."""
    found: list[Module] = []
    for file in pkgutil.iter_modules(package.__path__):
        code = import_module(f"{package.__name__}.{file.name}")
        found += [*getattr(code, "MODULES", ()), *filter(None, [getattr(code, "MODULE", None)])]
    return found


def test_a_namespace_has_one_module() -> None:
    """Two would hide each other, by the order of their files."""
    claimed = Counter(namespace for module in records() for namespace in (module.namespace, *module.mistaken))
    assert [namespace for namespace, count in claimed.items() if count > 1] == []


def test_a_module_is_found_by_its_namespaces() -> None:
    """Also by those that people write for it."""
    for module in records():
        for namespace in (module.namespace, *module.mistaken):
            assert modules()[namespace] is module


def test_a_module_knows_what_it_counts_and_declares() -> None:
    """What may stand again is an element, and what stands nowhere is a mistake in the table."""
    for module in records():
        known = {*module.feed, *module.entry}
        assert module.many <= known, module.name
        assert known or module.attributes or not module.closed, module.name
