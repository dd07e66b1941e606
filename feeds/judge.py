"""Which problems of a run stop it: for them, nothing is published. Pure.

A bad post never blocks the good ones, unless its subscribers would lose it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from feeds import compare
from feeds.manifest import Manifest
from feeds.model import Card, Problem, Site, State, Where
from feeds.record import replace


def part(
    states: Mapping[str, State], problems: Mapping[str, Sequence[Problem]]
) -> tuple[tuple[Problem, ...], tuple[Problem, ...]]:
    """Return the problems of posts that are published, and those of all that is not, by their sources."""
    notes = (one for source, found in problems.items() if states[source] == "published" for one in found)
    others = (one for source, found in problems.items() if states[source] != "published" for one in found)
    return tuple(notes), tuple(others)


def lost(
    before: Manifest, states: Mapping[str, State], problems: Mapping[str, Sequence[Problem]]
) -> Iterator[Problem]:
    """Yield a problem for each error for which a post that was published would be left out."""
    # Of these a post is left out for a typing error, not by a decision.
    left_out = (source for source in problems if states[source] == "left-out")
    bad = ((source, one) for source in left_out for one in problems[source] if one.level == "error")
    for problem in compare.guard(before, bad):
        message = (
            f"it was published, and its subscribers would lose it ({problem.code}); mend or delete the file"
        )
        yield replace(problem, code="lost-post", message=message)


def changed_ids(before: Manifest, after: Manifest, sources: Iterable[str]) -> Iterator[Problem]:
    """Yield a problem for each of the posts, whose ids would be others than those that readers know."""
    for source in sources:
        message = (
            f"its id would change from {before.ids.get(source, 'another')} to {after.ids[source]}, and every "
            "subscriber would see it as new; write `id:` with the old one in its front matter, or pass "
            "--accept-ids"
        )
        yield Problem(where=Where(path=source, line=1, column=1), code="changed-id", message=message)


def say_nothing(site: Site, read: Sequence[Card], problems: Mapping[str, Sequence[Problem]]) -> str:
    """Return why there is nothing to publish, with the first of the reasons."""
    folders = ", ".join(site.folders)
    if not read:
        return f"{folders}: there are no posts in it; write one, or name another folder with --posts"
    first = next(
        (str(problem) for found in problems.values() for problem in found),
        f"{read[0].source}: {read[0].reason}",
    )
    return f"{folders}: none of the {len(read)} files in it can be published; the first: {first}"
