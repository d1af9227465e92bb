"""Every public call says plainly what is wrong with it: the argument's name, what was given, what is allowed."""

from __future__ import annotations

import datetime as dt
import inspect

import dateline as dl
import pandas as pd
import polars as pl
import pytest

ARTICLES = {
    "text": ["Norway condemned the raid by Sweden on Friday. “We will not wait,” said Kari Holm."] * 2,
    "published": ["2024-05-15"] * 2,
    "outlet": ["A", "B"],
}
#: Calls that take articles.
CALLS = (
    "parse", "sentences", "tokens", "mentions", "times", "quotes", "events", "entities", "dedup", "stories",
    "provenance", "claims", "disagreements", "alignments", "analyze",
)  # fmt: skip
#: Options by name: what may not be given, and what the message must say besides the name.
OPTIONS = {
    "threads": [(-1, "whole number"), (0, "whole number"), ("2", "whole number"), (2.5, "whole"), (10**30, "whole")],
    "lists": [(5, "folder"), (__file__, "is a file")],
    "progress": [("x", "True, False, None"), (5, "a function")],
    "keep_raw": [("x", "True or False")],
    "drop_furniture": [(1, "True or False")],
    "containment": [("x", "0 to 1"), (2, "0 to 1"), (float("nan"), "0 to 1")],
    "least_link": [(-0.1, "0 to 1"), (True, "0 to 1")],
    "link": [("x", "0 or more"), (-1, "0 or more")],
    "days": [("x", "0 or more")],
    "actors": [(5, "Actors.from_petrarch"), ("actors.txt", "Actors.from_petrarch")],
    "verbs": [("verbs.txt", "")],
    "duplicates": [(5, "frame"), (pl.DataFrame({"a": [1]}), "their columns are: a")],
    "earlier": [(5, "frame"), (ARTICLES, "no column `story`")],
    "columns": [(5, ""), ({"text": "x"}, "")],
}


@pytest.fixture(scope="module")
def found():
    return dl.analyze(pl.DataFrame(ARTICLES))


WRONG = [
    None,
    5,
    "one text",
    b"one text",
    object(),
    pl.DataFrame,
    {"a", "b"},
    [1],
    [["a"]],
    [{"text": "a"}],
    pl.DataFrame(),
    pl.DataFrame({"a": [1]}),
    pl.LazyFrame({"a": [1]}),
    pd.DataFrame(),
    pd.DataFrame([["a", "b"]], columns=["text", "text"]),
    pd.DataFrame({"text": ["a", 1]}),
    pl.DataFrame({"text": [1]}),
    pl.DataFrame({"text": [["a"]]}),
    pl.DataFrame({"text": [object()]}),
    pl.DataFrame({"text": ["a"], "article_id": [object()]}),
    {"text": ["a", "b"], "published": ["2024-01-01"]},
    {"text": ["a"], "published": [5]},
    {"text": ["a"], "published": [dt.time(1, 2)]},
]


@pytest.mark.parametrize(
    ("name", "frame"),
    # A string given to `analyze` is a path.
    [(name, frame) for name in CALLS for frame in WRONG if not (name == "analyze" and isinstance(frame, str))],
    ids=lambda value: value if isinstance(value, str) else type(value).__name__,
)
def test_wrong_articles_are_named(name, frame):
    with pytest.raises(dl.DatelineError) as caught:
        getattr(dl, name)(frame)
    assert len(str(caught.value)) > 20


@pytest.mark.parametrize(
    ("name", "option", "value", "words"),
    [
        (name, option, value, words)
        for name in CALLS
        for option in inspect.signature(getattr(dl, name)).parameters
        if option in OPTIONS
        for value, words in OPTIONS[option]
    ],
)
def test_wrong_options_are_named(name, option, value, words):
    with pytest.raises(dl.DatelineError) as caught:
        getattr(dl, name)(pl.DataFrame(ARTICLES), **{option: value})
    assert option in str(caught.value)
    assert words in str(caught.value)


@pytest.mark.parametrize("name", ["read", "scan"])
@pytest.mark.parametrize(
    ("paths", "options", "words"),
    [
        (None, {}, "expected a path"),
        (5, {}, "expected a path"),
        ([5], {}, "the list holds 5"),
        (b"x", {}, "expected a path"),
        ([], {}, "no path was given"),
        (".", {"columns": 5}, "columns=5"),
        (".", {"columns": ["text"]}, "give a mapping"),
        (".", {"columns": {"text": 5}}, "names as texts"),
        (".", {"columns": {"text": None}}, "names as texts"),
        (".", {"keep_raw": "x"}, "keep_raw='x'"),
        (".", {"threads": "x"}, "threads='x'"),
        (".", {"lists": 5}, "lists=5"),
    ],
)
def test_wrong_paths_and_options_of_files_are_named(name, paths, options, words):
    with pytest.raises(dl.OptionError, match=words):
        getattr(dl, name)(paths, **options)


ROWS = ("count_events", "timeline", "dyads", "sources", "export_events", "sample_for_coding", "agreement")
NEEDED = {"export_events": {"layout": "gdelt"}, "sample_for_coding": {"n": 5}}


@pytest.mark.parametrize("name", ROWS)
@pytest.mark.parametrize("rows", [None, 5, [1], pl.DataFrame, pd.Series([1]), {"a": [1, 2], "b": [1]}, {"a": [1]}])
def test_wrong_rows_are_named(name, rows):
    with pytest.raises(dl.DatelineError):
        getattr(dl, name)(rows, **NEEDED.get(name, {}))


def test_rows_that_went_through_csv_are_rows(found, tmp_path):
    flat = found.events.select(pl.exclude(pl.List))
    flat.write_csv(tmp_path / "events.csv")
    back = pl.read_csv(tmp_path / "events.csv")
    assert dl.count_events(back).rows() == dl.count_events(found.events).rows()
    assert dl.timeline(back).to_dict()["data"] == dl.timeline(found.events).to_dict()["data"]
    wrong = found.events.with_columns(cameo=pl.lit(111))
    with pytest.raises(dl.OptionError, match="column `cameo` of the events is Int32, expected String"):
        dl.export_events(wrong, layout="gdelt")
    with pytest.raises(dl.OptionError, match="column `date` of the events is String"):
        dl.timeline(found.events.with_columns(date=pl.lit("soon")))


@pytest.mark.parametrize(
    ("call", "words"),
    [
        (lambda found: dl.count_events(found.events, by=5), "by=5"),
        (lambda found: dl.count_events(found.events, by=None), "by=None"),
        (lambda found: dl.count_events(found.events, by="x"), "no column `x`"),
        (lambda found: dl.count_events(found.events, modality=5), "modality=5"),
        (lambda found: dl.count_events(found.events, modality=[]), r"modality=\[\] leaves nothing"),
        (lambda found: dl.count_events(found.events, one_a_day="x"), "one_a_day='x'"),
        (
            lambda found: dl.count_events(found.events, duplicates=found.duplicates.cast({"article_id": pl.String})),
            "`article_id` is UInt32 in the events and String in the rows with `cluster`",
        ),
        (lambda found: dl.timeline(found.events, step=[]), r"step=\[\]; give one of day"),
        (lambda found: dl.dyads(found.events, most=-1), "most=-1"),
        (lambda found: dl.dyads(found.events, most="x"), "most='x'"),
        (
            lambda found: dl.sources(found.duplicates, articles={"article_id": ["0"], "outlet": ["A"]}),
            "`article_id` is UInt32 in the duplicates and String in the articles",
        ),
        (lambda found: dl.export_events(found.events, layout=["gdelt"]), "layout="),
        (lambda found: dl.export_events(found.events, layout="gdelt", modality="x"), "modality='x' is none of"),
        (
            lambda found: dl.export_events(found.events, layout="gdelt", articles={"article_id": ["0"]}),
            "String in the articles",
        ),
        (lambda found: dl.sample_for_coding(found.events, "x"), "n='x'"),
        (lambda found: dl.sample_for_coding(found.events, 2.5), "n=2.5"),
        (lambda found: dl.sample_for_coding(found.events, 2, coders="x"), "coders='x'"),
        (lambda found: dl.sample_for_coding(found.events, 2, seed=None), "seed=None"),
        (lambda found: dl.sample_for_coding(found.events, 2, by="context"), "by='context' is a column of lists"),
        (lambda found: dl.sample_for_coding(found.events, 2, aspects=5), "aspects=5"),
        (lambda found: dl.sample_for_coding(found.events, 2, path="sheet.xlsx"), r"ends in \.csv"),
        (lambda found: dl.show(found.articles[0], kinds=5), "kinds=5"),
        (lambda found: dl.show(found.articles[0], found=5), "found=5"),
        (lambda found: dl.show({"article_id": "zz", "text": "It rained."}, found=found), "no article 'zz'"),
        (lambda found: dl.show({"text": 5}), "column `text` is Int64"),
        (lambda found: dl.compare({"text": 5}, "a"), "column `text` is Int64"),
        (lambda found: dl.show_tree(None), "expected the tokens"),
        (lambda found: dl.show_tree("It rained.", sentence_id="x"), "sentence_id='x'"),
        (lambda found: dl.show_tree({"a": [1]}), "the tokens have no column `sentence_id`"),
        (lambda found: dl.explain(found.events[0].with_columns(rule=None), ARTICLES), "None in `rule`"),
        (lambda found: dl.explain({**found.events.row(0, named=True), "start": "a"}, ARTICLES), "'a' in `start`"),
        (lambda found: dl.explain(found.events[0], ARTICLES, verbs=5), "verbs=5"),
        (lambda found: dl.story("x", found), "number='x'"),
        (lambda found: dl.story(99, found), "no article belongs to story 99; stories: 0"),
        (lambda found: dl.expr.sentences(5), "text=5"),
        (lambda found: dl.expr.sentences(None), "text=None"),
        (lambda found: dl.expr.times("text", 5), "published=5"),
        (lambda found: dl.expr.minhash("text", permutations="x"), "permutations='x'"),
        (lambda found: dl.name_similarity("a", None), "b=None"),
        (lambda found: dl.schema.empty([]), "no frame is called"),
        (lambda found: dl.Actors.from_petrarch(None), "expected a path"),
        (lambda found: dl.Actors.from_petrarch([]), "no path was given"),
        (lambda found: dl.Verbs.from_petrarch(None), "path=None"),
        (lambda found: dl.DedupIndex.open(None), "path=None"),
        (lambda found: found.write(None), "folder=None"),
        (lambda found: dl.show("a").write(None), "path=None"),
    ],
)
def test_wrong_calls_are_named(found, call, words):
    with pytest.raises(dl.DatelineError, match=words):
        call(found)


def test_a_folder_is_no_file(found, tmp_path):
    for call in (
        lambda: dl.export_events(found.events, layout="gdelt", path=tmp_path),
        lambda: dl.show("a").write(tmp_path),
    ):
        with pytest.raises(IsADirectoryError, match="give the name of a file"):
            call()
    (tmp_path / "a.txt").write_text("x")
    with pytest.raises(FileExistsError, match="give the name of a folder"):
        found.write(tmp_path / "a.txt")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a.txt"]


def test_an_index_says_what_it_wants(tmp_path):
    index = dl.DedupIndex.open(tmp_path / "seen")
    for call, words in (
        (lambda: index.remove("a"), "ids='a'"),
        (lambda: index.remove(None), "ids=None"),
        (lambda: index.merge(None), "other=None"),
        (lambda: index.duplicates(threads="x"), "threads='x'"),
        (lambda: index.add({"article_id": ["a"], "text": ["x"]}, threads=-1), "threads=-1"),
        (lambda: index.add(None), "expected a frame"),
    ):
        with pytest.raises(dl.OptionError, match=words):
            call()
    assert len(index) == 0


def test_frames_of_pandas_show_and_align(found):
    frames = {name: frame.to_pandas() for name, frame in found.frames().items()}
    assert dl.show(found.articles[0], found=frames).html == dl.show(found.articles[0], found=found).html
    aligned = dl.alignments(pl.DataFrame(ARTICLES), duplicates=found.duplicates.to_pandas())
    assert aligned.equals(dl.alignments(pl.DataFrame(ARTICLES), duplicates=found.duplicates))
    tokens = dl.tokens(["It rained."])
    assert dl.show_tree(tokens.to_pandas()).html == dl.show_tree(tokens).html


def test_what_belongs_elsewhere_is_sent_there(found, tmp_path):
    path = tmp_path / "one.txt"
    path.write_text("Norway condemned Sweden.")
    for wrong in (str(path), path, [path], [str(path)]):
        with pytest.raises(dl.OptionError, match=r"[Ff]iles go to dateline\.read"):
            dl.events(wrong)
    with pytest.raises(dl.OptionError, match="the path of a file"):
        dl.analyze([str(path)])
    with pytest.raises(dl.OptionError, match=r"give its \.articles"):
        dl.events(found)
    with pytest.raises(dl.OptionError, match=r"give its \.events"):
        dl.count_events(found)
    with pytest.raises(FileNotFoundError, match=r"a text goes in a list: \[text\]"):
        dl.analyze("Norway condemned Sweden.")
