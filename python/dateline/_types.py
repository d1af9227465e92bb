"""Types of what users may bring."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any, Protocol, TypeAlias, runtime_checkable

import polars as pl


@runtime_checkable
class ArrowStream(Protocol):
    """A frame with the Arrow stream interface: pandas, pyarrow, DuckDB, and others."""

    def __arrow_c_stream__(self, requested_schema: object | None = None) -> object:
        """Return the frame as a capsule."""
        ...


#: A frame with a column `text`, or texts.
Articles: TypeAlias = pl.DataFrame | pl.LazyFrame | pl.Series | ArrowStream | Mapping[str, Any] | Iterable[str | None]

#: A frame with a column `raw`, or raw documents.
Documents: TypeAlias = (
    pl.DataFrame | pl.LazyFrame | pl.Series | ArrowStream | Mapping[str, Any] | Iterable[str | bytes | None]
)

#: Rows that dateline made, in whatever frame they are kept now.
Rows: TypeAlias = pl.DataFrame | pl.LazyFrame | ArrowStream | Mapping[str, Any]

#: A file, a folder, a pattern such as `"news/*.html"`, or several of them.
Paths: TypeAlias = str | Path | Sequence[str | Path]

#: Show a progress bar (True), none (False), one where somebody is watching (None), or call a function with the
#: number done.
Progress: TypeAlias = bool | Callable[[int], object] | None
