"""The run of `feeds validate`: the same verdicts however many workers there are, less what is ignored."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

from feeds.model import Stop
from feeds.validate import Options, Result, validate

BAD = '<rss version="2.0"><channel><link>x</link><item><pubDate>{}</pubDate></item></channel></rss>'
INDEX = """\
<sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">
<sitemap><loc>https://example.org/sitemap-1.xml</loc></sitemap>
<sitemap><loc>https://example.org/sitemap-2.xml</loc></sitemap>
</sitemapindex>
"""
PART = """\
<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">
<url><loc>https://example.org/{}/</loc></url>
</urlset>
"""


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return the folder that we are in, with some feeds below it."""
    for name in ("old/a.xml", "old/deep/b.xml", "new/c.xml"):
        file = tmp_path / "out" / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(BAD.format(name))
    monkeypatch.chdir(tmp_path)
    return tmp_path


def codes(result: Result) -> dict[str, set[str]]:
    """Return the codes that are told of each document."""
    return {one.path: {problem.code for problem in one.problems} for one in result.verdicts}


def test_any_number_of_workers(folder: Path) -> None:
    """One and many say the same, in the same order."""
    one, many = (validate(["out"], Options(jobs=jobs)) for jobs in (1, 2))
    assert one == many
    assert [verdict.path for verdict in one.verdicts] == [
        "out/new/c.xml",
        "out/old/a.xml",
        "out/old/deep/b.xml",
    ]
    assert [verdict.excerpts for verdict in one.verdicts] == [verdict.excerpts for verdict in many.verdicts]


@pytest.mark.parametrize(
    ("pattern", "where"),
    [
        ("*", {"out/new/c.xml", "out/old/a.xml", "out/old/deep/b.xml"}),
        ("out", {"out/new/c.xml", "out/old/a.xml", "out/old/deep/b.xml"}),
        ("out/old", {"out/old/a.xml", "out/old/deep/b.xml"}),
        ("out/old/*.xml", {"out/old/a.xml", "out/old/deep/b.xml"}),
        ("b.xml", {"out/old/deep/b.xml"}),
        ("out/*/c.xml", {"out/new/c.xml"}),
        ("old/*", set()),
    ],
)
@pytest.mark.parametrize("absolute", [False, True])
def test_ignores(folder: Path, pattern: str, where: set[str], absolute: bool) -> None:
    """A code is passed over where the pattern of its path matches, counted from this folder."""
    named = str(folder / "out") if absolute else "out"
    result = validate([named], Options(ignores=((pattern, "rfc822-date"),)))
    quiet = {path for path, found in codes(result).items() if "rfc822-date" not in found}
    assert {path.removeprefix(f"{folder.as_posix()}/") for path in quiet} == where
    assert result.ignored == len(where)
    assert all("absolute-url" in found for found in codes(result).values())


def test_several_ignores(folder: Path) -> None:
    """Each is of its own code and path."""
    ignores = (("out/old", "rfc822-date"), ("c.xml", "rfc822-date"), ("out/old", "absolute-url"))
    found = codes(validate(["out"], Options(ignores=ignores)))
    assert {path: found[path] & {"rfc822-date", "absolute-url"} for path in found} == {
        "out/new/c.xml": {"absolute-url"},
        "out/old/a.xml": set(),
        "out/old/deep/b.xml": set(),
    }


def test_paths_that_are_none() -> None:
    """Standard input and URLs are matched by what they are called."""
    options = Options(
        stdin=lambda _limit: BAD.encode(), ignores=(("-", "rfc822-date"), ("x/y", "absolute-url"))
    )
    (found,) = codes(validate(["-"], options)).values()
    assert "rfc822-date" not in found
    assert "absolute-url" in found


def test_what_cannot_be_read(folder: Path) -> None:
    """It is named beside the verdicts on what can."""
    result = validate(["gone.xml", "out/new"], Options())
    assert [one.path for one in result.verdicts] == ["out/new/c.xml"]
    assert result.unread == ("gone.xml: No such file or directory; name a file that can be read",)


def test_nothing_at_all(folder: Path) -> None:
    """A folder without a document is a mistake of whoever named it."""
    (folder / "empty").mkdir()
    with pytest.raises(
        Stop, match=r"^empty: there is no feed or sitemap in it; name a file or another folder$"
    ):
        validate(["empty"], Options())


def test_time(folder: Path) -> None:
    """Dates are future ones only where it is known what time it is."""
    Path("f.xml").write_text(BAD.format("Fri, 02 Jan 2099 03:04:05 +0000"))
    now = datetime(2026, 1, 1, tzinfo=UTC)
    before, after = (validate(["f.xml"], Options(now=when)) for when in (None, now))
    assert len(after.verdicts[0].problems) >= len(before.verdicts[0].problems)


class TestTogether:
    """Documents that are checked in one run are held against one another."""

    @pytest.fixture
    def site(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
        """Return a folder with an index of two sitemaps, of which one is there."""
        monkeypatch.chdir(tmp_path)
        (tmp_path / "sitemap.xml").write_text(INDEX)
        (tmp_path / "sitemap-1.xml").write_text(PART.format("a"))
        return tmp_path

    def missing(self, result: Result) -> list[str]:
        """Return where a sitemap is missed."""
        return [str(p.where) for one in result.verdicts for p in one.problems if p.code == "missing-sitemap"]

    def test_what_an_index_names(self, site: Path) -> None:
        """A sitemap that is not there is missed at the line that names it, in the verdict on the index."""
        result = validate(["."], Options())
        (place,) = self.missing(result)
        assert place.startswith("sitemap.xml:3")
        lines = [problem.where.line or 0 for problem in result.verdicts[1].problems]
        assert lines == sorted(lines)
        assert self.missing(validate(["."], Options(jobs=2))) == [place]
        (site / "sitemap-2.xml").write_text(PART.format("b"))
        assert self.missing(validate(["."], Options())) == []

    def test_ignored(self, site: Path) -> None:
        """It can be ignored like any problem."""
        result = validate(["."], Options(ignores=(("sitemap.xml", "missing-sitemap"),)))
        assert self.missing(result) == []
        assert result.ignored == 1

    def test_where_not_all_was_seen(self, site: Path) -> None:
        """Of an index alone nobody knows what lies beside it."""
        assert self.missing(validate(["sitemap.xml"], Options())) == []
