"""The whole road in one call."""

from __future__ import annotations

import errno
import os
from collections.abc import Mapping
from dataclasses import dataclass, fields
from pathlib import Path
from typing import cast

import polars as pl

from dateline import _core
from dateline._core import OptionError
from dateline._files import folder_aside
from dateline._input import COLUMNS, as_frame, row_numbers
from dateline._input import articles as articles_of
from dateline._options import running
from dateline._types import Articles, Documents, Paths, Progress
from dateline.comparing import dedup, stories
from dateline.reading import KNOWN, RAW, parse, read
from dateline.telling import compare

#: The frames of an analysis that are found in the articles, in the order of the road.
_FOUND = ("sentences", "mentions", "times", "quotes", "events", "entities")


@dataclass(frozen=True, eq=False, repr=False)
class Analysis:
    """Every frame of a corpus, from `dateline.analyze`; columns as in `dateline.schema`.

    The frames are `articles`, `sentences`, `mentions`, `times`, `quotes`, `events`, `entities`, `duplicates`,
    `stories`, `provenance`, `claims` and `disagreements`. Made by `analyze`, which says what it raises.

    Examples
    --------
    >>> import dateline as dl
    >>> found = dl.analyze(["Norway condemned Sweden."])
    >>> found.events["event"].to_list()
    ['ACCUSE']

    """

    articles: pl.DataFrame
    sentences: pl.DataFrame
    mentions: pl.DataFrame
    times: pl.DataFrame
    quotes: pl.DataFrame
    events: pl.DataFrame
    entities: pl.DataFrame
    duplicates: pl.DataFrame
    stories: pl.DataFrame
    provenance: pl.DataFrame
    claims: pl.DataFrame
    disagreements: pl.DataFrame

    def frames(self) -> dict[str, pl.DataFrame]:
        """Return the frames by name. Raises nothing.

        >>> import dateline as dl
        >>> list(dl.analyze(["It rained."]).frames())[:3]
        ['articles', 'sentences', 'mentions']
        """
        return {field.name: getattr(self, field.name) for field in fields(self)}

    def counts(self) -> dict[str, int]:
        """Return how many of each there are: rows, but stories told and copies among the articles, not rows about them.

        A mapping of frame to number. Raises nothing.

        >>> import dateline as dl
        >>> dl.analyze(["The port of Orvik was closed.", "It rained in Tarn."]).counts()["stories"]
        2
        """
        counts = {name: frame.height for name, frame in self.frames().items()}
        counts["duplicates"] = self.duplicates.filter(pl.col("relation") != "original").height
        counts["stories"] = self.stories["story"].n_unique()
        counts["provenance"] = self.provenance.filter(pl.col("relation").is_not_null()).height
        counts["claims"] = self.claims["claim"].n_unique()
        return counts

    def write(self, folder: str | Path) -> Path:
        """Write one Parquet file a frame into `folder`, which is made if need be; return it.

        The files are written beside the folder and moved into it when all are complete. Raises `FileExistsError` where
        `folder` is a file, and `OSError` where nothing can be written.

        >>> import dateline as dl, tempfile
        >>> found = dl.analyze(["The port of Orvik was closed on Friday."])
        >>> with tempfile.TemporaryDirectory() as folder:
        ...     sorted(path.name for path in found.write(folder).iterdir())[:3]
        ['articles.parquet', 'claims.parquet', 'disagreements.parquet']
        """
        with folder_aside(folder) as aside:
            for name, frame in self.frames().items():
                frame.write_parquet(aside / f"{name}.parquet")
        return Path(folder)

    def __repr__(self) -> str:
        rows = ", ".join(f"{count:,} {name}" for name, count in self.counts().items())
        return f"<dateline.Analysis: {rows}>"


def analyze(
    items: Paths | Articles | Documents,
    *,
    columns: Mapping[str, str] | None = None,
    lists: str | Path | None = None,
    threads: int | None = None,
    progress: Progress = None,
) -> Analysis:
    """Read, parse and search a corpus: every frame in one pass over the texts.

    Parameters
    ----------
    items
        A path, folder or pattern as for `read`, or a list of `pathlib.Path`; or a frame with `text` (articles, taken
        as they are) or `raw` (documents, parsed first); or a list of texts.
    columns
        Names of the columns of tables that are read, as for `read`.
    lists, threads, progress
        As for `sentences`.

    Returns
    -------
    An object with the frames `articles`, `sentences`, `mentions`, `times`, `quotes`, `events`, `entities`,
    `duplicates`, `stories`, `provenance`, `claims`, `disagreements`; its `write(folder)` makes Parquet files.

    Raises
    ------
    FileNotFoundError
        If a path does not exist, or no file matches a pattern.
    MissingColumnError
        If a frame has none of the columns `text`, `raw`, `html`, or a file lacks a column that `columns` names.
    OptionError
        If an option or a column has a wrong type or value.

    Examples
    --------
    >>> import dateline as dl
    >>> dl.analyze(["The port of Orvik was closed. It rained."]).sentences.height
    2

    """
    running(lists, threads)
    articles = _articles(items, columns, lists, threads, progress)
    # Who copied whom is told from dates that were stated.
    duplicates = dedup(articles, threads=threads, progress=progress)
    told = stories(articles, threads=threads, progress=progress)
    articles = _dated_by_stories(articles, told, lists, threads)
    grouped = articles.with_columns(told["story"])
    found = compare(grouped, _FOUND, lists=lists, threads=threads, progress=progress)
    return Analysis(articles=articles, duplicates=duplicates, **found | {"stories": told})


def _dated_by_stories(
    articles: pl.DataFrame, told: pl.DataFrame, lists: str | Path | None, threads: int | None
) -> pl.DataFrame:
    """Return the articles, those that state no date with the day that the other reports of their story leave.

    Only of articles that dateline parsed: a frame of articles is taken as it is.
    """
    if "published_evidence" not in articles.columns or articles["published"].null_count() in (0, articles.height):
        return articles
    columns, _ = articles_of(articles)
    rows = _core.days_from_stories(columns, told["story"].to_list(), **running(lists, threads))
    if not rows:
        return articles
    numbers = pl.col("row").cast(pl.UInt32)
    days = pl.DataFrame(rows, schema=["row", "day", "precision", "evidence"], orient="row").select(
        numbers,
        pl.col("day").cast(pl.String).str.to_datetime("%Y-%m-%d", time_unit="us"),
        "precision",
        "evidence",
    )
    dated = pl.col("day").is_not_null()
    issues = pl.col("issues").list.set_difference(["no_date"]).list.concat(pl.lit(["date_from_story"])).list.sort()
    return (
        articles.with_row_index("row")
        .join(days, on="row", how="left", maintain_order="left")
        .with_columns(
            published=pl.coalesce("published", "day"),
            published_precision=pl.when(dated).then("precision").otherwise("published_precision"),
            published_evidence=pl.coalesce("evidence", "published_evidence"),
            issues=pl.when(dated).then(issues).otherwise("issues"),
        )
        .select(articles.columns)
    )


def _articles(
    items: Paths | Articles | Documents,
    columns: Mapping[str, str] | None,
    lists: str | Path | None,
    threads: int | None,
    progress: Progress,
) -> pl.DataFrame:
    paths = _paths(items)
    if paths is not None:
        return read(paths, columns=columns, lists=lists, threads=threads, progress=progress)
    if columns is not None:
        raise OptionError("columns= names columns of files; rename those of a frame: frame.rename({...})")
    if isinstance(items, pl.LazyFrame):
        # All its columns are kept, as those of a frame are.
        items = items.collect()
    frame = as_frame(cast("Articles | Documents", items), needed=("text", *RAW), columns=(*COLUMNS, *RAW, *KNOWN))
    if "text" not in frame.columns:
        return parse(frame, lists=lists, threads=threads, progress=progress)
    if "article_id" in frame.columns:
        return frame
    return frame.select(row_numbers(frame.height), pl.all())


def _paths(items: object) -> Paths | None:
    """Return a path, or a list of `Path`; None for everything else: a list of str holds texts."""
    if isinstance(items, str) and ("\n" in items or items.rstrip().endswith((".", "!", "?"))) and not _is_there(items):
        raise FileNotFoundError(errno.ENOENT, "no such file; a text goes in a list: [text]", items[:200])
    if isinstance(items, str | Path):
        return items
    if isinstance(items, list | tuple) and items and all(isinstance(item, Path) for item in items):
        return list(items)
    return None


def _is_there(path: str) -> bool:
    try:
        return os.path.exists(path)
    except (OSError, ValueError):
        return False
