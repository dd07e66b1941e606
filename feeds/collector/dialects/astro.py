"""Astro: the posts of its collections, and of its pages (docs.astro.build/en/guides/content-collections).

Paths are those of content/utils.ts and loaders/glob.ts. astro.config.mjs is code, and not read.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

from feeds.collector import people
from feeds.collector.dates import Written
from feeds.collector.dialects import Dialect, Found
from feeds.collector.dialects._pages import Page, day_in, read_page
from feeds.collector.dialects._site_files import first_file
from feeds.collector.dialects._slugs import github_slug
from feeds.collector.dialects._values import first
from feeds.collector.terms import each_once, terms, whole
from feeds.collector.walk import matches, walk
from feeds.collector.yamltext import Bare
from feeds.model import Post, Reading, Site

_CONFIGS = tuple(f"astro.config.{ending}" for ending in ("mjs", "js", "ts", "cjs", "mts", "cts"))
_PLACES = ("src/content", "src/data", "src/pages", "src", "content")
_COLLECTIONS = ("blog", "posts", "post", "articles", "writing", "news", "notes")
# The schema of a collection is code; these are the names in use.
_DATES = ("pubDate", "publishDate", "pubDatetime", "date", "published", "publishedAt", "publishedDate",
          "datePublished", "createdAt", "created")  # fmt: skip
_UPDATES = ("updatedDate", "updateDate", "modDatetime", "updated", "updatedAt", "lastUpdated", "lastModified",
            "lastmod", "modifiedDate", "dateModified", "modified")  # fmt: skip
_CLAIMED = frozenset(
    ("slug", "draft", "isDraft", "unlisted", "tags", "tag", "categories", "category", "author", "authors",
     "lang", "language", "locale", *_DATES, *_UPDATES)
)  # fmt: skip


def recognises(root: Path) -> bool:
    """Return whether an Astro site lies here."""
    return first_file(root, *_CONFIGS) is not None


def settings(root: Path) -> Found:
    """Return where the posts are: the first place that has collections of them."""
    found = ([f"{place}/{name}" for name in _COLLECTIONS] for place in _PLACES)
    there = ([folder for folder in folders if (root / folder).is_dir()] for folders in found)
    posts: dict[str, object] = {"folders": next(filter(None, there), []), "permalink": "/:path/"}
    return Found(settings={"posts": posts})


def sources(root: Path, site: Site) -> Iterator[str]:
    """Yield the posts; what begins with `_` is a part of other pages."""

    def seen(path: str) -> bool:
        return posixpath.basename(path)[0] not in "._" and not matches(path, site.exclude)

    for folder in site.folders:
        for path in walk(root, folder, seen):
            if posixpath.splitext(path)[1].lower() in {".md", ".mdx", ".markdown"} and seen(path):
                yield path


def read(source: str, data: bytes, site: Site, *, origins: bool = True) -> Reading:
    """Read one post as Astro does."""
    return read_page(Page(source, data, site, origins=origins), _post)


def _post(page: Page) -> Post:
    page.open(page.data)
    page.leave_out_drafts("draft", "isDraft")

    def place(written: Written, raw: str) -> datetime:
        return _place(written, raw, page.site)

    published = page.published(_DATES, place, day_in(page.stem()))
    title = page.title()
    folder = next((f for f in page.site.folders if page.source.startswith(f"{f}/")), "")
    slug = _slug(page, folder)
    below = [] if "src/pages/" not in f"{folder}/" else folder.partition("src/pages/")[2].split("/")[:-1]
    base = "/".join([*below, posixpath.basename(folder)])
    values = {
        "path": lambda: f"{base}/{slug}",
        "slug": lambda: slug,
        "id": lambda: slug,
    }
    return Post(
        **page.usual(page.fill(page.site.permalink, values, published), title, published, _CLAIMED),
        updated=page.date("updated", _UPDATES, place) or published,
        categories=each_once(terms(first(page.fields, "categories", "category"), whole)),
        tags=each_once(terms(first(page.fields, "tags", "tag"), whole)),
        authors=people.authors(first(page.fields, "author", "authors"), {}),
        lang=page.language("lang", "language", "locale"),
        in_feeds=page.flag("unlisted") is not True,
    )


def _slug(page: Page, folder: str) -> str:
    """Return the id of an entry: `slug`, else its path, each part made a slug; pages keep theirs."""
    below = posixpath.splitext(page.source.removeprefix(f"{folder}/"))[0]
    if f"{folder}/".startswith("src/pages/"):
        page.note("url", "where the page lies")
        return re.sub(r"(?:^|/)index$", "", below)
    if slug := page.text("slug", name="url"):
        return slug.strip("/")
    page.note("url", "where the file lies, and the site's permalink")
    return re.sub(r"/index$", "", "/".join(map(github_slug, below.split("/"))))


# What YAML makes a date when it has no quotes, and JavaScript when it is text: both are then in UTC.
_YAML_TIME = re.compile(r"\d{4}-\d\d?-\d\d?(?:(?:[Tt]|[ \t]+)\d\d?:\d\d:\d\d(?:\.\d*)?)?")
_ISO_DAY = re.compile(r"\d{4}-\d\d-\d\d")


def _place(written: Written, raw: str, site: Site) -> datetime:
    """Return the instant that JavaScript sees: other forms without a zone are local, so the site's."""
    text = raw.strip()
    if (isinstance(raw, Bare) and _YAML_TIME.fullmatch(text)) or _ISO_DAY.fullmatch(text):
        return written.at(UTC)
    return written.at(site.zone)


DIALECT = Dialect(name="astro", rank=60, recognises=recognises, settings=settings, sources=sources, read=read)
