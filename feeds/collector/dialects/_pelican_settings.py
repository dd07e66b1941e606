"""A Pelican site's own settings -> ours: pelicanconf.py and publishconf.py, their literals. Reads those.

docs.getpelican.com/en/latest/settings.html names the settings and their defaults.
"""

from __future__ import annotations

import posixpath
import re
import unicodedata
from collections.abc import Mapping
from fnmatch import fnmatch
from html import unescape
from pathlib import Path
from typing import Any

from feeds.collector.dialects import Found
from feeds.collector.dialects._ascii import to_ascii
from feeds.collector.dialects._python_settings import Settings, load
from feeds.collector.dialects._site_files import kept
from feeds.collector.yamltext import Bare, Value
from feeds.model import BadSettings
from feeds.record import Record, field

_NAMES = ("pelicanconf.py", "publishconf.py")
# The endings of Pelican's readers -> what is in such a file. They are in small letters only.
READERS = {
    "rst": "rest", "md": "markdown", "markdown": "markdown", "mkd": "markdown", "mdown": "markdown",
    "htm": "html", "html": "html",
}  # fmt: skip
_URLS = {
    "ARTICLE_URL": "{slug}.html",
    "ARTICLE_LANG_URL": "{slug}-{lang}.html",
    "DRAFT_URL": "drafts/{slug}.html",
    "DRAFT_LANG_URL": "drafts/{slug}-{lang}.html",
}
_DECISIVE = (
    "ARTICLE_URL", "ARTICLE_LANG_URL", "DEFAULT_LANG", "SLUGIFY_SOURCE", "SLUGIFY_USE_UNICODE",
    "SLUGIFY_PRESERVE_CASE", "SLUG_REGEX_SUBSTITUTIONS", "FILENAME_METADATA", "PATH_METADATA",
)  # fmt: skip
_SUBSTITUTIONS = (
    (r"[^\w\s-]", ""),
    (r"(?u)\A\s*", ""),
    (r"(?u)\s*\Z", ""),
    (r"[-\s]+", "-"),
)


class Pelican(Record, frozen=True, kw_only=True):
    """What only the reading of a Pelican site needs of its settings. Paths are relative to `content`."""

    content: str = "content"
    articles: tuple[str, ...] = ("",)
    excluded: tuple[str, ...] = ()
    pages: tuple[str, ...] = ("pages",)
    ignored: tuple[str, ...] = ("**/.*",)
    readers: dict[str, str] = field(default_factory=lambda: dict(READERS))
    urls: dict[str, str] = field(default_factory=lambda: dict(_URLS))
    lang: str = "en"
    slug_source: str = "title"
    unicode: bool = False
    keep_case: bool = False
    substitutions: tuple[tuple[str, str], ...] = _SUBSTITUTIONS
    category_substitutions: tuple[tuple[str, str], ...] | None = None
    author_substitutions: tuple[tuple[str, str], ...] | None = None
    author: str | None = None
    defaults: dict[str, Value] = field(default_factory=lambda: {"category": "misc"})
    by_path: tuple[tuple[str, dict[str, Value]], ...] = ()
    patterns: tuple[str, str] = (r"(?P<date>\d{4}-\d{2}-\d{2}).*", "")
    folder_is_category: bool = True
    yaml: bool = False

    def below(self, source: str) -> str:
        """Return a path of the root as Pelican names it, relative to its contents."""
        return source.removeprefix(f"{self.content}/") if self.content != "." else source

    def lies_in(self, below: str, folders: tuple[str, ...]) -> bool:
        """Return whether a file is one of the paths, or below one of them."""
        return any(not one or below == one or below.startswith(f"{one}/") for one in folders)

    def ignores(self, path: str) -> bool:
        """Return whether Pelican passes over the name of a file or a folder."""
        return any(fnmatch(posixpath.basename(path), pattern) for pattern in self.ignored)

    def slugify(self, text: str, substitutions: tuple[tuple[str, str], ...] | None = None) -> str | None:
        """Return the slug of a title or a name; None if it has letters that nobody here can spell."""
        text = " ".join(re.sub(r"<!--.*?-->|<[^>]*>", "", text).split())
        text = unicodedata.normalize("NFKC", unescape(text))
        spelled = text if self.unicode else to_ascii(text)
        if spelled is None:
            return None
        for pattern, by in self.substitutions if substitutions is None else substitutions:
            spelled = re.sub(pattern, by, spelled, flags=re.IGNORECASE)
        return (spelled if self.keep_case else spelled.lower()).strip()


def recognises(root: Path) -> bool:
    """Return whether a Pelican site lies here."""
    return any((root / name).is_file() for name in _NAMES)


def read_settings(root: Path) -> Found:
    """Return what the site's own settings say; those for publishing over the others.

    Raises:
        BadSettings: a file cannot be read, or says in code how the URLs are made.
    """
    conf, name = _load(root)
    conf.require(*_DECISIVE)
    own = _own(root, conf, name)
    settings: dict[str, dict[str, object]] = {
        "site": {
            "url": conf.text("SITEURL"), "title": conf.text("SITENAME"),
            "description": conf.text("SITESUBTITLE"), "language": conf.text("DEFAULT_LANG"),
            "timezone": conf.text("TIMEZONE"), "author": _author(conf.text("AUTHOR")),
        },
        "posts": {
            "folders": [own.content] if (root / own.content).is_dir() else [],
            "future": conf.flag("WITH_FUTURE_DATES", usual=True),
        },
        "feeds": {"limit": min(conf.number("FEED_MAX_ITEMS") or 0, 1000) or None, **_paths(conf)},
    }  # fmt: skip
    names = {"url": "SITEURL", "title": "SITENAME", "description": "SITESUBTITLE",
             "language": "DEFAULT_LANG", "timezone": "TIMEZONE", "author": "AUTHOR"}  # fmt: skip
    told = {f"site.{ours}": f"{name}: {theirs}" for ours, theirs in names.items()}
    told |= {"posts.folders": f"{name}: PATH", "feeds.limit": f"{name}: FEED_MAX_ITEMS"}
    return Found(settings=kept(settings), names=told, own=own)


def _load(root: Path) -> tuple[Settings, str]:
    """Return the settings, and the name of the last file that has some."""
    conf, last = Settings(), _NAMES[0]
    for name in _NAMES:
        if (root / name).is_file():
            try:
                conf, last = load((root / name).read_bytes(), name, conf), name
            except OSError as error:
                raise BadSettings(f"{name}: cannot be read ({error.strerror}); make it readable") from None
    return conf, last


def _author(name: str | None) -> list[dict[str, str]] | None:
    """Return the author as one name, whatever signs are in it."""
    return [{"name": name}] if name else None


def _own(root: Path, conf: Settings, name: str) -> Pelican:
    content = conf.text("PATH") or ("content" if (root / "content").is_dir() else "")
    pages = _folders(conf.texts("PAGE_PATHS", ("pages",)))
    readers = {
        ending: kind
        for ending, kind in READERS.items()
        if conf.mapping("READERS").get(ending, kind) is not None
    }
    return Pelican(
        content=posixpath.normpath(content or "content"),
        articles=_folders(conf.texts("ARTICLE_PATHS", ("",))),
        excluded=_folders(conf.texts("ARTICLE_EXCLUDES")),
        pages=pages,
        ignored=conf.texts("IGNORE_FILES", ("**/.*",)),
        readers=readers,
        urls={key: conf.text(key) or usual for key, usual in _URLS.items()},
        lang=(conf.text("DEFAULT_LANG") or "en").lower(),
        slug_source=conf.text("SLUGIFY_SOURCE") or "title",
        unicode=conf.flag("SLUGIFY_USE_UNICODE", usual=False),
        keep_case=conf.flag("SLUGIFY_PRESERVE_CASE", usual=False),
        substitutions=_substitutions(conf, "SLUG_REGEX_SUBSTITUTIONS", name) or _SUBSTITUTIONS,
        category_substitutions=_substitutions(conf, "CATEGORY_REGEX_SUBSTITUTIONS", name),
        author_substitutions=_substitutions(conf, "AUTHOR_REGEX_SUBSTITUTIONS", name),
        author=conf.text("AUTHOR"),
        defaults=_defaults(conf),
        by_path=_by_path(conf),
        patterns=(
            _pattern(conf.values.get("FILENAME_METADATA", r"(?P<date>\d{4}-\d{2}-\d{2}).*"),
                     f"{name}: FILENAME_METADATA"),
            _pattern(conf.values.get("PATH_METADATA", ""), f"{name}: PATH_METADATA"),
        ),
        folder_is_category=conf.flag("USE_FOLDER_AS_CATEGORY", usual=True) and _has_categories(conf),
        yaml=any("yaml" in plugin for plugin in conf.texts("PLUGINS")),
    )  # fmt: skip


def _folders(paths: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(posixpath.normpath(path).strip("/") if path.strip("./") else "" for path in paths)


def _has_categories(conf: Settings) -> bool:
    return conf.flag("CATEGORY_SAVE_AS", usual=True)


def _pattern(value: object, place: str) -> str:
    """Return a pattern that compiles."""
    pattern = value if isinstance(value, str) else ""
    try:
        re.compile(pattern)
    except re.error as error:
        raise BadSettings(f"{place}: “{pattern}” is no regular expression ({error}); mend it") from None
    return pattern


def _substitutions(conf: Settings, setting: str, name: str) -> tuple[tuple[str, str], ...] | None:
    pairs = conf.values.get(setting)
    if not isinstance(pairs, list | tuple):
        return None
    found = []
    for pair in pairs:
        if (
            isinstance(pair, list | tuple)
            and len(pair) >= 2
            and all(isinstance(one, str) for one in pair[:2])
        ):
            source, by = (unicodedata.normalize("NFKC", one) for one in pair[:2])
            found.append((_pattern(source, f"{name}: {setting}"), by))
    return tuple(found)


def _defaults(conf: Settings) -> dict[str, Value]:
    """Return the metadata of an article that says nothing of its own."""
    found = {str(key).lower(): _value(value) for key, value in conf.mapping("DEFAULT_METADATA").items()}
    if _has_categories(conf):
        found["category"] = conf.text("DEFAULT_CATEGORY") or "misc"
    date = conf.values.get("DEFAULT_DATE")
    if isinstance(date, str) and date != "fs":  # the time of a file is no date of a post
        found["date"] = date
    elif isinstance(date, tuple) and len(date) >= 3:
        parts = [*(str(part).zfill(2) for part in date), "00", "00", "00"][:6]
        found["date"] = "{}-{}-{} {}:{}:{}".format(*parts)
    return found


def _by_path(conf: Settings) -> tuple[tuple[str, dict[str, Value]], ...]:
    paths = sorted((str(path), meta) for path, meta in conf.mapping("EXTRA_PATH_METADATA").items())
    return tuple(
        (path.rstrip("/"), {str(key).lower(): _value(one) for key, one in meta.items()})
        for path, meta in paths
        if isinstance(meta, dict)
    )


def _value(value: object) -> Value:
    if isinstance(value, list | tuple):
        return [_value(one) for one in value]
    return value if isinstance(value, str) or value is None else Bare(value)


def _paths(conf: Settings) -> dict[str, object]:
    """Return where Pelican puts its feeds, and ours beside them."""
    given: Mapping[str, Any] = conf.values

    def path(*names: str, usual: str) -> str:
        told = next((given[one] for one in names if isinstance(given.get(one), str) and given[one]), usual)
        return re.sub(r"%s|\{slug\}", ":slug", str(told)).lstrip("/")

    found: dict[str, object] = {
        "paths": {
            "atom": path("FEED_ALL_ATOM", "FEED_ATOM", usual="feeds/all.atom.xml"),
            "rss": path("FEED_ALL_RSS", "FEED_RSS", usual="feeds/all.rss.xml"),
            "jsonfeed": "feeds/all.json",
        },
        "category_paths": {
            "atom": path("CATEGORY_FEED_ATOM", usual="feeds/{slug}.atom.xml"),
            "rss": path("CATEGORY_FEED_RSS", usual="feeds/{slug}.rss.xml"),
            "jsonfeed": "feeds/:slug.json",
        },
    }
    if given.get("TAG_FEED_ATOM") or given.get("TAG_FEED_RSS"):
        found["tags"] = True
        found["tag_paths"] = {
            "atom": path("TAG_FEED_ATOM", usual="feeds/tag/{slug}.atom.xml"),
            "rss": path("TAG_FEED_RSS", usual="feeds/tag/{slug}.rss.xml"),
            "jsonfeed": "feeds/tag/:slug.json",
        }
    return found
