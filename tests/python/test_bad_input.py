"""Bad input is normal: a word in `issues`, bounded time, no exception, no lost neighbour."""

from __future__ import annotations

import json
import os
import sys
import time

import dateline as dl
import polars as pl
import pytest

GOOD = "The port of Orvik was closed on Friday after a storm, the harbour master said."


@pytest.mark.parametrize(
    ("name", "content", "issue"),
    [
        ("empty.txt", b"", "empty"),
        ("spaces.txt", b" \n\t\r\n ", "empty"),
        ("binary.txt", bytes(range(256)) * 40, "binary"),
        (
            "latin.txt",
            "Der Hafen von Örvik wurde am Freitag wegen eines Sturms geschlossen.".encode("latin-1"),
            None,
        ),
        ("broken.txt", GOOD.encode() + b"\xff\xfe\xfa" + GOOD.encode(), "replaced_characters"),
        ("utf16.txt", GOOD.encode("utf-16"), None),
        ("nul.txt", GOOD.replace("port", "po\0rt").encode(), "nul_characters"),
        ("mac.txt", b"Port closed\r\r" + GOOD.encode() + b"\r\rIt rained.\r", None),
        ("open.html", b"<html><body><p>" + GOOD.encode() + b"<p><b><i>" + GOOD.encode(), None),
        ("deep.html", b"<div>" * 50_000 + b"<p>" + GOOD.encode() + b"</p>" + b"</div>" * 50_000, None),
        ("script.html", b"<script>" + b"x" * 1_000_000, "empty"),
    ],
)
def test_a_bad_file_costs_nobody_else(tmp_path, name, content, issue):
    (tmp_path / name).write_bytes(content)
    (tmp_path / "zz_good.txt").write_text(GOOD)
    began = time.monotonic()
    found = dl.read(tmp_path)
    assert time.monotonic() - began < 20
    assert found["article_id"].to_list() == [name, "zz_good.txt"]
    assert GOOD in found["text"][1]
    if issue:
        assert issue in found["issues"][0]
    else:
        assert found["text"][0] or found["issues"][0].to_list()
    for call in (dl.sentences, dl.tokens, dl.mentions, dl.times, dl.quotes, dl.events, dl.dedup):
        call(found)


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-8-sig", "latin-1"])
def test_charsets_are_told(encoding):
    text = "The café in Orvik was closed on Friday, the naïve owner said in a statement to the press."
    mark = "\ufeff".encode(encoding) if encoding == "utf-16-le" else b""
    assert dl.parse([mark + text.encode(encoding)])["text"].to_list() == [text]


def test_broken_lines_of_jsonl_are_reported_with_their_numbers(tmp_path):
    lines = [
        json.dumps({"id": "one", "text": GOOD}),
        "{broken",
        json.dumps({"id": "three", "text": GOOD}),
        '{"id": "four", "text": "cut sho',
    ]
    (tmp_path / "news.jsonl").write_text("\n".join(lines))
    found = dl.read(tmp_path / "news.jsonl")
    by_id = {key: (text, list(issues)) for key, text, issues in found.select("article_id", "text", "issues").rows()}
    assert by_id["one"][0] == by_id["three"][0] == GOOD
    reported = [issue for _, issues in by_id.values() for issue in issues]
    assert [issue for issue in reported if "2" in issue]
    assert [issue for issue in reported if "4" in issue]


@pytest.mark.skipif(sys.platform == "win32" or os.geteuid() == 0, reason="root may read everything")
def test_an_unreadable_file_in_a_folder_keeps_its_row(tmp_path):
    (tmp_path / "a.txt").write_text(GOOD)
    (tmp_path / "b.txt").write_text(GOOD)
    (tmp_path / "a.txt").chmod(0)
    found = dl.read(tmp_path)
    assert found["issues"][0].to_list() == ["empty", "unreadable"]
    assert found["text"][1] == GOOD


def test_a_dangling_link_in_a_folder_keeps_its_row(tmp_path):
    (tmp_path / "a.txt").symlink_to(tmp_path / "nowhere.txt")
    (tmp_path / "b.txt").write_text(GOOD)
    found = dl.read(tmp_path)
    assert found["article_id"].to_list() == ["a.txt", "b.txt"]
    assert "unreadable" in found["issues"][0]


def test_lone_surrogates_leave_a_word():
    found = dl.parse(["The flag \ud83c was seen. " + GOOD, GOOD])
    assert "replaced_characters" in found["issues"][0]
    assert "replaced_characters" not in found["issues"][1]


def test_two_rows_of_one_id_are_told_apart(tmp_path):
    path = tmp_path / "news.jsonl"
    path.write_text(
        "".join(json.dumps({"id": "one", "text": text}) + "\n" for text in (GOOD, GOOD.replace("Orvik", "Vik")))
    )
    found = dl.read(path)
    assert found["article_id"].to_list() == ["one", "news.jsonl#2"]
    assert "repeated_id one" in found["issues"][1]
    given = dl.parse(pl.DataFrame({"article_id": [1, 1, 2], "raw": [GOOD, GOOD, GOOD]}))
    assert given["article_id"].to_list() == [1, 1, 2]
    assert ["repeated_id 1" in issues for issues in given["issues"]] == [True, True, False]


def test_every_issue_word_is_explained(tmp_path):
    words = dl.schema.issues()
    assert words["issue"].is_sorted()
    assert words["issue"].is_unique().all()
    assert words["about"].str.ends_with(".").all()
    (tmp_path / "a.txt").write_bytes(b"")
    (tmp_path / "b.jsonl").write_bytes(b"{broken")
    seen = {issue.split(" ")[0] for issues in dl.read(tmp_path)["issues"] for issue in issues}
    assert seen == {"empty", "broken_line"}
    assert seen <= set(words["issue"])


def test_a_missing_file_is_named(tmp_path):
    with pytest.raises(FileNotFoundError) as caught:
        dl.read(tmp_path / "nowhere.txt")
    assert caught.value.filename == str(tmp_path / "nowhere.txt")
    with pytest.raises(FileNotFoundError, match="no file matches"):
        dl.read(str(tmp_path / "*.txt"))


def test_no_files_in_a_folder_are_no_articles(tmp_path):
    found = dl.read(tmp_path)
    assert found.height == 0
    assert dict(found.schema) == {**dict(dl.schema.articles), "article_id": pl.String()}
    assert dl.scan(tmp_path).collect().schema == found.schema


def test_no_path_is_a_wrong_call():
    with pytest.raises(dl.OptionError, match="no path was given"):
        dl.read([])


def test_an_unknown_field_is_named(tmp_path):
    with pytest.raises(dl.OptionError, match='unknown field "body"; the fields are'):
        dl.read(tmp_path, columns={"body": "x"})


@pytest.mark.parametrize("name", ["a.jsonl", "a.csv", "a.tsv", "a.parquet"])
def test_a_column_that_is_not_there_is_named_with_those_that_are(tmp_path, name):
    frame = pl.DataFrame({"nr": ["1", "2"], "artikel": [GOOD, GOOD + " It rained."]})
    path = tmp_path / name
    {
        "a.jsonl": frame.write_ndjson,
        "a.csv": frame.write_csv,
        "a.tsv": lambda file: frame.write_csv(file, separator="\t"),
        "a.parquet": frame.write_parquet,
    }[name](path)
    there = "(nr, artikel|artikel, nr)"
    for columns in ({"text": "artikle"}, {"text": "artikel", "published": "datm"}):
        wrong = list(columns.values())[-1]
        for given in (path, tmp_path, str(tmp_path / "a.*")):
            with pytest.raises(dl.MissingColumnError, match=f'no column "{wrong}".*its columns are: {there}'):
                dl.read(given, columns=columns)
    with pytest.raises(dl.MissingColumnError, match=f"no column holds the text; its columns are: {there}"):
        dl.read(path)
    assert dl.read(path, columns={"text": "artikel"})["text"].to_list() == frame["artikel"].to_list()
    with pytest.raises((dl.MissingColumnError, pl.exceptions.ComputeError), match="artikle"):
        dl.scan(path, columns={"text": "artikle"}).collect()


def test_a_table_of_another_kind_in_a_folder_says_so(tmp_path):
    (tmp_path / "a.txt").write_text(GOOD)
    (tmp_path / "outlets.csv").write_text("name,country\nThe Orvik Post,NOR\n")
    found = dl.read(tmp_path)
    assert found["text"].to_list() == [GOOD, ""]
    assert "no_text_column" in found["issues"][1]


def test_a_line_without_text_among_others_says_so(tmp_path):
    (tmp_path / "a.jsonl").write_text(json.dumps({"text": GOOD}) + '\n{"title": "Port closed"}\n')
    found = dl.read(tmp_path / "a.jsonl")
    assert found["issues"].list.contains("no_text_column").to_list() == [False, True]


def test_a_parquet_file_without_text_names_its_columns(tmp_path):
    pl.DataFrame({"x": [1]}).write_parquet(tmp_path / "a.parquet")
    with pytest.raises(dl.MissingColumnError, match="its columns are: x"):
        dl.read(tmp_path)


@pytest.mark.parametrize(
    "text",
    ["“" * 20_000, "(" * 20_000, '"a' * 20_000, "\0" * 20_000, "a " * 50_000, "é" * 20_000, ". " * 20_000],
)
def test_odd_texts_take_bounded_time(text):
    began = time.monotonic()
    for call in (dl.sentences, dl.tokens, dl.mentions, dl.times, dl.quotes, dl.events):
        call([text, GOOD])
    assert time.monotonic() - began < 30


def test_a_hundred_megabytes_on_one_line(tmp_path):
    path = tmp_path / "long.txt"
    path.write_bytes((GOOD.encode() + b" ") * (100_000_000 // (len(GOOD) + 1)))
    began = time.monotonic()
    found = dl.read(path)
    assert found.height == 1
    assert time.monotonic() - began < 60
