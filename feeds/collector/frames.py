"""What the cards of posts that are alike have in common, found by reading two made-up ones. Pure.

The two differ in all in which such posts do: title, date, slug, tags, and the file's name. Where the cards
differ otherwise than these, nothing is said of the others.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Final, NamedTuple, TypeAlias

from feeds.collector import cards
from feeds.collector.dialects import Dialect
from feeds.collector.layouts import Layout, Shared
from feeds.collector.yamllines import read_lines
from feeds.model import NEVER, Card, Site
from feeds.record import replace

Dated: TypeAlias = Callable[[str], "tuple[datetime, datetime] | None"]


class Kind(NamedTuple):
    """Posts in one folder, whose names have one ending and all or none a day, and which share values."""

    folder: str
    has_day: bool
    ending: str
    shared: Shared


class Frame(NamedTuple):
    """What cards have in common; it is due if they are when they were published.

    `url` and `id` have places for the slug and the date.
    """

    card: Card
    url: str
    id: str


class _Mark(NamedTuple):
    """What a made-up post has where others differ: nothing of it looks like anything else."""

    when: datetime
    slug: str
    title: str
    tag: str
    file_day: str
    file: str


# Nothing that a URL may tell of a date is the same of both: not the weekday either, nor is it with both the
# month with or without a zero, the year of the week or that of the day.
_MARKS: Final = (
    _Mark(
        datetime(1987, 6, 5, 11, 13, 17, tzinfo=UTC), "q7x-slug-k9v", "Wz one", "Tag-p5", "1993-08-17-",
        "f3j-file-h8",
    ),
    _Mark(
        datetime(2031, 12, 30, 14, 38, 56, tzinfo=UTC), "z4w-klug-j6y", "Ky two", "Tag-n7", "2037-10-09-",
        "g6d-name-b2",
    ),
)  # fmt: skip


def find_frame(dialect: Dialect, site: Site, layout: Layout, kind: Kind, dated: Dated) -> Frame | None:
    """Return what such posts have in common, None if that is not enough. `dated` reads their dates."""
    found = [_read(dialect, site, layout, kind, dated, mark) for mark in _MARKS]
    for with_date in (False, True):
        one, other = (
            told and _frame(told[0], site, mark, told[1] if with_date else None)
            for told, mark in zip(found, _MARKS, strict=True)
        )  # fmt: skip
        if one is not None and one == other:
            return one
    return None


def _read(
    dialect: Dialect, site: Site, layout: Layout, kind: Kind, dated: Dated, mark: _Mark
) -> tuple[Card, datetime] | None:  # fmt: skip
    """Return the card of a made-up post and the date in its URL, None if there is anything about it."""
    shared = dict(zip(layout.shared_keys, kind.shared[2:], strict=True))
    if read_lines(_rows(shared), 1) is None:
        return None
    when = mark.when.replace(tzinfo=site.zone).astimezone(UTC)
    days = [f"{day:%Y-%m-%d %H:%M:%S} +0000" for day in (when, when + timedelta(1))]
    updated = dialect.alike.updated if dialect.alike else ""
    own = {
        "title": f' "{mark.title}"', "date": f" {days[0]}", updated: f" {days[1]}", "slug": f" {mark.slug}",
        "tags": f" {mark.tag}",
    }  # fmt: skip
    fields = {key: value for key in layout.keys if (value := own.get(key, shared.get(key))) is not None}
    name = mark.file if "slug" in fields else mark.slug
    source = f"{kind.folder}/{mark.file_day if kind.has_day else ''}{name}{kind.ending}".lstrip("/")
    reading = dialect.read(source, f"---\n{_rows(fields)}---\n".encode(), site, origins=False)
    card = cards.of(reading)
    told = [one for one in map(dated, days if updated in fields else days[:1]) if one]
    as_others = (
        card.state == "published" and not reading.problems and card.expires is None
        and card.due in {None, card.published} and ("tags" not in fields or card.tags == (mark.tag,))
        and [one[0].isoformat() for one in (told[0], told[-1])]
        == [card.published.isoformat(), card.updated.isoformat()]
    )  # fmt: skip
    return (card, told[0][1]) if as_others else None


def _rows(fields: dict[str, str]) -> str:
    return "".join(f"{key}:{value}\n" for key, value in fields.items())


def _frame(card: Card, site: Site, mark: _Mark, shown: datetime | None) -> Frame | None:
    """Return the card of a made-up post as one of others; its URL tells a date if that is `shown`."""
    url = _with_places(card.url, site.url, mark.slug, shown)
    name = _with_places(card.id, site.id_url, mark.slug, shown)
    if url is None or name is None:
        return None
    return Frame(replace(
        card, source="", id="", url="", moment=0, published=NEVER, updated=NEVER, due=card.due and NEVER,
        tags=() if card.tags == (mark.tag,) else card.tags,
    ), url, name)  # fmt: skip


def _with_places(url: str, top: str, slug: str, shown: datetime | None) -> str | None:
    """Return a URL below the top as a text to fill in, None if the slug does not stand in it once."""
    head = top if url.startswith(top) else ""
    path = url.removeprefix(head)
    if path.count(slug) != 1 or not {*"{}"}.isdisjoint(url):
        return None
    path = path.replace(slug, "{0}")
    for name in ("year", "month", "day") if shown else ():
        path = path.replace(f"{getattr(shown, name):02}", f"{{1.{name}:02}}")
    return head + path
