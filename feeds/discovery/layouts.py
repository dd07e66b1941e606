"""Heads -> an include for the layouts of a site's generator, which picks a page's feeds. Pure.

It names every address in full, so that none depends on how the generator would write it: it has to be
made again when a feed comes or goes, as when there is a new category.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping, Sequence
from types import MappingProxyType
from typing import Final

from feeds.discovery.links import Head, markup
from feeds.record import Record


class Layout(Record, frozen=True, kw_only=True):
    """How the templates of a generator say it.

    `file` is where the include belongs and `used` the line that takes it. `comment` and `tag` are patterns
    around a text, `otherwise` the word for another condition. `begin` comes first. `term` and `page` are
    the conditions for a term's page and for that of a path; where there is none, or it cannot hold the
    text, they give None.
    """

    file: str
    used: str
    comment: str
    tag: str
    otherwise: str
    end: str
    term: Callable[[str, str], str | None]
    page: Callable[[str], str | None]
    begin: str = ""


def names() -> list[str]:
    """Return the names of the generators."""
    return sorted(LAYOUTS)


def include(name: str, heads: Sequence[Head], url: str) -> tuple[str, tuple[Head, ...]]:
    """Return the include, and the heads that it cannot tell apart from others. `url` is the site's."""
    layout = LAYOUTS[name]
    everywhere = next((head.own for head in heads if head.kind == "site"), ())
    rows: list[str] = []
    left: list[Head] = []
    for head in heads:
        if head.kind == "site":
            continue
        condition = _condition(layout, head, url)
        if condition is None:
            left.append(head)
            continue
        word = "if" if not rows else layout.otherwise
        rows += [layout.tag.format(f"{word} {condition}"), *map(markup, head.own)]
    others = [link for head in heads for link in head.common if link not in everywhere]
    made = f"Made by feeds snippet --for {name} > {layout.file}, and taken by {layout.used}"
    note = layout.comment.format(made)
    lines = [note, *([layout.begin] if rows and layout.begin else []), *rows]
    lines += [layout.tag.format(layout.end)] if rows else []
    return "\n".join([*lines, *map(markup, (*everywhere, *dict.fromkeys(others)))]), tuple(left)


def _condition(layout: Layout, head: Head, url: str) -> str | None:
    if head.kind in {"category", "tag"}:
        return layout.term(head.kind, head.name)
    path = head.page.removeprefix(url)
    return layout.page(path) if head.page.startswith(f"{url}/") and path != "/" else None


def _quoted(text: str) -> str | None:
    """Return a string of Liquid, which has no escapes; None where it cannot be one."""
    if re.search(r"[%}]}|[\r\n]", text):
        return None
    return next((f"{mark}{text}{mark}" for mark in "\"'" if mark not in text), None)


def _liquid_page(path: str) -> str | None:
    text = _quoted(path)
    return text and f"page.url == {text}"


def _jekyll_term(kind: str, name: str) -> str | None:
    text = _quoted(name)
    return text and f"feeds_{kind} == {text}"


_JEKYLL: Final = """\
{%- unless page.collection %}
  {%- assign feeds_category = page.category %}
  {%- assign feeds_tag = page.tag %}
  {%- if page.type == "category" %}{% assign feeds_category = page.title %}{% endif %}
  {%- if page.type == "tag" %}{% assign feeds_tag = page.title %}{% endif %}
{%- endunless %}"""
_PLURALS: Final = {"category": "categories", "tag": "tags"}
_HUGO: Final = """\
{{- $term := "" }}
{{- if eq .Kind "term" }}{{ $term = printf "%s %s" .Data.Plural .Data.Term }}{{ end }}"""

LAYOUTS: Final[Mapping[str, Layout]] = MappingProxyType(
    {
        "jekyll": Layout(
            file="_includes/feeds.html", used="include feeds.html",
            comment="{{% comment %}}{}{{% endcomment -%}}",
            tag="{{%- {} %}}", otherwise="elsif", end="endif",
            begin=_JEKYLL, term=_jekyll_term, page=_liquid_page,
        ),
        "hugo": Layout(
            file="layouts/partials/feeds.html", used='partial "feeds.html" .',
            comment="{{{{- /* {} */ -}}}}",
            tag="{{{{- {} }}}}", otherwise="else if", end="end", begin=_HUGO,
            term=lambda kind, name: f"eq $term {json.dumps(f'{_PLURALS[kind]} {name}', ensure_ascii=False)}",
            page=lambda path: f"eq .RelPermalink (relURL {json.dumps(path[1:], ensure_ascii=False)})",
        ),
    }
)  # fmt: skip
