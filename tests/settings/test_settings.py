"""What parse promises of the tables in double brackets: a fault is named with its number and its keys."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest

from feeds.model import BadSettings
from feeds.settings import parse, tables
from feeds.settings.keys import keys_of


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("[[feed]]\ntitle = 'x'", "feeds.toml: feed.0.name: is missing"),
        ("[[feed]]\nname = ''", "feeds.toml: feed.0.name: must not be empty"),
        (
            "[[feed]]\nname = 'a'\n[[feed]]\nname = 'b'\nlimit = 0",
            "feeds.toml: feed.1.limit: must be 1 or more",
        ),
        (
            "[[feed]]\nname = 'a'\nnope = 1",
            "feeds.toml: feed.0.nope: there is no such key; write one of name, title",
        ),
        (
            "[[feed]]\nname = 'a'\nformats = ['sitemap']",
            "feeds.toml: feed.0.formats.0: “sitemap” is no format of",
        ),
        (
            "[[feed]]\nname = 'a'\nsince = 'x'",
            "feeds.toml: feed.0.since: “x” is no date; write one like 2026",
        ),
        ("[[feed]]\nname = 'a'\naliases = ['x']", "feeds.toml: feed.0.aliases: must be a table"),
        (
            "[feed]\nname = 'a'",
            "feeds.toml: feed: may stand several times: write [[feed]], in double brackets",
        ),
        (
            "[[validate.paths]]\npath = 'a'\nnope = 1",
            "feeds.toml: validate.paths.0.nope: there is no such key; write ",
        ),
        ("[feeds]\nmax_age = 0", "feeds.toml: feeds.max_age: must be 1 or more"),
        ("[feeds]\nhubs = ['x']", "feeds.toml: feeds.hubs.0: “x” is no absolute URL; write it like"),
        (
            "[feeds.aliases]\nsitemap = 'x'",
            "feeds.toml: feeds.aliases.sitemap: “sitemap” is no format of feeds",
        ),
    ],
)
def test_faults(text: str, said: str) -> None:
    """Each is one line: the file, the path of the key, and what to write."""
    tree = tomllib.loads(text)
    with pytest.raises(BadSettings) as caught:
        parse(tree, "feeds.toml", tree, {}, {})
    assert str(caught.value).startswith(said)


def test_every_kind_has_its_tables() -> None:
    """Each kind of names has a switch, places, old places, a page, and two keys of a filter."""
    feeds, sitemap, feed = map(keys_of, (tables.OfFeeds, tables.OfSitemap, tables.OfFeed))
    many = {"category": "categories", "tag": "tags", "author": "authors", "language": "languages",
            "collection": "collections"}  # fmt: skip
    for kind, switch in many.items():
        assert {switch, f"{kind}_paths", f"{kind}_aliases"} <= feeds.keys()
        assert f"{kind}_page" in sitemap
        assert {kind, f"not_{kind}"} <= feed.keys()


ROOT = Path(__file__).parents[2]


def keys() -> list[str]:
    """Return every key that there is in any table."""
    inner = (table for name, table in vars(tables).items() if name.startswith("Of"))
    return sorted({key for table in inner for key in keys_of(table)})


@pytest.mark.parametrize("key", keys())
def test_every_key_is_described(key: str) -> None:
    """The page of the settings has each key, and so has the example that is said to have them all."""
    described = (ROOT / "docs" / "settings.md").read_text("utf-8")
    assert re.search(rf"`{key}`|[.*]{key}[\]*]|`{key} = ", described)
    assert re.search(rf"\b{key}\b", (ROOT / "feeds.toml").read_text("utf-8"))


def test_the_example_holds() -> None:
    """The example shows settings that can be written: each line of it, with or without its mark."""
    text = (ROOT / "feeds.toml").read_text("utf-8")
    lines = [re.sub(r"^# (?=\[|\w+ = )", "", line) for line in text.splitlines()]
    tree = tomllib.loads("\n".join(lines))
    assert parse(tree, "feeds.toml", tree, {}, {}).feed[0].name == "Planet"
