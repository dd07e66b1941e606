"""Where what a post names is, and which file it may be."""

from __future__ import annotations

import pytest

from feeds.content.media import Facts, nothing
from feeds.content.media.places import Located, beside, files, known, locate, web
from tests.content.media.conftest import Disk, Post_, Site_

SITE = "https://example.org/blog"
HERE = f"{SITE}/2026/rain"


@pytest.mark.parametrize(
    ("name", "url"),
    [
        ("https://x.org/a.png", "https://x.org/a.png"),
        ("//x.org/a b.png", "https://x.org/a%20b.png"),
        ("https://x.org/雨.png", "https://x.org/%E9%9B%A8.png"),
        ("/img/a.png", f"{SITE}/img/a.png"),
        ("/blog/img/a.png", f"{SITE}/img/a.png"),
        ("a.png", f"{HERE}/a.png"),
        ("./a.png?x=1", f"{HERE}/a.png?x=1"),
        ("../a.png", f"{SITE}/2026/a.png"),
        (" a.png ", f"{HERE}/a.png"),
    ],
)
def test_locate(name: str, url: str, make_site: Site_, make_post: Post_) -> None:
    """A path from the root is one of the site, with its folder; one without a slash is the post's."""
    assert locate(name, make_post(), make_site(), nothing) == Located(url)


@pytest.mark.parametrize(
    "name",
    ["", " ", "data:image/png;base64,AA", "javascript:x", "C:\\a.png", "https://", "https://[x/a.png", "http:///a",
     "https://x.org:0/a", "ftp://x.org/a.png", "a\nb.png", "{{ site.url }}/a.png"],
)  # fmt: skip
def test_no_place(name: str, make_site: Site_, make_post: Post_) -> None:
    """What is no address of the web leads nowhere, and is no reason to stop."""
    assert locate(name, make_post(), make_site(), nothing) is None


@pytest.mark.parametrize("dialect", ["jekyll", "hugo", "hexo", "pelican", "nikola"])
def test_from_the_top(dialect: str, make_site: Site_, make_post: Post_) -> None:
    """Where the generator takes a path without a slash for one of the site, so do we, but for `./`."""
    site, post = make_site(dialect), make_post()
    assert locate("img/a.png", post, site, nothing) == Located(f"{SITE}/img/a.png")
    assert locate("./a.png", post, site, nothing) == Located(f"{HERE}/a.png")


def test_pelican_marks(make_site: Site_, make_post: Post_, disk: Disk) -> None:
    """Pelican's {static} says what a path is of, and is none of it."""
    site, look = make_site("pelican"), disk(**{"content/images/a.png": 7})
    assert locate("{static}/images/a.png", make_post(), site, look) == Located(
        f"{SITE}/images/a.png", Facts(7)
    )
    assert locate("|static|images/a.png", make_post(), site, look) == Located(
        f"{SITE}/images/a.png", Facts(7)
    )


@pytest.mark.parametrize(
    "case",
    [
        ("plain", "img/a.png", "/img/a.png", f"{SITE}/img/a.png"),
        ("plain", "static/img/a.png", "img/a.png", f"{SITE}/img/a.png"),
        ("plain", "posts/img/a.png", "img/a.png", f"{HERE}/img/a.png"),
        ("jekyll", "assets/a.png", "/assets/a.png", f"{SITE}/assets/a.png"),
        ("jekyll", "_site/assets/a.png", "assets/a.png", f"{SITE}/assets/a.png"),
        ("hugo", "static/a.png", "/a.png", f"{SITE}/a.png"),
        ("hugo", "assets/img/a.png", "img/a.png", f"{SITE}/img/a.png"),
        ("hexo", "source/img/a.png", "/img/a.png", f"{SITE}/img/a.png"),
        ("hexo", "posts/rain/a.png", "a.png", f"{HERE}/a.png"),
        ("zola", "static/a.png", "a.png", f"{SITE}/a.png"),
        ("zola", "posts/a.png", "a.png", f"{HERE}/a.png"),
        ("nikola", "images/a.png", "/images/a.png", f"{SITE}/images/a.png"),
        ("eleventy", "src/img/a.png", "/img/a.png", f"{SITE}/img/a.png"),
        ("astro", "public/a.png", "/a.png", f"{SITE}/a.png"),
        ("docusaurus", "static/img/a.png", "img/a.png", f"{SITE}/img/a.png"),
        ("plain", "img/a b.png", "/img/a%20b.png", f"{SITE}/img/a%20b.png"),
    ],
)  # fmt: skip
def test_the_file_tells_the_url(
    case: tuple[str, str, str, str], make_site: Site_, make_post: Post_, disk: Disk
) -> None:
    """A file is found where the generator's site has it, and its place is that of its URL."""
    dialect, path, name, url = case
    assert locate(name, make_post(), make_site(dialect), disk(**{path: 7})) == Located(url, Facts(7))


def test_bundles(make_site: Site_, make_post: Post_, disk: Disk) -> None:
    """In Hugo only what lies in a bundle is published beside its page."""
    look = disk(**{"content/rain/a.png": 7, "content/a.png": 8})
    bundle, page = make_post("content/rain/index.md"), make_post("content/rain.md")
    site = make_site("hugo")
    assert locate("a.png", bundle, site, look) == Located(f"{HERE}/a.png", Facts(7))
    assert beside("a.png", bundle, site, look) == Located(f"{HERE}/a.png", Facts(7))
    assert locate("a.png", page, site, look) == Located(f"{SITE}/a.png", Facts(8))
    assert beside("a.png", page, site, look) is None


@pytest.mark.parametrize("dialect", ["astro", "docusaurus"])
def test_renamed_files(dialect: str, make_site: Site_, make_post: Post_, disk: Disk) -> None:
    """What a generator publishes under a name that only it knows has no URL; what a built site shows has."""
    look, post = disk(**{"posts/a.png": 7}), make_post()
    assert locate("./a.png", post, make_site(dialect), look) is None
    assert locate("./none.png", post, make_site(dialect), look) is None
    assert beside("a.png", post, make_site(dialect), look) is None
    assert known(f"{HERE}/a.png", post, make_site(dialect), look) is None
    assert known(f"{HERE}/a.png", post, make_site(dialect, built="dist"), look) is not None
    assert known(f"{SITE}/a.png", post, make_site(dialect), look) == Located(f"{SITE}/a.png")


def test_known(make_site: Site_, make_post: Post_, disk: Disk) -> None:
    """The file of a body's absolute URL is looked for too."""
    look = disk(**{"posts/img/a.png": 7, "_site/b.png": 8})
    assert known(f"{HERE}/img/a.png", make_post(), make_site(), look) == Located(
        f"{HERE}/img/a.png", Facts(7)
    )
    site = make_site(built="_site")
    assert known(f"{SITE}/b.png", make_post(), site, look) == Located(f"{SITE}/b.png", Facts(8))
    assert known("https://x.org/b.png", make_post(), site, look) == Located("https://x.org/b.png")


def test_media_folders(make_site: Site_, make_post: Post_, disk: Disk) -> None:
    """Files that are served from elsewhere are found where the settings say."""
    site = make_site(media_folders=(("https://cdn.example.org/", "audio"),))
    look = disk(**{"audio/1.mp3": 9})
    url = "https://cdn.example.org/1.mp3"
    assert locate(url, make_post(), site, look) == Located(url, Facts(9))
    assert list(files("https://cdn.example.org/../x", make_post(), site)) == []


def test_no_file_outside(make_site: Site_, make_post: Post_) -> None:
    """An address does not lead out of the site's folder, whatever is encoded in it."""
    for url in (f"{SITE}/%2e%2e/%2e%2e/etc/passwd", f"{SITE}//etc/passwd", f"{SITE}/a%00b", f"{SITE}/"):
        assert list(files(url, make_post(), make_site())) == []


def test_own_source_folder(make_site: Site_, make_post: Post_, disk: Disk) -> None:
    """Jekyll's `source` has the files as well."""

    class Own:
        source = "src"

    look = disk(**{"src/assets/a.png": 7})
    found = locate("/assets/a.png", make_post(), make_site("jekyll", own=Own()), look)
    assert found == Located(f"{SITE}/assets/a.png", Facts(7))


def test_web() -> None:
    """Only addresses of the web are any."""
    assert web("https://example.org/ä") == "https://example.org/%C3%A4"
    assert web("mailto:a@b.c") is None
    assert web("https://[::1") is None
