"""Rules for values that are neither dates nor URLs: text, numbers, languages, addresses. Pure."""

from __future__ import annotations

import re
from collections.abc import Collection
from typing import Final

from feeds.validator.findings import Check, Fault, quoted

# https://www.rfc-editor.org/rfc/rfc5646#section-2.1, the shape: a language of two or three letters
# (longer ones are allowed, but none was ever registered), then subtags; or a private or old tag.
_LANGUAGE: Final = re.compile(r"(?:[A-Za-z]{2,3}|[xXiI])(?:-[A-Za-z0-9]{1,8})*")
# https://www.rfc-editor.org/rfc/rfc6838#section-4.2, with parameters.
_MEDIA_TYPE: Final = re.compile(
    r"[A-Za-z0-9][A-Za-z0-9!#$&^_.+-]*/[A-Za-z0-9][A-Za-z0-9!#$&^_.+-]*(?:\s*;.*)?", re.DOTALL
)
# RFC 4287 3.2.3: ".+@.+", one address, without a name or a blank.
_ADDRESS: Final = re.compile(r"[^\s@<>()\[\],;:\\\"]+@[^\s@<>()\[\],;:\\\"]+")
_NAMED: Final = re.compile(rf"{_ADDRESS.pattern}(?:\s*\(.*\))?", re.DOTALL)
_FRONTED: Final = re.compile(rf"[^<>]*<{_ADDRESS.pattern}>|.*\({_ADDRESS.pattern}\)", re.DOTALL)


def anything(_name: str, _text: str) -> Fault | None:
    """Take any text, also none."""
    return None


def written(name: str, text: str) -> Fault | None:
    """Want some text: a reader shows an empty line where it is blank."""
    if text and not text.isspace():
        return None
    message = f"{name} is blank; write its text, or leave it out if it is optional"
    return Fault(code="blank-value", message=message, level="warning")


def language(name: str, text: str) -> Fault | None:
    """Want a language tag of BCP 47, by its shape."""
    if not text or _LANGUAGE.fullmatch(text.strip()):
        return None
    message = f"{name} {quoted(text)} is no language tag; write one like “en”, “zh-CN” or “fr-CA”"
    return Fault(code="language-tag", message=message)


def media_type(name: str, text: str) -> Fault | None:
    """Want a media type such as audio/mpeg."""
    if _MEDIA_TYPE.fullmatch(text.strip()):
        return None
    message = f"{name} {quoted(text)} is no media type; write one like “audio/mpeg”"
    return Fault(code="media-type", message=message)


def address(name: str, text: str) -> Fault | None:
    """Want an e-mail address alone, RFC 2822's addr-spec: RFC 4287 3.2.3."""
    if _ADDRESS.fullmatch(text):
        return None
    message = f"{name} {quoted(text)} is no e-mail address; write “name@example.org” alone"
    return Fault(code="email", message=message)


def mailbox(name: str, text: str) -> Fault | None:
    """Want RSS's e-mail address of a person: alone, or with the name in brackets after it."""
    text = text.strip()
    if _NAMED.fullmatch(text):
        return None
    message = f"{name} {quoted(text)} {{}}; write “name@example.org (A Name)”"
    if _FRONTED.fullmatch(text):
        message = message.format("has the name before the address")
        return Fault(code="email", message=message, level="warning")
    return Fault(code="email", message=message.format("holds no e-mail address, which RSS wants"))


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
