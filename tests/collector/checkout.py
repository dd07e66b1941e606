"""What the tests with git share: a checkout, whatever the settings of this machine's user are."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

import pytest


class Checkout:
    """A git checkout in a folder of its own."""

    def __init__(self, root: Path) -> None:
        """Begin an empty one."""
        self.root = root
        root.mkdir(parents=True, exist_ok=True)
        self("init", "-q")

    def __call__(self, *words: str) -> str:
        """Run git in it."""
        who = ("-c", "user.name=A", "-c", "user.email=a@example.org", "-c", "protocol.file.allow=always")
        command = ["git", "-C", str(self.root), *who, *words]
        return subprocess.run(command, capture_output=True, text=True, check=True).stdout

    def write(self, files: dict[str, bytes]) -> None:
        """Write files."""
        for path, data in files.items():
            (self.root / path).parent.mkdir(parents=True, exist_ok=True)
            (self.root / path).write_bytes(data)

    def commit(self, files: dict[str, bytes]) -> None:
        """Write files and commit all."""
        self.write(files)
        self("add", "-A")
        self("commit", "-qm", "x")


def forget_settings(top: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Keep the settings of the machine and its user out, and what a hook has; look no higher than here."""
    for key in [key for key in os.environ if key.startswith("GIT_")]:
        monkeypatch.delenv(key)
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", os.devnull)
    monkeypatch.setenv("GIT_CONFIG_NOSYSTEM", "1")
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(top))
