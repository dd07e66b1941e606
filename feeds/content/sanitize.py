"""HTML from anybody -> HTML that a feed may carry: nothing active, every URL absolute. Pure.

Readers take relative URLs against nothing, or against the wrong page (many ignore xml:base), so each
one is joined with the post's own URL here (RFC 3986, section 5).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from urllib.parse import urljoin, urlsplit

import nh3
from lxml import html as lxml_html

from feeds.characters import clean, encode_url

_TAGS = frozenset(nh3.ALLOWED_TAGS | {"audio", "video", "source", "track", "picture", "tfoot"})
_EMPTIED = frozenset(
    {"script", "style", "iframe", "noscript", "template", "svg", "object", "embed", "noembed"}
)
_EVERYWHERE = frozenset({"dir", "lang", "title", "id"})
_ATTRIBUTES = {
    **{tag: set(names) for tag, names in nh3.ALLOWED_ATTRIBUTES.items()},
    "audio": {"src", "controls"},
    "code": {"class"},
    "img": {"src", "srcset", "sizes", "alt", "width", "height", "align"},
    "ol": {"start", "reversed", "type"},
    "p": {"align"},
    "source": {"src", "srcset", "sizes", "type", "media"},
    "time": {"datetime"},
    "track": {"src", "kind", "srclang", "label"},
    "video": {"src", "poster", "controls", "width", "height"},
    "*": set(_EVERYWHERE),
}
_SCHEMES = frozenset({"http", "https", "mailto", "tel", "sms", "xmpp", "irc", "ircs", "geo", "magnet"})
_URLS = frozenset({"href", "src", "poster", "cite"})
# What the author's page does not show must not turn up in a reader, where no style hides it.
_HIDING = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
# One candidate of a srcset: a URL, then its descriptor (HTML, section 4.8.4.2.1).
_CANDIDATE = re.compile(r"\s*,*\s*(?P<url>\S*[^\s,])(?P<descriptor>\s+[^,]+)?\s*(?:,|$)")


@dataclass(frozen=True, slots=True, kw_only=True)
class Sanitized:
    """The HTML, and the URLs that were none and are gone from it."""

    html: str
    bad_urls: tuple[str, ...]


def sanitize(html: str, *, base: str) -> Sanitized:
    """Return the HTML without what is active or hidden, its URLs absolute against `base`."""
    links = _links()
    links.base, links.bad = base, []
    if _HIDING.search(html):
        html = _drop_hidden(html)
    cleaned = clean(_cleaner().clean(html)).strip()
    return Sanitized(html=cleaned, bad_urls=tuple(dict.fromkeys(links.bad)))


class _Links:
    """Makes the URLs of one body absolute, as the sanitizer comes by them."""

    def __init__(self) -> None:
        self.base = ""
        self.bad: list[str] = []

    def attribute(self, tag: str, name: str, value: str) -> str | None:
        if name in _URLS:
            return self.join(value)
        if name == "srcset":
            return self.join_set(value)
        if tag == "code" and name == "class" and not value.startswith("language-"):
            return None
        return value

    def join(self, url: str) -> str | None:
        url = url.strip()
        try:
            joined = urljoin(self.base, re.sub(r"[\t\n\r]", "", url))
            parts = urlsplit(joined)
            whole = bool(parts.hostname) if parts.scheme in {"http", "https"} else True
        except ValueError:
            whole, joined = False, ""
        if not whole:
            self.bad.append(url)
            return None
        return encode_url(joined)

    def join_set(self, value: str) -> str | None:
        found = ((self.join(match["url"]), match["descriptor"] or "") for match in _CANDIDATE.finditer(value))
        return ", ".join(f"{url}{descriptor.rstrip()}" for url, descriptor in found if url) or None


@cache
def _links() -> _Links:
    """Return the one joiner of this process: the sanitizer keeps it, and is costly to make."""
    return _Links()


@cache
def _cleaner() -> nh3.Cleaner:
    return nh3.Cleaner(
        tags=_TAGS,
        clean_content_tags=_EMPTIED,
        attributes=_ATTRIBUTES,
        attribute_filter=_links().attribute,
        link_rel=None,
        url_schemes=_SCHEMES,
    )


def _drop_hidden(html: str) -> str:
    """Return the HTML without the elements whose own style hides them."""
    tree = lxml_html.fragment_fromstring(clean(html), create_parent="div")
    for element in [one for one in tree.iter() if _HIDING.search(one.get("style") or "")]:
        if element.getparent() is not None:
            element.drop_tree()
    inner = (lxml_html.tostring(child, encoding="unicode") for child in tree)
    return (tree.text or "").replace("&", "&amp;").replace("<", "&lt;") + "".join(inner)
