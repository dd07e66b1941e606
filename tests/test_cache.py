"""What cache.py promises: what was kept comes back as it was or not at all, and nothing else happens."""

from __future__ import annotations

import gc
import os
import re
import sqlite3
import stat
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, timedelta, timezone
from pathlib import Path, PurePosixPath
from random import Random
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from feeds.cache import Cache, version
from feeds.collector.yamltext import Bare
from feeds.record import Record

ROWS = {f"cards/{n}": bytes([n]) * 700 for n in range(9)} | {"stamps": b"[]", "piece/a/rss": b"<item/>"}
NAME = "cache.sqlite"

# A run that holds the file while another one wants it.
HOLDING = """
import sqlite3, sys
base = sqlite3.connect(sys.argv[1], isolation_level=None)
base.execute(sys.argv[2])
print("held", flush=True)
sys.stdin.read()
"""


def kept(folder: Path, which: str = "v") -> dict[str, bytes]:
    """Return all that a run of the version finds in the cache."""
    return Cache(folder, which).scan("")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Return the folder of a cache in which a run has kept the rows."""
    Cache(tmp_path / "cache", "v").save(ROWS, ROWS)
    return tmp_path / "cache"


class TestKept:
    """What one run keeps, the next one finds."""

    def test_round_trip(self, folder: Path) -> None:
        """All comes back, byte for byte, by name or by how the name begins."""
        memory = Cache(folder, "v")
        assert memory.scan("") == ROWS
        assert memory.scan("cards/") == {name: data for name, data in ROWS.items() if name[:6] == "cards/"}
        assert memory.get(["stamps", "cards/3", "none"]) == {"stamps": b"[]", "cards/3": ROWS["cards/3"]}
        assert memory.get([]) == memory.scan("x") == {}

    @given(st.dictionaries(st.text(st.characters(codec="utf-8")), st.binary(max_size=99), max_size=9))
    def test_any_names_and_bytes(self, rows: dict[str, bytes]) -> None:
        """Names may be any text, and bytes anything, none at all too."""
        import tempfile  # noqa: PLC0415 - a fixture's folder would be one for all examples

        with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as place:
            Cache(Path(place), "v").save(rows, rows)
            assert Cache(Path(place), "v").get(list(rows)) == rows

    def test_many(self, folder: Path) -> None:
        """More may be asked for at once than SQLite takes in one question."""
        many = {f"entry/{n}": b"%d" % n for n in range(3_001)}
        Cache(folder, "v").save(many, many)
        assert Cache(folder, "v").get(list(many)) == many

    def test_what_is_not_used_goes(self, folder: Path) -> None:
        """A run keeps what it made and what it used; all else is gone."""
        Cache(folder, "v").save({"new": b"n", "stamps": b"[1]"}, ["new", "stamps", "cards/1", "nowhere"])
        assert kept(folder) == {"new": b"n", "stamps": b"[1]", "cards/1": ROWS["cards/1"]}

    def test_what_is_made_and_not_used_goes_next_time(self, folder: Path) -> None:
        """What is put is there, whether its maker used it or not."""
        Cache(folder, "v").save({"new": b"n"}, [])
        assert kept(folder) == {"new": b"n"}

    def test_emptied(self, folder: Path) -> None:
        """An emptied cache finds nothing, and can be saved to all the same."""
        empty = Cache(folder, "v").emptied()
        assert empty.scan("") == {}
        empty.save({"a": b"1"}, ["a"])
        assert kept(folder) == {"a": b"1"}

    def test_none(self) -> None:
        """Without a folder nothing is found, and nothing is made."""
        memory = Cache(None, "v")
        memory.save(ROWS, ROWS)
        memory.emptied().save(ROWS, ROWS)
        assert memory.get(["stamps"]) == memory.scan("") == {}

    def test_git_does_not_see_it(self, folder: Path) -> None:
        """The folder tells git to leave it alone; one that was there before is left as it was."""
        assert (folder / ".gitignore").read_text().splitlines()[-1] == "*"
        (folder / ".gitignore").unlink()
        Cache(folder, "v").save(ROWS, ROWS)
        assert not (folder / ".gitignore").exists()

    def test_deep_folder(self, tmp_path: Path) -> None:
        """Folders above it are made too."""
        Cache(tmp_path / "a/b c?#%20", "v").save(ROWS, ROWS)
        assert kept(tmp_path / "a/b c?#%20") == ROWS

    def test_closed(self, folder: Path) -> None:
        """Whoever lets go of a cache has closed its file: no warning, and no descriptor."""
        memory = Cache(folder, "v")
        base = memory._base
        assert base is not None
        del memory
        gc.collect()
        with pytest.raises(sqlite3.ProgrammingError, match="closed"):
            base.execute("SELECT 1")


class TestVersions:
    """A version finds what it has kept itself."""

    def test_of_another_version(self, folder: Path) -> None:
        """What another version has kept is not there, and is gone when this one keeps something."""
        assert kept(folder, "w") == {}
        Cache(folder, "w").save({"a": b"1"}, ["a"])
        assert (kept(folder, "w"), kept(folder, "v")) == ({"a": b"1"}, {})

    def test_a_name_that_begins_like_a_version(self, tmp_path: Path) -> None:
        """A version is the whole of its name, not a beginning of another's."""
        Cache(tmp_path, "v").save({"w/a": b"1"}, ["w/a"])
        assert kept(tmp_path, "v/w") == {"a": b"1"} or kept(tmp_path, "v/w") == {}
        assert len(version()) == len(version("x")) == 24

    def test_another_table(self, folder: Path) -> None:
        """A table of another shape, as a version to come may make it, is done away with."""
        with closing(sqlite3.connect(folder / NAME)) as base, base:
            base.execute("DROP TABLE kept")
            base.execute("CREATE TABLE kept (name TEXT PRIMARY KEY, data BLOB)")
        memory = Cache(folder, "v")
        assert memory.scan("") == {}
        memory.save(ROWS, ROWS)
        assert kept(folder) == ROWS


class TestDamage:
    """Whatever is wrong with the file, what comes back is what was kept, or nothing."""

    def check(self, folder: Path) -> None:
        """Nothing false comes back; what is saved then is there again, now or with the run after it."""
        found = kept(folder)
        assert found.items() <= ROWS.items()
        assert Cache(folder, "v").get(list(ROWS)).items() <= ROWS.items()
        for _ in range(2):
            memory = Cache(folder, "v")
            missing = ROWS.keys() - memory.scan("").keys()
            memory.save({name: ROWS[name] for name in missing}, ROWS)
        assert kept(folder) == ROWS

    @pytest.mark.parametrize("data", [b"", b"SQLite format 3\0", b"\0" * 5_000, b"no base at all" * 500])
    def test_other_file(self, folder: Path, data: bytes) -> None:
        """A file that is no base is replaced by one."""
        (folder / NAME).write_bytes(data)
        self.check(folder)

    @pytest.mark.parametrize("share", [0.02, 0.3, 0.5, 0.9, 0.999])
    def test_truncated(self, folder: Path, share: float) -> None:
        """A file that was cut off, as by a full disk, is used as far as it is whole, or replaced."""
        data = (folder / NAME).read_bytes()
        (folder / NAME).write_bytes(data[: int(len(data) * share)])
        self.check(folder)

    @pytest.mark.parametrize("seed", range(40))
    def test_flipped_bits(self, folder: Path, seed: int) -> None:
        """Bits that are not what they were never make another value of one, nor one value another's."""
        whole, random = bytearray((folder / NAME).read_bytes()), Random(seed)
        for _ in range(12):
            data = whole.copy()
            for _ in range(random.choice([1, 1, 2, 30])):
                data[random.randrange(len(data))] ^= 1 << random.randrange(8)
            (folder / NAME).write_bytes(data)
            self.check(folder)

    @pytest.mark.parametrize("column", ["name", "sum", "data"])
    @pytest.mark.parametrize("value", [None, 5, 2.5, "text", b"\xff", "cards/2"])
    def test_other_values(self, folder: Path, column: str, value: object) -> None:
        """Values of other types, and values under another's name, are not believed."""
        with closing(sqlite3.connect(folder / NAME)) as base, base:
            base.execute(f"UPDATE kept SET {column} = ? WHERE name = 'v/cards/1'", [value])
        self.check(folder)

    def test_swapped(self, folder: Path) -> None:
        """Two values that changed their places with their sums are not believed."""
        with closing(sqlite3.connect(folder / NAME)) as base, base:
            rows = {row[0]: row for row in base.execute("SELECT * FROM kept")}
            for one, other in (("v/cards/1", "v/cards/2"), ("v/cards/2", "v/cards/1")):
                base.execute("REPLACE INTO kept VALUES (?, ?, ?)", (one, *rows[other][1:]))
        assert kept(folder) == {n: data for n, data in ROWS.items() if n not in {"cards/1", "cards/2"}}
        self.check(folder)

    def test_no_text(self, folder: Path) -> None:
        """Text that is none where a name was is no reason to fail."""
        with closing(sqlite3.connect(folder / NAME)) as base, base:
            base.execute("UPDATE kept SET name = CAST(x'762fff' AS TEXT) WHERE name = 'v/cards/1'")
        self.check(folder)

    def test_emptied(self, folder: Path) -> None:
        """An emptied cache mends a damaged file too."""
        (folder / NAME).write_bytes(b"no base at all" * 500)
        Cache(folder, "v").emptied().save(ROWS, ROWS)
        assert kept(folder) == ROWS

    def test_nobody_may_mend_it(self, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        """Where the folder cannot be written to, a damaged file stays, and does no harm."""
        (folder / NAME).write_bytes(b"no base at all" * 500)
        monkeypatch.setattr(os, "access", lambda *_: False)
        Cache(folder, "v").save(ROWS, ROWS)
        assert kept(folder) == {}
        assert (folder / NAME).read_bytes() == b"no base at all" * 500

    def test_journal_of_a_killed_run(self, folder: Path) -> None:
        """What a run that was killed had begun to write is as if it never was, or all is lost: no more."""
        (folder / f"{NAME}-journal").write_bytes(b"\xd9\xd5\x05\xf9\x20\xa1\x63\xd7" + b"\0" * 504)
        self.check(folder)

    def test_killed_while_it_writes(self, folder: Path) -> None:
        """A run that is killed between its first change and its last leaves what was there."""
        script = (
            "import sqlite3, os, sys\nbase = sqlite3.connect(sys.argv[1], isolation_level=None)\n"
            "base.execute('PRAGMA cache_size = 1')\nbase.execute('BEGIN IMMEDIATE')\n"
            'base.execute("UPDATE kept SET data = zeroblob(9000)")\nos._exit(9)\n'
        )
        subprocess.run([sys.executable, "-c", script, folder / NAME], check=False)
        self.check(folder)


class TestNoWriting:
    """What cannot be written is not: the run goes on."""

    def test_a_file_in_its_place(self, tmp_path: Path) -> None:
        """A file where the folder should be stays as it is."""
        (tmp_path / "cache").write_bytes(b"mine")
        for place in ("cache", "cache/below"):
            memory = Cache(tmp_path / place, "v")
            memory.save(ROWS, ROWS)
            assert memory.scan("") == {}
        assert (tmp_path / "cache").read_bytes() == b"mine"

    def test_a_folder_in_place_of_the_file(self, tmp_path: Path) -> None:
        """So does a folder where the file should be."""
        (tmp_path / NAME / "inner").mkdir(parents=True)
        Cache(tmp_path, "v").save(ROWS, ROWS)
        assert kept(tmp_path) == {}
        assert (tmp_path / NAME / "inner").is_dir()

    @pytest.mark.skipif(sys.platform == "win32", reason="POSIX only")
    @pytest.mark.parametrize("mode", [0o555, 0o000])
    def test_a_folder_without_rights(self, folder: Path, mode: int) -> None:
        """Where nothing may be written, or not even be looked at, nothing is, without a word."""
        if sys.platform == "linux" and os.getuid() == 0:
            script = (
                "import os, sys\nfrom pathlib import Path\nfrom feeds.cache import Cache\n"
                "os.setgid(65534)\nos.setuid(65534)\nmemory = Cache(Path(sys.argv[1]), 'v')\n"
                "memory.save({'new': b'1'}, ['new'])\nprint(sorted(memory.scan('')))\n"
            )
            for place in folder.parents[:4]:  # the last of them is everybody's, and stays so
                place.chmod(stat.S_IMODE(place.stat().st_mode) | 0o055)
            folder.chmod(mode)
            environment = os.environ | {"PYTHONPATH": os.pathsep.join(filter(None, sys.path))}
            done = subprocess.run(
                [sys.executable, "-c", script, folder],
                env=environment,
                capture_output=True,
                text=True,
                check=True,
            )
            folder.chmod(0o755)
            assert done.stdout == f"{sorted(ROWS) if mode else []}\n"
        else:
            folder.chmod(mode)
            memory = Cache(folder, "v")
            memory.save({"new": b"1"}, ["new"])
            assert memory.scan("") == (ROWS if mode else {})
            folder.chmod(0o755)
        assert kept(folder) == ROWS

    @pytest.mark.skipif(sys.platform != "linux", reason="Linux only")
    def test_a_full_disk(self, folder: Path) -> None:
        """Where there is no room, all that was kept stays, and nothing of the new is there by halves."""
        resource = pytest.importorskip("resource")
        limits = resource.getrlimit(resource.RLIMIT_FSIZE)
        big = {f"big/{n}": bytes(100_000) for n in range(9)}
        resource.setrlimit(resource.RLIMIT_FSIZE, ((folder / NAME).stat().st_size, limits[1]))
        try:
            Cache(folder, "v").save(big, big)
        finally:
            resource.setrlimit(resource.RLIMIT_FSIZE, limits)
        assert kept(folder) == ROWS

    def test_a_full_disk_as_sqlite_says_it(self, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        """So it is where SQLite itself finds no room."""
        connect = sqlite3.connect

        def small(*args: object, **options: object) -> sqlite3.Connection:
            base = connect(*args, **options)  # type: ignore[call-overload] # whatever it is called with
            assert isinstance(base, sqlite3.Connection)
            base.execute("PRAGMA max_page_count = 9")
            return base

        with monkeypatch.context() as patch:
            patch.setattr(sqlite3, "connect", small)
            Cache(folder, "v").save({"big": bytes(1_000_000)}, ["big"])
        assert kept(folder) == ROWS


class TestShared:
    """Two runs may have one cache: each finds what is whole, and nobody waits for long."""

    @pytest.fixture(params=["BEGIN IMMEDIATE", "BEGIN EXCLUSIVE"])
    def held(self, folder: Path, request: pytest.FixtureRequest) -> Iterator[str]:
        """Let another process hold the file."""
        process = subprocess.Popen(
            [sys.executable, "-c", HOLDING, str(folder / NAME), request.param],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
        )  # fmt: skip
        assert process.stdout is not None
        assert process.stdout.readline() == "held\n"
        yield request.param
        process.communicate(timeout=30)

    def test_another_run_writes(self, folder: Path, held: str) -> None:
        """While another run writes, what is read is as it was or nothing, and what is saved is dropped."""
        memory = Cache(folder, "v")
        assert memory.scan("") == (ROWS if held == "BEGIN IMMEDIATE" else {})
        memory.save({"new": b"1"}, ["new"])
        del memory
        assert (folder / NAME).is_file()

    def test_another_run_has_written(self, folder: Path) -> None:
        """A run that looks a second time finds what another has made of it since."""
        one, other = Cache(folder, "v"), Cache(folder, "v")
        assert one.scan("") == ROWS
        other.save({"new": b"1"}, ["new"])
        assert one.get(["stamps", "new"]) == {"new": b"1"}
        one.save({"newer": b"2"}, ["newer", "new"])
        assert other.scan("") == {"newer": b"2", "new": b"1"}

    def test_another_run_has_thrown_it_away(self, folder: Path) -> None:
        """A run whose file was removed meanwhile goes on, and makes a new one."""
        memory = Cache(folder, "v")
        try:
            (folder / NAME).unlink()
        except PermissionError:
            pytest.skip("an open file cannot be removed here")
        memory.get(["stamps"])
        memory.save(ROWS, ROWS)
        assert kept(folder) == ROWS


class Own(Record, frozen=True):
    """Settings as a dialect may keep them."""

    value: object


class Other(Record, frozen=True):
    """Settings of another dialect."""

    value: object


class TestVersion:
    """The version changes with all that a value in the cache may depend on, and with nothing else."""

    def test_equal_in_every_process(self) -> None:
        """Equal settings have one version, whatever the hash seed."""
        script = "from feeds.cache import version; print(version(frozenset('abcdef'), {'a': 1}))"
        environment = os.environ | {"PYTHONPATH": os.pathsep.join(filter(None, sys.path))}
        made = {
            subprocess.run(
                [sys.executable, "-c", script], env=environment | {"PYTHONHASHSEED": seed},
                capture_output=True, text=True, check=True,
            ).stdout
            for seed in ("0", "1", "2")
        }  # fmt: skip
        assert len(made) == 1

    def test_settings(self) -> None:
        """Settings that differ in anything have other versions, also where Python takes them for equal."""
        values = [
            None, "", "yes", Bare("yes"), b"yes", 1, 1.0, True, "1", (), (1,), ((1,),), {}, {"a": "b"},
            {"a": Bare("b")}, frozenset(), frozenset({"a"}), frozenset({"a", "b"}), UTC, ZoneInfo("UTC"),
            ZoneInfo("Asia/Tehran"), timezone(timedelta(hours=1)), PurePosixPath("a"), Own("a"), Other("a"),
            Own(Bare("a")), Own(("a", "b")), Own(("a,b",)), re.compile("a"), re.compile("a", re.IGNORECASE),
            re.compile("a" * 300), re.compile("a" * 300 + "b"), re.compile(b"a"),
        ]  # fmt: skip
        versions = [version(value) for value in values]
        assert len(set(versions)) == len(values)
        assert (
            len({*versions, version(), version(None, None), version("a", "b"), version("ab")})
            == len(values) + 4
        )
        assert versions == [version(value) for value in values]

    def test_what_cannot_be_told(self) -> None:
        """What we cannot tell from others is never taken for equal: that is our bug, and said."""
        with pytest.raises(TypeError, match=r"^object cannot be told from another$"):
            version(Own([object()]))
