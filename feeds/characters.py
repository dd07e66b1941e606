"""Which characters may stand in XML, in a URL, in the name of a file; what to do with others. Pure."""

from __future__ import annotations

import re
import unicodedata
from contextlib import suppress
from hashlib import sha256
from urllib.parse import quote

from feeds.patterns import compile_later

# Char ::= #x9 | #xA | #xD | [#x20-#xD7FF] | [#xE000-#xFFFD] | [#x10000-#x10FFFF]
# The C1 controls are allowed but "discouraged"; lxml writes them raw and readers show boxes.
_FORBIDDEN = compile_later("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufffe\uffff]")

# RFC 3986 sections 2.2 and 2.3, and "%" for what is encoded already.
_PATH_SAFE = "/?#@:!$&'()*+,;=%-._~"
_HOST = re.compile(
    r"(?P<before>[A-Za-z][A-Za-z0-9+.-]*://(?:[^/?#@]*@)?)(?P<host>\[[0-9A-Fa-f:.]+\]|[^/?#:@]*)"
)
_MAX_NAME = 200  # bytes; file systems stop at 255, and an extension follows
_LONE_PERCENT = re.compile(r"%(?![0-9A-Fa-f]{2})")
_PLAIN_URL = re.compile(r"https?://[A-Za-z0-9][A-Za-z0-9.-]*/[A-Za-z0-9/._~!$&'()*+,;=:@-]*")
_PLAIN_NAME = re.compile(r"[A-Za-z0-9]+(?:-[A-Za-z0-9]+)*")


def clean(text: str) -> str:
    """Return the text without the characters that XML forbids; the same object if there are none."""
    # Whatever is forbidden is not printable to Python either, which is quicker to tell.
    if text.isprintable() or text.replace("\n", "").isprintable() or not _FORBIDDEN.search(text):
        return text
    return _FORBIDDEN.sub("", text)


def squeeze(text: str) -> str:
    """Return the text cleaned, each run of white space as one blank, and none at either end."""
    return " ".join(clean(text).split())


def forbidden(text: str) -> list[tuple[int, int, str]]:
    """Return line and column (from 1) of each character that `clean` removes, with its U+ name."""
    found: list[tuple[int, int, str]] = []
    if text.isprintable():
        return found
    for match in _FORBIDDEN.finditer(text):
        before = text[: match.start()]
        line = before.count("\n") + 1
        column = match.start() - (before.rfind("\n") + 1) + 1
        found.append((line, column, f"U+{ord(match[0]):04X}"))
    return found


def encode_url(url: str) -> str:
    """Percent-encode once whatever RFC 3986 does not allow to stand in a URL as it is.

    Letters of every script become UTF-8 (RFC 3987, section 3.1) and a host's its IDNA form; what is
    encoded already is left alone, a `%` that encodes nothing becomes `%25`.
    """
    if is_plain_url(url):
        return url
    url = _LONE_PERCENT.sub("%25", url.strip())
    match = _HOST.match(url)
    if match is None:
        return quote(url, safe=_PATH_SAFE)
    host = match["host"]
    if not host.isascii() and "[" not in host:
        with suppress(UnicodeError):  # a host that IDNA cannot hold
            host = host.encode("idna").decode("ascii")
    before = quote(match["before"], safe=_PATH_SAFE)
    return f"{before}{quote(host, safe='[]:')}{quote(url[match.end() :], safe=_PATH_SAFE)}"


def quote_path(text: str) -> str:
    """Percent-encode a part of a URL's path in the same way, the blanks at its ends too."""
    return quote(_LONE_PERCENT.sub("%25", text), safe=_PATH_SAFE)


def is_plain_url(text: str) -> bool:
    """Return whether the text is the address of a web page in which nothing is or wants to be encoded."""
    return _PLAIN_URL.fullmatch(text) is not None


def keep_letters(text: str, others: str = "") -> str:
    """Return the text with each run of anything but letters, marks, digits and `others` as one `-`.

    Letters of every script stay (Unicode categories L, M and Nd); a `-` at either end goes.
    """
    if _PLAIN_NAME.fullmatch(text):
        return text
    kept = [c if is_letter(c) or c in others else "-" for c in text]
    slug = re.sub("--+", "-", "".join(kept))
    return slug.removeprefix("-").removesuffix("-")


def is_letter(char: str) -> bool:
    """Return whether a character is a letter, mark or digit of any script (Unicode L, M, Nd)."""
    if char.isascii():
        return char.isalnum()
    category = unicodedata.category(char)
    return category[0] in "LM" or category == "Nd"


def slug(text: str) -> str:
    """Return the name as one segment of a path: NFC, lower case, letters of every script.

    `+`, `#`, `_` and inner dots stay, so that C++ and C# differ. A name too long for a file system
    is cut and told apart by a digest.
    """
    name = keep_letters(unicodedata.normalize("NFC", text).lower(), "+#_.").strip(".-")
    data = name.encode()
    if len(data) <= _MAX_NAME:
        return name
    return f"{data[:_MAX_NAME].decode(errors='ignore')}-{sha256(data).hexdigest()[:8]}"


def file_name(text: str) -> str:
    """Return a name as it is, but for what no file may be called; `/` still makes folders."""
    plain = re.sub(r"[\x00-\x1f\x7f]", "", clean(text)).replace("\\", "/")
    parts = (re.sub(r"^[ .]+| +$", "", part) for part in plain.split("/"))
    return "/".join(part for part in parts if part)
