"""python-liquid (jg-rp.github.io/liquid), made to do as Jekyll does, and bounded. One per process.

Imported only where a body holds Liquid: the package takes 0.2 s to load.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from math import prod
from typing import Any

from liquid import Environment, Mode, RenderContext
from liquid.template import BoundTemplate
from liquid.token import TOKEN_CONTENT, TOKEN_EXPRESSION, TOKEN_OUTPUT, TOKEN_TAG, Token

from feeds.content.liquid.run import MAX_OUTPUT, MAX_STEPS, MAX_TAGS, Run, TooMuch, metered, run_of, weight
from feeds.content.liquid.tags import CALLS, CallTag, HighlightTag, OutputTag
from feeds.content.liquid.tokens import balance, split


class _Context(RenderContext):
    __slots__ = ()

    def assign(self, key: str, val: Any) -> None:
        run_of(self).spend(weight(val))
        self.locals[key] = val

    def raise_for_loop_limit(self, length: int = 1) -> None:
        run = run_of(self)
        if length * prod(loop.length for loop in self.loops) > run.steps:
            raise TooMuch("its loops go round too often")


class _Template(BoundTemplate):
    context_class = _Context


class Engine(Environment):
    """The one environment of this process; `run` is what it renders now."""

    template_class = _Template
    output_stream_limit = MAX_OUTPUT
    run: Run

    def __init__(self) -> None:
        super().__init__(tolerance=Mode.LAX, strict_filters=True)
        self.add_tag(OutputTag)
        self.add_tag(HighlightTag)
        for name in ("render", "liquid", "echo", "doc", "include"):
            del self.tags[name]
        for name in CALLS:
            self.tags[name] = CallTag(self, name)
        self._own = dict(self.filters)

    def start(self, run: Run) -> None:
        """Begin with another body: its filters, and nothing used up."""
        self.run = run
        self.filters = {name: metered(name, one, run) for name, one in {**self._own, **run.filters}.items()}

    def tokenizer(self) -> Callable[[str], Iterator[Token]]:
        """Return our own lexer."""
        return self._tokens

    def _tokens(self, source: str) -> Iterator[Token]:
        run = self.run

        def note(name: str, offset: int, message: str) -> None:
            run.note(name, offset if source is run.body else run.place, message)

        pieces = balance(split(source, note), self.tags, note)
        run.tags += sum(piece.kind != "text" for piece in pieces)
        if run.tags > MAX_TAGS:
            raise TooMuch(f"it has more than {MAX_TAGS} tags")
        run.steps = max(MAX_STEPS // (run.tags + 1), 1)
        for piece in pieces:
            if piece.kind == "text":
                text = run.slots.keep(piece.value) if piece.name == "raw" else piece.value
                yield Token(TOKEN_CONTENT, text, piece.start, source)
            elif piece.kind == "output":
                yield Token(TOKEN_OUTPUT, piece.value, piece.start, source)
                yield Token(TOKEN_EXPRESSION, piece.value, piece.start, source)
            else:
                yield Token(TOKEN_TAG, piece.name, piece.start, source)
                if piece.value:
                    yield Token(TOKEN_EXPRESSION, piece.value, piece.start, source)

    def error(self, exc: Any, msg: str | None = None, token: Token | None = None) -> None:
        """Note an error, at its line if it stands in the body itself."""
        found = exc(msg, token=token) if isinstance(exc, type) else exc
        place = found.token or token
        here = place is not None and place.source is self.run.body and place.start_index >= 0
        message = f"{str(found.message or 'it cannot be read').splitlines()[0][:200]}, so it is cut"
        self.run.note(message, place.start_index if here and place else self.run.place, message)
