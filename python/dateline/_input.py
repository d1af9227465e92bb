"""What users bring, as the one frame of String columns that the Rust side takes."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

import polars as pl

from dateline._core import MissingColumnError, OptionError

if TYPE_CHECKING:
    from dateline._types import Articles, Documents

#: The columns the extraction calls read, besides `article_id`.
COLUMNS = (
    "text",
    "title",
    "published",
    "outlet",
    "language",
    "url",
    "dateline_place",
    "dateline_country",
    "dateline_date",
)

#: Halves of a character that Python strings may hold and UTF-8 may not.
_SURROGATES = re.compile("[\ud800-\udfff]")


def articles(items: Articles, *, columns: Sequence[str] = COLUMNS) -> tuple[pl.DataFrame, pl.Series]:
    """Return the columns that are read, each as String, and the ids of the rows."""
    frame = as_frame(items, columns=columns)
    ids = frame["article_id"] if "article_id" in frame.columns else row_numbers(frame.height)
    read = [as_text(frame[name], name) for name in columns if name in frame.columns]
    return pl.DataFrame(read), ids


def row_numbers(height: int) -> pl.Series:
    """Return the ids of articles that came without: their row numbers."""
    return pl.int_range(height, dtype=pl.UInt32, eager=True).alias("article_id")


def as_frame(
    items: Articles | Documents, *, needed: Sequence[str] = ("text",), columns: Sequence[str] = COLUMNS
) -> pl.DataFrame:
    """Return whatever was given as a Polars frame with at least one of the columns `needed`.

    What comes without column names takes the first of these.
    """
    wanted = tuple(dict.fromkeys(("article_id", *columns)))
    if isinstance(items, str | bytes):
        raise OptionError(
            f"expected a frame or a list of texts, not a single {type(items).__name__}; put it in a list: [text]"
        )
    if isinstance(items, pl.LazyFrame):
        there = items.collect_schema().names()
        _check_needed(there, needed)
        return items.select(name for name in wanted if name in there).collect()
    if isinstance(items, pl.Series):
        return pl.DataFrame({needed[0]: items})
    if isinstance(items, pl.DataFrame):
        frame = items
    elif isinstance(items, Mapping):
        frame = pl.DataFrame({str(name): values for name, values in items.items()})
    elif _is_pandas(items):
        return _from_pandas(items, needed, wanted)
    elif hasattr(items, "__arrow_c_stream__") or hasattr(items, "__arrow_c_array__"):
        arrow = pl.from_arrow(items)
        if isinstance(arrow, pl.Series):
            # A stream of rows comes as a column of structs, one of texts as a column of texts.
            arrow = arrow.struct.unnest() if arrow.dtype == pl.Struct else pl.DataFrame({needed[0]: arrow})
        frame = arrow
    elif isinstance(items, Iterable):
        frame = pl.DataFrame({needed[0]: _texts(list(items), needed[0])})
    else:
        raise OptionError(
            f"expected a frame (Polars, pandas, pyarrow, or any with the Arrow stream interface) or a list of texts, "
            f"not {type(items).__name__}"
        )
    _check_needed(frame.columns, needed)
    return frame


def as_rows(items: Any, name: str, needed: Sequence[str]) -> pl.DataFrame:
    """Return rows that dateline made, with all their columns, from Polars, pandas or pyarrow.

    `name` is the frame they should be of, for the message where a column is missing.
    """
    if isinstance(items, pl.LazyFrame):
        rows = items.collect()
    elif isinstance(items, pl.DataFrame):
        rows = items
    elif isinstance(items, Mapping):
        rows = pl.DataFrame(dict(items))
    elif _is_pandas(items):
        rows = pl.from_pandas(items)
    elif hasattr(items, "__arrow_c_stream__"):
        rows = pl.DataFrame(items)
    else:
        raise OptionError(f"expected the {name} as a frame (Polars, pandas or pyarrow), not {type(items).__name__}")
    missing = [column for column in needed if column not in rows.columns]
    if missing:
        names = ", ".join(rows.columns) or "none"
        raise MissingColumnError(
            f"the {name} have no column {' and no column '.join(f'`{column}`' for column in missing)}; "
            f"their columns are: {names}"
        )
    return rows


def _check_needed(there: Sequence[str], needed: Sequence[str]) -> None:
    if any(name in there for name in needed):
        return
    names = ", ".join(there) or "none"
    wanted = " or ".join(f"`{name}`" for name in dict.fromkeys(needed))
    raise MissingColumnError(
        f"the frame has no column {wanted}; its columns are: {names}. "
        f"Rename the one that holds the {'raw documents' if 'raw' in needed else 'text'} to {needed[0]!r}"
    )


def _is_pandas(items: Any) -> bool:
    return type(items).__module__.split(".")[0] == "pandas"


def _from_pandas(items: Any, needed: Sequence[str], wanted: Sequence[str]) -> pl.DataFrame:
    """Only the columns that are read; an index, or an odd column elsewhere, does not matter."""
    if items.ndim == 1:
        return pl.DataFrame({needed[0]: _pandas_column(items, needed[0])})
    there = [str(name) for name in items.columns]
    _check_needed(there, needed)
    return pl.DataFrame([_pandas_column(items[name], name) for name in wanted if name in there])


def _pandas_column(column: Any, name: str) -> pl.Series:
    """Values as a list: works without pyarrow, and for columns of Python objects."""
    missing = column.isna().to_numpy()
    values = [None if absent else value for value, absent in zip(column.tolist(), missing, strict=True)]
    present = next((value for value in values if value is not None), None)
    if isinstance(present, str):
        return _texts(values, name)
    if isinstance(present, dt.datetime):
        # A pandas Timestamp may carry nanoseconds; the day and the minute are what is read.
        return pl.Series(name, [value and value.replace(tzinfo=None).isoformat() for value in values], dtype=pl.String)
    return pl.Series(name, values, strict=False)


def _texts(values: list[Any], name: str) -> pl.Series:
    """Return a column of texts; anything else in the list is named."""
    for row, value in enumerate(values):
        if value is not None and not isinstance(value, str):
            raise OptionError(f"item {row} of the list is {type(value).__name__}, not str")
    try:
        return pl.Series(name, values, dtype=pl.String)
    except UnicodeEncodeError:
        return pl.Series(name, [value and _SURROGATES.sub("\ufffd", value) for value in values], dtype=pl.String)


def as_text(column: pl.Series, name: str) -> pl.Series:
    """Return the column as String; dates in ISO 8601, local time."""
    dtype = column.dtype
    if dtype == pl.String:
        return column
    if isinstance(dtype, pl.Datetime):
        return column.dt.replace_time_zone(None).dt.strftime("%Y-%m-%dT%H:%M:%S%.6f").alias(name)
    if dtype in (pl.Null, pl.Date) or isinstance(dtype, pl.Categorical | pl.Enum):
        return column.cast(pl.String)
    wanted = "Date, Datetime or String" if name in ("published", "dateline_date") else "String"
    raise OptionError(f"column `{name}` is {dtype}, expected {wanted}")
