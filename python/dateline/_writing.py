"""Frames to a file or to standard output, piece by piece: what is written may be larger than memory."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any

import polars as pl

from dateline._core import OptionError
from dateline._files import file_aside

#: A row group of a Parquet file is held in memory until it is full.
ROW_GROUP = 20_000
#: Articles hold a text and all that was taken out of it.
ARTICLES_GROUP = 1_000

#: Takes the pieces of a frame, each with the columns of the schema.
Write = Callable[[Iterable[pl.DataFrame], pl.Schema], None]


def writer(out: str) -> Write:
    """Return what writes to `out`, in the format its name tells; a wrong name is told before any work."""
    if out == "-":
        return _to_stdout
    formats: dict[str, Callable[[pl.LazyFrame, Path], object]] = {
        ".parquet": lambda rows, path: rows.sink_parquet(path, row_group_size=_row_group(rows)),
        ".csv": lambda rows, path: rows.sink_csv(path),
        ".jsonl": lambda rows, path: rows.sink_ndjson(path),
        ".ndjson": lambda rows, path: rows.sink_ndjson(path),
    }
    ending = Path(out).suffix.lower()
    sink = formats.get(ending)
    if sink is None:
        raise OptionError(f"--out {out}: the name must end in .parquet, .csv or .jsonl, or be - for standard output")

    def to_file(pieces: Iterable[pl.DataFrame], columns: pl.Schema) -> None:
        if ending == ".csv":
            pieces, columns = map(_flat, pieces), _flat(pl.DataFrame(schema=columns)).schema
        with file_aside(out) as aside:
            _drain(pieces, columns, lambda rows: sink(rows, aside))

    return to_file


def _row_group(rows: pl.LazyFrame) -> int:
    return ARTICLES_GROUP if "boilerplate" in rows.collect_schema() else ROW_GROUP


def _to_stdout(pieces: Iterable[pl.DataFrame], _: pl.Schema) -> None:
    for piece in pieces:
        sys.stdout.buffer.write(piece.write_ndjson().encode("utf-8"))
        sys.stdout.buffer.flush()


def _drain(pieces: Iterable[pl.DataFrame], columns: pl.Schema, sink: Callable[[pl.LazyFrame], object]) -> None:
    """Hand the pieces to a sink of Polars one at a time; what goes wrong while they are made is raised as it is."""
    from polars.io.plugins import register_io_source

    trouble: list[BaseException] = []

    def source(
        with_columns: list[str] | None, predicate: pl.Expr | None, n_rows: int | None, batch_size: int | None
    ) -> Iterator[pl.DataFrame]:
        # The sink asks for everything: nothing is selected, filtered or cut.
        try:
            yield from pieces
        except BaseException as error:
            trouble.append(error)
            raise

    try:
        sink(register_io_source(source, schema=columns))
    except Exception:
        if trouble:
            raise trouble[0] from None
        raise


def _flat(frame: pl.DataFrame) -> pl.DataFrame:
    """CSV has no lists: they are written as JSON."""
    nested = [name for name, dtype in frame.schema.items() if dtype.is_nested()]

    def as_json(values: pl.Series) -> pl.Series:
        texts: list[Any] = [
            None if value is None else json.dumps(value, ensure_ascii=False) for value in values.to_list()
        ]
        return pl.Series(values.name, texts, dtype=pl.String)

    return frame.with_columns(as_json(frame[name]) for name in nested)
