"""From the Rust side's frames to the user's: their ids in place of row numbers."""

from __future__ import annotations

import polars as pl

from dateline import schema
from dateline._core import Frame


def finish(name: str, rows: Frame, ids: pl.Series) -> pl.DataFrame:
    """Return the frame called `name`, with the article ids of the input and entity ids that hold across articles."""
    frame = pl.DataFrame(rows)
    kinds = schema._kinds(name)
    changed = []
    for column, kind in kinds.items():
        if kind == "article":
            changed.append(ids.gather(frame[column]).alias(column))
        elif kind == "entity":
            changed.append(_entities(ids, frame["article_id"], frame[column]).alias(column))
        else:
            # Lists of (row, number): the lengths of the lists stay, their items become ids.
            lengths = frame[column].list.len()
            items = frame[column].explode(empty_as_null=False).struct.unnest()
            flat = _entities(ids, items["article"], items["number"])
            owner = pl.arange(0, frame.height, eager=True).repeat_by(lengths).explode(empty_as_null=False)
            lists = pl.DataFrame({"owner": owner, "id": flat}).group_by("owner", maintain_order=True).agg("id")
            changed.append(lists["id"].alias(column))
    return frame.with_columns(changed)


def _entities(ids: pl.Series, articles: pl.Series, numbers: pl.Series) -> pl.Series:
    """Return ids of entities: the article's id, `#`, and the number within the article."""
    return pl.select(pl.concat_str(ids.gather(articles).cast(pl.String), pl.lit("#"), numbers)).to_series()
