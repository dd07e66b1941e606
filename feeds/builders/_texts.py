"""Which texts of an entry stand in a feed: its body, a summary, or both, and its terms. Pure."""

from __future__ import annotations

from typing import NamedTuple, cast, get_args

from feeds.model import Content, Entry, Post

KEY = "feed_content"
"""What a post's front matter says of itself, above all settings."""


class Texts(NamedTuple):
    """What there is to read, each of them empty where there is none. The summary is plain text."""

    summary: str
    html: str


def texts(entry: Entry, content: Content) -> Texts:
    """Return the texts of an entry where feeds have this content.

    A post that has no body has its summary in every feed.
    """
    wanted = of_post(entry.post) or content
    if wanted == "summary" or not entry.html:
        return Texts(entry.summary, "")
    return Texts(entry.summary if wanted == "both" else "", entry.html)


def terms(post: Post) -> tuple[str, ...]:
    """Return the categories and the tags of a post, each once."""
    return tuple(dict.fromkeys((*post.categories, *post.tags)))


def of_post(post: Post) -> Content | None:
    """Return what the post says of itself, None if nothing that we know."""
    said = str(dict(post.extra).get(KEY, "")).strip().lower()
    return cast("Content", said) if said and said in get_args(Content) else None
