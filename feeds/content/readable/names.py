"""What HTML says of tags (html.spec.whatwg.org): which have no end, hold no markup, end which others."""

from __future__ import annotations

# 13.1.2, "Void elements", and those that were once.
VOID = frozenset(
    ("area", "base", "basefont", "bgsound", "br", "col", "embed", "frame", "hr", "image", "img",
     "input", "keygen", "link", "meta", "param", "source", "track", "wbr")
)  # fmt: skip
# Their text is no markup (13.1.2, "Raw text elements"), or none of ours.
RAW = frozenset(
    ("script", "style", "textarea", "title", "xmp", "iframe", "noembed", "noframes", "plaintext", "svg")
)
CELLS = frozenset(("table", "caption", "colgroup", "thead", "tbody", "tfoot", "tr", "td", "th"))
TABLE = frozenset(("table",))
# 13.2.4.2, "have an element in scope": an end tag does not look past these.
WALLS = frozenset(("table", "caption", "td", "th", "object", "template", "marquee", "applet"))
HEADINGS = frozenset(("h1", "h2", "h3", "h4", "h5", "h6"))
BLOCKS = HEADINGS | frozenset(
    ("address", "article", "aside", "blockquote", "center", "details", "dialog", "dir", "div", "dl",
     "fieldset", "figcaption", "figure", "footer", "form", "header", "hgroup", "hr", "listing", "main",
     "menu", "nav", "ol", "p", "plaintext", "pre", "search", "section", "summary", "table", "ul", "xmp")
)  # fmt: skip
SPECIAL = (
    BLOCKS
    | CELLS
    | frozenset(("li", "dt", "dd", "button", "noscript", "body", "html", "object", "template", "applet"))
)
_ROW = frozenset(("td", "th"))
_GROUP = frozenset(("thead", "tbody", "tfoot", "caption", "colgroup"))


def _ends(*targets: str, walls: frozenset[str] = WALLS | {"button"}) -> tuple[frozenset[str], frozenset[str]]:
    return frozenset(targets), walls.union(targets)


_P = _ends("p")
# 13.1.2.4, "Optional tags": a start tag -> elements that it ends, and what it does not look past, they too.
ENDED_BY: dict[str, tuple[tuple[frozenset[str], frozenset[str]], ...]] = {
    **dict.fromkeys(BLOCKS, (_P,)),
    "li": (_ends("li", walls=WALLS | {"ul", "ol", "menu", "dir"}), _P),
    **dict.fromkeys(("dt", "dd"), (_ends("dt", "dd", walls=WALLS | {"dl"}), _P)),
    "tr": (_ends("tr", walls=TABLE),),
    **dict.fromkeys(_ROW, (_ends(*_ROW, walls=TABLE | {"tr"}),)),
    **dict.fromkeys(_GROUP, (_ends("tr", walls=TABLE), _ends(*_GROUP, walls=TABLE))),
    "option": (_ends("option", walls=WALLS | {"select", "datalist"}),),
    "optgroup": (_ends("optgroup", "option", walls=WALLS | {"select"}),),
    **dict.fromkeys(("rt", "rp"), (_ends("rt", "rp", walls=WALLS | {"ruby"}),)),
    "a": (_ends("a", walls=SPECIAL),),
}
