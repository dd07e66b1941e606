"""Podcasting 2.0: https://podcastindex.org/namespace/1.0. Pure."""

from __future__ import annotations

from typing import Final

from feeds.validator.dates import rfc822
from feeds.validator.findings import Check, Fault, Findings, Node, quoted, shown, text_of
from feeds.validator.mediavalues import country, decimal, limited, uuid
from feeds.validator.modules.podcastforms import (
    day,
    digest,
    map_id,
    moment,
    pictures,
    place,
    ratio,
    recurrence,
)
from feeds.validator.modules.podcastvalue import MEDIUM, REMOTE, SPACE, VALUE, tagged, tags
from feeds.validator.rss import RSS
from feeds.validator.shape import Children, Module, Shape
from feeds.validator.uris import absolute, link, web
from feeds.validator.values import address, anything, language, media_type, number, one_of

_PODCAST: Final = f"{{{SPACE}}}"
_SOCIAL: Final = (
    "disabled", "activitypub", "atproto", "bluesky", "hive", "lightning", "matrix", "nostr", "twitter",
)  # fmt: skip
_CHATS: Final = ("irc", "xmpp", "nostr", "matrix")

_label: Final = limited(128, "warning")
"""Please do not exceed 128 characters […] or it may be truncated by aggregators."""


def _named(name: str, text: str) -> Fault | None:
    """Want some text: "this value cannot be blank"."""
    if text.strip():
        return _label(name, text)
    return Fault(code="blank-value", message=f"{name} is blank; write its text, which apps show")


def _title(name: str, text: str) -> Fault | None:
    """Take no text too: apps show another in its place."""
    return _label(name, text) if text.strip() else None


def _known(*words: str) -> Check:
    """Make a rule: one of a list that grows, so that others are not wrong, but little known."""

    def check(name: str, text: str) -> Fault | None:
        if text in words:
            return None
        message = f"{name} {quoted(text)} is none that apps are known to read"
        listed = ", ".join(f"“{word}”" for word in words)
        return Fault(code="bad-value", message=f"{message}; write one of {listed}", level="warning")

    return check


def _integrity(element: Node, _seen: Children, found: Findings) -> None:
    value = element.get("value")
    if (
        element.get("type") == "sri"
        and value is not None
        and (fault := digest(f"{shown(element)}’s value", value))
    ):
        found.add(element, fault)


def _license(element: Node, _seen: Children, found: Findings) -> None:
    """Custom licenses "must always include a url attribute"; the names of known ones have no blanks."""
    if " " in text_of(element) and element.get("url") is None:
        message = f"{shown(element)} {quoted(text_of(element))} is none that is known by its name"
        found.warning(element, "missing-attribute", f'{message}; write url="…" with its text')


def _publisher(element: Node, seen: Children, found: Findings) -> None:
    """It "must contain exactly one <podcast:remoteItem medium="publisher">"."""
    holder, items = shown(element), seen.get(f"{_PODCAST}remoteItem", ())
    for extra in items[1:]:
        found.error(extra, "duplicate-element", f"{holder} may hold one remoteItem only; leave this one out")
    if items and items[0].get("medium") != "publisher":
        message = f'The remoteItem of {holder} does not say that it is one; write medium="publisher"'
        found.error(items[0], "bad-value", message)


def _social(element: Node, _seen: Children, found: Findings) -> None:
    """Comments are at a uri, but for the protocol that turns them off."""
    if element.get("uri") is None and element.get("protocol") != "disabled":
        message = f'{shown(element)} does not say where the comments are; write uri="…"'
        found.error(element, "missing-attribute", message)


def _frequency(element: Node, _seen: Children, found: Findings) -> None:
    """If the rrule "contains a value for COUNT, then [dtstart] is required"."""
    if "COUNT=" in element.get("rrule", "").upper() and element.get("dtstart") is None:
        message = f'{shown(element)} counts from no date; write dtstart="2026-01-31"'
        found.error(element, "missing-attribute", message)


def _images(element: Node, _seen: Children, found: Findings) -> None:
    message = "podcast:images was replaced by podcast:image; write one for each picture"
    found.info(element, "obsolete-element", message)


_YES: Final = one_of("yes", "no")
_TRUTH: Final = one_of("true", "false")
_COUNT: Final = number(least=0)
_SIDE: Final = number(least=1)
_NUMBER: Final = decimal()

_ENCLOSURE: Final = Shape(
    needs=("type",),
    attributes={
        "type": media_type,
        "length": _COUNT,
        "bitrate": _NUMBER,
        "height": _SIDE,
        "lang": language,
        **dict.fromkeys(("title", "rel", "codecs"), anything),
        "default": _TRUTH,
    },
    children=tagged(
        source=Shape(needs=("uri",), attributes={"uri": absolute, "contentType": media_type}),
        integrity=Shape(
            needs=("type", "value"),
            attributes={"type": one_of("sri", "pgp-signature"), "value": anything},
            rule=_integrity,
        ),
    ),
    required=(f"{_PODCAST}source",),
    many=tags("source"),
)

_BOTH: Final = {
    "chat": Shape(
        needs=("server", "protocol"),
        attributes={
            **dict.fromkeys(("server", "accountId", "space"), anything),
            "protocol": _known(*_CHATS),
        },
    ),
    "funding": Shape(text=_title, needs=("url",), attributes={"url": link}),
    "image": Shape(
        needs=("href",),
        attributes={
            "href": link,
            "alt": anything,
            "aspect-ratio": ratio,
            "width": _SIDE,
            "height": _SIDE,
            "type": media_type,
            "purpose": _label,
        },
    ),
    "images": Shape(needs=("srcset",), attributes={"srcset": pictures}, rule=_images),
    "license": Shape(text=_named, attributes={"url": link}, rule=_license),
    "location": Shape(
        text=_named,
        attributes={
            "rel": one_of("subject", "creator"), "geo": place, "osm": map_id, "country": country,
        },
    ),
    "person": Shape(
        text=_named, attributes={"role": anything, "group": anything, "img": link, "href": link}
    ),
    "socialInteract": Shape(
        needs=("protocol",),
        attributes={
            "protocol": _known(*_SOCIAL),
            "uri": absolute,
            "accountId": anything,
            "accountUrl": link,
            "priority": _COUNT,
        },
        rule=_social,
    ),
    "txt": Shape(text=limited(4000, "warning"), attributes={"purpose": _label}),
    "value": VALUE,
}  # fmt: skip

_ENTRY: Final = {
    **_BOTH,
    "alternateEnclosure": _ENCLOSURE,
    "chapters": Shape(needs=("url", "type"), attributes={"url": web, "type": media_type}),
    "contentLink": Shape(text=_title, needs=("href",), attributes={"href": link}),
    "episode": Shape(text=_NUMBER, attributes={"display": limited(32, "warning")}),
    "season": Shape(text=_COUNT, attributes={"name": _label}),
    "soundbite": Shape(
        text=_title,
        needs=("startTime", "duration"),
        attributes={"startTime": _NUMBER, "duration": _NUMBER},
    ),
    "transcript": Shape(
        needs=("url", "type"),
        attributes={"url": link, "type": media_type, "language": language, "rel": one_of("captions")},
    ),
}

_ITEM: Final = RSS.children["channel"].children["item"]
_LIVE: Final = Shape(
    needs=("status", "start"),
    attributes={"status": one_of("pending", "live", "ended"), "start": moment, "end": moment},
    children={**_ITEM.children, **tagged(**_ENTRY)},
    required=(f"{_PODCAST}contentLink",),
    many=_ITEM.many,
    holds="entry",
)

MODULE: Final = Module(
    name="Podcasting 2.0",
    namespace=SPACE,
    prefix="podcast",
    mistaken=(
        "https://github.com/Podcastindex-org/podcast-namespace/blob/main/docs/1.0.md",
        "http://podcastindex.org/namespace/1.0",
        "https://podcastindex.org/namespace/1.0/",
    ),
    feed={
        **_BOTH,
        "block": Shape(text=_YES, attributes={"id": anything}),
        "guid": Shape(text=uuid),
        "liveItem": _LIVE,
        "locked": Shape(text=_YES, attributes={"owner": address}),
        "medium": Shape(text=MEDIUM),
        "podping": Shape(needs=("usesPodping",), attributes={"usesPodping": _TRUTH}),
        "podroll": Shape(
            children=tagged(remoteItem=REMOTE),
            required=(f"{_PODCAST}remoteItem",),
            many=tags("remoteItem"),
        ),
        "publisher": Shape(
            children=tagged(remoteItem=REMOTE),
            required=(f"{_PODCAST}remoteItem",),
            rule=_publisher,
        ),
        "remoteItem": REMOTE,
        "trailer": Shape(
            text=_named,
            needs=("url", "pubdate"),
            attributes={
                "url": link, "pubdate": rfc822, "length": _COUNT, "type": media_type, "season": _COUNT,
            },
        ),
        "updateFrequency": Shape(
            text=_label,
            attributes={"complete": _TRUTH, "dtstart": day, "rrule": recurrence},
            rule=_frequency,
        ),
    },
    entry=_ENTRY,
    many=frozenset(
        {
            "alternateEnclosure", "block", "contentLink", "funding", "image", "liveItem", "location",
            "person", "remoteItem", "socialInteract", "soundbite", "trailer", "transcript", "txt", "value",
        }
    ),
    codes={
        "bad-uuid": "no UUID where one must stand",
        "iso-date": "no date and time of ISO 8601 where one must stand",
    },
)  # fmt: skip
