"""An article as a reader sees it, with what was found in it marked; and the tree of one sentence."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from html import escape
from itertools import pairwise
from typing import TYPE_CHECKING, Any, NamedTuple

import polars as pl

from dateline._core import OptionError
from dateline._input import as_frame, as_rows, as_text
from dateline._options import whole, words
from dateline._page import Page, fields
from dateline._types import Articles, Rows
from dateline.finding import find, tokens

if TYPE_CHECKING:
    from dateline.analysis import Analysis

#: The frames whose rows are marked, each with the columns that say where.
MARKED = {
    "mentions": ("start", "end"),
    "times": ("start", "end"),
    "quotes": ("start", "end"),
    "events": ("trigger_start", "trigger_end"),
}
#: A place that more rows than this cover tells of the others by their number.
MOST_ROWS = 12
#: A tree of more words than this is shown as a table alone.
MOST_WORDS = 120

#: Columns that repeat where a row stands, which the mark itself shows.
_PLACES = ("article_id", "start", "end")


class _Mark(NamedTuple):
    start: int
    end: int
    frame: str
    kind: str
    row: dict[str, Any]


def show(
    article: str | Mapping[str, Any] | Articles,
    *,
    found: Analysis | Mapping[str, Rows] | None = None,
    kinds: str | Sequence[str] = tuple(MARKED),
) -> Page:
    """Show an article with its people, organisations, places, times, quotes and events marked.

    Hovering a mark, or moving to it with the Tab key, opens the rows it comes from. Nothing in the article can become
    part of the page: every word is escaped, and the page has no script.

    Parameters
    ----------
    article
        A text; a row as a mapping with `text`; or a frame of one row, such as `found.articles[3]`. `title`, `outlet`
        and `published` are shown where known, and `published` resolves dates.
    found
        An analysis, or a mapping of frames by name, that holds the article; its rows are shown instead of finding them
        anew. Rows are told by `article_id`.
    kinds
        Which frames to mark: any of mentions, times, quotes, events.

    Returns
    -------
    A `Page`: a notebook shows it, `.write("page.html")` makes a file, `.html` is the piece of HTML.

    Raises
    ------
    OptionError
        If `article` holds more or less than one row, `kinds` names something else, or `found` lacks the article.
    MissingColumnError
        If a frame has no column `text`, or one of `found` lacks a column of `dateline.schema`.

    Examples
    --------
    >>> import dateline as dl
    >>> page = dl.show("Norway condemned the raid by Freedonian rebels on Friday.")
    >>> "ACCUSE" in page.html, page
    (True, <dateline page: article; show it in a notebook or .write('page.html')>)

    """
    kinds = words("kinds", kinds, f"some of {', '.join(MARKED)}")
    for kind in kinds:
        if kind not in MARKED:
            raise OptionError(f"kinds={kind!r} cannot be marked; there are {', '.join(MARKED)}")
    frame = one_row(article)
    row = frame.row(0, named=True)
    text = row["text"] or ""
    frames = _rows_of(found, row, kinds) if found is not None else find(list(kinds), frame)
    marks = [mark for name in kinds for mark in _marks(name, frames[name], len(text))]
    return Page(str(row.get("title") or "article"), _head(row) + _legend(marks) + _body(text, marks))


def one_row(article: str | Mapping[str, Any] | Articles) -> pl.DataFrame:
    """Return one article, in whatever form it was given, as a frame of one row."""
    if isinstance(article, str):
        return pl.DataFrame({"text": [article]})
    if type(article).__module__.startswith("pandas") and getattr(article, "ndim", 2) == 1:
        row: Any = article
        if "text" in row:
            # NaN and NaT, which are not equal to themselves, are gaps.
            article = {str(name): None if value != value else value for name, value in row.items()}
    if isinstance(article, Mapping) and not isinstance(article.get("text"), list | pl.Series):
        if "text" not in article:
            article = dict.fromkeys(article)  # The check below names the columns.
        article = {name: [value] for name, value in article.items()}
    frame = as_frame(article)
    as_text(frame["text"], "text")
    if frame.height != 1:
        raise OptionError(
            f"this call wants one article, not {frame.height}; pick one: articles[3], or filter by article_id"
        )
    return frame


def _rows_of(
    found: Analysis | Mapping[str, Rows], row: Mapping[str, Any], kinds: Sequence[str]
) -> dict[str, pl.DataFrame]:
    frames = found if isinstance(found, Mapping) else getattr(found, "frames", dict)()
    if not frames:
        raise OptionError(f"found={found!r}; give what dateline.analyze returned, or a mapping of frames by name")
    if "article_id" not in row:
        raise OptionError("found= needs the article's `article_id`; give the row of found.articles")
    missing = [name for name in kinds if name not in frames]
    if missing:
        raise OptionError(f"found= has no {', '.join(missing)}; leave these out of kinds=, or give the whole analysis")
    # As text: ids that went through pandas or a file may have another type.
    mine = pl.col("article_id").cast(pl.String) == str(row["article_id"])
    if "articles" in frames and as_rows(frames["articles"], "articles", ("article_id",)).filter(mine).is_empty():
        raise OptionError(f"found= has no article {row['article_id']!r}; give the analysis that holds it")
    return {name: as_rows(frames[name], name, ("article_id", *MARKED[name])).filter(mine) for name in kinds}


def _marks(name: str, frame: pl.DataFrame, length: int) -> list[_Mark]:
    start, end = MARKED[name]
    marks: list[_Mark] = []
    for row in frame.iter_rows(named=True):
        if row[start] is None or not 0 <= row[start] < row[end] <= length:
            continue
        kind = {"mentions": row.get("kind"), "times": "time", "quotes": "quote", "events": "event"}[name]
        pieces = row.get("spans") if name == "quotes" else None
        pieces = pieces or [{"start": row[start], "end": row[end]}]
        shown = {
            key: value for key, value in row.items() if key not in _PLACES and not key.endswith(("_start", "_end"))
        }
        shown = {key: value for key, value in shown.items() if key not in ("spans", "text", "sentence_id")}
        shown["characters"] = f"{row[start]} to {row[end]}"
        marks.extend(_Mark(piece["start"], piece["end"], name, str(kind), shown) for piece in pieces)
    return marks


def _head(row: Mapping[str, Any]) -> str:
    told = [row.get("outlet"), row.get("published"), row.get("article_id")]
    line = " · ".join(escape(str(value)) for value in told if value is not None)
    title = f"<h2>{escape(str(row['title']))}</h2>" if row.get("title") else ""
    return title + (f'<p class="dl-faint">{line}</p>' if line else "")


def _legend(marks: Sequence[_Mark]) -> str:
    counts: dict[str, int] = {}
    for kind in ("person", "organization", "place", "group", "time", "quote", "event"):
        count = len({id(mark.row) for mark in marks if mark.kind == kind})
        if count:
            counts[kind] = count
    items = "".join(f'<li><span class="dl-{kind}">{kind}</span> {count}</li>' for kind, count in counts.items())
    return f'<ul class="dl-legend" aria-label="What is marked">{items}</ul>' if items else ""


def _body(text: str, marks: Sequence[_Mark]) -> str:
    """Cut the text wherever a mark begins or ends; each piece tells of all marks that cover it."""
    if not text:
        return '<p class="dl-faint">No text.</p>'
    begins: dict[int, list[_Mark]] = {}
    ends: dict[int, list[_Mark]] = {}
    for mark in marks:
        begins.setdefault(mark.start, []).append(mark)
        ends.setdefault(mark.end, []).append(mark)
    cuts = sorted({0, len(text), *begins, *ends})
    prefix = hashlib.sha256(text.encode("utf-8", "replace")).hexdigest()[:8]
    open_marks: list[_Mark] = []
    pieces = []
    for number, (start, end) in enumerate(pairwise(cuts)):
        gone = {id(mark) for mark in ends.get(start, ())}
        open_marks = [mark for mark in open_marks if id(mark) not in gone] + begins.get(start, [])
        words = escape(text[start:end])
        if not open_marks:
            pieces.append(words)
            continue
        classes = " ".join(dict.fromkeys(f"dl-{mark.kind}" for mark in open_marks))
        first = any(mark.start == start for mark in open_marks)
        name = f"dl-{prefix}-{number}"
        reach = f' tabindex="0" aria-describedby="{name}"' if first else ""
        pieces.append(f'<span class="dl-mark {classes}"{reach}>{words}{_tip(name, open_marks)}</span>')
    return f'<div class="dl-text" role="document">{"".join(pieces)}</div>'


def _tip(name: str, marks: Sequence[_Mark]) -> str:
    # What is nearest to the word comes first: the shortest mark.
    near = sorted(marks, key=lambda mark: (mark.end - mark.start, mark.frame))
    rows = "".join(f"<strong>{mark.kind}</strong>{fields(mark.row)}" for mark in near[:MOST_ROWS])
    more = f"<span>and {len(near) - MOST_ROWS} more rows</span>" if len(near) > MOST_ROWS else ""
    return f'<span class="dl-tip" role="tooltip" id="{name}">{rows}{more}</span>'


def show_tree(sentence: str | Rows, *, sentence_id: int | None = None) -> Page:
    """Show the dependency tree of one sentence: words in a row, arcs from each head to its dependents.

    Parameters
    ----------
    sentence
        A text, of which sentence number `sentence_id` is shown; or rows of `dl.tokens` of one article.
    sentence_id
        The sentence, from 0; the first there is if not given.

    Returns
    -------
    A `Page` as of `show`, with the same tree as a table below. Sentences of over 120 words, and those of languages that
    are not parsed, are a table alone.

    Raises
    ------
    OptionError
        If there is no such sentence, or the rows are of several articles.
    MissingColumnError
        If the rows lack a column of `dateline.schema.tokens`.

    Examples
    --------
    >>> import dateline as dl
    >>> dl.show_tree("Norway condemned the raid.").html.count("<path")
    5

    """
    if sentence_id is not None:
        sentence_id = whole("sentence_id", sentence_id, least=0)
    needed = ("sentence_id", "token_id", "text", "lemma", "upos", "head", "deprel")
    rows = tokens([sentence]) if isinstance(sentence, str) else as_rows(sentence, "tokens", needed)
    if "article_id" in rows.columns and rows["article_id"].n_unique() > 1:
        raise OptionError("these tokens are of several articles; filter by article_id first")
    wanted = pl.col("sentence_id").min() if sentence_id is None else pl.lit(sentence_id)
    words = rows.filter(pl.col("sentence_id") == wanted)
    if rows.is_empty():
        raise OptionError("no tokens were given, so there is no sentence to show")
    if words.is_empty():
        numbers = rows["sentence_id"].unique().sort()
        raise OptionError(f"there is no sentence {sentence_id}; there are {numbers[0]} to {numbers[-1]}")
    return Page("dependency tree", tree(words))


def tree(words: pl.DataFrame) -> str:
    """Return the tree of one sentence's tokens as HTML: a drawing, and a table."""
    parsed = words["head"].null_count() == 0
    drawing = _drawing(words) if parsed and words.height <= MOST_WORDS else ""
    columns = ("token_id", "text", "lemma", "upos", "head", "deprel")
    head = "".join(f'<th scope="col">{name}</th>' for name in columns)
    lines = "".join(
        "<tr>" + "".join(f"<td>{escape('' if value is None else str(value))}</td>" for value in row) + "</tr>"
        for row in words.select(columns).rows()
    )
    table = f"<table><thead><tr>{head}</tr></thead><tbody>{lines}</tbody></table>"
    return f"{drawing}<details{'' if drawing else ' open'}><summary>as a table</summary>{table}</details>"


def _drawing(words: pl.DataFrame) -> str:
    rows = words.select("token_id", "text", "upos", "head", "deprel").rows()
    middles = {}
    at = 10.0
    for number, text, upos, _, deprel in rows:
        width = 9.0 * max(len(text), len(upos or ""), len(deprel or "") - 2, 2) + 14
        middles[number] = at + width / 2
        at += width
    heights = _levels([(number, head) for number, _, _, head, _ in rows])
    base = 24 + 26 * max(heights.values(), default=1)
    shapes = []
    for number, text, upos, head, deprel in rows:
        x = middles[number]
        shapes.append(f'<text x="{x:.0f}" y="{base + 22}" text-anchor="middle">{escape(text)}</text>')
        shapes.append(
            f'<text class="dl-small" x="{x:.0f}" y="{base + 38}" text-anchor="middle">{escape(upos or "")}</text>'
        )
        if head not in middles:
            shapes.append(f'<path d="M{x:.0f},12 V{base + 4}"/>')
            shapes.append(
                f'<text class="dl-small" x="{x:.0f}" y="10" text-anchor="middle">{escape(deprel or "")}</text>'
            )
            continue
        other, top = middles[head], base - 26 * heights[number]
        label = (x + other) / 2
        shapes.append(
            f'<path d="M{other:.0f},{base + 4} C{other:.0f},{top} {x:.0f},{top} {x:.0f},{base + 4} m-4,-6 l4,6 l4,-6"/>'
        )
        shapes.append(
            f'<text class="dl-small" x="{label:.0f}" y="{base - 19.5 * heights[number] - 1:.0f}" text-anchor="middle">'
            f"{escape(deprel or '')}</text>"
        )
    told = " ".join(text for _, text, *_ in rows)
    return (
        f'<div class="dl-scroll" tabindex="0"><svg role="img" aria-label="Dependency tree of: {escape(told)}" '
        f'width="{at + 10:.0f}" height="{base + 48}" viewBox="0 0 {at + 10:.0f} {base + 48}">'
        f"{''.join(shapes)}</svg></div>"
    )


def _levels(arcs: Sequence[tuple[int, int]]) -> dict[int, int]:
    """Return how high the arc of each dependent runs: above every arc that lies within it."""
    spans = sorted((abs(number - head), min(number, head), max(number, head), number) for number, head in arcs if head)
    high: dict[int, int] = {}
    done: list[tuple[int, int, int]] = []
    for _, low, top, number in spans:
        within = [level for a, b, level in done if low <= a and b <= top]
        high[number] = 1 + max(within, default=0)
        done.append((low, top, high[number]))
    return high
