"""Check the coder: a sheet of sampled events for people to judge, and what their judgements say."""

from __future__ import annotations

import csv
import hashlib
import io
import math
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from statistics import NormalDist

import polars as pl

from dateline._core import MissingColumnError, OptionError
from dateline._files import file_aside
from dateline._input import as_rows, same_ids
from dateline._options import number, one_of, path_of, whole, words
from dateline._types import Rows

__all__ = ["agreement", "krippendorff_alpha", "sample_for_coding", "wilson_interval"]

#: What a coder is asked of each row.
ASPECTS = ("event", "source", "target", "date")

#: What the sheet shows of each event.
SHOWN = (
    "article_id", "event_id", "event_group", "sentence_id", "start", "end", "source", "source_country",
    "source_role", "event", "mode", "target", "target_country", "target_role", "date", "date_precision", "polarity",
    "modality", "trigger", "rule",
)  # fmt: skip

#: The columns of `agreement`.
FIGURES: dict[str, pl.DataType] = {
    "aspect": pl.String(),
    "coder": pl.UInt32(),
    "judged": pl.UInt32(),
    "right": pl.UInt32(),
    "precision": pl.Float64(),
    "low": pl.Float64(),
    "high": pl.Float64(),
    "alpha": pl.Float64(),
    "compared": pl.UInt32(),
}

_YES = {"1", "1.0", "y", "yes", "true", "t", "right", "correct"}
_NO = {"0", "0.0", "n", "no", "false", "f", "wrong", "incorrect"}


def sample_for_coding(
    events: Rows,
    n: int,
    *,
    sentences: Rows | None = None,
    by: str | Sequence[str] = (),
    allocation: str = "proportional",
    coders: int = 1,
    aspects: Sequence[str] = ASPECTS,
    seed: int = 0,
    path: str | Path | None = None,
) -> pl.DataFrame:
    """Draw events for people to judge, each beside its sentence.

    Judge each aspect of a row with yes or no (1 or 0), leave blank what cannot be judged, and give the sheet to
    `dl.agreement`. The draw depends on the events and `seed` alone: the same events give the same sheet, in any order
    of rows, on any machine.

    Parameters
    ----------
    events
        Rows of `dl.events`.
    n
        How many events; all of them if there are fewer.
    sentences
        Rows of `dl.sentences` on the same articles, for the column `sentence`; without it, the clause of the event
        stands there.
    by
        Columns to stratify by, such as `"event"`.
    allocation
        `proportional`: each stratum has its share of `n`. `equal`: all the same, as far as they have rows, so that rare
        types can be judged; `dl.agreement` weighs them back.
    coders
        How many people judge; each has columns of their own.
    aspects
        What they are asked: any names, usually of event, source, target, date.
    seed
        Another number draws another sample.
    path
        A CSV file to write the sheet to. A field that a spreadsheet would take for a formula begins with `'` there.

    Returns
    -------
    A frame with a row per event drawn, in the order of a reader (by article, then place): `sentence`, the event's
    columns, `stratum`, `stratum_events` (how many events it has), `weight` (how many events the row stands for), and
    for each coder and aspect an empty column `right_1_event`, `right_1_source`, ... (String).

    Raises
    ------
    OptionError
        If `n`, `coders` or `allocation` make no sense.
    MissingColumnError
        If a frame lacks a column that is needed.

    Examples
    --------
    >>> import dateline as dl
    >>> articles = ["Norway condemned Sweden. Denmark thanked Finland. Iceland accused Malta of fraud."]
    >>> sheet = dl.sample_for_coding(dl.events(articles), 2, sentences=dl.sentences(articles), coders=2)
    >>> sheet.height, [name for name in sheet.columns if name.startswith("right_")][:2]
    (2, ['right_1_event', 'right_1_source'])

    """
    n, coders, seed = whole("n", n), whole("coders", coders), whole("seed", seed, least=None)
    allocation = one_of("allocation", allocation, ("proportional", "equal"))
    aspects = words("aspects", aspects, "names such as ['event', 'source']")
    if not aspects:
        raise OptionError("aspects=[] asks nothing")
    strata = words("by", by, "columns such as ['event']")
    if path is not None and path_of("path", path).suffix.lower() != ".csv":
        raise OptionError(f"path={str(path)!r}: the sheet is written as CSV; give a name that ends in .csv")
    rows = as_rows(events, "events", ("article_id", "event_id", "start", "text", *strata))
    for name in strata:
        if rows.schema[name].is_nested():
            raise OptionError(f"by={name!r} is a column of lists; give columns that hold one value a row")
    rows = rows.sort(pl.col("article_id").cast(pl.String), "start", "event_id", maintain_order=True)
    rows = _with_sentence(rows, sentences).with_row_index("_place")
    stratum = pl.concat_str([pl.col(name).cast(pl.String).fill_null("none") for name in strata], separator=" | ")
    rows = rows.with_columns(stratum.alias("stratum") if strata else pl.lit("all").alias("stratum"))
    rows = rows.with_columns(_lot(rows, seed)).sort("_lot", "_place")
    sizes = dict(sorted(rows["stratum"].value_counts().rows()))
    drawn = _allocate(sizes, min(n, rows.height), equal=allocation == "equal")
    place = pl.int_range(pl.len()).over("stratum")
    taken = rows.filter(place < pl.col("stratum").replace_strict(drawn, default=0, return_dtype=pl.Int64)).sort(
        "_place"
    )
    size = pl.col("stratum").replace_strict(sizes, default=0, return_dtype=pl.UInt32)
    share = pl.col("stratum").replace_strict(drawn, default=1, return_dtype=pl.UInt32)
    blank = [
        pl.lit(None, dtype=pl.String).alias(f"right_{coder}_{aspect}")
        for coder in range(1, coders + 1)
        for aspect in aspects
    ]
    sheet = taken.select(
        "sentence",
        *(name for name in SHOWN if name in taken.columns),
        *(name for name in strata if name not in SHOWN),
        "stratum",
        size.alias("stratum_events"),
        (size / share).alias("weight"),
        *blank,
    )
    if path is not None:
        _write_sheet(sheet, path)
    return sheet


def _with_sentence(rows: pl.DataFrame, sentences: Rows | None) -> pl.DataFrame:
    rows = rows.drop("sentence", strict=False)
    if sentences is None:
        return rows.with_columns(pl.col("text").alias("sentence"))
    known = as_rows(sentences, "sentences", ("article_id", "sentence_id", "text"))
    known = same_ids(known, rows.schema["article_id"], "events", "sentences")
    known = known.select("article_id", "sentence_id", pl.col("text").alias("sentence"))
    return rows.join(known, on=["article_id", "sentence_id"], how="left", maintain_order="left")


def _lot(rows: pl.DataFrame, seed: int) -> pl.Series:
    """Return each row's lot: a digest of what it is, so that neither order nor library version decides who is drawn."""
    names = [name for name in ("article_id", "event_id", "start", "source", "event", "target") if name in rows.columns]
    lots = [
        hashlib.sha256(repr((seed, *map(str, row))).encode("utf-8", "replace")).hexdigest()[:16]
        for row in rows.select(names).rows()
    ]
    return pl.Series("_lot", lots, dtype=pl.String)


def _allocate(sizes: dict[str, int], n: int, *, equal: bool) -> dict[str, int]:
    """Share `n` out over strata by largest remainder, no stratum getting more than it has."""
    drawn = dict.fromkeys(sizes, 0)
    left = n
    while left and (free := [name for name in sizes if drawn[name] < sizes[name]]):
        total = len(free) if equal else sum(sizes[name] - drawn[name] for name in free)
        parts = {name: left * (1 if equal else sizes[name] - drawn[name]) / total for name in free}
        given = {name: min(math.floor(parts[name]), sizes[name] - drawn[name]) for name in free}
        if not any(given.values()):
            # Less than one each: the largest remainders get one.
            for name in sorted(free, key=lambda name: (-parts[name], name))[:left]:
                given[name] = 1
        for name, count in given.items():
            drawn[name] += count
            left -= count
    return drawn


def _write_sheet(sheet: pl.DataFrame, path: str | Path) -> None:
    def safe(value: object) -> object:
        if isinstance(value, list):
            value = "; ".join(map(str, value))
        if isinstance(value, str) and value[:1] in ("=", "+", "-", "@", "\t", "\r"):
            return "'" + value
        return value

    with file_aside(path) as aside, aside.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(sheet.columns)
        writer.writerows([safe(value) for value in row] for row in sheet.iter_rows())


def agreement(sheet: Rows | str | Path, *, by: str | None = None, confidence: float = 0.95) -> pl.DataFrame:
    """Say what judgements on a sheet show: precision with its confidence interval, and how far coders agree.

    Intervals are Wilson's (E. B. Wilson, JASA 22, 1927), which hold near 0 and 1 and for few rows. Where rows stand for
    different numbers of events (column `weight`), precision is the weighted share, and the interval is Wilson's at the
    effective sample size (Korn and Graubard, Survey Methodology 24, 1998). Agreement is Krippendorff's alpha for
    nominal data (K. Krippendorff, Computing Krippendorff's Alpha-Reliability, 2011), over the rows that at least two
    coders judged: 1 is perfect, 0 what chance gives. Custom asks for 0.8, and calls what is below 0.667 unfit to
    conclude from.

    Parameters
    ----------
    sheet
        A sheet of `sample_for_coding` with judgements filled in, as a frame or a file: CSV with commas, semicolons or
        tabs, as spreadsheet programs of any country save it, or `.xlsx` where fastexcel is installed. 1, yes, y, true
        and right are yes; 0, no, n, false and wrong are no, in any case; blank is not judged.
    by
        A column to give figures apart for, such as `"event"`.
    confidence
        Of the interval, between 0 and 1.

    Returns
    -------
    A frame with a row per aspect and coder (and value of `by`): `aspect` (`all`: every aspect of the row that was asked
    is right), `coder`, `judged` (rows), `right` (of these), `precision`, `low`, `high` (Float64, 0 to 1; null where
    nothing was judged), `alpha` (over all coders, the same in each coder's row; null for one coder, or where no row was
    judged by two), `compared` (rows it rests on).

    Raises
    ------
    OptionError
        If a judgement is none of the words above (the message names row and column), a weight is no number above 0, or
        `confidence` is not between 0 and 1.
    MissingColumnError
        If the sheet has no columns of judgements, or `by` names none of its columns.
    FileNotFoundError
        If there is no such file.
    ImportError
        If the sheet is a spreadsheet file and fastexcel is missing.

    Examples
    --------
    >>> import dateline as dl, polars as pl
    >>> sheet = {"right_1_event": ["yes"] * 9 + ["no"], "right_2_event": ["yes"] * 8 + ["no", "no"]}
    >>> dl.agreement(sheet).select("coder", "right", pl.col("low", "high", "alpha").round(3)).row(0)
    (1, 9, 0.596, 0.982, 0.627)

    """
    if number("confidence", confidence, low=0, high=1) in (0, 1):
        raise OptionError(f"confidence={confidence} is out of range; give a share such as 0.95")
    rows = _sheet(sheet)
    questions = _questions(rows)
    judged = _judgements(rows, questions)
    aspects = list(dict.fromkeys(aspect for _, aspect in questions))
    coders = sorted({coder for coder, _ in questions})
    if len(aspects) > 1:
        for coder in coders:
            asked = [judged[coder, aspect] for aspect in aspects if (coder, aspect) in judged]
            judged[coder, "all"] = [_all_right(answers) for answers in zip(*asked, strict=True)]
        aspects.append("all")
    groups: dict[object, list[int]] = {None: list(range(rows.height))}
    if by is not None:
        if by in FIGURES:
            raise OptionError(f"by={by!r} is the name of a column of the result; rename it in the sheet")
        if by not in rows.columns:
            raise MissingColumnError(f"the sheet has no column `{by}`; its columns are: {', '.join(rows.columns)}")
        groups = {}
        for at, value in enumerate(rows[by].to_list()):
            groups.setdefault(value, []).append(at)
    weights = _weights(rows)
    table = []
    for value in sorted(groups, key=lambda value: (value is not None, str(value))):
        places = groups[value]
        for aspect in aspects:
            answers = {coder: judged.get((coder, aspect), [None] * rows.height) for coder in coders}
            units = [[answers[coder][at] for coder in coders] for at in places]
            alpha, compared = krippendorff_alpha(units) if len(coders) > 1 else (None, 0)
            for coder in coders:
                mine = [(answers[coder][at], weights[at]) for at in places if answers[coder][at] is not None]
                table.append((value, aspect, coder, *_precision(mine, confidence), alpha, compared))
    schema = {
        by or "by": rows.schema[by] if by is not None else pl.String,
        **FIGURES,
    }
    frame = pl.DataFrame(table, schema=schema, orient="row")
    return frame if by is not None else frame.drop("by")


def _sheet(sheet: Rows | str | Path) -> pl.DataFrame:
    if not isinstance(sheet, str | Path):
        return as_rows(sheet, "rows of the sheet", ())
    path = Path(sheet)
    if path.suffix.lower() in (".xlsx", ".xlsm", ".xls", ".xlsb", ".ods"):
        return _spreadsheet(path)
    lines = list(csv.reader(io.StringIO(_words_of(path.read_bytes()), newline=""), delimiter=_separator(path)))
    if not lines:
        raise MissingColumnError(f"{path} is empty: it has no columns of judgements such as `right_1_event`")
    head, *body = lines
    if len(set(head)) < len(head):
        twice = next(name for name in head if head.count(name) > 1)
        raise OptionError(f"{path} has two columns called {twice!r}; rename one")
    rows = [line + [""] * (len(head) - len(line)) for line in body if any(line)]
    longer = next((at for at, line in enumerate(rows) if len(line) > len(head)), None)
    if longer is not None:
        raise OptionError(f"row {longer + 1} of {path} has more fields than its first line has names")
    return pl.DataFrame(
        {name: [line[at] for line in rows] for at, name in enumerate(head)}, schema=dict.fromkeys(head, pl.String)
    )


def _words_of(content: bytes) -> str:
    """Return a sheet as text: UTF-8 as we write it, or what a spreadsheet program makes of it."""
    if content[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return content.decode("utf-16")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return content.decode("cp1252", "replace")


def _separator(path: Path) -> str:
    """Return what parts the columns: in many countries a spreadsheet writes semicolons, for the comma is in numbers."""
    head = _words_of(path.read_bytes()).split("\n", 1)[0]
    return max((",", ";", "\t"), key=head.count)


def _spreadsheet(path: Path) -> pl.DataFrame:
    try:
        return pl.read_excel(path)
    except ImportError as missing:
        raise ImportError(
            f"{path}: spreadsheets are read with fastexcel, which is not installed: pip install fastexcel; "
            "or save the sheet as CSV"
        ) from missing


def _weights(rows: pl.DataFrame) -> list[float]:
    """Return how many events each row stands for; spreadsheets may have written `1,5`."""
    if "weight" not in rows.columns:
        return [1.0] * rows.height
    weights = []
    for at, value in enumerate(rows["weight"].to_list()):
        try:
            weight = float(str(value).strip().replace(",", "."))
        except ValueError:
            weight = math.nan
        if not 0 < weight < math.inf:
            raise OptionError(f"row {at + 1} of the sheet has {value!r} in `weight`; give a number above 0")
        weights.append(weight)
    return weights


def _questions(rows: pl.DataFrame) -> list[tuple[int, str]]:
    found = []
    for name in rows.columns:
        start, _, rest = name.partition("_")
        coder, _, aspect = rest.partition("_")
        if start == "right" and coder.isdecimal() and aspect:
            found.append((int(coder), aspect))
    if not found:
        raise MissingColumnError(
            "the sheet has no columns of judgements such as `right_1_event`; "
            f"its columns are: {', '.join(rows.columns)}"
        )
    return found


def _judgements(rows: pl.DataFrame, questions: Sequence[tuple[int, str]]) -> dict[tuple[int, str], list[bool | None]]:
    judged: dict[tuple[int, str], list[bool | None]] = {}
    for coder, aspect in questions:
        name = f"right_{coder}_{aspect}"
        answers: list[bool | None] = []
        for at, value in enumerate(rows[name].to_list()):
            word = "" if value is None else str(value).strip().lower()
            if word and word not in _YES and word not in _NO:
                raise OptionError(
                    f"row {at + 1} of the sheet has {value!r} in `{name}`; write yes or no, or leave it blank"
                )
            answers.append(None if not word else word in _YES)
        judged[coder, aspect] = answers
    return judged


def _all_right(answers: Sequence[bool | None]) -> bool | None:
    """One wrong makes the row wrong; without one, a blank leaves it open."""
    if False in answers:
        return False
    return None if None in answers else True


def _precision(
    answers: Sequence[tuple[bool | None, float]], confidence: float
) -> tuple[int, int, float | None, float | None, float | None]:
    judged, right = len(answers), sum(1 for answer, _ in answers if answer)
    if not judged:
        return 0, 0, None, None, None
    total = sum(weight for _, weight in answers)
    share = sum(weight for answer, weight in answers if answer) / total
    # Kish's effective size: unequal weights tell less than as many equal ones.
    effective = total**2 / sum(weight**2 for _, weight in answers)
    low, high = wilson_interval(share * effective, effective, confidence=confidence)
    return judged, right, share, low, high


def wilson_interval(right: float, judged: float, *, confidence: float = 0.95) -> tuple[float, float]:
    """Return Wilson's score interval for a share: `right` of `judged`.

    `judged` need not be whole: with weights it is the effective number. Raises OptionError if `judged` is not above 0
    or `right` not within 0 and `judged`.

    >>> from dateline.checking import wilson_interval
    >>> tuple(round(end, 4) for end in wilson_interval(81, 263))
    (0.2553, 0.3662)
    """
    if not (judged > 0 and -1e-9 <= right <= judged + 1e-9):
        raise OptionError(f"{right} right of {judged} judged is no share")
    z = NormalDist().inv_cdf(0.5 + confidence / 2)
    share = min(max(right / judged, 0.0), 1.0)
    middle = (share + z * z / (2 * judged)) / (1 + z * z / judged)
    half = z / (1 + z * z / judged) * math.sqrt(share * (1 - share) / judged + z * z / (4 * judged * judged))
    return max(middle - half, 0.0), min(middle + half, 1.0)


def krippendorff_alpha(units: Sequence[Sequence[object]]) -> tuple[float | None, int]:
    """Return Krippendorff's alpha for nominal data, and how many units it rests on.

    `units` holds, for each thing judged, what each coder said, None where a coder said nothing. Alpha is None where no
    unit was judged twice, or where all values are the same: without variation nothing can be said about reliability.

    >>> from dateline.checking import krippendorff_alpha
    >>> alpha, units = krippendorff_alpha([("a", "a"), ("a", "b"), ("b", "b"), ("b", None)])
    >>> round(alpha, 3), units
    (0.444, 3)
    """
    pairable = [[value for value in unit if value is not None] for unit in units]
    pairable = [values for values in pairable if len(values) > 1]
    totals = Counter(value for values in pairable for value in values)
    count = sum(totals.values())
    expected = count * count - sum(total * total for total in totals.values())
    if not expected:
        return None, len(pairable)
    observed = sum(
        (len(values) ** 2 - sum(number * number for number in Counter(values).values())) / (len(values) - 1)
        for values in pairable
    )
    return 1 - (count - 1) * observed / expected, len(pairable)
