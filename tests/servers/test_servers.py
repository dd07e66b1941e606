"""The snippets of docs/servers.md, each in the server that it is for, where that is installed."""

from __future__ import annotations

import os
import re
import shutil
import socket
import subprocess
import tempfile
import time
from collections.abc import Generator, Iterator
from dataclasses import dataclass
from email.message import Message
from http.client import HTTPConnection
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.conftest import Home, Run

PAGE = Path(__file__).parents[2] / "docs" / "servers.md"
APACHE_MODULES = Path("/usr/lib/apache2/modules")
NGINX_TYPES = Path("/etc/nginx/mime.types")

FILES = {
    "rss.xml": "application/rss+xml; charset=utf-8",
    "atom.xml": "application/atom+xml; charset=utf-8",
    "category/news/rss.xml": "application/rss+xml; charset=utf-8",
    "category/news/atom.xml": "application/atom+xml; charset=utf-8",
    "feed.json": "application/feed+json",
    "feeds.opml": "text/x-opml; charset=utf-8",
    "sitemap.xml": "application/xml; charset=utf-8",
}


def snippet(language: str) -> str:
    """Return the block of the page that is in a language."""
    (found,) = re.findall(rf"```{language}\n(.*?)```", PAGE.read_text("utf-8"), re.DOTALL)
    return str(found)


@dataclass(frozen=True)
class Got:
    """What a server sent."""

    status: int
    headers: Message
    body: bytes


class Server:
    """A server that runs."""

    def __init__(self, port: int) -> None:
        """Know where."""
        self.port = port

    def get(self, path: str, **headers: str) -> Got:
        """Ask for a file."""
        connection = HTTPConnection("127.0.0.1", self.port, timeout=10)
        try:
            given = {name.replace("_", "-"): value for name, value in headers.items()}
            connection.request("GET", f"/{path}", headers=given)
            answer = connection.getresponse()
            return Got(answer.status, answer.headers, answer.read())
        finally:
            connection.close()


@pytest.fixture
def site(home: Home, run: Run) -> Iterator[Path]:
    """Return what is published, in a folder that every user may read: a server may give up being root."""
    for number in range(10):  # nobody compresses what is small
        home.post(f"post-{number}", date=f"2026-02-0{number}" if number else "2026-03-01")
    assert run("build", home.root, "--now", "2026-06-01T00:00:00Z").code == 0
    home.write("output/feed.json", b'{"version": "https://jsonfeed.org/version/1.1"}' + b" " * 2000)
    home.write("output/feeds.opml", b'<opml version="2.0"></opml>' + b" " * 2000)
    for kind in ("rss", "atom"):
        shutil.copy(home.output / f"{kind}.xml", home.output / f"feed.{kind}")
    with tempfile.TemporaryDirectory() as folder:
        top = Path(folder)
        top.chmod(0o755)
        shutil.copytree(home.output, top / "site")
        yield top / "site"


def free_port() -> int:
    """Return a port that nobody has."""
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])


def started(command: list[str], port: int, folder: Path) -> Generator[Server, None, None]:
    """Run a server until the test is over."""
    env = {**os.environ, "HOME": str(folder), "XDG_DATA_HOME": str(folder), "XDG_CONFIG_HOME": str(folder)}
    with (folder / "log").open("wb") as log:
        process = subprocess.Popen(command, stdout=log, stderr=log, env=env, cwd=folder)
    try:
        for _ in range(200):
            with socket.socket() as one:
                if one.connect_ex(("127.0.0.1", port)) == 0:
                    break
            assert process.poll() is None, (folder / "log").read_text("utf-8", "replace")
            time.sleep(0.05)
        yield Server(port)
    finally:
        process.terminate()
        process.wait(10)


def nginx(site: Path) -> Generator[Server, None, None]:
    """Run nginx."""
    port, top = free_port(), site.parent
    temporary = "".join(
        f"{kind}_temp_path {top}/{kind};\n" for kind in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    )
    types = f"include {NGINX_TYPES};" if NGINX_TYPES.exists() else ""
    config = top / "nginx.conf"
    config.write_text(
        f"daemon off;\nmaster_process off;\npid {top}/pid;\nerror_log stderr;\nevents {{}}\n"
        f"http {{\n{types}\naccess_log off;\n{temporary}"
        f"server {{\nlisten 127.0.0.1:{port};\nroot {site};\n{snippet('nginx')}\n}}\n}}\n"
    )
    yield from started(["nginx", "-p", str(top), "-e", "stderr", "-c", str(config)], port, top)


def apache(site: Path) -> Generator[Server, None, None]:
    """Run Apache, with the snippet in .htaccess."""
    port, top = free_port(), site.parent
    (site / ".htaccess").write_text(snippet("apache"))
    modules = ("mpm_event", "authz_core", "mime", "dir", "filter", "deflate", "headers", "setenvif", "unixd")
    there = (name for name in modules if (APACHE_MODULES / f"mod_{name}.so").exists())
    loaded = "".join(f"LoadModule {name}_module {APACHE_MODULES}/mod_{name}.so\n" for name in there)
    user = "User www-data\nGroup www-data\n" if os.getuid() == 0 else ""
    config = top / "apache.conf"
    config.write_text(
        f'{loaded}{user}ServerRoot "{top}"\nServerName localhost\nListen 127.0.0.1:{port}\n'
        f'PidFile "{top}/pid"\nErrorLog /dev/stderr\nTypesConfig /dev/null\nDefaultRuntimeDir "{top}"\n'
        f'DocumentRoot "{site}"\n<Directory "{site}">\n'
        "AllowOverride FileInfo\nRequire all granted\n</Directory>\n"
    )
    yield from started(["apache2", "-f", str(config), "-DFOREGROUND"], port, top)


def caddy(site: Path) -> Generator[Server, None, None]:
    """Run Caddy."""
    port, top = free_port(), site.parent
    text = snippet("caddy").replace("example.org", f"http://127.0.0.1:{port}").replace("/srv/site", str(site))
    config = top / "Caddyfile"
    config.write_text(f"{{\n\tadmin off\n\tauto_https off\n}}\n{text}")
    yield from started(["caddy", "run", "--config", str(config), "--adapter", "caddyfile"], port, top)


SERVERS = {"nginx": nginx, "apache2": apache, "caddy": caddy}


@pytest.fixture(params=SERVERS)
def server(request: pytest.FixtureRequest, site: Path) -> Iterator[Server]:
    """Return each server that there is, with its snippet, before the same files."""
    if shutil.which(request.param) is None:
        pytest.skip(f"{request.param} is not installed")
    yield from SERVERS[request.param](site)


def test_types(server: Server) -> None:
    """Every file has the type that docs/servers.md promises."""
    got = {path: server.get(path) for path in FILES}
    assert {path: one.status for path, one in got.items()} == dict.fromkeys(FILES, 200)
    assert {path: one.headers["Content-Type"].lower() for path, one in got.items()} == FILES


@pytest.mark.skipif(not (shutil.which("nginx") and NGINX_TYPES.exists()), reason="nginx is not installed")
def test_types_by_name(site: Path) -> None:
    """Of feed.rss and feed.atom nginx knows the type without a word from us."""
    running = nginx(site)
    server = next(running)
    for kind in ("rss", "atom"):
        assert server.get(f"feed.{kind}").headers["Content-Type"].startswith(f"application/{kind}+xml")
    running.close()


@pytest.mark.parametrize("coding", ["identity", "gzip"])
def test_nothing_new(server: Server, coding: str) -> None:
    """Whoever has the file gets 304 and no body: by its tag and by its date, compressed or not."""
    for path in FILES:
        first = server.get(path, Accept_Encoding=coding)
        assert (first.headers["Content-Encoding"] or "identity") == coding, path
        for name, value in (("If_None_Match", "ETag"), ("If_Modified_Since", "Last-Modified")):
            again = server.get(path, Accept_Encoding=coding, **{name: first.headers[value]})
            assert (again.status, again.body) == (304, b""), (path, name)


def test_page_has_all_snippets() -> None:
    """A snippet for each server is in the page, and the table in it says what is tested here."""
    assert all(snippet(language) for language in ("nginx", "apache", "caddy"))
    rows = dict(re.findall(r"^\| `([^`]+)` \| `([^`]+)`", PAGE.read_text("utf-8"), re.MULTILINE))
    assert rows == {path: type_ for path, type_ in FILES.items() if "/" not in path}
