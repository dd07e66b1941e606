"""The body of a listed post -> feed-safe HTML, a plain title and a summary. `read` opens the file."""

from __future__ import annotations

from html import escape
from pathlib import Path

from feeds.characters import clean, forbidden
from feeds.content import markdown, plaintext, sanitize
from feeds.model import Entry, Post, Problem, Site, Stop, Where


def read(root: Path, site: Site, post: Post) -> tuple[Entry, tuple[Problem, ...]]:
    """Read and render the body of a post.

    Raises:
        Stop: the file was there when the posts were collected, and is not any more.
    """
    try:
        data = (root / post.source).read_bytes()[post.body :]
    except OSError as error:
        raise Stop(f"{post.source}: {error.strerror} while its body was read; run again") from None
    return render(data.decode("utf-8", "replace"), post, site)


def render(body: str, post: Post, site: Site) -> tuple[Entry, tuple[Problem, ...]]:
    """Return what readers will see of a post, and what had to be taken out of its body. Pure."""
    body = body.replace("\r\n", "\n").replace("\r", "\n")
    problems = _forbidden(body, post)
    cleaned = sanitize.sanitize(_to_html(clean(body), post), base=post.url)
    problems += [_bad_link(url, body, post) for url in cleaned.bad_urls]
    summary = plaintext.from_html(post.summary) if post.summary else plaintext.from_html(cleaned.html)
    entry = Entry(
        post=post,
        title=plaintext.from_title(post.title) or post.title,
        summary=plaintext.shorten(summary, site.summary_length),
        html=cleaned.html,
    )
    return entry, tuple(problems)


def _to_html(body: str, post: Post) -> str:
    if post.markup == "markdown":
        return markdown.to_html(body)
    if post.markup == "html":
        return body
    paragraphs = (part.strip("\n") for part in body.split("\n\n"))
    return "\n".join(f"<p>{escape(part, quote=False)}</p>" for part in paragraphs if part.strip())


def _forbidden(body: str, post: Post) -> list[Problem]:
    """Return a problem for the characters that XML forbids: the first of them, and how many."""
    found = forbidden(body)
    if not found:
        return []
    line, column, name = found[0]
    more = f" and {len(found) - 1} more" if len(found) > 1 else ""
    message = f"{name}{more} is a character that XML forbids and we leave out; remove it"
    return [_problem(post, line, column, "forbidden-character", message)]


def _bad_link(url: str, body: str, post: Post) -> Problem:
    before, found, _ = body.partition(url)
    line = before.count("\n") + 1 if found else 1
    column = len(before) - before.rfind("\n") if found else 1
    return _problem(post, line, column, "bad-link", f"“{url}” is no URL and was left out; mend the link")


def _problem(post: Post, line: int, column: int, code: str, message: str) -> Problem:
    where = Where(path=post.source, line=post.body_line + line - 1, column=column)
    return Problem(where=where, code=code, message=message, level="warning")
