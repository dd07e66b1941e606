"""A Hugo site's own settings -> ours: hugo.toml and its kin, config/_default/, cascades. Reads them."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator
from pathlib import Path

from feeds.collector.dialects import Found
from feeds.collector.dialects._site_files import kept, places
from feeds.collector.dialects._values import flag, mapping, text, texts
from feeds.collector.frontmatter import load_settings, parse
from feeds.collector.yamltext import BadMatter, Value
from feeds.languages import language_tag
from feeds.model import BadSettings
from feeds.record import Record, field

_NAMES = tuple(
    f"{stem}.{ending}" for stem in ("hugo", "config") for ending in ("toml", "yaml", "yml", "json")
)
_FOLDER = "config/_default"
# The keys of a date, in the order in which Hugo asks them (gohugo.io/configuration/front-matter).
DATES = {
    "date": ("date", "publishdate", "pubdate", "published", "lastmod", "modified"),
    "lastmod": ("lastmod", "modified", "date", "publishdate", "pubdate", "published"),
    "publishdate": ("publishdate", "pubdate", "published", "date"),
    "expirydate": ("expirydate", "unpublishdate"),
}


class Hugo(Record, frozen=True, kw_only=True):
    """What only the reading of a Hugo site needs of its settings.

    `contents` maps each folder of contents to the language of what is in it, `cascades` the path of
    a section to what it hands down, `languages` the key of each language, which stands in paths, to its
    tag. Keys of front matter are in lower case here.
    """

    contents: dict[str, str]
    languages: dict[str, str] = field(default_factory=dict)
    default_language: str = "en"
    default_in_subfolder: bool = False
    permalinks: dict[str, str] = field(default_factory=dict)
    dates: dict[str, tuple[str, ...]] = field(default_factory=lambda: dict(DATES))
    categories: str = "categories"
    tags: str = "tags"
    ugly: bool = False
    lower: bool = True
    ignored: tuple[str, ...] = ()
    cascades: dict[str, dict[str, Value]] = field(default_factory=dict)

    def content_of(self, source: str) -> str:
        """Return the folder of contents that a source lies in; `""`, the root, if it lies in none."""
        return max(
            (folder for folder in self.contents if source.startswith(f"{folder}/")), key=len, default=""
        )


def recognises(root: Path) -> bool:
    """Return whether a Hugo site lies here. Zola's config.toml says base_url, Hugo's baseURL."""
    if any((root / name).is_file() for name in _NAMES[:4]) or (root / _FOLDER).is_dir():
        return True
    files = [root / name for name in _NAMES[4:] if (root / name).is_file()]
    return any(
        re.search(r"(?im)(?:^|[{,])[\s\"']*baseurl\b", file.read_text("utf-8", "replace")) for file in files
    )


def read_settings(root: Path) -> Found:
    """Return what the site's own settings say.

    Raises:
        BadSettings: a settings file cannot be read.
    """
    config, name = _config(root)
    params, author = mapping(config.get("params")), mapping(config.get("author"))
    own = _own(root, config)
    settings: dict[str, dict[str, object]] = {
        "site": {
            "url": text(config, "baseurl"),
            "title": text(config, "title"),
            "description": text(params, "description"),
            "language": text(config, "languagecode")
            or text(config, "locale")
            or text(config, "defaultcontentlanguage"),
            "timezone": text(config, "timezone"),
            "author": author or params.get("author"),
        },
        "posts": {
            "folders": [folder for folder in own.contents if (root / folder).is_dir()],
            "future": flag(config.get("buildfuture")),
            "drafts": flag(config.get("builddrafts")),
        },
        "feeds": dict(_PATHS),
    }
    names, tags = places(name, **_SITE_NAMES), tuple(own.languages.values())
    return Found(settings=kept(settings), names=names, languages=tags, own=own)


_SITE_NAMES = {
    "url": "baseURL",
    "title": "title",
    "language": "languageCode",
    "timezone": "timeZone",
    "author": "author",
}
_PATHS: dict[str, object] = {
    "paths": {"rss": "index.xml"},
    "category_paths": {
        "rss": "categories/:slug/index.xml",
        "atom": "categories/:slug/atom.xml",
        "jsonfeed": "categories/:slug/feed.json",
    },
    "tag_paths": {
        "rss": "tags/:slug/index.xml",
        "atom": "tags/:slug/atom.xml",
        "jsonfeed": "tags/:slug/feed.json",
    },
}


def _config(root: Path) -> tuple[dict[str, Value], str]:
    """Return all settings as one tree, and the name of the main file."""
    main = next((root / name for name in _NAMES if (root / name).is_file()), None)
    tree = lower_keys(_load(main)) if main else {}
    name = main.name if main else _FOLDER
    for file in sorted((root / _FOLDER).glob("*.*")) if (root / _FOLDER).is_dir() else ():
        if file.suffix in {".toml", ".yaml", ".yml", ".json"}:
            loaded = lower_keys(_load(file))
            if file.stem in {"hugo", "config"}:
                tree, name = tree | loaded, f"{_FOLDER}/{file.name}"
            else:  # params.toml is [params]; languages.en.toml has a part after it
                tree[file.stem.lower()] = loaded
    return tree, name


def _load(file: Path) -> dict[str, Value]:
    try:
        return load_settings(file.read_text("utf-8-sig"), file.suffix)
    except BadMatter as error:
        raise BadSettings(f"{file.name}:{error.line}:{error.column}: {error}") from None
    except (OSError, UnicodeDecodeError) as error:
        raise BadSettings(f"{file.name}: cannot be read ({error}); save it as UTF-8") from None


def _tag(key: str, one: dict[str, Value]) -> str:
    """Return the tag of a language: its key, if that is one."""
    return key if language_tag(key) else text(one, "languagecode") or key


def _own(root: Path, config: dict[str, Value]) -> Hugo:
    default = text(config, "defaultcontentlanguage") or "en"
    languages = {k: mapping(v) for k, v in mapping(config.get("languages")).items()}
    contents = {_folder(text(config, "contentdir") or "content"): ""}
    contents |= {
        _folder(folder): key for key, one in languages.items() if (folder := text(one, "contentdir"))
    }
    mounts = mapping(config.get("module")).get("mounts")
    for mount in map(mapping, mounts if isinstance(mounts, list) else []):
        if text(mount, "target") == "content" and (source := text(mount, "source")):
            contents.setdefault(_folder(source), text(mount, "lang") or "")
    front = mapping(config.get("frontmatter"))
    taxonomies = mapping(config.get("taxonomies"))
    permalinks = mapping(config.get("permalinks"))
    return Hugo(
        contents=contents,
        languages={key: _tag(key, one) for key, one in languages.items()},
        default_language=default,
        default_in_subfolder=flag(config.get("defaultcontentlanguageinsubdir")) is True,
        permalinks={
            k: v for k, v in (permalinks | mapping(permalinks.get("page"))).items() if isinstance(v, str)
        },
        dates={kind: tuple(_date_keys(front.get(kind), usual)) for kind, usual in DATES.items()},
        categories=text(taxonomies, "category") or "categories",
        tags=text(taxonomies, "tag") or "tags",
        ugly=flag(config.get("uglyurls")) is True,
        lower=flag(config.get("disablepathtolower")) is not True,
        ignored=tuple(texts(config.get("ignorefiles"))),
        cascades={path: found for folder in contents for path, found in _cascades(root, folder)},
    )


def _date_keys(value: Value, usual: tuple[str, ...]) -> Iterator[str]:
    """Yield the keys of a date; git and the file system know no date of a post."""
    for key in value if isinstance(value, list) else [":default"]:
        if key == ":default":
            yield from usual
        elif isinstance(key, str) and key.lower() not in {":git", ":filemodtime"}:
            yield key.lower()


def _cascades(root: Path, folder: str) -> Iterator[tuple[str, dict[str, Value]]]:
    """Yield what each section hands down to its pages; targets of a cascade are not looked at."""
    for file in sorted((root / folder).rglob("_index.*")) if (root / folder).is_dir() else ():
        try:
            fields = lower_keys(parse(file.read_bytes()).fields)
        except (BadMatter, OSError, UnicodeDecodeError):
            continue  # it is no post; Hugo itself will complain
        handed = fields.get("cascade")
        if isinstance(handed, dict):
            section = file.parent.relative_to(root).as_posix()
            yield section, handed


def _folder(path: str) -> str:
    return posixpath.normpath(path.replace("\\", "/")).strip("/")


def lower_keys(tree: dict[str, Value]) -> dict[str, Value]:
    """Return the tree with all keys in lower case, as Hugo takes them."""
    return {
        key.lower(): lower_keys(value) if isinstance(value, dict) else value for key, value in tree.items()
    }
