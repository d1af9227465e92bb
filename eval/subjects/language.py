"""Tags, lemmas, trees and sentence boundaries against Universal Dependencies (EWT, GUM)."""

from __future__ import annotations

import gzip
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass

import dateline as dl
import polars as pl

from eval import gold
from eval.figures import Figure

GOLD = {"ewt": "language/en_ewt-dev.conllu.gz", "gum": "language/en_gum-dev.conllu.gz"}
CORE = {"nsubj", "obj", "iobj"}
#: Genres of GUM that read like news, by the name of their documents.
NEWSLIKE = ("GUM_news", "GUM_interview")


@dataclass(frozen=True)
class Word:
    form: str
    lemma: str
    upos: str
    head: int
    relation: str
    #: Whether a space follows in the running text.
    space: bool


@dataclass
class Sentence:
    document: str
    #: The text up to the paragraph's end belongs to one paragraph.
    paragraph: int
    words: list[Word]


def read(text: str) -> list[Sentence]:
    """The sentences of a CoNLL-U file; relations without subtypes; empty nodes left out."""
    return list(sentences(text))


def sentences(text: str) -> Iterator[Sentence]:
    document, paragraph = "", 0
    rows: list[list[str]] = []
    for line in text.splitlines():
        if line.startswith("# newdoc"):
            document, paragraph = line.partition("=")[2].strip(), paragraph + 1
        elif line.startswith("# newpar"):
            paragraph += 1
        elif line.startswith("#"):
            continue
        elif line:
            rows.append(line.split("\t"))
        elif rows:
            yield Sentence(document, paragraph, words(rows))
            rows = []
    if rows:
        yield Sentence(document, paragraph, words(rows))


def words(rows: list[list[str]]) -> list[Word]:
    # Inside a multiword range no space follows but after its last word.
    inside: dict[int, bool] = {}
    for row in rows:
        if "-" in row[0]:
            first, last = map(int, row[0].split("-"))
            inside |= {number: False for number in range(first, last)}
            inside[last] = "SpaceAfter=No" not in row[9]
    found = []
    for row in rows:
        if "-" in row[0] or "." in row[0]:
            continue
        space = inside.get(int(row[0]), "SpaceAfter=No" not in row[9])
        head = int(row[6]) if row[6].isdigit() else -1
        found.append(Word(row[1], row[2], row[3], head, row[7].partition(":")[0], space))
    return found


def paragraphs(sentences: list[Sentence]) -> dict[tuple[str, int], tuple[str, list[Sentence]]]:
    """Each paragraph's running text, sentences joined by one space where the gold puts one."""
    texts: dict[tuple[str, int], tuple[str, list[Sentence]]] = {}
    for sentence in sentences:
        text, members = texts.get((sentence.document, sentence.paragraph), ("", []))
        text += "".join(word.form + " " * word.space for word in sentence.words)
        if not text.endswith(" "):
            text += " "
        texts[(sentence.document, sentence.paragraph)] = (text, [*members, sentence])
    return texts


def annotate(text: str) -> list[Sentence]:
    """What `dateline conllu --gold-tokens` makes of the gold tokens."""
    command = [sys.executable, "-m", "dateline", "conllu", "--gold-tokens"]
    return read(subprocess.run(command, input=text, capture_output=True, text=True, check=True).stdout)


def trees(name: str, wanted: list[Sentence], found: list[Sentence]) -> list[Figure]:
    pairs = [(a, b) for left, right in zip(wanted, found, strict=True) for a, b in zip(left.words, right.words, strict=True)]
    n = len(pairs)
    core = [(a, b) for a, b in pairs if a.relation in CORE]
    attached = [(a.head, a.relation) == (b.head, b.relation) for a, b in pairs]
    return [
        Figure("language", name, "LAS", sum(attached) / n, n),
        Figure("language", name, "UAS", sum(a.head == b.head for a, b in pairs) / n, n),
        Figure("language", name, "LAS, nsubj obj iobj", sum((a.head, a.relation) == (b.head, b.relation) for a, b in core) / max(len(core), 1), len(core)),
        Figure("language", name, "UPOS", sum(a.upos == b.upos for a, b in pairs) / n, n),
        Figure("language", name, "lemma", sum(a.lemma == b.lemma for a, b in pairs) / n, n),
    ]


def from_raw_text(name: str, wanted: list[Sentence]) -> list[Figure]:
    """LAS and sentence boundaries when nothing but the running text of each paragraph is given."""
    texts = paragraphs(wanted)
    frame = pl.DataFrame({"article_id": list(range(len(texts))), "text": [text for text, _ in texts.values()]})
    tokens = dl.tokens(frame.with_columns(language=pl.lit("en"))).partition_by("article_id", as_dict=True)
    right = total = ours = 0
    boundaries = [0, 0, 0]
    for number, (_, members) in enumerate(texts.values()):
        rows = tokens[(number,)].rows(named=True) if (number,) in tokens else []
        total += sum(len(sentence.words) for sentence in members)
        ours += len(rows)
        right += len(arcs_of_gold(members) & arcs_of_rows(rows))
        starts, found = starts_of_gold(members), {row["start"] for row in rows if row["token_id"] == 1} - {0}
        boundaries[0] += len(starts & found)
        boundaries[1] += len(found)
        boundaries[2] += len(starts)
    return [
        Figure("language", name, "LAS from raw text, F1", 2 * right / (total + ours), total),
        Figure("language", name, "sentence boundaries F1", 2 * boundaries[0] / max(boundaries[1] + boundaries[2], 1), boundaries[2]),
    ]


Arc = tuple[int, int, int, str]


def arcs_of_gold(members: list[Sentence]) -> set[Arc]:
    """(start, end, start of head, relation) of every word, in characters of the paragraph; -1 heads the root."""
    arcs: set[Arc] = set()
    offset = 0
    for sentence in members:
        places = []
        for word in sentence.words:
            places.append((offset, offset + len(word.form)))
            offset += len(word.form) + word.space
        if not sentence.words[-1].space:
            offset += 1
        for word, (start, end) in zip(sentence.words, places, strict=True):
            arcs.add((start, end, places[word.head - 1][0] if word.head > 0 else -1, word.relation))
    return arcs


def arcs_of_rows(rows: list[dict]) -> set[Arc]:
    starts = {(row["sentence_id"], row["token_id"]): row["start"] for row in rows}
    return {
        (row["start"], row["end"], starts.get((row["sentence_id"], row["head"]), -1), (row["deprel"] or "").partition(":")[0])
        for row in rows
    }


def starts_of_gold(members: list[Sentence]) -> set[int]:
    """Where sentences start inside the paragraph; its own start is given and does not count."""
    starts, offset = set(), 0
    for sentence in members:
        starts.add(offset)
        offset += sum(len(word.form) + word.space for word in sentence.words) + (not sentence.words[-1].space)
    return starts - {0}


def score() -> list[Figure]:
    figures = []
    for name, file in GOLD.items():
        with gzip.open(gold.path(file), "rt", encoding="utf-8") as opened:
            text = opened.read()
        wanted, found = read(text), annotate(text)
        figures += trees(name, wanted, found)
        figures += from_raw_text(name, wanted)
        if name == "gum":
            news = [number for number, sentence in enumerate(wanted) if sentence.document.startswith(NEWSLIKE[0])]
            figures += trees("gum news", [wanted[i] for i in news], [found[i] for i in news])[:3]
            like = [sentence for sentence in wanted if sentence.document.startswith(NEWSLIKE)]
            figures += from_raw_text("gum news+interview", like)
    return figures
