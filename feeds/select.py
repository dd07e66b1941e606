"""All published posts -> the channels: site, categories, tags; limits, and one total order. Pure."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Literal, TypeAlias

from feeds.characters import file_name, slug
from feeds.model import Channel, Page, Post, Problem, Site, Where

Kind: TypeAlias = Literal["category", "tag"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Selection:
    """What is going to be published, and which names of channels are at odds."""

    channels: tuple[Channel, ...]
    pages: tuple[Page, ...]
    problems: tuple[Problem, ...]

    def listed(self) -> tuple[Post, ...]:
        """Return each post that a channel lists, once, in the order of their sources."""
        posts = {post.source: post for channel in self.channels for post in channel.posts}
        return tuple(posts[source] for source in sorted(posts))


def order(posts: Iterable[Post]) -> list[Post]:
    """Return the posts newest first; of one instant, by the path of their sources."""
    return sorted(
        sorted(posts, key=lambda post: post.source), key=lambda post: post.published, reverse=True
    )


def select(posts: Iterable[Post], site: Site, files: Mapping[str, str]) -> Selection:
    """Return the channels of the site. `files` gives the usual file name of each feed format."""
    ordered = order(posts)
    fed = [post for post in ordered if post.in_feeds]
    problems: list[Problem] = []
    terms = [
        *_terms("category", fed, site, files, problems),
        *_terms("tag", fed, site, files, problems),
    ]
    home = Channel(
        kind="site", name="", title=site.title, description=site.description or site.title, page=f"{site.url}/",
        paths=_paths("site", "", site, files), posts=tuple(fed[: site.limit]), total=len(fed),
    )  # fmt: skip
    channels = (home, *terms)
    return Selection(
        channels=channels, pages=tuple(_pages(ordered, terms, site)), problems=tuple(problems)
    )


def _terms(
    kind: Kind, posts: list[Post], site: Site, files: Mapping[str, str], problems: list[Problem]
) -> Iterator[Channel]:
    """Yield the channel of every category or tag, in the order of their names."""
    if not (site.categories if kind == "category" else site.tags):
        return
    names_of: Callable[[Post], tuple[str, ...]] = (
        (lambda p: p.categories) if kind == "category" else (lambda p: p.tags)
    )
    members: dict[str, list[Post]] = {}
    for post in posts:
        for name in names_of(post):
            members.setdefault(name, []).append(post)
    groups: dict[object, list[str]] = {}
    for name in sorted(members):
        groups.setdefault(_paths(kind, name, site, files), []).append(name)
    for names in groups.values():
        name = max(names, key=lambda one: (len(members[one]), one))
        if not all(path for _, path in _paths(kind, name, site, files)):
            continue
        problems += (
            _at_odds(kind, name, other, members[other][0]) for other in names if other != name
        )
        together = order({post.source: post for one in names for post in members[one]}.values())
        yield Channel(
            kind=kind, name=name, title=f"{site.title} | {name}", description=f"{site.title} | {name}",
            page=_page(kind, name, site) or f"{site.url}/", paths=_paths(kind, name, site, files),
            posts=tuple(together[: site.limit]), total=len(together),
        )  # fmt: skip


def _at_odds(kind: Kind, name: str, other: str, post: Post) -> Problem:
    message = f"the {kind} “{other}” has the same path as “{name}”, so the two share one feed; write one of them everywhere"
    return Problem(
        where=Where(path=post.source, line=1, column=1),
        code="same-path",
        message=message,
        level="warning",
    )


def _paths(
    kind: str, name: str, site: Site, files: Mapping[str, str]
) -> tuple[tuple[str, str], ...]:
    """Return the path of each format's document: the settings' pattern or `category/<slug>/rss.xml`."""
    given = {fmt: pattern for of, fmt, pattern in site.paths if of == kind}
    usual = "" if kind == "site" else f"{kind}/:slug/"
    return tuple((fmt, _fill(given.get(fmt, usual + file), name)) for fmt, file in files.items())


def _fill(pattern: str, name: str) -> str:
    """Return the pattern with the name in it; empty if the name leaves nothing to call a file."""
    values = {"slug": slug(name), "name": file_name(name)}
    if any(not value and f":{key}" in pattern for key, value in values.items()):
        return ""
    return re.sub(r":(slug|name)\b", lambda match: values[match[1]], pattern)


def _page(kind: Kind, name: str, site: Site) -> str | None:
    """Return the URL of the HTML page of a category or tag, where the settings say what it is."""
    pattern = site.category_page if kind == "category" else site.tag_page
    return site.address(_fill(pattern, name).lstrip("/")) if pattern else None


def _pages(posts: list[Post], terms: list[Channel], site: Site) -> Iterator[Page]:
    """Yield what the sitemap names: home, the terms' pages, the posts from the oldest on.

    The oldest first, so that a long list grows at its end only.
    """
    seen = [post for post in posts if post.in_sitemap]
    if site.home:
        yield Page(url=f"{site.url}/", lastmod=max((post.updated for post in seen), default=None))
    for channel in terms:
        pattern = site.category_page if channel.kind == "category" else site.tag_page
        if pattern:
            yield Page(url=channel.page, lastmod=max(post.updated for post in channel.posts))
    for post in reversed(seen):
        yield Page(url=post.url, lastmod=post.updated)
