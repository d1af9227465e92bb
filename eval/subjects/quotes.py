"""Quotes against PolNeAR and the seeds."""

from __future__ import annotations

import dateline as dl
import polars as pl

from eval import gold
from eval.figures import Figure

GOLD = {"polnear": "quotes/quotes_polnear_dev.jsonl", "seeds": "quotes/quotes_seeds.jsonl"}
SPOKEN = {"direct", "mixed"}


def predict(documents: list[dict]) -> dict[str, dict]:
    """Our quotes of each document, in the shape the scorer reads."""
    frame = pl.DataFrame(
        {
            "article_id": [document["id"] for document in documents],
            "text": [document["text"] for document in documents],
        }
    )
    found: dict[str, dict] = {document["id"]: {"quotes": []} for document in documents}
    for row in dl.quotes(frame).iter_rows(named=True):
        found[row["article_id"]]["quotes"].append(
            {
                "type": row["kind"],
                "content": row["text"],
                "offsets": [(span["start"], span["end"]) for span in row["spans"]],
                "speaker": row["speaker"],
                "speaker_offsets": offsets(row, "speaker"),
                "cue": row["cue"],
                "cue_offsets": offsets(row, "cue"),
            }
        )
    return found


def offsets(row: dict, name: str) -> list[tuple[int, int]]:
    start, end = row[f"{name}_start"], row[f"{name}_end"]
    return [(start, end)] if start is not None else []


def score() -> list[Figure]:
    scorer = gold.scorer("quotes/score_quotes.py")
    figures = []
    for name, file in GOLD.items():
        documents = gold.lines(file)
        by_id = {document["id"]: document for document in documents}
        found = predict(documents)
        spoken = scorer.score(by_id, found, SPOKEN)
        n = spoken["p50"]["gold"]
        figures += [
            Figure("quotes", name, "direct+mixed F1 at .5", spoken["p50"]["F1"] / 100, n),
            Figure("quotes", name, "direct+mixed recall at .5", spoken["p50"]["R"] / 100, n),
            Figure("quotes", name, "direct+mixed characters F1", spoken["char"]["F1"] / 100, n),
            Figure("quotes", name, "direct+mixed speaker", spoken["speaker_acc"] / 100, spoken["speaker_n"]),
        ]
        every = scorer.score(by_id, found)
        n = every["p50"]["gold"]
        figures += [
            Figure("quotes", name, "all F1 at .5", every["p50"]["F1"] / 100, n),
            Figure("quotes", name, "all F1 exact", every["exact"]["F1"] / 100, n),
            Figure("quotes", name, "indirect recall at .5", every["recall_by_type_p50"]["indirect"] / 100, n),
            Figure("quotes", name, "cue", every["cue_acc"] / 100, n),
        ]
        spoken_in = [document for document in documents if any(quote["type"] in SPOKEN for quote in document["quotes"])]
        heard = sum(bool(found[document["id"]]["quotes"]) for document in spoken_in)
        figures.append(Figure("quotes", name, "documents not silenced", heard / len(spoken_in), len(spoken_in)))
    return figures
