"""How fast `feeds validate` is: on one large feed, on many small ones, and on the largest sitemap."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from html import escape
from pathlib import Path

from benchmarks import machine, ours, share, tables
from benchmarks.corpus import URL, Corpus, Post, write
from benchmarks.measure import Run, run

_CORPUS = Corpus(posts=50_000)
_BUILT = 30_000
_HEAD = (
    "documents", "files", "MB", "options", "runs", "wall s, min", "median", "CPU s, min", "median",
    "peak MB, min", "median", "MB a second", "files a second",
)  # fmt: skip
_TOO_SHORT = 0.1  # seconds beside a start that say nothing of a rate
_RFC_822 = "%a, %d %b %Y %H:%M:%S %z"


@dataclass(frozen=True, slots=True)
class _Case:
    """Documents to validate: what they are called, the folder or file, and how they are made."""

    title: str
    path: str
    write: Callable[[Path], None]
    options: tuple[tuple[str, ...], ...] = ((),)


def measure(feeds: ours.Feeds, work: Path, runs: int, timeout: float) -> tuple[str, list[str]]:
    """Return the table of the validator, and what was wrong.

    A rate is that of the fastest runs, without the time of a start: what a feed of one entry takes.
    """
    load = machine.load()
    plan = [(case, options) for case in _CASES for options in _options(case, feeds)]
    done: list[list[Run]] = [[] for _ in plan]
    for case in _CASES:
        if not (work / case.path).exists():
            case.write(work / case.path)
    for _ in range(runs):
        for (case, options), each in zip(plan, done, strict=True):
            each.append(run(feeds.checker(str(work / case.path), *options), work.with_name("log"), timeout))
    faults = [
        f"{case.title}: exit code {one.code}: {one.said[-500:]}"
        for (case, _), each in zip(plan, done, strict=True) for one in each if one.code
    ]  # fmt: skip
    start = min(each.wall for each in done[0])
    lines = [
        _line(case, work / case.path, options, each, start)
        for (case, options), each in zip(plan, done, strict=True)
    ]
    described = machine.describe([(ours.NAME, ours.tool(feeds).version)])
    of_a_build = share.measure(work.parent, _BUILT, runs)
    return f"{described}\n{load}\n\n{tables.markdown(_HEAD, lines)}\n\n{of_a_build}", faults


def _options(case: _Case, feeds: ours.Feeds) -> tuple[tuple[str, ...], ...]:
    return case.options if "--jobs" in feeds.validate else ((),)


def _line(
    case: _Case, target: Path, options: tuple[str, ...], runs: list[Run], start: float
) -> tuple[str, ...]:
    files = [target] if target.is_file() else [path for path in target.rglob("*") if path.is_file()]
    size = sum(path.stat().st_size for path in files) / 1e6
    seconds = min(each.wall for each in runs) - start
    rates = (f"{size / seconds:,.1f}", f"{len(files) / seconds:,.0f}") if seconds > _TOO_SHORT else ("", "")
    return (case.title, f"{len(files):,}", f"{size:,.2f}", " ".join(options), *tables.figures(runs), *rates)


def _write_large(path: Path, first: int = 0) -> None:
    """Write an RSS feed of 1 MB, of the posts from a first one on."""
    posts = _posts(first)
    entries, size = [], 0
    while size < 1_000_000:
        entries.append(_item(next(posts)))
        size += len(entries[-1])
    write(path, _rss(entries))


def _write_twenty(folder: Path) -> None:
    """Write 20 such feeds, each of other posts: a start takes longer than to check a single one."""
    for number in range(20):
        _write_large(folder / f"{number:02}.xml", number * 1_000)


def _write_small(folder: Path) -> None:
    """Write 1,000 feeds of three entries, RSS and Atom in turn."""
    for number in range(1_000):
        posts = _posts(number * 3)
        chosen = [next(posts) for _ in range(3)]
        made = _atom(chosen) if number % 2 else _rss([_item(post) for post in chosen])
        write(folder / f"{number:04}.xml", made)


def _write_start(path: Path) -> None:
    """Write a feed of one entry."""
    write(path, _atom([_CORPUS.post(0)]))


def _write_sitemap(path: Path) -> None:
    """Write a sitemap of as many URLs as one may have: 50,000."""
    lines = (
        f"<url><loc>{post.url}</loc><lastmod>{post.date.isoformat()}</lastmod></url>\n"
        for post in _CORPUS.every()
    )
    head = '<?xml version="1.0" encoding="utf-8"?>\n<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">\n'
    write(path, f"{head}{''.join(lines)}</urlset>\n".encode())


def _posts(first: int) -> Iterator[Post]:
    return map(_CORPUS.post, range(first, _CORPUS.posts))


def _body(post: Post) -> str:
    """Return the HTML of a post's body, escaped; the Markdown below it is left away."""
    text = _CORPUS.source(post).decode().partition("\n---\n\n")[2].partition("\n\n<http")[0]
    return escape(text.replace('="//', '="https://'), quote=False)


def _item(post: Post) -> bytes:
    return (
        f"<item><title>{post.slug}</title><link>{post.url}</link><guid>{post.url}</guid>"
        f"<category>{post.category}</category><pubDate>{post.date:{_RFC_822}}</pubDate>"
        f"<description>{_body(post)}</description></item>\n"
    ).encode()


def _rss(items: list[bytes]) -> bytes:
    head = (
        '<?xml version="1.0" encoding="utf-8"?>\n<rss version="2.0" xmlns:atom="http://www.w3.org/2005/Atom">'
        f"<channel><title>消息</title><link>{URL}/</link><description>消息</description>"
        f'<atom:link href="{URL}/rss.xml" rel="self" type="application/rss+xml"/>\n'
    )
    return b"".join((head.encode(), *items, b"</channel></rss>\n"))


def _atom(posts: list[Post]) -> bytes:
    entries = "".join(
        f"<entry><title>{post.slug}</title><id>{post.url}</id><link href='{post.url}'/>"
        f"<published>{post.date.isoformat()}</published><updated>{post.date.isoformat()}</updated>"
        f"<category term='{post.category}'/><content type='html'>{_body(post)}</content></entry>\n"
        for post in posts
    )
    return (
        '<?xml version="1.0" encoding="utf-8"?>\n<feed xmlns="http://www.w3.org/2005/Atom"><title>消息</title>'
        f"<id>{URL}/</id><link href='{URL}/atom.xml' rel='self'/><author><name>编辑部</name></author>"
        f"<updated>{posts[0].date.isoformat()}</updated>\n{entries}</feed>\n"
    ).encode()


_BOTH = (("--jobs", "1"), ("--jobs", "2"))
_CASES = (
    _Case("a start: one entry", "start.xml", _write_start),
    _Case("one feed of 1 MB", "large.xml", _write_large),
    _Case("20 feeds of 1 MB", "large", _write_twenty, options=_BOTH),
    _Case("1,000 small feeds", "small", _write_small, options=_BOTH),
    _Case("a sitemap of 50,000 URLs", "sitemap.xml", _write_sitemap),
)
