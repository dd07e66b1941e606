"""What manifest.py promises: what a run left is known again, in bytes that git can merge."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from feeds.manifest import (
    NOTHING,
    Manifest,
    Written,
    added,
    digest,
    dump,
    follows,
    grown,
    in_full,
    load,
    load_ours,
    news,
    union,
)
from feeds.record import replace

# Of a name that is not UTF-8 the system makes lone surrogates, of this range.
names = st.text(st.characters() | st.characters(min_codepoint=0xDC80, max_codepoint=0xDCFF), max_size=9)
tables = st.dictionaries(names, names, max_size=5)
manifests = st.builds(Manifest, files=tables, ids=tables, entries=tables)


def test_format() -> None:
    """One pair a line, sorted, in UTF-8, with a final newline."""
    manifest = Manifest(
        files={"é.xml": "sha256:2", "b.xml": "sha256:1"},
        ids={"posts/b.md": "b", "posts/a.md": "a"},
        entries={"posts/a.md": "1234"},
    )
    assert dump(manifest).decode() == (
        '{"entries": {"posts/a.md": "1234"},\n'
        '"files": {"b.xml": "sha256:1",\n'
        '"é.xml": "sha256:2"},\n'
        '"ids": {"posts/a.md": "a",\n'
        '"posts/b.md": "b"},\n'
        '"manifest": 2}\n'
    )


@given(manifests)
def test_round_trip(manifest: Manifest) -> None:
    """What was dumped is loaded again, and its bytes do not depend on any order."""
    data = dump(manifest)
    assert load(data) == manifest
    turned = [dict([*table.items()][::-1]) for table in (manifest.files, manifest.ids, manifest.entries)]
    assert dump(Manifest(files=turned[0], ids=turned[1], entries=turned[2])) == data
    data.decode("utf-8")


@given(
    manifests, tables | st.builds(lambda n: {f"b{at}": "c" for at in range(n)}, st.integers(200, 300)), tables
)
def test_what_is_more(before: Manifest, more: dict[str, str], others: dict[str, str]) -> None:
    """Rows that come to others stand where they would if all were written anew."""
    like = in_full(load_ours(dump(before)))
    after = replace(before, ids={**others, **before.ids, **more})
    assert dump(after, like) == dump(after)
    assert dump(replace(after, ids=others), like) == dump(replace(after, ids=others))


@given(manifests, tables)
def test_grown(before: Manifest, more: dict[str, str]) -> None:
    """A table grows without being read, into what would be written anew; not where a row may be known."""
    base = load_ours(dump(before)).ids
    table = grown(base, more) if isinstance(base, Written) else None
    if table is not None:
        assert before.ids.keys().isdisjoint(more)
        assert {*before.ids.values()}.isdisjoint(more.values())
        after = replace(before, ids={**before.ids, **more})
        assert dump(replace(before, ids=table)) == dump(after)
        assert (len(table), dict(table)) == (len(after.ids), after.ids)
        assert follows(table, base)
        assert not follows(base, table)
        assert added(base, table) == more
        assert added(dict(base), table) == more
    elif before.ids and "\\" not in dump(replace(before, ids={**before.ids, **more})).decode():
        assert any(one in str(before.ids) for one in (*more, *more.values()))


def test_first_version() -> None:
    """A manifest of the first version is read still: nobody's subscribers see a change."""
    old = {
        "files": {"rss.xml": "sha256:1"}, "manifest": 1,
        "posts": {"posts/a.md": {"entry": "1234", "id": "a"}, "posts/b.md": {"id": "b"}},
    }  # fmt: skip
    assert load(json.dumps(old).encode()) == Manifest(
        files={"rss.xml": "sha256:1"},
        ids={"posts/a.md": "a", "posts/b.md": "b"},
        entries={"posts/a.md": "1234"},
    )


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"{",
        b"[]",
        b"null",
        b"{}",
        b"\xff\xfe",
        b"<<<<<<< HEAD\n{}",
        b'{"manifest": 3, "files": {}, "ids": {}, "entries": {}}',
        b'{"manifest": 2, "files": {}, "posts": {}}',
        b'{"manifest": 2, "files": {}, "ids": {}}',
        b'{"manifest": 2, "files": [], "ids": {}, "entries": {}}',
        b'{"manifest": 2, "files": {"a": 1}, "ids": {}, "entries": {}}',
        b'{"manifest": 2, "files": {}, "ids": {"a": null}, "entries": {}}',
        b'{"manifest": 2, "files": {}, "ids": {}, "entries": {"a": {}}}',
        b'{"manifest": 1, "files": {}}',
        b'{"manifest": 1, "files": [], "posts": {}}',
        b'{"manifest": 1, "files": {"a": 1}, "posts": {}}',
        b'{"manifest": 1, "files": {}, "posts": {"a": "b"}}',
        b'{"manifest": 1, "files": {}, "posts": {"a": {}}}',
        b'{"manifest": 1, "files": {}, "posts": {"a": {"id": 1}}}',
        b'{"manifest": 1, "files": {}, "posts": {"a": {"id": "1", "entry": 2}}}',
    ],
)
def test_none(data: bytes) -> None:
    """What is no manifest, or one of a version to come, is refused, never read by halves."""
    with pytest.raises(ValueError, match=r"."):
        load(data)


def test_nested_without_end() -> None:
    """Nor does it matter how deep it is nested."""
    with pytest.raises((ValueError, RecursionError)):
        load(b"[" * 100_000)


@given(manifests, manifests)
def test_union(before: Manifest, after: Manifest) -> None:
    """Between two runs every file is known with either digest; a post is as its subscribers know it."""
    both = union(before, after)
    assert both.files.keys() == before.files.keys() | after.files.keys()
    assert both.ids == {**after.ids, **before.ids}
    assert both.entries == {**after.entries, **before.entries}
    for manifest in (before, after):
        for path, one in manifest.files.items():
            assert set(one.split()) <= set(both.files[path].split())
    assert union(NOTHING, after).ids == after.ids


@given(manifests, manifests)
def test_news(before: Manifest, after: Manifest) -> None:
    """What a run adds says with what was there before as much as all of it, and no post twice."""
    added = news(before, after)
    assert union(before, added) == union(before, after)
    assert all(before.ids.get(source) != id_ for source, id_ in added.ids.items())


def test_union_of_unions() -> None:
    """After several killed runs, each digest that a file may have is there once, in order."""
    one, two, three = (Manifest(files={"a": name}, ids={}, entries={}) for name in ("x", "y", "x"))
    assert union(union(one, two), three).files == {"a": "x y"}


def test_digest() -> None:
    """A file is known by the digest that everybody's tools can make of it."""
    assert digest(b"a") == "sha256:ca978112ca1bbdcafac231b39a23dc4da786eff8147c4e72b9807785afee48bb"
