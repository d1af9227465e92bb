"""The reports of a story beside each other: who took it from whom, which claims several carry, where they differ."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import polars as pl

from dateline import _core
from dateline._frames import finish
from dateline._input import COLUMNS, articles, as_frame, whole_numbers
from dateline._options import running
from dateline._progress import shown
from dateline._types import Articles, Progress
from dateline.comparing import stories

#: The frames that come of comparing the reports of stories.
COMPARED = ("provenance", "claims", "disagreements")

#: Read besides the usual columns: the story, where it is known, and the agency a dateline credited.
_MORE = ("agency", "story")


def provenance(
    frame: Articles, *, lists: str | Path | None = None, threads: int | None = None, progress: Progress = None
) -> pl.DataFrame:
    """Find what each article rests on: the article it copies or rewrites, the agency it credits.

    A copy keeps the words; a rewrite keeps the facts, their order, the spelling of names and what stands in quotation
    marks. Where nothing speaks for a source, `relation` is null.

    Parameters
    ----------
    frame
        Articles as for `sentences`; `published`, `outlet` and `agency` help where known. Stories are found first,
        unless a column `story` (integers, from `stories`) tells them.
    lists, threads, progress
        As for `sentences`.

    Returns
    -------
    A frame with a row per article, in the order given: `article_id`, `story`, `derived_from`, `credited_to`, `relation`
    (copy, rewrite, reprint, upstream), `evidence`, `confidence`, `source`: articles that share a `source` rest on one
    another; see `dateline.schema.provenance`.

    Raises
    ------
    MissingColumnError
        If the frame has no column `text`.
    OptionError
        If an option or a column has a wrong type or value, such as a `story` that is no whole number.

    Examples
    --------
    >>> import dateline as dl
    >>> found = dl.provenance(["VIENNA (Norda) - The price of bread rose by 5 percent in May."])
    >>> found.select("credited_to", "relation").row(0)
    ('Norda', 'reprint')

    """
    return compare(frame, lists=lists, threads=threads, progress=progress)["provenance"]


def claims(
    frame: Articles, *, lists: str | Path | None = None, threads: int | None = None, progress: Progress = None
) -> pl.DataFrame:
    """Find the checkable statements of each story, with every article that carries them.

    Arguments and errors are those of `provenance`. A row per claim and article: `article_id`, `claim` (a number that
    the rows of one claim share), `story`, `sentence_id`, `start`, `end`, `text`, `kind`, `slots` (act, figure, date,
    place, speaker, event, polarity, modality as this article tells them), `articles`, `independent_sources`; see
    `dateline.schema.claims`. What several stories tell as background is one claim, counted over all of them.

    Examples
    --------
    >>> import dateline as dl
    >>> found = dl.claims({"text": ["The storm in Lund killed 14 sailors."], "published": ["2031-05-02"]})
    >>> found["slots"].struct.field("figure").to_list()
    ['14 sailor']
    >>> texts = [
    ...     "Relations between Norway and Peru have soured since the whaling dispute of 2029.",
    ...     "Norwegian-Peruvian relations have been sour since the 2029 whaling dispute.",
    ... ]
    >>> found = dl.claims({"text": texts, "story": [0, 1]})
    >>> found.select("claim", "story", "independent_sources").rows()
    [(0, 0, 2), (0, 1, 2)]

    """
    return compare(frame, lists=lists, threads=threads, progress=progress)["claims"]


def disagreements(
    frame: Articles, *, lists: str | Path | None = None, threads: int | None = None, progress: Progress = None
) -> pl.DataFrame:
    """Find where two reports tell one fact differently: a date, figure, name, speaker, place, a "not", a "reportedly".

    Arguments and errors are those of `provenance`. A row per two values of one fact, with the first article that tells
    either: `kind`, `change` (an update, such as a toll that rose), `article_a`, `text_a` and `value_a` with their
    places, the same for the other side, and how many articles (`reports_a`, `reports_b`) and independent sources
    stand behind each; see `dateline.schema.disagreements`.

    Examples
    --------
    >>> import dateline as dl
    >>> texts = [
    ...     "A storm sank the ferry Tern near Lund. The coast guard rescued 31 sailors from the water.",
    ...     "Near Lund a storm sank the ferry Tern. Coast guards rescued 13 sailors from the water.",
    ... ]
    >>> found = dl.disagreements({"text": texts, "story": [0, 0]})
    >>> found.select("kind", "value_a", "value_b").rows()
    [('figure', '31 sailor', '13 sailor')]

    """
    return compare(frame, lists=lists, threads=threads, progress=progress)["disagreements"]


def compare(
    frame: Articles,
    wanted: Sequence[str] = (),
    *,
    lists: str | Path | None = None,
    threads: int | None = None,
    progress: Progress = None,
) -> dict[str, pl.DataFrame]:
    """Return `provenance`, `claims`, `disagreements` and `stories`, and the frames called `wanted`, in one pass."""
    how = running(lists, threads)
    given = as_frame(frame, columns=(*COLUMNS, *_MORE))
    columns, ids = articles(given, columns=(*COLUMNS, "agency"))
    if "story" in given.columns:
        told = pl.DataFrame({"article_id": ids, "story": _numbers(given["story"])})
    else:
        told = stories(given, threads=threads, progress=progress)
    with shown(progress, columns.height, "comparing stories") as report:
        found = _core.compare(
            columns,
            told["story"].to_list(),
            list(wanted),
            progress=report,
            **how,
        )
    return {name: finish(name, rows, ids) for name, rows in found.items()} | {"stories": told}


def _numbers(story: pl.Series) -> pl.Series:
    """Return the user's stories as numbers; each null is a story of its own."""
    story = whole_numbers(story)
    if not story.dtype.is_integer():
        raise _core.OptionError(f"column `story` is {story.dtype}, expected integers as `stories` returns them")
    known = [number for number in story.to_list() if number is not None]
    if any(number < 0 for number in known):
        raise _core.OptionError("column `story` holds a negative number, expected those that `stories` returns")
    first = max(known, default=-1) + 1
    alone = pl.int_range(first, first + story.len(), eager=True)
    return story.cast(pl.Int64).fill_null(alone).cast(pl.UInt32)
