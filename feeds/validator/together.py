"""Rules over a set of documents: what each says of the others, held against what these say. Pure."""

from __future__ import annotations

from collections.abc import Iterable

from feeds.model import Problem
from feeds.validator import Verdict
from feeds.validator.feedsets import check_feeds
from feeds.validator.hreflangs import check_hreflang
from feeds.validator.members import Members
from feeds.validator.sitemapsets import check_sitemaps


def check_together(
    documents: Iterable[tuple[Verdict, str | None]], *, folders: Iterable[str] = ()
) -> tuple[Problem, ...]:
    """Return what is wrong between documents, though each alone may be in order.

    With each verdict goes the URL that the document is published at, if that is known: then all that
    is published below its folder must be among the documents. Without URLs the paths of the verdicts
    must do, and what is named, and not there, is only missed in the `folders` of which every file
    was looked at, with the folders in them. A path that is a URL itself, or `-`, is of no folder.

    Each problem names the path of its document as the verdict does. They come in the order of the
    documents, and of the rules.
    """
    members = Members(documents, folders)
    order = {member.verdict.path: number for number, member in enumerate(reversed(members.all))}
    found = (*check_sitemaps(members), *check_hreflang(members), *check_feeds(members))
    return tuple(sorted(found, key=lambda problem: -order[problem.where.path]))
