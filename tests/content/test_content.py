"""What content promises: the golden pairs in data/, the problems it names, and the file it reads.

`pytest tests/content --regenerate` writes the pairs' expected halves anew: read the difference.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest

from feeds import content
from feeds.model import Entry, Markup, Post, Site
from feeds.record import replace
from feeds.validator.plaintext import hidden

DATA = Path(__file__).parent / "data"
MARKUPS: dict[str, Markup] = {".md": "markdown", ".html": "html", ".txt": "text"}
BEFORE = sorted(path for path in DATA.iterdir() if ".expected" not in path.name)
WHEN = datetime(2026, 1, 2, tzinfo=UTC)
POST = Post(
    source="posts/a.md",
    id="https://example.org/notes/post/",
    url="https://example.org/notes/post/",
    title="A",
    published=WHEN,
    updated=WHEN,
    body_line=5,
)
SITE = Site(
    url="https://example.org",
    id_url="https://example.org",
    title="Notes",
    zone=UTC,
    dialect="plain",
    folders=("posts",),
    summary_length=60,
)


@pytest.mark.parametrize("before", BEFORE, ids=lambda path: path.name)
def test_golden_pairs(before: Path, golden: Callable[[Path, bytes], None]) -> None:
    """Each body becomes exactly the HTML beside it, and nothing has to be reported."""
    post = POST._replace(markup=MARKUPS[before.suffix])
    entry, problems = content.render(before.read_text("utf-8"), post, SITE)
    golden(before.with_suffix(".expected.html"), f"{entry.html}\n".encode())
    assert problems == ()


@pytest.mark.parametrize("before", BEFORE, ids=lambda path: path.name)
def test_nothing_active_is_left(before: Path) -> None:
    """No expected half has anything that acts, loads or hides: the pairs are not only what we get."""
    after = before.with_suffix(".expected.html").read_text("utf-8").lower()
    for word in (
        "<script", "<iframe", "<style", "<svg", "<form", "<object", '="javascript:', '="vbscript:', '="data:',
        " onclick=", " onerror=", " onload=", " onplay=", " style=", "evil", "hidden ",
    ):  # fmt: skip
        assert word not in after, word


@pytest.mark.parametrize("markup", MARKUPS.values())
def test_empty_body(markup: Markup) -> None:
    """A post without a body is an entry without content or summary, not an error."""
    entry, problems = content.render(" \n\t\n", POST._replace(markup=markup), SITE)
    assert (entry.html, entry.summary, problems) == ("", "", ())


def test_forbidden_characters_are_named_at_their_place() -> None:
    """What XML forbids is gone, and the first is named with its line and column in the file."""
    body = "One\n\nTw\x0bo \x1bthree \ufffe\U0001f600\n"
    entry, (problem,) = content.render(body, POST, SITE)
    assert entry.html == "<p>One</p>\n<p>Two three \U0001f600</p>"
    assert str(problem) == (
        "posts/a.md:7:3: forbidden-character: U+000B and 2 more is a character that XML forbids and we "
        "leave out; remove it"
    )
    assert problem.level == "warning"


def test_one_forbidden_character() -> None:
    """A single one is counted as one."""
    _, (problem,) = content.render("\x00", POST, SITE)
    assert problem.message.startswith("U+0000 is a character")
    assert (problem.where.line, problem.where.column) == (5, 1)


@pytest.mark.parametrize("written", ["&#0;", "&#11;", "&#x1b;", "&#xFFFE;", "&#xD800;", "&#x80;", "&#12;"])
def test_forbidden_character_references(written: str) -> None:
    """A reference cannot bring back what XML forbids, neither in HTML nor in title and summary."""
    post = POST._replace(title=f"a{written}b", summary=f"a{written}b")
    entry, _ = content.render(f"<p>a{written}b</p>", post._replace(markup="html"), SITE)
    for text in (entry.html, entry.title, entry.summary):
        assert not set(text) & {*map(chr, range(9)), *map(chr, range(11, 32)), "\ufffe", "\ud800"}


def test_bad_link_is_named_at_its_place() -> None:
    """A URL that is none is left out and named with its line and column in the file."""
    body = 'One\n\n<img srcset="http://[bad 1x, a.png 2x">\n'
    entry, (problem,) = content.render(body, POST, SITE)
    assert entry.html == '<p>One</p>\n<img srcset="https://example.org/notes/post/a.png 2x">'
    assert str(problem) == (
        "posts/a.md:7:14: bad-link: “http://[bad” is no URL and was left out; mend the link"
    )


def test_texts_that_speak_of_tags() -> None:
    """Title and summary show what the author wrote in every reader: markup is none of it."""
    post = POST._replace(title="&lt;b&gt; and &lt;br&gt;")
    entry, _ = content.render("```\n<ul><li>a</li></ul>\n```\n", post, SITE)
    assert entry.title == "<\u2060b> and <\u2060br>"
    assert entry.summary == "<\u2060ul><\u2060li>a<\u2060/li><\u2060/ul>"
    for text in (entry.title, entry.summary):
        assert hidden("title", text) is None


def test_link_to_a_host_of_one_word() -> None:
    """Such a link is left out and named at its place; one to localhost is left out, for it was meant so."""
    body = 'A [shop](https://forestry/io) is\n[here](http://localhost:4000), [or](http://127.0.0.1) `"http://nas/"`.'
    entry, problems = content.render(f"\n{body}", POST, SITE)
    assert entry.html == '<p>A shop is\nhere, or <code>"http://nas/"</code>.</p>'
    said = "is at a host without a dot, so its link was left out; write the public address"
    assert [str(one) for one in problems] == [f"posts/a.md:6:10: local-host: “https://forestry/io” {said}"]
    kept, problems = content.render(body, POST, replace(SITE, off=("dead-links",)))
    assert 'href="https://forestry/io"' in kept.html
    assert problems == ()


def test_bad_link_that_is_written_otherwise() -> None:
    """Where the body spells the URL with entities, its first line is named."""
    _, (problem,) = content.render('One <q cite="http://[&eacute;">x</q>', POST, SITE)
    assert (problem.where.line, problem.where.column) == (5, 1)


@pytest.mark.parametrize(
    ("body", "place", "url"),
    [
        ('One\n\n<a href="http://[bad">x</a>', "7:10", "http://[bad"),
        ('<img src="http://">', "5:11", "http://"),
        ("<a href='https:?x'>x</a>", "5:10", "https:"),
        ('<video src="/a" poster="http:///x">x</video>', "5:25", "http:///x"),
    ],
)  # fmt: skip
def test_bad_link_of_any_attribute(body: str, place: str, url: str) -> None:
    """A bad href, src or poster, without a host or with a broken one, is named where it stands."""
    entry, (problem,) = content.render(body, POST, SITE)
    assert str(problem).startswith(f"posts/a.md:{place}: bad-link: “{url}” is no URL and was left out")
    assert url not in entry.html


def test_picture_in_its_own_address() -> None:
    """A picture inside the page stays: readers would find a gap there."""
    body = '<img src="data:image/png;base64,AAAA" alt="x">'
    assert content.render(body, POST, SITE) == (
        Entry(post=POST, title="A", summary="", html=body),
        (),
    )


def test_problems_are_one_line() -> None:
    """A problem is one line, whatever the author wrote."""
    _, (problem,) = content.render('<q cite="http://[a\nb">x</q>', POST, SITE)
    assert "\n" not in str(problem)


def test_line_ends() -> None:
    """CR LF and CR end lines as LF does: no checkout makes other bytes."""
    text = "# A\n\n    code\n\nline\nline\n"
    made = {content.render(text.replace("\n", end), POST, SITE)[0].html for end in ("\n", "\r\n", "\r")}
    assert len(made) == 1


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("Tom &amp; Jerry", "Tom & Jerry"),
        ("&amp;amp; stays once", "&amp; stays once"),
        ("Vec<T> and a < b", "Vec<T> and a < b"),
        ("An <em class='x'>old</em> <code>tale</code><br/>", "An old tale"),
        ("&lt;em&gt; in words", "<em> in words"),
        ("<em></em>", "<em></em>"),
        (" two \u00a0 blanks\n", "two blanks"),
    ],
)
def test_title(written: str, read: str) -> None:
    """A title is plain text: inline markup off, entities resolved once, what only looks like it kept."""
    entry, _ = content.render("x", POST._replace(title=written), SITE)
    assert entry.title.replace("\u2060", "") == read


def test_summary_is_the_authors() -> None:
    """The author's summary is taken, as plain text; without one the body begins it."""
    theirs, _ = content.render("Body", POST._replace(summary="Tom &amp; <b>Jerry</b>"), SITE)
    ours, _ = content.render("Body *text*", POST, SITE)
    assert (theirs.summary, ours.summary) == ("Tom & Jerry", "Body text")


def test_summary_keeps_its_brackets() -> None:
    """A summary is as often plain text as HTML: what is no HTML tag is text, as in titles."""
    entry, _ = content.render("Body", POST._replace(summary="Use Vec<T> or Map<K, V>"), SITE)
    assert entry.summary == "Use Vec<T> or Map<K, V>"


def test_too_deep() -> None:
    """Tags deeper than 200 are no HTML that anybody wrote: the body is left out, and that is told."""
    body = "<blockquote>" * 201 + "deep" + "</blockquote>" * 201
    entry, (problem,) = content.render(body, POST._replace(summary="Short"), SITE)
    assert (entry.html, entry.summary) == ("", "Short")
    assert str(problem) == (
        "posts/a.md:5:1: deep-markup: its tags are nested more than 200 deep, so it is left out; "
        "write it flat"
    )
    assert problem.level == "warning"


def test_too_long() -> None:
    """A body of more than three million letters is left out, and that is told; one less is kept."""
    entry, (problem,) = content.render("x" * 3_000_000, POST, SITE)
    assert (entry.html, entry.summary) == ("", "")
    assert str(problem) == (
        "posts/a.md:5:1: long-body: it has 3,000,007 letters, which no reader takes, and is left out; "
        "split the post"
    )
    assert problem.level == "warning"
    entry, problems = content.render("x" * (3_000_000 - len("<p></p>")), POST, SITE)
    assert (len(entry.html), problems) == (3_000_000, ())


def test_summary_is_cut() -> None:
    """A summary ends before the limit, between words."""
    entry, _ = content.render("word " * 40, POST, SITE)
    assert entry.summary == "word " * 11 + "word…"


def test_read_takes_the_body_alone(tmp_path: Path) -> None:
    """The file is taken from the byte at which the body starts; bytes that are no text are replaced."""
    data = b"---\ntitle: A\n---\nB\xc3\xbcdy \xff\n"
    entry, problems, alone, _ = content.read(tmp_path, SITE, POST._replace(source="a.md", body=17), data)
    assert (entry.html, problems, alone) == ("<p>B\u00fcdy \ufffd</p>", (), True)


@pytest.mark.parametrize(
    ("dialect", "body"),
    [("jekyll", "{% include a.html %}"), ("jekyll", "{% post_url a %}"), ("hugo", '{{< ref "a" >}}')],
)
def test_read_tells_what_other_files_were_asked_for(tmp_path: Path, dialect: str, body: str) -> None:
    """A body that asks for another file does not stand alone, be that file there or not."""
    site = replace(SITE, dialect=dialect)
    assert content.read(tmp_path, site, POST, body.encode())[2] is False
    (tmp_path / "_includes").mkdir()
    (tmp_path / "_includes/a.html").write_text("x")
    assert content.read(tmp_path, site, POST, body.encode(), lambda name: "https://example.org/")[2] is False
    assert content.read(tmp_path, site, POST, b"{% comment %} include {% endcomment %}")[2] is True


def test_posts_that_are_read_together_are_read_as_each_alone(tmp_path: Path) -> None:
    """Each gets its own links, cuts and problems, whatever the others' are, in the order of the posts."""
    site = replace(SITE, dialect="jekyll")
    bodies = {
        "a": "[a](b.html) {% include a.html %} ![](http://[)", "b": "*Two*\x00", "c": "<q>" * 300,
        "d": "![x](d.png) {{ page.title }}", "e": "",
    }  # fmt: skip
    posts = [
        (POST._replace(url=f"https://example.org/{name}/", title=name), body.encode())
        for name, body in bodies.items()
    ]
    alone = [content.read(tmp_path, site, post, data) for post, data in posts]
    assert content.read_all(tmp_path, site, posts) == alone
    assert [len(one.problems) for one in alone] == [2, 1, 1, 0, 0]
    assert content.read_all(tmp_path, site, posts[::-1]) == alone[::-1]


@pytest.mark.parametrize(
    ("said", "codes"), [("short", ["feed-content"]), ("Summary", []), ("", []), (None, [])]
)
def test_what_feeds_have_of_a_post(said: object, codes: list[str]) -> None:
    """A post may say what feeds have of it, in one of three words; another one is named."""
    _, problems = content.render("x", POST._replace(extra=(("feed_content", said),)), SITE)
    assert [problem.code for problem in problems] == codes
