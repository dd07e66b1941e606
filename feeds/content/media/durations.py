"""How long a recording is, as people write it -> whole seconds. Pure."""

from __future__ import annotations

import re

_CLOCK = re.compile(r"(?:(\d{1,3}):)?(\d{1,4}):(\d{1,2})(?:[.,]\d+)?")
_SECONDS = re.compile(r"(\d{1,7})(?:[.,]\d+)?")
# ISO 8601's PT1H2M3S, and words: 1h 2m 3s, 62 min, 1 hour and 2 minutes.
_PART = r"(\d{1,6})(?:[.,]\d+)?\s*%s[a-z]*[\s,.]*(?:and\s+)?"
_PARTS = re.compile(rf"(?:pt)?(?:{_PART % 'h'})?(?:{_PART % 'm'})?(?:{_PART % 's'})?", re.IGNORECASE)


def seconds(text: str) -> int | None:
    """Return the whole seconds that are meant, None if that cannot be told."""
    text = text.strip()
    if match := _SECONDS.fullmatch(text):
        return int(match[1])
    match = _CLOCK.fullmatch(text) or _PARTS.fullmatch(text)
    if match is None or not any(match.groups()):
        return None
    hours, minutes, rest = (int(part or 0) for part in match.groups())
    return hours * 3600 + minutes * 60 + rest
