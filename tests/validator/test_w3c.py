"""The W3C validator's own cases, where they lie beside the project: they are not ours to copy."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path

import pytest

from feeds.validator import check

CASES = Path(__file__).parents[3] / "shared" / "conformance" / "w3c"

# Cases in which the W3C's validator finds no error and ours does, each with the reason.
STRICTER: dict[str, str] = {}


@pytest.mark.skipif(not CASES.is_dir(), reason="the W3C's cases are not here")
def test_the_w3c_agrees(capsys: pytest.CaptureFixture[str]) -> None:
    """No case that is in order gets an error, and of the others nearly all of RSS and Atom do."""
    counts: Counter[tuple[str, str, bool]] = Counter()
    wrong = []
    for line in (CASES / "cases.jsonl").read_text("utf-8").splitlines():
        case = json.loads(line)
        name: str = case["file"]
        verdict = check((CASES / name).read_bytes(), path=name)
        found = any(problem.level == "error" for problem in verdict.problems)
        right = found == (case["expect"] == "error")
        part = "extensions" if name.startswith("files/ext/") else "core"
        counts[part, case["expect"], right] += 1
        if case["expect"] == "no-error" and not right and name not in STRICTER:
            wrong.append(name)
    with capsys.disabled():
        for (part, expect, right), count in sorted(counts.items()):
            words = f"W3C {part}, {expect}: {count} {'agree' if right else 'differ'}"
            print(f"\n{words}", end="")  # noqa: T201 - the counts are the result
    assert wrong == []
    reported = counts["core", "error", True]
    assert reported / (reported + counts["core", "error", False]) > 0.98
