"""What values.py promises of the values of feeds: what may be written, and what is said of anything else."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

import pytest
from pydantic import TypeAdapter, ValidationError

from feeds.settings.values import Aliases, FeedFormat, Hub, Moment, Names, Place, Style, Words


def read(of: Any, value: object) -> Any:
    """Return what becomes of a value."""
    return TypeAdapter(of).validate_python(value, strict=True)


@pytest.mark.parametrize(
    ("of", "value", "becomes"),
    [
        (Names, True, ("*",)),
        (Names, False, ()),
        (Names, ["News", "!Old*"], ("News", "!Old*")),
        (Names, [], ()),
        (Words, "News", ("News",)),
        (Words, ["a", "b"], ("a", "b")),
        (Hub, " https://hub.example/?a=ü ", "https://hub.example/?a=%C3%BC"),
        (Hub, "http://hub.example/x/", "http://hub.example/x/"),
        (Place, "https://e.org/a?b", "https://e.org/a?b"),
        (Place, "/images/a b.png", "images/a b.png"),
        (Place, "planet/", "planet/"),
        (Style, True, "feeds.css"),
        (Style, False, None),
        (Style, "/css/feeds.css", "css/feeds.css"),
        (Style, "HTTPS://e.org/x.css", "HTTPS://e.org/x.css"),
        (FeedFormat, "jsonfeed", "jsonfeed"),
        (
            Aliases,
            {"rss": "old.xml", "atom": ["a.xml", "b/c.xml"]},
            {"rss": ("old.xml",), "atom": ("a.xml", "b/c.xml")},
        ),
        (Moment, date(2026, 1, 2), datetime(2026, 1, 2)),  # noqa: DTZ001 - the site's zone is not known yet
        (Moment, "2026-01-02", datetime(2026, 1, 2)),  # noqa: DTZ001
        (Moment, datetime(2026, 1, 2, 3, tzinfo=UTC), datetime(2026, 1, 2, 3, tzinfo=UTC)),
        (Moment, "2026-01-02T03:00Z", datetime(2026, 1, 2, 3, tzinfo=UTC)),
    ],
)
def test_values(of: Any, value: object, becomes: object) -> None:
    """Each value becomes what the site has."""
    assert read(of, value) == becomes


@pytest.mark.parametrize(
    ("of", "value", "said"),
    [
        (Names, "News", "must be true or false, or a list of names such as"),
        (Names, [1], "must be true or false, or a list of names such as"),
        (Names, [" "], "must be true or false, or a list of names such as"),
        (Words, 5, 'must be a name such as "News", or a list of them'),
        (Words, "", 'must be a name such as "News", or a list of them'),
        (Hub, "hub.example", "“hub.example” is no absolute URL; write it like"),
        (Hub, "https:///x", "“https:///x” is no absolute URL; write it like"),
        (Hub, 5, "“5” is no absolute URL; write it like"),
        (Place, "../x", "“../x” is no address; write a URL, or a path on the site such as"),
        (Place, "/", "“/” is no address; write a URL, or a path on the site such as"),
        (Place, "ftp://e.org/x", "“ftp://e.org/x” is no address; write a URL, or a path on the site such as"),
        (Place, "https://", "“https://” is no absolute URL; write it like"),
        (Style, 5, "“5” is no address; write a URL, or a path on the site such as"),
        (FeedFormat, "sitemap", "“sitemap” is no format of feeds; write one such as rss, atom or jsonfeed"),
        (FeedFormat, "rdf", "“rdf” is no format; write one of"),
        (Aliases, {"rss": "../x"}, "“../x” leads out of the folder; write a path inside it"),
        (Aliases, {"rss": [5]}, 'must be a path in quotes, such as "posts"'),
        (Moment, "yesterday", "“yesterday” is no date; write one like 2026-01-31"),
        (Moment, 5, "“5” is no date; write one like 2026-01-31"),
    ],
)
def test_wrong_values(of: Any, value: object, said: str) -> None:
    """Of anything else it is said what is wrong, and what to write."""
    with pytest.raises(ValidationError) as caught:
        read(of, value)
    assert said in caught.value.errors()[0]["msg"]
