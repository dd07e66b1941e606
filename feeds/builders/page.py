"""The page on which people subscribe: every feed, its address, and a way into the usual readers. Pure.

It asks nothing of any other server, and its Content-Security-Policy (w3.org/TR/CSP3) forbids it to.
"""

from __future__ import annotations

import posixpath
import re
from base64 import b64encode
from collections.abc import Iterator, Sequence
from hashlib import sha256
from itertools import groupby
from typing import Final
from urllib.parse import quote

from feeds.builders import Builder
from feeds.builders._assets import asset
from feeds.builders._mustache import Values, render
from feeds.builders._offers import Offer, offers, place, readable
from feeds.builders._words import Words, words
from feeds.model import BadSettings, Document, Edition, Site

MEDIA_TYPE: Final = "text/html"
MANY: Final = 12
"""With more feeds than these there is a box to find one."""

# What opens a reader with the address that follows, percent-encoded.
_READERS: Final = (
    ("Feedly", "https://feedly.com/i/subscription/feed%2F"),
    ("Inoreader", "https://www.inoreader.com/?add_feed="),
    ("NewsBlur", "https://www.newsblur.com/?url="),
    ("Feedbin", "https://feedbin.com/?subscribe="),
    ("The Old Reader", "https://theoldreader.com/feeds/subscribe?url="),
)
_HEADINGS: Final = frozenset({"category", "tag", "author", "language", "collection"})
# The words that the template has use for, and in which nothing is to be filled in.
_SAID: Final = (
    "eyebrow", "intro", "copy", "copied", "press", "open_in", "also", "everything", "opml", "find", "none",
    "newest",
)  # fmt: skip
# Where an address may be broken: behind a slash.
_PARTS: Final = re.compile("(?:[a-z]+://)?[^/]*/|[^/]+", re.IGNORECASE)


def build(edition: Edition) -> Iterator[Document]:
    """Yield the page; none where there is no feed.

    Raises:
        BadSettings: the template or the style of the settings cannot be used.
    """
    offered = offers(edition)
    if not offered:
        return
    site = edition.site
    own: str | None = getattr(site, "page_template", None)
    template, name = (asset("page.html"), "page.html") if own is None else (own, "page.template")
    data = render(template, _values(edition, offered), name).encode()
    path = place(site, "page")
    yield Document(path=path, url=site.address(path), kind="page", media_type=MEDIA_TYPE, head=data)


def _values(edition: Edition, offered: Sequence[Offer]) -> Values:
    """Return all that a template may ask for."""
    site, said = edition.site, words(edition.site.lang)
    style, script = _style(site), asset("page.js")
    main = offered[0] if offered[0].kind == "site" else None
    others = offered[1:] if main else offered
    feeds = [_feed(edition, one, said) for one in others]
    path = place(site, "page")
    return {
        "lang": said.lang, "dir": said.direction, "title": site.title, "description": site.description,
        "title_lang": _other(site.lang, said), "url": site.address(path), "home": f"{site.url}/",
        "csp": _policy(style, script), "style": style, "script": script,
        "words": {
            **{key: said.say(key) for key in _SAID},
            "subscribe": said.say("subscribe", title=site.title),
            "home": said.say("home", title=site.title),
            "found": said.say("found", count="{count}"),
        },
        "main": _feed(edition, main, said) if main else None,
        "feeds": feeds,
        "groups": [
            {"heading": said.say(heading), "count": len(group), "feeds": group}
            for heading, group in _grouped(others, feeds)
        ],
        "opml": _opml(site, path, said, len(offered)) if "opml" in site.formats else None,
        "find": len(offered) > MANY,
        "count": len(offered),
    }  # fmt: skip


def _grouped(offered: Sequence[Offer], feeds: Sequence[Values]) -> Iterator[tuple[str, list[Values]]]:
    """Yield the feeds of each kind, after the key of its heading."""
    headings = (offer.kind if offer.kind in _HEADINGS else "other" for offer in offered)
    for heading, group in groupby(zip(headings, feeds, strict=True), key=lambda pair: pair[0]):
        yield heading, [feed for _, feed in group]


def _feed(edition: Edition, offer: Offer, said: Words) -> Values:
    first, *others = ({"label": one.label, "type": one.media_type, "url": one.url} for one in offer.addresses)
    address, newest = first["url"], offer.newest
    return {
        "name": offer.name, "title": offer.title, "kind": offer.kind, "description": offer.description,
        "lang": _other(offer.lang, said), "page": offer.page if offer.own_page else None,
        "count": offer.total, "posts": said.posts(offer.total),
        "copy_of": said.say("copy_of", title=offer.name),
        "href": address, "type": first["type"], "label": first["label"],
        "address": [{"part": part} for part in _PARTS.findall(readable(address))],
        "addresses": [first, *others], "others": others, "others_there": bool(others),
        "readers": [
            *({"name": name, "url": opening + quote(address, safe="")} for name, opening in _READERS),
            {"name": said.say("app"), "url": f"feed:{address}"},
        ],
        "newest": {
            "title": getattr(edition.entries.get(newest.source), "title", ""), "url": newest.url,
            "date": newest.published.isoformat(), "day": said.day(newest.published),
            "lang": _other(newest.lang or edition.site.lang, said),
        },
    }  # fmt: skip


def _other(lang: str | None, said: Words) -> str | None:
    """Return a language where it is not that of the page."""
    return lang if lang != said.lang else None


def _opml(site: Site, page: str, said: Words, count: int) -> Values:
    """Return the list's link, seen from the page: so it works where the site is only previewed."""
    path = posixpath.relpath(place(site, "opml"), posixpath.dirname(page) or ".")
    return {"href": quote(path), "about": said.say("opml_about", count=count)}


def _style(site: Site) -> str:
    """Return our style and behind it that of the settings, which so stands above ours."""
    own: str = getattr(site, "page_css", "")
    if "</style" in own.lower():
        raise BadSettings("page.css: it has “</style” in it, with which the style would end; remove it")
    return asset("page.css") + own


def _policy(style: str, script: str) -> str:
    """Return a policy that allows these two, the icon that browsers ask for by themselves, and no more."""
    return (
        f"default-src 'none'; img-src 'self'; style-src {_hash(style)}; script-src {_hash(script)}; "
        "base-uri 'none'; form-action 'none'"
    )


def _hash(text: str) -> str:
    return f"'sha256-{b64encode(sha256(text.encode()).digest()).decode()}'"


BUILDER = Builder(file="feeds.html", media_type=MEDIA_TYPE, build=build)
