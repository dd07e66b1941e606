"""Documents -> the output folder, all or nothing. Touches the disk; `plan` only reads it.

`.feeds/manifest.json` in there names every file that is ours; no other is replaced or removed.
"""

from __future__ import annotations

import contextlib
import errno
import hashlib
import json
import os
import re
import shutil
import stat
import sys
import tempfile
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path, PurePosixPath

from feeds.model import Announced, Document, Manifest, Problem, Stop, Where

if sys.platform == "win32":  # pragma: no cover - there is no msvcrt elsewhere
    import msvcrt
else:
    import fcntl

_MANIFEST = ".feeds/manifest.json"
_STAGE = f".feeds/stage-{os.getpid()}"
_UNTOUCHED = "nothing was replaced"
_HALF_DONE = "part of the output is new and part is old; run `feeds build` again"
# A path that leaves the output, that a system reads in a way of its own, or that is in .feeds.
_OUTSIDE = re.compile(r"(^|/)\.{0,2}(/|$)|[\\\x00-\x1f]|^[a-z]:|^\.feeds(/|$)", re.IGNORECASE)
_JSON = json.JSONEncoder(ensure_ascii=False, sort_keys=True)


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """What a run would do to the output. Documents keep the order in which they were given.

    `foreign` stops the run: its `not-ours` documents are in `write` all the same, for --overwrite;
    its `bad-path` ones are not. `kept` warns of stale files that are not as we made them: they
    stay, for another program may be the one that makes them now.
    """

    write: tuple[Document, ...]
    unchanged: tuple[str, ...]
    remove: tuple[str, ...]
    foreign: tuple[Problem, ...]
    kept: tuple[Problem, ...]
    before: Manifest


def record(documents: Iterable[Document], posts: dict[str, Announced]) -> Manifest:
    """Return the manifest of an output that holds these documents."""
    return Manifest(files={each.path: _digest(each.data) for each in documents}, posts=posts)


def last(output: Path) -> Manifest:
    """Return what the last run left; after one that was killed, what `apply` wrote first."""
    path = output / _MANIFEST
    try:
        return _load(path.read_bytes())
    except FileNotFoundError:
        return Manifest(files={}, posts={})
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


def plan(documents: Sequence[Document], output: Path, before: Manifest) -> Plan:
    """Compare what is to be published with what is there. Nothing on the disk is changed."""
    wanted = {document.path: document for document in documents}
    if len(wanted) != len(documents):
        raise AssertionError("two documents have one path")
    there = {path: _look(output, path) for path in wanted}
    for path, twin in _twins(output, wanted, wanted).items():
        there[path] = _problem(output, path, f"is one file with {twin} here; rename one of them")
    bad = [found for found in there.values() if isinstance(found, Problem)]
    good = [each for each in documents if not isinstance(there[each.path], Problem)]
    changed = tuple(each for each in good if there[each.path] != each.data)
    ours = before.files.keys() | _twins(output, wanted, before.files).keys()
    advice = "was not made by feeds; move it away, or pass --overwrite"
    others = [each.path for each in changed if there[each.path] is not None]
    bad += [_problem(output, path, advice, "not-ours") for path in others if path not in ours]
    stale = _stale(output, wanted, before)
    return Plan(
        write=changed,
        unchanged=tuple(each.path for each in good if there[each.path] == each.data),
        remove=tuple(each for each in stale if isinstance(each, str)),
        foreign=tuple(bad),
        kept=tuple(each for each in stale if isinstance(each, Problem)),
        before=before,
    )


def apply(plan: Plan, output: Path, manifest: Manifest) -> None:
    """Carry the plan out, inside `locked`: stage everything, move it, then remove what is stale.

    From before the first move until after the last removal, the manifest on the disk names the
    old files and the new ones: a run killed in between leaves none that nobody knows.
    """
    if any(problem.code == "bad-path" for problem in plan.foreign):
        raise AssertionError("a plan with a bad path was to be carried out")
    if (output / ".feeds").is_symlink():
        raise Stop(f"{output / '.feeds'}: is a link; {_UNTOUCHED}; put a folder there")
    _clear(output)
    if not (plan.write or plan.remove) and plan.before == manifest:
        return
    between, final = _dump(_union(plan.before, manifest)), _dump(manifest)
    try:
        for document in plan.write:
            _stage(output, document.path, document.data)
        _stage(output, ".feeds/between", between)
        _stage(output, ".feeds/final", final)
        if between != _dump(plan.before):
            _move(output, ".feeds/between", _MANIFEST, _UNTOUCHED)
        for document in plan.write:
            _move(output, document.path, document.path, _HALF_DONE)
        _remove(output, plan, manifest)
        if final != between:
            _move(output, ".feeds/final", _MANIFEST, _HALF_DONE)
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


def _dump(manifest: Manifest) -> bytes:
    """Write one file or post a line, sorted: so git shows and merges it well."""
    posts = {
        source: {"id": post.id} if post.entry is None else {"id": post.id, "entry": post.entry}
        for source, post in manifest.posts.items()
    }
    rows = (
        ",\n".join(f"{_JSON.encode(name)}: {_JSON.encode(table[name])}" for name in sorted(table))
        for table in (manifest.files, posts)
    )
    text = '{{\n"files": {{\n{}\n}},\n"manifest": 1,\n"posts": {{\n{}\n}}\n}}\n'.format(*rows)
    # A name that is not UTF-8 has lone surrogates, which this writes as \udc80: that is JSON.
    return text.encode("utf-8", "backslashreplace")


def _load(data: bytes) -> Manifest:
    """Raise ValueError for what `_dump` does not write."""
    match json.loads(data.decode("utf-8")):
        case {"manifest": 1, "files": dict(files), "posts": dict(posts)}:
            announced = {source: _announced(post) for source, post in posts.items()}
            if all(isinstance(digest, str) for digest in files.values()):
                return Manifest(files=files, posts=announced)
    raise ValueError("it is not a manifest of version 1")


def _announced(post: object) -> Announced:
    match post:
        case {"id": str(id_), **rest} if isinstance(entry := rest.get("entry"), str | None):
            return Announced(id=id_, entry=entry)
    raise ValueError("a post of it has no id, or no entry that is text")


def _union(before: Manifest, after: Manifest) -> Manifest:
    """Return what may be there between the two: a file with either digest, a post as it was."""
    files = dict(before.files)
    for path, digest in after.files.items():
        files[path] = " ".join(sorted({digest, *files.get(path, "").split()}))
    return Manifest(files=files, posts=after.posts | before.posts)


def _digest(data: bytes) -> str:
    return f"sha256:{hashlib.sha256(data).hexdigest()}"


def _look(output: Path, path: str) -> bytes | Problem | None:
    """Return the bytes that are there, None if nothing is, or why no file of ours can be."""
    place = output / path
    try:
        if _OUTSIDE.search(path):
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
        if isinstance(there, bytes) and _digest(there) in before.files[path].split():
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


def _stage(output: Path, path: str, data: bytes) -> None:
    """Write the bytes aside. Two paths that this disk takes for one cannot both be made."""
    place = output / _STAGE / path
    with _stopping(f"{output.as_posix()}/{path}", _UNTOUCHED):
        place.parent.mkdir(parents=True, exist_ok=True)
        with place.open("xb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())


def _move(output: Path, staged: str, path: str, outcome: str) -> None:
    with _stopping(f"{output.as_posix()}/{path}", outcome):
        (output / path).parent.mkdir(parents=True, exist_ok=True)
        (output / _STAGE / staged).replace(output / path)


def _remove(output: Path, plan: Plan, manifest: Manifest) -> None:
    """Remove the stale files, and the folders of files that are not made now if they are empty."""
    for path in plan.remove:
        with _stopping(f"{output.as_posix()}/{path}", _HALF_DONE):
            (output / path).unlink(missing_ok=True)
    gone = (p for p in plan.before.files.keys() - manifest.files if _look(output, p) is None)
    for folder in sorted({f for p in gone for f in PurePosixPath(p).parents[:-1]}, reverse=True):
        with contextlib.suppress(OSError):  # somebody's file is in it
            (output / folder).rmdir()


def _clear(output: Path) -> None:
    """Remove the stage, and those that killed runs left; of a first run that failed, all."""
    for stage in (output / ".feeds").glob("stage-*"):
        shutil.rmtree(stage, ignore_errors=True)
    with contextlib.suppress(OSError):  # the manifest is in it
        (output / ".feeds").rmdir()
