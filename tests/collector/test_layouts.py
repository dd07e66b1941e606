"""What layouts.py promises: a layout knows the front matter that has its keys, each with a plain value."""

from __future__ import annotations

import pytest

from feeds.collector import dialects
from feeds.collector.layouts import find_layout, keys_of

JEKYLL = dialects.load("jekyll").alike
TOP = "title: T\ndate: 2020-01-02\n"
HEADER = f"layout: post\n{TOP}slug: some-slug\nimages: [a]\ncategories: [b]\ntags:\n- c\n"


def test_keys() -> None:
    """The keys are those of the lines, but for items of lists."""
    assert keys_of(HEADER) == ("layout", "title", "date", "slug", "images", "categories", "tags")


def test_groups() -> None:
    """What posts differ in, and what they share, stands in groups; what tells nothing does not."""
    assert JEKYLL is not None
    layout = find_layout(HEADER, JEKYLL)
    assert layout is not None
    match = layout.match(HEADER)
    assert match is not None
    assert match.group(*layout.own) == ("T", "2020-01-02", "", "some-slug", "\n- c")
    assert match.group(*layout.shared) == ("", "", " [b]")
    assert layout.shared_keys == ("categories",)


@pytest.mark.parametrize(
    "header",
    [
        HEADER + "x: y\n", HEADER.replace("layout: post\n", ""), HEADER.replace("post", "a: b"),
        HEADER.replace("[a]", "[a: b]"), HEADER.replace("[a]", "|"), HEADER.replace("T", '"'),
        HEADER.replace("some-slug", "'some-slug"), HEADER.replace("some-slug", "Some-Slug"),
        HEADER.replace("some-slug", "123456"), HEADER.replace("some-slug", "false"),
        HEADER.replace("some-slug", "a" * 101), HEADER.replace("post", "post # what"), HEADER + "\n", "",
    ],
)  # fmt: skip
def test_others(header: str) -> None:
    """It does not know what has other keys, or says what could mean something else."""
    assert JEKYLL is not None
    layout = find_layout(HEADER, JEKYLL)
    assert layout is not None
    assert layout.match(header) is None


@pytest.mark.parametrize(
    "header",
    [
        "", "title: T\n", "date: x\n", f"{TOP}title: T\n", f"{TOP}\n", f"{TOP}Lang: en\n", f"{TOP}null: a\n",
        f"{TOP}image: a\nImage: b\n", f"{TOP}extra:\n  a: b\n", f"{TOP}'a': b\n", f"{TOP}中: b\n",
    ],
)  # fmt: skip
def test_none(header: str) -> None:
    """There is none for keys that are missing, are there twice, or may be something else."""
    assert JEKYLL is not None
    assert find_layout(header, JEKYLL) is None
