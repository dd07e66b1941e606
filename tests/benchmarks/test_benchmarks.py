"""The benchmark as a whole: it runs without a peer, and each peer's settings can be written."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from benchmarks.peers import PEERS
from benchmarks.tools import Place

ROOT = Path(__file__).parents[2]
pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="it measures through /proc")


def python(*arguments: str) -> subprocess.CompletedProcess[str]:
    """Run Python in the project's folder."""
    return subprocess.run([sys.executable, *arguments], cwd=ROOT, capture_output=True, text=True, check=False)


def test_feeds_alone(tmp_path: Path) -> None:
    """It measures, checks what feeds has made, names the peer that is missing, and prints a table."""
    arguments = ("--sizes", "3", "--runs", "1", "--scenarios", "cold", "--peers", "hugo", "--hugo", "none")
    done = python("-m", "benchmarks", *arguments, "--work", str(tmp_path))
    assert done.returncode == 0, done.stderr
    assert "- hugo is missing" in done.stdout
    assert "checked in every scenario" in done.stdout
    assert "|     3 | cold     | feeds |    1 |" in done.stdout


def test_measure_counts_the_whole_tree(tmp_path: Path) -> None:
    """CPU time and memory of processes whose parent has gone are counted; the exit code is kept."""
    inner = "x = bytearray(60 << 20); sum(range(9_000_000))"
    script = (
        "import sys; from pathlib import Path; from benchmarks import measure; measure.adopt_orphans();"
        f"command = ('sh', '-c', '\"$0\" -c \"$1\" & sleep 0.2; exit 3', sys.executable, {inner!r});"
        "command = measure.Command(arguments=command, folder=Path());"
        f"run = measure.run(command, Path({str(tmp_path / 'log')!r}), 60);"
        "print(run.code, run.wall < 1, run.cpu > 0.1, run.peak > 60 << 20)"
    )
    assert python("-c", script).stdout.split() == ["3", "True", "True", "True"]


@pytest.mark.parametrize("peer", PEERS)
@pytest.mark.parametrize("tags", [False, True])
def test_settings_can_be_written_twice(tmp_path: Path, peer: str, tags: bool) -> None:
    """No placeholder stays in a peer's settings, and a second time does no harm."""
    (tmp_path / "site" / "_posts").mkdir(parents=True)
    place = Place(
        site=tmp_path / "site", settings=tmp_path / "settings", output=tmp_path / "output",
        cache=tmp_path / "cache", categories=("a", "b"), tags=tags,
    )  # fmt: skip
    tool = PEERS[peer](Path(sys.executable))
    tool.prepare(place)
    tool.prepare(place)
    texts = [file.read_text("utf-8") for file in place.settings.rglob("*") if file.is_file()]
    assert texts
    assert not [text for text in texts if "@POSTS@" in text or "@TAGS@" in text]
    assert tool.command(place).folder == place.settings
