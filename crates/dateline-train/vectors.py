"""Writes the word vectors that `dateline-train` reads, from the English vectors of spaCy (CC0).

    python crates/dateline-train/vectors.py MODEL_FOLDER CLUSTERS OUT

MODEL_FOLDER holds `vocab/vectors`, `vocab/key2row` and `vocab/strings.json` (20,000 vectors of 300 numbers for 684,830
words: "Explosion Vectors", https://github.com/explosion/spacy-vectors-builder, CC0). CLUSTERS is the list of words that
are kept: one a line, before a tab. OUT is gzipped: a line a word with the number of its vector, an empty line, and a line
a vector with its numbers, scaled to a length of 1,000 and rounded. Needs `pip install spacy numpy`.
"""

import gzip
import json
import sys
from pathlib import Path

import numpy
import srsly
from spacy.strings import get_string_id

LENGTH = 1000


def main(folder: Path, clusters: Path, out: Path) -> None:
    vectors = numpy.load(folder / "vocab" / "vectors")
    rows = srsly.read_msgpack(folder / "vocab" / "key2row")
    strings = json.loads((folder / "vocab" / "strings.json").read_text(encoding="utf-8"))
    with gzip.open(clusters, "rt", encoding="utf-8") as lines:
        words = [line.split("\t")[0] for line in lines]
    # A word that stands only with capitals ("Geneva") lends its vector to the same word without.
    capitals: dict[str, int] = {}
    for string in sorted(strings):
        row = rows.get(get_string_id(string))
        if row is not None:
            capitals.setdefault(string.lower(), row)
    lengths = numpy.linalg.norm(vectors, axis=1, keepdims=True)
    whole = numpy.rint(vectors / numpy.maximum(lengths, 1e-6) * LENGTH).astype(int)
    with open(out, "wb") as file, gzip.GzipFile("", "wb", 9, file, 0) as packed:
        for word in words:
            row = rows.get(get_string_id(word), capitals.get(word.lower()))
            if row is not None:
                packed.write(f"{word}\t{row}\n".encode())
        packed.write(b"\n")
        for vector in whole.tolist():
            packed.write((" ".join(map(str, vector)) + "\n").encode())


if __name__ == "__main__":
    if len(sys.argv) != 4:
        sys.exit(__doc__)
    main(*map(Path, sys.argv[1:]))
