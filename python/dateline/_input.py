"""What users bring, as the one frame of String columns that the Rust side takes."""

from __future__ import annotations

import datetime as dt
import os
import re
import sys
import warnings
from collections.abc import Iterable, Mapping, Sequence, Set
from email.utils import parsedate_to_datetime
from typing import TYPE_CHECKING, Any

import polars as pl

from dateline import _core
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

#: Those of them that hold dates.
DATES = ("published", "dateline_date")

#: A text that is no longer than this may be the path of a file.
LONGEST_PATH = 1024

#: Halves of a character that Python strings may hold and UTF-8 may not.
_SURROGATES = re.compile("[\ud800-\udfff]")


def articles(items: Articles, *, columns: Sequence[str] = COLUMNS) -> tuple[pl.DataFrame, pl.Series]:
    """Return the columns that are read, each as String, and the ids of the rows."""
    frame = as_frame(items, columns=columns)
    read = [as_text(frame[name], name) for name in columns if name in frame.columns]
    read = [_dates(column) if column.name in DATES else column for column in read]
    return pl.DataFrame(read), ids_of(frame)


def ids_of(frame: pl.DataFrame) -> pl.Series:
    """Return the ids of the rows; their numbers where there is no column `article_id`."""
    if "article_id" not in frame.columns:
        return row_numbers(frame.height)
    ids = frame["article_id"]
    if ids.dtype == pl.Object:
        raise OptionError("column `article_id` holds Python objects; give texts, numbers or dates")
    return ids


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
            f"expected a frame or a list of texts, not a single {type(items).__name__}; put it in a list: [text]. "
            "Files go to dateline.read"
        )
    if isinstance(items, Set):
        raise OptionError("expected a frame or a list of texts; a set has no order that its rows could keep")
    if isinstance(items, pl.LazyFrame):
        there = items.collect_schema().names()
        _check_needed(there, needed)
        return items.select(name for name in wanted if name in there).collect()
    if isinstance(items, pl.Series):
        return pl.DataFrame({needed[0]: items})
    if isinstance(items, pl.DataFrame):
        frame = items
    elif isinstance(items, Mapping):
        frame = _mapping(items)
    elif _is_pandas(items):
        return _from_pandas(items, needed, wanted)
    elif not isinstance(items, type) and (hasattr(items, "__arrow_c_stream__") or hasattr(items, "__arrow_c_array__")):
        arrow = pl.from_arrow(items)
        if isinstance(arrow, pl.Series):
            # A stream of rows comes as a column of structs, one of texts as a column of texts.
            arrow = arrow.struct.unnest() if arrow.dtype == pl.Struct else pl.DataFrame({needed[0]: arrow})
        frame = arrow
    elif isinstance(items, Iterable) and not isinstance(items, type):
        frame = pl.DataFrame({needed[0]: _texts(list(items), needed[0])})
    else:
        raise OptionError(
            f"expected a frame (Polars, pandas, pyarrow, or any with the Arrow stream interface) or a list of texts, "
            f"not {_called(items)}{_hint(items, 'articles')}"
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
        rows = _mapping(items)
    elif _is_pandas(items) and getattr(items, "ndim", 0) == 2:
        try:
            rows = pl.from_pandas(items)
        except (TypeError, ValueError, pl.exceptions.PolarsError) as error:
            raise OptionError(f"the {name} cannot be read from pandas: {error}") from error
    elif hasattr(items, "__arrow_c_stream__") and not isinstance(items, type) and not _is_pandas(items):
        rows = pl.DataFrame(items)
    else:
        raise OptionError(
            f"expected the {name} as a frame (Polars, pandas or pyarrow), not {_called(items)}{_hint(items, name)}"
        )
    missing = [column for column in needed if column not in rows.columns]
    if missing:
        names = ", ".join(rows.columns) or "none"
        raise MissingColumnError(
            f"the {name} have no column {' and no column '.join(f'`{column}`' for column in missing)}; "
            f"their columns are: {names}"
        )
    return _typed(rows, name, needed)


def _called(items: object) -> str:
    """Return what something is, for a message."""
    return f"the class {items.__name__}" if isinstance(items, type) else type(items).__name__


def _hint(items: object, name: str) -> str:
    """Return where to take what is wanted from, where that can be told."""
    if isinstance(items, os.PathLike):
        return "; files go to dateline.read"
    there = getattr(items, "frames", None)
    if callable(there) and not isinstance(items, type):
        return f"; give its .{name}"
    return ""


def _mapping(items: Mapping[str, Any]) -> pl.DataFrame:
    try:
        return pl.DataFrame({str(name): values for name, values in items.items()})
    except (TypeError, ValueError, pl.exceptions.PolarsError) as error:
        raise OptionError(f"the mapping makes no frame; give a list of values for each column: {error}") from error


def _typed(rows: pl.DataFrame, name: str, needed: Sequence[str]) -> pl.DataFrame:
    """Return rows whose columns have the types of the schema.

    What was through a CSV file comes back as text, what was through pandas with times of day and floats.
    """
    from dateline import schema

    known = getattr(schema, name) if name in schema.FRAMES else {}
    kinds = schema._kinds(name) if name in schema.FRAMES else {}
    columns = [column for column in rows.columns if column in known and column not in kinds]
    return rows.with_columns(
        _as(rows[column], known[column], name) if column in needed else _like(rows[column], known[column])
        for column in columns
    )


def _like(column: pl.Series, wanted: pl.DataType) -> pl.Series:
    """Return a column that nobody needs as the type wanted, if that is easily done."""
    there = column.dtype
    if (there.is_temporal() and wanted.is_temporal()) or (there.is_float() and wanted.is_integer()):
        return column.cast(wanted, strict=False)
    return column


def _as(column: pl.Series, wanted: pl.DataType, name: str) -> pl.Series:
    """Return a column as the type wanted, where it is that type in other clothes."""
    there = column.dtype
    if there == wanted or (there.is_numeric() and wanted.is_numeric()):
        return column
    clothes = (
        there == pl.Null
        or (there == pl.String and (wanted.is_numeric() or wanted in (pl.Date, pl.Datetime("us"))))
        or (there.is_temporal() and wanted.is_temporal())
        or (wanted == pl.String and isinstance(there, pl.Categorical | pl.Enum))
    )
    try:
        if clothes and there == pl.String and wanted == pl.Date:
            return column.str.head(10).str.to_date("%Y-%m-%d")
        if clothes:
            return column.cast(wanted)
        if there == pl.String and wanted == pl.List(pl.String):
            return column.str.json_decode(wanted)
    except pl.exceptions.PolarsError:
        pass
    raise OptionError(
        f"column `{column.name}` of the {name} is {there}, expected {wanted}. A CSV file keeps no types: read it with "
        f"schema_overrides={{{column.name!r}: pl.{wanted}}}, or keep the rows in Parquet"
    )


def whole_numbers(column: pl.Series) -> pl.Series:
    """Return a column of numbers as whole ones, if they are: pandas makes floats of those of a column with gaps."""
    if column.dtype.is_float() and (column.fill_nan(None).drop_nulls() % 1 == 0).all():
        return column.fill_nan(None).cast(pl.Int64)
    return column


def same_ids(groups: pl.DataFrame, mine: pl.DataType, rows: str, others: str) -> pl.DataFrame:
    """Return rows whose `article_id` has the type `mine`, so that they can be joined."""
    theirs = groups.schema["article_id"]
    if mine == theirs:
        return groups
    if groups.is_empty() or (mine.is_integer() and theirs.is_integer()):
        return groups.cast({"article_id": mine})
    raise OptionError(
        f"`article_id` is {mine} in the {rows} and {theirs} in the {others}; "
        "cast one, or make both from the same articles"
    )


def _check_needed(there: Sequence[str], needed: Sequence[str]) -> None:
    if any(name in there for name in needed):
        return
    names = ", ".join(there) or "none"
    wanted = " or ".join(f"`{name}`" for name in dict.fromkeys(needed))
    raise MissingColumnError(
        f"the frame has no column {wanted}; its columns are: {names}. "
        f"Rename the one that holds the {'raw documents' if needed[0] == 'raw' else 'text'} to {needed[0]!r}"
    )


def _is_pandas(items: Any) -> bool:
    return type(items).__module__.split(".")[0] == "pandas"


def _from_pandas(items: Any, needed: Sequence[str], wanted: Sequence[str]) -> pl.DataFrame:
    """Only the columns that are read; an index, or an odd column elsewhere, does not matter."""
    if items.ndim == 1:
        return pl.DataFrame({needed[0]: _pandas_column(items, needed[0])})
    there = [str(name) for name in items.columns]
    _check_needed(there, needed)
    twice = [name for name in wanted if there.count(name) > 1]
    if twice:
        raise OptionError(f"two columns of the frame are called `{twice[0]}`; rename one")
    return pl.DataFrame([_pandas_column(items[name], name) for name in wanted if name in there])


def _pandas_column(column: Any, name: str) -> pl.Series:
    """Values as a list: works without pyarrow, and for columns of Python objects."""
    missing = column.isna().to_numpy()
    values = [None if absent else value for value, absent in zip(column.tolist(), missing, strict=True)]
    present = next((value for value in values if value is not None), None)
    if isinstance(present, str):
        return _texts(values, name)
    if isinstance(present, dt.date):
        # A pandas Timestamp may carry nanoseconds; the day and the minute are what is read.
        return pl.Series(name, [_iso(value, name) for value in values], dtype=pl.String)
    try:
        return pl.Series(name, values, strict=False)
    except (TypeError, ValueError, pl.exceptions.PolarsError) as error:
        raise OptionError(f"column `{name}` holds values of several kinds: {error}") from error


def _iso(value: Any, name: str) -> str | None:
    """Return a date in ISO 8601, local time."""
    if isinstance(value, dt.datetime):
        return value.replace(tzinfo=None).isoformat()
    if isinstance(value, dt.date):
        return value.isoformat()
    if value is None:
        return None
    raise OptionError(f"column `{name}` holds {value!r} among dates; give dates alone")


def _texts(values: list[Any], name: str) -> pl.Series:
    """Return a column of texts; anything else in the list is named."""
    for row, value in enumerate(values):
        if value is not None and not isinstance(value, str):
            raise OptionError(f"item {row} of the list is {type(value).__name__}, not str{_hint(value, name)}")
    if values and values[0] and len(values[0]) <= LONGEST_PATH and os.path.isfile(values[0]):
        raise OptionError(f"item 0 of the list is the path of a file, {values[0]!r}; files go to dateline.read")
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


def _dates(column: pl.Series) -> pl.Series:
    """Return a column of dates as text, null where a value is no date.

    One date that nobody can read must not cost the other articles theirs; where none can be read, the column is not
    what it should be.
    """
    there = column.drop_nulls().unique(maintain_order=True)
    if there.is_empty():
        return column
    wrong = _core.unread_dates(there.to_list())
    if not wrong:
        return column
    # As mails and feeds write dates: "Fri, 04 Apr 2031 10:00:00 GMT".
    mail = {value: day for value in wrong if (day := _mail_date(value)) is not None}
    if mail:
        column = column.replace(mail)
        wrong = [value for value in wrong if value not in mail]
        if not wrong:
            return column
    unread = column.is_in(wrong)
    at = unread.arg_max() or 0
    told = f'"{wrong[0]}" in row {at} is no such date'
    advice = "give a Date or Datetime column, or ISO 8601 text such as 2023-04-10 or 2023-04-10T09:30:00"
    if len(wrong) == there.len() > 1:
        raise OptionError(
            f"no value of `{column.name}` can be read: {told}; {advice}; for other ways of writing: "
            f"frame.with_columns(pl.col({column.name!r}).str.to_date('%d.%m.%Y'))"
        )
    count = f"{unread.sum():,} of {column.len():,} values of `{column.name}`"
    warn(f"{count} cannot be read and count as unknown: {told}; {advice}")
    return pl.select(pl.when(~unread).then(column).alias(column.name)).to_series()


def _mail_date(value: str) -> str | None:
    if len(value) > 100:
        return None
    try:
        return parsedate_to_datetime(value).replace(tzinfo=None).isoformat()
    except (TypeError, ValueError, IndexError, OverflowError):
        return None


def warn(message: str) -> None:
    """Warn whoever called us, at their line."""
    level = 1
    frame = sys._getframe()
    while frame.f_back is not None and frame.f_globals.get("__name__", "").split(".")[0] == "dateline":
        frame = frame.f_back
        level += 1
    warnings.warn(message, UserWarning, stacklevel=level)
