"""What is published, as far as front matter says it; kept for a run in which only bodies have changed.

Such a run need not know the cards of the posts that no feed lists, nor make the sitemap anew.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import Final

from feeds import builders
from feeds.cache import Cache, digest
from feeds.collector import cards
from feeds.collector.settle import Settled
from feeds.manifest import PATH as MANIFEST
from feeds.manifest import Written
from feeds.manifest import digest as named
from feeds.model import Appended, Card, Channel, Edition, Problem, Reading, Rendered, Site, State
from feeds.record import WHOLE_MINUTES, Record, json_of, json_reader, replace
from feeds.select import Selection, column, posts_of, select
from feeds.standing import Left, of_pages

_OUTLINE: Final = "outline"
_LISTED: Final = "outline/listed"
_FEW: Final = 1_000  # of posts that are in no sitemap: more are not remembered one by one
NAMES: Final = frozenset((_OUTLINE, _LISTED))
"""Of what the cache keeps of it."""


class End(Record, frozen=True, kw_only=True):
    """How the pages end, of which so many are no posts: with a post of this moment (µs since 1970).

    Home `changed` last with a post, if it is `named`. Posts with the `unnamed` URLs are in no sitemap. It is
    `whole` if all others that are published are.
    """

    named: int
    moment: int
    changed: datetime | None
    unnamed: tuple[str, ...]
    whole: bool

    @property
    def is_known(self) -> bool:
        """Whether enough is kept of it to put posts behind: of older dates, JSON would not keep all."""
        dated = self.changed is None or self.changed.year >= WHOLE_MINUTES
        return self.whole and dated and len(self.unnamed) <= _FEW


class Outline(Record, frozen=True, kw_only=True):
    """What is published since a time, until at the moment `due` time alone changes that.

    `ids` are those of all published posts by their sources, `states` what has become of all other sources;
    `doubles` are problems by theirs. The pages in the `selection` are missing in one of an earlier run: what
    was made of them stands, or only has to be `appended`. The `end` tells whether it can be.
    """

    selection: Selection
    end: End
    ids: Mapping[str, str]
    states: Mapping[str, State]
    doubles: Mapping[str, Problem]
    since: datetime
    due: datetime | None
    appended: Appended | None = None

    def listed(self, content: Callable[[str], str]) -> dict[str, str]:
        """Return the posts that feeds list, and of each its `content`: what tells its bytes from others."""
        return {card.source: content(card.source) for card in self.selection.listed()}

    def edition(self, site: Site, entries: Mapping[str, Rendered]) -> Edition:
        """Return what is published with these entries."""
        pages = self.appended or self.selection.pages
        return Edition(site=site, channels=self.selection.channels, pages=pages, entries=entries)


def draw(settled: Settled, site: Site, now: datetime) -> Outline:
    """Return the outline of what is settled at this time."""
    posts = published(settled.cards)
    selection = choose(posts, site)
    return Outline(
        selection=selection, end=_end(selection, posts, site), ids={card.source: card.id for card in posts},
        states={card.source: card.state for card in settled.cards if card.state != "published"}
        if len(posts) < len(settled.cards) else {},
        doubles=settled.doubles, since=now, due=settled.due,
    )  # fmt: skip


def _end(selection: Selection, posts: Sequence[Card], site: Site) -> End:
    pages, named = selection.pages, selection.named
    unnamed = tuple([card.url for card in posts if not card.in_sitemap])
    changed = pages[0][1] if site.home and pages else None
    return End(
        named=named, moment=max(column("moment", posts), default=0), changed=changed, unnamed=unnamed,
        whole=len(pages) - named + len(unnamed) == len(posts),
    )  # fmt: skip


def published(posts: Iterable[Card]) -> list[Card]:
    """Return the posts that are published now."""
    return [card for card in posts if card.state == "published"]


def choose(posts: Iterable[Card], site: Site) -> Selection:
    """Return the channels of the site in all formats that are built for every channel."""
    formats = {name: builders.load(name) for name in site.formats}
    return select(posts, site, {name: one.file for name, one in formats.items() if one.specimen is not None})


def channels(readings: Iterable[Reading], site: Site) -> tuple[Channel, ...]:
    """Return the channels of posts that were read for no more than to be told of."""
    return choose(published(map(cards.of, readings)), site).channels


class Drawn(Record, frozen=True, kw_only=True):
    """An outline as it is written: the posts of channels are told by their numbers among all that are listed.

    It is one of sources that say what has the `gist`, and of the `manifest` with this digest.
    """

    gist: str
    manifest: str
    listed: str
    since: datetime
    due: datetime | None
    problems: tuple[Problem, ...]
    doubles: dict[str, Problem]
    states: dict[str, State]
    end: End
    channels: tuple[Channel, ...]
    members: tuple[tuple[list[int], list[list[int]]], ...]

    def holds(self, now: datetime) -> bool:
        """Whether time alone has changed nothing since then."""
        return self.since <= now and (self.due is None or now < self.due)


def load(memory: Cache) -> Drawn | None:
    """Return what the last run has drawn."""
    try:
        return _reader()(memory.get([_OUTLINE])[_OUTLINE])
    except (KeyError, ValueError):
        return None


def recall(drawn: Drawn | None, memory: Cache, gist: str, now: datetime, left: Left) -> Outline | None:
    """Return the outline of sources that say what has this gist; None if there is none that holds now."""
    if drawn is None or drawn.gist != gist or not drawn.holds(now):
        return None
    if not isinstance(left.manifest.ids, Written):
        return None
    channels = channels_of(drawn, memory)
    if channels is None or left.documents(of_pages(gist, drawn.since)) is None:
        return None
    return Outline(
        selection=Selection(channels=channels, pages=(), problems=drawn.problems),
        end=drawn.end,
        ids=left.manifest.ids,
        states=drawn.states,
        doubles=drawn.doubles,
        since=drawn.since,
        due=drawn.due,
    )


def channels_of(drawn: Drawn, memory: Cache) -> tuple[Channel, ...] | None:
    """Return the channels of an outline that the cache has, None if it has their posts no more."""
    data = memory.get([_LISTED]).get(_LISTED, b"")
    if digest(data) != drawn.listed:
        return None
    listed = cards.load(data)
    both = zip(drawn.channels, drawn.members, strict=True)
    return tuple(_filled(channel, listed, posts, archives) for channel, (posts, archives) in both)


def keep(outline: Outline, gist: str, output: Path) -> Iterator[tuple[str, bytes]]:
    """Yield what the cache is to keep, after a run has left the manifest in the output."""
    channels = outline.selection.channels
    listed = {card.source: card for card in posts_of(channels)}
    at = {source: number for number, source in enumerate(listed)}
    data = cards.dump([*listed.values()])
    manifest = (output / MANIFEST).read_bytes()
    yield _LISTED, data
    drawn = Drawn(
        gist=gist, manifest=named(manifest), listed=digest(data), since=outline.since,
        due=outline.due, problems=outline.selection.problems,
        doubles={**outline.doubles}, states={**outline.states}, end=outline.end,
        channels=tuple(replace(channel, posts=(), archives=()) for channel in channels),
        members=tuple(
            ([at[card.source] for card in channel.posts],
             [[at[card.source] for card in archive] for archive in channel.archives])
            for channel in channels
        ),
    )  # fmt: skip
    yield _OUTLINE, json_of(drawn)


@cache
def _reader() -> Callable[[bytes], Drawn]:
    return json_reader(Drawn)


def _filled(channel: Channel, listed: Sequence[Card], posts: list[int], archives: list[list[int]]) -> Channel:
    return replace(
        channel,
        posts=tuple([listed[number] for number in posts]),
        archives=tuple(tuple([listed[number] for number in numbers]) for numbers in archives),
    )
