"""The picture that stands for a post: that of its front matter, else the first of its body. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape
from urllib.parse import unquote

from feeds.characters import squeeze
from feeds.content.media import places
from feeds.content.media.fields import IMAGES, Fields, each, items, letters, table, text, whole
from feeds.content.media.files import Look
from feeds.content.media.kinds import of_name, written
from feeds.content.media.places import Located, locate
from feeds.model import Media, Post, Site
from feeds.patterns import compile_later

# Where a table keeps the address: jekyll-seo-tag, PaperMod, Minimal Mistakes, HPSTR and what is like them.
_ADDRESSES = (
    "path", "url", "src", "href", "image", "file", "filename", "feature", "ogimage", "overlayimage",
    "teaser", "large", "full", "cover", "thumbnail", "thumb", "default",
)  # fmt: skip
# Keys that also hold text, or the address of a page.
_UNSURE = frozenset(("featured", "header", "preview", "splash", "teaser", "background"))
_WORDS = ("alt", "alttext", "imagealt", "imagealttext", "imagedescription", "caption", "title")
# Hugo takes these resources of a page for its picture, by their names, if nothing else is said.
_CHOSEN = compile_later(r"feature|cover|thumbnail", re.IGNORECASE)
_BUNDLED = tuple(
    f"{name}.{ending}"
    for name in ("featured", "feature", "cover", "thumbnail")
    for ending in ("jpg", "png", "webp", "jpeg")
)

IMG = "img "
"""What stands in HTML with a picture in it, and seldom elsewhere; it is found sooner with the blank."""

# In sanitized HTML all values stand in double quotes, and no quote in them.
_IMG = re.compile(r'<img((?:\s+[A-Za-z-]+="[^"]*")*)\s*/?>')
_ATTRIBUTE = re.compile(r'([A-Za-z-]+)="([^"]*)"')
# Badges, faces, what only keeps a place, and what no generator has filled in: no picture of the post.
_TRIFLE = compile_later(
    r"//(?:img\.shields\.io|badgen\.net|badge\.fury\.io|[^/]*gravatar\.com)/"
    r"|%7B|(?:^|[/._-])(?:badges?|emojis?|smil(?:ey|ies)|emoticons?|spacer|1x1)(?:[/._?-]|$)",
    re.IGNORECASE,
)
# One of these is in whatever is such a trifle, and they are found sooner.
_TRIFLES = ("shields", "badge", "gravatar", "%7b", "emoji", "smil", "emoticon", "spacer", "1x1")


def lead(post: Post, fields: Fields, html: str, site: Site, look: Look) -> Media | None:
    """Return the picture of a post, None if it has none; `html` is its body, as feeds carry it."""
    if site.lead_image == "none":
        return None
    found = next(_named(post, fields, site, look), None) if fields else None
    found = found or _bundled(post, site, look)
    if found is not None or site.lead_image != "body" or IMG not in html:
        return found
    return _first(html, post, site, look)


def named(value: object, post: Post, site: Site, look: Look, *, sure: bool = True) -> Located | None:
    """Return the place of the picture that a value of the front matter names.

    Where it is not `sure` that the key is one for pictures, the address must look like that of one.
    """
    for item in items(value):
        rows = table(item)
        names = [rows.get(key) for key in _ADDRESSES] if rows else [item]
        if rows and not any(isinstance(one, str) for one in names):
            names = [key for key, _ in item] if isinstance(item, tuple) else []  # {picture: its caption}
        for name in names:
            if not isinstance(name, str) or not _is_picture(name, sure=sure):
                continue
            if place := locate(name, post, site, look):
                return place
    return None


def _is_picture(name: str, *, sure: bool) -> bool:
    """Tell a picture's address from a colour, a switch, a caption, or the address of something else."""
    kind = of_name(name.strip())
    if kind is None:
        return sure and name.strip().lower().startswith(("http://", "https://", "//"))
    return kind.startswith("image/")


def _named(post: Post, fields: Fields, site: Site, look: Look) -> Iterator[Media]:
    keys = site.keys_of("image", IMAGES)
    for key, item in each(fields, keys if keys is IMAGES else tuple(map(letters, keys))):
        if place := named(item, post, site, look, sure=key not in _UNSURE):
            said = table(item)
            alt = text(said, *_WORDS) or text(fields, f"{key}alt", f"{key}alttext", f"{key}description")
            yield _media(place, said, alt)
    for item in items(fields.get("resources")):
        said = table(item)
        if _CHOSEN.search(f"{text(said, 'name')}") and (place := named(item, post, site, look)):
            yield _media(place, said, None)


def has_bundle(post: Post, site: Site) -> bool:
    """Return whether a post is the page of a folder that has its pictures too: Hugo's leaf bundles."""
    return site.dialect == "hugo" and post.source.rpartition("/")[2].startswith("index.")


def _bundled(post: Post, site: Site, look: Look) -> Media | None:
    """Return the picture that Hugo would take of a bundle where the page names none."""
    for name in _BUNDLED if has_bundle(post, site) else ():
        if place := places.beside(name, post, site, look):
            return _media(place, {}, None)
    return None


def _media(place: Located, said: Fields, alt: str | None) -> Media:
    """Return the picture at a place: what its file shows counts more than what is said of it."""
    facts = place.facts
    kind = facts.type if facts and facts.type else of_name(place.url) or written(text(said, "type") or "")
    width, height = (facts.width, facts.height) if facts else (None, None)
    if not (width and height):
        width, height = whole(said, "width") or None, whole(said, "height") or None
    return Media(
        url=place.url, type=kind if kind and kind.startswith("image/") else None, width=width, height=height,
        length=facts.size if facts else None, title=squeeze(alt) or None if alt else None,
    )  # fmt: skip


def _is_trifle(url: str) -> bool:
    lower = url.lower()
    return any(map(lower.__contains__, _TRIFLES)) and _TRIFLE.search(url) is not None


def _first(html: str, post: Post, site: Site, look: Look) -> Media | None:
    """Return the first picture of the body that is more than an ornament, as far as that can be told."""
    for match in _IMG.finditer(html):
        said = {name.lower(): unescape(value) for name, value in _ATTRIBUTE.findall(match[1])}
        url = said.get("src", "")
        if not url.startswith(("http://", "https://")) or _is_trifle(url):
            continue
        kind = of_name(url)
        if kind is not None and not kind.startswith("image/"):
            continue
        sides: Fields = {side: said.get(side, "").removesuffix("px") for side in ("width", "height")}
        if any((shown := whole(sides, side)) is not None and shown < site.smallest_image for side in sides):
            continue
        place = places.known(url, post, site, look)
        alt = said.get("alt", "").strip()
        # Some write a picture's name or address where words for the blind should stand.
        media = _media(place, sides, None if alt in unquote(url) else alt) if place else None
        if media and all(side is None or side >= site.smallest_image for side in (media.width, media.height)):
            return media
    return None
