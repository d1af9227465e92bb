"""A namespace on expressions and series: `pl.col("text").dateline.sentences()` for `dl.expr.sentences("text")`.

Registered as soon as Polars and dateline are both loaded and one of dateline's calls was used; `import
dateline.namespace` does it at once. Type checkers cannot see a namespace; `dateline.expr` they can.

>>> import dateline.namespace, polars as pl
>>> frame = pl.DataFrame({"text": ["It rained. It poured."]})
>>> frame.select(pl.col("text").dateline.sentences().list.len())["text"].to_list()
[2]
"""

from __future__ import annotations

import datetime as dt

import polars as pl

from dateline import expr

__all__ = ["Dateline"]


@pl.api.register_expr_namespace("dateline")
class Dateline:
    """What `dateline.expr` offers, as methods of the text's expression."""

    def __init__(self, text: pl.Expr) -> None:
        self._text = text

    def sentences(self, *, language: expr.Text | None = None) -> pl.Expr:
        """Return the sentences of each text: list of structs; see `dateline.expr.sentences`.

        Raises `OptionError` where an argument is no column or expression.

        >>> import dateline.namespace, polars as pl
        >>> texts = pl.DataFrame({"text": ["It rained. It poured."]})
        >>> texts.select(pl.col("text").dateline.sentences().list.len()).to_series().to_list()
        [2]
        """
        return expr.sentences(self._text, language=language)

    def tokens(self, *, language: expr.Text | None = None) -> pl.Expr:
        """Return the tokens of each text: list of structs; see `dateline.expr.tokens`.

        Raises `OptionError` where an argument is no column or expression.

        >>> import dateline.namespace, polars as pl
        >>> texts = pl.DataFrame({"text": ["It rained."]})
        >>> texts.select(pl.col("text").dateline.tokens().list.len()).to_series().to_list()
        [3]
        """
        return expr.tokens(self._text, language=language)

    def mentions(self, *, language: expr.Text | None = None) -> pl.Expr:
        """Return who and what each text names: list of structs; see `dateline.expr.mentions`.

        Raises `OptionError` where an argument is no column or expression.

        >>> import dateline.namespace, polars as pl
        >>> texts = pl.DataFrame({"text": ["She flew to Paris."]})
        >>> texts.select(pl.col("text").dateline.mentions().list.last().struct.field("country")).to_series().to_list()
        ['FRA']
        """
        return expr.mentions(self._text, language=language)

    def times(self, published: expr.Text | dt.date | None = None, *, language: expr.Text | None = None) -> pl.Expr:
        """Return the time expressions of each text: list of structs; see `dateline.expr.times`.

        Raises `OptionError` where an argument is no column or expression.

        >>> import dateline.namespace, polars as pl
        >>> texts = pl.DataFrame({"text": ["They met on 3 May 2031."]})
        >>> texts.select(pl.col("text").dateline.times().list.first().struct.field("value")).to_series().to_list()
        ['2031-05-03']
        """
        return expr.times(self._text, published, language=language)

    def quotes(self, *, language: expr.Text | None = None) -> pl.Expr:
        """Return who said what in each text: list of structs; see `dateline.expr.quotes`.

        Raises `OptionError` where an argument is no column or expression.

        >>> import dateline.namespace, polars as pl
        >>> texts = pl.DataFrame({"text": ['"It is over," Kari Holm said.']})
        >>> texts.select(pl.col("text").dateline.quotes().list.first().struct.field("speaker")).to_series().to_list()
        ['Kari Holm']
        """
        return expr.quotes(self._text, language=language)

    def events(self, published: expr.Text | dt.date | None = None, *, language: expr.Text | None = None) -> pl.Expr:
        """Return the events of each text: list of structs; see `dateline.expr.events`.

        Raises `OptionError` where an argument is no column or expression.

        >>> import dateline.namespace, polars as pl
        >>> texts = pl.DataFrame({"text": ["Norway condemned Sweden."]})
        >>> texts.select(pl.col("text").dateline.events().list.first().struct.field("event")).to_series().to_list()
        ['ACCUSE']
        """
        return expr.events(self._text, published, language=language)

    def fingerprint(self) -> pl.Expr:
        """Return a number that is equal for texts with the same words; see `dateline.expr.fingerprint`.

        Raises `OptionError` where an argument is no column or expression.

        >>> import dateline.namespace, polars as pl
        >>> texts = pl.DataFrame({"text": ["Prices rose.", "PRICES ROSE"]})
        >>> texts.select(pl.col("text").dateline.fingerprint().n_unique()).to_series().to_list()
        [1]
        """
        return expr.fingerprint(self._text)

    def minhash(self, *, permutations: int = 128) -> pl.Expr:
        """Return a sketch of each text: list of numbers; see `dateline.expr.minhash`.

        Raises `OptionError` where an argument is no column or expression.

        >>> import dateline.namespace, polars as pl
        >>> texts = pl.DataFrame({"text": ["Prices rose again in the capital."]})
        >>> texts.select(pl.col("text").dateline.minhash(permutations=64).list.len()).to_series().to_list()
        [64]
        """
        return expr.minhash(self._text, permutations=permutations)

    def language(self) -> pl.Expr:
        """Return the ISO 639-1 code of each text's language; see `dateline.expr.language`.

        Raises `OptionError` where an argument is no column or expression.

        >>> import dateline.namespace, polars as pl
        >>> texts = pl.DataFrame({"text": ["The talks went on in Geneva for a third day."]})
        >>> texts.select(pl.col("text").dateline.language()).to_series().to_list()
        ['en']
        """
        return expr.language(self._text)

    def clean(self) -> pl.Expr:
        """Return the body of each raw document; see `dateline.expr.clean`.

        Raises `OptionError` where an argument is no column or expression.

        >>> import dateline.namespace, polars as pl
        >>> texts = pl.DataFrame({"text": ["<p>The port of Orvik was closed on Friday, the mayor said.</p>"]})
        >>> texts.select(pl.col("text").dateline.clean()).to_series().to_list()
        ['The port of Orvik was closed on Friday, the mayor said.']
        """
        return expr.clean(self._text)

    def name_similarity(self, other: expr.Text) -> pl.Expr:
        """Return how alike two names are, 0 to 1; see `dateline.expr.name_similarity`.

        Raises `OptionError` where an argument is no column or expression.

        >>> import dateline.namespace, polars as pl
        >>> texts = pl.DataFrame({"text": ["Kari Holm"]})
        >>> texts.select(pl.col("text").dateline.name_similarity(pl.lit("Holm, Kari"))).to_series().to_list()
        [1.0]
        """
        return expr.name_similarity(self._text, other)
