"""The sitemaps of a site beside one another: https://www.sitemaps.org/protocol.html#index. Pure."""

from __future__ import annotations

import heapq
import posixpath
from array import array
from collections.abc import Iterator, Mapping
from itertools import groupby, repeat
from operator import itemgetter
from typing import Final, TypeAlias

from feeds.model import Level, Problem
from feeds.validator.findings import Fact, quoted
from feeds.validator.members import Member, Members, path_of

_INDEX: Final = "sitemap-index"
_MAP: Final = "sitemap"

Named: TypeAlias = Mapping[str, set[str]]
"""Which indexes name a sitemap, all by their paths."""


def check_sitemaps(members: Members) -> Iterator[Problem]:
    """Yield what is wrong between indexes and their sitemaps, and among these."""
    named: dict[str, set[str]] = {}
    for index in members:
        if index.verdict.kind == _INDEX:
            yield from _check_parts(index, members, named)
    yield from _check_unnamed(members, named)
    yield from _check_repeated(members, named)


def _check_parts(index: Member, members: Members, named: dict[str, set[str]]) -> Iterator[Problem]:
    """Hold what an index names against what is there."""
    parts = [(fact, members.named(fact.values[0], index)) for fact in index.facts("part")]
    for fact, part in parts:
        if part is None:
            continue
        named.setdefault(part.verdict.path, set()).add(index.verdict.path)
        if part.verdict.kind == _INDEX:
            message = f"{quoted(fact.values[0])} is an index itself, and an index may name sitemaps only"
            words = "name the sitemaps of that one here"
            yield index.problem(fact, "nested-index", f"{message}; {words}", "error")
    some = any(part is not None for _, part in parts)
    for fact, part in parts:
        if part is None and (file := _missed(fact, index, members, some)) is not None:
            message = f"The index names {quoted(fact.values[0])}, and there is no sitemap {file}"
            level: Level = "error" if index.url is not None else "warning"
            yield index.problem(fact, "missing-sitemap", f"{message}; write it, or leave it out", level)


def _missed(fact: Fact, index: Member, members: Members, some: bool) -> str | None:
    """Return the file that should be there, if we would know it.

    That is so for documents that are about to be published, in a folder that was looked at as a
    whole, and where other sitemaps of the index are there.
    """
    loc = fact.values[0]
    name = posixpath.basename(path_of(loc))
    if not index.path or "?" in loc or "." not in name or name.endswith((".txt", ".txt.gz")):
        return None
    expected = members.expected(loc, index)
    if index.url is not None:
        return expected
    if not (some or members.is_whole(index.folder)):
        return None
    return expected or posixpath.join(index.folder, name)


def _check_unnamed(members: Members, named: Named) -> Iterator[Problem]:
    """Tell of sitemaps that lie beside an index, and that none names."""
    indexes = {one.folder: one for one in reversed(members.all) if one.verdict.kind == _INDEX and one.path}
    for member in members:
        index = indexes.get(member.folder) if member.path else None
        if index is None or member.verdict.kind != _MAP or member.verdict.path in named:
            continue
        for fact in member.facts("urls"):
            message = f"The index beside it, {index.verdict.path}, does not name this sitemap"
            words = "name it there, if robots.txt does not"
            yield member.problem(fact, "unnamed-sitemap", f"{message}; {words}", "info")


def _check_repeated(members: Members, named: Named) -> Iterator[Problem]:
    """Tell of URLs that two sitemaps of a site list, once for each two."""
    lists = [(member, fact) for member in members for fact in member.facts("urls")]
    met: dict[tuple[int, int], list[int]] = {}
    for first, second, value in _meetings([fact.values[0] for _, fact in lists]):
        met.setdefault((first, second), []).append(value)
    for (first, second), values in sorted(met.items()):
        (one, its), (other, fact) = lists[first], lists[second]
        level = _belong(one, other, named)
        # Sitemaps of news, of images and the like list pages again, for another purpose.
        if level is None or its.values[1] != fact.values[1]:
            continue
        numbers = _numbers(fact.values[0])
        at = min(numbers.index(value) for value in values[:1_000]) + 1
        urls = "URL stands" if len(values) == 1 else "URLs stand"
        message = f"{len(values):,} {urls} in {one.verdict.path} too, the first at /urlset/url[{at}] here"
        yield other.problem(fact, "repeated-url", f"{message}; list each page once", level)


def _belong(one: Member, other: Member, named: Named) -> Level | None:
    """Return how much it matters that two sitemaps list the same, None where they have nothing in common."""
    if named.get(one.verdict.path, set()) & named.get(other.verdict.path, set()):
        return "warning"
    return "info" if one.path and one.folder == other.folder else None


def _meetings(lists: list[str]) -> Iterator[tuple[int, int, int]]:
    """Yield two lists and a digest that is in both, for each list after the first that has it.

    Sorted arrays take eight bytes for a URL, where a dictionary would take a hundred.
    """
    ordered = [
        zip(array("Q", sorted(set(_numbers(text)) - {0})), repeat(number))
        for number, text in enumerate(lists)
    ]
    if len(ordered) < 2:
        return
    for value, group in groupby(heapq.merge(*ordered), key=itemgetter(0)):
        first, *others = (number for _, number in group)
        for other in others:
            yield first, other, value


def _numbers(text: str) -> array[int]:
    numbers = array("Q")
    numbers.frombytes(text.encode("latin-1"))
    return numbers
