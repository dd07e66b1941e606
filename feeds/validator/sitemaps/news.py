"""News: https://developers.google.com/search/docs/crawling-indexing/sitemaps/news-sitemap. Pure."""

from __future__ import annotations

from datetime import timedelta
from typing import Final

from feeds.languages import LANGUAGES
from feeds.patterns import compile_later
from feeds.validator.findings import Fault, Findings, Node, quoted, text_of
from feeds.validator.formats import Document
from feeds.validator.moments import latest
from feeds.validator.shape import Module, Shape
from feeds.validator.sitemaps import Extension, Url, Watch
from feeds.validator.sitemaps.values import day, stated

_NAMESPACE: Final = "{http://www.google.com/schemas/sitemap-news/0.9}"
_MOST: Final = 1_000
_FRESH: Final = timedelta(days=2)
_LANGUAGE: Final = compile_later(r"zh-cn|zh-tw|[a-z]{2,3}")


def _tag(name: str) -> str:
    return f"{_NAMESPACE}{name}"


_DROPPED: Final = tuple(map(_tag, ("access", "genres", "geo_locations", "keywords", "stock_tickers")))


def _language(name: str, text: str) -> Fault | None:
    """Want ISO 639, "two or three letters", with the one exception of Chinese."""
    code = text.strip()
    if _LANGUAGE.fullmatch(code) and (len(code) != 2 or code in LANGUAGES):
        return None
    message = f"{name} {quoted(text)} is no language of ISO 639; write two letters as in “en”, or “zh-cn”"
    known = _LANGUAGE.fullmatch(code.lower()) and (len(code) != 2 or code.lower() in LANGUAGES)
    return Fault(code="language-tag", message=message, level="warning" if known else "error")


def _begin(document: Document[Node], found: Findings) -> Watch:
    """Count the articles, and see how old they are."""
    number = 0

    def watch(url: Url) -> None:
        nonlocal number
        number += len(url.parts)
        if _MOST < number <= _MOST + len(url.parts):
            message = "More than 1,000 articles stand in the file; leave the oldest out, or split the file"
            found.error(url.parts[0], "too-many-news", message)
        date = url.parts[0].find(_tag("publication_date"))
        written = latest(text_of(date)) if date is not None else None
        if date is None or written is None or document.now is None:
            return
        if written < document.now - _FRESH:
            message = f"The article of {text_of(date)[:10]} is older than two days, and no news any longer"
            found.warning(date, "old-news", f"{message}; leave its news:news out")

    return watch


_PUBLICATION: Final = Shape(
    children={_tag("name"): Shape(text=stated), _tag("language"): Shape(text=_language)},
    required=(_tag("name"), _tag("language")),
)
_NEWS: Final = Shape(
    children={
        _tag("publication"): _PUBLICATION,
        _tag("publication_date"): Shape(text=day),
        _tag("title"): Shape(text=stated),
        **dict.fromkeys(_DROPPED, Shape(free=True)),
    },
    required=(_tag("publication"), _tag("publication_date"), _tag("title")),
)

EXTENSION: Final = Extension(
    module=Module(
        name="news in sitemaps",
        namespace=_NAMESPACE[1:-1],
        prefix="news",
        mistaken=("http://www.google.com/schemas/sitemap-news/1.0",),
        entry={"news": _NEWS},
        codes={
            "old-news": "an article of a news sitemap that is older than two days",
            "too-many-news": "a news sitemap of more than 1,000 articles",
        },
    ),
    dropped=_DROPPED,
    begin=_begin,
)
