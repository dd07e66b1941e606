"""The builds: which sites, which tools, which scenarios, and what there is to say of them at the end."""

from __future__ import annotations

import argparse
import shutil
import sys
from pathlib import Path

from benchmarks import changes, machine, ours, same_bytes, tables
from benchmarks.corpus import Corpus
from benchmarks.measure import run
from benchmarks.peers import PEERS
from benchmarks.player import Limits, Player
from benchmarks.scenarios import SCENARIOS
from benchmarks.stage import Stage, clear, sweep
from benchmarks.tools import Tool, find

_TAGS = 2_000


def measure(asked: argparse.Namespace, feeds: ours.Feeds, work: Path) -> tuple[str, list[str]]:
    """Return the table of the builds with what there is to say about it, and what was wrong."""
    load = machine.load()
    tools, missing = _tools(asked, feeds)
    limits = Limits(runs=asked.runs, patience=asked.patience, timeout=asked.timeout)
    player = Player(feeds, limits)
    stages = []
    for site in _sites(asked, work):
        print(f"{site.corpus.posts:,} posts: writing them", file=sys.stderr, flush=True)
        site.set_up()
        _play(player, site, asked, tools)
        stages.append(_stages(feeds, tools[0], site, asked.timeout))
        if not asked.work:
            shutil.rmtree(site.folder)
    described = machine.describe((tool.name, tool.version) for tool in tools)
    notes = [f"- {note}\n" for note in (*missing, *player.notes, *_checked(feeds, player))]
    text = f"{described}\n{load}\n{''.join(notes)}\n{tables.builds(player.rows)}\n{''.join(stages)}"
    return text, player.faults


def _checked(feeds: ours.Feeds, player: Player) -> list[str]:
    """Return what has been found right, if nothing was wrong."""
    if player.faults:
        return []
    ways = ", with ".join(name for name, _ in same_bytes.ways(feeds, Path()))
    same = f"what feeds made is valid, and the same bytes when made anew with {ways}"
    return [f"checked in every scenario: each tool did the work that was asked for; {same}"]


def _play(player: Player, site: Stage, asked: argparse.Namespace, tools: list[Tool]) -> None:
    """Play on one site all scenarios that are about it, with all tools that can."""
    few = site.corpus.posts <= asked.peer_limit
    for scenario in (SCENARIOS[name] for name in asked.scenarios):
        if scenario.tags == site.tags and (site.repository or not scenario.fresh):
            able = [tool for tool in tools if tool.name == ours.NAME or few]
            player.play(scenario, site, [tool for tool in able if tool.tagged or not site.tags])


def _tools(asked: argparse.Namespace, feeds: ours.Feeds) -> tuple[list[Tool], list[str]]:
    """Return feeds and those peers that are installed, and a line for each that is missing."""
    tools, missing = [ours.tool(feeds)], []
    for name in asked.peers:
        executable = find(name, getattr(asked, name))
        if executable is None:
            missing.append(
                f"{name} is missing: it is neither on PATH nor named by --{name} or {name.upper()}="
            )
            print(f"benchmarks: {missing[-1]}", file=sys.stderr)
        else:
            tools.append(PEERS[name](executable))
    return tools, missing


def _sites(asked: argparse.Namespace, work: Path) -> list[Stage]:
    """Return the sites to build: one for each size, and one that has many tags."""
    repository = "checkout" in asked.scenarios and changes.has_git()
    sites = [
        Stage(
            corpus=Corpus(posts=posts, seed=asked.seed), folder=work / str(posts), tags=False,
            repository=repository and posts <= asked.peer_limit,
        )
        for posts in asked.sizes if set(asked.scenarios) - {"tags"}
    ]  # fmt: skip
    most = max((posts for posts in asked.sizes if posts <= asked.peer_limit), default=0)
    if "tags" in asked.scenarios and most:
        corpus = Corpus(posts=most, tags=_TAGS, seed=asked.seed)
        sites.append(Stage(corpus=corpus, folder=work / f"{most}-tags", tags=True, repository=False))
    return sites


def _stages(feeds: ours.Feeds, tool: Tool, site: Stage, timeout: float) -> str:
    """Return what feeds itself says of where the time goes, cold and again, if this version says it."""
    if "--timings" not in feeds.build:
        return ""
    place = site.place(tool)
    clear(place)
    told = []
    for title in ("cold", "nothing changed"):
        command = feeds.builder(place, *feeds.cache(place.cache), "--timings")
        done = run(command, place.settings.with_name("log"), timeout)
        told.append(f"\n{site.corpus.posts:,} posts, {title}:\n\n```text\n{done.said.strip()}\n```\n")
    sweep(place)
    return "".join(told)
