"""The pictures that a srcset offers (HTML, section 4.8.4.2.1), and the one for all readers. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator

from feeds.patterns import compile_later

_NEXT = compile_later(r"[\s,]*(?P<url>[^\s,]\S*)")
_WIDEST = 1600  # pixels: as wide as the column of a reader on a dense screen


def candidates(srcset: str) -> Iterator[tuple[str, str]]:
    """Yield the URLs of a srcset with their descriptors."""
    position = 0
    while start := _NEXT.match(srcset, position):
        url, position = start["url"], start.end()
        if url.endswith(","):
            yield url.rstrip(","), ""
            continue
        end = srcset.find(",", position)
        end = len(srcset) if end < 0 else end
        yield url, " ".join(srcset[position:end].split())
        position = end


def choose(srcset: str) -> str:
    """Return the URL for readers that cannot choose: the widest of a usual width; empty if there is none."""
    found = [(_width(descriptor), -place, url) for place, (url, descriptor) in enumerate(candidates(srcset))]
    fit = [one for one in found if one[0] <= _WIDEST]
    return max(fit)[2] if fit else min(found, default=(0, 0, ""))[2]


def _width(descriptor: str) -> int:
    """Return how many pixels a picture is wide; one by density is not told from another."""
    match = re.match(r"(\d{1,6})w", descriptor)
    return int(match[1]) if match else 0
