"""The body of a listed post -> feed-safe HTML, a plain title and a summary. Pure but for `read`."""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterable, Iterator, Sequence
from functools import partial
from pathlib import Path
from typing import NamedTuple, TypeAlias, TypeVar, get_args

from feeds.characters import clean, forbidden
from feeds.content import excerpt, media, plaintext, readable, sanitize, source
from feeds.model import Content, Entry, Post, Problem, Site, Where

Find = Callable[[str], str | None]
FindMedia = Callable[[Post, str, Site], media.Found]
Rendered: TypeAlias = tuple[Entry, tuple[Problem, ...]]
_Result = TypeVar("_Result")
Stages: TypeAlias = Generator[None, None, _Result]
# Letters. Some readers refuse a feed of 5 MiB, and libxml2 a text of 10 MB.
LONGEST_BODY = 3_000_000


def nowhere(_: str) -> str | None:
    """Find nothing."""
    return None


class Read(NamedTuple):
    """An entry, and what had to be taken out of it or is wrong with it.

    It `stands alone` if nothing but the post's own file went into it, apart from the pictures and
    recordings that it tells of, and what was `seen` of those.
    """

    entry: Entry
    problems: tuple[Problem, ...]
    stands_alone: bool
    seen: media.Seen


class _Outside:
    """What bodies may ask for that does not stand in their own file, and whether one did."""

    def __init__(self) -> None:
        self.asked = False

    def watch(self, find: Find) -> Find:
        """Return the finder, which remembers that it was asked."""

        def ask(name: str) -> str | None:
            self.asked = True
            return find(name)

        return ask


def read(root: Path, site: Site, post: Post, data: bytes, find_url: Find = nowhere) -> Read:
    """Render the body of a post, whose file has these bytes; read what it asks for of other files.

    `find_url` tells the URL of a post by the name of its file.
    """
    return read_all(root, site, [(post, data)], find_url)[0]


def read_all(
    root: Path, site: Site, posts: Iterable[tuple[Post, bytes]], find_url: Find = nowhere
) -> list[Read]:  # fmt: skip
    """Render the bodies of some posts, a stage of all before the next of any.

    Each stage is of other machinery, and the processor forgets the one over the other: to render the
    posts one by one takes a fourth longer.
    """
    return _in_step([_reading(root, site, post, data, find_url) for post, data in posts])


def render(
    body: str, post: Post, site: Site, *,
    find_url: Find = nowhere, include: Find = nowhere, find_media: FindMedia = media.find,
) -> Rendered:  # fmt: skip
    """Return what readers will see of a post, and what had to be taken out of its body.

    `include` reads a file of _includes, for Jekyll, and `find_media` may look at pictures and recordings;
    without them it is pure.
    """
    return _in_step([_rendering(body, post, site, find_url, include, find_media)])[0]


def _in_step(works: Sequence[Stages[_Result]]) -> list[_Result]:
    """Do the first stage of each work, then the second of each, and so on; return what they come to."""
    results: dict[int, _Result] = {}
    while len(results) < len(works):
        for number, work in enumerate(works):
            if number not in results:
                try:
                    next(work)
                except StopIteration as done:
                    results[number] = done.value
    return [results[number] for number in range(len(works))]


def _reading(root: Path, site: Site, post: Post, data: bytes, find_url: Find) -> Stages[Read]:
    warning: tuple[Problem, ...] = ()
    lookout = media.Lookout(root)
    find_media = partial(media.find, look=lookout, header=data[: post.body])
    if site.built is not None:
        from feeds.content import built  # noqa: PLC0415 - few sites have their bodies from there

        try:
            html = built.read(root / site.built, site.url, post.url, site.select, post.title)
        except built.NotThere as error:
            warning = (_problem(post, 1, 1, "built-page", f"{error}; until then its source is rendered"),)
        else:
            entry, problems = yield from _entry(html, "", post, site, find_media)
            return Read(entry, problems, False, ())
    outside = _Outside()

    def include(name: str) -> str | None:
        from feeds.content import liquid  # noqa: PLC0415 - most bodies include nothing

        return liquid.read_include(root / getattr(site.own, "source", "") / "_includes", name)

    body = data[post.body :].decode("utf-8", "replace")
    find, seek = outside.watch(find_url), outside.watch(include)
    entry, problems = yield from _rendering(body, post, site, find, seek, find_media)
    alone = site.built is None and not outside.asked
    return Read(entry, (*warning, *problems), alone, tuple(lookout.seen.items()))


def _rendering(
    body: str, post: Post, site: Site, find_url: Find, include: Find, find_media: FindMedia
) -> Stages[Rendered]:  # fmt: skip
    if "\r" in body:
        body = body.replace("\r\n", "\n").replace("\r", "\n")
    cleaned = clean(body)
    made = source.to_html(cleaned, post, site, find_url=find_url, include=include)
    cuts = [_problem(post, line, 1, code, message) for line, code, message in made.cuts]
    yield
    entry, problems = yield from _entry(made.html, body, post, site, find_media)
    taken_out = _forbidden(body, post) if cleaned is not body else ()
    return entry, (*taken_out, *cuts, *problems)


def _entry(
    html: str, body: str, post: Post, site: Site, find_media: FindMedia
) -> Stages[Rendered]:  # fmt: skip
    """Return the entry of a body's HTML; `body` is what its author wrote, for the places of problems."""
    written, html = html, readable.apply(html, off=site.off)
    yield
    cleaned = sanitize.sanitize(html, base=post.url)
    yield
    problems = [_bad_link(url, body, post) for url in cleaned.bad_urls]
    if html is not written:
        problems += [_local_link(url, body, post) for url in readable.left_out(written, html)]
    problems += _unknown_content(post)
    if cleaned.too_deep:
        message = f"its tags are nested more than {sanitize.DEEPEST} deep, so it is left out; write it flat"
        problems.append(_problem(post, 1, 1, "deep-markup", message))
    if len(cleaned.html) > LONGEST_BODY:
        message = (
            f"it has {len(cleaned.html):,} letters, which no reader takes, and is left out; split the post"
        )
        problems.append(_problem(post, 1, 1, "long-body", message))
        cleaned = sanitize.Sanitized(html="")
    found = find_media(post, cleaned.html, site)
    yield
    entry = Entry(
        post=post,
        title=plaintext.as_it_stands(plaintext.from_author(post.title) or post.title),
        summary=plaintext.as_it_stands(_summary(html, cleaned.html, post, site)),
        html=cleaned.html,
        image=found.image,
        enclosures=found.enclosures,
        episode=found.episode,
    )
    return entry, (*problems, *found.problems)


def _summary(html: str, cleaned: str, post: Post, site: Site) -> str:
    """Return what the author wrote as one, else the text up to the mark, else the beginning."""
    if post.summary:
        return plaintext.from_author(post.summary)
    begins = excerpt.before_marker(html)
    text = sanitize.sanitize(begins, base=post.url).html if begins else cleaned
    return plaintext.begin(text, site.summary_length)


def _forbidden(body: str, post: Post) -> list[Problem]:
    """Return a problem for the characters that XML forbids: the first of them, and how many."""
    found = forbidden(body)
    line, column, name = found[0]
    more = f" and {len(found) - 1} more" if len(found) > 1 else ""
    message = f"{name}{more} is a character that XML forbids and we leave out; remove it"
    return [_problem(post, line, column, "forbidden-character", message)]


def _unknown_content(post: Post) -> Iterator[Problem]:
    """Yield a problem if the post says of itself what feeds cannot have of it."""
    said = str(dict(post.extra).get("feed_content") or "").strip()
    if said and said.lower() not in get_args(Content):
        where = Where(path=post.source, line=1, column=1)
        message = f"feed_content “{said}” is none; write full, summary or both"
        yield Problem(where=where, code="feed-content", message=message, level="warning")


def _bad_link(url: str, body: str, post: Post) -> Problem:
    line, column = _place(url, body)
    return _problem(post, line, column, "bad-link", f"“{url}” is no URL and was left out; mend the link")


def _local_link(url: str, body: str, post: Post) -> Problem:
    line, column = _place(url, body)
    message = f"“{url}” is at a host without a dot, so its link was left out; write the public address"
    return _problem(post, line, column, "local-host", message)


def _place(text: str, body: str) -> tuple[int, int]:
    """Return line and column at which a text first stands in the body, else those of its beginning."""
    before, found, _ = body.partition(text)
    return (before.count("\n") + 1, len(before) - before.rfind("\n")) if found else (1, 1)


def _problem(post: Post, line: int, column: int, code: str, message: str) -> Problem:
    where = Where(path=post.source, line=post.body_line + line - 1, column=column)
    return Problem(where=where, code=code, message=message, level="warning")
