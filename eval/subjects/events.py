"""Events against PLOVER and CAMEO gold, from raw sentences."""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
from pathlib import Path

import dateline as dl
import polars as pl

from eval import gold
from eval.figures import Figure


def predict(records: list[dict], code: str = "event") -> list[dict]:
    """Our events of each record, in the shape the scorer reads; `code` is the column that carries the type."""
    frame = pl.DataFrame(
        {"article_id": [record["id"] for record in records], "text": [record["text"] for record in records]}
    )
    found: dict[str, list[dict]] = {record["id"]: [] for record in records}
    for row in dl.events(frame).iter_rows(named=True):
        found[row["article_id"]].append(
            {"event": row[code], "source": actor(row, "source"), "target": actor(row, "target")}
        )
    return [{"id": name, "events": events} for name, events in found.items()]


def actor(row: dict, side: str) -> dict | None:
    if row[side] is None:
        return None
    return {"text": row[side], "code": row[f"{side}_country"], "sector": row[f"{side}_role"]}


def run(file: str, records: list[dict], predicted: list[dict]) -> dict:
    """The scorer's answer; `records` is written out because it may be a changed copy of the gold file."""
    with tempfile.TemporaryDirectory() as folder:
        gold_file, predicted_file = Path(folder) / "gold.jsonl", Path(folder) / "predicted.jsonl"
        for path, rows in ((gold_file, records), (predicted_file, predicted)):
            path.write_text("\n".join(json.dumps(row) for row in rows), encoding="utf-8")
        command = [sys.executable, str(gold.path("events/score_events.py")), str(gold_file), str(predicted_file), "--json"]
        return json.loads(subprocess.run(command, check=True, capture_output=True, text=True).stdout)


def score() -> list[Figure]:
    figures = []
    plv = gold.lines("events/plv_dev.jsonl")
    result = run("plv", plv, predict(plv))
    n = result["records"]
    for measure, key in {
        "type of first event": "root_first",
        "type, macro F1": "root_macroF1_first",
        "source text": "source_text",
        "target text": "target_text",
        "dyad": "dyad_text",
    }.items():
        figures.append(Figure("events", "plv", measure, result[key], n))

    gsr = gold.lines("events/gsr_dev.jsonl")
    result = run("gsr", gsr, predict(gsr))
    n = result["records"]
    for measure, key in {"type of first event": "root_first", "type of any event": "root_any", "dyad": "dyad_either"}.items():
        figures.append(Figure("events", "gsr", measure, result[key], n))
    # Fewer is better: stored negated, so that its floor works like the others.
    figures.append(Figure("events", "gsr", "events a sentence (negated)", -result["events_per_record"], n))

    manual = gold.lines("events/cameo_manual_examples_dev.jsonl")
    figures += manual_examples(manual, predict(manual), predict(manual, "cameo"))
    return figures


def manual_examples(records: list[dict], types: list[dict], codes: list[dict]) -> list[Figure]:
    """PLOVER type and two-digit CAMEO root of any of our events, over the examples whose code has one."""
    to_plover = json.loads(gold.path("events/cameo2plover.json").read_text(encoding="utf-8"))
    by_type = {row["id"]: {event["event"] for event in row["events"]} for row in types}
    by_root = {row["id"]: {(event["event"] or "")[:2] for event in row["events"]} for row in codes}
    typed = rooted = type_hits = 0
    for record in records:
        rooted += 1
        entry = to_plover.get(record["cameo"]) or to_plover.get(record["cameo"][:3])
        if entry is None:
            continue
        typed += 1
        type_hits += entry["event"] in by_type[record["id"]]
    root_hits = sum(record["cameo"][:2] in by_root[record["id"]] for record in records)
    return [
        Figure("events", "cameo_manual", "PLOVER type of any event", type_hits / max(typed, 1), typed),
        Figure("events", "cameo_manual", "CAMEO root of any event", root_hits / max(rooted, 1), rooted),
    ]
