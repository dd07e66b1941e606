"""Channels -> the `<link rel="alternate">` lines of the pages that they stand for. Pure.

https://html.spec.whatwg.org/multipage/links.html#rel-alternate: "If the user agent has the concept of a
default syndication feed, the first such element (in tree order) should be used as the default."
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from html import escape
from typing import Final, NamedTuple

from feeds.model import Channel, Site
from feeds.record import Record, replace

_LABELS: Final = {"rss": "RSS", "atom": "Atom", "jsonfeed": "JSON Feed"}


class Link(NamedTuple):
    """One line of a head; `hreflang` only where the lines of the page are of several languages."""

    type: str
    hreflang: str | None
    title: str
    href: str


class Head(Record, frozen=True, kw_only=True):
    """What the head of a page names: the feeds that are its own, then those that all pages name."""

    kind: str
    name: str
    page: str
    own: tuple[Link, ...]
    common: tuple[Link, ...]

    @property
    def links(self) -> tuple[Link, ...]:
        """All its lines: a reader that takes only one takes the first."""
        return self.own + self.common


def heads(channels: Sequence[Channel], site: Site, types: Mapping[str, str]) -> tuple[Head, ...]:
    """Return a head for every channel. `types` gives the media type of each format."""
    return tuple(_head(channel, channels, site, types) for channel in channels)


def _head(channel: Channel, channels: Sequence[Channel], site: Site, types: Mapping[str, str]) -> Head:
    everywhere = [one for one in channels if one.kind == "site" and one is not channel]
    # Of each other language one format will do: nobody wants to choose among twenty lines.
    others = [
        replace(one, paths=one.paths[:1]) for one in channels if one.kind == "language" and one is not channel
    ]
    own, common = [channel], [*everywhere, *others]
    several = len({_language(one, site) for one in (*own, *common)}) > 1
    return Head(
        kind=channel.kind, name=channel.name, page=channel.page,
        own=tuple(_links(own, site, types, several=several)),
        common=tuple(_links(common, site, types, several=several)),
    )  # fmt: skip


def _links(
    channels: Iterable[Channel], site: Site, types: Mapping[str, str], *, several: bool
) -> Iterator[Link]:
    for channel in channels:
        for fmt, path in channel.paths:
            label = f" ({_LABELS.get(fmt, fmt)})" if len(channel.paths) > 1 else ""
            language = _language(channel, site) if several else None
            yield Link(types[fmt], language, f"{channel.title}{label}", site.address(path))


def _language(channel: Channel, site: Site) -> str | None:
    return channel.lang or site.lang


def markup(link: Link) -> str:
    """Return a link as HTML, which is also a line of a template: no brace stays one."""
    values = {"rel": "alternate", **link._asdict()}
    told = (f'{name}="{_escape(value)}"' for name, value in values.items() if value is not None)
    return f"<link {' '.join(told)}>"


def page(heads: Iterable[Head]) -> str:
    """Return the lines of some pages, with a comment that says which, if there are several."""
    several = list(heads)
    if len(several) == 1:
        return "\n".join(map(markup, several[0].links))
    return "\n\n".join("\n".join([_comment(head), *map(markup, head.links)]) for head in several)


def _comment(head: Head) -> str:
    """Return what page the lines are for. A comment ends at the first `-->`, whatever is escaped."""
    text = f"{head.kind} {head.name}".strip().replace("--", "- -")
    return f"<!-- {escape(text, quote=False)}: {head.page.replace('--', '%2D%2D')} -->"


def answer(heads: Iterable[Head]) -> dict[str, object]:
    """Return the answer of `feeds snippet --format json`."""
    return {
        "pages": [
            {
                "kind": head.kind, "name": head.name, "page": head.page,
                "links": [{"rel": "alternate", **link._asdict()} for link in head.links],
            }
            for head in heads
        ]
    }  # fmt: skip


def _escape(value: str) -> str:
    return escape(value).replace("{", "&#123;").replace("}", "&#125;")
