from __future__ import annotations

import subprocess
import sys
import time
from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from feeds.model import Problem
from feeds.validator import check
from feeds.validator.digests import digest, pack, unpack
from feeds.validator.sitemaps import extensions, modules

SPACES = (
    ' xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"'
    ' xmlns:image="http://www.google.com/schemas/sitemap-image/1.1"'
    ' xmlns:news="http://www.google.com/schemas/sitemap-news/0.9"'
    ' xmlns:xhtml="http://www.w3.org/1999/xhtml" xmlns:x="x"'
)
HEAD = f"<urlset{SPACES}>".encode()
TAIL = b"</urlset>"
NOW = datetime(2022, 1, 10, 12, tzinfo=UTC)
NEWS = (
    "<news:news><news:publication><news:name>N</news:name><news:language>en</news:language>"
    "</news:publication><news:publication_date>{}</news:publication_date><news:title>T</news:title></news:news>"
)


def page(loc: str, more: str = "") -> str:
    """Write a URL."""
    return f"<url><loc>{loc}</loc>{more}</url>"


def of(urls: Iterable[str]) -> bytes:
    """Write a sitemap."""
    return HEAD + "\n".join(urls).encode() + TAIL


def problems(data: bytes, url: str | None = None, now: datetime | None = None) -> tuple[Problem, ...]:
    """Return what is wrong with it."""
    return check(data, path="x", url=url, now=now).problems


def codes(data: bytes, url: str | None = None, now: datetime | None = None) -> list[str]:
    """Return the codes of what is wrong with it."""
    return [problem.code for problem in problems(data, url, now)]


# Both ways of reading: a blank in a tag is not what most programs write.
@pytest.fixture(params=["{}", "{}<url ><loc>https://example.org/last/</loc></url>"], ids=["fast", "slow"])
def way(request: pytest.FixtureRequest) -> str:
    """Return a text that makes a sitemap be read in one of the ways."""
    return str(request.param)


LASTMODS = {
    "2022-01-10": False,
    "2022-01-11": False,  # it has begun somewhere, or will soon
    "2022-01-11T11:00:00Z": False,  # clocks are not all right
    "2022-01-11T13:00:00Z": True,
    "2022-01-13": True,
    "2022-02-01T00:00:00+14:00": True,
    "9999-12-31": True,
}


@pytest.mark.parametrize("date", LASTMODS)
def test_no_page_changed_at_a_time_to_come(way: str, date: str) -> None:
    """Without the time, nothing is said."""
    data = of([way.format(page("https://example.org/", f"<lastmod>{date}</lastmod>"))])
    assert codes(data, now=NOW) == ["implausible-date"] * LASTMODS[date]
    assert codes(data) == []


FOLDERS = [
    ("https://example.org/sitemap.xml", "https://example.org/a/b", True),
    ("https://example.org/blog/sitemap.xml", "https://example.org/blog/", True),
    ("https://example.org/blog/sitemap.xml", "https://example.org/blog", True),
    ("https://example.org/blog/sitemap.xml", "https://example.org/blog/a/b?c=/", True),
    ("https://example.org/blog/sitemap.xml", "https://example.org/blogs/", False),
    ("https://example.org/blog/sitemap.xml", "https://example.org/", False),
    ("https://example.org/blog/sitemap.xml", "https://example.org?a=/blog/", False),
    ("https://example.org/blog/sitemap.xml?a=/b/", "https://example.org/blog/a", True),
]


@pytest.mark.parametrize(("url", "loc", "inside"), FOLDERS)
def test_a_sitemap_is_of_its_folder(url: str, loc: str, inside: bool) -> None:
    """The protocol says of all URLs that they "must begin with" where the sitemap is."""
    urls = page(loc)
    assert codes(of([urls]), url) == ["other-folder"] * (not inside)
    assert codes(of([urls.replace("<url>", "<url >")]), url) == ["other-folder"] * (not inside)
    assert codes(of([urls])) == []


def test_a_sitemap_is_of_its_host(way: str) -> None:
    """Its own, where that is known, else that of its first URL."""
    data = of([way.format(page("https://example.org/"))])
    assert set(codes(data, "https://example.com/sitemap.xml")) == {"other-host"}
    assert codes(data, "https://example.org/sitemap.xml") == []


def test_old_news_are_none() -> None:
    """Two days are counted generously: a day may end in the west when it is the third elsewhere."""
    dates = {
        "2022-01-09": 0,
        "2022-01-08": 0,
        "2022-01-06": 1,
        "2022-01-08T12:00:01Z": 0,
        "2022-01-08T11:59Z": 1,
    }
    for date, number in dates.items():
        data = of([page("https://example.org/", NEWS.format(date))])
        assert codes(data, now=NOW) == ["old-news"] * number, date
        assert codes(data) == []


def test_a_thousand_news_are_enough() -> None:
    """It is said once, at the first article that is one too many."""
    urls = [page(f"https://example.org/{n}", NEWS.format("2022-01-10")) for n in range(1_003)]
    assert codes(of(urls[:1_000])) == []
    (problem,) = problems(of(urls))
    assert (problem.code, problem.where.element) == ("too-many-news", "/urlset/url[1001]/news")


def test_a_thousand_images_are_enough() -> None:
    """Of one URL, not of a sitemap."""
    image = "<image:image><image:loc>https://example.org/a.png</image:loc></image:image>"
    assert codes(of(page(f"https://example.org/{n}", image * 1_000) for n in range(3))) == []
    (problem,) = problems(of([page("https://example.org/", image * 1_001)]))
    assert (problem.code, problem.where.element) == ("too-many-images", "/urlset/url[1]/image")


def test_the_encoding_is_utf_8() -> None:
    """Nor UTF-16, which XML allows, and which no declaration need name."""
    text = of([page("https://example.org/")]).decode()
    for encoding in ("utf-16", "utf-16-le"):
        assert codes(text.encode(encoding)) in (["encoding"], ["not-well-formed"])
    assert codes(text.encode("utf-16")) == ["encoding"]
    assert codes(text.encode("utf-8-sig")) == []
    for name, wrong in (("ascii", False), ("utf-8", False), ("US-ASCII", False), ("gbk", True)):
        declared = f'<?xml version="1.0" encoding="{name}"?>{text}'.encode()
        assert codes(declared) == ["encoding"] * wrong


def test_each_dropped_element_is_named_once() -> None:
    """A program writes it in all URLs or in none."""
    image = "<image:image><image:loc>https://example.org/{0}.png</image:loc><image:{1}>x</image:{1}></image:image>"
    urls = [
        page(f"https://example.org/{n}", image.format(n, ("title", "caption")[n % 2])) for n in range(100)
    ]
    found = problems(of(urls))
    assert [(one.code, one.level, one.where.element) for one in found] == [
        ("obsolete-element", "info", "/urlset/url[1]/image/title"),
        ("obsolete-element", "info", "/urlset/url[2]/image/caption"),
    ]


def test_a_video_may_be_on_another_server() -> None:
    """By FTP even: "accessible with a supported protocol (HTTP and FTP)"."""
    video = '<v:video xmlns:v="http://www.google.com/schemas/sitemap-video/1.1">{}</v:video>'
    rest = "<v:thumbnail_loc>http://a.org/a.png</v:thumbnail_loc><v:title>T</v:title><v:description>D</v:description>"
    for url, wrong in (
        ("ftp://a.org/a.mp4", []),
        ("rtsp://a.org/a", ["absolute-url"]),
        ("/a", ["absolute-url"]),
    ):
        urls = [page("https://example.org/", video.format(f"{rest}<v:content_loc>{url}</v:content_loc>"))]
        assert codes(of(urls)) == wrong


def test_the_extensions_are_found_by_their_files() -> None:
    """And by the namespaces that people write for theirs."""
    assert {one.module.prefix for one in extensions().values()} == {
        "image", "mobile", "news", "pagemap", "video", "xhtml",
    }  # fmt: skip
    assert modules().keys() > extensions().keys()


def test_a_sitemap_alone(way: str) -> None:
    """What is checked alone is as right or wrong as it is among others, and lists its URLs for nobody."""
    right = [page(f"https://example.org/{n}", "<lastmod>2022-01-10</lastmod>") for n in range(200)]
    for urls in (right, [*right, right[0]], [*right, page("https://example.org/a#b")], []):
        data = of([*map(way.format, urls)])
        alone, among = check(data, path="x", alone=True), check(data, path="x")
        assert alone.problems == among.problems
        assert among.problems
        assert [fact.kind for fact in alone.facts] == []
        assert [fact.kind for fact in among.facts] == ["urls"]


def test_a_sitemap_says_what_the_others_need_to_know(way: str) -> None:
    """Which URLs it lists, and for what, and which of them are versions of which."""
    links = "".join(
        f'<xhtml:link rel="alternate" hreflang="{language}" href="https://example.org/{language}"/>'
        for language in ("en", "de")
    )
    data = of([way.format(page("https://example.org/en", links) + page("https://example.org/x"))])
    alternates, urls = check(data, path="x").facts
    english, german = (pack(digest(f"https://example.org/{one}".encode())) for one in ("en", "de"))
    assert (alternates.kind, alternates.element) == ("alternates", "/urlset/url[1]")
    assert alternates.values == ("en de", english + english + german)
    assert (urls.kind, urls.element, urls.values[1]) == ("urls", "/urlset", "xhtml")
    assert next(unpack(urls.values[0])) == english


def test_an_index_names_its_parts() -> None:
    """In order, each with its place."""
    parts = "\n".join(f"<sitemap><loc>https://example.org/{n}.xml</loc></sitemap>" for n in range(3))
    facts = check(f"<sitemapindex{SPACES}>{parts}</sitemapindex>".encode(), path="x").facts
    assert [(fact.kind, fact.values, fact.line, fact.element) for fact in facts] == [
        ("part", (f"https://example.org/{n}.xml",), n + 1, f"/sitemapindex/sitemap[{n + 1}]/loc")
        for n in range(3)
    ]


HOSTILE = {
    "deep": HEAD + b"<url>" * 1_000_000,
    "deep-extension": HEAD + b"<url>" + b"<x:a>" * 1_000_000,
    "wide-url": HEAD + b"<url>" + b"<image:image/>" * 500_000 + b"</url>" + TAIL,
    "wide-urls": HEAD + (b"<url>" + b"<a/>" * 15_000 + b"</url>") * 20 + TAIL,
    "wide-root": HEAD + b"<a/>" * 300_000 + TAIL,
    "wide-extension": HEAD + b"<x:a/>" * 300_000 + TAIL,
    "roots-in-roots": HEAD + b"<urlset/>" * 300_000 + TAIL,
    "bomb": b'<!DOCTYPE urlset [<!ENTITY a "' + b"x" * 9_999 + b'">]>' + HEAD + b"&a;" * 99_999 + TAIL,
    "tiny-urls": HEAD + b"<url><loc>http://a</loc></url>" * 300_000 + TAIL,
    "tiny-bad-urls": HEAD + b"<url/>" * 300_000 + TAIL,
    "bad-lastmods": HEAD + b"<url><loc>http://a.org/</loc><lastmod>x</lastmod></url>" * 50_000 + TAIL,
    "long-loc": HEAD + b"<url><loc>https://" + b"a@" * 4_000_000 + b"</loc></url>" + TAIL,
    "long-lastmod": HEAD + b"<url><lastmod>" + b"2" * 9_000_000 + b"</lastmod></url>" + TAIL,
    "long-language": HEAD + b'<url><xhtml:link hreflang="' + b"de-" * 999_999 + b'"/></url>' + TAIL,
    "blanks": HEAD + b"<url>" + b" " * 9_000_000 + TAIL,
    "blank-loc": HEAD + b"<url><loc>" + b" " * 9_000_000 + b"</loc></url>" + TAIL,
    "many-attributes": HEAD + b"<url " + b" ".join(b'a%d="1"' % n for n in range(50_000)) + b"/>" + TAIL,
    "many-namespaces": HEAD + b"".join(b"<url><a xmlns='n%d'/></url>" % n for n in range(49_000)) + TAIL,
    "comments": HEAD + b"<!-- a -->" * 500_000 + TAIL,
    "comment-at-the-end": HEAD + page("http://a.org/").encode() + TAIL + b"<!--" + b"- " * 2_000_000 + b"->",
    "nul": HEAD + b"\0" * 1_000_000 + TAIL,
}


@pytest.mark.parametrize("name", HOSTILE)
def test_harm_is_a_problem_and_takes_no_time(name: str) -> None:
    """An error, soon, and not so many that they are harm themselves."""
    started = time.process_time()
    found = problems(HOSTILE[name])
    assert any(problem.level == "error" for problem in found)
    assert len(found) < 20_000
    assert time.process_time() - started < 10


def large(kind: str) -> bytes:
    """Write a sitemap with all that is allowed."""
    if kind == "links":
        groups = (f"https://example.org/{{}}/a-post-about-something-{n}/" for n in range(5_500))
        return of(url for group in groups for url in versions(group))
    odd = page("https://example.org/odd/").replace("<url>", "<url >") if kind == "slow" else ""
    pages = (
        page(
            f"https://example.org/a-post-about-something-{n}/", f"<lastmod>2021-12-{n % 28 + 1:02}</lastmod>"
        )
        for n in range(49_999)
    )
    return of((*pages, odd or page("https://example.org/")))


def versions(group: str) -> Iterable[str]:
    """Write a page in nine languages."""
    names = ("en", "de", "fr", "es", "it", "pt-BR", "ja", "zh-CN", "ru")
    links = "\n".join(
        f'  <xhtml:link rel="alternate" hreflang="{name}" href="{group.format(name)}" />' for name in names
    )
    return (page(group.format(name), f"\n{links}\n") for name in names)


# getrusage() counts what the parent had when it made the child; VmHWM begins anew.
CHILD = """
import sys
from feeds.validator import check
with open(sys.argv[1], "rb") as file:
    verdict = check(file.read(), path="x")
with open("/proc/self/status") as status:
    peak = next(line.split()[1] for line in status if line.startswith("VmHWM"))
print(len(verdict.problems), peak)
"""


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux says it in this way")
@pytest.mark.parametrize("kind", ["plain", "slow", "links"])
def test_the_largest_sitemaps_take_little_memory(kind: str, tmp_path: Path) -> None:
    """150 MB for all of the process, also where the file alone has 50."""
    data = large(kind)
    assert len(data) < 52_428_800
    file = tmp_path / "sitemap.xml"
    file.write_bytes(data)
    child = [sys.executable, "-c", CHILD, str(file)]
    found, peak = map(int, subprocess.run(child, check=True, capture_output=True, text=True).stdout.split())
    assert found == 0
    assert peak < 150_000


def test_plain_sitemaps_are_checked_at_once() -> None:
    """8 µs a URL; the time is that of the processor, with some room for a busy one."""
    urls = [
        page(f"https://example.org/{n}/", f"<lastmod>2021-12-{n % 28 + 1:02}</lastmod>")
        for n in range(30_000)
    ]
    data = of(urls)
    times = []
    for _ in range(3):
        started = time.process_time()
        assert problems(data) == ()
        times.append(time.process_time() - started)
    assert min(times) < 0.5


def test_news_of_tomorrow_are_no_old_news() -> None:
    """A zone may be ahead of ours."""
    date = (NOW + timedelta(days=1)).date().isoformat()
    assert codes(of([page("https://example.org/", NEWS.format(date))]), now=NOW) == []
