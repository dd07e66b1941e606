"""Problems -> annotations: workflow commands of GitHub Actions. Pure.

https://docs.github.com/actions/reference/workflows-and-actions/workflow-commands
"""

from __future__ import annotations

from feeds.model import Problem
from feeds.trace import Traced


def annotation(problem: Problem) -> str:
    """Return a problem as a workflow command."""
    where = problem.where
    level = {"error": "error", "warning": "warning", "info": "notice"}[problem.level]
    fields = {"file": where.path, "line": where.line, "col": where.column, "title": problem.code}
    told = ",".join(f"{name}={_property(value)}" for name, value in fields.items() if value is not None)
    shows = f" ({problem.document})" if isinstance(problem, Traced) else ""
    return f"::{level} {told}::{_data(problem.message + shows)}"


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(value: object) -> str:
    return _data(str(value)).replace(":", "%3A").replace(",", "%2C")
