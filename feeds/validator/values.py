"""Rules for values that are neither dates nor URLs: text, numbers, languages, addresses. Pure."""

from __future__ import annotations

import re
from collections.abc import Collection
from typing import Final

from feeds.patterns import compile_later
from feeds.validator import languages
from feeds.validator.findings import Check, Fault, quoted
from feeds.validator.plaintext import hidden
from feeds.validator.uris import is_local

# https://www.rfc-editor.org/rfc/rfc6838#section-4.2, and the parameters of RFC 2045 section 5.1.
_WORD: Final = r"[A-Za-z0-9!#$%&'*+.^_`{|}~-]+"
_MEDIA_TYPE: Final = re.compile(
    r"(?P<kind>[A-Za-z0-9][A-Za-z0-9!#$&^_.+-]{0,126})/[A-Za-z0-9][A-Za-z0-9!#$&^_.+-]{0,126}"
    rf"(?:\s*+;\s*+{_WORD}=(?:{_WORD}|\"(?:[^\"\\]|\\.)*\"))*+",
    re.DOTALL,
)
# The registry's; "chemical" is old and in use, and "x-" says of itself that it is nowhere registered.
_KINDS: Final = frozenset(
    ("application", "audio", "chemical", "example", "font", "haptics", "image", "message", "model",
     "multipart", "text", "video")
)  # fmt: skip
# RFC 4287 3.2.3: ".+@.+", one address, without a name or a blank.
_MAIL: Final = r"[^\s@<>()\[\],;:\\\"]+@[^\s@<>()\[\],;:\\\"]+"
_ADDRESS: Final = compile_later(_MAIL)
_NAMED: Final = compile_later(rf"(?P<address>{_MAIL})(?:\s*\(.*\))?", re.DOTALL)
_FRONTED: Final = compile_later(rf"[^<>]*<{_MAIL}>|.*\({_MAIL}\)", re.DOTALL)


def anything(_name: str, _text: str) -> Fault | None:
    """Take any text, also none."""
    return None


def written(name: str, text: str) -> Fault | None:
    """Want some text: a reader shows an empty line where it is blank."""
    if text and not text.isspace():
        return None
    message = f"{name} is blank; write its text, or leave it out if it is optional"
    return Fault(code="blank-value", message=message, level="warning")


def plain(name: str, text: str) -> Fault | None:
    """Want some text that is no HTML, not even escaped: readers show it as it stands."""
    return written(name, text) or hidden(name, text)


def language(name: str, text: str) -> Fault | None:
    """Want a language tag of BCP 47, or nothing: a language that nobody knows."""
    wrong = languages.wrong(text.strip()) if text else None
    if wrong is None:
        return None
    reason, level = wrong
    return Fault(code="language-tag", message=f"{name} {quoted(text)} {reason}", level=level)


def some_language(name: str, text: str) -> Fault | None:
    """Want a language tag that says something: a blank one may only stand in xml:lang."""
    if text.strip():
        return language(name, text)
    message = f"{name} is blank; write a language tag like “en”, or leave it out"
    return Fault(code="language-tag", message=message)


def media_type(name: str, text: str) -> Fault | None:
    """Want a media type such as audio/mpeg; warn of one that begins with a word of no registry."""
    found = _MEDIA_TYPE.fullmatch(text.strip())
    if found is None:
        message = f"{name} {quoted(text)} is no media type; write one like “audio/mpeg”"
        return Fault(code="media-type", message=message)
    kind = found["kind"].lower()
    if kind in _KINDS or kind.startswith("x-"):
        return None
    message = f"{name} {quoted(text)} is of no kind that there is; write one like “audio/mpeg”"
    return Fault(code="media-type", message=message, level="warning")


def address(name: str, text: str) -> Fault | None:
    """Want an e-mail address alone, RFC 2822's addr-spec: RFC 4287 3.2.3."""
    if _ADDRESS.fullmatch(text):
        return _reachable(name, text)
    message = f"{name} {quoted(text)} is no e-mail address; write “name@example.org” alone"
    return Fault(code="email", message=message)


def mailbox(name: str, text: str) -> Fault | None:
    """Want RSS's e-mail address of a person: alone, or with the name in brackets after it."""
    text = text.strip()
    if found := _NAMED.fullmatch(text):
        return hidden(name, text) or _reachable(name, found["address"])
    message = f"{name} {quoted(text)} {{}}; write “name@example.org (A Name)”"
    if _FRONTED.fullmatch(text):
        message = message.format("has the name before the address")
        return Fault(code="email", message=message, level="warning")
    return Fault(code="email", message=message.format("holds no e-mail address, which RSS wants"))


def _reachable(name: str, address: str) -> Fault | None:
    """Warn of an address at a host that nobody else knows."""
    if not is_local(address.rpartition("@")[2]):
        return None
    message = f"{name} {quoted(address)} is at a host that only its own network knows"
    return Fault(code="local-host", message=f"{message}; write a public address", level="warning")


def number(*, least: int, most: int | None = None) -> Check:
    """Make a rule: a whole number within the limits."""
    wanted = f"from {least} to {most}" if most is not None else f"of {least} or more"

    def check(name: str, text: str) -> Fault | None:
        digits = text.strip()
        if digits.isascii() and digits.isdigit() and len(digits) < 20:
            value = int(digits)
            if least <= value and (most is None or value <= most):
                return None
        message = f"{name} {quoted(text)} is not right here; write a whole number {wanted}"
        return Fault(code="bad-number", message=message)

    return check


def one_of(*allowed: str) -> Check:
    """Make a rule: one of these words, exactly."""
    return _choice(frozenset(allowed), ", ".join(f"“{word}”" for word in allowed))


def _choice(allowed: Collection[str], listed: str) -> Check:
    def check(name: str, text: str) -> Fault | None:
        if text.strip() in allowed:
            return None
        message = f"{name} {quoted(text)} is not allowed; write one of {listed}"
        return Fault(code="bad-value", message=message)

    return check
