"""A few posts, made up for one test, and what is selected of them."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

from feeds.collector import cards
from feeds.model import Card, Manner, Post, Reading, Site
from feeds.record import replace
from feeds.select import Selection, select

FILES = {"rss": "rss.xml", "atom": "atom.xml"}
FIRST = datetime(2026, 1, 1, tzinfo=UTC)
SITE = Site(
    url="https://example.org",
    id_url="https://example.org",
    title="Notes",
    zone=UTC,
    dialect="plain",
    folders=("posts",),
)


def post(name: str, day: int = 0, **more: Any) -> Card:
    """Return the card of a post of a day after the first."""
    url = f"https://example.org/{name}/"
    when = FIRST + timedelta(days=day)
    made = Post(source=f"posts/{name}.md", id=url, url=url, title=name, published=when, updated=when)
    changed = made._replace(**more)
    return cards.of(Reading(source=changed.source, state="published", post=changed))


def title(card: Card) -> str:
    """Return the name that a post was made with."""
    return card.source.removeprefix("posts/").removesuffix(".md")


def chosen(*posts: Card, limit: int = 50, **settings: Any) -> Selection:
    """Return what is selected of the posts."""
    return select(posts, replace(SITE, **({"manner": Manner(limit=limit)} | settings)), FILES)


def kinds(*terms: str) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """Return the setting that gives every name of these kinds a feed."""
    return tuple((term, ("*",)) for term in terms)


def named(selection: Selection) -> list[tuple[str, str, list[str]]]:
    """Return kind, name and the titles of the posts of every channel."""
    return [(one.kind, one.name, [title(post) for post in one.posts]) for one in selection.channels]
