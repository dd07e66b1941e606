"""What yamlwalk.py promises: every scalar keeps its text, and nothing that YAML can do breaks us."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from feeds.collector.yamltext import MAX_DEPTH, MAX_NODES, BadMatter, Bare, Value
from feeds.collector.yamlwalk import Walker


def load(text: str) -> dict[str, Value]:
    """Return the mapping that the text holds, as if it began in line 1."""
    return Walker(text, 1).mapping()


def fault(text: str, line: int = 1) -> BadMatter:
    """Return what is wrong with the text."""
    with pytest.raises(BadMatter) as caught:
        Walker(text, line).mapping()
    return caught.value


BARE = [
    "no", "yes", "on", "off", "true", "False", "1.10", "007", "0o17", "0x1F", "10:00", "1_000", "+1", "1e3",
    ".inf", ".nan", "2026-01-02", "2026-01-02 03:04:05 +0800", "2026-01-02T03:04:05Z", "=", "NO", "nULL",
    "word", "two words", "a#b", "中文", "-x", "?x", ":x", "x:y",
]  # fmt: skip


@pytest.mark.parametrize("text", BARE)
def test_bare_scalar(text: str) -> None:
    """A scalar without quotes keeps every letter, and is known to have had no quotes."""
    value = load(f"a: {text}\n")["a"]
    assert value == text
    assert isinstance(value, Bare)


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("'no'", "no"),
        ('"no"', "no"),
        ("'it''s'", "it's"),
        (r'"a\tb\u4e2d\x41"', "a\tb中A"),
        ("''", ""),
        ('""', ""),
        ("'null'", "null"),
        ("|\n  one\n  two\n", "one\ntwo\n"),
        ("|-\n  one\n  two\n", "one\ntwo"),
        ("|+\n  one\n\n", "one\n\n\n"),
        (">\n  one\n  two\n", "one two\n"),
        (">-\n  one\n\n  two\n", "one\ntwo"),
        ("! no", "no"),
        ("!!str no", "no"),
        ("!!str", ""),
    ],
)
def test_quoted_scalar(written: str, meant: str) -> None:
    """A scalar in quotes or a block is text, whatever it looks like."""
    value = load(f"a: {written}\n")["a"]
    assert value == meant
    assert not isinstance(value, Bare)


@pytest.mark.parametrize("written", ["", "~", "null", "Null", "NULL", "!!null", "&x", "# remark"])
def test_null(written: str) -> None:
    """What is not there, and what YAML calls null, is None."""
    assert load(f"a: {written}\n") == {"a": None}


@pytest.mark.parametrize("written", ["!!int 5", "!!float 5", "!!bool 5", "!!timestamp 5"])
def test_tag_of_yaml(written: str) -> None:
    """A tag of YAML's own does not change the text."""
    value = load(f"a: {written}\n")["a"]
    assert value == "5"
    assert isinstance(value, Bare)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("a: [1, two, [3]]", {"a": ["1", "two", ["3"]]}),
        ("a:\n- 1\n-\n- - 2\n", {"a": ["1", None, ["2"]]}),
        ("a: {b: 1, c: }", {"a": {"b": "1", "c": None}}),
        ("a: []\nb: {}", {"a": [], "b": {}}),
        ("{a: 1}", {"a": "1"}),
        ("? a\n: 1", {"a": "1"}),
        ("~: 1", {"": "1"}),
        ("2026-01-02: 1\n1.10: 2\nno: 3", {"2026-01-02": "1", "1.10": "2", "no": "3"}),
        ("content: 1\nhandler: 2\nself: 3", {"content": "1", "handler": "2", "self": "3"}),
        ("", {}),
        ("# remark\n", {}),
        ("\n\n", {}),
        ("~", {}),
        ("--- \na: 1", {"a": "1"}),
        ("%YAML 1.1\n---\na: 1", {"a": "1"}),
        ("a: one\n  two", {"a": "one two"}),
    ],
)
def test_shapes(text: str, value: Value) -> None:
    """Lists and mappings of every style come out with their texts, keys included."""
    assert load(text) == value


def test_keys_are_text() -> None:
    """A key is only its text, whatever it is written like, so that whoever stores it stores text."""
    fields = load("a: {no: 1}\n'b': 2\n~: 3\n? 1.10\n: 4\n")
    assert {type(key) for key in fields} == {str}
    assert isinstance(fields["a"], dict)
    assert {type(key) for key in fields["a"]} == {str}


def test_value() -> None:
    """A data file may hold a list or one scalar."""
    assert Walker("- a\n- b\n", 1).value() == ["a", "b"]
    assert Walker("a\n", 1).value() == "a"
    assert Walker("", 1).value() is None


@pytest.mark.parametrize("text", ["- a\n- b", "a", "'a'", "[a]", "one\ntwo"])
def test_no_mapping(text: str) -> None:
    """What is read and is no mapping is refused at its first line, with what to write."""
    error = fault(text, line=7)
    assert (error.code, error.line, error.column) == ("front-matter-shape", 7, 1)
    assert "key: value" in str(error)


def test_repeated_keys() -> None:
    """Of a key that stands there twice the last counts, and it is told; further down it is not."""
    walker = Walker("a: 1\nb: 2\na: 3\na: 4\nc: {d: 1, d: 2}\n", 1)
    assert walker.mapping() == {"a": "4", "b": "2", "c": {"d": "2"}}
    assert walker.repeated == ["a", "a"]
    assert walker.spots["a"] == (4, 4)


def test_spots() -> None:
    """Each top-level value has the line and column of the file at which it begins."""
    walker = Walker("a: 1\nlong key:   'x'\nlist:\n  - 1\nmap: {a: 2}\nnone:\n中文: 字\n", 2)
    walker.mapping()
    assert walker.spots == {
        "a": (2, 4),
        "long key": (3, 13),
        "list": (5, 3),
        "map": (6, 6),
        "none": (7, 6),
        "中文": (8, 5),
    }


class TestAnchors:
    """Aliases and merge keys: YAML 1.1's "repeat what stands above"."""

    @pytest.mark.parametrize(
        ("text", "value"),
        [
            ("a: &x 1\nb: *x", {"a": "1", "b": "1"}),
            ("a: &x [1, 2]\nb: [*x, 3]", {"a": ["1", "2"], "b": [["1", "2"], "3"]}),
            ("a: &x {k: v}\nb: *x", {"a": {"k": "v"}, "b": {"k": "v"}}),
            ("a: &x 1\nb: &x 2\nc: *x", {"a": "1", "b": "2", "c": "2"}),
            ("a: &x\nb: *x", {"a": None, "b": None}),
            ("a: &x k\n*x : 1", {"a": "k", "k": "1"}),
        ],
    )
    def test_alias(self, text: str, value: Value) -> None:
        """An alias stands for the value that its anchor names last."""
        assert load(text) == value

    def test_alias_keeps_quotes(self) -> None:
        """What has quotes at its anchor has them where it is repeated."""
        fields = load("a: &x 'no'\nb: *x\nc: &y no\nd: *y")
        assert not isinstance(fields["b"], Bare)
        assert isinstance(fields["d"], Bare)

    @pytest.mark.parametrize(
        ("text", "value"),
        [
            ("b: &b {x: 1, y: 2}\na:\n  <<: *b\n  y: 3", {"x": "1", "y": "3"}),
            ("b: &b {x: 1, y: 2}\na:\n  y: 3\n  <<: *b", {"x": "1", "y": "3"}),
            ("a:\n  <<: {x: 1}\n  <<: {x: 2, z: 3}", {"x": "1", "z": "3"}),
            ("a:\n  <<: word", {"<<": "word"}),
            # yaml.org/type/merge: of a list the earlier ones count
            ("b: &b {x: 1}\nc: &c {x: 2, y: 2}\na:\n  <<: [*b, *c]", {"x": "1", "y": "2"}),
        ],
    )
    def test_merge(self, text: str, value: Value) -> None:
        """A merged mapping lies below the keys beside it, in whatever order they stand."""
        assert load(text)["a"] == value

    def test_merge_at_the_top(self) -> None:
        """Merged top-level keys are read, and are no repetition of those that stand there."""
        walker = Walker("b: &b {title: x, x: 1}\n<<: *b\ntitle: y\n", 1)
        assert walker.mapping() == {"title": "y", "x": "1", "b": {"title": "x", "x": "1"}}
        assert walker.repeated == []

    @pytest.mark.parametrize("text", ["a: *x", "a: [*x, &x 1]", "*x : 1"])
    def test_alias_of_nothing(self, text: str) -> None:
        """An alias without an anchor above it is refused where it stands, with the mend."""
        error = fault(text)
        assert (error.code, error.line, error.column) == ("yaml", 1, text.index("*") + 1)
        assert "quote" in str(error)

    def test_anchor_in_itself(self) -> None:
        """A value that contains itself is refused."""
        assert fault("a: &x [*x]").code == "yaml"

    def test_billion_laughs(self) -> None:
        """Aliases that multiply are refused before they cost anything."""
        rows = ["a0: &a0 [x, x, x, x, x, x, x, x, x]"]
        rows += [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]" for n in range(1, 200)]
        started = time.perf_counter()
        error = fault("\n".join(rows))
        assert time.perf_counter() - started < 2
        assert error.code == "yaml-size"
        assert error.line < 8

    def test_laughs_by_merging(self) -> None:
        """Merged mappings count as what they hold."""
        rows = [f"a0: &a0 {{{', '.join(f'k{n}: 1' for n in range(1000))}}}"]
        rows += [f"m{n}: {{<<: *a0}}" for n in range(200)]
        assert fault("\n".join(rows)).code == "yaml-size"


class TestLimits:
    """What a person writes by hand is small: what is not is refused, at its place."""

    @pytest.mark.parametrize("opening", ["[", "{a: "], ids=["list", "mapping"])
    def test_depth(self, opening: str) -> None:
        """Nesting up to the limit is read, deeper is refused, however deep it is."""
        closing = "]" if opening == "[" else "}"
        for depth in (MAX_DEPTH - 1, MAX_DEPTH):
            load(f"a: {opening * (depth - 1)}{closing * (depth - 1)}")
        for depth in (MAX_DEPTH + 1, 20_000):
            error = fault(f"a: {opening * depth}{closing * depth}")
            assert error.code == "yaml-size"
            assert str(error) == f"nested more than {MAX_DEPTH} levels deep; write it flat"

    def test_nodes(self) -> None:
        """A hundred thousand values are enough."""
        assert fault("a:\n" + "- x\n" * (MAX_NODES + 1)).code == "yaml-size"
        assert len(load("a:\n" + "- x\n" * (MAX_NODES // 2))["a"] or ()) == MAX_NODES // 2

    def test_long_scalar(self) -> None:
        """A long text is one value."""
        assert load(f"a: {'x' * 1_000_000}")["a"] == "x" * 1_000_000


@pytest.mark.parametrize(
    ("text", "tag"),
    [
        ("a: !ruby/object:Foo {}", "!ruby/object:Foo"),
        ("a: !local x", "!local"),
        ("a: !<tag:example.org,2026:x> [y]", "tag:example.org,2026:x"),
    ],
)
def test_tags_are_refused(text: str, tag: str) -> None:
    """A tag that would make an object is never followed; it is named, with its place."""
    error = fault(f"ok: 1\n{text}", line=5)
    assert (error.code, error.line, error.column) == ("yaml-tag", 6, 4)
    assert tag in str(error)


def test_tag_of_python() -> None:
    """What PyYAML would run is a list of texts here."""
    assert load("a: !!python/object/apply:os.system ['true']") == {"a": ["true"]}


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("  title: x\ndate: 2020-01-02", 2),
        ("{title: x}\ndate: 2020-01-02", 2),
        ("title: x\n--- # y\ndate: 2020-01-02", 2),
    ],
    ids=["outdented", "after a flow mapping", "a second document"],
)
def test_nothing_is_lost(text: str, line: int) -> None:
    """Keys behind the first mapping are refused; they are not dropped without a word."""
    error = fault(text)
    assert (error.code, error.line) == ("yaml", line)


# text, line, column, a word of what to write
FAULTS = {
    "tab for indentation": ("a:\n\tb: 1", 2, 1, "not tabs"),
    "tab in a list": ("a:\n- x\n\t- y", 3, 1, "not tabs"),
    "colon in a value": ("title: one: two", 1, 11, "quotes"),
    "leading asterisk": ("title: *bold* text", 1, 13, "* or &"),
    "leading asterisk and sign": ("title: *!", 1, 9, "* or &"),
    "leading ampersand": ("title: & Co", 1, 9, "* or &"),
    "leading at": ("title: @name", 1, 8, "begins with @"),
    "leading backtick": ("title: `code`", 1, 8, "begins with @"),
    "leading percent": ("a: 1\ntitle: %x", 2, 8, "begins with @"),
    "text after a quote": ('title: "one" two', 1, 14, "whole value"),
    "unclosed double quote": ('title: "one\nb: 2\n', 3, 1, "close the quote"),
    "unclosed single quote": ("title: 'one", 1, 12, "close the quote"),
    "unclosed bracket": ("tags: [a, b\nc: d\n", 2, 2, ""),
    "unclosed bracket at the end": ("tags: [a, b", 1, 12, "close the bracket"),
    "key without colon": ("a: 1\nword\n", 3, 1, "key: value"),
    "bad escape": (r'a: "\q"', 1, 5, "backslash"),
    "key in another column": ("a: 1\n b: 2", 2, 3, "quotes"),
    "stray bracket": ("a: ]", 1, 4, "quotes"),
    "list for a key": ("[a]: 1", 1, 1, "word"),
    "mapping for a key": ("{{ a }}: 1", 1, 2, "word"),
    "Jinja for a value": ("a: {{ b }}", 1, 5, "word"),
    "Liquid for a value": ("a: {% b %}", 1, 5, "begins with @"),
}


@pytest.mark.parametrize(("text", "line", "column", "mend"), FAULTS.values(), ids=FAULTS)
def test_faults(text: str, line: int, column: int, mend: str) -> None:
    """What YAML refuses is told with its place in the file and what to write."""
    error = fault(text, line=2)
    assert error.code == "yaml"
    assert (error.line, error.column) == (line + 1, column)
    assert mend in str(error)
    assert ";" in str(error)


@pytest.mark.parametrize("character", ["\x00", "\x01", "\x1b", "\x7f", "\ufffe"])
def test_characters_that_yaml_refuses(character: str) -> None:
    """A control character is refused, not dropped."""
    error = fault(f"a: x{character}y")
    assert error.code == "yaml"
    assert "remove the character" in str(error)


def test_place_of_a_control_character() -> None:
    """A control character is named where it stands."""
    error = fault("a: 1\nb: x\x01y", line=2)
    assert (error.line, error.column) == (3, 5)


@pytest.mark.parametrize("character", ["\x85", "\u2028", "\u2029", "\r"])
def test_lines_are_those_of_the_file(character: str) -> None:
    """Only a line feed ends a line, as for editors and for every tool that shows our messages."""
    walker = Walker(f'a: "x{character}y"\nb: 1\n', 1)
    walker.mapping()
    assert walker.spots["b"] == (2, 4)


@pytest.mark.parametrize("character", ["\x85", "\xa0", "\u200c", "\u2028", "\ufeff", "\U0001f600", "\ue000"])
def test_rare_characters_stay(character: str) -> None:
    """What is allowed stays where it is, in and out of quotes."""
    assert load(f"a: 'x{character}y'")["a"] in {
        f"x{character}y",
        "x y",
        f"x{character}y".replace("\x85", " "),
    }


class TestAnyText:
    """Whatever the text is: a value or a BadMatter with a place in the text, and nothing else."""

    @given(
        st.text(
            alphabet=st.sampled_from("a:b- \n\t[]{}&*!|>'\"%@`#?,~<=\\0\x85\u2028\ufeff中\x01"), max_size=60
        )
    )
    def test_hostile(self, text: str) -> None:
        """Signs that mean something to YAML, in any order."""
        self.check(text)

    @given(st.text(max_size=60))
    def test_random(self, text: str) -> None:
        """Any characters that UTF-8 can hold."""
        self.check(text)

    def check(self, text: str) -> None:
        """Load it."""
        try:
            text.encode()
        except UnicodeEncodeError:
            return
        try:
            value, fault = Walker(text, 1).mapping(), None
        except BadMatter as error:
            value, fault = {}, error
        assert isinstance(value, dict)
        assert fault is None or 1 <= fault.line <= len(text) + 2
        assert fault is None or (fault.column >= 1 and str(fault))

    @given(
        st.text(
            alphabet=st.characters(exclude_categories=["Cc", "Cs", "Cn"], exclude_characters="\ufeff"),
            max_size=40,
        )
    )
    def test_double_quotes_keep_text(self, text: str) -> None:
        """What is escaped in double quotes comes back as it was."""
        escaped = "".join(f"\\U{ord(c):08x}" for c in text)
        assert load(f'a: "{escaped}"') == {"a": text}
