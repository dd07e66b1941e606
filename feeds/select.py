"""All published posts -> the channels: site, categories, tags; limits, and one total order. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from operator import attrgetter
from typing import Literal, TypeAlias

from feeds.characters import file_name, slug
from feeds.model import Card, Channel, Page, Problem, Site, Where

Kind: TypeAlias = Literal["category", "tag"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Selection:
    """What is going to be published, and which names of channels are at odds."""

    channels: tuple[Channel, ...]
    pages: tuple[Page, ...]
    problems: tuple[Problem, ...]

    def listed(self) -> tuple[Card, ...]:
        """Return each post that a channel lists, once, in the order of their sources."""
        posts = {post.source: post for channel in self.channels for post in channel.posts}
        return tuple(posts[source] for source in sorted(posts))


def order(posts: Iterable[Card]) -> list[Card]:
    """Return the posts newest first; of one instant, by the path of their sources."""
    by_source = sorted(posts, key=attrgetter("source"))
    return sorted(by_source, key=attrgetter("moment"), reverse=True)


def select(posts: Iterable[Card], site: Site, files: Mapping[str, str]) -> Selection:
    """Return the channels of the site. `files` gives the usual file name of each feed format."""
    ordered = order(posts)
    fed = [post for post in ordered if post.in_feeds]
    groups = [*_groups("category", fed, site, files), *_groups("tag", fed, site, files)]
    terms = [_term_channel(group, site, files) for group in groups]
    home = Channel(
        kind="site",
        name="",
        title=site.title,
        description=site.description or site.title,
        page=f"{site.url}/",
        paths=_paths("site", "", site, files),
        posts=tuple(fed[: site.limit]),
        total=len(fed),
    )
    return Selection(
        channels=(home, *terms) if fed else (),
        pages=tuple({page.url: page for page in reversed([*_pages(ordered, terms, site)])}.values())[::-1],
        problems=tuple(problem for group in groups for problem in _at_odds(group)),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class _Group:
    """The names of a kind that have one path, the commonest first, and the posts under each."""

    kind: Kind
    members: dict[str, list[Card]]


def _groups(kind: Kind, posts: list[Card], site: Site, files: Mapping[str, str]) -> Iterator[_Group]:
    """Yield the categories or tags, in the order of their names, as they share paths."""
    if not (site.categories if kind == "category" else site.tags):
        return
    members: dict[str, list[Card]] = {}
    for post in posts:
        for name in post.categories if kind == "category" else post.tags:
            members.setdefault(name, []).append(post)
    groups: dict[tuple[str, str], list[str]] = {}  # by each path, so that sharing any is enough
    for name in sorted(members):
        paths = _paths(kind, name, site, files)
        if not all(path for _, path in paths):  # "?!" leaves nothing to call a file
            continue
        shared = [groups[path] for path in paths if path in groups]
        together = [*dict.fromkeys(one for group in shared for one in group), name]
        groups |= dict.fromkeys(paths, together)
        groups |= {path: together for path, group in groups.items() if group in shared}
    for names in {id(group): group for group in groups.values()}.values():
        commonest = sorted(names, key=lambda name: (-len(members[name]), name))
        yield _Group(kind=kind, members={name: members[name] for name in commonest})


def _term_channel(group: _Group, site: Site, files: Mapping[str, str]) -> Channel:
    kind, name = group.kind, next(iter(group.members))
    together = next(iter(group.members.values()))
    if len(group.members) > 1:
        together = order({post.source: post for posts in group.members.values() for post in posts}.values())
    title = f"{site.title} | {name}"
    return Channel(
        kind=kind, name=name, title=title, description=title, page=_page(kind, name, site) or f"{site.url}/",
        paths=_paths(kind, name, site, files), posts=tuple(together[: site.limit]), total=len(together),
    )  # fmt: skip


def _at_odds(group: _Group) -> Iterator[Problem]:
    name, *others = group.members
    for other in others:
        where = Where(path=group.members[other][0].source, line=1, column=1)
        message = (
            f"{group.kind} “{other}” has the path of “{name}”, so the two are one feed; write one of them"
        )
        yield Problem(where=where, code="same-path", message=message, level="warning")


def _paths(kind: str, name: str, site: Site, files: Mapping[str, str]) -> tuple[tuple[str, str], ...]:
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


def _page(kind: str, name: str, site: Site) -> str | None:
    """Return the URL of the HTML page of a category or tag, where the settings say what it is."""
    pattern = site.category_page if kind == "category" else site.tag_page
    return site.address(_fill(pattern, name).lstrip("/")) if pattern else None


def _pages(posts: list[Card], terms: list[Channel], site: Site) -> Iterator[Page]:
    """Yield what the sitemap names: home, the terms' pages, the posts from the oldest on.

    The oldest first, so that a long list grows at its end only.
    """
    seen = [post for post in posts if post.in_sitemap]
    if site.home:
        yield Page(url=f"{site.url}/", lastmod=max((post.updated for post in seen), default=None))
    for channel in terms:
        if _page(channel.kind, channel.name, site):
            yield Page(url=channel.page, lastmod=max(post.updated for post in channel.posts))
    for post in reversed(seen):
        yield Page(url=post.url, lastmod=post.updated)
