"""Speed and memory of every stage, on the sample corpus repeated to a size: `python -m benches.stages`.

Behind the stages come the time of a pair of names and the loading of an actor file. Each runs in a process of its own,
so that its peak memory is its own. DATELINE_BENCH_MB sets the size (50).
"""

from __future__ import annotations

import os
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import polars as pl

import dateline as dl

STAGES = ("parse", "sentences", "tokens", "mentions", "times", "quotes", "events", "dedup", "stories")
SIZE = float(os.environ.get("DATELINE_BENCH_MB", "50")) * 1e6


def corpus() -> pl.DataFrame:
    """The sample's articles, each copy with a number in front of its paragraphs so that copies are not all exact."""
    folder = Path(dl.__file__).parent / "sample" / "corpus"
    sample = dl.read(folder, keep_raw=True, progress=False).select(
        "raw", "text", "title", "published", "outlet", "language"
    )
    copies = max(1, round(SIZE / sample["text"].str.len_bytes().sum()))
    number = pl.int_range(pl.len()) // sample.height
    return pl.concat([sample] * copies).with_columns(
        pl.concat_str(pl.lit("Report "), number, pl.lit(". "), "text").alias("text")
    )


def measure(stage: str) -> None:
    """Run one stage and print its figures."""
    frame = corpus()
    getattr(dl, stage)(frame.head(10), progress=False)
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    given = frame.select("raw") if stage == "parse" else frame.drop("raw")
    column = "raw" if stage == "parse" else "text"
    began = time.perf_counter()
    found = getattr(dl, stage)(given, progress=False)
    seconds = time.perf_counter() - began
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    size = given[column].str.len_bytes().sum()
    tokens = f"{found.height / seconds:>12,.0f}" if stage == "tokens" else " " * 12
    print(
        f"{stage:<12}{given.height:>9,}{seconds:>9.1f}{given.height / seconds:>11,.0f}{size / seconds / 1e6:>8.1f}"
        f"{tokens}{peak / 1024:>10,.0f}{(peak - before) / 1024:>10,.0f}"
    )


def measure_names() -> None:
    """Print the time of one pair of names, each person of the sample against each other."""
    people = dl.entities(corpus().head(500), progress=False).filter(pl.col("kind") == "person")
    names = people.select(pl.col("variants").explode().alias("a")).unique().sort("a").head(400)
    pairs = pl.concat([names.join(names.rename({"a": "b"}), how="cross")] * 20)
    pairs.head(100).select(dl.name_similarity("a", "b").sum())
    began, worked = time.perf_counter(), time.process_time()
    pairs.select(dl.name_similarity("a", "b").sum())
    seconds, work = time.perf_counter() - began, time.process_time() - worked
    print(
        f"name pairs: {pairs.height:,}, {seconds / pairs.height * 1e6:.2f} microseconds each, "
        f"{work / pairs.height * 1e6:.2f} of one core"
    )


def measure_actors() -> None:
    """Print how long an actor file as long as PETRARCH's list of countries takes to load."""
    heads = 18_390
    lines = [f"PERSON_{number}_OF_ORVIK_\t[NORGOV 990101-050101]\t[NORELI >050101]" for number in range(heads)]
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "made.actors.txt"
        path.write_text("\n".join(lines) + "\n", encoding="utf-8")
        began = time.perf_counter()
        actors = dl.Actors.from_petrarch(path)
        seconds = time.perf_counter() - began
    print(f"actor file: {actors.names:,} names, {seconds:.2f} s")


#: What is timed by the piece, after the stages.
PIECES = {"names": measure_names, "actors": measure_actors}


def main() -> int:
    """Run every stage, or those named."""
    if len(sys.argv) == 3 and sys.argv[1] == "--stage":
        stage = sys.argv[2]
        PIECES[stage]() if stage in PIECES else measure(stage)
        return 0
    print(
        f"{os.cpu_count()} cores, sample corpus repeated to {SIZE / 1e6:.0f} MB; peak in MB, and above what the corpus takes"
    )
    print(
        f"{'stage':<12}{'docs':>9}{'seconds':>9}{'docs/s':>11}{'MB/s':>8}{'tokens/s':>12}{'peak':>10}{'above':>10}",
        flush=True,
    )
    for stage in sys.argv[1:] or (*STAGES, *PIECES):
        code = subprocess.run([sys.executable, "-m", "benches.stages", "--stage", stage], check=False).returncode
        if code:
            return code
    return 0


if __name__ == "__main__":
    sys.exit(main())
