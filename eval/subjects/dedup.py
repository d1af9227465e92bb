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
    command = [
        sys.executable,
        str(gold.path("dedup/make_corpus.py")),
        "--n",
        str(documents),
        "--seed",
        str(seed),
        "--out",
        str(out),
    ]
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
    figures.append(
        Figure(
            "dedup", name, "pairs not of hard negatives", 1 - hard / max(result["pred_pairs"], 1), result["pred_pairs"]
        )
    )
    return figures + graded_reuse() + graded_likeness()


def compared(pairs: list[tuple[str, str]]) -> list[tuple[float, float]]:
    """Similarity and containment of each pair of texts, compared by itself; 0 where they are no copies."""
    found = []
    for texts in pairs:
        row = (
            dl.dedup(list(texts), drop_furniture=False, progress=False)
            .sort("similarity", nulls_last=True)
            .row(0, named=True)
        )
        found.append((row["similarity"] or 0.0, row["containment"] or 0.0))
    return found


#: How much of the source the writers of Clough and Stevenson's corpus were asked to reuse.
LEVELS = {"non": 0, "heavy": 1, "light": 2, "cut": 3}


def graded_reuse() -> list[Figure]:
    """Rank correlation of the figures with four levels of reuse (Clough and Stevenson 2009)."""
    texts = pl.read_parquet(gold.path("dedup/data/clough2009.parquet"))
    sources = dict(texts.filter(pl.col("category").str.contains("orig")).select("task", "text").iter_rows())
    written = texts.filter(pl.col("category").is_in(list(LEVELS)))
    found = compared([(sources[task], text) for task, text in written.select("task", "text").iter_rows()])
    table = pl.DataFrame(found, schema=["similarity", "containment"], orient="row").with_columns(
        level=written["category"].replace_strict(LEVELS)
    )
    return [
        Figure(
            "dedup",
            "clough",
            f"rank correlation, {name}",
            table.select(pl.corr("level", name, method="spearman")).item(),
            table.height,
        )
        for name in ("similarity", "containment")
    ]


def graded_likeness() -> list[Figure]:
    """How often a pair of reports of one story shares more text than a pair of others (SemEval 2022 task 8): AUC."""
    pairs = pl.read_parquet(gold.path("dedup/data/semeval2022t8_pairs.parquet")).with_columns(
        pl.col("text_1", "text_2").fill_null("")
    )
    found = compared(list(pairs.select("text_1", "text_2").iter_rows()))
    pairs = pairs.with_columns(shared=pl.Series([containment for _, containment in found]))
    figures = []
    for language in ["all", *sorted(pairs["lang"].unique())]:
        there = pairs if language == "all" else pairs.filter(lang=language)
        like, unlike = there.filter(pl.col("overall") <= 2)["shared"], there.filter(pl.col("overall") > 3)["shared"]
        if like.len() and unlike.len():
            wins = sum((value > unlike).sum() + 0.5 * (value == unlike).sum() for value in like)
            figures.append(
                Figure(
                    "dedup",
                    "semeval",
                    f"AUC, {language}",
                    wins / (like.len() * unlike.len()),
                    like.len() + unlike.len(),
                )
            )
    return figures
