"""Apple's categories, now and before 2019: https://podcasters.apple.com/support/1691-apple-podcasts-categories.

Pure.
"""

from __future__ import annotations

from collections.abc import Collection
from difflib import get_close_matches
from typing import Final

from feeds.model import Level
from feeds.validator.findings import Fault, quoted

CATEGORIES: Final = {
    "Arts": ("Books", "Design", "Fashion & Beauty", "Food", "Performing Arts", "Visual Arts"),
    "Business": ("Careers", "Entrepreneurship", "Investing", "Management", "Marketing", "Non-Profit"),
    "Comedy": ("Comedy Interviews", "Improv", "Stand-Up"),
    "Education": ("Courses", "How To", "Language Learning", "Self-Improvement"),
    "Fiction": ("Comedy Fiction", "Drama", "Science Fiction"),
    "Government": (),
    "History": (),
    "Health & Fitness": (
        "Alternative Health", "Fitness", "Medicine", "Mental Health", "Nutrition", "Sexuality",
    ),
    "Kids & Family": ("Education for Kids", "Parenting", "Pets & Animals", "Stories for Kids"),
    "Leisure": (
        "Animation & Manga", "Automotive", "Aviation", "Crafts", "Games", "Hobbies", "Home & Garden",
        "Video Games",
    ),
    "Music": ("Music Commentary", "Music History", "Music Interviews"),
    "News": (
        "Business News", "Daily News", "Entertainment News", "News Commentary", "Politics", "Sports News",
        "Tech News",
    ),
    "Religion & Spirituality": (
        "Buddhism", "Christianity", "Hinduism", "Islam", "Judaism", "Religion", "Spirituality",
    ),
    "Science": (
        "Astronomy", "Chemistry", "Earth Sciences", "Life Sciences", "Mathematics", "Natural Sciences",
        "Nature", "Physics", "Social Sciences",
    ),
    "Society & Culture": (
        "Documentary", "Personal Journals", "Philosophy", "Places & Travel", "Relationships",
    ),
    "Sports": (
        "Baseball", "Basketball", "Cricket", "Fantasy Sports", "Football", "Golf", "Hockey", "Rugby",
        "Running", "Soccer", "Swimming", "Tennis", "Volleyball", "Wilderness", "Wrestling",
    ),
    "Technology": (),
    "True Crime": (),
    "TV & Film": ("After Shows", "Film History", "Film Interviews", "Film Reviews", "TV Reviews"),
}  # fmt: skip
"""Each category with its subcategories."""

_FORMER: Final = {
    "Arts & Entertainment": "Arts",
    "Audio Blogs": "Society & Culture",
    "Family": "Kids & Family",
    "Food": "Arts",
    "Games & Hobbies": "Leisure",
    "Government & Organizations": "Government",
    "Health": "Health & Fitness",
    "International": "Society & Culture",
    "Movies & Television": "TV & Film",
    "News & Politics": "News",
    "Politics": "News",
    "Public Radio": "News",
    "Science & Medicine": "Science",
    "Sports & Recreation": "Sports",
    "Talk Radio": "News",
    "Transportation": "Leisure",
    "Travel": "Society & Culture",
}
"""Categories that there were, each with the one that took its place."""

_FORMER_SUBCATEGORIES: Final = (
    "Amateur", "Architecture", "Bicycles", "Business News", "College & High School", "Commuting", "Computers",
    "Developers", "Diet & Nutrition", "Educational Technology", "Entertainment", "Finance",
    "Fitness & Nutrition", "Gadgets", "Higher Education", "History", "Information Technology", "K-12",
    "Language Courses", "Literature", "Local", "Management & Marketing", "National", "New Age", "News",
    "Operating Systems", "Other", "Other Games", "Outdoor", "Photography", "Podcasting", "Poetry",
    "Professional", "Regional", "Self-Help", "Shopping", "Smart Phones", "Software How-To", "Spoken Word",
    "Text/Speech", "Training",
)  # fmt: skip
_SUBCATEGORIES: Final = {name: outer for outer, names in CATEGORIES.items() for name in names}


def check_category(text: str) -> Fault | None:
    """Want one of Apple's categories."""
    if text in CATEGORIES:
        return None
    if (now := _FORMER.get(text)) is not None:
        return _fault(f"The category {quoted(text)} is one of Apple’s former; write “{now}”", "warning")
    if (outer := _SUBCATEGORIES.get(text)) is not None:
        return _fault(f"The category {quoted(text)} is a subcategory; write it within “{outer}”", "error")
    return _unknown(f"The category {quoted(text)}", text, CATEGORIES)


def check_subcategory(text: str, category: str) -> Fault | None:
    """Want one of the subcategories that Apple has within the category."""
    ours = CATEGORIES.get(category, ())
    if text in ours:
        return None
    what = f"The subcategory {quoted(text)}"
    if (outer := _SUBCATEGORIES.get(text)) is not None:
        if category not in CATEGORIES:
            return None
        return _fault(f"{what} is none of {quoted(category)}; write it within “{outer}”", "warning")
    if text in _FORMER_SUBCATEGORIES or text in _FORMER or text in CATEGORIES:
        instead = f"write {_listed(ours)}" if ours else "leave it out"
        return _fault(f"{what} is one of Apple’s former; {instead}", "warning")
    return _unknown(what, text, ours or _SUBCATEGORIES)


def _unknown(what: str, text: str, names: Collection[str]) -> Fault:
    same = next((name for name in names if name.lower() == text.lower()), None)
    if same is not None:
        return _fault(f"{what} is written in another case than Apple’s list; write “{same}”", "warning")
    plain = text.replace("&amp;", "&").replace(" and ", " & ").strip()
    if "&amp;" in text and (plain in CATEGORIES or plain in _SUBCATEGORIES):
        return _fault(f"{what} is escaped twice; write “{text}” as it stands in XML", "error")
    near = get_close_matches(plain.title(), names, 1, 0.6)
    instead = f"“{near[0]}”" if near else _listed(names)
    return _fault(f"{what} is none of Apple’s list; write {instead}", "error")


def _listed(names: Collection[str]) -> str:
    return "one of " + ", ".join(f"“{name}”" for name in names) if len(names) < 20 else "one of Apple’s list"


def _fault(message: str, level: Level) -> Fault:
    return Fault(code="unknown-category", message=message, level=level)
