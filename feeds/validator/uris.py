"""URLs, URIs and IRIs as feeds and sitemaps want them. Pure.

https://www.rfc-editor.org/rfc/rfc3986 and https://www.rfc-editor.org/rfc/rfc3987; tag: is
https://www.rfc-editor.org/rfc/rfc4151, urn: is https://www.rfc-editor.org/rfc/rfc8141.
"""

from __future__ import annotations

import re
from ipaddress import IPv6Address
from typing import Final
from urllib.parse import quote

from feeds.patterns import compile_later
from feeds.validator.findings import Fault, quoted
from feeds.validator.kept import kept
from feeds.validator.schemes import is_registered

_MODEL: Final = "write one like “https://example.org/post”"
_SCHEME: Final = re.compile(r"([A-Za-z][A-Za-z0-9+.-]*):")
# RFC 3987 2.2 read backwards: no blank, control or delimiter, no "%" without two digits, no
# character that Unicode keeps for no one, and, 4.1, none that turns the direction of writing.
_BAD: Final = re.compile(
    r"[\x00-\x20\x7f-\x9f<>\"{}|\\^`\u200e\u200f\u202a-\u202e\ufdd0-\ufdef\ufff0-\uffff\ud800-\udfff]"
    r"|%(?![0-9A-Fa-f]{2})"
)
# RFC 3986 3.2.2 and 3.5: brackets are for IPv6 addresses, and there is one fragment. Browsers do not mind.
_STRAY: Final = re.compile(r"[\[\]]|(?<=#)[^#]*(#)")
_HTTP: Final = re.compile(
    r"(?i:https?)://(?:[^/?#@\[\]]*@)?(?P<host>\[(?:(?P<six>[0-9A-Fa-f:.]+)|v[0-9A-Fa-f]+\.[^/?#@\[\]]+)\]"
    r"|[^/?#@:\[\]]+)"
    r"(?::(?P<port>[0-9]*))?(?:[/?#].*)?"
)
# RFC 4151: DNScomp = alphaNum [*(alphaNum /"-") alphaNum].
_LABEL: Final = r"[A-Za-z0-9](?:[A-Za-z0-9-]*+(?<!-))?"
_TAG: Final = compile_later(
    rf"(?i:tag):(?:[A-Za-z0-9._-]+@)?{_LABEL}(?:\.{_LABEL})*+"
    r",[0-9]{4}(?:-(?:0[1-9]|1[0-2])(?:-(?:0[1-9]|[12][0-9]|3[01]))?)?:[^#]*(?:#.*)?"
)
# RFC 8141 section 2: a name, then perhaps an r-component "?+…" and a q-component "?=…".
_URN: Final = compile_later(
    r"(?i:urn):(?!(?i:urn):)(?P<nid>[A-Za-z0-9][A-Za-z0-9-]{0,30}[A-Za-z0-9])"
    r":(?P<nss>[^/?#][^?#]*)(?:\?[+=][^#]+)?(?:#.*)?"
)
_UUID: Final = compile_later(r"[0-9A-Fa-f]{8}(?:-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12}")
# RFC 6761 and RFC 2606: names that lead nowhere, or to another machine for everybody; RFC 1918: the
# same as numbers. A name without a dot is known to one network only.
_LOCAL: Final = re.compile(
    r"[^.\[\]]*|.*\.(?:home|internal|invalid|lan|local|localhost|test)"
    r"|(?:127|10|169\.254|192\.168|172\.(?:1[6-9]|2[0-9]|3[01]))(?:\.[0-9]+)+|0\.0\.0\.0"
    r"|\[(?:::1|f[cde][0-9a-f]{2}:.*)\]",
    re.IGNORECASE,
)


def reference(name: str, text: str) -> Fault | None:
    """Want an IRI reference, relative or not: RFC 3987's IRI-reference."""
    return _fault(name, text, _wrong_reference(text)) or _doubt(name, text)


def absolute(name: str, text: str) -> Fault | None:
    """Want an IRI with a scheme of any kind."""
    return _fault(name, text, _wrong_absolute(text))


def link(name: str, text: str) -> Fault | None:
    """Want a URL that a reader can follow, as RSS does: absolute, of a scheme that there is.

    One that is not of the web is warned of.
    """
    text = text.strip()
    if fault := _fault(name, text, _wrong_absolute(text)):
        return fault
    if not _HTTP.match(text):
        scheme = text.partition(":")[0]
        if not is_registered(scheme):
            message = f"{name} {quoted(text)} begins with “{scheme[:40]}:”, which is no scheme that there is"
            return Fault(code="bad-url", message=f"{message}; {_MODEL}")
        message = f"{name} {quoted(text)} is no web address, which not every reader opens; "
        return Fault(code="not-http", message=message + "write an https:// URL", level="warning")
    return _doubt(name, text)


def web(name: str, text: str) -> Fault | None:
    """Want an absolute http or https URL and nothing else."""
    text = text.strip()
    fault = _fault(name, text, _wrong_absolute(text))
    if fault is None and not _HTTP.match(text):
        return _fault(name, text, ("absolute-url", f"is no http or https URL; {_MODEL}"))
    return fault or _doubt(name, text)


def host(text: str) -> str | None:
    """Return scheme and host of an http or https URL as they are compared: `https://example.org`."""
    found = _HTTP.match(text)
    if found is None:
        return None
    scheme = text.partition(":")[0].lower()
    port = found["port"] if found["port"] not in {None, "", "80", "443"} else ""
    return f"{scheme}://{found['host'].lower()}" + (f":{port}" if port else "")


@kept(4_096)
def is_local(host: str) -> bool:
    """Whether a host is known to its own machine or network only, or is a name to put another for."""
    return _LOCAL.fullmatch(host.rstrip(".")) is not None


def _doubt(name: str, text: str) -> Fault | None:
    """Warn of a URL that some readers take, and others not."""
    if (wrong := _doubtful(text)) is None:
        return None
    code, reason = wrong
    return Fault(code=code, message=f"{name} {quoted(text)} {reason}", level="warning")


@kept(16_384)
def _doubtful(text: str) -> tuple[str, str] | None:
    found = _HTTP.match(text)
    if found is not None and is_local(found["host"]):
        return "local-host", "names a host that is not of the public internet; write the site’s own address"
    rest = text[found.end("host") + 1 :] if found is not None else text
    if stray := _STRAY.search(rest):
        character = stray[1] or stray[0]
        return "bad-url", f"holds “{character}” where no URL may; write it as “{quote(character)}”"
    return None


def _fault(name: str, text: str, wrong: tuple[str, str] | None) -> Fault | None:
    if wrong is None:
        return None
    code, reason = wrong
    return Fault(code=code, message=f"{name} {quoted(text)} {reason}")


@kept(16_384)
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


@kept(16_384)
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
    if found is None:
        return False
    try:
        # A number of thousands of digits is none for Python.
        return int(found["port"] or 0) < 65536 and (found["six"] is None or bool(IPv6Address(found["six"])))
    except ValueError:
        return False


def _urn(text: str) -> bool:
    found = _URN.fullmatch(text)
    return found is not None and (found["nid"].lower() != "uuid" or _UUID.fullmatch(found["nss"]) is not None)
