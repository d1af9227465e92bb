"""What is scored, in the order of the table."""

from __future__ import annotations

from collections.abc import Callable

from eval.figures import Figure
from eval.subjects import claims, dedup, events, language, mentions, names, parse, petrarch, quotes, seeds, stories, times

SUBJECTS: dict[str, Callable[[], list[Figure]]] = {
    "seeds": seeds.score,
    "parse": parse.score,
    "language": language.score,
    "times": times.score,
    "names": names.score,
    "mentions": mentions.score,
    "quotes": quotes.score,
    "events": events.score,
    "petrarch": petrarch.score,
    "dedup": dedup.score,
    "stories": stories.score,
    "claims": claims.score,
}
