"""What yamllines.py promises: whatever it reads, it reads as yamlwalk does, and the rest it leaves alone."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from feeds.collector.yamllines import read_lines
from feeds.collector.yamltext import BadMatter, Bare, Spot, Value
from feeds.collector.yamlwalk import Walker

SITES = Path(__file__).parents[3] / "shared" / "sites"

# text -> fields, and the places of their values if the text begins in line 2
READ: dict[str, tuple[str, dict[str, Value], dict[str, Spot]]] = {
    "nothing": ("", {}, {}),
    "blank lines": ("\n\na: 1\n\n\nb: 2\n", {"a": "1", "b": "2"}, {"a": (4, 4), "b": (7, 4)}),
    "no line end": ("a: 1", {"a": "1"}, {"a": (2, 4)}),
    "words": ("title:  Two  words \n", {"title": "Two  words"}, {"title": (2, 9)}),
    "date": ("d: 2020-01-02 03:04:05 +0800\n", {"d": "2020-01-02 03:04:05 +0800"}, {"d": (2, 4)}),
    "URL": ("u: https://example.org/?a=b&c\n", {"u": "https://example.org/?a=b&c"}, {"u": (2, 4)}),
    "signs": (
        'a: x[0] {y} it\'s "so", 50% | > ! & * ?\n',
        {"a": 'x[0] {y} it\'s "so", 50% | > ! & * ?'},
        {"a": (2, 4)},
    ),
    "other letters": ("a: 中文\u3000字\n", {"a": "中文\u3000字"}, {"a": (2, 4)}),
    "nothing there": (
        "a:\nb:  \nc: ~\nd: NULL\n",
        dict.fromkeys("abcd"),
        {"a": (2, 3), "b": (3, 3), "c": (4, 4), "d": (5, 4)},
    ),
    "double quotes": ("a: \"b: # 'c' \"  \n", {"a": "b: # 'c' "}, {"a": (2, 4)}),
    "single quotes": ("a: '\"\\n'\nb: ''\n", {"a": '"\\n', "b": ""}, {"a": (2, 4), "b": (3, 4)}),
    "list in a line": (
        "a: [b c, 'd, e' , \"f\",~]\nb: []\n",
        {"a": ["b c", "d, e", "f", None], "b": []},
        {"a": (2, 4), "b": (3, 4)},
    ),
    "list": (
        "a:\n- b\n-  'c'\n- d, e\nf: g\n",
        {"a": ["b", "c", "d, e"], "f": "g"},
        {"a": (3, 1), "f": (6, 4)},
    ),
    "indented list": (
        "a: \n  - b\n  - null\n\nc:\n",
        {"a": ["b", None], "c": None},
        {"a": (3, 3), "c": (6, 3)},
    ),
    "twice": ("a: 1\nb: 2\na:\n- 3\n", {"a": ["3"], "b": "2"}, {"a": (5, 1), "b": (3, 4)}),
}

# What is left to yamlwalk, although most of it could be read.
LEFT = [
    "a: b: c", "a: b #c", "a: #c", "# c", "a: b\n  c", "a: 'it''s'", 'a: "\\t"', 'a: "b" c', "a: 'b",
    "a: &b c", "a: *b", "a: !b c", "a: |\n  b", "a: >\n  b", "a: @b", "a: %b", "a: `b`", "a: ? b", "a: - b",
    "a: -1", "a: {b: c}", "a: [b: c]", "a: [b, ]", "a: [,]", "a: [b", "a: [[b]]", "a: [b] c", "a: ]", "a:b",
    "a", "a :b", "a\t: b", "a:\tb", "a: b\tc", "a: b\t", " a: b", "a:\n b: c", "a:\n- b: c", "a:\n- - b",
    "a:\n-", "a:\n- b\n  - c", "a:\n  - b\n- c", "a: b\n- c", "a:\n\n- b", "- a", "'a': b", "? a", "null: a",
    "Null: a", "~: a", "<<: a", "中: a", "---", "...", "a: b\n---", "%YAML 1.1", "a: b\r", "a: b\x85c",
    "a: b\u2028c", "a: '\u2029'", "\ufeffa: b", "a: b\ufeff", "a: b\x00", "a: b\x7f", "a: \ufffe", "a: b\n ",
    f"{'k' * 101}: a", f"a: {'b' * 20_000}",
]  # fmt: skip


def typed(value: Value) -> object:
    """Return the value with what it is: Bare and str are equal, but not the same."""
    if isinstance(value, list):
        return [typed(item) for item in value]
    if isinstance(value, dict):
        return [(key, typed(item)) for key, item in value.items()]
    return type(value), value


def check(text: str) -> bool:
    """Hold what is read against what yamlwalk reads; return whether it was read at all."""
    found = read_lines(text, 2)
    if found is None:
        return False
    walker = Walker(text, 2)
    fields = walker.mapping()
    assert typed(found[0]) == typed(fields)
    assert found[1:] == (walker.spots, walker.repeated)
    assert {type(key) for key in (*found[0], *fields)} <= {str}
    return True


@pytest.mark.parametrize(("text", "fields", "spots"), READ.values(), ids=READ)
def test_read(text: str, fields: dict[str, Value], spots: dict[str, Spot]) -> None:
    """Plain lines are read, with the place of each value; so does yamlwalk."""
    found = read_lines(text, 2)
    assert found is not None
    assert found[:2] == (fields, spots)
    assert check(text)


def test_quotes_are_known() -> None:
    """What has no quotes is Bare, in lists too."""
    found = read_lines("a: no\nb: 'no'\nc: [no, 'no']\nd:\n- no\n- \"no\"\n", 1)
    assert found is not None
    assert [isinstance(value, Bare) for value in (found[0]["a"], found[0]["b"])] == [True, False]
    for key in ("c", "d"):
        assert [isinstance(value, Bare) for value in found[0][key] or ()] == [True, False]


def test_repeated() -> None:
    """A key that stands there again is told each time."""
    found = read_lines("a: 1\nb: 2\na: 3\na:\n", 1)
    assert found is not None
    assert found[2] == ["a", "a"]


@pytest.mark.parametrize("text", LEFT)
def test_left(text: str) -> None:
    """What could mean anything else than it says is not read here, wherever it stands."""
    for around in (text, f"x: 1\n{text}", f"{text}\ny: 2\n"):
        assert read_lines(around, 1) is None


PIECES = [
    "", "a", "two words", "a: b", "a:b", "a #b", "a#b", "#", "- ", "-a", "- a", "&a", "*a", "!a", "!!str a",
    "|", ">", "%a", "@a", "`a`", "? a", "?a", ": a", ":a", "a:", "a :b", "a ?b", "~", "null", "nULL",
    "2020-01-02 03:04:05 +0800", "1.10", "0x1F", "no", '"a"', "'a'", '"a', "a'", '"\\n"', '"a" b', "'it''s'",
    "''", "[a, b]", "[a,'b' , \"c\"]", "[]", "[ ]", "[a, ]", "[,]", "[a: b]", "[[a]]", "[a] b", "[a]:",
    "['a'b]", "[~, null]", "[it's, b]", "[-a]", "[?a]", "[a#b]", "[a #b]", "[*a]", "{a: b}", "{", "]", ",a",
    "a, b", "<<", "...", "---", "\\", "a\tb", "a\t", "\xa0a", "a\xa0", "\u3000", "a\x85b", "a\u2028b",
    "\ufeff", "a\ufeff", "\x07", "\x7f", "\ufffe", "\U0001f600", "\ud7ff", "\ue000", "'", '"', "\"'\"",
    "http://example.org/?a", "中文", "\r", "\n", "\n  a", "\n  - a\n  - b", "\n- a", "\n- a: b",
]  # fmt: skip
KEYS = [
    "a",
    "b",
    "title",
    "a-b",
    "_",
    "null",
    "Null",
    "~",
    "<<",
    "no",
    "1",
    "a b",
    "'a'",
    "- a",
    "? a",
    "中",
    "k" * 99,
    "k" * 1030,
]
ENDS = [
    "\n",
    "\n",
    "\n",
    "\n",
    "\n\n",
    " \n",
    "\t\n",
    "\r\n",
    "\r",
    "\x85",
    "\u2028",
    "\n \n",
    "\n# c\n",
    " # c\n",
    "\n---\n",
    "\n...\n",
    "",
]


@st.composite
def yaml(draw: st.DrawFn) -> str:
    """Return lines of YAML, most of them plain, some of them nasty."""
    nasty = st.integers(0, 9).map(lambda number: number == 0)

    def pick(choices: list[str], plain: int) -> str:
        return draw(st.sampled_from(choices if draw(nasty) else choices[:plain]))

    rows = [pick(["", "\n", "\ufeff", "%YAML 1.1\n---\n", "  "], 1)]
    for _ in range(draw(st.integers(0, 5))):
        if draw(st.booleans()):
            rows += [
                pick(KEYS, 5),
                pick([": ", ":  ", ":", " : ", ":\t"], 2),
                draw(st.sampled_from(PIECES)),
                pick(ENDS, 5),
            ]
            continue
        rows += [pick(KEYS, 5), ":", pick(ENDS, 4)]
        indent = draw(st.sampled_from(["", "  ", "    "]))
        for _ in range(draw(st.integers(0, 3))):
            rows += [
                pick([indent, "", " ", "\t"], 1),
                pick(["- ", "-  ", "-", "- - "], 2),
                draw(st.sampled_from(PIECES)),
                pick(ENDS, 4),
            ]
    return "".join(rows)


class TestAnyText:
    """YAML 1.2, section 7.3.3: "The plain (unquoted) style has no identifying indicators"."""

    @settings(max_examples=500)
    @given(yaml())
    def test_lines(self, text: str) -> None:
        """What is read is what yamlwalk reads, places, repeated keys, and quotes included."""
        check(text)

    @given(st.text(st.sampled_from("a:b- \n\t[]{}&*!|>'\"%@`#?,~<=\\0\x85\u2028\ufeff中\x01."), max_size=30))
    def test_signs(self, text: str) -> None:
        """So it is with signs that mean something to YAML, in any order."""
        check(text)
        check(f"a: {text}\n")
        check(f"a: [{text}]\nb: '{text}'\nc: \"{text}\"\nd:\n- {text}\n")

    @given(st.text(st.characters(exclude_categories=["Cs"]), max_size=30))
    def test_letters(self, text: str) -> None:
        """So it is with any characters that UTF-8 can hold."""
        check(f"a: {text}\n")
        check(f"a: [{text}]\nb: '{text}'\nc: \"{text}\"\nd:\n- {text}\n")


def slices() -> Iterator[str]:
    """Yield the YAML of each post of the real sites."""
    fence = re.compile(rb"(?:\xef\xbb\xbf)?---[ \t]*\r?\n(.*?\n)(?:---|\.\.\.)", re.DOTALL)
    for file in sorted(SITES.rglob("*")):
        if file.suffix in {".md", ".mdx", ".markdown", ".html"} and file.is_file():
            match = fence.match(file.read_bytes())
            if match:
                yield match[1].decode("utf-8", "replace").replace("\r\n", "\n")


@pytest.mark.skipif(not SITES.is_dir(), reason="the sites are not at hand")
def test_real_posts() -> None:
    """Each post of the real sites is read as yamlwalk reads it; most of them are read here."""
    read = [check(text) for text in slices()]
    assert len(read) > 4_000
    assert sum(read) > len(read) * 0.6


@pytest.mark.skipif(not SITES.is_dir(), reason="the sites are not at hand")
def test_real_faults() -> None:
    """What yamlwalk refuses in the real sites, cut in the middle of it, is not read here."""
    for text in slices():
        for part in (text[: len(text) // 2], text[len(text) // 3 :]):
            try:
                Walker(part, 2).mapping()
            except BadMatter:
                assert read_lines(part, 2) is None
            else:
                check(part)
