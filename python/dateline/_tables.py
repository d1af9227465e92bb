"""Parquet files among the inputs: read by Polars, which knows the format best."""

from __future__ import annotations

import glob
import os
from collections.abc import Iterator, Sequence
from itertools import groupby
from pathlib import Path

import polars as pl

from dateline import _core
from dateline._core import MissingColumnError


def by_kind(names: list[str]) -> Iterator[tuple[str, list[str]]]:
    """Yield runs of inputs: ("parquet", files), which Polars reads, and ("other", inputs), which Rust reads.

    A folder or pattern may hold both; its Parquet files come after its other files.
    """
    pieces: list[tuple[str, str]] = []
    for name in names:
        files = _parquet_files(name)
        if not files or _has_others(name, files):
            pieces.append(("other", name))
        pieces.extend(("parquet", file) for file in files)
    for kind, run in groupby(pieces, key=lambda piece: piece[0]):
        yield kind, [name for _, name in run]


def _parquet_files(name: str) -> list[str]:
    if os.path.isdir(name):
        found = (path for path in Path(name).rglob("*.parquet") if not _hidden(path.relative_to(name)))
        return sorted(str(path) for path in found)
    if os.path.isfile(name):
        return [name] if name.lower().endswith(".parquet") else []
    return sorted(path for path in glob.glob(name, recursive=True) if path.lower().endswith(".parquet"))


def _has_others(name: str, parquet: list[str]) -> bool:
    """Tell whether an input that holds Parquet files holds others too."""
    if os.path.isdir(name):
        return any(path.is_file() and path.suffix.lower() != ".parquet" for path in Path(name).rglob("*"))
    return name not in parquet and len(glob.glob(name, recursive=True)) > len(parquet)


def _hidden(path: Path) -> bool:
    return any(part.startswith(".") for part in path.parts)


def parquet(
    files: list[str], columns: Sequence[tuple[str, str]], *, several: bool, most: int
) -> Iterator[pl.DataFrame]:
    """Yield the rows of Parquet files, some at a time, with the column names that `parse` knows."""
    for file in files:
        there = pl.read_parquet_schema(file)
        fields = dict(_core.guess_columns(list(there), columns=columns))
        for field, name in columns:
            if name not in there:
                raise MissingColumnError(
                    f'{file}: no column "{name}", which was named for {field}; its columns are: '
                    f"{', '.join(there) or 'none'}"
                )
        if not {"raw", "html", "text"} & set(fields):
            names = ", ".join(there) or "none"
            raise MissingColumnError(
                f"{file}: no column holds the text; its columns are: {names}. Say which: columns={{'text': ...}}"
            )
        label = file if several else Path(file).name
        rows = pl.scan_parquet(file).select(pl.col(name).alias(field) for field, name in fields.items())
        for first, batch in _slices(rows, most):
            number = pl.int_range(first + 1, first + batch.height + 1, eager=True).cast(pl.String)
            made = pl.Series([f"{label}#"]) + number
            if "article_id" in batch.columns:
                given = batch["article_id"].cast(pl.String)
                made = given.zip_with(given.is_not_null(), made)
            yield batch.with_columns(made.alias("article_id"))


def _slices(rows: pl.LazyFrame, most: int) -> Iterator[tuple[int, pl.DataFrame]]:
    first = 0
    for batch in rows.collect_batches(chunk_size=most, maintain_order=True):
        yield first, batch
        first += batch.height
