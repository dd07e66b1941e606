"""An Eleventy site's folders and data files -> settings, and the data of each post. Reads JSON, no code."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator
from pathlib import Path

from feeds.collector.dialects import Found
from feeds.collector.dialects._site_files import first_file, kept, load, places, says
from feeds.collector.dialects._values import mapping, text
from feeds.collector.walk import walk
from feeds.collector.yamltext import Value
from feeds.record import Record, field

_CONFIGS = (".eleventy.js", *(f"eleventy.config.{ending}" for ending in ("js", "mjs", "cjs", "ts", "mts")))
# Where the input folder and in it the posts usually are; the settings that would tell are code.
_INPUTS = ("src", "content", "site", "source", "app", "")
_FOLDERS = ("posts", "blog", "articles", "post", "_posts", "writing", "notes")
NO_POSTS = frozenset(("_includes", "_layouts", "_data", "_site", "node_modules"))


class Eleventy(Record, frozen=True, kw_only=True):
    """The input folder, and the data files' values by folder or by the post's path without its ending."""

    input: str = ""
    data: dict[str, dict[str, Value]] = field(default_factory=dict)

    def below_input(self, source: str) -> str:
        """Return a path of the root as Eleventy names it, relative to its input folder."""
        return source.removeprefix(f"{self.input}/") if self.input else source

    def data_for(self, source: str) -> dict[str, Value]:
        """Return what the data files say of a post: those of its folders, the nearest last, then its own."""
        parts = posixpath.splitext(source)[0].split("/")
        found: dict[str, Value] = {}
        for end in range(1, len(parts) + 1):
            found = merge(found, self.data.get("/".join(parts[:end]), {}))
        return found


def merge(below: dict[str, Value], above: dict[str, Value]) -> dict[str, Value]:
    """Return both, `above` first: tables are merged, lists joined; a text of tags is a list of one."""
    merged = dict(below)
    for key, value in above.items():
        if key == "tags" and isinstance(value, str):
            value = [value]  # noqa: PLW2901 - as TemplateData's cleanupData does
        under = merged.get(key)
        if isinstance(under, dict) and isinstance(value, dict):
            merged[key] = merge(under, value)
        elif isinstance(under, list) and isinstance(value, list):
            merged[key] = [*under, *value]
        else:
            merged[key] = value
    return merged


def recognises(root: Path) -> bool:
    """Return whether an Eleventy site lies here: its settings, or its package among the needed ones."""
    return first_file(root, *_CONFIGS) is not None or says(root / "package.json", r'"@11ty/eleventy"\s*:')


def read_settings(root: Path) -> Found:
    """Return where the posts are, what the data files say, and the site's title and URL if JSON has them.

    Raises:
        BadSettings: a data file cannot be read.
    """
    home, folders = _posts(root)
    data = first_file(root, *(posixpath.join(home, "_data", f"{name}.json") for name in ("metadata", "site")))
    about = load(data, root)
    found: dict[str, dict[str, object]] = {
        "site": {
            "url": text(about, "url"),
            "title": text(about, "title"),
            "description": text(about, "description"),
            "language": text(about, "language") or text(about, "lang"),
            "timezone": "UTC",
            "author": about.get("author"),
        },
        "posts": {"folders": folders, "exclude": _ignored(root), "permalink": "/:path/"},
    }
    name = data.relative_to(root).as_posix() if data else ""
    return Found(
        settings=kept(found),
        names=places(name, **{key: key for key in found["site"]}),
        own=Eleventy(input=home, data=dict(_data(root, home, folders))),
    )


def _posts(root: Path) -> tuple[str, list[str]]:
    """Return the input folder and the folders of posts in it, as far as folders tell."""
    for home in _INPUTS:
        folders = [posixpath.join(home, name) for name in _FOLDERS if (root / home / name).is_dir()]
        if folders:
            return home, folders
    home = next((home for home in _INPUTS if home and (root / home).is_dir()), "")
    return home, [home] if home else []


def _ignored(root: Path) -> list[str]:
    path = root / ".eleventyignore"
    rows = path.read_text("utf-8", "replace").splitlines() if path.is_file() else []
    return [row.strip() for row in rows if row.strip() and not row.lstrip().startswith(("#", "!"))]


def _data(root: Path, home: str, folders: list[str]) -> Iterator[tuple[str, dict[str, Value]]]:
    """Yield the data files' values: `posts/posts.json`, `posts/posts.11tydata.json`, `posts/x.json`."""
    above = [home] if home else []
    files = [path for folder in (*above, *folders) for path in _json(root, folder, deep=folder in folders)]
    found: dict[str, dict[str, Value]] = {}
    for path in sorted(set(files), key=lambda path: (path.endswith(".11tydata.json"), path)):
        stem = path.removesuffix(".json").removesuffix(".11tydata")
        folder, name = posixpath.split(stem)
        owner = folder if posixpath.basename(folder) == name else stem
        if owner == folder or path.endswith(".11tydata.json") or _has_post(root, stem):
            found[owner] = merge(found.get(owner, {}), mapping(load(root / path, root)))
    yield from found.items()


def _json(root: Path, folder: str, *, deep: bool) -> Iterator[str]:
    def enters(path: str) -> bool:
        return deep and posixpath.basename(path) not in NO_POSTS

    return (path for path in walk(root, folder, enters) if path.endswith(".json"))


def _has_post(root: Path, stem: str) -> bool:
    return any((root / f"{stem}{ending}").is_file() for ending in (".md", ".html", ".mdx"))
