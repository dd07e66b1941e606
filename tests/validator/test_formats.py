from __future__ import annotations

from importlib import resources

from feeds.validator.formats import validator_of, validators


def test_every_format_is_found_by_its_root() -> None:
    """A module with a record at its foot is all that a format needs."""
    kinds = {validator.roots[tag] for tag, validator in validators().items()}
    assert {"rss", "atom", "sitemap", "sitemap-index"} <= kinds


def test_every_schema_is_in_the_package() -> None:
    """An installed package must have them too."""
    folder = resources.files("feeds.validator") / "schemas"
    for validator in validators().values():
        assert validator.schema is None or (folder / validator.schema.file).is_file()


def test_a_root_leads_to_its_validator_without_the_others() -> None:
    """The short way to a file finds what going through all of them does; an unknown root finds none."""
    for tag, validator in validators().items():
        assert validator_of(tag) is validator
    assert validator_of("html") is None
    assert validator_of("{http://purl.org/atom/ns#}feed") is None
