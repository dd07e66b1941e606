"""Posts that are like others but for a few values -> their cards, without reading each in full. Pure.

The posts of a news site have the same keys in the same order, and most of their values were there before.
What a dialect makes of those is found out once, and title, date, slug and tags are put to it. Whatever is not
as plain as that is left to the dialect: nobody can tell from a card which way it came.
"""

from __future__ import annotations

import re
from datetime import datetime
from typing import Final

from feeds.cache import version
from feeds.collector import dates
from feeds.collector.dialects import Alike, Dialect
from feeds.collector.frames import Frame, Kind, find_frame
from feeds.collector.frontmatter import find_bare
from feeds.collector.layouts import SLUG, Layout, find_layout, keys_of
from feeds.collector.sheet import LONGEST_URL, Sheet
from feeds.collector.walk import matches
from feeds.collector.yamllines import read_lines, read_value
from feeds.model import Card, Site
from feeds.record import moment

# So many posts of one layout, and of one kind, are read in full before it is found out what they share.
_MANY: Final = 32
_SOME: Final = 4
# To look at a post in vain takes a fifth of what is gained by each that was like others. When so many more
# were looked at in vain, the posts are not alike, and for a while none is looked at.
_GAIN: Final = 4
_PATIENCE: Final = 512
_PAUSE: Final = 8192
_MOST: Final = 4096
_LAYOUTS: Final = 8
# Behind a day, if there is one, nothing that some would take for a day.
_FILE: Final = re.compile(
    rf"(?P<day>\d{{4}}-\d\d-\d\d-)?(?P<stem>(?!\d+-\d){SLUG})(?P<ending>\.[a-z]+)", re.ASCII
)
# Titles that some take for what they are not.
_SWITCHES: Final = frozenset(("", "~", "null", "true", "false", "yes", "no", "on", "off"))


class Memory:
    """What is known of the posts of one site."""

    def __init__(self, dialect: Dialect, alike: Alike, site: Site) -> None:
        self.site, self.version = site, version(site)
        self._dialect, self._alike = dialect, alike
        self._layouts: list[Layout] = []
        self._times: dict[object, int] = {}
        self._frames: dict[tuple[object, ...], Frame | None] = {}
        self._tags: dict[str, tuple[str, ...] | None] = {}
        self._place = alike.place(site)
        self._patience, self._pause = _PATIENCE, 0

    def card(self, source: str, data: bytes) -> Card | None:
        """Return the card of a post about which there is nothing to say, None if it has to be read."""
        if self._pause:
            self._pause -= 1
            return None
        end = find_bare(data, 0)
        if end < 0:
            return None
        card = None
        try:
            card = self._card(source, data[4:end].decode("utf-8"))
            if card is not None:
                data.decode("utf-8")
        except UnicodeDecodeError:
            card = None
        if card is not None:
            self._patience = min(self._patience + _GAIN, _PATIENCE)
        elif self._patience:
            self._patience -= 1
        else:
            self._patience, self._pause = _PATIENCE, _PAUSE
        return card

    def _card(self, source: str, header: str) -> Card | None:
        layout, match = self._match(header)
        folder, _, base = source.rpartition("/")
        named = _FILE.fullmatch(base)
        if layout is None or match is None or named is None or matches(source, self.site.exclude):
            return None
        title, date, update, slug, tags = match.group(*layout.own)
        if title.strip(" \"'").lower() in _SWITCHES:
            return None
        day, stem, ending = named.groups()
        key = layout, folder, day is not None, ending, match.group(*layout.shared)
        frame = self._frames.get(key) or self._find_frame(*key)
        when = self._dated(date) if frame else None
        if frame is None or when is None:
            return None
        updated = self._dated(update) if update else when
        words = self._words(tags) if tags else ()
        if updated is None or words is None:
            return None
        (published, shown), slug, card = when, slug or stem, frame.card
        url = frame.url.format(slug, shown)
        if len(url) > LONGEST_URL:
            return None
        return Card(
            source, card.state, None, frame.id.format(slug, shown), url, moment(published),
            published, updated[0], card.categories, words or card.tags, card.authors, card.lang,
            card.in_feeds, card.in_sitemap, card.due and published,
        )  # fmt: skip

    def _match(self, header: str) -> tuple[Layout, re.Match[str]] | tuple[None, None]:
        """Return the layout of a front matter, the one that was met last being tried first."""
        for at, layout in enumerate(self._layouts):
            match = layout.match(header)
            if match is not None:
                if at:
                    self._layouts.insert(0, self._layouts.pop(at))
                # What is no blank and cannot be printed may end a line, or be what XML forbids.
                return (layout, match) if header.replace("\n", "").isprintable() else (None, None)
        if self._is_met(keys_of(header), _MANY) and (found := find_layout(header, self._alike)):
            del self._layouts[_LAYOUTS - 1 :]
            self._layouts.append(found)
        return None, None

    def _is_met(self, key: object, times: int) -> bool:
        """Count how often something was met; return whether it is so many times by now."""
        if len(self._times) > _MOST:
            self._times.clear()
        met = self._times[key] = self._times.get(key, 0) + 1
        return met == times

    def _find_frame(
        self, layout: Layout, folder: str, has_day: bool, ending: str, shared: tuple[str, ...]
    ) -> Frame | None:  # fmt: skip
        key = layout, folder, has_day, ending, shared
        if key not in self._frames and self._is_met(key, _SOME):
            if len(self._frames) > _MOST:
                self._frames.clear()
            kind = Kind(folder, has_day, ending, shared)
            self._frames[key] = find_frame(self._dialect, self.site, layout, kind, self._dated)
        return self._frames.get(key)

    def _dated(self, written: str) -> tuple[datetime, datetime] | None:
        """Return a date as the card has it and as the URL shows it, None if there is anything about it."""
        value = read_value(written)
        if not isinstance(value, str):
            return None
        try:
            when = dates.instant(value) or self._placed(value)
        except dates.BadDate:
            return None
        return None if when is None else self._alike.dated(when, value, self.site)

    def _placed(self, value: str) -> datetime | None:
        """Return a date that has no zone of its own, or is not written as most are."""
        sheet = Sheet("", origins=False)
        sheet.fields["date"] = value
        when = sheet.date("published", ("date",), self._place)
        return None if sheet.problems else when

    def _words(self, written: str) -> tuple[str, ...] | None:
        """Return the tags that are written, None if that is not plain."""
        if written not in self._tags:
            if len(self._tags) > _MOST:
                self._tags.clear()
            lines = read_lines(f"tags:{written}\n", 1)
            self._tags[written] = self._alike.tags(lines[0]) if lines else None
        return self._tags[written]


_last: list[Memory] = []


def recall(dialect: Dialect, site: Site) -> Memory | None:
    """Return what is known of the site's posts, None where its dialect or its settings forbid to guess."""
    if dialect.alike is None or site.keys or not dialect.alike.trusts(site):
        return None
    for known in _last:
        # Each work that a worker is given brings a site of its own.
        if known.site is site or known.version == version(site):
            return known
    made = Memory(dialect, dialect.alike, site)
    _last[:] = [made]
    return made
