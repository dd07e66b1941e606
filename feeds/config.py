"""feeds.toml, [tool.feeds] in pyproject.toml, or the generator's own settings -> Site. Reads them.

A generator's settings come first, ours over them, the command line over both. Whatever is wrong is
said with the file and the path of the key.
"""

from __future__ import annotations

import json
import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import reduce
from pathlib import Path
from typing import Annotated, Any, Literal
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, ValidationError

from feeds import builders
from feeds.collector import dialects, people
from feeds.collector.yamltext import Bare
from feeds.model import Author, BadSettings, Problem, Site, Where

FILE = "feeds.toml"
Tree = dict[str, Any]


def _absolute_url(value: object) -> object:
    """Return an absolute http(s) URL without the slash at its end (RFC 3986, section 4.3)."""
    parts = urlsplit(str(value).strip())
    if parts.scheme not in {"http", "https"} or not parts.hostname or parts.query or parts.fragment:
        raise ValueError(f'“{value}” is no absolute URL; write it like "https://example.org"')
    return str(value).strip().rstrip("/")


def _zone(value: object) -> object:
    try:
        return ZoneInfo(str(value))
    except (ZoneInfoNotFoundError, ValueError, OSError):
        raise ValueError(f'“{value}” is no IANA zone; write one like "Asia/Shanghai" or "UTC"') from None


def _language(value: object) -> object:
    """Return a language tag (RFC 5646); `zh_CN` is zh-CN."""
    tag = str(value).replace("_", "-")
    if not re.fullmatch(r"[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*", tag):
        raise ValueError(f'“{value}” is no language tag; write one like "en" or "zh-CN"')
    return tag


def _number(value: object) -> object:
    return int(value) if isinstance(value, Bare) and value.isdigit() else value


def _authors(value: object) -> object:
    found = people.authors(value, {})  # type: ignore[arg-type] # whatever it is, authors() looks
    if not found:
        raise ValueError('must be a name, {name = "…", email = "…", uri = "…"}, or a list of those')
    return found


def _relative(value: object) -> object:
    """Return a path inside the folder that it is relative to."""
    path = str(value).replace("\\", "/")
    if path.startswith("/") or ".." in path.split("/") or re.match("[A-Za-z]:", path):
        raise ValueError(f"“{value}” leads out of the folder; write a path inside it")
    return path.strip("/")


def _format(value: object) -> object:
    if value not in builders.names():
        raise ValueError(f"“{value}” is no format; write one of {', '.join(builders.names())}")
    return value


def _dialect(value: object) -> object:
    if value not in dialects.names():
        raise ValueError(f"“{value}” is no dialect; write one of {', '.join(dialects.names())}")
    return value


RelativePath = Annotated[str, BeforeValidator(_relative)]


class _Table(BaseModel):
    model_config = ConfigDict(extra="forbid", strict=True, arbitrary_types_allowed=True)


class _Site(_Table):
    url: Annotated[str, BeforeValidator(_absolute_url)] | None = None
    id_url: Annotated[str, BeforeValidator(_absolute_url)] | None = None
    title: str | None = None
    description: str | None = None
    language: Annotated[str, BeforeValidator(_language)] | None = None
    timezone: Annotated[ZoneInfo, BeforeValidator(_zone)] | None = None
    author: Annotated[tuple[Author, ...], BeforeValidator(_authors)] = ()


class _Posts(_Table):
    folders: list[RelativePath] = []
    exclude: list[str] = []
    permalink: str = "/:year/:month/:day/:slug/"
    future: bool = False
    drafts: bool = False


class _Feeds(_Table):
    formats: list[Annotated[str, BeforeValidator(_format)]] = ["rss", "atom", "sitemap"]
    limit: Annotated[int, BeforeValidator(_number), Field(ge=1, le=1000)] = 50
    content: Literal["full", "summary"] = "full"
    summary_length: Annotated[int, Field(ge=40, le=5000)] = 280
    categories: bool = True
    tags: bool = False
    paths: dict[str, RelativePath] = {}
    category_paths: dict[str, RelativePath] = {}
    tag_paths: dict[str, RelativePath] = {}


class _Content(_Table):
    built: Annotated[RelativePath | None, Field(alias="from")] = None
    select: str = "article, main"


class _Sitemap(_Table):
    home: bool = True
    category_page: str | None = None
    tag_page: str | None = None


class _Output(_Table):
    folder: str = "output"


class _Settings(_Table):
    dialect: Annotated[str, BeforeValidator(_dialect)] | None = None
    site: _Site = _Site()
    posts: _Posts = _Posts()
    feeds: _Feeds = _Feeds()
    content: _Content = _Content()
    sitemap: _Sitemap = _Sitemap()
    output: _Output = _Output()


@dataclass(frozen=True, slots=True, kw_only=True)
class Config:
    """The settings of a run: the site, where its output goes, and what is amiss but usable."""

    site: Site
    output: Path
    problems: tuple[Problem, ...]


def load(root: Path, *, file: Path | None = None, given: Mapping[str, Tree] | None = None) -> Config:
    """Read the settings of the site in a folder. `given` is what the command line says over them.

    Raises:
        BadSettings: the folder is none, or a setting is missing or wrong.
    """
    if not root.is_dir():
        raise BadSettings(f"{root}: there is no such folder; name the folder of your site")
    name, own = _read(root, file)
    dialect_name = own.get("dialect")
    dialect = dialects.load(dialect_name) if dialect_name in dialects.names() else dialects.recognise(root)
    found = dialect.settings(root)
    tree = reduce(_merge, (own, dict(given or {})), dict(found.settings))
    try:
        settings = _Settings.model_validate(tree)
    except ValidationError as error:
        raise BadSettings(_explain(error, name, own, given or {}, found.names)) from None
    if settings.site.url is None:
        mend = 'write [site] and below it url = "https://example.org", or pass --base-url'
        raise BadSettings(f"{name}: site.url is not set; {mend}")
    if not settings.posts.folders:
        mend = 'write [posts] and below it folders = ["…"], or pass --posts'
        raise BadSettings(f"{name}: there is no folder of posts in {root}; {mend}")
    site = _site(settings, settings.site.url, dialect.name, found.own)
    return Config(site=site, output=root / settings.output.folder, problems=_amiss(settings, name))


def find_root(post: Path) -> Path:
    """Return the folder of the site that a post belongs to: the nearest above it with settings."""
    generators = [
        dialect for name in dialects.names() if (dialect := dialects.load(name)).rank < dialects.LAST
    ]
    for folder in post.absolute().parents:
        if (folder / FILE).is_file() or any(dialect.recognises(folder) for dialect in generators):
            return folder
    return Path()


def propose(root: Path, url: str | None) -> tuple[str, str]:
    """Return a feeds.toml with what is found in the folder, and what that is in a few words.

    Raises:
        BadSettings: the folder is none, or its generator's settings cannot be read.
    """
    if not root.is_dir():
        raise BadSettings(f"{root}: there is no such folder; name the folder of your site")
    dialect = dialects.recognise(root)
    found = dialect.settings(root).settings
    site = {"url": url} | found.get("site", {}) if url is None else found.get("site", {}) | {"url": url}
    folders = found.get("posts", {}).get("folders")
    rows = [f"dialect = {_toml(dialect.name)}", "", "[site]"]
    rows += [_row(key, site.get(key), example) for key, example in _PROPOSED.items()]
    rows += ["", "[posts]", _row("folders", folders, ["posts"])]
    told = f"{dialect.name} site" + ("" if site.get("url") else "; now write its url into it")
    return "\n".join(["# The settings of feeds. All there are: docs/settings.md", *rows, ""]), told


# What `feeds init` writes, and its example where nothing was found.
_PROPOSED = {"url": "https://example.org", "title": "My site", "description": "What it is about",
             "language": "en", "timezone": "UTC", "author": "My name"}  # fmt: skip


def _row(key: str, value: object, example: object) -> str:
    return (
        f"{key} = {_toml(value)}"
        if isinstance(value, str | list) and value
        else f"# {key} = {_toml(example)}"
    )


def _toml(value: object) -> str:
    """Return a string or a list of them as TOML: a JSON string is one (toml.io/en/v1.0.0#string)."""
    return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")


def _read(root: Path, file: Path | None) -> tuple[str, Tree]:
    """Return the name and the tables of our own settings file, if there is one."""
    pyproject = root / "pyproject.toml"
    path = file or root / FILE
    if file is None and not path.exists():
        if pyproject.is_file() and (own := _parse(pyproject).get("tool", {}).get("feeds")):
            return "pyproject.toml [tool.feeds]", own
        return FILE, {}
    return path.name, _parse(path)


def _parse(path: Path) -> Tree:
    try:
        return tomllib.loads(path.read_text("utf-8-sig"))
    except tomllib.TOMLDecodeError as error:
        raise BadSettings(f"{path.name}: {error}; mend the TOML") from None
    except (OSError, UnicodeDecodeError) as error:
        reason = getattr(error, "strerror", None) or "it is not UTF-8"
        raise BadSettings(f"{path}: cannot be read: {reason}") from None


def _merge(below: Tree, above: Tree) -> Tree:
    merged = dict(below)
    for key, value in above.items():
        under = merged.get(key)
        tables = isinstance(under, dict) and isinstance(value, dict)
        merged[key] = _merge(under, value) if tables else value  # type: ignore[arg-type] # both are
    return merged


def _explain(
    error: ValidationError, name: str, own: Tree, given: Mapping[str, Tree], names: Mapping[str, str]
) -> str:
    """Return the first thing that is wrong in one line: file, path of the key, what to write."""
    first = error.errors(include_url=False)[0]
    path = [str(part) for part in first["loc"] if not str(part).startswith("function-")]
    place = None
    if _at(given, path[:2]) is not None:
        place = _OPTIONS[".".join(path[:2])]
    elif _at(own, path[:2]) is None:  # we do not say it, so the generator's settings do
        place = names.get(".".join(path[:2]))
    message = _WORDS.get(first["type"], first["msg"]).format(**first.get("ctx", {}))
    if first["type"] == "extra_forbidden":
        message = f"there is no such key; write one of {', '.join(_keys(path[:-1]))}"
    key = ".".join(path)
    return f"{place or f'{name}: {key}'}: {message}"


_OPTIONS = {"site.url": "--base-url", "posts.folders": "--posts"}


def _at(tree: object, path: list[str]) -> object:
    for key in path:
        tree = tree.get(key) if isinstance(tree, dict) else None
    return tree


_WORDS = {
    "value_error": "{error}",
    "string_type": "must be text in quotes",
    "bool_type": "must be true or false",
    "int_type": "must be a whole number",
    "list_type": 'must be a list such as ["…"]',
    "dict_type": "must be a table",
    "model_type": "must be a table: write it in square brackets on its own line",
    "greater_than_equal": "must be {ge} or more",
    "less_than_equal": "must be {le} or less",
    "literal_error": "must be {expected}",
}


def _keys(path: list[str]) -> list[str]:
    """Return the keys that a table of the settings has."""
    table = _Settings.model_fields[path[0]].default if path else _Settings()
    return [field.alias or name for name, field in type(table).model_fields.items()]


def _site(settings: _Settings, url: str, dialect: str, own: object) -> Site:
    feeds, posts = settings.feeds, settings.posts
    kinds = {"site": feeds.paths, "category": feeds.category_paths, "tag": feeds.tag_paths}
    return Site(
        url=url,
        id_url=settings.site.id_url or url,
        title=(settings.site.title or "").strip() or str(urlsplit(url).hostname),
        description=settings.site.description or "",
        lang=settings.site.language,
        zone=settings.site.timezone or ZoneInfo("UTC"),
        authors=settings.site.author,
        dialect=dialect,
        folders=tuple(posts.folders),
        exclude=tuple(posts.exclude),
        permalink=posts.permalink,
        future=posts.future,
        drafts=posts.drafts,
        formats=tuple(dict.fromkeys(feeds.formats)),
        limit=feeds.limit,
        content=feeds.content,
        summary_length=feeds.summary_length,
        categories=feeds.categories,
        tags=feeds.tags,
        paths=tuple((kind, fmt, path) for kind, paths in kinds.items() for fmt, path in paths.items()),
        built=settings.content.built,
        select=settings.content.select,
        home=settings.sitemap.home,
        category_page=settings.sitemap.category_page,
        tag_page=settings.sitemap.tag_page,
        own=own,
    )


def _amiss(settings: _Settings, name: str) -> tuple[Problem, ...]:
    if settings.site.timezone is not None:
        return ()
    mend = 'write [site] and below it timezone = "Asia/Shanghai", or whichever is yours'
    message = f"site.timezone is not set, so dates without a zone are read as UTC; {mend}"
    return (Problem(where=Where(path=name), code="no-timezone", message=message, level="warning"),)
