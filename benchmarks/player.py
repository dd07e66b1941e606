"""Plays the scenarios: the tools in turn, A B, A B, …, and what they made is looked at."""

from __future__ import annotations

import sys
from dataclasses import dataclass, field

from benchmarks import changes, ours, same_bytes, same_work, stage
from benchmarks.measure import Run, run
from benchmarks.ours import Feeds
from benchmarks.scenarios import Scenario
from benchmarks.stage import Stage
from benchmarks.tools import Place, Tool


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """How often to run, and for how long.

    Attributes:
        runs: of every tool in every scenario.
        patience: seconds; a peer that took longer is not run a second time in the scenario.
        timeout: seconds after which a run is ended, and its tool is left out from then on.
    """

    runs: int
    patience: float
    timeout: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """All runs of a tool in a scenario."""

    posts: int
    scenario: str
    tool: str
    runs: tuple[Run, ...]


@dataclass(slots=True, kw_only=True)
class _Turn:
    """A tool's part in a scenario; `over` when it is not run again."""

    tool: Tool
    place: Place
    runs: list[Run] = field(default_factory=list)
    over: bool = False


class Player:
    """Plays scenarios and gathers what came of them.

    Attributes:
        rows: the measurements, in the order in which they were made.
        faults: whatever was wrong: the benchmark must fail.
        notes: what a reader of the table has to know.
    """

    def __init__(self, feeds: Feeds, limits: Limits) -> None:
        self.rows: list[Row] = []
        self.faults: list[str] = []
        self.notes: list[str] = []
        self._feeds = feeds
        self._limits = limits
        self._left_out: set[str] = set()

    def play(self, scenario: Scenario, site: Stage, tools: list[Tool]) -> None:
        """Run the tools in turn in one scenario, and leave the site as it was."""
        here = site.checkout if scenario.fresh else None
        turns = [
            _Turn(tool=tool, place=site.place(tool, here))
            for tool in tools
            if tool.name not in self._left_out
        ]
        for turn in turns if scenario.warm else ():
            self._warm_up(turn, scenario, site)
        for number in range(1, self._limits.runs + 1):
            site.bring_to(scenario.state(number))
            if scenario.fresh:
                site.check_out()
            for turn in turns:
                if not turn.over:
                    self._take(turn, scenario, site, last=number == self._limits.runs)
        if scenario.fresh:
            site.forget_checkout()
        site.bring_to(scenario.state(0))
        for turn in turns:
            stage.sweep(turn.place)
            if turn.runs:
                self.rows.append(_row(scenario, site, turn))

    def _warm_up(self, turn: _Turn, scenario: Scenario, site: Stage) -> None:
        """Let a tool build the site as it is before anything happens to it.

        CI makes every checkout of a site in one place.
        """
        place = turn.place
        if scenario.fresh:
            changes.check_out(site.site, site.checkout)
        if turn.tool.name == ours.NAME or not place.output.is_dir():
            self._run(turn, place, f"{site.corpus.posts:,} posts, before “{scenario.title}”")
        if scenario.fresh:
            stage.keep(place)

    def _take(self, turn: _Turn, scenario: Scenario, site: Stage, *, last: bool) -> None:
        """Run a tool once; after its last time, look at what it has made."""
        if scenario.fresh:
            stage.restore(turn.place)
        elif not scenario.warm:
            stage.clear(turn.place)
        done = self._run(turn, turn.place, f"{site.corpus.posts:,} posts, {scenario.title}")
        if done is None:
            return
        turn.runs.append(done)
        mine = turn.tool.name == ours.NAME
        turn.over = last or (not mine and done.wall > self._limits.patience)
        if turn.over:
            found = same_work.find_faults(turn.tool, turn.place, site.corpus, site.state)
            if mine:
                found += same_bytes.find_faults(self._feeds, turn.place, self._limits.timeout)
            self.faults += [f"{site.corpus.posts:,} posts, {scenario.title}: {fault}" for fault in found]

    def _run(self, turn: _Turn, place: Place, what: str) -> Run | None:
        """Run a tool; None if that went wrong, and then it is left out from now on."""
        name = turn.tool.name
        turn.tool.prepare(place)
        done = run(turn.tool.command(place), place.settings.with_name("log"), self._limits.timeout)
        print(f"{what}: {name} {done.wall:.2f} s", file=sys.stderr, flush=True)
        if done.code == 0:
            return done
        turn.over = True
        self._left_out.add(name)
        why = f"exit code {done.code}: {done.said[-1_000:].strip()}"
        if done.late:
            why = f"ended after {self._limits.timeout:.0f} s, and left out from then on"
        kind = self.notes if done.late and name != ours.NAME else self.faults
        kind.append(f"{what}: {name}: {why}")
        return None


def _row(scenario: Scenario, site: Stage, turn: _Turn) -> Row:
    return Row(posts=site.corpus.posts, scenario=scenario.title, tool=turn.tool.name, runs=tuple(turn.runs))
