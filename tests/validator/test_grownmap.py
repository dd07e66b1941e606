"""What a sitemap has from one in which nothing was found needs no second look, and all else does."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from feeds.model import Problem
from feeds.validator import check, grownmap, sitemap
from feeds.validator.grownmap import read_grown

SPACE: Final = "http://www.sitemaps.org/schemas/sitemap/0.9"
TAG: Final = f"{{{SPACE}}}urlset"
HOST: Final = "https://example.org"


@pytest.fixture(autouse=True, scope="module")
def _however_few() -> Iterator[None]:
    """Let it look at what is short."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(sitemap, "_FEW", 0)
        patch.setattr(grownmap, "_STEP", 8)
        yield


def page(number: int, host: str = HOST, day: int = 1) -> str:
    """Write a page."""
    return f"<url><loc>{host}/{number}</loc><lastmod>2026-01-{day:02}</lastmod></url>\n"


def of(*pages: str) -> bytes:
    """Write a sitemap."""
    return f'<?xml version="1.0"?>\n<urlset xmlns="{SPACE}">\n{"".join(pages)}</urlset>\n'.encode()


def found(data: bytes, url: str | None, like: bytes = b"") -> list[Problem]:
    """Return what is wrong with a sitemap, remarks left out."""
    verdict = check(data, path="s.xml", url=url, alone=True, like=like)
    return [problem for problem in verdict.problems if problem.level != "info"]


odd = st.sampled_from([
    page(3, "https://example.com"), page(4, day=45), f"<url><loc>{HOST}/#5</loc></url>", "<url/>", "text",
    f"<url>\n <loc>\t{HOST}/?a=1&amp;b=2 </loc>\n</url>\r\n", f"<url><loc>{HOST}/?a=1&b=2</loc></url>",
    f"<url><loc>{HOST}/!</loc></url>", f"<url><loc>{HOST}/7</loc><priority>9</priority></url>",
    "<!-- ", " -->", "<![CDATA[", "]]>", "<?x ", "?>", '<x xmlns="y">', "</x>", "<url>", "</url>", "<loc>",
    "</loc>", "</urlset>", f'<urlset xmlns="{SPACE}">', "\n", "&amp;",
    '<!DOCTYPE urlset [<!ENTITY a "b">]>', "é",
])  # fmt: skip
wrapping = st.sampled_from([
    ["<!-- ", page(20), page(21), " -->"], ['<x xmlns="y">', page(20), page(21), "</x>"],
    [page(20), f"<url>\n <loc>\t{HOST}/?a=1&amp;b=2 </loc>\n</url>\r\n", page(21)],
])  # fmt: skip
pages = st.builds(page, st.integers(0, 12), st.just(HOST), st.integers(1, 9))


@settings(max_examples=600, deadline=None)
@given(st.data(), st.sampled_from([None, f"{HOST}/s.xml", f"{HOST}/a/s.xml"]))
def test_the_same_is_found(data: st.DataObject, url: str | None) -> None:
    """Whatever was added, left out, turned around or broken."""
    numbers = data.draw(st.lists(st.integers(0, 12), min_size=1, max_size=12, unique=True))
    old = [page(number, day=data.draw(st.integers(1, 9))) for number in numbers]
    at = data.draw(st.integers(0, len(old)))
    old[at:at] = data.draw(st.just([]) | odd.map(lambda one: [one]) | wrapping)
    assume(found(of(*old), url) == [])
    new = old[:]
    for _ in range(data.draw(st.integers(1, 3))):
        at = data.draw(st.integers(0, len(new)))
        new[at : at + data.draw(st.integers(0, 2))] = data.draw(st.lists(pages | odd, max_size=2))
    text = of(*new)
    if data.draw(st.booleans()):
        at = data.draw(st.integers(0, len(text)))
        text = text[:at] + data.draw(odd).encode() + text[at + data.draw(st.integers(0, 9)) :]
    assert found(text, url, of(*old)) == found(text, url)


def test_what_is_as_it_was_is_not_read() -> None:
    """Or it would be of no use: of a page more and two that changed, these are read, and their neighbours."""
    old = [page(number, day=number % 9 + 1) for number in range(100)]
    new = [page(0, day=11), *old[1:98], page(98, day=12), old[99], page(100, day=13)]
    read = read_grown(of(*new), of(*old), TAG, 50_000, 2_047)
    assert read is not None
    assert len(read.locs) + read.others == 101
    assert len(read.locs) < 8
    assert f"{HOST}/100".encode() in read.locs
    assert read_grown(of(*new), of(*old), TAG, 100, 2_047) is None


# Stretches end where whole steps do, and some cases want that to be the end of a page: so there are several.
widths = pytest.mark.parametrize("width", range(8))
OLD: Final = [page(number, day=number % 9 + 1) for number in range(100, 130)]
MORE: Final = ' xmlns:image="http://www.google.com/schemas/sitemap-image/1.1"'
IMAGE: Final = f"<image:image><image:loc>{HOST}/i.png</image:loc></image:image>"


def codes(new: bytes, old: bytes) -> set[str]:
    """Return the codes of what is wrong in a sitemap that is like one in which nothing is."""
    assert found(old, None) == []
    assert found(new, None, old) == found(new, None)
    return {problem.code for problem in found(new, None, old)}


@widths
def test_what_is_new_is_held_against_the_rest(width: int) -> None:
    """A page that stands there already, also with a query, is of another host, or has a wrong date."""
    pad = page(7 * 10**width, day=9)
    query = f"<url><loc>{HOST}/?a=1&amp;b=2</loc><lastmod>2026-01-01</lastmod></url>\n"
    old = [*OLD[:15], query, *OLD[15:]]
    for more, code in (
        (query, "duplicate-loc"), (OLD[14], "duplicate-loc"), (page(1, "https://example.com"), "other-host"),
        (page(2, day=32), "w3c-date"),
    ):  # fmt: skip
        assert codes(of(pad, *old, more), of(*old)) == {code}
        assert codes(of(pad, more, *old), of(*old)) == {code}


@widths
def test_a_sitemap_of_other_hosts_pages(width: int) -> None:
    """All that is read again is of one host, and all that stands is of another one."""
    others = [page(number, "https://example.com", day=number % 2 + 1) for number in range(2)]
    tail = "\n" * width
    assert codes(of(*OLD, tail, *others), of(*OLD, tail, page(1), page(2, day=2))) == {"other-host"}


@widths
def test_what_is_put_around_pages(width: int) -> None:
    """What stands is right where it is a child of the root in both."""
    tail = f"{HOST}/7</loc><lastmod>2026-02-01</lastmod></url>"
    for other in range(8):
        pages = [*OLD[:5], page(7 * 10**width), *OLD[5:25], page(8 * 10**other), *OLD[25:]]
        around, old = of(page(1), "<url><loc>", *pages, tail), of(page(1), *pages, page(2))
        assert found(old, None) == []
        assert found(around, None, old) == found(around, None) != []


@widths
def test_what_was_not_looked_at(width: int) -> None:
    """In an element of somebody else's a page may be anything."""
    wrong = [page(number, day=45) for number in range(100, 130)]
    pad = page(7 * 10**width)
    assert codes(of(pad, *wrong), of(pad, '<x xmlns="y">', *wrong, "</x>")) == {"w3c-date"}


@widths
def test_another_head(width: int) -> None:
    """What a prefix stands for is said at the root."""
    pages = [*OLD[:10], *(one.replace("</loc>", f"</loc>{IMAGE}") for one in OLD[10:20]), *OLD[20:]]
    old = of(page(7 * 10**width), *pages).replace(b"<urlset", b"<urlset" + MORE.encode())
    assert found(old, None) == []
    assert found(of(page(7 * 10**width, day=2), *pages, page(3)), None, old) != []
