"""The W3C validator's own cases, where they lie beside the project: they are not ours to copy.

`expect` is what each must do; `about` is what it is there for, in that validator's words, with a `!`
where it shows that this is not reported; with `only_fault` nothing else is wrong with it.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache
from pathlib import Path

import pytest

from feeds.model import Level, Problem
from feeds.validator import check, codes

CASES = Path(__file__).parents[3] / "shared" / "conformance" / "w3c"
NOW = datetime(2026, 3, 2, tzinfo=UTC)

# Cases in which we differ, each with the reason. There is none at present.
LEFT: dict[str, str] = {}

# Our codes, each with what the W3C's validator calls that which they are of.
SAYS = {
    "absolute-url": (
        "InvalidFullLink InvalidIRI InvalidLink InvalidURI InvalidURIAttribute InvalidURLAttribute"
    ),
    "bad-duration": "InvalidDuration",
    "bad-guid": "InvalidHttpGUID InvalidPermalink InvalidBooleanAttribute",
    "bad-hash": "InvalidMediaHash",
    "bad-number": (
        "IntegerOverflow InvalidCommaSeparatedIntegers InvalidFloat InvalidHeight InvalidHour InvalidInteger"
        " InvalidIntegerAttribute InvalidNonNegativeInteger InvalidPercentage InvalidPositiveInteger"
        " InvalidWidth NotEnoughHoursInTheDay UseZeroForUnknown"
    ),
    "bad-time": "InvalidNPTTime",
    "bad-url": (
        "InvalidIRI InvalidLink InvalidTAG InvalidURI InvalidURIAttribute InvalidURLAttribute InvalidURN"
        " InvalidUriChar NotURLEncoded UnexpectedWhitespace InvalidFullLink"
    ),
    "bad-value": (
        "EightDaysAWeek InvalidAccessRestrictionRel InvalidAdultContent InvalidBooleanAttribute"
        " InvalidCountryCode InvalidDay InvalidFormComponentName InvalidItunesCategory InvalidLocalRole"
        " InvalidMediaMedium InvalidMediaExpression InvalidMediaRating InvalidMediaRestrictionRel"
        " InvalidMediaRestrictionType InvalidMediaTextType InvalidRSSVersion InvalidTrueFalse"
        " InvalidUpdatePeriod InvalidValue InvalidYesNo InvalidYesNoClean"
    ),
    "base64": "NotBase64",
    "blank-value": "NotBlank AttrNotBlank",
    "coordinates": "InvalidCoord InvalidCoordList InvalidLatitude InvalidLongitude",
    "credit-role": "InvalidCreditRole",
    "document-type": "InvalidDoctype",
    "duplicate-element": "DuplicateElement TooManyChannels",
    "duplicate-id": "DuplicateEntries DuplicateValue",
    "duplicate-link": "DuplicateAtomLink DuplicateElement",
    "duplicate-value": "DuplicateValue EightDaysAWeek NotEnoughHoursInTheDay",
    "email": "InvalidAddrSpec InvalidContact MissingItunesEmail",
    "empty-item": "ItemMustContainTitleOrDescription MissingDescription MissingTitle",
    "encoding": "EncodingMismatch InvalidEncoding NotUTF8 UnicodeError UnknownEncoding",
    "entity-declaration": "ContainsSystemEntity SAXError",
    "feed-history": (
        "CurrentNotSelfInCompleteFeed FeedHistoryRelInCompleteFeed FeedRelInCompleteFeed LinkPastEnd"
    ),
    "language-tag": "InvalidLanguage",
    "media-group": "MediaGroupWithoutAlternatives",
    "media-type": "InvalidMIMEAttribute InvalidMIMEType InvalidTextType",
    "missing-attribute": "MissingAttribute MissingHref",
    "missing-author": "MissingElement MissingAuthor",
    "missing-content": "MissingAlternate MissingContentOrAlternate MissingElement",
    "missing-element": (
        "MissingDescription MissingElement MissingId MissingItunesElement MissingLink MissingTitle"
        " ItemMustContainTitleOrDescription"
    ),
    "missing-summary": "MissingSummary",
    "namespace": "InvalidNamespace MissingNamespace NotInANamespace ObsoleteNamespace",
    "not-well-formed": (
        "InvalidNamespace MissingNamespace SAXError UndefinedNamedEntity UnicodeError WPBlankLine"
    ),
    "rfc3339-date": "InvalidISO8601Date InvalidISO8601DateTime InvalidRFC3339Date MissingTimezone",
    "rfc822-date": "IncorrectDOW InvalidRFC2822Date",
    "text-type": "InvalidContentMode InvalidTextType",
    "too-long": "TooLong",
    "unexpected-markup": "NotEscaped NotInline UndefinedElement UnexpectedElement",
    "unexpected-text": "NotEmpty UnexpectedText",
    "unknown-attribute": "NoThrWhen UnexpectedAttribute",
    "unknown-element": (
        "BadlyNestedElement InvalidThreadingChildren MisplacedItem NoBlink ObsoleteElement UndefinedElement"
        " UnexpectedElement"
    ),
    "unknown-format": "InvalidNamespace MissingNamespace ObsoleteNamespace ObsoleteVersion UndefinedElement",
    "w3c-date": "InvalidISO8601Date InvalidW3CDTFDate",
    "xhtml-div": "InvalidNamespace MissingNamespace MissingXhtmlDiv NotInline",
}
ANY = "Error"
"""Whatever is wrong with such a case, that it is said counts."""


@dataclass(frozen=True, kw_only=True)
class Case:
    """A case, and what we say of it."""

    file: str
    expect: str
    about: str
    only: bool
    problems: tuple[Problem, ...]

    def found(self, *levels: Level) -> set[str]:
        """Return the codes of the problems at these levels."""
        return {problem.code for problem in self.problems if problem.level in levels}

    @property
    def agrees(self) -> bool:
        """Whether there is an error where there must be one, and only there."""
        return bool(self.found("error")) == (self.expect == "error")


@cache
def cases() -> tuple[Case, ...]:
    """Read the cases and check each."""
    if not CASES.is_dir():
        pytest.skip("the W3C's cases are not here")
    lines = map(json.loads, (CASES / "cases.jsonl").read_text("utf-8").splitlines())
    return tuple(
        Case(
            file=line["file"], expect=line["expect"], about=line["about"], only=line["only_fault"],
            problems=check((CASES / line["file"]).read_bytes(), path=line["file"], now=NOW).problems,
        )
        for line in lines
    )  # fmt: skip


@cache
def meanings() -> dict[str, set[str]]:
    """Return what may be said of each thing that a case is about."""
    found: dict[str, set[str]] = defaultdict(set)
    for code, words in SAYS.items():
        for word in words.split():
            found[word].add(code)
    return found


@pytest.fixture
def say(capsys: pytest.CaptureFixture[str]) -> Callable[[str], None]:
    """Print a line that is seen although the test passes: the counts are the result."""

    def said(line: str) -> None:
        with capsys.disabled():
            print(f"\nW3C: {line}", end="")  # noqa: T201 - see above

    return said


@pytest.mark.parametrize(("expect", "least"), [("error", 0.99), ("no-error", 1.0)])
def test_we_agree_with_the_w3c(expect: str, least: float, say: Callable[[str], None]) -> None:
    """Nearly every case that is wrong gets an error, and none that is in order; the rest is explained."""
    wanted = [case for case in cases() if case.expect == expect]
    rest = [case for case in wanted if not case.agrees]
    agreed = 1 - len(rest) / len(wanted)
    say(f"{expect}: {len(wanted) - len(rest)} of {len(wanted)} agree, {agreed:.1%}")
    for case in rest:
        say(f"  {case.file}: {case.about}; {LEFT.get(case.file, 'not explained')}")
    assert {case.file for case in rest} <= LEFT.keys()
    assert agreed >= least


def test_no_explanation_has_outlived_its_case() -> None:
    """What agrees by now needs none."""
    assert LEFT.keys() <= {case.file for case in cases() if not case.agrees}


def test_an_error_is_about_what_the_case_is_about() -> None:
    """Where nothing else is wrong, our codes are those that mean the same."""
    wrong = [
        (case.file, case.about, sorted(case.found("error")))
        for case in cases()
        if case.only and case.expect == "error" and case.about != ANY and case.agrees
        if not case.found("error") <= meanings()[case.about]
    ]
    assert wrong == []


def test_the_words_are_words() -> None:
    """The table speaks of codes that there are."""
    assert SAYS.keys() <= codes().keys()
    assert {case.about for case in cases() if case.only and case.expect == "error"} <= {*meanings(), ANY}


def test_of_what_the_w3c_warns_we_tell_as_well(say: Callable[[str], None]) -> None:
    """Not all of it is worth a word; this is only counted."""
    warned = [
        case for case in cases() if case.expect == "no-error" and not case.about.startswith(("!", "Valid"))
    ]
    told = [case for case in warned if case.found("warning", "info") - {"self-link", "missing-guid"}]
    say(f"warned of: {len(told)} of {len(warned)} are told of")
    silent = sorted({case.about for case in warned} - {case.about for case in told})
    say(f"  never told of: {', '.join(silent) or 'nothing'}")
    assert len(told) > len(warned) // 2
