"""Time expressions against TIMEX3 gold (TempEval-3 platinum, GUM news and interviews, the seeds)."""

from __future__ import annotations

import dateline as dl
import polars as pl

from eval import gold
from eval.figures import Figure

GOLD = {
    "te3platinum": "time/time_te3platinum_dev.jsonl",
    "gumnews": "time/time_gumnews_dev.jsonl",
    "seeds": "time/time_seeds.jsonl",
}


def predict(documents: list[dict]) -> dict[str, dict]:
    """Our time expressions of each document, in the shape the scorer reads."""
    frame = pl.DataFrame(
        {
            "article_id": [document["id"] for document in documents],
            "text": [document["text"] for document in documents],
            "published": [document["dct"] for document in documents],
        },
        schema_overrides={"published": pl.String},
    )
    found: dict[str, dict] = {document["id"]: {"timexes": []} for document in documents}
    for row in dl.times(frame).iter_rows(named=True):
        found[row["article_id"]]["timexes"].append(row)
    return found


def score() -> list[Figure]:
    scorer = gold.scorer("time/score_time.py")
    figures = []
    for name, file in GOLD.items():
        documents = gold.lines(file)
        by_id = {document["id"]: document for document in documents}
        result, _ = scorer.score(by_id, predict(documents))
        for measure in ("strict", "relaxed", "value"):
            figures.append(Figure("times", name, f"{measure} F1", result[measure]["F1"] / 100, result["gold"]))
        figures.append(Figure("times", name, "relaxed recall", result["relaxed"]["R"] / 100, result["gold"]))
        figures.append(Figure("times", name, "value accuracy", result["value_acc"] / 100, result["gold"]))
    return figures
