"""Copies and the passages that justify them."""

from __future__ import annotations

import dateline as dl
import polars as pl
import pytest

WIRE = (
    "ORVIK (Norda) — The harbour of Orvik was closed on Friday after a tanker with 140 tonnes of oil ran aground near "
    "the old pier. “Nobody was hurt,” harbour master Zoë Hølm said. Divers will inspect the hull on Saturday."
)
COPY = (
    "Editor’s note 😀: this is an agency report. The harbour of Orvik was closed on Friday after a tanker with 140 "
    "tonnes of oil ran aground near the old pier. “Nobody was hurt,” harbour master Zoë Hølm told reporters."
)
MORE = (
    " The port authority said that eleven ships were waiting at sea and that the quay would stay shut until the wreck had "
    "been towed away, which could take three days. Fishermen asked the ministry to pay for what they lose."
)
OTHER = "Farmers in the upper valley began an early harvest this week after a dry spring left the barley short."


@pytest.fixture
def articles() -> pl.DataFrame:
    return pl.DataFrame(
        {
            "article_id": ["copy", "other", "wire"],
            "text": [COPY + MORE, OTHER, WIRE + MORE],
            "published": ["2024-05-12", "2024-05-12", "2024-05-11"],
        }
    )


def test_a_passage_is_the_words_it_claims_in_both_texts(articles):
    texts = dict(articles.select("article_id", "text").rows())
    found = dl.alignments(articles)
    assert found.height > 0
    for row in found.iter_rows(named=True):
        assert texts[row["article_id"]][row["start"] : row["end"]] == row["text"]
        assert texts[row["nearest"]][row["nearest_start"] : row["nearest_end"]] == row["nearest_text"]
    assert found.select("article_id", "nearest").unique().rows() == [("copy", "wire")]
    assert found["text"][0].startswith("The harbour of Orvik")
    assert found["text"][-1].endswith("pay for what they lose")


def test_passages_of_chosen_rows_only(articles):
    duplicates = dl.dedup(articles)
    assert dl.alignments(articles, duplicates=duplicates).equals(dl.alignments(articles))
    assert dl.alignments(articles, duplicates=duplicates.filter(article_id="wire")).height == 0
    # Any pair can be asked for, in any direction.
    asked = pl.DataFrame({"article_id": ["wire"], "nearest": ["copy"]})
    assert dl.alignments(articles, duplicates=asked)["article_id"].unique().to_list() == ["wire"]


def test_passages_of_unknown_articles_are_refused(articles):
    asked = pl.DataFrame({"article_id": ["wire"], "nearest": ["nobody"]})
    with pytest.raises(dl.OptionError, match="'nobody', which is not in the frame"):
        dl.alignments(articles, duplicates=asked)
    with pytest.raises(dl.MissingColumnError, match="no column `nearest`; their columns are: article_id"):
        dl.alignments(articles, duplicates=asked.drop("nearest"))
    twice = articles.with_columns(article_id=pl.lit("same"))
    with pytest.raises(dl.OptionError, match="share an id"):
        dl.alignments(twice)


def test_without_dates_a_copy_has_a_nearest_but_no_parent(articles):
    found = dl.dedup(articles.drop("published"))
    copy = found.filter(pl.col("relation") != "original").row(0, named=True)
    assert copy["duplicate_of"] is None
    assert {copy["article_id"], copy["nearest"]} == {"copy", "wire"}


def test_a_time_that_contradicts_the_texts_is_reported_and_followed():
    parts = [
        "The harbour authority of Port Lindow said that two cranes had collapsed during the night "
        "and blocked the northern quay for every ship that is longer than eighty metres.",
        "Nobody was hurt, according to its director, who blamed a gust of wind that no forecast had announced at all.",
        "Repairs will take at least three weeks, she said, while eleven ships with grain and timber wait at sea.",
        "The city council will lose about four million crowns in fees and asked the ministry for a cheap loan "
        "on Friday, which the treasurer expects to be paid out before the end of the summer.",
    ]
    found = dl.dedup(
        {
            "article_id": ["courier", "herald", "wire"],
            "text": [" ".join(parts[1:]), " ".join(parts[:3]), " ".join(parts)],
            "published": ["2024-05-01", "2024-05-02", "2024-05-03"],
        }
    )
    assert found["issues"].to_list() == [[], [], ["dated_after_copies"]]
    assert found["duplicate_of"].to_list()[2] in ("courier", "herald")
