"""The style in which browsers show RSS and Atom (w3.org/TR/xml-stylesheet, w3.org/TR/css-namespaces-3). Pure.

They show neither by themselves, and XSLT, which made pages of them, is on its way out:
https://developer.chrome.com/docs/web-platform/deprecating-xslt.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final
from urllib.parse import quote

from feeds.builders import Builder
from feeds.builders._assets import asset
from feeds.builders._mustache import render
from feeds.builders._offers import place, readable
from feeds.builders._words import words
from feeds.characters import clean
from feeds.model import Document, Edition, Site

MEDIA_TYPE: Final = "text/css"
_ICON: Final = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 48 48"><rect width="48" height="48" rx="11" '
    'fill="#e8590c"/><circle cx="14.5" cy="33.5" r="3.6" fill="#fff"/><path d="M11 21.5A15.5 15.5 0 0 1 26.5 '
    '37M11 12A25 25 0 0 1 36 37" fill="none" stroke="#fff" stroke-width="5" stroke-linecap="round"/></svg>'
)


def build(edition: Edition) -> Iterator[Document]:
    """Yield the style sheet, which speaks the language of the site."""
    site = edition.site
    path, data = place(site, "style"), _text(site).encode()
    yield Document(path=path, url=site.address(path), kind="style", media_type=MEDIA_TYPE, head=data)


def _text(site: Site) -> str:
    said = words(site.lang)
    about = said.say("notice_about")
    if "page" in site.formats:
        address = readable(site.address(place(site, "page"))).partition("://")[2]
        about += f"\n{said.say('notice_page')} \u2066{address}\u2069"
    values = {
        "dir": said.direction, "start": "right" if said.direction == "rtl" else "left",
        "notice": _string(said.say("notice")), "about": _string(about),
        "icon": f'url("data:image/svg+xml,{quote(_ICON, safe="")}")',
    }  # fmt: skip
    return render(asset("style.css"), values, "style.css")


def _string(text: str) -> str:
    r"""Return a text as a string of CSS (w3.org/TR/css-syntax-3, section 4.3.5): a line break is \A."""
    escaped = clean(text).replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\A ")
    return f'"{escaped}"'


BUILDER = Builder(file="feeds.css", media_type=MEDIA_TYPE, build=build)
