"""What every call promises: columns, types, order, offsets, nulls."""

from __future__ import annotations

import dateline as dl
import polars as pl
import pytest

FOUND = ["sentences", "tokens", "mentions", "times", "quotes", "events"]
WHOLE = {
    "articles": dl.parse,
    "entities": dl.entities,
    "duplicates": dl.dedup,
    "alignments": dl.alignments,
    "stories": dl.stories,
    "provenance": dl.provenance,
    "claims": dl.claims,
    "disagreements": dl.disagreements,
}
CALLS = {name: getattr(dl, name) for name in FOUND} | WHOLE

#: The columns that are words of the text, and where their places stand.
SPANS = {
    "sentences": [("text", "start", "end")],
    "tokens": [("text", "start", "end")],
    "mentions": [("text", "start", "end")],
    "times": [("text", "start", "end")],
    # What was said may have several pieces: see below.
    "quotes": [(name, f"{name}_start", f"{name}_end") for name in ("speaker", "cue", "addressee")],
    "events": [
        ("text", "start", "end"),
        *[(name, f"{name}_start", f"{name}_end") for name in ("source", "target", "trigger")],
    ],
}


@pytest.mark.parametrize("name", CALLS)
def test_no_articles_give_an_empty_frame_with_the_schema(name):
    found = CALLS[name]([])
    assert found.height == 0
    assert found.schema == getattr(dl.schema, name)


@pytest.mark.parametrize("name", CALLS)
def test_frames_have_the_columns_of_the_schema(name, articles):
    expected = dict(getattr(dl.schema, name))
    for column in ("article_id", "duplicate_of", "nearest", "derived_from", "article_a", "article_b"):
        if column in expected:
            expected[column] = pl.String()
    assert dict(CALLS[name](articles).schema) == expected


@pytest.mark.parametrize("name", FOUND)
def test_something_is_found(name, articles):
    assert CALLS[name](articles).height > 0


@pytest.mark.parametrize("name", FOUND)
def test_every_span_is_the_words_it_claims(name, articles):
    texts = dict(articles.select("article_id", "text").rows())
    for row in CALLS[name](articles).iter_rows(named=True):
        for words, start, end in SPANS[name]:
            if row[words] is not None:
                assert texts[row["article_id"]][row[start] : row[end]] == row[words]


def test_a_quote_is_its_pieces(articles):
    texts = dict(articles.select("article_id", "text").rows())
    quotes = dl.quotes(articles)
    for row in quotes.iter_rows(named=True):
        assert row["spans"][0]["start"] == row["start"]
        assert row["spans"][-1]["end"] == row["end"]
        pieces = [texts[row["article_id"]][span["start"] : span["end"]] for span in row["spans"]]
        assert row["text"] == " ".join(pieces)


def test_what_the_reporter_puts_between_is_not_said():
    row = dl.quotes(["“We won,” said Kari Holm. “Now we go home.”"]).row(0, named=True)
    assert row["text"] == "We won, Now we go home."
    assert len(row["spans"]) == 2


def test_the_members_of_an_entity_are_its_mentions(articles):
    members = dl.entities(articles).explode("members")
    mentions = dl.mentions(articles).filter(pl.col("name").is_not_null())
    assert set(members["members"]) == set(mentions["entity_id"])
    counted = members.join(mentions, left_on="members", right_on="entity_id").group_by("entity_id").len()
    told = dl.entities(articles).select("entity_id", "mentions")
    assert told.join(counted, on="entity_id").filter(pl.col("mentions") != pl.col("len")).is_empty()


def test_one_person_in_two_spellings_is_one_entity_with_the_reason():
    corpus = {
        "text": ["Norwegian Prime Minister Kari Petrosyan resigned.", "Kari Petrosian has resigned, her party said."],
        "published": ["2024-05-02", "2024-05-01"],
    }
    person = dl.entities(corpus).filter(kind="person").row(0, named=True)
    assert (person["articles"], person["country"], person["roles"]) == (2, "NOR", ["GOV"])
    assert (str(person["first"]), str(person["last"])) == ("2024-05-01", "2024-05-02")
    assert len(person["merged_because"]) == 1
    assert "Petrosian" in person["merged_because"][0]


@pytest.mark.parametrize("name", FOUND)
def test_null_and_empty_texts_give_no_rows(name, articles):
    assert not set(CALLS[name](articles)["article_id"]) & {"null", "empty"}


@pytest.mark.parametrize("name", ["articles", "duplicates", "stories"])
def test_null_and_empty_documents_keep_their_row(name, articles):
    assert CALLS[name](articles)["article_id"].to_list() == ["a", "b", "empty", "null", "hy"]


@pytest.mark.parametrize("name", FOUND)
def test_rows_come_by_article_and_then_by_sentence(name, articles):
    found = CALLS[name](articles)
    order = {key: row for row, key in enumerate(articles["article_id"])}
    places = [(order[row["article_id"]], row["sentence_id"]) for row in found.iter_rows(named=True)]
    if name not in ("quotes", "times"):
        assert places == sorted(places)
    assert [place[0] for place in places] == sorted(place[0] for place in places)


def test_every_frame_of_the_schema_has_a_call():
    assert set(dl.schema.FRAMES) == set(CALLS)


def test_about_names_every_column():
    about = dl.schema.about()
    assert about.height == sum(len(getattr(dl.schema, name)) for name in dl.schema.FRAMES)


def test_an_unknown_frame_is_named():
    with pytest.raises(dl.OptionError, match="no frame is called 'quote'; there are articles"):
        dl.schema.about("quote")


def test_places_lie_somewhere():
    rows = dl.mentions(["Kari Holm flew to Lima on Monday."]).filter(kind="place").rows(named=True)
    assert [(row["name"], round(row["latitude"]), round(row["longitude"])) for row in rows] == [("Lima", -12, -77)]


def test_times_cover_days():
    row = dl.times({"text": ["They met last week."], "published": ["2023-04-19"]}).row(0, named=True)
    assert (row["value"], str(row["first"]), str(row["last"])) == ("2023-W15", "2023-04-10", "2023-04-16")


def test_an_article_is_dated_by_the_reports_of_its_story():
    report = (
        "Kalo will close the port of Orvik for repairs, harbour master Kari Holm said in an interview published on {}. "
        "The repairs of the Orvik breakwater will take nine weeks, Holm told the Kalo Herald."
    )
    raw = [report.format("Friday"), "2023-12-22\n\n" + report.format("Friday"), report.format("Sunday")]
    found = dl.analyze(pl.DataFrame({"raw": raw, "published": [None, "2023-12-22", None]}))
    assert found.stories["story"].n_unique() == 1
    days = found.articles.select(pl.col("published").dt.date().cast(pl.String), "published_evidence").rows()
    assert days[0][0] == "2023-12-22"
    assert "its story was reported on 2023-12-22" in days[0][1]
    assert days[2][0] is None
    assert "one of 2023-12-17, 2023-12-24" in days[2][1]
