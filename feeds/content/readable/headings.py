"""What a page adds to its headings, and makes of them: links to themselves, and tables of contents. Pure."""

from __future__ import annotations

import re

from feeds.content.readable.names import HEADINGS
from feeds.content.readable.rule import Rule, gate
from feeds.content.readable.tree import Element, is_blank

_ANCHOR = re.compile(
    r"(?:[\w-]*[-_])?(?:anchor|anchorjs|headerlink|permalink|octicon-link"
    r"|(?:hash|header|heading|deep|direct|section|self)-?link)(?:[-_][\w-]*)?|anchor(?:js)?-?link"
)
_SIGN = re.compile("[\\s¶#§🔗⚓∞🖇☍⛓⇧•\\[\\]\u200b-\u200d\u2060\ufe0e\ufe0f\ufeff]*")
_WORD = re.compile(
    r"(?:perma(?:nent )?link|anchor|link|copy link|direct link"
    r"|link to (?:this )?(?:heading|section|header|definition))\b.*|section titled .*",
    re.IGNORECASE,
)
_CONTENTS = re.compile(
    r"(?:(?:post|article|page|entry|js|markdown|inline|side|blog|ez|lwptoc|hugo|book|single|content|text)[-_]){0,2}"
    r"(?:toc|table-?of-?contents?|tableofcontents)"
    r"(?:[-_](?:container|wrapper|list|nav|box|content|block|sidebar|inner|body))?"
)
_LISTS = ("nav", "div", "ul", "ol", "aside", "details", "section")
_TITLE = re.compile(
    r"(?:table of )?contents|toc|on this page|in this (?:article|post)|(?:文章)?目\s*[录錄次]|内容"
    r"|inhalt(?:sverzeichnis)?|sommaire|table des matières|содержание|оглавление|índice|sumário|indice"
    r"|spis treści|فهرست|목차|daftar isi|içindekiler",
    re.IGNORECASE,
)
_MOST_TITLES = 5  # tables of contents that have one: each is looked for among all that stands before
_MOST_WORDS = 200  # letters outside of links that a table of contents may have


def _drop_anchors(tree: Element) -> None:
    links = [
        (link, next((one for one in link.above(4) if one.tag in HEADINGS), None)) for link in tree.walk("a")
    ]
    for link, heading in links:
        if _is_anchor(link, heading):
            _give_id(link, heading)
            link.drop()
    for link, heading in links:
        if heading is not None and link.tag and _leads_to_itself(link, heading):
            _give_id(link, heading)
            link.unwrap()


def _is_anchor(link: Element, heading: Element | None) -> bool:
    """Tell whether a link is there only to be copied: it is empty, a sign, or words that say so."""
    marked = any(map(_ANCHOR.fullmatch, link.classes))
    href = link.get("href")
    if (href and "#" not in href) or not (marked or heading is not None):
        return False
    text = link.text()
    if _SIGN.fullmatch(text):
        return bool(href) or next(link.walk("img"), None) is None
    return (marked or link.get("aria-hidden") == "true") and _WORD.fullmatch(text) is not None


def _leads_to_itself(link: Element, heading: Element) -> bool:
    """Tell whether a link is all of a heading, and leads there (or to the table of contents)."""
    name = link.get("href").removeprefix("#")
    if not name or name == link.get("href") or link.text() != heading.text():
        return False
    near = (link, heading, *heading.above(2))
    return name in (one.get("id") for one in near) or "toc-backref" in link.classes


def _give_id(link: Element, heading: Element | None) -> None:
    """Let links that led to an anchor lead to its heading."""
    name = link.get("id") or link.get("name")
    if name and heading is not None and not heading.get("id"):
        heading.put("id", name)


def _drop_contents(tree: Element) -> None:
    count = 0
    for box in tree.walk(*_LISTS):
        if _is_marked(box) and box.end and _only_links(box):
            count += 1
            if count <= _MOST_TITLES:
                _drop_title(box)
            box.drop()


def _is_marked(box: Element) -> bool:
    if box.get("role") == "doc-toc" or {"contents", "topic"} <= set(box.classes):
        return True
    return any(map(_CONTENTS.fullmatch, (*box.classes, box.get("id").lower())))


def _only_links(box: Element) -> bool:
    """Tell whether an element has links into the page, and next to nothing else."""
    links = list(box.walk("a"))
    if not links:
        return is_blank(box.text()) or _TITLE.fullmatch(box.text()) is not None
    inside = sum("#" in link.get("href") for link in links)
    return (
        inside * 2 > len(links) and len(box.text()) - sum(len(link.text()) for link in links) <= _MOST_WORDS
    )


def _drop_title(box: Element) -> None:
    """Drop the heading of a table of contents that stands before it."""
    title = box.before()
    if (
        isinstance(title, Element)
        and title.tag in {*HEADINGS, "p"}
        and _TITLE.fullmatch(title.text().rstrip(":："))
    ):
        title.drop()


RULES = (
    Rule(
        name="heading-anchors",
        gates=(
            gate(
                r"""<a\s[^<>]*(?:anchor|permalink|headerlink|hash-?link|octicon
                |(?:header|heading|section|self|deep|direct)-?link)""",
                "anchor",
                "link",
                "octicon",
            ),
            gate(r"<a\s+(?:id|name|class)\s*=|<a>"),
            gate(r"""\shref\s*=\s*["']?[^"'<>\s]{0,500}\#""", "#"),
        ),
        change=_drop_anchors,
    ),
    Rule(
        name="tables-of-contents",
        gates=(
            gate(r"""toc(?:(?<=["'\s_-]toc)["'\s>_-]|(?<==toc)\b|(?<=doc-toc))"""),
            gate(r"table-?of-?content|contents\s+topic|topic\s+contents", "content"),
        ),
        change=_drop_contents,
    ),
)
