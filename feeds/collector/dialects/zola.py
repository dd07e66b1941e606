"""Zola: which pages it publishes, and at which URL (getzola.org/documentation/content/page).

The rules are those of its page.rs, file_info.rs, slugs.rs and front_matter/page.rs.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator
from pathlib import Path
from typing import cast

from feeds.collector import people
from feeds.collector.dialects import Dialect, Found
from feeds.collector.dialects._pages import Page, encode, read_page, utc
from feeds.collector.dialects._site_files import first_file, kept, load, places, says
from feeds.collector.dialects._slugs import ascii_slug
from feeds.collector.dialects._values import first, flag, mapping, text, texts
from feeds.collector.frontmatter import parse
from feeds.collector.sheet import LeftOut
from feeds.collector.terms import each_once, terms, whole
from feeds.collector.walk import matches, walk
from feeds.collector.yamltext import BadMatter, Value
from feeds.model import Author, Post, Reading, Site
from feeds.record import Record

_CONFIGS = ("zola.toml", "config.toml")
_FOLDER = "content"
_MORE = {"jsonfeed": "feed.json"}  # which Zola does not make
# page.rs, RFC3339_DATE: a day, or a time with its zone, then `_` or `-` and the slug
_NAME = re.compile(
    r"(?P<date>\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])"
    r"(?:T(?:[01]\d|2[0-3]):[0-5]\d:(?:[0-5]\d|60)(?:\.\d+)?(?:Z|[+-](?:[01]\d|2[0-3]):[0-5]\d))?)"
    r"(?:\s?[_-](?P<slug>.+))?"
)
_PATH_DATE = re.compile(r"(?:^|/)(\d{4})/(\d{1,2})/(\d{1,2})(?:/|$)")
# slugs.rs, strip_invalid_paths_chars: what NTFS does not let a file be called
_UNSAFE = re.compile(r'[<>:"/\\|?*]')
_CLAIMED = frozenset(("date", "updated", "draft", "render", "slug", "path", "authors"))


class Zola(Record, frozen=True, kw_only=True):
    """What only the reading of a Zola site needs of its settings.

    `slugify` is on, safe or off; `drafts` are the folders whose section is a draft.
    """

    languages: tuple[str, ...] = ()
    default_language: str = "en"
    slugify: str = "on"
    keeps_dates: bool = False
    drafts: frozenset[str] = frozenset()


def recognises(root: Path) -> bool:
    """Return whether a Zola site lies here. Its settings say base_url, Hugo's baseURL."""
    return any(says(root / name, r"(?m)^\s*base_url\s*=") for name in _CONFIGS)


def settings(root: Path) -> Found:
    """Return what config.toml or zola.toml says.

    Raises:
        BadSettings: it cannot be read.
    """
    path = first_file(root, *_CONFIGS)
    config = load(path, root)
    default = text(config, "default_language") or "en"
    languages = mapping(config.get("languages"))
    main = mapping(languages.get(default)) | config
    feeds = dict(_feed_files(texts(main.get("feed_filenames")) or texts(main.get("feed_filename"))))
    found: dict[str, dict[str, object]] = {
        "site": {
            "url": text(config, "base_url"),
            "title": text(main, "title"),
            "description": text(main, "description"),
            "language": default,
            "timezone": "UTC",
            "author": text(config, "author"),
        },
        "posts": {
            "folders": [_FOLDER],
            "exclude": list(_ignored(texts(config.get("ignored_content")))),
            "future": True,  # Zola publishes whatever is there
        },
        "feeds": {
            "limit": config.get("feed_limit"),
            "paths": feeds,
            "category_paths": {fmt: f"categories/:slug/{name}" for fmt, name in (feeds | _MORE).items()},
            "tag_paths": {fmt: f"tags/:slug/{name}" for fmt, name in (feeds | _MORE).items()},
        },
    }
    name = path.name if path else _CONFIGS[1]
    names = places(name, url="base_url", title="title", language="default_language", author="author")
    names |= {"feeds.limit": f"{name}: feed_limit"}
    own = _own(root, config, default, tuple(code for code in languages if code != default))
    return Found(settings=kept(found), names=names, languages=own.languages, own=own)


def _own(root: Path, config: dict[str, Value], default: str, languages: tuple[str, ...]) -> Zola:
    rules = config.get("slugify")
    slugify = {"paths": "on" if flag(rules) is not False else "off"} | mapping(rules)
    return Zola(
        languages=languages,
        default_language=default,
        slugify=text(slugify, "paths") or "on",
        keeps_dates=flag(slugify.get("paths_keep_dates")) is True,
        drafts=frozenset(_draft_sections(root)),
    )


def _feed_files(names: list[str]) -> Iterator[tuple[str, str]]:
    """Yield which feed is published where; a name that tells no format is Atom, Zola's usual one."""
    for name in names or ["atom.xml"]:
        if name.endswith(".xml"):
            yield ("rss" if "rss" in name.lower() else "atom"), name


def _ignored(patterns: list[str]) -> Iterator[str]:
    """Yield the patterns of ignored_content, `{a,b}` written out, those with a slash from the root."""
    for pattern in patterns:
        head, brace, rest = pattern.partition("{")
        inner, closed, tail = rest.partition("}")
        for one in inner.split(",") if brace and closed else [""]:
            written = f"{head}{one}{tail}" if brace and closed else pattern
            yield f"{_FOLDER}/{written}" if "/" in written.rstrip("/") else written


def _draft_sections(root: Path) -> Iterator[str]:
    for file in sorted((root / _FOLDER).rglob("_index*.md")):
        try:
            fields = parse(file.read_bytes()).fields
        except (BadMatter, OSError, UnicodeDecodeError):
            continue  # it is no post; Zola itself will complain
        if flag(fields.get("draft")):
            yield file.parent.relative_to(root).as_posix()


def sources(root: Path, site: Site) -> Iterator[str]:
    """Yield the pages: every .md file that is no section."""
    for folder in site.folders:
        for path in walk(root, folder, lambda path: not matches(path, site.exclude)):
            name = posixpath.basename(path)
            page = name.endswith(".md") and not name.startswith((".", "_index."))
            if page and not matches(path, site.exclude):
                yield path


def read(source: str, data: bytes, site: Site, *, origins: bool = True) -> Reading:
    """Read one page as Zola does."""
    return read_page(Page(source, data, site, origins=origins), _post)


def _post(page: Page) -> Post:
    own = cast("Zola", page.site.own)
    page.open(page.data)
    if not page.matter.found:
        page.problem("no-front-matter", "Zola needs a front matter; begin with +++ and `date = 2026-01-31`")
        raise LeftOut("no front matter")
    _gate(page, own)
    name, language = _name(page.source, own)
    dated = _NAME.match(name)
    path = _path(page, own, name=name, language=language)
    told = (dated["date"], "the file's name") if dated else None
    if told is None and (match := _PATH_DATE.search(path)):
        told = (f"{match[1]}-{match[2]}-{match[3]}", f"the path {path}")
    published = page.published(("date",), utc, told)
    title = page.title(dated["slug"] or name if dated else name)
    taxonomies = mapping(page.fields.get("taxonomies"))
    others = {k: v for k, v in taxonomies.items() if k not in {"categories", "tags", "authors"}}
    page.fields = page.fields | {"taxonomies": others}
    claimed = _CLAIMED if others else _CLAIMED | {"taxonomies"}
    return Post(
        **page.usual(path, title, published, claimed),
        updated=page.date("updated", ("updated",), utc) or published,
        categories=each_once(terms(taxonomies.get("categories"), whole)),
        tags=each_once(terms(taxonomies.get("tags"), whole)),
        authors=_authors(page, taxonomies),
        lang=language if own.languages else None,
    )


def _gate(page: Page, own: Zola) -> None:
    page.leave_out_drafts("draft")
    if not page.site.drafts and any(page.source.startswith(f"{folder}/") for folder in own.drafts):
        raise LeftOut("draft section", "draft")
    if page.flag("render") is False:
        raise LeftOut("not rendered")


def _name(source: str, own: Zola) -> tuple[str, str]:
    """Return a page's name and its language; an index is named by its folder (file_info.rs)."""
    stem, language = posixpath.splitext(posixpath.basename(source))[0], own.default_language
    head, dot, code = stem.partition(".")
    if dot and code in own.languages:
        stem, language = head, code
    if stem == "index":
        stem = posixpath.basename(posixpath.dirname(source))
    return stem, language


def _path(page: Page, own: Zola, *, name: str, language: str) -> str:
    """Return the path of the URL: `path`, else the folders and the slug (Page::parse)."""
    if given := page.text("path", name="url"):
        return f"/{given.strip('/')}/".replace("//", "/")
    folder = next((f for f in page.site.folders if page.source.startswith(f"{f}/")), _FOLDER)
    folders = posixpath.dirname(page.source.removeprefix(f"{folder}/")).split("/")
    if posixpath.basename(page.source).split(".")[0] == "index":
        folders = folders[:-1]
    dated = _NAME.match(name)
    slug = page.text("slug", name="url")
    if not slug:
        slug = dated["slug"] if dated and dated["slug"] and not own.keeps_dates else name
        page.note("url", "where the file lies")
    prefix = [language] if language != own.default_language else []
    return encode("/".join(["", *prefix, *filter(None, folders), _slugify(page, slug, own.slugify), ""]))


def _slugify(page: Page, name: str, strategy: str) -> str:
    if strategy == "off":
        return name
    if strategy == "safe":
        return _UNSAFE.sub("", name.rstrip(" ."))
    slug = ascii_slug(name)
    if slug is None:
        message = (
            f"Zola spells “{name}” in Latin letters, which only Zola can; "
            'write `path` in its front matter, or [slugify] paths = "safe" in config.toml'
        )
        page.problem("latin-slug", message, "slug")
        raise LeftOut("slug in Latin letters")
    return slug


def _authors(page: Page, taxonomies: dict[str, Value]) -> tuple[Author, ...]:
    """Return the authors: each text of the list is one, with whatever it says beside the name."""
    more = mapping(page.fields.get("extra"))
    names = texts(page.fields.get("authors") or first(taxonomies, "authors", "author"))
    names = names or texts(first(more, "authors", "author"))
    written: list[Value] = [name if "@" in name else {"name": name} for name in names]
    return people.authors(written, {})


DIALECT = Dialect(name="zola", rank=30, recognises=recognises, settings=settings, sources=sources, read=read)
