"""Eleventy: which posts it publishes, and at which URL (11ty.dev/docs/permalinks, /docs/dates).

The rules are those of Template.js, TemplateFileSlug.js and TemplatePermalink.js. Its settings are code,
and not read.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import cast

from feeds.collector import people
from feeds.collector.dialects import Dialect
from feeds.collector.dialects._eleventy_data import NO_POSTS, Eleventy, merge, read_settings, recognises
from feeds.collector.dialects._eleventy_permalink import Unknown, render
from feeds.collector.dialects._pages import Page, encode, read_page, utc
from feeds.collector.dialects._values import first, flag, mapping, text
from feeds.collector.sheet import LeftOut
from feeds.collector.terms import each_once, terms, whole
from feeds.collector.walk import matches, walk
from feeds.model import Post, Reading, Site

# Template.js, getMappedDate: what asks the disk or git, and is no date of a post
_NO_DATES = frozenset(("last modified", "created", "git last modified", "git created"))
_PATH_DATE = re.compile(r"\d{4}-\d{2}-\d{2}")
_SLUG_DATE = re.compile(r"\d{4}-\d{2}-\d{2}-(.*)")
# Names of collections, which no reader wants to see as tags
_COLLECTIONS = frozenset(("all", "nav", "post", "posts"))
_UPDATES = ("updated", "lastmod", "modified", "last_modified_at", "dateModified", "updatedDate")
_CLAIMED = frozenset(
    ("date", "permalink", "draft", "tags", "categories", "category", "author", "authors", "lang", "layout",
     "eleventyExcludeFromCollections", *_UPDATES)
)  # fmt: skip


def sources(root: Path, site: Site) -> Iterator[str]:
    """Yield the Markdown and HTML files; layouts, data and what begins with `.` are none."""

    def seen(path: str) -> bool:
        name = posixpath.basename(path)
        return not (name[0] == "." or name in NO_POSTS or matches(path, site.exclude))

    for folder in site.folders:
        for path in walk(root, folder, seen):
            if path.endswith((".md", ".html", ".mdx")) and not path.endswith(".11ty.html") and seen(path):
                yield path


def read(source: str, data: bytes, site: Site, *, origins: bool = True) -> Reading:
    """Read one post as Eleventy does."""
    return read_page(Page(source, data, site, origins=origins), _post)


def _post(page: Page) -> Post:
    own = cast("Eleventy", page.site.own)
    page.open(page.data)
    page.fields = merge(own.data_for(page.source), page.fields)
    page.leave_out_drafts("draft")
    if (text(page.fields, "date") or "").lower() in _NO_DATES:
        del page.fields["date"]
    found = _PATH_DATE.search(page.source)
    published = page.published(("date",), utc, (found[0], "the file's path") if found else None)
    title = page.title()
    usual = page.usual(_path(page, own, title, published), title, published, _CLAIMED)
    tags = each_once(terms(page.fields.get("tags"), whole))
    listed = page.flag("eleventyExcludeFromCollections") is not True
    return Post(
        **usual,
        updated=page.date("updated", _UPDATES, utc) or published,
        categories=each_once(terms(first(page.fields, "categories", "category"), whole)),
        tags=tuple(tag for tag in tags if tag not in _COLLECTIONS),
        authors=people.authors(first(page.fields, "author", "authors"), {}),
        lang=page.language("lang"),
        in_feeds=listed,
        in_sitemap=listed,
    )


def _path(page: Page, own: Eleventy, title: str, published: datetime) -> str:
    """Return the path of the URL: `permalink`, its simple templates filled, else where the file lies."""
    value = page.fields.get("permalink")
    if isinstance(value, dict):
        value = mapping(value).get("build") or "false"
    given = value.strip() if isinstance(value, str) else ""
    if flag(given) is False:
        raise LeftOut("permalink: false")
    below = posixpath.splitext(own.below_input(page.source))[0]
    folder, name = posixpath.split(below)
    if given:
        page.note("url", page.origin("permalink"))
        told: dict[str, str | datetime] = {k: str(v) for k, v in page.fields.items() if isinstance(v, str)}
        told |= {
            "title": title,
            "page.date": published,
            "page.fileSlug": _undated(posixpath.basename(folder) if name == "index" else name),
            "page.filePathStem": f"/{posixpath.join(folder, _undated(name))}",
            "page.outputFileExtension": "html",
        }
        try:
            return _href(render(given, told))
        except Unknown as error:
            message = f"permalink: {error}, so its URL is the usual one; write the path itself"
            page.problem("permalink", message, "permalink", "warning")
    page.note("url", "where the file lies")
    stem = folder if name in {"index", posixpath.basename(folder)} else below
    values = {"path": lambda: stem, "slug": lambda: _undated(posixpath.basename(stem))}
    return page.fill(page.site.permalink, values, published)


def _undated(name: str) -> str:
    """Return a file's name without its date (TemplateFileSlug). The usual URL keeps the date."""
    match = _SLUG_DATE.search(name)
    return match[1] if match else name


def _href(path: str) -> str:
    """Return the URL's path of what is written to `path`: no index.html in it (normalizePathToUrl)."""
    return encode(re.sub(r"/index(?:\.html|/)?$", "/", f"/{path.lstrip('/')}"))


DIALECT = Dialect(
    name="eleventy", rank=70, recognises=recognises, settings=read_settings, sources=sources, read=read
)
