"""The recordings and files of a post: of its front matter, by the podcast's pattern, or of its body. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape
from typing import NamedTuple

from feeds.content.media import places
from feeds.content.media.fields import ENCLOSURES, Fields, each, letters, table, text, whole
from feeds.content.media.files import Look
from feeds.content.media.kinds import is_carried, of_name, written
from feeds.model import Media, Post, Site
from feeds.record import Record

LENGTHS = (
    "podcastbytes", "podcastlength", "podcastfilesize", "enclosurelength", "enclosuresize", "audiolength",
    "audiobytes", "audiosize", "audiofilesize", "mp3size", "mp3length", "medialength", "mediasize",
    "filesize", "filelength", "sizeinbytes", "bytes", "size", "length",
)  # fmt: skip
DURATIONS = (
    "duration", "podcastduration", "itunesduration", "audioduration", "mediaduration", "episodeduration",
    "durationinseconds", "durationseconds", "runtime", "playtime",
)  # fmt: skip
_TYPES = ("enclosuretype", "podcasttype", "audiotype", "mediatype", "mimetype", "contenttype", "type", "mime")
_ADDRESSES = ("url", "src", "href", "file", "path", "link", "filename", "audio", "video")
_BY_FORMAT = ("mp3", "m4a", "aac", "mp4", "m4v", "opus", "ogg", "oga", "flac", "webm", "pdf")
# Keys that hold recordings and nothing else: their file needs no ending to be taken for one.
_PATTERN = "(pattern)"
_MP3 = ("enclosure", "mp3", "mp3url", "mp3file", "podcastmp3", "podcastfile", _PATTERN)
_SURE = {**dict.fromkeys(_MP3, "audio/mpeg"), "m4a": "audio/x-m4a"}
# Fewer bytes are no recording: whoever writes such a length means minutes or seconds.
_LEAST = 10_000

_PLAYER = re.compile(r'<(?:audio|video|source)((?:\s+[A-Za-z-]+="[^"]*")*)\s*/?>')
_LINK = re.compile(r'<a((?:\s+[A-Za-z-]+="[^"]*")*)>')
_ATTRIBUTE = re.compile(r'([A-Za-z-]+)="([^"]*)"')


class Fault(NamedTuple):
    """What is wrong with a value: the letters of its key, the code, and the message."""

    key: str
    code: str
    message: str


class Carried(Record, frozen=True, kw_only=True):
    """The files of a post, and what is wrong with them."""

    media: tuple[Media, ...] = ()
    faults: tuple[Fault, ...] = ()


class _Said(NamedTuple):
    """A file as it is named: under which key, its address, and what stands beside that."""

    key: str
    name: str
    beside: Fields


def carried(post: Post, fields: Fields, html: str, site: Site, look: Look) -> Carried:
    """Return the files that a post carries: their URLs, types and lengths, as far as they are known."""
    said = list(_all_said(fields, site))
    found = _located(said, post, site, look)
    if not found and site.podcast:
        found = {
            url: (_Said("", url, {"type": kind} if kind else {}), place)
            for url, kind in _played(html)
            if (place := places.known(url, post, site, look))
        }
    if not found:
        return Carried(faults=tuple(_lost(one) for one in said if one.key == "enclosure"))
    media, faults = [], []
    for number, (one, place) in enumerate(found.values()):
        # What stands beside the keys is said of the first file, and only that one needs its length.
        known = one.beside if number else {**fields, **one.beside}
        length, wrong = _length(one, place, known, asked=site.podcast is None or site.podcast.lengths)
        duration, late = _duration(known)
        media.append(Media(url=place.url, type=_type(one, place, known), length=length, duration=duration,
                           title=text(one.beside, "title", "name")))  # fmt: skip
        faults += [] if number else [*wrong, *late]
    if "rss" in site.formats and len(media) > 1:
        faults.append(_second(media[0], media[1], list(found.values())[1][0].key))
    return Carried(media=tuple(media), faults=tuple(faults))


def _located(
    said: list[_Said], post: Post, site: Site, look: Look
) -> dict[str, tuple[_Said, places.Located]]:  # fmt: skip
    """Return the files among what is named by their URLs, each once."""
    found: dict[str, tuple[_Said, places.Located]] = {}
    for one in said:
        kind = _kind(one)
        if kind and is_carried(kind) and (place := places.locate(one.name, post, site, look)):
            found.setdefault(place.url, (one, place))
    return found


def _all_said(fields: Fields, site: Site) -> Iterator[_Said]:
    """Yield the files that are named: by the podcast's pattern first, then by the keys in their order."""
    if site.podcast and site.podcast.file and (name := fill(site.podcast.file, fields)):
        yield _Said(_PATTERN, name, {})
        return
    keys = site.keys_of("enclosure", ENCLOSURES)
    for key, item in each(fields, keys if keys is ENCLOSURES else tuple(map(letters, keys))):
        rows = table(item)
        if isinstance(item, str):
            if item.strip():
                yield _of_line(key, item)
        elif address := text(rows, *_ADDRESSES):
            yield _Said(key, address, rows)
        else:
            yield from (_Said(form, name, {}) for form in _BY_FORMAT if (name := text(rows, form)))


def _of_line(key: str, line: str) -> _Said:
    """Take WordPress's form apart: the address, the bytes and the type, each on its line or not."""
    name, *more = line.split()
    if name.startswith(("http://", "https://", "/")) and more and more[0].isdigit():
        return _Said(key, name, {"length": more[0], "type": " ".join(more[1:2])})
    return _Said(key, line.strip(), {})


def fill(pattern: str, fields: Fields) -> str | None:
    """Return the address that a pattern makes of a post's fields, None if one of them is not there."""
    missing = False

    def value(match: re.Match[str]) -> str:
        nonlocal missing
        said = text(fields, letters(match[1]))
        missing = missing or said is None
        return said or ""

    filled = re.sub(r":([A-Za-z_][A-Za-z0-9_]*)", value, pattern)
    return None if missing else filled


def _kind(one: _Said) -> str | None:
    """Return the type of a file: as it is written, by its ending, or by its key."""
    said = written(text(one.beside, *_TYPES) or "")
    if said and is_carried(said):
        return said
    address = one.name.startswith(("http://", "https://", "/"))
    return of_name(one.name) or (_SURE.get(one.key) if address else None)


def _type(one: _Said, place: places.Located, known: Fields) -> str:
    """Return the type: as it stands beside the address, beside the key, or as the address ends."""
    kind = written(text(known, *_TYPES) or "")
    return kind if kind and is_carried(kind) else _kind(one) or of_name(place.url) or "audio/mpeg"


def _length(
    one: _Said, place: places.Located, known: Fields, *, asked: bool
) -> tuple[int | None, tuple[Fault, ...]]:
    """Return the bytes: those of the file if it is at hand, else as somebody wrote them.

    A length that nobody knows is a fault where it is `asked` for.
    """
    length = whole(known, *LENGTHS)
    if place.facts is not None:
        size = place.facts.size
        if length is None or length < _LEAST or length == size:
            return size, ()
        key = next(name for name in LENGTHS if whole(known, name) is not None)
        message = f"{place.url} is said to have {length} bytes, and its file has {size}; write {size}"
        return size, (Fault(key, "enclosure-length", message),)
    if length == 0 or (length or 0) >= _LEAST:
        return length or None, ()
    if not asked:
        return None, ()
    message = f"nobody knows how many bytes {place.url} has; write them, as `length: 25209836`"
    return None, (Fault(one.key, "enclosure-length", f"{message}, or `length: 0` for good"),)


def _duration(fields: Fields) -> tuple[int | None, tuple[Fault, ...]]:
    """Return how long it is, in seconds. A `length` with a colon in it is a time as well."""
    key = next((name for name in DURATIONS if text(fields, name)), None)
    if key is None and ":" in (text(fields, "length", "podcastlength", "audiolength") or ""):
        key = next(name for name in ("length", "podcastlength", "audiolength") if text(fields, name))
    said = text(fields, key) if key else None
    if key is None or said is None:
        return None, ()
    from feeds.content.media.durations import seconds  # noqa: PLC0415 - few posts have a recording

    duration = seconds(said)
    if duration is not None:
        return duration, ()
    message = f"“{said}” is no length of time; write seconds, as 1825, or “0:30:25”"
    return None, (Fault(key, "bad-duration", message),)


def _played(html: str) -> Iterator[tuple[str, str | None]]:
    """Yield the first recording that a body plays, else the first that it links to, and its type."""
    for pattern, name in ((_PLAYER, "src"), (_LINK, "href")):
        if f"{name}=" not in html:
            continue
        for match in pattern.finditer(html):
            said = {key.lower(): unescape(value) for key, value in _ATTRIBUTE.findall(match[1])}
            url = said.get(name, "")
            kind = written(said.get("type", "")) if name == "src" else None
            known = kind or of_name(url)
            if known and known.startswith(("audio/", "video/")) and url.startswith(("http://", "https://")):
                yield url, kind
                return


def _lost(one: _Said) -> Fault:
    message = f"“{one.name}” is no file that can be carried, and left out; write an address such as /1.mp3"
    return Fault(one.key, "enclosure", message)


def _second(first: Media, second: Media, key: str) -> Fault:
    message = f"RSS has room for one file, and it is {first.url}; write {second.url} first if that is better"
    return Fault(key, "second-enclosure", message)
