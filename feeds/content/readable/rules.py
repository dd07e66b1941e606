"""All rules, in the order in which they are applied to a body. Pure."""

from __future__ import annotations

from feeds.content.readable import (
    blocks,
    copying,
    deadlinks,
    embeds,
    footnotes,
    forms,
    formulas,
    headings,
    hiding,
    highlighting,
    images,
    videos,
)
from feeds.content.readable.rule import Rule

RULES: tuple[Rule, ...] = (
    *images.FIRST,
    *formulas.RULES,
    *hiding.RULES,
    *videos.RULES,
    *embeds.RULES,
    *copying.RULES,
    *highlighting.RULES,
    *headings.RULES,
    *footnotes.RULES,
    *forms.RULES,
    *images.LAST,
    *deadlinks.RULES,
    *blocks.RULES,
)
NAMES = tuple(rule.name for rule in RULES)
