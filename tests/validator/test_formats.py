from __future__ import annotations

from importlib import resources

from feeds.validator.formats import validators


def test_every_format_is_found_by_its_root() -> None:
    """A module with a record at its foot is all that a format needs."""
    kinds = {validator.roots[tag] for tag, validator in validators().items()}
    assert {"rss", "atom", "sitemap", "sitemap-index"} <= kinds


def test_every_schema_is_in_the_package() -> None:
    """An installed package must have them too."""
    folder = resources.files("feeds.validator") / "schemas"
    for validator in validators().values():
        assert validator.schema is None or (folder / validator.schema.file).is_file()
