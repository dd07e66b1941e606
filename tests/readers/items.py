"""What the posts of a site say, and so its readers must see; only the bodies are those of the JSON Feeds.

JSON has neither XML nor escaping in between; test_items.py holds the bodies to the posts.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from lxml import html

from feeds.content.plaintext import from_author
from feeds.model import Post
from tests.real import Built

_URLS: Final = ("href", "src", "poster", "cite", "data", "longdesc", "background")
_SRCSET: Final = re.compile(r"(\S+?),?(?:\s+[\d.]+[wx])?\s*(?:,|$)")


@dataclass(frozen=True, kw_only=True)
class Item:
    """An entry as a person sees it in a reader; the moment in seconds since 1970."""

    id: str
    url: str
    title: str
    moment: int
    authors: tuple[str, ...]
    content: str


@dataclass(frozen=True, kw_only=True)
class Feed:
    """A feed: the file of each of its formats, and what must be in it, in its order.

    `root` is the folder of all that the site publishes.
    """

    root: Path
    files: Mapping[str, Path]
    items: Mapping[str, tuple[Item, ...]]

    def path(self, fmt: str) -> str:
        """Return the path of the document in the folder of all that is published."""
        return self.files[fmt].relative_to(self.root).as_posix()


def feeds_of(built: Built) -> list[Feed]:
    """Return the feeds of a site: its own, and those of its categories."""
    bodies: dict[str, str] = {}
    for document in built.documents.values():
        if document.kind == "jsonfeed":
            bodies |= {one["id"]: _body(one) for one in json.loads(document.data)["items"]}
    return [
        Feed(
            root=built.output,
            files={fmt: built.output / path for fmt, path in channel.paths},
            items={fmt: _items(built, path, bodies) for fmt, path in channel.paths},
        )
        for channel in built.channels
    ]


def _items(built: Built, path: str, bodies: Mapping[str, str]) -> tuple[Item, ...]:
    """Return the entries of a document, whose bodies another format may have had no room for."""
    posts = [built.readings[source].post for source in built.documents[path].sources]
    return tuple(_item(post, built, bodies) for post in posts if post is not None)


def _item(post: Post, built: Built, bodies: Mapping[str, str]) -> Item:
    return Item(
        id=post.id, url=post.url, title=squeezed(from_author(post.title) or post.title),
        moment=int(post.published.timestamp()),
        authors=tuple(author.name for author in post.authors or built.site.authors),
        content=bodies.get(post.id, ""),
    )  # fmt: skip


def _body(one: Mapping[str, Any]) -> str:
    """Return the text of an item: none where its title stands for it, as JSON Feed wants some content."""
    body = str(one.get("content_html") or one.get("content_text") or one.get("summary", ""))
    return body if body != one.get("title") else ""


def squeezed(text: str) -> str:
    """Return a text with each run of white space as one blank, as readers show it, and no word joiners."""
    return " ".join(text.replace("\u2060", "").split())


def words(content: str) -> str:
    """Return what is to be read of HTML, by which two renderings of it are compared."""
    return squeezed(html.fragment_fromstring(content, create_parent="div").text_content())


def relative(content: str) -> list[str]:
    """Return the URLs in HTML that are not absolute."""
    root = html.fragment_fromstring(content, create_parent="div")
    urls = [value for element in root.iter() for name in _URLS if (value := element.get(name)) is not None]
    for element in root.iter():
        urls += _SRCSET.findall(element.get("srcset", ""))
    return [url for url in urls if not re.match(r"[a-z][a-z0-9+.-]*:", url, re.IGNORECASE)]
