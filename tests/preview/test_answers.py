"""What is sent for a request: types, validators, 304, compression, each as RFC 9110 has it."""

from __future__ import annotations

import gzip
import os
from http import HTTPStatus
from pathlib import Path

import pytest

from feeds.manifest import digest
from feeds.preview.answers import Answer, Request, Shown, answer, refusal, takes_gzip

RSS = b'<?xml version="1.0"?><rss version="2.0">' + b" " * 1000
WHEN = 1_767_323_045
DATE = "Fri, 02 Jan 2026 03:04:05 GMT"


@pytest.fixture
def shown(tmp_path: Path) -> Shown:
    """Return an output with a feed, at https://example.org/my notes."""
    for path, data in (
        ("rss.xml", RSS),
        ("a/index.html", b"<html><body>x</body></html>"),
        ("a.png", b"p" * 1000),
    ):
        file = tmp_path / path
        file.parent.mkdir(exist_ok=True)
        file.write_bytes(data)
        os.utime(file, (WHEN + 0.5, WHEN + 0.5))
    return Shown(output=tmp_path, title="Notes & more", prefix="/my notes")


def get(shown: Shown, target: str = "/rss.xml", **headers: str) -> Answer:
    """Ask for something."""
    given = {name.replace("_", "-"): value for name, value in headers.items()}
    return answer(shown, Request(target=target, headers=given))


def test_file(shown: Shown) -> None:
    """A file is sent as it is, with all that a reader wants to know of it."""
    got = get(shown)
    assert (got.status, got.body) == (200, RSS)
    assert dict(got.headers) == {
        "ETag": f'"{digest(RSS)}"',
        "Last-Modified": DATE,
        "Cache-Control": "no-cache",
        "Vary": "Accept-Encoding",
        "Content-Type": "application/rss+xml; charset=utf-8",
        "X-Content-Type-Options": "nosniff",
        "Content-Length": str(len(RSS)),
    }


def test_gzip(shown: Shown) -> None:
    """Whoever takes gzip gets it, with a tag of its own and the same bytes each time."""
    got = get(shown, accept_encoding="gzip, br")
    headers = dict(got.headers)
    assert (headers["Content-Encoding"], headers["ETag"]) == ("gzip", f'"{digest(RSS)}-gzip"')
    assert gzip.decompress(got.body) == RSS
    assert headers["Content-Length"] == str(len(got.body))
    assert got == get(shown, accept_encoding="gzip, br")
    assert "Content-Encoding" not in dict(get(shown, "/a.png", accept_encoding="gzip").headers)
    assert "Vary" not in dict(get(shown, "/a.png").headers)


@pytest.mark.parametrize(
    ("accepted", "taken"),
    [
        ("gzip", True), ("GZIP;q=0.5", True), ("x-gzip", True), ("*", True), ("br, gzip;q=0.1", True),
        ("", False), ("identity", False), ("gzip;q=0", False), ("*;q=0", False), ("gzip;q=0, *", False),
        ("gzip;q=x", False), ("br", False),
    ],
)  # fmt: skip
def test_accepted(accepted: str, taken: bool) -> None:
    """Accept-Encoding has weights, and a star for all that it does not name."""
    assert takes_gzip(accepted) is taken


@pytest.mark.parametrize(
    ("headers", "known"),
    [
        ({"if_none_match": "TAG"}, True),
        ({"if_none_match": "W/TAG"}, True),
        ({"if_none_match": '"x", TAG'}, True),
        ({"if_none_match": "*"}, True),
        ({"if_none_match": '"x"'}, False),
        ({"if_none_match": ""}, False),
        ({"if_modified_since": DATE}, True),
        ({"if_modified_since": "Fri, 02 Jan 2026 03:04:06 GMT"}, True),
        ({"if_modified_since": "Fri, 02 Jan 2026 03:04:04 GMT"}, False),
        ({"if_modified_since": "Fri Jan  2 03:04:05 2026"}, True),
        ({"if_modified_since": "soon"}, False),
        ({"if_modified_since": DATE, "if_none_match": '"x"'}, False),
        ({"if_modified_since": "Fri, 02 Jan 2026 03:04:04 GMT", "if_none_match": "TAG"}, True),
        ({}, False),
    ],
)
def test_not_modified(shown: Shown, headers: dict[str, str], known: bool) -> None:
    """Whoever has it gets 304 without a body; the tag counts before the date."""
    for coding in ("", "gzip"):
        tag = dict(get(shown, accept_encoding=coding).headers)["ETag"]
        given = {name: value.replace("TAG", tag) for name, value in headers.items()}
        got = get(shown, accept_encoding=coding, **given)
        assert got.status == (304 if known else 200)
        if known:
            assert got.body == b""
            assert [name for name, _ in got.headers] == ["ETag", "Last-Modified", "Cache-Control", "Vary"]


def test_pages_reload(shown: Shown) -> None:
    """A page of HTML has the script in it, and the tag of what is sent."""
    got = get(shown, "/a/")
    assert b"EventSource" in got.body
    assert got.body.endswith(b"</script>\n</body></html>")
    assert dict(got.headers)["ETag"] == f'"{digest(got.body)}"'
    assert dict(got.headers)["Content-Type"] == "text/html; charset=utf-8"


def test_folder_of_the_site(shown: Shown) -> None:
    """The path of the site's URL may stand before a file's, as in the feeds themselves."""
    assert get(shown, "/my%20notes/rss.xml").body == RSS
    assert get(shown, "/my%20notes/a/").status == 200
    assert get(shown, "/my%20notes").status == 200
    assert get(shown, "/my/rss.xml").status == 404


def test_redirect(shown: Shown) -> None:
    """A folder without its slash leads to the one with it, by a relative address."""
    got = get(shown, "/my%20notes/a?x")
    assert (got.status, dict(got.headers)) == (301, {"Location": "./a/", "Content-Length": "0"})


def test_front(shown: Shown) -> None:
    """Where there is no front page, what was published is listed; a page of all feeds is one."""
    got = get(shown, "/")
    assert (got.status, b"Nothing is published yet" in got.body) == (200, True)
    assert b"<h1>Notes &amp; more</h1>" in got.body
    (shown.output / "feeds.html").write_bytes(b"<html>all feeds")
    assert get(shown, "/").body.startswith(b"<html>all feeds")
    assert get(shown, "/my%20notes/").body == get(shown, "/").body


@pytest.mark.parametrize("target", ["/nope", "/../x", "/.feeds/manifest.json", "x"])
def test_not_found(shown: Shown, target: str) -> None:
    """What is not there, or not for anybody, is a page that comes back to life with the next build."""
    got = get(shown, target)
    assert got.status == 404
    assert b"EventSource" in got.body


def test_gone_while_it_is_read(shown: Shown, monkeypatch: pytest.MonkeyPatch) -> None:
    """A file that is replaced just now is no reason to fail."""

    def gone(path: Path) -> bytes:
        raise FileNotFoundError(2, "No such file or directory", path)

    monkeypatch.setattr(Path, "read_bytes", gone)
    assert get(shown).status == 404


def test_refusal_is_text() -> None:
    """A message is text, whatever is in it."""
    assert b"&lt;b&gt;" in refusal(HTTPStatus.NOT_FOUND, "<b>").body
