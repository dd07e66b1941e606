"""A seeded corpus in the shape of a news site: the same number of posts is the same bytes, always."""

from __future__ import annotations

import random
from datetime import datetime, timedelta, timezone
from pathlib import Path

_ZONE = timezone(timedelta(hours=8))
_LAST = datetime(2026, 1, 31, 9, 30, tzinfo=_ZONE)
_WORDS = (
    "市场", "公司", "数据", "显示", "央行", "利率", "指数", "基金", "上涨", "下跌", "预计", "增长",
    "同比", "季度", "板块", "资金", "消费", "需求", "价格", "科技", "汽车", "银行",
)  # fmt: skip
_CATEGORIES = [f"category-{number:02d}" for number in range(30)]
_CONFIG = "url: https://news.example\ntitle: 消息\nlang: zh-CN\ntimezone: Asia/Shanghai\nauthor: 编辑部\n"


def write(folder: Path, posts: int) -> None:
    """Write a Jekyll site of that many posts of some 5 KB: 6 lines of front matter, mostly HTML."""
    chance = random.Random(posts)
    (folder / "_posts").mkdir(parents=True)
    (folder / "_config.yml").write_text(_CONFIG, encoding="utf-8")
    for number in range(posts):
        when = _LAST - timedelta(seconds=4_000 * number + chance.randrange(4_000))
        name = f"{when:%Y-%m-%d}-{number:08d}.md"
        (folder / "_posts" / name).write_text(_post(chance, number, when), encoding="utf-8")


def _post(chance: random.Random, number: int, when: datetime) -> str:
    paragraphs = "\n".join(f"<p>{_sentences(chance)}</p>" for _ in range(10))
    return (
        f'---\nlayout: post\ntitle: "{_sentence(chance, 6)}{number}"\ndate: {when:%Y-%m-%d %H:%M:%S %z}\n'
        f"categories: {chance.choice(_CATEGORIES)}\ntags: {chance.choice(_WORDS)}\n---\n{paragraphs}\n\n"
        f"<https://news.example/{number}>\n\n[首页](//news.example/)\n"
    )


def _sentences(chance: random.Random) -> str:
    return "".join(_sentence(chance, 10) for _ in range(8))


def _sentence(chance: random.Random, words: int) -> str:
    return "".join(chance.choices(_WORDS, k=words)) + "。"
