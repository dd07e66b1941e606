"""The machine that was measured on, in words."""

from __future__ import annotations

import os
import platform
import re
from collections.abc import Iterable
from datetime import UTC, datetime
from pathlib import Path


def load() -> str:
    """Return how busy the machine is now: what is measured while others work says little of wall time."""
    return f"- {os.getloadavg()[0]:.1f} processes at work before the first run"


def describe(versions: Iterable[tuple[str, str]]) -> str:
    """Return the day, the machine and the versions of the tools, as items of a list."""
    listed = ", ".join(f"{name} {version}" for name, version in versions)
    return "\n".join(
        (
            f"- {datetime.now(UTC):%Y-%m-%d}, {platform.system()} {platform.release()}, {_processor()}",
            f"- Python {platform.python_version()}, {listed}",
        )
    )


def _processor() -> str:
    cores = len(os.sched_getaffinity(0))
    model = re.search(r"model name\s*: (.+)", _read("/proc/cpuinfo"))
    memory = re.search(r"MemTotal:\s*(\d+) kB", _read("/proc/meminfo"))
    size = f", {int(memory[1]) * 1024 / 1e9:.0f} GB" if memory else ""
    return f"{cores} cores of {model[1] if model else platform.machine()}{size}"


def _read(path: str) -> str:
    try:
        return Path(path).read_text("utf-8", "replace")
    except OSError:
        return ""
