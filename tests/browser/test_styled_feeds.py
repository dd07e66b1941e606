"""How RSS and Atom look in a browser: readable, in every script, and with nothing for programs in sight."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.browser import sites
from tests.browser.chromium import Browser, served

FEEDS = ("rss", "atom")
# Every element that has a box, with its own text and what its style puts behind it.
SHOWN = r"""
    return [...document.querySelectorAll('*')].filter(one => one.checkVisibility()).map(one => {
        const own = [...one.childNodes].filter(it => it.nodeType === 3).map(it => it.data).join('').trim();
        const after = getComputedStyle(one, '::after').content.replace(/\\a /gi, '\\n');
        return [one.nodeName, own || (after.startsWith('"') ? JSON.parse(after) : '')];
    });
"""


def shown(browser: Browser, *names: str) -> list[str]:
    """Return the texts of the elements of these names that are to be seen."""
    return [text for name, text in browser.run(SHOWN) if name in names]


@pytest.mark.parametrize("feed", FEEDS)
@pytest.mark.parametrize("site", sites.ROOTS)
def test_what_is_shown(browser: Browser, address: str, site: str, feed: str) -> None:
    """Titles, summaries, authors, dates, addresses and categories are there, and not one tag."""
    browser.open(f"{address}/{site}/{feed}.xml")
    counted = browser.run("return ['item', 'entry'].map(one => document.getElementsByTagName(one).length)")
    count = sum(counted)
    assert count >= 6
    assert len(shown(browser, "title")) == count + 1
    assert len(shown(browser, "pubDate", "published")) == count
    assert len(shown(browser, "dc:creator", "name")) >= count
    assert all(text.startswith("https://") for text in shown(browser, "link"))
    assert len(shown(browser, "link")) == count + 1
    assert all(shown(browser, "category"))
    assert not [
        text for text in shown(browser, "description", "summary", "title") if "<p" in text or "</" in text
    ]


@pytest.mark.parametrize("feed", FEEDS)
def test_what_is_not_shown(browser: Browser, address: str, feed: str) -> None:
    """Whatever is for programs alone has no box: bodies, ids, generators, and all that is not known to us."""
    browser.open(f"{address}/en/{feed}.xml")
    kinds = {name for name, _ in browser.run(SHOWN)}
    own = {
        "rss": {"rss", "channel", "item", "description", "pubDate", "dc:creator"},
        "atom": {"feed", "entry", "subtitle", "summary", "published", "author", "name"},
    }
    assert kinds == {"title", "link", "category", *own[feed]}


@pytest.mark.parametrize("feed", FEEDS)
@pytest.mark.parametrize(
    ("site", "notice", "address_of_all"),
    [
        ("en", "This is a feed, for a feed reader", "example.org/notes/feeds.html"),
        ("zh", "这是给阅读器用的订阅源", "example.net/shanzha/feeds.html"),
        ("fa", "این یک خوراک است، برای خوراک‌خوان", "example.net/daftar/feeds.html"),
    ],
)
def test_the_notice(
    browser: Browser, address: str, site: str, feed: str, notice: str, address_of_all: str
) -> None:
    """At the top it is said what this is and what to do with it, in the language of the site."""
    browser.open(f"{address}/{site}/{feed}.xml")
    before, after = browser.run(
        "return ['::before', '::after'].map(one => getComputedStyle(document.documentElement, one).content)"
    )
    assert before == f'"{notice}"'
    assert address_of_all in after
    above = browser.run("return document.querySelector('title').getBoundingClientRect().top")
    assert above > 100


@pytest.mark.parametrize("feed", FEEDS)
def test_dates_are_days(browser: Browser, address: str, feed: str) -> None:
    """Of a date the day is seen, and not the time of day."""
    browser.open(f"{address}/en/{feed}.xml")
    clipped = browser.run("""
        return [...document.querySelectorAll('pubDate, published')].map(one => {
            const part = one.clientWidth / one.scrollWidth;
            return [part < 1, Math.round(part * one.textContent.length)];
        });
    """)
    letters = 16 if feed == "rss" else 10
    assert {(cut, near) for cut, near in clipped} == {(True, letters)}


@pytest.mark.parametrize("feed", FEEDS)
def test_from_the_right(browser: Browser, address: str, feed: str) -> None:
    """A Persian feed runs from the right, and the addresses and dates in it from the left."""
    browser.open(f"{address}/fa/{feed}.xml")
    root, date = browser.run(
        "return [document.documentElement, document.querySelector('pubDate, published')]"
        ".map(one => getComputedStyle(one).direction)"
    )
    assert (root, date) == ("rtl", "ltr")
    title = """
        const one = document.querySelector('item title, entry title'), range = document.createRange();
        range.selectNodeContents(one);
        const text = range.getBoundingClientRect(), box = one.getBoundingClientRect();
        return [Math.round(box.right - text.right), text.left - box.left > 50];
    """
    assert browser.run(title) == [0, True]


@pytest.mark.parametrize("feed", FEEDS)
@pytest.mark.parametrize("site", sites.ROOTS)
@pytest.mark.parametrize("width", [320, 1200])
def test_nothing_sticks_out(browser: Browser, address: str, site: str, feed: str, width: int) -> None:
    """No window is so narrow that one has to scroll sideways; on a phone letters are no smaller."""
    phone = width < 600
    browser.look(width=width, mobile=phone)
    browser.open(f"{address}/{site}/{feed}.xml")
    seen, whole, letters = browser.run(
        "const root = document.documentElement;"
        "return [innerWidth, root.scrollWidth, parseFloat(getComputedStyle(root).fontSize)]"
    )
    assert whole <= seen
    assert 12 <= letters * width / seen <= 20


def test_by_night(browser: Browser, address: str) -> None:
    """Who likes it dark has it dark."""
    colour = "return getComputedStyle(document.documentElement).backgroundColor.match(/\\d+/g).map(Number)"
    browser.open(f"{address}/en/rss.xml")
    assert min(browser.run(colour)) > 200
    browser.look(dark=True)
    assert max(browser.run(colour)) < 50


@pytest.mark.parametrize("feed", FEEDS)
def test_a_feed_with_everything(browser: Browser, tmp_path: Path, address: str, feed: str) -> None:
    """Elements that nobody thought of stay out of sight; an entry without `published` has its other date."""
    strange = '<x:note xmlns:x="https://example.org/x"><x:b>strange</x:b></x:note>'
    sheet = f'<?xml-stylesheet type="text/css" href="{address}/en/feeds.css"?>'
    text = {
        "rss": f"""
            <rss version="2.0"><channel><title>T</title>{strange}<image><url>u</url><title>I</title></image>
            <item><title>A</title>{strange}<source url="">S</source><comments>C</comments></item>
            </channel></rss>
        """,
        "atom": f"""
            <feed xmlns="http://www.w3.org/2005/Atom"><title>T</title>{strange}<rights>R</rights><entry>
            <title>A</title><updated>2026-01-02T03:04:05Z</updated>{strange}<source><title>S</title></source>
            <content type="html">&lt;p&gt;</content></entry></feed>
        """,
    }
    (tmp_path / "feed.xml").write_text(f"{sheet}{text[feed]}", "utf-8")
    with served(tmp_path) as other:
        browser.open(f"{other}/feed.xml")
        texts = [text for _, text in browser.run(SHOWN) if text]
    dates = [] if feed == "rss" else ["2026-01-02T03:04:05Z"]
    assert [text for text in texts if "feeds.html" not in text] == ["T", "A", *dates]
