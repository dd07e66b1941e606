"""Pictures, enclosures and podcasts in RSS and Atom: Media RSS 1.5.1, Apple's tags, Podcasting 2.0. Pure.

https://www.rssboard.org/media-rss, https://help.apple.com/itc/podcasts_connect/#/itcb54353390 and
https://podcastindex.org/namespace/1.0. A feed's root has the namespaces, so that its entries need not.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import Any

from lxml import etree

from feeds.builders._lines import xml
from feeds.model import Channel, Entry, Episode, Media, Podcast, Site

_MEDIA = "http://search.yahoo.com/mrss/"
_ITUNES = "http://www.itunes.com/dtds/podcast-1.0.dtd"
_PODCAST = "https://podcastindex.org/namespace/1.0"
_SPACES = {"media": _MEDIA, "itunes": _ITUNES, "podcast": _PODCAST}
# "The UUID namespace for podcasts", of which each feed's guid is made.
_NAMESPACE = "ead4c236-bf58-58c6-a2c6-a6b28d128cb6"


def declare(feed: Any, site: Site, channel: Channel | None = None, url: str = "") -> None:
    """Let feedgen's feed have the namespaces of its entries, and RSS what the podcast says of itself.

    The channel and the URL at which its RSS document will be read are for that; Atom gives neither.
    """
    if _has_media(site):
        feed.register_extension("media", lambda: _Extension({"media": _MEDIA}), _Extension)
    if site.podcast and channel is not None:
        spaces = {"itunes": _ITUNES, "podcast": _PODCAST}
        says = _Podcast(site.podcast, site, channel, url)
        feed.register_extension("podcast", lambda: _Extension(spaces, says), _Extension, atom=False)


def of_item(entry: Entry, site: Site) -> Iterator[str]:
    """Yield an item's file, what a podcast's app shows of it, and its picture."""
    if entry.enclosures:
        first, *others = entry.enclosures
        # "When an enclosure's size cannot be determined, a publisher SHOULD use a length of 0."
        length, kind = str(first.length or 0), first.type or "audio/mpeg"
        yield xml("enclosure", None, {"url": first.url, "length": length, "type": kind})
        for other in others:
            medium = (other.type or "").partition("/")[0]
            yield _content(other, medium if medium in {"audio", "video"} else "document", _has_media(site))
        if entry.episode is not None and site.podcast is not None:
            yield from _of_episode(entry.episode)
    yield from _of_image(entry, site)


def of_entry(entry: Entry, site: Site) -> Iterator[str]:
    """Yield an entry's files and its picture."""
    for media in entry.enclosures:
        length = _text(media.length or None)
        named = {"href": media.url, "rel": "enclosure", "type": media.type, "length": length}
        yield xml("link", None, {**named, "title": media.title})
    yield from _of_image(entry, site)


def _of_image(entry: Entry, site: Site) -> Iterator[str]:
    """Name the picture twice: many readers know media:thumbnail only, newsletters media:content only.

    Not what it shows: feedparser, and so many a reader, takes media:description for the entry's own.
    """
    if entry.image is not None:
        yield from _picture(entry.image, _has_media(site))


# Wanted again for the next format.
@lru_cache(maxsize=64)
def _picture(image: Media, declared: bool) -> tuple[str, str]:
    sides = {"width": _text(image.width), "height": _text(image.height)}
    thumbnail = xml("media:thumbnail", None, {**_space(declared), "url": image.url, **sides})
    return _content(image, "image", declared), thumbnail


def _content(media: Media, medium: str, declared: bool) -> str:
    return xml(
        "media:content", None,
        {
            **_space(declared), "url": media.url, "medium": medium, "type": media.type,
            "fileSize": _text(media.length), "width": _text(media.width), "height": _text(media.height),
            "duration": _text(media.duration),
        },
    )  # fmt: skip


def _space(declared: bool) -> Mapping[str, str]:
    """Return the declaration of the prefix of Media RSS where the root has none."""
    return {} if declared else {"xmlns:media": _MEDIA}


def _has_media(site: Site) -> bool:
    return site.lead_image != "none" or site.podcast is not None


def _of_episode(episode: Episode) -> Iterator[str]:
    """Yield what is known of an episode, Apple's tags before those of Podcasting 2.0."""
    explicit = None if episode.explicit is None else _truth(episode.explicit)
    for name, value in (
        ("title", episode.title), ("subtitle", episode.subtitle), ("summary", episode.summary),
        ("duration", _text(episode.duration)), ("episode", _text(episode.number or None)),
        ("season", _text(episode.season)), ("episodeType", episode.kind), ("explicit", explicit),
    ):  # fmt: skip
        if value:
            yield xml(f"itunes:{name}", value)
    if episode.image:
        yield xml("itunes:image", None, {"href": episode.image})
    if episode.season is not None:
        yield xml("podcast:season", str(episode.season), {"name": episode.season_name})
    if episode.number is not None:
        yield xml("podcast:episode", str(episode.number))
    if episode.chapters:
        named = {"url": episode.chapters, "type": "application/json+chapters"}
        yield xml("podcast:chapters", None, named)
    for words in episode.transcripts:
        said = {"url": words.url, "type": words.type, "language": words.language}
        yield xml("podcast:transcript", None, said)
    for voice in episode.voices:
        yield xml(
            "podcast:person", voice.name, {"role": voice.role, "href": voice.page, "img": voice.picture}
        )


class _Podcast:
    """Says in an RSS channel what the settings say of the podcast."""

    def __init__(self, podcast: Podcast, site: Site, channel: Channel, url: str) -> None:
        self._podcast, self._site, self._channel, self._url = podcast, site, channel, url

    def add(self, element: Any) -> None:
        """Add Apple's tags to the channel, then those of Podcasting 2.0."""
        podcast, site = self._podcast, self._site
        if podcast.language and element.find("language") is None:
            etree.SubElement(element, "language").text = podcast.language
        names = ", ".join(author.name for author in site.authors)
        _add(element, "itunes:author", podcast.author or names or site.title)
        if podcast.owner:
            owner = _add(element, "itunes:owner", None)
            _add(owner, "itunes:name", podcast.owner.name)
            if podcast.owner.email:
                _add(owner, "itunes:email", podcast.owner.email)
        _add(element, "itunes:image", None, {"href": podcast.image})
        above: dict[str, Any] = {}
        for category, below in podcast.categories:
            if category not in above:
                above[category] = _add(element, "itunes:category", None, {"text": category})
            if below:
                _add(above[category], "itunes:category", None, {"text": below})
        _add(element, "itunes:explicit", _truth(podcast.explicit))
        if podcast.type:
            _add(element, "itunes:type", podcast.type)
        self._add_more(element)

    def _add_more(self, element: Any) -> None:
        podcast = self._podcast
        own = podcast.guid if self._channel.name == podcast.feed else None
        _add(element, "podcast:guid", own or feed_guid(self._url))
        if podcast.locked is not None:
            owner = podcast.owner.email if podcast.owner else None
            _add(element, "podcast:locked", "yes" if podcast.locked else "no", {"owner": owner})
        for url, words in podcast.funding:
            _add(element, "podcast:funding", words, {"url": url})
        if podcast.medium:
            _add(element, "podcast:medium", podcast.medium)


class _Extension:
    """What feedgen asks of an extension: the namespaces, and what to add to a whole document."""

    def __init__(self, spaces: Mapping[str, str] | None = None, says: _Podcast | None = None) -> None:
        self._spaces, self._says = spaces or {}, says

    def extend_ns(self) -> Mapping[str, str]:
        return self._spaces

    def extend_rss(self, root: Any) -> None:
        if self._says is not None:
            self._says.add(root[0])

    def extend_atom(self, root: Any) -> None:
        del root  # entries add their own, and a feed has nothing


def feed_guid(url: str) -> str:
    """Return the guid of a podcast whose feed is at the URL: the same wherever anybody works it out.

    "Removing the protocol scheme and any trailing slashes from the feed URL" comes first.
    """
    from uuid import UUID, uuid5  # noqa: PLC0415 - few sites have a podcast

    return str(uuid5(UUID(_NAMESPACE), url.partition("://")[2].rstrip("/")))


def _add(
    element: Any, name: str, text: str | None, attributes: Mapping[str, str | None] | None = None
) -> Any:  # fmt: skip
    """Add an element by its usual prefix, with those of the attributes that are there."""
    prefix, _, local = name.partition(":")
    space = _SPACES[prefix]
    made = etree.SubElement(element, f"{{{space}}}{local}", _there(attributes or {}), nsmap={prefix: space})
    made.text = text
    return made


def _there(attributes: Mapping[str, str | None]) -> dict[str, str]:
    return {name: value for name, value in attributes.items() if value is not None}


def _text(number: int | None) -> str | None:
    return None if number is None else str(number)


def _truth(value: bool) -> str:
    return "true" if value else "false"
