"""python -m benchmarks [POSTS ...]: `feeds build` cold and again, as whole processes, best and median."""

from __future__ import annotations

import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from benchmarks import corpus

_RUNS = 3
_COMMAND = [sys.executable, "-c", "from feeds.cli import main; main()", "build"]


def main(sizes: list[int]) -> None:
    """Print a table: posts, then seconds cold and seconds when nothing changed."""
    print(f"{'posts':>9}  {'cold best':>9} {'median':>7}  {'again best':>10} {'median':>7}")
    for posts in sizes:
        with tempfile.TemporaryDirectory() as folder:
            site, output = Path(folder, "site"), Path(folder, "output")
            corpus.write(site, posts)
            cold, again = [], []
            for _ in range(_RUNS):
                shutil.rmtree(output, ignore_errors=True)
                cold.append(_seconds(site, output))
                again.append(_seconds(site, output))
        figures = (min(cold), statistics.median(cold), min(again), statistics.median(again))
        print("{:>9,}  {:>9.2f} {:>7.2f}  {:>10.2f} {:>7.2f}".format(posts, *figures), flush=True)


def _seconds(site: Path, output: Path) -> float:
    start = time.perf_counter()
    subprocess.run([*_COMMAND, str(site), "--output", str(output)], check=True, capture_output=True)
    return time.perf_counter() - start


if __name__ == "__main__":
    main([int(argument) for argument in sys.argv[1:]] or [100, 1_000, 10_000])
