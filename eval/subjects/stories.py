"""Stories: which articles report one happening (ECB+, FNC-1)."""

from __future__ import annotations

import dateline as dl
import polars as pl

from eval import gold
from eval.figures import Figure


def score() -> list[Figure]:
    scorer = gold.scorer("dedup/score_clusters.py")
    figures = []
    ecb = pl.read_parquet(gold.path("dedup/data/ecbplus_docs.parquet")).filter(pl.col("split") == "dev")
    fnc = pl.read_parquet(gold.path("dedup/data/fnc1_bodies.parquet")).filter(
        (pl.col("split") == "dev") & pl.col("cluster").is_not_null()
    )
    for name, documents in {"ecbplus": ecb, "fnc1": fnc}.items():
        frame = documents.select(article_id="id", text="text")
        found = dict(dl.stories(frame).select("article_id", "story").iter_rows())
        wanted = dict(documents.select("id", "cluster").iter_rows())
        result = scorer.score(wanted, found)
        figures += [
            Figure("stories", name, "B-cubed F1", result["b3_f1"], result["n"]),
            Figure("stories", name, "ARI", result["ari"], result["n"]),
        ]
    return figures
