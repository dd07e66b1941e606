"""One page while it is read, for the generators whose pages are much alike. Pure."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from functools import lru_cache
from itertools import pairwise
from typing import Any

from feeds.collector import permalinks
from feeds.collector.dates import BadDate, Written, parse
from feeds.collector.dialects._values import flag
from feeds.collector.sheet import MARKUPS, LeftOut, Sheet, extra
from feeds.model import Markup, Post, Reading, Site

_ENDINGS: dict[str, Markup] = MARKUPS | {".mdx": "mdx"}
SUMMARIES = ("description", "summary", "excerpt")

_NAME_DATE = re.compile(r"(\d{4}-\d{1,2}-\d{1,2})(?:[-_. ]|$)")
_FENCE = re.compile(r" {0,3}(```+|~~~+)")
_HEADING = re.compile(r" {0,3}#[ \t]+(?P<text>.*?)(?:[ \t]+#+)?[ \t]*(?:\{#[^}]*\})?[ \t]*")
_TEXT = re.compile(r"\s*(?P<text>.*?)\s*")
_UNDERLINE = re.compile(rb" {0,3}=+[ \t]*\r?\n?")
# What may stand above a page's own heading: nothing, or what MDX imports.
_ABOVE = re.compile(r"\s*(?:(?:import|export)\s.*)?")


def utc(written: Written, _: str) -> datetime:
    """Return the instant of a date that is in UTC where it names no zone."""
    return written.at(UTC)


class Page(Sheet):
    """A sheet that knows its bytes and the site, and makes a post of what is on it."""

    def __init__(self, source: str, data: bytes, site: Site, *, origins: bool = True) -> None:
        super().__init__(source, origins=origins)
        self.data, self.site = data, site

    def flag(self, *keys: str) -> bool | None:
        """Return the switch that the first of the keys sets; a word that is none is a problem."""
        key = self.key(*keys)
        value = flag(self.fields.get(key)) if key else None
        if key and value is None:
            self.problem("flag", f"{key} is neither true nor false; write one", key, "warning")
        return value

    def leave_out_drafts(self, *keys: str) -> None:
        """Raise LeftOut if one of the keys is true, unless the site shows its drafts."""
        if self.flag(*keys) and not self.site.drafts:
            raise LeftOut("draft", "draft")

    def stem(self) -> str:
        """Return the name of the file without its ending; an index is named by its folder."""
        stem = posixpath.splitext(posixpath.basename(self.source))[0]
        return posixpath.basename(posixpath.dirname(self.source)) if stem == "index" else stem

    def title(self, named: str = "", *keys: str) -> str:
        """Return the title, else the first heading, else the file's name, with a warning."""
        title = self.text(*(keys or ("title",)), name="title")
        if title:
            return title
        title = self.heading()
        if not title:
            stem = named or self.stem()
            title = re.sub(r"[-_]+", " ", _NAME_DATE.sub("", stem, count=1) or stem).strip() or self.source
        self.problem("title", f"there is no title, so it is “{title}”; write one", "title", "warning")
        return title

    def heading(self, *, cut: bool = False) -> str | None:
        """Return the page's first heading of the first level.

        With `cut` only one that stands above all else counts, and the body then starts below it.
        """
        offset, number, fence = self.matter.body, self.matter.body_line, None
        rows = self.data[offset:].splitlines(keepends=True)
        for row, below in pairwise([*rows, b""]):
            line, length, lines = row.decode("utf-8").rstrip("\r\n"), len(row), 1
            found = _HEADING.fullmatch(line) if fence is None else None
            if mark := _FENCE.match(line):
                fence = mark[1][:3] if fence is None else None if mark[1].startswith(fence) else fence
            elif fence is None and line.strip() and _UNDERLINE.fullmatch(below):
                found, length, lines = _TEXT.fullmatch(line), length + len(below), 2
            if found:
                if cut:
                    self.matter = self.matter._replace(body=offset + length, body_line=number + lines)
                return _plain(found["text"]) or None
            if cut and not _ABOVE.fullmatch(line):
                return None
            offset, number = offset + len(row), number + 1
        return None

    def published(
        self,
        keys: tuple[str, ...],
        place: Callable[[Written, str], datetime],
        named: tuple[str, str] | None = None,
    ) -> datetime:
        """Return the date of the first key that has one, else that of `named`: a day and its origin.

        Raises:
            LeftOut: there is none.
        """
        when = self.date("published", keys, place)
        if when is None and named:
            day, origin = named
            try:
                when = place(parse(day), day)
                self.note("published", f"{origin}, midnight in {when.tzinfo}")
            except BadDate as error:
                self.problem("date", f"{origin}: {error}")
        if when is None:
            example = f"{keys[0]}: 2026-01-31T09:30:00+08:00"
            self.problem("no-date", f"there is no date to read; write `{example}`", self.key(*keys))
            raise LeftOut("no date")
        return when

    def fill(
        self, pattern: str, values: Mapping[str, Callable[[], str]], when: datetime | None = None
    ) -> str:
        """Return the path that a permalink makes; with `when` it may name parts of that date.

        Raises:
            LeftOut: it has a placeholder that does not exist.
        """
        try:
            return permalinks.fill(pattern, values, when)
        except permalinks.BadPermalink as error:
            self.problem("permalink", str(error))
            raise LeftOut("bad permalink") from None

    def usual(self, path: str, title: str, published: datetime, claimed: frozenset[str]) -> dict[str, Any]:
        """Return what every such page tells of its post; its dialect adds the rest."""
        ending = posixpath.splitext(self.source)[1].lower()
        return {
            "source": self.source,
            "id": permalinks.absolute(self.site.id_url, path),
            "url": permalinks.absolute(self.site.url, path),
            "title": title,
            "published": published,
            "summary": self.text(*SUMMARIES) or None,
            "markup": _ENDINGS.get(ending, "other"),
            "body": self.matter.body,
            "body_line": self.matter.body_line,
            "extra": extra(self.fields, with_usual(claimed)),
        }


@lru_cache(maxsize=16)
def with_usual(claimed: frozenset[str]) -> frozenset[str]:
    """Return the keys that a dialect claims, and those that all such pages have."""
    return claimed | {"title", *SUMMARIES}


def read_page(page: Page, make: Callable[[Page], Post]) -> Reading:
    """Return what became of a page, of which `make` makes a post, or raises LeftOut."""
    try:
        post = make(page)
    except LeftOut as left_out:
        return page.reading(None, left_out.state, left_out.reason)
    return page.reading(post, "published")


def day_in(name: str) -> tuple[str, str] | None:
    """Return the day that a file's name begins with, and its origin in words."""
    match = _NAME_DATE.match(name)
    return (match[1], "the file's name") if match else None


def encode(path: str) -> str:
    """Percent-encode each part of a path; a `%` or `#` in it is a letter like others."""
    return "/".join(map(permalinks.escape_path, path.split("/")))


def _plain(text: str) -> str:
    """Return a heading without the marks of links, code and emphasis."""
    text = re.sub(r"!?\[([^\]]*)\]\([^)]*\)", r"\1", text)
    return re.sub(r"\s+", " ", re.sub(r"`|\*\*|__", "", text)).strip()
