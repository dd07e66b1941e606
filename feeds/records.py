"""The records that are made of nothing but plain values: problems, people, files, episodes.

All are frozen. Most are taken from model.py, which has them and all others.
"""

from __future__ import annotations

from datetime import datetime
from typing import Literal, NamedTuple, TypeAlias

from feeds.record import Record

Level: TypeAlias = Literal["error", "warning", "info"]


class Where(Record, frozen=True, kw_only=True):
    """A place in a file: lines and columns count from 1, `element` is a path such as /rss/channel."""

    path: str
    line: int | None = None
    column: int | None = None
    element: str = ""

    def __str__(self) -> str:
        parts = [self.path, *(str(n) for n in (self.line, self.column) if n is not None)]
        return ":".join(parts)


class Problem(Record, frozen=True, kw_only=True):
    """Something that somebody wrote wrongly: what is wrong, then what to write.

    `code` is the name of a page in docs/problems/.
    """

    where: Where
    code: str
    message: str
    level: Level = "error"

    def __str__(self) -> str:
        return f"{self.where}: {self.code}: {self.message}"


class Appended(Record, frozen=True, kw_only=True):
    """The pages of a sitemap that is known, and some more at its end.

    Its `data` begin with `many` pages for which the `first` stand now. A page is its absolute URL and, if it
    is known, when it last changed.
    """

    data: bytes
    many: int
    first: tuple[tuple[str, datetime | None], ...]
    last: tuple[tuple[str, datetime | None], ...]


class Author(Record, frozen=True, kw_only=True):
    """A person: RFC 4287 section 3.2. The name is never empty."""

    name: str
    email: str | None = None
    uri: str | None = None


class Media(Record, frozen=True, kw_only=True):
    """A picture that stands for an entry, or a file that hangs on it. `url` is absolute.

    `type` is its media type, `length` its bytes, `duration` its seconds. Whatever is not known is None;
    the type of an enclosure always is. The `title` of a picture is what stands there for the blind.
    """

    url: str
    type: str | None = None
    length: int | None = None
    width: int | None = None
    height: int | None = None
    duration: int | None = None
    title: str | None = None


class Transcript(Record, frozen=True):
    """The words of an episode, as a file: its absolute URL, its media type, its language."""

    url: str
    type: str
    language: str | None = None


class Voice(Record, frozen=True):
    """Somebody to be heard in an episode, and as what: host or guest."""

    name: str
    role: str
    page: str | None = None
    picture: str | None = None


class Episode(Record, frozen=True, kw_only=True):
    """What a podcast's app shows of an entry beside what every reader does.

    `number` and `season` count from 0 and 1. All URLs are absolute; `chapters` is that of their file.
    """

    number: int | None = None
    season: int | None = None
    season_name: str | None = None
    kind: Literal["full", "trailer", "bonus"] | None = None
    explicit: bool | None = None
    duration: int | None = None
    image: str | None = None
    title: str | None = None
    subtitle: str | None = None
    summary: str | None = None
    chapters: str | None = None
    transcripts: tuple[Transcript, ...] = ()
    voices: tuple[Voice, ...] = ()


class Podcast(Record, frozen=True, kw_only=True):
    """What the settings say of a podcast: `image` is the absolute URL of a JPEG or PNG picture.

    `categories` are Apple's, each with the one below it, if any. `feed` is the name of the channel that
    is the podcast, empty for the whole site's: `guid` is that feed's. `file` is the pattern of the
    episodes' addresses, filled from their front matter. Without `lengths` nobody is asked for them.
    """

    image: str
    categories: tuple[tuple[str, str | None], ...]
    author: str | None = None
    owner: Author | None = None
    explicit: bool = False
    type: Literal["episodic", "serial"] | None = None
    language: str | None = None
    locked: bool | None = None
    funding: tuple[tuple[str, str], ...] = ()
    guid: str | None = None
    medium: str | None = None
    feed: str = ""
    file: str | None = None
    lengths: bool = True


class Known(NamedTuple):
    """What the validator read of an entry, for the rules about a feed's entries together."""

    id: str | None
    published: datetime | None
    updated: datetime | None


class Page(NamedTuple):
    """A page that the sitemap names: its absolute URL and, if it is known, when it last changed."""

    url: str
    lastmod: datetime | None = None
