"""RSS 2.0 and the 0.9x that it contains: https://www.rssboard.org/rss-specification. Pure."""

from __future__ import annotations

import re
from typing import Final

from feeds.validator.atomlink import ATOM, check_self_link
from feeds.validator.dates import moment_rfc822, rfc822
from feeds.validator.entries import check_feed_date, check_ids, check_order
from feeds.validator.findings import Fault, Findings, Node, Stamp, quoted, text_of
from feeds.validator.formats import Document, Schema, Validator, modules
from feeds.validator.shape import Children, Shape, walk
from feeds.validator.uris import link, web
from feeds.validator.values import (
    anything,
    language,
    mailbox,
    media_type,
    number,
    one_of,
    written,
)

_VERSION: Final = re.compile(r"0\.9[1-4]|2\.0(?:\.[0-9]+)?")
_FIELD: Final = re.compile(r"[A-Za-z_:][A-Za-z0-9_.:-]*")


def _version(name: str, text: str) -> Fault | None:
    if _VERSION.fullmatch(text):
        return None
    message = f"{name} {quoted(text)} is not known; write “2.0”"
    return Fault(code="bad-value", message=message)


def _field(name: str, text: str) -> Fault | None:
    """Want the name of a text box in a form."""
    if _FIELD.fullmatch(text.strip()):
        return None
    message = f"textInput’s {name} {quoted(text)} is no name for a form; write letters, such as “q”"
    return Fault(code="bad-value", message=message)


def _guid(element: Node, _seen: Children, found: Findings) -> None:
    """isPermaLink: "If its value is true or it is absent, the guid is a permanent URL"."""
    text = text_of(element)
    if not text:
        message = "guid is blank; write a text that no other item has, or leave it out"
        found.error(element, "bad-guid", message)
    elif element.get("isPermaLink", "true") == "true" and web("guid", text) is not None:
        message = f"guid {quoted(text)} is no web address, as a permanent link is"
        found.error(element, "bad-guid", f'{message}; write isPermaLink="false"')


def _item(element: Node, seen: Children, found: Findings) -> None:
    """All is optional, "however at least one of title or description must be present"."""
    if "title" not in seen and "description" not in seen:
        message = "The item has neither a title nor a description; write one of them"
        found.error(element, "empty-item", message)
    if "guid" not in seen:
        message = "The item has no guid, by which readers know it again; write <guid>…</guid>"
        found.warning(element, "missing-guid", message)
    for second in seen.get("enclosure", ())[1:]:
        message = "The item has a second enclosure, which most readers ignore; leave it out"
        found.warning(second, "second-enclosure", message)
    found.stamps.append(_stamp(element, seen))


def _stamp(element: Node, seen: Children) -> Stamp:
    guid, date = seen.get("guid"), seen.get("pubDate")
    return Stamp(
        element=element,
        id=text_of(guid[0]) or None if guid else None,
        published=moment_rfc822(date[0].text or "") if date else None,
        updated=None,
    )


def _hours(_element: Node, seen: Children, found: Findings) -> None:
    """Hour 0 is midnight; earlier versions counted from 1 and called it 24."""
    _distinct([(hour, text_of(hour).lstrip("0") or "24") for hour in seen.get("hour", ())], found)


def _days(_element: Node, seen: Children, found: Findings) -> None:
    _distinct([(day, text_of(day)) for day in seen.get("day", ())], found)


def _distinct(values: list[tuple[Node, str]], found: Findings) -> None:
    known: set[str] = set()
    for element, value in values:
        if value in known:
            message = f"{element.tag} {quoted(text_of(element))} stands twice; leave one out"
            found.error(element, "duplicate-value", message)
        known.add(value)


_ANY: Final = Shape(text=anything)
_WRITTEN: Final = Shape(text=written)
_LINK: Final = Shape(text=link)
_DATE: Final = Shape(text=rfc822)
_PERSON: Final = Shape(text=mailbox)
_LANGUAGE: Final = Shape(text=language)
_CATEGORY: Final = Shape(text=written, attributes={"domain": anything})

_ITEM: Final = Shape(
    children={
        "title": _WRITTEN,
        "link": _LINK,
        "description": _ANY,
        "author": _PERSON,
        "category": _CATEGORY,
        "comments": _LINK,
        "enclosure": Shape(
            needs=("url", "length", "type"),
            attributes={"url": web, "length": number(least=0), "type": media_type},
        ),
        "guid": Shape(text=anything, attributes={"isPermaLink": one_of("true", "false")}, rule=_guid),
        "pubDate": _DATE,
        "source": Shape(text=anything, needs=("url",), attributes={"url": link}),
    },
    many=frozenset({"category", "enclosure"}),
    holds="entry",
    rule=_item,
)

_IMAGE: Final = Shape(
    children={
        "url": Shape(text=web),
        "title": _WRITTEN,
        "link": _LINK,
        "width": Shape(text=number(least=1, most=144)),
        "height": Shape(text=number(least=1, most=400)),
        "description": _ANY,
    },
    required=("url", "title", "link"),
)

_TEXT_INPUT: Final = Shape(
    children={"title": _WRITTEN, "description": _ANY, "name": Shape(text=_field), "link": _LINK},
    required=("title", "description", "name", "link"),
)

_CLOUD: Final = Shape(
    needs=("domain", "port", "path", "registerProcedure", "protocol"),
    attributes={
        "domain": anything,
        "port": number(least=1, most=65535),
        "path": anything,
        "registerProcedure": anything,
        "protocol": anything,
    },
)

_SKIP_HOURS: Final = Shape(
    children={"hour": Shape(text=number(least=0, most=24))},
    required=("hour",),
    many=frozenset({"hour"}),
    rule=_hours,
)

_SKIP_DAYS: Final = Shape(
    children={
        "day": Shape(
            text=one_of("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
        )
    },
    required=("day",),
    many=frozenset({"day"}),
    rule=_days,
)

_CHANNEL: Final = Shape(
    children={
        "title": _WRITTEN,
        "link": _LINK,
        "description": _ANY,
        "language": _LANGUAGE,
        "copyright": _ANY,
        "managingEditor": _PERSON,
        "webMaster": _PERSON,
        "pubDate": _DATE,
        "lastBuildDate": _DATE,
        "category": _CATEGORY,
        "generator": _ANY,
        "docs": _LINK,
        "cloud": _CLOUD,
        "ttl": Shape(text=number(least=1)),
        "image": _IMAGE,
        "rating": _ANY,
        "textInput": _TEXT_INPUT,
        "skipHours": _SKIP_HOURS,
        "skipDays": _SKIP_DAYS,
        "item": _ITEM,
    },
    required=("title", "link", "description"),
    many=frozenset({"category", "item"}),
    holds="feed",
)

RSS: Final = Shape(
    children={"channel": _CHANNEL},
    required=("channel",),
    needs=("version",),
    attributes={"version": _version},
)


def check(document: Document[Node], found: Findings) -> None:
    """Hold a feed against the specification, and its items against one another."""
    walk(document.root, RSS, found, modules())
    channel = document.root.find("channel")
    if channel is None:
        return
    check_ids(found.stamps, "guid", found)
    check_order(found.stamps, found)
    built = channel.find("lastBuildDate")
    if built is not None:
        check_feed_date(built, moment_rfc822(built.text or ""), found.stamps, found)
    check_self_link(channel, list(channel.iterchildren(f"{ATOM}link")), document.url, found)


VALIDATOR: Final = Validator(
    roots={"rss": "rss"}, schema=Schema(file="rss.rng", entries="channel/item"), check=check
)
