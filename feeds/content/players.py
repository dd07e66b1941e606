"""A video by its host and number -> the player that a page would have of it. Pure.

The rule `videos` makes a linked still of that, as of every other player.
"""

from __future__ import annotations

import re
from html import escape
from typing import Final, NamedTuple


class _Host(NamedTuple):
    """What the number of a video is, behind what it stands in an address, and the address of its player."""

    number: str
    before: str
    player: str


_HOSTS: Final = {
    "youtube": _Host(
        r"[\w-]{11}(?![\w-])", r"(?:youtu\.be/|[?&]v=|/(?:embed|shorts|live|v)/)",
        "https://www.youtube.com/embed/{}",
    ),
    "vimeo": _Host(r"\d+", r"vimeo\.com/(?:video/|channels/\w+/)?", "https://player.vimeo.com/video/{}"),
    "bilibili": _Host(
        r"BV\w+", r"(?:/video/|[?&]bvid=)", "https://player.bilibili.com/player.html?bvid={}"
    ),
    "dailymotion": _Host(
        r"\w+", r"(?:dai\.ly/|/video/)", "https://www.dailymotion.com/embed/video/{}"
    ),
}  # fmt: skip
KEYS: Final = ("id", "video_id", "videoid", "video", "bvid", "v", "url", "src")
"""What tags call the number, or the address."""


def host_of(name: str) -> str | None:
    """Return the host that the name of a tag or of an include tells: `youtube-player.html` is of youtube."""
    return next((host for host in _HOSTS if host in name.lower()), None)


def player(host: str, video: str, title: str = "", start: str = "") -> str | None:
    """Return the player of a video, which is told by its number or its address; None if it is neither."""
    number, before, address = _HOSTS[host]
    found = re.fullmatch(rf"({number})", video) or (
        re.search(rf"{before}({number})", video) if re.match(r"https?://", video) else None
    )
    if found is None:
        return None
    url = address.format(found[1])
    if start.isdecimal() and host == "youtube":
        url += f"?start={start}"
    return f'<iframe src="{escape(url)}" title="{escape(title)}"></iframe>'
