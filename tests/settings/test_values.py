"""What values.py promises of the values of feeds: what may be written, and what is said of anything else."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime

import pytest

from feeds.settings.keys import Check, mapped
from feeds.settings.values import feed_format, hub, inner_paths, moment, names, place, style, words

aliases = mapped(feed_format, inner_paths)


@pytest.mark.parametrize(
    ("of", "value", "becomes"),
    [
        (names, True, ("*",)),
        (names, False, ()),
        (names, ["News", "!Old*"], ("News", "!Old*")),
        (names, [], ()),
        (words, "News", ("News",)),
        (words, ["a", "b"], ("a", "b")),
        (hub, " https://hub.example/?a=ü ", "https://hub.example/?a=%C3%BC"),
        (hub, "http://hub.example/x/", "http://hub.example/x/"),
        (place, "https://e.org/a?b", "https://e.org/a?b"),
        (place, "/images/a b.png", "images/a b.png"),
        (place, "planet/", "planet/"),
        (style, True, "feeds.css"),
        (style, False, None),
        (style, "/css/feeds.css", "css/feeds.css"),
        (style, "HTTPS://e.org/x.css", "HTTPS://e.org/x.css"),
        (feed_format, "jsonfeed", "jsonfeed"),
        (
            aliases,
            {"rss": "old.xml", "atom": ["a.xml", "b/c.xml"]},
            {"rss": ("old.xml",), "atom": ("a.xml", "b/c.xml")},
        ),
        (moment, date(2026, 1, 2), datetime(2026, 1, 2)),  # noqa: DTZ001 - the site's zone is not known yet
        (moment, "2026-01-02", datetime(2026, 1, 2)),  # noqa: DTZ001
        (moment, datetime(2026, 1, 2, 3, tzinfo=UTC), datetime(2026, 1, 2, 3, tzinfo=UTC)),
        (moment, "2026-01-02T03:00Z", datetime(2026, 1, 2, 3, tzinfo=UTC)),
    ],
)
def test_values(of: Check[object], value: object, becomes: object) -> None:
    """Each value becomes what the site has."""
    assert of(value) == becomes


@pytest.mark.parametrize(
    ("of", "value", "said"),
    [
        (names, "News", "must be true or false, or a list of names such as"),
        (names, [1], "must be true or false, or a list of names such as"),
        (names, [" "], "must be true or false, or a list of names such as"),
        (words, 5, 'must be a name such as "News", or a list of them'),
        (words, "", 'must be a name such as "News", or a list of them'),
        (hub, "hub.example", "“hub.example” is no absolute URL; write it like"),
        (hub, "https:///x", "“https:///x” is no absolute URL; write it like"),
        (hub, 5, "“5” is no absolute URL; write it like"),
        (place, "../x", "“../x” is no address; write a URL, or a path on the site such as"),
        (place, "/", "“/” is no address; write a URL, or a path on the site such as"),
        (place, "ftp://e.org/x", "“ftp://e.org/x” is no address; write a URL, or a path on the site such as"),
        (place, "https://", "“https://” is no absolute URL; write it like"),
        (style, 5, "“5” is no address; write a URL, or a path on the site such as"),
        (feed_format, "sitemap", "“sitemap” is no format of feeds; write one such as rss, atom or jsonfeed"),
        (feed_format, "rdf", "“rdf” is no format; write one of"),
        (aliases, {"rss": "../x"}, "“../x” leads out of the folder; write a path inside it"),
        (aliases, {"rss": [5]}, 'must be a path in quotes, such as "posts"'),
        (moment, "yesterday", "“yesterday” is no date; write one like 2026-01-31"),
        (moment, 5, "“5” is no date; write one like 2026-01-31"),
    ],
)
def test_wrong_values(of: Check[object], value: object, said: str) -> None:
    """Of anything else it is said what is wrong, and what to write."""
    with pytest.raises(ValueError, match=f"^{re.escape(said)}"):
        of(value)
