"""What a post has beside its text, all together, and what it costs where it has nothing."""

from __future__ import annotations

import timeit

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from feeds.content.media import NOTHING, find, nothing
from feeds.content.media.fields import ENCLOSURES, IMAGES
from feeds.record import replace
from tests.content.media.conftest import PODCAST, Post_, Site_

MP3 = "https://cdn.example.org/1.mp3"
WORDS = st.one_of(
    st.text(max_size=12),
    st.sampled_from(
        [MP3, "/a.png", "../a.png", "a b.png", "//[x", "1:02", "yes", "12345678", "https://", "%", "{{x}}"]
    ),
)
OTHERS = ("params", "extra", "itunes", "resources", "url", "alt", "name", "duration", "length", "type",
          "transcript", "chapters", "guests", "episode")  # fmt: skip
KEYS = st.sampled_from([*IMAGES, *ENCLOSURES, *OTHERS])
VALUES = st.recursive(
    st.one_of(WORDS, st.none()),
    lambda inner: st.one_of(
        st.lists(inner, max_size=3).map(tuple), st.lists(st.tuples(KEYS, inner), max_size=3).map(tuple)
    ),
    max_leaves=8,
)


def test_nothing(make_site: Site_, make_post: Post_) -> None:
    """A plain post has nothing, and so has one without any front matter."""
    assert find(make_post(layout="post", toc="true"), "<p>Rain.</p>", make_site()) is NOTHING
    assert find(make_post(), "", make_site()) is NOTHING
    assert find(make_post(), "<p>Rain.</p>", make_site(podcast=PODCAST)) == NOTHING


def test_everything(make_site: Site_, make_post: Post_) -> None:
    """A picture, a file and an episode come together."""
    found = find(
        make_post(image="/a.png", audio=MP3, length="25209836", episode="3"), "", make_site(podcast=PODCAST)
    )
    assert found.image is not None
    assert [one.url for one in found.enclosures] == [MP3]
    assert found.episode is not None
    assert found.episode.number == 3
    assert found.problems == ()


@pytest.mark.parametrize(
    ("header", "line"),
    [
        (b"---\ntitle: x\nPodcast_File: y\n---\n", 3),
        (b"+++\n[params]\n  podcast-file = 'y'\n+++\n", 3),
        (b'{\n"title": 1,\n "podcast_file": "y"}\n', 3),
        (b".. title: x\n.. podcast_file: y\n\n", 2),
        (b":title: x\n:podcast_file: y\n\n", 2),
        (b"---\ntitle: \xff\n---\n", 1),
        (b"", 1),
    ],
)
def test_lines(header: bytes, line: int, make_site: Site_, make_post: Post_) -> None:
    """A problem is told at the line of its key, in every kind of front matter."""
    (problem,) = find(make_post(podcast_file=MP3), "", make_site(), nothing, header).problems
    assert problem.where.line == line
    assert problem.where.path == "posts/rain.md"


def test_a_plain_post_costs_nothing(make_site: Site_, make_post: Post_) -> None:
    """It takes some microseconds of the thousand of an entry; no busy machine reaches the bound."""
    site, post = make_site(), make_post(layout="post", toc="true", comments="false")
    html = "<p>Rain fell on the roof.</p>" * 50
    assert min(timeit.repeat(lambda: find(post, html, site), number=100, repeat=20)) / 100 < 50e-6


@given(st.lists(st.tuples(KEYS, VALUES), max_size=6), st.text(max_size=40))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_whatever_is_written(
    make_site: Site_, make_post: Post_, extra: list[tuple[str, object]], html: str
) -> None:  # fmt: skip
    """No front matter and no body stops a run; every address that comes out is one of the web."""
    for dialect in ("plain", "hugo", "astro"):
        site = make_site(dialect, podcast=replace(PODCAST, file="https://cdn.example.org/:name.mp3"))
        post = make_post()._replace(extra=tuple(extra))
        found = find(post, f'<img src="{html}"><audio src="{html}">', site)
        places = [one.url for one in (*found.enclosures, *([found.image] if found.image else []))]
        assert all(place.startswith(("https://", "http://")) for place in places)
        assert all(one.type for one in found.enclosures)
