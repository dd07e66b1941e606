"""The beginning of a feed -> what it is, its page and its language. Reads no further than its first entry."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any, Final, NamedTuple
from xml.parsers import expat

_STEP: Final = 16_384
_MOST: Final = 1_048_576
_MOST_JSON: Final = 20_000_000
_ATOM: Final = "http://www.w3.org/2005/Atom"
_RDF: Final = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
_LANG: Final = "http://www.w3.org/XML/1998/namespace lang"
ENDINGS: Final = (".xml", ".rss", ".atom", ".rdf", ".json")
TYPES: Final = {
    "rss": ("application/rss+xml",),
    "rdf": ("application/rss+xml", "application/rdf+xml"),
    "atom": ("application/atom+xml",),
    # JSON Feed 1.1 has a type of its own, 1.0 had none: "use application/json".
    "json": ("application/feed+json", "application/json"),
}
"""The media types by which readers know each format; the first is the right one."""


class Feed(NamedTuple):
    """What a feed says of itself; `line` is that of its link to its page, if there is one."""

    path: str
    kind: str
    page: str = ""
    lang: str = ""
    line: int | None = None


def read(file: Path, path: str) -> Feed | None:
    """Return what a file says of itself if it is a feed; `path` is its path on the site."""
    try:
        if not file.is_file():  # nobody waits for a pipe
            return None
        with file.open("rb") as stream:
            first = stream.read(_STEP)
            if first.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"{"):
                return _json(first + stream.read(_MOST_JSON), path) if _may_be_feed(first) else None
            return _xml(first, stream, path)
    except OSError:
        return None


def _may_be_feed(first: bytes) -> bool:
    return b"jsonfeed.org" in first or b'"items"' in first


def _json(data: bytes, path: str) -> Feed | None:
    try:
        told = json.loads(data)
    except (ValueError, RecursionError):
        return None
    version = told.get("version") if isinstance(told, dict) else None
    if not isinstance(version, str) or not version.startswith("https://jsonfeed.org/version/"):
        return None
    line = data[: data.find(b'"home_page_url"')].count(b"\n") + 1
    page, lang = told.get("home_page_url"), told.get("language")
    return Feed(path, "json", _text(page), _text(lang), line if page else None)


def _text(value: object) -> str:
    return value.strip() if isinstance(value, str) else ""


def _xml(data: bytes, stream: Any, path: str) -> Feed | None:
    """Read as far as the first entry, or as it is XML."""
    found = _Reading()
    taken = 0
    try:
        while data and not found.done and taken < _MOST:
            found.parser.Parse(data, False)
            taken += len(data)
            data = stream.read(_STEP)
    except (expat.ExpatError, ValueError, LookupError):  # it is broken, or in an unknown encoding
        pass  # what was said before counts; the rest is for `feeds validate`
    if not found.kind:
        return None
    return Feed(path, found.kind, found.page.strip(), found.lang.strip(), found.line)


class _Reading:
    """Takes what expat finds. In RSS texts are the values, in Atom attributes."""

    def __init__(self) -> None:
        self.parser = expat.ParserCreate(namespace_separator=" ")
        self.parser.StartElementHandler = self._start
        self.parser.EndElementHandler = self._end
        self.parser.CharacterDataHandler = self._say
        self.kind = self.page = self.lang = ""
        self.line: int | None = None
        self.done = False
        self._path: list[str] = []
        self._texts: list[str] = []
        self._line = 1

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        self._texts, self._line = [], self.parser.CurrentLineNumber
        self._path.append(name)
        if len(self._path) == 1:
            self.kind = {"rss": "rss", f"{_ATOM} feed": "atom", f"{_RDF} RDF": "rdf"}.get(name, "")
            self.lang = attributes.get(_LANG, "")
        local = name.rpartition(" ")[2]
        if not self.kind or local in {"item", "entry"}:
            self.done = True
        elif self.kind == "atom" and len(self._path) == 2 and local == "link" and not self.page:
            page = attributes.get("rel", "alternate") == "alternate" and attributes.get("type", "text/html")
            if page in {"text/html", "application/xhtml+xml"}:
                self.page, self.line = attributes.get("href", ""), self._line

    def _end(self, name: str) -> None:
        if len(self._path) == 3 and not self.done and self.kind != "atom":
            namespace, _, local = name.rpartition(" ")
            text = "".join(self._texts)
            if local == "link" and namespace in {"", "http://purl.org/rss/1.0/"} and not self.page:
                self.page, self.line = text, self._line
            elif local == "language" and not self.lang:
                self.lang = text
        self._path.pop()
        self._texts = []

    def _say(self, text: str) -> None:
        if len(self._path) == 3:
            self._texts.append(text)
