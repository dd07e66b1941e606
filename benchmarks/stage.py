"""The site that the tools read, in its state, and the folders that each of them works in."""

from __future__ import annotations

import json
import os
import shutil
from dataclasses import asdict, dataclass, field
from pathlib import Path

from benchmarks import changes, ours
from benchmarks.changes import State
from benchmarks.corpus import Corpus
from benchmarks.tools import Place, Tool


@dataclass(slots=True, kw_only=True)
class Stage:
    """A corpus on the disk. `folder` holds all there is of it; `tags`: whether each tag has a feed."""

    corpus: Corpus
    folder: Path
    tags: bool
    repository: bool
    categories: tuple[str, ...] = ()
    state: State = field(default_factory=State)

    @property
    def site(self) -> Path:
        """Return the folder of the site."""
        return self.folder / "site"

    @property
    def checkout(self) -> Path:
        """Return the folder of the fresh checkout."""
        return self.folder / "checkout"

    def set_up(self) -> None:
        """Write the corpus, or take the one that an earlier run has left here."""
        self.categories = tuple(sorted({post.category for post in self.corpus.every()}))
        stamp = self.folder / "corpus.json"
        wanted = json.dumps([asdict(self.corpus), self.tags, self.repository])
        if stamp.is_file() and stamp.read_text("utf-8") == wanted:
            changes.mend(self.corpus, self.site)
            _read_once(self.site)
            return
        shutil.rmtree(self.folder, ignore_errors=True)
        self.corpus.write(self.site)
        config = ours.config(self.categories, tags=self.tags)
        (self.site / "_config.yml").write_text(config, encoding="utf-8")
        (self.site / "feeds.toml").write_text(ours.SETTINGS, encoding="utf-8")
        if self.repository:
            changes.make_repository(self.site)
        os.sync()  # or the first run would share the disk with what is still to be written
        stamp.write_text(wanted, encoding="utf-8")

    def bring_to(self, state: State) -> None:
        """Change the files of the site as the state wants them."""
        changes.apply(self.corpus, self.site, self.state, state)
        self.state = state

    def check_out(self) -> None:
        """Commit the site as it is, and make the checkout a fresh one of that commit."""
        changes.commit(self.site)
        changes.check_out(self.site, self.checkout)

    def forget_checkout(self) -> None:
        """Bring the site back to its first commit, and remove the checkout."""
        changes.undo_commits(self.site)
        shutil.rmtree(self.checkout, ignore_errors=True)
        self.state = State()

    def place(self, tool: Tool, site: Path | None = None) -> Place:
        """Return where a tool works; the site is another one for a checkout."""
        own = self.folder / tool.name
        return Place(
            site=site or self.site, settings=own / "settings", output=own / "output", cache=own / "cache",
            categories=self.categories, tags=self.tags,
        )  # fmt: skip


def clear(place: Place) -> None:
    """Put away what a tool has made and kept, as if it had never run.

    It is removed later: for a minute after that, ext4 goes through all that was removed for the place of each
    new file, which no first run has to wait for.
    """
    gone = _gone(place)
    gone.mkdir(parents=True, exist_ok=True)
    for folder in (place.output, place.cache):
        if folder.is_dir():
            folder.rename(gone / f"{folder.name}-{len(list(gone.iterdir()))}")
    place.cache.mkdir(parents=True)


def sweep(place: Place) -> None:
    """Remove all that was put away."""
    shutil.rmtree(_gone(place), ignore_errors=True)


def _gone(place: Place) -> Path:
    return place.output.with_name("gone")


def keep(place: Place) -> None:
    """Put aside what a tool has made and kept, as CI does at the end of a job."""
    for folder in (place.output, place.cache):
        _copy(folder, _aside(folder))


def restore(place: Place) -> None:
    """Put back what was put aside; like a restored cache, all files have the time of now."""
    for folder in (place.output, place.cache):
        _copy(_aside(folder), folder)


def _aside(folder: Path) -> Path:
    return folder.with_name(f"{folder.name}-kept")


def _copy(source: Path, target: Path) -> None:
    shutil.rmtree(target, ignore_errors=True)
    if source.is_dir():
        shutil.copytree(source, target, copy_function=shutil.copyfile)


def _read_once(site: Path) -> None:
    """Bring all posts into the page cache, where those that were just written are."""
    for folder, _, names in os.walk(site):
        for name in names:
            Path(folder, name).read_bytes()
