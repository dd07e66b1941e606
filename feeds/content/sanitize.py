"""HTML from anybody -> HTML that a feed may carry: nothing active, every URL absolute. Pure.

Readers take relative URLs against nothing, or against the wrong page (many ignore xml:base), so each
one is joined with the post's own URL here (RFC 3986, section 5).
"""

from __future__ import annotations

import re
from functools import cache
from itertools import accumulate
from urllib.parse import urljoin, urlsplit

import nh3

from feeds.characters import clean, encode_url
from feeds.content.readable.srcset import candidates
from feeds.patterns import compile_later
from feeds.record import Record

# MathML Core, section 2, but for what may hold HTML of any kind; readers show it, or drop its tags.
_MATH = frozenset(
    ("math", "merror", "mfrac", "mi", "mmultiscripts", "mn", "mo", "mover", "mpadded", "mphantom",
     "mprescripts", "mroot", "mrow", "ms", "mspace", "msqrt", "mstyle", "msub", "msubsup", "msup",
     "mtable", "mtd", "mtext", "mtr", "munder", "munderover", "none", "menclose")
)  # fmt: skip
_MATH_ATTRIBUTES = frozenset(
    ("displaystyle", "mathvariant", "scriptlevel", "stretchy", "fence", "separator", "form", "lspace",
     "rspace", "accent", "accentunder", "linethickness", "columnalign", "rowalign", "columnspacing",
     "rowspacing", "columnlines", "rowlines", "columnspan", "rowspan", "width", "height", "depth",
     "voffset", "minsize", "maxsize", "largeop", "movablelimits", "symmetric", "notation")
)  # fmt: skip
_TAGS = frozenset(nh3.ALLOWED_TAGS | {"audio", "video", "source", "track", "picture", "tfoot"} | _MATH)
_EMPTIED = frozenset(
    {"script", "style", "iframe", "noscript", "template", "svg", "object", "embed", "noembed", "annotation",
     "annotation-xml", "title"}
)  # fmt: skip
_EVERYWHERE = frozenset({"dir", "lang", "title", "id"})
_ATTRIBUTES = {
    **{tag: set(names) for tag, names in nh3.ALLOWED_ATTRIBUTES.items()},
    **{tag: set(_MATH_ATTRIBUTES) for tag in _MATH},
    "a": {"href", "hreflang", "class"},
    "audio": {"src", "controls"},
    "code": {"class"},
    "div": {"class", "align"},
    "img": {"src", "srcset", "sizes", "alt", "width", "height", "align"},
    "math": {"display", "alttext", "xmlns", *_MATH_ATTRIBUTES},
    "ol": {"start", "reversed", "type", "class"},
    "p": {"align"},
    "source": {"src", "srcset", "sizes", "type", "media"},
    "time": {"datetime"},
    "track": {"src", "kind", "srclang", "label"},
    "video": {"src", "poster", "controls", "width", "height"},
    "*": set(_EVERYWHERE),
}
_SCHEMES = frozenset({"http", "https", "mailto", "tel", "sms", "xmpp", "irc", "ircs", "geo", "magnet"})
_MINDLESS = frozenset({"alt", "width", "height", "align", "title", "lang", "dir", "id"})
_URLS = frozenset({"href", "src", "poster", "cite"})
# A picture in its own address; SVG is left out, which is a document with scripts.
_PICTURE = re.compile(r"data:image/(?:png|jpeg|gif|webp|avif);base64,[A-Za-z0-9+/=]+")
# Classes that say something to readers: which language code is in, and what is a footnote.
_CLASSES = {
    "a": compile_later("footnote|reversefootnote"),
    "code": compile_later("language-.*", re.DOTALL),
    "div": compile_later("footnotes"),
    "ol": compile_later("footnotes"),
}
# What nothing has to be done about: it is absolute, and each of its letters may stand where it stands.
_DONE = re.compile(
    r"(?P<host>(?P<scheme>https?:)//[a-z0-9](?:[a-z0-9.-]*[a-z0-9])?)"
    r"/(?:[A-Za-z0-9/._~!$&'()*+,=:@-]++|%[0-9A-Fa-f]{2})*+"
    r"(?:\?(?:[A-Za-z0-9/._~!$&'()*+,=:@?-]++|%[0-9A-Fa-f]{2})++)?"
    r"(?:#(?:[A-Za-z0-9/._~!$&'()*+,=:@?-]++|%[0-9A-Fa-f]{2})++)?"
)
# Addresses without a host, or with one that no bracket closes: ammonia drops them unheard.
_ODD_HOST = re.compile(r":(?:(?<=[tT][pP]:)|(?<=[pP][sS]:))(?://)?[\[\"'<>\s?#]")
_BAD_HOST = compile_later(
    r"<[A-Za-z][^<>]*?\s(?:href|src|poster)\s*=\s*[\"']?\s*"
    r"(https?:(?://)?(?:\[[^\]\"'<>\s]*(?=[\"'<>\s])|(?=[\"'<>\s?#])))",
    re.IGNORECASE,
)
_TAG = compile_later(r"<(?P<close>/?)(?P<name>[A-Za-z][A-Za-z0-9-]*)(?P<alone>[^<>]*/>)?")
# Elements that need no end tag: whoever never closes them nests nothing.
_VOID = frozenset(
    ("area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr",
     "p", "li", "dt", "dd", "tr", "td", "th")
)  # fmt: skip
_NESTING = compile_later(rf"<(/?)(?!(?:{'|'.join(sorted(_VOID))})(?![A-Za-z0-9-]))[A-Za-z]", re.IGNORECASE)
# libxml2 stops at 256, and ammonia takes time that grows with the square of the depth.
DEEPEST = 200


class Sanitized(Record, frozen=True, kw_only=True):
    """The HTML, and the URLs that were none and are gone from it.

    What is `too_deep` for a reader, and for us, has no HTML at all.
    """

    html: str
    bad_urls: tuple[str, ...] = ()
    too_deep: bool = False


def sanitize(html: str, *, base: str) -> Sanitized:
    """Return the HTML without what is active, its URLs absolute against `base`."""
    if (
        (tags := html.count("<")) > DEEPEST and tags - html.count("</") > DEEPEST
        and _bound(html) > DEEPEST and _depth(html) > DEEPEST
    ):  # fmt: skip
        return Sanitized(html="", too_deep=True)
    links = _links()
    links.begin(base)
    links.bad = [match[1] for match in _BAD_HOST.finditer(html)] if _ODD_HOST.search(html) else []
    cleaned = clean(_cleaner().clean(html)).strip()
    return Sanitized(html=cleaned, bad_urls=tuple(dict.fromkeys(links.bad)))


def _bound(html: str) -> int:
    """Return how deep tags are nested at most; it is less only where some are alone in a drawing."""
    sums = [0, *accumulate([-1 if end else 1 for end in _NESTING.findall(html)])]
    return max(map(int.__sub__, sums, accumulate(sums, min)))


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
        self.base = self.host = self.scheme = ""
        self.bad: list[str] = []

    def begin(self, base: str) -> None:
        """Take a URL as the base; of an odd one host and scheme are empty."""
        found = _DONE.fullmatch(base)
        self.base = base
        self.host, self.scheme = (found["host"], found["scheme"]) if found else ("", "")

    def attribute(self, tag: str, name: str, value: str) -> str | None:
        if name in _MINDLESS:
            return value
        if tag == "img" and name == "src" and _PICTURE.fullmatch(value):
            return value
        if name in _URLS:
            return self.join(value)
        if name == "srcset":
            return self.join_set(value)
        dropped = (name == "class" and (tag not in _CLASSES or not _CLASSES[tag].fullmatch(value))) or (
            name == "xmlns" and value != "http://www.w3.org/1998/Math/MathML"
        )
        return None if dropped else value

    def join(self, url: str) -> str | None:
        whole = url
        if url.startswith("/") and "/." not in url:  # dots would lead up
            whole = f"{self.scheme if url.startswith('//') else self.host}{url}"
        return whole if _DONE.fullmatch(whole) else self.resolve(url)

    def resolve(self, url: str) -> str | None:
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
