"""Atom's text and content, whose type says what may stand in them. Pure.

https://www.rfc-editor.org/rfc/rfc4287#section-3.1 and #section-4.1.3
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from feeds.validator import markup, xhtml
from feeds.validator.findings import Fault, Findings, Node, local, name_of, quoted
from feeds.validator.plaintext import begun, hidden
from feeds.validator.shape import Children, Shape
from feeds.validator.uris import reference
from feeds.validator.values import anything, media_type, written

XHTML_DIV: Final = f"{xhtml.XHTML}div"


def needs_summary(content: Node) -> bool:
    """Whether 4.1.2 wants a summary beside it: content elsewhere, or encoded in Base64."""
    return content.get("src") is not None or _is_binary(content.get("type", "text"))


def _text(element: Node, _seen: Children, found: Findings) -> None:
    """3.1.1: "the value MUST be one of "text", "html", or "xhtml""."""
    kind = element.get("type", "text")
    if kind == "xhtml":
        _xhtml(element, found)
    elif kind in {"text", "html"}:
        _flat(element, kind, found)
        _readable(element, kind, found)
    else:
        message = f"{name_of(element)}’s type {quoted(kind)} is none of “text”, “html”, “xhtml”"
        found.error(element, "text-type", f"{message}; write one of these")


def _title(element: Node, seen: Children, found: Findings) -> None:
    """Want some text: 4.1.1.1 advises "a non-empty atom:title element"."""
    _text(element, seen, found)
    text = "".join(map(str, element.itertext())) if len(element) else element.text or ""
    if fault := written(name_of(element), text):
        found.add(element, fault)


def _content(element: Node, _seen: Children, found: Findings) -> None:
    """4.1.3.3: the content by its type, in the order of the specification."""
    kind = element.get("type", "text")
    if element.get("src") is not None:
        _remote(element, found)
    elif kind == "xhtml":
        _xhtml(element, found)
    elif kind in {"text", "html"} or kind.lower().startswith("text/"):
        _flat(element, kind, found)
        _readable(element, kind, found)
    elif fault := _media(kind):
        found.add(element, fault)
    elif _is_xml(kind):
        _inline(element, found)
    else:
        _encoded(element, found)


def _remote(element: Node, found: Findings) -> None:
    """4.1.3.2: with a src, the element is empty and its type is a media type, which SHOULD be there."""
    kind = element.get("type")
    if kind is None:
        message = "content has a src and no type, by which readers know whether to show it"
        found.warning(element, "missing-attribute", f'{message}; write type="…/…"')
    elif fault := _media(kind):
        found.add(element, fault)
    if len(element) or (element.text or "").strip():
        message = "content has a src and text as well; leave one of them out"
        found.error(element, "unexpected-text", message)


def _readable(element: Node, kind: str, found: Findings) -> None:
    """Look at what a reader makes of the text: HTML of HTML, and what stands there of the rest."""
    text = found.text_of(element)
    if "<" not in text and "&" not in text and kind in {"text", "html"}:
        return  # as most titles are
    if kind.lower() in {"html", "text/html"}:
        _shown(element, markup.faults(text), found)
        if kind != "html" and "<html" not in text.lower():
            message = f"{name_of(element)} is {quoted(kind)}, which is a page with <html>, not a part of one"
            found.info(element, "media-type", f'{message}; write type="html"')
    elif kind == "text":
        look = begun if name_of(element) in {"content", "summary"} else hidden
        if fault := look(name_of(element), text):
            found.add(element, fault)


def _shown(element: Node, faults: Iterable[Fault], found: Findings) -> None:
    for fault in faults:
        # A relative reference leads somewhere where xml:base says from where.
        if fault.code != "relative-reference" or not element.base:
            found.add(element, fault)


def _xhtml(element: Node, found: Findings) -> None:
    """3.1.1.3: "the content of the Text construct MUST be a single XHTML div element"."""
    texts = [element.text, *(child.tail for child in element)]
    children = [child.tag for child in element.iterchildren("*")]
    if children != [XHTML_DIV] or any(text and not text.isspace() for text in texts):
        message = f"{name_of(element)} is xhtml and holds more or less than one div of XHTML"
        words = 'write <div xmlns="http://www.w3.org/1999/xhtml">…</div> and nothing beside it'
        found.error(element, "xhtml-div", f"{message}; {words}")
    elif (lost := next(element.iter("{}*"), None)) is not None:
        message = f"<{name_of(lost)}> stands in XHTML and is in no namespace"
        found.error(lost, "xhtml-div", f'{message}; leave out its xmlns=""')
    else:
        _shown(element, xhtml.faults(element[0]), found)


def _flat(element: Node, kind: str, found: Findings) -> None:
    for child in element.iterchildren("*") if len(element) else ():
        message = f"{name_of(element)} is {quoted(kind)} and may not hold <{name_of(child)}>"
        found.error(child, "unexpected-markup", f"{message}; write “&lt;” for “<”")
        return


def _inline(element: Node, found: Findings) -> None:
    """XML stands in the content as one element, which would be the root of a document."""
    texts = [element.text, *(child.tail for child in element)]
    loose = [text for text in texts if text and not text.isspace()]
    root = next(element.iterchildren("*"), None)
    if loose and root is None:
        message = f"content is {quoted(element.get('type', ''))} and holds text, but no element"
        found.warning(element, "unexpected-text", f"{message}; write its XML as it is, not escaped")
    elif loose:
        message = f"The text {quoted(loose[0])} stands beside the XML of the content; leave it out"
        found.error(element, "unexpected-text", message)
    elif root is not None and element.get("type", "").lower().startswith("application/xhtml+xml"):
        _page(root, found)


def _page(root: Node, found: Findings) -> None:
    """application/xhtml+xml is a whole page: https://www.w3.org/TR/xhtml1/#docconf."""
    if local(root.tag) != "html":
        message = f"application/xhtml+xml is a page with <html>, not <{name_of(root)}>"
        found.info(root, "media-type", f'{message}; write type="xhtml" and one <div>')
    elif root.tag != f"{xhtml.XHTML}html":
        message = "<html> is not in the namespace of XHTML"
        found.error(root, "namespace", f'{message}; write xmlns="http://www.w3.org/1999/xhtml"')


def _encoded(element: Node, found: Findings) -> None:
    """Everything else is Base64: 4.1.3.3, 6."""
    import base64  # noqa: PLC0415 - hardly any feed has such content
    import binascii  # noqa: PLC0415

    _flat(element, element.get("type", ""), found)
    try:
        base64.b64decode("".join((element.text or "").split()), validate=True)
    except (binascii.Error, ValueError):
        message = f"content of type {quoted(element.get('type', ''))} is not Base64"
        found.error(element, "base64", f'{message}; encode it, or write type="html"')


def _media(kind: str) -> Fault | None:
    """4.1.3.1: a media type, and not one that is made of parts."""
    if fault := media_type("content’s type", kind):
        return fault
    if kind.lower().startswith(("multipart/", "message/")):
        message = f"content’s type {quoted(kind)} is made of parts, which Atom forbids"
        return Fault(code="media-type", message=f"{message}; write one part")
    return None


def _is_xml(kind: str) -> bool:
    return kind.partition(";")[0].strip().lower().endswith(("+xml", "/xml"))


def _is_binary(kind: str) -> bool:
    return "/" in kind and not kind.lower().startswith("text/") and not _is_xml(kind)


TEXT: Final = Shape(free=True, attributes={"type": anything}, rule=_title)
SUMMARY: Final = Shape(free=True, attributes={"type": anything}, rule=_text)
CONTENT: Final = Shape(free=True, attributes={"type": anything, "src": reference}, rule=_content)
