"""The items of a JSON Feed, and their rules: https://www.jsonfeed.org/version/1.1/#items. Pure.

Version 1, https://www.jsonfeed.org/version/1/, knows one author only, dates of W3C and any id.
"""

from __future__ import annotations

from typing import Final

from feeds.validator import markup
from feeds.validator.dates import rfc3339, w3c
from feeds.validator.findings import Fault, Findings, Value, quoted
from feeds.validator.jsonshape import Rule, Shape, members, text, type_of, wrong_type
from feeds.validator.plaintext import hidden
from feeds.validator.uris import absolute, link
from feeds.validator.values import language, media_type, written


def plain(name: str, data: str) -> Fault | None:
    """Want text: "the only place HTML is allowed in this format is in `content_html`"."""
    return written(name, data) or hidden(name, data)


def url(name: str, data: str) -> Fault | None:
    """Want a URL that leads somewhere by itself: a JSON document has no base for a relative one."""
    if not data:
        message = f"{name} is blank, and no URL; write one like “https://example.org/post”, or leave it out"
        return Fault(code="absolute-url", message=message)
    return absolute(name, data) or link(name, data)


def tag_of_language(name: str, data: str) -> Fault | None:
    """Want a language tag, and none where there is no language."""
    return written(name, data) or language(name, data)


def _home(name: str, data: str) -> Fault | None:
    """Want the URL of a person's site: "The URL could be a mailto: link"."""
    return absolute(name, data) if data.lower().startswith("mailto:") else url(name, data)


def _date(name: str, data: str) -> Fault | None:
    """Want a date of RFC 3339, whose section 5.6 allows small letters and a blank for the T."""
    fault = rfc3339(name, data)
    if fault is None or rfc3339(name, data.upper().replace(" ", "T", 1)) is not None:
        return fault
    message = f"{name} {quoted(data)} is written in a form that few readers know"
    words = "write it with a capital T and Z, like “2021-12-28T15:54:15Z”"
    return Fault(code="rfc3339-date", message=f"{message}; {words}", level="warning")


def _person(value: Value, found: Findings) -> None:
    """The author object: "These are all optional — but [...] at least one is required"."""
    if members(value).keys().isdisjoint(("name", "url", "avatar")):
        message = 'The author has no name, url or avatar; write “"name": "…"”'
        found.error(value, "missing-member", message)


def _id(*, old: bool) -> Rule:
    """Make the rule for an id: "If an `id` is presented as a number, a [...] reader should coerce it"."""

    def rule(value: Value, found: Findings) -> None:
        data = value.data
        if type_of(value) == "number":
            message = f"id is the number {quoted(str(data))}; write it as a text in double quotes"
            level = found.warning if old else found.error
            level(value, "wrong-type", message)
        elif not isinstance(data, str):
            found.error(value, "wrong-type", wrong_type("id", value, "text"))
        elif not data.strip():
            message = "id is blank, so that readers leave the item out; write one that no other item has"
            found.error(value, "blank-value", message)

    return rule


def _content(value: Value, found: Findings) -> None:
    """`content_html` and `content_text`: "one or both must be present"."""
    item = members(value)
    contents = [item[name] for name in ("content_html", "content_text") if name in item]
    if not contents:
        message = 'The item has no content; write “"content_html": "…"” or “"content_text": "…"”'
        found.error(value, "missing-content", message)
    elif all((text(one) or "").isspace() or one.data == "" for one in contents):
        message = "The content of the item is blank, and readers show nothing; write it"
        found.warning(contents[0], "blank-value", message)


def _html(value: Value, found: Findings) -> None:
    for fault in markup.faults(text(value) or ""):
        found.add(value, fault)


def _size(value: Value, found: Findings) -> None:
    if isinstance(value.data, float) and value.data % 1 > 0:
        message = f"size_in_bytes {value.data} is no number of bytes; write a whole number"
        found.warning(value, "bad-number", message)


PLAIN: Final = Shape(check=plain)
URL: Final = Shape(check=url)
LANGUAGE: Final = Shape(check=tag_of_language)
AUTHOR: Final = Shape(
    type="object",
    members={"name": PLAIN, "url": Shape(check=_home), "avatar": URL},
    meant={
        "link": "url", "uri": "url", "href": "url", "homepage": "url", "image": "avatar", "icon": "avatar",
    },
    rule=_person,
)  # fmt: skip
AUTHORS: Final = Shape(type="list", of=AUTHOR, each="author")
_ATTACHMENT: Final = Shape(
    type="object",
    members={
        "url": URL,
        "mime_type": Shape(check=media_type),
        "title": PLAIN,
        "size_in_bytes": Shape(type="number", rule=_size),
        "duration_in_seconds": Shape(type="number"),
    },
    required=("url", "mime_type"),
    meant={
        "type": "mime_type", "contenttype": "mime_type", "mediatype": "mime_type", "mime": "mime_type",
        "size": "size_in_bytes", "length": "size_in_bytes", "bytes": "size_in_bytes",
        "filesize": "size_in_bytes", "duration": "duration_in_seconds", "href": "url", "link": "url",
        "name": "title",
    },
)  # fmt: skip


def item(*, old: bool) -> Shape:
    """Return the shape of an item of version 1.1, or of the `old` version 1."""
    date = Shape(check=w3c if old else _date)
    return Shape(
        type="object",
        members={
            "id": Shape(type=None, rule=_id(old=old)),
            "url": URL,
            "external_url": URL,
            "title": PLAIN,
            "content_html": Shape(rule=_html),
            "content_text": Shape(check=hidden),
            "summary": PLAIN,
            "image": URL,
            "banner_image": URL,
            "date_published": date,
            "date_modified": date,
            "author": AUTHOR,
            "authors": AUTHORS,
            "tags": Shape(type="list", of=PLAIN, each="tag"),
            "language": LANGUAGE,
            "attachments": Shape(type="list", of=_ATTACHMENT, each="attachment"),
        },
        required=("id",),
        wanted=("url",),
        meant=_MEANT,
        rule=_content,
    )


_MEANT: Final = {
    "guid": "id", "uuid": "id", "link": "url", "permalink": "url", "permalinkurl": "url", "href": "url",
    "externallink": "external_url", "headline": "title", "name": "title", "content": "content_html",
    "html": "content_html", "body": "content_html", "bodyhtml": "content_html", "text": "content_text",
    "plaintext": "content_text", "bodytext": "content_text", "description": "summary",
    "excerpt": "summary", "abstract": "summary", "thumbnail": "image", "imageurl": "image",
    "banner": "banner_image", "date": "date_published", "published": "date_published",
    "publishedat": "date_published", "pubdate": "date_published", "created": "date_published",
    "datecreated": "date_published", "createdat": "date_published", "updated": "date_modified",
    "dateupdated": "date_modified", "updatedat": "date_modified", "modified": "date_modified",
    "modifiedat": "date_modified", "lastmod": "date_modified", "creator": "authors",
    "category": "tags", "categories": "tags", "keywords": "tags", "lang": "language",
    "enclosure": "attachments", "enclosures": "attachments", "media": "attachments",
}  # fmt: skip
"""What people write for an item's members, in small letters and without underscores."""
