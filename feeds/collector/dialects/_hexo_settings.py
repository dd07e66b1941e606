"""A Hexo site's own settings -> ours: _config.yml. Reads that file."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Callable
from functools import lru_cache
from pathlib import Path

from feeds.collector.dialects import Found
from feeds.collector.dialects._site_files import first_file, kept, load, places, says
from feeds.collector.dialects._values import flag, mapping, text, texts
from feeds.collector.yamltext import Value
from feeds.record import Record, field

_CONFIGS = ("_config.yml", "_config.yaml", "_config.json")
_PERMALINK = ":year/:month/:day/:title/"
_PARAMETER = re.compile(r":(\w*[^_\W])")
# processor/post.ts, parseFilename: what a part of a file's name may be
_SEGMENTS = {"year": r"\d{4}", "month": r"\d{2}", "day": r"\d{2}", "i_month": r"\d{1,2}",
             "i_day": r"\d{1,2}", "hash": r"[0-9a-f]{12}"}  # fmt: skip


class Hexo(Record, frozen=True, kw_only=True):
    """What only the reading of a Hexo site needs of its settings."""

    permalink: str = _PERMALINK
    permalink_defaults: dict[str, Value] = field(default_factory=dict)
    new_post_name: str = ":title.md"
    default_category: str = "uncategorized"
    category_map: dict[str, Value] = field(default_factory=dict)
    filename_case: str = "0"
    trailing_index: bool = True
    trailing_html: bool = True

    def parse_name(self, below: str) -> dict[str, str]:
        """Return what a path below _posts tells by new_post_name; nothing if it does not fit."""
        pattern, names = _compile(self.new_post_name)
        found = pattern.fullmatch(posixpath.splitext(below)[0])
        return dict(zip(names, found.groups(), strict=True)) if found else {}

    def fields_in_names(self) -> frozenset[str]:
        """Return what a file's name may tell."""
        return frozenset(_compile(self.new_post_name)[1])

    def category_slug(self, path: tuple[str, ...], slugize: Callable[[str], str]) -> str:
        """Return the slug of the last category of a path, with those above it."""
        slugs = (slugize(text(self.category_map, name) or name) for name in path)
        change = {"1": str.lower, "2": str.upper}.get(self.filename_case, str)
        return "/".join(change(slug) for slug in slugs)

    def pretty(self, path: str) -> str:
        """Return a path as pretty_urls wants it: from the root, index.html or .html left out."""
        path = f"/{path.lstrip('/')}"
        if not self.trailing_index and path.endswith("/index.html"):
            path = path.removesuffix("index.html")
        if not self.trailing_html and not path.endswith("/index.html"):
            path = path.removesuffix(".html")
        return path


@lru_cache(maxsize=16)
def _compile(new_post_name: str) -> tuple[re.Pattern[str], tuple[str, ...]]:
    """Return what a path that fits looks like, and what each of its groups is."""
    rule = posixpath.splitext(new_post_name)[0]
    parts, names, end = [], [], 0
    for match in _PARAMETER.finditer(rule):
        parts += [re.escape(rule[end : match.start()]), f"({_SEGMENTS.get(match[1], '.+?')})"]
        names.append(match[1])
        end = match.end()
    return re.compile("".join([*parts, re.escape(rule[end:])])), tuple(names)


def recognises(root: Path) -> bool:
    """Return whether a Hexo site lies here: its settings, and a _posts in its source folder."""
    path = first_file(root, *_CONFIGS)
    if path is None:
        return False
    told = re.search(
        r"(?m)^[\s\"]*source_dir\"?\s*:\s*[\"']?([^\s\"',#]+)", path.read_text("utf-8", "replace")
    )
    folder = told[1] if told else "source"
    if not (root / folder / "_posts").is_dir():
        return False
    hexo = r"(?m)^[\s\"]*(?:source_dir|new_post_name|permalink_defaults|skip_render|default_category)\"?\s*:"
    return (
        says(root / "package.json", r'"hexo"\s*:') or says(path, hexo) or not says(path, r"(?m)^source\s*:")
    )


def read_settings(root: Path) -> Found:
    """Return what _config.yml says.

    Raises:
        BadSettings: it cannot be read.
    """
    path = first_file(root, *_CONFIGS)
    config = load(path, root)
    source = posixpath.normpath(text(config, "source_dir") or "source")
    drafts = flag(config.get("render_drafts")) is True
    folders = [f"{source}/_posts", *([f"{source}/_drafts"] if (root / source / "_drafts").is_dir() else [])]
    feed = mapping(config.get("feed"))
    found: dict[str, dict[str, object]] = {
        "site": {
            "url": text(config, "url"),
            "title": text(config, "title"),
            "description": text(config, "description") or text(config, "subtitle"),
            "language": next(iter(texts(config.get("language"))), None),
            "timezone": text(config, "timezone"),
            "author": text(config, "author"),
        },
        "posts": {
            "folders": folders,
            "exclude": [f"{source}/{one}" for one in _skipped(config)],
            "future": flag(config.get("future")) is not False,
            "drafts": drafts,
        },
        "feeds": {
            "limit": feed.get("limit") if feed.get("limit") != "0" else None,
            "content": "summary" if flag(feed.get("content")) is False else None,
            "paths": _feed_files(feed),
        },
    }
    name = path.name if path else _CONFIGS[0]
    keys = ("url", "title", "description", "language", "timezone", "author")
    names = places(name, **{key: key for key in keys}) | {"feeds.limit": f"{name}: feed.limit"}
    return Found(settings=kept(found), names=names, own=_own(config))


def _own(config: dict[str, Value]) -> Hexo:
    pretty = mapping(config.get("pretty_urls"))
    return Hexo(
        permalink=text(config, "permalink") or _PERMALINK,
        permalink_defaults=mapping(config.get("permalink_defaults")),
        new_post_name=text(config, "new_post_name") or ":title.md",
        default_category=text(config, "default_category") or "uncategorized",
        category_map=mapping(config.get("category_map")),
        filename_case=text(config, "filename_case") or "0",
        trailing_index=flag(pretty.get("trailing_index")) is not False,
        trailing_html=flag(pretty.get("trailing_html")) is not False,
    )


def _skipped(config: dict[str, Value]) -> list[str]:
    """Return what is not read as a post, relative to the source folder."""
    return [one for key in ("skip_render", "exclude", "ignore") for one in texts(config.get(key))]


def _feed_files(feed: dict[str, Value]) -> dict[str, str]:
    """Return where hexo-generator-feed puts its feeds: one of a type, atom.xml if nothing is said."""
    types = [kind.lower() for kind in texts(feed.get("type"))[:2]] or ["atom"]
    names = texts(feed.get("path")) or [f"{kind}.xml" for kind in types]
    paths = {}
    for kind, name in zip(types, names, strict=False):
        file = name if posixpath.splitext(name)[1] else f"{name}.xml"
        paths["rss" if kind == "rss2" else "atom"] = file.strip("/")
    return paths
