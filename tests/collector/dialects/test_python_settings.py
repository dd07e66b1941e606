"""What a Python settings file assigns, told without running it."""

from __future__ import annotations

import re

import pytest

from feeds.collector.dialects._python_settings import load, pick
from feeds.model import BadSettings


@pytest.mark.parametrize(
    ("code", "value"),
    [
        ("A = 'x'", "x"),
        ("A = 'x' 'y'", "xy"),
        ("A = -1", -1),
        ("A = 1 + 2", 3),
        ("A = [1] + [True]", [1, True]),
        ("A = (1,) + (None,)", (1, None)),
        ("A = {'a': (1, {2: 'b'})}", {"a": (1, {2: "b"})}),
        ("B = 'x'\nA = B + 'y'", "xy"),
        ("B = A = 1.5", 1.5),
        ("A: str = 'x'", "x"),
        ("A = 'x'\nA += 'y'", "xy"),
        ("A = '\\d'", "\\d"),
    ],
)
def test_literals(code: str, value: object) -> None:
    """Texts, numbers, lists, tuples, dicts, names of those and sums of those are what they say."""
    assert load(code.encode(), "conf.py").values["A"] == value


@pytest.mark.parametrize(
    "code",
    [
        "A = f''",
        "A = b'x'",
        "A = print('run')",
        "A = B",
        "A = {**B}",
        "A = {(1,): 2}",
        "A = 'x' + 1",
        "A = 'x' * 9",
        "A, B = 1, 2",
        "A[0] = 1",
        "A = 'y'\nif 1:\n    A = 'x'",
        "A = 'y'\ntry:\n    A = 'x'\nexcept X:\n    pass",
        "A = 'y'\nfor A in (): pass",
        "A = 'y'\nA += X",
        "A = '0123456789'\n" + "A = A + A\n" * 40,
    ],
)
def test_code(code: str) -> None:
    """Whatever only a run would tell is not known, and the line is; a value before it does not count."""
    found = load(code.encode(), "conf.py")
    assert "A" not in found.values
    assert found.unknown["A"].startswith("conf.py:")
    with pytest.raises(BadSettings, match=r"conf\.py:\d+: A decides the URLs"):
        found.require("B", "A") if "B" not in found.unknown else found.require("A")


def test_what_is_only_declared() -> None:
    """A name without a value, and what another statement does, change nothing."""
    assert load(b"A: int\nimport os\ndel A\nA -= 1\nprint(A)", "conf.py").values == {}


@pytest.mark.parametrize("code", [b"A = (", b"A = '\xff'", b"A = \0", b"A = " + b"-" * 99_999 + b"1"])
def test_no_python(code: bytes) -> None:
    """What is no Python, or too deep, stops the run and names the file."""
    with pytest.raises(BadSettings, match=re.escape("conf.py:")):
        load(code, "conf.py")


def test_kinds_of_settings() -> None:
    """A setting of another kind than is wanted counts as none."""
    found = load(b"T = ' a  b '\nL = ['x', 1]\nN = True\nD = {1: 2}", "conf.py")
    assert (found.text("T"), found.text("L"), found.text("nothing")) == ("a b", None, None)
    assert (found.texts("L"), found.texts("T", ("u",))) == (("x",), ("u",))
    assert (found.number("N"), found.flag("N", usual=False), found.flag("X", usual=True)) == (
        None,
        True,
        True,
    )
    assert (found.mapping("D"), found.mapping("T")) == ({1: 2}, {})


def test_pick() -> None:
    """Of a setting for each language that of the language counts, else the first."""
    assert (pick("x", "en"), pick({"de": "d", "en": "e"}, "en"), pick({"de": "d"}, "en")) == ("x", "e", "d")
    assert pick({}, "en") is None
