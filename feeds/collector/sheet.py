"""One source file while it is read: its fields, and what is found wrong or noted about them. Pure."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import UTC, datetime

from feeds.characters import clean, forbidden
from feeds.collector import dates
from feeds.collector.frontmatter import Matter, parse
from feeds.collector.yamltext import BadMatter, Spot, Value
from feeds.model import Level, Post, Problem, Reading, State, Where

MARKUPS = {
    ".md": "markdown", ".markdown": "markdown", ".mkdown": "markdown", ".mkdn": "markdown",
    ".mkd": "markdown", ".html": "html", ".htm": "html", ".xhtml": "html",
}  # fmt: skip


_LANGUAGE = re.compile(r"[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*")


class LeftOut(Exception):
    """The source is not published; `state` and the text say why."""

    def __init__(self, reason: str, state: State = "left-out") -> None:
        super().__init__(reason)
        self.reason, self.state = reason, state


class Sheet:
    """What is known of a source so far. The dialects fill it, and make a Reading of it."""

    def __init__(self, source: str) -> None:
        self.source = source
        self.matter = Matter()
        self.fields: dict[str, Value] = {}
        self.spots: dict[str, Spot] = {}
        self.problems: list[Problem] = []
        self.origins: list[tuple[str, str]] = []

    def open(self, data: bytes, *, strict: bool = False) -> None:
        """Read the front matter.

        Raises:
            LeftOut: it cannot be read, or the file is not UTF-8.
        """
        try:
            data.decode("utf-8")
        except UnicodeDecodeError as error:
            before = data[: error.start]
            self._report(
                "not-utf-8", f"byte 0x{data[error.start]:02X} is not UTF-8; save the file as UTF-8",
                before.count(b"\n") + 1, error.start - before.rfind(b"\n"), "error",
            )  # fmt: skip
            raise LeftOut("not valid UTF-8") from None
        try:
            self.matter = parse(data, strict=strict)
        except BadMatter as error:
            self._report(error.code, str(error), error.line, error.column, "error")
            raise LeftOut("front matter cannot be read") from None
        self.fields, self.spots = self.matter.fields, self.matter.spots
        for key in self.matter.repeated:
            self.problem(
                "repeated-key",
                f"{key} stands there twice and the last counts; remove one",
                key,
                "warning",
            )

    def lower_keys(self) -> None:
        """Take the keys in any case: `Title` is title."""
        self.fields = {key.lower(): value for key, value in self.fields.items()}
        self.spots = {key.lower(): spot for key, spot in self.spots.items()}

    def problem(self, code: str, message: str, key: str | None = None, level: Level = "error") -> None:
        """Note a problem, at the value of the key or else at the top of the file."""
        self._report(code, message, *self.spots.get(key or "", (1, 1)), level)

    def _report(self, code: str, message: str, line: int, column: int, level: Level) -> None:
        where = Where(path=self.source, line=line, column=column)
        self.problems.append(Problem(where=where, code=code, message=message, level=level))

    def note(self, name: str, origin: str) -> None:
        """Remember where a value came from, for `feeds explain`."""
        self.origins.append((name, origin))

    def origin(self, key: str) -> str:
        """Return where the value of a key stands, in words."""
        spot = self.spots.get(key)
        return f"{key} in line {spot[0]}" if spot else f"{key} in the settings"

    def key(self, *keys: str) -> str | None:
        """Return the first of the keys that has a value."""
        return next((key for key in keys if self.fields.get(key) not in (None, "", [], {})), None)

    def text(self, *keys: str, name: str = "") -> str | None:
        """Return the first of the keys' values that is text: cleaned, white space squeezed."""
        key = next((k for k in keys if isinstance(self.fields.get(k), str)), None)
        if key is None:
            return None
        value = str(self.fields[key])
        for _, _, character in forbidden(value)[:1]:
            self.problem(
                "forbidden-character",
                f"{key} has {character}, which XML forbids and we leave out; remove it",
                key,
                "warning",
            )
        if name:
            self.note(name, self.origin(key))
        return re.sub(r"\s+", " ", clean(value)).strip()

    def language(self, *keys: str) -> str | None:
        """Return the language tag among the keys (RFC 5646); `zh_CN` is zh-CN."""
        tag = (self.text(*keys) or "").replace("_", "-")
        if not tag or _LANGUAGE.fullmatch(tag):
            return tag or None
        message = f"“{tag}” is no language tag, and left out; write one like zh-CN"
        self.problem("language", message, self.key(*keys), "warning")
        return None

    def date(
        self, name: str, keys: tuple[str, ...], place: Callable[[dates.Written, str], datetime]
    ) -> datetime | None:
        """Return the first of the keys' values that is a date; `place` gives it its zone.

        A date that cannot be read is a problem, and never guessed.
        """
        for key in keys:
            value = self.fields.get(key)
            if not isinstance(value, str) or not value.strip():
                continue
            try:
                written = dates.parse(value)
                when = place(written, value)
                when.astimezone(UTC)
            except dates.BadDate as error:
                self.problem("date", f"{key}: {error}", key, "warning")
            except OverflowError:
                self.problem(
                    "date",
                    f"{key}: {value} lies outside the years 1 to 9999; mend the year",
                    key,
                    "warning",
                )
            else:
                self._warn_of_gap(key, written, when)
                zone = "its own zone" if written.clock and written.offset else f"read in {when.tzinfo}"
                self.note(name, f"{self.origin(key)}, {zone}")
                return when
        return None

    def _warn_of_gap(self, key: str, written: dates.Written, when: datetime) -> None:
        if written.clock and not written.offset and written.clock != (when.hour, when.minute, when.second):
            skipped = f"{key}: the clocks of {when.tzinfo} skipped this time"
            message = f"{skipped}, so it is read as {when:%H:%M}; mend the hour"
            self.problem("skipped-time", message, key, "warning")

    def reading(self, post: Post | None, state: State, reason: str | None = None) -> Reading:
        """Return what became of the source."""
        return Reading(
            source=self.source, state=state, reason=reason, post=post,
            problems=tuple(self.problems), origins=tuple(self.origins),
        )  # fmt: skip


def extra(fields: dict[str, Value], claimed: frozenset[str]) -> tuple[tuple[str, object], ...]:
    """Return the fields that nobody has claimed, for formats that may want them."""
    return tuple((key, _plain(value)) for key, value in fields.items() if key not in claimed)


def _plain(value: Value) -> object:
    match value:
        case list():
            return tuple(_plain(item) for item in value)
        case dict():
            return tuple((key, _plain(item)) for key, item in value.items())
        case str():
            return str(value)
        case _:
            return None
