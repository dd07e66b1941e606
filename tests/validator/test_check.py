from __future__ import annotations

import pytest

from feeds.model import Problem, Where
from feeds.record import replace
from feeds.validator import Verdict, check

RSS = """<?xml version="1.0"?>
<rss version="2.0" xmlns:atom="http://www.w3.org/2005/Atom">
<channel>
<title>T</title><link>https://example.org/</link><description>D</description>
{}<item><title>I</title><guid>https://example.org/i</guid></item></channel>
</rss>"""
ATOM = """<feed xmlns="http://www.w3.org/2005/Atom">
<id>https://example.org/</id><title>T</title><updated>2021-12-28T00:00:00Z</updated>{}
<entry><id>https://example.org/i</id><title>I</title><updated>2021-12-28T00:00:00Z</updated>
<author><name>A</name></author><content>C</content></entry></feed>"""
URL = "https://example.org/feed.xml"


def test_a_problem_says_all_that_there_is_to_say() -> None:
    """Path, line, column, element, code, level, and what to write."""
    verdict = check(RSS.format("<ttl>soon</ttl>").encode(), path="a/rss.xml")
    assert replace(verdict, excerpts={}, known=()) == Verdict(
        path="a/rss.xml",
        kind="rss",
        problems=(
            Problem(
                where=Where(path="a/rss.xml", line=3, column=1, element="/rss/channel"),
                code="self-link",
                message='The feed does not say at which URL it is; write <atom:link rel="self" href="…"/>',
                level="warning",
            ),
            Problem(
                where=Where(path="a/rss.xml", line=5, column=1, element="/rss/channel/ttl"),
                code="bad-number",
                message="ttl “soon” is not right here; write a whole number of 1 or more",
            ),
        ),
    )


@pytest.mark.parametrize(
    ("root", "kind"),
    [
        ("<rss/>", "rss"),
        ('<feed xmlns="http://www.w3.org/2005/Atom"/>', "atom"),
        ('<a:entry xmlns:a="http://www.w3.org/2005/Atom"/>', "atom"),
        ('<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"/>', "sitemap"),
        ('<sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"/>', "sitemap-index"),
    ],
)
def test_the_root_says_what_a_document_is(root: str, kind: str) -> None:
    """Not its name."""
    assert check(root.encode(), path="sitemap.html").kind == kind


@pytest.mark.parametrize("root", ["<html/>", "<feed/>", '<rss xmlns="a"/>'])
def test_what_is_none_of_them_gets_one_problem(root: str) -> None:
    """Nothing else is said of what nobody knows."""
    verdict = check(root.encode(), path="x")
    assert verdict.kind is None
    assert [problem.code for problem in verdict.problems] == ["unknown-format"]


def test_the_problems_are_in_the_order_of_the_document() -> None:
    """By line, column and code, however the rules run."""
    text = RSS.format("<item/>\n<item><pubDate>x</pubDate></item><ttl>x</ttl>")
    problems = check(text.encode(), path="x").problems
    keys = [(p.where.line, p.where.column, p.code) for p in problems]
    assert keys == sorted(keys)
    assert len(keys) == 8


@pytest.mark.parametrize(("template", "element"), [(RSS, "atom:link"), (ATOM, "link")], ids=["rss", "atom"])
@pytest.mark.parametrize("href", [None, "https://example.org/", "feed.xml", URL + "/"])
def test_a_feed_names_the_url_that_it_is_published_at(template: str, element: str, href: str | None) -> None:
    """Exactly this one, where it is known: readers keep it as the feed's address."""
    own = f'<{element} rel="self" href="{href}"/>' if href else ""
    verdict = check(template.format(own).encode(), path="x", url=URL)
    (problem,) = verdict.problems
    assert (problem.code, problem.level) == ("self-link", "error")
    assert URL in problem.message


@pytest.mark.parametrize(("template", "element"), [(RSS, "atom:link"), (ATOM, "link")], ids=["rss", "atom"])
def test_the_right_url_is_in_order(template: str, element: str) -> None:
    """Nothing is said then, whether the URL is known or not."""
    data = template.format(f'<{element} rel="self" href="{URL}"/>').encode()
    assert check(data, path="x", url=URL).problems == ()
    assert check(data, path="x").problems == ()


def test_a_sitemap_is_on_the_host_that_it_is_published_at() -> None:
    """Also where its URLs agree with one another."""
    data = (
        b'<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">'
        b"<url><loc>https://example.com/</loc></url><url><loc>nonsense</loc></url></urlset>"
    )
    problems = check(data, path="x", url="https://example.org/sitemap.xml").problems
    assert [problem.code for problem in problems] == ["other-host", "absolute-url"]


def test_what_only_the_schema_knows_is_reported() -> None:
    """The net under the rules is in use: RFC 4287 3.1.1.2 allows an attribute of none's there."""
    data = ATOM.format(f'<link rel="self" href="{URL}"><id/></link>').encode()
    assert [problem.code for problem in check(data, path="x").problems] == ["schema"]
