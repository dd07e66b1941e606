"""mapper(jobs): the built-in map, or one over this process and others, which keeps the order.

And `beside`, which does two things at once, for a start that has to wait for the system in any case. The only
module that knows of processes; whoever is given a map cannot tell which one it is.
"""

from __future__ import annotations

import gc
import marshal
import os
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from functools import partial
from typing import TYPE_CHECKING, Generic, NoReturn, Protocol, TypeVar

if TYPE_CHECKING:
    from concurrent.futures import Future, ProcessPoolExecutor
    from multiprocessing.process import BaseProcess

_Item = TypeVar("_Item")
_Result = TypeVar("_Result")

_CHUNK = 256
_JOURNEY = 0.05  # seconds: of so much work nobody has to wait long for the last
_WORTH_A_POOL = 0.1  # seconds: so much is gained by two workers, less what they take to start
_AHEAD = 3  # chunks that a worker has been given and not done: one in work, one at hand, one on its way
_AT_FIRST = 8  # and before anybody asks for results: whoever has set them to work may have other things to do
_PIPE = 1 << 20  # bytes: as much as a chunk of results has; Linux lets a worker go on before we have read it
# Windows waits for at most 63 handles at a time, and ProcessPoolExecutor needs two of them.
_MOST_WORKERS = 61


class Mapper(Protocol):
    """What the built-in map does with one iterable: the results, in the order of the items."""

    def __call__(
        self, function: Callable[[_Item], _Result], items: Iterable[_Item], seconds: float = 1.0, /
    ) -> Iterator[_Result]:
        """Apply the function to each item. Function, items and results must pickle.

        Each takes about so many seconds, by which it is known whether workers pay off.
        """

    def rehearse(self, function: Callable[[_Item], object], item: _Item, /) -> None:
        """Let workers that there are apply the function, to load what it takes; nobody hears of results."""


@contextmanager
def mapper(jobs: int) -> Iterator[Mapper]:
    """Yield a map over that many processes, of which this is one; with one, nothing is started at all.

    With 0, there are as many as there are processors, but only for work that is worth it. The
    workers are started by the first call that needs them and are gone when the block is left.
    Left by an exception, Ctrl-C included, they are ended at once, whatever they are working on.
    """
    worth = _WORTH_A_POOL if jobs == 0 else 0.0
    pool = _Pool(min((jobs or _processors()) - 1, _MOST_WORKERS), worth)
    try:
        yield pool
    except BaseException as error:
        pool.terminate()
        if type(error).__name__ == "BrokenProcessPool":  # whose module is only loaded where there is one
            from feeds.model import Stop  # noqa: PLC0415 - who looks at files beside something else has no use for it

            message = "a worker process died, perhaps of too little memory; try again with --jobs 1"
            raise Stop(message) from error
        raise
    finally:
        pool.close()


class _Pool:
    """A process pool that is not there until somebody has work for it."""

    def __init__(self, workers: int, worth: float) -> None:
        self._workers = workers
        self._worth = worth
        self._executor: ProcessPoolExecutor | None = None
        self._processes: list[BaseProcess] = []

    def __call__(
        self, function: Callable[[_Item], _Result], items: Iterable[_Item], seconds: float = 1.0, /
    ) -> Iterator[_Result]:
        """Set the workers to work now; whoever waits for a result does some of it meanwhile."""
        work = tuple(items)
        if not work or self._workers == 0 or len(work) * seconds < self._worth:
            return map(function, work)
        from multiprocessing import active_children  # noqa: PLC0415 - few runs have work for workers

        method = _method()
        with _deferred(method):
            if self._executor is None:
                self._executor = _start(self._workers, method)
            others = active_children()
            size = _chunk_size(work, self._workers + 1, seconds)
            chunks = [work[start : start + size] for start in range(0, len(work), size)]
            shared = _Shared(function, chunks, self._executor, self._workers)
            self._processes += [p for p in active_children() if p not in others]
        return shared.results()

    def rehearse(self, function: Callable[[_Item], object], item: _Item, /) -> None:
        """Set each to it as soon as it has nothing else to do."""
        if self._executor is not None:
            for _ in range(self._workers):
                self._executor.submit(function, item)

    def terminate(self) -> None:
        """End the workers in the middle of their work. The executor cannot before Python 3.14."""
        for process in self._processes:
            process.terminate()

    def close(self) -> None:
        """Wait until no worker is left; work that none has begun is dropped."""
        if self._executor is not None:
            self._executor.shutdown(cancel_futures=True)


def _start(workers: int, method: str) -> ProcessPoolExecutor:
    from concurrent.futures import ProcessPoolExecutor  # noqa: PLC0415
    from multiprocessing import get_context  # noqa: PLC0415

    executor = ProcessPoolExecutor(workers, mp_context=get_context(method), initializer=_attend)
    with suppress(ImportError, AttributeError, OSError):
        from fcntl import F_SETPIPE_SZ, fcntl  # noqa: PLC0415

        fcntl(executor._result_queue._writer.fileno(), F_SETPIPE_SZ, _PIPE)  # type: ignore[attr-defined]
    return executor


def _method() -> str:
    """Return how to start a process: by a fork, which is quickest, where no thread has locks to be copied."""
    import threading  # noqa: PLC0415 - a run that is not worth a pool needs none of this
    from multiprocessing import get_all_start_methods  # noqa: PLC0415

    alone = sys.platform == "linux" and threading.active_count() == 1
    usable = (one for one in ("fork", "forkserver", "spawn") if one in get_all_start_methods())
    return next(one for one in usable if one != "fork" or alone)


@contextmanager
def _deferred(method: str) -> Iterator[None]:
    """Put Ctrl-C off until the block is left: for the milliseconds in which processes start.

    Otherwise it could come between a start and our knowing of it. The processes keep it blocked,
    so that none of them ever answers it, not even while it still imports.
    """
    if sys.platform == "win32":  # pragma: no cover - it has no signal masks
        yield
        return
    import signal  # noqa: PLC0415

    if method != "fork":
        from multiprocessing import resource_tracker  # noqa: PLC0415

        resource_tracker.ensure_running()  # before Python 3.14, to start this unblocks the signal
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _attend() -> None:
    """Make this worker process live exactly as long as its parent wants it to.

    Ctrl-C reaches every process of the terminal: the parent alone answers it, so that no worker
    prints a traceback. A parent that was killed cannot end its workers: each watches for that.
    """
    import signal  # noqa: PLC0415
    import threading  # noqa: PLC0415
    from multiprocessing import parent_process  # noqa: PLC0415

    signal.signal(signal.SIGINT, signal.SIG_IGN)
    gc.freeze()  # to look through what was ours before the fork would copy it
    parent = parent_process()
    threading.Thread(target=_follow, args=(parent,), daemon=True).start()


def _follow(parent: BaseProcess) -> None:
    parent.join()
    os._exit(1)


class _Shared(Generic[_Item, _Result]):
    """Work that the workers do from its beginning on, and this process from its end on.

    What a worker was given is never taken back: before Python 3.12, a pool with anything cancelled in it
    does not say so when it breaks.
    """

    def __init__(
        self, function: Callable[[_Item], _Result], chunks: Sequence[Sequence[_Item]],
        executor: ProcessPoolExecutor, workers: int,
    ) -> None:  # fmt: skip
        self._work, self._chunks, self._executor = partial(_all, function), chunks, executor
        self._workers, self._begun, self._end = workers, 0, len(chunks)
        self._futures: dict[int, Future[list[_Result]]] = {}
        self._give(_AT_FIRST)

    def _give(self, ahead: int = _AHEAD) -> None:
        """See to it that no worker waits for us, nor we for them: they get their share of what is left."""
        waiting = sum(not future.done() for future in self._futures.values())
        share = (waiting + self._end - self._begun) * self._workers // (self._workers + 1)
        for _ in range(min(ahead * self._workers, share) - waiting):
            self._futures[self._begun] = self._executor.submit(self._work, self._chunks[self._begun])
            self._begun += 1

    def results(self) -> Iterator[_Result]:
        """Yield the results in their order, and work until the next one is there."""
        for at in range(len(self._chunks)):
            self._give()
            while self._begun < self._end and not (at in self._futures and self._futures[at].done()):
                self._end -= 1
                self._futures[self._end] = _done(self._work, self._chunks[self._end])
                self._give()
            yield from self._futures.pop(at).result()


def _all(function: Callable[[_Item], _Result], items: Sequence[_Item]) -> list[_Result]:
    return list(map(function, items))


def _done(
    work: Callable[[Sequence[_Item]], list[_Result]], items: Sequence[_Item]
) -> Future[list[_Result]]:  # fmt: skip
    """Do the work here. What it raises is raised when its turn has come."""
    from concurrent.futures import Future  # noqa: PLC0415

    future: Future[list[_Result]] = Future()
    try:
        future.set_result(work(items))
    except Exception as error:  # noqa: BLE001 - whatever it is, it is raised where the result is read
        future.set_exception(error)
    return future


def _chunk_size(work: Sequence[object], workers: int, seconds: float) -> int:
    """Return how many items travel at once: few journeys, but some work for every worker to the end."""
    return max(1, min(_CHUNK, -(-len(work) // (4 * workers)), int(_JOURNEY / seconds) if seconds else _CHUNK))


def _processors() -> int:
    """Return how many processors this process may use, which in a container are fewer."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1  # pragma: no cover - not on Linux


def beside(
    work: Callable[[_Item], bytes], items: Sequence[_Item], other: Callable[[], object]
) -> list[bytes]:  # fmt: skip
    """Return what the work makes of each item. Where that saves time, the other is done meanwhile; else not.

    A copy of this process begins with the items, 256 at most, and this one helps when the other is done. The
    work may not change anything, for only its results come back: and what it raises, is raised here.
    """
    if sys.platform != "linux" or len(os.sched_getaffinity(0)) == 1:
        return [work(item) for item in items]
    (turn, turns), (reading, writing) = os.pipe(), os.pipe()
    with os.fdopen(turns, "wb") as file:
        file.write(bytes(range(len(items))))
    try:
        child = os.fork()
    except OSError:  # of processes or memory there is no more
        for descriptor in (turn, reading, writing):
            os.close(descriptor)
        return [work(item) for item in items]
    if child == 0:
        os.close(reading)  # whoever writes to nobody has to hear of it
        _answer(partial(_in_turn, work, items, turn), writing)
    os.close(writing)
    try:
        other()
        done = _in_turn(work, items, turn)
        with os.fdopen(reading, "rb", closefd=False) as file:
            data = file.read()
    finally:
        os.close(reading)
        os.close(turn)
        _, status = os.waitpid(child, 0)
    done |= marshal.loads(data) if status == 0 else {}  # noqa: S302 - our own copy has written it
    return [done[at] if at in done else work(item) for at, item in enumerate(items)]


def _in_turn(work: Callable[[_Item], bytes], items: Sequence[_Item], turn: int) -> dict[int, bytes]:
    """Do the work on items, by numbers, until none is left: each number is read from the pipe once."""
    return {at[0]: work(items[at[0]]) for at in iter(partial(os.read, turn, 1), b"")}


def _answer(work: Callable[[], dict[int, bytes]], writing: int) -> NoReturn:
    """Do the work in the copy, which ends with it: it has nothing of its own to close or to tell."""
    status = 1
    try:
        with os.fdopen(writing, "wb") as file:
            file.write(marshal.dumps(work()))
        status = 0
    finally:
        os._exit(status)
