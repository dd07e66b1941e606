"""Dublin Core: https://www.dublincore.org/specifications/dublin-core/dces/. Pure.

For RSS https://web.resource.org/rss/1.0/modules/dc/ and
https://www.rssboard.org/rss-profile#namespace-elements-dublin
"""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Final

from feeds.patterns import compile_later
from feeds.validator.dates import moment_rfc822, moment_rfc3339, w3c
from feeds.validator.findings import Fault, Findings, Node, quoted, text_of
from feeds.validator.shape import Children, Module, Shape
from feeds.validator.values import anything, language, written

_DC: Final = "{http://purl.org/dc/elements/1.1/}"
_IN_BRACKETS: Final = compile_later(r"\(([^()]+)\)")
_SAME: Final = timedelta(minutes=1)

TWICE: Final = {"said-differently": "two elements for one thing that do not agree"}
"""What a module declares that has another word for what RSS says itself."""


def _language(name: str, text: str) -> Fault | None:
    """Want a language tag. A blank one says nothing, and is not the blank of xml:lang."""
    if text.strip():
        return language(name, text)
    message = f"{name} is blank; write a language tag like “en”, or leave it out"
    return Fault(code="language-tag", message=message)


_TEXT: Final = Shape(text=written)
_ELEMENTS: Final = {
    "contributor": _TEXT,
    "coverage": _TEXT,
    "creator": _TEXT,
    "date": Shape(text=w3c),
    "description": Shape(text=anything),
    "format": _TEXT,
    "identifier": _TEXT,
    "language": Shape(text=_language),
    "publisher": _TEXT,
    "relation": _TEXT,
    "rights": Shape(text=anything),
    "source": _TEXT,
    "subject": _TEXT,
    "title": _TEXT,
    "type": _TEXT,
}


def differ(element: Node, name: str, own: Node, found: Findings) -> None:
    """Warn of a module's element, called `name`, that says something else than RSS's own."""
    message = f"{name} {quoted(text_of(element))} is not what {own.tag} says, {quoted(text_of(own))}"
    words = "write the same in both, or leave one out"
    found.warning(element, "said-differently", f"{message}, and readers take either; {words}")


def check_moment(element: Node, name: str, own: Node, found: Findings) -> None:
    """Want the moment of an RFC 822 date again, where both are dates that name one."""
    theirs = moment_rfc3339(text_of(element))
    if theirs is not None and _apart(theirs, moment_rfc822(own.text or "")):
        differ(element, name, own, found)


def _apart(one: datetime, other: datetime | None) -> bool:
    return other is not None and abs(one - other) >= _SAME


def _agree(_element: Node, seen: Children, found: Findings) -> None:
    """RSS has words of its own for a date, a language and an author; some readers know those only."""
    for date, own in zip(seen.get(f"{_DC}date", ()), seen.get("pubDate", ()), strict=False):
        check_moment(date, "dc:date", own, found)
    for tag, own in zip(seen.get(f"{_DC}language", ()), seen.get("language", ()), strict=False):
        if not _one_language(text_of(tag).lower(), text_of(own).lower()):
            differ(tag, "dc:language", own, found)
    creators = seen.get(f"{_DC}creator", ())
    for own in seen.get("author", ())[:1]:
        name = _IN_BRACKETS.search(text_of(own))
        if name is not None and creators and not any(_one_person(name[1], one) for one in creators):
            differ(creators[0], "dc:creator", own, found)


def _one_language(one: str, other: str) -> bool:
    """Whether they are one language: “en” and “en-GB” may both be said."""
    return not one or not other or f"{one}-".startswith(f"{other}-") or f"{other}-".startswith(f"{one}-")


def _one_person(name: str, creator: Node) -> bool:
    """Whether they may be one person: names are written in full or not."""
    one, other = name.casefold().strip(), text_of(creator).casefold()
    return one in other or other in one


MODULE: Final = Module(
    name="Dublin Core",
    namespace=_DC[1:-1],
    prefix="dc",
    feed=_ELEMENTS,
    entry=_ELEMENTS,
    many=frozenset(_ELEMENTS) - {"date", "language", "rights"},
    rules={"feed": _agree, "entry": _agree},
    codes=TWICE,
)
