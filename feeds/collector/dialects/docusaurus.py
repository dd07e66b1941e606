"""Docusaurus: which posts its blog publishes, and at which URL (docusaurus.io/docs/blog).

The rules are those of blogUtils.ts, authors.ts and tags.ts. docusaurus.config.js is code, and not read.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import cast

from feeds.collector import people
from feeds.collector.dialects import Dialect, Found
from feeds.collector.dialects._pages import Page, encode, read_page, utc
from feeds.collector.dialects._site_files import first_file, load
from feeds.collector.dialects._values import mapping, text
from feeds.collector.terms import each_once, terms, whole
from feeds.collector.walk import matches, walk
from feeds.collector.yamltext import Value
from feeds.model import Author, Post, Reading, Site
from feeds.record import Record, field

_CONFIGS = tuple(f"docusaurus.config.{ending}" for ending in ("js", "ts", "mjs", "cjs", "mts", "cts"))
_FOLDER = "blog"
_PLUGIN = "docusaurus-plugin-content-blog"
_LOCALISED = re.compile(rf"i18n/(?P<lang>[^/]+)/{_PLUGIN}/")
# blogUtils.ts, DATE_FILENAME_REGEX, on the path below the folder of the blog
_NAME = re.compile(r"(?P<folder>.*)(?P<date>\d{4}[-/]\d{1,2}[-/]\d{1,2})[-/]?(?P<text>.*?)(?:/index)?\.mdx?")
_CLAIMED = frozenset(
    ("date", "slug", "authors", "author", "author_url", "authorURL", "author_title", "authorTitle", "tags",
     "draft", "unlisted", "last_update", "last_update.date")
)  # fmt: skip


class Docusaurus(Record, frozen=True, kw_only=True):
    """The people and tags of the blog, by key: authors.yml and tags.yml."""

    authors: dict[str, Value] = field(default_factory=dict)
    tags: dict[str, Value] = field(default_factory=dict)


def recognises(root: Path) -> bool:
    """Return whether a Docusaurus site lies here: its settings, its authors, or a translated blog."""
    if first_file(root, *_CONFIGS, f"{_FOLDER}/authors.yml", f"{_FOLDER}/authors.yaml"):
        return True
    return next((root / "i18n").glob(f"*/{_PLUGIN}"), None) is not None


def settings(root: Path) -> Found:
    """Return what the folders tell, and the authors and tags of the blog.

    Raises:
        BadSettings: the file of authors or tags cannot be read.
    """
    folders = [_FOLDER] if (root / _FOLDER).is_dir() else []
    folders += sorted(path.relative_to(root).as_posix() for path in (root / "i18n").glob(f"*/{_PLUGIN}"))
    feeds = {"rss": f"{_FOLDER}/rss.xml", "atom": f"{_FOLDER}/atom.xml"}
    own = Docusaurus(
        authors=load(_list(root, "authors"), root),
        tags=load(_list(root, "tags"), root),
    )
    posts: dict[str, object] = {"folders": folders, "permalink": "/blog/:path", "future": True}
    return Found(settings={"site": {"timezone": "UTC"}, "posts": posts, "feeds": {"paths": feeds}}, own=own)


def _list(root: Path, name: str) -> Path | None:
    """Return the file of the blog's authors or tags; the blog may have another folder."""
    usual = first_file(root, f"{_FOLDER}/{name}.yml", f"{_FOLDER}/{name}.yaml")
    return usual or next(iter(sorted(root.glob(f"*/{name}.yml"))), None)


def sources(root: Path, site: Site) -> Iterator[str]:
    """Yield the posts; what begins with `_` is a part of other pages."""

    def seen(path: str) -> bool:
        name = posixpath.basename(path)
        return not (name.startswith(("_", ".")) or name == "__tests__" or matches(path, site.exclude))

    for folder in site.folders:
        for path in walk(root, folder, seen):
            if path.endswith((".md", ".mdx")) and not re.search(r"\.test\.mdx?$", path) and seen(path):
                yield path


def read(source: str, data: bytes, site: Site, *, origins: bool = True) -> Reading:
    """Read one post as Docusaurus does."""
    return read_page(Page(source, data, site, origins=origins), _post)


def _post(page: Page) -> Post:
    page.open(page.data)
    own = cast("Docusaurus", page.site.own)
    page.leave_out_drafts("draft")
    folder = next((f for f in page.site.folders if page.source.startswith(f"{f}/")), _FOLDER)
    below = page.source.removeprefix(f"{folder}/")
    dated = _NAME.fullmatch(below)
    day = (dated["date"].replace("/", "-"), "the file's name") if dated else None
    published = page.published(("date",), utc, day)
    title = _title(page, dated["text"] if dated else posixpath.splitext(below)[0].removesuffix("/index"))
    path = _path(page, below, dated)
    prefix, language = _language(page)
    listed = page.flag("unlisted") is not True
    values = {"path": lambda: path, "slug": lambda: posixpath.basename(path)}
    return Post(
        **page.usual(prefix + page.fill(page.site.permalink, values, published), title, published, _CLAIMED),
        updated=_updated(page) or published,
        tags=each_once(_tags(page.fields.get("tags"), own)),
        authors=_authors(page, own),
        lang=language,
        in_feeds=listed,
        in_sitemap=listed,
    )


def _title(page: Page, named: str) -> str:
    """Return the title; a heading above all else is the title too, and then no part of the body."""
    heading = page.heading(cut=True)
    if heading and not page.text("title"):
        page.note("title", "the first heading")
        return heading
    return page.title(named)


def _updated(page: Page) -> datetime | None:
    """Return what last_update says; git, which Docusaurus may ask, is not asked."""
    told = mapping(page.fields.get("last_update"))
    if not text(told, "date"):
        return None
    page.fields = page.fields | {(key := "last_update.date"): told["date"]}
    page.spots = page.spots | {key: page.spots.get("last_update", (1, 1))}
    return page.date("updated", (key,), utc)


def _path(page: Page, below: str, dated: re.Match[str] | None) -> str:
    """Return the path below the blog (parseBlogFileName)."""
    if slug := page.text("slug", name="url"):
        return slug.lstrip("/")
    page.note("url", "where the file lies")
    if dated:
        return f"{dated['date'].replace('-', '/')}/{dated['folder']}{dated['text']}"
    return re.sub(r"(?:/index)?\.mdx?$", "", below)


def _language(page: Page) -> tuple[str, str | None]:
    """Return what stands before the path of a translation, and its language."""
    localised = _LOCALISED.match(page.source)
    if localised is None:
        return "", None
    language = localised["lang"]
    return ("" if language == (page.site.lang or "en") else f"/{encode(language)}"), language


def _tags(value: Value, own: Docusaurus) -> Iterator[str]:
    """Yield the labels of tags: a mapping's own, that of tags.yml, else the name itself."""
    for one in value if isinstance(value, list) else [value]:
        if isinstance(one, dict):
            yield from terms(one.get("label"), whole)
        elif isinstance(one, str):
            yield from terms(text(mapping(own.tags.get(one)), "label") or one, whole)


def _authors(page: Page, own: Docusaurus) -> tuple[Author, ...]:
    """Return the authors: keys into authors.yml, mappings (with a key or without), or author_* keys."""
    value = page.fields.get("authors")
    if not value:
        single = {"name": page.fields.get("author")}
        single["url"] = page.fields.get("author_url") or page.fields.get("authorURL")
        return people.authors(single, {}) if single["name"] else ()
    found: list[Value] = []
    for one in value if isinstance(value, list) else [value]:
        if isinstance(one, dict):
            found.append(
                mapping(own.authors.get(text(one, "key") or "")) | {k: v for k, v in one.items() if v}
            )
            continue
        if isinstance(one, str) and own.authors and one not in own.authors:
            message = f"authors: “{one}” is not in authors.yml, so it is taken as a name; add it there"
            page.problem("unknown-author", message, "authors", "warning")
        found.append(one)
    return people.authors(found, own.authors)


DIALECT = Dialect(
    name="docusaurus", rank=50, recognises=recognises, settings=settings, sources=sources, read=read
)
