"""Whether feeds makes the same bytes with and without its cache, with 1 and 2 workers, and valid ones."""

from __future__ import annotations

import shutil
from dataclasses import replace
from hashlib import sha256
from pathlib import Path

from benchmarks.measure import Run, run
from benchmarks.ours import Feeds
from benchmarks.tools import Place


def find_faults(feeds: Feeds, place: Place, timeout: float) -> list[str]:
    """Compare the output with that of other ways to make it, and validate it; return what is wrong."""
    wanted, faults = _digests(place.output), []
    work = place.output.with_name("other-ways")
    for name, options in ways(feeds, work / "cache"):
        output = work / "output"
        shutil.rmtree(output, ignore_errors=True)
        command = feeds.builder(replace(place, output=output), *options)
        faults += _failure(name, run(command, work / "log", timeout))
        made = _digests(output)
        differing = sorted(path for path in wanted | made if wanted.get(path) != made.get(path))
        if differing:
            faults.append(
                f"feeds: {len(differing)} files have other bytes with {name}, such as {differing[0]}"
            )
    faults += _failure("validate", run(feeds.checker(str(place.output)), work / "log", timeout))
    shutil.rmtree(work, ignore_errors=True)
    return faults


def ways(feeds: Feeds, cache: Path) -> list[tuple[str, tuple[str, ...]]]:
    """Return the ways to build that must not differ, and the options that each of them is."""
    if not feeds.caches:
        return [(f"--jobs {jobs}", ("--jobs", jobs)) for jobs in "12"]
    ways = [(f"--no-cache --jobs {jobs}", ("--no-cache", "--jobs", jobs)) for jobs in "12"]
    kept = feeds.cache(cache)
    return [
        *ways,
        ("--jobs 2 and a new cache", (*kept, "--jobs", "2")),
        ("--jobs 1 and a full cache", (*kept, "--jobs", "1")),
    ]


def _failure(name: str, done: Run) -> list[str]:
    return [] if done.code == 0 else [f"feeds: {name}: exit code {done.code}: {done.said[-500:]}"]


def _digests(folder: Path) -> dict[str, bytes]:
    """Return the digest of each file below a folder, by its path in it."""
    files = (path for path in folder.rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix(): sha256(path.read_bytes()).digest() for path in files}
