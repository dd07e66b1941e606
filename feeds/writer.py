"""Documents -> the output folder, all or nothing. Touches the disk; `plan` only reads it.

`.feeds/manifest.json` in there names every file that is ours; no other is replaced or removed. While they
change, `.feeds/unfinished.json` names the new ones.
"""

from __future__ import annotations

import contextlib
import errno
import hashlib
import os
import re
import shutil
import stat
import sys
import tempfile
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path, PurePosixPath

from feeds.manifest import NOTHING, UNFINISHED, Manifest, digest, dump, in_full, load, load_ours, news, union
from feeds.manifest import PATH as MANIFEST
from feeds.model import Document, Problem, Stop, Where
from feeds.prints import NO_PRINTS, Print, as_left
from feeds.record import Record, replace

if sys.platform == "win32":  # pragma: no cover - there is no msvcrt elsewhere
    import msvcrt
else:
    import fcntl

_STAGE = f".feeds/stage-{os.getpid()}"
_MANY = 16
_UNTOUCHED = "nothing was replaced"
_HALF_DONE = "part of the output is new and part is old; run `feeds build` again"
# A path that leaves the output, that a system reads in a way of its own, or that is in .feeds.
_OUTSIDE = re.compile(r"(^|/)\.{0,2}(/|$)|[\\\x00-\x1f]|^[a-z]:|^\.feeds(/|$)", re.IGNORECASE)


class Plan(Record, frozen=True, kw_only=True):
    """What a run would do to the output. Documents keep the order in which they were given.

    `foreign` stops the run: its `not-ours` documents are in `write` all the same, for --overwrite;
    its `bad-path` ones are not. `kept` warns of stale files that are not as we made them: they
    stay, for another program may be the one that makes them now. `files` has the digest of each.
    """

    write: tuple[Document, ...]
    unchanged: tuple[str, ...]
    remove: tuple[str, ...]
    foreign: tuple[Problem, ...]
    kept: tuple[Problem, ...]
    before: Manifest
    files: Mapping[str, str]


def last(output: Path, ours: str = "") -> Manifest:
    """Return what the last run left; after one that was killed, what `apply` wrote first.

    Where the manifest has the digest that is known for `ours`, it is not read through.
    """
    left, begun = _read(output / MANIFEST, ours), _read(output / UNFINISHED)
    return left if begun is NOTHING else union(in_full(left), begun)


def _read(path: Path, ours: str = "") -> Manifest:
    try:
        data = path.read_bytes()
        return load_ours(data) if digest(data) == ours else load(data)
    except FileNotFoundError:
        return NOTHING
    except (OSError, ValueError, RecursionError) as error:
        reason = getattr(error, "strerror", error)
        advice = "restore it from git or delete it to start anew"
        raise Stop(f"{path}: cannot be read ({reason}); {advice}") from error


@contextlib.contextmanager
def locked(output: Path) -> Iterator[None]:
    """Keep other runs out of the output, which is made if missing. A killed run leaves no lock."""
    with _stopping(str(output), "choose another folder with --output"):
        output.mkdir(parents=True, exist_ok=True)
        if not os.access(output, os.W_OK | os.X_OK):
            raise PermissionError(errno.EACCES, os.strerror(errno.EACCES))
        descriptor = _lock(output)
    try:
        yield
    finally:
        os.close(descriptor)


def plan(
    documents: Sequence[Document], output: Path, before: Manifest,
    prints: Mapping[str, Print] = NO_PRINTS,
) -> Plan:  # fmt: skip
    """Compare what is to be published with what is there. Nothing on the disk is changed.

    `prints` are of files as the last run left them: one that would be made of the same pieces again, by its
    signature, is not put together, and if nobody has touched it since then, it is not read.
    """
    wanted = {document.path: document for document in documents}
    if len(wanted) != len(documents):
        raise AssertionError("two documents have one path")
    ours = before.files.keys() | _twins(output, wanted, before.files).keys()
    twins = _twins(output, wanted, wanted)
    files: dict[str, str] = {}
    bad, changed, same = list[Problem](), list[Document](), list[str]()
    for path, document in wanted.items():
        seen = prints.get(path)
        if seen and seen.signature == document.signature != "" and as_left(output, path, seen):
            files[path] = seen.digest
            same.append(path)
            continue
        data = document.data
        files[path] = digest(data)
        there = _look(output, path, twins)
        if isinstance(there, Problem):
            bad.append(there)
        elif there == data:
            same.append(path)
        else:
            changed.append(document)
            if there is not None and path not in ours:
                advice = "was not made by feeds; move it away, or pass --overwrite"
                bad.append(_problem(output, path, advice, "not-ours"))
    stale = _stale(output, wanted, before)
    return Plan(
        write=tuple(changed), unchanged=tuple(same), foreign=tuple(bad), before=before, files=files,
        remove=tuple(each for each in stale if isinstance(each, str)),
        kept=tuple(each for each in stale if isinstance(each, Problem)),
    )  # fmt: skip


def apply(plan: Plan, output: Path, after: Manifest) -> None:
    """Carry the plan out, inside `locked`: stage everything, move it, then remove what is stale.

    From before the first move until after the last removal, the manifest on the disk names the old files, and
    beside it stands what names the new ones: a run killed in between leaves none that nobody knows.
    """
    if any(problem.code == "bad-path" for problem in plan.foreign):
        raise AssertionError("a plan with a bad path was to be carried out")
    if (output / ".feeds").is_symlink():
        raise Stop(f"{output / '.feeds'}: is a link; {_UNTOUCHED}; put a folder there")
    _clear(output)
    killed = (output / UNFINISHED).exists()
    moved = killed or plan.before != after
    if not (plan.write or plan.remove or moved):
        return
    # After a run that was killed, the manifest on the disk is not all that was known before.
    begun = union(plan.before, after) if killed else news(plan.before, after)
    try:
        # To wait for the disk once is quicker than once for each of many files.
        each = len(plan.write) < _MANY or not hasattr(os, "sync")
        for document in plan.write:
            _stage(output, document.path, document.data, sync=each)
        if moved:
            data = dump(after, like=plan.before)
            _stage(output, UNFINISHED, data if begun is after else dump(begun), sync=each)
            _stage(output, MANIFEST, data, sync=each)
        if not each:
            os.sync()
        if moved:
            _move(output, UNFINISHED, _UNTOUCHED)
        for document in plan.write:
            _move(output, document.path, _HALF_DONE)
        _remove(output, plan, after)
        if moved:
            _move(output, MANIFEST, _HALF_DONE)
            with _stopping(f"{output.as_posix()}/{UNFINISHED}", _HALF_DONE):
                (output / UNFINISHED).unlink()
    finally:
        _clear(output)


def _lock(output: Path) -> int:
    """Return a descriptor that holds the lock until it is closed: the folder's own, if it can."""
    if sys.platform == "win32":  # pragma: no cover - it opens no folder, so a file stands for it
        key = hashlib.sha256(os.path.normcase(output.resolve()).encode()).hexdigest()[:16]
        descriptor = os.open(f"{tempfile.gettempdir()}/feeds-{key}.lock", os.O_RDWR | os.O_CREAT)
    else:
        descriptor = os.open(output, os.O_RDONLY)
    try:
        if sys.platform == "win32":  # pragma: no cover - there is no msvcrt elsewhere
            msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)
        else:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError as error:
        os.close(descriptor)
        if error.errno not in (errno.EWOULDBLOCK, errno.EACCES):
            raise
        advice = "wait for it, or stop it"
        raise Stop(f"{output}: another `feeds build` is writing here; {advice}") from None
    return descriptor


def _look(output: Path, path: str, twins: Mapping[str, str] = NOTHING.files) -> bytes | Problem | None:
    """Return the bytes that are there, None if nothing is, or why no file of ours can be."""
    place = output / path
    try:
        if path in twins:
            reason = f"is one file with {twins[path]} here; rename one of them"
        elif _OUTSIDE.search(path):
            reason = "is not a plain path; write one without `..`, `\\` or a first `/`"
        elif not Path(os.path.realpath(place)).is_relative_to(os.path.realpath(output)):
            reason = "is led out of the output by a link; remove the link"
        elif any((output / up).is_file() for up in PurePosixPath(path).parents):
            reason = "needs a folder where a file is; move the file away"
        elif stat.S_ISREG(place.lstat().st_mode):
            return place.read_bytes()
        else:
            reason = "is a folder or a link; move it away"
    except FileNotFoundError:
        return None
    except OSError as error:
        reason = f"cannot be read ({error.strerror}); mend that, or choose another path"
    return _problem(output, path, reason)


def _twins(output: Path, paths: Iterable[str], others: Iterable[str]) -> dict[str, str]:
    """Return the paths that are one file with another's, where a disk ignores upper and lower."""
    spelled = {unicodedata.normalize("NFC", other).casefold(): other for other in others}
    twins = {}
    for path in paths:
        other = spelled.get(unicodedata.normalize("NFC", path).casefold(), path)
        with contextlib.suppress(OSError):
            if path != other and (output / path).samefile(output / other):
                twins[path] = other
    return twins


def _stale(output: Path, wanted: Iterable[str], before: Manifest) -> list[str | Problem]:
    """Return what there is of files that are not made now: a path if it is still as we made it."""
    stale: list[str | Problem] = []
    for path in sorted(before.files.keys() - {*wanted, *_twins(output, before.files, wanted)}):
        there = _look(output, path)
        if isinstance(there, bytes) and digest(there) in before.files[path].split():
            stale.append(path)
        elif there is not None:
            message = "is stale, and not as feeds made it; delete it if nobody needs it"
            stale.append(replace(_problem(output, path, message, "not-ours"), level="warning"))
    return stale


def _problem(output: Path, path: str, message: str, code: str = "bad-path") -> Problem:
    return Problem(where=Where(path=f"{output.as_posix()}/{path}"), code=code, message=message)


@contextlib.contextmanager
def _stopping(place: str, outcome: str) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise Stop(f"{place}: {error.strerror}; {outcome}") from error


def _stage(output: Path, path: str, data: bytes, *, sync: bool) -> None:
    """Write the bytes aside. Two paths that this disk takes for one cannot both be made."""
    place = output / _STAGE / path
    with _stopping(f"{output.as_posix()}/{path}", _UNTOUCHED):
        place.parent.mkdir(parents=True, exist_ok=True)
        with place.open("xb") as file:
            file.write(data)
            if sync:
                file.flush()
                os.fsync(file.fileno())


def _move(output: Path, path: str, outcome: str) -> None:
    with _stopping(f"{output.as_posix()}/{path}", outcome):
        (output / path).parent.mkdir(parents=True, exist_ok=True)
        (output / _STAGE / path).replace(output / path)


def _remove(output: Path, plan: Plan, after: Manifest) -> None:
    """Remove the stale files, and the folders of files that are not made now if they are empty."""
    for path in plan.remove:
        with _stopping(f"{output.as_posix()}/{path}", _HALF_DONE):
            (output / path).unlink(missing_ok=True)
    gone = (p for p in plan.before.files.keys() - after.files if _look(output, p) is None)
    for folder in sorted({f for p in gone for f in PurePosixPath(p).parents[:-1]}, reverse=True):
        with contextlib.suppress(OSError):  # somebody's file is in it
            (output / folder).rmdir()


def _clear(output: Path) -> None:
    """Remove the stage, and those that killed runs left; of a first run that failed, all."""
    for stage in (output / ".feeds").glob("stage-*"):
        shutil.rmtree(stage, ignore_errors=True)
    with contextlib.suppress(OSError):  # the manifest is in it
        (output / ".feeds").rmdir()
