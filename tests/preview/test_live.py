"""How an open page hears of a build."""

from __future__ import annotations

import threading
from itertools import islice

import pytest

from feeds.preview.live import Live, inject


def events(live: Live, number: int) -> list[str]:
    """Return the first events of a stream."""
    return [event.decode() for event in islice(live.events(patience=0.01), number)]


def test_first_event() -> None:
    """A page hears at once which build it is of, so that it knows when it comes back to another."""
    assert events(Live("7"), 1) == ['data: 7-0\n\nevent: trouble\ndata: ""\n\n']


def test_still_there() -> None:
    """Where nothing happens, a comment tells whether somebody listens."""
    assert events(Live("7"), 3)[1:] == [":\n\n", ":\n\n"]


def test_builds() -> None:
    """A build that wrote something is another one; what went wrong is told, on one line."""
    live = Live("7")
    stream = live.events(patience=0.01)
    next(stream)
    live.tell(new=True)
    assert b"data: 7-1\n" in next(stream)
    live.tell(new=False)
    assert next(stream) == b":\n\n"
    live.tell(new=False, trouble="a\nb")
    assert next(stream) == b'data: 7-1\n\nevent: trouble\ndata: "a\\nb"\n\n'
    live.tell(new=True)
    assert next(stream) == b'data: 7-2\n\nevent: trouble\ndata: ""\n\n'


def test_waits() -> None:
    """A page that waits hears as soon as there is something, and ends with the server."""
    live = Live("7")
    heard: list[bytes] = []
    thread = threading.Thread(target=lambda: heard.extend(live.events(patience=30)))
    thread.start()
    while not heard:
        pass
    live.tell(new=True)
    while len(heard) < 2:
        pass
    live.end()
    thread.join(5)
    assert not thread.is_alive()
    assert len(heard) == 2


@pytest.mark.parametrize(
    ("page", "before", "after"),
    [
        (b"<p>x", b"<p>x", b""),
        (b"<body><p></body></html>", b"<body><p>", b"</body></html>"),
        (b"<script>'</body>'</script></BODY >", b"<script>'</body>'</script>", b"</BODY >"),
        (b"", b"", b""),
    ],
)
def test_inject(page: bytes, before: bytes, after: bytes) -> None:
    """The script stands at the end of the body, and nothing else is changed."""
    got = inject(page)
    assert got.startswith(before + b"\n<script>")
    assert got.endswith(b"</script>\n" + after)


def test_policy() -> None:
    """A policy that forbids scripts is not sent: it would forbid this one."""
    policy = b"<meta http-equiv='Content-Security-Policy' content=\"default-src &#39;none&#39;\">"
    assert inject(b"<head>" + policy + b"<title>x</title>").startswith(b"<head><title>x</title>")
