"""Characters that came out wrong, and are seen to have: in one pass over a whole document. Pure.

Text that was read in another encoding than it was written in keeps the traces: U+FFFD for what could
not be read, https://www.unicode.org/versions/latest/core-spec/chapter-23/#G24272, controls of ISO
8859-1 for the quotation marks of Windows-1252, and “â€™” or “Ã©” for the bytes of UTF-8.
"""

from __future__ import annotations

import re
from typing import Final

from lxml import etree

from feeds.patterns import compile_later
from feeds.validator.findings import Findings, Node

_BAD: Final = compile_later(
    "(?P<lost>\\ufffd|锟斤拷)|(?P<control>[\\x80-\\x9f])"
    "|(?P<twice>â€[\\x80-\\xbf™œ˜š›žŸ¡-¿“”‘’–—…•†‡ˆ‰‹]|Ã[\\xa1-\\xbf]|Â[\\xa1-\\xbf]|ï»¿)"
)
# The same as UTF-8, where a search for bytes is quick. A match is looked at again, letter by letter.
# By the byte that begins them: one byte is found many times as quick, and most texts have neither.
_TRACES: Final = tuple(text.encode() for text in ("\ufffd", "锟斤拷"))
_LATIN: Final = (*(text.encode() for text in ("â€", "ï»¿", "Ã")), b"\xc3\x82\xc2")
_NUMBERED: Final = re.compile(b"&#")
_CONTROL: Final = compile_later(rb"\xc2[\x80-\x9f]")
_MOST: Final = 20


def check_letters(root: Node, found: Findings, data: bytes = b"") -> None:
    """Warn of elements whose text or attributes hold what nobody wrote.

    `data` is the document, if its bytes are at hand: in UTF-8 they tell as much as the tree.
    """
    if not has_traces(data if _is_plain(root, data) else etree.tostring(root, encoding="utf-8")):
        return
    warned = 0
    for element in root.iter("*"):
        texts = (element.text, *map(str, element.attrib.values()), *(child.tail for child in element))
        if bad := next((hit for text in texts if text and (hit := _BAD.search(text))), None):
            _warn(element, bad, found)
            warned += 1
            if warned == _MOST:
                return


def _is_plain(root: Node, data: bytes) -> bool:
    """Tell whether every letter of the document stands in its bytes as UTF-8, none by a number."""
    if data[:1] != b"<" or (b"#" in data and _NUMBERED.search(data)):
        return False
    encoding = root.getroottree().docinfo.encoding
    return encoding is not None and encoding.lower() == "utf-8"


def has_traces(data: bytes) -> bool:
    """Tell whether bytes of UTF-8 may hold what nobody wrote."""
    return (
        any(trace in data for trace in _TRACES)
        or (b"\xc3" in data and any(trace in data for trace in _LATIN))
        or (b"\xc2" in data and _CONTROL.search(data) is not None)
    )


def _warn(element: Node, bad: re.Match[str], found: Findings) -> None:
    shown = bad[0] if bad["control"] is None else f"U+{ord(bad[0]):04X}"
    reason = {
        "lost": "stands for letters that could not be read",
        "control": "is a control character, where Windows-1252 has a quotation mark or a dash",
        "twice": "is what UTF-8 looks like when it is read as Windows-1252",
    }[bad.lastgroup or "lost"]
    message = f"“{shown}” {reason}; write the letters again, and save and serve them as UTF-8"
    found.warning(element, "wrong-characters", message)
