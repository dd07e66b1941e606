"""The records that the stages hand to one another, and the errors that stop a run.

All are frozen. Nothing here reads a file, a clock or a setting.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import UTC, datetime, tzinfo
from typing import Literal, NamedTuple, TypeAlias
from urllib.parse import quote

from feeds.plans import AS_USUAL, Content, Feed, Filter, Manner, Term, Trait
from feeds.record import Record
from feeds.records import Appended, Author, Episode, Known, Level, Media, Page, Podcast, Problem, Where

# Those of records.py and plans.py, for all who take their records from here.
__all__ = [
    "Appended", "Author", "Content", "Episode", "Feed", "Filter", "Known", "Level", "Manner", "Media",
    "Page", "Podcast", "Problem", "Term", "Trait", "Where",
]  # fmt: skip

NEVER = datetime.min.replace(tzinfo=UTC)
State: TypeAlias = Literal["published", "draft", "scheduled", "expired", "left-out"]
# What a body is written in; "other" is what we cannot render (AsciiDoc, Org): it is cut, and named.
Markup: TypeAlias = Literal["markdown", "mdx", "html", "rest", "text", "other"]
Kind: TypeAlias = Literal["site", "category", "tag", "author", "language", "collection", "feed"]


class Stop(Exception):
    """The run cannot go on. Its text is one line for the user; nothing was published."""


class BadSettings(Stop):
    """The settings or the command line are wrong: file, key path, and what to write."""


class Site(Record, frozen=True, kw_only=True):
    """The settings, parsed once. `url` is absolute and ends without a slash.

    `id_url` is what ids are made from: the address that the site had when it was first published.

    `folders` and `exclude` are relative to the root, with `/`. `paths` tells where a format's document
    goes: (kind of channel, format, pattern), `keys` which front-matter keys hold a field where they are
    not the usual ones. `built` is the folder of the built site, relative to the root, if bodies are to be
    taken from there: what the CSS selector `select` finds. `off` are the rules for bodies that are not
    used. `media_folders` tells in which folder the files lie whose URLs begin so. `own` is the dialect's.

    `formats` are all that are published, `channel_formats` those of every feed that says no other.
    `terms` are the names that have feeds, by patterns; `feeds` are those that the settings define.
    `aliases` are like `paths`: other places of the same bytes. `style` is the style sheet of the feeds,
    a path in the output or a URL.
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
    formats: tuple[str, ...] = ("rss", "atom", "jsonfeed", "sitemap")
    channel_formats: tuple[str, ...] | None = None
    manner: Manner = AS_USUAL
    summary_length: int = 280
    terms: tuple[tuple[Term, tuple[str, ...]], ...] = (("category", ("*",)),)
    min_posts: int = 1
    feeds: tuple[Feed, ...] = ()
    paths: tuple[tuple[str, str, str], ...] = ()
    aliases: tuple[tuple[str, str, str], ...] = ()
    hubs: tuple[str, ...] = ()
    style: str | None = None
    page_template: str | None = None
    page_css: str = ""
    icon: str | None = None
    keys: tuple[tuple[str, tuple[str, ...]], ...] = ()
    built: str | None = None
    select: str = "article, main"
    off: tuple[str, ...] = ()
    home: bool = True
    term_pages: tuple[tuple[Term, str], ...] = ()
    lead_image: Literal["body", "front-matter", "none"] = "body"
    smallest_image: int = 100
    media_folders: tuple[tuple[str, str], ...] = ()
    podcast: Podcast | None = None
    own: object = None

    @property
    def contents(self) -> tuple[Content, ...]:
        """All that entries are made with: first what the site's own feeds have, then what others have."""
        return tuple(dict.fromkeys((self.manner.content, *(feed.manner.content for feed in self.feeds))))

    def language_of(self, posts: Iterable[Card]) -> str | None:
        """Return the language of all the posts, None if they have several."""
        found = {post.lang or self.lang for post in posts}
        return found.pop() if len(found) == 1 else None

    def keys_of(self, field: str, usual: tuple[str, ...]) -> tuple[str, ...]:
        """Return the front-matter keys that may hold a field: those of the settings, else the usual."""
        return dict(self.keys).get(field, usual) if self.keys else usual

    def address(self, path: str) -> str:
        """Return the URL of a file of the output: every letter of its path is only a letter."""
        return f"{self.url}/{quote(path, safe=_PATH_SAFE)}"


# RFC 3986, section 3.3: what may stand in a path as it is. quote() keeps letters and digits.
_PATH_SAFE = "/-._~!$&'()*+,;=:@"


class Post(NamedTuple):
    """What a post's front matter says. Its body stays in the file until a channel lists the post.

    `source` is relative to the root, with `/`. `published` and `updated` carry a zone. `body` is the
    offset in bytes at which the body starts and `body_line` its line, counted from 1. `due` is when it
    may be seen, if that is not `published`. `extra` has the front-matter keys that no field of this
    record holds. It is a tuple, as a reading is: one is made for every source.
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


class Reading(NamedTuple):
    """What became of one source file.

    `post` is there whenever the file could be read as one, also for a draft. `origins` says where
    each of its values came from, for `feeds explain`.
    """

    source: str
    state: State
    reason: str | None = None
    post: Post | None = None
    problems: tuple[Problem, ...] = ()
    origins: tuple[tuple[str, str], ...] = ()


class Card(Record, frozen=True, array_like=True, gc=False):
    """What is kept of every source: enough to choose, to compare and to name it. There may be a million.

    So it is written without the names of its fields, and nobody looks for cycles in it: it can have none.
    `moment` is `published` in microseconds since 1970, by which posts are put in order; `authors` are
    names only. A source that could not be read as a post has neither id nor date.
    """

    source: str
    state: State
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


class Channel(Record, frozen=True, kw_only=True):
    """One feed's worth of posts, newest first, in whatever formats it is published.

    `page` is the HTML page that it stands for; `paths` gives each format's path in the output, and
    `aliases` those at which the same bytes are found. `lang` is the language of all its posts, if they
    have one. The `archives` have all posts but the newest, the oldest first, each of them newest first.
    """

    kind: Kind
    name: str
    title: str
    description: str
    page: str
    paths: tuple[tuple[str, str], ...]
    posts: tuple[Card, ...]
    total: int
    manner: Manner = AS_USUAL
    lang: str | None = None
    archives: tuple[tuple[Card, ...], ...] = ()
    aliases: tuple[tuple[str, str], ...] = ()

    def path(self, fmt: str) -> str:
        """Return the path of this channel's document in the format, relative to the output."""
        return dict(self.paths)[fmt]


class Entry(Record, frozen=True, kw_only=True):
    """A listed post as a reader sees it: plain-text title and summary, feed-safe HTML.

    `image` is the picture that stands for it, the `enclosures` are files for whoever listens or
    watches, the first for those who take only one. It is an `episode` of the site's podcast if it has any.
    """

    post: Post
    title: str
    summary: str
    html: str
    image: Media | None = None
    enclosures: tuple[Media, ...] = ()
    episode: Episode | None = None


class Piece(Record, frozen=True, kw_only=True, eq=False):
    """One entry in one format, as it stands in every feed that lists it.

    Its bytes may still lie in the cache: `fetch` gets them. `digest` tells them from all others, and
    `known` is what the validator read in them.
    """

    digest: str
    size: int
    known: Known
    fetch: Callable[[], bytes]

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Piece) and self.digest == other.digest and self.known == other.known

    def __hash__(self) -> int:
        return hash(self.digest)


class Rendered(Record, frozen=True, kw_only=True):
    """A listed post in every format, and a digest of all that a reader sees of it."""

    source: str
    digest: str
    pieces: Mapping[str, Piece]
    title: str = ""
    problems: tuple[Problem, ...] = ()


class Edition(Record, frozen=True, kw_only=True):
    """All that is about to be published: what every builder gets. `entries` is keyed by source.

    The `pages` are those that the sitemap names: the fields of Page, as there may be a million. Where the
    feeds of `only` one channel are wanted, it is named.
    """

    site: Site
    channels: tuple[Channel, ...]
    entries: Mapping[str, Rendered]
    pages: Sequence[tuple[str, datetime | None]] | Appended
    only: Channel | None = None


class Document(Record, frozen=True, kw_only=True):
    """One file to publish: its path in the output, the URL it will be read at, and its bytes.

    The bytes are those of `head`, of the `pieces`, which other documents share, and of `tail`.
    `sources` are the source files of its entries, in the order in which it lists them. Where it is known,
    the `signature` tells the bytes from all others, and the `recipe` what they are made of.
    """

    path: str
    url: str
    kind: str
    media_type: str
    head: bytes
    pieces: tuple[Piece, ...] = ()
    tail: bytes = b""
    sources: tuple[str, ...] = ()
    signature: str = ""
    recipe: str = ""

    @property
    def data(self) -> bytes:
        """The bytes, put together: some hundred kilobytes, so nobody keeps them."""
        return b"".join(filter(None, (self.head, *(piece.fetch() for piece in self.pieces), self.tail)))

    @property
    def size(self) -> int:
        """How many bytes there are."""
        return len(self.head) + len(self.tail) + sum(piece.size for piece in self.pieces)
