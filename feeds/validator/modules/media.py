"""Media RSS 1.5.1: https://www.rssboard.org/media-rss. Pure."""

from __future__ import annotations

import re
from typing import Final

from feeds.patterns import compile_later
from feeds.validator.findings import Check, Fault, Findings, Node, name_of, quoted, shown, text_of
from feeds.validator.mediavalues import country, decimal, play_time
from feeds.validator.shape import Children, Module, Shape
from feeds.validator.uris import absolute, link
from feeds.validator.values import anything, language, media_type, number, one_of, written

_SPACE: Final = "http://search.yahoo.com/mrss/"
_MISTAKEN: Final = (
    "http://search.yahoo.com/mrss",
    "https://search.yahoo.com/mrss/",
    "https://search.yahoo.com/mrss",
    "http://video.search.yahoo.com/mrss",
    "http://video.search.yahoo.com/mrss/",
    "http://www.rssboard.org/media-rss",
    "https://www.rssboard.org/media-rss",
)
_MEDIA: Final = f"{{{_SPACE}}}"
# The schemes that the specification names are no URNs of RFC 8141, which would go on after a colon.
_SHORT_URN: Final = compile_later(r"urn:[a-z0-9-]+")
_TIMES: Final = compile_later(r"[0-9]+:[0-5]?[0-9](?:\.[0-9]*)?")
_DIGESTS: Final = {"md5": 32, "sha-1": 40}
_RATINGS: Final = {
    "urn:simple": compile_later(r"adult|nonadult"),
    "urn:mpaa": compile_later(r"g|pg|pg-13|r|nc-17|nr|unrated", re.IGNORECASE),
    "urn:v-chip": compile_later(
        r"tv-(?:y|y7|y7-fv|g|pg|14|ma)(?:[ -]?\(?[dlsvDLSV,/ -]+\)?)?", re.IGNORECASE
    ),
    "urn:icra": compile_later(r"[a-z]+ \((?:\s*[a-z]{1,2} [0-9])+\s*\)", re.IGNORECASE),
}
_MODELS: Final = {
    "urn:simple": "“adult” or “nonadult”",
    "urn:mpaa": "one of “g”, “pg”, “pg-13”, “r”, “nc-17”",
    "urn:v-chip": "one of “tv-y”, “tv-y7”, “tv-g”, “tv-pg”, “tv-14”, “tv-ma”",
    "urn:icra": "one like “r (cz 1 lz 1 nz 1 oz 1 vz 1)”",
}


def _scheme(name: str, text: str) -> Fault | None:
    """Want the URI of a scheme, in full, or one of the short names that the specification gives."""
    return None if _SHORT_URN.fullmatch(text) else absolute(name, text)


def _offset(name: str, text: str) -> Fault | None:
    """Want a time in the media as the examples have it: minutes and seconds will do."""
    return None if _TIMES.fullmatch(text.strip()) else play_time(name, text.strip())


def _role(name: str, text: str) -> Fault | None:
    """Hold a credit's role against "specifies the role the entity played. Must be lowercase"."""
    if text.strip() and text == text.lower():
        return None
    message = f"{name} {quoted(text)} is no role in lower case; write “{text.strip().lower() or 'author'}”"
    return Fault(code="credit-role", message=message)


def _currency(name: str, text: str) -> Fault | None:
    if re.fullmatch("[A-Za-z]{3}", text.strip()):
        return None
    message = f"{name} {quoted(text)} is no currency of ISO 4217; write three letters such as “EUR”"
    return Fault(code="bad-value", message=message)


def _group(element: Node, seen: Children, found: Findings) -> None:
    """Hold a group against its only purpose: "the same content, yet different representations"."""
    contents = seen.get(f"{_MEDIA}content", ())
    if len(contents) < 2:
        has = "only one media:content" if contents else "no media:content"
        where = "write it into the item itself" if contents else "write two or more of them"
        found.error(element, "media-group", f"The group has {has}, so there is nothing to choose; {where}")
    defaults = [one for one in contents if one.get("isDefault", "").strip() == "true"]
    for second in defaults[1:]:
        message = 'A second media:content of the group is its default; write isDefault="true" once'
        found.warning(second, "media-group", message)


def _content(element: Node, _seen: Children, found: Findings) -> None:
    """If the url is "not included, a <media:player> element must be specified"."""
    if element.get("url") is None and not _playable(element):
        message = "The media:content has neither a url nor a media:player, so that nobody can play it"
        found.error(element, "missing-media", f'{message}; write url="…"')


def _playable(element: Node | None) -> bool:
    """Tell whether a player stands in the content, or for it in the group or item that holds it."""
    while element is not None and name_of(element) not in {"channel", "feed"}:
        if any(name_of(child) in {"player", "peerLink"} for child in element.iterchildren("*")):
            return True
        element = element.getparent()
    return False


def _hash(element: Node, _seen: Children, found: Findings) -> None:
    """The binary hash of the media file, "md5 | sha-1", in hexadecimal digits."""
    algorithm = element.get("algo", "md5").strip()
    length, digest = _DIGESTS.get(algorithm), text_of(element)
    if length is not None and not re.fullmatch(f"[0-9A-Fa-f]{{{length}}}", digest):
        message = (
            f"{shown(element)} {quoted(digest)} is no {algorithm} hash; write its {length} hexadecimal digits"
        )
        found.error(element, "bad-hash", message)


def _rating(element: Node, _seen: Children, found: Findings) -> None:
    scheme, rating = element.get("scheme", "urn:simple"), text_of(element)
    pattern = _RATINGS.get(scheme)
    if rating and pattern is not None and not pattern.fullmatch(rating):
        message = f"{shown(element)} {quoted(rating)} is none of {scheme}; write {_MODELS[scheme]}"
        found.error(element, "bad-value", message)


def _credit(element: Node, _seen: Children, found: Findings) -> None:
    """Know the roles of Yahoo's scheme: "( uploader | owner )"."""
    role = element.get("role")
    if element.get("scheme") == "urn:yvs" and role not in {None, "uploader", "owner"}:
        message = (
            f"{shown(element)}’s role {quoted(role or '')} is none of urn:yvs; write “uploader” or “owner”"
        )
        found.error(element, "credit-role", message)


def _restriction(element: Node, _seen: Children, found: Findings) -> None:
    """Hold what is allowed or denied against the type: "all" and "none" go without one."""
    kind, words = element.get("type"), text_of(element).split()
    if not words or words in (["all"], ["none"]):
        return
    if kind is None:
        message = f"{shown(element)} {quoted(text_of(element))} does not say what it restricts"
        found.error(element, "missing-attribute", f"{message}; write type=“country” or “uri”")
    checks: dict[str, Check] = {"country": country, "uri": absolute}
    if (check := checks.get(kind or "")) is not None:
        fault = next((wrong for word in words if (wrong := check(shown(element), word))), None)
        if fault is not None:
            found.add(element, fault)


def _adult(element: Node, _seen: Children, found: Findings) -> None:
    message = "media:adult was replaced in 2005; write <media:rating>adult</media:rating>"
    found.info(element, "obsolete-element", message)


def _tagged(**shapes: Shape) -> dict[str, Shape]:
    return {f"{_MEDIA}{name}": shape for name, shape in shapes.items()}


def _many(**shapes: Shape) -> Shape:
    """Make the shape of what holds nothing but these, each as often as it likes."""
    return Shape(children=_tagged(**shapes), many=frozenset(_tagged(**shapes)))


_ANY: Final = Shape(text=anything)
_COUNT: Final = number(least=0)
_SIDE: Final = number(least=1)
_NUMBER: Final = decimal()
_TYPE: Final[dict[str, Check]] = {"type": one_of("plain", "html")}
_SCENE: Final = {
    "sceneTitle": _ANY,
    "sceneDescription": _ANY,
    "sceneStartTime": Shape(text=_offset),
    "sceneEndTime": Shape(text=_offset),
}

_COMMON: Final = {
    "adult": Shape(text=one_of("true", "false"), rule=_adult),
    "backLinks": _many(backLink=Shape(text=link)),
    "category": Shape(text=anything, attributes={"scheme": _scheme, "label": anything}),
    "comments": _many(comment=_ANY),
    "community": Shape(
        children=_tagged(
            starRating=Shape(
                attributes={"average": _NUMBER, "count": _COUNT, "min": _NUMBER, "max": _NUMBER},
            ),
            statistics=Shape(attributes={"views": _COUNT, "favorites": _COUNT}),
            tags=_ANY,
        ),
    ),
    "copyright": Shape(text=anything, attributes={"url": link}),
    "credit": Shape(text=written, attributes={"role": _role, "scheme": _scheme}, rule=_credit),
    "description": Shape(text=anything, attributes=_TYPE),
    "embed": Shape(
        needs=("url",),
        attributes={"url": link, "height": _SIDE, "width": _SIDE},
        children=_tagged(param=Shape(text=anything, needs=("name",), attributes={"name": written})),
        many=frozenset(_tagged(param=_ANY)),
    ),
    "hash": Shape(text=anything, attributes={"algo": one_of(*_DIGESTS)}, rule=_hash),
    "keywords": _ANY,
    "license": Shape(text=anything, attributes={"type": media_type, "href": link}),
    "location": Shape(free=True, attributes={"description": anything, "start": _offset, "end": _offset}),
    "peerLink": Shape(needs=("href",), attributes={"type": media_type, "href": absolute}),
    "player": Shape(text=anything, needs=("url",), attributes={"url": link, "height": _SIDE, "width": _SIDE}),
    "price": Shape(
        text=anything,
        attributes={
            "type": one_of("rent", "purchase", "package", "subscription"),
            "info": link,
            "price": _NUMBER,
            "currency": _currency,
        },
    ),
    "rating": Shape(text=written, attributes={"scheme": _scheme}, rule=_rating),
    "responses": _many(response=Shape(text=link)),
    "restriction": Shape(
        text=anything,
        needs=("relationship",),
        attributes={
            "relationship": one_of("allow", "deny"),
            "type": one_of("country", "uri", "sharing"),
        },
        rule=_restriction,
    ),
    "rights": Shape(needs=("status",), attributes={"status": one_of("userCreated", "official")}),
    "scenes": _many(scene=Shape(children={**_SCENE, **_tagged(**_SCENE)})),
    "status": Shape(
        needs=("state",),
        attributes={"state": one_of("active", "blocked", "deleted"), "reason": anything},
    ),
    "subTitle": Shape(needs=("href",), attributes={"type": media_type, "lang": language, "href": link}),
    "text": Shape(
        text=anything, attributes={**_TYPE, "lang": language, "start": play_time, "end": play_time}
    ),
    "thumbnail": Shape(
        needs=("url",),
        attributes={"url": link, "height": _SIDE, "width": _SIDE, "time": play_time},
    ),
    "title": Shape(text=anything, attributes=_TYPE),
}
"""The elements that may stand in a channel, an item, a group and a content."""

_MANY: Final = frozenset(
    {
        "category", "content", "credit", "group", "hash", "license", "location", "peerLink", "price",
        "rating", "restriction", "subTitle", "text", "thumbnail",
    }
)  # fmt: skip

_CONTENT: Final = Shape(
    attributes={
        "url": absolute,
        "fileSize": _COUNT,
        "type": media_type,
        "medium": one_of("image", "audio", "video", "document", "executable"),
        "isDefault": one_of("true", "false"),
        "expression": one_of("sample", "full", "nonstop"),
        "bitrate": _NUMBER,
        "framerate": _NUMBER,
        "samplingrate": _NUMBER,
        "channels": _SIDE,
        "duration": _NUMBER,
        "height": _SIDE,
        "width": _SIDE,
        "lang": language,
    },
    children=_tagged(**_COMMON),
    rule=_content,
)

_GROUP: Final = Shape(children=_tagged(content=_CONTENT, **_COMMON), rule=_group)

MODULE: Final = Module(
    name="Media RSS",
    namespace=_SPACE,
    prefix="media",
    mistaken=_MISTAKEN,
    feed=_COMMON,
    entry={**_COMMON, "content": _CONTENT, "group": _GROUP},
    many=_MANY,
    codes={
        "bad-hash": "a hash that is none of its algorithm",
        "bad-time": "no time in a recording where one must stand",
        "credit-role": "a role that is none of its scheme, or not in lower case",
        "media-group": "a media:group in which there is nothing to choose from, or more than one default",
        "missing-media": "a media:content that leads to no media",
        "obsolete-element": "an element that another one has replaced",
    },
)
