"""What again.py promises: an answer is given again only while nothing has changed that it depends on."""

from __future__ import annotations

import json
import os
import shutil
import sys
import time
import zlib
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from random import Random

import pytest

from feeds import again, collector, publish, stamps, versions
from feeds.again import Glance, Seen, opened, recall
from feeds.config import Config, load
from feeds.publish import Options
from feeds.record import replace
from feeds.stamps import GONE
from tests.conftest import Home

NOW = datetime(2026, 6, 1, tzinfo=UTC)
TOLD = ("all is as it was\n", "and \udcff that is wrong\n")
WORDS = ["build"]

posix = pytest.mark.skipif(sys.platform == "win32", reason="POSIX only")


class Runs:
    """A site that is built as the command line does it: asking first, and remembering at last."""

    def __init__(self, home: Home) -> None:
        """Begin with a site that was not built yet."""
        self.home = home
        self.cache = home.root / ".feeds-cache"
        self.output: Path | None = None

    def config(self) -> Config:
        """Return the settings of the site."""
        config = load(self.home.root)
        return config if self.output is None else replace(config, output=self.output)

    def recalled(self, now: datetime = NOW) -> bool:
        """Return whether a run would be answered at once: then with the very answer."""
        told = recall(self.cache, WORDS, now.timestamp()).told
        assert told in {None, TOLD}
        return told is not None

    def run(self, meddle: Callable[[], object] = lambda: None, *, settle: bool = True) -> None:
        """Make a run, in the middle of which somebody meddles with the site, and remember it."""
        if settle:
            time.sleep(0.03)  # so that what was written before is known for sure
        glance = recall(self.cache, WORDS, NOW.timestamp())
        begun = time.time_ns()
        with opened() as touched:
            config = self.config()
        options = Options(now=NOW, cache=self.cache, begun=begun, glance=glance)
        result = publish.build(self.home.root, config, options)
        meddle()
        if result.seen is not None:
            top = os.path.join(self.home.root.absolute(), "")  # noqa: PTH118 - with a slash at its end
            files = [path for path in touched if str(Path(path).absolute()).startswith(top)]
            again.remember(self.cache, WORDS, self.home.root, result.seen, files, begun, TOLD)

    def ready(self) -> None:
        """Run until it is remembered: once, and once more where the run itself changed what it looks at."""
        self.run()
        if not self.recalled():
            self.run()
        assert self.recalled()


@pytest.fixture
def runs(home: Home) -> Runs:
    """Return a site whose run is remembered."""
    home.write("posts/sub/deep.md", "---\ntitle: Deep\ndate: 2026-01-05\n---\n")
    made = Runs(home)
    made.ready()
    return made


def put_back(file: Path, data: bytes) -> None:
    """Write other bytes of the same length, and put the time of change back; only the entry's moves on."""
    before = file.stat()
    assert len(data) == before.st_size
    while file.stat().st_ctime_ns == before.st_ctime_ns:
        file.write_bytes(data)
        os.utime(file, ns=(before.st_atime_ns, before.st_mtime_ns))


def other(file: Path) -> bytes:
    """Return other bytes, as many as are in the file."""
    data = file.read_bytes()
    return data[:-2] + bytes([data[-2] ^ 1]) + data[-1:]


class TestGlance:
    """What was seen of the files is seen once."""

    def test_one_body(self, runs: Runs) -> None:
        """Where only a post changed, its folders are not walked through again, nor any post looked at."""
        runs.home.post("one", body="Changed.")
        seen = recall(runs.cache, WORDS, NOW.timestamp())
        assert seen.folders is not None
        assert {Path(path).name for path in seen.sources} == {"one.md", "two.md", "deep.md"}
        runs.home.post("three")  # a run that looked would see it
        options = Options(now=NOW, cache=runs.cache, begun=time.time_ns(), glance=seen)
        assert publish.build(runs.home.root, runs.config(), options).posts == 3

    def test_a_name_that_comes(self, runs: Runs) -> None:
        """Where one comes or goes, they are."""
        runs.home.post("three")
        seen = recall(runs.cache, WORDS, NOW.timestamp())
        assert (len(seen.packed), seen.folders) == (3 * stamps.WIDTH, None)
        runs.run()
        assert "three" in (runs.home.root / "output/rss.xml").read_text("utf-8")

    @pytest.mark.skipif(sys.platform != "linux", reason="it needs Linux")
    def test_many(self, runs: Runs, monkeypatch: pytest.MonkeyPatch) -> None:
        """Many files are looked at by a copy of the process: what is seen is the same."""
        few = recall(runs.cache, WORDS, NOW.timestamp())
        monkeypatch.setattr(again, "_MANY", 1)
        monkeypatch.setattr(os, "sched_getaffinity", lambda _: {0, 1})
        runs.home.post("one", body="Changed.")
        runs.run()
        loaded: list[str] = []
        assert recall(runs.cache, WORDS, NOW.timestamp(), loaded.append) == few
        assert few.told == TOLD
        assert "feeds.publish" in loaded
        assert {name.partition(".")[0] for name in loaded} == {"feeds"}
        runs.home.post("one", body="Changed again.")
        monkeypatch.undo()
        few = recall(runs.cache, WORDS, NOW.timestamp())
        monkeypatch.setattr(again, "_MANY", 1)
        assert recall(runs.cache, WORDS, NOW.timestamp()) == few
        assert few.told is None


class TestRecalled:
    """While nothing has changed the answer is given again."""

    def test_again_and_again(self, runs: Runs) -> None:
        """As often as it is asked for, with each of its letters, lone surrogates too."""
        assert all(runs.recalled() for _ in range(3))

    def test_first_run(self, home: Home) -> None:
        """The first run, which makes the output and the cache, is remembered too."""
        runs = Runs(home)
        runs.run()
        assert runs.recalled()

    def test_run_that_writes(self, runs: Runs) -> None:
        """So is one that has written something."""
        runs.home.post("one", body="Changed.")
        runs.run()
        assert runs.recalled()

    def test_what_is_not_ours_in_the_output(self, runs: Runs) -> None:
        """What else lies in the output does not matter."""
        runs.home.write("output/index.html", "page")
        runs.home.write("output/other/index.html", "page")
        assert runs.recalled()

    def test_the_root_itself(self, runs: Runs) -> None:
        """Nor does the time of the root, as when a file came into it and went again, nor what git does."""
        runs.home.write("swap.tmp", "x").unlink()
        runs.home.write(".git/index", "x").parent.rename(runs.home.root / ".gone")
        shutil.rmtree(runs.home.root / ".gone")
        assert runs.recalled()

    def test_files_from_a_far_century(self, home: Home) -> None:
        """A time that no number of the machine holds is as good as any other, if it is past."""
        runs = Runs(home)
        os.utime(home.root / "posts/one.md", ns=(-(10**18), -(10**18)))
        runs.run()
        assert runs.recalled()
        try:
            os.utime(home.root / "posts/one.md", ns=(10**19, 10**19))
        except OSError:
            pytest.skip("the disk has no such time")
        runs.run()
        assert not runs.recalled()


def make_folder(file: Path) -> None:
    """Put a folder in a file's place."""
    file.unlink()
    file.mkdir()


CHANGES: dict[str, Callable[[Home], object]] = {
    "post changed": lambda home: home.post("one", body="Another body."),
    "post of the same size": lambda home: home.write("posts/one.md", other(home.root / "posts/one.md")),
    "post touched": lambda home: os.utime(home.root / "posts/one.md", ns=(10**18, 10**18)),
    "post removed": lambda home: (home.root / "posts/one.md").unlink(),
    "post added": lambda home: home.post("new"),
    "post added below": lambda home: home.post("sub/new"),
    "post added in a new folder": lambda home: home.post("new/new"),
    "post renamed": lambda home: (home.root / "posts/one.md").rename(home.root / "posts/uno.md"),
    "post replaced": lambda home: home.write("x", other(home.root / "posts/one.md")).replace(
        home.root / "posts/one.md"
    ),
    "post replaced by a folder": lambda home: make_folder(home.root / "posts/one.md"),
    "draft added": lambda home: home.write("posts/draft.md", "---\ntitle: D\ndraft: true\n---\n"),
    "folder removed": lambda home: shutil.rmtree(home.root / "posts/sub"),
    "settings changed": lambda home: home.settings("[feeds]\nlimit = 1\n"),
    "settings removed": lambda home: (home.root / "feeds.toml").unlink(),
    "settings of another generator": lambda home: home.write("_config.yml", "title: X\n"),
    "settings of another kind": lambda home: home.write("pyproject.toml", "[tool.feeds]\n"),
    "folder of another generator": lambda home: (home.root / "_posts").mkdir(),
    "folder in a folder": lambda home: (home.root / "posts/i18n").mkdir(),
    "output changed": lambda home: home.write("output/rss.xml", "x"),
    "output of the same size": lambda home: home.write(
        "output/rss.xml", other(home.output / "rss.xml")
    ),
    "output removed": lambda home: (home.output / "atom.xml").unlink(),
    "output touched": lambda home: os.utime(home.output / "rss.xml", ns=(10**18, 10**18)),
    "output gone": lambda home: shutil.rmtree(home.output),
    "manifest removed": lambda home: (home.output / ".feeds/manifest.json").unlink(),
    "manifest changed": lambda home: home.write("output/.feeds/manifest.json", "{}"),
    "memory gone": lambda home: (home.root / ".feeds-cache/last.json").unlink(),
}  # fmt: skip


class TestChanged:
    """Whatever has changed, the run is made."""

    @pytest.mark.parametrize("change", CHANGES)
    def test_changed(self, runs: Runs, change: str) -> None:
        """A post, the settings, what could be settings, or the output."""
        CHANGES[change](runs.home)
        assert not runs.recalled()

    @posix
    @pytest.mark.parametrize("path", ["posts/one.md", "feeds.toml", "output/rss.xml"])
    def test_time_put_back(self, runs: Runs, path: str) -> None:
        """Bytes that were changed, and their size and time put back."""
        put_back(runs.home.root / path, other(runs.home.root / path))
        assert not runs.recalled()

    @posix
    def test_link_that_leads_elsewhere(self, home: Home) -> None:
        """A post that is a link, whose target changes or is another one."""
        for name in ("x", "y"):
            home.write(f"elsewhere/{name}", f"---\ntitle: {name}\ndate: 2026-01-02\n---\n")
        link = home.root / "posts/link.md"
        link.symlink_to("../elsewhere/x")
        runs = Runs(home)
        runs.ready()
        home.write("elsewhere/x", "---\ntitle: z\ndate: 2026-01-02\n---\n")
        assert not runs.recalled()
        runs.ready()
        link.unlink()
        link.symlink_to("../elsewhere/y")
        assert not runs.recalled()

    def test_words(self, runs: Runs) -> None:
        """Another command line."""
        assert recall(runs.cache, ["build", "--strict"], NOW.timestamp()).told is None
        assert recall(runs.cache, [], NOW.timestamp()).told is None

    def test_version(self, runs: Runs, monkeypatch: pytest.MonkeyPatch) -> None:
        """Another version of ours or of what we stand on."""
        monkeypatch.setattr(versions, "code", lambda: ("another",))
        assert not runs.recalled()

    def test_another_folder(self, runs: Runs, tmp_path: Path) -> None:
        """A copy of the site, with the cache in it."""
        shutil.copytree(runs.home.root, tmp_path / "copy")
        shutil.rmtree(runs.home.root)
        assert recall(tmp_path / "copy/.feeds-cache", WORDS, NOW.timestamp()).told is None


class TestTime:
    """What is published changes by itself at some moments, and is another before now."""

    @pytest.mark.parametrize("key", ["date", "expiryDate"])
    def test_until(self, home: Home, key: str) -> None:
        """A scheduled post is due, or one expires: up to that moment the answer holds, and not at it."""
        shutil.rmtree(home.root / "posts")
        home.write("hugo.toml", 'baseURL = "https://example.org"\ntimeZone = "UTC"\n')
        home.write("content/one.md", "---\ntitle: One\ndate: 2026-01-01\n---\n")
        dates = {"date": "2026-01-01", key: "2026-06-02T00:00:00Z"}
        matter = "".join(f"{name}: {value}\n" for name, value in dates.items())
        home.write("content/then.md", f"---\ntitle: Then\n{matter}---\n")
        runs = Runs(home)
        runs.ready()
        assert runs.recalled(NOW + timedelta(hours=23, minutes=59))
        assert not runs.recalled(NOW + timedelta(days=1))
        assert not runs.recalled(NOW + timedelta(days=99))

    def test_since(self, runs: Runs) -> None:
        """A build as at an earlier time is another one: what is published now may not have been then."""
        assert runs.recalled(NOW + timedelta(days=9_999))
        assert not runs.recalled(NOW - timedelta(seconds=1))


SITES: dict[str, dict[str, str]] = {
    "plain": {"content/posts/a.md": "---\ntitle: A\ndate: 2020-01-02\n---\n"},
    "root": {"a.md": "---\ntitle: A\ndate: 2020-01-02\n---\n"},
    "jekyll": {
        "_config.yml": "url: https://example.org\n", "_data/x.yml": "a: b\n",
        "_posts/2020-01-02-a.md": "---\ntitle: A\n---\n",
    },
    "jekyll below": {
        "_config.yml": "source: src\n", "src/_data/x.yml": "a: b\n",
        "src/_posts/2020-01-02-a.md": "---\ntitle: A\n---\n",
    },
    "hugo": {
        "hugo.toml": 'baseURL = "https://example.org"\n', "config/x": "",
        "content/posts/_index.md": "---\ntitle: P\n---\n",
        "content/posts/a.md": "---\ntitle: A\ndate: 2020-01-02\n---\n",
    },
    "hexo": {
        "_config.yml": "source_dir: source\n", "source/_posts/a.md": "---\ntitle: A\ndate: 2020-01-02\n---\n",
    },
    "eleventy": {
        ".eleventy.js": "", "src/_data/x.json": "{}",
        "src/posts/a.md": "---\ntitle: A\ndate: 2020-01-02\n---\n",
    },
    "astro": {
        "astro.config.mjs": "", "src/content/x": "",
        "src/pages/blog/a.md": "---\ntitle: A\npubDate: 2020-01-02\n---\n",
    },
    "docusaurus": {
        "docusaurus.config.js": "", "i18n/fr/x": "", "blog/a.md": "---\ntitle: A\ndate: 2020-01-02\n---\n",
    },
    "zola": {
        "config.toml": 'base_url = "https://example.org"\n', "content/_index.md": "+++\n+++\n",
        "content/a.md": '+++\ntitle = "A"\ndate = 2020-01-02\n+++\n',
    },
    "pelican": {
        "pelicanconf.py": "SITEURL = 'https://example.org'\n",
        "content/a.md": "Title: A\nDate: 2020-01-02\n\nx\n",
    },
    "nikola": {
        "conf.py": 'SITE_URL = "https://example.org/"\nPOSTS = (("posts/*.md", "posts", "post.tmpl"),)\n',
        "posts/a.md": "<!--\n.. title: A\n.. date: 2020-01-02\n.. slug: a\n-->\nx\n",
    },
}  # fmt: skip

# What may yet appear, and would be read from then on.
APPEARING = {
    "jekyll": ["_data/authors.yml", "feeds.toml", "sub/_posts/2020-01-03-b.md", "_drafts/x.md"],
    "jekyll below": ["src/_data/authors.yml", "src/sub/_posts/2020-01-03-b.md"],
    "hugo": ["config/_default/hugo.toml", "content/posts/sub/_index.md", "hugo.yaml"],
    "hexo": ["package.json", "source/_drafts/x.md"],
    "eleventy": [
        "src/_data/metadata.json", "src/posts/posts.json", "src/posts/a.json", "src/src.json",
        "src/blog/x.md",
    ],
    "astro": ["src/content/blog/x.md"],
    "docusaurus": [
        "i18n/fr/docusaurus-plugin-content-blog/x.md", "i18n/de/docusaurus-plugin-content-blog/x.md",
        "blog/authors.yml",
    ],
    "zola": ["content/sub/_index.md"],
    "pelican": ["content/sub/b.md", "publishconf.py"],
    "nikola": ["posts/a.meta"],
    "plain": ["posts/x.md", "_posts/2020-01-01-a.md", "astro.config.mjs", "content/posts/b.md"],
    "root": ["b.md", "posts/x.md"],
}  # fmt: skip
MARKS = {
    "_data/x.yml", "src/_data/x.yml", "src/_data/x.json", "config/x", "src/content/x", "i18n/fr/x",
    ".eleventy.js", "astro.config.mjs", "docusaurus.config.js",
}  # fmt: skip
"""These are only there: nobody reads them."""

MORE = "[site]\nurl = 'https://example.org'\ntimezone = 'UTC'\n"


class TestSettings:
    """Whatever a generator's settings are read from is watched, and so is what is not there yet."""

    def site(self, home: Home, name: str) -> Runs:
        """Return a site of a generator, whose run is remembered."""
        shutil.rmtree(home.root)
        home.write("feeds.toml", MORE)
        for path, text in SITES[name].items():
            home.write(path, text)
        runs = Runs(home)
        runs.ready()
        return runs

    @pytest.mark.parametrize(
        ("name", "path"), [(name, path) for name, paths in APPEARING.items() for path in paths]
    )
    def test_new(self, home: Home, name: str, path: str) -> None:
        """A file appears that the settings or posts would be read from."""
        runs = self.site(home, name)
        home.write(path, "{}" if path.endswith(".json") else "---\ntitle: X\ndate: 2020-01-03\n---\n")
        assert not runs.recalled()

    @pytest.mark.parametrize(
        ("name", "path"),
        [
            (name, path)
            for name, files in SITES.items()
            for path in (*files, "feeds.toml")
            if path not in MARKS
        ],
    )
    def test_changed(self, home: Home, name: str, path: str) -> None:
        """Each file of the site that is read at all changes, in size or in time alone, or goes."""
        runs = self.site(home, name)
        if path.rpartition("/")[2] in {
            "x",
            "x.yml",
            "x.json",
            ".eleventy.js",
            "astro.config.mjs",
            "docusaurus.config.js",
        }:
            pytest.skip("this is only there")
        file = home.root / path
        data = file.read_bytes()
        file.write_bytes(data + b"\n")
        assert not runs.recalled()
        file.write_bytes(data)
        runs.ready()
        os.utime(file, ns=(10**18, 10**18))
        assert not runs.recalled()
        runs.ready()
        file.unlink()
        assert not runs.recalled()

    @pytest.mark.parametrize("name", SITES)
    def test_all_that_was_missed(self, home: Home, name: str, monkeypatch: pytest.MonkeyPatch) -> None:
        """Of each file that was looked for in vain, the folder that it would be in is watched."""
        runs = self.site(home, name)
        missed: set[Path] = set()
        original = os.stat

        def look(path: object, *args: object, **options: object) -> os.stat_result:
            try:
                return original(path, *args, **options)  # type: ignore[arg-type] # whatever it is called with
            except FileNotFoundError:
                missed.add(Path(str(path)))
                raise

        with monkeypatch.context() as patch:
            patch.setattr(os, "stat", look)
            config = runs.config()
            collector.find(home.root, config.site)
        last = json.loads((runs.cache / "last.json").read_bytes().partition(b"\n")[2])
        watched = {Path(path) for path in (*last["others"], *last["listings"])}
        for path in missed:
            above = next(folder for folder in path.parents if folder.is_dir())
            assert above in watched | {runs.cache, home.output}, path
        assert missed


class TestMeanwhile:
    """What changes while the run is at work is not known well enough: nothing is remembered."""

    @pytest.mark.parametrize("change", [change for change in CHANGES if change not in {
        "memory gone", "settings of another generator", "output gone", "manifest changed", "manifest removed",
    }])  # fmt: skip
    def test_meanwhile(self, runs: Runs, change: str) -> None:
        """Whatever it is."""
        runs.home.post("two", body="Changed.")
        runs.run(lambda: CHANGES[change](runs.home))
        assert not runs.recalled()

    @pytest.mark.parametrize(
        "path", ["_config.yml", "posts/new.md", "posts/sub/new.md", "astro.config.mjs", "src/x"]
    )
    def test_on_the_first_run(self, home: Home, path: str) -> None:
        """Also on the first run, which changes the root itself."""
        home.write("posts/sub/deep.md", "---\ntitle: Deep\ndate: 2026-01-05\n---\n")
        runs = Runs(home)
        runs.run(lambda: home.write(path, "title: X\n"))
        assert not runs.recalled()

    @pytest.mark.parametrize("path", ["posts/one.md", "feeds.toml"])
    def test_just_before(self, runs: Runs, path: str) -> None:
        """What was changed just before it may have changed again since, in one step of the clock."""
        file = runs.home.root / path
        for _ in range(20):
            file.write_bytes(file.read_bytes() + b"\n")
            runs.run(settle=False)
            assert not runs.recalled()

    def test_settings_are_gone(self, home: Home) -> None:
        """Settings that were read, and are gone when all is done."""
        runs = Runs(home)
        runs.run((home.root / "feeds.toml").unlink)
        assert not runs.recalled()

    def test_blocked(self, runs: Runs) -> None:
        """A run that published nothing is not remembered either: it would say so each time."""
        runs.home.write("posts/one.md", "---\ntitle: a: b\n---\n")
        for _ in range(2):
            runs.run()
            assert not runs.recalled()

    def test_nowhere_to_remember(self, runs: Runs) -> None:
        """Where nothing can be written, nothing is remembered, and nobody is told."""
        shutil.rmtree(runs.cache)
        runs.cache.write_bytes(b"mine")
        runs.run()
        assert not runs.recalled()
        assert runs.cache.read_bytes() == b"mine"


class TestPlaces:
    """Where the output and the cache lie makes no difference, only perhaps which run is remembered."""

    def check(self, runs: Runs, changed: str, new: str) -> None:
        """A post or a setting that changes is seen, and so is a new one."""
        runs.ready()
        file = runs.home.root / changed
        file.write_bytes(file.read_bytes() + b"\n")
        assert not runs.recalled()
        runs.ready()
        runs.home.write(new, "---\ntitle: New\ndate: 2020-01-02\n---\n")
        assert not runs.recalled()

    @pytest.mark.parametrize("output", [".", "posts", "docs/posts", "feeds", "post", "../elsewhere", "x/y/z"])
    @pytest.mark.parametrize("cache", [".feeds-cache", "../cache", "posts/cache", "feeds"])
    def test_output(self, home: Home, output: str, cache: str) -> None:
        """In the root, in the posts, above them, beside them, or with a name that theirs begin with."""
        if output.startswith("docs"):
            shutil.move(home.root / "posts", home.root / "docs/posts")
            home.settings('[posts]\nfolders = ["docs/posts"]\n')
        posts = "docs/posts" if output.startswith("docs") else "posts"
        runs = Runs(home)
        runs.output, runs.cache = Path(os.path.normpath(home.root / output)), home.root / cache
        self.check(runs, f"{posts}/one.md", f"{posts}/new.md")
        self.check(runs, "feeds.toml", f"{posts}/sub/new.md")
        self.check(runs, "feeds.toml", "_config.yml")

    @pytest.mark.parametrize("output", ["output", "feeds", "."])
    def test_from_the_root_itself(self, home: Home, monkeypatch: pytest.MonkeyPatch, output: str) -> None:
        """From within the site, where the root is `.`, all paths are short."""
        monkeypatch.chdir(home.root)
        runs = Runs(Home(Path()))
        runs.output = Path(output)
        self.check(runs, "feeds.toml", "posts/new.md")
        self.check(runs, "posts/one.md", "_config.yml")

    def test_a_folder_that_goes_meanwhile(self, home: Home) -> None:
        """Where the output is a folder of posts too, one in it that goes is seen to go."""
        home.write("posts/sub/draft.md", "---\ntitle: D\ndraft: true\n---\n")
        runs = Runs(home)
        runs.output = home.root / "posts"
        runs.run(lambda: shutil.rmtree(home.root / "posts/sub"))
        assert not runs.recalled()

    def test_a_folder_that_goes(self, home: Home) -> None:
        """And so is one that goes later, even if no post was in it."""
        (home.root / "posts/sub").mkdir()
        runs = Runs(home)
        runs.output = home.root / "posts"
        runs.ready()
        (home.root / "posts/sub").rmdir()
        assert not runs.recalled()

    def test_a_file_beside_our_own(self, home: Home) -> None:
        """Where the output is a folder of posts too, our own files in it are no news."""
        runs = Runs(home)
        runs.output = home.root / "posts"
        runs.run()
        assert runs.recalled()
        home.write("posts/other.txt", "x")
        assert not runs.recalled()


class TestDamage:
    """A memory that is not what was written is none."""

    def test_any_byte(self, runs: Runs) -> None:
        """Whatever byte of it is another, or where it ends."""
        file, random = runs.cache / "last.json", Random(1)
        data = file.read_bytes()
        for place in {0, 1, 9, 10, 11, len(data) - 1, *(random.randrange(len(data)) for _ in range(60))}:
            spoilt = bytearray(data)
            spoilt[place] ^= 1 << random.randrange(8)
            for junk in (bytes(spoilt), data[:place]):
                file.write_bytes(junk)
                assert not runs.recalled()
        file.write_bytes(data)
        assert runs.recalled()

    @pytest.mark.parametrize(
        "text", [b"", b"{}", b"[]", b"null", b"\xff", b"[" * 100_000, b'{"words": ["build"]}']
    )
    def test_no_memory(self, runs: Runs, text: bytes) -> None:
        """Nor is it one if it is whole, and not ours."""
        (runs.cache / "last.json").write_bytes(b"%d\n%b" % (zlib.crc32(text), text))
        assert not runs.recalled()

    @pytest.mark.parametrize(
        ("key", "value"),
        [("told", ["x"]), ("told", None), ("others", {"x": 5}), ("others", []), ("sources", 5),
         ("sources", [5]), ("until", "x"), ("since", None), ("listings", 5)],
    )  # fmt: skip
    def test_other_values(self, runs: Runs, key: str, value: object) -> None:
        """Or if something in it is of another kind."""
        last = json.loads((runs.cache / "last.json").read_bytes().partition(b"\n")[2])
        text = json.dumps({**last, key: value}).encode()
        (runs.cache / "last.json").write_bytes(b"%d\n%b" % (zlib.crc32(text), text))
        assert recall(runs.cache, WORDS, NOW.timestamp()).told is None

    def test_a_folder_in_its_place(self, runs: Runs) -> None:
        """Or if it is a folder; a run that would remember goes on all the same."""
        (runs.cache / "last.json").unlink()
        (runs.cache / "last.json").mkdir()
        assert not runs.recalled()
        runs.run()
        assert not runs.recalled()


class TestOpened:
    """What a run opens is known without its saying so."""

    def test_files_and_folders(self, tmp_path: Path) -> None:
        """Files that are opened, and folders that are listed in whatever way; nothing before or after."""
        (tmp_path / "a").write_text("x")
        with opened() as found:
            (tmp_path / "a").read_text()
            list(tmp_path.iterdir())
            with opened() as inner:
                list(os.walk(tmp_path))
            os.close(os.open(tmp_path / "a", os.O_RDONLY))
        (tmp_path / "b").write_text("x")
        assert {path for path in found if path.startswith(str(tmp_path))} == {
            str(tmp_path),
            str(tmp_path / "a"),
        }
        assert str(tmp_path) in inner

    def test_descriptors_and_bytes(self, tmp_path: Path) -> None:
        """What is opened by its number, or by a name that is no text, is no path."""
        descriptor = os.open(tmp_path, os.O_RDONLY)
        with opened() as found:
            with os.scandir(descriptor):
                pass
            os.listdir(os.fsencode(tmp_path))  # noqa: PTH208 - a Path is no bytes
        os.close(descriptor)
        assert all(isinstance(path, str) for path in found)

    def test_after_an_exception(self, tmp_path: Path) -> None:
        """Nothing is gathered any more after the block was left by an exception."""
        with pytest.raises(LookupError), opened() as found:
            raise LookupError
        (tmp_path / "b").write_text("x")
        assert not any(str(tmp_path) in path for path in found)


def test_what_has_gone(tmp_path: Path) -> None:
    """A file that was left and is not there any more is another answer's."""
    seen = Seen(
        sources=[], stamps=stamps.digest(b""), folders=frozenset(), left={str(tmp_path / "a"): GONE},
        output=str(tmp_path), since=0.0, until=None,
    )  # fmt: skip
    again.remember(tmp_path, [], tmp_path / "none", seen, [], time.time_ns(), TOLD)
    assert recall(tmp_path, [], 1.0).told is None


@pytest.mark.parametrize("sources", [["a.md", "b/c.md"], ["a\x7fb.md", "c.md"], [""]])
def test_paths_of_sources(tmp_path: Path, sources: list[str]) -> None:
    """Sources are known again, or if they cannot be told apart, nothing is."""
    root, cache = tmp_path / "site", tmp_path / "cache"
    root.mkdir()
    cache.mkdir()
    os.utime(root, (1, 1))
    lie = stamps.look_all(str(root), sources)
    seen = Seen(
        sources=sources, stamps=stamps.digest(lie), folders=frozenset(), left={}, output=str(cache),
        since=0.0, until=None,
    )  # fmt: skip
    again.remember(cache, [], root, seen, [], time.time_ns() + 10**12, TOLD)
    glance = recall(cache, [], 1.0)
    assert glance == (Glance(told=TOLD) if sources == ["a.md", "b/c.md"] else again.NOTHING)


def test_listing(tmp_path: Path) -> None:
    """A listing changes with each name that comes or goes, and with a file that becomes a folder."""
    found = [again.listing(str(tmp_path / "none")), again.listing(str(tmp_path))]
    for change in ((tmp_path / "a").touch, (tmp_path / "a").unlink, (tmp_path / "a").mkdir):
        change()
        found.append(again.listing(str(tmp_path)))
    assert found[3] == found[1]
    assert len(set(found)) == 4
