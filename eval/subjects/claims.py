"""Provenance, claims and disagreements: the project's own corpus of stories, and what the seeds' gold says across files."""

from __future__ import annotations

from collections.abc import Iterable

import dateline as dl
import polars as pl

from eval import gold
from eval.corpus.write import Carried, Report, Slip, Story, forms_of, stories, worlds
from eval.figures import Figure


def score() -> list[Figure]:
    return [*own("dev"), *own("heldout"), *across("dev"), *across("heldout"), *seeds(), *coreference()]


def frame(told: list[Story]) -> pl.DataFrame:
    """The reports of all stories, each with the number of its story."""
    rows = [
        {
            "article_id": report.id,
            "text": report.text,
            "published": report.published,
            "outlet": report.outlet,
            "story": number,
        }
        for number, story in enumerate(told)
        for report in story.reports
    ]
    return pl.DataFrame(rows)


def own(split: str, show: int = 0) -> list[Figure]:
    told = stories(split)
    articles = frame(told)
    found = {name: step(articles) for name, step in (("sides", dl.disagreements), ("origins", dl.provenance))}
    rows = found["sides"].rows(named=True)
    planted = [slip for story in told for slip in story.slips if not slip.change]
    updates = [slip for story in told for slip in story.slips if slip.change]
    contradictions = [row for row in rows if not row["change"]]
    hits = [any(is_of(row, slip) and row["kind"] == slip.kind for row in contradictions) for slip in planted]
    wrong = [row for row in contradictions if not any(is_of(row, slip) for slip in planted)]
    called = [any(is_of(row, slip) for row in contradictions) for slip in updates]
    known = [any(is_of(row, slip) for row in rows if row["change"]) for slip in updates]
    figures = [
        Figure("claims", split, "slips found", sum(hits) / len(hits), len(hits)),
        Figure(
            "claims", split, "contradictions that are right", 1 - len(wrong) / max(len(contradictions), 1), len(rows)
        ),
        Figure("claims", split, "updates not called contradictions", 1 - sum(called) / len(called), len(called)),
        Figure("claims", split, "updates found", sum(known) / len(known), len(known)),
        *origins(split, told, found["origins"]),
        *facts(split, told, dl.claims(articles), show),
    ]
    if show:
        for figure in figures:
            print(figure)
        kinds = sorted({slip.kind for slip in planted})
        for kind in kinds:
            of_kind = [hit for hit, slip in zip(hits, planted, strict=True) if slip.kind == kind]
            bad = sum(row["kind"] == kind for row in wrong)
            print(f"{kind:10} found {sum(of_kind)}/{len(of_kind)} wrong {bad}")
        for row in wrong[:show]:
            print(
                "WRONG",
                row["kind"],
                row["article_a"],
                row["article_b"],
                "|",
                row["value_a"],
                "|",
                row["value_b"],
                "|",
                row["text_a"],
                "|",
                row["text_b"],
                row["confidence"],
            )
        texts = dict(articles.select("article_id", "text").iter_rows())
        for hit, slip in zip(hits, planted, strict=True):
            if not hit and (show := show - 1) > 0:
                words = {texts[id][slice(*slip.spans[id])]: side for id, side in slip.told.items()}
                print(
                    "MISSED",
                    slip.kind,
                    slip.fact,
                    next(iter(slip.told)),
                    [f"{side}: {text}" for text, side in words.items()],
                )
        for hit, slip in zip(called, updates, strict=True):
            if hit:
                print("CALLED", slip.kind, slip.fact, slip.told)
    return figures


def facts(split: str, told: list[Story], claims: pl.DataFrame, show: int = 0) -> list[Figure]:
    """Pairs of reports of a story that tell one fact: how many are one claim; and of claims, how many pairs are one fact."""
    rows: dict[str, list[dict]] = {}
    for row in claims.iter_rows(named=True):
        rows.setdefault(row["article_id"], []).append(row)
    joined, right = [], []
    for story in told:
        told_by: list[dict[str, set[int]]] = []
        tell: dict[int, list[set[str]]] = {}
        for report in story.reports:
            mine: dict[str, set[int]] = {}
            for row in rows.get(report.id, []):
                held = {
                    fact for fact, (first, last) in report.spans.items() if first < row["end"] and row["start"] < last
                }
                for fact in held:
                    mine.setdefault(fact, set()).add(row["claim"])
                tell.setdefault(row["claim"], []).append(held | {report.id})
                if show and len(tell[row["claim"]]) > 1 and not held & tell[row["claim"]][0] and (show := show - 1) > 0:
                    print("TWO FACTS", report.id, row["text"], tell[row["claim"]][0])
            told_by.append(mine)
        for at, one in enumerate(told_by):
            for other in told_by[at + 1 :]:
                joined += [bool(one[fact] & other[fact]) for fact in sorted(one.keys() & other.keys())]
        for members in tell.values():
            for at, x in enumerate(members):
                right += [bool(x & y) for y in members[at + 1 :]]
    return [
        Figure("claims", split, "facts that are one claim", sum(joined) / len(joined), len(joined)),
        Figure("claims", split, "claims that are one fact", sum(right) / len(right), len(right)),
    ]


def is_of(row: dict, slip: Slip) -> bool:
    """Whether a row sets the two ways of a slip against each other, in the sentences that tell it."""
    sides = {(row["article_a"], row["start_a"], row["end_a"]), (row["article_b"], row["start_b"], row["end_b"])}
    ways = set()
    for article, start, end in sides:
        if article not in slip.told:
            return False
        first, last = slip.spans[article]
        if row["kind"] != "name" and not (start < last and first < end):
            return False
        ways.add(slip.told[article])
    # A name is told where it stands first, which need not be the sentence of the slip.
    return len(ways) == 2 and (row["kind"] != "name" or slip.kind in ("name", "speaker"))


def origins(split: str, told: list[Story], found: pl.DataFrame) -> list[Figure]:
    """Of the copies and rewrites, those traced to the report they were made from; of those traced, how many are any."""
    # A copy of a copy may as well be traced to the first.
    parent = {report.id: report.derived_from for story in told for report in story.reports}

    def lines(article: str | None) -> Iterable[str]:
        while article := parent.get(article or ""):
            yield article

    def kin(a: str, b: str) -> bool:
        return bool({a, *lines(a)} & {b, *lines(b)})

    ours = dict(found.select("article_id", "derived_from").iter_rows())
    made = [article for article, source in parent.items() if source]
    traced = [ours[article] is not None and kin(article, ours[article]) for article in made]
    right = [kin(article, source) for article, source in ours.items() if source]
    return [
        Figure("claims", split, "copies and rewrites traced", sum(traced) / len(traced), len(traced)),
        Figure("claims", split, "traces that are right", sum(right) / max(len(right), 1), len(right)),
    ]


def across(split: str, show: int = 0) -> list[Figure]:
    """Stories that share a world: its facts are one claim in all of them, counted by source; the rest stays apart."""
    told, carried = worlds(split)
    articles = frame(told)
    story = dict(articles.select("article_id", "story").iter_rows())
    rows: dict[str, list[dict]] = {}
    of_claim: dict[int, list[dict]] = {}
    for row in dl.claims(articles).iter_rows(named=True):
        rows.setdefault(row["article_id"], []).append(row)
        of_claim.setdefault(row["claim"], []).append(row)

    def covering(one: Carried) -> dict[int, dict]:
        first, last = one.span
        found = rows.get(one.report.id, [])
        return {row["claim"]: row for row in found if row["start"] < last and first < row["end"]}

    of_fact: dict[tuple[str, str], list[Carried]] = {}
    for one in carried:
        of_fact.setdefault((one.fact, one.told), []).append(one)
    joined, counted = [], []
    for key, ones in sorted(of_fact.items()):
        claims = [covering(one) for one in ones]
        pairs = [
            (x, y)
            for at, x in enumerate(range(len(ones)))
            for y in range(at + 1, len(ones))
            if ones[x].story != ones[y].story
        ]
        hits = [bool(claims[x].keys() & claims[y].keys()) for x, y in pairs]
        joined += hits
        if show and pairs and not all(hits) and (show := show - 1) > 0:
            print("APART", key, {one.report.text[slice(*one.span)] for one in ones})
        # The count is judged where one claim holds all reports that carry the fact.
        whole = set.intersection(*(set(found) for found in claims)) if pairs else set()
        if whole and len({told for fact, told in of_fact if fact == key[0]}) == 1:
            right = sources([one.report for one in ones], told)
            counts = {claims[0][claim]["independent_sources"] for claim in whole}
            counted.append(right in counts)
            if show and right not in counts:
                print("COUNT", key, right, counts)
    keys = {place: key for story in told for place, key in timeless(story).items()}
    for one in carried:
        keys[one.report.id, *one.span] = one.fact
    false, pairs = 0, 0
    for members in of_claim.values():
        for at, x in enumerate(members):
            for y in members[at + 1 :]:
                if story[x["article_id"]] == story[y["article_id"]]:
                    continue
                pairs += 1
                if not (says(keys, x) & says(keys, y)):
                    false += 1
                    if show and (show := show - 1) > 0:
                        print("FALSE", x["article_id"], y["article_id"], x["text"], "|", y["text"])
    sides = dl.disagreements(articles).filter(
        pl.col("article_a").replace_strict(story) != pl.col("article_b").replace_strict(story)
    )
    wanted = {fact: {one.told for one in carried if one.fact == fact} for fact, _ in of_fact}
    differ = {fact: {"turned"} <= ways for fact, ways in wanted.items() if len(ways) > 1}
    hits, wrong = set(), 0
    for row in sides.iter_rows(named=True):
        found = {
            (x.fact, y.fact)
            for x in carried
            for y in carried
            if x.report.id == row["article_a"]
            and y.report.id == row["article_b"]
            and x.span[0] < row["end_a"]
            and row["start_a"] < x.span[1]
            and y.span[0] < row["end_b"]
            and row["start_b"] < y.span[1]
            and x.told != y.told
        }
        same = {x for x, y in found if x == y and row["change"] == differ[x]}
        hits |= same
        if not same:
            wrong += 1
            if show and (show := show - 1) > 0:
                print("WRONG", row["kind"], row["change"], row["value_a"], row["value_b"], row["text_a"], row["text_b"])
    if show:
        for fact in sorted(differ.keys() - hits):
            print(
                "MISSED", fact, {(one.told, one.report.text[slice(*one.span)]) for one in carried if one.fact == fact}
            )
    set_ = f"{split}, across"
    return [
        Figure("claims", set_, "background claims joined", sum(joined) / len(joined), len(joined)),
        Figure("claims", set_, "claims joined across stories that are one", 1 - false / max(pairs, 1), pairs),
        Figure("claims", set_, "independent sources right", sum(counted) / max(len(counted), 1), len(counted)),
        Figure("claims", set_, "slips and turns across stories found", len(hits) / len(differ), len(differ)),
        Figure("claims", set_, "of those reported, right", 1 - wrong / max(sides.height, 1), sides.height),
    ]


def sources(reports: list[Report], told: list[Story]) -> int:
    """How many sources reports of several stories rest on: one a root, outlet or agency."""
    known = {report.id: report for story in told for report in story.reports}
    groups: list[set] = []
    for report in reports:
        marks = {report.outlet, report.agency or report.outlet, report.id}
        up = report
        while up.derived_from:
            up = known[up.derived_from]
            marks |= {up.outlet, up.agency or up.outlet, up.id}
        touching = [group for group in groups if group & marks]
        groups = [group for group in groups if not group & marks] + [marks.union(*touching)]
    return len(groups)


def timeless(story: Story) -> dict[tuple, tuple]:
    """By place, the sentences of a story's own facts that another story may tell too: names, and nothing that changes."""
    domain = story.id[2:].rstrip("0123456789")
    found = {}
    for report in story.reports:
        for fact, variant, form, values in report.points:
            about = story.facts[fact]
            if about.keys() & {"lead", "plan", "update", "slips", "hedge"}:
                continue
            words = about[forms_of(variant)][form]
            said = sorted((slot, str(value)) for slot, value in values.items() if "{%s" % slot in words)
            if any(value[0].isupper() for _, value in said):
                found[report.id, *report.spans[fact]] = (domain, fact, *said)
    return found


def says(keys: dict[tuple, object], row: dict) -> set:
    """What the sentences of a row tell."""
    return {
        fact
        for (article, first, last), fact in keys.items()
        if article == row["article_id"] and first < row["end"] and row["start"] < last
    }


def coreference() -> list[Figure]:
    """ECB+: which event mentions are one event, across articles, on the mentions that the gold and `dl.events` share.

    Ours are one where their clauses carry one claim; the peer's rule is "same dictionary form in the same story".
    """
    documents = pl.read_ndjson(gold.path("dedup/ecbplus_dev.jsonl"))
    articles = documents.select(article_id="id", text="text")
    told = dl.stories(articles)
    articles = articles.with_columns(told["story"])
    story = dict(told.iter_rows())
    lemmas = {
        (row["article_id"], row["start"]): row["lemma"].lower()
        for row in dl.tokens(articles).filter(pl.col("lemma").is_not_null()).iter_rows(named=True)
    }
    carried: dict[str, list[tuple[int, int, int]]] = {}
    for row in dl.claims(articles).iter_rows(named=True):
        carried.setdefault(row["article_id"], []).append((row["start"], row["end"], row["claim"]))
    wanted: dict[str, dict[int, str]] = {}
    for document in documents.iter_rows(named=True):
        for mention in document["mentions"]:
            if mention["type"].startswith("ACTION") and mention.get("instance"):
                for place in range(mention["start"], mention["end"]):
                    wanted.setdefault(document["id"], {})[place] = mention["instance"]
    instances, ours, peer = {}, {}, {}
    for row in dl.events(articles).iter_rows(named=True):
        article, start = row["article_id"], row["trigger_start"]
        instance = wanted.get(article, {}).get(start)
        if instance is None:
            continue
        mention = f"{article} {start}"
        claim = [claim for first, last, claim in carried.get(article, []) if first <= start < last]
        lemma = lemmas.get((article, start), mention)
        instances[mention] = instance
        ours[mention] = f"{claim[0]}" if claim else mention
        peer[mention] = f"{story[article]} {lemma}"
    scorer = gold.scorer("dedup/score_clusters.py")
    return [
        Figure(
            "claims",
            "ecbplus",
            f"event coreference B-cubed F1, {name}",
            scorer.score(instances, found)["b3_f1"],
            len(found),
        )
        for name, found in (("ours", ours), ("same lemma in a story", peer))
    ]


def seeds() -> list[Figure]:
    """What the gold of the seeds says across files: derivations, corroborated claims, divergences."""
    answers, folder = gold.seeds()
    cross = answers["cross_document"]
    texts = {d["file"]: (folder / d["file"]).read_bytes().decode("utf-8") for d in answers["documents"]}
    articles = dl.parse(pl.DataFrame({"article_id": list(texts), "raw": list(texts.values())}))
    bodies = dict(articles.select("article_id", "text").iter_rows())
    claims = dl.claims(articles).rows(named=True)
    sides = dl.disagreements(articles).rows(named=True)
    origins = {row["article_id"]: row for row in dl.provenance(articles).iter_rows(named=True)}

    found, counted = [], []
    for claim in cross["corroborated"]:
        files = {piece["file"] for piece in claim["support"]}
        ours = {
            row["claim"]: row["independent_sources"]
            for row in claims
            if all(
                any(
                    other["claim"] == row["claim"] and holds(bodies, texts, other, piece)
                    for other in claims
                    for piece in claim["support"]
                    if piece["file"] == file
                )
                for file in files
            )
        }
        found.append(bool(ours))
        counted += [claim["independent"] in ours.values()] if ours else []
    derivations = [
        origins[row["derived"]]["derived_from"] == row["source"]
        and (row["derived"][:3] != "000" or origins[row["derived"]]["relation"] == "reprint")
        for row in cross["derivation"]
    ]
    hits, used = [], set()
    for wanted in cross["contradictions"]:
        rows = [number for number, row in enumerate(sides) if tells(bodies, texts, row, wanted)]
        used.update(rows)
        hits.append(bool(rows))
    wrong = len(sides) - len(used)
    return [
        Figure("claims", "seeds", "derivations as in the gold", sum(derivations) / len(derivations), len(derivations)),
        Figure("claims", "seeds", "corroborated claims found", sum(found) / len(found), len(found)),
        Figure("claims", "seeds", "independent sources right", sum(counted) / max(len(counted), 1), len(counted)),
        Figure("claims", "seeds", "divergences found", sum(hits) / len(hits), len(hits)),
        Figure("claims", "seeds", "wrong divergences (fewer is better), as 1 / (1 + wrong)", 1 / (1 + wrong), wrong),
    ]


def holds(bodies: dict, texts: dict, row: dict, piece: dict) -> bool:
    """Whether a row of ours and a piece of the gold share words of one article."""
    return row["article_id"] == piece["file"] and meets(bodies, texts, piece, row["start"], row["end"])


def meets(bodies: dict, texts: dict, piece: dict, start: int, end: int) -> bool:
    raw = texts[piece["file"]][slice(*piece["span"])]
    at = bodies[piece["file"]].find(raw)
    return at >= 0 and start < at + len(raw) and at < end


def tells(bodies: dict, texts: dict, row: dict, wanted: dict) -> bool:
    if "values" in wanted:
        names = wanted["values"]
        ways = [
            {
                name
                for name, files in names.items()
                if row[f"article_{side}"] in files and name.split()[-1] in row[f"value_{side}"]
            }
            for side in "ab"
        ]
        return row["kind"] == "name" and all(ways)
    kinds = {"date": "date", "speaker attribution": "speaker", "wording of certainty": "modality"}
    if row["kind"] != kinds.get(wanted["kind"], row["kind"]):
        return False
    pieces = wanted["a"], wanted["b"]
    for one, other in (pieces, pieces[::-1]):
        if row["article_a"] == one["file"] and row["article_b"] == other["file"]:
            # By the sentence, or by the words that differ: a speaker may be named in the sentence before.
            sides = [
                any(
                    meets(bodies, texts, piece, row[f"{at}start_{side}"], row[f"{at}end_{side}"])
                    for at in ("", "value_")
                )
                for piece, side in ((one, "a"), (other, "b"))
            ]
            if all(sides):
                return True
    return False
