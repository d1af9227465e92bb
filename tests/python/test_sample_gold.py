"""The gold of the bundled sample corpus points at what it says, and at nothing that is not there."""

from __future__ import annotations

import datetime
import html
import json
import re
from pathlib import Path

import pytest

SAMPLE = Path(__file__).resolve().parents[2] / "python" / "dateline" / "sample"
CORPUS = SAMPLE / "corpus"
GOLD = json.loads((SAMPLE / "gold.json").read_text(encoding="utf-8"))
DOCUMENTS = GOLD["documents"]
BY_ID = {document["id"]: document for document in DOCUMENTS}
EVENTS = set(
    "AGREE CONSULT SUPPORT CONCEDE COOPERATE AID RETREAT REQUEST "
    "ACCUSE REJECT THREATEN PROTEST SANCTION MOBILIZE COERCE ASSAULT".split()
)

each_document = pytest.mark.parametrize("document", DOCUMENTS, ids=lambda document: document["id"])


def raw(document: dict) -> str:
    """What a reader sees of the file: a line of a JSONL, a page without its tags, or the whole text."""
    content = (CORPUS / document["file"]).read_text(encoding=document["encoding"])
    if document["format"] == "jsonl":
        item = json.loads(content.splitlines()[document["line"] - 1])
        assert item["id"] == document["id"]
        return "\n".join(str(value) for value in item.values())
    if document["format"] == "html":
        return html.unescape(re.sub(r"<(?!script|meta)[^>]+>", "\n", content))
    return content


def test_files_and_documents_belong_together():
    assert {document["file"] for document in DOCUMENTS} == {path.name for path in CORPUS.iterdir()}
    assert len(BY_ID) == len(DOCUMENTS) >= 40
    assert sum(path.stat().st_size for path in SAMPLE.rglob("*") if path.is_file()) < 300_000


@each_document
def test_every_paragraph_stands_in_the_file(document):
    content = raw(document)
    for paragraph in document["text"].split("\n\n"):
        assert content.count(paragraph) == 1


@each_document
def test_head_and_furniture_stand_in_the_file_and_not_in_the_body(document):
    content = raw(document)
    for field in ("title", "byline", "dateline"):
        if document[field]:
            assert document[field] in content
            assert document[field] not in document["text"]
    for author in document["authors"]:
        assert author in content
    for furniture in document["boilerplate"]:
        assert furniture["text"] in content
        assert furniture["text"] not in document["text"]


@each_document
def test_quotes_and_events_point_at_their_words(document):
    text = document["text"]
    for quote in document["quotes"]:
        start, end = quote["speaker_span"]
        assert text[start:end] == quote["speaker_text"]
        assert [text[start:end] for start, end in quote["spans"]] == quote["text"]
        ends = [end for _, end in quote["spans"]]
        assert ends == sorted(ends)
        if quote["kind"] == "direct":
            assert all(piece[0] == "“" and piece[-1] == "”" for piece in quote["text"])
        else:
            assert quote["kind"] == ("mixed" if "“" in "".join(quote["text"]) else "indirect")
    for event in document["events"]:
        start, end = event["span"]
        assert text[start:end] == event["words"]
        assert event["event"] in EVENTS
        assert all(re.fullmatch("[A-Z]{3}", event[side]) for side in ("source", "target"))


@each_document
def test_days_are_days_and_weekdays_fit(document):
    stated = document["published"] or document.get("day_of_news")
    if stated is None:
        return
    day = datetime.date.fromisoformat(stated)
    months = [datetime.date(2000, month, 1).strftime("%B") for month in range(1, 13)]
    dated = re.findall(r"(Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day, (\w+) (\d+)\b", document["text"])
    for weekday, month, number in dated:
        if month in months:
            named = datetime.date(day.year, months.index(month) + 1, int(number))
            assert named.strftime("%A") == f"{weekday}day"
    for event in document["events"]:
        if event["date"] and len(event["date"]) == 10:
            assert 0 <= (day - datetime.date.fromisoformat(event["date"])).days <= 31


def test_stories_share_out_the_documents():
    listed = [article for story in GOLD["stories"] for article in story["articles"]]
    assert sorted(listed) == sorted(BY_ID)
    for story in GOLD["stories"]:
        assert {BY_ID[article]["story"] for article in story["articles"]} == {story["story"]}


def test_copies_come_from_their_parents():
    for copy in GOLD["duplicates"]:
        article, parent = BY_ID[copy["article"]], BY_ID[copy["parent"]]
        assert article["story"] == parent["story"]
        theirs = set(parent["text"].split("\n\n"))
        shared = [paragraph in theirs for paragraph in article["text"].split("\n\n")]
        assert all(shared) if copy["relation"] == "reprint" else not any(shared)


def test_disagreements_point_at_both_articles():
    assert {"figure", "date", "speaker"} <= {item["kind"] for item in GOLD["disagreements"]}
    assert {True, False} == {item["change"] for item in GOLD["disagreements"]}
    for item in GOLD["disagreements"]:
        assert BY_ID[item["article_a"]]["story"] == BY_ID[item["article_b"]]["story"] == item["story"]
        assert item["article_a"] != item["article_b"]
        for side in "ab":
            start, end = item[f"span_{side}"]
            assert BY_ID[item[f"article_{side}"]]["text"][start:end] == item[f"words_{side}"]
