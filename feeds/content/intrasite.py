"""Pelican's links to files of the site, `{static}/images/a.png` -> absolute URLs. Pure but for `find_url`.

https://docs.getpelican.com/en/latest/content.html#linking-to-internal-content; contents.py of Pelican
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Callable
from functools import partial
from urllib.parse import unquote, urljoin

from feeds.content.slots import Cuts
from feeds.model import Post, Site

# Markdown has encoded the braces. Before there were any, bars stood for them.
_MARK = r"(?:[{|]|%7[BC])(?P<what>static|filename|attach|index|category|tag|author)(?:[}|]|%7[DC])"
_ANY = re.compile(_MARK, re.IGNORECASE)
_TAG = re.compile(r"<[A-Za-z][^<>]*>")
_LINK = re.compile(
    rf"\s(?P<name>href|src|data|poster)\s*=\s*(?P<quote>[\"']){_MARK}"
    r"(?P<path>[^\"'#?]*)(?P<rest>[^\"']*)(?P=quote)",
    re.IGNORECASE,
)
_TEXTS = (".rst", ".md", ".markdown", ".mkd", ".mdown", ".html", ".htm")
_MEND = "mend it, or take the bodies from the built site ([content] from)"


def resolve(
    html: str, body: str, post: Post, site: Site, *, find_url: Callable[[str], str | None], cuts: Cuts
) -> str:  # fmt: skip
    """Return the HTML with such links absolute. Of one to what nobody here knows the text stays."""
    if not _ANY.search(html):
        return html

    def link(found: re.Match[str]) -> str:
        url = _url(found["what"].lower(), unquote(found["path"]), post, site, find_url)
        if url is not None:
            return f" {found['name']}={found['quote']}{url}{found['rest']}{found['quote']}"
        words = f"{{{found['what']}}}{unquote(found['path'])}"
        message = f"“{words}” is nothing that is known here, so the link is cut and its text stays; {_MEND}"
        cuts.add("shortcode", words, message, partial(_line, body, words))
        return ""

    return _TAG.sub(lambda tag: _LINK.sub(link, tag[0]) if _ANY.search(tag[0]) else tag[0], html)


def _url(
    what: str, path: str, post: Post, site: Site, find_url: Callable[[str], str | None]
) -> str | None:  # fmt: skip
    """Return where a file of the contents is published, None if nobody here knows it."""
    contents = getattr(site.own, "content", "content")
    here = posixpath.dirname(posixpath.relpath(post.source, contents))
    file = posixpath.normpath(path.lstrip("/") if path.startswith("/") else posixpath.join(here, path))
    if what == "index":
        return f"{site.url}/"
    if what in {"category", "tag", "author"} or not path or file.startswith("../"):
        return None
    if what == "filename" and file.lower().endswith(_TEXTS):
        pages = getattr(site.own, "pages", ())
        is_page = any(page and file.startswith(f"{page}/") for page in pages)
        return None if is_page else find_url(file)
    if what == "attach":  # it goes with the article, from whatever folder
        beside = posixpath.relpath(file, here or ".")
        return urljoin(post.url, posixpath.basename(file) if beside.startswith("../") else beside)
    return f"{site.url}/{file}"


def _line(body: str, words: str) -> int:
    """Return the line in which a link first stands, the first if it is written otherwise."""
    return body.count("\n", 0, max(body.find(words), 0)) + 1
