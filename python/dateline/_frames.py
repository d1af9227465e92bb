"""From the Rust side's frames to the user's: their ids in place of row numbers."""

from __future__ import annotations

import polars as pl

from dateline import schema
from dateline._core import Frame


def finish(name: str, rows: Frame, ids: pl.Series) -> pl.DataFrame:
    """Return the frame called `name`, with the article ids of the input and entity ids that hold across articles."""
    frame = pl.DataFrame(rows)
    articles = ids.gather(frame["article_id"])
    changed = []
    for column, kind in schema._kinds(name).items():
        if kind == "article":
            changed.append(ids.gather(frame[column]).alias(column))
        else:
            joined = pl.concat_str(articles.cast(pl.String), pl.lit("#"), frame[column])
            changed.append(pl.select(joined.alias(column)).to_series())
    return frame.with_columns(changed)
