"""What `feeds check-site` finds in a built site, and what it does not."""

from __future__ import annotations

from pathlib import Path

import pytest

from feeds.discovery.check import Result, check
from feeds.model import Problem, Stop
from tests.discovery.test_links import SITE  # at https://example.org/notes

RSS = '<rss version="2.0"><channel>\n<link>https://example.org/notes/{}</link><language>{}</language><item/></channel></rss>'
ATOM = '<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="{1}">\n<link href="https://example.org/notes/{0}"/><entry/></feed>'
LINE = '<link rel="alternate" type="application/rss+xml" href="{}">'


class Built:
    """A built site in a folder, whose feeds may be beside it."""

    def __init__(self, root: Path) -> None:
        """Begin with a front page and its feed."""
        self.folder, self.output = root / "_site", root / "output"
        self.feed("rss.xml")
        self.page("index.html", LINE.format("/notes/rss.xml"))

    def page(self, path: str, head: str = "", lang: str = "en") -> None:
        """Write a page."""
        self._write(
            self.folder / path, f'<!DOCTYPE html>\n<html lang="{lang}">\n<head>\n{head}\n</head><body></body>'
        )

    def feed(
        self, path: str, page: str = "", lang: str = "", *, beside: bool = False, text: str = RSS
    ) -> None:
        """Write a feed."""
        self._write((self.output if beside else self.folder) / path, text.format(page, lang))

    def _write(self, file: Path, text: str) -> None:
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, "utf-8")

    def check(self, *, exclude: tuple[str, ...] = (), jobs: int = 1) -> Result:
        """Check it."""
        return check(self.folder, self.output, SITE, exclude=exclude, jobs=jobs)

    def problem(self) -> Problem:
        """Return the one problem that it has."""
        (found,) = self.check().problems
        return found


@pytest.fixture
def built(tmp_path: Path) -> Built:
    """Return a site without fault."""
    return Built(tmp_path)


def test_nothing_wrong(built: Built) -> None:
    """A site whose pages name their feeds is fine, wherever the feeds lie."""
    built.feed("category/news/atom.xml", "category/news/", beside=True, text=ATOM)
    built.page("category/news/index.html", "<link rel=alternate type=application/atom+xml href=atom.xml>")
    built.page("a/b.html", LINE.format("https://example.org/notes/rss.xml"))
    built.page("c.html", LINE.format("https://feeds.example.com/notes"))
    built.page("d.html", LINE.format("../notes/rss.xml?utm=x"))
    result = built.check()
    assert [str(problem) for problem in result.problems] == []
    assert (result.pages, result.spared, result.feeds) == (5, 0, 2)


def test_no_feed_link(built: Built) -> None:
    """A page that names none is told which line to write: its own feed's, or the site's."""
    built.page("a/index.html", '<link rel="alternate" hreflang="de" href="/notes/de/">')
    found = built.problem()
    assert (found.code, found.level) == ("no-feed-link", "error")
    assert str(found.where) == f"{built.folder.as_posix()}/a/index.html:1"
    line = '<link rel="alternate" type="application/rss+xml" href="https://example.org/notes/rss.xml">'
    assert found.message == f"the page names no feed, so no reader finds one; write {line} into its head"
    built.feed("a/rss.xml", "a/")
    assert "https://example.org/notes/a/rss.xml" in built.problem().message


def test_spared(built: Built) -> None:
    """Pages that lead on, that hide, that are none, and what is excluded, need no feed."""
    built.page("a.html", '<meta http-equiv="refresh" content="0;url=/">')
    built.page("b.html", '<meta name="robots" content="noindex">')
    built.page("404.html")
    built.page("slides/x.html")
    built.page(".hidden/x.html")
    (built.folder / "google.html").write_text("google-site-verification")
    result = built.check(exclude=("slides/*",))
    assert (result.problems, result.pages, result.spared) == ((), 1, 4)


@pytest.mark.parametrize(
    ("page", "href", "says"),
    [
        ("a/index.html", "rss.xml", "“rss.xml” means https://example.org/notes/a/rss.xml in this page"),
        ("a/index.html", "/rss.xml", "“/rss.xml” leads out of the site, to https://example.org/rss.xml"),
        ("a.html", "https://example.org/notes/old.xml", "leads to nothing"),
        ("a.html", "", "“” is no address of a feed"),
        ("a.html", "mailto:x@example.org", "is no address of a feed"),
        ("a.html", "/notes/", "“/notes/” leads to index.html, which is no feed"),
    ],
)
def test_feed_not_there(built: Built, page: str, href: str, says: str) -> None:
    """A line that leads to no feed is told what would."""
    built.page(page, LINE.format(href))
    found = built.problem()
    assert (found.code, found.level, found.where.line, found.where.column) == (
        "feed-not-there",
        "error",
        4,
        1,
    )
    assert says in found.message
    assert "; write " in found.message
    assert "https://example.org/notes/rss.xml" in found.message


def test_other_types_are_not_feeds(built: Built) -> None:
    """An alternate that is no feed, and not meant for one, is nobody's fault."""
    others = (
        '<link rel="alternate" type="application/json+oembed" href="/notes/oembed">'
        '<link rel="alternate" type="application/json" href="https://example.org/notes/wp-json/1">'
        '<link rel="alternate" href="android-app://x">'
        '<link rel="alternate" media="print" href="/notes/print">'
    )
    built.page("index.html", LINE.format("/notes/rss.xml") + others)
    assert built.check().problems == ()


@pytest.mark.parametrize(
    ("given", "says"),
    [
        ('type="text/xml"', "“text/xml” is not the type of atom.xml, which is Atom"),
        ('type="application/rss+xml"', "“application/rss+xml” is not the type of atom.xml"),
        ("", "no type is given to atom.xml, which is Atom"),
    ],
)
def test_feed_link_type(built: Built, given: str, says: str) -> None:
    """A feed is known by its type."""
    built.feed("atom.xml", text=ATOM)
    built.page("a.html", f'<link rel="alternate" {given} href="/notes/atom.xml">')
    found = built.problem()
    assert (found.code, found.level) == ("feed-link-type", "error")
    assert found.message == f'{says}; write type="application/atom+xml"' or found.message.startswith(says)
    assert 'write type="application/atom+xml"' in found.message


def test_json_types(built: Built) -> None:
    """A JSON Feed may have either of its types."""
    built._write(built.folder / "feed.json", '{"version": "https://jsonfeed.org/version/1.1"}')
    for number, type_ in enumerate(("application/feed+json", "application/json")):
        built.page(f"{number}.html", f'<link rel="alternate" type="{type_}" href="/notes/feed.json">')
    assert built.check().problems == ()


def test_feed_of_any_name(built: Built) -> None:
    """A feed may lie at an address that no feed of ours has."""
    built.feed("feed/index.html")
    built.page("a.html", LINE.format("/notes/feed/"))
    result = built.check(exclude=("feed/index.html",))
    assert (result.problems, result.feeds) == ((), 2)


def test_unnamed_feed(built: Built) -> None:
    """The page of a feed that names only another one is told so; in any format is enough."""
    built.feed("news/rss.xml", "news/")
    built.feed("news/atom.xml", "news/", text=ATOM)
    built.page("news/index.html", LINE.format("/notes/rss.xml"))
    found = built.problem()
    assert (found.code, found.level, found.where.line) == ("unnamed-feed", "warning", 4)
    assert "it is the page of news/rss.xml" in found.message
    built.page("news/index.html", '<link rel="alternate" type="application/atom+xml" href="atom.xml">')
    assert built.check().problems == ()
    built.page("news/index.html", LINE.format("feed.xml"))
    assert [one.code for one in built.check().problems] == ["feed-not-there"]


def test_no_feed_page(built: Built) -> None:
    """A feed of a page that is not there: once for all its formats, with file and line."""
    for name, text in (("rss.xml", RSS), ("atom.xml", ATOM)):
        built.feed(f"news/{name}", "news/", beside=True, text=text)
    found = built.problem()
    assert (found.code, found.level, found.where.line) == ("no-feed-page", "error", 2)
    assert found.where.path == f"{built.output.as_posix()}/news/rss.xml"
    assert "https://example.org/notes/news/, and there is no such page" in found.message


def test_feed_elsewhere(built: Built) -> None:
    """A feed of a page of another site, or of none, is not judged."""
    built._write(
        built.folder / "other.xml", "<rss><channel><link>https://other.example/</link></channel></rss>"
    )
    built._write(built.folder / "none.xml", "<rss><channel><title>x</title></channel></rss>")
    assert built.check().problems == ()


@pytest.mark.parametrize(
    ("page", "first", "second", "wrong"),
    [
        ("fr", "en", "fr", True),
        ("fr-CA", "en", "fr", True),
        ("zh-TW", "zh-CN", "zh-tw", True),
        ("fr", "fr", "en", False),
        ("fr", "fr-CA", "en", False),
        ("de", "en", "fr", False),
        ("", "en", "fr", False),
    ],
)
def test_feed_order(built: Built, page: str, first: str, second: str, wrong: bool) -> None:
    """The first feed is in the language of the page, if any is."""
    for name, lang in (("1.xml", first), ("2.xml", second)):
        built.feed(name, "", lang)
    built.page("a.html", f"{LINE.format('/notes/1.xml')}\n{LINE.format('/notes/2.xml')}", page)
    found = built.check().problems
    assert [one.code for one in found] == ["feed-order"] * wrong
    if wrong:
        assert found[0].level == "warning"
        assert f"the page is in {page}, and the first feed that it names in {first}" in found[0].message
        assert f"name “/notes/2.xml” first, which is in {second}" in found[0].message


def test_order_by_hreflang(built: Built) -> None:
    """Where a feed says nothing of its language, the line may."""
    lines = "".join(
        f'<link rel="alternate" type="application/rss+xml" hreflang="{lang}" href="https://feeds.example/{lang}">'
        for lang in ("en", "fr")
    )
    built.page("a.html", lines, "fr")
    assert built.problem().code == "feed-order"


def test_unreadable(built: Built) -> None:
    """A page that cannot be read is said to be so."""
    (built.folder / "a.html").symlink_to("nowhere.html")
    found = built.problem()
    assert (found.code, str(found.where)) == ("unreadable", f"{built.folder.as_posix()}/a.html")


def test_output_is_the_site(built: Built) -> None:
    """Feeds may be published right into the site."""
    built.output = built.folder
    assert built.check().feeds == 1


def test_nothing_there(built: Built, tmp_path: Path) -> None:
    """No page, no feed, no folder: each stops with what to do."""
    built.output.mkdir()
    with pytest.raises(Stop, match="there is no page in it; name the folder of your built site"):
        check(tmp_path / "output", tmp_path / "output", SITE)
    (built.folder / "rss.xml").unlink()
    with pytest.raises(Stop, match="there is no feed in either; run feeds build first"):
        built.check()
    with pytest.raises(Stop, match="name a folder that can be read"):
        check(tmp_path / "nope", built.output, SITE)


def test_workers(built: Built) -> None:
    """With many workers it is the same."""
    for number in range(100):
        built.page(f"{number}.html", LINE.format("rss.xml" if number % 3 else "gone.xml"))
    assert built.check(jobs=2) == built.check(jobs=1)
