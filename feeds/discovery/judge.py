"""What a page says of feeds, and a feed of its page -> what of it is wrong. Pure."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from html import escape
from typing import Final, NamedTuple

from feeds.discovery.addresses import Addresses, Target
from feeds.discovery.feedfiles import TYPES, Feed
from feeds.discovery.pages import Alternate, Page
from feeds.model import Level, Problem, Where
from feeds.record import Record

FEED_TYPES: Final = frozenset(type_ for types in TYPES.values() for type_ in types) - {"application/json"}
_NAMES: Final = {"rss": "RSS", "rdf": "RSS 1.0", "atom": "Atom", "json": "JSON Feed"}


class _Place(NamedTuple):
    line: int | None = None
    column: int | None = None


class _Fault(NamedTuple):
    code: str
    message: str
    level: Level = "error"


class _Named(NamedTuple):
    """A link to a feed: what is wrong with it, and the feed, if it is one of the site's."""

    link: Alternate
    fault: _Fault | None
    feed: Feed | None


class Ground(Record, frozen=True, kw_only=True):
    """What is judged by: the site's feeds by their paths, and how a path is told.

    `first` is the feed that every page may name, `usual` the one of each media type.
    """

    addresses: Addresses
    feeds: Mapping[str, Feed]
    place: Callable[[str], str]
    first: Feed
    usual: Mapping[str, Feed]


def pages_of(feeds: Mapping[str, Feed], addresses: Addresses) -> dict[str, list[Feed]]:
    """Return the feeds of each page that is there, the plainest path first."""
    found: dict[str, list[Feed]] = {}
    for feed in sorted(feeds.values(), key=plainness):
        target = addresses.target(feed.page, feed.path) if feed.page else None
        if target is not None and target.file is not None:
            found.setdefault(target.file, []).append(feed)
    return found


def plainness(feed: Feed) -> tuple[int, int, str]:
    """Tell which of several feeds is likely to be the one of the whole site."""
    return feed.path.count("/"), len(feed.path), feed.path


def judge_page(page: Page, own: Sequence[Feed], ground: Ground) -> Iterator[Problem]:
    """Yield what is wrong with a page, of which `own` are the feeds."""
    if page.unread:
        fault = _Fault(code="unreadable", message=f"{page.unread}; make the file readable")
        yield _problem(ground, page.path, fault, _Place())
        return
    named = [one for link in page.alternates if (one := _named(link, page, ground)) is not None]
    yield from (_problem(ground, page.path, one.fault, one.link) for one in named if one.fault is not None)
    if not named:
        line = _line((*own, ground.first)[0], ground)
        message = f"the page names no feed, so no reader finds one; write {line} into its head"
        yield _problem(ground, page.path, _Fault(code="no-feed-link", message=message), _Place(1))
    elif own and not any(one.feed in own or (one.fault and one.feed is None) for one in named):
        line = _line(own[0], ground)
        message = f"it is the page of {own[0].path}, and names only others; write {line} before them"
        fault = _Fault(code="unnamed-feed", message=message, level="warning")
        yield _problem(ground, page.path, fault, named[0].link)
    else:
        yield from _order(page, named, ground)


def judge_feeds(feeds: Iterable[Feed], ground: Ground) -> Iterator[Problem]:
    """Yield what is wrong with the pages that feeds say they are of: of each page once."""
    told: set[str] = set()
    for feed in feeds:
        target = ground.addresses.target(feed.page, feed.path) if feed.page else None
        if target is None or target.path is None or target.file is not None or target.url in told:
            continue
        told.add(target.url)
        mend = "make that page, or let the feed link to one that is there"
        message = f"the feed is of {target.url}, and there is no such page; {mend}"
        yield _problem(ground, feed.path, _Fault(code="no-feed-page", message=message), _Place(feed.line))


def _named(link: Alternate, page: Page, ground: Ground) -> _Named | None:
    """Return what a link says of a feed; None if it is of something else, such as another language."""
    target = ground.addresses.target(link.href, page.path, page.base) if link.href else None
    feed = ground.feeds.get(target.file) if target is not None and target.file is not None else None
    if feed is not None:
        return _Named(link, _wrong_type(link, feed), feed)
    if link.type not in FEED_TYPES:
        return None
    astray = _astray(link, target, ground)
    return _Named(link, _Fault(code="feed-not-there", message=astray) if astray else None, None)


def _wrong_type(link: Alternate, feed: Feed) -> _Fault | None:
    right = TYPES[feed.kind]
    if link.type in right:
        return None
    has = f"“{link.type}” is not the type of" if link.type else "no type is given to"
    message = f'{has} {feed.path}, which is {_NAMES[feed.kind]}; write type="{right[0]}"'
    return _Fault(code="feed-link-type", message=message)


def _astray(link: Alternate, target: Target | None, ground: Ground) -> str | None:
    """Say what is wrong with an address at which there is no feed; None where nobody here can know."""
    known = ground.addresses
    other = known.page(ground.usual.get(link.type, ground.first).path)
    if target is None:
        return f"“{link.href}” is no address of a feed; write one, such as {other}"
    if target.path is None:
        meant = known.strayed(target)
        if meant is None or meant not in ground.feeds:
            return None
        return f"“{link.href}” leads out of the site, to {target.url}; write {known.page(meant)}"
    if target.file is not None:
        return f"“{link.href}” leads to {target.file}, which is no feed; write {other}, or another that is"
    if link.href.startswith(("/", "http:", "https:")):
        return f"“{link.href}” leads to nothing; write {other}, or another that is there"
    meant = link.href.lstrip("./")
    other = known.page(meant) if meant in ground.feeds else other
    return f"“{link.href}” means {target.url} in this page, and nothing is there; write {other}"


def _order(page: Page, named: Sequence[_Named], ground: Ground) -> Iterator[Problem]:
    """A reader takes the first feed: it must be the one in the language of the page, if there is one."""
    told = [(_nearness(page.lang, _language(one)), one) for one in named if _language(one)]
    if not page.lang or len(told) < 2:
        return
    (nearness, one), (nearest, best) = told[0], max(told, key=lambda pair: pair[0])
    if nearness < nearest and one is named[0]:
        message = (
            f"the page is in {page.lang}, and the first feed that it names in {_language(one)}; "
            f"name “{best.link.href}” first, which is in {_language(best)}"
        )
        fault = _Fault(code="feed-order", message=message, level="warning")
        yield _problem(ground, page.path, fault, one.link)


def _language(one: _Named) -> str:
    return (one.feed.lang if one.feed is not None else "") or one.link.hreflang


def _nearness(one: str, other: str) -> int:
    """Return 2 for the same language, 1 for another form of it, 0 for another one."""
    this, that = one.lower().replace("_", "-"), other.lower().replace("_", "-")
    return 2 if this == that else int(this.partition("-")[0] == that.partition("-")[0])


def _line(feed: Feed, ground: Ground) -> str:
    href = escape(ground.addresses.page(feed.path))
    return f'<link rel="alternate" type="{TYPES[feed.kind][0]}" href="{href}">'


def _problem(ground: Ground, path: str, fault: _Fault, at: Alternate | _Place) -> Problem:
    where = Where(path=ground.place(path), line=at.line, column=at.column)
    return Problem(where=where, code=fault.code, message=fault.message, level=fault.level)
