"""The tags that Jekyll adds to Liquid, and outputs that fail alone (jekyllrb.com/docs/liquid/tags)."""

from __future__ import annotations

import re
from collections.abc import Callable
from html import escape
from typing import TextIO

from liquid import Environment, RenderContext
from liquid.ast import BlockNode, Node
from liquid.builtin.output import Output, OutputNode
from liquid.exceptions import LiquidError
from liquid.parser import get_parser
from liquid.stream import TokenStream
from liquid.tag import Tag
from liquid.token import TOKEN_EOF, TOKEN_EXPRESSION, TOKEN_TAG, Token

from feeds.content import players
from feeds.content.known import SINGLE, Call, resolve
from feeds.content.liquid import filters
from feeds.content.liquid.run import MAX_DEPTH, MAX_INCLUDES, TooMuch, run_of, weight
from feeds.content.slots import NOWHERE

_VARIABLE = re.compile(r"\{\{\s*([\w.]+)\s*\}\}")
_PARAMETER = re.compile(r"([\w-]+)\s*=\s*(?:\"((?:[^\"\\]|\\.)*)\"|'((?:[^'\\]|\\.)*)'|([\w.-]+))")


class _Output(OutputNode):
    """An output whose error is noted, and costs nothing but itself."""

    def render_to_output(self, context: RenderContext, buffer: TextIO) -> int:
        try:
            value = self.expression.evaluate(context)
            run_of(context).spend(weight(value))
        except LiquidError as error:
            context.env.error(error, token=self.token)
            return 0
        return buffer.write(filters.plain(value if not hasattr(value, "__liquid__") else None))


class OutputTag(Output):
    """Makes the outputs of a template."""

    node_class = _Output


class _Call(Node):
    """A tag without an end, with what stands behind its name."""

    __slots__ = ("name", "rest")

    def __init__(self, token: Token, name: str, rest: str) -> None:
        super().__init__(token)
        self.name, self.rest, self.blank = name, rest, False

    def render_to_output(self, context: RenderContext, buffer: TextIO) -> int:
        try:
            return buffer.write(CALLS[self.name](self, context))
        except LiquidError as error:
            context.env.error(error, token=self.token)
            return 0


class CallTag(Tag):
    """Reads a tag without an end: its name, and whatever follows it."""

    block = False

    def __init__(self, env: Environment, name: str) -> None:
        super().__init__(env)
        self.name = name

    def parse(self, stream: TokenStream) -> Node:
        """Return the tag's node."""
        token = stream.eat(TOKEN_TAG)
        rest = ""
        if stream.current.kind == TOKEN_EXPRESSION:
            rest = stream.current.value
        else:
            stream.pos -= 1
        return _Call(token, self.name, rest)


class _Highlight(Node):
    """A block of code (Jekyll's highlight_block.rb), without Pygments: readers colour it or do not."""

    __slots__ = ("block", "language")

    def __init__(self, token: Token, language: str, block: BlockNode) -> None:
        super().__init__(token)
        self.language, self.block, self.blank = language, block, False

    def render_to_output(self, context: RenderContext, buffer: TextIO) -> int:
        inner = context.get_buffer(buffer)
        self.block.render(context, inner)
        text = inner.getvalue()
        slots = run_of(context).slots
        return buffer.write(slots.put(code(text.strip("\n").rstrip(), self.language), text.count("\n")))


class HighlightTag(Tag):
    """Reads a block of code."""

    name = "highlight"
    end = "endhighlight"

    def parse(self, stream: TokenStream) -> Node:
        """Return the tag's node."""
        token = stream.eat(TOKEN_TAG)
        language = ""
        if stream.current.kind == TOKEN_EXPRESSION:
            language = next(iter(next(stream).value.split()), "")
        block = get_parser(self.env).parse_block(stream, (self.end, TOKEN_EOF))
        return _Highlight(token, language, block)


def code(text: str, language: str) -> str:
    """Return a block of code as HTML."""
    kind = f' class="language-{escape(language)}"' if language else ""
    return f"<pre><code{kind}>{escape(text, quote=False)}\n</code></pre>"


def _value(text: str, context: RenderContext) -> object:
    """Return what a variable of a tag means; what is none means nothing."""
    return context.get(list(text.split(".")), token=None, default=None)


def _include(call: _Call, context: RenderContext) -> str:
    """Return a file of _includes, rendered with its parameters (Jekyll's include.rb)."""
    env, run = context.env, run_of(context)
    first, *_ = [*call.rest.split(maxsplit=1), ""]
    name = first if "{{" not in call.rest else ""
    if match := re.fullmatch(r"\{\{\s*([\w.]+)\s*\}\}(.*)", call.rest, re.DOTALL):
        name = filters.plain(_value(match[1], context))
    run.includes += 1
    if run.depth == 0 and call.token.source is run.body:
        run.place = call.token.start_index
    if run.includes > MAX_INCLUDES or run.depth >= MAX_DEPTH:
        raise TooMuch(f"more than {MAX_INCLUDES} includes, or more than {MAX_DEPTH} within each other")
    given = {
        key: filters.plain(_value(variable, context)) if variable else re.sub(r"\\(.)", r"\1", one or other)
        for key, one, other, variable in _PARAMETER.findall(call.rest[len(first) :])
    }
    if name not in run.parsed:
        source = run.include(name)
        if source is None:
            if player := _played(name, given):
                return run.slots.put(player)
            raise LiquidError(f"the include “{name}” is not in _includes", token=call.token)
        run.parsed[name] = env.from_string(source, name=name)
    buffer = context.get_buffer()
    run.depth += 1
    try:
        run.parsed[name].render_with_context(context, buffer, partial=True, include=given)
    finally:
        run.depth -= 1
    run.spend(len(buffer.getvalue()))
    return buffer.getvalue()


def _played(name: str, given: dict[str, str]) -> str | None:
    """Return the player that an include is for, as its name tells: a theme may have it, and not the site."""
    host = players.host_of(name)
    videos = (given[key] for key in (*players.KEYS, *given) if given.get(key))
    found = (players.player(host, video, resolve(given.get("title", ""))) for video in videos) if host else ()
    return next(filter(None, found), None)


def _video(call: _Call, context: RenderContext) -> str:
    """Return the player of a video, whose tag comes from a plug-in: {% youtube ID %}."""
    rest = _VARIABLE.sub(lambda found: filters.plain(_value(found[1], context)), call.rest)
    made = SINGLE[call.name](Call.parse(call.name, rest))
    if made is None:
        raise LiquidError(f"{{% {call.name} %}} names no video", token=call.token)
    return run_of(context).slots.put(made)


def _post_url(call: _Call, context: RenderContext) -> str:
    return _address(call, context, call.rest)


def _link(call: _Call, context: RenderContext) -> str:
    """Return the URL of a file of the site: a post's, or that of a file which Jekyll copies as it is."""
    path = call.rest
    last = path.rpartition("/")[2]
    if not path.startswith("_") and re.search(r"\.(?!md$|markdown$|html?$)\w+$", last):
        return filters.plain(run_of(context).filters["relative_url"](path))
    return _address(call, context, path)


def _address(call: _Call, context: RenderContext, name: str) -> str:
    name = _VARIABLE.sub(lambda found: filters.plain(_value(found[1], context)), name).strip("'\"")
    url = run_of(context).find_url(name.lstrip("/"))
    if url is None:
        message = f"{{% {call.name} %}}: there is no post “{name}”, so the link is cut and its text stays"
        run = run_of(context)
        run.note(name, call.token.start_index if call.token.source is run.body else run.place, message)
        return NOWHERE
    return url


def _no_relative(call: _Call, _: RenderContext) -> str:
    raise LiquidError("include_relative reads files that may be private", token=call.token)


CALLS: dict[str, Callable[[_Call, RenderContext], str]] = {
    "include": _include,
    "include_cached": _include,
    "include_relative": _no_relative,
    "post_url": _post_url,
    "link": _link,
    **dict.fromkeys(("youtube", "vimeo", "bilibili", "dailymotion"), _video),
}
