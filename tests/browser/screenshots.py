"""The pictures of docs/images/, made anew: python -m tests.browser.screenshots [FOLDER].

It needs Chromium and chromedriver, and for the letters Debian's fonts-noto-core, fonts-noto-mono,
fonts-noto-cjk and fonts-noto-color-emoji; with pngquant the files are a third as large.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import NamedTuple

from tests.browser import sites
from tests.browser.chromium import Browser, driver, served

IMAGES = sites.ROOT / "docs" / "images"


class Picture(NamedTuple):
    """What is to be seen on a picture: a document of a site, on a desk or a phone, by day or by night."""

    name: str
    site: str
    document: str
    phone: bool = False
    dark: bool = False
    script: str = ""


SEARCH = """
    const box = document.getElementById('find');
    box.value = 'read';
    box.dispatchEvent(new Event('input'));
    document.querySelector('.feed:not([hidden]) details').open = true;
    box.scrollIntoView();
    scrollBy(0, -60);
    box.focus();
"""
PICTURES = (
    Picture("page-desk-light", "en", "feeds.html"),
    Picture("page-phone-dark", "en", "feeds.html", phone=True, dark=True),
    Picture("page-search-dark", "en", "feeds.html", dark=True, script=SEARCH),
    Picture("page-zh-desk-light", "zh", "feeds.html"),
    Picture("page-zh-phone-light", "zh", "feeds.html", phone=True),
    Picture("page-fa-desk-dark", "fa", "feeds.html", dark=True),
    Picture("page-fa-phone-light", "fa", "feeds.html", phone=True),
    Picture("rss-desk-light", "en", "rss.xml"),
    Picture("rss-zh-phone-dark", "zh", "rss.xml", phone=True, dark=True),
    Picture("atom-desk-dark", "en", "atom.xml", dark=True),
    Picture("atom-fa-phone-light", "fa", "atom.xml", phone=True),
)


def take(browser: Browser, base: str, picture: Picture) -> bytes:
    """Return a picture as PNG."""
    if picture.phone:
        browser.look(width=390, height=844, scale=2, mobile=True, dark=picture.dark)
    else:
        browser.look(width=1200, height=860, dark=picture.dark)
    browser.open(f"{base}/{picture.site}/{picture.document}")
    browser.run(picture.script)
    return smaller(browser.picture())


def smaller(data: bytes) -> bytes:
    """Return a PNG with as few colours as do no harm, if there is what finds them."""
    if (program := shutil.which("pngquant")) is None:
        return data
    done = subprocess.run(
        [program, "--speed", "1", "--strip", "--quality", "85-98", "-"],
        input=data,
        capture_output=True,
        check=False,
    )
    return done.stdout if done.returncode == 0 else data


def main(folder: Path = IMAGES) -> None:
    """Make all of them."""
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as output:
        for name in sites.ROOTS:
            sites.build(name, Path(output) / name)
        with driver() as window, served(Path(output)) as base:
            browser = window()
            for picture in PICTURES:
                (folder / f"{picture.name}.png").write_bytes(take(browser, base, picture))


if __name__ == "__main__":
    main(*map(Path, sys.argv[1:2]))
