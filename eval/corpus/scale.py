"""How time and memory grow with the corpus: `python -m eval.corpus.scale 5000 10000 20000`.

For each size a corpus of stories is written (other seeds give other stories), and the steps are timed: events alone, then
all frames of stories. Prints seconds, the ratio of both, peak memory, and the exponents of growth between sizes.
"""

from __future__ import annotations

import math
import resource
import sys
import time

import dateline as dl

from eval.corpus.write import stories
from eval.subjects.claims import frame


def main(sizes: list[int]) -> None:
    last: tuple[int, float, float] | None = None
    for size in sizes:
        told = stories("dev", size // 5, seed=size) + stories("heldout", size // 5, seed=size)
        articles = frame(told).head(size)
        characters = articles["text"].str.len_chars().sum()
        started = time.process_time()
        dl.events(articles)
        events = time.process_time() - started
        started = time.process_time()
        dl.stories(articles.drop("story"))
        grouped = time.process_time() - started
        started = time.process_time()
        rows = dl.claims(articles).height
        claims = time.process_time() - started
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e6
        line = f"{articles.height:,} articles, {characters:,} characters: events {events:.1f} s, stories {grouped:.1f} s, claims {claims:.1f} s"
        print(f"{line} ({rows:,} rows), CPU; claims / events {claims / events:.2f}; peak {peak:.2f} GB")
        if last:
            grown = math.log(articles.height / last[0])
            print(
                f"  exponents: claims {math.log(claims / last[1]) / grown:.2f}, stories {math.log(grouped / last[2]) / grown:.2f}"
            )
        last = (articles.height, claims, grouped)


if __name__ == "__main__":
    main([int(size) for size in sys.argv[1:]] or [5000, 10000, 20000])
