"""One story as a timeline: what happened when, who reported it first, what was added by whom, where reports differ."""

from __future__ import annotations

import html
from dataclasses import dataclass
from typing import Any

import polars as pl

from dateline._core import OptionError
from dateline._input import COLUMNS, as_frame
from dateline._options import whole
from dateline._types import Articles
from dateline.analysis import Analysis
from dateline.telling import compare

#: The frames whose rows belong to a story.
_OF_STORIES = ("stories", "claims", "provenance", "disagreements")
_KEPT = ("article_id", "title", "outlet", "published", "text")


@dataclass(frozen=True, eq=False, repr=False)
class Story:
    """A story, from `dateline.story`.

    `articles`: its reports by date. `timeline`: a row per claim, by the day it speaks of (null days last) and then by
    first report: `claim`, `kind`, `day` (String, ISO 8601, as exact as the reports are), `text` (the words of the
    first report), `speaker`, `first_article`, `first_outlet`, `first_published`, `added` (whether the first report of
    the story did not have it), `articles`, `independent_sources`, `disagreements` (how many). `provenance` and
    `disagreements`: the rows of these frames. Made by `story`, which says what it raises.

    >>> import dateline as dl
    >>> dl.story(0, ["The port of Orvik closed on 3 May 2031."]).timeline["day"].to_list()
    ['2031-05-03']
    """

    number: int
    articles: pl.DataFrame
    timeline: pl.DataFrame
    provenance: pl.DataFrame
    disagreements: pl.DataFrame

    def __repr__(self) -> str:
        return (
            f"<dateline.Story {self.number}: {self.articles.height} articles, {self.timeline.height} claims, "
            f"{self.disagreements.height} disagreements>"
        )

    def _repr_html_(self) -> str:
        return page(self)


def story(number: int, items: Articles | Analysis) -> Story:
    """Lay out one story: its claims in the order of what they tell, with who reported each first.

    Parameters
    ----------
    number
        The story, as in the column `story` of `stories`.
    items
        What `analyze` returned; or articles with a column `story`, as for `claims`.

    Returns
    -------
    An object with the frames `articles`, `timeline`, `provenance`, `disagreements`. In a notebook it prints as a page.

    Raises
    ------
    OptionError
        Where no article belongs to that story, or `number` is no whole number.
    MissingColumnError
        If the articles have no column `text`.

    Examples
    --------
    >>> import dateline as dl
    >>> texts = ["The port of Orvik closed on 3 May 2031.", "On 3 May 2031 the port of Orvik closed, Ada Moor said."]
    >>> told = dl.story(0, {"text": texts, "story": [0, 0]})
    >>> told.timeline.select("day", "articles").row(0)
    ('2031-05-03', 2)
    >>> dl.story(0, dl.analyze(texts))
    <dateline.Story 0: 2 articles, 1 claims, 0 disagreements>

    """
    number = whole("number", number, least=0)
    articles, found = _frames(items)
    mine = {name: found[name].filter(pl.col("story") == number) for name in _OF_STORIES}
    reports = articles.join(mine["stories"].select("article_id"), on="article_id", how="semi")
    if reports.is_empty():
        raise OptionError(f"no article belongs to story {number}; stories: {_known(found['stories'])}")
    reports = reports.sort("published", nulls_last=True, maintain_order=True)
    return Story(
        number,
        reports,
        _timeline(reports, mine["claims"], mine["disagreements"]),
        mine["provenance"],
        mine["disagreements"],
    )


def _known(stories: pl.DataFrame) -> str:
    numbers = sorted(stories["story"].unique().drop_nulls().to_list())
    return ", ".join(map(str, numbers[:20])) + (", ..." if len(numbers) > 20 else "") if numbers else "none"


def _frames(items: Articles | Analysis) -> tuple[pl.DataFrame, dict[str, pl.DataFrame]]:
    if isinstance(items, Analysis):
        articles, found = items.articles, items.frames()
    else:
        articles = as_frame(items, columns=(*COLUMNS, "agency", "story"))
        found = compare(articles)
        articles = articles.with_columns(found["stories"]["article_id"])
    missing = [pl.lit(None, pl.String).alias(name) for name in _KEPT if name not in articles.columns]
    return articles.with_columns(missing).select(_KEPT), found


def _timeline(reports: pl.DataFrame, claims: pl.DataFrame, sides: pl.DataFrame) -> pl.DataFrame:
    order = reports.select("article_id", "outlet", "published").with_row_index("report")
    told = claims.join(order, on="article_id", how="left").sort("report", "start")
    differ = sides.filter(pl.col("claim").is_not_null()).group_by("claim").agg(pl.len().alias("disagreements"))
    rows = (
        told.group_by("claim", maintain_order=True)
        .agg(
            pl.col("kind").first(),
            # The most exact day that a report gives.
            pl.col("slots")
            .struct.field("date")
            .drop_nulls()
            .sort_by(
                pl.col("slots").struct.field("date").drop_nulls().str.len_chars(), descending=True, maintain_order=True
            )
            .first()
            .alias("day"),
            pl.col("text").first(),
            pl.col("slots").struct.field("speaker").drop_nulls().first().alias("speaker"),
            pl.col("article_id").first().alias("first_article"),
            pl.col("outlet").first().alias("first_outlet"),
            pl.col("published").first().alias("first_published"),
            (pl.col("report").min() > 0).alias("added"),
            pl.col("articles").first(),
            pl.col("independent_sources").first(),
            pl.col("report").min().alias("report"),
        )
        .join(differ, on="claim", how="left", maintain_order="left")
        .with_columns(pl.col("disagreements").fill_null(0))
    )
    return rows.sort("day", "report", nulls_last=True, maintain_order=True).drop("report")


def page(told: Story) -> str:
    """Return the story as HTML: one `div`, no script, nothing loaded, every word from the articles escaped."""
    titles = "".join(
        f"<li>{_words(row['published'])} · {_words(row['outlet'])} · {_words(row['title'] or row['article_id'])}</li>"
        for row in told.articles.iter_rows(named=True)
    )
    rows = "".join(
        "<tr>"
        + "".join(
            f"<td style='vertical-align:top;padding:2px 8px'>{cell}</td>"
            for cell in (
                _words(row["day"]),
                _words(row["text"]) + (f" <i>({_words(row['speaker'])})</i>" if row["speaker"] else ""),
                _words(row["first_outlet"] or row["first_article"]),
                f"{row['articles']} / {row['independent_sources']}",
                "differs" if row["disagreements"] else "",
            )
        )
        + "</tr>"
        for row in told.timeline.iter_rows(named=True)
    )
    sides = "".join(
        f"<li><b>{_words(row['kind'])}{' (update)' if row['change'] else ''}</b>: {_words(row['value_a'])} | "
        f"{_words(row['value_b'])}<br>{_words(row['text_a'])}<br>{_words(row['text_b'])}</li>"
        for row in told.disagreements.iter_rows(named=True)
    )
    head = "".join(f"<th style='text-align:left;padding:2px 8px'>{name}</th>" for name in _HEAD)
    return (
        f"<div style='font-family:sans-serif;max-width:60em'><h3>Story {told.number}</h3><ul>{titles}</ul>"
        f"<table style='border-collapse:collapse'><tr>{head}</tr>{rows}</table>"
        + (f"<h4>Where reports differ</h4><ul>{sides}</ul>" if sides else "")
        + "</div>"
    )


_HEAD = ("day", "what", "first in", "articles / sources", "")


def _words(value: Any) -> str:
    return "" if value is None else html.escape(str(value))
