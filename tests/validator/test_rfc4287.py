"""RFC 4287's own schema, Appendix B, against our rules: what it refuses, they must not let pass."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest
from lxml import etree

from feeds.validator.atom import VALIDATOR, check
from feeds.validator.findings import Findings, Node
from feeds.validator.formats import Document
from feeds.validator.parse import Unreadable, read

DATA = Path(__file__).parent / "data"
W3C = Path(__file__).parents[3] / "shared" / "conformance" / "w3c" / "files"
PATHS = sorted([*(DATA / "atom").glob("*.xml"), *W3C.rglob("*.xml")])

_DRAWINGS = (
    "The schema lets XHTML hold nothing but XHTML. The text of 3.1.1.3, which counts, wants it “suitable "
    "for handling as XHTML”, and XHTML holds SVG and MathML"
)
_BEHIND = "4.1.1 has “metadata elements followed by” entries, and nothing depends on it: we warn of it"
ALLOWED = {
    "atom/misplaced-metadata.xml": _BEHIND,
    "atom/valid-content-xhtml.xml": _DRAWINGS,
    "atom/valid-xhtml-with-drawings.xml": _DRAWINGS,
    "3.1.1.3/bogus_mathml_attr.xml": _DRAWINGS,
    "3.1.1.3/bogus_mathml_element.xml": _DRAWINGS,
    "3.1.1.3/bogus_svg_element.xml": _DRAWINGS,
}


@cache
def schema() -> etree.RelaxNG:
    """Return the schema as published."""
    return etree.RelaxNG(etree.parse(DATA / "rfc4287.rng"))


def errors(root: Node, size: int) -> set[str]:
    """Return the codes of the errors that our rules alone find, without our own schema under them."""
    found = Findings()
    check(Document(root=root, size=size), found)
    return {fault.code for _, fault in found.all if fault.level == "error"}


def feeds() -> list[tuple[str, Node, int]]:
    """Return all documents of Atom, with names and sizes."""
    opened = [(path, read(path.read_bytes())) for path in PATHS]
    return [
        (f"{path.parent.name}/{path.name}", root, path.stat().st_size)
        for path, root in opened
        if not isinstance(root, Unreadable) and root.tag in VALIDATOR.roots
    ]


def test_what_the_schema_refuses_we_do_not_accept() -> None:
    """But for what is named, with the reason."""
    refused = [(name, root, size) for name, root, size in feeds() if not schema().validate(root)]
    accepted = [name for name, root, size in refused if not errors(root, size)]
    assert len(refused) > 30
    assert [name for name in accepted if name not in ALLOWED] == []


def test_no_reason_has_outlived_its_case() -> None:
    """Every name is of a document that the schema refuses; those of the W3C need not be here."""
    refused = {name for name, root, _ in feeds() if not schema().validate(root)}
    ours = {name for name in ALLOWED if name.startswith("atom/")}
    assert ours <= refused
    assert refused >= ALLOWED.keys() or not W3C.is_dir()


@pytest.mark.parametrize("name", ["valid-full", "valid-small", "valid-entry-alone", "valid-links"])
def test_the_schema_takes_what_is_in_order(name: str) -> None:
    """It is the right schema, rightly written."""
    assert schema().validate(etree.parse(DATA / "atom" / f"{name}.xml"))
