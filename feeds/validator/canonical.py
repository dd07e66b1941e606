"""Ids that are URLs: RFC 4287 section 4.2.6.1 advises to write each in its one normal form. Pure.

"IRIs are compared character by character": `HTTP://Example.org/` and `http://example.org/` are two
ids, and software between the writer and the reader may make the one of the other.
"""

from __future__ import annotations

import re
from typing import Final
from unicodedata import is_normalized

from feeds.patterns import compile_later
from feeds.validator.findings import Fault, quoted
from feeds.validator.kept import kept

_PARTS: Final = re.compile(
    r"(?P<scheme>[^:]+):(?://(?:(?P<user>[^/?#@]*)@)?(?P<host>\[[^\]]*\]|[^/?#:]*)(?P<port>:[0-9]*)?)?"
    r"(?P<path>[^?#]*)",
    re.DOTALL,
)
_ESCAPED: Final = re.compile(r"%([0-9A-Fa-f]{2})")
_DOTS: Final = re.compile(r"(?:^|/)\.{1,2}(?:/|$)")
_PORTS: Final = {"http": ":80", "https": ":443", "ftp": ":21"}
_UNRESERVED: Final = compile_later(r"[A-Za-z0-9._~-]")


def canonical(name: str, text: str) -> Fault | None:
    """Tell of an id that is not in its normal form, as far as RFC 3986 section 6.2.2 defines one."""
    wrong = _wrong(text)
    if wrong is None:
        return None
    message = f"{name} {quoted(text)} has {wrong[0]}, so that it may come to be written in another way"
    return Fault(
        code="not-canonical", message=f"{message}; {wrong[1]}, if it is not published yet", level="info"
    )


@kept(16_384)
def _wrong(text: str) -> tuple[str, str] | None:
    """Return what is not normal, and what to write."""
    found = _PARTS.match(text)
    if found is None:
        return None
    scheme = found["scheme"].lower()
    if found["scheme"] != scheme:
        return "a scheme in upper case", f"write “{scheme}:”"
    if not is_normalized("NFC", text):
        return "characters that are made of parts", "write it in Unicode’s form NFC"
    if found["host"] is not None and (wrong := _authority(scheme, found)):
        return wrong
    if found["host"] is not None and _DOTS.search(found["path"]):
        return "the segment “.” or “..” in its path", "write the path that it leads to"
    return _escaped(text)


def _authority(scheme: str, found: re.Match[str]) -> tuple[str, str] | None:
    host, port = found["host"], found["port"]
    if host != host.lower():
        return "a host in upper case", f"write “{host.lower()}”"
    if port in {":", _PORTS.get(scheme)}:
        return f"the port “{port}”, which goes without saying", "leave it out"
    if found["user"] is not None and not found["user"].strip(":"):
        return "nobody’s name before “@”", "leave it out"
    if scheme in {"http", "https"} and not found["path"]:
        return "no path", f"write “/” after “{host}”"
    return None


def _escaped(text: str) -> tuple[str, str] | None:
    for code in _ESCAPED.finditer(text):
        character = chr(int(code[1], 16))
        if _UNRESERVED.fullmatch(character):
            return f"“{code[0]}” where no escape is needed", f"write “{character}”"
        if code[0] != code[0].upper():
            return f"the escape “{code[0]}” in lower case", f"write “{code[0].upper()}”"
    return None
