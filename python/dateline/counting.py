"""Counts of events by dyad, type and day: reports, stories and independent sources told apart."""

from __future__ import annotations

from collections.abc import Sequence

import polars as pl

from dateline._core import OptionError
from dateline._input import as_rows, same_ids
from dateline._options import words, yes_or_no
from dateline._types import Rows

__all__ = ["count_events"]

#: What events are counted by if nothing else is said: dyad, type and day.
BY = ("source_country", "target_country", "event", "date")
#: Names in `by` that are made from `date`.
STEPS = {"week": "1w", "month": "1mo", "quarter": "1q", "year": "1y"}

#: What the columns `polarity` and `modality` of events hold.
POLARITIES = ("asserted", "negated")
MODALITIES = ("actual", "future", "hypothetical", "demanded", "alleged")

_NEEDED = ("article_id", "date", "event", "polarity", "modality")


def count_events(
    events: Rows,
    *,
    duplicates: Rows | None = None,
    stories: Rows | None = None,
    by: str | Sequence[str] = BY,
    one_a_day: bool = False,
    polarity: str | Sequence[str] | None = ("asserted",),
    modality: str | Sequence[str] | None = ("actual",),
) -> pl.DataFrame:
    """Count events, and how many articles, independent sources and stories each count rests on.

    Forty reprints of one report are one witness: `events` counts them forty times, `independent` once. Publish the
    count your question needs, and say which.

    Parameters
    ----------
    events
        Rows of `dl.events`.
    duplicates
        Rows of `dl.dedup` on the same articles, for `independent`. An article that is missing there is a source of its
        own.
    stories
        Rows of `dl.stories` on the same articles, for `stories`. An article that is missing there is a story of its
        own.
    by
        Columns to count by: any of `events`, and `week`, `month`, `quarter` or `year`, which stand for the first day of
        the stretch `date` lies in.
    one_a_day
        Count an event once for each source, target, type, CAMEO code and day, however many rows report it: the filter
        that published event data are usually put through. Actors are the same if country and role are; actors that have
        neither, if their words are. Rows without a date are merged within their article only. Changes `events` alone.
    polarity, modality
        Which rows count: by default those the text asserts as having happened. None for all.

    Returns
    -------
    A frame with a row per combination of `by`, sorted by it, nulls first (an unknown actor is null): the columns of
    `by`, then UInt32 counts: `events` (rows), `articles` (that hold such a row), `independent` (clusters of copies they
    belong to; with `duplicates`), `stories` (stories they belong to; with `stories`).

    Raises
    ------
    MissingColumnError
        If a frame lacks a column that is needed, or `by` names one that `events` has not.
    OptionError
        If article ids of the frames have different types, `by` is empty, or `polarity` or `modality` never holds a
        value that was asked for.

    Examples
    --------
    >>> import dateline as dl
    >>> text = "Norway condemned the raid by Sweden in the north of the country on Friday, the radio reported."
    >>> articles = {"text": [text, text, "Norway condemned Sweden."], "published": ["2024-05-15"] * 3}
    >>> found = dl.events(articles)
    >>> dl.count_events(found, duplicates=dl.dedup(articles), by=["source_country", "event"]).rows()
    [('NOR', 'ACCUSE', 3, 3, 2)]

    """
    by = words("by", by, "columns such as ['event']")
    one_a_day = yes_or_no("one_a_day", one_a_day)
    if not by:
        raise OptionError("by=[] leaves nothing to count by; give columns such as ['event']")
    rows = as_rows(events, "events", _NEEDED)
    rows = _dated(rows, by)
    for column, asked, known in (("polarity", polarity, POLARITIES), ("modality", modality, MODALITIES)):
        wanted = chosen(column, asked, known)
        if wanted is not None:
            rows = rows.filter(pl.col(column).is_in(wanted))
    counts = [pl.col("article_id").n_unique().cast(pl.UInt32).alias("articles")]
    for frame, name, column, alias in (
        (duplicates, "duplicates", "cluster", "independent"),
        (stories, "stories", "story", "stories"),
    ):
        if frame is not None:
            rows = _with_group(rows, as_rows(frame, name, ("article_id", column)), column, f"_{alias}")
            counts.append(pl.col(f"_{alias}").n_unique().cast(pl.UInt32).alias(alias))
    number = pl.len().cast(pl.UInt32)
    if one_a_day:
        rows = rows.with_columns(_happening(rows).alias("_happening"))
        number = pl.col("_happening").n_unique().cast(pl.UInt32)
    return rows.group_by(list(by)).agg(number.alias("events"), *counts).sort(list(by))


def chosen(column: str, asked: str | Sequence[str] | None, known: Sequence[str]) -> list[str] | None:
    """Return the values of a column that count, None for all; a value the column never has would count nothing."""
    if asked is None:
        return None
    wanted = words(column, asked, f"some of {', '.join(known)}; None for all")
    if not wanted:
        raise OptionError(f"{column}=[] leaves nothing; give some of {', '.join(known)}; None for all")
    if unknown := [value for value in wanted if value not in known]:
        raise OptionError(f"{column}={unknown[0]!r} is none of {', '.join(known)}")
    return wanted


def _dated(rows: pl.DataFrame, by: Sequence[str]) -> pl.DataFrame:
    """Add what `by` asks for that is made from `date`; check the rest."""
    made = [name for name in by if name in STEPS and name not in rows.columns]
    rows = rows.with_columns(pl.col("date").dt.truncate(STEPS[name]).alias(name) for name in made)
    as_rows(rows, "events", tuple(by))
    return rows


def _with_group(rows: pl.DataFrame, groups: pl.DataFrame, column: str, alias: str) -> pl.DataFrame:
    """Add the cluster or story of each row's article; an article without one is one of its own."""
    groups = same_ids(groups, rows.schema["article_id"], "events", f"rows with `{column}`").select(
        "article_id", pl.concat_str(pl.lit("group "), column).alias(alias)
    )
    groups = groups.unique("article_id", keep="first", maintain_order=True)
    alone = pl.concat_str(pl.lit("article "), pl.col("article_id").cast(pl.String))
    joined = rows.join(groups, on="article_id", how="left", maintain_order="left")
    return joined.with_columns(pl.col(alias).fill_null(alone))


def _happening(rows: pl.DataFrame) -> pl.Expr:
    """Return what two rows of one happening share: actors, type, code and day."""
    there = set(rows.columns)

    def side(name: str) -> pl.Expr:
        codes = [pl.col(f"{name}_{part}") for part in ("country", "role") if f"{name}_{part}" in there]
        words = pl.col(name).str.to_lowercase() if name in there else pl.lit(None, dtype=pl.String)
        unknown = pl.all_horizontal(code.is_null() for code in codes) if codes else pl.lit(True)
        return pl.struct(*codes, pl.when(unknown).then(words).alias("words")).alias(name)

    undated = pl.when(pl.col("date").is_null()).then(pl.col("article_id"))
    parts = [side("source"), side("target"), pl.col("event"), pl.col("date"), undated.alias("article")]
    if "cameo" in there:
        parts.append(pl.col("cameo"))
    return pl.struct(*parts)
