"""Shortcodes and template tags -> HTML that a reader can show, or nothing. Pure, and linear.

Hugo's {{< … >}} and {{% … %}}, Zola's {{ f() }} and {% f() %}…{% end %}, Hexo's and Eleventy's
{% … %}, what is left of Jinja's and of ERB's <% … %>. What we do not know is cut, and named.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import partial
from typing import cast
from urllib.parse import urlsplit

from feeds.content import known
from feeds.content.known import HIDDEN, VERBATIM, Call
from feeds.content.slots import NOWHERE, Cuts, Slots, drop_dead_links
from feeds.content.verbatim import Region, holds, regions
from feeds.model import Post
from feeds.record import Record

_OPEN = re.compile(r"\{\{(?:[<%](?:/\*)?|/\*)?|\{%(?:/\*)?|\{#(?=\s)|<%")
_CLOSERS = {
    "{{</*": "*/>}}", "{{%/*": "*/%}}", "{{/*": "*/}}", "{%/*": "*/%}",
    "{{<": ">}}", "{{%": "%}}", "{{": "}}", "{%": "%}", "{#": "#}", "<%": "%>",
}  # fmt: skip
_TAG = re.compile(
    r"-?\s*(?P<end>/|end(?=\w*\s*$))?\s*(?P<name>[^\s(\"',/]*)\s*(?P<rest>.*?)\s*(?P<self>/?)-?", re.DOTALL
)
# A text with nothing but filters that make a URL of it, as in Eleventy's {{ "/about/" | url }}
_LITERAL = re.compile(
    r"-?\s*[\"']([^\"'\n]*)[\"']\s*(?:\|\s*(?:url|relative_url|absolute_url|safe|relURL|absURL)\s*)*-?"
)
_MAX_TAG = 3_000  # characters
_MAX_TAGS = 20_000
_ZOLA_LINK = re.compile(r"(?<=\]\()@/([^)\s#]{1,300})")
_MEND = "write it in Markdown, or take the bodies from the built site ([content] from)"


class _Tag(Record, frozen=True):
    """A tag of a body: its kind is what opens it."""

    kind: str
    start: int
    stop: int
    inner: str
    closes: bool
    name: str
    rest: str
    alone: bool  # written as <name />


@dataclass(kw_only=True)
class Work:
    """What the steps of one body share. `base` is the path below which the site lies."""

    post: Post
    slots: Slots
    cuts: Cuts
    find_url: Callable[[str], str | None]
    hugo: bool
    markdown: bool
    base: str = ""
    missing: set[str] = field(default_factory=set)


def render(body: str, work: Work) -> str:
    """Return the body with its shortcodes rendered, those that are not known cut and noted."""
    if body.count("{{") + body.count("{%") + body.count("<%") > _MAX_TAGS:
        return _cut_all(body, work)
    code = regions(body, markdown=work.markdown, math=True)
    body = _take_verbatim(body, code, work)
    code = regions(body, markdown=work.markdown, math=True)
    body = "".join(_assemble(body, code, work))
    if "](@/" in body:
        body = _ZOLA_LINK.sub(lambda link: work.find_url(link[1]) or NOWHERE, body)
    return drop_dead_links(body)


def _cut_all(body: str, work: Work) -> str:
    message = f"there are more than {_MAX_TAGS} template tags, and all are cut; {_MEND}"
    work.cuts.add("shortcode", "too many", message, lambda: 1)
    return re.sub(r"\{\{|\{%|<%", "", re.sub(r"\{[{%][^{}\n]{0,500}[%}]\}|<%[^<>\n]{0,500}%>", "", body))


def _next(body: str, offset: int) -> _Tag | re.Match[str] | None:
    """Return the next tag, or the match of one that is never closed."""
    opener = _OPEN.search(body, offset)
    if opener is None:
        return None
    kind, closer = opener[0], _CLOSERS[opener[0]]
    end = body.find(closer, opener.end(), opener.end() + _MAX_TAG)
    if end < 0 or "\n\n" in body[opener.end() : end]:
        return opener
    inner = body[opener.end() : end]
    match = cast("re.Match[str]", _TAG.fullmatch(inner))  # every part of it may be empty
    return _Tag(
        kind, opener.start(), end + len(closer), inner, match["end"] is not None,
        match["name"] or ("end" if match["end"] == "end" else ""), match["rest"], bool(match["self"]),
    )  # fmt: skip


def _take_verbatim(body: str, code: list[Region], work: Work) -> str:
    """Return the body with what is not to be read as Markdown put behind marks: code, raw, comments."""
    parts, last, offset = [], 0, 0
    while (tag := _next(body, offset)) is not None:
        if isinstance(tag, re.Match):
            offset = tag.end()
            continue
        offset = tag.stop
        if tag.closes or tag.alone or tag.name not in VERBATIM:
            continue
        # Hugo runs its shortcodes in code as well; {% raw %} was written for the generator anywhere.
        runs_in_code = tag.kind != "{%" if work.hugo else tag.name == "raw"
        if not runs_in_code and holds(code, tag.start):
            continue
        end = _end_of(tag, body, work)
        if end is not None:
            inner = body[tag.stop : end.start()]
            html = inner if tag.kind == "{%" and tag.name == "raw" else None
            made = work.slots.keep(html) if html is not None else _verbatim(tag, inner, body, work)
            parts += [body[last : tag.start], made]
            last = offset = end.end()
    return "".join([*parts, body[last:]]) if parts else body


def _end_of(tag: _Tag, body: str, work: Work) -> re.Match[str] | None:
    """Return the end of a verbatim block; each kind of end that is not there is looked for once."""
    key = f"{tag.kind} {tag.name}"
    if key in work.missing:
        return None
    name = re.escape(tag.name)
    pattern = rf"\{{\{{{tag.kind[2:]}\s*/\s*{name}\s*{tag.kind[2:].replace('<', '>')}\}}\}}"
    if tag.kind == "{%":
        pattern = rf"\{{%-?\s*end(?:{name})?\s*-?%\}}"
    found = re.compile(pattern).search(body, tag.stop)
    if found is None:
        work.missing.add(key)
    return found


def _verbatim(tag: _Tag, inner: str, body: str, work: Work) -> str:
    call = Call.parse(tag.name, tag.rest, work.post)
    made = VERBATIM[tag.name](call, inner)
    if tag.name in HIDDEN:
        _note(tag, body, work, "it is cut with what it holds")
    return work.slots.put(made, body.count("\n", tag.start, tag.stop) + inner.count("\n"))


def _assemble(body: str, code: list[Region], work: Work) -> list[str]:
    """Return the parts of the body, each tag in its place become what a reader sees."""
    parts: list[str] = []
    open_tags: dict[str, list[tuple[int, _Tag]]] = defaultdict(list)
    order: list[str] = []  # the names of the tags that stand open, the last one innermost
    for tag in _pieces(body, code, work):
        if isinstance(tag, str):
            parts.append(tag)
        elif tag.closes:
            name = order[-1] if tag.name == "end" and order else tag.name
            if not open_tags[name]:
                _note(tag, body, work, "it ends nothing and is cut")
                continue
            index, opener = open_tags[name].pop()
            while order and order.pop() != name:
                pass
            before, after = _pair(opener, tag, body, work)
            parts[index] = before
            parts.append(after)
        else:
            parts.append("")
            if tag.kind in {"{{<", "{{%", "{%"} and not tag.alone:
                open_tags[tag.name].append((len(parts) - 1, tag))
                order.append(tag.name)
            else:
                parts[-1] = _single(tag, body, work)
    for index, tag in sorted((one for found in open_tags.values() for one in found), key=lambda one: one[0]):
        parts[index] = _single(tag, body, work)
    return parts


def _pieces(body: str, code: list[Region], work: Work) -> Iterator[str | _Tag]:
    """Yield the text of the body and its tags; what is code, or escaped, is text."""
    last = offset = 0
    while (tag := _next(body, offset)) is not None:
        start, offset = (tag.start(), tag.end()) if isinstance(tag, re.Match) else (tag.start, tag.stop)
        shown = holds(code, start)
        if isinstance(tag, re.Match):
            if shown or tag[0] == "{#":
                continue
            yield body[last:start]
            text, line = tag[0], partial(work.slots.line, body, start)
            work.cuts.add("shortcode", text, f"{text} is never closed and cut; {_MEND}", line)
        elif tag.kind.endswith("/*"):
            yield body[last:start]
            yield work.slots.keep(f"{tag.kind[:-2]}{tag.inner}{_CLOSERS[tag.kind][2:]}")
        elif shown:
            offset = start + 2
            continue
        else:
            yield body[last:start]
            if tag.kind != "{#":
                yield tag
        last = offset
    yield body[last:]


def _pair(opener: _Tag, closer: _Tag, body: str, work: Work) -> tuple[str, str]:
    """Return what stands before and after the text of a pair of tags."""
    call = Call.parse(opener.name, opener.rest, work.post)
    block = "\n" in body[opener.stop : closer.start]
    wrap = known.PAIRED.get(opener.name)
    if wrap is None:
        _note(opener, body, work, "it is cut and its text stays")
        wrap = known.keep
    before, after = wrap(call)
    space = "\n\n" if block and work.markdown else ""
    return f"{before}{space if before else ''}", f"{space if after else ''}{after}"


def _single(tag: _Tag, body: str, work: Work) -> str:
    """Return what a tag that holds nothing becomes."""
    call = Call.parse(tag.name, tag.rest, work.post)
    if tag.name in {"ref", "relref", "post_path"}:
        target, hash_mark, anchor = call.get("path", index=0).partition("#")
        url = work.find_url(target) if target else work.post.url
        if url is None:
            _note(tag, body, work, f"there is no post “{target}”, so the link is cut and its text stays")
            return NOWHERE
        return f"{url}{hash_mark}{anchor}"
    if tag.kind == "{{" and (plain := _plain(tag, work)) is not None:
        return plain
    if tag.name == "post_link":
        url, text = work.find_url(call.get(index=0)), call.get(index=1) or call.get(index=0)
        return work.slots.put(known.link(url, text) if url else known.text(text))
    make = known.SINGLE.get(tag.name)
    made = make(call) if make and tag.kind != "<%" else None
    if made is None:
        _note(tag, body, work, "it is cut")
        made = ""
    return work.slots.put(made) if made else ""


def _plain(tag: _Tag, work: Work) -> str | None:
    """Return what an output that needs no generator prints."""
    literal = _LITERAL.fullmatch(tag.inner)
    if literal:
        return f"{work.base}{literal[1]}" if literal[1].startswith("/") else literal[1]
    parts = urlsplit(work.post.url)
    known_values = {"site.baseurl": work.base, "site.url": f"{parts.scheme}://{parts.netloc}"}
    return known_values.get(tag.inner.strip("- \t\n"))


def _note(tag: _Tag, body: str, work: Work, what: str) -> None:
    shown = " ".join(body[tag.start : tag.stop].split())
    shown = f"{shown[:50]}…" if len(shown) > 60 else shown
    message = f"{shown} cannot be run here: {what}; {_MEND}"
    name = f"{'end' if tag.closes else ''}{tag.name or tag.inner.rpartition('|')[2].strip()}"
    work.cuts.add("shortcode", name, message, partial(work.slots.line, body, tag.start))
