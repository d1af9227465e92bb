"""The five seed articles, field by field, against their hand-made gold."""

from __future__ import annotations

import re

import dateline as dl
import polars as pl

from eval import gold
from eval.figures import Figure


def score() -> list[Figure]:
    answers, folder = gold.seeds()
    documents = answers["documents"]
    texts = {document["file"]: read(folder / document["file"]) for document in documents}
    frame = pl.DataFrame({"article_id": list(texts), "raw": list(texts.values())})
    analysis = dl.analyze(frame)
    parsed = {row["article_id"]: row for row in analysis.articles.iter_rows(named=True)}
    figures = [
        share("title", [field(document, "title") == parsed[document["file"]]["title"] for document in documents]),
        share("byline", [authors(document) == parsed[document["file"]]["authors"] for document in documents]),
        share(
            "dateline place", [place(document) == parsed[document["file"]]["dateline_place"] for document in documents]
        ),
        share("day of publication", [day(document, parsed[document["file"]]) for document in documents]),
        furniture(documents, parsed),
        body(documents, texts, parsed),
    ]
    figures += people(documents, analysis, parsed)
    figures += events(documents, texts)
    figures.append(stories(answers["cross_document"], analysis))
    return figures


def read(path) -> str:
    # Offsets in the gold count the raw file, line ends as they are.
    return path.read_bytes().decode("utf-8")


def share(measure: str, hits: list[bool]) -> Figure:
    return Figure("seeds", "gold.json", measure, sum(hits) / len(hits), len(hits))


def field(document: dict, name: str) -> str | None:
    return (document[name] or {}).get("text")


def authors(document: dict) -> list[str]:
    """A signature at the foot of a repost is furniture, not a byline."""
    byline = document["byline"]
    return [byline["author"]] if byline and "note" not in byline else []


def place(document: dict) -> str | None:
    return (document["dateline"] or {}).get("place")


def day(document: dict, row: dict) -> bool:
    wanted = document["publication_date"]
    if row["published"] is None:
        # A file whose own text leaves several days open may stay undated.
        return "from_this_file_alone" in wanted
    return str(row["published"])[:10] == wanted["value"]


def furniture(documents: list[dict], parsed: dict[str, dict]) -> Figure:
    hits = []
    for document in documents:
        removed = " ".join(squeeze(piece["text"]) for piece in parsed[document["file"]]["boilerplate"])
        hits += [squeeze(line["text"]) in removed for line in document["boilerplate"]]
    return share("furniture lines removed", hits)


def body(documents: list[dict], texts: dict[str, str], parsed: dict[str, dict]) -> Figure:
    """Every line that is neither furniture nor a field of its own must stand in the text."""
    hits = []
    for document in documents:
        text = texts[document["file"]]
        out = [tuple(line["span"]) for line in document["boilerplate"]]
        out += [tuple(document[name]["span"]) for name in ("title", "byline", "dateline") if document[name]]
        kept = "".join(" " if any(a <= i < b for a, b in out) else letter for i, letter in enumerate(text))
        found = squeeze(parsed[document["file"]]["text"])
        # A caption is named as furniture once where it stands twice; short leftovers are such repetitions.
        lines = [squeeze(line) for line in kept.splitlines() if len(line.split()) >= 8]
        hits += [line in found for line in lines if texts[document["file"]].count(line) == 1]
    return share("body lines kept", hits)


def squeeze(text: str) -> str:
    return " ".join(text.split())


def people(documents: list[dict], analysis, parsed: dict[str, dict]) -> list[Figure]:
    """Each person of a file is one entity with the right country; and each person of all files is one entity.

    The gold notes beside some people that they take no part (the author, the signature below a repost): those are
    asked of the authors and of the furniture, not of the mentions.
    """
    entities = analysis.entities.explode("members").select("members", whole="entity_id")
    rows = analysis.mentions.filter(pl.col("kind") == "person").join(
        entities, left_on="entity_id", right_on="members", how="left"
    )
    in_files, everywhere = [], {}
    for document in documents:
        found = rows.filter(pl.col("article_id") == document["file"]).rows(named=True)
        for person in document["people"]:
            if "note" in person:
                continue
            # Outlets spell a name differently; the gold lists how this file does.
            surnames = {variant.split()[-1] for variant in [person["canonical"], *person["variants"]]}
            own = [row for row in found if (row["name"] or "").split()[-1:] and row["name"].split()[-1] in surnames]
            one = len({row["entity_id"] for row in own}) == 1
            in_files.append(one and {row["country"] for row in own} == {person["country"]})
            everywhere.setdefault(person["canonical"], []).append({row["whole"] for row in own})
    across = [len(set.union(*sets)) == 1 and all(sets) for sets in everywhere.values()]
    return [share("person: one entity, country right", in_files), share("person: one entity across files", across)]


def events(documents: list[dict], texts: dict[str, str]) -> list[Figure]:
    """Gold events found with type and both actors, and the share of ours that are right."""
    frame = pl.DataFrame(
        {
            "article_id": list(texts),
            "text": list(texts.values()),
            "published": [document["publication_date"]["value"] for document in documents],
        }
    )
    ours = dl.events(frame).rows(named=True)
    wanted = [(document["file"], event) for document in documents for event in document["events"]]
    found = [any(agrees(file, event, row) for row in ours) for file, event in wanted]
    right = [any(agrees(file, event, row) for file, event in wanted) for row in ours]
    return [share("events found, type and actors", found), share("events of ours that are right", right or [False])]


def agrees(file: str, event: dict, row: dict) -> bool:
    if row["article_id"] != file or not (row["start"] < event["end"] and event["start"] < row["end"]):
        return False
    if row["event"] not in {event["plover"], *event.get("alt", [])}:
        return False
    sides = actor(event["source"], row, "source"), actor(event["target"], row, "target")
    swapped = actor(event["source"], row, "target"), actor(event["target"], row, "source")
    return all(sides) or (bool(event.get("symmetric")) and all(swapped))


def actor(wanted: str | None, row: dict, side: str) -> bool:
    """By country code where the gold gives one ("RUS GOV"), else by a shared name ("CSTO")."""
    if not wanted:
        return row[side] is None
    if row[side] is None:
        return False
    if re.match(r"[A-Z]{3}\b", wanted) and row[f"{side}_country"] == wanted[:3]:
        return True
    code = re.search(r"\(([A-Z]{3})\)", wanted)
    if code and row[f"{side}_country"] == code[1]:
        return True
    words = {word for word in re.findall(r"\w+", wanted) if len(word) > 3}
    ours = f"{row[side]} {row[f'{side}_name']}"
    # "CSTO" in the gold is "the Collective Security Treaty Organization" in ours.
    short = "".join(re.findall(r"\b[A-Z]", row[f"{side}_name"] or ""))
    return bool(words & {*re.findall(r"\w+", ours), short})


def stories(cross: dict, analysis) -> Figure:
    """Pairs of files that are, or are not, one story."""
    story = dict(analysis.stories.select("article_id", "story").iter_rows())
    wanted = {file: cluster["id"] for cluster in cross["story_clusters"] for file in cluster["files"]}
    files = sorted(wanted)
    pairs = [(a, b) for i, a in enumerate(files) for b in files[i + 1 :]]
    return share("pairs told apart as stories", [(wanted[a] == wanted[b]) == (story[a] == story[b]) for a, b in pairs])
