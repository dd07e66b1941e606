"""What happens to a corpus between two builds: a body is changed, a post added, all is checked out anew."""

from __future__ import annotations

import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path

from benchmarks.corpus import Corpus, Post, write

# The post whose body is changed: not the newest, but one that the feeds list.
_CHANGED = 7
_MOST_ADDED = 100
# Post by post into one pack that nobody has to compress: a repository of 30,000 posts takes seconds.
_GIT = (
    "git", "-c", "core.bigFileThreshold=1", "-c", "core.compression=0", "-c", "core.autocrlf=false",
    "-c", "gc.auto=0", "-c", "user.name=benchmark", "-c", "user.email=benchmark@news.example",
)  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class State:
    """How the site differs from the corpus: posts added, and the revision of the one that is edited."""

    added: int = 0
    revision: int = 0


def edited(corpus: Corpus) -> Post:
    """Return the post whose body is changed."""
    return corpus.post(min(_CHANGED, corpus.posts - 1))


def apply(corpus: Corpus, site: Path, before: State, after: State) -> None:
    """Bring the files of the site from one state into another; only what differs is written."""
    if before.revision != after.revision:
        post = edited(corpus)
        write(site / post.path, corpus.source(post, after.revision))
    for number in range(before.added, after.added):
        post = corpus.post(-1 - number)
        write(site / post.path, corpus.source(post))
    for number in range(after.added, before.added):
        (site / corpus.post(-1 - number).path).unlink()


def mend(corpus: Corpus, site: Path) -> None:
    """Bring the site into its first state, whatever a run that was ended has left."""
    if (site / ".git").is_dir():
        (site / ".git" / "index.lock").unlink(missing_ok=True)
        undo_commits(site)
    post = edited(corpus)
    if (site / post.path).read_bytes() != corpus.source(post):
        write(site / post.path, corpus.source(post))
    for number in range(-_MOST_ADDED, 0):
        (site / corpus.post(number).path).unlink(missing_ok=True)


def has_git() -> bool:
    """Return whether there is a git to make checkouts with."""
    return shutil.which("git") is not None


def make_repository(site: Path) -> None:
    """Make the site a git repository with all its files in one commit."""
    _git(site, "init", "--quiet", "--initial-branch=main")
    commit(site)


def commit(site: Path) -> None:
    """Commit whatever changed."""
    _git(site, "add", "--all", ".")
    _git(site, "commit", "--quiet", "--message=Posts")


def undo_commits(site: Path) -> None:
    """Go back to the first commit; files that are the same in both are not touched."""
    first = _git(site, "rev-list", "--max-parents=0", "HEAD").strip()
    _git(site, "reset", "--quiet", "--hard", first)


def check_out(site: Path, folder: Path) -> None:
    """Make the folder a fresh checkout of the site's last commit: no file has its old time or inode."""
    shutil.rmtree(folder, ignore_errors=True)
    _git(site, "clone", "--quiet", "--shared", str(site), str(folder))


def _git(site: Path, *arguments: str) -> str:
    done = subprocess.run([*_GIT, *arguments], cwd=site, check=True, capture_output=True, text=True)
    return done.stdout
