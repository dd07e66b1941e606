"""Hugo: which pages it publishes, and at which URL (gohugo.io/content-management). Pure.

The rules are those of its page_meta.go, permalinks.go and pathparser.go.
"""

from __future__ import annotations

import posixpath
import re
import unicodedata
from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path
from typing import NamedTuple, cast

from feeds.characters import encode_url, is_letter
from feeds.collector import people, permalinks
from feeds.collector.dialects import Alike, Dialect
from feeds.collector.dialects._hugo_settings import DATES, Hugo, read_settings, recognises
from feeds.collector.dialects._values import first, flag, mapping
from feeds.collector.sheet import LeftOut, Place, Sheet, extra
from feeds.collector.terms import each_once, terms, whole
from feeds.collector.walk import matches, walk
from feeds.model import Markup, Post, Reading, Site

_ENDINGS: dict[str, Markup] = {
    ".md": "markdown", ".markdown": "markdown", ".mdown": "markdown", ".pandoc": "markdown",
    ".html": "html", ".htm": "html", ".rst": "rest",
    ".org": "other", ".adoc": "other", ".asciidoc": "other", ".ad": "other",
}  # fmt: skip
_CLAIMED = frozenset(
    ("title", "date", "publishdate", "pubdate", "published", "lastmod", "modified", "expirydate",
     "unpublishdate", "draft", "url", "slug", "categories", "tags", "author", "authors", "description",
     "summary", "build", "_build", "headless", "lang")
)  # fmt: skip


_PLAIN_SEGMENT = re.compile(r"[A-Za-z0-9._+#~@%-]+")


def sources(root: Path, site: Site) -> Iterator[str]:
    """Yield the pages: no sections, no resources of a leaf bundle, no files that Hugo ignores."""
    own = cast("Hugo", site.own)
    for folder in site.folders:
        walked = walk(root, folder, lambda path: not posixpath.basename(path).startswith("."))
        found = [path for path in walked if posixpath.splitext(path)[1].lower() in _ENDINGS]
        bundles = {posixpath.dirname(path) for path in found if _is_index(path)}
        for path in found:
            base = posixpath.basename(path)
            resource = not _is_index(path) and any(above in bundles for above in _above(path))
            ignored = any(re.search(pattern, path) for pattern in own.ignored) or matches(path, site.exclude)
            if not (base.startswith(("_index.", ".", "#")) or base.endswith("~") or resource or ignored):
                yield path


def _is_index(path: str) -> bool:
    return posixpath.basename(path).startswith("index.")


def _above(path: str) -> Iterator[str]:
    while path := posixpath.dirname(path):
        yield path


def read(source: str, data: bytes, site: Site, *, origins: bool = True) -> Reading:
    """Read one page as Hugo does."""
    sheet = Sheet(source, origins=origins)
    try:
        sheet.open(data)
        if not sheet.matter.found:
            sheet.problem(
                "no-front-matter", "there is no front matter, so no date; begin with --- and a date:"
            )
            raise LeftOut("no front matter")
        sheet.lower_keys()
        own = cast("Hugo", site.own)
        for folder in _above(source) if own.cascades else ():
            sheet.fields = own.cascades.get(folder, {}) | sheet.fields
        if flag(sheet.fields.get("draft")) and not site.drafts:
            raise LeftOut("draft", "draft")
        build = mapping(sheet.fields.get("build")) or mapping(sheet.fields.get("_build"))
        if build.get("render") in {"never", "false"} or flag(sheet.fields.get("headless")):
            raise LeftOut("not rendered")
        return sheet.reading(
            _post(sheet, own, site, listed=build.get("list") not in {"never", "false"}), "published"
        )
    except LeftOut as left_out:
        return sheet.reading(None, left_out.state, left_out.reason)


def _post(sheet: Sheet, own: Hugo, site: Site, *, listed: bool) -> Post:
    place = _Place(sheet.source, own)
    published = _date(sheet, "published", "date", own, site)
    if published is None:
        message = "there is no date to read; write `date: 2026-01-31T09:30:00+08:00`"
        sheet.problem("no-date", message, sheet.key("date"))
        raise LeftOut("no date")
    due = _date(sheet, "due", "publishdate", own, site)
    updated = _date(sheet, "updated", "lastmod", own, site) or published
    title = sheet.text("title", name="title")
    if not title:
        title = re.sub(r"[-_]+", " ", place.name).strip() or sheet.source
        sheet.problem("title", f"there is no title, so it is “{title}”; write one", "title", "warning")
    path = _path(sheet, own, place, published)
    url = permalinks.absolute(site.url, path)
    return Post(
        source=sheet.source,
        id=permalinks.absolute(site.id_url, path),
        url=url,
        title=title,
        published=published,
        updated=updated,
        due=due,
        summary=sheet.text("description", "summary") or None,
        categories=each_once(terms(sheet.fields.get(own.categories), whole)),
        tags=each_once(terms(sheet.fields.get(own.tags), whole)),
        authors=people.authors(first(sheet.fields, "author", "authors"), {}),
        lang=place.tag or sheet.language("lang"),
        markup=_ENDINGS[place.ending],
        body=sheet.matter.body,
        body_line=sheet.matter.body_line,
        in_feeds=listed,
        in_sitemap=listed and mapping(sheet.fields.get("sitemap")).get("disable") != "true",
        expires=_date(sheet, "expires", "expirydate", own, site),
        extra=extra(sheet.fields, _CLAIMED),
    )


def _date(sheet: Sheet, name: str, kind: str, own: Hugo, site: Site) -> datetime | None:
    """Return a date by the keys that the settings name for it; without a zone it is in timeZone."""
    keys, place = own.dates[kind], _placer(site)
    if ":filename" not in keys:
        return sheet.date(name, keys, place)
    for key in keys:
        if key != ":filename":
            when = sheet.date(name, (key,), place)
        elif match := re.match(r"(\d{4}-\d\d-\d\d)[-.]", posixpath.basename(sheet.source)):
            sheet.fields[key] = match[1]
            when = sheet.date(name, (key,), place)
        else:
            when = None
        if when is not None:
            return when
    return None


class _Place:
    """Where a page lies: its section's path, its own name, and the language that its name tells."""

    def __init__(self, source: str, own: Hugo) -> None:
        content = own.content_of(source)
        below = source.removeprefix(f"{content}/")
        stem, self.ending = posixpath.splitext(below)
        self.ending = self.ending.lower()
        language = own.contents.get(content)
        head, dot, last = stem.rpartition(".")
        if dot and last in own.languages:
            stem, language = head, last
        self.language = language or (own.default_language if own.languages else None)
        self.tag = own.languages.get(self.language, self.language) if self.language else None
        self.is_bundle = posixpath.basename(stem) == "index"
        page = posixpath.dirname(stem) if self.is_bundle else stem
        self.folder, self.name = posixpath.split(page)
        self.sections = [part for part in self.folder.split("/") if part]
        prefixed = self.language and (self.language != own.default_language or own.default_in_subfolder)
        self.prefix = f"/{self.language}" if own.languages and prefixed else ""


def _path(sheet: Sheet, own: Hugo, place: _Place, when: datetime) -> str:
    """Return the path of the URL: `url`, else the section's permalink, else where the file lies."""
    slug = sheet.text("slug")
    if given := sheet.text("url", name="url"):
        if not re.search(r":[a-z]", given):
            return place.prefix + _given(given)
        return place.prefix + _fill(sheet, given, _Named(sheet, own, place, when, slug), "url")
    pattern = own.permalinks.get(place.sections[0] if place.sections else "/")
    if pattern:
        sheet.note("url", f"the permalink of {'/'.join(place.sections[:1])}: {pattern}")
        plain = re.sub(r"(:\w+)\[[^\]]*\]", r"\1", pattern) if "[" in pattern else pattern
        path = _fill(sheet, plain, _Named(sheet, own, place, when, slug))
    else:
        sheet.note("url", "where the file lies")
        last = _slugify(slug) if slug else _segment(place.name, own)
        path = "/".join(["", *(_segment(part, own) for part in place.sections), last])
        path = "/".join(map(permalinks.escape_path, path.split("/")))
    return place.prefix + _ending(path, own)


def _fill(sheet: Sheet, pattern: str, named: _Named, key: str | None = None) -> str:
    try:
        return permalinks.fill(pattern, _TOKENS, None, named)
    except permalinks.BadPermalink as error:
        sheet.problem("permalink", str(error), key)
        raise LeftOut("bad permalink") from None


def _given(url: str) -> str:
    """Return the path that `url:` names: as it is written, a folder unless it has an ending."""
    head, mark, query = url.partition("?")
    path = f"/{head.lstrip('/')}"
    if path.endswith("/index.html"):
        path = path.removesuffix("index.html")
    whole_path = f"{path}{mark}{query}"
    if "." not in posixpath.basename(whole_path) and not whole_path.endswith("/"):
        whole_path += "/"
    return encode_url(whole_path.replace("#", "%23"))


def _ending(path: str, own: Hugo) -> str:
    if posixpath.splitext(path)[1] in {".html", ".htm"} or path.endswith("/"):
        return path
    return f"{path}.html" if own.ugly else f"{path}/"


class _Named(NamedTuple):
    """What the tokens of a permalink are made of."""

    sheet: Sheet
    own: Hugo
    place: _Place
    when: datetime
    given: str | None

    def title(self) -> str:
        return _slugify((self.sheet.text("title") or "").replace("/", "-"))

    def name(self) -> str:
        return _segment(self.place.name, self.own)

    def slug(self) -> str:
        return _slugify(self.given) if self.given else self.title()

    def slug_or_name(self) -> str:
        return _slugify(self.given) if self.given else self.name()

    def sections(self) -> list[str]:
        return [_segment(part, self.own) for part in self.place.sections]


_DATES = permalinks.DATES
# gohugo.io/configuration/permalinks
_TOKENS: dict[str, Callable[[_Named], str]] = {
    "year": lambda one: _DATES["year"](one.when),
    "month": lambda one: _DATES["month"](one.when),
    "monthname": lambda one: _DATES["long_month"](one.when).lower(),
    "day": lambda one: _DATES["day"](one.when),
    "weekday": lambda one: str(one.when.isoweekday() % 7),
    "weekdayname": lambda one: _DATES["long_day"](one.when).lower(),
    "yearday": lambda one: str(one.when.timetuple().tm_yday),
    "section": lambda one: "".join(one.sections()[:1]),
    "sections": lambda one: "/".join(one.sections()),
    "title": _Named.title,
    "slug": _Named.slug,
    "slugorfilename": _Named.slug_or_name,
    "slugorcontentbasename": _Named.slug_or_name,
    "contentbasenameorslug": _Named.name,
    "contentbasename": _Named.name,
    "filename": _Named.name,
}


def _segment(name: str, own: Hugo) -> str:
    """Return one part of a file's path: blanks are `-`, what no URL likes goes (paths.go, Sanitize)."""
    part = name.replace(" ", "-")
    if not _PLAIN_SEGMENT.fullmatch(part):
        part = "".join(c for c in part if is_letter(c) or c in "._-+#~@%")
    return part.lower() if own.lower else part


def _slugify(text: str) -> str:
    """Return a slug or title: runs of anything but letters and `. _ /` are one `-`."""
    kept = "".join(
        c if is_letter(c) or c in "._/" else "-" for c in unicodedata.normalize("NFC", text).lower()
    )
    return re.sub("--+", "-", kept).strip("-")


def _placer(site: Site) -> Place:
    return lambda written, _: written.at(site.zone)


def _has_usual_keys(site: Site) -> bool:
    own = cast("Hugo", site.own)
    return (own.dates, own.categories, own.tags) == (DATES, "categories", "tags")


DIALECT = Dialect(
    name="hugo", rank=20, recognises=recognises, settings=read_settings, sources=sources, read=read,
    alike=Alike(
        claimed=_CLAIMED | {"sitemap"}, free=frozenset(("description", "summary")), updated="lastmod",
        place=_placer, dated=lambda when, *_: (when, when),
        tags=lambda fields: each_once(terms(fields.get("tags"), whole)), trusts=_has_usual_keys,
    ),
)  # fmt: skip
