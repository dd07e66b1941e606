"""The literals of a Python settings file, found through `ast`: nothing of it is ever run. Pure."""

from __future__ import annotations

import ast
import re
import warnings
from collections.abc import Iterator, Mapping

from feeds.model import BadSettings
from feeds.record import Record, field

_MAX_SIZE = 1_000_000
_BLOCKS = (ast.If, ast.Try, ast.With, ast.For, ast.While)


class _NoLiteral(ValueError):
    """A value that only a run of the file could tell."""


class Settings(Record, frozen=True, kw_only=True):
    """What a settings file assigns to its names.

    `unknown` has the names whose value only a run would tell, with the place of the assignment.
    """

    values: dict[str, object] = field(default_factory=dict)
    unknown: dict[str, str] = field(default_factory=dict)

    def text(self, name: str) -> str | None:
        """Return a setting that is text with something in it."""
        value = self.values.get(name)
        return re.sub(r"\s+", " ", value).strip() or None if isinstance(value, str) else None

    def texts(self, name: str, usual: tuple[str, ...] = ()) -> tuple[str, ...]:
        """Return a setting that is a list of texts; `usual` if it is none."""
        value = self.values.get(name)
        if not isinstance(value, list | tuple):
            return usual
        return tuple(one for one in value if isinstance(one, str))

    def flag(self, name: str, *, usual: bool) -> bool:
        """Return a setting as Python takes it in an `if`."""
        return bool(self.values.get(name, usual))

    def mapping(self, name: str) -> dict[object, object]:
        """Return a setting that is a dict; empty if it is none."""
        value = self.values.get(name)
        return value if isinstance(value, dict) else {}

    def number(self, name: str) -> int | None:
        """Return a setting that is a whole number."""
        value = self.values.get(name)
        return value if isinstance(value, int) and not isinstance(value, bool) else None

    def require(self, *names: str) -> None:
        """Raise BadSettings if one of the names is assigned what only a run would tell."""
        for name in names:
            if name in self.unknown:
                place = self.unknown[name]
                message = f"{name} decides the URLs of the posts, and is no plain text or number here"
                raise BadSettings(f"{place}: {message}; write its value, since no code of a site is run")


def load(source: bytes, name: str, above: Settings | None = None) -> Settings:
    """Return the settings of a file. `above` is what its `from … import *` brings in.

    Raises:
        BadSettings: it is no Python.
    """
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # "\d" in somebody's pattern
            tree = ast.parse(source)
    except SyntaxError as error:
        place = f"{name}:{error.lineno or 1}:{error.offset or 1}"
        raise BadSettings(f"{place}: {error.msg}; mend the Python") from None
    except (ValueError, RecursionError, MemoryError):
        raise BadSettings(f"{name}: it cannot be read as Python; mend it") from None
    above = above or Settings()
    found = Settings(values=dict(above.values), unknown=dict(above.unknown))
    for statement in tree.body:
        _take(statement, name, found)
    return found


def _take(statement: ast.stmt, name: str, found: Settings) -> None:
    """Take what one statement of the file assigns."""
    match statement:
        case ast.Assign(targets=targets, value=value):
            for target in targets:
                _assign(target, value, name, found)
        case ast.AnnAssign(target=target, value=ast.expr() as value):
            _assign(target, value, name, found)
        case ast.AugAssign(target=ast.Name() as target, op=ast.Add(), value=value):
            _assign(target, ast.BinOp(ast.Name(target.id, ast.Load()), ast.Add(), value), name, found)
        case _ if isinstance(statement, _BLOCKS):  # whether it is run, and how often, is not known
            for one in _assigned(statement):
                _forget(one.id, f"{name}:{one.lineno}", found)


def _assigned(statement: ast.stmt) -> Iterator[ast.Name]:
    for node in ast.walk(statement):
        if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
            yield node


def _assign(target: ast.expr, value: ast.expr, name: str, found: Settings) -> None:
    if not isinstance(target, ast.Name):
        for node in ast.walk(target):
            if isinstance(node, ast.Name):
                _forget(node.id, f"{name}:{target.lineno}", found)
        return
    try:
        found.values[target.id] = _literal(value, found.values)
        found.unknown.pop(target.id, None)
    except (_NoLiteral, RecursionError):
        _forget(target.id, f"{name}:{target.lineno}", found)


def _forget(target: str, place: str, found: Settings) -> None:
    found.values.pop(target, None)
    found.unknown[target] = place


def _literal(node: ast.expr, known: Mapping[str, object]) -> object:
    """Return the value of an expression that is a literal, a name of one, or a sum of those.

    Raises:
        _NoLiteral: it is none.
    """
    value: object
    match node:
        case ast.Constant(value=str() | int() | float() | None as value):
            pass
        case ast.List(elts=items):
            value = [_literal(item, known) for item in items]
        case ast.Tuple(elts=items):
            value = tuple(_literal(item, known) for item in items)
        case ast.Dict(keys=keys, values=values):
            pairs = ((_key(key, known), value) for key, value in zip(keys, values, strict=True))
            value = {key: _literal(one, known) for key, one in pairs}
        case ast.Name(id=name) if name in known:
            value = known[name]
        case ast.UnaryOp(op=ast.USub(), operand=ast.Constant(value=int() | float() as number)):
            value = -number
        case ast.BinOp(left=left, op=ast.Add(), right=right):
            value = _sum(_literal(left, known), _literal(right, known))
        case _:
            raise _NoLiteral
    return value


def _key(node: ast.expr | None, known: Mapping[str, object]) -> str | int | float | None:
    key = None if node is None else _literal(node, known)
    if node is None or not isinstance(key, str | int | float | None):
        raise _NoLiteral  # {**other}
    return key


def _sum(left: object, right: object) -> object:
    match left, right:
        case (str(), str()) | (list(), list()) | (tuple(), tuple()) if len(left) + len(right) < _MAX_SIZE:  # type: ignore[arg-type] # they have a length
            return left + right  # type: ignore[operator] # both are of one kind
        case (int() | float(), int() | float()):
            return left + right
    raise _NoLiteral


def pick(value: object, lang: str) -> object:
    """Return a setting that may be one for each language (Nikola's TranslatableSetting)."""
    if not isinstance(value, dict):
        return value
    return value.get(lang, next(iter(value.values()), None))
