"""What alike.py promises: a card that it makes is the one that reading the post would make."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import product
from zoneinfo import ZoneInfo

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from feeds.collector import alike, cards, dialects
from feeds.collector.alike import Memory, recall
from feeds.collector.dialects._hexo_settings import Hexo
from feeds.collector.dialects._hugo_settings import Hugo
from feeds.collector.dialects._jekyll_settings import Default, Jekyll
from feeds.collector.permalinks import DATES
from feeds.collector.yamltext import Bare
from feeds.model import Card, Site
from feeds.record import replace

AT = "https://example.org"
TEHRAN = ZoneInfo("Asia/Tehran")


def site(dialect: str, own: object = None, permalink: str = "/:slug/") -> Site:
    """Return a site of a dialect whose posts lie in `posts` or, for Jekyll, `_posts`."""
    folder = "" if dialect == "jekyll" else "posts"
    return Site(
        url=AT, id_url=f"{AT}/old", title="T", zone=TEHRAN, dialect=dialect, folders=(folder,),
        permalink=permalink, own=own,
    )  # fmt: skip


JEKYLL = site("jekyll", Jekyll(permalink="/posts/:title.html"))
SITES = {
    "jekyll": JEKYLL,
    "jekyll by date": site("jekyll", Jekyll()),
    "jekyll with defaults": site(
        "jekyll",
        Jekyll(defaults=(Default(path="", type=None, values={"author": "Ann", "tags": ["d"], "feed": "x"}),)),
    ),
    "jekyll without some": replace(JEKYLL, exclude=("*-some-post-1*",)),
    "jekyll by name": site("jekyll", Jekyll(permalink="/:name/:title/")),
    "hugo": site("hugo", Hugo(contents={"posts": "en"}, permalinks={"a": "/:year/:month/:slug/"})),
    "hexo": site("hexo", Hexo(permalink=":year/:month/:day/:title/")),
    "plain": site("plain", permalink="/:categories/:year-:month-:day-:slug/"),
}  # fmt: skip
# Of how many of the 960 usual posts the card is remembered: none is where a URL shows what is not plain.
REMEMBERED = {
    "jekyll": 480, "jekyll by date": 480, "jekyll with defaults": 480, "jekyll without some": 392,
    "jekyll by name": 0, "hugo": 600, "hexo": 720, "plain": 960,
}  # fmt: skip
LAYOUTS = (
    "layout title date slug categories tags", "title date categories", "title date tags image author",
    "title date updated lastmod last_modified_at description tags",
)  # fmt: skip


def memory(of: Site) -> Memory:
    """Return a memory of a site of which nothing is known."""
    known = dialects.load(of.dialect).alike
    assert known is not None
    return Memory(dialects.load(of.dialect), known, of)


def read(of: Site, source: str, text: bytes) -> tuple[Card, bool]:
    """Return the card of a post that is read in full, and whether there is something to say about it."""
    found = dialects.load(of.dialect).read(source, text, of, origins=False)
    return cards.of(found, source), bool(found.problems)


def post(layout: str, values: dict[str, str]) -> bytes:
    """Return a post that has the keys of a layout."""
    return "\n".join(("---", *(f"{key}:{values[key]}" for key in layout.split()), "---", "正文\n")).encode()


USUAL = {
    "layout": " post", "title": ' "Some: title"', "date": " 2020-01-02 03:04:05 +0800", "slug": " some-slug",
    "categories": " news", "tags": " [a, b]", "image": " /x.png", "author": " Ann", "description": " What",
    "updated": " 2020-02-03 04:05:06 +0800", "lastmod": " 2020-02-03", "last_modified_at": " 2020-02-03",
}  # fmt: skip
# Values that are plain, the usual first, and values that are not.
VALUES = {
    "title": [' "Some: title"', " 中文", " 'it is'", " two words  ", ' ""', " ~", " No", " 'no'", " ' '",
              ' "\u3000"', " a\u200bb", " a: b", " a #b", ' "\\t"', " [a]", " |\n  b", "", " 1.10"],
    "date": [" 2020-01-02 03:04:05 +0800", ' "2020-01-02 03:04:05"', " 2020-01-02", " 2021-12-31T23:59:59Z",
             " 2024-02-29 00:00:00 -1100", " 2020-03-21 00:30:00", " 1900-01-01 00:00:00", " 2020-02-30",
             " 2020-01-02 03:04:05 +1500", " true", " ~", " 2 Jan 2020", " 2020-01-02T03:04:05+08:00", " x"],
    "slug": [" some-slug", " 'p20200102'", ' "a-b-c-d"', " true", " 123456", " Some-Slug", " a--b-c-d",
             " \"some-slug'", " 'some-slug", " short", " -some-slug", " 中文中文中文", f" {'long-' * 60}slug",
             " 2020-01-02", " some-slug # x", ""],
    "categories": [" news", " a b", " [a, b]", "\n- a\n- 'b c'", "", " &a b", " [a: b]", " a\n- b", " 'a"],
    "tags": [" [a, b]", " a b", "\n- a\n- 'b c'", "", " ~", "\n  - a\n - b", " *a", " {a: b}", " a\n- b",
             " 'a", " [a\u2028b]", " #a"],
    "image": [" /x.png", " 'x'", "", " [a]", " a: b", " &x y", " {a: b}", "\n  a: b", " ]"],
    "author": [" Ann", " [Ann, Bob]", " Ann <a@b.org>", "", "\n- a", " |"],
    "layout": [" post", " page", ""],
    "description": [" What", ' ""', " \x07", " a\u200bb", " [a]"],
    "updated": [" 2020-02-03 04:05:06 +0800", " 2020-02-03", " x", ""],
    "lastmod": [" 2020-02-03", " 2020-02-03 04:05:06 +0800"],
    "last_modified_at": [" 2020-02-03", " 2020-02-03 04:05:06 +0800", " true"],
}  # fmt: skip
NAMES = (
    "2020-01-02-some-post", "a-post-1", "b-post-2", "2020-13-40-c-post", "2020-1-2-d-post", "12-3-e-post",
    "2020-01-02-2020-01-02-x", "some_post", "Some-Post", "x", "2020-01-02-true", "index", f"{'long-' * 60}x",
    "2020-01-02-q7x-slug-k9v",
)  # fmt: skip
DAMAGE = (
    b"",
    b"\xff",
    b"\n",
    b"\r",
    b'"',
    b"'",
    b": ",
    b" #",
    b"\t",
    b"-",
    b"...\n",
    b"---\n",
    b"title: x\n",
)
FOLDERS = ("a/_posts", "_posts/2020", "posts/a", "posts")


def usual(of: Site) -> Iterator[tuple[str, bytes]]:
    """Yield posts by which all layouts and some frames are known."""
    for layout, folder, number in product(LAYOUTS, FOLDERS, range(60)):
        name = f"{'2020-01-02-' if 'posts' in folder and of.dialect == 'jekyll' else ''}some-post-{number}"
        category = VALUES["categories"][number % 3]
        yield f"{folder}/{name}.md", post(layout, USUAL | {"categories": category})


def learn(of: Site) -> Memory:
    """Return the memory of a site whose usual posts have been read."""
    made = memory(of)
    for source, text in usual(of):
        made.card(source, text)
    return made


@pytest.fixture(scope="module")
def known() -> dict[str, Memory]:
    """Return the memory of each site."""
    return {name: learn(of) for name, of in SITES.items()}


def check(made: Memory, source: str, text: bytes) -> bool:
    """Hold what is remembered of a post against what reading it finds; return whether anything is."""
    card = made.card(source, text)
    if card is not None:
        full, wrong = read(made.site, source, text)
        assert not wrong
        assert repr(card) == repr(full)  # dates that are equal may have other offsets
    return card is not None


@st.composite
def posts(draw: st.DrawFn) -> tuple[str, bytes]:
    """Return a post of a known layout, with a few values that others do not have, and perhaps damaged."""
    nasty = st.integers(0, 9).map(lambda number: number == 0)

    def pick(choices: list[str]) -> str:
        return draw(st.sampled_from(choices if draw(nasty) else choices[:4]))

    layout = draw(st.sampled_from(LAYOUTS))
    text = post(layout, {key: pick(VALUES[key]) for key in layout.split()})
    if draw(nasty):
        at = draw(st.integers(0, len(text)))
        text = text[:at] + draw(st.sampled_from(DAMAGE)) + text[at + draw(st.integers(0, 3)) :]
    name = draw(st.sampled_from(NAMES if draw(nasty) else NAMES[:3]))
    ending = draw(st.sampled_from([".md", ".md", ".html", ".MD", ""]))
    return f"{draw(st.sampled_from(FOLDERS))}/{name}{ending}", text


class TestAnyPost:
    """Nobody can tell from a card whether the post was read."""

    @pytest.mark.parametrize("name", SITES)
    def test_usual(self, known: dict[str, Memory], name: str) -> None:
        """Of usual posts the cards are remembered, and right."""
        found = [check(known[name], source, text) for source, text in usual(SITES[name])]
        assert sum(found) == REMEMBERED[name]

    @pytest.mark.parametrize("key", VALUES)
    @pytest.mark.parametrize("name", SITES)
    def test_values(self, known: dict[str, Memory], name: str, key: str) -> None:
        """Whatever one of the values is: the card is right, or there is none."""
        for layout, folder, value in product(LAYOUTS, FOLDERS, VALUES[key]):
            text = post(layout, USUAL | {key: value})
            for _ in range(5):  # it may be that many have it
                check(known[name], f"{folder}/2020-01-02-some-post.md", text)

    @pytest.mark.parametrize("name", SITES)
    def test_names(self, known: dict[str, Memory], name: str) -> None:
        """So it is whatever the file is called."""
        for layout, folder, called, ending in product(LAYOUTS, FOLDERS, NAMES, (".md", ".MD", ".b.md", "")):
            check(known[name], f"{folder}/{called}{ending}", post(layout, USUAL))

    @settings(max_examples=200)
    @given(posts())
    @example(("_posts/2020/2020-01-02-some-post.md", post(LAYOUTS[0], USUAL) + b"\xff"))
    def test_any(self, known: dict[str, Memory], given: tuple[str, bytes]) -> None:
        """So it is if all of them are odd, or bytes are lost."""
        for made in known.values():
            check(made, *given)


@pytest.mark.parametrize("name", DATES)
@pytest.mark.parametrize("shown", ["/:{}/:title/", "/:year/:month/:day/:{}-:title/", "/:w_year/:{}/:title/"])
def test_dates_in_urls(name: str, shown: str) -> None:
    """Whatever a URL shows of the date, it shows of each post its own."""
    made = memory(site("jekyll", Jekyll(permalink=shown.format(name))))
    days = [f" {year}-{day} 0{hour}:04:05" for year in (2019, 2020, 2021) for hour in (1, 2)
            for day in ("01-01", "01-02", "02-29", "02-28", "06-05", "12-30", "12-31", "11-11")]  # fmt: skip
    for number, day in enumerate(days * 3):
        check(made, f"_posts/2020-01-02-some-post-{number}.md", post(LAYOUTS[1], USUAL | {"date": day}))


def test_plain_dates_are_remembered() -> None:
    """Year, month and day of a URL are filled in."""
    made = learn(SITES["jekyll by date"])
    text = post(LAYOUTS[1], USUAL | {"date": " 2024-02-29 1:00:00"})
    card = made.card("_posts/2020/2020-01-02-x-post.md", text)
    assert card is not None
    assert card.url == f"{AT}/news/2024/02/29/x-post.html"


def test_long_urls() -> None:
    """A URL that is too long for a feed is told of, though those of other posts are not."""
    made = learn(site("jekyll", Jekyll(permalink=f"/{'x' * 1990}/:title")))
    text = post(LAYOUTS[1], USUAL)
    assert check(made, "_posts/2020/2020-01-02-some-post.md", text)
    assert not check(made, f"_posts/2020/2020-01-02-some{'-post' * 10}.md", text)


@pytest.mark.parametrize("start", [b"", b"\n", b"\xef\xbb\xbf", b" ", b"---\n"])
def test_no_usual_start(known: dict[str, Memory], start: bytes) -> None:
    """A post that does not begin with a line of --- is not like others."""
    text = post(LAYOUTS[1], USUAL)
    for made in known.values():
        assert not check(made, "_posts/2020/2020-01-02-some-post.md", start + (text if start else text[4:]))


class TestWhatIsRemembered:
    """How much, and of whom."""

    def test_other_settings(self) -> None:
        """It is that of one site with the same settings, not one whose values only look so."""
        dialect = dialects.load("jekyll")
        first = recall(dialect, JEKYLL)
        assert first is not None
        assert recall(dialect, replace(JEKYLL, title="T")) is first
        assert recall(dialect, JEKYLL) is first
        quoted, bare = (
            replace(JEKYLL, own=Jekyll(defaults=(Default(path="", type=None, values={"feed": value}),)))
            for value in ("false", Bare("false"))
        )
        assert quoted == bare
        assert recall(dialect, quoted) is not recall(dialect, bare)

    @pytest.mark.parametrize(
        "of",
        [
            replace(SITES["plain"], keys=(("tags", ("topics",)),)),
            site("jekyll", Jekyll(defaults=(Default(path="_posts/*.md", type=None, values={}),))),
            site("jekyll", Jekyll(defaults=(Default(path="_posts/2020-01-02-a.md", type=None, values={}),))),
            site("hugo", Hugo(contents={"posts": "en"}, tags="labels")),
            site("hexo", Hexo(permalink_defaults={"lang": "en"})),
            site("hexo", Hexo(new_post_name=":lang-:title.md")),
            site("zola"),
        ],
        ids=lambda of: f"{of.dialect} {of.keys or of.own}",
    )
    def test_nothing(self, of: Site) -> None:
        """Nothing is where settings look at other keys, or at single files."""
        assert recall(dialects.load(of.dialect), of) is None

    def test_bounds(self, monkeypatch: pytest.MonkeyPatch) -> None:
        """There is a limit to it, and what is forgotten is found out again."""
        for name, most in (("_MOST", 8), ("_LAYOUTS", 2), ("_MANY", 3), ("_SOME", 1)):
            monkeypatch.setattr(alike, name, most)
        made = memory(SITES["plain"])
        hits = 0
        for _ in range(4):
            for (_, layout), number in product(enumerate(LAYOUTS), range(30)):
                words = {
                    "categories": f" c{number % 10}",
                    "tags": f" t{number}",
                    "author": f" A{number % 10}",
                }
                hits += check(made, f"posts/some-post-{number}.md", post(layout, USUAL | words))
        assert hits > 30

    def test_patience(self, monkeypatch: pytest.MonkeyPatch) -> None:
        """Where no post is like another, none is looked at for a while."""
        monkeypatch.setattr(alike, "_PATIENCE", 40)
        monkeypatch.setattr(alike, "_PAUSE", 50)
        made = memory(SITES["plain"])
        for number in range(41):
            text = post(f"title date x{number}", USUAL | {f"x{number}": ""})
            assert not check(made, "posts/a-post.md", text)
        found = [check(made, "posts/some-post.md", post(LAYOUTS[0], USUAL)) for _ in range(200)]
        assert found == [False] * (50 + 35) + [True] * 115
