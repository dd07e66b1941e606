"""The names of link relations that are registered: RFC 4287 section 4.2.7.2. Pure.

https://www.iana.org/assignments/link-relations/, as of January 2026.
"""

from __future__ import annotations

import re
from functools import cache
from typing import Final

PREFIX: Final = "http://www.iana.org/assignments/relation/"
"""A registered name is short for the IRI that begins so."""

REGISTERED: Final = frozenset(
    re.findall(
        r"\S+",
        "about acl alternate amphtml api-catalog appendix apple-touch-icon apple-touch-startup-image"
        " archives author blocked-by bookmark c2pa-manifest canonical chapter cite-as collection"
        " compression-dictionary contents convertedfrom copyright create-form current deprecation"
        " describedby describes disclosure dns-prefetch duplicate edit edit-form edit-media enclosure"
        " external first geofeed glossary help hosts hub ice-server icon index intervalafter intervalbefore"
        " intervalcontains intervaldisjoint intervalduring intervalequals intervalfinishedby"
        " intervalfinishes intervalin intervalmeets intervalmetby intervaloverlappedby intervaloverlaps"
        " intervalstartedby intervalstarts item last latest-version license linkset lrdd manifest mask-icon"
        " me media-feed memento micropub modulepreload monitor monitor-group next next-archive nofollow"
        " noopener noreferrer opener openid2.local_id openid2.provider original p3pv1 payment pingback"
        " preconnect predecessor-version prefetch preload prerender prev prev-archive preview previous"
        " privacy-policy profile publication rdap-active rdap- bottom rdap-down rdap-top rdap-up related"
        " replies restconf ruleinput search section self service service-desc service-doc service-meta sip-"
        " trunking-capability sponsored start status stylesheet subsection successor-version sunset tag"
        " terms-of-service timegate timemap type ugc up version- history via webmention working-copy"
        " working-copy-of",
    )
)


def nearest(name: str) -> str | None:
    """Return the registered name that somebody meant who wrote another one: hardly one letter is wrong."""
    from difflib import get_close_matches  # noqa: PLC0415 - where all is right nobody asks

    lower = name[:_LONGEST].lower()
    alike = [one for one in _sorted() if one[0] == lower[0]]
    return next(iter(get_close_matches(lower, alike, 1, 0.75)), None)


_LONGEST: Final = 40


@cache
def _sorted() -> list[str]:
    return sorted(REGISTERED)
