from __future__ import annotations

import pytest

from feeds.validator import spelling


def test_code() -> None:
    """A code is itself."""
    assert spelling.code("missing-guid") == "missing-guid"


@pytest.mark.parametrize(
    ("text", "near"),
    [("missing-gid", "missing-guid"), ("Missing-GUID", "missing-guid"), ("rfc822", "rfc822-date")],
)
def test_the_nearest_is_named(text: str, near: str) -> None:
    """Whoever mistypes a code reads the right one."""
    with pytest.raises(ValueError, match=f"“{text}” is no code of a problem; write one such as {near}$"):
        spelling.code(text)


@pytest.mark.parametrize("text", ["", "中文", "x" * 10_000])
def test_what_is_like_none(text: str) -> None:
    """There is a nearest one all the same."""
    with pytest.raises(ValueError, match="write one such as"):
        spelling.code(text)
