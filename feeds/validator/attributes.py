"""The attributes of HTML in a feed's content: where they lead, and what they do. Pure.

RFC 4287 section 8.1 and 8.2, RFC 3986 section 4.2, and
https://html.spec.whatwg.org/multipage/indices.html#attributes-3
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from html import unescape
from typing import Final

from feeds.patterns import compile_later
from feeds.validator.findings import Fault, quoted
from feeds.validator.uris import is_local

_PAIR: Final = compile_later(
    r"([^\s=\"'<>/]++)(?:\s*+=\s*+(?:\"([^\"]*+)\"|'([^']*+)'|([^\s>\"']++)))?"
)  # fmt: skip
_LINKS: Final = frozenset(
    ("action", "background", "data", "formaction", "href", "poster", "src", "srcset", "xlink:href")
)
# "href" is not of the resource that the text shows; a reader follows it when somebody wants it to.
_PLAIN: Final = ("https://", "http://", "mailto:", "#", "tel:")
_SCHEME: Final = compile_later(r"([A-Za-z][A-Za-z0-9+.-]*):")
_GAPS: Final = compile_later(r"[\x00-\x20]+")
_IMAGE: Final = compile_later(r"data:image/", re.IGNORECASE)
_HOST: Final = compile_later(r"https?://(?:[^/?#@\s]*@)?(\[[^\]]*\]|[^/?#:\s]+)", re.IGNORECASE)
_CANDIDATE: Final = compile_later(r"(?:^|,)\s*+([^\s,][^\s]*)")
_HANDLER: Final = compile_later(r"on[a-z]{3,}")
# What takes the text out of its frame, runs, or fetches; and what is hidden from a filter.
_STYLE: Final = compile_later(
    r"position\s*:\s*(?:absolute|fixed|sticky)|expression\s*\(|behaviou?r\s*:|-moz-binding|@import"
    r"|(?:java|vb)script:|url\s*\(\s*[\"']?\s*(?!https?:|data:image/|[\"'\s])|\\[0-9a-f]|/\*"
    r"|\b[0-9]{5,}(?:\.[0-9]+)?(?:em|ex|px|pt|in|cm|mm|rem|vh|vw|%)",
    re.IGNORECASE,
)
# What most texts have and no more: attributes that do nothing, and addresses of the web.
_QUIET: Final = re.compile(
    r"(?:\s*+(?:(?:href|src)=\"https?://[^\"]*+\"|(?:alt|title|width|height|id|class|lang|dir|align|rel|target"
    r"|type|start|datetime|hreflang|colspan|rowspan|loading|controls)=\"[^\"]*+\"))*+\s*+"
)
_HOSTS: Final = re.compile(r"=\"https?://(?:[^/?#@\s\"]*+@)?(\[[^\]\"]*\]|[^/?#:\s\"]+)")
_DECLARED: Final = compile_later(r"\s*(?:-{0,2}[A-Za-z][A-Za-z-]*\s*:|$)")


def look(inside: str) -> Iterable[Fault]:
    """Return what is wrong with the attributes that stand in tags."""
    if _QUIET.fullmatch(inside) and not any(map(is_local, set(_HOSTS.findall(inside)))):
        return ()
    return faults(pairs(inside))


def pairs(inside: str) -> Iterator[tuple[str, str]]:
    """Yield name and value of each attribute in what stands in tags."""
    for name, double, single, bare in _PAIR.findall(inside):
        yield name.lower(), double or single or bare


def faults(found: Iterable[tuple[str, str]]) -> Iterator[Fault]:
    """Yield what is wrong with attributes: one fault of a kind, with the first that shows it."""
    relative: list[str] = []
    unsafe: list[str] = []
    local: list[str] = []
    odd: list[str] = []
    for name, value in found:
        if name in _LINKS:
            for url in _urls(name, value):
                _sort(name, url, relative, unsafe, local)
        elif name == "style":
            if _STYLE.search(unescape(value)):
                unsafe.append(f'style="{value}"')
            elif not _DECLARED.match(value) or "mso-" in value:
                odd.append(value)
        elif name[:2] == "on" and _HANDLER.fullmatch(name):
            unsafe.append(f'{name}="{value}"')
        elif name == "srcdoc":
            unsafe.append(name)
    yield from _told(relative, unsafe, local, odd)


def _urls(name: str, value: str) -> Iterable[str]:
    """Return the URLs of an attribute."""
    return _CANDIDATE.findall(value) if name == "srcset" else (value,)


def _sort(name: str, url: str, relative: list[str], unsafe: list[str], local: list[str]) -> None:
    """Put a URL to its like, if there is something about it."""
    if url.startswith(_PLAIN):
        if url[0] == "h" and (host := _HOST.match(url)) and is_local(host[1]):
            local.append(url)
        return
    # A browser leaves out blanks and controls, also in the middle, and so does who wants to hide something.
    plain = _GAPS.sub("", unescape(url))
    scheme = _SCHEME.match(plain)
    kind = scheme[1].lower() if scheme else ""
    if kind in {"javascript", "vbscript", "livescript", "mocha"} or (
        kind == "data" and not _IMAGE.match(plain)
    ):
        unsafe.append(f'{name}="{url}"')
    elif kind == "file" or len(kind) == 1:
        local.append(url)
    elif not kind and not plain.startswith("#"):
        relative.append(url)


def _told(relative: list[str], unsafe: list[str], local: list[str], odd: list[str]) -> Iterator[Fault]:
    if relative:
        message = f"The text links to {_first(relative)}, which readers resolve against nothing, or wrongly"
        yield Fault(
            code="relative-reference", message=f"{message}; write it with https:// and host", level="warning"
        )
    if unsafe:
        message = f"The text has {_first(unsafe)}, which readers take out, or refuse the entry for"
        yield Fault(code="unsafe-markup", message=f"{message}; leave it out", level="warning")
    if local:
        message = f"The text links to {_first(local)}, which is there for its own machine or network only"
        yield Fault(code="local-host", message=f"{message}; write the public address", level="warning")
    if odd:
        message = f"The text has the style {_first(odd)}, which means nothing to a reader"
        yield Fault(code="broken-html", message=f"{message}; leave it out", level="info")


def _first(values: list[str]) -> str:
    more = f" and {len(values) - 1} more" if len(values) > 1 else ""
    return f"{quoted(values[0])}{more}"
