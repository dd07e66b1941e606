"""What was found and done -> JSON in the shapes that docs/ promises. Pure."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import TYPE_CHECKING, TypeAlias

from feeds.model import Channel, Document, Level, Post, Problem, Reading
from feeds.report.checked import at_least, levels
from feeds.trace import Traced
from feeds.validator import Verdict

if TYPE_CHECKING:
    from feeds.publish import Result

Json: TypeAlias = "dict[str, object]"


def dump(value: object) -> str:
    """Return JSON on one line. What is no text, as half a surrogate pair, is escaped."""
    return json.dumps(value, ensure_ascii=False).encode("utf-8", "backslashreplace").decode("utf-8")


def build(result: Result, *, written: bool) -> Json:
    """Return the answer of `feeds build --format json`."""
    changed = {document.path for document in result.plan.write}
    changes = result.changes
    return {
        "posts": result.posts,
        "left_out": [_problem(problem) for problem in result.left_out],
        "documents": [_document(document, document.path in changed) for document in result.documents],
        "problems": [_problem(p) for p in dict.fromkeys((*result.blocking, *result.problems))],
        "subscribers": {
            "new": list(changes.new),
            "updated": list(changes.updated),
            "vanished": list(changes.vanished),
            "reannounced": list(changes.reannounced),
        },
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
    told = {"file": where.path, "where": str(where), **_found(problem)}
    if isinstance(problem, Traced):
        told |= {
            "line": where.line,
            "column": where.column,
            "path": problem.document.element,
            "document": str(problem.document),
        }
    return told


def _found(problem: Problem) -> Json:
    where = problem.document if isinstance(problem, Traced) else problem.where
    return {
        "level": problem.level,
        "code": problem.code,
        "line": where.line,
        "column": where.column,
        "path": where.element,
        "message": problem.message,
        "see": f"docs/problems/{problem.code}.md",
    }


def verdicts(checked: Iterable[Verdict], level: Level = "info") -> Json:
    """Return the answer of `feeds validate --format json`: the problems of a level and above, and counts."""
    checked = list(checked)
    counts = levels(checked)
    files = [
        {
            "path": one.path,
            "kind": one.kind,
            "problems": [_of_document(problem) for problem in at_least(level, one.problems)],
        }
        for one in checked
    ]
    return {"files": files, "errors": counts["error"], "warnings": counts["warning"]}


def _of_document(problem: Problem) -> Json:
    if not isinstance(problem, Traced):
        return _found(problem)
    return {**_found(problem), "source": {"path": problem.where.path, "line": problem.where.line}}


def reading(one: Reading) -> Json:
    """Return one line of `feeds posts --format json`."""
    return {"source": one.source, "state": one.state, "reason": one.reason} | _post(one.post)


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


def channel(one: Channel, sizes: dict[str, int]) -> Json:
    """Return one channel for `feeds list --format json`."""
    return {
        "kind": one.kind,
        "name": one.name,
        "title": one.title,
        "posts": one.total,
        "newest": one.posts[0].published.isoformat(),
        "feeds": [{"format": fmt, "path": path, "bytes": sizes.get(path)} for fmt, path in one.paths],
    }
