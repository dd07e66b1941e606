"""A request -> the answer, as RFC 9110 has it: types, validators, 304, gzip. Reads the file that it sends."""

from __future__ import annotations

import gzip
import re
from collections.abc import Mapping
from datetime import UTC, datetime
from email.utils import format_datetime, parsedate_to_datetime
from html import escape
from http import HTTPStatus
from pathlib import Path
from typing import Final

from feeds.manifest import digest
from feeds.preview import media, paths
from feeds.preview.front import front
from feeds.preview.live import inject
from feeds.record import Record

_SMALLEST: Final = 256
"""What is shorter gets longer by compression."""
_TAG: Final = re.compile(r'(?:W/)?"([^"]*)"|\*')


class Request(Record, frozen=True, kw_only=True):
    """What is asked for: the target as it was sent, and the headers by their names in lower case."""

    target: str
    headers: Mapping[str, str]


class Answer(Record, frozen=True, kw_only=True):
    """What is sent; to a HEAD all but the body."""

    status: HTTPStatus
    headers: tuple[tuple[str, str], ...]
    body: bytes = b""


class Shown(Record, frozen=True, kw_only=True):
    """What is shown: the output, and the title and the path of the URL of the site that it is of."""

    output: Path
    title: str
    prefix: str


def answer(shown: Shown, request: Request) -> Answer:
    """Return the answer to a GET. The path of the site's URL may stand before that of a file, or not."""
    names = paths.segments(request.target)
    if names is None:
        return refusal(HTTPStatus.NOT_FOUND, "There is no such address here.")
    above = [name for name in shown.prefix.split("/") if name]
    tried = [names]
    if above and names[: len(above)] == above:
        tried.append(names[len(above) :] or [""])
    output = shown.output
    for each in tried:
        if (file := paths.locate(output, each)) is not None:
            return _sent(file, request)
        if paths.is_folder(output, each):
            last = request.target.partition("?")[0].rpartition("/")[2]
            return Answer(
                status=HTTPStatus.MOVED_PERMANENTLY, headers=(("Location", f"./{last}/"), *_length(b""))
            )
    if [""] in tried:
        return _page(HTTPStatus.OK, front(shown.title, paths.published(output)))
    return refusal(HTTPStatus.NOT_FOUND, "There is no such file in the output.")


def refusal(status: HTTPStatus, message: str) -> Answer:
    """Return a page that says what is wrong; it is there again as soon as something is."""
    return _page(status, f"<!DOCTYPE html><title>{status.value}</title><p>{escape(message)}</p>")


def _page(status: HTTPStatus, text: str) -> Answer:
    body = inject(text.encode())
    headers = (("Content-Type", "text/html; charset=utf-8"), ("Cache-Control", "no-store"), *_length(body))
    return Answer(status=status, headers=headers, body=body)


def _sent(file: Path, request: Request) -> Answer:
    try:
        data, changed = file.read_bytes(), file.stat().st_mtime
    except OSError as error:
        return refusal(HTTPStatus.NOT_FOUND, f"{file.name}: {error.strerror}")
    type_ = media.media_type(file.name, data[: media.HEAD])
    if type_.startswith("text/html"):
        data = inject(data)
    # The manifest knows the file by the same digest. Each form of it has a tag of its own (section 8.8.1).
    tag = digest(data)
    text = media.is_text(type_)
    packed = text and len(data) >= _SMALLEST and takes_gzip(request.headers.get("accept-encoding", ""))
    tag = f'"{tag}-gzip"' if packed else f'"{tag}"'
    modified = datetime.fromtimestamp(int(changed), UTC)
    about = [
        ("ETag", tag),
        ("Last-Modified", format_datetime(modified, usegmt=True)),
        ("Cache-Control", "no-cache"),
        *([("Vary", "Accept-Encoding")] if text else []),
    ]
    if is_known(request.headers, tag, modified):
        return Answer(status=HTTPStatus.NOT_MODIFIED, headers=tuple(about))
    about += [("Content-Type", type_), ("X-Content-Type-Options", "nosniff")]
    if packed:
        data = gzip.compress(data, 6, mtime=0)
        about.append(("Content-Encoding", "gzip"))
    return Answer(status=HTTPStatus.OK, headers=(*about, *_length(data)), body=data)


def is_known(headers: Mapping[str, str], tag: str, modified: datetime) -> bool:
    """Return whether whoever asks has this already (sections 13.1.2 and 13.1.3).

    "A recipient MUST ignore If-Modified-Since if the request contains an If-None-Match header field."
    """
    if (given := headers.get("if-none-match")) is not None:
        return any(found[0] == "*" or f'"{found[1]}"' == tag for found in _TAG.finditer(given))
    try:
        since = parsedate_to_datetime(headers.get("if-modified-since", ""))
        return modified <= (since if since.tzinfo else since.replace(tzinfo=UTC))
    except (ValueError, TypeError, OverflowError):
        return False


def takes_gzip(accepted: str) -> bool:
    """Return whether a value of Accept-Encoding allows gzip: by its name, else by * (section 12.5.3)."""
    weights: dict[str, float] = {}
    for part in accepted.lower().split(","):
        coding, *parameters = (word.strip() for word in part.split(";"))
        weight = next((word[2:] for word in parameters if word.startswith("q=")), "1")
        try:
            weights[coding] = float(weight)
        except ValueError:
            weights[coding] = 0.0
    return weights.get("gzip", weights.get("x-gzip", weights.get("*", 0.0))) > 0


def _length(body: bytes) -> tuple[tuple[str, str], ...]:
    return (("Content-Length", str(len(body))),)
