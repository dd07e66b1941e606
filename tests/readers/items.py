"""What a site says to its readers, read from its JSON Feed: neither XML nor escaping stands in between."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final

from lxml import html

from feeds import config, publish

ROOT: Final = Path(__file__).parents[2]
SITES: Final = ROOT.parent / "shared" / "sites"
NOW: Final = datetime(2026, 11, 22, 12, tzinfo=UTC)
FORMATS: Final = ["rss", "atom", "jsonfeed"]
# The sample site, and real ones of each kind where they are at hand.
NAMES: Final = (
    "sample", "finews", "mehdix", "maku77", "farseerfc", "nikola-site", "stack-blog", "jekyll-docs",
)  # fmt: skip
_MOST_FEEDS: Final = 4
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


@dataclass(frozen=True)
class Feed:
    """A feed: the file of each of its formats, and what is in them all, in their order."""

    files: dict[str, Path]
    items: tuple[Item, ...]


def root_of(name: str) -> Path:
    """Return the folder of a site."""
    return ROOT if name == "sample" else SITES / name


def build(name: str, output: Path) -> list[Feed]:
    """Publish a site to a folder; return the site's feed and some others, with what is in them.

    What is amiss with the site is nobody's matter here.
    """
    root = root_of(name)
    settings = config.load(root, given={"feeds": {"formats": FORMATS, "content": "full"}})
    result = publish.build(root, replace(settings, output=output), publish.Options(now=NOW))
    if result.blocking:
        raise RuntimeError("\n".join(map(str, result.blocking)))
    readings = publish.collect(root, settings.site, NOW)
    channels = publish.channels(readings, settings.site)[:_MOST_FEEDS]
    return [_feed({fmt: output / path for fmt, path in channel.paths}) for channel in channels]


def _feed(files: dict[str, Path]) -> Feed:
    said = json.loads(files["jsonfeed"].read_text("utf-8"))
    items = tuple(_item(one, said.get("authors", ())) for one in said["items"])
    return Feed(files=files, items=items)


def _item(one: dict[str, Any], usual: Any) -> Item:
    return Item(
        id=one["id"], url=one["url"], title=squeezed(one.get("title", "")),
        moment=int(datetime.fromisoformat(one["date_published"]).timestamp()),
        authors=tuple(author["name"] for author in one.get("authors", usual)),
        content=one.get("content_html") or one.get("content_text") or one.get("summary", ""),
    )  # fmt: skip


def squeezed(text: str) -> str:
    """Return a text with each run of white space as one blank, as readers show it."""
    return " ".join(text.split())


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
