"""The run, on one page: posts -> channels -> entries -> documents -> checked -> compared -> written."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import nullcontext
from dataclasses import dataclass, replace
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import Protocol, TypeVar

from feeds import builders, collector, compare, content, pool, trace, validator, writer
from feeds.config import Config
from feeds.model import (
    BadSettings,
    Document,
    Edition,
    Entry,
    Manifest,
    Post,
    Problem,
    Reading,
    Site,
    Stop,
    Where,
)
from feeds.select import Selection, select

_Item = TypeVar("_Item")


class Watch(Protocol):
    """Passes items on, and shows how far they are. The title is a verb in -ing."""

    def __call__(self, title: str, items: Iterable[_Item], total: int, /) -> Iterable[_Item]:
        """Yield the items."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Options:
    """How a run is to be made. With `jobs` 0 the amount of work decides on the workers."""

    now: datetime
    jobs: int = 0
    strict: bool = False
    check: bool = False
    overwrite: bool = False
    accept_ids: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Result:
    """What came of a run.

    `blocking` are the problems for which nothing was published. `left_out` are those of posts that
    are not in it, `problems` all others.
    """

    readings: tuple[Reading, ...]
    documents: tuple[Document, ...]
    plan: writer.Plan
    changes: compare.Changes
    left_out: tuple[Problem, ...]
    problems: tuple[Problem, ...]
    blocking: tuple[Problem, ...]


def unwatched(title: str, items: Iterable[_Item], total: int, /) -> Iterable[_Item]:
    """Pass the items on, and show nothing."""
    del title, total
    return items


def build(root: Path, config: Config, options: Options, watch: Watch = unwatched) -> Result:
    """Publish the site, or with `options.check` only find out what publishing would change.

    Raises:
        BadSettings: the settings give two documents one path.
        Stop: there is nothing to publish, or the disk does not let us.
    """
    site, output = config.site, config.output
    with nullcontext() if options.check else writer.locked(output):
        before = writer.last(output)
        draft = _draft(root, site, options, watch)
        edition = Edition(
            site=site, channels=draft.selection.channels, pages=draft.selection.pages,
            entries={entry.post.source: entry for entry, _ in draft.entries},
        )  # fmt: skip
        documents = tuple(doc for name in site.formats for doc in builders.load(name).build(edition))
        _refuse_one_path_twice(documents)
        checked = watch("Checking", documents, len(documents))
        faults = tuple(problem for document in checked for problem in _check(document, root, output))
        after = writer.record(documents, compare.announce(edition, draft.posts))
        made = _Made(documents=documents, faults=faults, plan=writer.plan(documents, output, before))
        result = _judge(config, options, draft, made, before, after)
        if not result.blocking and not options.check:
            writer.apply(made.plan, output, after)
    return result


@dataclass(frozen=True, slots=True, kw_only=True)
class _Draft:
    """What is read and rendered, before any document is made of it."""

    readings: tuple[Reading, ...]
    posts: list[Post]
    selection: Selection
    entries: tuple[tuple[Entry, tuple[Problem, ...]], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Made:
    """The documents, what the validator says of them, and what writing them would do."""

    documents: tuple[Document, ...]
    faults: tuple[Problem, ...]
    plan: writer.Plan


def _draft(root: Path, site: Site, options: Options, watch: Watch) -> _Draft:
    sources = collector.find(root, site)
    with pool.mapper(options.jobs or pool.workers_for(len(sources))) as mapper:
        read = mapper(partial(collector.read_lightly, root, site), sources)
        readings = collector.settle(watch("Reading", read, len(sources)), site, options.now)
        posts = published(readings)
        if not posts:
            raise Stop(_say_nothing(site, readings))
        selection = choose(posts, site)
        listed = selection.listed()
        render = partial(content.read, root, site, find_url=partial(collector.find_url, root, site))
        entries = tuple(watch("Rendering", mapper(render, listed), len(listed)))
    return _Draft(readings=readings, posts=posts, selection=selection, entries=entries)


def _judge(
    config: Config, options: Options, draft: _Draft, made: _Made, before: Manifest, after: Manifest
) -> Result:
    """Say which problems stop the run, and which are only told."""
    faults, plan = made.faults, made.plan
    changes = compare.compare(before, after)
    left_out = tuple(p for r in draft.readings if r.state != "published" for p in r.problems)
    notes = [p for r in draft.readings if r.state == "published" for p in r.problems]
    notes += [problem for _, found in draft.entries for problem in found]
    problems = (*config.problems, *notes, *draft.selection.problems, *faults, *plan.kept)
    blocking = (
        *_lost(compare.guard(before, _bad(draft.readings))),
        *(() if options.accept_ids else _changed_ids(before, after, changes.reannounced)),
        *(problem for problem in faults if problem.level == "error"),
        *(p for p in plan.foreign if not (options.overwrite and p.code == "not-ours")),
        *((*left_out, *problems) if options.strict else ()),
    )
    return Result(
        readings=draft.readings, documents=made.documents, plan=plan, changes=changes,
        left_out=left_out, problems=problems, blocking=tuple(dict.fromkeys(blocking)),
    )  # fmt: skip


def collect(root: Path, site: Site, now: datetime) -> tuple[Reading, ...]:
    """Read all posts of the site and nothing more: for commands that only tell of them."""
    sources = collector.find(root, site)
    with pool.mapper(pool.workers_for(len(sources))) as mapper:
        return collector.settle(mapper(partial(collector.read_lightly, root, site), sources), site, now)


def published(readings: Iterable[Reading]) -> list[Post]:
    """Return the posts that are published now."""
    return [reading.post for reading in readings if reading.state == "published" and reading.post]


def choose(posts: Iterable[Post], site: Site) -> Selection:
    """Return the channels of the site in all formats that are built for every channel."""
    formats = {name: builders.load(name) for name in site.formats}
    return select(posts, site, {name: one.file for name, one in formats.items() if one.of_channels})


def _refuse_one_path_twice(documents: Iterable[Document]) -> None:
    kinds: dict[str, str] = {}
    for document in documents:
        if document.path in kinds:
            both = f"{kinds[document.path]} and {document.kind}"
            raise BadSettings(f"{document.path}: is the path of two documents, {both}; change [feeds.paths]")
        kinds[document.path] = document.kind


def _check(document: Document, root: Path, output: Path) -> Iterator[Problem]:
    """Yield what is wrong with a document, said of the post that it came from; notes are left out."""
    path = f"{output.as_posix()}/{document.path}"
    for problem in validator.check(document.data, path=path, url=document.url).problems:
        if problem.level != "info":
            yield trace.trace(problem, document.sources, root)


def _bad(readings: Iterable[Reading]) -> Iterator[tuple[str, Problem]]:
    """Yield the errors for which posts are left out: a typing error, not a decision."""
    for reading in readings:
        if reading.state == "left-out":
            yield from ((reading.source, problem) for problem in reading.problems if problem.level == "error")


def _lost(problems: Iterable[Problem]) -> Iterator[Problem]:
    for problem in problems:
        message = (
            f"it was published, and its subscribers would lose it ({problem.code}); mend or delete the file"
        )
        yield replace(problem, code="lost-post", message=message)


def _changed_ids(before: Manifest, after: Manifest, sources: Iterable[str]) -> Iterator[Problem]:
    for source in sources:
        was, now = before.posts.get(source), after.posts[source]
        message = (
            f"its id would change from {was.id if was else 'another'} to {now.id}, and every subscriber "
            "would see it as new; write `id:` with the old one in its front matter, or pass --accept-ids"
        )
        yield Problem(where=Where(path=source, line=1, column=1), code="changed-id", message=message)


def _say_nothing(site: Site, readings: tuple[Reading, ...]) -> str:
    folders = ", ".join(site.folders)
    if not readings:
        return f"{folders}: there are no posts in it; write one, or name another folder with --posts"
    first = next(
        (str(p) for r in readings for p in r.problems),
        f"{readings[0].source}: {readings[0].reason}",
    )
    return f"{folders}: none of the {len(readings)} files in it can be published; the first: {first}"
