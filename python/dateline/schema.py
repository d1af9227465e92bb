"""The columns of every frame: their names and Polars types.

>>> import dateline as dl
>>> dl.schema.stories["story"]
UInt32

`article_id` stands here with the type it has when dateline counts the rows; with ids of your own it has their type,
and where dateline reads files it is String. `about` tells what a column holds:

>>> dl.schema.about("times").row(5)
('type', 'String', 'TIMEX3 type: DATE, TIME, DURATION, SET.')
"""

from __future__ import annotations

from functools import cache
from typing import Any

import polars as pl

from dateline import _core

__all__ = ["FRAMES", "about", "empty", "issues"]

_FRAMES = {frame.name: frame for frame in _core.frame_schemas()}

#: The names of all frames.
FRAMES: tuple[str, ...] = tuple(_FRAMES)

articles: pl.Schema
sentences: pl.Schema
tokens: pl.Schema
mentions: pl.Schema
times: pl.Schema
quotes: pl.Schema
events: pl.Schema
entities: pl.Schema
duplicates: pl.Schema
alignments: pl.Schema
stories: pl.Schema
provenance: pl.Schema
claims: pl.Schema
disagreements: pl.Schema

_SIMPLE: dict[str, pl.DataType] = {
    "UInt32": pl.UInt32(),
    "Float64": pl.Float64(),
    "Boolean": pl.Boolean(),
    "String": pl.String(),
    "List(String)": pl.List(pl.String),
    "Date": pl.Date(),
    "Datetime": pl.Datetime("us"),
}


def _dtype(column: _core.Column) -> pl.DataType:
    """Return the Polars type of a column as the Rust side describes it."""
    if column.fields:
        fields = pl.Struct({field.name: _dtype(field) for field in column.fields})
        return pl.List(fields) if column.dtype.startswith("List") else fields
    return _SIMPLE[column.dtype]


@cache
def _schema(name: str) -> pl.Schema:
    return pl.Schema({column.name: _dtype(column) for column in _FRAMES[name].columns})


def __getattr__(name: str) -> Any:
    if name in _FRAMES:
        return _schema(name)
    raise AttributeError(f"dateline.schema has no frame {name!r}; there are {', '.join(FRAMES)}")


def __dir__() -> list[str]:
    return sorted([*__all__, *FRAMES])


def empty(name: str) -> pl.DataFrame:
    """Return the frame called `name` without rows. Raises `OptionError` where no frame is called so.

    >>> import dateline as dl
    >>> dl.schema.empty("stories").shape
    (0, 2)
    """
    _check(name)
    return pl.DataFrame(schema=_schema(name))


def about(name: str | None = None) -> pl.DataFrame:
    """Return what every column holds: of one frame, or of all.

    Columns: `column`, `type`, `about`; for all frames also `frame` in front. All String. Raises `OptionError` where no
    frame is called so.

    >>> import dateline as dl
    >>> dl.schema.about("stories")["column"].to_list()
    ['article_id', 'story']
    """
    if name is not None:
        _check(name)
    rows = [
        (frame.name, column.name, str(_dtype(column)), column.about)
        for frame in _FRAMES.values()
        if name in (None, frame.name)
        for column in frame.columns
    ]
    table = pl.DataFrame(rows, schema=["frame", "column", "type", "about"], orient="row")
    return table if name is None else table.drop("frame")


def issues() -> pl.DataFrame:
    """Return every word that can stand in `issues` of an article, and what it means.

    Columns: `issue`, `about`; both String. Some words come with a number or an id behind them: `broken_line 17`. Raises
    nothing.

    >>> import dateline as dl
    >>> dl.schema.issues().row(0)
    ('binary', 'The file is no text (a picture, a program); nothing was read from it.')
    """
    return pl.DataFrame(_core.issue_words(), schema={"issue": pl.String, "about": pl.String}, orient="row")


def _check(name: str) -> None:
    if not isinstance(name, str) or name not in _FRAMES:
        raise _core.OptionError(f"no frame is called {name!r}; there are {', '.join(FRAMES)}")


@cache
def _kinds(name: str) -> dict[str, str]:
    """Return which columns hold ids: the column's name and `article`, `entity` or `entities`."""
    return {column.name: column.kind for column in _FRAMES[name].columns if column.kind != "plain"}
