"""The records that the stages hand to one another, and the errors that stop a run.

All are frozen. Nothing here reads a file, a clock or a setting.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, tzinfo
from typing import Literal, NamedTuple, TypeAlias
from urllib.parse import quote

Level: TypeAlias = Literal["error", "warning", "info"]
NEVER = datetime.min.replace(tzinfo=UTC)
State: TypeAlias = Literal["published", "draft", "scheduled", "expired", "left-out"]
# What a body is written in; "other" is what we cannot render (AsciiDoc, Org): it is cut, and named.
Markup: TypeAlias = Literal["markdown", "mdx", "html", "rest", "text", "other"]
Content: TypeAlias = Literal["full", "summary"]


class Stop(Exception):
    """The run cannot go on. Its text is one line for the user; nothing was published."""


class BadSettings(Stop):
    """The settings or the command line are wrong: file, key path, and what to write."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Where:
    """A place in a file: lines and columns count from 1, `element` is a path such as /rss/channel."""

    path: str
    line: int | None = None
    column: int | None = None
    element: str = ""

    def __str__(self) -> str:
        parts = [self.path, *(str(n) for n in (self.line, self.column) if n is not None)]
        return ":".join(parts)


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """Something that somebody wrote wrongly: what is wrong, then what to write.

    `code` is the name of a page in docs/problems/.
    """

    where: Where
    code: str
    message: str
    level: Level = "error"

    def __str__(self) -> str:
        return f"{self.where}: {self.code}: {self.message}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Author:
    """A person: RFC 4287 section 3.2. The name is never empty."""

    name: str
    email: str | None = None
    uri: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Site:
    """The settings, parsed once. `url` is absolute and ends without a slash.

    `id_url` is what ids are made from: the address that the site had when it was first published.

    `folders` and `exclude` are relative to the root, with `/`. `paths` tells where a format's document
    goes: (kind of channel, format, pattern), `keys` which front-matter keys hold a field where they are
    not the usual ones. `built` is the folder of the site as its generator made it, relative to the root,
    if bodies are to be taken from there: the first element that the CSS selector `select` finds. `own`
    is what the dialect keeps for itself.
    """

    url: str
    id_url: str
    title: str
    zone: tzinfo
    dialect: str
    folders: tuple[str, ...]
    description: str = ""
    lang: str | None = None
    authors: tuple[Author, ...] = ()
    exclude: tuple[str, ...] = ()
    permalink: str = "/:year/:month/:day/:slug/"
    future: bool = False
    drafts: bool = False
    formats: tuple[str, ...] = ("rss", "atom", "sitemap")
    limit: int = 50
    content: Content = "full"
    summary_length: int = 280
    categories: bool = True
    tags: bool = False
    paths: tuple[tuple[str, str, str], ...] = ()
    keys: tuple[tuple[str, tuple[str, ...]], ...] = ()
    built: str | None = None
    select: str = "article, main"
    home: bool = True
    category_page: str | None = None
    tag_page: str | None = None
    own: object = None

    def keys_of(self, field: str, usual: tuple[str, ...]) -> tuple[str, ...]:
        """Return the front-matter keys that may hold a field: those of the settings, else the usual."""
        return dict(self.keys).get(field, usual)

    def address(self, path: str) -> str:
        """Return the URL of a file of the output: every letter of its path is only a letter."""
        return f"{self.url}/{quote(path, safe=_PATH_SAFE)}"


# RFC 3986, section 3.3: what may stand in a path as it is. quote() keeps letters and digits.
_PATH_SAFE = "/-._~!$&'()*+,;=:@"


@dataclass(frozen=True, slots=True, kw_only=True)
class Post:
    """What a post's front matter says. Its body stays in the file until a channel lists the post.

    `source` is relative to the root, with `/`. `published` and `updated` carry a zone. `body` is the
    offset in bytes at which the body starts and `body_line` its line, counted from 1. `due` is when it
    may be seen, if that is not `published`. `extra` has the keys that no field of this record holds.
    """

    source: str
    id: str
    url: str
    title: str
    published: datetime
    updated: datetime
    summary: str | None = None
    categories: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    authors: tuple[Author, ...] = ()
    lang: str | None = None
    markup: Markup = "markdown"
    body: int = 0
    body_line: int = 1
    in_feeds: bool = True
    in_sitemap: bool = True
    due: datetime | None = None
    expires: datetime | None = None
    extra: tuple[tuple[str, object], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """What became of one source file.

    `post` is there whenever the file could be read as one, also for a draft. `origins` says where each
    of its values came from, for `feeds explain`.
    """

    source: str
    state: State
    reason: str | None = None
    post: Post | None = None
    problems: tuple[Problem, ...] = ()
    origins: tuple[tuple[str, str], ...] = ()


class Card(NamedTuple):
    """What is kept of every source: enough to choose, to compare and to name it. There may be a million.

    It is a tuple because they are made by the ten thousand, and quicker so than any other record.
    `content` tells the bytes of the file from all others. `moment` is `published` in microseconds since
    1970, by which posts are put in order. What could not be read as a post has neither id nor date.
    """

    source: str
    state: State
    content: str
    reason: str | None = None
    id: str = ""
    url: str = ""
    moment: int = 0
    published: datetime = NEVER
    updated: datetime = NEVER
    categories: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    authors: tuple[str, ...] = ()
    lang: str | None = None
    in_feeds: bool = True
    in_sitemap: bool = True
    due: datetime | None = None
    expires: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Channel:
    """One feed's worth of posts, newest first, in whatever formats it is published.

    `page` is the HTML page that it stands for; `paths` gives each format's path in the output.
    """

    kind: Literal["site", "category", "tag"]
    name: str
    title: str
    description: str
    page: str
    paths: tuple[tuple[str, str], ...]
    posts: tuple[Card, ...]
    total: int

    def path(self, fmt: str) -> str:
        """Return the path of this channel's document in the format, relative to the output."""
        return dict(self.paths)[fmt]


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """A listed post as a reader sees it: plain-text title and summary, feed-safe HTML."""

    post: Post
    title: str
    summary: str
    html: str


class Known(NamedTuple):
    """What the validator read of an entry, for the rules about a feed's entries together."""

    id: str | None
    published: datetime | None
    updated: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """One entry in one format, as it stands in every feed that lists it.

    Its bytes may still lie in the cache: `fetch` gets them. `known` is what the validator read in them.
    """

    digest: str
    size: int
    known: Known
    fetch: Callable[[], bytes] = field(compare=False, repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Rendered:
    """A listed post in every format, and a digest of all that a reader sees of it."""

    source: str
    digest: str
    pieces: Mapping[str, Piece]
    problems: tuple[Problem, ...] = ()


class Page(NamedTuple):
    """A page that the sitemap names: its absolute URL and, if it is known, when it last changed."""

    url: str
    lastmod: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Edition:
    """All that is about to be published: what every builder gets. `entries` is keyed by source."""

    site: Site
    channels: tuple[Channel, ...]
    entries: Mapping[str, Rendered]
    pages: tuple[Page, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """One file to publish: its path in the output, the URL it will be read at, and its bytes.

    The bytes are those of `head`, of the `pieces`, which other documents share, and of `tail`.
    `sources` are the source files of its entries, in the order in which it lists them.
    """

    path: str
    url: str
    kind: str
    media_type: str
    head: bytes = field(repr=False)
    pieces: tuple[Piece, ...] = ()
    tail: bytes = field(default=b"", repr=False)
    sources: tuple[str, ...] = ()

    @property
    def data(self) -> bytes:
        """The bytes, put together: some hundred kilobytes, so nobody keeps them."""
        return b"".join((self.head, *(piece.fetch() for piece in self.pieces), self.tail))

    @property
    def size(self) -> int:
        """How many bytes there are."""
        return len(self.head) + len(self.tail) + sum(piece.size for piece in self.pieces)
