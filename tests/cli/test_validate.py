"""What `feeds validate` promises: any input, exit codes, and an answer for a person or a program."""

from __future__ import annotations

import gzip
import hashlib
import importlib.metadata
import json
import threading
from collections.abc import Callable, Iterator
from email.message import Message
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.test_cli import NOW, answer, one_line

if TYPE_CHECKING:
    from tests.conftest import Home, Ran, Run

BAD = """\
<rss version="2.0" xmlns:atom="http://www.w3.org/2005/Atom"><channel>
<title>中文</title><link>https://example.org/</link><description>D</description>
<atom:link rel="self" type="application/rss+xml" href="https://example.org/rss.xml"/>
<item><title>🎉</title><pubDate>soon</pubDate></item>
</channel></rss>
"""


@pytest.fixture
def bad(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a feed with an error and a warning; the folder that we are in has nothing else."""
    monkeypatch.chdir(tmp_path)
    file = tmp_path / "bad.xml"
    file.write_text(BAD, "utf-8")
    return file


class TestInput:
    """Whatever is named is checked."""

    def test_files_and_folders(self, home: Home, run: Run) -> None:
        """A folder's documents are checked, and what else lies there is not looked at."""
        run("build", home.root, *NOW)
        home.write("output/index.html", "<html><p>x</html>")
        home.write("output/picture.png", b"\x89PNG")
        ran = run("validate", home.output)
        assert ran.code == 0
        assert ran.out.startswith("5 documents checked: 0 errors, 0 warnings, ")
        assert run("validate", home.output / "rss.xml", home.output / "atom.xml").code == 0

    def test_standard_input(self, home: Home, run: Run, program: Callable[..., Ran]) -> None:
        """- is standard input, compressed or not."""
        run("build", home.root, *NOW)
        feed = home.files()["atom.xml"]
        for data in (feed, gzip.compress(feed)):
            ran = program("validate", "-", stdin=data)
            assert (ran.code, ran.err) == (0, "")
        assert program("validate", "-", stdin=b"").code == 1

    def test_broken_feed_in_a_folder(self, bad: Path, run: Run) -> None:
        """What was cut off is not passed over in silence."""
        bad.write_bytes(BAD.encode()[:200])
        ran = run("validate", bad.parent)
        assert ran.code == 1
        assert "not-well-formed" in ran.err

    def test_nothing_to_check(self, run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        """A file that is not there, and a folder without a feed, are one line and exit 1; no name is 2."""
        monkeypatch.chdir(tmp_path)
        assert "No such file" in one_line(run("validate", tmp_path / "nope.xml"), 1)
        assert "there is no feed or sitemap in it" in one_line(run("validate", tmp_path), 1)
        assert "there is nothing to check; name a file" in one_line(run("validate"), 2)

    @pytest.mark.parametrize("style", ["text", "json", "sarif", "github"])
    def test_what_cannot_be_read(self, bad: Path, run: Run, style: str) -> None:
        """The rest is checked all the same; what is missing is one line on stderr, and exit 1."""
        bad.write_text(BAD.replace("soon", "Fri, 02 Jan 2026 03:04:05 +0800"))
        ran = run("validate", "nope.xml", bad, "--format", style, "--level", "error")
        assert ran.code == 1
        assert ran.err == "feeds: nope.xml: No such file or directory; name a file that can be read\n"
        assert ran.out.count("\n") == 1

    @pytest.fixture
    def site(self, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
        """Return the URL of a feed on a server of our own."""
        monkeypatch.setenv("no_proxy", "127.0.0.1")

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                self.send_response_only(200)
                self.send_header("Content-Type", "text/html")
                self.end_headers()
                self.wfile.write(BAD.encode())

            def log_message(self, *_words: object) -> None:
                """Say nothing."""

        with HTTPServer(("127.0.0.1", 0), Handler) as server:
            thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
            thread.start()
            yield f"http://127.0.0.1:{server.server_port}/rss.xml"
            server.shutdown()
            thread.join()

    def test_url(self, bad: Path, run: Run, site: str) -> None:
        """A URL is fetched where --url names it, and its header is looked at as well."""
        ran = run("validate", "--url", site, "--format", "json")
        (file,) = answer(ran)["files"]
        assert (ran.code, file["path"], file["kind"]) == (1, site, "rss")
        assert {"media-type-header", "rfc822-date"} <= {problem["code"] for problem in file["problems"]}
        both = answer(run("validate", bad, "--url", site, "--url", site, "--format", "json"))
        assert [one["path"] for one in both["files"]] == [str(bad), site]
        assert "No such file" in one_line(run("validate", site), 1)

    def test_url_that_fails(self, bad: Path, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
        """An error of the network is one line, and exit 1."""
        said = one_line(run("validate", "--url", "http://127.0.0.1:9/"), 1)
        assert said.startswith("http://127.0.0.1:9/: cannot be fetched: ")
        assert "is no web address" in one_line(run("validate", "--url", "rss.xml"), 1)


class TestAnswer:
    """What is said, and where."""

    def test_text(self, bad: Path, run: Run) -> None:
        """A fault is a line on stderr with its spot below it; the last line sums up."""
        ran = run("validate", "bad.xml")
        assert ran.code == 1
        lines = ran.err.splitlines()
        at = next(number for number, line in enumerate(lines) if " rfc822-date: " in line)
        assert lines[at].startswith("bad.xml:4:23: /rss/channel/item[1]/pubDate rfc822-date: ")
        assert lines[at + 1] == "    <item><title>🎉</title><pubDate>soon</pubDate></item>"
        assert lines[at + 2] == "    " + " " * 23 + "^"
        assert ran.out.startswith("1 document checked: ")

    def test_github(self, bad: Path, run: Run) -> None:
        """Annotations are on stdout, where GitHub reads them."""
        ran = run("validate", bad, "--format", "github")
        assert f"::error file={bad},line=4,col=23,title=rfc822-date::" in ran.out
        assert ran.err == ""

    def test_json(self, bad: Path, run: Run) -> None:
        """The answer is one object with the documented keys, and nothing else."""
        bad.write_text("<html/>")
        ran = run("validate", bad, "--format", "json")
        told = answer(ran)
        assert (ran.code, ran.err) == (1, "")
        assert list(told) == ["files", "errors", "warnings"]
        assert (told["errors"], told["warnings"]) == (1, 0)
        (one,) = told["files"]
        assert (one["path"], one["kind"], one["problems"][0]["code"]) == (str(bad), None, "unknown-format")
        assert list(one["problems"][0]) == ["level", "code", "line", "column", "path", "message", "see"]

    def test_sarif(self, bad: Path, run: Run) -> None:
        """The log is one object, and nothing else; its paths are relative to this folder."""
        ran = run("validate", bad, "--format", "sarif")
        assert (ran.code, ran.err) == (1, "")
        (told,) = answer(ran)["runs"]
        places = [result["locations"][0]["physicalLocation"] for result in told["results"]]
        assert {place["artifactLocation"]["uri"] for place in places} == {"bad.xml"}
        rules = told["tool"]["driver"]["rules"]
        assert all(rule["helpUri"].endswith(rule["id"]) for rule in rules)
        assert all(":" in rule["helpUri"] for rule in rules)

    @pytest.mark.parametrize(
        ("urls", "page"),
        [
            (["Problems, https://example.org/p/"], "https://example.org/p/rfc822-date"),
            (["Homepage, https://example.org/"], "urn:feeds:problems:rfc822-date"),
            (None, "urn:feeds:problems:rfc822-date"),
        ],
    )
    def test_sarif_pages(
        self, bad: Path, run: Run, monkeypatch: pytest.MonkeyPatch, urls: list[str] | None, page: str
    ) -> None:
        """The page of a code is where the package says that they are; a name of its own if nowhere."""

        def metadata(name: str) -> Message:
            if urls is None:
                raise importlib.metadata.PackageNotFoundError(name)
            told = Message()
            for url in urls:
                told["Project-URL"] = url
            return told

        monkeypatch.setattr(importlib.metadata, "metadata", metadata)
        (told,) = answer(run("validate", bad, "--format", "sarif"))["runs"]
        assert page in {rule["helpUri"] for rule in told["tool"]["driver"]["rules"]}

    def test_our_own_document(self, home: Home, run: Run) -> None:
        """A fault of an entry that we published names its post."""
        home.write("posts/one.md", "---\ntitle: One\ndate: 2026-01-02 03:04:05 +0800\n---\n\nHello.")
        assert run("build", home.root, *NOW).code == 0
        manifest = json.loads(home.files()[".feeds/manifest.json"])
        assert "posts/one.md" in manifest["ids"]
        # Its documents are without fault, so one is made faulty behind its back, and the manifest told.
        file = home.output / "rss.xml"
        file.write_bytes(file.read_bytes().replace(b"Fri, 02 Jan", b"Tue, 02 Jan"))

        manifest["files"]["rss.xml"] = f"sha256:{hashlib.sha256(file.read_bytes()).hexdigest()}"
        home.write("output/.feeds/manifest.json", json.dumps(manifest))
        ran = run("validate", file)
        assert f"{home.root}/posts/one.md:3: ({file}:" in ran.err
        (told,) = answer(run("validate", file, "--format", "json"))["files"]
        (found,) = [problem for problem in told["problems"] if problem["code"] == "rfc822-date"]
        assert found["source"] == {"path": f"{home.root}/posts/one.md", "line": 3}


class TestOptions:
    """What is shown, and what counts."""

    @pytest.fixture
    def warned(self, bad: Path) -> Path:
        """Return a feed with nothing worse than a warning."""
        bad.write_text(BAD.replace("soon", "Fri, 02 Jan 2026 03:04:05 +0800"), "utf-8")
        return bad

    def test_only_errors_count(self, warned: Path, run: Run) -> None:
        """A warning is told and is no failure; with --strict it is one."""
        ran = run("validate", warned)
        assert ran.code == 0
        assert "missing-guid" in ran.err
        assert run("validate", warned, "--strict").code == 1
        assert run("validate", warned, "--strict", "--ignore", "missing-guid").code == 0

    def test_level(self, warned: Path, run: Run) -> None:
        """--level says what is shown; what is found is counted all the same."""
        ran = run("validate", warned, "--level", "error")
        assert (ran.code, ran.err) == (0, "")
        assert "0 errors, 1 warning" in ran.out
        assert run("validate", warned, "--level", "error", "--strict").code == 1
        told = answer(run("validate", warned, "--level", "error", "--format", "json"))
        assert (told["files"][0]["problems"], told["warnings"]) == ([], 1)
        assert "::" not in run("validate", warned, "--level", "error", "--format", "github").out
        (log,) = answer(run("validate", warned, "--level", "error", "--format", "sarif"))["runs"]
        assert log["results"] == []

    def test_ignore(self, bad: Path, run: Run) -> None:
        """What is ignored is not shown, does not count, and is said to be ignored."""
        ran = run("validate", bad, "--ignore", "rfc822-date", "--ignore", "missing-guid")
        assert (ran.code, ran.err) == (0, "")
        assert ran.out == "1 document checked: 0 errors, 0 warnings, 0 infos, 2 ignored\n"

    def test_ignore_what_is_no_code(self, bad: Path, run: Run) -> None:
        """A code that is none is exit 2, with the nearest one."""
        said = one_line(run("validate", bad, "--ignore", "missing-gid"), 2)
        assert said == "--ignore: “missing-gid” is no code of a problem; write one such as missing-guid"

    @pytest.mark.parametrize("name", ["feeds.toml", "pyproject.toml", "x.toml"])
    def test_settings(self, bad: Path, run: Run, name: str) -> None:
        """feeds.toml of this folder, [tool.feeds] or --config says what to ignore, without any site."""
        table = "tool.feeds.validate" if name == "pyproject.toml" else "validate"
        Path(name).write_text(
            f'[{table}]\nignore = ["missing-guid"]\n'
            f'[[{table}.paths]]\npath = "*.xml"\nignore = ["rfc822-date"]\n'
        )
        words = ("--config", name) if name == "x.toml" else ()
        assert run("validate", bad, *words).code == 0
        assert run("validate", bad.parent, *words).out.endswith("2 ignored\n")

    @pytest.mark.parametrize(
        ("text", "said"),
        [
            (
                '[validate]\nignore = ["nope"]',
                "feeds.toml: validate.ignore.0: “nope” is no code of a problem; write",
            ),
            (
                '[validate]\nignored = ["x"]',
                "feeds.toml: validate.ignored: there is no such key; write one of ignore, paths",
            ),
            ("[[validate.paths]]\nignore = []", "feeds.toml: validate.paths.0.path: is missing"),
            (
                '[[validate.paths]]\npath = "a"\nx = 1',
                "feeds.toml: validate.paths.0.x: there is no such key; write one of path, ignore",
            ),
            ("[validate", "feeds.toml: "),
            ("validate = 1", "feeds.toml: validate: must be a table"),
        ],
    )
    def test_wrong_settings(self, bad: Path, run: Run, text: str, said: str) -> None:
        """They are one line, and exit 2."""
        Path("feeds.toml").write_text(text)
        assert one_line(run("validate", bad), 2).startswith(said)

    def test_settings_of_a_site_that_is_not_ready(self, bad: Path, run: Run) -> None:
        """Only what concerns the check is looked at."""
        Path("feeds.toml").write_text('[site]\nurl = 5\n[validate]\nignore = ["missing-guid"]')
        assert "missing-guid" not in run("validate", bad).err
        assert "there is no such file" not in one_line(run("validate", bad, "--config", "nope.toml"), 2)

    @pytest.mark.parametrize("jobs", ["0", "1", "2"])
    def test_jobs(self, bad: Path, run: Run, jobs: str) -> None:
        """However many workers there are, the answer is the same."""
        (bad.parent / "more.xml").write_text(BAD)
        for style in ("text", "json", "sarif"):
            assert run("validate", bad.parent, "--jobs", jobs, "--format", style) == run(
                "validate", bad.parent, "--format", style
            )

    def test_time(self, bad: Path, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
        """--now and SOURCE_DATE_EPOCH are as elsewhere."""
        assert run("validate", bad, *NOW).code == 1
        assert "--now: “soon” is no date" in one_line(run("validate", bad, "--now", "soon"), 2)
        monkeypatch.setenv("SOURCE_DATE_EPOCH", "soon")
        assert "SOURCE_DATE_EPOCH: “soon”" in one_line(run("validate", bad), 2)

    @pytest.mark.parametrize("words", [["--level", "bad"], ["--format", "xml"], ["--jobs", "-1"], ["--nope"]])
    def test_usage(self, bad: Path, run: Run, words: list[str]) -> None:
        """What is no option, or has no such value, is exit 2 and no traceback."""
        ran = run("validate", bad, *words)
        assert (ran.code, ran.out) == (2, "")
        assert "Traceback" not in ran.err
