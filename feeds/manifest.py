"""The manifest ⇄ bytes: what a run leaves in the output for the next one. Pure."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping

from feeds.record import Record

PATH = ".feeds/manifest.json"


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


def dump(manifest: Manifest) -> bytes:
    """Return the bytes of a manifest: the same for the same."""
    tables = {"files": manifest.files, "ids": manifest.ids, "entries": manifest.entries}
    text = _JSON.encode({"manifest": 2, **{name: dict(table) for name, table in tables.items()}})
    # A name that is not UTF-8 has lone surrogates, which this writes as \\udc80: that is JSON.
    return f"{text}\n".encode("utf-8", "backslashreplace")


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


def union(before: Manifest, after: Manifest) -> Manifest:
    """Return what may be there between the two: a file with either digest, a post as it was."""
    files = dict(before.files)
    for path, either in after.files.items():
        files[path] = " ".join(sorted({either, *files.get(path, "").split()}))
    return Manifest(files=files, ids={**after.ids, **before.ids}, entries={**after.entries, **before.entries})
