"""The run, on one page: posts -> channels -> entries -> documents -> checked -> compared -> written."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import nullcontext
from dataclasses import dataclass, replace
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import Protocol, TypeVar

from feeds import builders, collector, compare, content, pool, validator, writer
from feeds.config import Config
from feeds.model import BadSettings, Document, Edition, Manifest, Post, Problem, Reading, Site, Stop, Where
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
        sources = collector.find(root, site)
        with pool.mapper(options.jobs or pool.workers_for(len(sources))) as mapper:
            read = mapper(partial(collector.read_lightly, root, site), sources)
            readings = collector.settle(watch("Reading", read, len(sources)), site, options.now)
            posts = published(readings)
            if not posts:
                raise Stop(_say_nothing(site, readings))
            selection = choose(posts, site)
            listed = selection.listed()
            rendered = mapper(partial(content.read, root, site), listed)
            entries = tuple(watch("Rendering", rendered, len(listed)))
        edition = Edition(
            site=site, channels=selection.channels, pages=selection.pages,
            entries={entry.post.source: entry for entry, _ in entries},
        )  # fmt: skip
        documents = tuple(doc for name in site.formats for doc in builders.load(name).build(edition))
        _refuse_one_path_twice(documents)
        faults = [problem for doc in watch("Checking", documents, len(documents)) for problem in _check(doc)]
        after = writer.record(documents, compare.announce(edition, posts))
        plan = writer.plan(documents, output, before)
        changes = compare.compare(before, after)
        left_out = tuple(p for r in readings if r.state != "published" for p in r.problems)
        notes = [p for r in readings if r.state == "published" for p in r.problems]
        notes += [problem for _, found in entries for problem in found]
        problems = (*config.problems, *notes, *selection.problems, *faults, *plan.kept)
        blocking = (
            *_lost(compare.guard(before, _bad(readings))),
            *(() if options.accept_ids else _changed_ids(before, after, changes.reannounced)),
            *(problem for problem in faults if problem.level == "error"),
            *(p for p in plan.foreign if not (options.overwrite and p.code == "not-ours")),
            *((*left_out, *problems) if options.strict else ()),
        )
        if not blocking and not options.check:
            writer.apply(plan, output, after)
    return Result(
        readings=readings, documents=documents, plan=plan, changes=changes,
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


def _check(document: Document) -> Iterator[Problem]:
    yield from validator.check(document.data, path=document.path, url=document.url).problems


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
