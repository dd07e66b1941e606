"""What patterns.py promises: what is compiled later is found out now, and does what a pattern does."""

from __future__ import annotations

import pkgutil
import re
from collections.abc import Iterator
from importlib import import_module

import pytest

import feeds
from feeds import patterns
from feeds.patterns import compile_later


def test_as_a_pattern() -> None:
    """It has whatever the pattern has, the second time too."""
    later = compile_later(r"(?P<word>[a-z]+)", re.IGNORECASE)
    for _ in range(2):
        found = later.search("1 Abc")
        assert found is not None
        assert found["word"] == "Abc"
        assert later.sub("x", "1 Abc") == "1 x"
    assert (later.pattern, later.groups) == (r"(?P<word>[a-z]+)", 1)
    assert compile_later(rb"a").match(b"a") is not None


def test_compiled_when_asked() -> None:
    """Nothing is compiled before somebody asks; then what is wrong is raised as ever."""
    wrong = compile_later("(")
    for _ in range(2):
        with pytest.raises(re.error):
            wrong.match("")
    with pytest.raises(AttributeError):
        compile_later("a").nothing  # type: ignore[attr-defined] # noqa: B018


def waiting() -> Iterator[tuple[str, re.Pattern[str] | re.Pattern[bytes]]]:
    """Yield all that are compiled later, with the names of their modules."""
    for module in pkgutil.walk_packages(feeds.__path__, "feeds."):
        code = import_module(module.name)
        for value in vars(code).values():
            for one in value.values() if isinstance(value, dict) else (value,):
                if isinstance(one, patterns._Later):
                    yield module.name, one  # type: ignore[misc] # it stands for one


def test_all_are_right() -> None:
    """A pattern that is wrong is found out here, and not by whoever needs it first."""
    found = list(waiting())
    assert len(found) > 50
    for name, one in found:
        assert one.groups >= 0, name
