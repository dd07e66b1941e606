"""That what readers are held to is what the posts say: the bodies of JSON Feeds are those of the posts."""

from __future__ import annotations

from functools import partial

import pytest

from feeds import collector, content
from tests import real
from tests.readers.items import feeds_of

EVERY = 7  # to render all of them again would take as long as to build the sites


@pytest.mark.parametrize("name", real.NAMES)
def test_bodies(name: str) -> None:
    """What stands for a body in the other tests is what is made of the post alone."""
    built = real.build(name)
    items = {item.id: item for feed in feeds_of(built) for item in feed.items["jsonfeed"]}
    sources = {reading.post.id: source for source, reading in built.readings.items() if reading.post}
    assert items
    for item in [*items.values()][::EVERY]:
        took = collector.take(built.root, built.site, sources[item.id], origins=False)
        assert took.reading.post is not None
        find = partial(collector.find_url, built.root, built.site)
        entry, *_ = content.read(built.root, built.site, took.reading.post, took.data, find)
        assert item.content == entry.html


@pytest.mark.parametrize("name", real.NAMES)
def test_no_post_is_missing(name: str) -> None:
    """A feed lists the newest posts of its channel, and leaves none out unless it is as long as it may be."""
    built = real.build(name)
    for channel in built.channels:
        for _, path in channel.paths:
            document = built.documents[path]
            listed = [card.source for card in channel.posts]
            assert list(document.sources) == listed[: len(document.sources)]
            assert len(document.sources) == len(listed) or document.size > 900_000
