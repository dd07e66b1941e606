"""The documents of a set, and which URL is which of them. Pure."""

from __future__ import annotations

import posixpath
from collections.abc import Iterable, Iterator
from functools import cached_property
from typing import Final
from urllib.parse import unquote

from feeds.model import Level, Problem, Where
from feeds.record import Record
from feeds.validator import Verdict
from feeds.validator.findings import Fact
from feeds.validator.uris import host

_PACKED: Final = ".gz"


class Member(Record, frozen=True, kw_only=True, dict=True):
    """A document of a set. `path` has slashes only, and is blank for what is no file."""

    verdict: Verdict
    url: str | None
    path: str

    @property
    def folder(self) -> str:
        """Return the folder that the file lies in."""
        return posixpath.dirname(self.path)

    @cached_property
    def own_url(self) -> str | None:
        """Return where the document is published, as far as it is known, or else says so itself."""
        said = next((fact.values[0] for fact in self.facts("self")), None)
        return self.url or said

    def facts(self, *kinds: str) -> list[Fact]:
        """Return what the document says of others."""
        return [fact for fact in self.verdict.facts if fact.kind in kinds]

    def problem(self, fact: Fact, code: str, message: str, level: Level) -> Problem:
        """Say what is wrong with a fact, where it stands."""
        where = Where(path=self.verdict.path, line=fact.line, column=fact.column, element=fact.element)
        return Problem(where=where, code=code, message=message, level=level)


class Members:
    """All documents of a set. Of the `folders` every file was looked at that is a document."""

    def __init__(self, documents: Iterable[tuple[Verdict, str | None]], folders: Iterable[str]) -> None:
        self.all = tuple(Member(verdict=one, url=url, path=_file(one.path)) for one, url in documents)
        self._folders = tuple(posixpath.normpath(folder.replace("\\", "/")) for folder in folders)
        self._by_path = {_bare(member.path): member for member in reversed(self.all) if member.path}
        self._by_url = {member.url: member for member in reversed(self.all) if member.url is not None}

    def __iter__(self) -> Iterator[Member]:
        """Return the documents one after the other."""
        return iter(self.all)

    def is_whole(self, folder: str) -> bool:
        """Tell whether every document of the folder is in the set."""
        return any(one in {".", folder} or folder.startswith(f"{one}/") for one in self._folders)

    def named(self, url: str, by: Member) -> Member | None:
        """Return the document that a URL in another one is of, as far as anything tells."""
        if (known := self._by_url.get(url)) is not None:
            return known
        expected = self.expected(url, by)
        if expected is not None and (known := self._by_path.get(_bare(expected))) is not None:
            return known
        # Nobody says where the folder is published: then the end of a path must do.
        steps = unquote(path_of(url)).split("/")
        for count in range(1, len(steps)) if by.path else ():
            file = posixpath.join(by.folder, *steps[-count:])
            if (known := self._by_path.get(_bare(file))) is not None:
                return known
        return None

    def expected(self, url: str, by: Member) -> str | None:
        """Return the file that a URL is of, if it is of the site that a document belongs to."""
        place = host(url)
        for root, folder in self._sites:
            if place is None or not (place + path_of(url)).startswith(root):
                continue
            if by.path and not _within(by.path, folder):
                continue
            rest = unquote((place + path_of(url))[len(root) :])
            return posixpath.normpath(posixpath.join(folder, rest))
        return None

    @cached_property
    def _sites(self) -> tuple[tuple[str, str], ...]:
        """Return URLs and the folders that are published there, the longest first."""
        found = {site for member in self.all if (site := _site(member)) is not None}
        return tuple(sorted(found, key=lambda site: (-len(site[0]), site)))


def path_of(url: str) -> str:
    """Return the path of a URL, without what follows it."""
    rest = url.partition("#")[0].partition("?")[0].partition("://")[2]
    slash = rest.find("/")
    return rest[slash:] if slash >= 0 else "/"


def _site(member: Member) -> tuple[str, str] | None:
    """Return which URL the folder of a file is published at, or one above it: their ends are alike."""
    url = member.own_url
    place = host(url) if url is not None else None
    if url is None or place is None or not member.path:
        return None
    steps, names = unquote(path_of(url)).split("/"), member.path.split("/")
    alike = 0
    while alike < min(len(steps) - 1, len(names)) and steps[-1 - alike] == names[-1 - alike]:
        alike += 1
    if not alike:
        return None
    whole = path_of(url).split("/")
    return place + "/".join(whole[:-alike]) + "/", "/".join(names[:-alike])


def _file(path: str) -> str:
    if path == "-" or "://" in path:
        return ""
    return posixpath.normpath(path.replace("\\", "/"))


def _bare(path: str) -> str:
    return path.removesuffix(_PACKED)


def _within(path: str, folder: str) -> bool:
    return not folder or path.startswith(f"{folder}/")
