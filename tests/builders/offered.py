"""An edition as the pages see it: channels of each kind, with what they need of their posts."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, timezone
from typing import cast

from feeds.model import Author, Card, Channel, Edition, Rendered, Site
from feeds.record import replace

CHINA = timezone(timedelta(hours=8))
SITE = Site(
    url="https://example.org/notes",
    id_url="https://example.org/notes",
    title="Notes & <Queries>",
    description="Small notes",
    zone=UTC,
    dialect="plain",
    folders=("posts",),
    lang="en",
    authors=(Author(name="Mei Lin", email="mei@example.org", uri="https://example.org/mei"),),
    formats=("rss", "atom", "opml", "page", "style"),
)
NEW = Card(
    source="posts/new.md",
    state="published",
    url="https://example.org/notes/new/",
    published=datetime(2026, 1, 3, 23, 30, tzinfo=CHINA),
    updated=datetime(2026, 1, 3, 23, 30, tzinfo=CHINA),
    lang="zh-CN",
)
OLD = Card(
    source="posts/old.md",
    state="published",
    url="https://example.org/notes/old/?a=1&b=2",
    published=datetime(2025, 12, 31, 23, 59, 59, tzinfo=UTC),
    updated=datetime(2026, 2, 1, tzinfo=UTC),
)


@dataclass(frozen=True)
class Told:
    """What the page wants to know of an entry."""

    title: str


def dressed(site: Site = SITE, *, template: str | None = None, css: str = "") -> Site:
    """Return a site with these."""
    return replace(site, page_template=template, page_css=css)


def channel(
    kind: str = "site", name: str = "", posts: tuple[Card, ...] = (NEW, OLD), **more: object
) -> Channel:
    """Return a channel of these posts."""
    folder = f"{kind}/{name.lower()}/" if name else ""
    plain = Channel(
        kind="site",
        name=name,
        title=f"Notes & <Queries>{f' | {name}' if name else ''}",
        description="Small notes" if kind == "site" else f"Notes & <Queries> | {name}",
        page="https://example.org/notes/",
        paths=(("rss", f"{folder}rss.xml"), ("atom", f"{folder}atom.xml")),
        posts=posts,
        total=len(posts),
    )
    return replace(plain, kind=kind, **more)


CHANNELS = (
    channel(),
    channel("category", "news", (OLD,)),
    channel("category", "Zebra", page="https://example.org/notes/zebra/", total=1203),
    channel("category", "阅读", (NEW,)),
    channel("tag", "R&D", paths=(("atom", "tag/r-d/atom.xml"),)),
)


def edition(*channels: Channel, site: Site = SITE, **titles: str) -> Edition:
    """Return an edition of these channels, or the usual ones; titles are of posts: `new="…"`."""
    told = {"new": "Tom & <b> 📡", "old": "Old"} | titles
    entries = {f"posts/{name}.md": cast("Rendered", Told(title)) for name, title in told.items()}
    return Edition(site=site, channels=channels or CHANNELS, entries=entries, pages=())


def many(count: int) -> tuple[Channel, ...]:
    """Return the site's channel and those of so many tags."""
    return (channel(), *(channel("tag", f"Tag {number:04}") for number in range(count)))
