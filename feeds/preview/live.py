"""The stream by which a page in the browser hears of a new build, and the script that listens to it.

https://html.spec.whatwg.org/multipage/server-sent-events.html
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from threading import Condition
from typing import Final

PATH: Final = "/.feeds/live"
"""No file has it: nothing with a dot is sent."""
_PATIENCE: Final = 15.0
"""A line now and then tells whether somebody still listens."""

_SCRIPT: Final = f"""
<script>
{{
  let seen;
  const stream = new EventSource("{PATH}");
  stream.onmessage = (event) => {{
    if (seen !== undefined && seen !== event.data) location.reload();
    seen = event.data;
  }};
  stream.addEventListener("trouble", (event) => {{
    const id = "feeds-trouble";
    const box = document.getElementById(id) ?? document.body.appendChild(document.createElement("pre"));
    box.id = id;
    box.setAttribute("role", "alert");
    box.style.cssText = "position:fixed;inset:auto 0 0 0;margin:0;padding:1em;max-height:50vh;" +
      "overflow:auto;white-space:pre-wrap;background:#7a1020;color:#fff;font:14px/1.5 monospace;" +
      "z-index:2147483647";
    box.textContent = JSON.parse(event.data);
    box.hidden = !box.textContent;
  }});
}}
</script>
""".encode()
_END: Final = re.compile(rb"</body\s*>", re.IGNORECASE)
# A page may forbid scripts; the one that is looked at is not the one that is published.
_POLICY: Final = re.compile(
    rb"<meta\s[^>]*http-equiv\s*=\s*[\"']?content-security-policy[^>]*>", re.IGNORECASE
)


def inject(page: bytes) -> bytes:
    """Return a page of HTML that loads itself anew after a build."""
    page = _POLICY.sub(b"", page)
    ends = [*_END.finditer(page)]
    at = ends[-1].start() if ends else len(page)
    return page[:at] + _SCRIPT + page[at:]


class Live:
    """What the pages in the browser are told: which build they are of, and what went wrong since."""

    def __init__(self, run: str) -> None:
        """Begin. `run` tells this run of the program from others, which a page may have seen."""
        self._changed = Condition()
        self._run, self._build = run, 0
        self._trouble = ""
        self._ended = False

    def tell(self, *, new: bool, trouble: str = "") -> None:
        """Say that a build has ended: whether something is `new`, and in words what went wrong."""
        with self._changed:
            self._build += new
            self._trouble = trouble
            self._changed.notify_all()

    def end(self) -> None:
        """Let nobody wait any longer."""
        with self._changed:
            self._ended = True
            self._changed.notify_all()

    def events(self, patience: float = _PATIENCE) -> Iterator[bytes]:
        """Yield the stream for one page, until the end."""
        told: tuple[int, str] | None = None
        while True:
            with self._changed:
                if (self._build, self._trouble) == told and not self._ended:
                    self._changed.wait(patience)
                if self._ended:
                    return
                now = self._build, self._trouble
            yield self._event(now) if now != told else b":\n\n"
            told = now

    def _event(self, now: tuple[int, str]) -> bytes:
        build, trouble = now
        return f"data: {self._run}-{build}\n\nevent: trouble\ndata: {json.dumps(trouble)}\n\n".encode()
