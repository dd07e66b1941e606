"""The validator: the bytes of a document, ours or anybody's -> all that is wrong with it. Pure.

It shares no code with the builders, on purpose: it would agree with their mistakes.
"""

from __future__ import annotations

from dataclasses import dataclass

from feeds.model import Problem, Where
from feeds.validator import schema
from feeds.validator.codes import CODES
from feeds.validator.findings import Fault, Findings, Node, name_of, quoted
from feeds.validator.formats import Document, validators
from feeds.validator.parse import Unreadable, read
from feeds.validator.places import paths, positions

__all__ = ["CODES", "Verdict", "check"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """What a document is, None if it is nothing that we know, and its problems in their order."""

    path: str
    kind: str | None
    problems: tuple[Problem, ...]


def check(data: bytes, *, path: str, url: str | None = None) -> Verdict:
    """Check a document, whatever it is named: its root element says what it is.

    `path` only names it in problems. `url` is the absolute URL that it will be published at, if
    that is known: a feed must then name exactly this one as its own.
    """
    root = read(data)
    if isinstance(root, Unreadable):
        return _unreadable(root, path)
    validator = validators().get(root.tag)
    if validator is None:
        found = [(root, _unknown(root))]
        return Verdict(path=path, kind=None, problems=_problems(root, found, data, path))
    findings = Findings()
    validator.check(Document(root=root, size=len(data), url=url), findings)
    spoken = {element for element, fault in findings.all if fault.level == "error"}
    found = [*findings.all, *schema.check(root, validator, spoken)]
    kind = validator.roots[root.tag]
    return Verdict(path=path, kind=kind, problems=_problems(root, found, data, path))


def _unreadable(unreadable: Unreadable, path: str) -> Verdict:
    where = Where(path=path, line=unreadable.line, column=unreadable.column)
    fault = unreadable.fault
    problem = Problem(where=where, code=fault.code, message=fault.message, level=fault.level)
    return Verdict(path=path, kind=None, problems=(problem,))


def _unknown(root: Node) -> Fault:
    namespace = root.tag.rpartition("}")[0].removeprefix("{")
    named = f"in the namespace {quoted(namespace)}" if namespace else "in no namespace"
    message = (
        f"A document that begins with <{name_of(root)}> {named} is no RSS 2.0 or Atom 1.0 feed "
        "and no sitemap; write one of these"
    )
    return Fault(code="unknown-format", message=message)


def _problems(root: Node, found: list[tuple[Node, Fault]], data: bytes, path: str) -> tuple[Problem, ...]:
    """Place what was found; the bytes are only read again where there is something to place."""
    if not found:
        return ()
    elements = {element for element, _ in found}
    places = positions(root, data, elements)
    names = paths(elements)
    problems = []
    for element, fault in found:
        line, column = places[element]
        where = Where(path=path, line=line, column=column, element=names[element])
        problem = Problem(where=where, code=fault.code, message=fault.message, level=fault.level)
        problems.append(problem)
    return tuple(sorted(problems, key=_order))


def _order(problem: Problem) -> tuple[int, int, str, str, str]:
    where = problem.where
    place = (where.line or 0, where.column or 0)
    return (*place, problem.code, where.element, problem.message)
