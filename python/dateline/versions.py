"""Two versions of an article beside each other: what they share, what was added, which figures and names changed."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from difflib import SequenceMatcher
from html import escape
from typing import Any, NamedTuple

import polars as pl

from dateline._page import Page, fields
from dateline._types import Articles
from dateline.finding import find
from dateline.showing import one_row

__all__ = ["Comparison", "compare"]

#: Two sentences are versions of one from this share of common words on (Dice coefficient).
LIKE = 0.5
#: A word that stands in more sentences than this finds no partner for them: "the" would make the search quadratic.
COMMON = 40
#: Of sentences longer than this, only the first words are compared one by one.
MOST_WORDS = 400

_WORD = re.compile(r"\w+(?:[.,:/'’-]\w+)*|[^\w\s]")
_FIGURE = re.compile(
    r"\d|^(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|dozens?|hundreds?|thousands?|millions?|billions?)$"
)

#: What `Comparison.changes` holds.
SCHEMA = pl.Schema(
    {
        "kind": pl.String,
        "a_start": pl.UInt32,
        "a_end": pl.UInt32,
        "a_text": pl.String,
        "b_start": pl.UInt32,
        "b_end": pl.UInt32,
        "b_text": pl.String,
    }
)


class _Words(NamedTuple):
    """A sentence: its place, and its words with theirs."""

    start: int
    end: int
    words: list[tuple[int, int, str]]


class Comparison(Page):
    """Two versions side by side, from `dateline.compare`, which says what it raises; a notebook shows them.

    `changes` is the same as a frame with a row per passage: `kind`, `a_start`, `a_end`, `a_text`, `b_start`, `b_end`,
    `b_text`. `html` and `write` are those of `Page`.

    >>> import dateline as dl
    >>> dl.compare("Two men died.", "Three men died.")
    <dateline comparison: 1 figure, 1 same>
    """

    def __init__(self, title: str, body: str, changes: pl.DataFrame) -> None:
        super().__init__(title, body)
        #: One row per passage: kind, and its place and words in both versions.
        self.changes = changes

    def __repr__(self) -> str:
        counts = ", ".join(f"{count} {kind}" for kind, count in sorted(Counter(self.changes["kind"]).items()))
        return f"<dateline comparison: {counts}>"


def compare(a: str | Mapping[str, Any] | Articles, b: str | Mapping[str, Any] | Articles) -> Comparison:
    """Compare two versions of an article: shared passages, additions, cuts, changed figures and names.

    Each sentence of `b` is set against the most alike sentence of `a`, wherever that stands, so that moved passages
    count as shared; within such a pair the words are compared one by one.

    Parameters
    ----------
    a, b
        The earlier and the later version; each a text, a row as a mapping with `text`, or a frame of one row.

    Returns
    -------
    A `Comparison`: a notebook shows both versions side by side, and hovering a changed piece opens its counterpart.
    Its `changes` is a frame with a row per passage: `kind`, then `start`, `end` and `text` in `a` and in `b` (columns
    `a_start` and so on; characters of each text; null where a version lacks it). Kinds: `same`; `added` and `cut`;
    `figure` and `name` (what replaced what holds a number, a person, organisation or place); `words` for other
    changes of wording.

    Raises
    ------
    OptionError
        If `a` or `b` holds more than one row.
    MissingColumnError
        If a frame has no column `text`.

    Examples
    --------
    >>> import dateline as dl
    >>> found = dl.compare(
    ...     "Norway recalled two envoys from Freedonia on Friday.",
    ...     "Norway recalled three envoys from Freedonia on Friday.",
    ... )
    >>> found.changes.filter(kind="figure").select("a_text", "b_text").row(0)
    ('two', 'three')

    """
    rows = [one_row(a).row(0, named=True), one_row(b).row(0, named=True)]
    texts = [row["text"] or "" for row in rows]
    frames = find(["sentences", "mentions"], pl.DataFrame({"text": texts}))
    sides = [_sentences(text, frames["sentences"].filter(article_id=side)) for side, text in enumerate(texts)]
    names = [_places_of_names(frames["mentions"].filter(article_id=side)) for side in (0, 1)]
    partners = _partners(sides[0], sides[1])
    pieces = _pieces(sides, partners, names)
    changes = _frame(pieces, texts)
    labels = ("first version", "second version")
    columns = "".join(_column(labels[side], rows[side], texts[side], pieces, side, texts) for side in (0, 1))
    counts = Counter(kind for kind, *_ in pieces)
    told = ", ".join(
        f"{counts[kind]} {kind}" for kind in ("same", "added", "cut", "figure", "name", "words") if counts[kind]
    )
    body = f'<p class="dl-faint">Passages: {told or "none"}.</p><div class="dl-two">{columns}</div>'
    return Comparison("two versions", body, changes)


def _sentences(text: str, frame: pl.DataFrame) -> list[_Words]:
    return [
        _Words(
            start,
            end,
            [(start + hit.start(), start + hit.end(), hit[0].lower()) for hit in _WORD.finditer(text[start:end])],
        )
        for start, end in frame.select("start", "end").rows()
    ]


def _places_of_names(mentions: pl.DataFrame) -> set[int]:
    """Return the characters that lie in a name."""
    named = mentions.filter(pl.col("kind").is_in(["person", "organization", "place"]) & (pl.col("reason") != "pronoun"))
    return {at for start, end in named.select("start", "end").rows() for at in range(start, end)}


def _partners(a: Sequence[_Words], b: Sequence[_Words]) -> dict[int, int]:
    """Pair the sentences of `b` with those of `a`, most alike first; each has one partner at most."""
    bags = [[Counter(word for *_, word in sentence.words) for sentence in side] for side in (a, b)]
    holders: dict[str, list[int]] = {}
    for number, bag in enumerate(bags[0]):
        for word in bag:
            holders.setdefault(word, []).append(number)
    exact: dict[tuple[str, ...], list[int]] = {}
    for number, sentence in enumerate(a):
        exact.setdefault(tuple(word for *_, word in sentence.words), []).append(number)
    found = []
    for other, bag in enumerate(bags[1]):
        near = {number for word in bag if len(holders.get(word, ())) <= COMMON for number in holders.get(word, ())}
        near.update(exact.get(tuple(word for *_, word in b[other].words), ())[:COMMON])
        for number in sorted(near):
            size = bags[0][number].total() + bag.total()
            like = 2 * (bags[0][number] & bag).total() / size if size else 0.0
            if like >= LIKE:
                found.append((-like, abs(number - other), other, number))
    partners: dict[int, int] = {}
    taken: set[int] = set()
    for _, _, other, number in sorted(found):
        if other not in partners and number not in taken:
            partners[other] = number
            taken.add(number)
    return partners


#: A passage: its kind, its place in the first version, its place in the second; None where a version lacks it.
_Piece = tuple[str, tuple[int, int] | None, tuple[int, int] | None]


def _pieces(sides: Sequence[Sequence[_Words]], partners: Mapping[int, int], names: Sequence[set[int]]) -> list[_Piece]:
    a, b = sides
    pieces: list[_Piece] = []
    for other, sentence in enumerate(b):
        if other in partners:
            pieces.extend(_within(a[partners[other]], sentence, names))
        else:
            pieces.append(("added", None, (sentence.start, sentence.end)))
    kept = set(partners.values())
    pieces.extend(("cut", (one.start, one.end), None) for number, one in enumerate(a) if number not in kept)
    return pieces


def _within(a: _Words, b: _Words, names: Sequence[set[int]]) -> list[_Piece]:
    """Compare two versions of one sentence, word by word."""
    left, right = a.words[:MOST_WORDS], b.words[:MOST_WORDS]
    match = SequenceMatcher(None, [word for *_, word in left], [word for *_, word in right], autojunk=False)
    pieces: list[_Piece] = []
    for kind, i, j, k, m in match.get_opcodes():
        here = (left[i][0], left[j - 1][1]) if j > i else None
        there = (right[k][0], right[m - 1][1]) if m > k else None
        if kind == "equal":
            pieces.append(("same", here, there))
        elif kind == "insert":
            pieces.append(("added", None, there))
        elif kind == "delete":
            pieces.append(("cut", here, None))
        else:
            pieces.append((_change(left[i:j], right[k:m], names), here, there))
    if len(a.words) > MOST_WORDS:
        pieces.append(("cut", (a.words[MOST_WORDS][0], a.end), None))
    if len(b.words) > MOST_WORDS:
        pieces.append(("added", None, (b.words[MOST_WORDS][0], b.end)))
    return pieces


def _change(
    left: Sequence[tuple[int, int, str]], right: Sequence[tuple[int, int, str]], names: Sequence[set[int]]
) -> str:
    if any(_FIGURE.search(word) for *_, word in left) and any(_FIGURE.search(word) for *_, word in right):
        return "figure"
    if any(start in names[0] for start, *_ in left) or any(start in names[1] for start, *_ in right):
        return "name"
    return "words"


def _frame(pieces: Sequence[_Piece], texts: Sequence[str]) -> pl.DataFrame:
    rows = []
    for kind, here, there in pieces:
        row: list[object] = [kind]
        for text, place in zip(texts, (here, there), strict=True):
            row.extend((*place, text[place[0] : place[1]]) if place else (None, None, None))
        rows.append(row)
    return pl.DataFrame(rows, schema=SCHEMA, orient="row")


_CLASS = {
    "same": "dl-same",
    "added": "dl-added",
    "cut": "dl-gone",
    "figure": "dl-figure",
    "name": "dl-name",
    "words": "dl-changed",
}


def _column(
    label: str, row: Mapping[str, Any], text: str, pieces: Sequence[_Piece], side: int, texts: Sequence[str]
) -> str:
    """Return one version with its passages marked."""
    # Passages of one version never overlap.
    placed = sorted((place, kind, places[1 - side]) for kind, *places in pieces if (place := places[side]) is not None)
    parts = []
    at = 0
    for (start, end), kind, other in placed:
        parts.append(escape(text[at:start]))
        words = escape(text[start:end])
        if kind == "same":
            parts.append(f'<span class="dl-same">{words}</span>')
        else:
            counterpart = texts[1 - side][other[0] : other[1]] if other else None
            tip = fields(
                {"change": kind, ("before", "after")[1 - side]: counterpart, "characters": f"{start} to {end}"}
            )
            parts.append(
                f'<span class="dl-mark {_CLASS[kind]}" tabindex="0">{words}'
                f'<span class="dl-tip" role="tooltip">{tip}</span></span>'
            )
        at = end
    parts.append(escape(text[at:]))
    told = [row.get("outlet"), row.get("published"), row.get("article_id")]
    line = " · ".join(escape(str(value)) for value in told if value is not None)
    title = escape(str(row.get("title") or label))
    return (
        f'<section aria-label="{label}"><h2>{title}</h2><p class="dl-faint">{line}</p>'
        f'<div class="dl-text">{"".join(parts)}</div></section>'
    )
