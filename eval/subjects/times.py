"""Time expressions against TIMEX3 gold (TempEval-3 platinum, GUM news and interviews, the seeds)."""

from __future__ import annotations

import calendar
import datetime as dt
import re

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
        found = predict(documents)
        result, _ = scorer.score(by_id, found)
        for measure in ("strict", "relaxed", "value"):
            figures.append(Figure("times", name, f"{measure} F1", result[measure]["F1"] / 100, result["gold"]))
        figures.append(Figure("times", name, "relaxed recall", result["relaxed"]["R"] / 100, result["gold"]))
        figures.append(Figure("times", name, "value accuracy", result["value_acc"] / 100, result["gold"]))
        figures.append(days_covered(name, documents, found))
    return figures


def days_covered(name: str, documents: list[dict], found: dict[str, dict]) -> Figure:
    """Share of the gold dates we find for which we name the same first and last day.

    Some gold writes a decade as an interval of days, TIMEX3 as `196`: this asks for the days alone.
    """
    hits = []
    for document in documents:
        for wanted in document["timexes"]:
            days = interval(wanted["value"])
            ours = [
                row
                for row in found[document["id"]]["timexes"]
                if row["start"] < wanted["end"] and wanted["start"] < row["end"]
            ]
            if days and ours:
                hits.append(any((row["first"], row["last"]) == days for row in ours))
    return Figure("times", name, "days covered, of the dates found", sum(hits) / len(hits), len(hits))


def interval(value: str) -> tuple[dt.date, dt.date] | None:
    """Return the days that a gold value covers: of a day, a month, a year, a week, or an interval of days."""
    first, slash, last = (value or "").partition("/")
    if slash:
        ends = interval(first), interval(last)
        return (ends[0][0], ends[1][1]) if ends[0] and ends[1] else None
    day = re.fullmatch(r"(\d{4})(?:-(\d\d)(?:-(\d\d)(?:T.*)?)?)?", value or "")
    week = re.fullmatch(r"(\d{4})-W(\d\d)", value or "")
    if week:
        monday = dt.date.fromisocalendar(int(week[1]), int(week[2]), 1)
        return monday, monday + dt.timedelta(days=6)
    if not day:
        return None
    year, month, number = int(day[1]), day[2], day[3]
    if month is None:
        return dt.date(year, 1, 1), dt.date(year, 12, 31)
    if number is None:
        return dt.date(year, int(month), 1), dt.date(year, int(month), calendar.monthrange(year, int(month))[1])
    return dt.date(year, int(month), int(number)), dt.date(year, int(month), int(number))
