"""Articles that the tests share: invented people and outlets, real countries, letters of several alphabets."""

from __future__ import annotations

import datetime as dt

import polars as pl
import pytest

TEXTS = [
    "ORVIK (Norda) — Norway condemned the raid on Friday.\n\n“We will not wait — ever,” Prime Minister Kari Hølm "
    "told reporters in Orvik. “The talks go on,” she said, “and Sweden knows it.”",
    "Sweden’s foreign ministry said on Monday that it had expelled two Freedonian diplomats.\n\n"
    "Zoë Åkesson, a spokeswoman, called the step “regrettable”. 😀 Talks with Norway resume on May 3, 2024.",
    "",
    None,
    "Ադրբեջանը և Հայաստանը բանակցություններ են վարում Երևանում։",
]


@pytest.fixture
def articles() -> pl.DataFrame:
    """Five articles: two in English, an empty one, a null, and one in Armenian."""
    return pl.DataFrame(
        {
            "article_id": ["a", "b", "empty", "null", "hy"],
            "text": TEXTS,
            "published": [dt.date(2024, 5, 11), dt.date(2024, 4, 30), None, None, dt.date(2024, 5, 1)],
            "outlet": ["The Orvik Post", "Stockholm Wire", None, None, None],
        }
    )
