"""What is published, as far as front matter says it; kept for a run in which only bodies have changed.

Such a run need not know the cards of the posts that no feed lists, nor make the sitemap anew.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from functools import cache, partial
from itertools import chain
from pathlib import Path
from typing import Final, NamedTuple

from feeds import builders, prints
from feeds.cache import Cache, Lost, digest
from feeds.collector import cards
from feeds.collector.settle import Settled
from feeds.manifest import PATH as MANIFEST
from feeds.manifest import Manifest, Written
from feeds.manifest import digest as named
from feeds.model import Card, Channel, Document, Known, Piece, Problem, Reading, Site, State
from feeds.prints import Print
from feeds.record import Record, json_of, json_reader, replace
from feeds.select import Selection, select

_OUTLINE: Final = "outline"
_LISTED: Final = "outline/listed"
NAMES: Final = frozenset((_OUTLINE, _LISTED))
"""Of what the cache keeps of it."""

_NOTHING_READ: Final = Known(None, None, None)


class Outline(Record, frozen=True, kw_only=True):
    """What is published since a time, until at the moment `due` time alone changes that.

    `ids` are those of all published posts by their sources, `states` what has become of all other sources;
    `doubles` are problems by theirs. The pages in the `selection` are missing in one of an earlier run:
    the documents that it made of them are `standing`.
    """

    selection: Selection
    ids: Mapping[str, str]
    states: Mapping[str, State]
    doubles: Mapping[str, Problem]
    since: datetime
    due: datetime | None
    standing: tuple[Document, ...] | None = None


def draw(settled: Settled, site: Site, now: datetime) -> Outline:
    """Return the outline of what is settled at this time."""
    posts = published(settled.cards)
    return Outline(
        selection=choose(posts, site), ids={card.source: card.id for card in posts},
        states={card.source: card.state for card in settled.cards if card.state != "published"}
        if len(posts) < len(settled.cards) else {},
        doubles=settled.doubles, since=now, due=settled.due,
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


class Left(NamedTuple):
    """What the last run left in the output: what it announced, and how its files lie."""

    output: Path
    manifest: Manifest
    known: Mapping[str, Print]


class _Standing(NamedTuple):
    path: str
    url: str
    kind: str
    media_type: str
    signature: str
    size: int


class _Written(Record, frozen=True, kw_only=True):
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
    channels: tuple[Channel, ...]
    members: tuple[tuple[list[int], list[list[int]]], ...]
    standing: tuple[_Standing, ...]


def announced(memory: Cache) -> str:
    """Return what the manifest that the last run left is known by: in it are the ids of the outline."""
    said = _said(memory)
    return said.manifest if said else ""


def recall(memory: Cache, gist: str, now: datetime, left: Left) -> Outline | None:
    """Return the outline of sources that say what has this gist; None if there is none that holds now."""
    said = _said(memory)
    if said is None or said.gist != gist or not isinstance(left.manifest.ids, Written):
        return None
    data = memory.get([_LISTED]).get(_LISTED, b"")
    if now < said.since or (said.due and now >= said.due) or digest(data) != said.listed:
        return None
    if not all(_stands(one, left) for one in said.standing):
        return None
    listed = cards.load(data)
    both = zip(said.channels, said.members, strict=True)
    channels = tuple(_filled(channel, listed, posts, archives) for channel, (posts, archives) in both)
    return Outline(
        selection=Selection(channels=channels, pages=(), problems=said.problems),
        ids=left.manifest.ids, states=said.states, doubles=said.doubles, since=said.since, due=said.due,
        standing=tuple(_document(one, left) for one in said.standing),
    )  # fmt: skip


def _said(memory: Cache) -> _Written | None:
    try:
        return _reader()(memory.get([_OUTLINE])[_OUTLINE])
    except (KeyError, ValueError):
        return None


def keep(
    outline: Outline, gist: str, output: Path, documents: Sequence[Document], known: Mapping[str, Print]
) -> Iterator[tuple[str, bytes]]:  # fmt: skip
    """Yield what the cache is to keep, after a run has left its documents and the manifest in the output."""
    standing = [document for document in documents if builders.load(document.kind).of_pages]
    if any(document.path not in known for document in standing):
        return
    channels = outline.selection.channels
    lists = chain.from_iterable((channel.posts, *channel.archives) for channel in channels)
    listed = {card.source: card for card in chain.from_iterable(lists)}
    at = {source: number for number, source in enumerate(listed)}
    data = cards.dump([*listed.values()])
    manifest = (output / MANIFEST).read_bytes()
    yield _LISTED, data
    said = _Written(
        gist=gist, manifest=named(manifest), listed=digest(data), since=outline.since,
        due=outline.due, problems=outline.selection.problems,
        doubles={**outline.doubles}, states={**outline.states},
        channels=tuple(replace(channel, posts=(), archives=()) for channel in channels),
        members=tuple(
            ([at[card.source] for card in channel.posts],
             [[at[card.source] for card in archive] for archive in channel.archives])
            for channel in channels
        ),
        standing=tuple(
            _Standing(one.path, one.url, one.kind, one.media_type, known[one.path].signature, one.size)
            for one in standing
        ),
    )  # fmt: skip
    yield _OUTLINE, json_of(said)


@cache
def _reader() -> Callable[[bytes], _Written]:
    return json_reader(_Written)


def _filled(channel: Channel, listed: Sequence[Card], posts: list[int], archives: list[list[int]]) -> Channel:
    return replace(
        channel,
        posts=tuple([listed[number] for number in posts]),
        archives=tuple(tuple([listed[number] for number in numbers]) for numbers in archives),
    )


def _document(one: _Standing, left: Left) -> Document:
    """Return a document that lies in the output already."""
    piece = Piece(
        digest=one.signature, size=one.size, known=_NOTHING_READ,
        fetch=partial(_fetch, left.output / one.path, left.known[one.path].digest),
    )  # fmt: skip
    return Document(
        path=one.path, url=one.url, kind=one.kind, media_type=one.media_type, head=b"", pieces=(piece,),
        signature=one.signature,
    )  # fmt: skip


def _fetch(path: Path, known: str) -> bytes:
    data = path.read_bytes()
    if named(data) != known:
        raise Lost(path)
    return data


def _stands(one: _Standing, left: Left) -> bool:
    seen = left.known.get(one.path)
    if seen is None or seen.signature != one.signature:
        return False
    return prints.is_left(left.output, one.path, seen)
