"""Clean articles from saved pages and pasted text."""

from __future__ import annotations

import gzip
import html
import json
import re
import unicodedata
from datetime import datetime

import dateline as dl
import polars as pl

from eval import gold
from eval.figures import Figure


def score() -> list[Figure]:
    scorer = gold.scorer("parse/score_aeb.py")
    figures = []
    for name in ("aeb", "naeb", "wcxb"):
        pages, parsed = parse(name)
        bodies = {page: {"articleBody": row["text"]} for page, row in parsed.items()}
        figures.append(Figure("parse", name, "body F1", scorer.score(pages, bodies)["f1"], len(pages)))
        if name == "naeb":
            figures += metadata(name, pages, parsed)
    for name in ("aeb", "naeb"):
        pages, parsed = parse_pasted(name)
        bodies = {page: {"articleBody": row["text"]} for page, row in parsed.items()}
        figures.append(Figure("parse", name, "pasted text F1", scorer.score(pages, bodies)["f1"], len(pages)))
    pages, parsed = parse("publishers")
    figures += metadata("publishers", pages, parsed)
    figures += datelines()
    return figures


def parse(name: str) -> tuple[dict[str, dict], dict[str, dict]]:
    """Gold and our article of every page of a folder."""
    folder = gold.path(f"parse/{name}_dev")
    pages = json.loads((folder / "gold.json").read_text(encoding="utf-8"))
    raw = [gzip.decompress((folder / "html" / f"{page}.html.gz").read_bytes()) for page in pages]
    frame = pl.DataFrame({"article_id": list(pages), "raw": raw, "url": [page.get("url") for page in pages.values()]})
    return pages, {row["article_id"]: row for row in dl.parse(frame).iter_rows(named=True)}


def parse_pasted(name: str) -> tuple[dict[str, dict], dict[str, dict]]:
    """Gold and our article of every page of a folder, the page given as the lines that it shows, menus and all."""
    folder = gold.path(f"parse/{name}_dev")
    pages = json.loads((folder / "gold.json").read_text(encoding="utf-8"))
    raw = [shown(gzip.decompress((folder / "html" / f"{page}.html.gz").read_bytes())) for page in pages]
    frame = pl.DataFrame({"article_id": list(pages), "text": raw})
    return pages, {row["article_id"]: row for row in dl.parse(frame).iter_rows(named=True)}


UNSEEN = re.compile(r"<(script|style|template|noscript|svg|head)\b.*?</\1\s*>|<!--.*?-->", re.IGNORECASE | re.DOTALL)
APART = "p|h[1-6]|ul|ol|dl|table|blockquote|pre|article|section|header|footer|main|nav|aside|figure|form"
BLANK_LINE = re.compile(rf"</?(?:{APART})\b[^>]*>", re.IGNORECASE)
NEW_LINE = re.compile(r"</?(?:br|div|li|tr|dt|dd|figcaption|option|button|hr|body)\b[^>]*>", re.IGNORECASE)
TAG = re.compile(r"<[!/?a-zA-Z][^>]*>")


def shown(page: bytes) -> str:
    """The text of a page, cut into lines about as a browser copies it."""
    text = " ".join(UNSEEN.sub(" ", page.decode("utf-8", errors="replace")).split())
    text = html.unescape(TAG.sub("", NEW_LINE.sub("\n", BLANK_LINE.sub("\n\n", text))))
    lines = "\n".join(" ".join(line.split()) for line in text.split("\n"))
    return re.sub(r"\n{3,}", "\n\n", lines)


def plain(text: str | None) -> str:
    """Case, accents' encoding, kinds of marks and spaces do not count when titles and names are compared."""
    text = unicodedata.normalize("NFKC", text or "").casefold()
    return " ".join(re.findall(r"\w+", text))


def metadata(name: str, pages: dict[str, dict], parsed: dict[str, dict]) -> list[Figure]:
    titled = [page for page, row in pages.items() if row.get("title")]
    titles = sum(plain(pages[page]["title"]) == plain(parsed[page]["title"]) for page in titled)
    dated = [page for page, row in pages.items() if row.get("date")]
    days = sum(str(parsed[page]["published"])[:10] == pages[page]["date"][:10] for page in dated)
    right = found = wanted = 0
    for page, row in pages.items():
        # Only pages whose gold names authors: an absent one says nothing about the page.
        theirs = {plain(author) for author in authors(row.get("authors"))} - {""}
        if not theirs:
            continue
        ours = {plain(author) for author in parsed[page]["authors"] or []} - {""}
        right, found, wanted = right + len(theirs & ours), found + len(ours), wanted + len(theirs)
    return [
        Figure("parse", name, "title exact", titles / max(len(titled), 1), len(titled)),
        Figure("parse", name, "author names F1", 2 * right / max(found + wanted, 1), wanted),
        Figure("parse", name, "day right", days / max(len(dated), 1), len(dated)),
    ]


def authors(value: list[str] | str | None) -> list[str]:
    if isinstance(value, str):
        return re.split(r"\s*[;,|]\s*", value)
    return value or []


def datelines() -> list[Figure]:
    """Datelines of wire stories: the whole phrase, and its place and day."""
    with gzip.open(gold.path("parse/datelines_dev.jsonl.gz"), "rt", encoding="utf-8") as file:
        records = [json.loads(line) for line in file]
    raw = [f"{record['title']}\n\n{record['dateline']} {record['body_start']}" for record in records]
    # A dateline names a day without its year; the year is that of publication.
    published = [datetime.strptime(record["date"].split()[0], "%d-%b-%Y").date() for record in records]
    frame = pl.DataFrame({"article_id": [record["id"] for record in records], "raw": raw, "published": published})
    parsed = {row["article_id"]: row for row in dl.parse(frame).iter_rows(named=True)}
    phrase = both = 0
    for record in records:
        row = parsed[record["id"]]
        phrase += plain(row["dateline"]) == plain(record["dateline"])
        both += place_and_day(record["dateline"], row)
    return [
        Figure("parse", "datelines", "whole phrase right", phrase / len(records), len(records)),
        Figure("parse", "datelines", "place and day right", both / len(records), len(records)),
    ]


DAY = re.compile(r"\b(jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.?\s+(\d{1,2})\b", re.IGNORECASE)
MONTHS = "jan feb mar apr may jun jul aug sep oct nov dec".split()


def place_and_day(dateline: str, row: dict) -> bool:
    """The first part of the phrase is the place; the day is compared by month and day of month."""
    place = plain(re.split(r"[,(/-]", dateline)[0])
    if not plain(row["dateline_place"]).startswith(place[:40]):
        return False
    day = DAY.search(dateline)
    if day is None:
        return True
    date = row["dateline_date"]
    return date is not None and (MONTHS[date.month - 1], date.day) == (day[1].lower()[:3], int(day[2]))
