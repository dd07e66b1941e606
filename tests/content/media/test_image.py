"""The picture that stands for a post."""

from __future__ import annotations

import pytest

from feeds.content.media import Facts, find, nothing
from feeds.content.media.image import named
from feeds.model import Media
from tests.content.media.conftest import Disk, Post_, Site_

SITE = "https://example.org/blog"
HERE = f"{SITE}/2026/rain"


def body(*urls: str) -> str:
    """Return a body with pictures in it."""
    return "<p>Rain.</p>" + "".join(f'<img src="{url}" alt="">' for url in urls)


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("image", "/a.png"),
        ("images", ("/a.png", "/b.png")),
        ("featured_image", "/a.png"),
        ("featuredImage", "/a.png"),
        ("cover-img", ((("/a.png", "Rain"),),)),
        ("thumbnail", "/a.png"),
        ("header", (("overlay_color", "#333"), ("overlay_image", "/a.png"))),
        ("image", (("path", "/a.png"), ("height", "80"), ("width", "120"))),
        ("image", (("feature", "/a.png"), ("credit", "Mei"))),
        ("cover", (("image", "/a.png"), ("alt", "Rain"), ("hidden", "true"))),
        ("extra", (("image", "/a.png"),)),
        ("params", (("cover_image", "/a.png"),)),
        ("og_image", "/a.png"),
        ("hero", "/a.png"),
        ("top_img", "/a.png"),
        ("previewimage", "/a.png"),
        ("photos", ("/a.png",)),
        ("resources", ((("src", "/b.png"), ("name", "other")), (("src", "/a.png"), ("name", "featured")))),
    ],
)
def test_keys(key: str, value: object, make_site: Site_, make_post: Post_) -> None:
    """The keys of generators and their themes are known: as a text, a list, and a table."""
    image = find(make_post(**{key: value}), "", make_site()).image
    assert image is not None
    assert image.url == f"{SITE}/a.png"
    assert image.type == "image/png"


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("image", "false"), ("cover", "#ccc"), ("hero", "true"), ("image", ""), ("image", ()),
        ("preview", "What this is about, in a few words."), ("preview", "https://example.org/demo/"),
        ("image", "https://example.org/film.mp4"), ("cover", (("caption", "Rain"),)), ("featured", "true"),
        ("image", "data:image/png;base64,AAAA"), ("resources", ((("src", "/b.pdf"), ("name", "cover")),)),
    ],
)  # fmt: skip
def test_no_picture(key: str, value: object, make_site: Site_, make_post: Post_) -> None:
    """A switch, a colour, a text or the address of something else is no picture."""
    assert find(make_post(**{key: value}), "", make_site()).image is None


def test_an_address_without_an_ending(make_site: Site_, make_post: Post_) -> None:
    """Under a key for pictures the address of a service is one, of whatever type."""
    image = find(make_post(image="https://images.example.com/photo?id=7"), "", make_site()).image
    assert image == Media(url="https://images.example.com/photo?id=7")


def test_order(make_site: Site_, make_post: Post_) -> None:
    """What is meant for the post comes before what may only adorn the page; the settings know better."""
    post = make_post(background="/b.png", image="/a.png")
    assert find(post, body(f"{SITE}/c.png"), make_site()).image == Media(
        url=f"{SITE}/a.png", type="image/png"
    )
    site = make_site(keys=(("image", ("my-pic", "background")),))
    assert find(post, "", site).image == Media(url=f"{SITE}/b.png", type="image/png")
    assert find(make_post(**{"my-pic": "/d.png"}), "", site).image == Media(
        url=f"{SITE}/d.png", type="image/png"
    )


def test_what_is_said_of_it(make_site: Site_, make_post: Post_) -> None:
    """A table, or the key beside, says what the blind get; its sides count where no file is at hand."""
    table = (("path", "/a.png"), ("alt", "Rain\n on a roof"), ("width", "120"), ("height", "80"))
    image = find(make_post(image=table), "", make_site()).image
    assert image == Media(url=f"{SITE}/a.png", type="image/png", width=120, height=80, title="Rain on a roof")
    image = find(make_post(image="/a.png", image_alt="Rain"), "", make_site()).image
    assert image is not None
    assert image.title == "Rain"
    typed = find(make_post(image=(("url", "https://x.org/1"), ("type", "image/webp"))), "", make_site()).image
    assert typed == Media(url="https://x.org/1", type="image/webp")


def test_the_file_knows_better(make_site: Site_, make_post: Post_, disk: Disk) -> None:
    """Of a file at hand type, sides and bytes are its own."""
    look = disk(**{"static/a.png": Facts(99, "image/webp", 300, 200)})
    post = make_post(image=(("path", "/a.png"), ("width", "1"), ("height", "1")))
    assert find(post, "", make_site(), look).image == Media(
        url=f"{SITE}/a.png", type="image/webp", length=99, width=300, height=200
    )


def test_first_of_the_body(make_site: Site_, make_post: Post_, disk: Disk) -> None:
    """Without one in the front matter it is the first of the body, with what is known of it."""
    html = f'<p><a href="/"><img alt="Rain &amp; snow" width="640" src="{HERE}/a.png?x=1&amp;y=2"></a></p>'
    image = find(make_post(), html, make_site(), disk(**{"posts/a.png": 55})).image
    assert image == Media(
        url=f"{HERE}/a.png?x=1&y=2", type="image/png", length=55, width=640, title="Rain & snow"
    )


@pytest.mark.parametrize(
    "trifle",
    [
        "https://img.shields.io/x.png", "https://x.org/ci/badge.svg", "https://x.org/emoji/1f600.png",
        "https://secure.gravatar.com/avatar/1.jpg", "https://x.org/spacer.gif",
        "data:image/png;base64,AAAA", "https://x.org/%7Bstatic%7D/a.png", "https://x.org/film.mp4",
    ],
)  # fmt: skip
def test_trifles(trifle: str, make_site: Site_, make_post: Post_) -> None:
    """Badges, faces, spacers and what cannot be shown are passed over."""
    image = find(make_post(), body(trifle, "https://x.org/a.jpg"), make_site()).image
    assert image == Media(url="https://x.org/a.jpg", type="image/jpeg")
    assert find(make_post(), body(trifle), make_site()).image is None


def test_small_ones(make_site: Site_, make_post: Post_, disk: Disk) -> None:
    """A picture that is known to be small is passed over; how small is a setting."""
    html = f'<img width="32" height="32px" src="https://x.org/a.png"><img src="{SITE}/b.png">'
    look = disk(**{"b.png": Facts(9, "image/png", 400, 99)})
    assert find(make_post(), html, make_site(), look).image is None
    found = find(make_post(), html, make_site(smallest_image=50), look).image
    assert found is not None
    assert found.url == f"{SITE}/b.png"


def test_a_name_is_no_description(make_site: Site_, make_post: Post_) -> None:
    """The file's name or address, written where its description should stand, is none."""
    for alt in ("a b.png", "https://x.org/a b.png", ""):
        image = find(make_post(), f'<img src="https://x.org/a%20b.png" alt="{alt}">', make_site()).image
        assert image == Media(url="https://x.org/a%20b.png", type="image/png")


def test_settings(make_site: Site_, make_post: Post_) -> None:
    """The front matter alone may be asked, or nobody."""
    post, html = make_post(image="/a.png"), body("https://x.org/b.png")
    assert find(make_post(), html, make_site(lead_image="front-matter")).image is None
    assert find(post, html, make_site(lead_image="front-matter")).image is not None
    assert find(post, html, make_site(lead_image="none")).image is None


def test_hugo_bundles(make_site: Site_, make_post: Post_, disk: Disk) -> None:
    """Where a page of Hugo's names none, its bundle's featured picture is it, before those of the body."""
    look = disk(**{"content/rain/cover.jpg": Facts(5, "image/jpeg", 9, 9)})
    post = make_post("content/rain/index.md")
    image = find(post, body("https://x.org/b.png"), make_site("hugo"), look).image
    assert image == Media(url=f"{HERE}/cover.jpg", type="image/jpeg", length=5, width=9, height=9)
    assert find(post, "", make_site("hugo"), nothing).image is None
    assert find(post, "", make_site("zola"), look).image is None


def test_named(make_site: Site_, make_post: Post_) -> None:
    """Of a list the first that is a picture counts."""
    place = named(("no", "https://[x/a.png", "/a.png"), make_post(), make_site(), nothing)
    assert place is not None
    assert place.url == f"{SITE}/a.png"
    assert named((("width", "3"),), make_post(), make_site(), nothing) is None
