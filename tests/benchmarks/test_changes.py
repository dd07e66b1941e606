"""What happens to the corpus between two builds: one thing at a time, and all of it can be undone."""

from __future__ import annotations

from pathlib import Path

import pytest

from benchmarks import changes
from benchmarks.changes import State
from benchmarks.corpus import Corpus

CORPUS = Corpus(posts=12)


def look(site: Path) -> dict[Path, bytes]:
    """Return the bytes of every post."""
    return {file: file.read_bytes() for file in site.rglob("*.md")}


@pytest.fixture
def site(tmp_path: Path) -> Path:
    """Return the folder of a site that has been written."""
    CORPUS.write(tmp_path / "site")
    return tmp_path / "site"


def test_one_body(site: Path) -> None:
    """A new revision changes one file; going back makes its first bytes again."""
    before = look(site)
    changes.apply(CORPUS, site, State(), State(revision=1))
    after = look(site)
    assert [file for file in before if before[file] != after[file]] == [site / changes.edited(CORPUS).path]
    changes.apply(CORPUS, site, State(revision=1), State())
    assert look(site) == before


def test_one_post(site: Path) -> None:
    """Each round adds one post to those of the round before; going back removes them all."""
    before = look(site)
    changes.apply(CORPUS, site, State(), State(added=1))
    changes.apply(CORPUS, site, State(added=1), State(added=2))
    assert look(site).keys() - before.keys() == {site / CORPUS.post(number).path for number in (-1, -2)}
    changes.apply(CORPUS, site, State(added=2), State())
    assert look(site) == before


def test_mend(site: Path) -> None:
    """What a run that was ended has left is undone."""
    before = look(site)
    changes.apply(CORPUS, site, State(), State(added=3, revision=2))
    changes.mend(CORPUS, site)
    assert look(site) == before


@pytest.mark.skipif(not changes.has_git(), reason="there is no git")
def test_fresh_checkout(site: Path, tmp_path: Path) -> None:
    """A checkout has the bytes of the last commit; undoing commits brings back those of the first."""
    before = look(site)
    changes.make_repository(site)
    changes.apply(CORPUS, site, State(), State(revision=1))
    changes.commit(site)
    changes.check_out(site, tmp_path / "checkout")
    assert (
        sorted(look(tmp_path / "checkout").values()) == sorted(look(site).values()) != sorted(before.values())
    )
    changes.undo_commits(site)
    assert look(site) == before
