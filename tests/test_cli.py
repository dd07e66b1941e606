"""What the command line promises: exit codes, one line for every known error, and JSON and nothing else."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from shutil import copytree, which
from typing import TYPE_CHECKING, Any

import feedparser
import pytest
from lxml import etree

from feeds import __version__, validator
from feeds.collector import dialects
from feeds.record import replace

if TYPE_CHECKING:
    from tests.conftest import Home, Ran, Run

ROOT = Path(__file__).parents[1]
SITES = ROOT.parent / "shared" / "sites"
NOW = ("--now", "2026-06-01T00:00:00Z")
# What a small build of plain posts has no use for, by where it would be loaded.
UNUSED = (
    "typer pydantic feeds.cli.app feeds.cli.build"
    " yaml frontmatter feeds.collector.yamlwalk feeds.collector.handlers"
    " feeds.collector.dialects.hexo feeds.collector.dialects.hugo"
    " subprocess signal threading multiprocessing difflib base64 xml.parsers rich feeds.report.jsonform"
    " feeds.content.slots feeds.content.liquid feeds.content.kramdown feeds.content.rest"
    " feeds.content.media.enclosures feeds.content.media.podcast feeds.content.media.pictures"
    " feeds.content.readable.rules feeds.validator.jsonfeed feeds.validator.plainmap"
)


def answer(ran: Ran) -> Any:
    """Return the JSON that was answered: one line, and nothing beside it."""
    assert ran.out.count("\n") == 1
    return json.loads(ran.out)


def one_line(ran: Ran, code: int) -> str:
    """Return the one line that an error is told in."""
    assert (ran.code, ran.out, ran.err.count("\n")) == (code, "", 1)
    assert ran.err.startswith("feeds: ")
    return ran.err[len("feeds: ") : -1]


class TestBuild:
    """`feeds build`, on the small site."""

    def test_twice(self, home: Home, run: Run) -> None:
        """The first build writes, the second touches nothing and says so."""
        first = run("build", home.root, *NOW)
        assert (first.code, first.err) == (0, "")
        assert first.out.splitlines() == [
            "2 posts in 5 documents",
            "subscribers will see: 2 new",
            f"{home.output}: 5 files written, 0 removed, 0 unchanged",
        ]
        times = home.times()
        second = run("build", home.root, *NOW)
        assert (second.code, second.err) == (0, "")
        assert second.out.splitlines()[-1] == f"{home.output}: nothing to write, all 5 files are up to date"
        assert home.times() == times

    def test_damaged_post(self, home: Home, run: Run) -> None:
        """A published post that is damaged: exit 1, named with its place, and the output as it was."""
        run("build", home.root, *NOW)
        before = home.files()
        home.write("posts/one.md", "---\ntitle: One: two\n---\n")
        ran = run("build", home.root, *NOW)
        assert ran.code == 1
        assert f"{home.root}/posts/one.md:2:11: lost-post: it was published" in ran.err
        assert "not published, 1 problem to mend first; all is as it was" in ran.out
        assert home.files() == before

    def test_new_bad_post(self, home: Home, run: Run) -> None:
        """A new bad post is left out, named path:line:col, and the rest is published: exit 0."""
        home.write("posts/bad.md", "---\ntitle: a: b\n---\n")
        ran = run("build", home.root, *NOW)
        assert ran.code == 0
        assert ran.err.startswith(f"{home.root}/posts/bad.md:2:9: yaml: ")
        assert ran.err.count("\n") == 1
        assert "1 file left out" in ran.out
        assert run("build", home.root, *NOW, "--strict").code == 1

    def test_check(self, home: Home, run: Run) -> None:
        """--check exits 1 where a build would change something, and writes nothing; else 0."""
        ran = run("build", home.root, *NOW, "--check")
        assert ran.code == 1
        assert "5 files would be written, 0 removed" in ran.out
        assert not home.output.exists()
        run("build", home.root, *NOW)
        assert run("build", home.root, *NOW, "--check").code == 0
        home.post("three")
        files = home.files()
        assert run("build", home.root, *NOW, "--check").code == 1
        assert home.files() == files

    def test_ids_and_foreign_files(self, home: Home, run: Run) -> None:
        """A changed id and a file of somebody else stop, each until its option allows it."""
        home.write("output/rss.xml", "mine")
        assert run("build", home.root, *NOW).code == 1
        assert run("build", home.root, *NOW, "--overwrite").code == 0
        file = home.root / "posts/one.md"
        file.write_text(file.read_text().replace("title:", "id: tag:x,2026:one\ntitle:"))
        ran = run("build", home.root, *NOW)
        assert ran.code == 1
        assert "changed-id: its id would change from" in ran.err
        assert run("build", home.root, *NOW, "--accept-ids").code == 0

    def test_json(self, home: Home, run: Run) -> None:
        """--format json is one object on stdout and nothing else, whatever comes of the build."""
        home.write("posts/bad.md", "---\ntitle: a: b\n---\n")
        ran = run("build", home.root, *NOW, "--format", "json")
        told = answer(ran)
        assert (ran.code, ran.err) == (0, "")
        assert (told["posts"], told["written"], told["removed"], told["unchanged"]) == (2, 5, 0, 0)
        assert [problem["where"] for problem in told["left_out"]] == ["posts/bad.md:2:9"]
        assert {document["kind"] for document in told["documents"]} == {"rss", "atom", "sitemap"}
        assert told["documents"][0] == {
            "path": "rss.xml",
            "kind": "rss",
            "bytes": len(home.files()["rss.xml"]),
            "entries": 2,
            "changed": True,
        }
        home.write("posts/one.md", "---\ntitle: One: two\n---\n")
        ran = run("build", home.root, *NOW, "--format", "json")
        told = answer(ran)
        assert (ran.code, told["written"]) == (1, 0)
        assert [problem["code"] for problem in told["problems"]] == ["lost-post"]

    def test_github(self, home: Home, run: Run) -> None:
        """--format github prints workflow commands to stdout, their values escaped."""
        home.write("posts/a,b%.md", "---\ntitle: a: b\n---\n")
        ran = run("build", home.root, *NOW, "--format", "github")
        assert (ran.code, ran.err) == (0, "")
        folder = str(home.root).replace(",", "%2C")
        assert ran.out.startswith(f"::error file={folder}/posts/a%2Cb%25.md,line=2,col=9,title=yaml::")

    def test_output_elsewhere(self, home: Home, run: Run, tmp_path: Path) -> None:
        """--output is taken from where one is, --base-url over the settings."""
        ran = run("build", home.root, *NOW, "--output", tmp_path / "o", "--base-url", "https://b.example/x/")
        assert ran.code == 0
        assert b"https://b.example/x/rss.xml" in (tmp_path / "o/rss.xml").read_bytes()
        assert not home.output.exists()

    def test_other_settings_and_posts(self, home: Home, run: Run) -> None:
        """--config and --posts are taken instead of what is found."""
        home.write("more/three.md", "---\ntitle: Three\ndate: 2026-01-01\n---\n")
        config = home.write("x.toml", '[site]\nurl = "https://x.example"\ntimezone = "UTC"\n')
        assert run("build", home.root, *NOW, "--config", config, "--posts", "more").code == 0
        text = home.files()["rss.xml"]
        assert b"Three" in text
        assert b"https://x.example/" in text
        assert b"One" not in text

    def test_scheduled_post(self, home: Home, run: Run) -> None:
        """A post of tomorrow appears when it is due, not before: by --now and by SOURCE_DATE_EPOCH."""
        home.post("later", date="2026-07-01 00:00:00 +0000")
        run("build", home.root, "--now", "2026-06-30T23:59:59Z")
        assert b"Later" not in home.files()["rss.xml"]
        ran = run("build", home.root, "--now", "2026-07-01T00:00:00Z")
        assert "subscribers will see: 1 new" in ran.out
        assert b"Later" in home.files()["rss.xml"]

    def test_source_date_epoch(self, home: Home, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
        """SOURCE_DATE_EPOCH is the time of the build where --now does not say it."""
        home.post("later", date="2026-07-01 00:00:00 +0000")
        monkeypatch.setenv("SOURCE_DATE_EPOCH", "1782863999")
        assert "2 posts" in run("build", home.root).out
        monkeypatch.setenv("SOURCE_DATE_EPOCH", "1782864000")
        assert "3 posts" in run("build", home.root).out
        monkeypatch.setenv("SOURCE_DATE_EPOCH", "soon")
        assert one_line(run("build", home.root), 2).startswith("SOURCE_DATE_EPOCH: “soon” is no number")

    def test_the_clock(self, home: Home, run: Run) -> None:
        """Without either the clock counts: a post of long ago is published, one of the far future is not."""
        home.post("later", date="9000-01-01")
        assert "2 posts" in run("build", home.root).out

    @pytest.mark.parametrize(
        ("words", "code", "said"),
        [
            (["--now", "tomorrow"], 2, "--now: “tomorrow” is no date"),
            (["--base-url", "x"], 2, "--base-url: “x” is no absolute URL"),
            (["--posts", "nope"], 2, "nope: there is no such folder in"),
            (["--config", "nope.toml"], 2, "nope.toml: cannot be read: No such file"),
        ],
    )
    def test_wrong_options(self, home: Home, run: Run, words: list[str], code: int, said: str) -> None:
        """A wrong option is one line and exit 2."""
        assert one_line(run("build", home.root, *words), code).startswith(said)
        assert not home.files()

    @pytest.mark.parametrize(
        "words", [["--jobs", "-1"], ["--jobs", "x"], ["--format", "xml"], ["--nope"], ["a", "b"]]
    )
    def test_usage(self, home: Home, run: Run, words: list[str]) -> None:
        """What is no option, or has no such value, is exit 2 and no traceback."""
        ran = run("build", home.root, *words)
        assert (ran.code, ran.out) == (2, "")
        assert "Traceback" not in ran.err

    def test_places_that_are_none(self, home: Home, run: Run, tmp_path: Path) -> None:
        """A root that is missing or a file, and an output that is a file, are one line each."""
        assert "there is no such folder" in one_line(run("build", tmp_path / "nope"), 2)
        assert "there is no such folder" in one_line(run("build", home.root / "feeds.toml"), 2)
        file = home.write("file", "x")
        assert "choose another folder with --output" in one_line(run("build", home.root, "--output", file), 1)
        one_line(run("build", home.root, "--output", file, "--check"), 1)

    @pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may write everywhere")
    def test_unwritable_output(self, home: Home, run: Run) -> None:
        """An output that we may not write to is one line."""
        home.output.mkdir(mode=0o555)
        assert "Permission denied" in one_line(run("build", home.root, *NOW), 1)

    def test_no_posts(self, home: Home, run: Run) -> None:
        """Without posts there is nothing to publish: one line, exit 1."""
        for name in ("one", "two"):
            (home.root / f"posts/{name}.md").unlink()
        assert "there are no posts in it; write one" in one_line(run("build", home.root), 1)

    def test_faults_of_documents_name_the_output(
        self, home: Home, run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """What is wrong with a document is said of the file in the output, wherever that lies."""
        real = validator.check

        def check(data: bytes, path: str, url: str | None = None, **more: Any) -> validator.Verdict:
            return real(data, path=path, url=f"{url}?other" if url else None, **more)

        monkeypatch.setattr(validator, "check", check)
        ran = run("build", home.root, *NOW)
        assert ran.code == 1
        assert ran.err.startswith(f"{home.output}/rss.xml:")
        assert f"{home.output}/category/news/rss.xml:" in ran.err
        elsewhere = run("build", home.root, *NOW, "--output", tmp_path / "out")
        assert elsewhere.err == ran.err.replace(str(home.output), str(tmp_path / "out"))

    def test_faults_of_entries_name_the_post(
        self, home: Home, run: Run, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """What is wrong with an entry is said of its post."""
        real = validator.check

        def check(data: bytes, path: str, url: str | None = None, **more: Any) -> validator.Verdict:
            return real(data.replace(b"Fri, 02 Jan", b"Tue, 02 Jan"), path=path, url=url, **more)

        monkeypatch.setattr(validator, "check", check)
        ran = run("build", home.root, *NOW)
        assert ran.err.startswith(f"{home.root}/posts/one.md:3: pubDate rfc822-date: ")
        assert "posts/two.md" not in ran.err
        (problem, *_) = answer(run("build", home.root, *NOW, "--format", "json"))["problems"]
        assert (problem["where"], problem["line"]) == ("posts/one.md:3", 3)
        annotated = run("build", home.root, *NOW, "--format", "github").out
        assert f"file={home.root}/posts/one.md,line=3,title=rfc822-date::" in annotated

    def test_notes_on_documents_are_left_out(
        self, home: Home, run: Run, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """What is no fault of a document is for those who validate, not for each build."""
        real = validator.check

        def check(data: bytes, path: str, url: str | None = None, **more: Any) -> validator.Verdict:
            verdict = real(data, path=path, url=f"{url}?other" if url else None, **more)
            return replace(verdict, problems=tuple(replace(one, level="info") for one in verdict.problems))

        monkeypatch.setattr(validator, "check", check)
        ran = run("build", home.root, *NOW)
        assert (ran.code, ran.err) == (0, "")

    def test_foreign_file_elsewhere(self, home: Home, run: Run, tmp_path: Path) -> None:
        """A file in an output elsewhere is named where it is."""
        out = tmp_path / "out"
        out.mkdir()
        (out / "rss.xml").write_text("mine")
        ran = run("build", home.root, *NOW, "--output", out)
        assert ran.err.startswith(f"{out}/rss.xml: not-ours")


class TestTelling:
    """The commands that only tell."""

    def test_list(self, home: Home, run: Run) -> None:
        """Each feed is a row: title, path, posts, newest, and its size once it is built."""
        assert "not yet built" in run("list", home.root, *NOW).out
        run("build", home.root, *NOW)
        rows = [row.split() for row in run("list", home.root, *NOW).out.splitlines()]
        size = f"{len(home.files()['category/news/atom.xml']):,}"
        assert [
            "Notes",
            "|",
            "News",
            "category/news/atom.xml",
            "2",
            "of",
            "2",
            "2026-01-03T03:04+08:00",
            size,
        ] in rows

    def test_list_json(self, home: Home, run: Run) -> None:
        """The channels as one object."""
        told = answer(run("list", home.root, *NOW, "--format", "json"))
        assert [one["name"] for one in told["channels"]] == ["", "News"]
        assert told["channels"][0]["feeds"][0] == {"format": "rss", "path": "rss.xml", "bytes": None}

    def test_posts(self, home: Home, run: Run) -> None:
        """Each source is a row, with its state and the reason for it."""
        home.post("later", date="2027-01-01")
        home.write("posts/bad.md", "---\ntitle: a: b\n---\n")
        ran = run("posts", home.root, *NOW)
        rows = [" ".join(row.split()) for row in ran.out.splitlines()]
        assert "posts/bad.md left-out: front matter cannot be read" in rows
        assert "posts/later.md scheduled: future 2027-01-01T00:00+08:00 Later" in rows
        assert "posts/one.md published 2026-01-02T03:04+08:00 One" in rows
        assert (ran.code, ran.err) == (0, "")

    def test_posts_json(self, home: Home, run: Run) -> None:
        """One object a line, its keys as documented."""
        home.write("posts/bad.md", "---\ntitle: a: b\n---\n")
        lines = [
            json.loads(line) for line in run("posts", home.root, *NOW, "--format", "json").out.splitlines()
        ]
        assert [line["source"] for line in lines] == ["posts/bad.md", "posts/one.md", "posts/two.md"]
        assert lines[1] == {
            "source": "posts/one.md", "state": "published", "reason": None,
            "id": "https://example.org/2026/01/02/one/", "url": "https://example.org/2026/01/02/one/",
            "published": "2026-01-02T03:04:05+08:00", "updated": "2026-01-02T03:04:05+08:00", "title": "One",
            "categories": ["News"], "tags": [], "authors": [], "lang": None,
        }  # fmt: skip

    def test_explain(self, home: Home, run: Run) -> None:
        """One post is explained, its site found above it, and --root taken where it is given."""
        ran = run("explain", home.root / "posts/one.md", *NOW)
        assert ran.code == 0
        assert "published  2026-01-02T03:04:05+08:00  (date in line 3, its own zone)" in ran.out
        assert "feeds      rss.xml, atom.xml, category/news/rss.xml, category/news/atom.xml" in ran.out
        assert run("explain", home.root / "posts/one.md", *NOW, "--root", home.root).out == ran.out

    def test_explain_what_is_left_out(self, home: Home, run: Run) -> None:
        """A post that is left out is explained with its problems."""
        bad = home.write("posts/bad.md", "---\ntitle: a: b\n---\n")
        ran = run("explain", bad, *NOW)
        assert ran.code == 0
        assert "state      left-out  (front matter cannot be read)" in ran.out
        assert "posts/bad.md:2:9: yaml: " in ran.out

    def test_explain_no_post(self, home: Home, run: Run) -> None:
        """A file that is no post of the site is one line."""
        said = one_line(run("explain", home.root / "feeds.toml", *NOW), 1)
        assert "is no file in posts of" in said

    def test_init(self, home: Home, run: Run) -> None:
        """It writes settings that load again, and never over those that are there."""
        assert "is there already; edit it" in one_line(run("init", home.root), 2)
        (home.root / "feeds.toml").unlink()
        ran = run("init", home.root, "--base-url", "https://example.org")
        assert (ran.code, ran.out, ran.err) == (0, f"{home.root}/feeds.toml: written; plain site\n", "")
        assert run("build", home.root, *NOW).code == 0

    def test_init_nowhere(self, run: Run, tmp_path: Path) -> None:
        """A folder that is not there is one line."""
        assert "there is no such folder" in one_line(run("init", tmp_path / "nope"), 2)

    def test_init_cannot_write(self, run: Run, tmp_path: Path) -> None:
        """Where nothing can be written is one line: here a link leads into no folder."""
        (tmp_path / "feeds.toml").symlink_to(tmp_path / "nowhere" / "feeds.toml")
        ran = run("init", tmp_path)
        assert ran.code in {1, 2}
        assert ran.err.count("\n") == 1

    @pytest.mark.skipif(not Path("/proc").is_dir(), reason="nowhere else may nobody write")
    def test_init_where_nobody_may_write(self, run: Run) -> None:
        """Where nothing can be written it is one line that says so."""
        assert "make the folder writable" in one_line(run("init", "/proc"), 1)


class TestProgram:
    """The program as it is started, in processes of its own."""

    def test_help_and_version(self, run: Run) -> None:
        """`feeds` alone shows the help; --help and --version end well."""
        alone, asked = run(), run("--help")
        assert alone.code == 2
        assert "build" in alone.out + alone.err
        assert (asked.code, asked.err) == (0, "")
        commands = ("build", "validate", "list", "posts", "explain", "init", "serve", "snippet", "check-site")
        for command in commands:
            assert command in asked.out
            assert run(command, "--help").code == 0
        assert run("--version") == type(asked)(0, f"feeds {__version__}\n", "")

    @pytest.mark.parametrize(
        "words",
        [
            ["--help"],
            ["--version"],
            *([name, "--help"] for name in ("build", "validate", "serve", "snippet", "check-site")),
        ],
    )
    def test_help_is_quick(self, words: list[str]) -> None:
        """Help and version load none of the packages that do the work."""
        code = (
            "import sys\nfrom feeds.cli import main\ntry:\n    main()\nexcept SystemExit:\n    pass\n"
            "heavy = set('lxml feedgen yaml frontmatter dateutil comrak nh3 pydantic rich'.split())\n"
            "print(sorted(heavy & {name.partition('.')[0] for name in sys.modules}), file=sys.stderr)"
        )
        done = subprocess.run(
            [sys.executable, "-c", code, *words], capture_output=True, text=True, check=True, cwd=ROOT
        )
        assert done.stderr == "[]\n"

    @pytest.mark.parametrize(
        "words",
        [
            ["build", ".", "--output", "out", "--cache", "kept", "--jobs", "1", "--format", "json"],
            ["posts", "--now", "2026-06-01", "--config", "feeds.toml"],
            ["validate", "feeds.toml", "--ignore", "missing-guid"],
        ],
    )
    def test_plain_words_are_quick(self, words: list[str], home: Home) -> None:
        """Where the words leave no doubt, nothing loads what typer reads the others with."""
        code = (
            "import sys\nfrom feeds.cli import main\ntry:\n    main()\nexcept SystemExit:\n    pass\n"
            "print('pydantic' in sys.modules, file=sys.stderr)"
        )
        done = subprocess.run(
            [sys.executable, "-c", code, *words], capture_output=True, text=True, check=True, cwd=home.root,
            env=os.environ | {"PYTHONPATH": str(ROOT)},
        )  # fmt: skip
        assert done.stderr.endswith("False\n")

    @pytest.mark.parametrize("dialect", ["plain", "jekyll"])
    def test_a_small_build_is_quick(self, dialect: str, home: Home) -> None:
        """A build of plain posts loads nothing that it has no use for: each of these takes its time."""
        if dialect == "jekyll":
            (home.root / "posts").rename(home.root / "_posts")
            for post in (home.root / "_posts").iterdir():
                post.rename(post.with_name(f"2026-01-02-{post.name}"))
            home.write("_config.yml", "# ours\nurl: https://example.org\nfeed:\n  posts_limit: 5\n")
        code = (
            "import sys\nfrom feeds.cli import main\ntry:\n    main()\nexcept SystemExit:\n    pass\n"
            f"print(sorted(set({UNUSED!r}.split()) & sys.modules.keys()), file=sys.stderr)"
        )
        done = subprocess.run(
            [sys.executable, "-c", code, "build", ".", *NOW], capture_output=True, text=True, check=True,
            cwd=home.root, env=os.environ | {"PYTHONPATH": str(ROOT)},
        )  # fmt: skip
        assert "2 posts" in done.stdout
        used = {"feeds.content.slots", "feeds.content.liquid"} if dialect == "plain" else set()
        assert done.stderr == f"{sorted(used)}\n"

    ENVIRONMENTS: tuple[Mapping[str, str], ...] = (
        {"PYTHONHASHSEED": "1", "TZ": "Asia/Kathmandu", "LC_ALL": "C"},
        {"PYTHONHASHSEED": "2", "TZ": "America/St_Johns", "LC_ALL": "C.UTF-8", "LANGUAGE": "fa"},
    )

    def test_nothing_around_changes_a_byte(self, program: Callable[..., Ran], tmp_path: Path) -> None:
        """Neither the hash seed, the zone, the locale nor the number of workers changes a byte."""
        made = []
        for number, env in enumerate(self.ENVIRONMENTS):
            output = tmp_path / str(number)
            ran = program("build", ".", *NOW, "--output", output, "--jobs", str(number + 1), env=env)
            assert ran.code == 0, ran.err
            made.append(
                {path.relative_to(output): path.read_bytes() for path in output.rglob("*") if path.is_file()}
            )
        assert made[0] == made[1]
        assert len(made[0]) > 10

    def test_reader_that_leaves(self, home: Home) -> None:
        """Whoever reads us may stop: no traceback, and no complaint."""
        command = [sys.executable, "-c", "from feeds.cli import run; run()", "posts", str(home.root), *NOW]
        read, write = os.pipe()
        os.close(read)
        process = subprocess.Popen(
            [*command, "--format", "json"], stdout=write, stderr=subprocess.PIPE, cwd=ROOT
        )
        os.close(write)
        _, err = process.communicate(timeout=60)
        assert err == b""
        assert process.returncode == 1

    @pytest.mark.skipif(sys.platform == "win32", reason="POSIX only")
    def test_progress_is_for_a_terminal(self, home: Home) -> None:
        """On a terminal the stages are shown while they run; stdout is the same as ever."""
        import pty  # noqa: PLC0415 - not on Windows

        ours, theirs = pty.openpty()
        command = [sys.executable, "-c", "from feeds.cli import run; run()", "build", str(home.root), *NOW]
        done = subprocess.run(
            command, stdout=subprocess.PIPE, stderr=theirs, cwd=ROOT, check=True, timeout=60
        )
        os.close(theirs)
        shown = os.read(ours, 100_000).decode()
        os.close(ours)
        for stage in ("Reading", "Rendering", "Checking"):
            assert stage in shown
        assert done.stdout.count(b"\n") == 3

    @pytest.mark.skipif(sys.platform == "win32", reason="POSIX only")
    @pytest.mark.parametrize("jobs", [1, 2])
    @pytest.mark.parametrize(
        ("part", "name"),
        [("cli", "recall"), ("publish", "settle"), ("validator", "check"), ("writer", "plan")],
    )
    def test_interrupt(self, home: Home, run: Run, part: str, name: str, jobs: int) -> None:
        """Ctrl-C ends at once, without a traceback; the output is as whole as it was, and not locked."""
        run("build", home.root, *NOW)
        before, times = home.files(), home.times()
        home.post("three")
        code = (
            f"import os, signal\nfrom feeds import {part} as part\nfrom feeds.cli import main\n"
            f"real = part.{name}\n"
            "def stopped(*words, **named):\n"
            "    os.kill(os.getpid(), signal.SIGINT)\n"
            "    return real(*words, **named)\n"
            f"part.{name} = stopped\nmain()"
        )
        command = [sys.executable, "-c", code, "build", str(home.root), *NOW, "--jobs", str(jobs)]
        done = subprocess.run(command, capture_output=True, cwd=ROOT, check=False, timeout=60)
        assert (done.returncode, done.stdout, done.stderr) == (130, b"", b"")
        assert (home.files(), home.times()) == (before, times)
        assert run("build", home.root, *NOW).code == 0
        assert b"Three" in home.files()["rss.xml"]

    @pytest.mark.skipif(
        sys.platform != "linux", reason="elsewhere no folder that somebody is in can be removed"
    )
    def test_folder_that_is_gone(self, tmp_path: Path) -> None:
        """Where the folder that it is started in is gone, that is one line; the version is told still."""
        code = "import os\nfrom feeds.cli import main\nos.rmdir(os.getcwd())\nmain()"
        environment = {**os.environ, "PYTHONPATH": str(ROOT)}
        for words, exit_code, lines in ((["build"], 2, 1), (["list"], 2, 1), (["--version"], 0, 0)):
            folder = tmp_path / words[0]
            folder.mkdir()
            command = [sys.executable, "-c", code, *words]
            done = subprocess.run(command, capture_output=True, cwd=folder, env=environment, check=False)
            assert (done.returncode, done.stderr.count(b"\n")) == (exit_code, lines)

    @pytest.mark.skipif(not Path("/dev/full").exists(), reason="it needs a file that takes nothing")
    @pytest.mark.parametrize("words", ["build .", "validate output", "list .", "--version", "--help"])
    @pytest.mark.parametrize("buffered", ["", "1"])
    def test_stdout_that_takes_no_more(self, home: Home, run: Run, words: str, buffered: str) -> None:
        """Where what it says cannot be written, that is one line, or nothing where nobody reads any more."""
        run("build", home.root, *NOW)
        environment = {**os.environ, "PYTHONPATH": str(ROOT), "PYTHONUNBUFFERED": buffered}

        def says(stdout: str, stderr: str) -> tuple[int, bytes]:
            shell = f'"{sys.executable}" -c "from feeds.cli import run; run()" {words} >{stdout} 2>{stderr}'
            done = subprocess.run(
                ["bash", "-c", shell], capture_output=True, cwd=home.root, env=environment, check=False
            )
            return done.returncode, (home.root / "said").read_bytes() if stderr == "said" else b""

        told = b"feeds: stdout cannot be written (No space left on device); send it elsewhere\n"
        for _ in range(2):  # the second build only repeats what the first has said
            code, said = says("/dev/full", "said")
            assert (code, said.splitlines(keepends=True)[-1]) == (1, told)
            assert b"Traceback" not in said
        reader, writer = os.pipe()
        os.close(reader)
        command = [sys.executable, "-c", "from feeds.cli import run; run()", *words.split()]
        done = subprocess.run(
            command, stdout=writer, stderr=subprocess.PIPE, cwd=home.root, env=environment, check=False
        )
        os.close(writer)
        assert (done.returncode, done.stderr) == (1, b"")
        assert says("&-", "/dev/null") == (0, b"")
        assert says("/dev/null", "&-") == (0, b"")

    @pytest.mark.skipif(sys.platform == "win32", reason="POSIX only")
    def test_interrupt_while_it_waits(self) -> None:
        """Ctrl-C is heard also where a document is awaited on standard input."""
        code = (
            "import os, signal, threading\nfrom feeds.cli import main\n"
            "threading.Timer(0.7, os.kill, (os.getpid(), signal.SIGINT)).start()\nmain()"
        )
        silence, writer = os.pipe()
        command = [sys.executable, "-c", code, "validate", "-"]
        done = subprocess.run(command, stdin=silence, capture_output=True, cwd=ROOT, check=False, timeout=60)
        os.close(silence)
        os.close(writer)
        assert (done.returncode, done.stdout, done.stderr) == (130, b"", b"")

    def test_terminal_that_is_not_utf8(self, program: Callable[..., Ran]) -> None:
        """Where the terminal cannot show a letter there is no traceback."""
        ran = program("posts", ".", *NOW, env={"LC_ALL": "C", "PYTHONIOENCODING": "ascii", "PYTHONUTF8": "0"})
        assert (ran.code, ran.err) == (0, "")


class TestSample:
    """The sample site of this repository."""

    def test_output_is_what_is_committed(self, run: Run) -> None:
        """Building posts/ with feeds.toml gives exactly output/."""
        ran = run("build", ROOT, "--check", "--now", "2026-11-22T12:00:00Z")
        assert (ran.code, ran.err) == (0, "")

    def test_nothing_active_is_published(self) -> None:
        """Of the posts' scripts and handlers nothing is in any file: there are some in posts/."""
        posts = b"".join(path.read_bytes() for path in (ROOT / "posts").iterdir())
        output = b"".join(path.read_bytes() for path in (ROOT / "output").rglob("*.xml"))
        assert b"<script" in posts
        assert b"onclick=" in posts
        for word in (b"onclick", b"<script", b"&lt;script&gt;"):
            assert word not in output

    def test_no_problem(self, run: Run) -> None:
        """Every document in output/ is without fault."""
        ran = run("validate", ROOT / "output")
        assert "documents checked: 0 errors, 0 warnings, " in ran.out


@pytest.fixture(scope="module")
def finews(tmp_path_factory: pytest.TempPathFactory, program: Callable[..., Ran]) -> Path:
    """Return what is published of finews."""
    output = tmp_path_factory.mktemp("finews")
    assert program("build", SITES / "finews", "--output", output, *NOW).code == 0
    return output


@pytest.mark.skipif(not SITES.is_dir(), reason="the sites are not at hand")
class TestSites:
    """Real sites, beside the repository where they are at hand."""

    @pytest.mark.parametrize(
        "name", sorted(path.name for path in SITES.iterdir() if path.is_dir()) if SITES.is_dir() else []
    )
    def test_site(self, name: str, run: Run, tmp_path: Path) -> None:
        """A build ends well, every document is without error, and a reader sees each of its entries."""
        site, output = SITES / name, tmp_path / "output"
        words = ("build", site, "--output", output, "--now", "2026-11-22T12:00:00Z", "--jobs", "1")
        ran = run(*words)
        if ran.code == 2 and "site.url is not set" in ran.err:
            ran = run(*words, "--base-url", "https://example.org")
        assert "Traceback" not in ran.err
        if not output.exists() or not any(output.rglob("*.xml")):
            assert ran.code in {1, 2}
            assert ran.err.startswith("feeds: ")
            assert ran.err.count("\n") == 1
            return
        assert ran.code == 0, ran.err[-2000:]
        files = sorted(output.rglob("*.xml"))
        for file in files:
            self._judge(file)
        if which("xmllint"):
            subprocess.run(["xmllint", "--noout", *map(str, files)], check=True)

    def _judge(self, file: Path) -> None:
        data = file.read_bytes()
        verdict = validator.check(data, path=str(file))
        assert [str(problem) for problem in verdict.problems if problem.level == "error"] == []
        if verdict.kind in {"rss", "atom"}:
            root = etree.fromstring(data)
            entries = len(root.findall("channel/item")) + len(root.findall("{*}entry"))
            read = feedparser.parse(data)
            assert not read.bozo, read.bozo_exception
            assert len(read.entries) == entries

    def test_all_are_supported_or_named(self) -> None:
        """Each site is read by some dialect: none is looked at with an error."""
        for site in SITES.iterdir():
            if site.is_dir():
                assert dialects.recognise(site).name in dialects.names()

    @pytest.mark.parametrize(
        "path", ["feed.xml", "rss.xml", "feed/xinhuacaijing.xml", "rss/xinhuacaijing.xml"]
    )
    def test_finews(self, finews: Path, path: str) -> None:
        """The post of finews is in its four feeds, with the link, id and dates of its generator."""
        link = "https://finews.withounder.com/xinhuacaijing/2021/12/28/NW202112282228621028.html"
        read = feedparser.parse((finews / path).read_bytes())
        (entry,) = [one for one in read.entries if one.link == link]
        assert entry.id == link.removesuffix(".html")
        assert "xinhuacaijing" in [tag.term for tag in entry.tags]
        rss = path.startswith("rss")
        assert entry.published == ("Tue, 28 Dec 2021 15:54:15 +0800" if rss else "2021-12-28T15:54:15+08:00")

    def test_damage_to_a_real_site(self, run: Run, tmp_path: Path) -> None:
        """The same promise on a real site: one damaged post, and the output stays byte for byte."""
        site = tmp_path / "finews"
        copytree(SITES / "finews", site)
        for path in (site, *site.rglob("*")):
            path.chmod(path.stat().st_mode | 0o200)
        assert run("build", site, *NOW).code == 0
        before = {path: path.read_bytes() for path in (site / "output").rglob("*.xml")}
        post = site / "_posts/2021-12-28-NW202112282228621028.md"
        post.write_bytes(b"---\ntitle: a: b\n---\n")
        assert run("build", site, *NOW).code == 1
        assert {path: path.read_bytes() for path in (site / "output").rglob("*.xml")} == before
