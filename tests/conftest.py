"""What several test files share: a site in a folder of its own, and the command line run in here."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

import pytest
from hypothesis import settings

from feeds.cli import main

# A machine that is busy with other things is no reason to fail.
settings.register_profile("feeds", deadline=None)
settings.load_profile("feeds")

ROOT = Path(__file__).parents[1]
SETTINGS = """\
[site]
url = "https://example.org"
title = "Notes"
timezone = "Asia/Shanghai"
author = "Mei Lin"
"""
FORMATS = 'formats = ["rss", "atom", "sitemap"]\n'
POST = """\
---
title: {title}
date: {date}
categories: [News]
---
{body}
"""


@dataclass(frozen=True)
class Ran:
    """How a command ended, and what it said."""

    code: int
    out: str
    err: str


class Home:
    """A site in a folder of its own."""

    def __init__(self, root: Path) -> None:
        """Begin with nothing but the folder."""
        self.root = root

    @property
    def output(self) -> Path:
        """The folder that is published to."""
        return self.root / "output"

    def write(self, path: str, text: str | bytes) -> Path:
        """Write a file of the site, its folders too."""
        file = self.root / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(text if isinstance(text, bytes) else text.encode())
        return file

    def settings(self, more: str = "") -> None:
        """Write feeds.toml: with three formats, where a test does not say which."""
        if "formats =" not in more:
            more = (
                more.replace("[feeds]\n", f"[feeds]\n{FORMATS}")
                if "[feeds]\n" in more
                else f"[feeds]\n{FORMATS}{more}"
            )
        self.write("feeds.toml", SETTINGS + more)

    def post(self, name: str, *, date: str = "2026-01-02 03:04:05 +0800", body: str = "Hello.") -> Path:
        """Write a good post; its title is its name."""
        return self.write(f"posts/{name}.md", POST.format(title=name.capitalize(), date=date, body=body))

    def files(self) -> dict[str, bytes]:
        """Return every file of the output, the manifest too."""
        found = sorted(path for path in self.output.rglob("*") if path.is_file())
        return {path.relative_to(self.output).as_posix(): path.read_bytes() for path in found}

    def times(self) -> dict[str, int]:
        """Return when each file of the output was last written."""
        return {name: (self.output / name).stat().st_mtime_ns for name in self.files()}


class Run(Protocol):
    """Runs the command line."""

    def __call__(self, *words: str | Path) -> Ran:
        """Return how it ended."""


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add the option with which the golden files are made anew."""
    parser.addoption("--regenerate", action="store_true", help="write the golden files instead of comparing")


@pytest.fixture
def golden(request: pytest.FixtureRequest) -> Callable[[Path, bytes], None]:
    """Return what compares bytes with a golden file, or writes it with --regenerate."""

    def compare(file: Path, data: bytes) -> None:
        if request.config.getoption("--regenerate"):
            file.write_bytes(data)
        assert data.decode() == file.read_text("utf-8")

    return compare


@pytest.fixture(autouse=True)
def _no_epoch(monkeypatch: pytest.MonkeyPatch) -> None:
    """Keep the time of the build, and the width of a terminal, out of the machine's hands."""
    for name in ("SOURCE_DATE_EPOCH", "COLUMNS"):
        monkeypatch.delenv(name, raising=False)


@pytest.fixture
def home(tmp_path: Path) -> Home:
    """Return a site with settings and two posts, a day apart."""
    site = Home(tmp_path / "site")
    site.settings()
    site.post("one")
    site.post("two", date="2026-01-03 03:04:05 +0800")
    return site


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    """Return what runs the command line in this process."""

    def call(*words: str | Path) -> Ran:
        monkeypatch.setattr(sys, "argv", ["feeds", *map(str, words)])
        code = 0
        capsys.readouterr()
        try:
            main()
        except SystemExit as stop:
            code = stop.code if isinstance(stop.code, int) else int(stop.code is not None)
        out, err = capsys.readouterr()
        return Ran(code, out, err)

    return call


@pytest.fixture(scope="session")
def program() -> Callable[..., Ran]:
    """Return what runs the real program in a process of its own."""

    def call(
        *words: str | Path, env: Mapping[str, str] | None = None, cwd: Path = ROOT, stdin: bytes = b""
    ) -> Ran:
        command = [sys.executable, "-c", "from feeds.cli import main; main()", *map(str, words)]
        environment = {**os.environ, "PYTHONPATH": str(ROOT), **(env or {})}
        done = subprocess.run(
            command, input=stdin, capture_output=True, env=environment, cwd=cwd, check=False, timeout=120
        )
        return Ran(done.returncode, done.stdout.decode(), done.stderr.decode())

    return call
