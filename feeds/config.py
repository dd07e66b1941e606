"""feeds.toml, [tool.feeds] in pyproject.toml, or the generator's own settings -> Site. Reads them.

A generator's settings come first, ours over them, the command line over both.
"""

from __future__ import annotations

import json
import tomllib
from collections.abc import Iterator, Mapping
from functools import reduce
from pathlib import Path

from feeds.characters import clean
from feeds.collector import dialects
from feeds.languages import language_tag, meant_by
from feeds.model import BadSettings, Problem, Site, Where
from feeds.record import Record, replace
from feeds.settings import Settings, Tree, absolute_url, parse
from feeds.settings.site import make

FILE = "feeds.toml"


class Config(Record, frozen=True, kw_only=True):
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
    settings = parse(tree, name, own, given or {}, found.names)
    if settings.site.url is None:
        mend = 'write [site] and below it url = "https://example.org", or pass --base-url'
        raise BadSettings(f"{name}: site.url is not set; {mend}")
    if not settings.posts.folders:
        mend = 'write [posts] and below it folders = ["…"], or pass --posts'
        raise BadSettings(f"{name}: there is no folder of posts in {root}; {mend}")
    site = replace(
        make(settings, settings.site.url, dialect.name, found.own),
        page_template=_text(root, settings.page.template, f"{name}: page.template"),
        page_css=_text(root, settings.page.css, f"{name}: page.css") or "",
    )
    return Config(
        site=site, output=root / settings.output.folder, problems=tuple(_amiss(settings, name, own, found))
    )


def ignores(root: Path, *, file: Path | None = None) -> tuple[tuple[str, str], ...]:
    """Return the codes that `feeds validate` is to ignore, each after the pattern of the paths.

    Only [validate] is looked at: the rest may be that of a site, or not be there at all.

    Raises:
        BadSettings: it cannot be read, or is wrong.
    """
    name, own = _read(root, file)
    own = {key: value for key, value in own.items() if key == "validate"}
    found = parse(own, name, own, {}, {}).validate
    everywhere = tuple(("*", code) for code in found.ignore)
    return everywhere + tuple((one.path, code) for one in found.paths for code in one.ignore)


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
    try:
        url = str(absolute_url(url)) if url is not None else None
    except ValueError as error:
        raise BadSettings(f"--base-url: {error}") from None
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
    return clean(json.dumps(value, ensure_ascii=False))


def _read(root: Path, file: Path | None) -> tuple[str, Tree]:
    """Return the name and the tables of our own settings file, if there is one."""
    pyproject = root / "pyproject.toml"
    path = file or root / FILE
    if file is None and not path.exists():
        tool = _load(pyproject).get("tool") if pyproject.is_file() else None
        own = tool.get("feeds") if isinstance(tool, dict) else None
        if own is not None and not isinstance(own, dict):
            raise BadSettings("pyproject.toml: tool.feeds: must be a table: write [tool.feeds]")
        return ("pyproject.toml [tool.feeds]", own) if own else (FILE, {})
    return path.name, _load(path)


def _load(path: Path) -> Tree:
    try:
        return tomllib.loads(path.read_text("utf-8-sig"))
    except tomllib.TOMLDecodeError as error:
        raise BadSettings(f"{path.name}: {error}; mend the TOML") from None
    except (OSError, UnicodeDecodeError) as error:
        reason = getattr(error, "strerror", None) or "it is not UTF-8"
        raise BadSettings(f"{path}: cannot be read: {reason}") from None


def _text(root: Path, path: str | None, key: str) -> str | None:
    """Return the text of a file that the settings name, if they do."""
    if path is None:
        return None
    try:
        return (root / path).read_text("utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        reason = getattr(error, "strerror", None) or "it is not UTF-8"
        raise BadSettings(f"{key}: {path} cannot be read: {reason}; name a file in {root}") from None


def _merge(below: Tree, above: Tree) -> Tree:
    merged = dict(below)
    for key, value in above.items():
        under = merged.get(key)
        tables = isinstance(under, dict) and isinstance(value, dict)
        merged[key] = _merge(under, value) if tables else value  # type: ignore[arg-type] # both are
    return merged


def _amiss(settings: Settings, name: str, own: Tree, found: dialects.Found) -> Iterator[Problem]:
    if settings.site.timezone is None:
        mend = 'write [site] and below it timezone = "Asia/Shanghai", or whichever is yours'
        message = f"site.timezone is not set, so dates without a zone are read as UTC; {mend}"
        yield Problem(where=Where(path=name), code="no-timezone", message=message, level="warning")
    path, key = name, "site.language"
    if "language" not in own.get("site", {}) and key in found.names:
        path, _, key = found.names[key].partition(": ")
    # Of a site of several languages, too: what its folders are called is that of their posts.
    for text in dict.fromkeys((settings.site.language, *found.languages)):
        if text and language_tag(text) is None:
            message = f"{key}: “{text}” is no language tag, and left out; {meant_by(text)}"
            yield Problem(where=Where(path=path), code="language", message=message, level="warning")
