"""What a page embeds, and readers take out -> a link to it; sounds and films keep their players. Pure."""

from __future__ import annotations

import re
from html import escape
from urllib.parse import unquote, urlsplit

from feeds.content.readable.rule import Rule, gate
from feeds.content.readable.tree import Element, make
from feeds.content.readable.videos import PLAYERS, addresses, put_link, title

# They count, advertise, or wait for the page's own visitors.
_NOISE = (
    r"(?:https?:)?//(?:[\w-]+\.)*(?:googletagmanager\.com|doubleclick\.net|googlesyndication\.com|amazon-adsystem\.com"
    r"|adnxs\.com|disqus\.com|addthis\.com|sharethis\.com|utteranc\.es|giscus\.app|google\.com/recaptcha"
    r"|facebook\.com/plugins/(?:like|share|page|comments|follow)|platform\.twitter\.com/widgets/)"
)
_SOUNDCLOUD = (
    r"https?://w\.soundcloud\.com/player/?\?(?:[^#]*&)?"
    r"url=(https?(?::|%3A)(?://|%2F%2F)soundcloud\.com(?:/|%2F)[^&#]+).*"
)
# The address of a player -> that of the page for people.
_PAGES = (
    (r"(https?://open\.spotify\.com/)embed(?:-podcast)?/", r"\1"),
    (r"(https?://codepen\.io/[\w-]+/)embed/(?:preview/)?", r"\1pen/"),
    (r"(https?://asciinema\.org/a/\w+)/(?:embed|iframe)\b.*", r"\1"),
    (r"(https?://codesandbox\.io/)embed/", r"\1s/"),
    (r"(https?://jsfiddle\.net/.*?)/?embedded/.*", r"\1/"),
    (_SOUNDCLOUD, r"\1"),
    (
        r"https?://platform\.twitter\.com/embed/Tweet\.html\?(?:[^#]*&)?id=(\d+).*",
        r"https://twitter.com/i/status/\1",
    ),
)
_SCRIPTED = re.compile(
    r"(?:https?:)?//(?P<page>gist\.github\.com/[\w./-]+?|asciinema\.org/a/\w+)\.js\b", re.IGNORECASE
)
_WEB = re.compile(r"(?:https?:)?//|[./]|[\w-]+(?:/|\.\w+)", re.IGNORECASE)
_IMAGE = re.compile(r"image/|.*\.(?:png|jpe?g|gif|svg|webp|avif)(?:[?#].*)?$", re.IGNORECASE)
_PLAYED = ("audio", "video")


def _change(tree: Element) -> None:
    for element in tree.walk(*PLAYERS, "script"):
        if element.tag == "script":
            found = _SCRIPTED.match(element.get("src"))
            if found:
                put_link(element, f"https://{found['page']}", f"↗ {found['page']}")
        elif element.tag == "object":
            _change_object(element)
        else:
            _link(element)


def _link(player: Element) -> None:
    """Put a link in the place of what is embedded, or nothing where there is nothing to be seen."""
    url = next(filter(_WEB.match, addresses(player)), "")
    sizes = [player.get(name).removesuffix("px") for name in ("width", "height")]
    if not url or re.match(_NOISE, url, re.IGNORECASE) or all(size in {"0", "1"} for size in sizes):
        player.drop()
        return
    for pattern, page in _PAGES:
        if re.match(pattern, url, re.IGNORECASE):
            url = re.sub(pattern, page, url, flags=re.IGNORECASE)
            url = unquote(url) if "%3A" in url.upper()[:12] else url
            break
    put_link(player, url, f"↗ {title(player) or _name(url)}")


def _name(url: str) -> str:
    """Return what to call an address: its file if that has a name, else its host."""
    try:
        parts = urlsplit(url)
        name = unquote(parts.path.rstrip("/").rpartition("/")[2])
        return name if "." in name[1:] or not parts.hostname else parts.hostname.removeprefix("www.")
    except ValueError:
        return url


def _change_object(element: Element) -> None:
    """Show what an object says for those who cannot see it; else a picture, or a link."""
    url = next(filter(_WEB.match, addresses(element)), "")
    if url and _IMAGE.match(element.get("type") or url):
        element.become(make("img", {"src": url, "alt": element.text() or title(element)}))
    elif element.text() or next(element.walk("img", "a", "video", "audio"), None) is not None:
        for inner in element.walk("embed", "param", "object"):
            inner.drop()
        element.unwrap()
    else:
        _link(element)


def _change_media(tree: Element) -> None:
    for player in tree.walk(*_PLAYED):
        for one in (player, *player.walk("source")):
            if not one.get("src"):
                one.put("src", one.get("data-src") or None)
        sources = [one.get("src") for one in (player, *player.walk("source")) if _WEB.match(one.get("src"))]
        if not sources:
            player.unwrap()
            continue
        if "controls" not in player.attributes:
            player.put("controls", "")
        if not player.get("poster"):
            player.put("poster", player.get("data-poster") or None)
        if next(player.walk("a"), None) is None:
            kept = [
                one for one in player.nodes() if isinstance(one, Element) and one.tag in {"source", "track"}
            ]
            link = make("a", {"href": sources[0]}, escape(title(player) or _name(sources[0]), quote=False))
            player.fill(*kept, link)
            player.end = player.end or f"</{player.tag}>"


RULES = (
    Rule(
        name="embeds",
        gates=(
            gate(r"<(?:iframe|embed|object)"),
            gate(r"(?:gist\.github\.com|asciinema\.org)/", "gist.github.com/", "asciinema.org/"),
        ),
        change=_change,
    ),
    Rule(name="media", gates=(gate(r"<(?:audio|video)"),), change=_change_media),
)
