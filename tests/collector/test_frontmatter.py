"""What frontmatter.py promises: the fields, the place of each, and a body that starts at its exact byte."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from feeds.collector.frontmatter import _FENCES, Matter, find_bare, load_any_yaml, load_yaml, parse
from feeds.collector.yamltext import BadMatter, Bare, Spot, Value


def fault(data: bytes, *, strict: bool = False) -> BadMatter:
    """Return what is wrong with the front matter."""
    with pytest.raises(BadMatter) as caught:
        parse(data, strict=strict)
    return caught.value


# bytes -> fields, body, line of the body
READ: dict[str, tuple[bytes, dict[str, Value], bytes, int]] = {
    "yaml": (b"---\na: 1\n---\nbody", {"a": "1"}, b"body", 4),
    "empty": (b"---\n---\nbody", {}, b"body", 3),
    "only a remark": (b"---\n# x\n---\nbody", {}, b"body", 4),
    "no body": (b"---\na: 1\n---\n", {"a": "1"}, b"", 4),
    "no line end": (b"---\na: 1\n---", {"a": "1"}, b"", 3),
    "dots": (b"---\na: 1\n...\nbody", {"a": "1"}, b"body", 4),
    "blanks after the fences": (b"--- \t\na: 1\n---  \t\nbody", {"a": "1"}, b"body", 4),
    "CRLF": (b"---\r\na: 1\r\nb: 2\r\n---\r\nbody\r\n", {"a": "1", "b": "2"}, b"body\r\n", 5),
    "mixed line ends": (b"---\r\na: 1\nb: 2\r\n---\nbody", {"a": "1", "b": "2"}, b"body", 5),
    "BOM": (b"\xef\xbb\xbf---\na: 1\n---\nbody", {"a": "1"}, b"body", 4),
    "indented code first": (b"---\na: 1\n---\n    code\n", {"a": "1"}, b"    code\n", 4),
    "blank lines first": (b"---\na: 1\n---\n\n\n  x", {"a": "1"}, b"\n\n  x", 4),
    "rule in the body": (b"---\na: 1\n---\nx\n---\ny", {"a": "1"}, b"x\n---\ny", 4),
    "fence within a line": (b"---\na: x---\nb: '---'\n---\nbody", {"a": "x---", "b": "---"}, b"body", 5),
    "indented fence": (b"---\na: |\n  x\n  ---\n  y\n---\nbody", {"a": "x\n---\ny\n"}, b"body", 7),
    "long rule": (b"---\na: 1\n---\n----\nbody", {"a": "1"}, b"----\nbody", 4),
    "other letters": ("---\na: 中文\n---\n正文".encode(), {"a": "中文"}, "正文".encode(), 4),
    "no line end in YAML": (b"---\na: |\n  x\n---\nbody", {"a": "x\n"}, b"body", 5),
    "trailing blanks in YAML": (b"---\na: 'x'  \n\n\n---\nbody", {"a": "x"}, b"body", 6),
}  # fmt: skip

# What only the reading without `strict` takes.
LOOSE: dict[str, tuple[bytes, dict[str, Value], bytes, int]] = {
    "blank lines before": (b"\n \t\r\n---\na: 1\n---\nbody", {"a": "1"}, b"body", 6),
    "BOM and blank line": (b"\xef\xbb\xbf\n---\na: 1\n---\nbody", {"a": "1"}, b"body", 5),
    "toml": (b"+++\na = 1\n+++\nbody", {"a": "1"}, b"body", 4),
    "toml, CRLF": (b"+++\r\na = 1\r\n+++ \r\nbody", {"a": "1"}, b"body", 4),
    "toml, empty": (b"+++\n+++", {}, b"", 2),
    "toml, blanks after": (b"+++ \t\na = 1\n+++\t\n    code", {"a": "1"}, b"    code", 4),
    "json": (b'{\n"a": "1"\n}\nbody', {"a": "1"}, b"body", 4),
    "json, no break": (b'{"a": "1"\n}\n    code', {"a": "1"}, b"    code", 3),
    "json, CRLF": (b'{\r\n"a": "1"\r\n}\r\nbody', {"a": "1"}, b"body", 4),
    "json, empty": (b"{\n}\nbody", {}, b"body", 3),
    "json, no line end": (b'{\n"a": "1"\n}', {"a": "1"}, b"", 3),
    "json, one line": (b'{"a": "1"}\nbody', {"a": "1"}, b"body", 2),
    "json, brace in a line": (b'{\n"a": "1"}\n    code', {"a": "1"}, b"    code", 3),
    "json, indented brace": (b'\r\n{\n  "a": 1\n  }\n\nbody', {"a": "1"}, b"\nbody", 5),
    "json, body beside it": (b'{"a": "1"} body', {"a": "1"}, b"body", 1),
    "json, braces in the body": (b'{"a": {"b": "}"}}\n}\n{x}', {"a": {"b": "}"}}, b"}\n{x}", 2),
    "json, other letters": ('{"a": "中文"}\n正文'.encode(), {"a": "中文"}, "正文".encode(), 2),
}  # fmt: skip


@pytest.mark.parametrize("strict", [False, True])
@pytest.mark.parametrize(("data", "fields", "body", "line"), READ.values(), ids=READ)
def test_yaml(data: bytes, fields: dict[str, Value], body: bytes, line: int, strict: bool) -> None:
    """The front matter is cut out between its fences, and the body begins at its very byte."""
    matter = parse(data, strict=strict)
    assert matter.found
    assert matter.fields == fields
    assert data[matter.body :] == body
    assert matter.body_line == line


@pytest.mark.parametrize(("data", "fields", "body", "line"), LOOSE.values(), ids=LOOSE)
def test_loose(data: bytes, fields: dict[str, Value], body: bytes, line: int) -> None:
    """Blank lines may stand before the fence, and TOML and JSON are read as well."""
    matter = parse(data)
    assert (matter.found, matter.fields, data[matter.body :]) == (True, fields, body)
    assert matter.body_line == line


@pytest.mark.parametrize("data", [case[0] for case in LOOSE.values()], ids=LOOSE)
def test_strict_sees_none(data: bytes) -> None:
    """Jekyll sees no front matter in them: all is body."""
    matter = parse(data, strict=True)
    assert matter == Matter({}, {}, body=3 if data.startswith(b"\xef\xbb\xbf") else 0)


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"body",
        b"\n",
        b" ---\na: 1\n---\n",
        b"----\na: 1\n----\n",
        b"--- # x\na: 1\n---\n",
        b"---",
        b"- - -\n",
        b"---\ra: 1\r---\r",
        b"text\n---\na: 1\n---\n",
        b"++\n",
        b"+++",
        b"{",
        b"{a}\n",
        b"{{ x }}\n",
        b"{% x %}\n",
        b"\xef\xbb\xbf",
        b"\xef\xbb\xbfbody",
        b"\xe4\xb8\xad\n---\n---\n",
    ],
)
@pytest.mark.parametrize("strict", [False, True])
def test_none(data: bytes, strict: bool) -> None:
    """What does not open with a fence is all body, without a BOM."""
    matter = parse(data, strict=strict)
    assert matter == Matter({}, {}, body=3 if data.startswith(b"\xef\xbb\xbf") else 0)


@pytest.mark.parametrize(
    ("data", "line", "end"),
    [
        (b"---\na: 1\n", 1, "---"),
        (b"---\nbody\n ---\n", 1, "---"),
        (b"---\na: 1\n----\n", 1, "---"),
        (b"\n\n---\na: 1\n--- x", 3, "---"),
        (b"+++\na = 1\n---\n", 1, "+++"),
    ],
)
def test_unclosed(data: bytes, line: int, end: str) -> None:
    """A fence that is never closed is an error at the fence, which says what to write."""
    error = fault(data)
    assert (error.code, error.line, error.column) == ("front-matter-open", line, 1)
    assert f"write {end} alone" in str(error)


@pytest.mark.parametrize("data", [b"---\na: 1\n", b"---\n\n# Title\n\n ---\n"])
def test_unclosed_strict(data: bytes) -> None:
    """For Jekyll what is never closed is no front matter."""
    assert parse(data, strict=True) == Matter({}, {})


@pytest.mark.parametrize("strict", [False, True])
def test_repeated_and_spots(strict: bool) -> None:
    """Places count in the lines of the file; what stands there twice is told."""
    matter = parse(b"---\r\na: 1\r\n# x\r\na:  two\r\n---\r\n", strict=strict)
    assert matter.fields == {"a": "two"}
    assert matter.spots == {"a": (4, 5)}
    assert matter.repeated == ("a",)


@pytest.mark.parametrize(
    ("data", "line", "column"),
    [
        (b"---\ntitle: one: two\n---\n", 2, 11),
        (b"\xef\xbb\xbf---\r\na: 1\r\ntitle: @x\r\n---\r\n", 3, 8),
        (b"\n\n---\na: 1\nb: [x\n---\n", 6, 1),
        ("---\ntitle: 中文: 文\n---\n".encode(), 2, 10),
        ("---\na: 😀\nb: 😀 *: x\n---\n".encode(), 3, 7),
    ],
)
def test_yaml_fault(data: bytes, line: int, column: int) -> None:
    """A fault has the line of the file and a column that counts letters, not bytes."""
    error = fault(data)
    assert (error.code, error.line, error.column) == ("yaml", line, column)


@pytest.mark.parametrize("data", [b"---\n- a\n---\n", b"---\nword\n---\n", b"---\n'a: 1'\n---\n"])
@pytest.mark.parametrize("strict", [False, True])
def test_no_mapping(data: bytes, strict: bool) -> None:
    """Front matter that is no mapping is refused, in the line after the fence."""
    error = fault(data, strict=strict)
    assert (error.code, error.line) == ("front-matter-shape", 2)


class TestToml:
    """TOML between +++."""

    def test_kinds(self) -> None:
        """Whatever TOML types, comes as the text that it was; a string is as if in quotes."""
        data = b"""+++
title = "x"
yes = true
no = false
whole = 7
broken = 1.5
day = 2020-01-02
naive = 2020-01-02T03:04:05
zoned = 2020-01-02 03:04:05+08:00
zulu = 2020-01-02T03:04:05.250Z
clock = 03:04:05
list = ["a", 1]
[table]
a = 1
[[rows]]
b = "2"
+++
"""
        fields = parse(data).fields
        assert fields == {
            "title": "x", "yes": "true", "no": "false", "whole": "7", "broken": "1.5", "day": "2020-01-02",
            "naive": "2020-01-02 03:04:05", "zoned": "2020-01-02 03:04:05+08:00",
            "zulu": "2020-01-02 03:04:05.250000+00:00", "clock": "03:04:05", "list": ["a", "1"],
            "table": {"a": "1"}, "rows": [{"b": "2"}],
        }  # fmt: skip
        assert not isinstance(fields["title"], Bare)
        for key in ("yes", "no", "whole", "broken", "day", "naive"):
            assert isinstance(fields[key], Bare)

    @pytest.mark.parametrize(
        ("data", "line", "column", "word"),
        [
            (b"+++\ntitle = x\n+++\n", 2, 9, "title"),
            (b"+++\r\na = 1\r\nb 2\r\n+++\r\n", 3, 3, "Expected '='"),
            (b"\n+++\na = 1\na = 2\n+++\n", 4, 6, "overwrite"),
            (b"+++\nd = 2020-02-30\n+++\n", 2, 5, "date"),
            (b"+++\ntitle: x\n+++\n", 2, 6, 'title = "'),
        ],
    )
    def test_faults(self, data: bytes, line: int, column: int, word: str) -> None:
        """What TOML refuses has its place in the file."""
        error = fault(data)
        assert (error.code, error.line, error.column) == ("toml", line, column)
        assert word in str(error)
        assert "at line" not in str(error)

    def test_fault_at_the_end(self) -> None:
        """A fault that TOML sees only at the end is told as well."""
        error = fault(b'+++\na = """x\n+++\n')
        assert error.code == "toml"
        assert error.line in {2, 3}

    def test_deep(self) -> None:
        """What is nested too deep is refused."""
        assert fault(b"+++\na = " + b"[" * 5000 + b"]" * 5000 + b"\n+++\n").code == "toml"

    @pytest.mark.parametrize("number", [b"1" * 5000, b"0x" + b"f" * 5000], ids=["decimal", "hexadecimal"])
    def test_long_number(self, number: bytes) -> None:
        """A number that Python refuses to read or to write is a fault like others."""
        assert fault(b"+++\na = " + number + b"\n+++\n").code == "toml"

    def test_spots(self) -> None:
        """Each top-level value has its line."""
        spots = parse(b'\n+++\ntitle="x"\n# y\n"a b"=1\nlist=[\n1]\nc =  2\n+++\n').spots
        assert spots == {"title": (3, 7), "a b": (5, 7), "list": (6, 6), "c": (8, 6)}


class TestJson:
    """A JSON object before the body."""

    def test_kinds(self) -> None:
        """Numbers and truths come as the text that they were; a string is as if in quotes."""
        data = (
            b'{"s": "no", "t": true, "f": false, "z": null, "n": 1.10, "e": 1e3,\n"i": 12345678901234567890,'
        )
        data += b'"l": [1, ["x"]], "o": {"k": 1}\n}\n'
        fields = parse(data).fields
        assert fields == {
            "s": "no", "t": "true", "f": "false", "z": None, "n": "1.10", "e": "1e3",
            "i": "12345678901234567890", "l": ["1", ["x"]], "o": {"k": "1"},
        }  # fmt: skip
        assert not isinstance(fields["s"], Bare)
        for key in ("t", "f", "n", "e", "i"):
            assert isinstance(fields[key], Bare)

    def test_long_number(self) -> None:
        """A number of any length is its text."""
        assert parse(b'{\n"a": ' + b"1" * 5000 + b"\n}\n").fields == {"a": "1" * 5000}

    @pytest.mark.parametrize(
        ("data", "line", "column"),
        [
            (b'{\n"a": 1,\n"b" 2\n}\n', 3, 5),
            (b"{\n'a': 1\n}\n", 2, 1),
            (b'\n\n{"a": x\n}\n', 3, 7),
            (b'{\r\n"a": 1\r\n"b": 2\r\n}\r\n', 3, 1),
            (b'{\n"a": "\x01"\n}\n', 2, 7),
            (b"\r\n{\n  'a': 1\n  }\n", 3, 3),
            (b'{"a": 1, b}\n', 1, 10),
            (b'{"a": 1\n\nbody\n', 3, 1),
            (b'{\n"a": "x', 2, 6),
        ],
    )
    def test_faults(self, data: bytes, line: int, column: int) -> None:
        """What JSON refuses has its place in the file."""
        error = fault(data)
        assert (error.code, error.line, error.column) == ("json", line, column)
        assert "JSON object" in str(error)

    @pytest.mark.parametrize("depth", [600, 900, 100_000])
    def test_deep(self, depth: int) -> None:
        """What is nested deeper than anybody writes, or than Python goes, is refused, as in YAML."""
        assert fault(b'{\n"a": ' + b"[" * depth + b"]" * depth + b"\n}\n").code == "json"

    def test_spots(self) -> None:
        """Each top-level value has its line, and the column at which it begins, as in YAML."""
        assert parse(b'\n{"a":1,\n"b":2\n}\n').spots == {"a": (2, 6), "b": (3, 5)}
        assert parse(b'{\n  "a": 1\n}\n').spots == {"a": (2, 8)}

    @pytest.mark.parametrize(
        ("text", "spots"),
        [
            ('{"a": 1, "b": 2}', {"a": (1, 7), "b": (1, 15)}),
            ('{"a": "x\\": 1", "b":\n  "y"}', {"a": (1, 7), "b": (2, 3)}),
            ('{"a": {"b": [{}]}, "b": ":"}', {"a": (1, 7), "b": (1, 25)}),
            ('{"中": "文}", "b": 2}', {"中": (1, 7), "b": (1, 18)}),
        ],
    )
    def test_spots_in_one_line(self, text: str, spots: dict[str, Spot]) -> None:
        """Keys that share a line have each their column, whatever stands in strings."""
        assert parse(f"{text}\n".encode()).spots == spots

    def test_spot_of_a_nested_key(self) -> None:
        """A key within another's value is not the top-level one."""
        assert parse(b'{\n"o": {\n  "a": 1},\n"a": 2\n}\n').spots == {"o": (2, 6), "a": (4, 6)}

    def test_repeated(self) -> None:
        """A key that stands there twice is told, as it is of YAML."""
        assert parse(b'{\n"a": 1,\n"a": 2\n}\n').repeated == ("a",)


def test_lines_are_those_of_the_file() -> None:
    """Only a line feed ends a line: U+2028 and others do not."""
    assert parse('{\n"a": "x\u2028y",\n"b":2\n}\n'.encode()).spots["b"] == (3, 5)


def test_settings_files() -> None:
    """A settings file is one mapping; a data file may be anything; both say what is wrong where."""
    assert load_yaml("a: no\nb: [1]\n") == {"a": "no", "b": ["1"]}
    assert load_yaml("") == {}
    assert load_any_yaml("- a\n") == ["a"]
    assert load_any_yaml("") is None
    with pytest.raises(BadMatter) as caught:
        load_yaml("a: 1\nb: @\n")
    assert (caught.value.line, caught.value.column) == (2, 4)
    with pytest.raises(BadMatter, match="key: value"):
        load_yaml("- a\n")
    with pytest.raises(BadMatter):
        load_any_yaml("a: [")


class TestSplitting:
    """The body stays byte for byte what it is in the file."""

    bodies = st.text(st.sampled_from("-.+{}ab \t\r\n#中\u2028"), max_size=40)

    @given(body=bodies, end=st.sampled_from(["\n", "\r\n"]), close=st.sampled_from(["---", "...", "---  "]))
    def test_body(self, body: str, end: str, close: str) -> None:
        """Whatever the body is, it begins after the line of the first closing fence."""
        for strict in (False, True):
            head = f"---{end}a: 1{end}{close}{end}".encode()
            matter = parse(head + body.encode(), strict=strict)
            assert matter.fields == {"a": "1"}
            assert matter.body == len(head)
            assert matter.body_line == 4

    @given(
        st.lists(st.sampled_from(["---", "...", "\n", "\n", " ", "-", ".", "x", "\r", "\t"]), max_size=12),
        st.sampled_from([0, 3]),
    )
    def test_bare_fences(self, pieces: list[str], start: int) -> None:
        """Fences that are nothing but --- are found where the patterns find them, or not at all."""
        data = b"\xef\xbb\xbf"[:start] + b"---\n" + "".join(pieces).encode()
        end = find_bare(data, start)
        yaml = _FENCES[0]
        opening = yaml.opening.match(data, start)
        assert opening is not None
        closing = yaml.closing.search(data, opening.end() - 1)
        if end >= 0:
            assert closing is not None
            assert (closing.start("mark"), closing.end()) == (end, end + 4)
            assert opening.end() == start + 4

    @given(st.binary(max_size=60))
    def test_any_bytes(self, data: bytes) -> None:
        """UTF-8 of any kind is split or refused."""
        try:
            data.decode("utf-8")
        except UnicodeDecodeError:
            return
        for strict in (False, True):
            try:
                body, line = parse(data, strict=strict).body, 1
            except BadMatter as error:
                body, line = 0, error.line
            assert 0 <= body <= len(data)
            assert line >= 1
