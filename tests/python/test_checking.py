"""Figures about the coder, against worked examples that others published."""

from __future__ import annotations

import dateline as dl
import polars as pl
import pytest
from dateline.checking import krippendorff_alpha, wilson_interval
from polars.testing import assert_frame_equal

# R. G. Newcombe, Two-sided confidence intervals for the single proportion, Statistics in Medicine 17 (1998), table I,
# method 3: the score interval without continuity correction.
NEWCOMBE = [(81, 263, 0.2553, 0.3662), (15, 148, 0.0624, 0.1605), (0, 20, 0.0, 0.1611), (1, 29, 0.0061, 0.1718)]


@pytest.mark.parametrize(("right", "judged", "low", "high"), NEWCOMBE)
def test_wilson_intervals_as_published(right, judged, low, high):
    assert wilson_interval(right, judged) == pytest.approx((low, high), abs=5e-5)


# K. Krippendorff, Computing Krippendorff's Alpha-Reliability (2011): sections A (binary), B (nominal, two observers) and
# C (nominal, four observers, missing data).
BINARY = list(zip("0100000010", "1110010000", strict=True))
NOMINAL = list(zip("aabbdcccedda", "babbbcccedd" + "d", strict=True))
MISSING = [
    [None if value == "." else value for value in unit]
    for unit in zip("123321412...", "1233224125.3", ".3332342251.", "12332441251.", strict=True)
]


@pytest.mark.parametrize(("units", "alpha"), [(BINARY, 0.095), (NOMINAL, 0.692), (MISSING, 0.743)])
def test_alpha_as_published(units, alpha):
    assert krippendorff_alpha(units)[0] == pytest.approx(alpha, abs=5e-4)


def test_alpha_says_nothing_without_variation_or_pairs():
    assert krippendorff_alpha([("a", "a")] * 5) == (None, 5)
    assert krippendorff_alpha([("a", None), (None, "b")]) == (None, 0)


def events(count=60):
    """Articles with one event each, of three types."""
    kinds = ["condemned", "thanked", "attacked"]
    texts = [f"Norway {kinds[number % 3 if number < 30 else 0]} Sweden." for number in range(count)]
    return dl.events(texts), dl.sentences(texts)


def test_the_sheet_shows_the_sentence_beside_the_row_and_asks():
    rows, sentences = events()
    sheet = dl.sample_for_coding(rows, 10, sentences=sentences, coders=2)
    assert sheet.height == 10
    assert all(sentence.endswith(" Sweden.") for sentence in sheet["sentence"])
    asked = [name for name in sheet.columns if name.startswith("right_")]
    assert len(asked) == 8
    assert sheet.select(asked).null_count().row(0) == (10,) * 8


def test_the_draw_depends_on_events_and_seed_alone():
    rows, sentences = events()
    first = dl.sample_for_coding(rows, 10, sentences=sentences)
    keys = ["article_id", "event_id"]
    assert first.equals(dl.sample_for_coding(rows, 10, sentences=sentences))
    shuffled = dl.sample_for_coding(rows.reverse(), 10, sentences=sentences)
    assert set(first.select(keys).rows()) == set(shuffled.select(keys).rows())
    assert set(first.select(keys).rows()) != set(dl.sample_for_coding(rows, 10, seed=1).select(keys).rows())


def test_strata_get_their_share_or_as_many_as_they_have():
    rows, _ = events()
    sizes = dict(rows["event"].value_counts().rows())
    assert len(sizes) == 3
    share = dict(dl.sample_for_coding(rows, 30, by="event")["event"].value_counts().rows())
    for name, size in sizes.items():
        assert abs(share[name] - size * 30 / rows.height) < 1
    equal = dl.sample_for_coding(rows, 30, by="event", allocation="equal")
    assert set(dict(equal["event"].value_counts().rows()).values()) == {10}
    assert equal.group_by("event").agg(pl.col("weight").sum()).sort("event")["weight"].to_list() == pytest.approx(
        [float(sizes[name]) for name in sorted(sizes)]
    )
    assert dl.sample_for_coding(rows, 10_000, by="event").height == rows.height


def test_a_sheet_survives_a_spreadsheet(tmp_path):
    rows, _ = events(6)
    hostile = rows.with_columns(pl.lit("=HYPERLINK(1)").alias("text"))
    path = tmp_path / "sheet.csv"
    dl.sample_for_coding(hostile, 6, path=path)
    written = path.read_text("utf-8-sig")
    assert "'=HYPERLINK(1)" in written
    assert ",=HYPERLINK" not in written
    filled = pl.read_csv(path, infer_schema=False).with_columns(
        right_1_event=pl.Series(["yes", "Y", "1", "no", None, ""]), right_1_source=pl.lit("yes")
    )
    filled.write_csv(path)
    found = dl.agreement(path)
    assert found.filter(aspect="event").select("judged", "right").row(0) == (4, 3)
    # A row with one wrong aspect is wrong; one with a blank is open.
    assert found.filter(aspect="all").select("judged", "right").row(0) == (1, 0)


def test_weights_undo_the_allocation():
    sheet = pl.DataFrame({"right_1_event": ["yes"] * 10 + ["no"] * 10, "weight": [9.0] * 10 + [1.0] * 10})
    row = dl.agreement(sheet).row(0, named=True)
    assert row["precision"] == pytest.approx(0.9)
    effective = 100.0**2 / (10 * 81 + 10 * 1)
    assert (row["low"], row["high"]) == pytest.approx(wilson_interval(0.9 * effective, effective))


def test_figures_by_stratum():
    sheet = pl.DataFrame({"event": ["AID", "AID", "ASSAULT"], "right_1_event": ["y", "n", "y"]})
    found = dl.agreement(sheet, by="event")
    assert found.select("event", "judged", "right").rows() == [("AID", 2, 1), ("ASSAULT", 1, 1)]


def test_a_judgement_that_is_no_judgement_is_named():
    with pytest.raises(dl.OptionError, match=r"row 2 .* 'maybe' in `right_1_event`"):
        dl.agreement({"right_1_event": ["yes", "maybe"]})
    with pytest.raises(dl.MissingColumnError, match="right_1_event"):
        dl.agreement({"sentence": ["It rained."]})
    with pytest.raises(FileNotFoundError):
        dl.agreement("no-such-sheet.csv")


@pytest.mark.parametrize(
    "wrong", [{"n": 0}, {"n": 5, "coders": 0}, {"n": 5, "allocation": "half"}, {"n": 5, "aspects": []}]
)
def test_wrong_options_are_named(wrong):
    with pytest.raises(dl.OptionError):
        dl.sample_for_coding(events(3)[0], **wrong)


def test_the_sheet_does_not_depend_on_the_order_of_the_rows():
    rows, sentences = events()
    turned = rows.sample(fraction=1, shuffle=True, seed=3)
    one, other = (dl.sample_for_coding(frame, 10, sentences=sentences) for frame in (rows, turned))
    assert one.equals(other)


SHEET = pl.DataFrame({"sentence": ["Zoë; she “won”.", "It rained, a lot.", "x"], "weight": [1.5, 1.5, 2.0]})


@pytest.mark.parametrize(
    ("separator", "encoding", "comma"),
    [(",", "utf-8-sig", "."), (";", "utf-8-sig", ","), (";", "cp1252", ","), ("\t", "utf-16", ",")],
)
def test_sheets_are_read_as_spreadsheets_save_them(tmp_path, separator, encoding, comma):
    frame = SHEET.with_columns(right_1_event=pl.Series(["yes", "no", "1"]))
    text = frame.write_csv(separator=separator).replace("1.5", f"1{comma}5" if separator != "," else "1.5")
    path = tmp_path / "sheet.csv"
    path.write_bytes(text.replace("\n", "\r\n").encode(encoding, "replace"))
    assert_frame_equal(dl.agreement(path), dl.agreement(frame))
    assert_frame_equal(dl.agreement(str(path)), dl.agreement(frame))


def test_a_spreadsheet_is_read_or_its_reader_named(tmp_path, monkeypatch):
    path = tmp_path / "sheet.xlsx"
    path.write_bytes(b"PK")

    def missing(path):
        raise ImportError("no fastexcel")

    monkeypatch.setattr(pl, "read_excel", missing)
    with pytest.raises(ImportError, match="pip install fastexcel; or save the sheet as CSV"):
        dl.agreement(path)
    monkeypatch.setattr(pl, "read_excel", lambda path: pl.DataFrame({"right_1_event": ["yes"]}))
    assert dl.agreement(path)["right"].to_list() == [1]


@pytest.mark.parametrize(
    ("content", "words"),
    [
        ("", "is empty"),
        ("right_1_event,right_1_event\nyes,no\n", "two columns called 'right_1_event'"),
        ("right_1_event\nyes,no\n", "row 1 of .* has more fields"),
        ("right_1_event,weight\nyes,a\n", "row 1 of the sheet has 'a' in `weight`"),
        ("right_1_event,weight\nyes,0\n", "give a number above 0"),
        ("right_1_event,weight\nyes,\n", "give a number above 0"),
    ],
)
def test_a_broken_sheet_says_what_is_wrong(tmp_path, content, words):
    path = tmp_path / "sheet.csv"
    path.write_text(content)
    with pytest.raises(dl.DatelineError, match=words):
        dl.agreement(path)


def test_wrong_questions_are_named():
    sheet = {"right_1_event": ["yes"], "aspect": ["a"]}
    for options, words in (
        ({"confidence": "x"}, "confidence='x'"),
        ({"confidence": 1}, "share such as 0.95"),
        ({"by": "aspect"}, "rename it in the sheet"),
        ({"by": "x"}, "no column `x`"),
    ):
        with pytest.raises(dl.DatelineError, match=words):
            dl.agreement(sheet, **options)
