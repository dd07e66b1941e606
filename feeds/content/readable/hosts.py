"""Hosts that lead a subscriber nowhere: only one machine or network knows them. Pure.

RFC 6761 and RFC 2606 keep names that nobody can have, RFC 1918 and others the same as numbers. A name
without a dot is known to one network only.
"""

from __future__ import annotations

import re
from typing import Final

from feeds.patterns import compile_later

ENDS: Final = ("home", "internal", "invalid", "lan", "local", "localhost", "test")
_NAME: Final = r"[^\s./?#:@\"'<>\[\]\\]+"
LOCAL: Final = (
    r"//(?:[^\s/?#@\"'<>]*@)?"
    rf"(?:{_NAME}+|(?:{_NAME}+\.)+(?i:{'|'.join(ENDS)})"
    r"|(?:127|10|169\.254|192\.168|172\.(?:1[6-9]|2[0-9]|3[01]))(?:\.[0-9]+)+|0\.0\.0\.0"
    r"|\[(?:::1|(?i:f[cde])[0-9A-Fa-f]{2}:[^\]]*)\])"
    r"\.?(?=[\s/?#:\"'<>]|\Z)"
)
"""What stands behind the scheme of an address at such a host, up to the host's end."""

_LOCAL: Final = compile_later(rf"(?i:https?:)?{LOCAL}")
_ODD: Final = compile_later(
    rf"[\"'](https?://(?!localhost\b){_NAME}\.?(?:[/?#:][^\"'<>\s]*)?)[\"']", re.IGNORECASE
)


def is_local(url: str) -> bool:
    """Tell whether an address leads to such a host."""
    return _LOCAL.match(url) is not None


def odd(html: str) -> list[str]:
    """Return each address in quotes at a host of one word that is no `localhost`: a slip, most likely."""
    return list(dict.fromkeys(_ODD.findall(html)))
