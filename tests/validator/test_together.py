from __future__ import annotations

import time
from collections.abc import Iterable
from pathlib import Path

import pytest
from lxml import etree

from feeds.model import Known, Problem
from feeds.record import replace
from feeds.validator import Verdict, check
from feeds.validator.feedfacts import note_feed
from feeds.validator.findings import Findings, name_of
from feeds.validator.together import check_together

SITE = "https://example.org/"
SPACES = 'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:xhtml="http://www.w3.org/1999/xhtml"'
NEWS = (
    '<n:news xmlns:n="http://www.google.com/schemas/sitemap-news/0.9"><n:publication><n:name>N</n:name>'
    "<n:language>en</n:language></n:publication><n:publication_date>2021-12-28</n:publication_date>"
    "<n:title>T</n:title></n:news>"
)


def page(loc: str, versions: str = "", more: str = "") -> str:
    """Write a URL with its versions, as in `en=a de=b`."""
    links = "".join(
        '<xhtml:link rel="alternate" hreflang="{}" href="https://example.org/{}"/>'.format(*one.split("="))
        for one in versions.split()
    )
    return f"<url><loc>{SITE}{loc}</loc>{links}{more}</url>"


def sitemap(path: str, *pages: str) -> Verdict:
    """Check a sitemap."""
    urls = "\n".join(one if one.startswith("<") else page(one) for one in pages)
    return check(f"<urlset {SPACES}>{urls}</urlset>".encode(), path=path)


def index(path: str, *parts: str) -> Verdict:
    """Check an index of sitemaps."""
    rows = "\n".join(f"<sitemap><loc>{SITE}{part}</loc></sitemap>" for part in parts)
    return check(f"<sitemapindex {SPACES}>{rows}</sitemapindex>".encode(), path=path)


def feed(path: str, xml: str) -> Verdict:
    """Return what the rules over a set get of a feed."""
    root = etree.fromstring(xml)
    found = Findings()
    holder = root.find("channel") if name_of(root) == "rss" else root
    assert holder is not None
    note_feed(holder, list(holder.iterchildren("{http://www.w3.org/2005/Atom}link")), found)
    kind = "rss" if name_of(root) == "rss" else "atom"
    return Verdict(path=path, kind=kind, problems=(), facts=tuple(found.facts))


def atom(path: str, own: str, more: str = "", known: str = "") -> Verdict:
    """Return an Atom feed that says where it is."""
    links = f'<link rel="self" href="{SITE}{own}"/>{more}'
    return feed(path, f'<feed xmlns="http://www.w3.org/2005/Atom"><id>{known or own}</id>{links}</feed>')


def rss(path: str, own: str, more: str = "") -> Verdict:
    """Return an RSS feed that says where it is."""
    link = f'<a:link rel="self" href="{SITE}{own}"/>{more}'
    return feed(path, f'<rss xmlns:a="http://www.w3.org/2005/Atom"><channel>{link}</channel></rss>')


def link(rel: str, href: str, more: str = "") -> str:
    """Write a link of Atom's to another feed."""
    return f'<link xmlns="http://www.w3.org/2005/Atom" rel="{rel}" href="{SITE}{href}" {more}/>'


def alone(*verdicts: Verdict, folders: Iterable[str] = ()) -> list[str]:
    """Say in a line each what is wrong between documents of which only the paths are known."""
    return told(check_together([(verdict, None) for verdict in verdicts], folders=folders))


def published(*verdicts: Verdict) -> list[str]:
    """Say in a line each what is wrong between documents that are about to be published from out/."""
    return told(check_together([(one, SITE + one.path.removeprefix("out/")) for one in verdicts]))


def told(problems: Iterable[Problem]) -> list[str]:
    """Write problems as the cases of data/ do, with their documents."""
    lines = []
    for problem in problems:
        what, _, right = problem.message.partition("; ")
        assert what
        assert right
        assert not right.endswith((".", " "))
        lines.append(f"{problem.level} {problem.code} in {problem.where.path} at {problem.where.element}")
    return lines


class TestParts:
    """https://www.sitemaps.org/protocol.html#index."""

    def test_all_that_is_named_and_there_is_right(self) -> None:
        """Beside the index, below it, and packed; also where the site is below a folder of the host."""
        files = [sitemap(f"site/{name}", name) for name in ("a.xml", "b.xml.gz", "c/d.xml")]
        for base in ("", "blog/"):
            parts = (f"{base}a.xml", f"{base}b.xml.gz", f"{base}c/d.xml")
            assert alone(index("site/sitemap.xml", *parts), *files, folders=["site"]) == []
        names = ("a.xml", "b.xml", "c/d.xml")
        maps = [sitemap(f"out/{name}", name) for name in names]
        assert published(index("out/sitemap.xml", *names), *maps) == []

    def test_what_is_named_and_not_there_is_missed_where_that_is_known(self) -> None:
        """In a folder that was looked at as a whole, or beside another part; not of a file alone."""
        whole = index("site/sitemap.xml", "a.xml", "b.xml")
        missing = [
            f"warning missing-sitemap in site/sitemap.xml at /sitemapindex/sitemap[{n}]/loc" for n in (1, 2)
        ]
        assert alone(whole) == []
        assert alone(whole, folders=["other"]) == []
        assert alone(whole, folders=["site/"]) == missing
        assert alone(whole, folders=["."]) == missing
        assert alone(whole, sitemap("site/a.xml", "a")) == missing[1:]

    def test_what_is_published_is_all_there_is(self) -> None:
        """But what lies above the folder, or elsewhere, is somebody else's."""
        parts = ("a.xml", "b.xml")
        here = "error missing-sitemap in out/sitemap.xml at /sitemapindex/sitemap[1]/loc"
        assert published(index("out/sitemap.xml", "b.xml"), sitemap("out/a.xml", "a"))[:1] == [here]
        documents = [(index("out/blog/sitemap.xml", "other.xml"), f"{SITE}blog/sitemap.xml")]
        assert told(check_together(documents)) == [here.replace("sitemap.xml", "blog/sitemap.xml", 1)]
        documents = [(index("out/sitemap.xml", *parts), f"{SITE}blog/sitemap.xml")]
        assert told(check_together(documents)) == []

    @pytest.mark.parametrize("part", ["a.txt", "a.txt.gz", "sitemap", "map.php?page=2", ""])
    def test_what_may_be_no_file_is_not_missed(self, part: str) -> None:
        """Nor a list of URLs in plain text, which is a sitemap too."""
        assert alone(index("site/sitemap.xml", part), folders=["site"]) == []

    def test_what_was_not_read_from_files_has_no_folder(self) -> None:
        """Standard input, and what was fetched."""
        for path in ("-", "https://example.org/sitemap.xml"):
            assert alone(index(path, "a.xml"), sitemap("a.xml", "a"), folders=["."]) == []
            known = [(index(path, "a.xml"), f"{SITE}sitemap.xml"), (sitemap(path + "a", "a"), f"{SITE}a.xml")]
            assert told(check_together(known)) == []

    def test_no_index_names_an_index(self) -> None:
        """Not even itself."""
        found = alone(index("a.xml", "b.xml"), index("b.xml", "a.xml", "b.xml"))
        assert found == [
            "error nested-index in a.xml at /sitemapindex/sitemap[1]/loc",
            "error nested-index in b.xml at /sitemapindex/sitemap[1]/loc",
            "error nested-index in b.xml at /sitemapindex/sitemap[2]/loc",
        ]

    def test_a_sitemap_beside_an_index_is_named(self) -> None:
        """By any of the indexes; what lies in another folder may be of another site."""
        maps = [sitemap(f"site/{name}.xml", name) for name in "ab"]
        found = alone(index("site/1.xml", "a.xml"), *maps)
        assert found == ["info unnamed-sitemap in site/b.xml at /urlset"]
        assert alone(index("site/1.xml", "a.xml"), index("site/2.xml", "b.xml"), *maps) == []
        assert alone(index("site/1.xml", "a.xml"), maps[0], sitemap("site/old/b.xml", "b")) == []
        assert alone(*maps) == []

    def test_a_feed_tells_where_the_folder_is_published(self) -> None:
        """So that the file that is missing can be named."""
        verdicts = [index("site/maps/sitemap.xml", "blog/b.xml"), atom("site/atom.xml", "blog/atom.xml")]
        (problem,) = check_together([(one, None) for one in verdicts], folders=["site"])
        assert "there is no sitemap site/b.xml;" in problem.message

    def test_a_feed_of_another_tree_tells_nothing(self) -> None:
        """Nor one that says it is somewhere else."""
        feeds = (atom("old/atom.xml", "blog/atom.xml"), atom("site/atom.xml", "feed"))
        verdicts = [index("site/maps/sitemap.xml", "blog/b.xml"), *feeds]
        (problem,) = check_together([(one, None) for one in verdicts], folders=["site"])
        assert "there is no sitemap site/maps/b.xml;" in problem.message


class TestRepeated:
    """A URL in two sitemaps of one set."""

    def test_it_is_said_once_for_two_sitemaps(self) -> None:
        """A warning where one index names both, and the number of URLs."""
        maps = [sitemap("a.xml", "1", "2", "3"), sitemap("b.xml", "4", "3", "2"), sitemap("c.xml", "5")]
        assert alone(*maps) == ["info repeated-url in b.xml at /urlset"]
        found = check_together([(one, None) for one in (index("i.xml", "a.xml", "b.xml", "c.xml"), *maps)])
        assert told(found) == ["warning repeated-url in b.xml at /urlset"]
        assert found[0].message == (
            "2 URLs stand in a.xml too, the first at /urlset/url[2] here; list each page once"
        )

    def test_sitemaps_for_other_purposes_list_pages_again(self) -> None:
        """And so may those that have nothing to do with one another."""
        assert alone(sitemap("a.xml", "1"), sitemap("news.xml", page("1", more=NEWS))) == []
        assert alone(sitemap("a/a.xml", "1"), sitemap("b/a.xml", "1")) == []
        assert alone(sitemap("a.xml", "<url><lastmod>x</lastmod></url>"), sitemap("b.xml", "<url/>")) == []


class TestVersions:
    """hreflang, over all sitemaps."""

    def test_versions_that_link_back_are_right(self) -> None:
        """In one sitemap and over several."""
        both = "en=en/a de=de/a x-default=en/a"
        english, german = page("en/a", both), page("de/a", both)
        assert alone(sitemap("a.xml", english, german)) == []
        assert alone(sitemap("en.xml", english), sitemap("de.xml", german)) == []

    def test_a_version_that_does_not_link_back(self) -> None:
        """Whether it has other links, or none."""
        english = page("en/a", "en=en/a de=de/a")
        wrong = ["warning hreflang-return in en.xml at /urlset/url[1]"]
        for german in (page("de/a", "de=de/a"), page("de/a"), page("de/a", "de=de/a en=en/b")):
            assert alone(sitemap("en.xml", english), sitemap("de.xml", german))[:1] == wrong
        found = check_together([(sitemap("a.xml", english, page("de/a")), None)])
        assert "“de”, in a.xml, does not link back" in found[0].message

    def test_alike_ones_are_said_once(self) -> None:
        """For each sitemap, language and other sitemap, with their number."""
        english = [page(f"en/{n}", f"en=en/{n} de=de/{n} fr=fr/{n}") for n in range(9)]
        german = [page(f"de/{n}", f"de=de/{n}") for n in range(9)]
        french = [page(f"fr/{n}") for n in range(9)]
        verdicts = [sitemap("en.xml", *english), sitemap("de.xml", *german), sitemap("fr.xml", *french)]
        found = check_together([(one, None) for one in verdicts])
        assert told(found) == ["warning hreflang-return in en.xml at /urlset/url[1]"] * 2
        assert all("and so it is with 8 more;" in problem.message for problem in found)

    def test_a_version_that_nobody_lists(self) -> None:
        """That may be well, so it is only told; a page for choosing a language need not be listed."""
        english = page("en/a", "en=en/a de=de/a x-default=choose")
        assert alone(sitemap("en.xml", english)) == ["info hreflang-unlisted in en.xml at /urlset/url[1]"]

    def test_a_default_that_has_other_links(self) -> None:
        """If it is listed, it is a version like the others."""
        english = page("en/a", "en=en/a x-default=choose")
        choose = page("choose", "x-default=choose")
        assert alone(sitemap("en.xml", english, choose)) == [
            "warning hreflang-return in en.xml at /urlset/url[1]"
        ]

    def test_a_page_that_is_listed_twice_has_the_links_of_both(self) -> None:
        """What is wrong with that is said elsewhere."""
        pages = [
            page("a", "en=a de=b"),
            page("a", "en=a fr=c"),
            page("b", "en=a de=b"),
            page("c", "en=a fr=c"),
        ]
        assert alone(sitemap("a.xml", *pages)) == []


class TestFeeds:
    """Two feeds of one site."""

    def test_each_says_that_it_is_itself(self) -> None:
        """A template that was copied says it is the other."""
        assert alone(rss("rss.xml", "rss.xml"), atom("atom.xml", "atom.xml")) == []
        wrong = ["warning same-self-link in rss.xml at /rss/channel/link"]
        assert alone(atom("atom.xml", "atom.xml"), rss("rss.xml", "atom.xml")) == wrong
        assert alone(atom("a/atom.xml", "atom.xml"), rss("rss.xml", "atom.xml")) == wrong

    def test_copies_are_no_fault(self) -> None:
        """In folders beside one another; in one folder they are told of."""
        assert alone(rss("a/rss.xml", "rss.xml"), rss("b/rss.xml", "rss.xml")) == []
        assert alone(atom("a/a.xml", "a.xml"), atom("b/a.xml", "a.xml")) == []
        copies = (atom("a.xml", "a.xml"), atom("b.xml", "a.xml"))
        assert "info same-self-link in b.xml at /feed/link" in alone(*copies)
        assert not any("same-feed-id" in line for line in alone(*copies))

    def test_copies_without_an_id_are_known_by_their_entries(self) -> None:
        """RSS and JSON Feed have no id: a feed with the same entries in it is a copy on purpose."""
        known = (Known("x", None, None),)
        first, second = (replace(rss(path, "rss.xml"), known=known) for path in ("rss.xml", "old.xml"))
        assert alone(first, second) == ["info same-self-link in old.xml at /rss/channel/link"]
        other = replace(second, known=(Known("y", None, None),))
        assert alone(first, other) == ["warning same-self-link in old.xml at /rss/channel/link"]

    def test_each_has_an_id_of_its_own(self) -> None:
        """Also in folders beside one another, if each says that it is another."""
        wrong = ["warning same-feed-id in b/a.xml at /feed/id"]
        assert alone(atom("a/a.xml", "a/a.xml", known="x"), atom("b/a.xml", "b/a.xml", known="x")) == wrong
        assert alone(atom("a/a.xml", "a/a.xml", known="x"), atom("b/a.xml", "b/a.xml", known="y")) == []
        bare = '<feed xmlns="http://www.w3.org/2005/Atom"><id>x</id></feed>'
        assert alone(feed("a.xml", bare), feed("b.xml", bare)) == [
            "warning same-feed-id in b.xml at /feed/id"
        ]
        assert alone(feed("a/a.xml", bare), feed("b/a.xml", bare)) == []

    def test_the_pages_of_a_feed_have_one_id(self) -> None:
        """RFC 5005: they are one feed."""
        first = atom("1.xml", "1.xml", link("next", "2.xml"), known="x")
        assert alone(first, atom("2.xml", "2.xml", link("previous", "1.xml"), known="x"), folders=["."]) == []

    def test_what_a_feed_links_to_is_there(self) -> None:
        """Where we would know it: in a folder looked at as a whole, or among what is published."""
        kind = 'type="application/atom+xml"'
        one = rss("site/rss.xml", "blog/rss.xml", link("alternate", "blog/atom.xml", kind))
        wrong = ["warning missing-feed in site/rss.xml at /rss/channel/link"]
        assert alone(one) == []
        assert alone(one, folders=["site"]) == wrong
        assert alone(one, atom("site/atom.xml", "blog/atom.xml"), folders=["site"]) == []
        verdict = rss("out/rss.xml", "rss.xml", link("next", "rss-2.xml"))
        assert published(verdict) == ["warning missing-feed in out/rss.xml at /rss/channel/link"]
        assert published(verdict, rss("out/rss-2.xml", "rss-2.xml")) == []

    @pytest.mark.parametrize(
        "other",
        [
            link("alternate", "", 'type="text/html"'),
            link("alternate", "post.xml", 'type="text/html"'),
            link("alternate", "feed/", 'type="application/atom+xml"'),
            link("next", "rss.xml?page=2"),
            link("hub", "hub.xml"),
            '<link xmlns="http://www.w3.org/2005/Atom" rel="next" href="https://other.example.net/rss.xml"/>',
            '<link xmlns="http://www.w3.org/2005/Atom" rel="next" href="rss-2.xml"/>',
        ],
    )
    def test_what_is_no_feed_or_somewhere_else_is_not_missed(self, other: str) -> None:
        """Nor what a server makes when it is asked for it."""
        assert alone(rss("rss.xml", "rss.xml", other), folders=["."]) == []
        assert told(check_together([(rss("out/rss.xml", "rss.xml", other), f"{SITE}rss.xml")])) == []


def test_the_problems_come_in_the_order_of_the_documents() -> None:
    """And the same ones whatever the order of the rules."""
    verdicts = [sitemap("b.xml", "1"), index("a.xml", "x.xml", "b.xml"), sitemap("c.xml", "1")]
    assert alone(*verdicts) == [
        "warning missing-sitemap in a.xml at /sitemapindex/sitemap[1]/loc",
        "info unnamed-sitemap in c.xml at /urlset",
        "info repeated-url in c.xml at /urlset",
    ]


def test_no_document_and_one_alone_are_in_order() -> None:
    """Whatever they are."""
    assert check_together([]) == ()
    assert alone(check(b"<x/>", path="x"), check(b"", path="y"), rss("rss.xml", "rss.xml")) == []


def test_our_own_documents_are_in_order() -> None:
    """Those of the sample site, by their paths and by their URLs."""
    root = Path(__file__).parents[2] / "output"
    found: list[tuple[Verdict, str]] = []
    for file in sorted([*root.rglob("*.xml"), *root.rglob("feed.json")]):
        data, path = file.read_bytes(), file.relative_to(root).as_posix()
        verdict = check(data, path=f"output/{path}")
        facts = feed(path, data.decode().partition("?>")[2]).facts if verdict.kind in {"rss", "atom"} else ()
        full = Verdict(path=verdict.path, kind=verdict.kind, problems=(), facts=(*verdict.facts, *facts))
        found.append((full, f"https://example.org/notes/{path}"))
    assert len(found) > 5
    assert check_together(found) == ()
    assert alone(*(verdict for verdict, _ in found), folders=["output"]) == []


def test_large_sets_are_checked_soon() -> None:
    """Many sitemaps, and each with many pages in several languages that do not link back."""
    pages = [page(f"en/{n}", f"en=en/{n} de=de/{n} fr=fr/{n}") for n in range(3_000)]
    other = [page(f"de/{n}") for n in range(3_000)]
    started = time.process_time()
    documents = [(sitemap(f"{n}.xml", *(pages if n % 2 else other)), None) for n in range(10)]
    assert len(check_together(documents)) < 200
    assert time.process_time() - started < 20
