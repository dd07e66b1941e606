"""Pelican 4: which articles it publishes, and at which URL (docs.getpelican.com). Pure but for `sources`.

The rules are those of its readers.py, contents.py and generators.py.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path
from typing import cast
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from feeds.collector import people
from feeds.collector.dialects import Dialect
from feeds.collector.dialects._header import BOM, html_header, joined, markdown_header
from feeds.collector.dialects._pelican_settings import Pelican, read_settings, recognises
from feeds.collector.dialects._pelican_urls import absolute, fill, join, tag_uri
from feeds.collector.dialects._rest_header import rest_header
from feeds.collector.permalinks import BadPermalink
from feeds.collector.sheet import LeftOut, Sheet, extra
from feeds.collector.terms import each_once, terms
from feeds.collector.walk import matches, walk
from feeds.collector.yamltext import Value
from feeds.model import Author, Markup, Post, Reading, Site

_HEADERS = {"rest": rest_header, "markdown": markdown_header, "html": html_header}
# readers.DUPLICATES_DEFINITIONS_ALLOWED: of these only the first line counts
_SINGLE = frozenset(
    ("tags", "date", "modified", "status", "category", "author", "save_as", "url", "authors", "slug")
)
_STATUSES = ("published", "draft", "hidden", "skip")
_CLAIMED = frozenset(
    ("title", "date", "modified", "category", "tags", "author", "authors", "slug", "lang", "summary",
     "status", "url", "save_as", "timezone", "translation")
)  # fmt: skip


def sources(root: Path, site: Site) -> Iterator[str]:
    """Yield the articles, and the pages that lie among them."""
    own = cast("Pelican", site.own)

    def enters(path: str) -> bool:
        passed = own.ignores(path) or own.below(path) in own.excluded
        return not (passed or matches(path, site.exclude))

    for folder in site.folders:
        for path in walk(root, folder, enters):
            below = own.below(path)
            known = _ending(path) in own.readers and not own.ignores(path)
            wanted = own.lies_in(below, own.articles) or own.lies_in(below, own.pages)
            if known and wanted and below not in own.excluded and not matches(path, site.exclude):
                yield path


def _ending(path: str) -> str:
    return posixpath.splitext(path)[1][1:]


def read(source: str, data: bytes, site: Site, *, origins: bool = True) -> Reading:
    """Read one article as Pelican does."""
    sheet = Sheet(source, origins=origins)
    own = cast("Pelican", site.own)
    try:
        if own.lies_in(own.below(source), own.pages):
            raise LeftOut("page")
        _open(sheet, data, own)
        state = _status(sheet)
        if state in {"skip", "hidden"}:
            raise LeftOut(state)
        if state == "draft" and not site.drafts:
            raise LeftOut("draft", "draft")
        return sheet.reading(_post(sheet, own, site, state), "published")
    except LeftOut as left_out:
        return sheet.reading(None, left_out.state, left_out.reason)


def _open(sheet: Sheet, data: bytes, own: Pelican) -> None:
    """Read the header, and put below it what path and settings say of the article."""
    kind = own.readers.get(_ending(sheet.source), "markdown")
    text = sheet.decode(data)
    if kind == "markdown" and own.yaml and text.removeprefix(BOM).startswith("---"):
        sheet.open(data)
        sheet.lower_keys()
    else:
        sheet.matter = _HEADERS[kind](text)
        sheet.spots = dict(sheet.matter.spots)
        sheet.fields = joined(sheet.matter.fields, _SINGLE)
        for key in sheet.matter.repeated:
            if key in _SINGLE:
                message = f"{key} stands there twice and the first counts; remove one"
                sheet.problem("repeated-key", message, key, "warning")
        if kind == "markdown":
            _warn_of_yaml(sheet, text)
    said: dict[str, Value] = {k: v for k, v in sheet.fields.items() if v not in ("", [], None)}
    sheet.fields = _around(sheet, own) | said


def _warn_of_yaml(sheet: Sheet, text: str) -> None:
    """Tell of a header between fences that ends before its fence: Pelican reads no lists of YAML."""
    line, text = sheet.matter.body_line, text.removeprefix(BOM)
    if line == 1 or not text.startswith("---"):
        return
    before = text.split("\n", line)[line - 2].strip()
    if before and not before.startswith(("---", "...")):
        sheet.spots["\n"] = (line, 1)
        message = "the metadata ends here, before its ---, since Pelican reads lines `Key: value` and no YAML"
        sheet.problem("header", f"{message}; write a list as `Tags: one, two`", "\n", "warning")


def _around(sheet: Sheet, own: Pelican) -> dict[str, Value]:
    """Return what the settings, and then the path, say of an article (readers.parse_path_metadata)."""
    below = own.below(sheet.source)
    found = dict(own.defaults)
    for path, fields in own.by_path:
        if own.lies_in(below, (path,)):
            found |= fields
    folder, name = posixpath.split(below)
    named: dict[str, Value] = {}
    for pattern, text in zip(own.patterns, (posixpath.splitext(name)[0], below), strict=True):
        if pattern and (match := re.match(pattern, text)):
            named = {k.lower(): v for k, v in match.groupdict().items() if v is not None} | named
    if own.folder_is_category and folder:
        named.setdefault("category", posixpath.basename(folder))
    sheet.elsewhere = {key: f"the file's path: {value}" for key, value in named.items()}
    return found | named


def _status(sheet: Sheet) -> str:
    state = (sheet.text("status") or "published").lower()
    if state not in _STATUSES:
        message = f"“{state}” is no status, so Pelican leaves the article out"
        sheet.problem("status", f"{message}; write one of {', '.join(_STATUSES)}", "status")
        raise LeftOut("unknown status")
    return state


def _post(sheet: Sheet, own: Pelican, site: Site, state: str) -> Post:
    title = _title(sheet)
    place = _placer(sheet, site)
    date = sheet.fields.get("date")
    if isinstance(date, str):
        sheet.fields["date"] = date.replace("_", " ")
    published = sheet.date("published", ("date",), place)
    if published is None:
        sheet.problem("no-date", "there is no date to read; write `Date: 2026-01-31 09:30`", "date")
        raise LeftOut("no date")
    path = _path(sheet, own, published, state)
    return Post(
        source=sheet.source,
        id=tag_uri(join(site.id_url, path), published),
        url=absolute(site.url, path),
        title=title,
        published=published,
        updated=sheet.date("updated", ("modified",), place) or published,
        summary=sheet.text("summary") or None,
        categories=each_once(terms(sheet.fields.get("category"), lambda text: [text])),
        tags=each_once(terms(sheet.fields.get("tags"), _split)),
        authors=_authors(sheet),
        lang=sheet.language("lang"),
        markup=cast("Markup", own.readers.get(_ending(sheet.source), "markdown")),
        body=sheet.matter.body,
        body_line=sheet.matter.body_line,
        extra=extra(sheet.fields, _CLAIMED),
    )


def _title(sheet: Sheet) -> str:
    title = sheet.text("title", name="title")
    if title:
        return title
    if not sheet.matter.found:
        message = "there is no metadata; begin the file with lines such as `Title: …` and `Date: 2026-01-31`"
        sheet.problem("no-front-matter", message)
        raise LeftOut("no front matter")
    sheet.problem("title", "there is no title; write `Title: …`", "title")
    raise LeftOut("no title")


def _placer(sheet: Sheet, site: Site) -> Callable[..., datetime]:
    """Return what gives a date its zone: that of the article, else that of the site."""
    zone, name = site.zone, sheet.text("timezone")
    try:
        zone = ZoneInfo(name) if name else site.zone
    except (ZoneInfoNotFoundError, ValueError, OSError):
        message = f"timezone: “{name}” is no IANA zone; write one like Asia/Shanghai"
        sheet.problem("date", message, "timezone", "warning")
    return lambda written, _: written.at(zone)


def _split(text: str) -> list[str]:
    """Split at semicolons if there is one, else at commas (readers.ensure_metadata_list)."""
    return text.split(";" if ";" in text else ",")


def _authors(sheet: Sheet) -> tuple[Author, ...]:
    one = sheet.text("author")
    names = [one] if one else each_once(terms(sheet.fields.get("authors"), _split))
    return people.authors([{"name": name} for name in names], {})


def _path(sheet: Sheet, own: Pelican, when: datetime, state: str) -> str:
    """Return what Pelican joins with SITEURL: `url`, else the pattern for this kind of article."""
    if given := sheet.text("url", name="url"):
        return given
    language = sheet.text("lang")
    kind = "DRAFT" if state == "draft" else "ARTICLE"
    key = f"{kind}_URL" if language in {None, own.lang} else f"{kind}_LANG_URL"
    sheet.note("url", f"{key} = {own.urls[key]}")
    author = next((one.name for one in _authors(sheet)), own.author or "")
    values: dict[str, Callable[[], str]] = {
        "slug": lambda: _slug(sheet, own),
        "lang": lambda: language or own.lang,
        "category": lambda: _spelled(sheet, own, sheet.text("category") or "", own.category_substitutions),
        "author": lambda: _spelled(sheet, own, author, own.author_substitutions),
        "path": lambda: sheet.text("path") or own.below(sheet.source),
    }
    try:
        return fill(own.urls[key], key, values, when, sheet.text)
    except BadPermalink as error:
        sheet.problem("permalink", str(error))
        raise LeftOut("bad permalink") from None


def _slug(sheet: Sheet, own: Pelican) -> str:
    if given := sheet.text("slug"):
        return given
    stem = posixpath.splitext(posixpath.basename(sheet.source))[0]
    text = {"title": sheet.text("title"), "basename": stem}.get(own.slug_source)
    return _spelled(sheet, own, text or "", None)


def _spelled(sheet: Sheet, own: Pelican, text: str, substitutions: tuple[tuple[str, str], ...] | None) -> str:
    slug = own.slugify(text, substitutions)
    if not slug:
        message = f"“{text}” makes no slug, and so no URL; write `Slug: …`"
        if slug is None:
            message = f"“{text}” has letters that Pelican spells in ASCII by tables that are not installed"
            message += "; write `Slug: …`, or install Unidecode"
        sheet.problem("slug", message, "title")
        raise LeftOut("no slug")
    return slug


DIALECT = Dialect(
    name="pelican",
    rank=12,
    recognises=recognises,
    settings=read_settings,
    sources=sources,
    read=read,
)
