"""The addresses of a built site: which of its files a link in a page leads to. Pure."""

from __future__ import annotations

from collections.abc import Collection
from typing import Final, NamedTuple
from urllib.parse import SplitResult, unquote, urljoin, urlsplit

from feeds.model import Site

_PORTS: Final = {"http": 80, "https": 443}
# What a server sends where a folder is asked for; a folder may be the address of a feed too.
_INDEXES: Final = ("index.html", "index.xml", "index.htm")


class Target(NamedTuple):
    """Where a link leads: the `path` in the site's folder, None elsewhere; the `file`, if one is there."""

    url: str
    path: str | None = None
    file: str | None = None


class Addresses:
    """Knows the address of each file of a site."""

    def __init__(self, site: Site, files: Collection[str]) -> None:
        """Take the paths of all files: of those in the folder, and of what is published into it."""
        self._site, self._files = site, files
        self._base = urlsplit(f"{site.url}/")
        self._path = unquote(self._base.path)
        self._known: dict[tuple[str, str], Target | None] = {}

    def page(self, path: str) -> str:
        """Return the URL of a page."""
        folder, slash, name = path.rpartition("/")
        return self._site.address(folder + slash if name in _INDEXES else path)

    def target(self, href: str, page: str, base: str = "") -> Target | None:
        """Return where a link in a page leads; None where that is no address of the web."""
        # Most pages of a site have the same few links, and most links mean the same in every page.
        above = "" if not base and href.startswith(("http:", "https:", "/")) else self.page(page)
        key = (urljoin(above, base) if base else above, href)
        try:
            if key not in self._known:
                self._known[key] = self._resolve(urljoin(key[0] or self._base.geturl(), href))
            return self._known[key]
        except ValueError:
            return None

    def _resolve(self, url: str) -> Target | None:
        parts = urlsplit(url)
        if parts.scheme not in _PORTS or not parts.hostname:
            return None
        path = unquote(parts.path or "/")
        ours = parts.hostname == self._base.hostname and _port(parts) == _port(self._base)
        if not ours or not path.startswith(self._path):
            return Target(url)
        path = path[len(self._path) :]
        return Target(url, path, self._file(path))

    def strayed(self, target: Target) -> str | None:
        """Return the file that is meant by an address on the site's host, but outside of its folder."""
        parts = urlsplit(target.url)
        if target.path is not None or parts.hostname != self._base.hostname:
            return None
        return self._file(unquote(parts.path.lstrip("/")))

    def _file(self, path: str) -> str | None:
        if path in self._files:
            return path
        folder = f"{path.rstrip('/')}/" if path else ""
        found = [f"{folder}{name}" for name in _INDEXES]
        if path and not path.endswith("/"):
            found.insert(0, f"{path}.html")  # many servers let one leave it out
        return next((one for one in found if one in self._files), None)


def _port(parts: SplitResult) -> int | None:
    """Return the port, None for the usual ones: http and https are one site."""
    return None if parts.port in _PORTS.values() else parts.port
