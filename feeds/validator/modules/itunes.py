"""Apple's podcasts: https://podcasters.apple.com/support/823-podcast-requirements. Pure.

https://help.apple.com/itc/podcasts_connect/#/itcb54353390 has the elements; those that Apple has
dropped, such as keywords, are still allowed.
"""

from __future__ import annotations

import re
from typing import Final
from urllib.parse import urlsplit

from feeds.validator.findings import Fault, Findings, Node, name_of, quoted, text_of
from feeds.validator.mediavalues import exactly, limited
from feeds.validator.modules.itunescategories import check_category, check_subcategory
from feeds.validator.shape import Children, Module, Shape
from feeds.validator.uris import web
from feeds.validator.values import address, anything, number

_SPACE: Final = "http://www.itunes.com/dtds/podcast-1.0.dtd"
_MISTAKEN: Final = (
    "https://www.itunes.com/dtds/podcast-1.0.dtd",
    "http://www.itunes.com/DTDs/Podcast-1.0.dtd",
    "http://www.itunes.com/DTDs/PodCast-1.0.dtd",
)
_ITUNES: Final = f"{{{_SPACE}}}"
_SPACES: Final = tuple(f"{{{space}}}" for space in (_SPACE, *_MISTAKEN))
_ATOM: Final = "{http://www.w3.org/2005/Atom}"

# "Different duration formats are accepted however it is recommended to convert the length of the
# episode into seconds"; they were HH:MM:SS, H:MM:SS, MM:SS and M:SS.
_DURATION: Final = re.compile(r"[0-9]+|(?:[0-9]+:)?[0-5]?[0-9]:[0-5][0-9]")
_MINUTES: Final = re.compile(r"[0-9]+:[0-5][0-9]")
_MOST_KEYWORDS: Final = 12
_PICTURES: Final = ("jpg", "jpeg", "png")
_EXTENSION: Final = re.compile(r"\.([A-Za-z][A-Za-z0-9]{1,4})$")
# "The type values for the supported file formats are", and the names that are in use for the same.
_TYPES: Final = {
    "audio/x-m4a", "audio/mpeg", "video/quicktime", "video/mp4", "video/x-m4v", "application/pdf",
    "audio/aac", "audio/m4a", "audio/mp3", "audio/mp4", "audio/mpeg3", "audio/mpg", "audio/x-aac",
    "audio/x-mp3", "audio/x-mpeg", "audio/x-mpeg-3", "application/x-pdf", "video/m4v", "video/mov",
}  # fmt: skip
_WANTED: Final = {
    "category": '<itunes:category text="…"/>',
    "explicit": "<itunes:explicit>false</itunes:explicit>",
    "image": '<itunes:image href="…"/>',
}


_short: Final = limited(255)
"""Tag values are limited to 255 characters unless otherwise specified."""


def _duration(name: str, text: str) -> Fault | None:
    """Want a number of seconds, or hours, minutes and seconds with colons."""
    if _DURATION.fullmatch(text.strip()):
        return None
    if _MINUTES.fullmatch(text.strip()):
        minutes, _, seconds = text.strip().partition(":")
        hours, minutes = divmod(int(minutes[:9]), 60)  # type: ignore[assignment]
        message = f"{name} {quoted(text)} has more than 59 minutes; write “{hours}:{minutes:0>2}:{seconds}”"
        return Fault(code="bad-duration", message=message, level="warning")
    message = f"{name} {quoted(text)} is no length of time; write whole seconds, “1825”, or “0:30:25”"
    return Fault(code="bad-duration", message=message)


def _keywords(name: str, text: str) -> Fault | None:
    """Want what Apple did while it read them: up to 12 words or phrases with commas between."""
    if fault := _short(name, text):
        return fault
    phrases = [phrase for phrase in text.split(",") if phrase.strip()]
    if len(phrases) > _MOST_KEYWORDS:
        message = f"{name} has {len(phrases)} phrases, of which no more than 12 are read; leave some out"
    elif len(phrases) == 1 and len(text.split()) > 3:
        message = f"{name} {quoted(text)} has no comma, so that it is one phrase; write commas between"
    else:
        return None
    return Fault(code="bad-keywords", message=message, level="warning")


def _picture(name: str, text: str) -> Fault | None:
    """Want artwork "in JPEG or PNG format […] with appropriate file extensions (.jpg, .png)"."""
    if fault := web(name, text):
        return fault
    ending = _EXTENSION.search(urlsplit(text.strip()).path)
    if ending is None or ending[1].lower() in _PICTURES:
        return None
    message = f"{name} {quoted(text)} is no JPEG or PNG picture, as Apple wants; write the URL of one"
    return Fault(code="picture-format", message=message, level="warning")


def _category(element: Node, seen: Children, found: Findings) -> None:
    category = element.get("text")
    if category is None:
        return
    if fault := check_category(category):
        found.add(element, fault)
    for inner in seen.get(f"{_ITUNES}category", ()):
        if (text := inner.get("text")) is not None and (fault := check_subcategory(text, category)):
            found.add(inner, fault)


def _podcast(element: Node, seen: Children, found: Findings) -> None:
    """Required tags "must be present in your RSS feed or it won't pass validation"."""
    if name_of(element) == "source":
        return  # Atom's, which need not have all that its feed has
    for name, model in _WANTED.items():
        if f"{_ITUNES}{name}" not in seen:
            message = f"The podcast has no itunes:{name}, without which Apple does not list it; write {model}"
            found.warning(element, "missing-element", message)
    if name_of(element) == "channel" and "language" not in seen:
        message = "The podcast has no language, without which Apple does not list it; write <language>…"
        found.warning(element, "missing-element", message)
    owners = seen.get(f"{_ITUNES}owner", ())
    if not any(_child(owner, "email") is not None for owner in owners):
        message = "The podcast names no address of its owner, by which hosts tell that it is yours"
        words = "write <itunes:owner><itunes:email>…"
        found.info(owners[0] if owners else element, "missing-element", f"{message}; {words}")
    if any(text_of(one).lower() == "serial" for one in seen.get(f"{_ITUNES}type", ())):
        _numbered([*seen.get("item", ()), *seen.get(f"{_ATOM}entry", ())], found)


def _numbered(items: list[Node], found: Findings) -> None:
    """Episode numbers "are mandatory for serial shows"; trailers and bonus episodes go without."""
    for item in items:
        kind = _child(item, "episodeType")
        full = kind is None or text_of(kind).lower() == "full"
        if full and _child(item, "episode") is None:
            message = (
                "The episode of a serial podcast has no number; write <itunes:episode>…</itunes:episode>"
            )
            found.warning(item, "missing-element", message)


def _child(element: Node, name: str) -> Node | None:
    """Return the element's first child of Apple's with this name; with none, the first of any."""
    ours = (one for one in element.iterchildren("*") if one.tag.startswith(_SPACES))
    return next((one for one in ours if not name or name_of(one) == name), None)


def _episode(element: Node, seen: Children, found: Findings) -> None:
    """Tell of media that Apple does not take, and of a podcast that stands in its items only."""
    linked = [one for one in seen.get(f"{_ATOM}link", ()) if one.get("rel") == "enclosure"]
    for enclosure in (*seen.get("enclosure", ()), *linked):
        kind = enclosure.get("type", "").partition(";")[0].strip().lower()
        if kind and "/" in kind and kind not in _TYPES:
            message = f"The enclosure is of type {quoted(kind)}, which Apple Podcasts does not play; "
            message += "write one of audio/mpeg, audio/x-m4a, video/mp4, video/quicktime or application/pdf"
            found.warning(enclosure, "enclosure-format", message)
    feed = element.getparent()
    if feed is not None and feed.find(element.tag) is element and _child(feed, "") is None:
        _podcast(feed, {child.tag: [child] for child in feed.iterchildren("language")}, found)


_TEXT: Final = Shape(text=_short)
_SUMMARY: Final = Shape(text=limited(4000))
_YES: Final = Shape(text=exactly("Yes", "No"))
_TRUTH: Final = Shape(text=exactly("true", "false"))
_IMAGE: Final = Shape(needs=("href",), attributes={"href": _picture})
_COUNT: Final = Shape(text=number(least=1))
_SUBCATEGORY: Final = Shape(needs=("text",), attributes={"text": anything})

_BOTH: Final = {
    "author": _TEXT,
    "block": _YES,
    "explicit": _TRUTH,
    "image": _IMAGE,
    "keywords": Shape(text=_keywords),
    "subtitle": _TEXT,
    "summary": _SUMMARY,
    "title": _TEXT,
}

MODULE: Final = Module(
    name="Apple’s podcast module",
    namespace=_SPACE,
    prefix="itunes",
    mistaken=_MISTAKEN,
    feed={
        **_BOTH,
        "applepodcastsverify": _TEXT,
        "category": Shape(
            needs=("text",),
            attributes={"text": anything},
            children={f"{_ITUNES}category": _SUBCATEGORY},
            many=frozenset({f"{_ITUNES}category"}),
            rule=_category,
        ),
        "complete": _YES,
        "new-feed-url": Shape(text=web),
        "owner": Shape(
            children={f"{_ITUNES}name": _TEXT, f"{_ITUNES}email": Shape(text=address)},
        ),
        "type": Shape(text=exactly("episodic", "serial")),
    },
    entry={
        **_BOTH,
        "duration": Shape(text=_duration),
        "episode": _COUNT,
        "episodeType": Shape(text=exactly("full", "trailer", "bonus")),
        "isClosedCaptioned": _YES,
        "order": Shape(text=number(least=0)),
        "season": _COUNT,
    },
    many=frozenset({"category"}),
    rules={"feed": _podcast, "entry": _episode},
    codes={
        "bad-duration": "no length of time where one must stand",
        "bad-keywords": "keywords that are too many, or without commas",
        "enclosure-format": "a podcast's file of a type that Apple does not take",
        "picture-format": "a podcast's picture that is neither JPEG nor PNG",
        "too-long": "a text of more characters than are read",
        "unknown-category": "none of Apple's categories of podcasts",
    },
)
