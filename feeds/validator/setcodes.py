"""The codes of what is wrong between documents: see together.py."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

SETS: Final[Mapping[str, str]] = MappingProxyType(
    {
        "hreflang-return": "a page of a sitemap whose version in another language does not link back",
        "hreflang-unlisted": "a page of a sitemap whose version in another language no sitemap lists",
        "missing-feed": "a link to a feed of the same site that is not there",
        "missing-sitemap": "a sitemap index that names what is not there",
        "nested-index": "a sitemap index that names another index",
        "repeated-url": "a URL that two sitemaps of one site list",
        "same-feed-id": "two feeds with one id",
        "same-self-link": "two feeds that say they are at one URL",
        "unnamed-sitemap": "a sitemap that the index beside it does not name",
    }
)
