"""A page's versions in other languages, as links of XHTML. Pure.

https://developers.google.com/search/docs/specialty/international/localized-versions#sitemap
"""

from __future__ import annotations

from typing import Final

from feeds.validator.digests import digest, pack
from feeds.validator.findings import Fact, Fault, Findings, Node, quoted
from feeds.validator.formats import Document
from feeds.validator.shape import Children, Module, Shape
from feeds.validator.sitemaps import Extension, Url, Watch
from feeds.validator.stream import line_of
from feeds.validator.uris import absolute, web
from feeds.validator.values import anything, some_language

_LINK: Final = "{http://www.w3.org/1999/xhtml}link"
_DEFAULT: Final = "x-default"
_APPS: Final = ("android-app://", "ios-app://")


def hreflang(name: str, text: str) -> Fault | None:
    """Want a language and perhaps a country, or “x-default”, for whoever speaks none of the others."""
    return None if text.lower() == _DEFAULT else some_language(name, text)


def _href(name: str, text: str) -> Fault | None:
    """Want "fully-qualified, including the transport method", or the address of an app."""
    return absolute(name, text) if text.startswith(_APPS) else web(name, text)


def _relation(name: str, text: str) -> Fault | None:
    if "alternate" in text.lower().split():
        return None
    message = f"{name} {quoted(text)} is read by no search engine in a sitemap; write “alternate”"
    return Fault(code="bad-value", message=message, level="warning")


def _link(link: Node, _seen: Children, found: Findings) -> None:
    """A link without a language is for phones (media) or for an app."""
    if "alternate" not in link.get("rel", "").lower() or link.get("href", "").startswith(_APPS):
        return
    if link.get("hreflang") is None and link.get("media") is None:
        message = '<link> says no language; write hreflang="…", or “x-default” for all others'
        found.error(link, "missing-attribute", message)


def _begin(_document: Document[Node], found: Findings) -> Watch:
    """Put down which page names which, for the rules over a set of sitemaps."""

    def watch(url: Url) -> None:
        links = [link for link in url.parts if link.tag == _LINK and link.get("hreflang")]
        if not links or not url.loc:
            return
        hrefs = [link.get("href", "").strip() for link in links]
        _check_alternates(url, links, hrefs, found)
        languages = " ".join(str(link.get("hreflang")).strip().replace(" ", "") for link in links)
        digests = b"".join(digest(one.encode()) for one in (url.loc, *hrefs))
        place = f"/urlset/url[{url.number}]"
        found.facts.append(alternates(languages, digests, line_of(url.element), place))

    return watch


def alternates(languages: str, digests: bytes, line: int | None, place: str) -> Fact:
    """Put down the languages of a page's versions, and the digests of its URL and of theirs."""
    return Fact(kind="alternates", values=(languages, pack(digests)), line=line, element=place)


def _check_alternates(url: Url, links: list[Node], hrefs: list[str], found: Findings) -> None:
    known: dict[str, str] = {}
    for link, href in zip(links, hrefs, strict=True):
        tag = link.get("hreflang", "").lower()
        if tag in known:
            said = "again" if known[tag] == href else "with another page"
            message = f"The URL names hreflang {quoted(tag)} {said}; leave the one or the other out"
            found.warning(link, "duplicate-link", message)
        known.setdefault(tag, href)
    if url.loc not in hrefs:
        message = "The URL names its versions in other languages, but not itself"
        words = f'write <xhtml:link rel="alternate" hreflang="…" href="{url.loc[:200]}"/> too'
        found.warning(url.element, "hreflang-self", f"{message}; {words}")


EXTENSION: Final = Extension(
    module=Module(
        name="links of XHTML",
        namespace=_LINK[1 : _LINK.index("}")],
        prefix="xhtml",
        mistaken=("http://www.w3.org/TR/xhtml11/xhtml11_schema.html",),
        entry={
            "link": Shape(
                attributes={
                    "rel": _relation,
                    "hreflang": hreflang,
                    "href": _href,
                    "media": anything,
                    "type": anything,
                    "title": anything,
                    "lang": anything,
                    "id": anything,
                },
                needs=("rel", "href"),
                rule=_link,
            )
        },
        many=frozenset(("link",)),
        codes={"hreflang-self": "a URL of a sitemap that names its other versions, but not itself"},
    ),
    begin=_begin,
)
