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
        """See `dateline.expr.sentences`."""
        return expr.sentences(self._text, language=language)

    def tokens(self, *, language: expr.Text | None = None) -> pl.Expr:
        """See `dateline.expr.tokens`."""
        return expr.tokens(self._text, language=language)

    def mentions(self, *, language: expr.Text | None = None) -> pl.Expr:
        """See `dateline.expr.mentions`."""
        return expr.mentions(self._text, language=language)

    def times(self, published: expr.Text | dt.date | None = None, *, language: expr.Text | None = None) -> pl.Expr:
        """See `dateline.expr.times`."""
        return expr.times(self._text, published, language=language)

    def quotes(self, *, language: expr.Text | None = None) -> pl.Expr:
        """See `dateline.expr.quotes`."""
        return expr.quotes(self._text, language=language)

    def events(self, published: expr.Text | dt.date | None = None, *, language: expr.Text | None = None) -> pl.Expr:
        """See `dateline.expr.events`."""
        return expr.events(self._text, published, language=language)

    def fingerprint(self) -> pl.Expr:
        """See `dateline.expr.fingerprint`."""
        return expr.fingerprint(self._text)

    def minhash(self, *, permutations: int = 128) -> pl.Expr:
        """See `dateline.expr.minhash`."""
        return expr.minhash(self._text, permutations=permutations)

    def language(self) -> pl.Expr:
        """See `dateline.expr.language`."""
        return expr.language(self._text)

    def clean(self) -> pl.Expr:
        """See `dateline.expr.clean`."""
        return expr.clean(self._text)

    def name_similarity(self, other: expr.Text) -> pl.Expr:
        """See `dateline.expr.name_similarity`."""
        return expr.name_similarity(self._text, other)
