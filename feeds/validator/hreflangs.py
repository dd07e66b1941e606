"""Pages and their versions in other languages, over all sitemaps of a set. Pure.

https://developers.google.com/search/docs/specialty/international/localized-versions: "If two pages
don't both point to each other, the tags will be ignored."
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Final, TypeAlias

from feeds.model import Problem
from feeds.validator.digests import unpack
from feeds.validator.findings import Fact, quoted
from feeds.validator.members import Member, Members

_DEFAULT: Final = "x-default"

Place: TypeAlias = tuple[Member, str]
"""The sitemap that lists a page, and the digests of the page and of its versions; blank if it has none."""


def check_hreflang(members: Members) -> Iterator[Problem]:
    """Yield where versions of pages do not link back, once for each sitemap, language and other sitemap."""
    pages = [(member, fact) for member in members for fact in member.facts("alternates")]
    places = _places(pages, members)
    lacks: dict[tuple[int, str, int], list[tuple[Member, Fact, Member | None]]] = {}
    for member, fact in pages:
        for language, other in _lacking(fact, places):
            key = (id(member), language, id(other))
            lacks.setdefault(key, []).append((member, fact, other))
    for (_, language, _), found in lacks.items():
        yield _say(language, len(found), *found[0])


def _places(pages: Sequence[tuple[Member, Fact]], members: Members) -> Mapping[str, Place]:
    """Return where each page is listed that has versions, or is one."""
    places: dict[str, Place] = {}
    wanted: set[str] = set()
    for member, fact in pages:
        own, *versions = unpack(fact.values[1])
        known = places.get(own)
        places[own] = (known[0], known[1] + fact.values[1]) if known else (member, fact.values[1])
        wanted.update(versions)
    wanted -= places.keys()
    for member in members if wanted else ():
        for fact in member.facts("urls"):
            for one in wanted.intersection(unpack(fact.values[0])):
                places.setdefault(one, (member, ""))
    return places


def _lacking(fact: Fact, places: Mapping[str, Place]) -> Iterator[tuple[str, Member | None]]:
    """Yield the languages of versions that do not link back, and the sitemap that lists each, if one does."""
    own, *versions = unpack(fact.values[1])
    for language, version in zip(fact.values[0].split(" "), versions, strict=True):
        if version == own:
            continue
        other, links = places.get(version, (None, ""))
        # Whoever speaks none of the languages may well be sent to a page that is only for choosing one.
        if own not in links and not (other is None and language.lower() == _DEFAULT):
            yield language, other


def _say(language: str, count: int, member: Member, fact: Fact, other: Member | None) -> Problem:
    more = f", and so it is with {count - 1:,} more" if count > 1 else ""
    version = f"The version of this page for {quoted(language)}"
    if other is None:
        message = f"{version} is in none of the sitemaps at hand{more}; list it with its own links"
        return member.problem(fact, "hreflang-unlisted", message, "info")
    message = f"{version}, in {other.verdict.path}, does not link back, so that both links are ignored{more}"
    return member.problem(fact, "hreflang-return", f"{message}; write a link to this page there", "warning")
