"""The server itself: over a real connection, for this machine alone."""

from __future__ import annotations

import socket
import time
from collections.abc import Iterator
from http.client import HTTPConnection, HTTPResponse
from pathlib import Path

import pytest

from feeds.model import Stop
from feeds.preview.answers import Shown
from feeds.preview.live import Live
from feeds.preview.server import HOST, Server, open_server

RSS = b'<rss version="2.0">' + b" " * 1000


@pytest.fixture
def server(tmp_path: Path) -> Iterator[Server]:
    """Return a server that runs."""
    (tmp_path / "rss.xml").write_bytes(RSS)
    one = open_server(0, Shown(output=tmp_path, title="x", prefix="/"), Live("1"))
    assert not one.has_begun
    one.start()
    assert one.has_begun
    yield one
    one.stop()


def ask(
    server: Server, method: str = "GET", path: str = "/rss.xml", **headers: str
) -> tuple[HTTPResponse, bytes]:
    """Send a request on a connection of its own."""
    connection = HTTPConnection(HOST, server.server_port, timeout=10)
    connection.request(
        method, path, headers={name.replace("_", "-"): value for name, value in headers.items()}
    )
    answer = connection.getresponse()
    body = answer.read()
    connection.close()
    return answer, body


def test_get_and_head(server: Server) -> None:
    """HEAD has the headers of GET, and no body."""
    got, body = ask(server)
    head, nothing = ask(server, "HEAD")
    assert (got.status, body, head.status, nothing) == (200, RSS, 200, b"")
    names = ("Content-Type", "Content-Length", "ETag", "Last-Modified")
    assert [got.headers[name] for name in names] == [head.headers[name] for name in names]
    assert got.headers["Server"] == "feeds"


def test_one_connection(server: Server) -> None:
    """A connection stays open for the next request, after a 304 too."""
    connection = HTTPConnection(HOST, server.server_port, timeout=10)
    tag = ""
    for status in (200, 304, 304):
        connection.request("GET", "/rss.xml", headers={"If-None-Match": tag})
        answer = connection.getresponse()
        assert answer.status == status
        answer.read()
        tag = answer.headers["ETag"]
    connection.close()


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "PATCH", "OPTIONS"])
def test_nothing_can_be_changed(server: Server, method: str) -> None:
    """Any other method is refused, with those that are not."""
    answer, _ = ask(server, method)
    assert (answer.status, answer.headers["Allow"]) == (405, "GET, HEAD")


@pytest.mark.parametrize(
    ("host", "status"),
    [
        ("127.0.0.1", 200),
        ("localhost:1", 200),
        ("LOCALHOST", 200),
        ("evil.example", 403),
        ("[bad", 403),
        ("", 403),
    ],
)
def test_host(server: Server, host: str, status: int) -> None:
    """A page of the web that gives this machine a name of its own learns nothing."""
    assert ask(server, Host=host)[0].status == status


def test_raw_paths(server: Server) -> None:
    """Paths that no library sends are refused too."""
    for target in ("/../rss.xml", "/%2e%2e/rss.xml", "rss.xml", "/.feeds/manifest.json"):
        with socket.create_connection((HOST, server.server_port), 10) as one:
            one.sendall(f"GET {target} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n".encode())
            assert one.recv(15) == b"HTTP/1.1 404 No"


def test_events(server: Server) -> None:
    """The stream stays open, tells of builds, and ends with the server."""
    connection = HTTPConnection(HOST, server.server_port, timeout=10)
    connection.request("GET", "/.feeds/live")
    answer = connection.getresponse()
    assert answer.headers["Content-Type"] == "text/event-stream"
    assert answer.fp.readline() == b"data: 1-0\n"
    server.live.tell(new=True)
    lines = [answer.fp.readline() for _ in range(6)]
    assert b"data: 1-1\n" in lines
    assert ask(server, "HEAD", "/.feeds/live")[0].status == 404
    server.live.end()
    answer.read()
    connection.close()


def test_reader_that_leaves(server: Server, capfd: pytest.CaptureFixture[str]) -> None:
    """Whoever hangs up in the middle is no reason for a word, nor to stop."""
    for target in ("/rss.xml", "/.feeds/live"):
        one = socket.create_connection((HOST, server.server_port), 10)
        one.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, b"\1\0\0\0\0\0\0\0")
        one.sendall(f"GET {target} HTTP/1.1\r\nHost: localhost\r\n\r\n".encode())
        one.close()
    for _ in range(3):
        server.live.tell(new=True)
        time.sleep(0.05)
    assert ask(server)[1] == RSS
    assert capfd.readouterr() == ("", "")


def test_faults_are_seen(server: Server, capfd: pytest.CaptureFixture[str]) -> None:
    """An error of ours is not swallowed."""
    try:
        raise ValueError("ours")
    except ValueError:
        server.handle_error(None, (HOST, 1))
    assert "ours" in capfd.readouterr().err
    try:
        raise BrokenPipeError
    except BrokenPipeError:
        server.handle_error(None, (HOST, 1))
    assert capfd.readouterr().err == ""


def test_new_output(server: Server, tmp_path: Path) -> None:
    """What is shown may change at any time."""
    (tmp_path / "other").mkdir()
    server.shown = Shown(output=tmp_path / "other", title="x", prefix="/")
    assert ask(server)[0].status == 404


def test_port(server: Server) -> None:
    """A port that is taken is one line; without a number the next free one is taken."""
    with pytest.raises(Stop, match=f"127.0.0.1:{server.server_port}: .*; choose another port with --port"):
        open_server(server.server_port, server.shown, server.live)
    one, two = (open_server(None, server.shown, server.live) for _ in range(2))
    assert 8000 <= one.server_port < two.server_port < 8050
    one.stop()
    two.stop()


def test_nobody_else(server: Server) -> None:
    """It listens on the loopback alone."""
    assert server.socket.getsockname()[0] == "127.0.0.1"
