"""The URLs of one sitemap beside one another: https://www.sitemaps.org/protocol.html#location. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import UTC, datetime, timedelta
from typing import Final

from feeds.patterns import compile_later
from feeds.validator.digests import WIDTH, digest
from feeds.validator.findings import Findings, Node, quoted
from feeds.validator.moments import earliest
from feeds.validator.uris import host

MOST_CHARACTERS: Final = 2_047
"""The protocol says "less than 2,048 characters"."""

_AHEAD: Final = timedelta(days=1)
"""Clocks are not all right."""

_TWICE: Final = compile_later(r"(?i)&(?:amp|lt|gt|quot|apos|#[0-9]+|#x[0-9a-f]+);")
# https://www.sitemaps.org/faq.html#faq_session_ids: they "may result in incomplete and redundant crawling".
_SESSION: Final = compile_later(r"(?i)[?&;](?:jsessionid|phpsessid|aspsessionid[a-z]*|session_?id|sid)=")


class Listed:
    """What is known of the URLs of a sitemap that were read so far.

    `home` is scheme and host of the sitemap, or of its first URL; `folder` is what its own URL
    limits the others to, where it is known.
    """

    def __init__(self, url: str | None, now: datetime | None) -> None:
        self.home = host(url) if url is not None else None
        self.folder = _folder(url) if url is not None else None
        self.now = now
        self.count = 0
        self.digests = bytearray()
        self.dated = 0
        self.lastmod: str | None = None
        self.alike = True
        self.uses: set[str] = set()
        self._known: set[str] = set()
        self._escaped = True

    def date(self, lastmod: str) -> None:
        """Remember a date of last change."""
        self.dated += 1
        if self.lastmod is None:
            self.lastmod = lastmod
        self.alike = self.alike and lastmod == self.lastmod

    def date_all(self, lastmods: Sequence[bytes]) -> None:
        """Remember all dates of last change at once."""
        self.dated = len(lastmods)
        self.lastmod = lastmods[0].decode("ascii") if lastmods else None
        self.alike = all(one == lastmods[0] for one in lastmods)  # mostly the second tells

    def is_to_come(self, lastmods: Iterable[bytes]) -> bool:
        """Tell whether any of the dates is still to come, as far as the time is known."""
        if self.now is None:
            return False
        # A zone moves a date by a day at most, so that older ones need no second look.
        before = (self.now.astimezone(UTC) - timedelta(days=2)).date().isoformat().encode()
        recent = (one.decode("ascii") for one in lastmods if one > before)
        return any(self._is_to_come(one) for one in recent)

    def _is_to_come(self, text: str) -> bool:
        begin = earliest(text) if self.now is not None else None
        return self.now is not None and begin is not None and begin > self.now + _AHEAD

    def check(self, loc: Node | None, lastmod: Node | None, found: Findings) -> str:
        """Hold a URL against those before it, and return its loc; blank where it has none."""
        text = (loc.text or "").strip() if loc is not None else ""
        self.digests += digest(text.encode()) if text else bytes(WIDTH)
        if lastmod is not None:
            self._check_date(lastmod, found)
        if loc is not None and text:
            if text in self._known:
                message = f"loc {quoted(text)} stands in the file already; leave it out"
                found.warning(loc, "duplicate-loc", message)
            self._known.add(text)
            if len(text) <= MOST_CHARACTERS:
                self._check_place(loc, text, found)
                self._check_form(loc, text, found)
        return text

    def _check_date(self, lastmod: Node, found: Findings) -> None:
        text = (lastmod.text or "").strip()
        self.date(text)
        if self._is_to_come(text):
            message = f"lastmod {quoted(text)} is still to come; write when the page last changed"
            found.warning(lastmod, "implausible-date", message)

    def _check_place(self, loc: Node, text: str, found: Findings) -> None:
        """All URLs are of one host, and lie in the folder of the sitemap, or below it."""
        place = host(text)
        self.home = self.home or place
        if place is None:
            return
        if place != self.home:
            message = f"loc {quoted(text)} is not at {self.home}, as the sitemap or its first URL"
            found.error(loc, "other-host", f"{message}; leave it out or mend its host")
        elif self.folder is not None and not in_folder(text, place, self.folder):
            message = f"loc {quoted(text)} is not in the sitemap’s own folder, {self.folder}"
            found.warning(loc, "other-folder", f"{message}; move the sitemap up")

    def _check_form(self, loc: Node, text: str, found: Findings) -> None:
        if "#" in text:
            message = f"loc {quoted(text)} names a part of a page, and search engines look for whole ones"
            found.warning(loc, "fragment", f"{message}; leave out what begins with “#”")
        if _TWICE.search(text):
            message = f"loc {quoted(text)} is escaped twice; write “&amp;” for “&” once"
            found.warning(loc, "double-escaped", message)
        if _SESSION.search(text):
            message = f"loc {quoted(text)} names a visit, not only a page; leave the session’s id out"
            found.warning(loc, "session-id", message)
        if self._escaped and not text.isascii():
            # "all URLs [...] must be URL-escaped", though "the RFC-3987 standard for IRIs" is one too.
            self._escaped = False
            message = f"loc {quoted(text)} has letters beyond ASCII, which some programs read wrongly"
            found.info(loc, "unescaped-url", f"{message}; write them as the bytes of UTF-8, as in “%C3%BC”")


def is_odd(text: str) -> bool:
    """Tell whether a URL of ASCII letters has a form that is warned of."""
    return "#" in text or _TWICE.search(text) is not None or _SESSION.search(text) is not None


def _folder(url: str) -> str:
    """Return the folder of a URL in the form in which hosts are compared: "all URLs must begin with" it."""
    place = host(url) or ""
    path = _path(url)
    return place + (path[: path.rfind("/") + 1] or "/")


def in_folder(text: str, place: str, folder: str) -> bool:
    """Tell whether a URL of that host lies in the folder, or is the folder itself without its slash."""
    url = place + (_path(text) or "/")
    return url.startswith(folder) or url == folder[:-1]


def _path(url: str) -> str:
    """Return the path of a URL, without what follows it."""
    rest = url.partition("://")[2]
    end = min((at for mark in "?#" if (at := rest.find(mark)) >= 0), default=len(rest))
    slash = rest.find("/", 0, end)
    return rest[slash:end] if slash >= 0 else ""
