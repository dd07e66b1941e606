"""What feeds.toml may hold: its tables, their defaults, and what is said of a wrong value. Pure."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Annotated, Any, Literal
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, ValidationError

from feeds import builders
from feeds.characters import encode_url, forbidden, language_tag
from feeds.collector import dialects, people
from feeds.collector.yamltext import Bare
from feeds.model import Author, BadSettings

Tree = dict[str, Any]
# The fields whose keys [posts.keys] may name.
KeyedField = Literal["date", "updated", "expires", "summary", "author", "permalink", "categories", "tags"]


def absolute_url(value: object) -> object:
    """Return an absolute http(s) URL without the slash at its end (RFC 3986, section 4.3), encoded.

    Raises:
        ValueError: it is none.
    """
    text = str(value).strip()
    if not _URL.fullmatch(text) or not _has_host(text):
        raise ValueError(f'“{value}” is no absolute URL; write it like "https://example.org"')
    return encode_url(text).rstrip("/")


_URL = re.compile(r"https?://[^\s<>\"\\^`{|}?#]+", re.IGNORECASE)


def _has_host(url: str) -> bool:
    try:
        parts = urlsplit(url)
        return bool(parts.hostname) and parts.port != 0
    except ValueError:  # a port or a bracket that cannot be
        return False


def _zone(value: object) -> object:
    try:
        return ZoneInfo(str(value))
    except (ZoneInfoNotFoundError, ValueError, OSError):
        raise ValueError(f'“{value}” is no IANA zone; write one like "Asia/Shanghai" or "UTC"') from None


def _language(value: object) -> object:
    """Return a language tag (RFC 5646); `zh_CN` is zh-CN."""
    tag = language_tag(value) if isinstance(value, str) else None
    if tag is None:
        raise ValueError(f'“{value}” is no language tag; write one like "en" or "zh-CN"')
    return tag


def _text(value: object) -> object:
    if isinstance(value, str) and (found := forbidden(value)):
        raise ValueError(f"it has {found[0][2]}, which XML forbids; remove it")
    return value


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
    if not isinstance(value, str) or not path.strip("/ "):
        raise ValueError('must be a path in quotes, such as "posts"')
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


def _code(value: object) -> object:
    from feeds.validator import spelling  # noqa: PLC0415 - few settings name a code

    return spelling.code(str(value))


Text = Annotated[str, BeforeValidator(_text)]
Code = Annotated[str, BeforeValidator(_code)]
Url = Annotated[str, BeforeValidator(absolute_url)]
RelativePath = Annotated[str, BeforeValidator(_relative)]
Format = Annotated[str, BeforeValidator(_format)]
Paths = dict[Format, RelativePath]


class _Table(BaseModel):
    model_config = ConfigDict(extra="forbid", strict=True, arbitrary_types_allowed=True)


class _Site(_Table):
    url: Url | None = None
    id_url: Url | None = None
    title: Text | None = None
    description: Text | None = None
    language: Annotated[str, BeforeValidator(_language)] | None = None
    timezone: Annotated[ZoneInfo, BeforeValidator(_zone)] | None = None
    author: Annotated[tuple[Author, ...], BeforeValidator(_authors)] = ()


class _Posts(_Table):
    folders: list[RelativePath] = []
    exclude: list[str] = []
    permalink: str = "/:year/:month/:day/:slug/"
    future: bool = False
    drafts: bool = False
    keys: dict[KeyedField, list[str]] = {}


class _Feeds(_Table):
    formats: Annotated[list[Format], Field(min_length=1)] = ["rss", "atom", "sitemap"]
    limit: Annotated[int, BeforeValidator(_number), Field(ge=1, le=1000)] = 50
    content: Literal["full", "summary"] = "full"
    summary_length: Annotated[int, Field(ge=40, le=5000)] = 280
    categories: bool = True
    tags: bool = False
    paths: Paths = {}
    category_paths: Paths = {}
    tag_paths: Paths = {}


class _Content(_Table):
    built: Annotated[RelativePath | None, Field(alias="from")] = None
    select: str = "article, main"


class _Sitemap(_Table):
    home: bool = True
    category_page: str | None = None
    tag_page: str | None = None


class _Output(_Table):
    folder: RelativePath = "output"


class _Path(_Table):
    path: Annotated[str, Field(min_length=1)]
    ignore: list[Code] = []


class _Validate(_Table):
    ignore: list[Code] = []
    paths: list[_Path] = []


class Settings(_Table):
    """All settings. Their meaning: docs/settings.md."""

    dialect: Annotated[str, BeforeValidator(_dialect)] | None = None
    site: _Site = _Site()
    posts: _Posts = _Posts()
    feeds: _Feeds = _Feeds()
    content: _Content = _Content()
    sitemap: _Sitemap = _Sitemap()
    output: _Output = _Output()
    checking: Annotated[_Validate, Field(alias="validate")] = _Validate()


def parse(tree: Tree, name: str, own: Tree, given: Mapping[str, Tree], names: Mapping[str, str]) -> Settings:
    """Check the settings that were merged into one tree.

    `own` is what our own file, called `name`, says of them, `given` the command line; `names` tells
    what a setting is called in the generator's file.

    Raises:
        BadSettings: the first thing that is wrong: where it stands, and what to write.
    """
    try:
        return Settings.model_validate(tree)
    except ValidationError as error:
        raise BadSettings(_explain(error, name, own, given, names)) from None


def _explain(
    error: ValidationError, name: str, own: Tree, given: Mapping[str, Tree], names: Mapping[str, str]
) -> str:
    """Return the first thing that is wrong in one line: file, path of the key, what to write."""
    first = error.errors(include_url=False)[0]
    path = [str(part) for part in first["loc"] if not str(part).startswith("function-") and part != "[key]"]
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
    "missing": "is missing",
    "string_too_short": "must not be empty",
    "model_type": "must be a table: write it in square brackets on its own line",
    "greater_than_equal": "must be {ge} or more",
    "less_than_equal": "must be {le} or less",
    "literal_error": "must be {expected}",
    "too_short": "must not be empty",
}


def _keys(path: list[str]) -> list[str]:
    """Return the keys that a table of the settings has."""
    table: type[BaseModel] = Settings
    if path:
        inner = {field.alias or name: field.default for name, field in Settings.model_fields.items()}
        table = _Path if path[:2] == ["validate", "paths"] else type(inner[path[0]])
    return [field.alias or name for name, field in table.model_fields.items()]
