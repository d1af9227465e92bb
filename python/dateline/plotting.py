"""Charts of what was found, made with Altair: `dateline.timeline`, `dateline.dyads`, `dateline.sources`."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from importlib.util import find_spec
from typing import TYPE_CHECKING, Any, cast

import polars as pl

from dateline._input import as_rows, same_ids
from dateline._options import one_of, whole
from dateline.counting import MODALITIES, chosen

if TYPE_CHECKING:
    import altair as alt

    from dateline._types import Rows

__all__ = ["dyads", "sources", "timeline"]

#: Steps of a timeline, and how Polars writes them.
STEPS = {"day": "1d", "week": "1w", "month": "1mo", "quarter": "1q", "year": "1y"}

_TONES = ["cooperation", "conflict"]
#: Told apart by those who do not see red and green apart, on white and on black.
_COLOURS = ["#3b8bc2", "#d1603d"]


def _altair() -> Any:
    try:
        import altair
    except ImportError as missing:
        raise ImportError(
            "charts need Altair, which is not installed: pip install 'dateline[notebook]', or pip install altair"
        ) from missing
    return altair


class _Offline:
    """What our charts do otherwise than Altair's: they ask nothing of the network unless told to."""

    def save(self, fp: Any, format: str | None = None, **options: Any) -> None:
        """Write the chart; HTML holds all it needs, unless `inline=False` is given."""
        if (format or str(fp).rpartition(".")[2]).lower() == "html" and "inline" not in options:
            _need_vl_convert("an HTML file that needs no network", "or give inline=False")
            options["inline"] = True
        super().save(fp, format, **options)  # type: ignore[misc]

    def _repr_mimebundle_(self, *arguments: Any, **options: Any) -> Any:
        """Show a drawing where the user chose no renderer: Altair's own would load scripts from the network."""
        altair = _altair()
        if altair.renderers.active != "default" or not _has_vl_convert():
            return super()._repr_mimebundle_(*arguments, **options)  # type: ignore[misc]
        with altair.renderers.enable("svg"):
            return super()._repr_mimebundle_(*arguments, **options)  # type: ignore[misc]


def _has_vl_convert() -> bool:
    return find_spec("vl_convert") is not None


def _need_vl_convert(what: str, otherwise: str) -> None:
    if not _has_vl_convert():
        raise ImportError(
            f"{what} is written with vl-convert-python, which is not installed: pip install 'dateline[notebook]', "
            f"or pip install vl-convert-python; {otherwise}"
        )


@cache
def _offline(kind: str) -> Any:
    """Return one of Altair's classes of charts, working offline."""
    return type(kind, (_Offline, getattr(_altair(), kind)), {"__module__": __name__, "__doc__": _Offline.__doc__})


def timeline(events: Rows, *, step: str = "month", modality: str | Sequence[str] | None = ("actual",)) -> alt.Chart:
    """Draw how many events there were in each stretch of time, cooperation above the line and conflict below.

    Parameters
    ----------
    events
        Rows of `dl.events`; those without a date are left out and counted in the subtitle. Negated events do not count.
    step
        day, week, month, quarter or year.
    modality
        Which modalities count; None for all.

    Returns
    -------
    An Altair chart; `.to_dict()["data"]["values"]` holds its rows: `date`, `tone`, `events`, `height`. It asks nothing
    of the network: a notebook shows a drawing, `.save("timeline.html")` writes one file with all it needs, where
    pointing at a bar tells its numbers (some 800 kB; `.svg`, `.png` and `.json` work too). `altair.renderers.enable`
    chooses another way to show it.

    Raises
    ------
    ImportError
        If Altair is missing; the message says how to install it.
    MissingColumnError
        If `events` lacks a column of `dateline.schema.events` that is needed.
    OptionError
        If `step` is none of the five, or `modality` a word that the column never holds.

    Examples
    --------
    >>> import dateline as dl
    >>> found = dl.events({"text": ["Norway condemned the raid on Friday."], "published": ["2024-05-15"]})
    >>> dl.timeline(found, step="week").to_dict()["mark"]["type"]
    'bar'

    """
    altair = _altair()
    step = one_of("step", step, STEPS)
    rows = _counting(as_rows(events, "events", ("date", "quad", "polarity", "modality")), modality)
    dated = rows.drop_nulls("date")
    counts = (
        dated.group_by(pl.col("date").dt.truncate(STEPS[step]), _tone())
        .agg(pl.len().cast(pl.Int64).alias("events"))
        .sort("date", "tone")
        .with_columns(pl.when(pl.col("tone") == "conflict").then(-pl.col("events")).otherwise("events").alias("height"))
    )
    left_out = rows.height - dated.height
    chart = (
        _offline("Chart")(
            _values(counts.with_columns(pl.col("date").cast(pl.String))),
            title=altair.Title(
                f"Events by {step}",
                anchor="start",
                subtitle=f"{dated.height:,} dated events"
                + (f"; {left_out:,} without a date left out" if left_out else ""),
            ),
            width=640,
            height=240,
        )
        .mark_bar()
        .encode(
            x=altair.X("date:T", title=None),
            y=altair.Y(
                "height:Q", title="conflict, cooperation", axis=altair.Axis(labelExpr="abs(datum.value)", tickMinStep=1)
            ),
            color=_colour(altair),
            tooltip=[altair.Tooltip("date:T", title=step), "tone:N", "events:Q"],
        )
    )
    return cast("alt.Chart", chart)


def dyads(events: Rows, *, most: int = 20, modality: str | Sequence[str] | None = ("actual",)) -> alt.HConcatChart:
    """Draw who did how much to whom: a square for each pair of countries, cooperation and conflict side by side.

    Parameters
    ----------
    events
        Rows of `dl.events`. Events whose source and target are not of two different countries are left out and counted
        in the subtitle. Negated events do not count.
    most
        How many countries are shown: those with most events.
    modality
        Which modalities count; None for all.

    Returns
    -------
    An Altair chart of two panels, rows for sources and columns for targets (ISO 3166-1 alpha-3); shown and saved as
    `timeline` says.

    Raises
    ------
    ImportError
        If Altair is missing; the message says how to install it.
    MissingColumnError
        If `events` lacks a column of `dateline.schema.events` that is needed.
    OptionError
        If `most` is no whole number above 0, or `modality` a word that the column never holds.

    Examples
    --------
    >>> import dateline as dl
    >>> chart = dl.dyads(dl.events(["Norway condemned Sweden. Sweden thanked Denmark."]))
    >>> len(chart.to_dict()["hconcat"])
    2

    """
    altair = _altair()
    most = whole("most", most)
    needed = ("source_country", "target_country", "quad", "polarity", "modality")
    rows = _counting(as_rows(events, "events", needed), modality)
    between = rows.drop_nulls(["source_country", "target_country"]).filter(
        pl.col("source_country") != pl.col("target_country")
    )
    ends = pl.concat([between["source_country"].alias("country"), between["target_country"].alias("country")])
    busiest = ends.value_counts().sort("count", "country", descending=[True, False]).head(most)["country"].to_list()
    counts = (
        between.filter(pl.col("source_country").is_in(busiest) & pl.col("target_country").is_in(busiest))
        .group_by("source_country", "target_country", _tone())
        .agg(pl.len().alias("events"))
        .sort("source_country", "target_country", "tone")
    )
    panels = []
    for tone, colour in zip(_TONES, _COLOURS, strict=True):
        panel = (
            altair.Chart(_values(counts.filter(tone=tone)), title=tone)
            .mark_rect()
            .encode(
                x=altair.X("target_country:N", title="to", sort=busiest, scale=altair.Scale(domain=busiest)),
                y=altair.Y("source_country:N", title="from", sort=busiest, scale=altair.Scale(domain=busiest)),
                color=altair.Color("events:Q", title=tone, scale=altair.Scale(range=["#e9e4d8", colour], domainMin=0)),
                tooltip=["source_country:N", "target_country:N", "events:Q"],
            )
        )
        panels.append(panel)
    told = (
        f"{between.height:,} of {rows.height:,} events are between two countries; the {len(busiest)} busiest are shown"
    )
    title = altair.Title("Who to whom", subtitle=told, anchor="start")
    chart = _offline("HConcatChart")(hconcat=panels, title=title)
    return cast("alt.HConcatChart", chart.resolve_scale(color="independent"))


def sources(duplicates: Rows, *, articles: Rows | None = None, most: int = 20) -> alt.Chart:
    """Draw who copies whom: a square for each pair, with the number of articles one took from the other.

    Parameters
    ----------
    duplicates
        Rows of `dl.dedup`. Copies that name no article they come from (nothing told the direction) are left out and
        counted in the subtitle.
    articles
        The articles, with `article_id` and `outlet`: pairs are then of outlets, and articles without an outlet stand as
        "unknown". Without it, pairs are of articles.
    most
        How many of either side are shown: those with most copies.

    Returns
    -------
    An Altair chart, rows for those copied, columns for those who copy, the mean share of new words (0 to 1) in the
    tooltip; shown and saved as `timeline` says.

    Raises
    ------
    ImportError
        If Altair is missing; the message says how to install it.
    MissingColumnError
        If a frame lacks a column that is needed.
    OptionError
        If `most` is no whole number above 0, or the article ids of the two frames have different types.

    Examples
    --------
    >>> import dateline as dl
    >>> text = "The harbour of Orvik was closed on Friday after a tanker ran aground near the pier."
    >>> articles = {"article_id": ["a", "b"], "text": [text, text], "outlet": ["Wire", "Post"]}
    >>> articles["published"] = ["2024-05-01", "2024-05-02"]
    >>> chart = dl.sources(dl.dedup(articles), articles=articles)
    >>> [row["copied"] for row in chart.to_dict()["data"]["values"]]
    ['Wire']

    """
    altair = _altair()
    most = whole("most", most)
    rows = as_rows(duplicates, "duplicates", ("article_id", "duplicate_of", "relation", "novel_share"))
    copies = rows.filter(pl.col("relation") != "original")
    known = copies.drop_nulls("duplicate_of")
    pairs = known.select(pl.col("duplicate_of").alias("copied"), pl.col("article_id").alias("copier"), "novel_share")
    if articles is not None:
        outlets = as_rows(articles, "articles", ("article_id", "outlet")).select("article_id", "outlet")
        outlets = same_ids(outlets, pairs.schema["copier"], "duplicates", "articles")
        outlets = outlets.unique("article_id", keep="first", maintain_order=True)
        pairs = pairs.cast({"copied": pairs.schema["copier"]})
        for side in ("copied", "copier"):
            joined = pairs.join(outlets, left_on=side, right_on="article_id", how="left", maintain_order="left")
            pairs = joined.with_columns(pl.col("outlet").fill_null("unknown").alias(side)).drop("outlet")
    counts = (
        pairs.with_columns(_harmless(pl.col("copied", "copier").cast(pl.String)))
        .group_by("copied", "copier")
        .agg(pl.len().alias("articles"), pl.col("novel_share").mean())
        .sort("articles", "copied", "copier", descending=[True, False, False])
    )
    keep = {
        side: counts.group_by(side)
        .agg(pl.col("articles").sum())
        .sort("articles", side, descending=[True, False])[side]
        .head(most)
        for side in ("copied", "copier")
    }
    shown = counts.filter(
        pl.col("copied").is_in(keep["copied"].to_list()) & pl.col("copier").is_in(keep["copier"].to_list())
    )
    left_out = copies.height - known.height
    told = f"{known.height:,} copies with a known source" + (
        f"; {left_out:,} whose direction nothing tells left out" if left_out else ""
    )
    chart = (
        _offline("Chart")(_values(shown), title=altair.Title("Who copies whom", subtitle=told, anchor="start"))
        .mark_rect()
        .encode(
            x=altair.X("copier:N", title="copies", sort=keep["copier"].to_list(), axis=altair.Axis(labelLimit=240)),
            y=altair.Y("copied:N", title="is copied", sort=keep["copied"].to_list(), axis=altair.Axis(labelLimit=240)),
            color=altair.Color(
                "articles:Q", title="articles", scale=altair.Scale(range=["#e9e4d8", _COLOURS[0]], domainMin=0)
            ),
            tooltip=[
                "copied:N",
                "copier:N",
                "articles:Q",
                altair.Tooltip("novel_share:Q", format=".0%", title="new words"),
            ],
        )
    )
    return cast("alt.Chart", chart)


def _counting(rows: pl.DataFrame, modality: str | Sequence[str] | None) -> pl.DataFrame:
    rows = rows.filter(pl.col("polarity") == "asserted")
    wanted = chosen("modality", modality, MODALITIES)
    return rows if wanted is None else rows.filter(pl.col("modality").is_in(wanted))


def _tone() -> pl.Expr:
    return pl.when(pl.col("quad") <= 2).then(pl.lit("cooperation")).otherwise(pl.lit("conflict")).alias("tone")


def _colour(altair: Any) -> Any:
    return altair.Color("tone:N", title=None, scale=altair.Scale(domain=_TONES, range=_COLOURS))


def _values(rows: pl.DataFrame) -> Any:
    """Return the rows inside the chart, so that it stands alone."""
    return _altair().Data(values=rows.with_columns(_harmless(pl.col(pl.String))).to_dicts())


def _harmless(words: pl.Expr) -> pl.Expr:
    """Altair writes data into a script element as they are, and an outlet called `</script>...` would end it.

    Pointed brackets are therefore shown as their look-alikes.
    """
    return words.str.replace_all("<", "\u2039", literal=True).str.replace_all(">", "\u203a", literal=True)
