"""Each rule by itself: pairs of what is written and what readers get, in pairs/NAME.txt, and its switch.

`pytest tests/content/readable --regenerate` writes the second halves anew: read the difference.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from feeds.content import readable
from feeds.content.readable.rule import Gate
from feeds.content.readable.rules import NAMES, RULES

PAIRS = Path(__file__).parent / "pairs"
PAIR = re.compile(
    r"^=== (?P<title>[^\n]+)\n(?P<before>.*?)\n(?:--->\n(?P<after>.*?)\n)?(?=^=== |\Z)",
    re.MULTILINE | re.DOTALL,
)


def pairs(name: str) -> list[tuple[str, str, str]]:
    """Return the title of each pair of a rule, what is written, and what becomes of it."""
    text = (PAIRS / f"{name}.txt").read_text("utf-8")
    return [(pair["title"], pair["before"], pair["after"] or "") for pair in PAIR.finditer(text)]


def others(name: str) -> list[str]:
    """Return the rules but for one."""
    return [other for other in NAMES if other != name]


ALL = [(name, *pair) for name in NAMES for pair in pairs(name)]


@pytest.mark.parametrize("name", NAMES)
def test_pairs(name: str, golden: Callable[[Path, bytes], None]) -> None:
    """The rule alone makes of what is written exactly what stands below it."""
    made = "".join(
        f"=== {title}\n{before}\n--->\n{readable.apply(before, off=others(name))}\n"
        for title, before, _ in pairs(name)
    )
    golden(PAIRS / f"{name}.txt", made.encode())


@pytest.mark.parametrize(("name", "title", "before", "after"), ALL, ids=lambda value: str(value)[:40])
def test_switch(name: str, title: str, before: str, after: str) -> None:
    """Without any rule nothing is touched; what one rule has done it does not do again."""
    assert readable.apply(before, off=NAMES) == before
    assert readable.apply(after, off=others(name)) == after


@pytest.mark.parametrize("name", NAMES)
def test_switched_off(name: str) -> None:
    """With all rules but this one at least one of its pairs becomes something else than with all."""
    assert any(readable.apply(before, off=[name]) != readable.apply(before) for _, before, _ in pairs(name))


def test_every_pair_belongs_to_a_rule() -> None:
    """There is a file of pairs for each rule, and none for any other."""
    assert {path.stem for path in PAIRS.iterdir()} == set(NAMES)
    assert len(set(NAMES)) == len(NAMES)


@pytest.mark.parametrize("name", NAMES)
def test_every_rule_is_documented(name: str) -> None:
    """The page about bodies says what each rule does."""
    page = Path(__file__).parents[3] / "docs" / "bodies.md"
    assert f"\n| `{name}` | " in page.read_text("utf-8")


@pytest.mark.parametrize(
    "gate",
    [gate for rule in RULES for gate in rule.gates if gate.words or gate.sign],
    ids=lambda gate: gate.words[0] if gate.words else "sign",
)
@given(data=st.data())
def test_the_words_of_gates(gate: Gate, data: st.DataObject) -> None:
    """Whatever a gate finds holds one of the words, or the sign, that is looked for first."""
    found = gate.pattern.search(data.draw(st.from_regex(gate.pattern)))
    assert found is not None
    assert gate.opens(found[0])


def test_words() -> None:
    """The words by which a body is known to need no rule are those of all gates that have some."""
    assert sorted(readable._WORDS) == sorted(
        {"toc", *(w for rule in RULES for g in rule.gates for w in g.words)}
    )
