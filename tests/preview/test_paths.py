"""Which file a request is for, and which it never is."""

from __future__ import annotations

import os
from pathlib import Path
from urllib.parse import quote

import pytest
from hypothesis import given
from hypothesis import strategies as st

from feeds.preview.paths import is_folder, locate, published, segments


@pytest.fixture
def output(tmp_path: Path) -> Path:
    """Return an output with a secret beside it, and one in it."""
    root = tmp_path / "output"
    for path in (
        "rss.xml",
        "feeds.html",
        "a/index.html",
        "b/rss.xml",
        "时区/rss.xml",
        ".feeds/manifest.json",
        "x/.env",
    ):
        file = root / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(path)
    (tmp_path / "secret").write_text("secret")
    return root


def found(output: Path, target: str) -> str | None:
    """Return the path of the file that is meant."""
    names = segments(target)
    file = locate(output, names) if names is not None else None
    return file.relative_to(output.resolve()).as_posix() if file is not None else None


@pytest.mark.parametrize(
    ("target", "path"),
    [
        ("/rss.xml", "rss.xml"),
        ("/rss.xml?x=/../y#z", "rss.xml"),
        ("/", "feeds.html"),
        ("/a/", "a/index.html"),
        ("/%61/index%2Ehtml", "a/index.html"),
        ("/%E6%97%B6%E5%8C%BA/rss.xml", "时区/rss.xml"),
        ("/a", None),
        ("/b/", None),
        ("/nope", None),
        ("/rss.xml/", None),
    ],
)
def test_files(output: Path, target: str, path: str | None) -> None:
    """A path is that of a file, or of a folder with a front page."""
    assert found(output, target) == path


@pytest.mark.parametrize(
    "target",
    [
        "/../secret", "/%2e%2e/secret", "/..%2fsecret", "/a/../../secret", "/./rss.xml", "//rss.xml",
        "/a//index.html", "/.feeds/manifest.json", "/x/.env", "/%2Efeeds/manifest.json", "/..%5csecret",
        "/rss.xml%00", "/rss.xml%0a", "rss.xml", "", "*", "http://x/rss.xml", "/%ff", "/%00",
        "/a%2f..%2f..%2fsecret", "/..", "/.", "/a/..",
    ],
)  # fmt: skip
def test_refused(output: Path, target: str) -> None:
    """Nothing outside, nothing that is hidden, and no path that is written in a way of its own."""
    assert found(output, target) is None


def test_links(output: Path, tmp_path: Path) -> None:
    """A link is followed within the output, and not out of it; a pipe is no file."""
    (output / "in.xml").symlink_to("rss.xml")
    (output / "out").symlink_to(tmp_path / "secret")
    (output / "up").symlink_to(tmp_path)
    (output / "loop").symlink_to("loop")
    assert found(output, "/in.xml") == "rss.xml"
    for target in ("/out", "/up/secret", "/loop"):
        assert found(output, target) is None
    if hasattr(os, "mkfifo"):
        os.mkfifo(output / "pipe")
        assert found(output, "/pipe") is None


@given(
    st.lists(
        st.sampled_from(["..", ".", "", "/", "secret", "output", "%2e", "%2f", "\\", "a", ".feeds", "\0"])
    )
)
def test_nothing_leads_out(parts: list[str]) -> None:
    """However it is put together, no path has a name in it that leads up or is hidden."""
    for target in ("/" + "/".join(parts), "/" + quote("/".join(parts), safe="")):
        names = segments(target) or []
        assert not any(name.startswith(".") or "/" in name or "\\" in name or "\0" in name for name in names)


def test_folders(output: Path) -> None:
    """A folder with a front page is one, without the slash at its end too."""
    assert is_folder(output, ["a"])
    assert not is_folder(output, ["a", ""])
    assert not is_folder(output, ["b"])


def test_published(output: Path) -> None:
    """What the last run published is told by its manifest, if there is one."""
    assert published(output) == []
    manifest = output / ".feeds/manifest.json"
    manifest.write_text('{"manifest": 2, "files": {"rss.xml": "sha256:0"}, "ids": {}, "entries": {}}')
    assert published(output) == ["rss.xml"]
    manifest.unlink()
    assert published(output) == []
