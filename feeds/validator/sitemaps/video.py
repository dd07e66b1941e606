"""Videos: https://developers.google.com/search/docs/crawling-indexing/sitemaps/video-sitemaps. Pure."""

from __future__ import annotations

from typing import Final

from feeds.languages import COUNTRIES
from feeds.patterns import compile_later
from feeds.validator.findings import Fault, Findings, Node, name_of, quoted, text_of
from feeds.validator.shape import Children, Module, Shape
from feeds.validator.sitemaps import Extension
from feeds.validator.sitemaps.values import at_most, day, file, stated, yes_or_no
from feeds.validator.uris import web
from feeds.validator.values import anything, number, one_of

_NAMESPACE: Final = "{http://www.google.com/schemas/sitemap-video/1.1}"
_LOC: Final = "{http://www.sitemaps.org/schemas/sitemap/0.9}loc"
_MOST_TAGS: Final = 32
_RATING: Final = compile_later(r"[0-4](?:\.[0-9]+)?|5(?:\.0+)?")
_DEVICES: Final = frozenset(("web", "mobile", "tv"))


def _tag(name: str) -> str:
    return f"{_NAMESPACE}{name}"


# https://developers.google.com/search/blog/2022/05/spring-cleaning-sitemap-extensions, and what the
# schema has beside it: https://www.google.com/schemas/sitemap-video/1.1/sitemap-video.xsd
_DROPPED: Final = tuple(
    map(_tag, ("category", "content_segment_loc", "gallery_loc", "id", "price", "tvshow"))
)


def _rating(name: str, text: str) -> Fault | None:
    if _RATING.fullmatch(text.strip()):
        return None
    message = f"{name} {quoted(text)} is not from 0.0 to 5.0; write one like “4.5”, or leave it out"
    return Fault(code="bad-number", message=message)


def _countries(name: str, text: str) -> Fault | None:
    """Want "a space-delimited list of country codes in ISO 3166 format"."""
    for word in text.split():
        if word not in COUNTRIES:
            message = f"{name} names {quoted(word)}, which is no country of ISO 3166"
            return Fault(code="bad-value", message=f"{message}; write codes as in “DE GB”")
    return None


def _devices(name: str, text: str) -> Fault | None:
    for word in text.split():
        if word not in _DEVICES:
            message = f"{name} names {quoted(word)}; write of “web”, “mobile” and “tv” those that you mean"
            return Fault(code="bad-value", message=message)
    return None


def _video(video: Node, seen: Children, found: Findings) -> None:
    """Each video has "either a <video:content_loc> or <video:player_loc>", and not the page itself."""
    places = [*seen.get(_tag("content_loc"), ()), *seen.get(_tag("player_loc"), ())]
    if not places:
        message = "<video> has neither <content_loc> nor <player_loc>; write the one or the other"
        found.error(video, "missing-element", message)
    url = video.getparent()
    loc = url.find(_LOC) if url is not None else None
    for place in places if loc is not None else ():
        if loc is not None and text_of(place) == text_of(loc):
            message = f"{name_of(place)} {quoted(text_of(place))} is the URL of the page, not of the video"
            found.error(place, "video-is-page", f"{message}; write the video’s own")
    if len(tags := seen.get(_tag("tag"), [])) > _MOST_TAGS:
        message = f"The video has {len(tags):,} tags, and 32 are allowed; leave the others out"
        found.error(tags[_MOST_TAGS], "too-many-tags", message)


_DATE: Final = Shape(text=day)
_FLAG: Final = Shape(text=yes_or_no)
_RELATION: Final = {"relationship": one_of("allow", "deny")}
_CHILDREN: Final = {
    "thumbnail_loc": Shape(text=file),
    "title": Shape(text=stated),
    "description": Shape(text=at_most(2_048, stated)),
    "content_loc": Shape(text=file),
    # Both attributes were dropped with the elements above.
    "player_loc": Shape(text=web, attributes={"allow_embed": anything, "autoplay": anything}),
    "duration": Shape(text=number(least=1, most=28_800)),
    "expiration_date": _DATE,
    "rating": Shape(text=_rating),
    "view_count": Shape(text=number(least=0)),
    "publication_date": _DATE,
    "family_friendly": _FLAG,
    "restriction": Shape(text=_countries, attributes=_RELATION, needs=("relationship",)),
    "platform": Shape(text=_devices, attributes=_RELATION, needs=("relationship",)),
    "requires_subscription": _FLAG,
    "uploader": Shape(text=at_most(255, stated), attributes={"info": web}),
    "live": _FLAG,
    "tag": Shape(text=stated),
}
# Their attributes were dropped with them, and are no news.
_LOOSE: Final = Shape(
    free=True,
    attributes=dict.fromkeys(("currency", "duration", "player_loc", "resolution", "title", "type"), anything),
)
_VIDEO: Final = Shape(
    children={
        **{_tag(name): shape for name, shape in _CHILDREN.items()},
        **dict.fromkeys(_DROPPED, _LOOSE),
    },
    required=(_tag("thumbnail_loc"), _tag("title"), _tag("description")),
    many=frozenset((_tag("tag"), *_DROPPED)),
    rule=_video,
)

EXTENSION: Final = Extension(
    module=Module(
        name="videos in sitemaps",
        namespace=_NAMESPACE[1:-1],
        prefix="video",
        mistaken=("http://www.google.com/schemas/sitemap-video/1.0",),
        entry={"video": _VIDEO},
        many=frozenset(("video",)),
        codes={
            "too-many-tags": "a video of a sitemap with more than 32 tags",
            "video-is-page": "a video of a sitemap whose URL is that of its page",
        },
    ),
    dropped=_DROPPED,
)
