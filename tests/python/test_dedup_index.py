"""The index on disk: what it answers, what it keeps, and what is left of it when a step is cut off."""

from __future__ import annotations

import json
import os
import random
import signal
import subprocess
import sys
import textwrap
import time

import dateline as dl
import polars as pl
import pytest
from polars.testing import assert_frame_equal


def news(count: int, seed: int = 1) -> pl.DataFrame:
    """Invented reports: some new, some cut, lengthened or reworded from earlier ones, under two outlets' footers."""
    chance = random.Random(seed)
    words = [f"{a}{b}" for a in ("mar", "lin", "tor", "vel", "kan", "osk") for b in ("den", "ova", "ik", "und", "esh")]
    footers = {"Post": "sign up for the Post morning letter and never miss a story", "Wire": "all rights reserved"}
    texts: list[str] = []
    for _ in range(count):
        if not texts or chance.random() < 0.5:
            text = " ".join(f"{chance.choice(words)}{chance.randrange(60)}" for _ in range(chance.randrange(40, 160)))
        else:
            parts = chance.choice(texts).split()
            cut = sorted(chance.sample(range(len(parts) + 1), 2))
            text = " ".join(parts[cut[0] : cut[1] + 20]) if chance.random() < 0.6 else " ".join(parts).title()
        texts.append(text)
    outlets = [chance.choice(list(footers)) for _ in texts]
    return pl.DataFrame(
        {
            "article_id": [f"n{number:04}" for number in range(count)],
            "text": [f"{text}. {footers[outlet]}" for text, outlet in zip(texts, outlets, strict=True)],
            "outlet": outlets,
            "published": [f"2024-05-{1 + number * 27 // count:02}" for number in range(count)],
        }
    )


@pytest.fixture
def folder(tmp_path):
    return tmp_path / "seen"


def test_adding_day_by_day_equals_one_batch(folder):
    articles = news(300)
    index = dl.DedupIndex.open(folder)
    for _, day in articles.group_by("published", maintain_order=True):
        index.add(day)
    assert len(index) == 300
    assert index.ids().to_list() == articles["article_id"].to_list()
    assert_frame_equal(dl.DedupIndex.open(folder).duplicates(), dl.dedup(articles))


def test_the_answer_of_add_names_old_articles_as_the_batch_does(folder):
    articles = news(300)
    index = dl.DedupIndex.open(folder)
    index.add(articles[:250])
    found = index.add(articles[250:])
    batch = dl.dedup(articles)[250:]
    assert found["article_id"].to_list() == articles["article_id"][250:].to_list()
    assert found["duplicate_of"].is_not_null().sum() > 10
    assert_frame_equal(found.drop("cluster"), batch.drop("cluster"))
    assert found["cluster"].to_list()[0] == 0


def test_the_order_in_which_articles_are_added_does_not_matter(folder, tmp_path):
    articles = news(120)
    index, turned = dl.DedupIndex.open(folder), dl.DedupIndex.open(tmp_path / "turned")
    index.add(articles)
    turned.add(articles[60:])
    turned.add(articles[:60])
    columns = ["article_id", "duplicate_of", "relation", "similarity"]
    assert_frame_equal(
        index.duplicates().select(columns).sort("article_id"), turned.duplicates().select(columns).sort("article_id")
    )


def test_two_indexes_become_one(folder, tmp_path):
    articles = news(120)
    index, other = dl.DedupIndex.open(folder), dl.DedupIndex.open(tmp_path / "other")
    index.add(articles[:50])
    other.add(articles[50:])
    other.remove(["n0060"])
    index.merge(other)
    assert len(other) == 69
    assert_frame_equal(index.duplicates(), dl.dedup(articles.filter(pl.col("article_id") != "n0060")))
    with pytest.raises(dl.OptionError, match="both indexes hold the article 'n0050'"):
        index.merge(other)
    assert len(index) == 119


def test_what_was_removed_is_forgotten_and_may_come_again(folder):
    articles = news(60)
    index = dl.DedupIndex.open(folder)
    index.add(articles)
    assert index.remove(["n0003", "n0007", "nobody"]) == 2
    assert index.remove(["n0003"]) == 0
    assert len(index) == 58
    left = articles.filter(~pl.col("article_id").is_in(["n0003", "n0007"]))
    assert_frame_equal(index.duplicates(), dl.dedup(left))
    index.add(articles.filter(article_id="n0003"))
    assert index.ids()[-1] == "n0003"


def test_whole_numbers_stay_whole_numbers(folder):
    articles = news(30).with_columns(article_id=pl.int_range(30))
    index = dl.DedupIndex.open(folder)
    assert index.add(articles).schema["duplicate_of"] == pl.Int64
    assert index.duplicates().schema["article_id"] == pl.Int64
    with pytest.raises(dl.OptionError, match="the ids of this index are Int64"):
        index.add(news(3))


def test_ids_that_do_not_tell_articles_apart_are_refused(folder):
    articles = news(4)
    index = dl.DedupIndex.open(folder)
    index.add(articles[:2])
    with pytest.raises(dl.OptionError, match="already holds the article 'n0001'"):
        index.add(articles[1:])
    with pytest.raises(dl.OptionError, match="have the id 'same'"):
        index.add(articles.with_columns(article_id=pl.lit("same")))
    with pytest.raises(dl.OptionError, match="article 0 has no id"):
        index.add(articles.with_columns(article_id=pl.lit(None, dtype=pl.String)))
    with pytest.raises(dl.MissingColumnError, match="no column `article_id`"):
        index.add(articles.drop("article_id"))
    assert len(index) == 2


def test_empty_indexes_and_empty_additions(folder):
    index = dl.DedupIndex.open(folder)
    assert index.duplicates().schema == dl.schema.duplicates
    assert len(index) == 0
    assert index.add(news(3)[:0]).height == 0
    index.add(pl.DataFrame({"article_id": ["x", "y"], "text": ["", None]}))
    assert index.duplicates()["relation"].to_list() == ["original", "original"]


def test_other_folders_are_left_alone(tmp_path):
    (tmp_path / "letters.txt").write_text("mine")
    with pytest.raises(dl.OptionError, match=r"not empty: it holds letters\.txt"):
        dl.DedupIndex.open(tmp_path)
    with pytest.raises(dl.OptionError, match="is a file"):
        dl.DedupIndex.open(tmp_path / "letters.txt")
    with pytest.raises(dl.OptionError, match="containment=2 is out of range"):
        dl.DedupIndex.open(tmp_path / "new", containment=2)


def test_a_damaged_manifest_is_named(folder):
    dl.DedupIndex.open(folder)
    (folder / "manifest.json").write_text("{")
    with pytest.raises(dl.DatelineError, match=r"manifest\.json is no manifest"):
        dl.DedupIndex.open(folder)


def test_only_one_process_changes_an_index_at_a_time(folder):
    index = dl.DedupIndex.open(folder)
    with index._changing(), pytest.raises(dl.DatelineError, match="being changed by another process"):
        dl.DedupIndex.open(folder).add(news(2))


def test_daily_additions_do_not_leave_a_file_each(folder):
    index = dl.DedupIndex.open(folder)
    for day in range(40):
        index.add(news(3, seed=day).with_columns(pl.col("article_id") + f"-{day}"))
    assert len(list(folder.glob("part-*.parquet"))) < 12
    assert len(index) == 120


ADD = """
    import os, sys
    import polars as pl, dateline as dl
    from dateline import indexing

    folder, steps = sys.argv[1], int(sys.argv[2])

    def stop_at(function):
        def counted(*given):
            global steps
            steps -= 1
            if steps < 0:
                os.kill(os.getpid(), 9)
            return function(*given)
        return counted

    os.replace = stop_at(os.replace)
    os.fsync = stop_at(os.fsync)
    index = dl.DedupIndex.open(folder)
    index.add(pl.read_parquet(folder + "-new.parquet"))
"""


@pytest.mark.skipif(os.name == "nt", reason="needs SIGKILL")
def test_an_addition_killed_at_any_step_leaves_a_whole_index(folder):
    articles = news(60)
    dl.DedupIndex.open(folder).add(articles[:40])
    articles[40:].write_parquet(f"{folder}-new.parquet")
    before, after = dl.dedup(articles[:40]), dl.dedup(articles)
    states = []
    for steps in range(10):
        done = subprocess.run([sys.executable, "-c", textwrap.dedent(ADD), str(folder), str(steps)], check=False)
        index = dl.DedupIndex.open(folder)
        states.append(len(index))
        assert_frame_equal(index.duplicates(), before if len(index) == 40 else after)
        if done.returncode == 0:
            break
        assert done.returncode == -signal.SIGKILL
        if len(index) == 60:
            index.remove(articles["article_id"][40:])
    assert done.returncode == 0
    # Cut off before the manifest was moved, and after: both were seen.
    assert states[0] == 40
    assert states.count(40) >= 3
    assert states.count(60) >= 2


@pytest.mark.skipif(os.name == "nt", reason="needs SIGKILL")
def test_an_addition_killed_at_any_time_leaves_a_whole_index(folder):
    articles = news(400)
    dl.DedupIndex.open(folder).add(articles[:10])
    articles[10:].write_parquet(f"{folder}-new.parquet")
    for delay in (0.2, 0.5, 0.8, 1.1, 1.4):
        child = subprocess.Popen([sys.executable, "-c", textwrap.dedent(ADD), str(folder), "99"])
        time.sleep(delay)
        child.kill()
        child.wait()
        index = dl.DedupIndex.open(folder)
        assert len(index) in (10, 400)
        assert index.duplicates().height == len(index)
        json.loads((folder / "manifest.json").read_text())
        if len(index) == 400:
            index.remove(articles["article_id"][10:])
