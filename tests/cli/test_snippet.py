"""What `feeds snippet` promises: lines for a page, an include, or JSON and nothing else."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.test_cli import NOW, answer, one_line

if TYPE_CHECKING:
    from tests.conftest import Home, Run


def lines(text: str) -> list[str]:
    """Return the addresses of the lines, and the comments between them."""
    return [row.partition('href="')[2].partition('"')[0] or row for row in text.splitlines()]


def test_all(home: Home, run: Run) -> None:
    """Every kind of page is told, each with a comment that says which."""
    home.settings('[feeds]\nformats = ["rss", "atom"]\n')
    ran = run("snippet", home.root, *NOW)
    assert (ran.code, ran.err) == (0, "")
    site = ["https://example.org/rss.xml", "https://example.org/atom.xml"]
    news = ["https://example.org/category/news/rss.xml", "https://example.org/category/news/atom.xml"]
    told = lines(ran.out)
    assert told == [
        "<!-- site: https://example.org/ -->", *site, "",
        "<!-- category News: https://example.org/ -->", *news, *site,
    ]  # fmt: skip
    assert '<link rel="alternate" type="application/rss+xml" title="Notes (RSS)" href=' in ran.out


def test_one_page(home: Home, run: Run) -> None:
    """One page's lines are told without a comment; a name may be written in any case."""
    home.settings('[feeds]\nformats = ["atom"]\n')
    site = run("snippet", home.root, *NOW, "--page", "site")
    assert lines(site.out) == ["https://example.org/atom.xml"]
    for name in ("News", "news"):
        news = run("snippet", home.root, *NOW, "--name", name)
        assert lines(news.out) == [
            "https://example.org/category/news/atom.xml",
            "https://example.org/atom.xml",
        ]


def test_json(home: Home, run: Run) -> None:
    """--format json is one object, and nothing else."""
    told = answer(run("snippet", home.root, *NOW, "--format", "json", "--base-url", "https://b.example"))
    assert [page["kind"] for page in told["pages"]] == ["site", "category"]
    assert told["pages"][0]["links"][0]["href"] == "https://b.example/rss.xml"


def test_include(home: Home, run: Run) -> None:
    """--for prints an include, and says which pages it cannot pick."""
    home.post("three").write_text(home.post("three").read_text().replace("[News]", '["a\\"b\'c", News]'))
    ran = run("snippet", home.root, *NOW, "--for", "jekyll")
    assert ran.code == 0
    assert '{%- if feeds_category == "News" %}' in ran.out
    assert ran.err.startswith("feeds: category a\"b'c: no template can tell these pages from others; write")
    hugo = run("snippet", home.root, *NOW, "--for", "hugo")
    assert (hugo.code, hugo.err) == (0, "")
    assert 'eq $term "categories News"' in hugo.out


def test_many_are_left(home: Home, run: Run) -> None:
    """Of many pages that it cannot pick, the first are named."""
    names = ", ".join(f'"{number}\\"\'"' for number in range(8))
    home.post("three").write_text(home.post("three").read_text().replace("[News]", f"[{names}]"))
    ran = run("snippet", home.root, *NOW, "--for", "jekyll")
    assert "category 4\"' and 3 more: no template" in ran.err


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("--page", "planet"), "--page: there is no feed of the kind “planet”; write site, category"),
        (("--name", "Nope"), "--name: there is no feed of “Nope”; there are those of News"),
        (("--page", "site", "--name", "x"), "--name: there is no feed of “x”; there are those of none"),
        (
            ("--for", "wordpress"),
            "--for: there is no include for “wordpress”; write hugo or jekyll, or leave it out",
        ),
    ],
)
def test_what_is_not_there(home: Home, run: Run, words: tuple[str, ...], said: str) -> None:
    """What is asked for wrongly is one line, with what there is."""
    assert one_line(run("snippet", home.root, *NOW, *words), 2) == said


def test_no_posts(home: Home, run: Run) -> None:
    """A site without a post has no feed yet, and so no line."""
    for name in ("one", "two"):
        (home.root / f"posts/{name}.md").unlink()
    ran = run("snippet", home.root, *NOW)
    assert (ran.code, ran.out.strip()) == (0, "")
