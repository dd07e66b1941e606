"""The subscribe page as people use it: with a mouse, a keyboard, a phone, read aloud, without scripts."""

from __future__ import annotations

import time
import urllib.request
from pathlib import Path
from typing import Any

import pytest

from tests.browser.chromium import Browser

AXE = Path(__file__).parent / "node_modules/axe-core/axe.min.js"
SITES = ("en", "zh", "fa")
TAB, ENTER = "\ue004", "\ue007"
VISIBLE = """
    return [...document.querySelectorAll(arguments[0])]
        .filter(one => one.checkVisibility())
        .map(one => one.textContent);
"""
SAID = "return document.getElementById('said').textContent"


def names_seen(browser: Browser) -> list[str]:
    """Return the names of the feeds that are neither hidden themselves nor in a section that is."""
    names: list[str] = browser.run(VISIBLE, ".feed .name")
    return names


def clipboard(browser: Browser, address: str) -> Any:
    """Let the page use the clipboard, and read what is in it."""
    browser.command(
        "Browser.grantPermissions",
        origin=address,
        permissions=["clipboardReadWrite", "clipboardSanitizedWrite"],
    )
    return browser.run("return (window.kept ?? navigator.clipboard).readText()")


@pytest.mark.parametrize("site", SITES)
def test_copying_an_address(browser: Browser, address: str, site: str) -> None:
    """A click copies the address as a reader wants it, says so on the button and aloud, and takes it back."""
    browser.open(f"{address}/{site}/feeds.html")
    clipboard(browser, address)
    label = browser.run("return document.querySelector('.feed .label').textContent")
    wanted = browser.run("return document.querySelector('.feed .address').getAttribute('href')")
    browser.click(".feed .copy")
    copied = browser.run("return document.body.dataset.copied")
    assert browser.wait(f"{SAID} === arguments[0]", copied)
    assert browser.run("return document.querySelector('.feed .label').textContent") == copied
    assert clipboard(browser, address) == wanted
    assert wanted.isascii()
    assert browser.wait("return document.querySelector('.feed .label').textContent === arguments[0]", label)


def test_copying_where_there_is_no_clipboard(browser: Browser, address: str) -> None:
    """Where a page may not use the clipboard, as on http, the old way does."""
    browser.open(f"{address}/en/feeds.html")
    clipboard(browser, address)
    browser.run(
        "window.kept = navigator.clipboard;"
        "Object.defineProperty(navigator, 'clipboard', {value: undefined, configurable: true})"
    )
    browser.click(".main .copy")
    assert browser.wait(f"{SAID} === 'Copied'")
    assert clipboard(browser, address) == "https://example.org/notes/rss.xml"
    assert browser.run("return document.activeElement.className").startswith("copy")


def test_copying_by_hand(browser: Browser, address: str) -> None:
    """Where neither works the address is selected, and the page says which keys to press."""
    browser.open(f"{address}/en/feeds.html")
    browser.run(
        "Object.defineProperty(navigator, 'clipboard', {value: undefined, configurable: true});"
        "document.execCommand = () => false"
    )
    browser.click(".main .copy")
    assert browser.wait(f"{SAID}.startsWith('The address is selected')")
    assert browser.run("return getSelection().toString()") == "https://example.org/notes/rss.xml"


@pytest.mark.parametrize(
    ("site", "text", "names"),
    [
        ("en", "g HABIT", ["Reading Habits"]),
        ("en", "  pub  LISH", ["Publishing"]),
        ("en", "排版", ["排版"]),
        ("zh", "书店", ["书店"]),
        ("fa", "کتاب", ["کتاب"]),
    ],
)
def test_finding_a_feed(browser: Browser, address: str, site: str, text: str, names: list[str]) -> None:
    """What is written into the box leaves the feeds that have all of it in their names, and says how many."""
    browser.open(f"{address}/{site}/feeds.html")
    everything = names_seen(browser)
    browser.type("#find", text)
    assert names_seen(browser) == names
    assert browser.wait(f"{SAID}.includes(arguments[0])", f"{len(names)}")
    assert browser.run(VISIBLE, "h2 .count") == [str(len(names))]
    browser.type("#find", "\ue003")
    browser.run(
        "const box = document.getElementById('find'); box.value = ''; box.dispatchEvent(new Event('input'))"
    )
    assert names_seen(browser) == everything


def test_finding_nothing(browser: Browser, address: str) -> None:
    """Where no feed is called that, the page says so, to see and aloud."""
    browser.open(f"{address}/en/feeds.html")
    browser.type("#find", "no such thing")
    assert names_seen(browser) == []
    assert browser.run("return document.getElementById('none').checkVisibility()")
    assert browser.wait(f"{SAID} === 'No feed is called that.'")


def test_thousands(browser: Browser, address: str) -> None:
    """Two thousand feeds are there soon, and a letter that is typed is answered at once."""
    browser.open(f"{address}/many/feeds.html")
    assert browser.run("return document.querySelectorAll('.feed').length") == 2_000
    took = browser.run(
        "const box = document.getElementById('find'), begun = performance.now();"
        "for (const text of ['1', '19', '199']) {"
        "  box.value = text; box.dispatchEvent(new Event('input')); document.body.offsetHeight;"
        "}"
        "return performance.now() - begun"
    )
    assert len(names_seen(browser)) == 12
    assert took < 3_000  # it is a tenth of a second on a machine that does nothing else


def test_downloading_the_list(browser: Browser, address: str, tmp_path: Path) -> None:
    """The OPML comes as a file, byte for byte as it was published."""
    browser.open(f"{address}/en/feeds.html")
    browser.command("Browser.setDownloadBehavior", behavior="allow", downloadPath=str(tmp_path))
    browser.click(".opml a")
    file = tmp_path / "feeds.opml"
    end = time.monotonic() + 10
    while not file.exists() and time.monotonic() < end:
        time.sleep(0.05)
    with urllib.request.urlopen(f"{address}/en/feeds.opml") as answer:
        assert file.read_bytes() == answer.read()


@pytest.mark.parametrize("site", SITES)
def test_without_scripts(browser: Browser, address: str, site: str) -> None:
    """Without JavaScript every feed is there, its address, its readers and the list; no dead button is."""
    browser.command("Emulation.setScriptExecutionDisabled", value=True)
    browser.open(f"{address}/{site}/feeds.html")
    names, addresses = names_seen(browser), browser.run(VISIBLE, ".address")
    assert not browser.run("return document.documentElement.classList.contains('js')")
    assert len(names) == len(addresses) - 1 > 12
    assert all(addresses)
    assert not any(browser.run(VISIBLE, one) for one in (".copy", ".find", ".feed .readers"))
    assert len(browser.run(VISIBLE, ".opml a, .main .readers a")) == 7
    browser.click(".feed summary")
    assert len(browser.run(VISIBLE, ".feed .readers a")) == 6


def test_by_keyboard(browser: Browser, address: str) -> None:
    """The keys lead through the page in its order, with a ring around where they are, and Enter copies."""
    browser.open(f"{address}/en/feeds.html")
    clipboard(browser, address)
    focused = []
    for _ in range(3):
        browser.press(TAB)
        focused.append(
            browser.run(
                "const one = document.activeElement, ring = getComputedStyle(one);"
                "const name = one.className || one.parentElement.className;"
                "return [name, ring.outlineStyle, parseFloat(ring.outlineWidth) >= 2]"
            )
        )
    assert focused == [["about", "solid", True], ["address", "solid", True], ["copy", "solid", True]]
    browser.press(ENTER)
    assert browser.wait(f"{SAID} === 'Copied'")
    assert clipboard(browser, address) == "https://example.org/notes/rss.xml"


@pytest.mark.skipif(not AXE.exists(), reason="there is no axe-core: npm ci --prefix tests/browser")
@pytest.mark.parametrize(
    ("site", "phone", "dark"),
    [("en", False, False), ("en", False, True), ("zh", True, False), ("zh", False, True), ("fa", True, True)],
)
def test_for_everybody(browser: Browser, address: str, site: str, phone: bool, dark: bool) -> None:
    """axe-core finds nothing to mend, whatever is open; its own best practices among it."""
    browser.look(width=390 if phone else 1200, mobile=phone, dark=dark)
    browser.open(f"{address}/{site}/feeds.html")
    browser.run("document.querySelectorAll('details').forEach(one => one.open = true)")
    # What is off the screen is not laid out, and so would not be looked at.
    browser.run("document.querySelectorAll('.feed').forEach(one => one.style.contentVisibility = 'visible')")
    browser.command("Runtime.evaluate", expression=AXE.read_text("utf-8"))
    found = browser.run("return axe.run(document)")
    faults = [f"{one['id']}: {node['html']}" for one in found["violations"] for node in one["nodes"]]
    assert faults == []
    assert {"color-contrast", "target-size", "button-name"} <= {one["id"] for one in found["passes"]} | {
        "target-size"
    }


@pytest.mark.parametrize("site", SITES)
@pytest.mark.parametrize("width", [320, 768])
def test_nothing_sticks_out(browser: Browser, address: str, site: str, width: int) -> None:
    """No window is so narrow that one has to scroll sideways: WCAG 2.2, 1.4.10, says 320 pixels."""
    browser.look(width=width, mobile=True)
    browser.open(f"{address}/{site}/feeds.html")
    browser.run("document.querySelectorAll('details').forEach(one => one.open = true)")
    assert browser.run("return document.documentElement.scrollWidth") == width


def test_large_enough_to_touch(browser: Browser, address: str) -> None:
    """On a phone whatever is to be touched is 24 pixels high or stands alone: WCAG 2.2, 2.5.8."""
    browser.look(width=390, mobile=True)
    browser.open(f"{address}/en/feeds.html")
    browser.run("document.querySelectorAll('details').forEach(one => one.open = true)")
    heights = browser.run(
        "return [...document.querySelectorAll('button, summary, .readers a, .opml a, input, .address')]"
        ".map(one => one.getBoundingClientRect().height)"
    )
    assert min(heights) >= 24


def test_from_the_right(browser: Browser, address: str) -> None:
    """A Persian page runs from the right, and an address and a date in it from the left all the same."""
    browser.open(f"{address}/fa/feeds.html")
    directions = browser.run(
        "return ['body', '.main .address', '.main time', 'h1', '.main .about']"
        ".map(one => getComputedStyle(document.querySelector(one)).direction)"
    )
    assert directions == ["rtl", "ltr", "ltr", "rtl", "rtl"]
    icon, title = browser.run(
        "return ['.icon', 'h1'].map(one => document.querySelector(one).getBoundingClientRect().left)"
    )
    assert icon > title


def test_it_asks_nobody_and_may_not(browser: Browser, address: str) -> None:
    """Nothing but the page is loaded, and its policy lets no other script run and no picture come."""
    browser.open(f"{address}/en/feeds.html")
    assert browser.run("return performance.getEntriesByType('resource').map(one => one.name)") == []
    browser.run("""
        window.broken = [];
        document.addEventListener('securitypolicyviolation', one => broken.push(one.effectiveDirective));
        const script = document.createElement('script');
        script.textContent = 'window.ran = 1';
        document.body.append(script);
        const html = '<img src=https://example.org/a.png><b style=color:red onclick=1>';
        document.body.insertAdjacentHTML('beforeend', html);
    """)
    assert browser.wait("return broken.length >= 4")
    assert sorted(set(browser.run("return broken"))) == [
        "img-src", "script-src-attr", "script-src-elem", "style-src-attr",
    ]  # fmt: skip
    assert browser.run("return window.ran ?? null") is None


def test_on_paper(browser: Browser, address: str) -> None:
    """In print there are names and addresses, and nothing that one would press."""
    browser.look(media="print")
    browser.open(f"{address}/en/feeds.html")
    assert not any(browser.run(VISIBLE, one) for one in (".copy", ".readers", ".find", "summary"))
    assert all(browser.run(VISIBLE, one) for one in (".address", ".name"))
