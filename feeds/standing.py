"""Documents that stand: they are made of the same as in the last run, and lie as it has left them.

What a feed is made of is its recipe: its channel, and the bytes of the posts that it lists. While that is the
same, neither the feed nor any entry in it is made, fetched or compared again.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from functools import cache, cached_property, partial
from pathlib import Path
from typing import Final, NamedTuple

from feeds import builders, prints
from feeds.cache import Cache, Lost, digest
from feeds.entries import Entries
from feeds.manifest import Manifest
from feeds.manifest import digest as named
from feeds.model import Channel, Document, Edition, Known, Piece, Problem, Rendered
from feeds.prints import Print
from feeds.record import Record, json_of, json_reader, replace
from feeds.select import posts_of

NAME: Final = "standing"
_NOTHING_READ: Final = Known(None, None, None)


class _Entry(NamedTuple):
    source: str
    digest: str
    title: str
    problems: tuple[Problem, ...]


class _Document(NamedTuple):
    path: str
    url: str
    kind: str
    media_type: str
    signature: str
    size: int
    lists: list[int]


class _Written(Record, frozen=True, kw_only=True):
    """Documents by their recipes, as they are written: what they list is told by its number."""

    entries: list[_Entry]
    documents: dict[str, list[_Document]]


_NOTHING: Final = _Written(entries=[], documents={})


class Left:
    """What the last run left in the output: what it announced, how its files lie, what they were made of.

    Of those that are `known`, and were touched since then, it is seen once whether they are the same.
    """

    def __init__(self, output: Path, manifest: Manifest, known: Mapping[str, Print], memory: Cache) -> None:
        self.output, self.manifest, self.known = output, manifest, dict(known)
        self._memory = memory

    def documents(self, recipe: str) -> tuple[Document, ...] | None:
        """Return what was made by the recipe, if all of it stands."""
        said = self._said.documents.get(recipe)
        if said is None or not all(map(self._stands, said)):
            return None
        return tuple([self._document(one, recipe) for one in said])

    def has(self, document: Document) -> bool:
        """Return whether the file of a document had the same bytes after the last run."""
        return document.path in self.known and self.known[document.path].signature == document.signature

    def data(self, path: str) -> bytes:
        """Return the bytes of a file that is known, if nobody has touched it; else none."""
        seen = self.known.get(path)
        stands = seen is not None and prints.as_left(self.output, path, seen)
        return (self.output / path).read_bytes() if stands else b""

    def entries(self, sources: Collection[str]) -> dict[str, Rendered]:
        """Return entries of the last run: what there is to tell of them, without their pieces."""
        return {
            one.source: Rendered(
                source=one.source, digest=one.digest, title=one.title, problems=one.problems, pieces={}
            )
            for one in (self._said.entries if sources else ()) if one.source in sources
        }  # fmt: skip

    @cached_property
    def _said(self) -> _Written:
        try:
            said = _reader()(self._memory.get([NAME])[NAME])
        except (KeyError, ValueError):
            return _NOTHING
        lists = [one.lists for group in said.documents.values() for one in group if one.lists]
        right = all(min(numbers) >= 0 and max(numbers) < len(said.entries) for numbers in lists)
        return said if right else _NOTHING

    def _stands(self, one: _Document) -> bool:
        seen = self.known.get(one.path)
        if seen is None or seen.signature != one.signature:
            return False
        there = prints.as_left(self.output, one.path, seen)
        if there is not None:
            self.known[one.path] = there
        return there is not None

    def _document(self, one: _Document, recipe: str) -> Document:
        piece = Piece(
            digest=one.signature, size=one.size, known=_NOTHING_READ,
            fetch=partial(_fetch, self.output / one.path, self.known[one.path].digest),
        )  # fmt: skip
        return Document(
            path=one.path, url=one.url, kind=one.kind, media_type=one.media_type, head=b"", pieces=(piece,),
            sources=tuple([self._said.entries[number].source for number in one.lists]),
            signature=one.signature, recipe=recipe,
        )  # fmt: skip


@cache
def _reader() -> Callable[[bytes], _Written]:
    return json_reader(_Written)


def _fetch(path: Path, known: str) -> bytes:
    data = path.read_bytes()
    if named(data) != known:
        raise Lost(path)
    return data


class Standing(NamedTuple):
    """What stands of an edition: documents by their recipes, and the entries that only those list.

    What is made of its pages may be among the documents although it is new.

    All its recipes are those of the `feeds` of each channel, and of what is made of the `pages`.
    """

    channels: Sequence[Channel]
    feeds: tuple[str, ...]
    pages: str
    documents: Mapping[str, tuple[Document, ...]]
    entries: Mapping[str, Rendered]


def find(channels: Sequence[Channel], listed: Mapping[str, str], pages: str, left: Left) -> Standing:
    """Return what stands of an edition, whose pages have this recipe. Of the posts see `of_feeds`."""
    feeds = of_feeds(channels, listed)
    found = ((recipe, left.documents(recipe)) for recipe in (*feeds, pages))
    documents = {recipe: ones for recipe, ones in found if ones is not None}
    others = [channel for recipe, channel in zip(feeds, channels, strict=True) if recipe not in documents]
    wanted = {card.source for card in posts_of(others)}
    return Standing(channels, feeds, pages, documents, left.entries(listed.keys() - wanted))


def of_pages(gist: str, since: datetime) -> str:
    """Return the recipe of what is made of pages: of sources that say what has this gist, at that time."""
    return f"pages/{gist}/{since.isoformat()}"


def of_feeds(channels: Sequence[Channel], listed: Mapping[str, str]) -> tuple[str, ...]:
    """Return the recipe of each channel's feeds.

    Of the posts that are `listed` it is known what tells their bytes from others: all else follows.
    """
    # A feed of the whole site names those in other languages.
    shared = json_of([(one.lang, one.paths) for one in channels if one.kind in {"site", "language"}])
    feeds = []
    for channel in channels:
        own = json_of(replace(channel, posts=(), archives=()))
        lists = [
            "\n".join([f"{card.source}\0{listed[card.source]}" for card in posts])
            for posts in (channel.posts, *channel.archives)
        ]
        made_of = "\n\n".join(lists).encode("utf-8", "surrogatepass")
        feeds.append(digest(b"\0\0".join((shared, own, made_of))))
    return tuple(feeds)


def with_pages(edition: Edition, standing: Standing) -> Standing:
    """Return the same with what is made of the pages, for which nobody has to wait for an entry."""
    if standing.pages in standing.documents:
        return standing
    loaded = map(builders.load, edition.site.formats)
    made = [document for one in loaded if one.of_pages for document in one.build(edition)]
    pages = tuple(_known_by(standing.pages, made))
    return standing._replace(documents={**standing.documents, standing.pages: pages})


def build(edition: Edition, standing: Standing) -> Iterator[Document]:
    """Yield the documents of an edition in all formats of the site: those that stand, and the others."""
    for name in edition.site.formats:
        builder = builders.load(name)
        wanted = [(standing.pages if builder.of_pages else "", edition)]
        if builder.specimen is not None:
            both = zip(standing.feeds, standing.channels, strict=True)
            wanted = [(recipe, replace(edition, only=channel)) for recipe, channel in both]
        for recipe, part in wanted:
            if recipe in standing.documents:
                yield from (document for document in standing.documents[recipe] if document.kind == name)
            else:
                yield from _known_by(recipe, builder.build(part))


def _known_by(recipe: str, documents: Iterable[Document]) -> Iterator[Document]:
    for document in documents:
        yield replace(document, recipe=recipe, signature=prints.signature(document))


def keep(
    documents: Iterable[Document], standing: Standing, entries: Entries, known: Mapping[str, Print]
) -> bytes:  # fmt: skip
    """Return what the cache is to keep, after a run has left its documents in the output.

    Only what is `known` there can stand, and only what lists no entry that may be another next time.
    """
    groups: dict[str, list[Document]] = {standing.pages: []}
    for recipe, channel in zip(standing.feeds, standing.channels, strict=True):
        if all(card.source in entries.firm for card in posts_of([channel])):
            groups[recipe] = []
    for document in documents:
        if document.recipe in groups:
            groups[document.recipe].append(document)
    at = {source: number for number, source in enumerate(entries.rendered)}
    rows = {
        recipe: [
            _Document(
                one.path, one.url, one.kind, one.media_type, known[one.path].signature, one.size,
                [at[source] for source in one.sources],
            )
            for one in group
        ]
        for recipe, group in groups.items()
        if all(one.path in known for one in group)
    }  # fmt: skip
    facts = [_Entry(one.source, one.digest, one.title, one.problems) for one in entries.rendered.values()]
    return json_of(_Written(entries=facts, documents=rows))
