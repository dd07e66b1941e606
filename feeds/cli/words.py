"""Plain words of the command line -> values, without the package that typer reads all words with.

For each argument and option, given or not, typer makes an adapter of pydantic, and to import that takes a
fifth of the time of a small site. A word that leaves no doubt needs none. All else is typer's as ever: wrong
words and odd ones, parameters that ask for more than is known here, and what is said of them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any, Final, get_args, get_origin

from typer.core import TyperCommand, TyperGroup

from feeds.cli.plain import word


class Group(TyperGroup):
    """The commands together, with the words before them."""

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        """Read the words, and plain ones without typer."""
        _shorten(self.get_params(ctx))
        return super().parse_args(ctx, args)


class Command(TyperCommand):
    """A command with its words."""

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        """Read the words, and plain ones without typer."""
        _shorten(self.get_params(ctx))
        return super().parse_args(ctx, args)


def _shorten(params: Iterable[Any]) -> None:
    """Let the parameters first look themselves what their words are."""
    for param in params:
        declared = getattr(param, "type_descriptor", None)
        if declared is not None:
            param.process_value = _shortened(param, declared.annotation, declared.parameter_info)


def _shortened(param: Any, kind: Any, info: Any) -> Callable[[object, object], object]:
    process = param.process_value

    def process_value(context: object, value: object) -> object:
        found = _plain(value, kind, info)
        if found is ... or (value is None and param.required):
            return process(context, value)
        return found if param.callback is None else param.callback(context, param, found)

    return process_value


def _plain(value: object, kind: Any, info: Any) -> object:
    """Return what a value is read as, or `...` if that takes a closer look. None is one that is not given."""
    several = get_origin(kind) is list
    if value is None:
        return () if several else None
    if not _is_known(info):
        return ...
    if several and isinstance(value, list | tuple):
        words = [_word(one, get_args(kind)[0], info) for one in value]
        return ... if ... in words else words
    return _word(value, kind, info)


def _word(value: object, kind: Any, info: Any) -> object:
    return word(str(value), kind, info.min or 0, info.max)  # a default is as if it were given


# What we heed, and what does not change how a word is read.
_KNOWN: Final = {
    "callback", "default", "expose_value", "help", "is_eager", "max", "metavar", "min", "param_decls",
    "show_default",
}  # fmt: skip


def _is_known(info: Any) -> bool:
    """Return whether a parameter asks for nothing else, such as a file that is there."""
    usual = vars(type(info)())
    return {name for name, asked in vars(info).items() if asked != usual.get(name)} <= _KNOWN
