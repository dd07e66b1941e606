"""The ids of a document's entries are found in their order, whatever the format."""

from __future__ import annotations

import pytest

from feeds.validator.entryids import entry_ids

RSS = "<rss><channel><item><guid> a </guid></item><item/><item><guid/></item></channel></rss>"
ATOM = '<feed xmlns="http://www.w3.org/2005/Atom"><id>f</id><entry><id>a</id></entry><entry/></feed>'
SITEMAP = (
    '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"><url><loc>https://a</loc></url>'
    "<url><loc>https://b</loc></url></urlset>"
)


@pytest.mark.parametrize(
    ("text", "ids"),
    [
        (RSS, ("a", None, "")),
        (ATOM, ("a", None)),
        (SITEMAP, ("https://a", "https://b")),
        ("<html/>", ()),
        ("<rss>", ()),
        ("", ()),
        ('{"items": [{"id": "a"}, {"id": 1}, {}, 5]}', ("a", None, None, None)),
        ('{"items": {}}', ()),
        ("{}", ()),
        ("{", ()),
        ("[]", ()),
    ],
)
def test_entry_ids(text: str, ids: tuple[str | None, ...]) -> None:
    """One for each entry, None where it has none; nothing of what is no feed."""
    assert entry_ids(text.encode()) == ids
