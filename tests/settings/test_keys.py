"""What keys.py promises: a table has its keys and no others, and what is wrong is said with its path."""

from __future__ import annotations

import pytest

from feeds.settings.keys import Key, Table, Wrong, keys_of, listed, mapped, several
from feeds.settings.values import string, whole


class Inner(Table):
    """A table in a table."""

    name = Key(string)
    size = Key(whole(1), None)


class Outer(Table):
    """A table of every kind of keys."""

    start = Key(whole(0), 3, name="from")
    inner = Key(Inner.read, None)
    more: Key[tuple[Inner, ...]] = Key(several(Inner, "more"), ())
    words: Key[tuple[str, ...]] = Key(listed(string), ())
    sizes: Key[dict[str, tuple[int, ...]]] = Key(mapped(string, listed(whole(1))), {})


def test_defaults() -> None:
    """What is not written is as the key says, and nothing at all is as not written."""
    table = Outer.read({"inner": None})
    assert (table.start, table.inner, table.more, table.words, table.sizes) == (3, None, (), (), {})


def test_values() -> None:
    """What is written is what its check returned, in tuples and tables."""
    table = Outer.read(
        {"from": 5, "inner": {"name": "a", "size": 2}, "more": [{"name": "b"}], "words": ["c"],
         "sizes": {"d": [1]}}
    )  # fmt: skip
    assert (table.start, table.words, table.sizes) == (5, ("c",), {"d": (1,)})
    assert table.inner is not None
    assert (table.inner.name, table.inner.size) == ("a", 2)
    assert [(one.name, one.size) for one in table.more] == [("b", None)]


def test_names() -> None:
    """A key is called as its attribute is, or by its own name."""
    assert [*keys_of(Outer)] == ["from", "inner", "more", "words", "sizes"]


@pytest.mark.parametrize(
    ("written", "path", "said"),
    [
        ([], "", "must be a table: write it in square brackets on its own line"),
        ({"inner": 5}, "inner", "must be a table: write it in square brackets on its own line"),
        ({"inner": {}}, "inner.name", "is missing"),
        ({"inner": {"name": "a", "size": 0}}, "inner.size", "must be 1 or more"),
        ({"inner": {"name": "a", "size": None, "x": 1}}, "inner.x",
         "there is no such key; write one of name, size"),
        ({"more": {}}, "more", "may stand several times: write [[more]], in double brackets"),
        ({"more": [{"name": "a"}, {"name": 1}]}, "more.1.name", "must be text in quotes"),
        ({"words": "a"}, "words", 'must be a list such as ["…"]'),
        ({"words": ["a", "\ud83d"]}, "words.1", "must be text in quotes"),
        ({"sizes": []}, "sizes", "must be a table"),
        ({"sizes": {1: []}}, "sizes.1", "must be text in quotes"),
        ({"sizes": {"a": [1, True]}}, "sizes.a.1", "must be a whole number"),
        ({"start": 1}, "start", "there is no such key; write one of from, inner, more, words, sizes"),
        ({"nope": 1, "words": 1, "from": 1.5}, "from", "must be a whole number"),
    ],
)  # fmt: skip
def test_faults(written: object, path: str, said: str) -> None:
    """The first fault in the order of the keys is the one that is told, and what is no key comes last."""
    with pytest.raises(Wrong) as caught:
        Outer.read(written)
    assert (".".join(caught.value.path), str(caught.value)) == (path, said)
