"""Articles beside each other: which are copies, which tell one story."""

from __future__ import annotations

import polars as pl

from dateline import _core
from dateline._frames import finish
from dateline._input import articles, as_frame, as_rows, whole_numbers
from dateline._options import number, threads_of, yes_or_no
from dateline._progress import shown
from dateline._types import Articles, Progress, Rows


def dedup(
    frame: Articles,
    *,
    containment: float | None = None,
    least_link: float | None = None,
    drop_furniture: bool = True,
    threads: int | None = None,
    progress: Progress = None,
) -> pl.DataFrame:
    """Find which articles are copies of which: word for word, nearly, in part, or rewritten.

    Every similarity is counted on the texts themselves, never estimated.

    Parameters
    ----------
    frame
        Articles as for `sentences`; `outlet` and `published` help where known. Null and empty texts keep their row and
        are copies of nothing.
    containment
        The smallest share of the shorter text's five-word runs that must stand in the other for the two to be compared;
        0.08 if None.
    least_link
        Two clusters are joined while the average link between their members (the geometric mean of similarity and
        containment) is at least this strong; 0.055 if None. A higher value leaves rewrites apart.
    drop_furniture
        Leave out runs of words that an outlet prints under many of its articles.
    threads, progress
        As for `sentences`.

    Returns
    -------
    A frame with a row per article, in the order given: `article_id`, `cluster`, `duplicate_of` (null where nothing
    tells which article came first), `nearest` (the article compared with), `relation` (original, exact, near, contains,
    contained, rewrite), `similarity` (Jaccard), `containment`, `novel_share`, `issues` (`dated_after_copies` where two
    articles dated before this one look cut from it: its date may be wrong); see `dateline.schema.duplicates`.
    `alignments` gives the passages that justify a row.

    Raises
    ------
    MissingColumnError
        If the frame has no column `text`.
    OptionError
        If an option or a column has a wrong type or value.

    Examples
    --------
    >>> import dateline as dl
    >>> text = "The harbour of Orvik was closed on Friday after a tanker ran aground near the pier."
    >>> found = dl.dedup({"text": [text, text.upper()], "published": ["2024-05-01", "2024-05-02"]})
    >>> found["relation"].to_list()
    ['original', 'exact']

    """
    shares = {
        name: None if share is None else number(name, share, low=0, high=1)
        for name, share in (("containment", containment), ("least_link", least_link))
    }
    drop_furniture, threads = yes_or_no("drop_furniture", drop_furniture), threads_of(threads)
    columns, ids = articles(frame, columns=("text", "outlet", "published"))
    columns = columns.with_columns(_order(ids))
    with shown(progress, columns.height, "dedup") as report:
        rows = _core.dedup(
            columns,
            **shares,
            drop_furniture=drop_furniture,
            threads=threads,
            progress=report,
        )
    return finish("duplicates", rows, ids)


def alignments(
    frame: Articles,
    *,
    duplicates: Rows | None = None,
    threads: int | None = None,
    progress: Progress = None,
) -> pl.DataFrame:
    """Show the passages that a copy shares with the article it is compared with, in both texts.

    Inside a passage a few words may differ: a changed weekday does not end it.

    Parameters
    ----------
    frame
        Articles as for `dedup`.
    duplicates
        What `dedup` found in them, all of it or the rows of interest; if None, `dedup` is run first. Any frame will do
        that has the ids of two articles in `article_id` and `nearest`: rows without `nearest` are passed over.
    threads, progress
        As for `sentences`.

    Returns
    -------
    A frame with a row per passage, by copy as in `duplicates`, then by place: `article_id`, `start`, `end`, `text`,
    `nearest`, `nearest_start`, `nearest_end`, `nearest_text`, `words`; see `dateline.schema.alignments`.

    Raises
    ------
    OptionError
        If `duplicates` names an article that is not in `frame`, or if two articles of `frame` share an id.
    MissingColumnError
        If `frame` has no column `text`, or `duplicates` lacks `article_id` or `nearest`.

    Examples
    --------
    >>> import dateline as dl
    >>> wire = "Orvik harbour was closed on Friday after a tanker ran aground near the pier."
    >>> copy = "Breaking news: Orvik harbour was closed on Friday after a tanker ran aground near the pier."
    >>> articles = {"text": [wire, copy], "published": ["2024-05-01", "2024-05-02"]}
    >>> dl.alignments(articles).select("nearest", "text").row(0)
    (0, 'Orvik harbour was closed on Friday after a tanker ran aground near the pier')

    """
    threads = threads_of(threads)
    columns, ids = articles(frame, columns=("text", "outlet", "published"))
    if duplicates is None:
        duplicates = dedup(columns.with_columns(ids.alias("article_id")), threads=threads, progress=progress)
    pairs = _pairs(as_rows(duplicates, "duplicates", ("article_id", "nearest")), ids)
    with shown(progress, columns.height, "alignments") as report:
        rows = _core.alignments(columns, pairs, threads=threads, progress=report)
    return finish("alignments", rows, ids)


def _pairs(duplicates: pl.DataFrame, ids: pl.Series) -> list[tuple[int, int]]:
    """Return the row numbers of each copy and of the article it is compared with."""
    if ids.dtype.is_integer():
        # pandas makes numbers of a column with gaps floats.
        floats = [name for name in ("article_id", "nearest") if duplicates.schema[name].is_float()]
        duplicates = duplicates.cast(dict.fromkeys(floats, pl.Int64))
    rows = {value: row for row, value in enumerate(ids)}
    if len(rows) < ids.len():
        raise _core.OptionError("two articles share an id; alignments needs ids that tell articles apart")
    pairs = []
    for copy, nearest in duplicates.select("article_id", "nearest").drop_nulls("nearest").iter_rows():
        for value in (copy, nearest):
            if value not in rows:
                raise _core.OptionError(f"duplicates names the article {value!r}, which is not in the frame")
        pairs.append((rows[copy], rows[nearest]))
    return pairs


def stories(
    frame: Articles,
    *,
    earlier: Articles | None = None,
    link: float | None = None,
    days: float | None = None,
    threads: int | None = None,
    progress: Progress = None,
) -> pl.DataFrame:
    """Group articles that report one happening, across outlets.

    Rare words, names, numbers and openings that reports share speak for one story; the distance of their dates speaks
    against it.

    Parameters
    ----------
    frame
        Articles as for `sentences`; `title` and `published` help where known. Null and empty texts keep their row and
        make a story of their own.
    earlier
        Articles of earlier days with a column `story`, as an earlier call found it. They keep their stories; each new
        article joins the one it is most like, or opens a new story, numbered behind the highest.
    link
        The least average likeness of the reports of one story: higher gives more and smaller stories. If None, the word
        list `story.toml` decides.
    days
        From so many days between their dates on, two reports are never one story's. If None, as above.
    threads, progress
        As for `sentences`.

    Returns
    -------
    A frame with a row per article, in the order given: `article_id`, `story`, a number; see `dateline.schema.stories`.

    Raises
    ------
    MissingColumnError
        If a frame has no column `text`, or `earlier` none called `story`.
    OptionError
        If an option or a column has a wrong type or value.

    Examples
    --------
    >>> import dateline as dl
    >>> dl.stories(["The port of Orvik was closed.", "A vote was held in Lund."])["story"].to_list()
    [0, 1]
    >>> earlier = {"text": ["The port of Orvik was closed."], "story": [41]}
    >>> dl.stories(["The port of Orvik was closed.", "A vote was held."], earlier=earlier)["story"].to_list()
    [41, 42]

    """
    link = None if link is None else number("link", link, low=0)
    days = None if days is None else number("days", days, low=0)
    threads = threads_of(threads)
    columns, ids = articles(frame, columns=("text", "title", "published"))
    columns = columns.with_columns(_order(ids))
    if earlier is None:
        with shown(progress, columns.height, "stories") as report:
            rows = _core.stories(columns, link=link, days=days, threads=threads, progress=report)
        return finish("stories", rows, ids)
    before = _told_before(earlier)
    both = pl.concat([before, columns], how="diagonal")
    with shown(progress, both.height, "stories") as report:
        rows = _core.stories(both, link=link, days=days, threads=threads, progress=report)
    return pl.DataFrame({"article_id": ids, "story": pl.DataFrame(rows)["story"].slice(before.height)})


def _told_before(earlier: Articles) -> pl.DataFrame:
    """Return the columns of earlier articles, with their stories as text."""
    try:
        given = as_frame(earlier, columns=("text", "title", "published", "story"))
    except _core.DatelineError as error:
        raise type(error)(f"earlier=: {error}") from None
    if "story" not in given.columns:
        raise _core.MissingColumnError(
            f"earlier= has no column `story`; its columns are: {', '.join(given.columns)}. "
            "Join the stories that an earlier call returned"
        )
    columns, ids = articles(given, columns=("text", "title", "published"))
    story = whole_numbers(given["story"])
    if not story.dtype.is_integer():
        raise _core.OptionError(f"column `story` of earlier= is {story.dtype}, expected integers")
    return columns.with_columns(_order(ids), story.cast(pl.String))


def _order(ids: pl.Series) -> pl.Series:
    """Return the ids as text, which break ties; row numbers where they have no text."""
    if ids.dtype.is_nested() or ids.dtype == pl.Object:
        ids = pl.int_range(ids.len(), eager=True)
    return ids.cast(pl.String).alias("article_id")
