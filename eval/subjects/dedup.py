"""Duplicates on a corpus of known lineage, made from the gold folder's news texts (seed 7, 20,000 documents)."""

from __future__ import annotations

import subprocess
import sys
import tempfile
from pathlib import Path

import dateline as dl
import polars as pl

from eval import gold
from eval.figures import Figure

KINDS = ("embed", "truncate", "boilerplate", "ocr", "heavyrewrite")


def corpus(documents: int, seed: int, folder: str) -> pl.DataFrame:
    """The corpus as its generator makes it (needs numpy)."""
    out = Path(folder) / "corpus.parquet"
    command = [sys.executable, str(gold.path("dedup/make_corpus.py")), "--n", str(documents), "--seed", str(seed), "--out", str(out)]
    subprocess.run(command, check=True, capture_output=True)
    return pl.read_parquet(out)


def score(documents: int = 20_000, seed: int = 7) -> list[Figure]:
    scorer = gold.scorer("dedup/score_clusters.py")
    with tempfile.TemporaryDirectory() as folder:
        frame = corpus(documents, seed, folder)
    found = dl.dedup(frame.select(article_id="id", text="text", outlet="source", published="date"))
    clusters = dict(found.select("article_id", "cluster").iter_rows())
    result = scorer.score(dict(frame.select("id", "cluster").iter_rows()), clusters)
    name = f"made {documents}"
    figures = [
        Figure("dedup", name, "pair F1", result["pair_f1"], result["gold_pairs"]),
        Figure("dedup", name, "pair precision", result["pair_p"], result["pred_pairs"]),
    ]
    links = scorer.by_kind(frame, clusters)
    figures += [Figure("dedup", name, f"link recall, {kind}", links[kind], 0) for kind in KINDS]
    parents = dict(found.select("article_id", "duplicate_of").iter_rows())
    children = frame.filter(pl.col("parent") != "")
    exact = sum(parents[child] == parent for child, parent in children.select("id", "parent").iter_rows())
    figures.append(Figure("dedup", name, "exact parent", exact / children.height, children.height))
    wrong = scorer.fp_by_kind(frame, clusters)
    hard = sum(count for pair, count in wrong.items() if "template" in pair or "boiler_neg" in pair)
    figures.append(Figure("dedup", name, "pairs not of hard negatives", 1 - hard / max(result["pred_pairs"], 1), result["pred_pairs"]))
    return figures
