"""What is shown: everything escaped, no script, each mark where the row says."""

from __future__ import annotations

import re
from html import unescape
from html.parser import HTMLParser

import dateline as dl
import polars as pl
import pytest

HOSTILE = (
    'Norway condemned <script>alert(1)</script> Sweden on Friday. "We won\'t wait," said <img src=x onerror=alert(2)>.\n\n'
    "</div></style>&lt;b&gt; Kari Hølm 😀 flew to Paris."
)


class Reader(HTMLParser):
    """Collects the elements of a page and its visible words, tips and styles left out."""

    def __init__(self):
        super().__init__(convert_charrefs=True)
        self.elements = []
        self.open = []
        self.words = ""

    def handle_starttag(self, tag, attrs):
        self.elements.append((tag, dict(attrs)))
        if tag not in ("meta", "img", "br", "path"):
            self.open.append("tip" if dict(attrs).get("class") == "dl-tip" else tag)

    def handle_endtag(self, tag):
        if self.open:
            self.open.pop()

    def handle_data(self, data):
        if "tip" not in self.open and "style" not in self.open:
            self.words += data


def read(html):
    reader = Reader()
    reader.feed(html)
    return reader


def test_the_words_of_the_article_come_out_as_they_went_in():
    reader = read(dl.show(HOSTILE).html)
    assert HOSTILE in reader.words


@pytest.mark.parametrize("make", [dl.show, lambda text: dl.compare(text, text + " It rained."), dl.show_tree])
def test_hostile_text_gives_no_element_of_its_own(make):
    html = make(HOSTILE).html
    elements = {tag for tag, _ in read(html).elements}
    assert not elements & {"script", "img", "b" if make is dl.show_tree else "iframe"}
    assert not re.search(r"<[^>]*\son\w+=", html)
    assert "http" not in html.replace("http://www.w3.org/2000/svg", "")


def test_a_hostile_title_stays_a_title(tmp_path):
    row = {"text": "It rained.", "title": HOSTILE, "outlet": "<script>alert(3)</script>"}
    page = dl.show(row)
    assert "<script" not in page.html
    written = page.write(tmp_path / "one.html").read_text("utf-8")
    assert "<script" not in written
    assert "default-src 'none'" in written
    assert unescape(re.search("<title>(.*?)</title>", written, re.DOTALL)[1]) == HOSTILE


def test_every_mark_can_be_reached_with_the_keyboard_and_tells_its_row():
    html = dl.show("Norway condemned the raid by Freedonian rebels on Friday.").html
    reader = read(html)
    marks = [attrs for tag, attrs in reader.elements if attrs.get("class", "").startswith("dl-mark")]
    assert marks
    ids = {attrs["id"] for _, attrs in reader.elements if "id" in attrs}
    assert all(attrs["aria-describedby"] in ids for attrs in marks if "tabindex" in attrs)
    assert any("tabindex" in attrs for attrs in marks)
    assert "ACCUSE" in html


def test_rows_given_are_shown_instead_of_found():
    articles = pl.DataFrame({"article_id": ["a"], "text": ["Norway condemned Sweden."]})
    frames = dl.analyze(articles).frames()
    frames["events"] = frames["events"].with_columns(event=pl.lit("INVENTED"))
    assert "INVENTED" in dl.show(articles, found=frames).html


def test_a_row_of_pandas_is_an_article():
    import pandas as pd

    frame = pd.DataFrame({"article_id": [7, 8], "text": ["It rained.", None], "title": ["Rain", float("nan")]})
    frame["published"] = pd.to_datetime(["2024-05-15", None])
    assert "Rain" in dl.show(frame.iloc[0]).html
    assert "No text" in dl.show(frame.iloc[1]).html


def test_frames_that_are_missing_are_named():
    with pytest.raises(dl.OptionError, match="quotes"):
        dl.show({"article_id": 0, "text": "It rained."}, found={"mentions": dl.schema.empty("mentions")})


def test_places_outside_the_text_are_not_marked():
    frames = {name: dl.schema.empty(name) for name in ("mentions", "quotes", "events")}
    times = dl.times(["They met on Monday in the old town hall of the city."]).with_columns(article_id=pl.lit(0))
    page = dl.show({"article_id": 0, "text": "Short."}, found={**frames, "times": times})
    assert "dl-mark " not in re.sub("<style>.*?</style>", "", page.html, flags=re.DOTALL)


@pytest.mark.parametrize("wrong", [["a", "b"], []])
def test_more_or_less_than_one_article_is_an_error(wrong):
    with pytest.raises(dl.OptionError, match="one article"):
        dl.show(wrong)


def test_a_row_without_text_names_its_columns():
    with pytest.raises(dl.MissingColumnError, match="body"):
        dl.show({"body": "It rained."})


def test_empty_text_and_null_are_shown_as_such():
    assert "No text" in dl.show("").html
    assert "No text" in dl.show({"text": None}).html


def test_a_tree_of_another_language_or_a_long_sentence_is_a_table():
    long = "Norway " + "and Sweden " * 200 + "met."
    for text in (long, "Ադրբեջանը և Հայաստանը բանակցություններ են վարում։"):
        html = dl.show_tree(text).html
        assert "<svg" not in html
        assert "<table" in html
    with pytest.raises(dl.OptionError, match="no sentence 7"):
        dl.show_tree("It rained.", sentence_id=7)
    second = dl.tokens(["It rained. Norway met Sweden."]).filter(pl.col("sentence_id") == 1)
    assert "Norway" in dl.show_tree(second).html
    with pytest.raises(dl.OptionError, match="no tokens were given"):
        dl.show_tree(second.clear())


# Versions.

FIRST = (
    "Two soldiers were killed in Orvik on Friday, the army said. The mayor, Kari Holm, called for calm. "
    "Schools stay closed until Monday."
)
LATER = (
    "Schools stay closed until Monday. Five soldiers were killed in Orvik on Friday, the army said. "
    "The mayor, Omar Reza, called for calm. A curfew was announced by the interior ministry in the evening."
)


def test_changes_are_named_by_what_changed():
    changes = dl.compare(FIRST, LATER).changes
    assert changes.filter(kind="figure").select("a_text", "b_text").rows() == [("Two", "Five")]
    assert changes.filter(kind="name").select("a_text", "b_text").rows() == [("Kari Holm", "Omar Reza")]
    assert changes.filter(kind="added")["b_text"].to_list() == [
        "A curfew was announced by the interior ministry in the evening."
    ]
    assert "cut" not in changes["kind"]
    assert "Schools stay closed until Monday." in changes.filter(kind="same")["a_text"].to_list()


def test_changes_point_at_their_words():
    changes = dl.compare(FIRST, LATER).changes
    for row in changes.iter_rows(named=True):
        for side, text in (("a", FIRST), ("b", LATER)):
            start, end = row[f"{side}_start"], row[f"{side}_end"]
            assert row[f"{side}_text"] == (None if start is None else text[start:end])


def test_a_text_is_the_same_as_itself_and_comparing_back_swaps_the_sides():
    assert set(dl.compare(FIRST, FIRST).changes["kind"]) == {"same"}
    back = dl.compare(LATER, FIRST).changes
    assert back.filter(kind="figure").select("a_text", "b_text").rows() == [("Five", "Two")]
    assert back.filter(kind="cut").height == 1


@pytest.mark.parametrize(("a", "b"), [("", ""), ("", FIRST), (FIRST, ""), ("😀 <b>", "x")])
def test_odd_versions_are_compared_too(a, b):
    found = dl.compare(a, b)
    assert found.changes.schema == dl.compare(FIRST, LATER).changes.schema
    assert "<svg" not in found.html


def test_long_versions_take_seconds_not_minutes():
    import time

    words = " ".join(f"The number {number} was read out again in the hall." for number in range(2000))
    began = time.monotonic()
    dl.compare(words, words.replace("number 7", "number 8"))
    assert time.monotonic() - began < 30
