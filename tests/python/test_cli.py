"""The command line: formats, exit codes, one clear line on failure, nothing half written."""

from __future__ import annotations

import json
import signal
import subprocess
import sys
import time

import dateline as dl
import polars as pl
import pytest
from dateline.cli import main

TEXT = "Norway condemned Sweden on Friday. “We disagree,” Kari Hølm said."


def run(*arguments, stdin=b"", **options):
    return subprocess.run(
        [sys.executable, "-m", "dateline", *map(str, arguments)],
        input=stdin,
        capture_output=True,
        check=False,
        **options,
    )


@pytest.fixture
def corpus(tmp_path):
    folder = tmp_path / "corpus"
    folder.mkdir()
    (folder / "a.txt").write_text(TEXT, encoding="utf-8")
    (folder / "b.txt").write_text("", encoding="utf-8")
    return folder


def test_run_makes_a_file_for_every_frame_and_a_report(corpus, tmp_path):
    out = tmp_path / "new" / "out"
    done = run("run", corpus, "--out", out)
    assert done.returncode == 0, done.stderr
    assert done.stderr.decode() == f"dateline: 1 of 2 documents gave no text; {out / 'report.html'} says why\n"
    names = {path.name for path in out.iterdir()}
    assert names == {f"{name}.parquet" for name in dl.analyze([]).frames()} | {"report.html"}
    assert pl.read_parquet(out / "articles.parquet")["article_id"].to_list() == ["a.txt", "b.txt"]
    assert pl.read_parquet(out / "events.parquet")["source_country"].to_list() == ["NOR"]


def test_a_column_that_is_not_there_is_told_in_the_words_of_the_command_line(tmp_path):
    path = tmp_path / "news.jsonl"
    path.write_text('{"artikel": "It rained."}\n')
    done = run("sentences", path)
    assert done.returncode == 1
    assert "Say which: --column text=NAME" in done.stderr.decode()
    assert run("sentences", path, "--column", "text=artikel").returncode == 0


def test_run_gives_the_same_bytes_for_one_thread_and_two(corpus, tmp_path):
    for threads in (1, 2):
        assert run("run", corpus, "--out", tmp_path / str(threads), "--threads", threads).returncode == 0
    for path in (tmp_path / "1").iterdir():
        assert path.read_bytes() == (tmp_path / "2" / path.name).read_bytes(), path.name


@pytest.mark.parametrize("step", ["parse", "sentences", "tokens", "mentions", "times", "quotes", "events", "dedup"])
@pytest.mark.parametrize("kind", ["parquet", "csv", "jsonl"])
def test_every_step_writes_every_format(corpus, tmp_path, step, kind):
    out = tmp_path / f"out.{kind}"
    assert main([step, str(corpus), "--out", str(out)]) == 0
    name = {"parse": "articles", "dedup": "duplicates"}.get(step, step)
    if kind == "parquet":
        assert pl.read_parquet(out).columns == list(getattr(dl.schema, name))
    elif kind == "csv":
        assert out.read_text("utf-8").splitlines()[0].split(",") == list(getattr(dl.schema, name))
    else:
        for line in out.read_text("utf-8").splitlines():
            assert list(json.loads(line)) == list(getattr(dl.schema, name))


def test_json_lines_in_and_out():
    line = json.dumps({"id": "x", "text": TEXT}, ensure_ascii=False).encode()
    done = run("quotes", "-", stdin=line)
    assert done.returncode == 0, done.stderr
    quotes = [json.loads(row) for row in done.stdout.splitlines()]
    assert [quote["speaker"] for quote in quotes if quote["kind"] == "direct"] == ["Kari Hølm"]


@pytest.mark.parametrize(
    ("arguments", "code", "message"),
    [
        ([], 2, "required"),
        (["fly"], 2, "invalid choice"),
        (["run", "x"], 2, "--out"),
        (["quotes", "nowhere.txt"], 1, "nowhere.txt"),
        (["quotes", "nowhere.txt", "--out", "x.pdf"], 2, "must end in"),
        (["quotes", "-", "nowhere.txt"], 2, "cannot be mixed"),
        (["quotes", ".", "--threads", "0"], 2, "threads=0"),
        (["quotes", ".", "--threads=-1"], 2, "threads=-1"),
        (["quotes", ".", "--column", "text"], 2, "FIELD=NAME"),
        (["quotes", ".", "--lists", "nowhere"], 1, "nowhere"),
    ],
)
def test_failures_say_what_to_do(tmp_path, arguments, code, message):
    done = run(*arguments, cwd=tmp_path)
    assert done.returncode == code
    assert message in done.stderr.decode()
    assert b"Traceback" not in done.stderr
    assert not list(tmp_path.iterdir())


def test_version():
    assert run("--version").stdout.decode().strip() == f"dateline {dl.__version__}"


def test_conllu_from_text_and_with_words_given():
    written = run("conllu", stdin=b"The minister resigned. She left.").stdout.decode()
    words = [line.split("\t") for line in written.splitlines() if line and line[0].isdigit()]
    assert [word[1] for word in words] == ["The", "minister", "resigned", ".", "She", "left", "."]
    assert all(len(word) == 10 for word in words)
    bare = "\n".join(
        "\t".join([*word[:2], *["_"] * 8]) if len(word) == 10 else ""
        for word in (line.split("\t") for line in written.splitlines())
    )
    again = run("conllu", "--gold-tokens", stdin=(bare + "\n\n").encode()).stdout.decode()
    kept = [line.split("\t") for line in again.splitlines() if line and line[0].isdigit()]
    assert [word[:5] + word[6:8] for word in kept] == [word[:5] + word[6:8] for word in words]


def test_conllu_reads_files_and_says_what_is_no_conllu(tmp_path):
    path = tmp_path / "speech.txt"
    path.write_text("The minister resigned.", encoding="utf-8")
    from_file = run("conllu", str(path)).stdout
    assert from_file == run("conllu", "-", stdin=b"The minister resigned.").stdout
    wrong = run("conllu", "--gold-tokens", str(path))
    assert wrong.returncode == 2
    assert b"speech.txt, line 1: 1 field where CoNLL-U has ten" in wrong.stderr
    rows = b"# text = Hi\n" + b"\t".join([b"one", b"Hi", *[b"_"] * 8]) + b"\n"
    wrong = run("conllu", "--gold-tokens", stdin=rows)
    assert wrong.returncode == 2
    assert b"standard input, line 2: CoNLL-U begins a row with the number" in wrong.stderr
    rows = b"".join(b"\t".join([number, b"Hi", *[b"_"] * 8]) + b"\n" for number in (b"1", b"3"))
    wrong = run("conllu", "--gold-tokens", stdin=rows)
    assert wrong.returncode == 2
    assert b"standard input, line 2: word 3 where word 2 of the sentence comes next" in wrong.stderr
    missing = run("conllu", str(tmp_path / "none.txt"))
    assert missing.returncode == 1
    assert b"none.txt: No such file or directory" in missing.stderr


@pytest.mark.skipif(sys.platform == "win32", reason="signals")
def test_an_interrupted_run_leaves_nothing_half_written(tmp_path):
    line = json.dumps({"text": TEXT * 200}, ensure_ascii=False) + "\n"
    (tmp_path / "big.jsonl").write_text(line * 5_000, encoding="utf-8")
    out = tmp_path / "out"
    command = [sys.executable, "-m", "dateline", "run", str(tmp_path / "big.jsonl"), "--out", str(out)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        time.sleep(3)
        process.send_signal(signal.SIGINT)
        _, told = process.communicate(timeout=20)
    assert process.returncode == 1
    assert "interrupted" in told.decode()
    assert not out.exists() or not list(out.iterdir())


def test_a_step_goes_through_many_articles_piece_by_piece(tmp_path):
    source, out = tmp_path / "many.jsonl", tmp_path / "tokens.parquet"
    texts = [f"The port of Orvik was closed on day {day}. Nobody knows why." for day in range(200)]
    source.write_text("".join(json.dumps({"text": text}) + "\n" for text in texts), encoding="utf-8")
    assert main(["tokens", str(source), "--out", str(out), "--quiet"]) == 0
    whole = dl.tokens(dl.read(source))
    assert pl.read_parquet(out).equals(whole)


def test_documents_without_text_are_counted(tmp_path, capsys):
    source = tmp_path / "broken.jsonl"
    source.write_text('{"text": "Port closed on Friday."}\nno JSON\n{"text": ""}\n', encoding="utf-8")
    assert main(["sentences", str(source), "--quiet"]) == 0
    assert "2 of 3 documents gave no text" in capsys.readouterr().err


def test_plain_text_on_standard_input_is_answered_with_what_is_wanted():
    done = run("tokens", "-", "--quiet", stdin=b"The port of Orvik was closed.\n")
    assert b'standard input is read as JSON lines such as {"text": "Ministers met."}' in done.stderr


def test_an_empty_folder_is_said(tmp_path, capsys):
    empty = tmp_path / "empty"
    empty.mkdir()
    assert main(["run", str(empty), "--out", str(tmp_path / "out"), "--quiet"]) == 0
    assert "no document was found" in capsys.readouterr().err
