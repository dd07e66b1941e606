"""What versions.py promises: whatever a value in the cache may depend on, with another of it all is anew."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from feeds import versions


def test_code(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Another code, schema, package, Python or table of time zones is another version."""

    def made() -> tuple[str, ...]:
        versions.code.cache_clear()
        return versions.code()

    home = tmp_path / "feeds"
    home.mkdir()
    (home / "cache.py").write_text("a")
    zones = tmp_path / "zones"
    zones.mkdir()
    monkeypatch.setattr(versions, "__file__", str(home / "versions.py"))
    monkeypatch.setattr(versions, "_ZONES", (str(tmp_path / "nowhere"), str(zones)))
    monkeypatch.setattr(sys, "path", [str(tmp_path), str(tmp_path / "gone"), str(home / "cache.py")])
    found = [made()]
    assert found == [made()]
    for path in ("feeds/b.py", "feeds/a.rng", "x-1.0.dist-info", "zones/tzdata.zi", "zones/+VERSION"):
        (tmp_path / path).write_text("new")
        found.append(made())
    (tmp_path / "x-1.0.dist-info").rename(tmp_path / "x-1.1.dist-info")
    found.append(made())
    monkeypatch.setattr(sys, "version", "3.99")
    found.append(made())
    assert len(set(found)) == len(found)
    (home / "b.pyc").write_text("made of it")
    assert made() == found[-1]
    monkeypatch.undo()
    versions.code.cache_clear()
