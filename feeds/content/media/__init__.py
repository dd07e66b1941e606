"""The picture, the files and the episode of a post. Pure but for `look`, which is asked about files."""

from __future__ import annotations

import re
from functools import lru_cache

from feeds.content.media.fields import gather, letters
from feeds.content.media.files import Facts, Look, Lookout, Seen, nothing, still
from feeds.content.media.image import IMG, has_bundle, lead
from feeds.model import Episode, Media, Post, Problem, Site, Where
from feeds.record import Record

__all__ = ["NOTHING", "Facts", "Found", "Look", "Lookout", "Seen", "find", "nothing", "still"]


class Found(Record, frozen=True, kw_only=True):
    """What was found for an entry, and what is wrong with what its author wrote."""

    image: Media | None = None
    enclosures: tuple[Media, ...] = ()
    episode: Episode | None = None
    problems: tuple[Problem, ...] = ()


NOTHING = Found()


def find(post: Post, html: str, site: Site, look: Look = nothing, header: bytes = b"") -> Found:
    """Return what a post has beside its text.

    `html` is its body as feeds carry it, with absolute URLs; `header` is its file up to the body, in
    which the lines of problems are looked up.
    """
    podcast = site.podcast is not None
    fields = gather(post.extra, _further(site.keys), whatever=podcast) if post.extra else {}
    if not fields and not podcast and IMG not in html and not has_bundle(post, site):
        return NOTHING
    image = lead(post, fields, html, site, look)
    if not fields and not podcast:
        return Found(image=image)
    from feeds.content.media.enclosures import carried  # noqa: PLC0415 - few posts carry anything

    files = carried(post, fields, html, site, look)
    told = None
    if podcast and files.media:
        from feeds.content.media.podcast import episode  # noqa: PLC0415

        told = episode(post, fields, files.media[0], site, look)
    problems = tuple(
        Problem(where=_where(post, key, header), code=code, message=message, level="warning")
        for key, code, message in files.faults
    )
    return Found(image=image, enclosures=files.media, episode=told, problems=problems)


@lru_cache(maxsize=8)
def _further(keys: tuple[tuple[str, tuple[str, ...]], ...]) -> frozenset[str]:
    """Return the letters of the keys that the settings name for pictures and files."""
    return frozenset(letters(one) for name, ones in keys if name in {"image", "enclosure"} for one in ones)


def _where(post: Post, key: str, header: bytes) -> Where:
    """Return where the key with these letters stands, else where the body begins."""
    for number, line in enumerate(header.decode("utf-8", "replace").splitlines(), 1):
        found = re.match(r"[\s\-:.{\"']*([A-Za-z][\w. -]*?)[\"']?\s*[:=]", line)
        if found and letters(found[1]) == key:
            return Where(path=post.source, line=number, column=1)
    return Where(path=post.source, line=post.body_line if key == "" else 1, column=1)
