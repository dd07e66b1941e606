"""URLs, URIs and IRIs as feeds and sitemaps want them. Pure.

https://www.rfc-editor.org/rfc/rfc3986 and https://www.rfc-editor.org/rfc/rfc3987; tag: is
https://www.rfc-editor.org/rfc/rfc4151, urn: is https://www.rfc-editor.org/rfc/rfc8141.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final
from urllib.parse import quote

from feeds.validator.findings import Fault, quoted

_MODEL: Final = "write one like “https://example.org/post”"
_SCHEME: Final = re.compile(r"([A-Za-z][A-Za-z0-9+.-]*):")
# RFC 3987 2.2 read backwards: no blank, control or delimiter, no "%" without two digits, no
# character that Unicode keeps for no one.
_BAD: Final = re.compile(
    r"[\x00-\x20\x7f-\x9f<>\"{}|\\^`\ufdd0-\ufdef\ufff0-\uffff\ud800-\udfff]"
    r"|%(?![0-9A-Fa-f]{2})"
)
_HTTP: Final = re.compile(
    r"(?i:https?)://(?:[^/?#@\[\]]*@)?(?P<host>\[[0-9A-Fa-f:.]+\]|[^/?#@:\[\]]+)"
    r"(?::(?P<port>[0-9]*))?(?:[/?#].*)?"
)
_TAG: Final = re.compile(
    r"tag:(?:[A-Za-z0-9._-]+@)?[A-Za-z0-9](?:[A-Za-z0-9.-]*[A-Za-z0-9])?"
    r",[0-9]{4}(?:-(?:0[1-9]|1[0-2])(?:-(?:0[1-9]|[12][0-9]|3[01]))?)?:[^#]*(?:#.*)?"
)
_URN: Final = re.compile(r"(?i:urn):(?P<nid>[A-Za-z0-9][A-Za-z0-9-]{0,30}[A-Za-z0-9]):(?P<nss>.+)")
_UUID: Final = re.compile(r"[0-9A-Fa-f]{8}(?:-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12}")


def reference(name: str, text: str) -> Fault | None:
    """Want an IRI reference, relative or not: RFC 3987's IRI-reference."""
    return _fault(name, text, _wrong_reference(text))


def absolute(name: str, text: str) -> Fault | None:
    """Want an IRI with a scheme of any kind."""
    return _fault(name, text, _wrong_absolute(text))


def link(name: str, text: str) -> Fault | None:
    """Want a URL that a reader can follow: absolute; warn of one that is not of the web."""
    text = text.strip()
    if fault := _fault(name, text, _wrong_absolute(text)):
        return fault
    if not _HTTP.match(text):
        message = f"{name} {quoted(text)} is no web address, which not every reader opens; "
        return Fault(code="not-http", message=message + "write an https:// URL", level="warning")
    return None


def web(name: str, text: str) -> Fault | None:
    """Want an absolute http or https URL and nothing else."""
    text = text.strip()
    fault = _fault(name, text, _wrong_absolute(text))
    if fault is None and not _HTTP.match(text):
        return _fault(name, text, ("absolute-url", f"is no http or https URL; {_MODEL}"))
    return fault


def host(text: str) -> str | None:
    """Return scheme and host of an http or https URL as they are compared: `https://example.org`."""
    found = _HTTP.match(text)
    if found is None:
        return None
    scheme = text.partition(":")[0].lower()
    port = found["port"] if found["port"] not in {None, "", "80", "443"} else ""
    return f"{scheme}://{found['host'].lower()}" + (f":{port}" if port else "")


def _fault(name: str, text: str, wrong: tuple[str, str] | None) -> Fault | None:
    if wrong is None:
        return None
    code, reason = wrong
    return Fault(code=code, message=f"{name} {quoted(text)} {reason}")


@lru_cache(maxsize=16384)
def _wrong_absolute(text: str) -> tuple[str, str] | None:
    """Return the code and the reason for which the text is no absolute IRI, None if it is one."""
    if wrong := _wrong_reference(text):
        return wrong
    scheme = _SCHEME.match(text)
    if scheme is None:
        reason = "is not an absolute URL" if text else "is blank where a URL must stand"
        return "absolute-url", f"{reason}; {_MODEL}"
    if len(text) == scheme.end():
        return "bad-url", f"ends after its scheme; {_MODEL}"
    return None


@lru_cache(maxsize=16384)
def _wrong_reference(text: str) -> tuple[str, str] | None:
    """Return the code and the reason for which the text is no IRI reference, None if it is one."""
    if bad := _BAD.search(text):
        return "bad-url", _bad(text, bad[0])
    found = _SCHEME.match(text)
    scheme = found[1].lower() if found else ""
    if scheme in {"http", "https"} and not _web(text):
        return "bad-url", f"names no host, or no port that there is; {_MODEL}"
    if scheme == "tag" and not _TAG.fullmatch(text):
        return "bad-url", "is no tag: URI; write it like “tag:example.org,2021-12-28:post”"
    if scheme == "urn" and not _urn(text):
        return "bad-url", "is no urn: URI; write it like “urn:isbn:0451450523”"
    return None


def _bad(text: str, character: str) -> str:
    if not _BAD.search(text.strip()):
        return "has blanks around it; write it without them"
    shown = f"“{character}”" if character.isprintable() else f"U+{ord(character):04X}"
    name = "a blank" if character == " " else shown
    code = quote(character, errors="replace")
    return f"holds {name}, which no URL may; write it as “{code}”"


def _web(text: str) -> bool:
    found = _HTTP.fullmatch(text)
    return found is not None and int(found["port"] or 0) < 65536


def _urn(text: str) -> bool:
    found = _URN.fullmatch(text)
    return found is not None and (found["nid"].lower() != "uuid" or _UUID.fullmatch(found["nss"]) is not None)
