"""The recordings and files of a post."""

from __future__ import annotations

import pytest

from feeds.content.media import find, nothing
from feeds.content.media.enclosures import fill
from feeds.model import Media
from feeds.record import replace
from tests.content.media.conftest import PODCAST, Disk, Post_, Site_

SITE = "https://example.org/blog"
MP3 = "https://cdn.example.org/1.mp3"
WHOLE = Media(url=MP3, type="audio/mpeg", length=25209836)


@pytest.mark.parametrize(
    "extra",
    [
        {"enclosure": MP3, "enclosure_length": "25209836", "enclosure_type": "audio/mpeg"},  # Nikola
        {"enclosure": (("url", MP3), ("length", "25209836"), ("type", "audio/mpeg"))},
        {"enclosure": f"{MP3}\n25209836\naudio/mpeg\n"},  # WordPress
        {"enclosures": ((("url", MP3), ("length", "25,209,836")),)},
        {"podcast_file": MP3, "podcast_bytes": "25209836"},  # castanet
        {"podcast_link": MP3, "podcast_length": "25209836", "podcast_file_size": "13.7 MB"},
        {"podcast": (("url", MP3), ("length", "25209836"))},
        {"podcast": MP3, "length": "25209836"},
        {"audio": (("mp3", MP3),), "filesize": "25209836"},  # Octopod
        {"audio": MP3, "bytes": "25209836"},
        {"audio_url": MP3, "file_size": "25209836"},
        {"mp3": MP3, "size": "25209836"},
        {"link": MP3, "length": "25209836"},
        {"extra": (("audio", MP3), ("length", "25209836"))},
        {"enclosure": "https://cdn.example.org/1", "length": "25209836", "layout": "x"},
    ],
)
def test_keys(extra: dict[str, object], make_site: Site_, make_post: Post_) -> None:
    """The keys of generators, plug-ins and themes are known, with the length and type beside them."""
    found = find(make_post(**extra), "", make_site())
    assert [replace(one, url=MP3) for one in found.enclosures] == [WHOLE]
    assert found.problems == ()


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("podcast", "My podcast"), ("audio", "true"), ("video", "https://video.example.com/watch?v=7"),
        ("link", "https://example.org/"), ("media", "photo"), ("file", "a.png"), ("audio", "notes.html"),
        ("podcast", (("title", "A"),)), ("enclosures", ()), ("attachments", ("a.txt",)),
    ],
)  # fmt: skip
def test_no_file(key: str, value: object, make_site: Site_, make_post: Post_) -> None:
    """A name, a switch, a page or a picture is nothing that an entry carries, and no fault."""
    found = find(make_post(**{key: value}), "", make_site())
    assert (found.enclosures, found.problems) == ((), ())


def test_an_enclosure_that_is_none(make_site: Site_, make_post: Post_) -> None:
    """Whoever writes `enclosure` means one: it is named if it can be none."""
    header = b"---\ntitle: Rain\nenclosure: tomorrow\n---\n"
    found = find(make_post(enclosure="tomorrow"), "", make_site(), nothing, header)
    assert found.enclosures == ()
    assert [(one.code, one.where.line, one.level) for one in found.problems] == [("enclosure", 3, "warning")]
    assert "“tomorrow”" in found.problems[0].message


def test_the_file_knows_its_length(make_site: Site_, make_post: Post_, disk: Disk) -> None:
    """The bytes of a file at hand count, and whoever wrote others is told."""
    look, header = disk(**{"static/1.mp3": 30000}), b"---\naudio: /1.mp3\nlength: 25000\n---\n"
    found = find(make_post(audio="/1.mp3"), "", make_site(), look)
    assert found.enclosures == (Media(url=f"{SITE}/1.mp3", type="audio/mpeg", length=30000),)
    assert found.problems == ()
    found = find(make_post(audio="/1.mp3", length="25000"), "", make_site(), look, header)
    assert found.enclosures[0].length == 30000
    assert [(one.code, one.where.line) for one in found.problems] == [("enclosure-length", 3)]
    assert "write 30000" in found.problems[0].message
    assert find(make_post(audio="/1.mp3", length="30000"), "", make_site(), look).problems == ()
    assert find(make_post(audio="/1.mp3", length="35"), "", make_site(), look).problems == ()


@pytest.mark.parametrize("length", [None, "35", "13.7 MB", "1:02:03"])
def test_a_length_that_nobody_knows(length: str | None, make_site: Site_, make_post: Post_) -> None:
    """It stays out, and what to write is said; minutes are never taken for bytes."""
    extra = {"audio": MP3, **({"length": length} if length else {})}
    found = find(make_post(**extra), "", make_site(), nothing, b"---\naudio: x\n---\n")
    assert found.enclosures[0].length is None
    assert [(one.code, one.where.line) for one in found.problems] == [("enclosure-length", 2)]
    assert "`length: 25209836`" in found.problems[0].message


def test_a_length_that_is_not_asked_for(make_site: Site_, make_post: Post_) -> None:
    """Whoever writes 0, or says so once for all, is not told again."""
    found = find(make_post(audio=MP3, length="0"), "", make_site())
    assert (found.enclosures, found.problems) == ((Media(url=MP3, type="audio/mpeg"),), ())
    site = make_site(podcast=replace(PODCAST, lengths=False))
    assert find(make_post(audio=MP3), "", site).problems == ()


@pytest.mark.parametrize(
    ("extra", "kind"),
    [
        ({"audio": "https://x.org/1.m4a"}, "audio/x-m4a"),
        ({"enclosure": "https://x.org/1"}, "audio/mpeg"),
        ({"m4a": "https://x.org/1"}, "audio/x-m4a"),
        ({"enclosure": "https://x.org/1", "type": "post"}, "audio/mpeg"),
        ({"audio": "https://x.org/1.mp4", "mime_type": "audio/mp4"}, "audio/mp4"),
        ({"video": (("url", "https://x.org/1"), ("type", "video/mp4; codecs=x"))}, "video/mp4"),
        ({"attachment": "https://x.org/1.pdf"}, "application/pdf"),
        ({"enclosure": (("url", "https://x.org/1.ogg"), ("type", "text/html"))}, "audio/ogg"),
    ],
)
def test_types(extra: dict[str, object], kind: str, make_site: Site_, make_post: Post_) -> None:
    """The type is as it is written, else by the ending, else by the key."""
    site = make_site()
    assert [one.type for one in find(make_post(**extra, length="0"), "", site).enclosures] == [kind]


def test_durations(make_site: Site_, make_post: Post_) -> None:
    """How long it is, is told in seconds, also where a `length` has a colon."""
    for extra in ({"duration": "1:00"}, {"podcast_duration": "60"}, {"length": "0:01:00"}):
        found = find(make_post(audio=MP3, bytes="25209836", **extra), "", make_site())
        assert found.enclosures == (replace(WHOLE, duration=60),)
    header = b"+++\nduration = 'long'\n+++\n"
    found = find(make_post(audio=MP3, length="0", duration="long"), "", make_site(), nothing, header)
    assert [(one.code, one.where.line) for one in found.problems] == [("bad-duration", 2)]


def test_several(make_site: Site_, make_post: Post_) -> None:
    """All are carried, each once; that RSS has room for one only is said, if there is RSS."""
    rows = (("mp3", MP3), ("ogg", "/1.ogg"))
    post = make_post(audio=rows, mp3=MP3, length="25209836", duration="60")
    found = find(post, "", make_site(), nothing, b"---\naudio:\n  ogg: /1.ogg\n---\n")
    ogg = Media(url=f"{SITE}/1.ogg", type="audio/ogg")
    assert found.enclosures == (replace(WHOLE, duration=60), ogg)
    assert [(one.code, one.where.line) for one in found.problems] == [("second-enclosure", 3)]
    assert MP3 in found.problems[0].message
    assert find(post, "", make_site(formats=("atom", "jsonfeed"))).problems == ()


def test_lists_know_their_own(make_site: Site_, make_post: Post_) -> None:
    """What stands beside each of several is said of that one."""
    one = (("url", MP3), ("length", "25209836"), ("title", "Rain"), ("duration", "60"))
    other = (("url", "/2.mp3"), ("length", "20000"), ("duration", "90"))
    found = find(make_post(enclosures=(one, other)), "", make_site(formats=("atom",)))
    assert found.enclosures == (
        replace(WHOLE, title="Rain", duration=60),
        Media(url=f"{SITE}/2.mp3", type="audio/mpeg", length=20000, duration=90),
    )


def test_a_pattern(make_site: Site_, make_post: Post_) -> None:
    """A podcast's pattern makes the address of what the front matter says, before all keys."""
    site = make_site(podcast=replace(PODCAST, file="https://cdn.example.org/:filename.mp3"))
    found = find(make_post(filename="1", audio="/2.mp3", length="25209836"), "", site)
    assert found.enclosures == (WHOLE,)
    assert find(make_post(layout="x"), "", site).enclosures == ()
    bare = make_site(podcast=replace(PODCAST, file="https://cdn.example.org/:n"))
    assert find(make_post(n="1"), "", bare).enclosures == (
        Media(url="https://cdn.example.org/1", type="audio/mpeg"),
    )


def test_fill() -> None:
    """Every word behind a colon is a key, in any of its spellings; a port is none."""
    assert fill("http://x.org:8080/:Pod_File", {"podfile": "a.mp3"}) == "http://x.org:8080/a.mp3"
    assert fill("/:a/:b", {"a": "1"}) is None


@pytest.mark.parametrize(
    "html",
    [
        f'<p><audio controls="" src="{MP3}"></audio></p>',
        f'<video><source type="audio/mpeg" src="{MP3}"></video>',
        f'<p><a href="https://x.org/">x</a> <a title="a > b" href="{MP3}">Listen</a></p>',
        f'<a href="https://x.org/2.mp3">2</a><audio src="{MP3}"></audio>',
    ],
)
def test_of_the_body(html: str, make_site: Site_, make_post: Post_) -> None:
    """A podcast's episode has the recording that its body plays, else the one that it links to."""
    found = find(make_post(length="25209836"), html, make_site(podcast=PODCAST))
    assert found.enclosures == (WHOLE,)
    assert find(make_post(length="25209836"), html, make_site()).enclosures == ()


def test_nothing_to_play(make_site: Site_, make_post: Post_) -> None:
    """A body without a recording carries none; where its length is unknown, the body is named."""
    site = make_site(podcast=PODCAST)
    html = (
        '<a href="/x">x</a><audio src="data:audio/mpeg;base64,AA"></audio><source src="https://x.org/a.png">'
    )
    assert find(make_post(), html, site).enclosures == ()
    (problem,) = find(make_post(), f'<audio src="{MP3}"></audio>', site).problems
    assert (problem.code, problem.where.line) == ("enclosure-length", 6)


def test_own_keys(make_site: Site_, make_post: Post_) -> None:
    """The settings name other keys."""
    site = make_site(keys=(("enclosure", ("My_Sound",)),))
    assert find(make_post(my_sound=MP3, length="25209836", audio="/2.mp3"), "", site).enclosures == (WHOLE,)
