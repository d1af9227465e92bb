"""Charts: whole and self-contained, counting what they say; a clear word where Altair is missing."""

from __future__ import annotations

import sys

import dateline as dl
import polars as pl
import pytest

ARTICLES = {
    "article_id": ["a", "b", "c"],
    "text": [
        "Norway condemned Sweden on Friday. Denmark thanked Finland on Thursday.",
        "Norway condemned Sweden on Friday. Denmark thanked Finland on Thursday.",
        "Iceland did not attack Malta on Monday.",
    ],
    "published": ["2024-05-11", "2024-05-12", "2024-05-13"],
    "outlet": ["Wire", "Post", None],
}


@pytest.fixture(scope="module")
def found():
    pytest.importorskip("altair")
    return dl.analyze(pl.DataFrame(ARTICLES))


def test_a_timeline_counts_dated_events_that_happened(found):
    chart = dl.timeline(found.events, step="day").to_dict()
    assert [(row["date"], row["tone"], row["height"]) for row in chart["data"]["values"]] == [
        ("2024-05-09", "cooperation", 2),
        ("2024-05-10", "conflict", -2),
    ]


def test_dyads_count_pairs_of_countries(found):
    chart = dl.dyads(found.events).to_dict()
    values = [row for panel in chart["hconcat"] for row in panel["data"]["values"]]
    assert [(row["source_country"], row["target_country"], row["events"]) for row in values] == [
        ("DNK", "FIN", 2),
        ("NOR", "SWE", 2),
    ]


def test_sources_name_outlets_or_articles(found):
    by_outlet = dl.sources(found.duplicates, articles=found.articles).to_dict()["data"]["values"]
    assert [(row["copied"], row["copier"], row["articles"]) for row in by_outlet] == [("Wire", "Post", 1)]
    by_article = dl.sources(found.duplicates).to_dict()["data"]["values"]
    assert [(row["copied"], row["copier"]) for row in by_article] == [("a", "b")]


def test_charts_of_nothing_are_charts(found):
    assert dl.timeline(found.events.clear()).to_dict()["data"]["values"] == []
    assert len(dl.dyads(found.events.clear()).to_dict()["hconcat"]) == 2
    assert dl.sources(found.duplicates.clear()).to_dict()["data"]["values"] == []


def test_a_missing_altair_is_named_with_the_cure(monkeypatch):
    monkeypatch.setitem(sys.modules, "altair", None)
    with pytest.raises(ImportError, match=r"dateline\[notebook\]"):
        dl.timeline(dl.schema.empty("events"))


def test_wrong_steps_and_frames_are_named(found):
    with pytest.raises(dl.OptionError, match="fortnight"):
        dl.timeline(found.events, step="fortnight")
    with pytest.raises(dl.MissingColumnError, match="quad"):
        dl.dyads(found.stories)


def test_a_hostile_outlet_runs_no_script(tmp_path):
    pytest.importorskip("altair")
    text = "The harbour of Orvik was closed on Friday after a tanker ran aground near the pier."
    articles = {
        "article_id": ["a", "b"],
        "text": [text, text],
        "outlet": ["</script><script>alert(1)</script>", "<img src=x onerror=alert(2)>"],
        "published": ["2024-05-01", "2024-05-02"],
    }
    chart = dl.sources(dl.dedup(articles), articles=articles)
    chart.save(tmp_path / "chart.html")
    for page in ((tmp_path / "chart.html").read_text("utf-8"), str(chart._repr_mimebundle_())):
        assert "alert(1)" in page
        assert "<script>alert" not in page
        assert "<img src=x" not in page


def test_charts_ask_nothing_of_the_network(found, tmp_path):
    pytest.importorskip("vl_convert")
    import altair

    for number, chart in enumerate((dl.timeline(found.events), dl.dyads(found.events), dl.sources(found.duplicates))):
        path = tmp_path / f"{number}.html"
        chart.save(path)
        page = path.read_text("utf-8")
        assert "src=" not in page.split("<body>")[0].split("<style>")[0]
        assert "cdn.jsdelivr" not in page
        assert set(chart._repr_mimebundle_()) == {"image/svg+xml"}
        with altair.renderers.enable("html"):
            assert "text/html" in chart._repr_mimebundle_()
        chart.save(path, inline=False)
        assert "cdn.jsdelivr" in path.read_text("utf-8")
        assert isinstance(chart.properties(background="white"), type(chart))


def test_a_missing_converter_is_named_with_the_cure(found, tmp_path, monkeypatch):
    from dateline import plotting

    monkeypatch.setattr(plotting, "find_spec", lambda name: None)
    with pytest.raises(ImportError, match="inline=False"):
        dl.timeline(found.events).save(tmp_path / "a.html")
    assert "text/html" in dl.timeline(found.events)._repr_mimebundle_()


def test_a_modality_is_given_as_word_or_words_and_checked(found):
    assert dl.timeline(found.events, modality="actual").to_dict() == dl.timeline(found.events).to_dict()
    with pytest.raises(dl.OptionError, match="'acutal' is none of actual"):
        dl.timeline(found.events, modality=["acutal"])
