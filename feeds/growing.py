"""The last outline, and nothing but newer posts since then -> the outline, without a look at all others.

It is what `outline.draw` would return: a news site gets a post every few minutes, and of 30,000 others
nothing has changed. Where anything else has, or more would have to be known, there is none.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from feeds import select
from feeds.builders import sitemap
from feeds.cache import Cache
from feeds.collector.survey import Survey
from feeds.manifest import Written, grown
from feeds.model import Appended, Card, Channel, Site
from feeds.outline import Drawn, End, Outline, channels_of, published
from feeds.record import moment, replace
from feeds.standing import Left, of_pages


def grow(
    drawn: Drawn | None, read: Survey, memory: Cache, now: datetime, left: Left, site: Site
) -> Outline | None:  # fmt: skip
    """Return the outline, None if it has to be drawn.

    Raises:
        Lost: a sitemap that stood does not any more.
    """
    if drawn is None or not drawn.holds(now) or not drawn.end.is_known:
        return None
    new = read.added(drawn.gist)
    if not new or not _are_settled(new, drawn.end, now):
        return None
    posts = sorted(published(new), key=lambda card: card.moment)
    channels, ids, pages = channels_of(drawn, memory), left.manifest.ids, _pages(drawn, left)
    more = None if channels is None else select.grown(channels, posts, site)
    if more is None or not isinstance(ids, Written) or not _are_apart(posts, drawn.end, pages):
        return None
    table = grown(ids, {card.source: card.id for card in posts})
    if table is None:
        return None
    end = _end(drawn.end, posts)
    states = {**drawn.states, **{card.source: card.state for card in new if card.state != "published"}}
    return Outline(
        selection=select.Selection(channels=more, pages=(), problems=drawn.problems), end=end,
        ids=table, states=states, doubles=drawn.doubles, since=now, due=drawn.due,
        appended=_appended(pages, more, posts, end, site),
    )  # fmt: skip


def _are_settled(new: Sequence[Card], end: End, now: datetime) -> bool:
    """Whether time changes none of them, and each that is published was so at a moment after all others."""
    moments = [card.moment for card in new if card.state == "published"]
    still = all(
        card.expires is None and card.moment <= moment(now) and (card.due is None or card.due <= now)
        for card in new
    )
    return still and len({*moments}) == len(moments) and end.moment < min(moments, default=end.moment + 1)


def _pages(drawn: Drawn, left: Left) -> bytes:
    """Return the sitemap of the last run, none if it is not a single one that stands."""
    documents = left.documents(of_pages(drawn.gist, drawn.since)) or ()
    return documents[0].data if len(documents) == 1 else b""


def _are_apart(posts: Sequence[Card], end: End, pages: bytes) -> bool:
    """Whether the posts have URLs and ids that no other has; and the sitemap has room for them."""
    urls, ids = {card.url for card in posts}, {card.id for card in posts}
    room = sitemap.fits(pages.count(b"\n") + len(posts), len(pages) + sum(map(len, urls)))
    return (
        pages != b"" and room and len(urls) == len(ids) == len(posts) and urls.isdisjoint(end.unnamed)
        and not any(sitemap.has(pages, url) for url in urls)
    )  # fmt: skip


def _end(was: End, posts: Sequence[Card]) -> End:
    dates = [*filter(None, [was.changed]), *(card.updated for card in posts if card.in_sitemap)]
    changed = select.latest(dates) if dates else None
    return replace(
        was, moment=max([was.moment, *(card.moment for card in posts)]), changed=changed,
        unnamed=(*was.unnamed, *(card.url for card in posts if not card.in_sitemap)),
    )  # fmt: skip


def _appended(
    data: bytes, channels: Sequence[Channel], posts: Sequence[Card], end: End, site: Site
) -> Appended:
    terms = (channel for channel in channels if channel.kind not in {"site", "feed"})
    return Appended(
        data=data, many=end.named, first=select.named(terms, end.changed, site),
        last=tuple((card.url, card.updated) for card in posts if card.in_sitemap),
    )  # fmt: skip
