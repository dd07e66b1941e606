"""The corpus: always the same bytes, in the shape that the benchmark says it has."""

from __future__ import annotations

from hashlib import sha256
from itertools import pairwise
from pathlib import Path

from benchmarks import words
from benchmarks.corpus import Corpus


def written(site: Path) -> dict[str, bytes]:
    """Return the bytes of every file below a folder."""
    return {file.relative_to(site).as_posix(): file.read_bytes() for file in site.rglob("*.md")}


def test_same_seed_same_bytes() -> None:
    """The posts are the same on every machine and in every Python: tables of other days can be compared."""
    corpus = Corpus(posts=20)
    digest = sha256(b"".join(corpus.source(post) for post in corpus.every(added=2))).hexdigest()
    assert digest == "2d7a75a55204a9313c053d741cfd981c854aa709b67e8225b728f917020da2b8"


def test_another_seed_is_another_corpus() -> None:
    """The seed is in every body."""
    first, second = Corpus(posts=3), Corpus(posts=3, seed=2)
    assert first.source(first.post(0)) != second.source(second.post(0))


def test_more_posts_are_older_ones(tmp_path: Path) -> None:
    """A larger corpus has the smaller one in it."""
    Corpus(posts=5).write(tmp_path / "small")
    Corpus(posts=9).write(tmp_path / "large")
    assert written(tmp_path / "small").items() < written(tmp_path / "large").items()
    assert len(written(tmp_path / "large")) == 9


def test_order_is_total() -> None:
    """Of two posts the one with the smaller number is newer, added ones included; no two share an address."""
    posts = list(Corpus(posts=300).every(added=3))
    assert all(newer.date > older.date for newer, older in pairwise(posts))
    assert len({post.url for post in posts}) == len({post.path for post in posts}) == 303


def test_shape() -> None:
    """6 lines of YAML, 5 KB of body on average, 30 categories, as many tags as are asked for."""
    corpus = Corpus(posts=3_000, tags=250)
    posts = list(corpus.every())
    sources = [corpus.source(post) for post in posts[:200]]
    assert {source.partition(b"\n---\n\n")[0].count(b"\n") for source in sources} == {6}
    assert 4_500 < sum(map(len, sources)) / len(sources) < 5_500
    assert len({post.category for post in posts}) == 30
    assert len({post.tag for post in posts}) == 250
    assert len({words.tag(number) for number in range(2_000)}) == 2_000


def test_mark_is_at_the_end_of_one_body() -> None:
    """What proves that a body is whole stands in it once, behind its last paragraph, and nowhere else."""
    corpus = Corpus(posts=50)
    for post in corpus.every():
        source = corpus.source(post).decode()
        assert source.count(post.mark) == 1
        assert source.index(post.mark) > source.rindex("</p>")


def test_revision_changes_the_body_alone() -> None:
    """An edit is one paragraph more, and says which edit it is."""
    corpus = Corpus(posts=1)
    post = corpus.post(0)
    before, after = corpus.source(post).decode(), corpus.source(post, 2).decode()
    assert before.partition("\n---\n")[0] == after.partition("\n---\n")[0]
    assert after.replace(f"\n<p>{corpus.edit(2)}</p>\n", "") == before


def test_added_post_has_no_new_names() -> None:
    """A post that is added makes no new feed: its category and tag are there."""
    corpus = Corpus(posts=4)
    there = {(post.category, post.tag) for post in corpus.every()}
    assert {(post.category, post.tag) for post in corpus.every(added=9)} == there
