"""`report.html`: what went in, what was found, each row opening the sentence it rests on; one file, works offline.

The rows travel as JSON and are written into the page as text, never as HTML; the page's own policy lets no script run
but ours, so that a hostile headline stays a headline.
"""

from __future__ import annotations

import base64
import hashlib
import json
from collections.abc import Sequence
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING, Any

import polars as pl

from dateline._core import __version__

if TYPE_CHECKING:
    from dateline.analysis import Analysis

__all__ = ["page"]

#: The table of events, and that of quotes, ends here; the Parquet files hold all.
MOST_ROWS = 20_000


def page(found: Analysis, inputs: Sequence[str | Path] = ()) -> str:
    """Return the report of an analysis as one HTML page.

    >>> import dateline as dl
    >>> from dateline.report import page
    >>> page(dl.analyze(["The port of <b>Orvik</b> was closed."])).startswith("<!doctype html>")
    True
    """
    step, months = _months(found.events)
    data = {
        "version": __version__,
        "inputs": [str(path) for path in inputs],
        "counts": found.counts(),
        "dropped": _dropped(found.articles),
        "issues": _issues(found.articles),
        "furniture": _furniture(found.articles),
        "articles": _articles(found.articles),
        "events": _with_sentences(
            found.events.sort("date", nulls_last=True, maintain_order=True), found, _EVENT_COLUMNS
        ),
        "quotes": _with_sentences(found.quotes, found, _QUOTE_COLUMNS),
        "speakers": _speakers(found.quotes),
        "dyads": _dyads(found.events),
        "step": step,
        "months": months,
        "copies": _copies(found.duplicates),
        "stories": _stories(found),
        "entities": _entities(found.entities),
        "claims": _claims(found),
        "disagreements": _disagreements(found),
        "limit": MOST_ROWS,
    }
    folder = files("dateline") / "templates"
    script = (folder / "report.js").read_text("utf-8")
    style = (folder / "report.css").read_text("utf-8")
    # "<" never stands in the data as such: nothing in it can end the element it lies in.
    content = json.dumps(data, ensure_ascii=False, separators=(",", ":"), default=str).replace("<", "\\u003c")
    pieces = {"script": script, "style": style, "data": content, "hash": _digest(script)}
    text = (folder / "report.html").read_text("utf-8")
    before, *rest = text.split("{{")
    return before + "".join(pieces[name] + tail for name, tail in (piece.split("}}", 1) for piece in rest))


def _digest(script: str) -> str:
    return base64.b64encode(hashlib.sha256(script.encode("utf-8")).digest()).decode("ascii")


_EVENT_COLUMNS = (
    "date", "event", "mode", "source", "source_start", "source_end", "source_country", "target", "target_start",
    "target_end", "target_country", "quad", "goldstein", "polarity", "modality", "place", "trigger", "trigger_start",
    "trigger_end", "cameo", "rule",
)  # fmt: skip
_QUOTE_COLUMNS = (
    "kind", "text", "speaker", "speaker_name", "speaker_start", "speaker_end", "cue", "cue_start", "cue_end", "rule",
)  # fmt: skip


def _key() -> pl.Expr:
    return pl.col("article_id").cast(pl.String)


def _column(frame: pl.DataFrame, name: str) -> list[Any]:
    if name not in frame.columns:
        return [None] * frame.height
    if frame[name].dtype == pl.Datetime:
        return frame[name].dt.strftime("%Y-%m-%d %H:%M").str.strip_suffix(" 00:00").to_list()
    return frame[name].cast(pl.String).to_list()


def _articles(frame: pl.DataFrame) -> dict[str, list[Any]]:
    """Return what a reader sees of each article; the place in these lists is its number in the others."""
    return {name: _column(frame, name) for name in ("article_id", "title", "outlet", "published", "url")}


def _numbers(frame: pl.DataFrame) -> pl.DataFrame:
    """Return the number of each article id."""
    return frame.select(_key().alias("key")).with_row_index("article").unique("key", keep="first")


def _with_sentences(rows: pl.DataFrame, found: Analysis, columns: Sequence[str]) -> dict[str, list[Any]]:
    """Return rows with the sentence they begin in: its place and its words."""
    sentence = ["sentence_id", "sentence_start", "sentence"]
    sentences = found.sentences.rename({"start": "sentence_start", "text": "sentence"})
    sentences = sentences.select(_key().alias("key"), *sentence)
    table = (
        rows.head(MOST_ROWS)
        .with_columns(_key().alias("key"))
        .join(_numbers(found.articles), on="key", how="left", maintain_order="left")
        .join(sentences, on=["key", "sentence_id"], how="left", maintain_order="left")
        .select("article", "start", "end", "sentence_start", "sentence", *columns)
    )
    return {name: _plain(table[name]) for name in table.columns}


def _plain(column: pl.Series) -> list[Any]:
    return column.cast(pl.String).to_list() if column.dtype.is_temporal() else column.to_list()


def _dropped(articles: pl.DataFrame) -> list[list[str | None]]:
    """Documents that gave no text, with the reason."""
    empty = articles.filter(pl.col("text").is_null() | (pl.col("text") == ""))
    reasons = empty["issues"].to_list() if "issues" in empty.columns else [["empty"]] * empty.height
    return [[key, ", ".join(why or ["empty"])] for key, why in zip(_column(empty, "article_id"), reasons, strict=True)]


def _issues(articles: pl.DataFrame) -> list[list[Any]]:
    if "issues" not in articles.columns:
        return []
    return _counted(articles.select(pl.col("issues").explode().alias("value")))


def _furniture(articles: pl.DataFrame) -> list[list[Any]]:
    if "boilerplate" not in articles.columns:
        return []
    kinds = pl.col("boilerplate").explode().struct.field("kind").alias("value")
    return _counted(articles.select(kinds))


def _counted(values: pl.DataFrame, most: int = 100) -> list[list[Any]]:
    """Return values with how often they occur, most frequent first, then by name."""
    counts = values.drop_nulls().group_by("value").len().sort("len", "value", descending=[True, False])
    return [list(row) for row in counts.head(most).rows()]


def _speakers(quotes: pl.DataFrame) -> list[list[Any]]:
    name = pl.coalesce("speaker_name", "speaker").alias("value")
    return _counted(quotes.select(name), most=50)


def _dyads(events: pl.DataFrame) -> list[list[Any]]:
    """Who to whom: country pairs with the number of cooperative and conflictual events."""
    pairs = (
        events.filter(pl.col("polarity") == "asserted")
        .drop_nulls(["source_country", "target_country"])
        .filter(pl.col("source_country") != pl.col("target_country"))
        .group_by("source_country", "target_country")
        .agg((pl.col("quad") <= 2).sum().alias("cooperation"), (pl.col("quad") >= 3).sum().alias("conflict"))
        .with_columns((pl.col("cooperation") + pl.col("conflict")).alias("all"))
        .sort("all", "source_country", "target_country", descending=[True, False, False])
    )
    return [list(row) for row in pairs.head(50).rows()]


def _months(events: pl.DataFrame) -> tuple[str, list[list[Any]]]:
    """Events by month of their date, or by day where there are few months; cooperative and conflictual."""
    dated = events.drop_nulls("date")
    several = dated["date"].dt.strftime("%Y-%m").n_unique() > 3
    step, form = ("month", "%Y-%m") if several else ("day", "%Y-%m-%d")
    months = (
        dated.group_by(pl.col("date").dt.strftime(form).alias("month"))
        .agg((pl.col("quad") <= 2).sum(), (pl.col("quad") >= 3).sum().alias("conflict"))
        .sort("month")
    )
    return step, [list(row) for row in months.rows()]


def _copies(duplicates: pl.DataFrame) -> list[list[Any]]:
    """Clusters of more than one document, with what each row says."""
    several = duplicates.filter(pl.len().over("cluster") > 1).sort("cluster", maintain_order=True)
    columns = (
        "cluster",
        "article_id",
        "duplicate_of",
        "relation",
        "similarity",
        "containment",
        "novel_share",
    )
    several = several.select(columns).with_columns(_key(), pl.col("duplicate_of").cast(pl.String))
    return [list(row) for row in several.head(MOST_ROWS).rows()]


def _stories(found: Analysis) -> list[list[Any]]:
    """Stories of more than one document."""
    stories = found.frames().get("stories")
    if stories is None:
        return []
    several = stories.filter(pl.len().over("story") > 1).sort("story", maintain_order=True)
    return [list(row) for row in several.select("story", _key()).head(MOST_ROWS).rows()]


def _entities(entities: pl.DataFrame) -> dict[str, list[Any]]:
    """People, organisations, places and groups, most mentioned first."""
    rows = entities.sort("mentions", "entity_id", descending=[True, False]).head(MOST_ROWS)
    table = rows.select(
        "name", "kind", "country", pl.col("roles", "variants").list.join(", "), "articles", "mentions", "first", "last"
    )
    return {name: _plain(table[name]) for name in table.columns}


def _claims(found: Analysis) -> dict[str, list[Any]]:
    """Claims that several articles carry: the words of the first, and those of each."""
    numbers = _numbers(found.articles)
    table = (
        found.claims.filter(pl.col("articles") > 1)
        .with_columns(_key().alias("key"))
        .join(numbers, on="key", how="left", maintain_order="left")
        .group_by("claim", maintain_order=True)
        .agg(
            pl.first("article", "text", "kind", "articles"),
            pl.first("independent_sources").alias("sources"),
            pl.col("article").alias("carriers"),
            pl.col("text").alias("words"),
        )
        .sort("sources", "articles", "claim", descending=[True, True, False])
        .head(MOST_ROWS)
    )
    return {name: table[name].to_list() for name in table.columns}


def _disagreements(found: Analysis) -> dict[str, list[Any]]:
    """Where two reports differ: both sentences, with the places of the words that do."""
    table = found.disagreements.head(MOST_ROWS)
    for side in ("a", "b"):
        numbers = _numbers(found.articles).rename({"key": f"article_{side}", "article": f"number_{side}"})
        table = table.with_columns(pl.col(f"article_{side}").cast(pl.String)).join(
            numbers, on=f"article_{side}", how="left", maintain_order="left"
        )
    table = table.with_columns(pl.col("number_a").alias("article")).drop("article_a", "article_b", "story", "claim")
    return {name: table[name].to_list() for name in table.columns}
