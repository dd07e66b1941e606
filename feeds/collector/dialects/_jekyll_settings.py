"""A Jekyll site's own settings -> ours: _config.yml and _data/authors.yml. Reads those two files."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Mapping
from fnmatch import fnmatchcase
from pathlib import Path

from feeds.collector import people
from feeds.collector.dialects import Found
from feeds.collector.dialects._values import mapping
from feeds.collector.frontmatter import load_any_yaml, load_yaml
from feeds.collector.yamltext import BadMatter, Bare, Value
from feeds.model import BadSettings
from feeds.record import Record, field

_CONFIGS = ("_config.yml", "_config.yaml")
_STYLES = {
    "date": "/:categories/:year/:month/:day/:title:output_ext",
    "pretty": "/:categories/:year/:month/:day/:title/",
    "ordinal": "/:categories/:year/:y_day/:title:output_ext",
    "weekdate": "/:categories/:year/W:week/:short_day/:title:output_ext",
    "none": "/:categories/:title:output_ext",
}
# Configuration::DEFAULTS["exclude"]
_EXCLUDED = (
    ".sass-cache", ".jekyll-cache", "gemfiles", "Gemfile", "Gemfile.lock", "node_modules",
    "vendor/bundle", "vendor/cache", "vendor/gems", "vendor/ruby",
)  # fmt: skip
_MARKDOWN = "markdown,mkdown,mkdn,mkd,md"


class Default(Record, frozen=True, kw_only=True):
    """One of `defaults:`, the scope's path relative to the source folder."""

    path: str
    type: str | None
    values: dict[str, Value]


class Jekyll(Record, frozen=True, kw_only=True):
    """What only the reading of a Jekyll site needs of its settings; all of them, for Liquid's `site`."""

    config: dict[str, Value] = field(default_factory=dict)
    source: str = ""
    permalink: str = _STYLES["date"]
    defaults: tuple[Default, ...] = ()
    authors: dict[str, Value] = field(default_factory=dict)
    markdown: frozenset[str] = frozenset(_MARKDOWN.split(","))

    def below_source(self, path: str) -> str:
        """Return a path of the root as Jekyll names it, relative to its source folder."""
        return path.removeprefix(f"{self.source}/") if self.source else path

    def defaults_for(self, path: str) -> dict[str, Value]:
        """Return the values that `defaults:` gives a post (frontmatter_defaults.rb)."""
        path = self.below_source(path)
        values: dict[str, Value] = {}
        last: Default | None = None
        for one in self.defaults:
            if one.type not in {None, "", "posts"} or not _in_scope(path, one.path):
                continue
            if last is None or _outranks(one, last):
                values, last = _merge(values, one.values), one
            else:
                values = _merge(one.values, values)
        return values


def _in_scope(path: str, scope: str) -> bool:
    if "*" in scope:
        return any(fnmatchcase(parent, scope) for parent in _parents(path))
    return not scope or scope in _parents(path)


def _parents(path: str) -> list[str]:
    parts = path.split("/")
    return ["/".join(parts[:end]) for end in range(1, len(parts) + 1)]


def _outranks(one: Default, last: Default) -> bool:
    if len(one.path) != len(last.path):
        return len(one.path) > len(last.path)
    return one.type is not None or last.type is None


def _merge(below: Mapping[str, Value], above: Mapping[str, Value]) -> dict[str, Value]:
    merged = dict(below)
    for key, value in above.items():
        under = merged.get(key)
        both = isinstance(under, dict) and isinstance(value, dict)
        merged[key] = _merge(under, value) if both else value  # type: ignore[arg-type] # both are
    return merged


def find_config(root: Path) -> Path | None:
    """Return the settings file of a Jekyll site, if there is one."""
    return next((root / name for name in _CONFIGS if (root / name).is_file()), None)


def read_settings(root: Path) -> Found:
    """Return what the site's own settings say.

    Raises:
        BadSettings: _config.yml or the authors file cannot be read.
    """
    path = find_config(root)
    config = _load(path) if path else {}
    name = path.name if path else _CONFIGS[0]
    source = posixpath.normpath(_text(config, "source") or ".")
    source = "" if source == "." else source
    top = posixpath.normpath(posixpath.join(source, _text(config, "collections_dir") or ""))
    feed = mapping(config.get("feed"))
    authors = _authors(root / source / (_text(config, "data_dir") or "_data"))
    settings: dict[str, dict[str, object]] = {
        "site": {
            "url": _url(config), "title": _text(config, "title") or _text(config, "name"),
            "description": _text(config, "description"),
            "language": _text(config, "lang") or _text(config, "locale"),
            "timezone": _text(config, "timezone"), "author": _people(config.get("author"), authors),
        },
        "posts": {
            "folders": [top], "exclude": [f"/{source}/{e}".replace("//", "/") for e in _excluded(config)],
            "future": _flag(config.get("future")), "drafts": _flag(config.get("show_drafts")),
        },
        "feeds": {
            "limit": feed.get("posts_limit"),
            "content": "summary" if _flag(feed.get("excerpt_only")) is True else None,
            "tags": True if feed.get("tags") not in (None, "false") else None, **_paths(feed),
        },
    }  # fmt: skip
    own = Jekyll(
        config=config, source=source, permalink=_permalink(config), authors=authors,
        defaults=_defaults(config.get("defaults")),
        markdown=frozenset((_text(config, "markdown_ext") or _MARKDOWN).split(",")),
    )  # fmt: skip
    kept = {table: {k: v for k, v in keys.items() if v is not None} for table, keys in settings.items()}
    names = {ours: f"{name}: {theirs}" for ours, theirs in _NAMES.items()}
    return Found(settings=kept, names=names, own=own)


_NAMES = {
    "site.url": "url", "site.title": "title", "site.description": "description", "site.language": "lang",
    "site.timezone": "timezone", "site.author": "author", "posts.future": "future",
    "posts.drafts": "show_drafts", "feeds.limit": "feed.posts_limit",
}  # fmt: skip


def _people(value: Value, known: dict[str, Value]) -> object:
    """Return the site's authors, looked up among its people; what names nobody is no author."""
    found = people.authors(value, known)
    named = [{"name": one.name, "email": one.email, "uri": one.uri} for one in found]
    return [{key: value for key, value in one.items() if value} for one in named] or None


def _load(path: Path) -> dict[str, Value]:
    try:
        return load_yaml(path.read_text("utf-8-sig"))
    except BadMatter as error:
        raise BadSettings(f"{path.name}:{error.line}:{error.column}: {error}") from None
    except (OSError, UnicodeDecodeError) as error:
        raise BadSettings(f"{path.name}: cannot be read ({error}); save it as UTF-8") from None


def _authors(folder: Path) -> dict[str, Value]:
    for name in ("authors.yml", "authors.yaml"):
        path = folder / name
        if path.is_file():
            try:
                found = load_any_yaml(path.read_text("utf-8-sig"))
            except (BadMatter, OSError, UnicodeDecodeError) as error:
                raise BadSettings(f"{folder.name}/{name}:{getattr(error, 'line', 1)}: {error}") from None
            return mapping(found)
    return {}


def _url(config: dict[str, Value]) -> str | None:
    """Return url and baseurl in one, as the filter absolute_url joins them."""
    url, base = _text(config, "url"), _text(config, "baseurl")
    return f"{url.rstrip('/')}/{(base or '').strip('/')}".rstrip("/") if url else None


def _excluded(config: dict[str, Value]) -> list[str]:
    own = config.get("exclude")
    return [*_EXCLUDED, *(e for e in (own if isinstance(own, list) else []) if isinstance(e, str))]


def _permalink(config: dict[str, Value]) -> str:
    """Return the pattern of the posts: that of their collection before that of the site."""
    posts = mapping(mapping(config.get("collections")).get("posts"))
    pattern = _text(posts, "permalink") or _text(config, "permalink") or "date"
    return _STYLES.get(pattern, pattern)


def _defaults(value: Value) -> tuple[Default, ...]:
    sets = [mapping(one) for one in value] if isinstance(value, list) else []
    found = []
    for one in sets:
        scope = mapping(one.get("scope"))
        path = (_text(scope, "path") or "").strip("/").removeprefix("./")
        kind = scope.get("type")
        found.append(
            Default(
                path=path,
                type=str(kind) if kind is not None else None,
                values=mapping(one.get("values")),
            )
        )
    return tuple(found)


def _paths(feed: dict[str, Value]) -> dict[str, object]:
    """Return where jekyll-feed puts its Atom feeds, and our RSS beside them."""
    tags = mapping(feed.get("tags"))
    by_tag = (_text(tags, "path") or "feed/by_tag/").strip("/")
    return {
        "paths": {"atom": (_text(feed, "path") or "feed.xml").strip("/"), "rss": "rss.xml"},
        "category_paths": {"atom": "feed/:name.xml", "rss": "rss/:name.xml", "jsonfeed": "feed/:name.json"},
        "tag_paths": {
            "atom": f"{by_tag}/:name.xml",
            "rss": "rss/by_tag/:name.xml",
            "jsonfeed": f"{by_tag}/:name.json",
        },
    }


def _text(fields: Mapping[str, Value], key: str) -> str | None:
    value = fields.get(key)
    return re.sub(r"\s+", " ", value).strip() or None if isinstance(value, str) else None


def _flag(value: Value) -> object:
    """Return a YAML 1.1 boolean as Ruby reads it, and anything else as it is."""
    if isinstance(value, Bare) and value.lower() in {"true", "yes", "on", "false", "no", "off"}:
        return value.lower() in {"true", "yes", "on"}
    return value
