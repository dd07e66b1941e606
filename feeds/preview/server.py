"""A server for one person on this machine: nobody else can reach it.

The only module, beside pool.py, that starts a thread: a browser is answered also while a build runs.
"""

from __future__ import annotations

import socketserver
import sys
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import Any, Final
from urllib.parse import urlsplit

from feeds.model import Stop
from feeds.preview import live
from feeds.preview.answers import Answer, Request, Shown, answer, refusal
from feeds.preview.live import Live

HOST: Final = "127.0.0.1"
_FIRST_PORT: Final = 8000
_MORE_PORTS: Final = 50
_ALLOWED: Final = {HOST, "localhost"}


class Server(ThreadingHTTPServer):
    """Sends what is `shown`, which may be set anew at any time."""

    daemon_threads = True
    block_on_close = False
    # On Windows it would let two programs have one port.
    allow_reuse_address = sys.platform != "win32"

    def __init__(self, port: int, shown: Shown, live: Live) -> None:
        """Take the port; nobody is answered yet."""
        self.shown, self.live = shown, live
        self._thread: Thread | None = None
        super().__init__((HOST, port), _Handler)

    def server_bind(self) -> None:
        """Bind, without asking the network for a name as HTTPServer does."""
        socketserver.TCPServer.server_bind(self)
        self.server_name, self.server_port = HOST, self.server_address[1]

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Pass over whoever hung up; any other error is ours."""
        if not isinstance(sys.exception(), ConnectionError | TimeoutError):
            super().handle_error(request, client_address)

    @property
    def has_begun(self) -> bool:
        """Whether anybody is answered."""
        return self._thread is not None

    def start(self) -> None:
        """Answer from now on."""
        self._thread = Thread(target=self.serve_forever, kwargs={"poll_interval": 0.1}, daemon=True)
        self._thread.start()

    def stop(self) -> None:
        """Answer no more."""
        self.live.end()
        if self._thread is not None:
            self.shutdown()
        self.server_close()


def open_server(port: int | None, shown: Shown, live: Live) -> Server:
    """Return a server on this port, or on the first usual one that is free.

    Raises:
        Stop: the port is taken, or nobody may have it.
    """
    last: OSError | None = None
    for one in range(_FIRST_PORT, _FIRST_PORT + _MORE_PORTS) if port is None else (port,):
        try:
            return Server(one, shown, live)
        except OSError as error:
            last = error
    reason = last.strerror if last is not None else ""
    raise Stop(f"{HOST}:{port or _FIRST_PORT}: {reason}; choose another port with --port")


class _Handler(BaseHTTPRequestHandler):
    server: Server
    protocol_version = "HTTP/1.1"
    timeout = 60.0

    def version_string(self) -> str:
        """Return the value of Server."""
        return "feeds"

    def do_GET(self) -> None:
        """Answer, or keep on telling of builds."""
        if self._is_foreign():
            self._send(refusal(HTTPStatus.FORBIDDEN, "This server is for its own address alone."))
        elif self.path.partition("?")[0] == live.PATH and self.command == "GET":
            self._tell()
        else:
            headers = {name.lower(): value for name, value in self.headers.items()}
            self._send(answer(self.server.shown, Request(target=self.path, headers=headers)))

    do_HEAD = do_GET  # noqa: N815 - the library's name

    def do_POST(self) -> None:
        """Refuse: nothing can be changed here (RFC 9110, section 15.5.6)."""
        self.close_connection = True  # its body is still to come
        refused = refusal(HTTPStatus.METHOD_NOT_ALLOWED, "Nothing can be changed here.")
        allowed = (*refused.headers, ("Allow", "GET, HEAD"), ("Connection", "close"))
        self._send(Answer(status=refused.status, headers=allowed, body=refused.body))

    do_PUT = do_DELETE = do_PATCH = do_OPTIONS = do_POST  # noqa: N815 - as above

    def _is_foreign(self) -> bool:
        """Tell whether it was asked under another name: a page of the web may give us one of its own."""
        try:
            return urlsplit(f"//{self.headers.get('Host', '')}").hostname not in _ALLOWED
        except ValueError:
            return True

    def _send(self, answer: Answer) -> None:
        self.send_response(answer.status)
        for name, value in answer.headers:
            self.send_header(name, value)
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(answer.body)

    def _tell(self) -> None:
        self.close_connection = True
        headers = (
            ("Content-Type", "text/event-stream"),
            ("Cache-Control", "no-store"),
            ("Connection", "close"),
        )
        self._send(Answer(status=HTTPStatus.OK, headers=headers))
        for event in self.server.live.events():
            self.wfile.write(event)
            self.wfile.flush()

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - its name is the library's
        """Say nothing: only the command line does."""
