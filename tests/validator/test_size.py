from __future__ import annotations

import pytest
from lxml import etree

from feeds.validator.findings import Findings
from feeds.validator.size import check_size

KIB = 1024
MIB = 1024 * KIB


@pytest.mark.parametrize(
    ("size", "level", "words"),
    [
        (512 * KIB - 1, None, ""),
        (512 * KIB, "info", "has 512 KB"),
        (MIB, "warning", "has 1.0 MB, which readers fetch at every change"),
        (
            5 * MIB,
            "warning",
            "CommaFeed and others refuse one of 5 MB or more; list fewer items, or summaries",
        ),
    ],
)
def test_the_larger_the_worse(size: int, level: str | None, words: str) -> None:
    """What readers take is no secret, but nobody tells those who write."""
    found = Findings()
    check_size(etree.Element("channel"), 1, "item", size, found)
    assert [fault.level for _, fault in found.all] == ([level] if level else [])
    for _, fault in found.all:
        assert fault.code == "feed-size"
        assert words in fault.message


@pytest.mark.parametrize(
    ("entries", "codes"), [(0, ["no-entries"]), (1, []), (1000, []), (1001, ["many-entries"])]
)
def test_none_and_too_many_are_told_of(entries: int, codes: list[str]) -> None:
    """Both are in order, and neither is what somebody wants."""
    found = Findings()
    check_size(etree.Element("feed"), entries, "entry", 100, found)
    assert [fault.code for _, fault in found.all] == codes
    assert all(fault.level == "info" for _, fault in found.all)
