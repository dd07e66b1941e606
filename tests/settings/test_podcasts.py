"""What [podcast] and [media] may hold, and what is said of anything else."""

from __future__ import annotations

import pytest

from feeds.settings import podcasts
from feeds.settings.keys import Check


def fault(kind: Check[object], value: object) -> str:
    """Return what is said of a value that cannot be."""
    with pytest.raises(ValueError) as caught:  # noqa: PT011 - what it says is returned
        kind(value)
    return str(caught.value)


@pytest.mark.parametrize(
    ("value", "wanted"),
    [
        (["Technology"], (("Technology", None),)),
        ("Technology", (("Technology", None),)),
        (["Arts", "News > Tech News"], (("Arts", None), ("News", "Tech News"))),
        (["News>Daily News"], (("News", "Daily News"),)),
    ],
)
def test_categories(value: object, wanted: object) -> None:
    """Apple's categories are known, and those below them."""
    assert podcasts.categories(value) == wanted


@pytest.mark.parametrize(
    ("value", "said"),
    [
        ([], "must be a list"),
        ([""], "must be a list"),
        (7, "must be a list"),
        (["Tech"], "none of Apple’s list"),
        (["Tech News"], "write it within “News”"),
        (["News > Rain"], "none of Apple’s list"),
        (["Technology > Tech News"], "within “News”"),
    ],
)
def test_no_categories(value: object, said: str) -> None:
    """What Apple does not know is named, with what to write."""
    assert said in fault(podcasts.categories, value)


def test_cover() -> None:
    """A cover is a JPEG or PNG, as far as its name tells, on the site or anywhere."""
    assert podcasts.cover("/img/cover.png") == "img/cover.png"
    assert podcasts.cover("https://x.org/cover.JPG?v=2") == "https://x.org/cover.JPG?v=2"
    assert podcasts.cover("https://x.org/cover") == "https://x.org/cover"
    assert "JPEG or PNG" in fault(podcasts.cover, "cover.webp")
    assert "no address" in fault(podcasts.cover, "/../cover.png")


@pytest.mark.parametrize(
    ("value", "wanted"),
    [
        ({"url": "https://x.org/pay?a=1", "text": " Help "}, (("https://x.org/pay?a=1", "Help"),)),
        ({"url": "https://x.org/"}, (("https://x.org/", ""),)),
        ("https://x.org/pay", (("https://x.org/pay", ""),)),
        ([{"url": "https://x.org/a", "text": "A"}, "https://x.org/b"],
         (("https://x.org/a", "A"), ("https://x.org/b", ""))),
    ],
)  # fmt: skip
def test_funding(value: object, wanted: object) -> None:
    """One address or several, with or without words."""
    assert podcasts.links(value) == wanted


@pytest.mark.parametrize(
    "value", [7, {"text": "Help"}, {"url": 7}, {"url": "https://x.org", "title": "Help"}]
)
def test_no_funding(value: object) -> None:
    """Anything else is told how it is written."""
    assert 'must be { url = "https://…", text = "Support us" }' in fault(podcasts.links, value)
    assert "no absolute URL" in fault(podcasts.links, "/pay")


def test_guid() -> None:
    """A guid is a UUID, in small letters."""
    guid = "917393e3-1b1e-5cef-ace4-edaa54e1f810"
    assert podcasts.guid(guid.upper()) == guid
    assert "no UUID" in fault(podcasts.guid, "https://x.org/")


@pytest.mark.parametrize(
    "value", ["https://cdn.example.org/:filename.mp3", "/audio/:slug.mp3", "http://x.org:80/:a"]
)
def test_pattern(value: str) -> None:
    """A pattern is an address with a key in it."""
    assert podcasts.pattern(value) == value


@pytest.mark.parametrize("value", ["https://cdn.example.org/1.mp3", ":a.mp3", 7, "https://:a/", "/a b/:c"])
def test_no_pattern(value: object) -> None:
    """Without a key it would be the same for all episodes."""
    assert "makes no addresses" in fault(podcasts.pattern, value)


def test_folders() -> None:
    """Beginnings of addresses tell the folders that files lie in."""
    assert podcasts.folders({"https://cdn.example.org": "audio/"}) == {"https://cdn.example.org/": "audio"}
    assert "must be a table" in fault(podcasts.folders, "audio")
    assert "no absolute URL" in fault(podcasts.folders, {"cdn": "audio"})
    assert "leads out of the folder" in fault(podcasts.folders, {"https://cdn.example.org": "../audio"})
