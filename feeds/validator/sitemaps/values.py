"""Rules for values that several extensions of sitemaps have. Pure."""

from __future__ import annotations

from typing import Final

from feeds.validator.dates import w3c
from feeds.validator.findings import Check, Fault, quoted
from feeds.validator.uris import absolute, web
from feeds.validator.values import one_of

_DAY: Final = len("2021-12-28")
_WORDS: Final = one_of("yes", "no")


def stated(name: str, text: str) -> Fault | None:
    """Want some text: a search engine takes nothing without it."""
    if text and not text.isspace():
        return None
    return Fault(code="blank-value", message=f"{name} is blank, and it must be there; write its text")


def at_most(characters: int, then: Check) -> Check:
    """Make a rule: no longer than that, and what else is wanted."""

    def check(name: str, text: str) -> Fault | None:
        if len(text.strip()) <= characters:
            return then(name, text)
        message = f"{name} {quoted(text)} has {len(text.strip()):,} characters; write {characters:,} at most"
        return Fault(code="too-long", message=message)

    return check


def day(name: str, text: str) -> Fault | None:
    """Want a W3C date that names a day at least."""
    if (fault := w3c(name, text)) is not None or len(text.strip()) >= _DAY:
        return fault
    message = f"{name} {quoted(text)} names no day; write it like “2021-12-28”"
    return Fault(code="w3c-date", message=f"{message} or “2021-12-28T15:54:15+08:00”")


def file(name: str, text: str) -> Fault | None:
    """Want the absolute URL of a file, "accessible with a supported protocol (HTTP and FTP)"."""
    text = text.strip()
    return absolute(name, text) if text.lower().startswith("ftp://") else web(name, text)


def yes_or_no(name: str, text: str) -> Fault | None:
    """Want yes or no: the schema allows Yes and YES too."""
    word = text.strip()
    return _WORDS(name, word.lower() if word.istitle() or word.isupper() else word)
