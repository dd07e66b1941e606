"""The codes of all that the validator reports; docs/problems/ has a page for each."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

COMMON: Final[Mapping[str, str]] = MappingProxyType(
    {
        "absolute-url": "a relative URL, or none, where an absolute one must stand",
        "bad-guid": "a guid that is blank, or no web address though it is a permanent link",
        "bad-number": "no whole number, or one out of its limits",
        "bad-url": "a character that no URL may hold, or no host",
        "bad-value": "none of the words that are allowed there",
        "base64": "binary content of Atom that is not Base64",
        "blank-value": "a blank where readers show a text",
        "duplicate-element": "an element that may stand only once stands again",
        "duplicate-id": "two entries or items are known by one id",
        "duplicate-link": "two links of a feed or an entry say the same",
        "duplicate-loc": "a sitemap lists a URL twice",
        "duplicate-value": "skipHours or skipDays names one twice",
        "email": "no e-mail address where one must stand",
        "empty-item": "an RSS item with neither a title nor a description",
        "entity-declaration": "a document type that declares entities",
        "entry-order": "an entry newer than the one before it",
        "feed-date": "a feed's date before that of its newest entry",
        "language-tag": "no language tag where one must stand",
        "long-url": "a URL of a sitemap with 2,048 characters or more",
        "media-type": "no media type where one must stand",
        "missing-attribute": "an attribute that must stand is not there",
        "missing-author": "an Atom entry whose author nobody names",
        "missing-content": "an Atom entry with neither content nor a link to it",
        "missing-element": "an element that must stand is not there",
        "missing-guid": "an RSS item without a guid",
        "missing-summary": "an Atom entry whose content is no text, without a summary",
        "namespace": "a namespace that is nearly one that readers know",
        "not-http": "a link that is no web address",
        "not-well-formed": "no well-formed XML, so no reader takes it",
        "other-host": "a URL of a sitemap on another host than the rest",
        "rfc3339-date": "a date of an Atom feed that is no RFC 3339 date",
        "rfc822-date": "a date of an RSS feed that is no RFC 822 date, or a rare form of one",
        "schema": "something that the schema of the format does not allow",
        "second-enclosure": "an RSS item with more than one enclosure",
        "self-link": "a feed that does not say at which URL it is, or says it wrongly",
        "text-type": "a type of an Atom text that is none of text, html and xhtml",
        "too-large": "a document too deep or too long to be read",
        "too-many-bytes": "a sitemap of more than 52,428,800 bytes",
        "too-many-urls": "a sitemap of more than 50,000 URLs",
        "unexpected-markup": "an element where only text may stand",
        "unexpected-text": "text where only elements may stand",
        "unknown-attribute": "an attribute that the format does not have there",
        "unknown-element": "an element that the format does not have there",
        "unknown-format": "no feed and no sitemap that we know",
        "unknown-namespace": "a namespace that nobody here knows",
        "w3c-date": "a date that is no W3C date",
        "xhtml-div": "an Atom text of XHTML that is not one div",
    }
)
