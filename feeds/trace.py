"""A problem of a document that we made -> the post that it came from, and the line there. Reads both.

Whoever mends it opens the post: the document is made anew by the next build.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from contextlib import suppress
from pathlib import Path
from typing import TypeAlias

from feeds import writer
from feeds.manifest import PATH, Manifest, digest
from feeds.model import Problem, Stop, Where
from feeds.patterns import compile_later
from feeds.record import asdict, replace
from feeds.validator import Verdict
from feeds.validator.entryids import entry_ids

Manifests: TypeAlias = "Callable[[Path], Manifest | None]"

_MOST_BYTES = 4_000_000
_ENTRY = compile_later(r"/(?:entry|item|items|url)\[([0-9]+)\](/.*)?")
# Title: of Markdown posts, :title: of reStructuredText, .. title: of Nikola.
_HEADER = compile_later(r"(?:\.\.\s+|:)?([A-Za-z_]+):")
_BODY = ("content", "encoded", "content_html", "content_text", "div")
# The element, or the member, of an entry that is wrong -> the front-matter keys that make it.
_KEYS = {
    **dict.fromkeys(("title",), ("title",)),
    **dict.fromkeys(("published", "pubDate", "date_published"), ("date", "published", "created", "pubDate")),
    **dict.fromkeys(
        ("updated", "lastmod", "modified", "date_modified"),
        ("updated", "lastmod", "last_modified_at", "modified", "date"),
    ),
    **dict.fromkeys(("id", "guid"), ("id", "guid", "permalink", "url", "slug")),
    **dict.fromkeys(("link", "url", "loc"), ("permalink", "url", "slug", "link")),
    **dict.fromkeys(("author", "authors", "creator"), ("author", "authors")),
    **dict.fromkeys(("category", "tags"), ("categories", "category", "tags", "tag")),
    **dict.fromkeys(("summary", "description"), ("description", "summary", "excerpt")),
    **dict.fromkeys(("language", "lang"), ("lang", "language")),
    **dict.fromkeys(("image", "thumbnail"), ("image", "images", "featured_image", "cover", "thumbnail")),
    "enclosure": ("enclosure", "podcast_file", "podcast", "audio", "mp3", "media", "file", "video"),
    **{
        name: (name, f"podcast_{name}")
        for name in ("duration", "episode", "season", "explicit", "chapters", "transcript", "subtitle")
    },
}


class Traced(Problem, frozen=True, kw_only=True):
    """A problem whose `where` is the post that it came from; `document` is where it shows."""

    document: Where


def trace(problem: Problem, sources: Sequence[str | None], root: Path) -> Problem:
    """Return a problem of a document, said of the post if it stands in an entry.

    `sources` are those of the document's entries in their order, relative to the root of the site.
    """
    found = _ENTRY.search(problem.where.element)
    number = int(found[1]) if found else 0
    if found is None or not 0 < number <= len(sources):
        return problem
    source = sources[number - 1]
    if source is None:
        return problem
    line = _line(root / source, [step.partition("[")[0] for step in (found[2] or "").split("/")[1:]])
    here = {"where": Where(path=source, line=line), "document": problem.where}
    return Traced(**{**asdict(problem), **here})


def traced(verdict: Verdict, manifest_in: Manifests) -> Verdict:
    """Return the verdict on a document, its problems said of posts if we made it and it is as we did.

    `manifest_in` is `manifest`, or remembers what that said.
    """
    if not any(_ENTRY.search(problem.where.element) for problem in verdict.problems):
        return verdict
    file = Path(verdict.path).absolute()
    for output in file.parents:
        made = manifest_in(output)
        if made is not None:
            digests = made.files.get(file.relative_to(output).as_posix(), "").split()
            return _of_ours(verdict, output, made, digests)
    return verdict


def manifest(output: Path) -> Manifest | None:
    """Return the manifest of a folder, if it has one that can be read."""
    with suppress(Stop):
        if (output / PATH).is_file():
            return writer.last(output)
    return None


def _of_ours(verdict: Verdict, output: Path, made: Manifest, digests: Sequence[str]) -> Verdict:
    try:
        data = Path(verdict.path).read_bytes() if digests else b""
    except OSError:  # it is gone by now
        return verdict
    if digest(data) not in digests:
        return verdict
    by_id = {id_: source for source, id_ in made.ids.items()}
    sources = [by_id.get(one) if one is not None else None for one in entry_ids(data)]
    first = next((source for source in sources if source is not None), None)
    root = next((up for up in output.parents if first is not None and (up / first).is_file()), None)
    if root is None:
        return verdict
    named = (trace(problem, sources, root) for problem in verdict.problems)
    return replace(verdict, problems=tuple(_from_here(problem, root, verdict.path) for problem in named))


def _from_here(problem: Problem, root: Path, path: str) -> Problem:
    """Return the problem with the post's path of the same kind as the document's: absolute or not."""
    if not isinstance(problem, Traced):
        return problem
    post = root / problem.where.path
    name = post.as_posix() if Path(path).is_absolute() else os.path.relpath(post).replace(os.sep, "/")
    return replace(problem, where=replace(problem.where, path=name))


def _line(post: Path, steps: Sequence[str]) -> int | None:
    """Return the line of the key that makes the element, that of the body for what is in it, or 1."""
    from feeds.collector import frontmatter, yamltext  # noqa: PLC0415 - only where something is wrong

    data = b""
    with suppress(OSError):
        if not post.is_file():  # no pipe is waited for
            return None
        with post.open("rb") as file:
            data = file.read(_MOST_BYTES)
    try:
        matter = frontmatter.parse(data)
        lines = {key: line for key, (line, _) in matter.spots.items()}
    except yamltext.BadMatter:
        return 1
    body = matter.body_line + _blank_lines(data[matter.body :])
    if not matter.found:
        lines, body = _header(data.decode("utf-8", "replace").lstrip("\ufeff"))
    for step in steps:
        if step in _BODY:
            return body
        for key in _KEYS.get(step, ()):
            if key in lines:
                return lines[key]
        if step in {"summary", "description"}:  # nobody wrote one: it is the beginning of the body
            return body
    return 1


def _header(text: str) -> tuple[dict[str, int], int]:
    """Return the lines of the keys in a header without fences, such as Pelican's, and that of the body."""
    lines: dict[str, int] = {}
    rows = text.splitlines()
    for number, row in enumerate(rows, 1):
        found = _HEADER.match(row)
        if found is None:
            body = next((n for n, one in enumerate(rows[number - 1 :], number) if one.strip()), 1)
            return lines, body
        lines[found[1].lower()] = number
    return lines, 1


def _blank_lines(text: bytes) -> int:
    return text[: len(text) - len(text.lstrip())].count(b"\n")
