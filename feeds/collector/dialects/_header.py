"""Metadata that stands before a body in lines of its own, not in front matter -> Matter. Pure.

The header of Python-Markdown's meta extension, the `<meta>` tags of an HTML page, and Nikola's
comments. That of reStructuredText is in _rest_header.py.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from html.parser import HTMLParser
from itertools import islice

from feeds.collector.frontmatter import Matter
from feeds.collector.yamltext import Spot, Value

BOM = "\ufeff"

# python-markdown.github.io/extensions/meta_data/
_KEY = re.compile(r" {0,3}(?P<key>[A-Za-z0-9_-]+):\s*(?P<value>.*)")
_MORE = re.compile(r" {4,}(?P<value>.*)")
_BEGIN = re.compile(r"-{3}(\s.*)?")
_END = re.compile(r"(-{3}|\.{3})(\s.*)?")
# getnikola.com/handbook.html#metadata-fields
_COMMENT = re.compile(r"\s*\.\. (?P<key>.*?): (?P<value>.*)")


_ROW = re.compile(r"[^\n]*\n|[^\n]+\Z")


class Pairs:
    """Keys and values while they are gathered."""

    def __init__(self) -> None:
        self.values: dict[str, list[str]] = {}
        self.spots: dict[str, Spot] = {}
        self.repeated: list[str] = []

    def add(self, key: str, value: str, line: int, column: int) -> None:
        """Add what a line says of a key; a second line for the same key is a second value."""
        if key in self.values:
            self.repeated.append(key)
        self.values.setdefault(key, []).append(value)
        self.spots.setdefault(key, (line, column))

    def matter(self, text: str, end: int) -> Matter:
        """Return what was gathered; the body starts at the character `end` of the text.

        A key with one value is that text, one with several is their list.
        """
        fields: dict[str, Value] = {
            key: values[0] if len(values) == 1 else list[Value](values) for key, values in self.values.items()
        }
        before = text[:end]
        return Matter(
            fields=fields, spots=self.spots, repeated=tuple(dict.fromkeys(self.repeated)),
            body=len(before.encode()), body_line=before.count("\n") + 1, found=bool(fields),
        )  # fmt: skip


def rows(text: str, start: int = 0) -> Iterator[str]:
    """Yield the lines of a text with their ends: only a line feed ends one."""
    return (match[0] for match in _ROW.finditer(text, start))


def markdown_header(text: str) -> Matter:
    """Read `Key: value` lines, keys in lower case, as Python-Markdown's preprocessor does.

    A line of four blanks and more goes on with the value before it. The header ends at a blank line,
    at `---`, or at a line that is neither. A `---` may open it.
    """
    pairs = Pairs()
    position = len(text) - len(text.removeprefix(BOM))
    key = ""
    for number, row in enumerate(rows(text, position), 1):
        line = row.rstrip("\r\n").expandtabs(4)
        if number == 1 and _BEGIN.fullmatch(line):
            position += len(row)
            continue
        if not line.strip() or _END.fullmatch(line):
            return pairs.matter(text, position + len(row))
        if match := _KEY.fullmatch(line):
            key = match["key"].lower()
            pairs.add(key, match["value"].strip(), number, match.start("value") + 1)
        elif key and (match := _MORE.fullmatch(line)):
            pairs.values[key].append(match["value"].strip())
        else:
            break
        position += len(row)
    return pairs.matter(text, position)


def nikola_header(text: str) -> Matter:
    """Read the lines `.. key: value` up to the first blank line; a key without a value is none.

    Of a key that stands there twice the last counts.
    """
    start = len(text) - len(text.removeprefix(BOM).lstrip())
    end = re.compile(r"\r?\n\r?\n").search(text, start)
    head = text[start : end.start() if end else len(text)]
    first = text.count("\n", 0, start) + 1
    pairs = Pairs()
    for number, row in enumerate(head.split("\n"), first):
        match = _COMMENT.match(row.rstrip("\r"))
        if match and match["value"].strip():
            pairs.add(match["key"], match["value"].strip(), number, match.start("value") + 1)
    for key, values in pairs.values.items():
        pairs.values[key] = values[-1:]
    if not pairs.values:
        return pairs.matter(text, 0)
    return pairs.matter(text, end.end() if end else start)


def html_header(text: str) -> Matter:
    """Read `<title>` and the `<meta name content>` tags of a page's head; the body is in `<body>`."""
    page = _Page()
    page.feed(text)
    page.close()
    if page.body is None:
        return page.pairs.matter(text, len(text))
    line, column = page.body
    offset = sum(len(row) for row in islice(rows(text), line - 1)) + column
    return page.pairs.matter(text, offset)


class _Page(HTMLParser):
    """Reads the head of a page, and where its body starts: line, and column from 0."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=False)
        self.pairs = Pairs()
        self.body: tuple[int, int] | None = None
        self.head = False
        self.title: list[str] | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note what the head says."""
        if self.body is not None:
            return
        if tag == "head":
            self.head = True
        elif tag == "body":
            line, column = self.getpos()
            opening = self.get_starttag_text() or ""
            before, _, last = opening.rpartition("\n")
            self.body = (
                (line + before.count("\n") + 1, len(last)) if before or opening[:1] == "\n"
                else (line, column + len(opening))
            )  # fmt: skip
        elif tag == "title" and self.head:
            self.title = []
        elif tag == "meta" and self.head:
            self._meta({name: value or "" for name, value in attrs})

    def handle_endtag(self, tag: str) -> None:
        """Take the title."""
        if tag == "head":
            self.head = False
        elif tag == "title" and self.title is not None:
            self._add("title", "".join(self.title))
            self.title = None

    def handle_data(self, data: str) -> None:
        """Gather the title."""
        self._gather(data)

    def handle_entityref(self, name: str) -> None:
        """Keep `&amp;` as it is: a title is HTML."""
        self._gather(f"&{name};")

    def handle_charref(self, name: str) -> None:
        """Keep `&#38;` as it is."""
        self._gather(f"&#{name};")

    def _gather(self, data: str) -> None:
        if self.title is not None:
            self.title.append(data)

    def _meta(self, attrs: dict[str, str]) -> None:
        name = attrs.get("name", "").lower()
        if name:
            value = attrs.get("content") or attrs.get("contents", "")
            self._add("tags" if name == "keywords" else name, value)

    def _add(self, key: str, value: str) -> None:
        line, column = self.getpos()
        self.pairs.add(key, value, line, column + 1)


def joined(fields: dict[str, Value], single: Iterable[str]) -> dict[str, Value]:
    """Return the fields with one text for each: the first line of a `single` key, all of another."""
    firsts = frozenset(single)
    found: dict[str, Value] = {}
    for key, value in fields.items():
        if isinstance(value, list):
            texts = [one for one in value if isinstance(one, str)]
            found[key] = texts[0] if key in firsts else " ".join(texts)
        else:
            found[key] = value
    return found
