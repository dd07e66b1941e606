"""One source file while it is read: its fields, and what is found wrong or noted about them. Pure."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, tzinfo
from typing import TypeAlias
from urllib.parse import urlsplit

from feeds.characters import clean, forbidden, is_plain_url, squeeze
from feeds.collector import dates
from feeds.collector.frontmatter import Matter, parse
from feeds.collector.yamltext import BadMatter, Spot, Value
from feeds.languages import language_tag, meant_by
from feeds.model import Level, Markup, Post, Problem, Reading, State, Where
from feeds.patterns import compile_later

MARKUPS: dict[str, Markup] = {
    ".md": "markdown", ".markdown": "markdown", ".mkdown": "markdown", ".mkdn": "markdown",
    ".mkd": "markdown", ".html": "html", ".htm": "html", ".xhtml": "html",
}  # fmt: skip


# Gives a date its zone; the second is the date as it is written.
Place: TypeAlias = Callable[[dates.Written, str], datetime]

_NO_MATTER = Matter({}, {})
_SWITCHES = frozenset(("true", "false", "yes", "no", "on", "off"))
_URI = compile_later(r"[A-Za-z][A-Za-z0-9+.-]*:(?:[^\s<>\"{}|\\^`%\x00-\x20\x7f-\x9f]|%[0-9A-Fa-f]{2})+")
# sitemaps.org: "This value must be less than 2,048 characters."
LONGEST_URL = 2_047


# What a post says of itself, by the usual keys: their places are told where no dialect told others.
_TOLD = {
    "categories": ("categories", "category"), "tags": ("tags", "tag"), "authors": ("authors", "author"),
    "lang": ("lang", "language", "locale"), "summary": ("description", "summary", "excerpt"),
}  # fmt: skip


class LeftOut(Exception):
    """The source is not published; `state` and the text say why."""

    def __init__(self, reason: str, state: State = "left-out") -> None:
        super().__init__(reason)
        self.reason, self.state = reason, state


class Sheet:
    """What is known of a source so far. The dialects fill it, and make a Reading of it.

    With `origins` it remembers where each value came from, which takes a fifth of the time.
    """

    def __init__(self, source: str, *, origins: bool = True) -> None:
        self.source = source
        self.notes_origins = origins
        self.matter = _NO_MATTER
        self.fields: dict[str, Value] = {}
        self.spots: dict[str, Spot] = {}
        # Where a value comes from that does not stand in the file, in words.
        self.elsewhere: dict[str, str] = {}
        self.problems: list[Problem] = []
        self.origins: list[tuple[str, str]] = []

    def open(self, data: bytes, *, strict: bool = False) -> None:
        """Read the front matter.

        Raises:
            LeftOut: it cannot be read, or the file is not UTF-8.
        """
        self.decode(data)
        try:
            self.matter = parse(data, strict=strict)
        except BadMatter as error:
            self._report(error.code, str(error), error.line, error.column, "error")
            raise LeftOut("front matter cannot be read") from None
        self.fields, self.spots = self.matter.fields, self.matter.spots
        for key in self.matter.repeated:
            self._warn_of_twice(key, key)

    def decode(self, data: bytes) -> str:
        """Return the text of the file.

        Raises:
            LeftOut: it is not UTF-8.
        """
        try:
            return data.decode("utf-8")
        except UnicodeDecodeError as error:
            before = data[: error.start].decode("utf-8").removeprefix("\ufeff")
            self._report(
                "not-utf-8", f"byte 0x{data[error.start]:02X} is not UTF-8; save the file as UTF-8",
                before.count("\n") + 1, len(before) - before.rfind("\n"), "error",
            )  # fmt: skip
            raise LeftOut("not valid UTF-8") from None

    def lower_keys(self) -> None:
        """Take the keys in any case: `Title` is title."""
        if all(map(str.islower, self.fields)):
            return
        lowered: dict[str, Value] = {}
        for key, value in self.fields.items():
            if key.lower() in lowered:
                self._warn_of_twice(key.lower(), key)
            lowered[key.lower()] = value
        self.fields = lowered
        self.spots = {key.lower(): spot for key, spot in self.spots.items()}

    def _warn_of_twice(self, name: str, key: str) -> None:
        self.problem(
            "repeated-key", f"{name} stands there twice and the last counts; remove one", key, "warning"
        )

    def problem(self, code: str, message: str, key: str | None = None, level: Level = "error") -> None:
        """Note a problem, at the value of the key or else at the top of the file."""
        self._report(code, message, *self.spots.get(key or "", (1, 1)), level)

    def _report(self, code: str, message: str, line: int, column: int, level: Level) -> None:
        where = Where(path=self.source, line=line, column=column)
        self.problems.append(Problem(where=where, code=code, message=message, level=level))

    def note(self, name: str, origin: str) -> None:
        """Remember where a value came from, for `feeds explain`."""
        if self.notes_origins:
            self.origins.append((name, origin))

    def origin(self, key: str) -> str:
        """Return where the value of a key stands, in words."""
        spot = self.spots.get(key)
        return f"{key} in line {spot[0]}" if spot else self.elsewhere.get(key, f"{key} in the settings")

    def key(self, *keys: str) -> str | None:
        """Return the first of the keys that has a value."""
        return next((key for key in keys if self.fields.get(key) not in (None, "", [], {})), None)

    def text(self, *keys: str, name: str = "") -> str | None:
        """Return the first of the keys' values that is text: cleaned, white space squeezed."""
        found, fields = None, self.fields
        for key in keys:
            value = fields.get(key)
            if isinstance(value, str):
                if value and not value.isspace():
                    if name and self.notes_origins:
                        self.note(name, self.origin(key))
                    if value.isprintable():  # it has nothing that XML forbids
                        return " ".join(value.split())
                    self._warn_of_forbidden(key, value)
                    return squeeze(value)
                found = ""
        return found

    def _warn_of_forbidden(self, key: str, value: str) -> None:
        for _, _, character in forbidden(value)[:1]:
            message = f"{key} has {character}, which XML forbids and we leave out; remove it"
            self.problem("forbidden-character", message, key, "warning")

    def language(self, *keys: str) -> str | None:
        """Return the language tag among the keys (RFC 5646), if it is one; `zh_CN` is zh-CN."""
        text = self.text(*keys)
        if not text:
            return None
        tag = language_tag(text)
        if tag is None:
            said = text.replace("_", "-")
            message = f"“{said}” is no language tag, and left out; {meant_by(said)}"
            self.problem("language", message, self.key(*keys), "warning")
        return tag

    def date(self, name: str, keys: tuple[str, ...], place: Place) -> datetime | None:
        """Return the first of the keys' values that is a date; `place` gives it its zone.

        A date that cannot be read is a problem, and never guessed.
        """
        if self.fields.keys().isdisjoint(keys):
            return None
        for key in keys:
            value = self.fields.get(key)
            if not isinstance(value, str):
                continue
            try:
                when, zone = dates.instant(value), None
                if when is None:
                    when, zone = self._place(key, value, place)
            except dates.BadDate as error:
                self.problem("date", f"{key}: {error}", key, "warning")
            else:
                if when is not None:
                    if self.notes_origins:
                        told = f"read in {zone}" if zone else "its own zone"
                        self.note(name, f"{self.origin(key)}, {told}")
                    return when
        return None

    def _place(self, key: str, value: str, place: Place) -> tuple[datetime | None, tzinfo | None]:
        """Return the instant of a date, if it is one, and the zone that it was given if it has none."""
        if not value.strip() or value.lower() in _SWITCHES:
            return None, None  # `published: true` is a switch
        written = dates.parse(value)
        when = place(written, value)
        if written.clock and written.offset:
            return when, None
        if written.clock:
            self._warn_of_gap(key, written.clock, when)
        return when, when.tzinfo

    def _warn_of_gap(self, key: str, clock: tuple[int, int, int], when: datetime) -> None:
        if clock != (when.hour, when.minute, when.second) and when.year > 1970:
            skipped = f"{key}: the clocks of {when.tzinfo} skipped this time"
            message = f"{skipped}, so it is read as {when:%H:%M}; mend the hour"
            self.problem("skipped-time", message, key, "warning")

    def reading(self, post: Post | None, state: State, reason: str | None = None) -> Reading:
        """Return what became of the source, and where what it says of itself stands.

        A post that would spoil the feeds which list it is left out here, whatever its dialect, and so is
        a language that there is not: it is the name of a folder, and the settings are told of that.
        """
        if post is not None and post.lang is not None and language_tag(post.lang) != post.lang:
            post = post._replace(lang=language_tag(post.lang))
        if post is not None and state == "published":
            names = (*post.categories, *post.tags)
            if not all(map(str.isprintable, names)) and any(map(forbidden, names)):
                categories = self._clean_terms("categories", post.categories)
                post = post._replace(categories=categories, tags=self._clean_terms("tags", post.tags))
            if len(post.url) > LONGEST_URL:
                self.problem("long-url", f"its URL has {len(post.url)} letters; give it a shorter slug")
                post, state, reason = None, "left-out", "bad URL"
            elif not is_uri(post.id):
                message = f"“{post.id}” is no URI; write one like `id: tag:example.org,2026:my-post`"
                self.problem("id", message, self.key("id", "guid"))
                post, state, reason = None, "left-out", "bad id"
            elif "#" in post.url and post.in_sitemap:
                message = "its URL has a “#”, with which a part of a page begins, so no sitemap has it"
                key = self.key("permalink", "url", "slug")
                self.problem("fragment", f"{message}; leave it out, or write %23", key, "warning")
                post = post._replace(in_sitemap=False)
        if self.notes_origins:
            self._note_the_usual()
        return Reading(self.source, state, reason, post, tuple(self.problems), tuple(self.origins))

    def _note_the_usual(self) -> None:
        noted = {name for name, _ in self.origins}
        for name, keys in _TOLD.items():
            if name not in noted and (key := self.key(*keys)):
                self.note(name, self.origin(key))

    def _clean_terms(self, kind: str, names: tuple[str, ...]) -> tuple[str, ...]:
        if not any(map(forbidden, names)):
            return names
        for name in names:
            self._warn_of_forbidden(kind, name)
        return tuple(dict.fromkeys(name for one in names if (name := clean(one).strip())))


def is_uri(text: str) -> bool:
    """Return whether the text can be the id of an Atom entry: an absolute IRI (RFC 3987)."""
    if is_plain_url(text):
        return True
    if not _URI.fullmatch(text):
        return False
    try:
        parts = urlsplit(text)
        return parts.scheme not in {"http", "https"} or (bool(parts.hostname) and parts.port != 0)
    except ValueError:  # a port or a bracket that cannot be
        return False


def extra(fields: dict[str, Value], claimed: frozenset[str]) -> tuple[tuple[str, object], ...]:
    """Return the fields that nobody has claimed, for formats that may want them."""
    return tuple([(key, _plain(fields[key])) for key in fields if key not in claimed])


def _plain(value: Value) -> object:
    if isinstance(value, str):
        return str(value)
    if isinstance(value, list):
        return tuple(map(_plain, value))
    if isinstance(value, dict):
        return tuple([(key, _plain(item)) for key, item in value.items()])
    return None
