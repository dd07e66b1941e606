"""The records that the tests of the report share."""

from __future__ import annotations

from datetime import UTC, datetime

from feeds.collector import cards
from feeds.compare import Changes
from feeds.manifest import NOTHING
from feeds.model import Author, Channel, Document, Post, Problem, Reading, Where
from feeds.publish import Result
from feeds.record import replace
from feeds.trace import Traced
from feeds.writer import Plan

WHEN = datetime(2026, 1, 2, 3, 4, 5, tzinfo=UTC)
POST = Post(
    source="posts/a.md",
    id="tag:a",
    url="https://example.org/a/",
    title="A “中”",
    published=WHEN,
    updated=WHEN,
    categories=("x",),
    tags=("y", "z"),
    authors=(Author(name="Mei"),),
    lang="en",
)
PROBLEM = Problem(where=Where(path="posts/a.md", line=3, column=7), code="date", message="is none; write one")
WARNING = replace(PROBLEM, level="warning", where=Where(path="rss.xml", line=2, element="/rss/channel"))
DOCUMENT = Document(path="rss.xml", url="", kind="rss", media_type="", head=b"12345", sources=("a", "b"))
PLAN = Plan(
    write=(DOCUMENT,), unchanged=("atom.xml", "x"), remove=("old.xml",), foreign=(), kept=(),
    before=NOTHING, files={"rss.xml": "sha256:1", "atom.xml": "sha256:1"},
)  # fmt: skip
RESULT = Result(
    posts=1,
    documents=(DOCUMENT, replace(DOCUMENT, path="atom.xml", kind="atom")),
    plan=PLAN,
    changes=Changes(new=("a",), vanished=("b", "c")),
    left_out=(PROBLEM,),
    problems=(WARNING,),
    blocking=(),
)
CARD = cards.of(Reading(source="posts/a.md", state="published", post=POST))
CHANNEL = Channel(
    kind="site", name="", title="T", description="", page="",
    paths=(("rss", "rss.xml"), ("atom", "atom.xml")), posts=(CARD,), total=9,
)  # fmt: skip
TRACED = Traced(
    where=Where(path="posts/a.md", line=2), code="date", message="is none; write one",
    document=Where(path="out/rss.xml", line=9, column=3, element="/rss/channel/item[1]/pubDate"),
)  # fmt: skip
