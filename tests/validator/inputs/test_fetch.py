"""A URL is fetched from a server of our own on this machine: no test goes any further."""

from __future__ import annotations

import gzip
import socket
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest

from feeds.model import Stop
from feeds.validator import inputs
from feeds.validator.inputs import Input, Look, look
from feeds.validator.inputs import fetch as fetching
from feeds.validator.inputs.fetch import fetch

RSS = '<?xml version="1.0"?><rss version="2.0"><channel><title>中</title>{}</channel></rss>'
TYPE = "application/rss+xml"

Answer = tuple[int, dict[str, str], bytes]


class Site:
    """A server with some answers by their paths, and the requests that it got."""

    def __init__(self, url: str) -> None:
        """Begin with no answers."""
        self.url = url
        self.answers: dict[str, Answer] = {}
        self.asked: list[tuple[str, dict[str, str]]] = []

    def answer(self, path: str, data: bytes = b"", status: int = 200, **headers: str) -> str:
        """Answer a path so; return its URL."""
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        self.answers[path] = (status, named, data)
        return self.url + path


@pytest.fixture
def site(monkeypatch: pytest.MonkeyPatch) -> Iterator[Site]:
    """Return a server that runs as long as the test."""
    monkeypatch.setenv("no_proxy", "127.0.0.1")

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            there.asked.append((self.path, dict(self.headers)))
            status, headers, data = there.answers.get(self.path, (404, {}, b""))
            self.send_response_only(status)
            for name, value in headers.items():
                self.send_header(name, value)
            self.end_headers()
            try:
                self.wfile.write(data)
            except OSError:  # whoever asked has heard enough
                return

        def log_message(self, *_words: Any) -> None:
            """Say nothing."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        there = Site(f"http://127.0.0.1:{server.server_port}")
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        yield there
        server.shutdown()
        thread.join()


def seen(url: str) -> Look:
    """Look at a URL."""
    return look(None, Input(path=url, remote=True))


def told(url: str, code: str) -> list[str]:
    """Return the messages of one code."""
    verdict = seen(url).verdict
    assert verdict is not None
    return [problem.message for problem in verdict.problems if problem.code == code]


class TestFetch:
    """What is got, and how."""

    def test_document(self, site: Site) -> None:
        """Its bytes, its media type, and under which name we asked."""
        url = site.answer("/rss.xml?a=1", b"<rss/>", Content_Type="text/xml")
        got = fetch(url, 100)
        assert (got.url, got.steps, got.media_type, got.data) == (url, (), "text/xml", b"<rss/>")
        ((path, headers),) = site.asked
        assert path == "/rss.xml?a=1"
        assert headers["User-Agent"].startswith("feeds/")
        assert "application/rss+xml" in headers["Accept"]

    def test_no_more_than_the_limit(self, site: Site) -> None:
        """One byte more, by which it is known that there is more."""
        assert len(fetch(site.answer("/", b"x" * 100_000), 1_000).data) == 1_001

    @pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
    def test_redirects(self, site: Site, status: int) -> None:
        """They are followed and named, relative ones too; what their page says is not read."""
        site.answer("/b/rss.xml", b"<rss/>")
        url = site.answer("/a", b"x" * 100_000, status, Location="b/rss.xml")
        got = fetch(url, 100)
        assert (got.url, got.steps, got.data) == (f"{site.url}/b/rss.xml", (status,), b"<rss/>")

    def test_letters(self, site: Site) -> None:
        """A URL may be written in any script: it is sent encoded, and what is encoded stays so."""
        site.answer("/%E4%B8%AD%20b", b"<rss/>")
        assert fetch(f"{site.url}/中%20b", 100).data == b"<rss/>"
        url = site.answer("/to", status=302, Location="/\u00e4\u00b8\u00ad b")  # UTF-8, sent raw
        assert fetch(url, 100).data == b"<rss/>"

    @pytest.mark.parametrize(
        ("status", "headers", "said"),
        [
            (404, {}, "the server answers 404 Not Found"),
            (500, {}, "the server answers 500 Internal Server Error"),
            (301, {}, "the server answers 301 Moved Permanently"),
            (302, {"Location": "/"}, "the server leads on and on, at last to "),
            (302, {"Location": "file:///etc/passwd"}, "“file:///etc/passwd” is no web address"),
            (302, {"Location": "http://[bad"}, "cannot be fetched: "),
        ],
    )
    def test_no_document(self, site: Site, status: int, headers: dict[str, str], said: str) -> None:
        """Why there is none is one line that begins with the URL."""
        url = site.answer("/", b"", status, **headers)
        with pytest.raises(Stop) as stop:
            fetch(url, 100)
        assert str(stop.value).startswith(f"{url}: cannot be fetched: ")
        assert said in str(stop.value)
        assert "\n" not in str(stop.value)

    @pytest.mark.parametrize(
        "url", ["file:///etc/passwd", "ftp://127.0.0.1/", "data:,x", "rss.xml", "http://", "http://[", ""]
    )
    def test_what_is_no_web_address(self, url: str) -> None:
        """It is not opened, whatever else it may be."""
        with pytest.raises(Stop, match="cannot be fetched: "):
            fetch(url, 100)

    def test_nobody_there(self, monkeypatch: pytest.MonkeyPatch) -> None:
        """A machine that does not answer is one line."""
        monkeypatch.setenv("no_proxy", "127.0.0.1")
        with socket.create_server(("127.0.0.1", 0)) as server:
            port = server.getsockname()[1]
        with pytest.raises(Stop, match=r"^http://127\.0\.0\.1:\d+/: cannot be fetched: Connection refused$"):
            fetch(f"http://127.0.0.1:{port}/", 100)

    def test_silence(self, monkeypatch: pytest.MonkeyPatch) -> None:
        """A server that takes the call and says nothing is not waited for for ever."""
        monkeypatch.setenv("no_proxy", "127.0.0.1")
        with socket.create_server(("127.0.0.1", 0)) as server, pytest.raises(Stop, match="timed out"):
            fetch(f"http://127.0.0.1:{server.getsockname()[1]}/", 100, timeout=0.05)

    @pytest.mark.parametrize(
        "answer", [b"hello\r\n\r\n", b"", b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nx"]
    )
    def test_nonsense(self, monkeypatch: pytest.MonkeyPatch, answer: bytes) -> None:
        """What is no answer of HTTP is one line."""
        monkeypatch.setenv("no_proxy", "127.0.0.1")
        with socket.create_server(("127.0.0.1", 0)) as server:

            def reply() -> None:
                connection, _ = server.accept()
                with connection:
                    connection.recv(10_000)
                    connection.sendall(answer)

            thread = threading.Thread(target=reply)
            thread.start()
            with pytest.raises(Stop, match=r"cannot be fetched: ."):
                fetch(f"http://127.0.0.1:{server.getsockname()[1]}/", 100)
            thread.join()


class TestLook:
    """The verdict on what was fetched."""

    def test_verdict(self, site: Site) -> None:
        """It bears the URL that was asked for; where the document is at last stands beside it."""
        site.answer("/new", RSS.encode(), Content_Type=TYPE)
        url = site.answer("/old", status=301, Location="/new")
        got = seen(url)
        assert got.verdict is not None
        assert (got.verdict.path, got.verdict.kind, got.url) == (url, "rss", f"{site.url}/new")
        first = got.verdict.problems[0]
        assert (first.code, first.level, first.where.path) == ("redirect", "info", url)
        assert (
            first.message
            == f"The URL leads to {site.url}/new (301); give readers that one, and they ask once"
        )

    def test_self_link(self, site: Site) -> None:
        """A feed may be had at two addresses: another self link is no error here."""
        own = '<a:link xmlns:a="http://www.w3.org/2005/Atom" rel="self" href="{}"/>'
        url = site.answer(
            "/rss",
            RSS.format(own.format("https://example.org/")).encode(),
            Content_Type="application/rss+xml",
        )
        verdict = seen(url).verdict
        assert verdict is not None
        assert [problem.level for problem in verdict.problems if problem.code == "self-link"] == ["warning"]
        url = site.answer("/rss", RSS.format(own.format(url)).encode(), Content_Type=TYPE)
        assert told(url, "self-link") == []

    def test_unread(self, site: Site) -> None:
        """What cannot be fetched is one line."""
        assert (
            seen(f"{site.url}/none").unread
            == f"{site.url}/none: cannot be fetched: the server answers 404 Not Found"
        )

    def test_too_large(self, site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
        """The limit is that of files."""
        monkeypatch.setattr(inputs, "LIMIT", 1_000)
        url = site.answer("/", b" " * 1_001)
        assert len(told(url, "too-large")) == 1

    def test_compressed(self, site: Site) -> None:
        """A compressed document is unpacked, whether the header says so or not."""
        url = site.answer("/a.gz", gzip.compress(RSS.encode()), Content_Type="application/gzip")
        verdict = seen(url).verdict
        assert verdict is not None
        assert verdict.kind == "rss"
        assert told(url, "media-type-header") == []


def test_nothing_is_fetched_that_was_not_asked_for(monkeypatch: pytest.MonkeyPatch) -> None:
    """A path that looks like a URL is a path."""
    monkeypatch.setattr(fetching, "fetch", None)
    assert "No such file" in str(look(None, Input(path="http://127.0.0.1:9/")).unread)
