"""A document from the web, and what its server says of it: https://www.rfc-editor.org/rfc/rfc9110.

Only used for the URLs that were asked for. Nothing but http and https is ever opened.
"""

from __future__ import annotations

from http import HTTPStatus
from http.client import HTTPException, HTTPResponse
from typing import Final
from urllib.parse import quote, urljoin, urlsplit
from urllib.request import HTTPHandler, HTTPSHandler, OpenerDirector, ProxyHandler, Request

from feeds import __version__
from feeds.model import Stop
from feeds.record import Record

_TIMEOUT: Final = 30
_MOST_STEPS: Final = 10
_REDIRECTS: Final = {301, 302, 303, 307, 308}
_HEADERS: Final = {
    "User-Agent": f"feeds/{__version__} (feed validator)",
    "Accept": "application/rss+xml, application/atom+xml, application/feed+json, application/xml;q=0.9, "
    "*/*;q=0.5",
}
# RFC 3986, section 2: what may stand in a URL as it is, and the escapes that are in it already.
_SAFE: Final = "%/:?#[]@!$&'()*+,;=~"


class Fetched(Record, frozen=True, kw_only=True):
    """What was got: at which URL in the end, after which redirects, as which media type, its bytes."""

    url: str
    steps: tuple[int, ...]
    media_type: str | None
    data: bytes


def fetch(asked: str, limit: int, timeout: float = _TIMEOUT) -> Fetched:
    """Get a URL, at most one byte more than the limit; the server may be silent for the timeout.

    Raises:
        Stop: there is nothing to be had; why, in one line.
    """
    opener = OpenerDirector()
    for handler in (ProxyHandler(), HTTPHandler(), HTTPSHandler()):  # and no other scheme of urllib's
        opener.add_handler(handler)
    url, steps = asked, list[int]()
    try:
        while True:
            with _open(opener, url, timeout) as response:
                if (following := _following(response, url)) is None:
                    return Fetched(
                        url=url, steps=tuple(steps), media_type=response.headers.get("Content-Type"),
                        data=response.read(limit + 1),
                    )  # fmt: skip
                # What the page of a redirect says is not read: it may be without end.
                url, steps = following, [*steps, response.status]
            if len(steps) > _MOST_STEPS:
                raise Stop(f"the server leads on and on, at last to {url}")
    except (OSError, HTTPException, ValueError, Stop) as error:
        raise Stop(f"{asked}: cannot be fetched: {_reason(error)}") from None


def _open(opener: OpenerDirector, url: str, timeout: float) -> HTTPResponse:
    if urlsplit(url).scheme.lower() not in {"http", "https"} or not urlsplit(url).hostname:
        raise Stop(f"“{url}” is no web address; write one like https://example.org/rss.xml")
    request = Request(quote(url, safe=_SAFE), headers=_HEADERS)  # noqa: S310 - http or https, as just seen
    response: HTTPResponse = opener.open(request, timeout=timeout)
    return response


def _following(response: HTTPResponse, url: str) -> str | None:
    """Return the URL that the server leads to, None if here is the document."""
    location = response.headers.get("Location")
    if response.status in _REDIRECTS and location:
        # Some servers write other letters than ASCII raw, and http.client reads them as Latin-1.
        return urljoin(url, quote(location.encode("latin-1", "replace"), safe=_SAFE))
    if response.status != HTTPStatus.OK:
        raise Stop(f"the server answers {response.status} {response.reason}")
    return None


def _reason(error: Exception) -> str:
    """Return the innermost reason, on one line."""
    inner = getattr(error, "reason", error)
    text = getattr(inner, "strerror", None) or str(inner) or type(inner).__name__
    return " ".join(str(text).split())
