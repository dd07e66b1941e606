"""A Chromium of our own, driven by the WebDriver protocol (w3.org/TR/webdriver2): only what is needed here.

It reaches no address but this machine's.
"""

from __future__ import annotations

import base64
import json
import re
import shutil
import subprocess
import tempfile
import time
import urllib.request
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Any, Final, TypeAlias

Json: TypeAlias = "dict[str, Any]"

_FLAGS: Final = (
    "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-sync",
    "--disable-background-networking", "--disable-component-update", "--disable-dev-shm-usage",
    "--hide-scrollbars", "--force-color-profile=srgb", "--lang=en-US",
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
)  # fmt: skip
_ELEMENT: Final = "element-6066-11e4-a52e-4f735466cecf"
_NAMES: Final = ("google-chrome", "chromium", "chromium-browser")
BROWSER: Final = next((path for name in _NAMES if (path := shutil.which(name))), None)
DRIVER: Final = shutil.which("chromedriver")
MISSING: Final = not (BROWSER and DRIVER)


class Browser:
    """A window of the browser."""

    def __init__(self, port: int, capabilities: Json) -> None:
        """Open it, by the driver that listens at the port."""
        self._base = f"http://127.0.0.1:{port}/session"
        answer = self._call("POST", "", {"capabilities": {"alwaysMatch": capabilities}})
        self._base += f"/{answer['sessionId']}"

    def open(self, url: str) -> None:
        """Go to an address, and wait until everything is there."""
        self._call("POST", "/url", {"url": url})

    def run(self, script: str, *args: object) -> Any:
        """Run a script in the page; return what it returns, or what its promise gives."""
        return self._call("POST", "/execute/sync", {"script": script, "args": list(args)})

    def click(self, selector: str) -> None:
        """Click on the first element that the CSS selector finds, as a hand would: it must be in reach."""
        self._call("POST", f"/element/{self._find(selector)}/click", {})

    def type(self, selector: str, text: str) -> None:
        """Write into an element in place of what is in it."""
        element = self._find(selector)
        self._call("POST", f"/element/{element}/clear", {})
        self._call("POST", f"/element/{element}/value", {"text": text})

    def press(self, *keys: str) -> None:
        """Press keys, one after the other, wherever the focus is."""
        actions = [{"type": kind, "value": key} for key in keys for kind in ("keyDown", "keyUp")]
        self._call("POST", "/actions", {"actions": [{"type": "key", "id": "keys", "actions": actions}]})

    def command(self, name: str, **values: object) -> Json:
        """Give a command of Chromium's own (chromedevtools.github.io/devtools-protocol)."""
        found: Json = self._call("POST", "/goog/cdp/execute", {"cmd": name, "params": values})
        return found

    def wait(self, script: str, *args: object, seconds: float = 5) -> Any:
        """Wait until a script returns something that is true; return it, or the last that was not."""
        end = time.monotonic() + seconds
        while not (found := self.run(script, *args)) and time.monotonic() < end:
            time.sleep(0.05)
        return found

    def look(self, *, width: int = 1200, height: int = 900, scale: float = 1, mobile: bool = False,
             dark: bool = False, media: str = "") -> None:  # fmt: skip
        """Let the window be so large, the screen so fine, and the user like it so dark."""
        self.command("Emulation.setDeviceMetricsOverride", width=width, height=height,
                     deviceScaleFactor=scale, mobile=mobile)  # fmt: skip
        scheme = {"name": "prefers-color-scheme", "value": "dark" if dark else "light"}
        self.command("Emulation.setEmulatedMedia", media=media, features=[scheme])

    def picture(self) -> bytes:
        """Return what is to be seen, as PNG."""
        return base64.b64decode(self.command("Page.captureScreenshot", format="png")["data"])

    def close(self) -> None:
        """Close it."""
        self._call("DELETE", "", None)

    def _find(self, selector: str) -> str:
        found = self._call("POST", "/element", {"using": "css selector", "value": selector})
        return str(found[_ELEMENT])

    def _call(self, method: str, path: str, body: Mapping[str, object] | None) -> Any:
        data = json.dumps(body).encode() if body is not None else None
        headers = {"Content-Type": "application/json"}
        request = urllib.request.Request(self._base + path, data, headers, method=method)
        try:
            with urllib.request.urlopen(request, timeout=60) as answer:
                return json.load(answer)["value"]
        except urllib.error.HTTPError as error:
            with error:
                raise RuntimeError(json.load(error)["value"]["message"]) from None


@contextmanager
def driver() -> Iterator[Callable[[], Browser]]:
    """Start the driver; give what opens windows, all of which are closed in the end."""
    with (
        tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder,
        subprocess.Popen(
            [DRIVER or "chromedriver", "--port=0"], stdout=subprocess.PIPE, text=True
        ) as process,
    ):
        opened: list[Browser] = []

        def window() -> Browser:
            flags = (*_FLAGS, f"--user-data-dir={folder}/{len(opened)}")
            browser = Browser(port, {"goog:chromeOptions": {"binary": BROWSER, "args": flags}})
            opened.append(browser)
            return browser

        try:
            port = _port(process)
            yield window
        finally:
            for browser in opened:
                browser.close()
            process.terminate()


def _port(process: subprocess.Popen[str]) -> int:
    for line in process.stdout or ():
        if match := re.search(r"started successfully on port (\d+)", line):
            return int(match[1])
    raise RuntimeError("chromedriver does not start")


class _Files(SimpleHTTPRequestHandler):
    """A server of files that says nothing of it."""

    def guess_type(self, path: Any) -> str:
        """Return the type with which a server that was told of nothing sends a file."""
        return {".opml": "text/x-opml", ".xml": "application/xml"}.get(
            Path(path).suffix
        ) or super().guess_type(path)

    def log_message(self, *_: object) -> None:
        """Say nothing."""


@contextmanager
def served(folder: Path) -> Iterator[str]:
    """Serve a folder on this machine; give its address, without a slash at its end."""
    with ThreadingHTTPServer(("127.0.0.1", 0), lambda *args: _Files(*args, directory=str(folder))) as server:
        thread = Thread(target=server.serve_forever, daemon=True)
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.server_port}"
        finally:
            server.shutdown()
            thread.join()
