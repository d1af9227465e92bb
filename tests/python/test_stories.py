"""Stories told by several reports: provenance, claims, disagreements, the timeline, and days that follow each other."""

import datetime as dt

import dateline as dl
import polars as pl
import pytest

FIRST = (
    "A storm sank the ferry Tern off Port Lindow on 3 May 2031. The coast guard rescued 31 sailors from the water. "
    "Harbour Master Mara Quill said that the captain had ignored a warning. "
    "The pump had reportedly failed before the ferry left the pier."
)
SECOND = (
    "The ferry Tern sank in a storm off Port Lindow on 3 May 2031. The coast guard rescued 13 sailors from the water. "
    "The captain had ignored a warning, Harbour Master Mara Quill said. "
    "The pump had failed before the ferry left the pier."
)


def reports(*texts: str) -> pl.DataFrame:
    days = [dt.datetime(2031, 5, 4, 8 + hour) for hour in range(len(texts))]
    ids = [f"r{number}" for number in range(len(texts))]
    return pl.DataFrame({"article_id": ids, "text": texts, "published": days, "story": [7] * len(texts)})


def test_two_figures_of_one_fact_disagree_and_point_to_their_words():
    rows = dl.disagreements(reports(FIRST, SECOND)).filter(pl.col("kind") == "figure").rows(named=True)
    assert [(row["value_a"], row["value_b"], row["change"]) for row in rows] == [("31 sailor", "13 sailor", False)]
    row = rows[0]
    assert FIRST[row["start_a"] : row["end_a"]] == row["text_a"]
    assert FIRST[row["value_start_a"] : row["value_end_a"]] == "31"
    assert SECOND[row["value_start_b"] : row["value_end_b"]] == "13"
    assert (row["story"], row["earlier"]) == (7, "a")


def test_a_dropped_hedge_is_a_difference_of_modality():
    rows = dl.disagreements(reports(FIRST, SECOND)).filter(pl.col("kind") == "modality")
    assert rows.select("value_a", "value_b", "change").rows() == [("alleged", "actual", False)]


def test_reports_that_agree_have_no_disagreements():
    assert dl.disagreements(reports(FIRST, FIRST)).is_empty()


def test_a_copy_adds_no_independent_source():
    frame = reports(FIRST, FIRST)
    origins = dl.provenance(frame)
    assert origins["derived_from"].to_list() == [None, "r0"]
    assert origins["relation"].to_list() == [None, "copy"]
    shared = dl.claims(frame).filter(pl.col("articles") == 2)
    assert shared.height > 0
    assert shared["independent_sources"].unique().to_list() == [1]


def test_a_dateline_credits_its_agency():
    frame = pl.DataFrame({"text": ["VIENNA (Norda) - Bread cost 5 percent more in May, the ministry said."]})
    row = dl.provenance(frame).row(0, named=True)
    assert (row["credited_to"], row["relation"], row["derived_from"]) == ("Norda", "reprint", None)


def test_a_report_alone_rests_on_nothing_known():
    row = dl.provenance([FIRST]).row(0, named=True)
    assert (row["derived_from"], row["credited_to"], row["relation"], row["confidence"]) == (None, None, None, None)


def test_claims_point_to_their_words():
    for row in dl.claims(reports(FIRST, SECOND)).iter_rows(named=True):
        text = {"r0": FIRST, "r1": SECOND}[row["article_id"]]
        assert text[row["start"] : row["end"]] == row["text"]


def test_reports_of_two_stories_share_what_is_told_with_its_day_and_nothing_else():
    frame = reports(FIRST, SECOND).with_columns(story=pl.Series([1, 2]))
    assert dl.disagreements(frame).is_empty()
    shared = dl.claims(frame).filter(pl.col("articles") == 2)
    assert all(text.endswith("on 3 May 2031.") for text in shared["text"])
    assert shared["story"].to_list() == [1, 2]


def test_the_week_of_a_weekday_is_no_disagreement():
    texts = [
        "The port of Orvik will be closed on Friday, Ada Moor said.",
        "Ada Moor said Orvik closes its port on Friday.",
    ]
    days = ["2031-05-08", "2031-05-15"]
    frame = pl.DataFrame({"text": texts, "published": days, "story": [1, 1]})
    assert dl.disagreements(frame).filter(kind="date").is_empty()


@pytest.mark.parametrize("step", ["provenance", "claims", "disagreements"])
def test_nothing_in_nothing_out(step):
    frame = getattr(dl, step)(pl.DataFrame({"text": []}, schema={"text": pl.String}))
    assert frame.schema == getattr(dl.schema, step) or frame.is_empty()
    assert getattr(dl, step)([None, ""]).height == (2 if step == "provenance" else 0)


def test_a_story_column_of_text_is_refused():
    with pytest.raises(dl.OptionError, match="expected integers"):
        dl.claims(pl.DataFrame({"text": ["A ship sank."], "story": ["one"]}))


def test_any_number_of_threads_gives_the_same_rows():
    frame = reports(FIRST, SECOND, FIRST)
    for step in (dl.provenance, dl.claims, dl.disagreements):
        assert step(frame, threads=1).equals(step(frame, threads=4))


def test_the_timeline_tells_who_reported_first():
    told = dl.story(7, reports(FIRST, SECOND + " Divers found the wreck on 6 May 2031."))
    rows = {row["text"]: row for row in told.timeline.iter_rows(named=True)}
    added = next(row for text, row in rows.items() if "wreck" in text)
    assert (added["first_article"], added["added"], added["articles"]) == ("r1", True, 1)
    assert told.disagreements.height >= 1


def test_the_page_of_a_story_escapes_the_articles():
    told = dl.story(0, {"text": ["<script>alert(1)</script> The port of Orvik closed on 3 May 2031."], "story": [0]})
    page = told._repr_html_()
    assert "<script" not in page
    assert "http" not in page


def test_an_unknown_story_is_named():
    with pytest.raises(dl.OptionError, match="story 9"):
        dl.story(9, reports(FIRST))


def test_tomorrows_articles_join_or_open_stories():
    before = pl.DataFrame({"text": [FIRST], "published": [dt.datetime(2031, 5, 4)], "story": [41]})
    after = pl.DataFrame(
        {"text": ["Bakers in Riga went on strike.", SECOND], "published": [dt.datetime(2031, 5, 5)] * 2}
    )
    assert dl.stories(after, earlier=before)["story"].to_list() == [42, 41]
    assert dl.stories(after, earlier=before.with_columns(story=pl.lit(0)))["story"].to_list() == [1, 0]


def test_earlier_articles_need_their_stories():
    with pytest.raises(dl.MissingColumnError, match="story"):
        dl.stories(["A ship sank."], earlier=["A ship sank."])
