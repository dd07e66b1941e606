"""Where the documents of a channel go, and which page it stands for: patterns filled with its name. Pure."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from typing import TypeAlias

from feeds.characters import file_name, slug
from feeds.model import Feed, Kind, Site

Paths: TypeAlias = tuple[tuple[str, str], ...]

_HOLE = re.compile(r":(slug|name)\b")
_FITS: Mapping[str, Callable[[str], str]] = {"slug": slug, "name": file_name}


class Places:
    """The places of one kind of channels. `files` gives the usual file name of each feed format."""

    def __init__(self, kind: Kind, site: Site, files: Mapping[str, str]) -> None:
        given = {fmt: pattern for of, fmt, pattern in site.paths if of == kind}
        usual = "" if kind == "site" else f"{kind}/:slug/"
        self._paths = [(fmt, given.get(fmt, usual + file)) for fmt, file in files.items()]
        self._aliases = [(fmt, pattern) for of, fmt, pattern in site.aliases if of == kind and fmt in files]
        self._page = dict[str, str](site.term_pages).get(kind)
        self._site = site

    def paths(self, name: str) -> Paths:
        """Return the path of each format's document; an empty one if the name leaves nothing for it."""
        fits = _Fits(name)
        return tuple((fmt, fill(pattern, fits)) for fmt, pattern in self._paths)

    def aliases(self, name: str) -> Paths:
        """Return the other paths at which the documents are found."""
        fits = _Fits(name)
        found = ((fmt, fill(pattern, fits)) for fmt, pattern in self._aliases)
        return tuple((fmt, path) for fmt, path in found if path)

    def page(self, name: str) -> str | None:
        """Return the URL of the HTML page, where the settings say what it is."""
        if self._page is None:
            return None
        return self._site.address(fill(self._page, _Fits(name)).lstrip("/"))


def of_feed(feed: Feed, files: Mapping[str, str]) -> Paths:
    """Return the paths of a feed that the settings define."""
    told, fits = dict(feed.paths), _Fits(feed.name)
    return tuple((fmt, fill(told.get(fmt, f"{feed.folder}/{file}"), fits)) for fmt, file in files.items())


class _Fits(dict[str, str]):
    """A name as a path may have it, in each of its ways; only those that are asked for."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self._name = name

    def __missing__(self, key: str) -> str:
        value = self[key] = _FITS[key](self._name)
        return value


def fill(pattern: str, fits: Mapping[str, str]) -> str:
    """Return the pattern with the name in it; empty if the name leaves nothing to call a file."""
    if any(not fits[key] for key in _holes(pattern)):
        return ""
    return _HOLE.sub(lambda match: fits[match[1]], pattern)


def _holes(pattern: str) -> Iterator[str]:
    return (match[1] for match in _HOLE.finditer(pattern))
