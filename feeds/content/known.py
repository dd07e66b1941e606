"""The shortcodes that many sites share -> plain HTML: figures, code, quotes, videos as links. Pure.

Hugo's own (gohugo.io/shortcodes), Hexo's (hexo.io/docs/tag-plugins), and what themes call alike.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from html import escape, unescape
from urllib.parse import quote

from feeds.content import players
from feeds.model import Post
from feeds.record import Record

_ARGUMENT = re.compile(
    r"(?:(?P<key>[\w.-]+)\s*=\s*)?(?:\"(?P<a>(?:[^\"\\]|\\.)*)\"|'(?P<b>(?:[^'\\]|\\.)*)'|`(?P<c>[^`]*)`|(?P<d>[^\s,\"'`()]+))"
)
_REFERENCE = re.compile(r"&(?:#[0-9]{1,7}|#[xX][0-9A-Fa-f]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});")


class Call(Record, frozen=True):
    """A shortcode as it is written: its name, its named arguments, the others in their order."""

    name: str
    named: dict[str, str]
    given: tuple[str, ...]
    post: Post | None

    @classmethod
    def parse(cls, name: str, rest: str, post: Post | None = None) -> Call:
        """Return the call that is written in the rest of a tag."""
        named: dict[str, str] = {}
        given: list[str] = []
        for match in _ARGUMENT.finditer(rest[:3000]):
            quoted = next((match[one] for one in "ab" if match[one] is not None), None)
            value = re.sub(r"\\(.)", r"\1", quoted) if quoted is not None else match["c"] or match["d"] or ""
            if match["key"]:
                named.setdefault(match["key"].lower(), value)
            else:
                given.append(value)
        return cls(name, named, tuple(given), post)

    def get(self, *keys: str, index: int | None = None) -> str:
        """Return the first of the named arguments that is there, else the one at the index."""
        named = next((self.named[key] for key in keys if self.named.get(key)), "")
        if not named and index is not None and index < len(self.given):
            return self.given[index]
        return named


def resolve(words: str) -> str:
    """Return what an author wrote in a tag as plain text: `&ldquo;` is what it is in HTML."""
    return _REFERENCE.sub(lambda one: unescape(one[0]), words)


def text(words: str) -> str:
    """Return what an author wrote in a tag as HTML."""
    return escape(resolve(words), quote=False)


def link(url: str, words: str = "") -> str:
    """Return a link as HTML."""
    return f'<a href="{escape(url)}">{text(words or url)}</a>'


def code(words: str, language: str, title: str = "") -> str:
    """Return a block of code as HTML, under its title if it has one."""
    kind = f' class="language-{escape(language)}"' if language else ""
    block = f"<pre><code{kind}>{escape(words.strip(chr(10)).rstrip(), quote=False)}\n</code></pre>"
    return f"<figure><figcaption>{text(title)}</figcaption>{block}</figure>" if title else block


def image(url: str, alt: str, caption: str = "", target: str = "") -> str:
    """Return an image as HTML, a figure if it has a caption."""
    shown = f'<img src="{escape(url)}" alt="{escape(resolve(alt))}">'
    if target:
        shown = f'<a href="{escape(target)}">{shown}</a>'
    return f"<figure>{shown}<figcaption>{text(caption)}</figcaption></figure>" if caption else shown


def _figure(call: Call) -> str | None:
    url = call.get("src", "url", "path", "name", "file", index=0)
    title, caption = call.get("title"), call.get("caption", "desc")
    words = ". ".join(filter(None, (title, caption)))
    return image(url, call.get("alt") or words, words, call.get("link", "href")) if url else None


def _picture(call: Call) -> str | None:
    """Return an image of Eleventy or Hexo, whose path counts from the site's folder."""
    if call.named:
        return _figure(call)
    words = list(call.given)
    place = next((i for i, w in enumerate(words) if "/" in w or re.search(r"\.\w{3,4}$", w)), None)
    if place is None:
        return None
    url, rest = words[place], [w for w in words[place + 1 :] if not re.fullmatch(r"\d+%?|auto", w)]
    if not re.match(r"[a-z][a-z0-9+.-]*:|[/.]", url):
        url = f"/{url}"
    return image(url, rest[-1] if rest else "")


def _asset(call: Call) -> str | None:
    """Return Hexo's asset_img [class] slug [width] [height] [title [alt]]: a file beside the post."""
    place = next((i for i, w in enumerate(call.given) if re.search(r"\.\w{2,5}$", w)), None)
    if place is None:
        return None
    words = [w for w in call.given[place + 1 :] if not re.fullmatch(r"\d+", w)]
    return image(quote(call.given[place], safe="/%:"), words[-1] if words else "")


def _asset_link(call: Call) -> str | None:
    name = call.get(index=0)
    return link(quote(name, safe="/%:"), call.get(index=1) or name) if name else None


def _hexo_link(call: Call) -> str | None:
    """Return Hexo's link text… url [external] [title]."""
    place = next((i for i, w in enumerate(call.given) if re.match(r"(?:https?:|/)", w)), None)
    return link(call.given[place], " ".join(call.given[:place])) if place is not None else None


def _linked(pattern: str, *keys: str) -> Callable[[Call], str | None]:
    """Return what makes a link of an embedded video or post: {} is its id, {1} its second word."""

    def make(call: Call) -> str | None:
        ids = [call.get(key, index=i) for i, key in enumerate(keys)]
        if not all(ids):
            return None
        if re.match("https?://", ids[-1]):
            return link(ids[-1], call.get("title"))
        return link(pattern.format(*(quote(one, safe="") for one in ids)), call.get("title"))

    return make


def _video(host: str, pattern: str) -> Callable[[Call], str | None]:
    """Return what makes a player of a video; of what is no number of the host's, a link."""
    linked = _linked(pattern, "id")

    def make(call: Call) -> str | None:
        video, title = call.get(*players.KEYS, index=0), resolve(call.get("title", "caption"))
        return players.player(host, video, title, call.get("start", "t")) or linked(call)

    return make


def _tweet(call: Call) -> str | None:
    user, number = call.get("user"), call.get("id", index=0)
    if not number:
        return None
    if re.match("https?://", number):
        return link(number)
    return link(f"https://twitter.com/{quote(user or 'i', safe='')}/status/{quote(number, safe='')}")


def _gist(call: Call) -> str | None:
    if call.get("url"):
        return link(call.get("url"))
    parts = "/".join(call.given[:2])
    return link(f"https://gist.github.com/{quote(parts, safe='/')}") if parts else None


def _media(call: Call) -> str | None:
    url = call.get("src", "url", "file", "mp4", "link", index=0)
    return link(url, call.get("title", "caption")) if url else None


def _param(call: Call) -> str | None:
    value = dict(call.post.extra if call.post else ()).get(call.get("name", index=0))
    return text(value) if isinstance(value, str) else None


_youtube = _video("youtube", "https://www.youtube.com/watch?v={0}")
_vimeo = _video("vimeo", "https://vimeo.com/{0}")
SINGLE: dict[str, Callable[[Call], str | None]] = {
    "figure": _figure, "img": _picture, "image": _picture, "picture": _picture, "imgproc": _figure,
    "image_with_class": _picture, "asset_img": _asset, "asset_link": _asset_link, "link": _hexo_link,
    "asset_path": lambda call: quote(call.get(index=0), safe="/%:"),
    "youtube": _youtube, "youtubelite": _youtube, "youtube_lite": _youtube, "yt": _youtube,
    "vimeo": _vimeo, "vimeo_simple": _vimeo,
    "bilibili": _video("bilibili", "https://www.bilibili.com/video/{0}"),
    "dailymotion": _video("dailymotion", "https://www.dailymotion.com/video/{0}"),
    "instagram": _linked("https://www.instagram.com/p/{0}/", "id"),
    "instagram_simple": _linked("https://www.instagram.com/p/{0}/", "id"),
    "jsfiddle": _linked("https://jsfiddle.net/{0}/", "id"),
    "codepen": _linked("https://codepen.io/{0}/pen/{1}", "user", "id"),
    "asciinema": _linked("https://asciinema.org/a/{0}", "id"),
    "tweet": _tweet, "twitter": _tweet, "twitter_simple": _tweet, "x": _tweet, "x_simple": _tweet,
    "gist": _gist, "video": _media, "audio": _media, "mp3": _media, "file": _media, "pdf": _media,
    "param": _param, "more": lambda _: "<!--more-->",
    "br": lambda _: "<br>", "toc": lambda _: "",
}  # fmt: skip


def keep(call: Call) -> tuple[str, str]:
    """Return nothing but a title, to stand before the text of a pair."""
    title = call.get("title", "header", "label", "summary")
    return (f"<p><strong>{text(title)}</strong></p>" if title else ""), ""


def _quote(call: Call) -> tuple[str, str]:
    who = call.get("author", "by", "source", "cite") or (
        " ".join(call.given) if call.name != "pullquote" else ""
    )
    return "<blockquote>", f"<p>— {text(who)}</p>\n\n</blockquote>" if who else "</blockquote>"


def _notice(call: Call) -> tuple[str, str]:
    title = call.get("title", "header", index=1)
    return (
        f"<blockquote>\n\n<p><strong>{text(title)}</strong></p>" if title else "<blockquote>",
        "</blockquote>",
    )


def _details(call: Call) -> tuple[str, str]:
    title = call.get("summary", "title", index=0)
    return f"<details><summary>{text(title)}</summary>", "</details>"


def _linked_text(call: Call) -> tuple[str, str]:
    url = call.get("href", "url", "link", "to", index=0)
    return (f'<a href="{escape(url)}">', "</a>") if url else ("", "")


def _figured(call: Call) -> tuple[str, str]:
    return _figure(call) or "", ""


# What stands before and after the text of a pair.
PAIRED: dict[str, Callable[[Call], tuple[str, str]]] = {
    **dict.fromkeys(("quote", "blockquote", "pullquote", "epigraph"), _quote),
    **dict.fromkeys(
        ("note", "tip", "warning", "info", "danger", "important", "caution", "notice", "alert", "callout",
         "admonition", "hint", "attention", "message", "aside"), _notice),
    **dict.fromkeys(("details", "expand", "accordion", "collapse", "spoiler", "fold"), _details),
    **dict.fromkeys(("tabs", "tab", "tabset", "columns", "column", "row", "col", "center", "steps", "cards",
                     "markdown", "md", "div", "section", "grid", "left", "right", "large"), keep),
    "button": _linked_text, "figure": _figured, "image": _figured,
}  # fmt: skip


def _code(call: Call, inner: str) -> str:
    """Return a block of code: Hugo's highlight LANG, Hexo's codeblock [title] [lang:LANG]."""
    words = [
        word
        for word in call.given
        if not word.startswith(("lang:", "url:", "line_number:", "mark:", "linenos"))
    ]
    hexo = next((word.removeprefix("lang:") for word in call.given if word.startswith("lang:")), "")
    language = call.get("lang", "language", "syntax") or hexo
    title = call.get("title", "caption", "file", "filename")
    if call.name == "codeblock":
        title = title or " ".join(words)
    elif not language and words:
        language = words[0]
    return code(inner, language if re.fullmatch(r"[\w+#.-]{1,40}", language) else "", title)


def _hidden(_: Call, inner: str) -> str:
    del inner
    return ""


# Pairs whose text is no Markdown: they become HTML at once. Those of HIDDEN are for nobody's eyes.
HIDDEN = frozenset(("private", "comment", "hidden", "hide", "todo", "draft", "capture", "macro", "ignore"))
VERBATIM: dict[str, Callable[[Call, str], str]] = {
    **dict.fromkeys(("highlight", "code", "codeblock", "code-block", "prism", "snippet", "terminal"), _code),
    **dict.fromkeys(("mermaid", "plantuml", "graphviz", "chart"), lambda call, inner: code(inner, call.name)),
    **dict.fromkeys(("raw", "rawhtml", "raw-html", "html", "unsafe"), lambda _, inner: inner),
    **dict.fromkeys(HIDDEN, _hidden),
}
