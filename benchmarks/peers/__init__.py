"""The tools that feeds is compared with, one module each: how each is told to do the same work."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from benchmarks.peers import eleventy, hugo, jekyll, pelican
from benchmarks.tools import Tool

# From the name of a peer, which is also that of its executable, to how it is made ready.
PEERS: dict[str, Callable[[Path], Tool]] = {
    "hugo": hugo.tool,
    "eleventy": eleventy.tool,
    "pelican": pelican.tool,
    "jekyll": jekyll.tool,
}
