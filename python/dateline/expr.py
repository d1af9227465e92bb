"""The same work as Polars expressions: in `select`, `filter`, joins and lazy queries.

>>> import dateline as dl, polars as pl
>>> frame = pl.DataFrame({"text": ["The minister resigned. She left.", None]})
>>> frame.select(dl.expr.sentences("text").list.len())["text"].to_list()
[2, None]

An expression takes one value and gives one value; what has several rows a text comes as a list of structs with the
columns of the frame of that name, without `article_id`: `.explode()` and `.unnest()` make rows of it. A null gives a
null. Entities are numbered within the text.

Arguments are names of columns or expressions, as in Polars; `language="en"` is the column `en`, and
`language=pl.lit("en")` the language. What is neither raises `OptionError` at once. When the query runs, Polars raises
`ColumnNotFoundError` for a column that is not there, and `ComputeError` with our message for a date that cannot be
read: `pl.col("day").str.to_date(strict=False)` makes those null.
"""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import TypeAlias

import polars as pl
from polars.plugins import register_plugin_function

from dateline import _core
from dateline._core import OptionError
from dateline._options import whole

__all__ = [
    "clean",
    "events",
    "fingerprint",
    "language",
    "mentions",
    "minhash",
    "name_similarity",
    "quotes",
    "sentences",
    "times",
    "tokens",
]

#: A column's name or an expression.
Text: TypeAlias = str | pl.Expr


def _plugin(symbol: str, **inputs: Text | dt.date | None) -> pl.Expr:
    """Make an expression; Polars gets the exact file, for a search of the folder might find another."""
    columns = [_column(name, value).cast(pl.String) for name, value in inputs.items()]
    path = Path(_core.__file__)
    return register_plugin_function(
        plugin_path=path, function_name=symbol, args=columns, is_elementwise=True, use_abs_path=True
    )


#: What may be left out.
_OPTIONAL = ("published", "language")


def _column(name: str, value: object) -> pl.Expr:
    if isinstance(value, pl.Expr):
        return value
    if isinstance(value, str):
        return pl.col(value)
    if (value is None and name in _OPTIONAL) or (isinstance(value, dt.date) and name == "published"):
        return pl.lit(value)
    raise OptionError(
        f"{name}={value!r}; give the name of a column or an expression; a text itself goes in as pl.lit('...')"
    )


def sentences(text: Text, *, language: Text | None = None) -> pl.Expr:
    """Return the sentences of each text: list of structs as in `dateline.schema.sentences`.

    Raises `OptionError` where an argument is no column or expression.

    >>> import dateline as dl, polars as pl
    >>> frame = pl.DataFrame({"text": ["It rained. It poured."]})
    >>> frame.select(dl.expr.sentences("text").list.eval(pl.element().struct.field("text")))["text"].to_list()
    [['It rained.', 'It poured.']]
    """
    return _plugin("sentences", text=text, published=None, language=language)


def tokens(text: Text, *, language: Text | None = None) -> pl.Expr:
    """Return the tokens of each text: list of structs as in `dateline.schema.tokens`.

    Raises `OptionError` where an argument is no column or expression.

    >>> import dateline as dl, polars as pl
    >>> frame = pl.DataFrame({"text": ["It rained."]})
    >>> frame.select(dl.expr.tokens("text").list.len())["text"].to_list()
    [3]
    """
    return _plugin("tokens", text=text, published=None, language=language)


def mentions(text: Text, *, language: Text | None = None) -> pl.Expr:
    """Return who and what each text names: list of structs as in `dateline.schema.mentions`.

    Without a day, the `role` of known office holders stays null; `dateline.mentions` takes `published` for that.

    Raises `OptionError` where an argument is no column or expression.

    >>> import dateline as dl, polars as pl
    >>> frame = pl.DataFrame({"text": ["She flew to Paris."]})
    >>> frame.select(dl.expr.mentions("text").list.last().struct.field("country")).to_series().to_list()
    ['FRA']
    """
    return _plugin("mentions", text=text, published=None, language=language)


def times(text: Text, published: Text | dt.date | None = None, *, language: Text | None = None) -> pl.Expr:
    """Return the time expressions of each text: list of structs as in `dateline.schema.times`.

    `published` is the day that relative expressions are counted from: Date, Datetime or ISO 8601 text.

    Raises `OptionError` where an argument is no column or expression.

    >>> import dateline as dl, polars as pl
    >>> frame = pl.DataFrame({"text": ["They met on Monday."], "day": ["2024-05-15"]})
    >>> frame.select(dl.expr.times("text", "day").list.first().struct.field("value")).to_series().to_list()
    ['2024-05-13']
    """
    return _plugin("times", text=text, published=published, language=language)


def quotes(text: Text, *, language: Text | None = None) -> pl.Expr:
    """Return who said what in each text: list of structs as in `dateline.schema.quotes`.

    Raises `OptionError` where an argument is no column or expression.

    >>> import dateline as dl, polars as pl
    >>> frame = pl.DataFrame({"text": ['"The talks will go on," Kari Holm told reporters.']})
    >>> frame.select(dl.expr.quotes("text").list.first().struct.field("speaker")).to_series().to_list()
    ['Kari Holm']
    """
    return _plugin("quotes", text=text, published=None, language=language)


def events(text: Text, published: Text | dt.date | None = None, *, language: Text | None = None) -> pl.Expr:
    """Return the events of each text: list of structs as in `dateline.schema.events`.

    Raises `OptionError` where an argument is no column or expression.

    >>> import dateline as dl, polars as pl
    >>> frame = pl.DataFrame({"text": ["Norway condemned the attack by Freedonian rebels."]})
    >>> frame.select(dl.expr.events("text").list.first().struct.field("event")).to_series().to_list()
    ['ACCUSE']
    """
    return _plugin("events", text=text, published=published, language=language)


def fingerprint(text: Text) -> pl.Expr:
    """Return a number (UInt64) that is equal for texts with the same words; 0 for texts without words.

    Case, accents, punctuation and spacing do not count.

    Raises `OptionError` where an argument is no column or expression.

    >>> import dateline as dl, polars as pl
    >>> frame = pl.DataFrame({"text": ["Prices rose.", "PRICES  ROSE", "Prices fell."]})
    >>> frame.select(dl.expr.fingerprint("text").n_unique())["text"].to_list()
    [2]
    """
    return _plugin("exact", text=text)


def minhash(text: Text, *, permutations: int = 128) -> pl.Expr:
    """Return a sketch (List(UInt32)) of each text's five-word runs.

    The share of places in which two sketches agree estimates the Jaccard similarity of the texts, with a standard error
    of at most `0.5 / permutations ** 0.5`. `dateline.dedup` counts it exactly.

    Raises `OptionError` where an argument is no column or expression, or `permutations` not within 1 and 65,536.

    >>> import dateline as dl, polars as pl
    >>> frame = pl.DataFrame({"text": ["Prices rose again in the capital."]})
    >>> frame.select(dl.expr.minhash("text", permutations=64).list.len())["text"].to_list()
    [64]
    """
    permutations = whole("permutations", permutations)
    if permutations > 65_536:
        raise OptionError(f"permutations={permutations} is out of range; give 1 to 65536")
    return _plugin("minhash", text=text, permutations=pl.lit(str(permutations)))


def language(text: Text) -> pl.Expr:
    """Return the ISO 639-1 code of each text's language; null where it cannot be told.

    Raises `OptionError` where an argument is no column or expression.

    >>> import dateline as dl, polars as pl
    >>> frame = pl.DataFrame({"text": ["The talks went on in Geneva for a third day.", "2024"]})
    >>> frame.select(dl.expr.language("text"))["text"].to_list()
    ['en', None]
    """
    return _plugin("language", text=text)


def clean(raw: Text) -> pl.Expr:
    r"""Return the body of each raw document (HTML or text), as `dateline.parse` finds it.

    Raises `OptionError` where an argument is no column or expression.

    >>> import dateline as dl, polars as pl
    >>> frame = pl.DataFrame({"raw": ["Port closed\n\nThe port of Orvik was closed on Friday, the mayor said."]})
    >>> frame.select(dl.expr.clean("raw"))["raw"].to_list()
    ['The port of Orvik was closed on Friday, the mayor said.']
    """
    return _plugin("clean", raw=raw)


def name_similarity(a: Text, b: Text) -> pl.Expr:
    """Return how alike two names are, Float64 from 0 to 1; null where one is null.

    From 0.7 on two names count as one; `dateline.entities` asks more, and what the articles say of both. Scripts,
    spellings, the order of the parts, initials, titles and left-out parts are allowed for; different given names of one
    family are different people, and so are Ali Hassan and Hassan Ali.

    `a` and `b` are columns or expressions; a name itself goes in as `pl.lit("...")`. Raises `OptionError` where an
    argument is no column or expression, or is a text that reads as a name ("Kari Holm"); a column called so goes in as
    `pl.col`.

    >>> import dateline as dl, polars as pl
    >>> frame = pl.DataFrame({"a": ["Kari Holm", "Kari Holm"], "b": ["Holm, Kari", "Omar Reza"]})
    >>> frame.select(dl.name_similarity("a", "b") >= 0.7)["a"].to_list()
    [True, False]
    >>> pl.select(dl.name_similarity(pl.lit("Samvel Petrosyan"), pl.lit("Самвел Петросян")) >= 0.7).item()
    True
    """
    for option, value in (("a", a), ("b", b)):
        if isinstance(value, str) and _reads_as_name(value):
            raise OptionError(
                f"{option}={value!r} reads as a name, and a text here names a column; give pl.lit({value!r}) "
                f"for the name, or pl.col({value!r}) for the column"
            )
    return _plugin("name_similarity", a=a, b=b)


def _reads_as_name(text: str) -> bool:
    """Tell whether a text is two or more words with capitals, as names are and names of columns seldom."""
    words = text.replace(",", " ").split()
    return len(words) > 1 and all(word[0].isupper() for word in words)
