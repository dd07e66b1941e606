from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from feeds.validator import check

NOW = datetime(2026, 3, 2, 12, tzinfo=UTC)
RSS = """<rss version="2.0" xmlns:atom="http://www.w3.org/2005/Atom"><channel>
<title>T</title><link>https://example.org/</link><description>D</description>
<atom:link rel="self" href="https://example.org/rss.xml"/><lastBuildDate>{0}</lastBuildDate>
<item><title>I</title><guid>https://example.org/i</guid><pubDate>{0}</pubDate></item></channel></rss>"""
ATOM = """<feed xmlns="http://www.w3.org/2005/Atom"><id>https://example.org/</id><title>T</title>
<link rel="self" href="https://example.org/atom.xml"/><updated>{0}</updated>
<entry><id>https://example.org/i</id><title>I</title><published>{0}</published><updated>{0}</updated>
<author><name>A</name></author><content>C</content></entry></feed>"""
ENTRY = """<entry xmlns="http://www.w3.org/2005/Atom"><id>https://example.org/i</id><title>I</title>
<updated>{0}</updated><author><name>A</name></author><content>C</content></entry>"""


def dates(text: str, moment: datetime, now: datetime | None) -> list[str]:
    """Return the elements whose dates are warned of."""
    form = moment.strftime("%d %b %Y %H:%M:%S GMT") if text is RSS else moment.isoformat()
    problems = check(text.format(form).encode(), path="x", now=now).problems
    assert {problem.code for problem in problems} <= {"implausible-date"}
    return [problem.where.element.rpartition("/")[2] for problem in problems]


@pytest.mark.parametrize(
    ("text", "elements"),
    [(RSS, ["lastBuildDate", "pubDate"]), (ATOM, ["updated", "published", "updated"]), (ENTRY, ["updated"])],
    ids=["rss", "atom", "entry"],
)
def test_what_is_to_come_is_warned_of(text: str, elements: list[str]) -> None:
    """NetNewsWire leaves it out. A day is given to clocks and zones; without a clock nothing is said."""
    late = NOW + timedelta(days=1, seconds=1)
    assert dates(text, late, NOW) == elements
    assert dates(text, late, None) == []
    assert dates(text, NOW + timedelta(days=1), NOW) == []


@pytest.mark.parametrize("text", [RSS, ATOM, ENTRY], ids=["rss", "atom", "entry"])
def test_what_was_before_1970_is_warned_of(text: str) -> None:
    """Whatever the time is now."""
    assert dates(text, datetime(1969, 12, 31, tzinfo=UTC), None)
    assert not dates(text, datetime(1970, 1, 1, tzinfo=UTC), None)
