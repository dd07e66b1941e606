"""What content/excerpt promises: the part that the author marked is the summary; no marker is shown."""

from __future__ import annotations

import pytest

from feeds import content
from tests.content.test_bodies import POST, SITE


@pytest.mark.parametrize(
    "marker",
    [
        "<!--more-->",
        "<!-- more -->",
        "<!-- truncate -->",
        "<!--truncate-->",
        "<!-- MORE -->",
        "<!-- excerpt -->",
    ],
)
def test_marker(marker: str) -> None:
    """What stands before a marker is the summary, and all of it is in the entry."""
    entry, problems = content.render(f"First *part*.\n\n{marker}\n\nSecond.", POST, SITE)
    assert (entry.summary, problems) == ("First part.", ())
    assert entry.html == "<p>First <em>part</em>.</p>\n\n<p>Second.</p>"


def test_the_authors_summary_wins() -> None:
    """A summary in the front matter is before a marked beginning."""
    entry, _ = content.render("First.\n\n<!--more-->\n\nSecond.", POST._replace(summary="Mine"), SITE)
    assert entry.summary == "Mine"


def test_marker_in_code() -> None:
    """A marker in code is only shown."""
    entry, _ = content.render("`<!--more-->`\n\nSecond.", POST, SITE)
    assert entry.summary == "<!--more--> Second."


def test_nothing_before_it() -> None:
    """A marker at the very beginning marks nothing."""
    entry, _ = content.render("<!--more-->\n\nSecond.", POST, SITE)
    assert entry.summary == "Second."


def test_in_an_open_element() -> None:
    """Nothing hidden or active gets into a summary that ends in the middle of an element."""
    entry, _ = content.render("<div><script>evil</script>a <b>c<!--more--> d</b></div>", POST, SITE)
    assert entry.summary == "a c"


@pytest.mark.parametrize(
    ("separator", "summary"), [("---more---", "First."), ("\n\n", "First. ---more--- Second.")]
)
def test_the_sites_own_separator(separator: str, summary: str) -> None:
    """Jekyll's excerpt_separator is a marker too; blank lines are none."""
    post = POST._replace(extra=(("excerpt_separator", separator),))
    entry, _ = content.render("First.\n\n---more---\n\nSecond.", post, SITE)
    assert entry.summary == summary
