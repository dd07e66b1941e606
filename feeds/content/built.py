"""The body of a post out of the site as its generator built it. `read` opens the page, all else is pure."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from urllib.parse import unquote, urlsplit

from lxml import etree
from lxml import html as lxml_html

from feeds.characters import clean
from feeds.content import plaintext

_MAX_PAGE = 20 * 1024 * 1024  # bytes


class NotThere(Exception):
    """The page, or what was looked for in it, is not there. Its text says what to do."""


def read(folder: Path, site_url: str, post_url: str, select: str, title: str) -> str:
    """Return the HTML inside the first element of a post's page that the selector finds.

    Raises:
        NotThere: there is no such page, no such element, or the selector is none.
    """
    names = tuple(dict.fromkeys(paths(site_url, post_url)))
    for name in names:
        file = (folder / name).resolve()
        try:
            if file.is_relative_to(folder.resolve()) and file.is_file() and file.stat().st_size <= _MAX_PAGE:
                return find(file.read_bytes(), select, title, name)
        except (OSError, ValueError):
            continue
    where = f"{folder.name}/{names[0]}" if names else f"a page for {post_url}"
    raise NotThere(f"{where} is not there for “{select}” to be taken from; build the site first")


def paths(site_url: str, post_url: str) -> Iterator[str]:
    """Yield the files that a URL of the site may be, the likeliest first; none outside the folder."""
    base, path = urlsplit(site_url).path.rstrip("/"), urlsplit(post_url).path
    if not path.startswith(f"{base}/"):
        return
    plain = unquote(path[len(base) + 1 :])
    parts = plain.split("/")
    if ".." in parts or "" in parts[:-1] or "\\" in plain or "\0" in plain or re.match("[A-Za-z]:", plain):
        return
    if not parts[-1]:
        found = [f"{plain}index.html"]
    elif plain.lower().endswith((".html", ".htm", ".xhtml")):
        found = [plain]
    else:
        found = [f"{plain}.html", f"{plain}/index.html"]
    yield from found
    yield from (unicodedata.normalize("NFC", name) for name in found)
    yield from (unicodedata.normalize("NFD", name) for name in found)


def find(page: bytes, select: str, title: str, name: str = "the page") -> str:
    """Return the HTML inside the first element that the selector finds, its parts tried in their order.

    The first <h1> goes if it says the title again: a feed's entry has its own.

    Raises:
        NotThere: nothing is found, or the selector is none.
    """
    tree = _parse(page)
    element = next(
        (one for path in _xpaths(select) for one in (tree.xpath(path) if tree is not None else ())), None
    )
    if element is None:
        raise NotThere(f"{name} has no “{select}”; name the element of the text in [content] select")
    heading = element.find(".//h1")
    if heading is not None and _same(heading.text_content(), title):
        heading.drop_tree()
    inner = (lxml_html.tostring(child, encoding="unicode") for child in element)
    return (element.text or "").replace("&", "&amp;").replace("<", "&lt;") + "".join(inner)


def _parse(page: bytes) -> lxml_html.HtmlElement | None:
    try:
        text = page.decode("utf-8-sig")
    except UnicodeDecodeError:
        data, parser = page, lxml_html.HTMLParser()
    else:
        data, parser = clean(text).encode(), lxml_html.HTMLParser(encoding="utf-8")
    try:
        return lxml_html.document_fromstring(data, parser=parser)
    except (etree.ParserError, ValueError):  # there is nothing in it
        return None


def _same(heading: str, title: str) -> bool:
    def words(text: str) -> str:
        return re.sub(r"[\W_]+", "", unicodedata.normalize("NFKC", text)).casefold()

    return words(heading) == words(plaintext.from_author(title)) != ""


@cache
def _xpaths(select: str) -> tuple[str, ...]:
    """Return the XPath of each part of a selector.

    Raises:
        NotThere: it is no CSS selector.
    """
    from cssselect import HTMLTranslator, SelectorError, parse  # noqa: PLC0415 - only a run that takes built pages needs it

    try:
        return tuple(HTMLTranslator().selector_to_xpath(one) for one in parse(select))
    except SelectorError as error:
        raise NotThere(f"“{select}” is no CSS selector ({error}); mend [content] select") from None
