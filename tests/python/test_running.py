"""Loading, interrupting, progress."""

from __future__ import annotations

import _thread
import subprocess
import sys
import threading
import time
from pathlib import Path

import dateline as dl
import pytest

TEXT = "Norway condemned Sweden on Friday, the minister said in Oslo. " * 40


def test_import_is_quick_and_leaves_polars_for_later():
    code = (
        "import time; began = time.perf_counter(); import dateline; took = time.perf_counter() - began; import sys;"
        "assert 'polars' not in sys.modules; print(took)"
    )
    times = [
        float(subprocess.run([sys.executable, "-c", code], capture_output=True, check=True).stdout) for _ in range(3)
    ]
    assert min(times) < 0.3


def threads_of_ours():
    tasks = Path("/proc/self/task")
    names = [(task / "comm").read_text().strip() for task in tasks.iterdir()]
    return [name for name in names if name.startswith("dateline")]


@pytest.mark.skipif(not Path("/proc/self/task").exists(), reason="needs /proc")
def test_an_interrupted_call_stops_at_once_and_leaves_no_thread():
    texts = [TEXT] * 20_000
    dl.events([TEXT])  # load lists and model
    interrupted = []

    def interrupt():
        interrupted.append(time.monotonic())
        _thread.interrupt_main()

    timer = threading.Timer(0.5, interrupt)
    timer.start()
    with pytest.raises(KeyboardInterrupt):
        dl.events(texts)
    assert time.monotonic() - interrupted[0] < 0.2
    time.sleep(0.1)
    assert threads_of_ours() == []


INTERRUPTED = """
import os, signal, sys, threading, time
import dateline as dl

dl.events(["Norway condemned Sweden."])  # load lists and model
sent = []

def interrupt():
    time.sleep(1.5)
    sent.append(time.monotonic())
    os.kill(os.getpid(), signal.SIGINT)

threading.Thread(target=interrupt, daemon=True).start()
try:
    try:
        query = dl.scan(sys.argv[1], progress=False).select("article_id", event=dl.expr.events("text", "published"))
        query.sink_parquet(sys.argv[2])
    except KeyboardInterrupt:
        pass
    # Polars and Python may each raise it once.
    stopped = time.monotonic()
    time.sleep(0.01)
except KeyboardInterrupt:
    stopped = time.monotonic()
print(stopped - sent[0], flush=True)
os._exit(0)
"""


def test_an_interrupted_scan_stops_at_once(tmp_path):
    path = tmp_path / "news.jsonl"
    row = '{"text": "' + "Norway condemned Sweden on Friday, the minister said in Oslo. " * 8 + '"}\n'
    path.write_text(row * 100_000, "utf-8")
    took = []
    for _ in range(3):
        done = subprocess.run(
            [sys.executable, "-c", INTERRUPTED, str(path), str(tmp_path / "events.parquet")],
            capture_output=True,
            text=True,
            check=True,
            timeout=120,
        )
        took.append(float(done.stdout))
        if took[-1] < 0.2:
            break
    assert min(took) < 0.2


def test_a_scan_tells_how_far_it_is(tmp_path):
    told = []
    (tmp_path / "news.jsonl").write_text('{"text": "The port of Orvik was closed."}\n' * 300, "utf-8")
    assert dl.scan(tmp_path / "news.jsonl", progress=told.append).collect().height == 300
    assert told == sorted(told)
    assert told


def test_a_scan_that_leaves_nothing_gives_an_empty_frame(tmp_path):
    import polars as pl

    (tmp_path / "news.jsonl").write_text('{"text": "The port of Orvik was closed."}\n', "utf-8")
    query = dl.scan(tmp_path / "news.jsonl").filter(pl.col("language") == "xx").select("article_id", "text")
    assert query.collect().shape == (0, 2)


def test_progress_is_told_to_a_function():
    told = []
    dl.events([TEXT] * 400, progress=told.append)
    assert told == sorted(told)
    assert told
    assert told[-1] <= 400


def test_an_exception_from_the_progress_function_stops_the_call():
    def refuse(done):
        raise RuntimeError("enough")

    with pytest.raises(RuntimeError, match="enough"):
        dl.events([TEXT] * 4_000, progress=refuse)


def test_a_bar_is_shown_where_asked_for_and_wiped(capsys):
    dl.events([TEXT] * 1_000, progress=True)
    shown = capsys.readouterr().err
    if shown:  # only what takes over a second
        assert "of 1,000 articles" in shown
        assert shown.endswith("\r\033[K")
    dl.events([TEXT] * 10, progress=False)
    assert capsys.readouterr().err == ""


def test_all_public_names_are_there_and_documented():
    for name in dl.__all__:
        assert getattr(dl, name).__doc__ or name == "__version__", name
    assert set(dl.__all__) <= set(dir(dl))


def test_an_unknown_name_is_an_attribute_error():
    with pytest.raises(AttributeError, match="no attribute 'quote'"):
        dl.quote  # noqa: B018
