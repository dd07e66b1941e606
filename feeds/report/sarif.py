"""The verdicts of `feeds validate` -> SARIF 2.1.0, as code scanning takes it. Pure.

https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html, whose sections are named by number.
"""

from __future__ import annotations

import posixpath
from collections.abc import Iterable, Mapping, Sequence
from typing import Final
from urllib.parse import quote

from feeds import __version__
from feeds.model import Level, Problem, Where
from feeds.report.checked import at_least
from feeds.report.jsonform import Json
from feeds.trace import Traced
from feeds.validator import Verdict, codes

_SCHEMA: Final = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
_LEVELS: Final[Mapping[Level, str]] = {"error": "error", "warning": "warning", "info": "note"}


def log(verdicts: Iterable[Verdict], *, here: str, pages: str, level: Level = "info") -> Json:
    """Return one log with one run in it.

    Paths are told from the folder `here`. `pages` is the URI below which each code has its page.
    """
    problems = [problem for verdict in verdicts for problem in at_least(level, verdict.problems)]
    rules = sorted({problem.code for problem in problems})
    driver = {
        "name": "feeds",
        "version": __version__,
        "semanticVersion": __version__,
        "rules": [_rule(code, pages) for code in rules],
    }
    run = {
        "tool": {"driver": driver},
        # 3.14.17: our columns count characters, not UTF-16 code units.
        "columnKind": "unicodeCodePoints",
        "results": [_result(problem, rules, here) for problem in problems],
    }
    return {"$schema": _SCHEMA, "version": "2.1.0", "runs": [run]}


def _rule(code: str, pages: str) -> Json:
    """3.49: what is known of a code."""
    words = codes().get(code, code)
    text = f"{words[:1].upper()}{words[1:]}."
    return {
        "id": code,
        "shortDescription": {"text": text},
        "fullDescription": {"text": text},
        "help": {"text": f"What it means and how to mend it: docs/problems/{code}.md"},
        "helpUri": f"{pages}{code}",
    }


def _result(problem: Problem, rules: Sequence[str], here: str) -> Json:
    """3.27: one problem, at the post that it came from if that is known."""
    result: Json = {
        "ruleId": problem.code,
        "ruleIndex": rules.index(problem.code),
        "level": _LEVELS[problem.level],
        "message": {"text": f"{problem.message}."},
        "locations": [_location(problem.where, here)],
    }
    if isinstance(problem, Traced):
        result["relatedLocations"] = [
            {"id": 1, **_location(problem.document, here), "message": {"text": "Where it shows."}}
        ]
    return result


def _location(where: Where, here: str) -> Json:
    """3.28: a place. Code scanning wants a line also where there is none."""
    region = {"startLine": where.line or 1}
    if where.line is not None and where.column is not None:
        region["startColumn"] = where.column
    location: Json = {"physicalLocation": {"artifactLocation": _artifact(where.path, here), "region": region}}
    if where.element:
        location["logicalLocations"] = [{"fullyQualifiedName": where.element, "kind": "element"}]
    return location


def _artifact(path: str, here: str) -> Json:
    """3.4: the URI of a file, relative where it lies below this folder; 3.4.4: never with `..` in it."""
    if "://" in path:
        return {"uri": quote(path, safe="%/:?#[]@!$&'()*+,;=~")}
    full = posixpath.normpath(posixpath.join(here, path))
    below = f"{here.rstrip('/')}/"
    if full.startswith(below):
        return {"uri": _encode(full.removeprefix(below)), "uriBaseId": "%SRCROOT%"}
    return {"uri": f"file://{'' if full.startswith('/') else '/'}{_encode(full)}"}


def _encode(path: str) -> str:
    """Percent-encode a path; names that are not UTF-8 keep their bytes."""
    return quote(path, errors="surrogateescape")
