"""Liquid in the body of a Jekyll post -> the body as Jekyll hands it to Markdown. Pure but for includes.

What Jekyll would need the whole site for is cut, and named: site.posts, site.data and the like.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from functools import cache
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from feeds.content import markdown
from feeds.content.slots import Cuts, Slots
from feeds.model import Post, Site

if TYPE_CHECKING:
    from feeds.content.liquid.engine import Engine

Find = Callable[[str], str | None]
_MAX_INCLUDE = 256 * 1024  # bytes
_TAGS = re.compile(r"\{\{.{0,2000}?\}\}|\{%.{0,2000}?%\}", re.DOTALL)
_OPEN = re.compile(r"\{\{|\{%")
# What only a build of the whole site knows.
_UNKNOWN = frozenset(
    ("posts", "related_posts", "pages", "html_pages", "static_files", "data", "collections", "documents",
     "categories", "tags", "time", "github")
)  # fmt: skip
_MEND = 'mend it, or take the bodies from the built site: [content] from = "_site"'


def holds(body: str) -> bool:
    """Return whether there is anything for Liquid to do."""
    return "{{" in body or "{%" in body


def render(  # noqa: PLR0913 - each is one thing that a template may ask for
    body: str, post: Post, site: Site, *, slots: Slots, cuts: Cuts, find_url: Find, include: Find
) -> str:
    """Return the body with its Liquid rendered; what cannot be is cut and noted. Never raises."""

    def note(name: str, offset: int, message: str) -> None:
        cuts.add("liquid", name, f"{message}; {_MEND}", lambda: body.count("\n", 0, offset) + 1)

    parts = urlsplit(site.url)
    url, base = f"{parts.scheme}://{parts.netloc}", parts.path.rstrip("/")
    from feeds.content.liquid import filters  # noqa: PLC0415
    from feeds.content.liquid.run import Run  # noqa: PLC0415 - it takes 0.2 s to load

    engine = _engine()
    run = Run(
        slots=slots, note=note, find_url=find_url, include=include, body=body,
        filters=filters.filters(url, base, site.zone, lambda text: slots.put(markdown.to_html(text))),
    )  # fmt: skip
    engine.start(run)
    values = {"site": _Site(_site(site, url, base), note), "page": _page(post, site)}
    try:
        text = engine.from_string(body).render(**values)
    except Exception as error:  # noqa: BLE001 - a template may do anything, and no post stops the run
        reason = str(getattr(error, "message", None) or error).splitlines() or [type(error).__name__]
        note("Liquid", 0, f"its Liquid cannot be rendered ({reason[0][:200]}), so all its tags are cut")
        text = _OPEN.sub("", _TAGS.sub("", body))
    return slots.keep(text, liquid=True)


@cache
def _engine() -> Engine:
    """Return the one engine of this process: it is costly to make."""
    from feeds.content.liquid.engine import Engine  # noqa: PLC0415 - it takes 0.2 s to load

    return Engine()


def read_include(folder: Path, name: str) -> str | None:
    """Return the text of a file below the folder _includes, if it is there and not too large."""
    path = PurePosixPath(name)
    if not name or "\\" in name or "\0" in name or path.is_absolute() or ".." in path.parts:
        return None
    try:
        file = (folder / path).resolve()
        if not file.is_relative_to(folder.resolve()) or file.stat().st_size > _MAX_INCLUDE:
            return None
        text = file.read_bytes().decode("utf-8-sig", "replace")
    except (OSError, ValueError):
        return None
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    return re.sub(r"\A---\s*\n.*?^---\s*\n", "", text, count=1, flags=re.DOTALL | re.MULTILINE)


class _Site(Mapping[str, object]):
    """`site` in a template; it notes when one asks for what only a whole build knows."""

    def __init__(self, values: dict[str, object], note: Callable[[str, int, str], None]) -> None:
        self._values, self._note = values, note

    def __getitem__(self, key: str) -> object:
        if key in _UNKNOWN and key not in self._values:
            self._note(f"site.{key}", 0, f"site.{key} is known only to Jekyll, and empty here")
        return self._values[key]

    def __iter__(self) -> Iterator[str]:
        return iter(self._values)

    def __len__(self) -> int:
        return len(self._values)


def _site(site: Site, url: str, base: str) -> dict[str, object]:
    config = getattr(site.own, "config", None)
    own = {key: value(one) for key, one in config.items()} if isinstance(config, Mapping) else {}
    return own | {
        "title": site.title, "description": site.description, "url": url, "baseurl": base,
        "lang": site.lang, "timezone": str(site.zone),
        "author": own.get("author") or next((author.name for author in site.authors), None),
    }  # fmt: skip


def _page(post: Post, site: Site) -> dict[str, object]:
    """Return `page`: what the front matter says, and what Jekyll adds (drops/document_drop.rb)."""
    path = post.url.removeprefix(site.url) or "/"
    return {key: value(one) for key, one in post.extra} | {
        "title": post.title, "url": path, "date": post.published, "id": post.id.removeprefix(site.id_url),
        "tags": list(post.tags), "categories": list(post.categories), "path": post.source,
        "category": next(iter(post.categories), None), "lang": post.lang,
        "description": post.summary, "excerpt": post.summary, "collection": "posts",
        "name": PurePosixPath(post.source).name, "last_modified_at": post.updated,
        "author": next((author.name for author in post.authors), None),
    }  # fmt: skip


def value(one: object) -> object:
    """Return a front-matter value as Liquid sees it: numbers, true and false, lists and tables."""
    if isinstance(one, tuple | list):
        pairs = all(isinstance(x, tuple) and len(x) == 2 and isinstance(x[0], str) for x in one)
        return {x[0]: value(x[1]) for x in one} if pairs and one else [value(x) for x in one]
    if isinstance(one, dict):
        return {key: value(x) for key, x in one.items()}
    if isinstance(one, str):
        if one in {"true", "false"}:
            return one == "true"
        return int(one) if re.fullmatch(r"-?(?:0|[1-9]\d{0,15})", one) else str(one)
    return one
