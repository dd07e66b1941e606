"""`feeds serve`: built, shown, built again, until Ctrl-C."""

from __future__ import annotations

import json
import re
import signal
import subprocess
import sys
from collections.abc import Iterator
from http.client import HTTPConnection
from pathlib import Path
from typing import IO, TYPE_CHECKING

import pytest

from feeds.cli import rebuilding
from tests.test_cli import NOW, one_line

if TYPE_CHECKING:
    from tests.conftest import Home, Run

ROOT = Path(__file__).parents[2]


class Served:
    """The program as it runs."""

    def __init__(self, process: subprocess.Popen[str]) -> None:
        """Wait until it shows something."""
        assert process.stdout is not None
        assert process.stderr is not None
        self.process, self.out = process, process.stdout
        self.err: IO[str] = process.stderr
        self.first = self.line()
        shown = re.fullmatch(r".*output: shown at http://127\.0\.0\.1:(\d+)/\n", self.line())
        assert shown
        self.port = int(shown[1])

    def line(self) -> str:
        """Return the next line of stdout."""
        return self.out.readline()

    def get(self, path: str, **headers: str) -> tuple[int, dict[str, str], bytes]:
        """Ask for a file."""
        connection = HTTPConnection("127.0.0.1", self.port, timeout=20)
        connection.request(
            "GET", path, headers={name.replace("_", "-"): value for name, value in headers.items()}
        )
        answer = connection.getresponse()
        body = answer.read()
        connection.close()
        return answer.status, dict(answer.headers), body


@pytest.fixture
def served(home: Home) -> Iterator[Served]:
    """Return the program, started for the small site."""
    if sys.platform == "win32":
        pytest.skip("POSIX only")
    command = [
        sys.executable,
        "-c",
        "from feeds.cli import main; main()",
        "serve",
        str(home.root),
        "--port",
        "0",
        *NOW,
    ]
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, cwd=ROOT
    ) as process:
        try:
            yield Served(process)
        finally:
            process.kill()


def test_shows(served: Served, home: Home) -> None:
    """What was built is shown, as the manifest knows it; Ctrl-C ends it well."""
    assert "5 files written" in served.first
    status, headers, body = served.get("/rss.xml")
    assert (status, body) == (200, home.files()["rss.xml"])
    files = json.loads(home.files()[".feeds/manifest.json"])["files"]
    assert headers["ETag"] == f'"{files["rss.xml"]}"'
    assert headers["Content-Type"] == "application/rss+xml; charset=utf-8"
    for name, value in (("If_None_Match", headers["ETag"]), ("If_Modified_Since", headers["Last-Modified"])):
        assert served.get("/rss.xml", **{name: value})[0] == 304
    assert served.get("/")[0] == 200
    assert served.get("/.feeds/manifest.json")[0] == 404
    served.process.send_signal(signal.SIGINT)
    assert served.out.read() == "ended\n"
    assert served.err.read() == ""
    assert served.process.wait(10) == 0


def test_builds_again(served: Served, home: Home) -> None:
    """After a change the page hears of a new build; a fault is told to it, and the last good files stay."""
    connection = HTTPConnection("127.0.0.1", served.port, timeout=20)
    connection.request("GET", "/.feeds/live")
    stream = connection.getresponse()

    def event() -> tuple[str, str]:
        rows = [stream.fp.readline().decode() for _ in range(5)]
        return rows[0].strip().rpartition("-")[2], json.loads(rows[3].removeprefix("data: "))

    assert event() == ("1", "")
    home.post("three")
    assert "(posts/three.md)" in served.line()
    assert event() == ("2", "")
    before = served.get("/rss.xml")[2]
    assert b"Three" in before
    home.write("posts/one.md", "---\ntitle: a: b\n---\n")
    assert "not published, 1 problem to mend first" in served.line()
    build, trouble = event()
    assert build == "2"
    assert "lost-post" in trouble
    assert "yaml" in served.err.readline()
    assert "lost-post" in served.err.readline()
    assert served.get("/rss.xml")[2] == before
    home.post("one")
    assert served.line()
    assert event()[1] == ""
    connection.close()


def test_in_this_process(home: Home, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    """What it says, from its beginning to its end."""
    rests: list[float] = []

    def rest(seconds: float) -> None:
        rests.append(seconds)
        if len(rests) == 1:
            home.settings("[feeds]\nlimit = 0\n")
        elif len(rests) > 4:
            raise KeyboardInterrupt

    monkeypatch.setattr(rebuilding, "_rest", rest)
    ran = run("serve", home.root, "--port", "0", *NOW)
    assert (ran.code, ran.err) == (0, "")
    first, shown, bad, ended = ran.out.splitlines()
    assert "5 files written" in first
    assert "shown at http://127.0.0.1:" in shown
    assert bad.endswith("not published: feeds.toml: feeds.limit: must be 1 or more (feeds.toml)")
    assert ended == "ended"


def test_cannot(home: Home, run: Run) -> None:
    """A port that is taken, and settings that are wrong, are one line before anything is built."""
    import socket  # noqa: PLC0415

    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        one.listen()
        said = one_line(run("serve", home.root, "--port", str(one.getsockname()[1]), *NOW), 1)
        assert said.endswith("; choose another port with --port")
    home.settings("[feeds]\nlimit = 0\n")
    assert "feeds.limit" in one_line(run("serve", home.root, *NOW), 2)
    assert not home.output.exists()
