"""Events by PETRARCH's own dictionaries, against the tuples its unit tests expect, from raw text."""

from __future__ import annotations

import dateline as dl
import polars as pl

from eval import gold
from eval.figures import Figure


def score() -> list[Figure]:
    records = gold.lines("events/petrarch_units_dev.jsonl")
    files = [gold.path(f"events/petrarch/PETR.Validate.{name}.txt") for name in ("actors", "agents")]
    verbs = dl.Verbs.from_petrarch(gold.path("events/petrarch/PETR.Validate.verbs.txt"))
    frame = pl.DataFrame(
        {
            "article_id": [record["id"] for record in records],
            "text": [record["text"] for record in records],
            "published": [day(record["date"]) for record in records],
        }
    )
    found: dict[str, set[tuple]] = {record["id"]: set() for record in records}
    for row in dl.events(frame, actors=dl.Actors.from_petrarch(files), verbs=verbs).iter_rows(named=True):
        found[row["article_id"]].add((row["source_code"], row["target_code"], row["cameo"]))
    exact = [wanted(record) == shown(record, found[record["id"]]) for record in records]
    return [Figure("petrarch", "units", "exact event sets", sum(exact) / len(exact), len(exact))]


def day(date: str) -> str:
    return f"{date[:4]}-{date[4:6]}-{date[6:8]}"


def needs_both(record: dict) -> bool:
    """PETRARCH's option `require_dyad`, which each record sets: events with one side only are left out."""
    return (record["config"].get("require_dyad") or "true").lower() == "true"


def wanted(record: dict) -> set[tuple]:
    told = {(event["source"], event["target"], event["event"]) for event in record["events"] if event["event"]}
    return told if needs_both(record) else {(s or "---", t or "---", code) for s, t, code in told}


def shown(record: dict, found: set[tuple]) -> set[tuple]:
    if needs_both(record):
        return {(source, target, code) for source, target, code in found if source and target}
    return {(source or "---", target or "---", code) for source, target, code in found}
