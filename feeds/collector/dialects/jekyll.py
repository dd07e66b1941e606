"""Jekyll 4 with jekyll-feed and jekyll-sitemap: which posts it publishes, and at which URL.

The rules are those of its source: post_reader.rb, document.rb, url.rb, drops/url_drop.rb, utils.rb.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple, cast

from feeds.collector import people, permalinks
from feeds.collector.dates import BadDate, Written, parse
from feeds.collector.dialects import Alike, Dialect
from feeds.collector.dialects._jekyll_settings import Jekyll, find_config, read_settings
from feeds.collector.dialects._jekyll_urls import MAGIC, PLACEHOLDERS, Named
from feeds.collector.dialects._ruby import ruby, ruby_text, ruby_texts
from feeds.collector.sheet import MARKUPS, LeftOut, Place, Sheet, extra
from feeds.collector.walk import folders, matches
from feeds.collector.yamltext import Bare, Value
from feeds.model import Post, Reading, Site
from feeds.patterns import compile_later

# Document::DATE_FILENAME_MATCHER and DATELESS_FILENAME_MATCHER, on the path below _posts
_NAME = re.compile(r"(?:.+/)*?(?P<date>\d{2,4}-\d{1,2}-\d{1,2})-(?P<slug>[^/]*)(?P<ext>\.[^.]+)")
_DRAFT_NAME = compile_later(r"(?:.+/)*?(?P<date>)(?P<slug>[^/]*)(?P<ext>\.[^.]+)")
# What Psych reads as a Time when it has no quotes: UTC where no zone is written
_YAML_TIME = compile_later(r"\d{4}-\d{1,2}-\d{1,2}(?:[Tt]|\s+)\d{1,2}:\d\d:\d\d(?:\.\d*)?")
_CLAIMED = frozenset(
    ("title", "date", "last_modified_at", "categories", "category", "tags", "tag", "author", "authors",
     "lang", "description", "excerpt", "slug", "permalink", "published", "draft", "feed", "sitemap")
)  # fmt: skip


def recognises(root: Path) -> bool:
    """Return whether a Jekyll site lies here: its settings or a _posts. Hexo has source/_posts."""
    config = find_config(root)
    if (root / "source" / "_posts").is_dir() and not (root / "_posts").is_dir():
        return (
            config is not None
            and re.search(r"(?m)^source:", config.read_text("utf-8", "replace")) is not None
        )
    return config is not None or (root / "_posts").is_dir()


def sources(root: Path, site: Site) -> Iterator[str]:
    """Yield every file below a _posts or _drafts, wherever Jekyll finds such a folder."""

    def enters(path: str) -> bool:
        name = posixpath.basename(path)
        return bool(MAGIC.search(path)) or not (
            name[0] in "._#~" or name.endswith("~") or matches(path, site.exclude)
        )

    own = cast("Jekyll", site.own)
    for folder in site.folders:
        for place, paths in folders(root, folder, enters):
            if _look_at(place, own.source) is not None:
                yield from paths


def read(source: str, data: bytes, site: Site, *, origins: bool = True) -> Reading:
    """Read one file as Jekyll does; what it would skip in silence is named."""
    sheet = Sheet(source, origins=origins)
    try:
        own = cast("Jekyll", site.own)
        folder = _look_at(source.rpartition("/")[0], own.source)
        if folder is None:
            raise LeftOut("not below _posts")
        name = _match_name(sheet, site, folder)
        sheet.open(data, strict=True)
        _complain_of_header(sheet)
        defaults = own.defaults_for(source) if own.defaults else {}
        _gate(sheet, defaults)
        categories = _categories(sheet, folder, defaults)
        return sheet.reading(_post(sheet, name, site, own, categories), "published")
    except LeftOut as left_out:
        return sheet.reading(None, left_out.state, left_out.reason)


class _Folder(NamedTuple):
    """What a folder of posts or drafts tells of all that are in it.

    `inner` is its path below its _posts or _drafts, `categories` are the folders above those.
    """

    inner: str
    is_draft: bool
    categories: tuple[str, ...]


@lru_cache(maxsize=1024)
def _look_at(folder: str, source: str) -> _Folder | None:
    """Return what a folder tells of its posts, None if it is not below a _posts; `source` is the site's."""
    match = MAGIC.search(folder)
    if match is None:
        return None
    above = folder[: match.start()]
    names = Jekyll(source=source).below_source(f"{above}/").split("/") if above else ()
    return _Folder(folder[match.end() :], "drafts" in match[0], tuple(filter(None, names)))


def _match_name(sheet: Sheet, site: Site, folder: _Folder) -> re.Match[str]:
    """Return the parts of the file's name, as PostReader and EntryFilter look at it."""
    base = sheet.source.rpartition("/")[2]
    below = f"{folder.inner}/{base}" if folder.inner else base
    if below[0] in "._#~" or base[0] in "._#~" or base.endswith("~") or matches(sheet.source, site.exclude):
        raise LeftOut("filtered by name or exclude")
    if folder.is_draft and not site.drafts:
        raise LeftOut("draft", "draft")
    match = (_DRAFT_NAME if folder.is_draft else _NAME).fullmatch(below)
    if match is None:
        if posixpath.splitext(base)[1].lower() in MARKUPS:
            message = "a post's file is named YYYY-MM-DD-title.md, and Jekyll skips what is not; rename it"
            sheet.problem("file-name", message, level="warning")
        raise LeftOut("invalid name")
    return match


def _complain_of_header(sheet: Sheet) -> None:
    if not sheet.matter.found:
        message = (
            "it does not begin with a front matter between two lines of ---, so Jekyll takes title and "
            "date from the file's name; let --- be its very first line"
        )
        sheet.problem("no-front-matter", message, level="warning")


def _gate(sheet: Sheet, defaults: dict[str, Value]) -> None:
    """Leave out what the author has not published (Publisher#published?, and jekyll-feed's draft)."""
    fields = defaults | sheet.fields if defaults else sheet.fields
    if "published" in fields:
        value = ruby(fields["published"])
        if value is None or value is False:
            raise LeftOut("unpublished")
        if value is not True:
            sheet.problem(
                "flag",
                f"published: {value} is neither true nor false, and so published; write one",
                "published",
                "warning",
            )
    if "draft" in fields and ruby(fields["draft"]) is True:
        raise LeftOut("draft", "draft")


def _post(sheet: Sheet, name: re.Match[str], site: Site, own: Jekyll, categories: list[str]) -> Post:
    slug = name["slug"].rstrip(".")
    title = _title(sheet, slug)
    fields = sheet.fields

    place = _placer(site)
    published = _published(sheet, name, site, place)
    updated = sheet.date("updated", ("last_modified_at",), place)
    if isinstance(fields.get("slug"), str):
        slug = ruby_text(fields["slug"])
    path = _path(sheet, published, Named(sheet.source, slug, name["ext"], categories, own))
    identity = f"{path.rstrip('/').rpartition('/')[0]}/{slug}"  # Document#id
    sheet.note("id", "the folder of its URL and its slug, as Jekyll's id")
    return Post(
        source=sheet.source,
        id=permalinks.absolute(site.id_url, permalinks.squeeze_slashes(identity)),
        url=permalinks.absolute(site.url, path),
        title=title,
        published=published,
        updated=updated.astimezone(site.zone) if updated else published,
        summary=sheet.text("description", "excerpt") or None,
        categories=tuple(filter(None, categories)),
        tags=_tags(fields),
        authors=people.authors(fields.get("author") or fields.get("authors"), own.authors),
        lang=sheet.language("lang"),
        markup=MARKUPS.get(name["ext"].lower(), "text"),
        body=sheet.matter.body,
        body_line=sheet.matter.body_line,
        in_feeds="feed" not in fields or ruby(fields["feed"]) is not False,
        in_sitemap="sitemap" not in fields or ruby(fields["sitemap"]) is not False,
        extra=extra(fields, _CLAIMED),
    )


def _title(sheet: Sheet, slug: str) -> str:
    """Return the title, or one made of the file's name (Utils.titleize_slug)."""
    value = ruby(sheet.fields.get("title"))
    if value is None or value is False:
        sheet.note("title", "the file's name")
        sheet.fields["title"] = " ".join(word.capitalize() for word in slug.rstrip("-").split("-"))
    if isinstance(sheet.fields["title"], Bare):
        sheet.fields["title"] = ruby_text(sheet.fields["title"])
    title = sheet.text("title", name="title")
    if not title:
        sheet.problem(
            "title",
            "the title is empty; write one, or remove the line to take it from the file's name",
            "title",
        )
        raise LeftOut("no title")
    return title


def _published(sheet: Sheet, name: re.Match[str], site: Site, place: Place) -> datetime:
    """Return the date, in the site's zone: the front matter's, else the file name's midnight."""
    when = sheet.date("published", ("date",), place)
    if when is None and name["date"]:
        year, _, rest = name["date"].partition("-")
        if len(year) == 2:  # Date.parse: 69 to 99 are 1969 to 1999
            year = f"{'19' if int(year) >= 69 else '20'}{year}"
        try:
            when = parse(f"{year}-{rest}").at(site.zone)
            sheet.note("published", "the file's name, midnight in the site's zone")
        except BadDate as error:
            sheet.problem("date", f"the file's name: {error}")
    if when is None:
        sheet.problem("no-date", "there is no date to read; write `date: 2026-01-31 09:30:00 +0800`", "date")
        raise LeftOut("no date")
    return when.astimezone(site.zone)


def _placer(site: Site) -> Place:
    return lambda written, raw: _place(written, raw, site)


def _place(written: Written, raw: str, site: Site) -> datetime:
    """Return the instant, as YAML's Time, Date or text becomes one in Utils.parse_date."""
    if written.clock is None:
        return Written(day=written.day).at(site.zone)
    if written.offset is None and isinstance(raw, Bare) and _YAML_TIME.fullmatch(raw):
        return written.at(UTC)
    return written.at(site.zone)


def _path(sheet: Sheet, when: datetime, named: Named) -> str:
    """Return the path of the URL (url.rb, drops/url_drop.rb)."""
    pattern = sheet.text("permalink", name="url")
    if not pattern:
        sheet.note("url", f"the site's permalink {named.own.permalink}")
    try:
        path = permalinks.fill(pattern or named.own.permalink, PLACEHOLDERS, when, named)
    except permalinks.BadPermalink as error:
        sheet.problem("permalink", str(error), "permalink")
        raise LeftOut("bad permalink") from None
    return permalinks.squeeze_slashes(f"/{path}".replace("..", "/").replace("./", ""))


def _categories(sheet: Sheet, folder: _Folder, defaults: dict[str, Value]) -> list[str]:
    """Return the categories: of the folders above _posts, then `categories`, then `category`.

    Fills in the site's defaults on the way, because categories are the one key that they add to.
    """
    listed = [*folder.categories]
    for value in (defaults.get("categories"), sheet.fields.get("categories")):
        if value is not None:
            listed += value.split() if isinstance(value, str) else ruby_texts(value)
    if defaults:
        sheet.fields = defaults | sheet.fields
    single = sheet.fields.get("category")
    if single is not None:
        listed += [ruby_text(single)] if isinstance(single, str) else ruby_texts(single)
    return list(dict.fromkeys(listed))


def _tags(fields: Mapping[str, Value]) -> tuple[str, ...]:
    """Return the tags (Utils.pluralized_array_from_hash): `tag` is one, `tags` are words."""
    single = fields.get("tag")
    if single is not None and ruby(single) is not False:
        words = ruby_texts(single if isinstance(single, list) else [single])
        return tuple(filter(None, words))
    value = fields.get("tags")
    return tuple(filter(None, value.split() if isinstance(value, str) else ruby_texts(value)))


def _dated(when: datetime, _: str, site: Site) -> tuple[datetime, datetime]:
    local = when.astimezone(site.zone)
    return local, local


def _has_no_default_for_one(site: Site) -> bool:
    """Return whether all defaults are those of folders."""
    scopes = [one.path for one in cast("Jekyll", site.own).defaults]
    return not any("*" in path or "." in path.rpartition("/")[2] for path in scopes)


DIALECT = Dialect(
    name="jekyll", rank=10, recognises=recognises, settings=read_settings, sources=sources, read=read,
    alike=Alike(
        claimed=_CLAIMED, free=frozenset(("description", "excerpt")), updated="last_modified_at",
        place=_placer, dated=_dated, tags=_tags, trusts=_has_no_default_for_one,
    ),
)  # fmt: skip
