"""What bytes say of their own encoding: https://www.w3.org/TR/xml/#charencoding and #sec-guessing. Pure.

libxml2 believes a byte order mark more than the declaration; expat, and so other readers, do not.
"""

from __future__ import annotations

import codecs
from typing import Final

from feeds.patterns import compile_later
from feeds.record import Record

_DECLARED: Final = compile_later(r"""<\?xml\s[^<>]*?encoding\s*=\s*["']([A-Za-z][A-Za-z0-9._-]*)["']""")
_HEAD: Final = 400
_UTF_16: Final = frozenset(("utf-16", "utf16", "ucs-2", "iso-10646-ucs-2", "unicode"))
# F: "4C 6F A7 94" is "<?xm" in EBCDIC, of which the declaration says which one it is.
_EBCDIC: Final = b"\x4c\x6f\xa7\x94"


class Mismatch(Record, frozen=True, kw_only=True):
    """What is wrong with the declaration, and in which column of the first line it stands."""

    message: str
    column: int


def mismatch(data: bytes) -> Mismatch | None:
    """Return what is wrong where the declaration and the first bytes do not say the same.

    4.3.3: "it is a fatal error [...] for an entity encoded in an encoding other than UTF-8 to [...]".
    """
    if data.startswith(codecs.BOM_UTF8):
        return _against("UTF-8", {"utf-8", "utf8"}, data[3 : 3 + _HEAD].decode("utf-8", "replace"))
    if data.startswith((codecs.BOM_UTF32_LE, codecs.BOM_UTF32_BE)):
        return None
    for mark, name in ((codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be")):
        if data.startswith(mark):
            known = {*_UTF_16, name, name.replace("16-", "16")}
            return _against("UTF-16", known, data[2 : 2 + _HEAD].decode(name, "replace"))
    if data.startswith((b"<\0?\0", b"\0<\0?")):
        name = "utf-16-le" if data[0] else "utf-16-be"
        found = _DECLARED.match(data[:_HEAD].decode(name, "replace"))
        # "Entities encoded in UTF-16 MUST [...] begin with the Byte Order Mark".
        if found is not None and found[1].lower() in _UTF_16:
            message = "The document is UTF-16 without a byte order mark; save it as UTF-8"
            return Mismatch(message=message, column=found.start(1) + 1)
    return None


def _against(marked: str, known: set[str], head: str) -> Mismatch | None:
    found = _DECLARED.match(head)
    if found is None or found[1].lower() in known:
        return None
    message = f"The byte order mark is that of {marked}, and the encoding declared is “{found[1]}”"
    return Mismatch(message=f'{message}; write encoding="{marked}"', column=found.start(1) + 1)


def readable(data: bytes) -> bytes:
    """Return the same document in UTF-8 where its encoding is one that libxml2 does not read."""
    if not data.startswith(_EBCDIC):
        return data
    found = _DECLARED.match(data[:_HEAD].decode("cp037"))
    try:
        text = data.decode(found[1] if found else "cp037")
    except (LookupError, UnicodeDecodeError):
        return data
    return text[text.find("?>") + 2 :].replace("\x85", "\n").encode()
