"""What a podcast's app shows of an episode, out of the front matter of its post. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Literal, cast

from feeds.content import plaintext
from feeds.content.media import places
from feeds.content.media.fields import IMAGES, Fields, each, switch, table, text, whole
from feeds.content.media.files import Facts, Look
from feeds.content.media.image import named
from feeds.content.media.kinds import of_name, written
from feeds.languages import language_tag
from feeds.model import Episode, Media, Post, Site
from feeds.records import Transcript, Voice

# "Tag values are limited to 255 characters unless otherwise specified"; a summary's to 4,000.
_LINE, _PAGE, _LABEL = 255, 4000, 128
_COVERS = ("episodeimage", "episodecover", "itunesimage", "podcastimage", "episodeartwork", "artwork")
_WORDS = ("transcript", "transcripts", "podcasttranscript", "transcripturl", "captions")
_KINDS = frozenset({"full", "trailer", "bonus"})
_SPOKEN = {
    "text/vtt": "text/vtt", "application/x-subrip": "application/x-subrip", "text/html": "text/html",
    "text/plain": "text/plain", "application/json": "application/json",
    "application/srt": "application/x-subrip",
}  # fmt: skip
_ROLES = (
    ("host", ("host", "hosts", "cohost", "cohosts")),
    ("guest", ("guest", "guests")),
    ("host", ("person", "persons", "people")),
)


def episode(post: Post, fields: Fields, first: Media, site: Site, look: Look) -> Episode:
    """Return what is said of an episode whose `first` file is that."""
    kind = (text(fields, "episodetype", "itunesepisodetype", "podcasttype", "type") or "").lower()
    chapters = text(fields, "chapters", "chaptersurl", "podcastchapters", "chaptersfile")
    place = places.locate(chapters, post, site, look) if chapters and of_name(chapters) else None
    return Episode(
        number=whole(fields, "episode", "episodenumber", "itunesepisode", "podcastepisode", "episodeno"),
        season=whole(fields, "season", "seasonnumber", "itunesseason", "podcastseason") or None,
        season_name=_short(text(fields, "seasonname", "seasontitle"), _LABEL),
        kind=cast('Literal["full", "trailer", "bonus"]', kind) if kind in _KINDS else None,
        explicit=switch(fields, "explicit", "itunesexplicit", "podcastexplicit"),
        duration=first.duration,
        image=_cover(post, fields, site, look),
        title=_short(text(fields, "itunestitle", "podcasttitle", "episodetitle"), _LINE),
        subtitle=_short(text(fields, "subtitle", "itunessubtitle", "podcastsubtitle"), _LINE),
        summary=_short(text(fields, "itunessummary", "podcastsummary", "podcastdescription"), _PAGE),
        chapters=place.url if place else None,
        transcripts=tuple(_transcripts(post, fields, site, look)),
        voices=tuple(_voices(fields)),
    )


def _short(text: str | None, most: int) -> str | None:
    """Return a text without markup, and of so many letters at the most."""
    return plaintext.shorten(plaintext.from_author(text), most) or None if text else None


def _cover(post: Post, fields: Fields, site: Site, look: Look) -> str | None:
    """Return the episode's picture: what is meant for it, else the post's, if it may be one.

    Apple takes JPEG and PNG, and square ones: a picture that is known to be otherwise stays out.
    """
    for _, item in each(fields, _COVERS):
        if (place := named(item, post, site, look)) and _may_be_cover(place.url, None):
            return place.url
    for _, item in each(fields, IMAGES[:2]):
        if (place := named(item, post, site, look)) and _may_be_cover(place.url, place.facts):
            return place.url
    return None


def _may_be_cover(url: str, facts: Facts | None) -> bool:
    kind = (facts.type if facts else None) or of_name(url)
    square = facts is None or facts.width is None or facts.width == facts.height
    return kind in {"image/jpeg", "image/png"} and square


def _transcripts(post: Post, fields: Fields, site: Site, look: Look) -> Iterator[Transcript]:
    for _, item in each(fields, _WORDS):
        rows = table(item)
        name = text(rows, "url", "src", "href", "file", "path") if rows else item
        if not isinstance(name, str) or re.search(r"\s", name.strip()):
            continue  # the words themselves
        told = written(text(rows, "type") or "") or of_name(name) or ""
        if (kind := _SPOKEN.get(told)) and (place := places.locate(name, post, site, look)):
            language = text(rows, "language", "lang")
            yield Transcript(place.url, kind, language_tag(language) if language else None)


def _voices(fields: Fields) -> Iterator[Voice]:
    """Yield who is to be heard; a text with commas in it is several names."""
    for role, keys in _ROLES:
        for _, item in each(fields, keys):
            rows = table(item)
            said = text(rows, "name", "title") if rows else item
            names = said.split(",") if isinstance(said, str) and not rows else [said]
            for name in names:
                if isinstance(name, str) and (short := _short(name.strip(), _LABEL)):
                    own = (text(rows, "role") or role).lower()
                    page = _page(rows, "href", "url", "link", "website")
                    yield Voice(short, own, page, _page(rows, "img", "image", "avatar", "photo"))


def _page(rows: Fields, *keys: str) -> str | None:
    said = text(rows, *keys)
    return places.web(said) if said else None
