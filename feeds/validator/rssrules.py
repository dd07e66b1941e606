"""What no table can say of RSS 2.0: https://www.rssboard.org/rss-specification. Pure.

What is only advised stands in https://www.rssboard.org/rss-profile.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from feeds.validator import markup
from feeds.validator.dates import moment_rfc822
from feeds.validator.enclosures import check_file, ending
from feeds.validator.findings import Findings, Node, Stamp, is_blank, name_of, quoted, text_of
from feeds.validator.shape import Children
from feeds.validator.uris import web

ENCODED: Final = "{http://purl.org/rss/1.0/modules/content/}encoded"
_DATES: Final = (
    "pubDate",
    "{http://purl.org/dc/elements/1.1/}date",
    "{http://www.w3.org/2005/Atom}published",
    "{http://www.w3.org/2005/Atom}updated",
)
_PICTURES: Final = frozenset(("gif", "jpeg", "jpg", "jpe", "png"))
_OTHERS: Final = frozenset(
    ("apng", "avif", "bmp", "heic", "ico", "jxl", "pdf", "psd", "svg", "tif", "tiff", "webp")
)


def check_html(element: Node, _seen: Children, found: Findings) -> None:
    """Look at HTML that is escaped in an element."""
    _check_html(element, found.text_of(element), found)


def _check_html(element: Node, text: str, found: Findings) -> None:
    for fault in markup.faults(text):
        # A relative reference leads somewhere where the feed says from where.
        if fault.code != "relative-reference" or not element.base:
            found.add(element, fault)


def check_description(element: Node, seen: Children, found: Findings) -> None:
    """A channel’s description: "Phrase or sentence describing the channel"."""
    check_html(element, seen, found)
    if not text_of(element):
        message = "description is blank, and readers show it under the title; write what the feed is about"
        found.warning(element, "blank-value", message)


def check_guid(element: Node, _seen: Children, found: Findings) -> None:
    """isPermaLink: "If its value is true or it is absent, the guid is a permanent URL"."""
    text = text_of(element)
    if not text:
        message = "guid is blank; write a text that no other item has, or leave it out"
        found.error(element, "bad-guid", message)
    elif element.get("isPermaLink", "true") == "true":
        _permalink(element, text, found)
    elif text.isdigit() and len(text) < 12:
        message = f"guid {quoted(text)} is a number, which is the next feed’s id as well"
        found.info(element, "weak-guid", f"{message}; write “tag:example.org,2026:{text}” for a new item")


def _permalink(element: Node, text: str, found: Findings) -> None:
    fault = web("guid", text)
    if fault is not None and fault.level == "error":
        message = f"guid {quoted(text)} is no web address, as a permanent link is"
        found.error(element, "bad-guid", f'{message}; write isPermaLink="false"')
    elif fault is not None:
        found.add(element, fault)


def check_item(element: Node, seen: Children, found: Findings) -> None:
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
    _texts(element, seen, found)
    found.stamps.append(_stamp(element, seen))
    found.texts.clear()


def check_dates(items: Sequence[Node], found: Findings) -> None:
    """Tell of the first item that has no date; one item alone needs none to be sorted by."""
    # Nearly every item has the first of them, and several take long to look for.
    undated = [
        item
        for item in items
        if next(item.iterchildren(_DATES[0]), None) is None and next(item.iterchildren(*_DATES), None) is None
    ]
    if undated and len(items) > 1:
        more = f", nor have {len(undated) - 1} more" if len(undated) > 1 else ""
        message = (
            f"The item has no date{more}, and readers sort it by when they first see it; write <pubDate>"
        )
        found.info(undated[0], "missing-date", message)


def _texts(element: Node, seen: Children, found: Findings) -> None:
    """https://www.rssboard.org/rss-profile#namespace-elements-content: beside content is a summary."""
    contents, summaries = seen.get(ENCODED, []), seen.get("description", [])
    texts = [(one, found.text_of(one)) for one in (*contents, *summaries)]
    for content, text in texts[: len(contents)]:
        _check_html(content, text, found)
    if contents and "description" not in seen:
        message = "The item has content:encoded and no description, which is all that some readers look at"
        found.warning(element, "missing-summary", f"{message}; write a summary in <description>")
    blank = [one for one, text in texts if is_blank(text) and not len(one)]
    for one in blank:
        message = f"{name_of(one)} is blank; write its text, or leave it out"
        level = found.info if len(blank) < len(texts) else found.warning
        level(one, "blank-value", message)


def _stamp(element: Node, seen: Children) -> Stamp:
    guid, date = seen.get("guid"), seen.get("pubDate")
    return Stamp(
        element=element,
        id=text_of(guid[0]) or None if guid else None,
        published=moment_rfc822(date[0].text or "") if date else None,
        updated=None,
    )


def check_enclosure(element: Node, _seen: Children, found: Findings) -> None:
    """Hold length and type against the name: "length says how big it is in bytes, and type says [...]"."""
    check_file(element, element.get("url", ""), found)


def check_channel(_element: Node, seen: Children, found: Findings) -> None:
    """Hold the picture against its channel: "the image <title> and <link> should have the same value"."""
    for image in seen.get("image", ()):
        for name in ("title", "link"):
            own, channels = image.find(name), seen.get(name, [])
            if own is not None and channels and text_of(own) != text_of(channels[0]):
                message = f"image’s {name} {quoted(text_of(own))} is not the channel’s, as it should be"
                found.info(own, "image-mismatch", f"{message}; write {quoted(text_of(channels[0]))}")
    for element in seen.get("textInput", ()):
        message = "textInput is for a purpose that nobody remembers, and readers ignore it; leave it out"
        found.info(element, "text-input", message)


def check_image(_element: Node, seen: Children, found: Findings) -> None:
    """Warn of pictures that readers of RSS need not show: "a GIF, JPEG or PNG image"."""
    for url in seen.get("url", ()):
        if (end := ending(text_of(url))) in _OTHERS:
            message = f"image’s url ends in “.{end}”, and RSS has only GIF, JPEG and PNG"
            found.warning(url, "image-format", f"{message}; write the URL of one of these")


def check_hours(_element: Node, seen: Children, found: Findings) -> None:
    """Hour 0 is midnight; earlier versions counted from 1 and called it 24."""
    _distinct([(hour, text_of(hour).lstrip("0") or "24") for hour in seen.get("hour", ())], found)


def check_days(_element: Node, seen: Children, found: Findings) -> None:
    """Each day once."""
    _distinct([(day, text_of(day)) for day in seen.get("day", ())], found)


def _distinct(values: list[tuple[Node, str]], found: Findings) -> None:
    known: set[str] = set()
    for element, value in values:
        if value in known:
            message = f"{element.tag} {quoted(text_of(element))} stands twice; leave one out"
            found.error(element, "duplicate-value", message)
        known.add(value)
