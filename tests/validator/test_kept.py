from __future__ import annotations

from feeds.validator.kept import kept


def test_what_was_said_is_remembered_unless_the_text_is_long() -> None:
    """A long text is judged anew."""
    asked: list[str] = []

    @kept(2, longest=3)
    def length(text: str) -> int:
        asked.append(text)
        return len(text)

    assert [length(text) for text in ("a", "a", "abcd", "abcd")] == [1, 1, 4, 4]
    assert asked == ["a", "abcd", "abcd"]
