"""What the builders promise together: they are found by their names, and nothing around changes a byte."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from feeds import builders

ROOT = Path(__file__).parents[2]
SCRIPT = """
import hashlib, locale
try:
    locale.setlocale(locale.LC_ALL, "")
except locale.Error:
    pass
from feeds import builders
from tests.builders.small import make
edition = make()
for name in builders.names():
    for document in builders.load(name).build(edition):
        print(name, hashlib.sha256(document.data).hexdigest())
"""


def test_names() -> None:
    """Every public module of the package is a format, and no other is."""
    assert builders.names() == ["atom", "rss", "sitemap"]


@pytest.mark.parametrize("name", builders.names())
def test_load(name: str) -> None:
    """Each has its record, with a plain file name and a media type, and is loaded once."""
    builder = builders.load(name)
    assert builder.file.endswith(".xml")
    assert "/" not in builder.file
    assert builder.media_type.endswith("xml")
    assert (builder.specimen is not None) is (name != "sitemap")
    assert builders.load(name) is builder


def digests(**env: str) -> str:
    """Return the digests of all documents as a process with this environment makes them."""
    command = [sys.executable, "-c", SCRIPT]
    environment = {**os.environ, "PYTHONPATH": str(ROOT), **env}
    return subprocess.run(command, capture_output=True, text=True, env=environment, check=True).stdout


def test_nothing_around_changes_a_byte() -> None:
    """Neither zone, locale, hash seed nor the time shows in any document."""
    expected = digests(PYTHONHASHSEED="0", TZ="UTC", LC_ALL="C")
    assert expected.count("\n") == 5
    assert digests(PYTHONHASHSEED="1", TZ="Asia/Kathmandu", LC_ALL="C.UTF-8") == expected
    assert digests(PYTHONHASHSEED="77", TZ="America/St_Johns", LC_ALL="zh_CN.UTF-8", LANG="de_DE") == expected
