"""The source of a body -> HTML, as its generator does: template, then markup. Pure but for includes."""

from __future__ import annotations

from collections.abc import Callable
from html import escape
from urllib.parse import urlsplit

from feeds.content import directives, excerpt, intrasite, kramdown, liquid, markdown, mdx, rest, shortcodes
from feeds.content.slots import Cuts, Slots, drop_dead_links
from feeds.model import Post, Site
from feeds.record import Record

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
    generic = site.dialect not in {"jekyll", "hugo"}
    if post.markup == "mdx" or (is_markdown and generic and mdx.is_mdx(body)):
        body = mdx.strip(body, post, slots, cuts)
    if shortcodes.holds_any(body):
        work = shortcodes.Work(
            post=post, slots=slots, cuts=cuts, find_url=find_url,
            hugo=site.dialect == "hugo", markdown=is_markdown,
            base=urlsplit(site.url).path,
        )  # fmt: skip
        body = shortcodes.render(body, work)
    return markdown.to_html(directives.render(kramdown.strip(body, slots))) if is_markdown else body


def _rest(body: str, title: str, cuts: Cuts) -> str:
    html, found = rest.to_html(body, title)
    for line, message in found:
        cuts.add("rest", f"{line} {message}", message, lambda line=line: line)  # type: ignore[misc] # bound now
    return html


def _cut(body: str, cuts: Cuts, why: str) -> str:
    if body.strip():
        mend = 'take the bodies from the built site: [content] from = "_site"'
        cuts.add("markup", "", f"{why}, so the body is cut; {mend}", lambda: 1)
    return ""
