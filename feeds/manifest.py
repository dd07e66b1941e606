"""The manifest ⇄ bytes: what a run leaves in the output for the next one. Pure."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from functools import cache, cached_property
from typing import Final, Literal

from feeds.record import Raw, Record, json_of, json_reader, json_sorted, replace

PATH = ".feeds/manifest.json"
UNFINISHED = ".feeds/unfinished.json"
"""What a run is about to add to that; one that was killed leaves it."""


class Manifest(Record, frozen=True, kw_only=True):
    """What a run left in the output, for the next one.

    `files` has the digest of every file; `ids` the id of every published post by its source, and
    `entries` the digest of what readers saw of it, if a feed listed it.
    """

    files: Mapping[str, str]
    ids: Mapping[str, str]
    entries: Mapping[str, str]


NOTHING = Manifest(files={}, ids={}, entries={})

# One pair a line, sorted: so git shows and merges it well. This way it is C that writes them.
_JSON = json.JSONEncoder(ensure_ascii=False, sort_keys=True, separators=(",\n", ": "))


def digest(data: bytes) -> str:
    """Return what the manifest knows the bytes of a file by."""
    return f"sha256:{hashlib.sha256(data).hexdigest()}"


class Written(Mapping[str, str]):
    """A table of a manifest that is known to be as we write it: it is only read if somebody asks for it."""

    def __init__(self, text: bytes) -> None:
        self.text = text

    @cached_property
    def table(self) -> dict[str, str]:
        """What it says."""
        return _table_reader()(self.text)

    def __getitem__(self, key: str) -> str:
        return self.table[key]

    def __iter__(self) -> Iterator[str]:
        return iter(self.table)

    def __len__(self) -> int:
        return self.text.count(b"\n") + (self.text != b"{}")


class Grown(Written):
    """A table that has all rows of another one, which is its `base`, and some `more`."""

    def __init__(self, base: Mapping[str, str], more: Mapping[str, str], text: bytes) -> None:
        super().__init__(text)
        self.base, self.more = base, more


class Table(dict[str, str]):
    """A table that was read, and the text that it was read from, which is as we write it."""

    def __init__(self, rows: Mapping[str, str], text: bytes) -> None:
        super().__init__(rows)
        self.text = text


@cache
def _table_reader() -> Callable[[bytes], dict[str, str]]:
    return json_reader(dict[str, str])


def dump(manifest: Manifest, like: Manifest = NOTHING) -> bytes:
    """Return the bytes of a manifest: the same for the same.

    Where its posts are those of the one that it is `like`, and some more, that one's own text is used.
    """
    ids = _spliced(like.ids, manifest.ids) or _lines(manifest.ids)
    form = b'{"entries": %b,\n"files": %b,\n"ids": %b,\n"manifest": 2}\n'
    return form % (_lines(manifest.entries), _lines(manifest.files), ids)


def _lines(table: Mapping[str, str]) -> bytes:
    if isinstance(table, Written):
        return table.text
    with suppress(UnicodeEncodeError):
        text = json_sorted(table)
        # Where nothing is escaped, each quotation mark is the end of a text: then this is done in no time.
        if b"\\" not in text and _MARKS.isdisjoint(table) and _MARKS.isdisjoint(table.values()):
            return text.replace(b'","', b'",\n"').replace(b'":"', b'": "')
    # A name that is not UTF-8 has lone surrogates, which this writes as \\udc80: that is JSON.
    return _JSON.encode(dict(table)).encode("utf-8", "backslashreplace")


def added(was: Mapping[str, str], table: Mapping[str, str]) -> Mapping[str, str] | None:
    """Return the rows that a table has more than another, None if it has not all of that."""
    if table is was:
        return {}
    if follows(table, was) and isinstance(table, Grown):
        return table.more
    more = table.keys() - was.keys() if was.items() <= table.items() else None
    return None if more is None else {key: table[key] for key in more}


def follows(table: Mapping[str, str], was: Mapping[str, str]) -> bool:
    """Return whether it is known how a table came of another one, so that neither need be read."""
    return table is was or (isinstance(table, Grown) and table.base is was)


def grown(base: Written, more: Mapping[str, str]) -> Grown | None:
    """Return a table with more rows, None if that cannot be told without reading it."""
    rows = [(b"%b: " % json_of(key), b'": %b' % json_of(value)) for key, value in more.items()]
    is_known = any(one in base.text for row in rows for one in row)
    text = None if is_known or base.text == b"{}" else _splice(base.text, more)
    return None if text is None else Grown(base, more, text)


def _spliced(like: Mapping[str, str], table: Mapping[str, str]) -> bytes | None:
    """Return how a table is written that is the other one and some rows more, None if it is not."""
    if not like or not isinstance(like, Table) or (more := added(like, table)) is None:
        return None
    return _splice(like.text, more)


def _splice(text: bytes, more: Mapping[str, str]) -> bytes | None:
    """Return how a table is written with more rows, None if it is better written anew."""
    lines = {
        key.encode("utf-8", "surrogatepass"): b"%b: %b" % (json_of(key), json_of(value))
        for key, value in more.items()
    }
    if len(lines) > _FEW or any(b"\\" in one for one in (text, *lines.values())):
        return None
    parts, done, end = list[bytes](), 0, len(text) - 1
    for key in sorted(lines):
        at = _place(text, key)
        parts += text[done:at], *((_SEAM, lines[key]) if at == end else (lines[key], _SEAM))
        done = at
    return b"".join((*parts, text[done:]))


_FEW: Final = 256
"""To put in more rows takes as long as to write all anew."""
_SEAM: Final = b",\n"


def _place(text: bytes, key: bytes) -> int:
    """Return where the row of a key belongs in a table, in which nothing is escaped."""
    low, high = 1, len(text) - 1
    while low < high:
        seam = text.rfind(_SEAM, low, (low + high) // 2)
        start = low if seam < 0 else seam + len(_SEAM)
        if text[start + 1 : text.index(b'": "', start)] > key:
            high = start
        else:
            seam = text.find(_SEAM, start, high)
            low = high if seam < 0 else seam + len(_SEAM)
    return low


_MARKS: Final = frozenset((",", ":"))


class _Ours(Record, frozen=True, kw_only=True):
    manifest: Literal[2]
    files: dict[str, str]
    ids: Raw
    entries: dict[str, str]


@cache
def _reader() -> Callable[[bytes], _Ours]:
    return json_reader(_Ours)


def load_ours(data: bytes) -> Manifest:
    """Return the manifest that the bytes are of, which `dump` has made."""
    try:
        said = _reader()(data)
    except ValueError:  # there is a lone surrogate in it
        return load(data)
    return Manifest(files=said.files, ids=Written(bytes(said.ids)), entries=said.entries)


def load(data: bytes) -> Manifest:
    """Return the manifest that the bytes are of, also of the first version, where posts stood apart.

    Raises:
        ValueError: they are of none.
        RecursionError: they are nested without end.
    """
    match json.loads(data.decode("utf-8")):
        case {"manifest": 2, "files": dict(files), "ids": dict(ids), "entries": dict(entries)}:
            pass
        case {"manifest": 1, "files": dict(files), "posts": dict(posts)}:
            if not all(isinstance(post, dict) for post in posts.values()):
                raise ValueError("something in it that must be a post is none")
            ids = {source: post.get("id") for source, post in posts.items()}
            entries = {source: post["entry"] for source, post in posts.items() if "entry" in post}
        case _:
            raise ValueError("it is no manifest that we know")
    if not all(isinstance(value, str) for table in (files, ids, entries) for value in table.values()):
        raise ValueError("something in it that must be text is none")
    return Manifest(files=files, ids=ids, entries=entries)


def in_full(manifest: Manifest) -> Manifest:
    """Return the manifest with all that is in it read."""
    ids = manifest.ids
    return replace(manifest, ids=Table(ids.table, ids.text)) if isinstance(ids, Written) else manifest


def union(before: Manifest, after: Manifest) -> Manifest:
    """Return what may be there between the two: a file with either digest, a post as it was."""
    ids = after.ids
    if added(before.ids, ids) is None:
        ids = {**ids, **before.ids}
    files = dict(before.files)
    for path, either in after.files.items():
        files[path] = " ".join(sorted({*either.split(), *files.get(path, "").split()}))
    return Manifest(files=files, ids=ids, entries={**after.entries, **before.entries})


def news(before: Manifest, after: Manifest) -> Manifest:
    """Return what makes the one before their union: of the posts, those that are not in it so."""
    was, ids = before.ids, after.ids
    if not was:
        return after
    more = added(was, ids)
    new = {source: id_ for source, id_ in ids.items() if was.get(source) != id_} if more is None else more
    return replace(after, ids=new)
