"""Raw documents in, articles out."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

import polars as pl

from dateline import _core, _tables, schema
from dateline._core import OptionError
from dateline._frames import finish
from dateline._input import as_frame, as_text, ids_of
from dateline._options import column_names, paths_of, running, yes_or_no
from dateline._progress import shown
from dateline._types import Documents, Paths, Progress

#: How many documents are held at once while files are read.
BATCH = 256

#: How many a lazy query reads at once, and hands on at once. Few: what an expression does with the articles handed on
#: is done before the query looks whether it was interrupted, and each core takes a piece of its own.
LAZY_BATCH = 64
PIECE = 8

#: Where the raw documents of a frame may stand, best first.
RAW = ("raw", "html", "text")
#: What a frame may tell about them.
KNOWN = ("url", "published", "title", "byline", "outlet", "language")


def parse(
    items: Documents,
    *,
    keep_raw: bool = False,
    lists: str | Path | None = None,
    threads: int | None = None,
    progress: Progress = None,
) -> pl.DataFrame:
    """Turn raw documents into articles: body, title, byline, dateline, date, outlet, language, and what was left out.

    Parameters
    ----------
    items
        A list or Series of str or bytes, each a page of HTML or a text; or a frame with them in a column `raw` (or
        `html`, or `text`). Columns `url`, `published`, `title`, `byline`, `outlet` and `language` are taken as given
        where they are not null. The charset of bytes is told from mark, declaration and content. Rows
        that share an `article_id` keep it, and say `repeated_id` in `issues`.
    keep_raw
        Whether to add a column `raw` with the decoded documents, which `raw_start` and `raw_end` count in.
    lists, threads, progress
        As for `sentences`.

    Returns
    -------
    A frame with a row per document, in the order given; see `dateline.schema.articles`. No document is lost: what could
    not be read has a word about it in `issues`.

    Raises
    ------
    MissingColumnError
        If a frame has no column `raw`, `html` or `text`.
    OptionError
        If an option or a column has a wrong type or value.

    Examples
    --------
    >>> import dateline as dl
    >>> page = (
    ...     "<h1>Port closed</h1><p>The port of Orvik was closed on Friday after a storm, the harbour master said.</p>"
    ...     "<p>It will open again on Monday, he told reporters, if the wind allows it.</p>"
    ... )
    >>> print(dl.parse([page])["text"][0])
    The port of Orvik was closed on Friday after a storm, the harbour master said.
    <BLANKLINE>
    It will open again on Monday, he told reporters, if the wind allows it.
    """
    keep_raw, how = yes_or_no("keep_raw", keep_raw), running(lists, threads)
    frame, ids = _documents(items)
    with shown(progress, frame.height, "parse") as report:
        rows = _core.parse(frame, keep_raw=keep_raw, progress=report, **how)
    return _told_apart(finish("articles", rows, ids))


def _told_apart(articles: pl.DataFrame) -> pl.DataFrame:
    """Say in `issues` which rows share an id; ids in a frame, or of several inputs, are the user's, and stay."""
    if articles["article_id"].is_unique().all():
        return articles
    repeated = pl.concat_str(pl.lit("repeated_id "), pl.col("article_id").cast(pl.String).fill_null(""))
    issues = pl.col("issues").list.concat(repeated.str.head(92)).list.sort()
    return articles.with_columns(issues=pl.when(pl.col("article_id").is_duplicated()).then(issues).otherwise("issues"))


def _documents(items: Documents) -> tuple[pl.DataFrame, pl.Series]:
    """Return the columns that are read, and the ids of the rows."""
    if isinstance(items, list | tuple) and any(isinstance(item, bytes) for item in items):
        items = {"raw": [item.encode("utf-8", "replace") if isinstance(item, str) else item for item in items]}
    frame = as_frame(items, needed=RAW, columns=(*RAW, *KNOWN))
    read = []
    for name in (*RAW, *KNOWN):
        if name not in frame.columns:
            continue
        binary = name == "raw" and frame[name].dtype == pl.Binary
        read.append(frame[name] if binary else as_text(frame[name], name))
    return pl.DataFrame(read), ids_of(frame)


def read(
    paths: Paths,
    *,
    columns: Mapping[str, str] | None = None,
    keep_raw: bool = False,
    lists: str | Path | None = None,
    threads: int | None = None,
    progress: Progress = None,
) -> pl.DataFrame:
    r"""Read files into articles: text, HTML, JSONL, CSV, Parquet, WARC, feeds, e-mail, plain or packed.

    Parameters
    ----------
    paths
        A file, a folder (with all below it), a pattern such as `"news/*.html"`, or a list of these.
    columns
        What the columns of tables and JSONL files hold, where their names do not tell: `{"text": "artikel"}`. The
        keys are text, html, raw, article_id, title, published, outlet, byline, language, url. Every table and JSONL
        file read must have the columns named: read those with other names in a call of their own, and `pl.concat`.
    keep_raw, lists, threads, progress
        As for `parse`.

    Returns
    -------
    A frame as `parse` returns it, files in the order of their names; `article_id` is the id in the file or, for want of
    one, the file's name and the number of the row; so is a row whose id an earlier one has (`repeated_id` in `issues`).
    A file in a folder that cannot be read keeps its row, with `unreadable` in `issues`.

    Raises
    ------
    FileNotFoundError
        If a path does not exist, or no file matches a pattern.
    OSError
        If a file that was named, or a folder, cannot be read.
    MissingColumnError
        If a table or JSONL file lacks a column that `columns` names, or has none that is known to hold the text; of
        JSONL the first 1,000 lines count. In a folder, rows of a table without a text say `no_text_column` in `issues`.
    OptionError
        If an option has a wrong type or value.

    Examples
    --------
    >>> import dateline as dl, pathlib, tempfile
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     _ = pathlib.Path(folder, "one.txt").write_text("Port closed\n\nThe port of Orvik was closed on Friday.")
    ...     dl.read(folder)["article_id"].to_list()
    ['one.txt']

    """
    with shown(progress, None, "read") as report:
        pieces = list(
            batches(paths, columns, keep_raw=keep_raw, lists=lists, threads=threads, report=report, most=BATCH)
        )
    return _told_apart(pl.concat(pieces, rechunk=True)) if pieces else _no_articles(keep_raw)


def scan(
    paths: Paths,
    *,
    columns: Mapping[str, str] | None = None,
    keep_raw: bool = False,
    lists: str | Path | None = None,
    threads: int | None = None,
    progress: Progress = None,
) -> pl.LazyFrame:
    r"""Read files lazily: as `read`, but a batch at a time, so that the corpus may be larger than memory.

    Columns, filters and row limits of the query are applied batch by batch; `sink_parquet` runs at constant memory:
    what it holds is a row group, so give it `row_group_size=20_000` where rows are wide, as events are.
    Paths are checked when the query runs. Progress is shown while it runs: how many articles were read.

    Every document that is asked for is parsed whole, whichever columns the query selects: `select("title")` saves
    memory and what comes after, not the reading. A filter works on the parsed rows, a row limit (`head`) ends the
    reading.

    Parameters
    ----------
    paths, columns, keep_raw, lists, threads, progress
        As for `read`.

    Returns
    -------
    A LazyFrame with the columns of `dateline.schema.articles`, and `raw` if asked for.

    Raises
    ------
    OptionError
        If an option has a wrong type or value.
    FileNotFoundError, OSError, MissingColumnError
        As for `read`, when the query runs.

    Examples
    --------
    >>> import dateline as dl, pathlib, tempfile
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     _ = pathlib.Path(folder, "one.txt").write_text("Port closed\n\nThe port of Orvik was closed on Friday.")
    ...     dl.scan(folder).select("article_id", "title").collect().rows()
    [('one.txt', 'Port closed')]

    """
    from polars.io.plugins import register_io_source

    # What is wrong with the call is told at once; what is wrong with the files, when the query runs.
    keep_raw = yes_or_no("keep_raw", keep_raw)
    column_names(columns)
    running(lists, threads)
    _names(paths)

    def source(
        with_columns: list[str] | None, predicate: pl.Expr | None, n_rows: int | None, batch_size: int | None
    ) -> Iterator[pl.DataFrame]:
        left = n_rows
        most = min(LAZY_BATCH, batch_size or LAZY_BATCH, LAZY_BATCH if n_rows is None else max(n_rows, 1))
        with shown(progress, None, "scan") as report:
            read = batches(paths, columns, keep_raw=keep_raw, lists=lists, threads=threads, report=report, most=most)
            for batch in read:
                taken = batch if left is None else batch.head(left)
                if left is not None:
                    left -= taken.height
                if predicate is not None:
                    taken = taken.filter(predicate)
                yield from (taken if with_columns is None else taken.select(with_columns)).iter_slices(PIECE)
                if left == 0:
                    return

    return register_io_source(source, schema=_no_articles(keep_raw).schema, is_pure=True)


def _no_articles(keep_raw: bool) -> pl.DataFrame:
    """Return the frame that `read` gives for no documents."""
    frame = schema.empty("articles").cast({"article_id": pl.String})
    return frame.with_columns(pl.lit(None, dtype=pl.String).alias("raw")) if keep_raw else frame


def batches(
    paths: Paths,
    columns: Mapping[str, str] | None,
    *,
    keep_raw: bool = False,
    lists: str | Path | None,
    threads: int | None,
    report: Callable[[int], object] | None,
    most: int,
) -> Iterator[pl.DataFrame]:
    """Yield the articles of all inputs, some documents at a time, in the order of the inputs."""
    done = 0

    def count(here: int) -> None:
        if report:
            report(done + here)

    names, given, how = _names(paths), column_names(columns), running(lists, threads)
    keep_raw = yes_or_no("keep_raw", keep_raw)
    for kind, group in _tables.by_kind(names):
        if kind == "parquet":
            for table in _tables.parquet(group, given, several=len(names) > 1, most=most):
                yield parse(table, keep_raw=keep_raw, lists=lists, threads=threads, progress=False)
                done += table.height
                count(0)
            continue
        reader = _core.Reader(group, columns=given, keep_raw=keep_raw, lists=how["lists"], in_ids=len(names) > 1)
        while (rows := reader.batch(most, threads=how["threads"], progress=count)) is not None:
            batch = pl.DataFrame(rows)
            done += batch.height
            count(0)
            yield batch.with_columns(pl.col("id").alias("article_id")).drop("id")


def _names(paths: Paths) -> list[str]:
    names = paths_of(paths, "; what is in memory goes to dateline.parse")
    if not names:
        raise OptionError("no path was given: name a file, a folder or a pattern such as 'news/*.html'")
    return names
