"""Counting and exporting events: what is counted once, twice, and not at all."""

from __future__ import annotations

import datetime as dt

import dateline as dl
import polars as pl
import pytest

DAY = dt.date(2024, 5, 10)


def events(rows):
    """Rows of events: article, source country, target country, type, date, polarity, modality."""
    columns = ("article_id", "source_country", "target_country", "event", "date", "polarity", "modality")
    given = pl.DataFrame([dict(zip(columns, row, strict=True)) for row in rows], schema_overrides={"date": pl.Date})
    empty = dl.schema.empty("events").cast({"article_id": pl.String})
    numbered = given.with_columns(pl.int_range(pl.len(), dtype=pl.UInt32).alias("event_id"))
    return pl.concat([empty, numbered], how="diagonal_relaxed").with_columns(pl.lit("111").alias("cameo"))


ROWS = [
    ("a", "NOR", "SWE", "ACCUSE", DAY, "asserted", "actual"),
    ("b", "NOR", "SWE", "ACCUSE", DAY, "asserted", "actual"),
    ("c", "NOR", "SWE", "ACCUSE", DAY, "asserted", "actual"),
    ("c", "NOR", "SWE", "ACCUSE", DAY, "negated", "actual"),
    ("d", "NOR", "SWE", "ACCUSE", DAY, "asserted", "future"),
    ("e", None, "SWE", "ASSAULT", None, "asserted", "actual"),
    ("f", None, "SWE", "ASSAULT", None, "asserted", "actual"),
]
DUPLICATES = pl.DataFrame({"article_id": ["a", "b", "c"], "cluster": [0, 0, 1]})
STORIES = pl.DataFrame({"article_id": ["a", "b", "c"], "story": [0, 0, 0]})


def test_reports_sources_and_stories_are_told_apart():
    found = dl.count_events(events(ROWS), duplicates=DUPLICATES, stories=STORIES)
    assert found.rows() == [
        (None, "SWE", "ASSAULT", None, 2, 2, 2, 2),
        ("NOR", "SWE", "ACCUSE", DAY, 3, 3, 2, 1),
    ]
    assert found.columns[-4:] == ["events", "articles", "independent", "stories"]


def test_what_did_not_happen_counts_only_if_asked_for():
    every = dl.count_events(events(ROWS), by=["event"], polarity=None, modality=None)
    assert every.rows() == [("ACCUSE", 5, 4), ("ASSAULT", 2, 2)]
    assert dl.count_events(events(ROWS), by=["event"], modality=["future"]).rows() == [("ACCUSE", 1, 1)]


def test_one_a_day_merges_reports_of_a_day_and_never_undated_ones():
    found = dl.count_events(events(ROWS), by=["event"], one_a_day=True)
    assert found.rows() == [("ACCUSE", 1, 3), ("ASSAULT", 2, 2)]
    twice = [*ROWS, ("f", None, "SWE", "ASSAULT", None, "asserted", "actual")]
    assert dl.count_events(events(twice), by=["event"], one_a_day=True)["events"].to_list() == [1, 2]


def test_one_a_day_keeps_actors_apart_whose_words_differ():
    rows = events(ROWS[5:]).with_columns(pl.lit(DAY).alias("date"))
    named = rows.with_columns(source=pl.Series(["the rebels", "the Rebels"]))
    assert dl.count_events(named, by=["event"], one_a_day=True)["events"].to_list() == [1]
    apart = rows.with_columns(source=pl.Series(["the rebels", "the students"]))
    assert dl.count_events(apart, by=["event"], one_a_day=True)["events"].to_list() == [2]


def test_stretches_of_time_are_made_from_the_date():
    found = dl.count_events(events(ROWS), by=["month"])
    assert found.rows() == [(None, 2, 2), (dt.date(2024, 5, 1), 3, 3)]


def test_counts_do_not_depend_on_the_order_of_rows():
    forward = dl.count_events(events(ROWS), duplicates=DUPLICATES, stories=STORIES, one_a_day=True)
    backward = dl.count_events(events(ROWS).reverse(), duplicates=DUPLICATES, stories=STORIES, one_a_day=True)
    assert forward.equals(backward)


def test_no_events_give_no_counts_and_the_same_columns():
    empty = dl.schema.empty("events").cast({"article_id": pl.String})
    none = dl.count_events(empty, duplicates=DUPLICATES, stories=STORIES)
    assert none.height == 0
    assert none.schema == dl.count_events(events(ROWS), duplicates=DUPLICATES, stories=STORIES).schema


def test_wrong_calls_say_what_is_wrong():
    with pytest.raises(dl.MissingColumnError, match="dyad"):
        dl.count_events(events(ROWS), by=["dyad"])
    with pytest.raises(dl.OptionError, match="by="):
        dl.count_events(events(ROWS), by=[])
    with pytest.raises(dl.OptionError, match="article_id"):
        dl.count_events(events(ROWS), duplicates=pl.DataFrame({"article_id": [1], "cluster": [0]}))


def test_pandas_counts_as_polars_does():
    pytest.importorskip("pandas")
    frame = events(ROWS)
    assert dl.count_events(frame.to_pandas(), by=["event"]).rows() == dl.count_events(frame, by=["event"]).rows()


# Exports.


def found(text="Norway condemned Sweden\ton Friday. Denmark will thank Finland. Iceland did not attack Malta."):
    articles = {
        "article_id": ["x"],
        "text": [text],
        "published": [dt.date(2024, 5, 15)],
        "outlet": ["The Orvik\tPost"],
        "url": ["https://example.org/1"],
    }
    return dl.events(articles), articles


@pytest.mark.parametrize(("layout", "columns"), [("petrarch", 8), ("phoenix", 26), ("gdelt", 61), ("polecat", 40)])
def test_layouts_have_their_columns_and_lines_their_fields(layout, columns, tmp_path):
    rows, articles = found()
    path = tmp_path / "events.txt"
    frame = dl.export_events(rows, layout=layout, articles=articles, path=path)
    assert frame.width == columns
    lines = path.read_text("utf-8").splitlines()
    assert len(lines) == frame.height + (layout == "polecat")
    assert all(line.count("\t") == columns - 1 for line in lines)


def test_what_did_not_happen_is_not_exported():
    rows, _ = found()
    assert "Iceland" in rows["source"].to_list()
    assert dl.export_events(rows, layout="polecat")["Actor Name"].to_list() == ["Norway"]
    assert "Iceland" in dl.export_events(rows, layout="polecat", polarity=None, modality=None)["Actor Name"].to_list()


def test_gdelt_rows_say_when_who_and_what():
    rows, articles = found()
    row = dl.export_events(rows, layout="gdelt", articles=articles).row(0, named=True)
    assert (row["GLOBALEVENTID"], row["SQLDATE"], row["MonthYear"], row["Year"]) == (1, 20240510, 202405, 2024)
    assert row["FractionDate"] == pytest.approx(2024 + 130 / 365, abs=1e-4)
    assert (row["Actor1CountryCode"], row["Actor2CountryCode"]) == ("NOR", "SWE")
    assert (row["EventCode"], row["EventBaseCode"], row["EventRootCode"], row["QuadClass"]) == ("111", "111", "11", 3)
    assert row["SOURCEURL"] == "https://example.org/1"
    assert row["AvgTone"] is None


def test_an_unknown_layout_names_those_there_are():
    with pytest.raises(dl.OptionError, match="phoenix"):
        dl.export_events(found()[0], layout="icews")


# Explanations.


def test_an_event_is_explained_by_its_sentence_tree_pattern_and_actors():
    rows, articles = found()
    why = dl.explain(rows[0], articles)
    assert why.sentence.startswith("Norway condemned Sweden")
    assert why.pattern["words"].split("/")[0] or why.pattern["words"]
    assert why.pattern["examples"]
    assert why.tokens["text"][0] == "Norway"
    text = str(why)
    for part in ("ACCUSE", "NOR", "SWE", why.pattern["list"], f"line {why.pattern['line']}", "nsubj"):
        assert part in text
    assert "<mark" in why.html


def test_every_rule_of_the_sample_is_a_line_of_a_list():
    from pathlib import Path

    from dateline.explaining import pattern_of

    corpus = Path(dl.__file__).parent / "sample" / "corpus"
    rules = dl.events(dl.read(corpus))["rule"].unique().to_list()
    assert len(rules) > 30
    assert [rule for rule in rules if pattern_of(rule) is None] == []


def test_an_event_of_another_text_is_not_explained():
    rows, articles = found()
    with pytest.raises(dl.OptionError, match="not the one"):
        dl.explain(
            rows[0], {**articles, "text": ["It rained all day in the north of the country and nothing else happened."]}
        )
    with pytest.raises(dl.OptionError, match="not in the frame"):
        dl.explain(rows[0], {**articles, "article_id": ["y"]})
    with pytest.raises(dl.OptionError, match="one event"):
        dl.explain(rows, articles)


def test_one_name_counts_like_a_list_and_a_wrong_one_is_said():
    rows = dl.events(["Norway condemned Sweden."])
    assert dl.count_events(rows, by="event").equals(dl.count_events(rows, by=["event"]))
    with pytest.raises(dl.OptionError, match="polarity='yes' is none of asserted, negated"):
        dl.count_events(rows, polarity="yes")


def test_a_verb_is_explained_by_the_line_of_the_verb():
    articles = ["Police in Germany arrested four protesters."]
    rows = dl.events(articles)
    assert dl.explain(rows[0], articles).pattern["kind"] == "verb"
    assert dl.explain(rows.to_pandas().iloc[0], articles).pattern == dl.explain(rows[0], articles).pattern
