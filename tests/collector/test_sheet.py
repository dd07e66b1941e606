"""What sheet.py promises: values with their places, and each fault at the exact line and column."""

from __future__ import annotations

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from feeds.collector.dates import Written
from feeds.collector.sheet import LeftOut, Sheet, extra, is_uri
from feeds.collector.yamltext import Bare, Value
from feeds.model import Post, Reading

SHANGHAI = ZoneInfo("Asia/Shanghai")
WHEN = datetime(2020, 1, 2, tzinfo=UTC)
POST = Post(
    source="posts/a.md",
    id="tag:a,2020:b",
    url="https://example.org/a/",
    title="a",
    published=WHEN,
    updated=WHEN,
)


def opened(text: str) -> Sheet:
    """Return the sheet of a post with this front matter."""
    sheet = Sheet("posts/a.md")
    sheet.open(f"---\n{text}\n---\nbody".encode())
    return sheet


def said(sheet: Sheet) -> list[str]:
    """Return the problems of a sheet: place, code and level."""
    return [f"{p.where}: {p.code}: {p.level}" for p in sheet.problems]


def at(written: Written, _: str) -> datetime:
    """Return the instant in Shanghai."""
    return written.at(SHANGHAI)


class TestOpen:
    """From bytes to fields."""

    def test_fields(self) -> None:
        """The fields and the places of their values are there."""
        sheet = opened("title: a\ndraft: no")
        assert sheet.fields == {"title": "a", "draft": "no"}
        assert sheet.spots == {"title": (2, 8), "draft": (3, 8)}
        assert sheet.matter.body_line == 5
        assert said(sheet) == []

    @pytest.mark.parametrize(
        ("data", "where"),
        [
            (b"\xff\xfe-\x00", "1:1"),
            (b"---\ntitle: \xe9t\xe9\n---\n", "2:8"),
            (b"---\r\na: 1\r\n---\r\n\r\nx\xc3", "5:2"),
            (b"abc\xed\xa0\x80", "1:4"),
            ("中文é".encode()[:-1], "1:3"),
            (b"\xef\xbb\xbfab\xff", "1:3"),
        ],
        ids=["UTF-16", "Latin-1", "cut", "surrogate", "after wide letters", "after a BOM"],
    )
    def test_not_utf_8(self, data: bytes, where: str) -> None:
        """A file that is not UTF-8 is left out, at its first byte that is none; columns count letters."""
        sheet = Sheet("posts/a.md")
        with pytest.raises(LeftOut, match="not valid UTF-8") as caught:
            sheet.open(data)
        assert (caught.value.state, caught.value.reason) == ("left-out", "not valid UTF-8")
        assert said(sheet) == [f"posts/a.md:{where}: not-utf-8: error"]
        assert "save the file as UTF-8" in sheet.problems[0].message

    def test_bad_matter(self) -> None:
        """Front matter that cannot be read leaves the post out, with the fault at its place."""
        sheet = Sheet("posts/a.md")
        with pytest.raises(LeftOut, match="front matter cannot be read"):
            sheet.open(b"---\ntitle: a: b\n---\n")
        assert said(sheet) == ["posts/a.md:2:9: yaml: error"]
        assert sheet.fields == {}

    def test_repeated(self) -> None:
        """A key that stands there twice is a warning, at the value that counts."""
        sheet = opened("a: 1\na: 2\na:  3")
        assert said(sheet) == ["posts/a.md:4:5: repeated-key: warning"] * 2
        assert sheet.fields == {"a": "3"}

    def test_strict(self) -> None:
        """Read strictly, what Jekyll takes for text is text."""
        sheet = Sheet("posts/a.md")
        sheet.open(b"\n---\ntitle: a\n---\n", strict=True)
        assert not sheet.matter.found


@pytest.mark.parametrize(
    ("text", "uri"),
    [
        ("https://example.org/a-b/~c?", True),
        ("http://example.org/a(b)", True),
        ("https://example.org", True),
        ("https://example.org:80/", True),
        ("https://[::1]/", True),
        ("tag:example.org,2020:a", True),
        ("urn:uuid:中", True),
        ("https:///a", False),
        ("https://:80/", False),
        ("https://example.org:0/", False),
        ("https://example.org:99999/", False),
        ("https://[::1/", False),
        ("https://example.org/a b", False),
        ("https://example.org/%zz", False),
        ("example.org/a", False),
        ("", False),
    ],
)
def test_is_uri(text: str, uri: bool) -> None:
    """An id is an absolute IRI, and if it is an address, one with a host and a port that can be."""
    assert is_uri(text) is uri


class TestKeys:
    """Which key counts."""

    @pytest.mark.parametrize("key", ["title", "titel_2", "ß", "2020", "", "中", "TITLE", "Ünï", "ǅ"])
    def test_lower_key(self, key: str) -> None:
        """Whatever letters a key has, it is found under them in lower case."""
        sheet = opened(f'"{key}": a')
        sheet.lower_keys()
        assert sheet.fields == {key.lower(): "a"}
        assert sheet.spots.keys() == {key.lower()}

    def test_lower_keys(self) -> None:
        """Keys in any case are one; their places follow."""
        sheet = opened("Title: a\nDATE: b")
        sheet.lower_keys()
        assert sheet.fields == {"title": "a", "date": "b"}
        assert sheet.spots == {"title": (2, 8), "date": (3, 7)}

    def test_repeated_in_another_case(self) -> None:
        """Where case does not matter, `Title` beside `title` is a repetition."""
        sheet = opened("Title: a\ntitle: b")
        sheet.lower_keys()
        assert said(sheet) == ["posts/a.md:3:8: repeated-key: warning"]

    @pytest.mark.parametrize(
        ("text", "key"),
        [
            ("b: 1", "b"),
            ("a: 1\nb: 2", "a"),
            ("a:\nb: 2", "b"),
            ("a: ''\nb: []", None),
            ("a: {}\nb: [1]", "b"),
        ],
    )
    def test_key(self, text: str, key: str | None) -> None:
        """The first key that has a value counts."""
        assert opened(text).key("a", "b") == key

    def test_origin(self) -> None:
        """Where a value came from is said in words."""
        sheet = opened("a: 1")
        assert sheet.origin("a") == "a in line 2"
        assert sheet.origin("b") == "b in the settings"


class TestText:
    """Texts are cleaned."""

    @pytest.mark.parametrize(
        ("text", "value"),
        [
            ("a: word", "word"),
            ("a: 'it is'", "it is"),
            ("a: '  x   y '", "x y"),
            ("a: |\n  one\n  two\n", "one two"),
            ('a: "x\\u00a0\\ty"', "x y"),
            ("a: 5", "5"),
            ("a: no", "no"),
            ("a: ''", ""),
            ("a:", None),
            ("a: [x]", None),
            ("a: {b: x}", None),
            ("c: x", None),
            ("b: second", "second"),
            ("a: [x]\nb: second", "second"),
            ("a: ''\nb: second", "second"),
        ],
    )
    def test_text(self, text: str, value: str | None) -> None:
        """A text is squeezed and stripped; what is no text, or empty, leaves it to the next key."""
        assert opened(text).text("a", "b") == value

    def test_forbidden(self) -> None:
        """A character that XML forbids goes, with one warning at the value."""
        sheet = opened('x: 1\na: "b\\x08\\x0bc"')
        assert sheet.text("a") == "bc"
        assert said(sheet) == ["posts/a.md:3:4: forbidden-character: warning"]
        assert "U+0008" in sheet.problems[0].message

    def test_origin(self) -> None:
        """Where the text came from is remembered under the name of what it is for."""
        sheet = opened("a: 1")
        sheet.text("a")
        assert sheet.origins == []
        sheet.text("b", "a", name="title")
        sheet.text("c", name="nothing")
        assert sheet.origins == [("title", "a in line 2")]

    @pytest.mark.parametrize(
        ("text", "tag"),
        [
            ("en", "en"),
            ("zh-CN", "zh-CN"),
            ("zh_CN", "zh-CN"),
            ("no", "no"),
            ("de-Latn-DE-1996", "de-Latn-DE-1996"),
            ("''", None),
            ("", None),
            ("[en]", None),
        ],
    )
    def test_language(self, text: str, tag: str | None) -> None:
        """A language tag is one of RFC 5646."""
        sheet = opened(f"lang: {text}")
        assert sheet.language("lang", "locale") == tag
        assert said(sheet) == []

    @pytest.mark.parametrize("text", ["中文", "english language", "e", "en-", "languagetag", "jp", "en-UK"])
    def test_no_language(self, text: str) -> None:
        """What is no tag is left away, with a warning at its place."""
        sheet = opened(f"a: 1\nlocale: {text}")
        assert sheet.language("lang", "locale") is None
        assert said(sheet) == ["posts/a.md:3:9: language: warning"]


class TestDate:
    """Dates: read, or a problem."""

    def test_first_that_is_there(self) -> None:
        """The first key with a date counts; empty ones and lists are passed over without a word."""
        sheet = opened("a:\nb: '  '\nc: [1]\nd: 2020-01-02\ne: 2021-01-02")
        assert sheet.date("published", ("a", "b", "c", "d", "e"), at) == datetime(2020, 1, 2, tzinfo=SHANGHAI)
        assert said(sheet) == []
        assert sheet.origins == [("published", "d in line 5, read in Asia/Shanghai")]

    def test_own_zone(self) -> None:
        """A zone of its own is told."""
        sheet = opened("a: 2020-01-02 03:04 +0100")
        when = sheet.date("published", ("a",), at)
        assert when is not None
        assert when.astimezone(UTC) == datetime(2020, 1, 2, 2, 4, tzinfo=UTC)
        assert sheet.origins == [("published", "a in line 2, its own zone")]

    def test_bad_then_good(self) -> None:
        """A date that cannot be read is a warning at its place, and the next key is tried."""
        sheet = opened("a: 2020-02-30\nb: 2020-01-02")
        assert sheet.date("published", ("a", "b"), at) == datetime(2020, 1, 2, tzinfo=SHANGHAI)
        assert said(sheet) == ["posts/a.md:2:4: date: warning"]
        assert sheet.problems[0].message.startswith("a: there is no day 2020-02-30")

    def test_none(self) -> None:
        """Without a date there is none: never today's."""
        sheet = opened("a: soon")
        assert sheet.date("published", ("a", "b"), at) is None
        assert said(sheet) == ["posts/a.md:2:4: date: warning"]

    @pytest.mark.parametrize("text", ["9999-12-31 23:00 -0100", "9999-12-31 23:00 -1200", "31 Dec 9999"])
    def test_out_of_range(self, text: str) -> None:
        """A date that would be in the year 10000 elsewhere is a warning."""
        sheet = opened(f"a: {text}")
        assert sheet.date("published", ("a",), at) is None
        assert said(sheet) == ["posts/a.md:2:4: date: warning"]
        assert sheet.problems[0].message.startswith("a: there is no day 9999-12-31; write it like ")

    def test_gap(self) -> None:
        """A time that the clocks skipped is moved, with a warning that says where to."""
        sheet = opened("a: 2020-03-29 02:30")
        when = sheet.date("published", ("a",), lambda written, _: written.at(ZoneInfo("Europe/Berlin")))
        assert when is not None
        assert when.isoformat() == "2020-03-29T03:30:00+02:00"
        assert said(sheet) == ["posts/a.md:2:4: skipped-time: warning"]
        assert "Europe/Berlin" in sheet.problems[0].message
        assert "03:30" in sheet.problems[0].message

    @pytest.mark.parametrize(
        "text", ["2020-10-25 02:30", "2020-03-29 02:30 +0100", "2020-03-29", "2020-03-29 03:00"]
    )
    def test_no_gap(self, text: str) -> None:
        """A time that is there, or there twice, is no warning."""
        sheet = opened(f"a: {text}")
        sheet.date("published", ("a",), lambda written, _: written.at(ZoneInfo("Europe/Berlin")))
        assert said(sheet) == []

    def test_before_standard_time(self) -> None:
        """No clock skipped a time of 1850: its offset only has odd seconds."""
        sheet = opened("a: 1850-01-01 10:00:00")
        sheet.date("published", ("a",), at)
        assert said(sheet) == []


class TestReading:
    """What comes of a sheet."""

    def test_without_origins(self) -> None:
        """Where nobody asks, nothing is noted, and all else is the same."""
        one, other = (Sheet("posts/a.md", origins=origins) for origins in (True, False))
        for sheet in (one, other):
            sheet.open(b"---\ntitle: a\nlang: x y\ndate: 2020-01-02\ntags: b\n---\n")
            sheet.text("title", name="title")
            sheet.language("lang")
            sheet.date("published", ("date",), at)
            sheet.note("id", "from there")
        seen, unseen = (sheet.reading(None, "draft", "why") for sheet in (one, other))
        assert [name for name, _ in seen.origins] == ["title", "published", "id", "tags", "lang"]
        assert unseen == seen._replace(origins=())

    @pytest.mark.parametrize(
        ("post", "reason", "code"),
        [
            (POST._replace(url=f"https://example.org/{'a' * 2_028}"), "bad URL", "long-url"),
            (POST._replace(id="https://"), "bad id", "id"),
        ],
    )
    def test_spoiling(self, post: Post, reason: str, code: str) -> None:
        """A post that would spoil the feeds which list it is left out."""
        sheet = opened("id: 'https://'")
        reading = sheet.reading(post, "published")
        assert (reading.state, reading.reason, reading.post) == ("left-out", reason, None)
        assert [problem.code for problem in reading.problems] == [code]
        assert opened("a: 1").reading(POST._replace(url=post.url[:2_047]), "published").post is not None

    def test_part_of_a_page(self) -> None:
        """A URL with a # in it is that of a part of a page: no sitemap names it, and its author is told."""
        sheet = opened("permalink: /a#b/")
        reading = sheet.reading(POST._replace(url="https://example.org/a#b/"), "published")
        assert reading.state == "published"
        assert reading.post is not None
        assert not reading.post.in_sitemap
        assert said(sheet) == ["posts/a.md:2:12: fragment: warning"]

    def test_language_of_no_front_matter(self) -> None:
        """What a dialect takes from the name of a folder is a language only if there is one."""
        posts = [opened("a: 1").reading(POST._replace(lang=text), "draft").post for text in ("jp", "zh_TW")]
        assert [post and post.lang for post in posts] == [None, "zh-TW"]

    @pytest.mark.parametrize(
        ("categories", "tags", "kept", "codes"),
        [
            (("a", " b "), ("c\u200c", "c\u200c"), (("a", " b "), ("c\u200c", "c\u200c")), []),
            (("a\x80", " b ", "a"), ("c ",), (("a", "b"), ("c ",)), ["forbidden-character"]),
            (("a",), ("\x80", "c\x9f", "d"), (("a",), ("c", "d")), ["forbidden-character"] * 2),
        ],
    )
    def test_forbidden_in_terms(
        self,
        categories: tuple[str, ...],
        tags: tuple[str, ...],
        kept: tuple[tuple[str, ...], tuple[str, ...]],
        codes: list[str],
    ) -> None:
        """What XML forbids goes from names too; names that have none of it stay as they are."""
        sheet = opened("a: 1")
        post = POST._replace(categories=categories, tags=tags)
        read = sheet.reading(post, "published").post
        assert read is not None
        assert (read.categories, read.tags) == kept
        assert [problem.code for problem in sheet.problems] == codes
        assert (read is post) is (not codes)

    def test_reading(self) -> None:
        """Problems and origins go with it."""
        sheet = opened("a: 1")
        sheet.problem("code", "what; write it", "a")
        sheet.problem("code", "what; write it", "b", "warning")
        sheet.problem("code", "what; write it")
        sheet.note("id", "from there")
        assert sheet.reading(None, "draft", "why") == Reading(
            source="posts/a.md", state="draft", reason="why",
            problems=tuple(sheet.problems), origins=(("id", "from there"),),
        )  # fmt: skip
        assert said(sheet) == [
            "posts/a.md:2:4: code: error", "posts/a.md:1:1: code: warning", "posts/a.md:1:1: code: error",
        ]  # fmt: skip

    def test_extra(self) -> None:
        """What nobody claimed is kept: frozen, and as plain text."""
        fields: dict[str, Value] = {
            "title": "x", "n": Bare("1"), "none": None, "list": ["a", ["b"], None], "map": {"k": {"l": "m"}},
        }  # fmt: skip
        kept = extra(fields, frozenset({"title"}))
        assert kept == (
            ("n", "1"), ("none", None), ("list", ("a", ("b",), None)), ("map", (("k", (("l", "m"),)),)),
        )  # fmt: skip
        assert type(kept[0][1]) is str
        hash(kept)
