"""What became of one source, and where its values came from -> text. Pure."""

from __future__ import annotations

from collections.abc import Iterable

from feeds.model import Channel, Post, Reading
from feeds.report.text import line


def explanation(reading: Reading, told: Iterable[tuple[str, str]], channels: Iterable[Channel]) -> str:
    """Return what became of one source, and where each of its values came from."""
    post, origins = reading.post, dict(told)
    rows = [("source", reading.source, ""), ("state", reading.state, reading.reason or "")]
    if post is not None:
        rows += [
            ("title", post.title, origins.get("title", "")),
            ("id", post.id, origins.get("id", "its URL")),
            ("url", post.url, origins.get("url", "")),
            ("published", post.published.isoformat(), origins.get("published", "")),
            ("updated", post.updated.isoformat(), origins.get("updated", "as published")),
            ("categories", ", ".join(post.categories) or "-", origins.get("categories", "")),
            ("tags", ", ".join(post.tags) or "-", origins.get("tags", "")),
            (
                "authors",
                ", ".join(one.name for one in post.authors) or "the site's",
                origins.get("authors", ""),
            ),
            ("lang", post.lang or "the site's", origins.get("lang", "")),
            ("summary", post.summary or "the beginning of its text", origins.get("summary", "")),
        ]
        rows += _membership(post, channels)
    shown = [f"{name:<11}{value}{f'  ({origin})' if origin else ''}" for name, value, origin in rows]
    return "\n".join([*shown, *(line(problem) for problem in reading.problems)])


def _membership(post: Post, channels: Iterable[Channel]) -> list[tuple[str, str, str]]:
    listed, archived = [], []
    for channel in channels:
        paths = [path for _, path in channel.paths]
        if any(card.source == post.source for card in channel.posts):
            listed += paths
        elif any(card.source == post.source for archive in channel.archives for card in archive):
            archived += paths
    if listed or archived:
        rows = (("feeds", listed, ""), ("archives", archived, ""))
        return [(name, ", ".join(paths), told) for name, paths, told in rows if paths]
    return [("feeds", "-", "no feed lists it: newer posts fill them, or the post asks for none")]
