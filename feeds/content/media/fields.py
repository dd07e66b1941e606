"""What a front matter says of pictures, recordings and episodes, by the keys that themes use. Pure.

A key is known by its letters: `featured_image`, `featured-image` and `featuredImage` are one.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import TypeAlias

from feeds.characters import squeeze

Fields: TypeAlias = dict[str, object]

IMAGES = (
    "image", "images", "featuredimage", "featureimage", "featuredimg", "featureimg", "featured", "cover",
    "coverimage", "coverimg", "heroimage", "heroimg", "hero", "leadimage", "mainimage", "primaryimage",
    "headerimage", "headerimg", "bannerimage", "bannerimg", "banner", "ogimage", "ogimg", "opengraphimage",
    "socialimage", "shareimage", "shareimg", "twitterimage", "previewimage", "cardimage", "postimage",
    "imageurl", "imagepath", "img", "thumbnail", "thumbnailimage", "thumbnailimg", "thumb", "teaser",
    "teaserimage", "picture", "photo", "photos", "poster", "splash", "topimg", "indeximg", "headimg",
    "backgroundimage", "background", "header", "preview",
)  # fmt: skip
"""The keys of a post's picture, the one that is meant for it before those that may only adorn the page."""

ENCLOSURES = (
    "enclosure", "enclosures", "podcastfile", "podcasturl", "podcastlink", "podcastmp3", "podcast", "audio",
    "audiourl", "audiofile", "audiopath", "audiolink", "episodefile", "episodeurl", "mp3", "mp3url",
    "mp3file", "m4a", "ogg", "opus", "media", "mediaurl", "mediafile", "file", "fileurl", "assetlink",
    "video", "videourl", "videofile", "mp4", "attachment", "attachments", "link",
)  # fmt: skip
"""The keys of a post's recordings and other files."""

_INSIDE = ("params", "extra", "itunes", "podcast")
_KNOWN = frozenset((*IMAGES, *ENCLOSURES, *_INSIDE, "resources"))


@lru_cache(maxsize=4096)
def letters(key: str) -> str:
    """Return a key without what only sets its words apart."""
    return key.lower().replace("_", "").replace("-", "").replace(" ", "").replace(".", "")


def gather(
    extra: tuple[tuple[str, object], ...], more: frozenset[str] = frozenset(), *, whatever: bool = False
) -> Fields:
    """Return the fields by the letters of their keys; none if nothing in them is of pictures or recordings.

    `more` are the letters of further keys to look for; with `whatever` all fields are of interest. What
    stands in the tables that Hugo and Zola keep for it, and in those of podcasts, counts as if it stood
    beside them.
    """
    if not whatever and (_KNOWN | more if more else _KNOWN).isdisjoint([letters(key) for key, _ in extra]):
        return {}
    fields = {letters(key): value for key, value in extra}
    for name in _INSIDE:
        for key, value in table(fields.get(name)).items():
            fields.setdefault(key, value)
    return fields


def table(value: object) -> Fields:
    """Return what a table holds, by the letters of its keys; of anything else, nothing."""
    if not isinstance(value, tuple) or not value or not all(map(_is_row, value)):
        return {}
    return {letters(key): inner for key, inner in value}


def _is_row(one: object) -> bool:
    return isinstance(one, tuple) and len(one) == 2 and isinstance(one[0], str)


def items(value: object) -> tuple[object, ...]:
    """Return the items of a list; a value that is none, or a table, is its own only one."""
    if value is None or value == "":
        return ()
    if isinstance(value, tuple) and (not value or not table(value)):
        return value
    return (value,)


def text(fields: Mapping[str, object], *keys: str) -> str | None:
    """Return the first of the keys' values that is text: cleaned, on one line."""
    for key in keys:
        value = fields.get(key)
        if isinstance(value, str) and value.strip():
            return squeeze(value)
    return None


def whole(fields: Mapping[str, object], *keys: str) -> int | None:
    """Return the first of the keys' values that is a whole number; `65,728,512` and `65 728 512` are too."""
    for key in keys:
        said = fields.get(key)
        if not (isinstance(said, str) and said.isascii() and said.isdigit()):
            said = text(fields, key)
        digits = said.replace(",", "").replace("_", "").replace(" ", "") if said else ""
        if digits.isascii() and digits.isdigit() and len(digits) < 16:
            return int(digits)
    return None


def switch(fields: Mapping[str, object], *keys: str) -> bool | None:
    """Return the first of the keys' values that says yes or no."""
    said = text(fields, *keys)
    return _SWITCHES.get(said.lower()) if said else None


_SWITCHES = {
    **dict.fromkeys(("true", "yes", "on", "1", "explicit"), True),
    **dict.fromkeys(("false", "no", "off", "0", "clean"), False),
}


def each(fields: Mapping[str, object], keys: tuple[str, ...]) -> Iterator[tuple[str, object]]:
    """Yield the keys that have a value, and each item of it, in the order of the keys."""
    for key in keys:
        if value := fields.get(key):
            yield from ((key, item) for item in items(value))
