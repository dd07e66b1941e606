"""What was found and done -> text, JSON, GitHub's annotations. Pure: the caller prints it."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from io import StringIO
from typing import TypeAlias

from feeds.model import Channel, Document, Post, Problem, Reading
from feeds.publish import Result
from feeds.validator import Verdict

Json: TypeAlias = "dict[str, object]"


def line(problem: Problem) -> str:
    """Return a problem as one line: path:line:col: code: what is wrong; what to write."""
    element = f" {problem.where.element}" if problem.where.element else ""
    mark = "" if problem.level == "error" else f" [{problem.level}]"
    return f"{problem.where}:{element} {problem.code}: {problem.message}{mark}"


def annotation(problem: Problem) -> str:
    """Return a problem as a workflow command of GitHub Actions."""
    where = problem.where
    level = {"error": "error", "warning": "warning", "info": "notice"}[problem.level]
    fields = {"file": where.path, "line": where.line, "col": where.column, "title": problem.code}
    told = ",".join(f"{name}={_property(value)}" for name, value in fields.items() if value is not None)
    return f"::{level} {told}::{_data(problem.message)}"


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(value: object) -> str:
    return _data(str(value)).replace(":", "%3A").replace(",", "%2C")


def lines(problems: Iterable[Problem], style: str) -> list[str]:
    """Return the problems in the style that was asked for, `text` or `github`."""
    return [annotation(problem) if style == "github" else line(problem) for problem in problems]


def dump(value: object) -> str:
    """Return JSON on one line. What is no text, as half a surrogate pair, is escaped."""
    return json.dumps(value, ensure_ascii=False).encode("utf-8", "backslashreplace").decode("utf-8")


def summary(result: Result, output: str, *, check: bool) -> str:
    """Return what became of a build, in a few lines."""
    plan = result.plan
    posts = result.posts
    left = len({problem.where.path for problem in result.left_out})
    counted = [
        f"{_count(posts, 'post')} in {_count(len(result.documents), 'document')}",
        *([f"{_count(left, 'file')} left out"] if left else []),
    ]
    see = "would see" if result.blocking or check else "will see"
    told = ", ".join(f"{len(which)} {name}" for name, which in _changes(result).items() if which)
    new, old, same = len(plan.write), len(plan.remove), len(plan.unchanged)
    if result.blocking:
        stopping = _count(len(result.blocking), "problem")
        done = f"{output}: not published, {stopping} to mend first; all is as it was"
    elif not (new or old):
        done = f"{output}: nothing to write, all {_count(same, 'file')} are up to date"
    elif check:
        done = f"{output}: {_count(new, 'file')} would be written, {old} removed, {same} are up to date"
    else:
        done = f"{output}: {_count(new, 'file')} written, {old} removed, {same} unchanged"
    return "\n".join([", ".join(counted), *([f"subscribers {see}: {told}"] if told else []), done])


def _count(number: int, noun: str) -> str:
    return f"{number:,} {noun}{'' if number == 1 else 's'}"


def _changes(result: Result) -> dict[str, tuple[str, ...]]:
    changes = result.changes
    return {
        "new": changes.new,
        "updated": changes.updated,
        "vanished": changes.vanished,
        "reannounced": changes.reannounced,
    }


def build_json(result: Result, *, written: bool) -> Json:
    """Return the answer of `feeds build --format json`."""
    changed = {document.path for document in result.plan.write}
    return {
        "posts": result.posts,
        "left_out": [_problem(problem) for problem in result.left_out],
        "documents": [_document(document, document.path in changed) for document in result.documents],
        "problems": [_problem(p) for p in dict.fromkeys((*result.blocking, *result.problems))],
        "subscribers": {name: list(which) for name, which in _changes(result).items()},
        "written": len(changed) if written else 0,
        "removed": len(result.plan.remove) if written else 0,
        "unchanged": len(result.plan.unchanged),
    }


def _document(document: Document, changed: bool) -> Json:
    return {
        "path": document.path,
        "kind": document.kind,
        "bytes": document.size,
        "entries": len(document.sources),
        "changed": changed,
    }


def _problem(problem: Problem) -> Json:
    where = problem.where
    return {"file": where.path, "where": str(where), **_found(problem)}


def _found(problem: Problem) -> Json:
    where = problem.where
    return {
        "level": problem.level,
        "code": problem.code,
        "line": where.line,
        "column": where.column,
        "path": where.element,
        "message": problem.message,
        "see": f"docs/problems/{problem.code}.md",
    }


def verdicts_json(verdicts: Iterable[Verdict]) -> Json:
    """Return the answer of `feeds validate --format json`."""
    checked = list(verdicts)
    levels = [problem.level for verdict in checked for problem in verdict.problems]
    files = [
        {
            "path": one.path,
            "kind": one.kind,
            "problems": [_found(problem) for problem in one.problems],
        }
        for one in checked
    ]
    return {"files": files, "errors": levels.count("error"), "warnings": levels.count("warning")}


def verdicts_summary(verdicts: Sequence[Verdict]) -> str:
    """Return how many documents were checked, and what was found."""
    levels = [problem.level for verdict in verdicts for problem in verdict.problems]
    found = ", ".join(_count(levels.count(name), name) for name in ("error", "warning"))
    return f"{_count(len(verdicts), 'document')} checked: {found}"


def reading_json(reading: Reading) -> Json:
    """Return one line of `feeds posts --format json`."""
    post = reading.post
    return {"source": reading.source, "state": reading.state, "reason": reading.reason} | _post(post)


def _post(post: Post | None) -> Json:
    if post is None:
        return {"id": None, "url": None, "published": None, "updated": None, "title": None,
                "categories": [], "tags": [], "authors": [], "lang": None}  # fmt: skip
    return {
        "id": post.id,
        "url": post.url,
        "published": post.published.isoformat(),
        "updated": post.updated.isoformat(),
        "title": post.title,
        "categories": list(post.categories),
        "tags": list(post.tags),
        "authors": [author.name for author in post.authors],
        "lang": post.lang,
    }


def channel_json(channel: Channel, sizes: dict[str, int]) -> Json:
    """Return one channel for `feeds list --format json`."""
    return {
        "kind": channel.kind,
        "name": channel.name,
        "title": channel.title,
        "posts": channel.total,
        "newest": channel.posts[0].published.isoformat(),
        "feeds": [{"format": fmt, "path": path, "bytes": sizes.get(path)} for fmt, path in channel.paths],
    }


def channel_rows(channels: Iterable[Channel], sizes: dict[str, int]) -> Iterator[tuple[str, ...]]:
    """Yield the rows of `feeds list`, one a document."""
    for channel in channels:
        newest = channel.posts[0].published.isoformat(timespec="minutes")
        for _, path in channel.paths:
            size = f"{sizes[path]:,}" if path in sizes else "not yet built"
            yield channel.title, path, f"{len(channel.posts)} of {channel.total}", newest, size


def reading_rows(readings: Iterable[Reading]) -> Iterator[tuple[str, ...]]:
    """Yield the rows of `feeds posts`, one a source."""
    for one in readings:
        state = one.state if one.reason in (None, one.state) else f"{one.state}: {one.reason}"
        published = one.post.published.isoformat(timespec="minutes") if one.post else ""
        yield one.source, state, published, one.post.title if one.post else ""


def table(head: Sequence[str], rows: Iterable[Sequence[str]], width: int) -> str:
    """Return a table whose columns stay in line also where letters are two columns wide."""
    from rich.box import SIMPLE_HEAD  # noqa: PLC0415 - most runs print no table
    from rich.console import Console  # noqa: PLC0415
    from rich.table import Table  # noqa: PLC0415
    from rich.text import Text  # noqa: PLC0415

    drawn = Table(*head, box=SIMPLE_HEAD, pad_edge=False, show_edge=False, header_style="")
    for row in rows:
        drawn.add_row(*(Text(cell, overflow="ellipsis", no_wrap=True) for cell in row))
    page = StringIO()
    Console(file=page, width=width, color_system=None, legacy_windows=False).print(drawn)
    return "\n".join(row.rstrip() for row in page.getvalue().strip("\n").splitlines())


def explanation(reading: Reading, told: Iterable[tuple[str, str]], channels: Iterable[Channel]) -> str:
    """Return what became of one source, and where each of its values came from."""
    post, origins = reading.post, dict(told)
    rows = [("source", reading.source, ""), ("state", reading.state, reading.reason or "")]
    if post is not None:
        rows += [
            ("title", post.title, origins.get("title", "")),
            ("id", post.id, origins.get("id", "its URL")),
            ("url", post.url, origins.get("url", "")),
            ("published", post.published.isoformat(), origins.get("published", "")),
            ("updated", post.updated.isoformat(), origins.get("updated", "as published")),
            ("categories", ", ".join(post.categories) or "-", origins.get("categories", "")),
            ("tags", ", ".join(post.tags) or "-", origins.get("tags", "")),
            (
                "authors",
                ", ".join(one.name for one in post.authors) or "the site's",
                origins.get("authors", ""),
            ),
            ("lang", post.lang or "the site's", origins.get("lang", "")),
            ("summary", post.summary or "the beginning of its text", origins.get("summary", "")),
        ]
        rows += _membership(post, channels)
    shown = [f"{name:<11}{value}{f'  ({origin})' if origin else ''}" for name, value, origin in rows]
    return "\n".join([*shown, *(line(problem) for problem in reading.problems)])


def _membership(post: Post, channels: Iterable[Channel]) -> list[tuple[str, str, str]]:
    listed = [path for channel in channels if any(card.source == post.source for card in channel.posts) for _, path in channel.paths]
    if listed:
        return [("feeds", ", ".join(listed), "")]
    return [("feeds", "-", "no feed lists it: newer posts fill them, or the post asks for none")]


def moved(problem: Problem, prefix: str, output: str) -> Problem:
    """Return the problem with its path as seen from here; what lies in the output is named so already."""
    where = problem.where
    if where.path.startswith((prefix, f"{output}/")) or where.path == "-":
        return problem
    return replace(problem, where=replace(where, path=f"{prefix}{where.path}"))
