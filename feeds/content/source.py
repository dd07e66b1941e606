"""The source of a body -> HTML, as its generator does: template, then markup. Pure but for includes."""

from __future__ import annotations

import re
from collections.abc import Callable
from html import escape
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from feeds.content import excerpt, markdown
from feeds.model import Post, Site
from feeds.record import Record

if TYPE_CHECKING:
    from feeds.content.slots import Cuts, Slots

Find = Callable[[str], str | None]


class Made(Record, frozen=True, kw_only=True):
    """The HTML of a body, nothing of it sanitized yet, and what was cut: line, code, message."""

    html: str
    cuts: tuple[tuple[int, str, str], ...]


def to_html(body: str, post: Post, site: Site, *, find_url: Find, include: Find) -> Made:
    """Return the HTML of a body, and what of it could not be rendered."""
    extra = dict(post.extra)
    own = getattr(site.own, "config", None) or {}
    body = excerpt.mark(body, extra.get("excerpt_separator", own.get("excerpt_separator")))
    if _is_plain(body, post, site):
        return Made(html=markdown.to_html(body) if post.markup == "markdown" else body, cuts=())
    from feeds.content import liquid  # noqa: PLC0415 - most bodies need none of it
    from feeds.content.slots import Cuts, Slots, drop_dead_links  # noqa: PLC0415

    slots, cuts = Slots(), Cuts()
    if (
        site.dialect == "jekyll"
        and liquid.holds(body)
        and str(extra.get("render_with_liquid")).lower() != "false"
    ):
        body = liquid.render(body, post, site, slots=slots, cuts=cuts, find_url=find_url, include=include)
    elif site.dialect == "jekyll":
        body = slots.keep(body, liquid=True)
    html = slots.fill(_render(drop_dead_links(body), post, site, slots, cuts, find_url))
    if site.dialect == "pelican":
        from feeds.content import intrasite  # noqa: PLC0415 - no other has such links

        html = intrasite.resolve(html, body, post, site, find_url=find_url, cuts=cuts)
    found = tuple((line, code, message) for (code, _), (line, message) in cuts.found.items())
    return Made(html=html, cuts=tuple(sorted(found)))


def _is_plain(body: str, post: Post, site: Site) -> bool:
    """Tell whether a body has no sign of templates, shortcodes, kramdown and boxes: as most of them.

    One letter is found many times as quick as two.
    """
    if site.dialect not in {"jekyll", "hugo"} or post.markup not in {"markdown", "html"}:
        return False
    return not (
        "{" in body or "}" in body or ":::" in body or "markdown=" in body
        or ("%" in body and ("<%" in body or "%>" in body))
        or ("$" in body and "$$" in body) or ("@" in body and "](@/" in body)
        or ("*" in body and "*[" in body)
    )  # fmt: skip


def _render(body: str, post: Post, site: Site, slots: Slots, cuts: Cuts, find_url: Find) -> str:
    is_markdown = post.markup in {"markdown", "mdx"}
    if post.markup == "text":
        paragraphs = (part.strip("\n") for part in body.split("\n\n"))
        return "\n".join(f"<p>{escape(part, quote=False)}</p>" for part in paragraphs if part.strip())
    if post.markup == "rest":
        return _rest(body, post.title, cuts)
    if post.markup == "other":
        return _cut(body, cuts, "this is a markup that we do not render")
    if post.markup == "mdx" or (is_markdown and site.dialect not in {"jekyll", "hugo"} and is_mdx(body)):
        from feeds.content import mdx  # noqa: PLC0415 - few posts are

        body = mdx.strip(body, post, slots, cuts)
    if any(mark in body for mark in ("{{", "{%", "<%", "{#", "](@/")):
        from feeds.content import shortcodes  # noqa: PLC0415 - few posts have any

        work = shortcodes.Work(
            post=post, slots=slots, cuts=cuts, find_url=find_url,
            hugo=site.dialect == "hugo", markdown=is_markdown,
            base=urlsplit(site.url).path,
        )  # fmt: skip
        body = shortcodes.render(body, work)
    return _from_markdown(body, slots) if is_markdown else body


def _from_markdown(body: str, slots: Slots) -> str:
    """Return the HTML of Markdown, and of what some generators add to it where there is any of that."""
    if any(mark in body for mark in ("{", "$$", "*[", "markdown=")):
        from feeds.content import kramdown  # noqa: PLC0415

        body = kramdown.strip(body, slots)
    if ":::" in body:
        from feeds.content import directives  # noqa: PLC0415

        body = directives.render(body)
    return markdown.to_html(body)


def is_mdx(body: str) -> bool:
    """Return whether a Markdown body is MDX in truth: Docusaurus reads .md as such."""
    return re.match(r"\s*import\s[^\n]*\sfrom\s*[\"'][^\n]+[\"'];?[ \t]*\n", body) is not None or (
        re.search(r"<[A-Za-z][^<>\n]{0,300}\sstyle=\{\{", body) is not None
    )


def _rest(body: str, title: str, cuts: Cuts) -> str:
    from feeds.content import rest  # noqa: PLC0415 - nor this

    html, found = rest.to_html(body, title)
    for line, message in found:
        cuts.add("rest", f"{line} {message}", message, lambda line=line: line)  # type: ignore[misc] # bound now
    return html


def _cut(body: str, cuts: Cuts, why: str) -> str:
    if body.strip():
        mend = 'take the bodies from the built site: [content] from = "_site"'
        cuts.add("markup", "", f"{why}, so the body is cut; {mend}", lambda: 1)
    return ""
