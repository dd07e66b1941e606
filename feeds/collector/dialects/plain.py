"""Any folder of posts that no generator claims: YAML, TOML or JSON front matter, the usual keys."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Callable, Iterator
from contextlib import suppress
from datetime import datetime
from pathlib import Path
from typing import NamedTuple

from feeds.characters import slug
from feeds.collector import people, permalinks
from feeds.collector.dates import BadDate, parse
from feeds.collector.dialects import LAST, Alike, Dialect, Found
from feeds.collector.dialects._values import first
from feeds.collector.sheet import MARKUPS, LeftOut, Place, Sheet, extra
from feeds.collector.terms import by_commas, each_once, terms
from feeds.collector.walk import matches, walk
from feeds.model import Post, Reading, Site

# Where people keep their posts, the likeliest first.
_FOLDERS = (
    "posts", "_posts", "content/posts", "source/_posts", "content/post", "content/blog", "src/posts",
    "src/content/posts", "src/content/blog", "content", "blog", "articles", "src/articles", "src",
)  # fmt: skip
_DATES = (
    "date", "published", "pubdate", "published_at", "publish_date", "publishdate", "created", "created_at",
)  # fmt: skip
_UPDATES = (
    "updated", "last_modified_at", "lastmod", "modified", "updated_at", "date_modified", "last_updated",
)  # fmt: skip
_EXPIRY = ("expires", "expirydate", "expiry_date", "expiry")
_SUMMARIES = ("description", "summary", "excerpt", "preview")
_AUTHORS = ("author", "authors", "by", "creator")
_PERMALINKS = ("permalink", "url", "path")
_NAME_DATE = re.compile(r"(?P<date>\d{4}-\d{1,2}-\d{1,2})(?:[-_. ](?P<rest>.+))?")
_CLAIMED = frozenset(
    ("title", "categories", "category", "tags", "tag", "id", "guid", "slug", "lang", "language", "locale",
     "draft", "status", "hidden", "unlisted", "feed", "sitemap", "noindex",
     *_DATES, *_UPDATES, *_EXPIRY, *_SUMMARIES, *_AUTHORS, *_PERMALINKS)
)  # fmt: skip
_TRUE, _FALSE = frozenset(("true", "yes", "on", "1")), frozenset(("false", "no", "off", "0"))


def settings(root: Path) -> Found:
    """Return the one thing that a folder tells: where its posts are."""
    folder = next((name for name in _FOLDERS if (root / name).is_dir()), None)
    if folder is None and any(_begins_like_a_post(file) for file in sorted(root.glob("*.md"))):
        folder = "."
    return Found(settings={"posts": {"folders": [folder]}} if folder else {})


def _begins_like_a_post(file: Path) -> bool:
    with suppress(OSError), file.open("rb") as opened:
        return opened.read(6).removeprefix(b"\xef\xbb\xbf").startswith((b"---", b"+++"))
    return False


def sources(root: Path, site: Site) -> Iterator[str]:
    """Yield the files that can hold a post; names that begin with `.` or `_` are private."""

    def enters(path: str) -> bool:
        return posixpath.basename(path)[0] not in "._" and not matches(path, site.exclude)

    for folder in site.folders:
        for path in walk(root, folder, enters):
            private = posixpath.basename(path)[0] in "._#~"
            ending = posixpath.splitext(path)[1].lower()
            if ending in {*MARKUPS, ".txt"} and not private and not matches(path, site.exclude):
                yield path


def read(source: str, data: bytes, site: Site, *, origins: bool = True) -> Reading:
    """Read one file: its front matter's keys in any case, its name where they are silent."""
    sheet = Sheet(source, origins=origins)
    try:
        sheet.open(data)
        if not sheet.matter.found:
            message = (
                "there is no front matter; begin the file with a line ---, then title: and date:, then ---"
            )
            sheet.problem("no-front-matter", message)
            raise LeftOut("no front matter")
        sheet.lower_keys()
        if _is_draft(sheet) and not site.drafts:
            raise LeftOut("draft", "draft")
        return sheet.reading(_post(sheet, site), "published")
    except LeftOut as left_out:
        return sheet.reading(None, left_out.state, left_out.reason)


def _is_draft(sheet: Sheet) -> bool:
    """Return whether the author says that it is not to be published yet."""
    status = (sheet.text("status") or "").lower()
    return (
        _flag(sheet, "draft") is True
        or _flag(sheet, "published") is False
        or status in {"draft", "private", "unpublished"}
        or "/_drafts/" in f"/{sheet.source}"
    )


def _post(sheet: Sheet, site: Site) -> Post:
    stem, ending = posixpath.splitext(sheet.source)
    own_date, named = _name(stem)
    title = sheet.text("title", name="title")
    if not title:
        sheet.problem("title", "there is no title; write `title: …`", "title")
        raise LeftOut("no title")
    published = _published(sheet, own_date, site)
    place = _placer(site)
    segment = slug(sheet.text("slug") or named) or slug(title)
    categories = _terms(sheet, *site.keys_of("categories", ("categories", "category")))
    path = _path(sheet, site, published, stem=stem, segment=segment, categories=categories)
    hidden = _flag(sheet, "hidden")
    return Post(
        source=sheet.source,
        id=sheet.text("id", "guid", name="id") or permalinks.absolute(site.id_url, path),
        url=permalinks.absolute(site.url, path),
        title=title,
        published=published,
        updated=sheet.date("updated", site.keys_of("updated", _UPDATES), place) or published,
        summary=sheet.text(*site.keys_of("summary", _SUMMARIES)) or None,
        categories=categories,
        tags=_terms(sheet, *site.keys_of("tags", ("tags", "tag"))),
        authors=people.authors(first(sheet.fields, *site.keys_of("author", _AUTHORS)), {}),
        lang=sheet.language("lang", "language", "locale"),
        markup=MARKUPS.get(ending.lower(), "text"),
        body=sheet.matter.body,
        body_line=sheet.matter.body_line,
        in_feeds=not (hidden or _flag(sheet, "feed") is False or _flag(sheet, "unlisted")),
        in_sitemap=not (hidden or _flag(sheet, "sitemap") is False or _flag(sheet, "noindex")),
        expires=sheet.date("expires", site.keys_of("expires", _EXPIRY), place),
        extra=extra(sheet.fields, _CLAIMED),
    )


def _name(stem: str) -> tuple[str | None, str]:
    """Return the date and the slug that a file's path gives; an index is named by its folder."""
    folder, _, name = stem.rpartition("/")
    if name in {"index", "_index"}:
        name = folder.rpartition("/")[2]
    match = _NAME_DATE.fullmatch(name)
    return (match["date"], match["rest"] or name) if match else (None, name)


def _placer(site: Site) -> Place:
    return lambda written, _: written.at(site.zone)


def _published(sheet: Sheet, own_date: str | None, site: Site) -> datetime:
    """Return the date of the front matter, else that of the file's name."""
    keys = site.keys_of("date", _DATES)
    when = sheet.date("published", keys, _placer(site))
    if when is None and own_date:
        try:
            when = parse(own_date).at(site.zone)
            sheet.note("published", "the file's name, midnight in the site's zone")
        except BadDate as error:
            sheet.problem("date", f"the file's name: {error}")
    if when is None:
        sheet.problem(
            "no-date",
            "there is no date to read; write `date: 2026-01-31 09:30:00 +0800`",
            sheet.key(*keys),
        )
        raise LeftOut("no date")
    return when


class _Named(NamedTuple):
    """What the placeholders of a permalink are made of."""

    folders: tuple[str, ...]
    stem: str
    segment: str
    categories: tuple[str, ...]

    def below(self) -> str:
        """Return the path below the folder of posts."""
        own = (f"{folder}/" for folder in self.folders if self.stem.startswith(f"{folder}/"))
        return self.stem.removeprefix(next(own, ""))


_PLACEHOLDERS: dict[str, Callable[[_Named], str]] = {
    "slug": lambda one: one.segment,
    "title": lambda one: one.segment,
    "categories": lambda one: "/".join(map(slug, one.categories)),
    "path": _Named.below,
    "filename": lambda one: posixpath.basename(one.stem),
}


def _path(
    sheet: Sheet, site: Site, when: datetime, *, stem: str, segment: str, categories: tuple[str, ...]
) -> str:
    keys = site.keys_of("permalink", _PERMALINKS)
    own = sheet.text(*keys, name="url")
    if own and re.match(r"https?://", own):
        message = f"{own} is another site's address, and this post needs one here; write its path"
        sheet.problem("permalink", message, sheet.key(*keys), "warning")
        own = None
    if not own:
        sheet.note("url", f"the site's permalink {site.permalink}")
    try:
        named = _Named(site.folders, stem.removesuffix("/index"), segment, categories)
        return permalinks.fill(own or site.permalink, _PLACEHOLDERS, when.astimezone(site.zone), named)
    except permalinks.BadPermalink as error:
        sheet.problem("permalink", str(error), sheet.key(*keys))
        raise LeftOut("bad permalink") from None


def _terms(sheet: Sheet, *keys: str) -> tuple[str, ...]:
    """Return categories or tags: a list, a string with commas, or one name; each once."""
    return each_once(*(terms(sheet.fields.get(key), by_commas) for key in keys))


def _flag(sheet: Sheet, key: str) -> bool | None:
    """Return a yes or no; None where the key is not there, or is a date as `published` may be."""
    word = (sheet.text(key) or "").lower() if key in sheet.fields else ""
    if word in _TRUE or word in _FALSE:
        return word in _TRUE
    if word and key not in _DATES:
        sheet.problem("flag", f"{key}: {word} is neither true nor false; write one", key, "warning")
    return None


DIALECT = Dialect(
    name="plain", rank=LAST, recognises=lambda root: root.is_dir(), settings=settings, sources=sources,
    read=read,
    alike=Alike(
        claimed=_CLAIMED, free=frozenset(_SUMMARIES), updated="updated", place=_placer,
        dated=lambda when, _, site: (when, when.astimezone(site.zone)),
        tags=lambda fields: each_once(terms(fields.get("tags"), by_commas)),
        trusts=lambda _: True,
    ),
)  # fmt: skip
