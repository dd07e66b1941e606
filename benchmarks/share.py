"""What checking takes of a cold build: of its CPU time, with one worker, without the start."""

from __future__ import annotations

import statistics
import tempfile
from datetime import UTC, datetime
from pathlib import Path
from time import process_time
from typing import Any

from benchmarks.corpus import Corpus
from benchmarks.stage import Stage
from feeds import config, publish, validator
from feeds.record import replace


def measure(work: Path, posts: int, runs: int) -> str:
    """Return a line with the median of the shares."""
    stage = Stage(corpus=Corpus(posts=posts), folder=work / str(posts), tags=False, repository=False)
    stage.set_up()
    shares = [_share(stage.site) for _ in range(runs)]
    low, middle, high = min(shares), statistics.median(shares), max(shares)
    return (
        f"Checking is {middle:.1%} of the CPU time of a cold build of {posts:,} posts (from {low:.1%} to "
        f"{high:.1%} in {runs} runs; one worker, without the start; each entry and each document is checked)."
    )


def _share(site: Path) -> float:
    check, spent = validator.check, 0.0

    def timed(*arguments: Any, **options: Any) -> validator.Verdict:
        nonlocal spent
        begun = process_time()
        try:
            return check(*arguments, **options)
        finally:
            spent += process_time() - begun

    with tempfile.TemporaryDirectory() as output:
        settings = replace(config.load(site), output=Path(output))
        options = publish.Options(now=datetime.now(UTC), jobs=1)
        validator.check = timed
        begun = process_time()
        try:
            publish.build(site, settings, options)
        finally:
            validator.check = check
        return spent / (process_time() - begun)
