"""Name pairs: the same person, organisation or place, or not."""

from __future__ import annotations

import dateline as dl
import polars as pl

from eval import gold
from eval.figures import Figure

#: From here on two names are taken for one bearer's; `SAME_NAME` of the core.
SAME_NAME = 0.7
GOLD = {
    "armenia": "names/names_armenia_dev.jsonl",
    "nkbench": "names/names_nkbench_dev.jsonl",
    "phoenix": "names/names_phoenix_dev.jsonl",
}


def score() -> list[Figure]:
    figures = []
    for name, file in GOLD.items():
        pairs = gold.lines(file)
        frame = pl.DataFrame({"a": [pair["a"] for pair in pairs], "b": [pair["b"] for pair in pairs]})
        same = frame.select(dl.name_similarity("a", "b") >= SAME_NAME).to_series().to_list()
        true = sum(found and pair["match"] for found, pair in zip(same, pairs, strict=True))
        precision = true / max(sum(same), 1)
        recall = true / max(sum(pair["match"] for pair in pairs), 1)
        total = precision + recall
        figures += [
            Figure("names", name, "F1", 2 * precision * recall / total if total else 0.0, len(pairs)),
            Figure("names", name, "precision", precision, len(pairs)),
        ]
    return figures
