"""What a podcast's app shows of an episode."""

from __future__ import annotations

from typing import Any

import pytest

from feeds.content.media import Facts, find, nothing
from feeds.model import Episode
from feeds.records import Transcript, Voice
from tests.content.media.conftest import PODCAST, Disk, Post_, Site_

SITE = "https://example.org/blog"
MP3 = "https://cdn.example.org/1.mp3"


@pytest.fixture
def told(make_site: Site_, make_post: Post_) -> Any:
    """Return what tells the episode of a front matter."""

    def tell(look: Any = nothing, **extra: object) -> Episode:
        post = make_post(enclosure=MP3, length="0", **extra)
        episode = find(post, "", make_site(podcast=PODCAST), look).episode
        assert episode is not None
        return episode

    return tell


def test_nothing_is_made_up(told: Any) -> None:
    """Of an episode of which nothing is said, nothing is told."""
    assert told() == Episode()


def test_no_podcast_no_episode(make_site: Site_, make_post: Post_) -> None:
    """Without a podcast in the settings, or without a recording, there is no episode."""
    assert find(make_post(enclosure=MP3, length="0", episode="3"), "", make_site()).episode is None
    assert find(make_post(episode="3"), "", make_site(podcast=PODCAST)).episode is None


@pytest.mark.parametrize(
    ("key", "value", "field", "wanted"),
    [
        ("episode", "7", "number", 7), ("episode_number", "007", "number", 7),
        ("itunes_episode", "0", "number", 0),
        ("episode", "bonus", "number", None), ("season", "2", "season", 2), ("season", "0", "season", None),
        ("season_name", "Rain", "season_name", "Rain"), ("episode_type", "Trailer", "kind", "trailer"),
        ("episodeType", "bonus", "kind", "bonus"), ("type", "post", "kind", None),
        ("explicit", "yes", "explicit", True),
        ("explicit", "clean", "explicit", False), ("explicit", "?", "explicit", None),
        ("duration", "1:02:03", "duration", 3723),
        ("itunes", (("duration", "60"), ("season", "3")), "duration", 60),
        ("subtitle", "<em>A</em> &amp; B", "subtitle", "A & B"), ("podcast_summary", "All", "summary", "All"),
        ("itunes_title", "One", "title", "One"), ("chapters", "/1.json", "chapters", f"{SITE}/1.json"),
        ("chapters", ("00:00 Intro", "02:00 Rain"), "chapters", None), ("chapters", "many", "chapters", None),
        ("episode_image", "/a.jpg", "image", f"{SITE}/a.jpg"), ("episode-cover", "/a.webp", "image", None),
        ("image", "/a.png", "image", f"{SITE}/a.png"), ("image", "/a.svg", "image", None),
    ],
)  # fmt: skip
def test_fields(key: str, value: object, field: str, wanted: object, told: Any) -> None:
    """Each field is found under the keys that are in use for it, and left out where it cannot be."""
    assert getattr(told(**{key: value}), field) == wanted


def test_covers_are_square(told: Any, disk: Disk) -> None:
    """The post's own picture is the episode's only if it is square, as far as is known."""
    square, wide = Facts(9, "image/png", 50, 50), Facts(9, "image/png", 50, 40)
    assert told(disk(**{"a.png": square}), image="/a.png").image == f"{SITE}/a.png"
    assert told(disk(**{"a.png": wide}), image="/a.png").image is None
    assert told(disk(**{"a.png": wide}), episode_image="/a.png").image == f"{SITE}/a.png"


def test_long_texts_are_cut(told: Any) -> None:
    """Apple takes no more than so many letters: the text ends between words."""
    subtitle = told(subtitle="word " * 100).subtitle
    assert len(subtitle) <= 255
    assert subtitle.endswith("word…")


@pytest.mark.parametrize(
    ("value", "wanted"),
    [
        ("/1.vtt", [("/1.vtt", "text/vtt", None)]),
        (("/1.srt", "/1.html"), [("/1.srt", "application/x-subrip", None), ("/1.html", "text/html", None)]),
        ((("url", "/1.txt"), ("language", "zh_CN")), [("/1.txt", "text/plain", "zh-CN")]),
        ((("url", "/1"), ("type", "application/srt"), ("lang", "?")), [("/1", "application/x-subrip", None)]),
        ("Hello and welcome to this.txt", []),
        ("/1.pdf", []),
        ((("title", "x"),), []),
    ],
)
def test_transcripts(value: object, wanted: list[tuple[str, str, str | None]], told: Any) -> None:
    """The files of its words are told with their types; the words themselves are no file."""
    expected = tuple(Transcript(f"{SITE}{url}", kind, language) for url, kind, language in wanted)
    assert told(transcript=value).transcripts == expected


def test_voices(told: Any) -> None:
    """Hosts and guests are told by name, with their page and picture if those have addresses."""
    guest = (("name", "Ann"), ("url", "https://ann.example/"), ("image", "ann.png"))
    editor = (("name", "Bo"), ("role", "Editor"))
    voices = told(hosts="Mei Lin, 陈思远", guests=(guest,), people=(editor, (("page", "x"),))).voices
    assert voices == (
        Voice("Mei Lin", "host"), Voice("陈思远", "host"), Voice("Ann", "guest", "https://ann.example/"),
        Voice("Bo", "editor"),
    )  # fmt: skip
