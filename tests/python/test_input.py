"""What may be given: frames of any make, lists, ids of any type; and what is said when it may not."""

from __future__ import annotations

import datetime as dt

import dateline as dl
import pandas as pd
import polars as pl
import pyarrow as pa
import pytest
from polars.testing import assert_frame_equal


@pytest.mark.parametrize(
    "change",
    [
        lambda frame: frame.lazy(),
        lambda frame: frame.to_arrow(),
        lambda frame: frame.to_arrow().to_batches()[0],
        lambda frame: frame.to_pandas(),
        lambda frame: frame.to_pandas().astype({"text": object}),
        lambda frame: frame.to_pandas(use_pyarrow_extension_array=True),
        lambda frame: frame.to_pandas().set_index(pd.Index([7, 7, 7, 7, 7])),
        lambda frame: frame.to_dict(as_series=False),
        lambda frame: frame.with_columns(pl.col("text").cast(pl.Categorical)),
        lambda frame: frame.with_columns(pl.col("published").cast(pl.Datetime("ns"))),
        lambda frame: frame.with_columns(pl.col("published").cast(pl.String)),
        lambda frame: frame.with_columns(
            pl.col("published").cast(pl.Datetime("us")).dt.replace_time_zone("Asia/Yerevan")
        ),
    ],
    ids=[
        "lazy",
        "arrow",
        "batch",
        "pandas",
        "objects",
        "pandas_arrow",
        "index",
        "dict",
        "categorical",
        "ns",
        "iso",
        "zoned",
    ],
)
def test_any_frame_gives_the_same_rows(articles, change):
    for call in (dl.events, dl.quotes, dl.times):
        assert_frame_equal(call(change(articles)), call(articles))
    assert dl.dedup(change(articles)).height == articles.height


@pytest.mark.parametrize(
    "make", [list, tuple, pl.Series, pa.array, lambda texts: pa.chunked_array([texts]), pd.Series, iter]
)
def test_texts_are_numbered(make):
    found = dl.sentences(make(["One came.", None, "Two came."]))
    assert found["article_id"].to_list() == [0, 2]
    assert found["article_id"].dtype == pl.UInt32


@pytest.mark.parametrize(
    "ids", [[3, 1], ["x", "y"], [dt.date(2024, 1, 1), dt.date(2024, 1, 2)], [1.5, None], [[1], [2]]]
)
def test_ids_keep_their_type(ids):
    frame = pl.DataFrame({"article_id": ids, "text": ["Norway condemned Sweden.", "Sweden thanked Norway."]})
    for found in (dl.sentences(frame), dl.dedup(frame)):
        assert found["article_id"].dtype == frame["article_id"].dtype
        assert found["article_id"].to_list() == ids


def test_a_frame_without_text_names_its_columns():
    with pytest.raises(dl.MissingColumnError, match=r"no column `text`; its columns are: body, day"):
        dl.quotes(pl.DataFrame({"body": ["x"], "day": [1]}))
    for frame in (pl.LazyFrame({"body": ["x"]}), pd.DataFrame({"body": ["x"]}), pa.table({"body": ["x"]})):
        with pytest.raises(dl.MissingColumnError, match="its columns are: body"):
            dl.quotes(frame)


def test_errors_are_value_errors_of_one_family():
    assert issubclass(dl.MissingColumnError, dl.DatelineError)
    assert issubclass(dl.DatelineError, ValueError)


@pytest.mark.parametrize(
    ("given", "message"),
    [
        ("one text", "put it in a list"),
        (b"one text", "put it in a list"),
        (5, "not int"),
        ([5], "item 0 of the list is int"),
        (pl.DataFrame({"text": [5]}), "column `text` is Int64"),
        ({"text": ["x"] * 2, "published": ["31 Feb 2026", "1.3.26"]}, '"31 Feb 2026" in row 0 is no such date'),
        ({"text": ["x"], "published": [5]}, "column `published` is Int64"),
    ],
)
def test_wrong_input_is_told_plainly(given, message):
    with pytest.raises(dl.OptionError, match=message):
        dl.times(given)


def test_a_date_that_cannot_be_read_costs_nobody_else():
    texts = ["They met on Monday."] * 3
    with pytest.warns(UserWarning, match='1 of 3 values of `published` .*"soon" in row 1 is no such date') as caught:
        found = dl.times({"text": texts, "published": ["2024-05-15", "soon", None]})
    assert caught[0].filename == __file__
    assert found["value"].to_list()[0] == "2024-05-13"
    assert found["first"].is_null().to_list() == [False, True, True]
    with pytest.warns(UserWarning, match="1 of 1"):
        assert dl.times({"text": texts[:1], "published": ["soon"]}).height == 1
    assert dl.times({"text": texts[:2], "published": ["2024-05-15", " "]}).height == 2


def test_dates_as_mails_and_pandas_write_them():
    texts = ["They met on Monday."] * 2
    published = ["Wed, 15 May 2024 10:00:00 GMT", "2024-05-15"]
    assert dl.times({"text": texts, "published": published})["value"].to_list() == ["2024-05-13"] * 2
    mixed = [dt.datetime(2024, 5, 15, tzinfo=dt.UTC), dt.date(2024, 5, 15)]
    frame = pd.DataFrame({"text": texts, "published": pd.Series(mixed, dtype=object)})
    assert dl.times(frame)["value"].to_list() == ["2024-05-13"] * 2
    frame["published"] = pd.Series([mixed[1], 5], dtype=object)
    with pytest.raises(dl.OptionError, match="column `published` holds 5 among dates"):
        dl.times(frame)


def test_stories_with_gaps_come_from_pandas_as_floats():
    earlier = pd.DataFrame({"text": ["The port of Orvik was closed.", "A vote was held in Lund."], "story": [4, None]})
    assert dl.stories(["It rained in Tarn."], earlier=earlier)["story"].to_list()[0] > 4
    assert dl.claims(earlier).height >= 0
    with pytest.raises(dl.OptionError, match="expected integers"):
        dl.stories(["It rained."], earlier=earlier.assign(story=[0.5, 1]))


def test_a_list_that_replaces_none_is_named(tmp_path):
    (tmp_path / "cue.tsv").write_text("x")
    with pytest.raises(dl.OptionError, match=r'"cue\.tsv" replaces none of our word lists'):
        dl.quotes(["x"], lists=tmp_path)


@pytest.mark.parametrize(
    "published", ["2024-05-15", "2024-05-15T09:30:00", "2024-05-15 09:30:00Z", "2024-05-15T23:59:00+04:00"]
)
def test_published_is_local_time(published):
    frame = {"text": ["They met on Monday."], "published": [published]}
    assert dl.times(frame).height == dl.times({**frame, "published": [dt.date(2024, 5, 15)]}).height


def test_threads_must_be_some():
    with pytest.raises(dl.OptionError, match="threads=0"):
        dl.sentences(["x"], threads=0)


def test_word_lists_of_your_own_replace_ours(tmp_path):
    with pytest.raises(FileNotFoundError):
        dl.sentences(["x"], lists=tmp_path / "nowhere")
    (tmp_path / "cues.tsv").write_text("no header\n")
    with pytest.raises(dl.WordListError, match=r"word list cues.tsv, line 1"):
        dl.quotes(["x"], lists=tmp_path)
    (tmp_path / "cues.tsv").unlink()
    assert dl.sentences(["It rained."], lists=tmp_path).height == 1


def test_half_characters_do_not_move_the_others():
    text = "It \ud83d\ude00 rained. It poured."
    found = dl.sentences([text])
    assert [text[start:end] for start, end in found.select("start", "end").rows()][-1] == "It poured."


def test_to_pandas_and_arrow_have_no_odd_columns(articles):
    for name, frame in dl.analyze(articles).frames().items():
        assert frame.to_arrow().num_rows == frame.height, name
        assert len(frame.to_pandas()) == frame.height, name


def test_an_analysis_takes_every_kind_of_frame():
    text = "Norway condemned Sweden on Friday."
    frame = pl.DataFrame({"article_id": ["a"], "text": [text], "agency": ["Wire"]})
    wanted = dl.analyze(frame)
    assert dl.analyze(frame.lazy()).articles.equals(wanted.articles)
    assert dl.analyze(frame.to_pandas()).events.equals(wanted.events)


def test_rows_of_duckdb_are_rows():
    duckdb = pytest.importorskip("duckdb")
    found = dl.events(duckdb.sql("select 'Norway condemned Sweden.' as text"))
    assert found["source"].to_list() == ["Norway"]


def test_what_is_no_path_is_said():
    for wrong in (5, pl.DataFrame({"text": ["x"]})):
        with pytest.raises(dl.OptionError, match="expected a path"):
            dl.read(wrong)


def test_a_story_of_an_analysis():
    assert dl.story(0, dl.analyze(["Norway condemned Sweden on 3 May 2031."])).articles.height == 1
