"""The run, on one page: posts -> channels -> entries -> documents -> checked -> compared -> written."""

from __future__ import annotations

import gc
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass, replace
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import Protocol, TypeVar

from feeds import again, builders, cache, collector, compare, entries, pool, prints, trace, validator, writer
from feeds.cache import Cache
from feeds.collector import cards
from feeds.collector.settle import settle, settle_readings, until_next
from feeds.collector.survey import SECONDS, Survey, survey
from feeds.config import Config
from feeds.manifest import PATH as MANIFEST
from feeds.model import BadSettings, Card, Channel, Document, Edition, Manifest, Problem, Reading, Site, Stop, Where
from feeds.select import Selection, select

_Item = TypeVar("_Item")
_Made = TypeVar("_Made")
_PRINTS = "prints"


class Watch(Protocol):
    """Is told which stage begins, and passes its items on. The title is a verb in -ing."""

    def __call__(self, title: str, items: Iterable[_Item] = (), total: int = 0, /) -> Iterable[_Item]:
        """Yield the items."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Options:
    """How a run is to be made. With `jobs` 0 the amount of work decides on the workers.

    `cache` is the folder of what earlier runs found out, None for a run that remembers nothing. `begun`
    is when this one did (ns since 1970), before it read anything: what was changed since then is not
    remembered.
    """

    now: datetime
    jobs: int = 0
    strict: bool = False
    check: bool = False
    overwrite: bool = False
    accept_ids: bool = False
    cache: Path | None = None
    begun: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Result:
    """What came of a run.

    `posts` is how many are published. `blocking` are the problems for which nothing was published;
    `left_out` are those of posts that are not in it, `problems` all others. `seen` is what it depends
    on, if that is all known: while nothing of it changes, another run would change nothing.
    """

    posts: int
    documents: tuple[Document, ...]
    plan: writer.Plan
    changes: compare.Changes
    left_out: tuple[Problem, ...]
    problems: tuple[Problem, ...]
    blocking: tuple[Problem, ...]
    seen: again.Seen | None = None


def unwatched(title: str, items: Iterable[_Item] = (), total: int = 0, /) -> Iterable[_Item]:
    """Pass the items on, and show nothing."""
    del title, total
    return items


def build(root: Path, config: Config, options: Options, watch: Watch = unwatched) -> Result:
    """Publish the site, or with `options.check` only find out what publishing would change.

    Raises:
        BadSettings: the settings give two documents one path.
        Stop: there is nothing to publish, or the disk does not let us.
    """
    memory = Cache(options.cache, cache.version(config.site))
    with nullcontext() if options.check else writer.locked(config.output), _uncollected():
        try:
            return _build(root, config, options, memory, watch)
        except entries.Lost:
            return _build(root, config, options, memory.emptied(), watch)


def _build(root: Path, config: Config, options: Options, memory: Cache, watch: Watch) -> Result:
    site, output = config.site, config.output
    before = writer.last(output)
    draft = _draft(root, site, options, memory, watch)
    watch("Building")
    edition = Edition(
        site=site, channels=draft.selection.channels, pages=draft.selection.pages,
        entries=draft.entries.rendered,
    )  # fmt: skip
    documents = tuple(doc for name in site.formats for doc in builders.load(name).build(edition))
    _refuse_one_path_twice(documents)
    seen = prints.load(memory.get([_PRINTS]).get(_PRINTS))
    signatures = {document.path: prints.signature(document) for document in documents}
    new = [each for each in documents if each.path not in seen or seen[each.path].signature != signatures[each.path]]
    faults = {each.path: _check(each, root, output) for each in watch("Checking", new, len(new))}
    wrong = (*draft.entries.faults, *(problem for found in faults.values() for problem in found))
    watch("Comparing")
    plan = writer.plan(documents, output, before, seen, signatures)
    after = _announce(plan, draft)
    result = _judge(config, options, draft, documents, wrong, plan, after)
    watch("Writing")
    if not options.check:
        if not result.blocking:
            writer.apply(plan, output, after)
        clean = [each for each in documents if not faults.get(each.path)]
        left = prints.take(clean, output, signatures, plan.files) if not result.blocking else seen
        keep = {**draft.survey.keep, **draft.entries.keep, _PRINTS: prints.dump(left)}
        memory.save(keep, draft.survey.names | draft.entries.used | {_PRINTS})
    return replace(result, seen=None if options.check else _seen(root, config, options, draft, result))


def repeated(result: Result) -> Result:
    """Return what would come of the same run once more."""
    plan = replace(result.plan, write=(), remove=(), unchanged=tuple(each.path for each in result.documents))
    return replace(result, plan=plan, changes=compare.Changes())


def _seen(root: Path, config: Config, options: Options, draft: _Draft, result: Result) -> again.Seen | None:
    """Return what the run depends on, None if that cannot be told: then the next one looks again."""
    if result.blocking or options.cache is None or not (draft.survey.sure and draft.entries.stand_alone):
        return None
    until = until_next(draft.cards, options.now)
    return again.Seen(
        sources=tuple(f"{root}/{card.source}" for card in draft.cards),
        stamps=again.stamps(draft.survey.stamps),
        folders=draft.folders,
        left=tuple(str(config.output / path) for path in (*result.plan.files, MANIFEST)),
        ours=(str(config.output), str(options.cache)),
        until=until.timestamp() if until else None,
    )  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class _Draft:
    """What is read and rendered, before any document is made of it."""

    survey: Survey
    folders: frozenset[str]
    cards: tuple[Card, ...]
    doubles: Mapping[str, Problem]
    selection: Selection
    entries: entries.Entries


def _draft(root: Path, site: Site, options: Options, memory: Cache, watch: Watch) -> _Draft:
    watch("Finding")
    with again.opened() as folders:
        sources = collector.find(root, site)
    with pool.mapper(options.jobs) as mapper:
        reading = partial(_watched, mapper, watch, "Reading")
        read = survey(root, site, sources, memory, reading, options.begun)
        watch("Choosing")
        settled, doubles = settle(read.cards, options.now, future=site.future)
        posts = published(settled)
        if not posts:
            raise Stop(_say_nothing(site, settled, _problems(read, doubles)))
        selection = choose(posts, site)
        render = partial(_watched, mapper, watch, "Rendering")
        made = entries.render(root, site, selection.listed(), memory, render)
    return _Draft(survey=read, folders=frozenset(folders), cards=settled, doubles=doubles, selection=selection, entries=made)


def _watched(
    mapper: pool.Mapper, watch: Watch, title: str, work: Callable[[_Item], _Made], items: Sequence[_Item], seconds: float
) -> Iterable[_Made]:
    return watch(title, mapper(work, items, seconds), len(items))


def _problems(read: Survey, doubles: Mapping[str, Problem]) -> dict[str, tuple[Problem, ...]]:
    """Return all that is wrong with the sources, by source."""
    found = dict(read.problems)
    for source, problem in doubles.items():
        found[source] = (*found.get(source, ()), problem)
    return found


def _judge(
    config: Config, options: Options, draft: _Draft, documents: tuple[Document, ...],
    faults: Sequence[Problem], plan: writer.Plan, after: Manifest,
) -> Result:  # fmt: skip
    """Say which problems stop the run, and which are only told."""
    changes = compare.compare(plan.before, after)
    states = {card.source: card.state for card in draft.cards}
    wrong = _problems(draft.survey, draft.doubles)
    left_out = tuple(p for source, found in wrong.items() if states[source] != "published" for p in found)
    notes = [p for source, found in wrong.items() if states[source] == "published" for p in found]
    notes += [problem for one in draft.entries.rendered.values() for problem in one.problems]
    problems = (*config.problems, *notes, *draft.selection.problems, *faults, *plan.kept)
    # Of these a post is left out for a typing error, not by a decision.
    bad = ((s, p) for s, found in wrong.items() if states[s] == "left-out" for p in found if p.level == "error")
    blocking = (
        *_lost(compare.guard(plan.before, bad)),
        *(() if options.accept_ids else _changed_ids(plan.before, after, changes.reannounced)),
        *(problem for problem in faults if problem.level == "error"),
        *(p for p in plan.foreign if not (options.overwrite and p.code == "not-ours")),
        *((*left_out, *problems) if options.strict else ()),
    )
    return Result(
        posts=len(after.ids), documents=documents, plan=plan, changes=changes, left_out=left_out,
        problems=tuple(dict.fromkeys(problems)), blocking=tuple(dict.fromkeys(blocking)),
    )  # fmt: skip


def collect(root: Path, site: Site, now: datetime) -> tuple[Reading, ...]:
    """Read all posts of the site and nothing more: for commands that only tell of them."""
    sources = collector.find(root, site)
    with pool.mapper(0) as mapper:
        readings = mapper(partial(collector.read_lightly, root, site), sources, SECONDS)
        return settle_readings(readings, now, future=site.future)


def published(posts: Iterable[Card]) -> list[Card]:
    """Return the posts that are published now."""
    return [card for card in posts if card.state == "published"]


def channels(readings: Iterable[Reading], site: Site) -> tuple[Channel, ...]:
    """Return the channels of posts that were read for no more than to be told of."""
    return choose(published(cards.of(reading, "") for reading in readings), site).channels


def choose(posts: Iterable[Card], site: Site) -> Selection:
    """Return the channels of the site in all formats that are built for every channel."""
    formats = {name: builders.load(name) for name in site.formats}
    return select(posts, site, {name: one.file for name, one in formats.items() if one.specimen is not None})


def _refuse_one_path_twice(documents: Iterable[Document]) -> None:
    kinds: dict[str, str] = {}
    for document in documents:
        if document.path in kinds:
            both = f"{kinds[document.path]} and {document.kind}"
            raise BadSettings(f"{document.path}: is the path of two documents, {both}; change [feeds.paths]")
        kinds[document.path] = document.kind


def _check(document: Document, root: Path, output: Path) -> tuple[Problem, ...]:
    """Check a document: its own parts, for the entries were checked when they were made.

    Only where that finds something, the whole is read, to say where.
    """
    path = f"{output.as_posix()}/{document.path}"
    more, known = sum(piece.size for piece in document.pieces), [piece.known for piece in document.pieces]
    own = document.head + document.tail
    verdict = validator.check(own, path=path, url=document.url, more=more, known=known)
    if document.pieces and any(problem.level != "info" for problem in verdict.problems):
        verdict = validator.check(document.data, path=path, url=document.url)
    told = (problem for problem in verdict.problems if problem.level != "info")
    return tuple(trace.trace(problem, document.sources, root) for problem in told)


def _announce(plan: writer.Plan, draft: _Draft) -> Manifest:
    """Return what subscribers will know of each published post.

    All are in it, also those that no feed has room for: so a post which only fell out of a feed is
    never taken for one that vanished.
    """
    ids = {card.source: card.id for card in draft.cards if card.state == "published"}
    listed = {source: one.digest for source, one in draft.entries.rendered.items()}
    return Manifest(files=plan.files, ids=ids, entries=listed)


@contextmanager
def _uncollected() -> Iterator[None]:
    """Keep Python from looking for cycles among millions of records that have none."""
    was = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was:
            gc.enable()


def _lost(problems: Iterable[Problem]) -> Iterator[Problem]:
    for problem in problems:
        message = (
            f"it was published, and its subscribers would lose it ({problem.code}); mend or delete the file"
        )
        yield replace(problem, code="lost-post", message=message)


def _changed_ids(before: Manifest, after: Manifest, sources: Iterable[str]) -> Iterator[Problem]:
    for source in sources:
        message = (
            f"its id would change from {before.ids.get(source, 'another')} to {after.ids[source]}, and every subscriber "
            "would see it as new; write `id:` with the old one in its front matter, or pass --accept-ids"
        )
        yield Problem(where=Where(path=source, line=1, column=1), code="changed-id", message=message)


def _say_nothing(site: Site, read: Sequence[Card], problems: Mapping[str, Sequence[Problem]]) -> str:
    folders = ", ".join(site.folders)
    if not read:
        return f"{folders}: there are no posts in it; write one, or name another folder with --posts"
    first = next(
        (str(problem) for found in problems.values() for problem in found),
        f"{read[0].source}: {read[0].reason}",
    )
    return f"{folders}: none of the {len(read)} files in it can be published; the first: {first}"
