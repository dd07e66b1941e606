"""What yamlblocks.py promises: whatever it reads, it reads as yamlwalk does, and the rest it leaves alone."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from feeds.collector.frontmatter import load_any_yaml, load_yaml
from feeds.collector.yamlblocks import read_blocks
from feeds.collector.yamltext import BadMatter, Bare, Value
from feeds.collector.yamlwalk import Walker

SITES = Path(__file__).parents[3] / "shared" / "sites"

READ: dict[str, tuple[str, dict[str, Value]]] = {
    "nothing": ("", {}),
    "lines": ("# ours\n\na: 1\n  # more\nb: [c, 'd']\n", {"a": "1", "b": ["c", "d"]}),
    "table": ("a:\n  b: no\n\n  # c\n  c: 'd'\ne: f\n", {"a": {"b": "no", "c": "d"}, "e": "f"}),
    "tables": ("a: \n    b:\n      c: 1\n    d:\n     e: 2\n", {"a": {"b": {"c": "1"}, "d": {"e": "2"}}}),
    "lists": ("a:\n# b\n\n- 1\nb:\n  - 2\nc:\n  d:\n  - 3\n", {"a": ["1"], "b": ["2"], "c": {"d": ["3"]}}),
    "nothing there": ("a:\nb:\n  c:\n", {"a": None, "b": {"c": None}}),
    "twice": ("a: 1\nb: 2\na:\n  c: 3\n  c: 4\n", {"a": {"c": "4"}, "b": "2"}),
}

LEFT = [
    "a:\n a:\na:", "a:\n  b: 1\na: 2", "a:\n  b: 1\na:\n  c: 2",
    "- a", "a: b\n  c: d", "a:\n    b: c\n  d: e", "a:\n  b", "a:\n  - b\n  c: d", "a:\n  b: c\n- d",
    "a:\n  b: c\n  - d", "a:\n  -\n    b: c", "a:\n- b: c", "a:\n- b\n  c: d", "a:\n\tb: c", "a:\n  b:\tc",
    "  a: b", "a:\n  b: c\na:\n  d: e", "a:\n  b: c\na: \n  d: e", "a:\n  b: c\na: d", "'a':\n  b: c",
    "a: ~\n  b: c", "a: >\n  b: c", "a: |\n  # b", "a: 'b\n# c'", "a: b # c", "a: # b\n  c: d", "---\na: b",
    "a: b\n---\nc: d", "a: b\n...\n", "a: &x\n  b: c", "<<:\n  b: c", "# \x85a: b", "# \u2028a: b", "# a\tb",
    "a: b\r\n", "#\ufeff", f"a: {'b' * 20_000}", "\n".join(f"{' ' * depth}a:" for depth in range(12)),
]  # fmt: skip


def typed(value: Value) -> object:
    """Return the value with what it is, and in the order that it has: Bare and str are equal."""
    if isinstance(value, list):
        return [typed(item) for item in value]
    if isinstance(value, dict):
        return [(type(key), key, typed(item)) for key, item in value.items()]
    return type(value), value


def check(text: str) -> bool:
    """Hold what is read against what yamlwalk reads; return whether it was read at all."""
    found = read_blocks(text)
    if found is not None:
        assert typed(found) == typed(Walker(text, 1, alone=False).mapping())
    return found is not None


@pytest.mark.parametrize(("text", "fields"), READ.values(), ids=READ)
def test_read(text: str, fields: dict[str, Value]) -> None:
    """Plain tables are read; so does yamlwalk."""
    assert read_blocks(text) == fields
    assert check(text)
    assert load_yaml(text) == fields
    assert load_any_yaml(text) == (fields or None)


def test_quotes_are_known() -> None:
    """What has no quotes is Bare."""
    found = read_blocks("a:\n  b: no\n  c: 'no'\n")
    assert found is not None
    assert typed(found["a"]) == [(str, "b", (Bare, "no")), (str, "c", (str, "no"))]


@pytest.mark.parametrize("text", LEFT)
def test_left(text: str) -> None:
    """What is not plain is not read here, wherever it stands."""
    for around in (text, f"x: 1\n{text}", f"{text}\ny: 2\n"):
        if not (around != text and text.startswith("---")):
            assert read_blocks(around) is None


ROWS = st.lists(
    st.tuples(
        st.sampled_from([0, 0, 0, 1, 2, 2, 2, 4, 4]),
        st.sampled_from(
            ["a:", "b:", "c: ", "a: 1", "d: 'x # y'", "- e", "- 'f'", "# g", "#", "", "[]", "h", "i: >", "-",
             "k: [l, m]", "- n: o", "p: ~", "q: r # s", "---", "t: |"]
        ),
    ),
    max_size=9,
)  # fmt: skip


@given(rows=ROWS)
@settings(max_examples=1_500)
def test_as_yamlwalk_reads_it(rows: list[tuple[int, str]]) -> None:
    """Whatever is read is what yamlwalk reads; nothing is that it refuses."""
    check("\n".join(" " * indent + row for indent, row in rows))


@pytest.mark.skipif(not SITES.is_dir(), reason="the sites are not at hand")
def test_real_settings() -> None:
    """The settings of the real sites are read as yamlwalk reads them; some of them are read here."""
    read = 0
    for file in SITES.rglob("*.y*ml"):
        text = file.read_text("utf-8-sig", "replace")
        try:
            Walker(text, 1, alone=False).mapping()
        except BadMatter:
            assert not read_blocks(text)
        else:
            read += check(text)
    assert read
