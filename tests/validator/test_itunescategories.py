from __future__ import annotations

import pytest

from feeds.validator.modules.itunescategories import CATEGORIES, check_category, check_subcategory


def test_apples_list_is_whole() -> None:
    """Apple has 110 categories, of which 19 hold the others."""
    assert len(CATEGORIES) == 19
    assert sum(map(len, CATEGORIES.values())) == 91


def test_all_of_it_is_taken() -> None:
    """Whatever Apple lists is in order where it lists it."""
    for category, inner in CATEGORIES.items():
        assert check_category(category) is None
        assert all(check_subcategory(name, category) is None for name in inner)


@pytest.mark.parametrize(
    ("text", "level", "instead"),
    [
        ("Health", "warning", "“Health & Fitness”"),
        ("tv & film", "warning", "“TV & Film”"),
        ("Kids and Family", "error", "“Kids & Family”"),
        ("Kids &amp; Family", "error", "“Kids &amp; Family” as it stands in XML"),
        ("Cricket", "error", "“Sports”"),
        ("Techology", "error", "“Technology”"),
        ("Everything", "error", "one of “Arts”"),
    ],
)
def test_a_category_that_apple_has_not(text: str, level: str, instead: str) -> None:
    """The nearest right one is named; one that there was is a smaller fault than one that never was."""
    fault = check_category(text)
    assert fault is not None
    assert (fault.code, fault.level) == ("unknown-category", level)
    assert instead in fault.message.partition("; ")[2]


@pytest.mark.parametrize(
    ("text", "category", "level", "instead"),
    [
        ("Literature", "Arts", "warning", "one of “Books”"),
        ("Gadgets", "Technology", "warning", "leave it out"),
        ("Comedy", "Music", "warning", "one of “Music Commentary”"),
        ("Politics", "Society & Culture", "warning", "write it within “News”"),
        ("Documentaries", "Society & Culture", "error", "“Documentary”"),
        ("Yodelling", "Technology", "error", "one of Apple’s list"),
    ],
)
def test_a_subcategory_that_apple_has_not(text: str, category: str, level: str, instead: str) -> None:
    """What to write depends on the category that it stands in."""
    fault = check_subcategory(text, category)
    assert fault is not None
    assert fault.level == level
    assert instead in fault.message.partition("; ")[2]


def test_a_known_one_in_a_former_category_is_not_named_twice() -> None:
    """The category is what has to change."""
    assert check_subcategory("Video Games", "Games & Hobbies") is None
