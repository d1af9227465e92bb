"""Expressions: eager, lazy and streaming agree, and agree with the calls on frames."""

from __future__ import annotations

import subprocess
import sys

import dateline as dl
import dateline.namespace
import polars as pl
import pytest
from polars.testing import assert_frame_equal

NAMES = ["sentences", "tokens", "mentions", "times", "quotes", "events"]


@pytest.mark.parametrize("name", NAMES)
def test_an_expression_holds_the_rows_of_the_frame(name, articles):
    expression = getattr(dl.expr, name)
    published = ["published"] if name in ("times", "events") else []
    lists = articles.select("article_id", expression("text", *published).alias("found"))
    rows = lists.explode("found", empty_as_null=False, keep_nulls=False).unnest("found")
    frame = getattr(dl, name)(articles)
    ids = [column for column, kind in dl.schema._kinds(name).items() if kind == "entity"]
    assert_frame_equal(rows.drop(ids), frame.drop(ids))


@pytest.mark.parametrize("name", [*NAMES, "fingerprint", "minhash"])
def test_eager_lazy_and_streaming_agree(name, articles):
    many = pl.concat([articles] * 50).with_row_index("row")
    expression = getattr(dl.expr, name)("text").alias("found")
    eager = many.select("row", expression)
    assert_frame_equal(many.lazy().select("row", expression).collect(), eager)
    assert_frame_equal(many.lazy().select("row", expression).collect(engine="streaming").sort("row"), eager)
    assert many.lazy().select("row", expression).collect_schema() == eager.schema
    assert eager["found"].is_null().to_list() == many["text"].is_null().to_list()


@pytest.mark.parametrize("name", [*NAMES, "fingerprint", "minhash"])
def test_the_namespace_is_the_same(name, articles):
    by_name = articles.select(getattr(pl.col("text").dateline, name)())
    assert_frame_equal(by_name, articles.select(getattr(dl.expr, name)("text")))


def test_in_filter_group_by_and_join(articles):
    assert articles.filter(dl.expr.sentences("text").list.len() > 1).height == 2
    articles = articles.filter(pl.col("article_id") != "hy")
    twice = pl.concat([articles, articles.with_columns(pl.col("text").str.to_uppercase())])
    groups = twice.drop_nulls("text").group_by(dl.expr.fingerprint("text").alias("print")).len()
    assert groups["len"].to_list() == [2] * 3
    left = articles.with_columns(print=dl.expr.fingerprint("text"))
    assert left.join(left, on="print").height == 3


def test_a_literal_is_stretched():
    frame = pl.DataFrame({"text": ["They met on Monday."] * 3})
    found = frame.select(dl.expr.times("text", pl.lit("2024-05-15")))
    assert found["text"].n_unique() == 1
    assert found.height == 3


def test_minhash_is_told_its_length():
    with pytest.raises(dl.OptionError, match="permutations=0"):
        dl.expr.minhash("text", permutations=0)


def test_a_wrong_date_is_named():
    frame = pl.DataFrame({"text": ["Today."], "day": ["31 Feb"]})
    with pytest.raises(pl.exceptions.ComputeError, match="31 Feb"):
        frame.select(dl.expr.times("text", "day"))


def test_an_empty_frame_stays_empty():
    frame = pl.DataFrame({"text": []}, schema={"text": pl.String})
    for name in NAMES:
        assert frame.select(getattr(dl.expr, name)("text")).height == 0
    assert frame.select(dl.name_similarity("text", pl.lit("x"))).height == 0


def test_names_are_compared_row_by_row_and_with_a_literal():
    frame = pl.DataFrame({"a": ["Kari Holm", None, "Omar Reza"], "b": ["K. Holm", "Kari Holm", None]})
    assert frame.select(dl.name_similarity("a", "b"))["a"].is_null().to_list() == [False, True, True]
    assert frame.select(dl.name_similarity("a", pl.lit("Kari Holm")))["a"].to_list()[0] == 1.0
    assert frame.lazy().select(dl.name_similarity("a", "b")).collect_schema() == {"a": pl.Float64}


@pytest.mark.parametrize("used", ["dl.sentences(['It rained.'])", "dl.expr.sentences('text')"])
def test_the_namespace_is_there_once_a_call_was_used(used):
    script = (
        f"import dateline as dl, polars as pl; {used}; "
        "print(pl.DataFrame({'text': ['It rained. It poured.']}).select(pl.col('text').dateline.sentences().list.len()).item())"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "2"


def test_a_name_in_the_place_of_a_column_is_told():
    with pytest.raises(dl.OptionError, match=r"pl\.lit"):
        dl.name_similarity("Kari Holm", "Holm")
    frame = pl.DataFrame({"First Name": ["Kari Holm"], "other": ["Holm, Kari"]})
    assert frame.select(dl.name_similarity(pl.col("First Name"), "other")).item() >= 0.7
