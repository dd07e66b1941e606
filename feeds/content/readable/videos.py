"""A player of a video -> a link to the video, with its still where the address tells it. Pure.

Most readers take every <iframe> out, and the video with it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import escape

from feeds.content.readable.rule import Rule, gate
from feeds.content.readable.tree import Element, Node, make
from feeds.record import Record

PLAYERS = ("iframe", "embed", "object")
_TAGS = (
    *PLAYERS,
    "lite-youtube",
    "lite-vimeo",
    "youtube-video",
    "amp-youtube",
    "amp-vimeo",
    "amp-dailymotion",
)
# What holds a paragraph; in anything else a link stands by itself.
_ROOMY = frozenset(
    ("", "div", "section", "article", "main", "figure", "blockquote", "aside", "body", "center", "noscript")
)


class _Host(Record, frozen=True):
    """A place that has videos: what its players' addresses look like, and the page of each."""

    name: str
    player: str
    page: str
    still: str = ""
    kind: str = "Video"


_YOUTUBE = r"(?:m\.)?(?:youtube(?:-nocookie)?|youtubeeducation)\.com"
HOSTS = (
    _Host("YouTube", rf"{_YOUTUBE}/embed/(?:videoseries|playlist)/?\?(?:[^#]*&)?list=(?P<id>[\w-]+)",
          "https://www.youtube.com/playlist?list={id}"),
    _Host("YouTube", rf"(?:{_YOUTUBE}/(?:embed/|v/|e/|shorts/|live/|watch\?(?:[^#]*&)?v=)|youtu\.be/)"
          r"(?P<id>[\w-]{11})(?![\w-])",
          "https://www.youtube.com/watch?v={id}", "https://img.youtube.com/vi/{id}/hqdefault.jpg"),
    _Host("Vimeo", r"player\.vimeo\.com/video/(?P<id>\d+)(?:\?(?:[^#]*&)?h=(?P<more>\w+))?", "https://vimeo.com/{id}"),
    _Host("Bilibili", r"player\.bilibili\.com/player\.html\?(?:[^#]*&)?bvid=(?P<id>BV\w+)",
          "https://www.bilibili.com/video/{id}"),
    _Host("Bilibili", r"player\.bilibili\.com/player\.html\?(?:[^#]*&)?aid=(?P<id>\d+)",
          "https://www.bilibili.com/video/av{id}"),
    _Host("Dailymotion", r"(?:geo\.)?dailymotion\.com/(?:embed/video/|swf/video/"
          r"|player(?:/\w+)?\.html\?(?:[^#]*&)?video=)(?P<id>\w+)",
          "https://www.dailymotion.com/video/{id}"),
    _Host("TED", r"embed(?:-ssl)?\.ted\.com/talks/(?:lang/[\w-]+/)?(?P<id>\w+)", "https://www.ted.com/talks/{id}"),
    _Host("the Internet Archive", r"archive\.org/embed/(?P<id>[\w.-]+)", "https://archive.org/details/{id}"),
    _Host("GIPHY", r"giphy\.com/embed/(?P<id>\w+)", "https://giphy.com/gifs/{id}",
          "https://media.giphy.com/media/{id}/giphy.gif", "GIF"),
    _Host("PeerTube", r"(?P<host>[\w.-]+(?::\d+)?)/videos/embed/(?P<id>[\w-]{8,})", "https://{host}/w/{id}"),
)  # fmt: skip
_LITE = {
    "lite-youtube": "https://www.youtube.com/embed/{}", "youtube-video": "https://www.youtube.com/embed/{}",
    "amp-youtube": "https://www.youtube.com/embed/{}", "lite-vimeo": "https://player.vimeo.com/video/{}",
    "amp-vimeo": "https://player.vimeo.com/video/{}", "amp-dailymotion": "https://www.dailymotion.com/embed/video/{}",
}  # fmt: skip
_NO_TITLES = frozenset(("youtube video player", "video player", "player", "iframe", "embed"))
_SOURCES = ("data-src", "data-lazy-src", "data-cookieconsent-src", "src", "data")
_START = re.compile(r"[?&](?:start|t)=(\d+)")


def addresses(player: Element) -> Iterator[str]:
    """Yield the addresses that an embedding element names, the likeliest first."""
    if player.tag in _LITE:
        number = player.get("videoid") or player.get("data-videoid")
        yield _LITE[player.tag].format(number)
        return
    yield from filter(None, map(player.get, _SOURCES))
    for inner in player.walk("param", "embed") if player.tag == "object" else ():
        if inner.tag == "embed" or inner.get("name").lower() in {"movie", "src", "url", "filename"}:
            yield from filter(None, (inner.get("src"), inner.get("value")))


def title(player: Element) -> str:
    """Return what the author calls what is embedded; empty if nothing."""
    own = next(filter(None, map(player.get, ("title", "playlabel", "aria-label", "alt"))), "")
    return "" if own.lower() in _NO_TITLES else " ".join(own.split())


def put_link(player: Element, url: str, words: str, *before: Node) -> None:
    """Put a link in the place of what is embedded, in a paragraph where one may stand.

    Its sign, ▶ or ↗, tells that the link was put here; `plaintext` leaves it out of summaries.
    """
    link = make("a", {"href": url}, *before, escape(words, quote=False))
    player.become(make("p", {}, link) if player.holder.tag in _ROOMY else link)


def _page(address: str) -> tuple[_Host, str, str] | None:
    """Return the host of a player, the page of its video, and its still; none if we do not know it."""
    for host in HOSTS:
        found = re.match(rf"(?:https?:)?//(?:www\.)?{host.player}", address, re.IGNORECASE)
        if found:
            parts = found.groupdict()
            url = host.page.format(**parts)
            start = _START.search(address)
            if start and host.name == "YouTube":
                url += f"&t={start[1]}s"
            return host, f"{url}/{parts['more']}" if parts.get("more") else url, host.still.format(**parts)
    return None


def _change(tree: Element) -> None:
    for player in tree.walk(*_TAGS):
        found = next(filter(None, map(_page, addresses(player))), None)
        if found is not None:
            host, url, still = found
            words = f"▶ {title(player) or f'{host.kind} on {host.name}'}"
            picture = (make("img", {"src": still, "alt": ""}), make("br", {})) if still else ()
            put_link(player, url, words, *picture)


RULES = (
    Rule(
        name="videos",
        gates=(gate(r"<(?:iframe|embed|object|lite-|youtube-video|amp-(?:youtube|vimeo|dailymotion))"),),
        change=_change,
    ),
)
