"""HTML from anybody -> HTML that a feed may carry: nothing active, every URL absolute. Pure.

Readers take relative URLs against nothing, or against the wrong page (many ignore xml:base), so each
one is joined with the post's own URL here (RFC 3986, section 5).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any
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
# A picture in its own address; SVG is left out, which is a document with scripts.
_PICTURE = re.compile(r"data:image/(?:png|jpeg|gif|webp|avif);base64,[A-Za-z0-9+/=]+")
# What the author's page does not show must not turn up in a reader, where no style hides it.
_HIDING = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_HIDDEN = re.compile(rf"{_HIDING.pattern}|<[^<>]*\shidden[\s=>/]", re.IGNORECASE)
# Addresses without a host, or with one that no bracket closes: ammonia drops them unheard.
_BAD_HOST = re.compile(
    r"<[A-Za-z][^<>]*?\s(?:href|src|poster)\s*=\s*[\"']?\s*"
    r"(https?:(?://)?(?:\[[^\]\"'<>\s]*(?=[\"'<>\s])|(?=[\"'<>\s?#])))",
    re.IGNORECASE,
)
_TAG = re.compile(r"<(?P<close>/?)(?P<name>[A-Za-z][A-Za-z0-9-]*)(?P<alone>[^<>]*/>)?")
# Elements that need no end tag: whoever never closes them nests nothing.
_VOID = frozenset(
    ("area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr",
     "p", "li", "dt", "dd", "tr", "td", "th")
)  # fmt: skip
# libxml2 stops at 256, and ammonia takes time that grows with the square of the depth.
DEEPEST = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class Sanitized:
    """The HTML, and the URLs that were none and are gone from it.

    What is `too_deep` for a reader, and for us, has no HTML at all.
    """

    html: str
    bad_urls: tuple[str, ...] = ()
    too_deep: bool = False


def sanitize(html: str, *, base: str) -> Sanitized:
    """Return the HTML without what is active or hidden, its URLs absolute against `base`."""
    if _depth(html) > DEEPEST:
        return Sanitized(html="", too_deep=True)
    links = _links()
    links.base, links.bad = base, [match[1] for match in _BAD_HOST.finditer(html)]
    if _HIDDEN.search(html):
        html = _drop_hidden(html)
    cleaned = clean(_cleaner().clean(html)).strip()
    return Sanitized(html=cleaned, bad_urls=tuple(dict.fromkeys(links.bad)))


def _depth(html: str) -> int:
    """Return how deep tags are nested that must be closed: a bound, for text that nobody wrote by hand.

    In HTML `/>` ends nothing; in a drawing it does, until a tag of HTML ends the drawing.
    """
    depth = deepest = 0
    drawing = False
    for match in _TAG.finditer(html):
        name = match["name"].lower()
        if name == "svg":
            drawing = not match["close"]
        elif name in _TAGS:
            drawing = False
        if name not in _VOID and not (drawing and match["alone"]):
            depth = max(depth - 1, 0) if match["close"] else depth + 1
            deepest = max(deepest, depth)
    return deepest


class _Links:
    """Makes the URLs of one body absolute, as the sanitizer comes by them."""

    def __init__(self) -> None:
        self.base = ""
        self.bad: list[str] = []

    def attribute(self, tag: str, name: str, value: str) -> str | None:
        if tag == "img" and name == "src" and _PICTURE.fullmatch(value):
            return value
        if name in _URLS:
            return self.join(value)
        if name == "srcset":
            return self.join_set(value)
        if tag == "code" and name == "class" and not value.startswith("language-"):
            return None
        return value

    def join(self, url: str) -> str | None:
        url = re.sub(r"[\t\n\r]", "", url).strip()
        try:
            joined = urljoin(self.base, url)
            parts = urlsplit(joined)
        except ValueError:
            self.bad.append(url)
            return None
        if parts.scheme in {"http", "https"} and not parts.hostname:
            self.bad.append(url)
            return None
        return encode_url(joined) if parts.scheme in _SCHEMES else None

    def join_set(self, value: str) -> str | None:
        found = ((self.join(url), descriptor) for url, descriptor in candidates(value))
        return ", ".join(f"{url} {descriptor}".strip() for url, descriptor in found if url) or None


def candidates(srcset: str) -> Iterator[tuple[str, str]]:
    """Yield the URLs of a srcset with their descriptors (HTML, section 4.8.4.2.1, step by step)."""
    position = 0
    while start := _NEXT.match(srcset, position):
        url, position = start["url"], start.end()
        if url.endswith(","):
            yield url.rstrip(","), ""
            continue
        end = srcset.find(",", position)
        end = len(srcset) if end < 0 else end
        yield url, " ".join(srcset[position:end].split())
        position = end


_NEXT = re.compile(r"[\s,]*(?P<url>[^\s,]\S*)")


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
        url_schemes=_SCHEMES | {"data"},
    )


def _is_hidden(element: Any) -> bool:
    hidden = element.get("hidden", "until-found") != "until-found"
    return hidden or bool(_HIDING.search(element.get("style") or ""))


def _drop_hidden(html: str) -> str:
    """Return the HTML without the elements whose own style hides them."""
    tree = lxml_html.fragment_fromstring(clean(html), create_parent="div")
    for element in [one for one in tree.iterdescendants() if _is_hidden(one)]:
        element.drop_tree()
    inner = (lxml_html.tostring(child, encoding="unicode") for child in tree)
    return (tree.text or "").replace("&", "&amp;").replace("<", "&lt;") + "".join(inner)
