"""Events in the layouts of the data sets that people have code for."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import polars as pl

from dateline._files import file_aside
from dateline._input import as_rows, same_ids
from dateline._options import one_of
from dateline._types import Rows
from dateline.counting import MODALITIES, POLARITIES, chosen

__all__ = ["export_events"]

_NEEDED = (
    "article_id", "event_id", "sentence_id", "date", "source", "source_country", "source_role", "target",
    "target_country", "target_role", "event", "mode", "context", "cameo", "quad", "goldstein", "polarity",
    "modality", "place", "place_country",
)  # fmt: skip

_PETRARCH = ("date", "source", "target", "code", "issues", "ids", "url", "story_source")

_PHOENIX = (
    "EventID", "Date", "Year", "Month", "Day", "SourceActorFull", "SourceActorEntity", "SourceActorRole",
    "SourceActorAttribute", "TargetActorFull", "TargetActorEntity", "TargetActorRole", "TargetActorAttribute",
    "EventCode", "EventRootCode", "PentaClass", "GoldsteinScore", "Issues", "Lat", "Lon", "LocationName",
    "StateName", "CountryCode", "SentenceID", "URLs", "NewsSources",
)  # fmt: skip

_GEO = ("Type", "FullName", "CountryCode", "ADM1Code", "ADM2Code", "Lat", "Long", "FeatureID")
_ACTOR = (
    "Code", "Name", "CountryCode", "KnownGroupCode", "EthnicCode", "Religion1Code", "Religion2Code", "Type1Code",
    "Type2Code", "Type3Code",
)  # fmt: skip
_GDELT = (
    "GLOBALEVENTID", "SQLDATE", "MonthYear", "Year", "FractionDate", *(f"Actor1{part}" for part in _ACTOR),
    *(f"Actor2{part}" for part in _ACTOR), "IsRootEvent", "EventCode", "EventBaseCode", "EventRootCode", "QuadClass",
    "GoldsteinScale", "NumMentions", "NumSources", "NumArticles", "AvgTone", *(f"Actor1Geo_{part}" for part in _GEO),
    *(f"Actor2Geo_{part}" for part in _GEO), *(f"ActionGeo_{part}" for part in _GEO), "DATEADDED", "SOURCEURL",
)  # fmt: skip

_POLECAT = (
    "Event ID", "Event Date", "Event Type", "Event Mode", "Intensity", "Quad Code", "Contexts", "Actor Name",
    "Actor Country", "Actor COW", "Primary Actor Sector", "Actor Sectors", "Actor Title", "Actor Name Raw",
    "Wikipedia Actor ID", "Recipient Name", "Recipient Country", "Recipient COW", "Primary Recipient Sector",
    "Recipient Sectors", "Recipient Title", "Recipient Name Raw", "Wikipedia Recipient ID", "Placename", "City",
    "District", "Province", "Country", "Latitude", "Longitude", "GeoNames ID", "Raw Placename", "Feature Type",
    "Source", "Publication Date", "Story People", "Story Organizations", "Story Locations", "Language", "Version",
)  # fmt: skip

#: The columns of each layout, in order.
LAYOUTS = {"petrarch": _PETRARCH, "phoenix": _PHOENIX, "gdelt": _GDELT, "polecat": _POLECAT}

_QUADS = {1: "VERBAL COOPERATION", 2: "MATERIAL COOPERATION", 3: "VERBAL CONFLICT", 4: "MATERIAL CONFLICT"}


def export_events(
    events: Rows,
    *,
    layout: str,
    articles: Rows | None = None,
    path: str | Path | None = None,
    polarity: str | Sequence[str] | None = ("asserted",),
    modality: str | Sequence[str] | None = ("actual",),
) -> pl.DataFrame:
    """Put events into the columns of PETRARCH2, Phoenix, GDELT 2.0 or POLECAT.

    What a layout has and dateline does not (coordinates, tone, Wikipedia ids) is null, an empty field in the file;
    nothing is guessed. These layouts cannot say that an event was denied or only expected: such rows are left out
    unless `polarity` and `modality` ask for them.

    Parameters
    ----------
    events
        Rows of `dl.events`.
    layout
        `petrarch`: the eight columns of PETRARCH2's output file. `phoenix`: the 26 of the Phoenix data sets. `gdelt`:
        the 61 of GDELT 2.0 event tables. `polecat`: the 40 of POLECAT.
    articles
        The articles, with `article_id` and, where known, `url`, `outlet`, `published`, `language`.
    path
        A file to write, tab-separated, as the data sets come: POLECAT with a line of column names, the others without.
        Tabs and line breaks within a field become spaces.
    polarity, modality
        Which rows to write; None for all.

    Returns
    -------
    A frame with the layout's columns, in their order, a row per event. Actor codes are the country (ISO 3166-1 alpha-3)
    followed by the role (`NORGOV`), countries of places are ISO alpha-3 too (GDELT's own are FIPS), quad classes and
    GDELT's Goldstein scale are those of `dl.events`. An actor without country and role has `---` in `petrarch`, as
    there, and null elsewhere. Numbers of mentions, sources and articles are 1: each row is one mention; see
    `dl.count_events`.

    Raises
    ------
    OptionError
        If `layout` is none of the four.
    MissingColumnError
        If `events` lacks a column of `dateline.schema.events`.

    Examples
    --------
    >>> import dateline as dl
    >>> found = dl.events({"text": ["Norway condemned Sweden on Friday."], "published": ["2024-05-15"]})
    >>> dl.export_events(found, layout="petrarch").select("date", "source", "target", "code").row(0)
    ('20240510', 'NORGOV', 'SWEGOV', '111')

    """
    layout = one_of("layout", layout, LAYOUTS)
    rows = as_rows(events, "events", _NEEDED)
    for column, asked, known in (("polarity", polarity, POLARITIES), ("modality", modality, MODALITIES)):
        wanted = chosen(column, asked, known)
        if wanted is not None:
            rows = rows.filter(pl.col(column).is_in(wanted))
    rows = _with_articles(rows, articles)
    makers = {"petrarch": _petrarch, "phoenix": _phoenix, "gdelt": _gdelt, "polecat": _polecat}
    made = makers[layout]()
    frame = rows.select(made.get(name, pl.lit(None, dtype=pl.String)).alias(name) for name in LAYOUTS[layout])
    if path is not None:
        _write(frame, path, header=layout == "polecat")
    return frame


def _with_articles(rows: pl.DataFrame, articles: Rows | None) -> pl.DataFrame:
    """Add url, outlet, published and language of each row's article, null where they are not known."""
    known: dict[str, pl.DataType] = {
        "url": pl.String(),
        "outlet": pl.String(),
        "published": pl.Datetime("us"),
        "language": pl.String(),
    }
    rows = rows.drop(name for name in known if name in rows.columns)
    if articles is None:
        return rows.with_columns(pl.lit(None, dtype=dtype).alias(name) for name, dtype in known.items())
    given = as_rows(articles, "articles", ("article_id",))
    columns = [
        (pl.col(name) if name in given.columns else pl.lit(None)).alias(name) for name in known if name != "published"
    ]
    when = pl.lit(None, dtype=pl.Datetime("us"))
    if "published" in given.columns:
        text = given.schema["published"] == pl.String
        when = (
            pl.col("published").str.slice(0, 10).str.to_datetime("%Y-%m-%d", strict=False, time_unit="us")
            if text
            else pl.col("published").cast(pl.Datetime("us"))
        )
    given = given.select("article_id", *(column.cast(pl.String) for column in columns), when.alias("published"))
    given = same_ids(given, rows.schema["article_id"], "events", "articles")
    given = given.unique("article_id", keep="first", maintain_order=True)
    return rows.join(given, on="article_id", how="left", maintain_order="left")


def _identity() -> pl.Expr:
    return pl.concat_str(pl.col("article_id").cast(pl.String), pl.lit("_"), pl.col("sentence_id"))


def _row_name() -> pl.Expr:
    return pl.concat_str(pl.col("article_id").cast(pl.String), pl.lit("#"), pl.col("event_id"))


def _code(side: str) -> pl.Expr:
    code = pl.concat_str(f"{side}_country", f"{side}_role", ignore_nulls=True)
    return pl.when(code != "").then(code)


def _day(pattern: str) -> pl.Expr:
    return pl.col("date").dt.strftime(pattern)


def _petrarch() -> dict[str, pl.Expr]:
    return {
        "date": _day("%Y%m%d"),
        "source": _code("source").fill_null("---"),
        "target": _code("target").fill_null("---"),
        "code": pl.col("cameo"),
        "issues": pl.lit(""),
        "ids": _identity(),
        "url": pl.col("url"),
        "story_source": pl.col("outlet").fill_null("NULL"),
    }


def _phoenix() -> dict[str, pl.Expr]:
    made = {
        "EventID": _row_name(),
        "Date": _day("%Y%m%d"),
        "Year": pl.col("date").dt.year(),
        "Month": pl.col("date").dt.month(),
        "Day": pl.col("date").dt.day(),
        "EventCode": pl.col("cameo"),
        "EventRootCode": pl.col("cameo").str.slice(0, 2),
        "PentaClass": pl.col("quad"),
        "GoldsteinScore": pl.col("goldstein"),
        "LocationName": pl.col("place"),
        "CountryCode": pl.col("place_country"),
        "SentenceID": _identity(),
        "URLs": pl.col("url"),
        "NewsSources": pl.col("outlet"),
    }
    for name, side in (("Source", "source"), ("Target", "target")):
        made[f"{name}ActorFull"] = _code(side)
        made[f"{name}ActorEntity"] = pl.col(f"{side}_country")
        made[f"{name}ActorRole"] = pl.col(f"{side}_role")
    return made


def _gdelt() -> dict[str, pl.Expr]:
    one = pl.lit(1, dtype=pl.Int32)
    made = {
        "GLOBALEVENTID": pl.int_range(1, pl.len() + 1),
        "SQLDATE": _day("%Y%m%d").cast(pl.Int32),
        "MonthYear": _day("%Y%m").cast(pl.Int32),
        "Year": pl.col("date").dt.year(),
        # As in GDELT's files: the year, and the share of it that has passed, counted in months of 30 days.
        "FractionDate": (
            pl.col("date").dt.year() + ((pl.col("date").dt.month() - 1) * 30.0 + pl.col("date").dt.day()) / 365
        ).round(4),
        "EventCode": pl.col("cameo"),
        "EventBaseCode": pl.col("cameo").str.slice(0, 3),
        "EventRootCode": pl.col("cameo").str.slice(0, 2),
        "QuadClass": pl.col("quad"),
        "GoldsteinScale": pl.col("goldstein"),
        "NumMentions": one,
        "NumSources": one,
        "NumArticles": one,
        "ActionGeo_FullName": pl.col("place"),
        "ActionGeo_CountryCode": pl.col("place_country"),
        "DATEADDED": pl.col("published").dt.strftime("%Y%m%d%H%M%S").cast(pl.Int64),
        "SOURCEURL": pl.col("url"),
    }
    for actor, side in (("Actor1", "source"), ("Actor2", "target")):
        made[f"{actor}Code"] = _code(side)
        made[f"{actor}Name"] = pl.col(side).str.to_uppercase()
        made[f"{actor}CountryCode"] = pl.col(f"{side}_country")
        made[f"{actor}Type1Code"] = pl.col(f"{side}_role")
    return made


def _polecat() -> dict[str, pl.Expr]:
    contexts = pl.col("context").list.join(";")
    made = {
        "Event ID": _row_name(),
        "Event Date": _day("%Y-%m-%d"),
        "Event Type": pl.col("event"),
        "Event Mode": pl.col("mode"),
        "Intensity": pl.col("goldstein"),
        "Quad Code": pl.col("quad").replace_strict(_QUADS, default=None, return_dtype=pl.String),
        "Contexts": pl.when(contexts != "").then(contexts),
        "Placename": pl.col("place"),
        "Country": pl.col("place_country"),
        "Raw Placename": pl.col("place"),
        "Source": pl.col("outlet"),
        "Publication Date": pl.col("published").dt.strftime("%Y-%m-%d"),
        "Language": pl.col("language"),
    }
    for name, side in (("Actor", "source"), ("Recipient", "target")):
        made[f"{name} Name"] = pl.col(side)
        made[f"{name} Country"] = pl.col(f"{side}_country")
        made[f"Primary {name} Sector"] = pl.col(f"{side}_role")
        made[f"{name} Sectors"] = pl.col(f"{side}_role")
        made[f"{name} Name Raw"] = pl.col(side)
    return made


def _write(frame: pl.DataFrame, path: str | Path, *, header: bool) -> None:
    """Write tab-separated text without quotation marks, as the readers of these layouts expect."""
    strings = [name for name, dtype in frame.schema.items() if dtype == pl.String]
    plain = frame.with_columns(pl.col(strings).str.replace_all(r"[\t\r\n\v\f\u{85}\u{2028}\u{2029}]+", " "))
    with file_aside(path) as aside:
        plain.write_csv(aside, separator="\t", include_header=header, quote_style="never")
