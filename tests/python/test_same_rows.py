"""The same bytes for any number of threads, whole or in chunks, eager or lazy."""

from __future__ import annotations

import io

import dateline as dl
import polars as pl
import pytest
from polars.testing import assert_frame_equal

NAMES = ["sentences", "tokens", "mentions", "times", "quotes", "events"]


@pytest.fixture
def many(articles):
    """More articles than one chunk of the Rust side holds."""
    whole = pl.concat([articles] * 120)
    return whole.with_columns(pl.int_range(whole.height).alias("article_id"))


def as_bytes(frame):
    file = io.BytesIO()
    frame.write_parquet(file)
    return file.getvalue()


@pytest.mark.parametrize("name", NAMES)
def test_one_thread_and_two(name, many):
    call = getattr(dl, name)
    assert as_bytes(call(many, threads=1)) == as_bytes(call(many, threads=2))


def test_dedup_and_parse_on_one_thread_and_two(many):
    assert as_bytes(dl.dedup(many, threads=1)) == as_bytes(dl.dedup(many, threads=2))
    raw = many.select(raw="text")
    assert as_bytes(dl.parse(raw, threads=1)) == as_bytes(dl.parse(raw, threads=2))


@pytest.mark.parametrize("name", NAMES)
def test_whole_or_in_chunks(name, many):
    call = getattr(dl, name)
    chunks = pl.concat([call(many.slice(first, 7)) for first in range(0, many.height, 7)])
    assert_frame_equal(call(many), chunks)
    assert as_bytes(call(many).rechunk()) == as_bytes(chunks.rechunk())


def test_one_pass_finds_what_the_single_calls_find(articles):
    found = dl.analyze(articles)
    for name in ["sentences", "mentions", "times", "quotes", "events"]:
        assert_frame_equal(getattr(found, name), getattr(dl, name)(articles))
    assert_frame_equal(found.duplicates, dl.dedup(articles))


def test_scan_is_read(tmp_path, articles):
    out, tmp_path = tmp_path / "out.parquet", tmp_path / "corpus"
    tmp_path.mkdir()
    for key, text in articles.select("article_id", "text").rows():
        (tmp_path / f"{key}.txt").write_text(text or "", encoding="utf-8")
    eager = dl.read(tmp_path)
    lazy = dl.scan(tmp_path)
    assert lazy.collect_schema() == eager.schema
    assert_frame_equal(lazy.collect(), eager)
    assert_frame_equal(lazy.collect(engine="streaming").sort("article_id"), eager)
    some = lazy.filter(pl.col("language") == "en").select("article_id", "language").head(1).collect()
    assert_frame_equal(some, eager.filter(pl.col("language") == "en").select("article_id", "language").head(1))
    lazy.sink_parquet(out)
    assert_frame_equal(pl.read_parquet(out), eager)


@pytest.mark.parametrize("kind", ["jsonl", "csv", "parquet"])
def test_tables_of_every_kind_give_the_same_articles(tmp_path, kind):
    table = pl.DataFrame(
        {
            "id": ["x1", "x2"],
            "headline": ["Port closed", "Port open"],
            "body": ["The port of Orvik was closed on Friday.", "The port of Orvik was opened on Saturday."],
            "date": ["2024-05-10", "2024-05-11"],
        }
    )
    path = tmp_path / f"table.{kind}"
    {"jsonl": table.write_ndjson, "csv": table.write_csv, "parquet": table.write_parquet}[kind](path)
    found = dl.read(path, columns={"text": "body", "title": "headline"})
    assert found["article_id"].to_list() == ["x1", "x2"]
    assert found["title"].to_list() == ["Port closed", "Port open"]
    assert found["text"].to_list() == table["body"].to_list()
    assert found["published"].dt.date().cast(pl.String).to_list() == table["date"].to_list()


def test_files_of_one_name_in_two_folders_keep_their_own_ids(tmp_path):
    for folder in ("one", "two"):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "a.txt").write_text(f"The port of {folder} was closed on Friday.")
    assert dl.read(tmp_path)["article_id"].to_list() == ["one/a.txt", "two/a.txt"]
    assert dl.read([tmp_path / "one", tmp_path / "two"])["article_id"].n_unique() == 2
    assert dl.read(str(tmp_path / "*" / "a.txt"))["article_id"].n_unique() == 2
