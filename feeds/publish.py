"""The run, on one page: posts -> channels -> entries -> documents -> checked -> compared -> written."""

from __future__ import annotations

import gc
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, nullcontext
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import Protocol, TypeVar

from feeds import again, collector, entries, judge, outline, pool, prints, standing, writer
from feeds.cache import Cache, Lost, version
from feeds.checking import check
from feeds.collector.settle import settle, settle_readings
from feeds.collector.survey import SECONDS, Survey, survey
from feeds.compare import Changes, compare
from feeds.config import Config
from feeds.growing import grow
from feeds.manifest import PATH as MANIFEST
from feeds.manifest import Manifest, follows, in_full
from feeds.model import BadSettings, Document, Problem, Reading, Site, Stop
from feeds.outline import Drawn, Outline
from feeds.prints import Print
from feeds.record import Record, replace
from feeds.stamps import look
from feeds.standing import Left, Standing

_Item = TypeVar("_Item")
_Made = TypeVar("_Made")
_PRINTS = "prints"


class Watch(Protocol):
    """Is told which stage begins, and passes its items on. The title is a verb in -ing."""

    def __call__(self, title: str, items: Iterable[_Item] = (), total: int = 0, /) -> Iterable[_Item]:
        """Yield the items."""


class Options(Record, frozen=True, kw_only=True):
    """How a run is to be made. With `jobs` 0 the amount of work decides on the workers.

    `cache` is the folder of what earlier runs found out, None for a run that remembers nothing. `begun` is
    when this one did (ns since 1970), before it read anything: what was changed since is not remembered.
    The `glance` is what was seen of the files already.
    """

    now: datetime
    jobs: int = 0
    strict: bool = False
    check: bool = False
    overwrite: bool = False
    accept_ids: bool = False
    cache: Path | None = None
    begun: int = 0
    glance: again.Glance = again.NOTHING


class Result(Record, frozen=True, kw_only=True):
    """What came of a run.

    `posts` is how many are published. `blocking` are the problems for which nothing was published;
    `left_out` are those of posts that are not in it, `problems` all others. `seen` is what it depends
    on, if that is all known: while nothing of it changes, another run would change nothing. At the
    moment it is `due`, time alone changes what is published.
    """

    posts: int
    documents: tuple[Document, ...]
    plan: writer.Plan
    changes: Changes
    left_out: tuple[Problem, ...]
    problems: tuple[Problem, ...]
    blocking: tuple[Problem, ...]
    seen: again.Seen | None = None
    due: datetime | None = None


def unwatched(_title: str, items: Iterable[_Item] = (), _total: int = 0, /) -> Iterable[_Item]:
    """Pass the items on, and show nothing."""
    return items


def build(root: Path, config: Config, options: Options, watch: Watch = unwatched) -> Result:
    """Publish the site, or with `options.check` only find out what publishing would change.

    Raises:
        BadSettings: the settings give two documents one path.
        Stop: there is nothing to publish, or the disk does not let us.
    """
    memory = Cache(options.cache, version(config.site))
    with nullcontext() if options.check else writer.locked(config.output), _uncollected():
        try:
            return _build(root, config, options, memory, watch)
        except Lost:
            return _build(root, config, options, memory.emptied(), watch)


def _build(root: Path, config: Config, options: Options, memory: Cache, watch: Watch) -> Result:
    output, drawn = config.output, outline.load(memory)
    before = writer.last(output, drawn.manifest if drawn else "")
    left = Left(output, before, prints.load(memory.get([_PRINTS]).get(_PRINTS)), memory)
    draft, known = _draft(root, config.site, options, memory, drawn, left, watch), left.known
    before = before if follows(draft.outline.ids, before.ids) else in_full(before)
    watch("Building")
    documents = _documents(config.site, draft)
    new, faults = [one for one in documents if not left.has(one)], dict(draft.faults)
    faults |= {
        one.path: check(one, root, left)
        for one in watch("Checking", new, len(new)) if one.path not in faults
    }  # fmt: skip
    watch("Comparing")
    plan = writer.plan(documents, output, before, known)
    after = _announce(plan, draft)
    found = [*draft.entries.faults, *(fault for one in faults.values() for fault in one)]
    result = replace(_judge(config, options, draft, plan, after, found), documents=documents)
    watch("Writing")
    if options.check:
        return result
    if not result.blocking:
        writer.apply(plan, output, after)
        known = prints.take(documents, output, plan.files)
    clean = {path: one for path, one in known.items() if not faults.get(path)}
    keep = {**draft.survey.keep, **draft.entries.keep, _PRINTS: prints.dump(clean)}
    if not result.blocking:
        keep |= dict(outline.keep(draft.outline, draft.survey.gist, output))
        keep[standing.NAME] = standing.keep(documents, draft.standing, draft.entries, clean)
    memory.save(keep, draft.survey.names | draft.entries.used | {*keep})
    return replace(result, seen=_seen(root, config, options, draft, result, known))


def repeated(result: Result) -> Result:
    """Return what would come of the same run once more."""
    same = tuple(document.path for document in result.documents)
    plan = replace(result.plan, write=(), remove=(), unchanged=same, foreign=(), kept=())
    problems = tuple(problem for problem in result.problems if problem not in result.plan.kept)
    return replace(result, plan=plan, changes=Changes(), problems=problems)


def _seen(
    root: Path, config: Config, options: Options, draft: _Draft, result: Result, left: Mapping[str, Print]
) -> again.Seen | None:  # fmt: skip
    """Return what the run depends on, None if that cannot be told: then the next one looks again."""
    known = draft.survey.sure and draft.entries.stand_alone and left.keys() == result.plan.files.keys()
    output, until, top = config.output, draft.outline.due, str(root)
    if result.blocking or options.cache is None or not known:
        return None
    lie = {str(output / path): one.stamp for path, one in left.items()}
    return again.Seen(
        sources=draft.survey.sources,
        stamps=draft.survey.stamps,
        folders=draft.folders,
        left={**lie, str(output / MANIFEST): look(str(output / MANIFEST))},
        output=str(output),
        since=options.now.timestamp(),
        until=until.timestamp() if until else None,
        looked_at=tuple(f"{top}/{path}" for path in sorted(draft.entries.looked_at)),
    )


class _Draft(Record, frozen=True, kw_only=True):
    """What is read and rendered, before any document is made of it but those that list no entry.

    `wrong` is what is, by source, and `faults` are those of the documents that are made, by path.
    """

    survey: Survey
    folders: frozenset[str]
    wrong: Mapping[str, tuple[Problem, ...]]
    outline: Outline
    standing: Standing
    faults: Mapping[str, tuple[Problem, ...]]
    entries: entries.Entries


def _draft(  # noqa: PLR0913, PLR0917 - all that a run knows before it reads
    root: Path, site: Site, options: Options, memory: Cache, last: Drawn | None, left: Left, watch: Watch
) -> _Draft:  # fmt: skip
    glance, now = options.glance, options.now
    watch("Finding")
    with pool.mapper(options.jobs) as mapper:
        sources, folders = again.find(glance, partial(collector.find, root, site))
        reading = partial(_watched, mapper, watch, "Reading")
        read = survey(root, site, sources, memory, reading, options.begun, glance)
        watch("Choosing")
        some = tuple((source, read.content(source)) for source in read.sources[-1:])
        mapper.rehearse(partial(entries.make, root, site), some)
        drawn = outline.recall(last, memory, read.gist, now, left)
        drawn = drawn or grow(last, read, memory, now, left, site) or _drawn(read, site, options)
        gc.freeze()  # whoever looks for cycles from here on looks at what is new
        listed = drawn.listed(read.content)
        pages = standing.of_pages(read.gist, drawn.since)
        stand = standing.find(drawn.selection.channels, listed, pages, left)
        rendering = partial(_watched, mapper, watch, "Rendering")
        making = entries.Making(root, site, listed, memory, rendering, stand.entries)
        stand = standing.with_pages(drawn.edition(site, {}), stand)  # as the workers begin without us
        new = (one for one in stand.documents[stand.pages] if not left.has(one))
        faults = {one.path: check(one, root, left) for one in new}
        made = making.finish()
    return _Draft(
        survey=read, folders=folders, wrong=_wrong(read, drawn.doubles), outline=drawn, standing=stand,
        faults=faults, entries=made,
    )  # fmt: skip


def _drawn(read: Survey, site: Site, options: Options) -> Outline:
    settled = settle(read.cards(), options.now, future=site.future)
    drawn = outline.draw(settled, site, options.now)
    if not drawn.ids:
        raise Stop(judge.say_nothing(site, settled.cards, _wrong(read, settled.doubles)))
    return drawn


def _wrong(read: Survey, doubles: Mapping[str, Problem]) -> Mapping[str, tuple[Problem, ...]]:
    wrong = {**read.problems, **{s: (*read.problems.get(s, ()), one) for s, one in doubles.items()}}
    return dict(sorted(wrong.items()))


def _watched(
    mapper: pool.Mapper, watch: Watch, title: str,
    work: Callable[[_Item], _Made], items: Sequence[_Item], seconds: float,
) -> Iterable[_Made]:  # fmt: skip
    return watch(title, mapper(work, items, seconds), len(items))


def _documents(site: Site, draft: _Draft) -> tuple[Document, ...]:
    """Build every format that the settings name.

    Raises:
        BadSettings: two documents have one path.
    """
    edition, made = draft.outline.edition(site, draft.entries.rendered), dict[str, Document]()
    for document in standing.build(edition, draft.standing):
        if other := made.get(document.path):
            both = f"{other.kind} and {document.kind}"
            raise BadSettings(f"{document.path}: is the path of two documents, {both}; change [feeds.paths]")
        made[document.path] = document
    return tuple(made.values())


def _judge(
    config: Config, options: Options, draft: _Draft, plan: writer.Plan, after: Manifest,
    faults: Sequence[Problem],
) -> Result:  # fmt: skip
    """Say which problems stop the run, and which are only told."""
    changes = compare(plan.before, after)
    states = {source: draft.outline.states.get(source, "published") for source in draft.wrong}
    notes, left_out = judge.part(states, draft.wrong)
    cuts = (problem for one in draft.entries.rendered.values() for problem in one.problems)
    problems = (*config.problems, *notes, *cuts, *draft.outline.selection.problems, *faults, *plan.kept)
    blocking = (
        *judge.lost(plan.before, states, draft.wrong),
        *(() if options.accept_ids else judge.changed_ids(plan.before, after, changes.reannounced)),
        *(problem for problem in faults if problem.level == "error"),
        *(p for p in plan.foreign if not (options.overwrite and p.code == "not-ours")),
        *((*left_out, *problems) if options.strict else ()),
    )
    return Result(
        posts=len(after.ids), documents=(), plan=plan, changes=changes, left_out=left_out,
        problems=tuple(dict.fromkeys(problems)), blocking=tuple(dict.fromkeys(blocking)),
        due=draft.outline.due,
    )  # fmt: skip


def collect(root: Path, site: Site, now: datetime) -> tuple[Reading, ...]:
    """Read all posts of the site and nothing more: for commands that only tell of them."""
    sources = collector.find(root, site)
    with pool.mapper(0) as mapper:
        readings = mapper(partial(collector.read_lightly, root, site), sources, SECONDS)
        return settle_readings(readings, now, future=site.future)


def _announce(plan: writer.Plan, draft: _Draft) -> Manifest:
    """Return what subscribers will know of each published post.

    All are in it, also those that no feed has room for: so a post which only fell out of a feed is
    never taken for one that vanished.
    """
    listed = {source: one.digest for source, one in draft.entries.rendered.items()}
    return Manifest(files=plan.files, ids=draft.outline.ids, entries=listed)


@contextmanager
def _uncollected() -> Iterator[None]:
    """Keep Python from looking for cycles among millions of records that have none."""
    was = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        gc.unfreeze()
        if was:
            gc.enable()
