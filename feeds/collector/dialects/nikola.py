"""Nikola 8: which posts it publishes, and at which URL (getnikola.com/handbook.html). Pure but for `sources`.

The rules are those of its post.py, metadata_extractors.py and plugins/misc/scan_posts.py.
"""

from __future__ import annotations

import json
import posixpath
import re
from collections.abc import Iterator
from pathlib import Path
from typing import cast

from feeds.collector import people, permalinks
from feeds.collector.dialects import Dialect
from feeds.collector.dialects._ascii import to_ascii
from feeds.collector.dialects._header import joined, markdown_header
from feeds.collector.dialects._nikola_settings import Nikola, Place, header, read_settings, recognises
from feeds.collector.dialects._rest_header import rest_header
from feeds.collector.frontmatter import Matter
from feeds.collector.sheet import LeftOut, Sheet, extra
from feeds.collector.terms import each_once, terms
from feeds.collector.walk import matches, walk
from feeds.collector.yamltext import BadMatter, Value
from feeds.model import Markup, Post, Reading, Site

_STATUSES = ("published", "featured", "private", "draft")
_TRUE, _FALSE = frozenset(("true", "yes", "1")), frozenset(("false", "no", "0"))
# `UTC-03:00` is three hours behind: dateutil would take it for what POSIX means by it.
_UTC_OFFSET = re.compile(r" UTC([+-]\d\d:\d\d)")
_URI = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:[^\s<>\"{}|\\^`]+")
_CLAIMED = frozenset(
    ("title", "slug", "date", "updated", "tags", "category", "section", "author", "description", "status",
     "guid", "pretty_url", "type")
)  # fmt: skip


def sources(root: Path, site: Site) -> Iterator[str]:
    """Yield the files that POSTS names, and their translations; hidden folders are not looked into."""
    own = cast("Nikola", site.own)

    def enters(path: str) -> bool:
        return not (posixpath.basename(path).startswith(".") or matches(path, site.exclude))

    for folder in site.folders:
        for path in walk(root, folder, enters):
            hidden = posixpath.basename(path).startswith(".")
            if not hidden and not matches(path, site.exclude) and _place(path, own, site):
                yield path


def _place(source: str, own: Nikola, site: Site) -> Place | None:
    """Return which of POSTS a file is of; in a folder that only our settings name, the first."""
    place = own.place_of(source)
    if place is None and not any(place.folder in site.folders for place in own.places):
        ending = posixpath.splitext(source)[1]
        folder = max((f for f in site.folders if source.startswith(f"{f}/")), key=len, default="")
        if ending in own.markups:
            return Place(folder=folder, name=f"*{ending}", destination=own.places[0].destination)
    return place


def read(source: str, data: bytes, site: Site, *, origins: bool = True) -> Reading:
    """Read one post as Nikola does."""
    sheet = Sheet(source, origins=origins)
    own = cast("Nikola", site.own)
    try:
        if own.original(source) and source not in own.alone:
            raise LeftOut("translation")
        _open(sheet, data, own)
        tags, state = _tags_and_status(sheet, own)
        if state == "private":
            raise LeftOut("private")
        if state == "draft" and not site.drafts:
            raise LeftOut("draft", "draft")
        return sheet.reading(_post(sheet, own, site, tags), "published")
    except LeftOut as left_out:
        return sheet.reading(None, left_out.state, left_out.reason)


def _open(sheet: Sheet, data: bytes, own: Nikola) -> None:
    """Read what the file's name, its text and the .meta file beside it say; the last counts."""
    text = sheet.decode(data)
    stem, ending = posixpath.splitext(sheet.source)
    found = _named(sheet.source, own)
    sheet.elsewhere = {key: f"the file's path: {value}" for key, value in found.items()}
    kind = own.markups.get(ending, "other")
    own_header = Matter({}, {})
    if own.docinfo and kind == "rest":
        own_header = rest_header(text)
    elif own.markdown_meta and kind == "markdown" and not text.startswith("---\n"):
        own_header = markdown_header(text)
    elif ending == ".ipynb":
        own_header = Matter(_notebook(text), {})
    format_of = {"rest": "rest_docinfo", "markdown": "markdown_metadata"}.get(kind, "")
    found |= _mapped(joined(own_header.fields, ()), format_of, own)
    sheet.matter, sheet.spots = own_header, dict(own_header.spots)
    if meta := own.metas.get(stem):
        found |= meta
        sheet.spots = {key: spot for key, spot in sheet.spots.items() if key not in meta}
        sheet.elsewhere |= dict.fromkeys(meta, f"the file {posixpath.basename(stem)}.meta")
        sheet.matter = Matter({}, {}, body=own_header.body, body_line=own_header.body_line)
    else:
        matter = _header(sheet, data)
        found |= _mapped(matter.fields, _format(text), own)
        if matter.found:
            sheet.matter, sheet.spots = matter, sheet.spots | matter.spots
    sheet.fields = found


def _header(sheet: Sheet, data: bytes) -> Matter:
    try:
        return header(data)
    except BadMatter as error:
        sheet.spots["\n"] = (error.line, error.column)
        sheet.problem(error.code, str(error), "\n")
        raise LeftOut("front matter cannot be read") from None


def _format(text: str) -> str:
    return {"---": "yaml", "+++": "toml"}.get(text[:3], "nikola")


def _mapped(fields: dict[str, Value], kind: str, own: Nikola) -> dict[str, Value]:
    """Return the fields under Nikola's names too (METADATA_MAPPING), the empty ones left out."""
    renamed = {
        ours: fields[theirs] for theirs, ours in own.mappings.get(kind, {}).items() if theirs in fields
    }
    return {key: value for key, value in (fields | renamed).items() if value not in (None, "", [])}


def _named(source: str, own: Nikola) -> dict[str, Value]:
    """Return what the path of the file says (FILE_METADATA_REGEXP)."""
    match = re.match(own.named, source) if own.named else None
    found: dict[str, Value] = {k.lower(): v for k, v in match.groupdict().items() if v} if match else {}
    title = found.get("title")
    if isinstance(title, str) and own.unslugify:
        found["title"] = re.sub(r"[_\-.]", " ", title).strip().capitalize()
    return found


def _notebook(text: str) -> dict[str, Value]:
    """Return what a Jupyter notebook says of itself in its metadata."""
    try:
        found = json.loads(text)["metadata"]["nikola"]
    except (ValueError, KeyError, TypeError, RecursionError):
        return {}
    return {k: v for k, v in found.items() if isinstance(v, str)} if isinstance(found, dict) else {}


def _tags_and_status(sheet: Sheet, own: Nikola) -> tuple[tuple[str, ...], str]:
    """Return the tags, and the status that `status` or a tag tells."""
    tags = each_once(terms(sheet.fields.get("tags"), lambda text: text.split(",")))
    state = (sheet.text("status") or "published").strip()
    if state not in _STATUSES:
        message = f"“{state}” is no status, and the post is published"
        sheet.problem("status", f"{message}; write one of {', '.join(_STATUSES)}", "status", "warning")
    if own.tag_metadata:
        if any(tag.lower() == "draft" for tag in tags):
            state = "draft"
        if "private" in tags:
            state = "private"
        tags = tuple(tag for tag in tags if tag not in {"draft", "private"})
    return tags, state


def _post(sheet: Sheet, own: Nikola, site: Site, tags: tuple[str, ...]) -> Post:
    for key in ("date", "updated"):
        value = sheet.fields.get(key)
        if isinstance(value, str):
            sheet.fields[key] = _UTC_OFFSET.sub(r" \1", value)
    published = sheet.date("published", ("date",), lambda written, _: written.at(site.zone))
    if published is None:
        sheet.problem("no-date", "there is no date to read; write `.. date: 2026-01-31 09:30:00 UTC`", "date")
        raise LeftOut("no date")
    title = sheet.text("title", name="title")
    if not title:
        title = posixpath.splitext(posixpath.basename(sheet.source))[0]
        sheet.note("title", "the file's name")
    path = _path(sheet, own, site)
    return Post(
        source=sheet.source,
        id=_id(sheet) or permalinks.absolute(site.id_url, path),
        url=permalinks.absolute(site.url, path),
        title=title,
        published=published,
        updated=sheet.date("updated", ("updated",), lambda written, _: written.at(site.zone)) or published,
        summary=sheet.text("description") or None,
        categories=_categories(sheet, own, site),
        tags=tags,
        authors=people.authors(_authors(sheet), {}),
        markup=cast("Markup", own.markups.get(posixpath.splitext(sheet.source)[1], "other")),
        body=sheet.matter.body,
        body_line=sheet.matter.body_line,
        extra=extra(sheet.fields, _CLAIMED),
    )


def _authors(sheet: Sheet) -> Value:
    names = each_once(terms(sheet.fields.get("author"), lambda text: text.split(",")))
    return [{"name": name} for name in names]


def _categories(sheet: Sheet, own: Nikola, site: Site) -> tuple[str, ...]:
    """Return the category if the settings ask for it: Nikola's own feeds name the tags only."""
    if not site.keys_of("categories", ()):
        return ()
    return each_once(terms(_category(sheet, own, site), lambda text: [text]))


def _category(sheet: Sheet, own: Nikola, site: Site) -> Value:
    """Return the category: `category`, `section`, or where the post goes if the settings want that."""
    given = sheet.fields.get("category") or sheet.fields.get("section")
    as_default, trim, first = own.section_category
    if given or not as_default:
        return given
    category = _folder(sheet.source, own, site, trim=trim)
    return (category.split("/")[0] if first else category) or None


def _folder(source: str, own: Nikola, site: Site, *, trim: bool = False) -> str:
    """Return where a post goes: its place's destination and the folders it lies in below the place."""
    place = cast("Place", _place(source, own, site))
    below = posixpath.dirname(source).removeprefix(place.folder).strip("/")
    folder = posixpath.normpath(posixpath.join("/", "" if trim and below else place.destination, below))
    return folder.strip("/")


def _path(sheet: Sheet, own: Nikola, site: Site) -> str:
    """Return the path of the permalink (post.permalink)."""
    slug = sheet.text("slug", name="url") or _slug(sheet, own)
    said = (sheet.text("pretty_url") or "").lower()
    usual = own.pretty and slug != "index"
    pretty = usual if not said else said in _TRUE
    if said and said not in _TRUE | _FALSE:
        sheet.problem(
            "flag", f"pretty_url: {said} is neither true nor false; write one", "pretty_url", "warning"
        )
    last = f"{slug}/index.html" if pretty else f"{slug}.html"
    parts = [*own.prefix.split("/"), *_folder(sheet.source, own, site).split("/"), last]
    path = "/" + "/".join(part for part in parts if part not in {"", "."})
    if own.strip and path.endswith(f"/{own.index}"):
        path = path.removesuffix(own.index)
    return "/".join(map(permalinks.escape_path, path.split("/")))


def _slug(sheet: Sheet, own: Nikola) -> str:
    """Return the slug that the name of the file makes (utils.slugify)."""
    stem = posixpath.splitext(posixpath.basename(sheet.source))[0]
    sheet.note("url", "the file's name")
    if not own.slugify:
        return re.sub(r"[/\\?#\"'\r\n\t*:<>|]", "-", stem)
    spelled = to_ascii(stem)
    slug = re.sub(r"[-\s]+", "-", re.sub(r"[^+\w\s-]", "", spelled or "").strip().lower())
    if not slug:
        message = f"“{stem}” has letters that Nikola spells in ASCII by tables that are not installed"
        sheet.problem("slug", f"{message}; write `.. slug: …`, or install Unidecode")
        raise LeftOut("no slug")
    return slug


def _id(sheet: Sheet) -> str | None:
    guid = sheet.text("guid", name="id")
    if guid and not _URI.fullmatch(guid):
        message = f"“{guid}” is no URI, so the URL is the id; write one like `tag:example.org,2026:my-post`"
        sheet.problem("id", message, "guid", "warning")
        return None
    return guid or None


DIALECT = Dialect(
    name="nikola",
    rank=14,
    recognises=recognises,
    settings=read_settings,
    sources=sources,
    read=read,
)
