"""Whether what a tool made is the work that was asked for: each feed, its entries in full, and each URL."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from xml.etree import ElementTree

from benchmarks import changes
from benchmarks.changes import State
from benchmarks.corpus import URL, Corpus, Post
from benchmarks.tools import Format, Kind, Place, Tool

_LIMIT = 50  # entries of a feed
_ATOM = "{http://www.w3.org/2005/Atom}"
_LOCATION = re.compile(rb"<loc>\s*([^<]*?)\s*</loc>")
_SITEMAP = re.compile(r"sitemap[^/]*\.xml")
# Of a body's letters, tags included, the share that must have come through: a tool may drop attributes.
_MOST = 0.8


@dataclass(frozen=True, slots=True)
class _Expected:
    """The channels by kind and name, each with its newest posts, and the URLs of all posts."""

    channels: dict[tuple[Kind, str], list[Post]]
    urls: frozenset[str]


def find_faults(tool: Tool, place: Place, corpus: Corpus, state: State) -> list[str]:
    """Return in what the output is not what it should be, at most a few of all faults."""
    expected = _expect(corpus, state.added, place.tags)
    files = {path.relative_to(place.output).as_posix() for path in _files(place.output)}
    sitemaps = {name for name in files if _SITEMAP.fullmatch(name)}
    faults, feeds = [], set()
    for (kind, name), posts in expected.channels.items():
        for style in tool.formats:
            path = tool.path(style, kind, name)
            feeds.add(path)
            if path in files:
                found = _feed_fault((place.output / path).read_bytes(), style, posts, corpus, state)
                faults += [f"{path}: {found}"] if found else []
    if missing := sorted(feeds - files):
        faults.append(f"{len(missing)} feeds are missing, such as {missing[0]}")
    if more := sorted(files - feeds - sitemaps - set(tool.extras)):
        faults.append(f"{len(more)} files more than asked for, such as {more[0]}")
    faults += _sitemap_faults([place.output / name for name in sorted(sitemaps)], expected.urls)
    return [f"{tool.name}: {fault}" for fault in faults[:5]]


@lru_cache(maxsize=2)
def _expect(corpus: Corpus, added: int, tags: bool) -> _Expected:
    channels: dict[tuple[Kind, str], list[Post]] = {}
    urls = []
    for post in corpus.every(added):
        urls.append(post.url)
        names: list[tuple[Kind, str]] = [("site", ""), ("category", post.category)]
        names += [("tag", post.tag)] if tags else []
        for name in names:
            posts = channels.setdefault(name, [])
            if len(posts) < _LIMIT:
                posts.append(post)
    return _Expected(channels, frozenset(urls))


def _files(output: Path) -> Iterator[Path]:
    """Yield what is published: files and folders whose name begins with a dot are a tool's own."""
    for path in output.rglob("*"):
        if path.is_file() and not any(part.startswith(".") for part in path.relative_to(output).parts):
            yield path


def _feed_fault(data: bytes, style: Format, posts: list[Post], corpus: Corpus, state: State) -> str | None:
    """Return what is wrong with a feed that should list these posts in this order."""
    root = ElementTree.fromstring(data)
    entries = root.findall("channel/item" if style == "rss" else f"{_ATOM}entry")
    links = [_link(entry, style) for entry in entries]
    if links != [post.url for post in posts]:
        return f"it has {len(links)} entries, not the {len(posts)} newest in their order"
    for entry, post in zip(entries, posts, strict=True):
        text = "".join(entry.itertext())
        revision = state.revision if post == changes.edited(corpus) else 0
        source = corpus.source(post, revision).decode()
        if post.mark not in text or len(text) < _MOST * len(source):
            return f"the content of {post.url} is not the whole of it"
        if revision and corpus.edit(revision) not in text:
            return f"the content of {post.url} is not that of its last edit"
    return None


def _link(entry: ElementTree.Element, style: Format) -> str | None:
    if style == "rss":
        return entry.findtext("link")
    links = entry.findall(f"{_ATOM}link")
    return next((link.get("href") for link in links if link.get("rel", "alternate") == "alternate"), None)


def _sitemap_faults(files: list[Path], urls: frozenset[str]) -> list[str]:
    """Return what is wrong with the sitemaps, which name the posts and, if the tool likes, the home page."""
    found = [where.decode() for file in files for where in _LOCATION.findall(file.read_bytes())]
    named = {where for where in found if not _SITEMAP.fullmatch(where.removeprefix(f"{URL}/"))}
    named -= {URL, f"{URL}/"}
    if named == urls and len(found) == len(set(found)):
        return []
    return [f"sitemap: {len(named & urls)} of {len(urls)} posts, {len(named - urls)} other URLs"]
