"""What permalinks.py promises: patterns are filled, and every URL is encoded once and composed."""

from __future__ import annotations

import re
import unicodedata
from datetime import UTC, datetime
from urllib.parse import unquote

import pytest
from hypothesis import given
from hypothesis import strategies as st

from feeds.characters import encode_url
from feeds.collector.permalinks import DATES, BadPermalink, absolute, escape_path, fill

WHEN = datetime(2021, 1, 3, 4, 5, 6, tzinfo=UTC)  # a Sunday, in the last week of 2020

TOLD = {
    "year": "2021", "short_year": "21", "month": "01", "i_month": "1", "short_month": "Jan",
    "long_month": "January", "day": "03", "i_day": "3", "y_day": "003", "short_day": "Sun",
    "long_day": "Sunday", "week": "53", "w_year": "2020", "w_day": "7", "hour": "04", "minute": "05",
    "second": "06",
}  # fmt: skip


@pytest.mark.parametrize(("name", "value"), TOLD.items())
def test_date_values(name: str, value: str) -> None:
    """Each placeholder of the date is what Jekyll makes of it."""
    assert DATES[name](WHEN) == value
    assert fill(f"/x:{name}/", {}, WHEN) == f"/x{value}/"


def test_all_date_values() -> None:
    """There are no more of them than those above, and all months and days have English names."""
    assert set(DATES) == set(TOLD)
    months = [DATES["short_month"](WHEN.replace(month=m)) for m in range(1, 13)]
    assert months == ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
    days = [DATES["short_day"](WHEN.replace(day=d)) for d in range(4, 11)]
    assert days == ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"]
    assert DATES["y_day"](datetime(2020, 12, 31, tzinfo=UTC)) == "366"


VALUES = {
    "title": lambda: "T x",
    "slug": lambda: "s",
    "categories": lambda: "",
    "output_ext": lambda: ".html",
    "year": lambda: "2021",
}


@pytest.mark.parametrize(
    ("pattern", "path"),
    [
        ("/:title/", "/T%20x/"),
        (":title", "T%20x"),
        ("/:title:output_ext", "/T%20x.html"),
        ("/:year-:slug/", "/2021-s/"),
        ("/:slug_:year", "/s_2021"),
        ("/:slug_/", "/s_/"),
        ("/:categories/:slug/", "/s/"),
        ("//a///b", "/a/b"),
        ("/plain/", "/plain/"),
        ("/a:1/", "/a:1/"),
        ("/a:B/", "/a:B/"),
        ("/ü %20/:slug", "/ü %20/s"),
        ("", ""),
        ("/:slug/:slug", "/s/s"),
    ],
)
def test_fill(pattern: str, path: str) -> None:
    """Values are encoded, literal text is not; slashes are squeezed; no date is asked in vain."""
    assert fill(pattern, VALUES) == path


@pytest.mark.parametrize("pattern", ["/:nope/", "/:slugs/", "/:title_x", "/:slug__", "/:_"])
def test_unknown_placeholder(pattern: str) -> None:
    """A placeholder that does not exist is refused: its name, and those that do, are told."""
    with pytest.raises(BadPermalink) as caught:
        fill(pattern, VALUES)
    assert f"there is no {pattern.strip('/')}" in str(caught.value)
    assert "; write one of :title, :slug" in str(caught.value)


def test_only_what_is_asked_is_made() -> None:
    """The value of a placeholder that the pattern does not have is never made."""
    assert fill("/:slug/", {"slug": lambda: "s", "title": lambda: str(1 // 0)}) == "/s/"


def test_a_value_is_no_pattern() -> None:
    """What looks like a placeholder in a value is text."""
    assert fill("/:title/", {"title": lambda: ":slug", "slug": lambda: "s"}) == "/:slug/"


@pytest.mark.parametrize(
    ("value", "escaped"),
    [
        ("a-b.c/D9", "a-b.c/D9"),
        ("a b", "a%20b"),
        ("50%", "50%25"),
        ("50%25", "50%2525"),
        ("x#y", "x%23y"),
        ("what?", "what%3F"),
        ("a&b+c", "a&b+c"),
        ("ü", "%C3%BC"),
        ("n\u0303", "n%CC%83"),
        ("中文/文", "%E4%B8%AD%E6%96%87/%E6%96%87"),
        ("", ""),
    ],
)
def test_escape_path(value: str, escaped: str) -> None:
    """Every letter of a value is a letter of the path: a % as well."""
    assert escape_path(value) == escaped


@pytest.mark.parametrize(
    ("site", "path", "url"),
    [
        ("https://example.org", "/a/", "https://example.org/a/"),
        ("https://example.org", "a", "https://example.org/a"),
        ("https://example.org", "", "https://example.org/"),
        ("https://example.org", "//a", "https://example.org/a"),
        ("https://example.org/base", "/a/", "https://example.org/base/a/"),
        ("https://example.org", "/a%20b/", "https://example.org/a%20b/"),
        ("https://example.org", "/a b/", "https://example.org/a%20b/"),
        ("https://example.org", "/ü/", "https://example.org/%C3%BC/"),
        ("https://example.org", "/%C3%BC/", "https://example.org/%C3%BC/"),
        ("https://example.org", "/%c3%bc/", "https://example.org/%C3%BC/"),
        ("https://example.org", "/u\u0308/", "https://example.org/%C3%BC/"),
        ("https://example.org", "/u%CC%88/", "https://example.org/%C3%BC/"),
        ("https://example.org", "/%FF/", "https://example.org/%FF/"),
        ("https://example.org", "/%E4%B8/u%CC%88", "https://example.org/%E4%B8/%C3%BC"),
        ("https://example.org", "/50%25/", "https://example.org/50%25/"),
        ("https://example.org", "/a?b#c", "https://example.org/a?b#c"),
        ("https://bücher.example", "/a", "https://xn--bcher-kva.example/a"),
    ],
)
def test_absolute(site: str, path: str, url: str) -> None:
    """The URL of a path of the site is encoded once, and its letters are composed."""
    assert absolute(site, path) == url


def test_both() -> None:
    """A value comes before the part of the date with its name; with a date, the message names both."""
    assert fill("/:year/:month_:day", {"year": lambda: "y"}, WHEN) == "/y/01_03"
    with pytest.raises(
        BadPermalink, match=r"there is no :nope; write one of :slug, :year, :short_year, .*:second$"
    ):
        fill("/:nope/", {"slug": lambda: "s"}, WHEN)


@given(
    pattern=st.text(st.sampled_from(":_/ab-%é"), max_size=12),
    values=st.dictionaries(
        st.sampled_from(["a", "b", "ab", "a_", "a_b", ""]), st.text("a/_:é %", max_size=3)
    ),
)
def test_pieces(pattern: str, values: dict[str, str]) -> None:
    """A pattern in pieces is filled as if each placeholder were looked for anew."""

    def replace(match: re.Match[str]) -> str:
        name = match[1]
        key = name if name in values or not name.endswith("_") else name[:-1]
        if key not in values:
            raise BadPermalink(name)
        return escape_path(values[key]) + name[len(key) :]

    makers = {name: (lambda text=text: text) for name, text in values.items()}
    try:
        expected = re.sub("//+", "/", re.sub(":([a-z_]+)", replace, pattern))
    except BadPermalink:
        with pytest.raises(BadPermalink):
            fill(pattern, makers)
    else:
        assert fill(pattern, makers) == expected


class TestEncoding:
    """RFC 3987, section 3.1: letters become UTF-8, then percent-encoded, and once only."""

    segments = st.text(
        st.characters(exclude_categories=["Cs", "Cc"], exclude_characters=":?/[]\\"), min_size=1, max_size=20
    )

    @given(segments)
    def test_round_trip(self, segment: str) -> None:
        """To decode the URL gives the value back, composed."""
        assume_plain = segment.strip()
        url = absolute("https://example.org", fill("/x:slug", {"slug": lambda: assume_plain}))
        decoded = unquote(url.removeprefix("https://example.org/x"))
        assert unicodedata.normalize("NFC", decoded) == unicodedata.normalize("NFC", assume_plain)

    @given(st.text(st.characters(exclude_categories=["Cs"]), max_size=30))
    def test_once(self, path: str) -> None:
        """A URL that is encoded stays as it is."""
        url = absolute("https://example.org", path)
        assert url.isascii()
        assert absolute("https://example.org", url.removeprefix("https://example.org")) == url

    @given(
        site=st.sampled_from(
            ["https://example.org", "https://example.org/a%20b/ü", "https://bücher.example"]
        ),
        path=st.lists(
            st.sampled_from(
                [
                    "a",
                    "Z9",
                    "/",
                    "/",
                    "%",
                    "%2F",
                    "%25",
                    "%C3%BC",
                    "%CC%88",
                    "u",
                    "\u0308",
                    "\u0338",
                    "=",
                    "中",
                    "%E4%B8%AD",
                    "%FF",
                    "%e4",
                    " ",
                    "\u3000",
                    "%E3%80%80",
                    "\xa0",
                    "%C2%A0",
                    "?",
                    "#",
                    ":",
                    "@",
                    "[",
                    "\n",
                    "://",
                    "é",
                ]
            ),
            max_size=9,
        ).map("".join),
    )
    def test_part_by_part(self, site: str, path: str) -> None:
        """A URL that is put together of parts is the one that is made as a whole."""

        def decode(match: re.Match[str]) -> str:
            try:
                return bytes.fromhex(match[0].replace("%", "")).decode("utf-8")
            except UnicodeDecodeError:
                return match[0]

        once = encode_url(f"{site}/{path.lstrip('/')}")
        composed = unicodedata.normalize("NFC", re.sub(r"(?:%[89A-Fa-f][0-9A-Fa-f])+", decode, once))
        assert absolute(site, path) == encode_url(composed)

    @given(st.text(st.characters(categories=["L", "M"]), max_size=20))
    def test_composition_is_one(self, path: str) -> None:
        """However the letters of a path are composed, it has one URL."""
        one, other = (absolute("https://example.org", unicodedata.normalize(f, path)) for f in ("NFC", "NFD"))
        assert one == other
