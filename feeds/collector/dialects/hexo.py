"""Hexo with hexo-generator-feed: which posts it publishes, and at which URL (hexo.io/docs). Pure.

The rules are those of processor/post.ts, post_permalink.ts, front_matter.ts and hexo-util.
"""

from __future__ import annotations

import hashlib
import posixpath
import re
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import cast

from feeds.collector import people, permalinks
from feeds.collector.dialects import Alike, Dialect
from feeds.collector.dialects._hexo_settings import Hexo, read_settings, recognises
from feeds.collector.dialects._pages import SUMMARIES, Page, read_page, with_usual
from feeds.collector.dialects._slugs import latin
from feeds.collector.dialects._values import first
from feeds.collector.frontmatter import find_bare
from feeds.collector.sheet import LeftOut
from feeds.collector.terms import each_once, terms, whole
from feeds.collector.walk import matches, walk
from feeds.collector.yamltext import Bare, Value
from feeds.model import Post, Reading, Site

_ENDINGS = (".md", ".markdown", ".mkd", ".mkdn", ".html", ".htm")
# front_matter.ts: three or more of the mark; in the second form the opening one is not written
_WHOLE = re.compile(rb"(-{3,}|;{3,})\r?\n(.+?)\r?\n\1\r?\n?", re.DOTALL)
_OPEN = re.compile(rb"(?!-{3}|;{3})(.+?)\r?\n(-{3,}|;{3,})\r?\n?", re.DOTALL)
_TABS = re.compile(rb"(?<=\n)\t+")
# hexo-util, slugize: these are one `-`
_SPECIAL = re.compile(r"[\s~`!@#$%^&*()\-_+=\[\]{}|\\;:\"'<>,.?/]+")
_CLAIMED = frozenset(
    ("date", "updated", "published", "permalink", "slug", "categories", "category", "tags", "tag", "author",
     "authors", "lang", "language")
)  # fmt: skip


def sources(root: Path, site: Site) -> Iterator[str]:
    """Yield the posts and, where they are shown, the drafts; names with `_` or `.` first are hidden."""

    def seen(path: str) -> bool:
        return posixpath.basename(path)[0] not in "._" and not matches(path, site.exclude)

    for folder in site.folders:
        for path in walk(root, folder, seen):
            if path.lower().endswith(_ENDINGS) and seen(path):
                yield path


def read(source: str, data: bytes, site: Site, *, origins: bool = True) -> Reading:
    """Read one post as Hexo does."""
    return read_page(Page(source, data, site, origins=origins), _post)


def _post(page: Page) -> Post:
    own = cast("Hexo", page.site.own)
    named = own.parse_name(_below(page))
    _open(page)
    page.fields = page.fields | {k: v for k, v in named.items() if k not in _KEPT}
    _gate(page)
    slug = named.get("title") or _slugize(posixpath.splitext(_below(page))[0])
    published = page.published(("date",), lambda w, _: w.at(page.site.zone), _day(named))
    title = page.title(posixpath.basename(slug))
    categories = tuple(_paths(page.fields.get("categories") or page.fields.get("category")))
    path = _path(page, own, published, slug=slug, categories=categories)
    return Post(
        **page.usual(path, title, published, _CLAIMED),
        updated=page.date("updated", ("updated",), lambda w, _: w.at(page.site.zone)) or published,
        categories=each_once(*categories),
        tags=each_once(terms(first(page.fields, "tags", "tag"), whole)),
        authors=people.authors(first(page.fields, "author", "authors"), {}),
        lang=page.language("lang", "language"),
    )


# What a file's name tells of the date and the slug only, and of nothing else (preservedKeys).
_KEPT = frozenset(("title", "year", "month", "day", "i_month", "i_day", "hash"))


def _below(page: Page) -> str:
    """Return the path below _posts."""
    return next(
        (page.source.removeprefix(f"{f}/") for f in page.site.folders if page.source.startswith(f"{f}/")),
        page.source,
    )


def _open(page: Page) -> None:
    """Open the front matter; Hexo's may lack its first line, be closed by more dashes, and have tabs."""
    start = 3 if page.data.startswith(b"\xef\xbb\xbf") else 0
    end = find_bare(page.data, start)
    if end > start + 5 and page.data.find(b"\t", start, end) < 0:
        page.open(page.data)
        return
    page.decode(page.data)
    match = _WHOLE.match(page.data, start)
    opened = match is not None
    inner, mark = (match[2], match[1]) if match else (b"", b"")
    if match is None and (match := _OPEN.match(page.data, start)):
        inner, mark = match[1], match[2]
        if not re.match(rb"\s*\"?[\w-]+\"?[ \t]*:", inner):  # a line of dashes somewhere in the text
            match = None
    if match is None:
        page.open(page.data)
        return
    fence = (b"{", b"}") if mark.startswith(b";") else (b"---", b"---")
    spaced = _TABS.sub(lambda tabs: b"  " * len(tabs[0]), b"\n" + inner)[1:]
    page.open(b"\n".join((fence[0], spaced, fence[1], b"")))
    shift = 0 if opened else 1
    page.spots = {key: (line - shift, column) for key, (line, column) in page.spots.items()}
    body_line = page.data.count(b"\n", 0, match.end()) + 1
    page.matter = page.matter._replace(body=match.end(), body_line=body_line)
    if spaced != inner:
        message = "Hexo reads tabs as indentation, YAML and other generators do not; indent with blanks"
        page.problem("yaml-tabs", message, level="warning")


def _gate(page: Page) -> None:
    """Leave out drafts: those of _drafts, and what says `published: false`."""
    if page.site.drafts:
        return
    if "/_drafts/" in f"/{page.source}":
        raise LeftOut("draft", "draft")
    if page.flag("published") is False:
        raise LeftOut("unpublished", "draft")


def _day(named: dict[str, str]) -> tuple[str, str] | None:
    """Return the day that the file's name tells, if new_post_name says where in it."""
    year, month, day = (named.get(k) or named.get(f"i_{k}") for k in ("year", "month", "day"))
    return (f"{year}-{month}-{day}", "the file's name") if year and month and day else None


def _paths(value: Value) -> Iterator[tuple[str, ...]]:
    """Yield the categories, each with those above it: a list is one path, a list in it one of several."""
    if isinstance(value, list) and any(isinstance(item, list) for item in value):
        for item in value:
            yield tuple(terms(item, whole))
    elif names := tuple(terms(value, whole)):
        yield names


def _path(
    page: Page, own: Hexo, when: datetime, *, slug: str, categories: tuple[tuple[str, ...], ...]
) -> str:
    """Return the path of the URL: `permalink` as it is written, else the site's pattern filled."""
    if given := page.text("permalink", name="url"):
        return own.pretty(given)
    page.note("url", f"the site's permalink {own.permalink}")
    shown = _shown(page.fields.get("date"), when, page.site)
    last = next((path for path in reversed(categories) if path), ())
    values: dict[str, Callable[[], str]] = {
        "title": lambda: slug,
        "name": lambda: posixpath.basename(slug),
        "post_title": lambda: _slugize(page.text("title") or "").lower(),
        "hash": lambda: hashlib.sha1(f"{slug}{int(when.timestamp())}".encode()).hexdigest()[:12],  # noqa: S324 - Hexo's
        "category": lambda: own.category_slug(last, _slugize) or own.default_category,
    } | {key: partial(permalinks.DATES[key], shown) for key in _DAYS}
    for key, value in (own.permalink_defaults | page.fields).items():
        if isinstance(value, str) and key not in values:
            values[key] = lambda text=str(value): text  # type: ignore[misc] # it binds this turn's text
    return own.pretty(page.fill(own.permalink, values))


_DAYS = ("year", "month", "day", "i_month", "i_day", "hour", "minute", "second")


def _shown(raw: Value, when: datetime, site: Site) -> datetime:
    """Return the date as Hexo writes it in a URL: in the site's zone, but for YAML's own times.

    YAML makes `2026-01-02T03:04:05+08:00` a time in UTC, of which Hexo takes the clock as the site's.
    """
    if isinstance(raw, Bare) and _YAML_ZONED.fullmatch(raw.strip()):
        return when.astimezone(UTC)
    return when.astimezone(site.zone)


_YAML_ZONED = re.compile(
    r"\d{4}-\d\d?-\d\d?(?:[Tt]|[ \t]+)\d\d?:\d\d:\d\d(?:\.\d*)?[ \t]*(?:Z|[-+]\d\d?(?::\d\d)?)"
)


def _slugize(text: str) -> str:
    """Return a name as hexo-util's slugize makes it: no marks on Latin letters, case kept."""
    return _SPECIAL.sub("-", re.sub(r"[\x00-\x1f]", "", latin(text))).strip("-")


def _names_only_slugs(site: Site) -> bool:
    """Return whether nothing but title and day comes from a file's name, and no other key is in a URL."""
    own = cast("Hexo", site.own)
    return own.fields_in_names() <= _KEPT and not own.permalink_defaults


DIALECT = Dialect(
    name="hexo", rank=5, recognises=recognises, settings=read_settings, sources=sources, read=read,
    alike=Alike(
        claimed=with_usual(_CLAIMED), free=frozenset(SUMMARIES), updated="updated",
        place=lambda site: lambda written, _: written.at(site.zone),
        dated=lambda when, raw, site: (when, _shown(raw, when, site)),
        tags=lambda fields: each_once(terms(fields.get("tags"), whole)), trusts=_names_only_slugs,
    ),
)  # fmt: skip
