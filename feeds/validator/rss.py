"""RSS 2.0 and the 0.9x that it contains: https://www.rssboard.org/rss-specification. Pure."""

from __future__ import annotations

import re
from typing import Final

from feeds.patterns import compile_later
from feeds.validator.atomlink import ATOM, check_self_link
from feeds.validator.dates import moment_rfc822, rfc822
from feeds.validator.entries import check_feed_date, check_ids, check_moments, check_order
from feeds.validator.findings import Fault, Findings, Node, Stamp, quoted
from feeds.validator.formats import Document, Schema, Validator, modules
from feeds.validator.letters import check_letters
from feeds.validator.plaintext import hidden
from feeds.validator.prolog import check_doctype, check_prefixes, check_prolog
from feeds.validator.rssrules import (
    check_channel,
    check_dates,
    check_days,
    check_description,
    check_enclosure,
    check_guid,
    check_hours,
    check_html,
    check_image,
    check_item,
)
from feeds.validator.shape import Shape
from feeds.validator.size import check_size
from feeds.validator.uris import link, web
from feeds.validator.values import (
    anything,
    mailbox,
    media_type,
    number,
    one_of,
    plain,
    some_language,
)
from feeds.validator.walk import walk

_OLD: Final = compile_later(r"0\.9[1-4]")
_VERSION: Final = re.compile(r"2\.0(?:\.[0-9]+)?")
_FIELD: Final = compile_later(r"[A-Za-z_:][A-Za-z0-9_.:-]*")


def _version(name: str, text: str) -> Fault | None:
    if _VERSION.fullmatch(text):
        return None
    if _OLD.fullmatch(text):
        message = f"{name} {quoted(text)} is of before 2002, and nothing in it is another thing in 2.0"
        return Fault(code="old-version", message=f"{message}; write “2.0”", level="info")
    message = f"{name} {quoted(text)} is not known; write “2.0”"
    return Fault(code="bad-value", message=message)


def _field(name: str, text: str) -> Fault | None:
    """Want the name of a text box in a form."""
    if _FIELD.fullmatch(text.strip()):
        return None
    message = f"textInput’s {name} {quoted(text)} is no name for a form; write letters, such as “q”"
    return Fault(code="bad-value", message=message)


def _protocol(name: str, text: str) -> Fault | None:
    """Want “xml-rpc”, “soap” or “http-post”, which are all that the specification has."""
    if text in {"xml-rpc", "soap", "http-post"}:
        return None
    message = f"{name} {quoted(text)} is none that RSS has; write “xml-rpc”, “soap” or “http-post”"
    return Fault(code="bad-value", message=message, level="warning")


_ANY: Final = Shape(text=anything)
_PLAIN: Final = Shape(text=plain)
_NOTE: Final = Shape(text=hidden)
_HTML: Final = Shape(text=anything, rule=check_html)
_LINK: Final = Shape(text=link)
_DATE: Final = Shape(text=rfc822)
_PERSON: Final = Shape(text=mailbox)
_LANGUAGE: Final = Shape(text=some_language)
_CATEGORY: Final = Shape(text=plain, attributes={"domain": anything})

_ITEM: Final = Shape(
    children={
        "title": _PLAIN,
        "link": _LINK,
        "description": _HTML,
        "author": _PERSON,
        "category": _CATEGORY,
        "comments": _LINK,
        "enclosure": Shape(
            needs=("url", "length", "type"),
            attributes={"url": web, "length": number(least=0), "type": media_type},
            rule=check_enclosure,
        ),
        "guid": Shape(text=anything, attributes={"isPermaLink": one_of("true", "false")}, rule=check_guid),
        "pubDate": _DATE,
        "source": Shape(text=hidden, needs=("url",), attributes={"url": link}),
    },
    many=frozenset({"category", "enclosure"}),
    holds="entry",
    rule=check_item,
)

_IMAGE: Final = Shape(
    children={
        "url": Shape(text=web),
        "title": _PLAIN,
        "link": _LINK,
        "width": Shape(text=number(least=1, most=144)),
        "height": Shape(text=number(least=1, most=400)),
        "description": _NOTE,
    },
    required=("url", "title", "link"),
    rule=check_image,
)

_TEXT_INPUT: Final = Shape(
    children={"title": _PLAIN, "description": _NOTE, "name": Shape(text=_field), "link": _LINK},
    required=("title", "description", "name", "link"),
)

_CLOUD: Final = Shape(
    needs=("domain", "port", "path", "registerProcedure", "protocol"),
    attributes={
        "domain": anything,
        "port": number(least=1, most=65535),
        "path": anything,
        "registerProcedure": anything,
        "protocol": _protocol,
    },
)

_SKIP_HOURS: Final = Shape(
    children={"hour": Shape(text=number(least=0, most=24))},
    required=("hour",),
    many=frozenset({"hour"}),
    rule=check_hours,
)

_SKIP_DAYS: Final = Shape(
    children={
        "day": Shape(
            text=one_of("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
        )
    },
    required=("day",),
    many=frozenset({"day"}),
    rule=check_days,
)

_CHANNEL: Final = Shape(
    children={
        "title": _PLAIN,
        "link": _LINK,
        "description": Shape(text=anything, rule=check_description),
        "language": _LANGUAGE,
        "copyright": _NOTE,
        "managingEditor": _PERSON,
        "webMaster": _PERSON,
        "pubDate": _DATE,
        "lastBuildDate": _DATE,
        "category": _CATEGORY,
        "generator": _NOTE,
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
    rule=check_channel,
)

RSS: Final = Shape(
    children={"channel": _CHANNEL},
    required=("channel",),
    needs=("version",),
    attributes={"version": _version},
)


def check(document: Document[Node], found: Findings) -> None:
    """Hold a feed against the specification, and its items against one another."""
    root = document.root
    check_prolog(root, found)
    check_doctype(root, found)
    check_prefixes(root, modules(), found)
    walk(root, RSS, found, modules())
    channel = root.find("channel")
    if channel is None:
        return
    check_ids(found.stamps, "guid", found)
    check_order(found.stamps, found)
    check_dates(list(channel.iterchildren("item")), found)
    _dates(channel, document, found)
    check_self_link(channel, list(channel.iterchildren(f"{ATOM}link")), document.url, found)
    check_size(channel, len(found.stamps), "item", document.size, found)
    check_letters(root, found, document.data)


def _dates(channel: Node, document: Document[Node], found: Findings) -> None:
    published, built = channel.find("pubDate"), channel.find("lastBuildDate")
    own = Stamp(
        element=channel,
        id=None,
        published=None if published is None else moment_rfc822(published.text or ""),
        updated=None if built is None else moment_rfc822(built.text or ""),
    )
    if built is not None:
        check_feed_date(built, own.updated, found.stamps, found)
    for stamp in (own, *found.stamps):
        check_moments(stamp, ("pubDate", "lastBuildDate"), document.now, found)


VALIDATOR: Final = Validator(
    roots={"rss": "rss"}, schema=Schema(file="rss.rng", entries="channel/item"), check=check
)
