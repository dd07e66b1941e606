"""The settings -> the site, in plain values. Pure."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, tzinfo
from typing import Any, get_args
from urllib.parse import quote, urlsplit
from zoneinfo import ZoneInfo

from feeds import builders
from feeds.languages import language_tag
from feeds.model import Feed, Filter, Manner, Podcast, Site, Term, Trait
from feeds.record import moment, replace
from feeds.settings.tables import OfFeed, OfFeeds, OfPodcast, Settings
from feeds.settings.values import STYLE

_TERMS: tuple[Term, ...] = get_args(Term)
_MANY: dict[Term, str] = {
    "category": "categories", "tag": "tags", "author": "authors", "language": "languages",
    "collection": "collections",
}  # fmt: skip
_TRAITS: tuple[tuple[Trait, str], ...] = (*((term, term) for term in _TERMS), ("path", "posts"))


def make(settings: Settings, url: str, dialect: str, own: object) -> Site:
    """Return the site at the URL. `own` is what the dialect keeps for itself."""
    media = settings.media
    return replace(
        _make(settings, url, dialect, own),
        lead_image=media.image, smallest_image=media.smallest, media_folders=tuple(media.folders.items()),
        podcast=_podcast(settings.podcast, url) if settings.podcast else None,
    )  # fmt: skip


def _content(settings: Settings) -> dict[str, Any]:
    content = settings.content
    return {"built": content.built, "select": content.select, "off": tuple(dict.fromkeys(content.off))}


def _make(settings: Settings, url: str, dialect: str, own: object) -> Site:
    """Return the site without its pictures and its podcast."""
    feeds, posts, site = settings.feeds, settings.posts, settings.site
    manner = _manner(feeds, _address(url, site.image))
    zone = site.timezone or ZoneInfo("UTC")
    return Site(
        url=url,
        id_url=site.id_url or url,
        title=(site.title or "").strip() or str(urlsplit(url).hostname),
        description=site.description or "",
        lang=language_tag(site.language) if site.language else None,
        zone=zone,
        authors=site.author,
        dialect=dialect,
        folders=posts.folders,
        exclude=posts.exclude,
        permalink=posts.permalink,
        future=posts.future,
        drafts=posts.drafts,
        formats=_formats(settings),
        channel_formats=tuple(dict.fromkeys(feeds.formats)),
        manner=manner,
        summary_length=feeds.summary_length,
        terms=tuple((term, names) for term in _TERMS if (names := getattr(feeds, _MANY[term]))),
        min_posts=feeds.min_posts,
        feeds=tuple(_feed(one, manner, zone, url) for one in settings.feed),
        paths=tuple(_by_kind(feeds, "paths")),
        aliases=tuple((kind, fmt, path) for kind, fmt, paths in _by_kind(feeds, "aliases") for path in paths),
        keys=tuple(posts.keys.items()),
        hubs=feeds.hubs,
        style=feeds.paths.get("style", STYLE) if feeds.style == STYLE else feeds.style,
        icon=_address(url, site.icon),
        **_content(settings),
        home=settings.sitemap.home,
        term_pages=tuple(
            (term, page) for term in _TERMS if (page := getattr(settings.sitemap, f"{term}_page"))
        ),
        own=own,
    )


def _formats(settings: Settings) -> tuple[str, ...]:
    """Return all formats that anything is published in; the style sheet is one, if it is ours."""
    feeds = settings.feeds
    style = ["style"] if feeds.style == STYLE and "style" in builders.names() else []
    of_feeds = [fmt for feed in settings.feed for fmt in feed.formats or ()]
    return tuple(dict.fromkeys((*feeds.formats, *of_feeds, *style)))


def _by_kind(feeds: OfFeeds, key: str) -> Iterable[tuple[str, str, str]]:
    """Yield what the tables say of the places of each kind of channel: kind, format, place."""
    for kind in ("site", *_TERMS):
        table = getattr(feeds, key if kind == "site" else f"{kind}_{key}")
        yield from ((kind, fmt, place) for fmt, place in table.items())


def _manner(feeds: OfFeeds, image: str | None) -> Manner:
    return Manner(
        content=feeds.content, limit=feeds.limit, max_age=feeds.max_age, max_bytes=feeds.max_bytes,
        archive=feeds.archive, archive_size=feeds.archive_size, complete=feeds.complete,
        expired=feeds.expired, image=image,
    )  # fmt: skip


def _feed(feed: OfFeed, manner: Manner, zone: tzinfo, url: str) -> Feed:
    keys = ("content", "limit", "max_age", "max_bytes", "archive", "archive_size", "complete", "expired")
    own = {key: value for key in keys if (value := getattr(feed, key)) is not None}
    if feed.image is not None:
        own["image"] = _address(url, feed.image)
    return Feed(
        name=feed.name,
        filter=_filter(feed, zone),
        manner=replace(manner, **own),
        title=feed.title,
        description=feed.description,
        page=_address(url, feed.page),
        formats=tuple(dict.fromkeys(feed.formats)) if feed.formats else None,
        folder=feed.path or ":slug",
        paths=tuple(feed.paths.items()),
        aliases=tuple((fmt, path) for fmt, places in feed.aliases.items() for path in places),
        min_posts=feed.min_posts,
    )


def _podcast(podcast: OfPodcast, url: str) -> Podcast:
    return Podcast(
        image=_address(url, podcast.image) or "", categories=podcast.categories, author=podcast.author,
        owner=next(iter(podcast.owner), None), explicit=podcast.explicit, type=podcast.type,
        language=podcast.language, locked=podcast.locked, funding=podcast.funding, guid=podcast.guid,
        medium=podcast.medium, feed=podcast.feed, file=podcast.file, lengths=podcast.lengths,
    )  # fmt: skip


def _filter(feed: OfFeed, zone: tzinfo) -> Filter:
    def named(prefix: str) -> tuple[tuple[Trait, tuple[str, ...]], ...]:
        found = ((trait, getattr(feed, f"{prefix}{key}")) for trait, key in _TRAITS)
        return tuple((trait, names) for trait, names in found if names)

    return Filter(
        wanted=named(""), unwanted=named("not_"),
        since=_moment(feed.since, zone), before=_moment(feed.not_since, zone),
    )  # fmt: skip


def _moment(when: datetime | None, zone: tzinfo) -> int | None:
    """Return microseconds since 1970; what has no zone is in the site's."""
    if when is None:
        return None
    return moment(when if when.tzinfo is not None else when.replace(tzinfo=zone))


def _address(url: str, place: str | None) -> str | None:
    """Return the absolute URL of a place on the site, or of one that is a URL already."""
    if place is None or "://" in place:
        return place
    return f"{url}/{quote(place, safe=_PATH_SAFE)}"


# RFC 3986, section 3.3: what may stand in a path as it is, and what is encoded already.
_PATH_SAFE = "/-._~!$&'()*+,;=:@%?#"
