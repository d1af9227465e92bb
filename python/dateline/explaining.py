"""Why a row of events is there: its sentence, tree, pattern and actors."""

from __future__ import annotations

from collections.abc import Mapping
from html import escape
from pathlib import Path
from typing import Any

import polars as pl

from dateline import _core
from dateline._core import MissingColumnError, OptionError
from dateline._input import as_frame, as_rows, row_numbers
from dateline._options import made_by
from dateline._page import Page, fields
from dateline._types import Articles, Rows
from dateline.dictionaries import Verbs
from dateline.finding import find
from dateline.showing import tree

__all__ = ["Explanation", "explain"]

#: The types of PLOVER, each with a list of patterns.
TYPES = (
    "ACCUSE", "AGREE", "AID", "ASSAULT", "COERCE", "CONCEDE", "CONSULT", "COOPERATE", "MOBILIZE", "PROTEST", "REJECT",
    "REQUEST", "RETREAT", "SANCTION", "SUPPORT", "THREATEN",
)  # fmt: skip

_NEEDED = ("article_id", "sentence_id", "start", "end", "event", "rule", "trigger_start", "trigger_end")


class Explanation(Page):
    """What an event rests on, from `dateline.explain`, which says what it raises.

    A notebook shows it; `print` gives it as text; `html` and `write` are those of `Page`. `event` (the row),
    `sentence`, `tokens` (a frame as of `dateline.tokens`) and `pattern` hold the same as data.

    >>> import dateline as dl
    >>> articles = ["Norway condemned the raid by Sweden."]
    >>> print(dl.explain(dl.events(articles)[0], articles).sentence)
    Norway condemned the raid by Sweden.
    """

    #: The event's row.
    event: dict[str, Any]
    #: The sentence's words.
    sentence: str
    #: The sentence's tokens, rows as of `dateline.tokens`.
    tokens: pl.DataFrame
    #: The pattern's line in the word list: `list`, `line` (its number) and the columns of the list; None where the rule
    #: is not a line of a list.
    pattern: dict[str, str] | None

    def __init__(
        self, event: dict[str, Any], sentence: str, start: int, tokens: pl.DataFrame, pattern: dict[str, str] | None
    ) -> None:
        self.event = event
        self.sentence = sentence
        self.tokens = tokens
        self.pattern = pattern
        self._start = start
        super().__init__(f"{event['event']}: {event.get('trigger') or ''}", self._body_html())

    def _sides(self) -> dict[str, dict[str, Any]]:
        parts = ("country", "role", "code", "id")
        return {
            side: {"words": self.event.get(side), **{part: self.event.get(f"{side}_{part}") for part in parts}}
            for side in ("source", "target")
        }

    def _told(self) -> dict[str, Any]:
        names = (
            "event", "mode", "context", "cameo", "quad", "goldstein", "polarity", "modality", "historical",
            "attributed_to", "date", "date_precision", "date_evidence", "place", "place_country", "confidence",
        )  # fmt: skip
        return {name: self.event.get(name) for name in names}

    def _body_html(self) -> str:
        marked = _marked(self.sentence, self._start, self.event)
        sides = "".join(
            f"<h3>{side}</h3><div class='dl-lines'>{fields(told) or 'nobody is named'}</div>"
            for side, told in self._sides().items()
        )
        pattern = fields(dict(self.pattern)) if self.pattern else f"<span>{escape(self.event['rule'])}</span>"
        return (
            f'<div class="dl-text">{marked}</div>'
            f'<p class="dl-faint">article {escape(str(self.event["article_id"]))}, characters {self.event["start"]} to '
            f"{self.event['end']}</p>"
            f'<div class="dl-two"><div><h3>coded as</h3><div class="dl-lines">{fields(self._told())}</div></div>'
            f"<div>{sides}</div></div>"
            f'<h3>pattern</h3><div class="dl-lines">{pattern}</div><h3>tree</h3>{tree(self.tokens)}'
        )

    def __str__(self) -> str:
        lines = [self.sentence, ""]
        lines += [f"{name}: {value}" for name, value in self._told().items() if value not in (None, [])]
        for side, told in self._sides().items():
            known = ", ".join(str(value) for value in told.values() if value is not None)
            lines.append(f"{side}: {known or 'nobody is named'}")
        lines.append(f"rule: {self.event['rule']}")
        if self.pattern:
            lines.append(f"pattern: {self.pattern['list']}, line {self.pattern['line']}")
            lines += [f"  {name}: {value}" for name, value in list(self.pattern.items())[2:] if value]
        lines.append("tree:")
        for number, text, upos, head, deprel in self.tokens.select("token_id", "text", "upos", "head", "deprel").rows():
            lines.append(f"  {number:>3} {text:<18} {upos or '':<6} {deprel or ''} of {head}")
        return "\n".join(lines)


def explain(
    event: Rows | Mapping[str, Any],
    frame: Articles,
    *,
    lists: str | Path | None = None,
    verbs: Verbs | None = None,
) -> Explanation:
    r"""Say why an event is there: the sentence with trigger and actors marked, its tree, the pattern, who was found.

    Parameters
    ----------
    event
        One row of `dl.events`: a frame of one row, such as `found.events[3]`, or a row as a mapping.
    frame
        The articles the events were found in, with `text`, and `article_id` unless dateline numbered them.
    lists
        The folder of word lists that `dl.events` was called with, if any.
    verbs
        The PETRARCH verb patterns that `dl.events` was called with, if any: `pattern` is then the line of that file.

    Returns
    -------
    An `Explanation`: a notebook shows it, `print` gives it as text, `.write("page.html")` makes a file. Its `event`,
    `sentence`, `tokens` and `pattern` hold the same as data; `pattern` names list and line number of the rule.

    Raises
    ------
    OptionError
        If `event` is not one row, its article is not in `frame`, or the article's text is not the one it was found in.
    MissingColumnError
        If a column that is needed is missing.

    Examples
    --------
    >>> import dateline as dl
    >>> articles = ["Norway condemned the raid by Sweden on Friday."]
    >>> why = dl.explain(dl.events(articles)[0], articles)
    >>> why.pattern["list"], why.event["event"]
    ('data/events/patterns/ACCUSE.tsv', 'ACCUSE')

    With a PETRARCH dictionary the pattern is the line of its file:

    >>> import tempfile, pathlib
    >>> path = pathlib.Path(tempfile.mkdtemp()) / "verbs.txt"
    >>> _ = path.write_text("--- CONDEMN [111] ---\nCONDEMN\n- * RAID [112]\n")
    >>> verbs = dl.Verbs.from_petrarch(path)
    >>> names = path.with_name("actors.txt")
    >>> _ = names.write_text("NORWAY_ [NOR]\nSWEDEN_ [SWE]\n")
    >>> rows = dl.events(articles, verbs=verbs, actors=dl.Actors.from_petrarch(names))
    >>> why = dl.explain(rows[0], articles, verbs=verbs)
    >>> why.pattern["line"], why.pattern["text"]
    ('3', '- * RAID [112]')

    """
    row = _event_row(event)
    if verbs is not None:
        made_by("verbs", verbs, Verbs, "dateline.Verbs.from_petrarch")
    articles = as_frame(frame)
    ids = articles["article_id"] if "article_id" in articles.columns else row_numbers(articles.height)
    named = articles.with_columns(ids.alias("article_id"))
    there = named.filter(pl.col("article_id").cast(pl.String) == str(row["article_id"]))
    if there.is_empty():
        raise OptionError(f"article {row['article_id']!r} of the event is not in the frame")
    found = find(["sentences", "tokens"], there.head(1), lists=lists)
    sentence = found["sentences"].filter(sentence_id=row["sentence_id"])
    text = there["text"][0] or ""
    trigger = text[row["trigger_start"] : row["trigger_end"]]
    if sentence.is_empty() or (row.get("trigger") is not None and trigger != row["trigger"]):
        raise OptionError(
            f"the text of article {row['article_id']!r} is not the one the event was found in: "
            f"characters {row['trigger_start']} to {row['trigger_end']} are {trigger!r}"
        )
    tokens = found["tokens"].filter(sentence_id=row["sentence_id"])
    pattern = (
        pattern_of(row["rule"], lists, noun=_is_noun(tokens, row)) if verbs is None else _verbs_line(row["rule"], verbs)
    )
    return Explanation(row, sentence["text"][0], sentence["start"][0], tokens, pattern)


def _event_row(event: Rows | Mapping[str, Any]) -> dict[str, Any]:
    if type(event).__module__.startswith("pandas") and getattr(event, "ndim", 2) == 1:
        event = event.to_dict()  # type: ignore[union-attr]
    if isinstance(event, Mapping) and not isinstance(event.get("event"), list | pl.Series):
        missing = [name for name in _NEEDED if name not in event]
        if missing:
            raise MissingColumnError(f"the event has no {', '.join(missing)}; it has: {', '.join(map(str, event))}")
        return _checked({str(name): _value(value) for name, value in event.items()})
    rows = as_rows(event, "events", _NEEDED)
    if rows.height != 1:
        raise OptionError(f"explain wants one event, not {rows.height}; pick one: events[3]")
    return _checked({name: _value(value) for name, value in rows.row(0, named=True).items()})


def _checked(row: dict[str, Any]) -> dict[str, Any]:
    """Return the row, if its places are places and its rule is a rule."""
    for name in _NEEDED[1:]:
        kind = str if name in ("event", "rule") else int
        if not isinstance(row[name], kind):
            raise OptionError(f"the event has {row[name]!r} in `{name}`; give a row as dateline.events returned it")
    return row


def _value(value: Any) -> Any:
    """Return a value of a row as Polars has it: pandas makes numbers of columns with gaps floats, and gaps NaN."""
    if hasattr(value, "tolist"):
        # An array or a number of NumPy.
        value = value.tolist()
    if not isinstance(value, float):
        return value
    if value != value:
        return None
    return int(value) if value.is_integer() else value


def _is_noun(tokens: pl.DataFrame, row: Mapping[str, Any]) -> bool:
    """Whether the first word of the trigger is a noun: "arrest" has a line as verb and one as noun."""
    first = tokens.filter(pl.col("start") >= row["trigger_start"]).head(1)
    return first["upos"].to_list() in (["NOUN"], ["PROPN"])


def pattern_of(rule: str, lists: str | Path | None = None, *, noun: bool = False) -> dict[str, str] | None:
    """Return the line of the word list that a rule names, with the list's path and the line's number.

    `noun` chooses between lines of the same words where there is one for the noun and one for the verb.

    A rule is the type of the event and the words of its pattern. A word above the pattern may have changed the type
    ("refused to reopen the border" is REJECT by a pattern of CONCEDE): then the words are looked for in the other
    lists, and found if only one of them has them.
    """
    # what spoke against the event stands behind the words: "ACCUSE criticize; politics -0.74"
    kind, _, words = rule.partition("; politics ")[0].partition(" ")
    if (line := _line(kind, words, lists, noun=noun)) is not None:
        return line
    others = [line for other in TYPES if other != kind and (line := _line(other, words, lists, noun=noun)) is not None]
    return others[0] if len(others) == 1 else None


def _verbs_line(rule: str, verbs: Verbs) -> dict[str, str] | None:
    """Return the line of a PETRARCH verbs file that a rule names: "line 7: * raid"; None for a verb's own code."""
    number, _, words = rule.removeprefix("line ").partition(": ")
    if not rule.startswith("line ") or not number.isdigit():
        return None
    lines = verbs.path.read_bytes().decode("utf-8", "replace").splitlines()
    if not 0 < int(number) <= len(lines):
        raise OptionError(f"the event names line {number} of the verbs file, and {verbs.path} has {len(lines)} lines")
    return {"list": str(verbs.path), "line": number, "words": words, "text": lines[int(number) - 1].strip()}


def _line(kind: str, words: str, lists: str | Path | None, *, noun: bool) -> dict[str, str] | None:
    """Return the line with these words in the list of one type: the noun's or the others', where there are both."""
    lines = _lines(kind, words, lists)
    fitting = [line for line in lines if (line.get("kind") == "noun") == noun]
    return next(iter([*fitting, *lines]), None)


def _lines(kind: str, words: str, lists: str | Path | None) -> list[dict[str, str]]:
    found = []
    content = _core.event_patterns(kind, lists=None if lists is None else str(lists))
    columns: list[str] = []
    for number, line in enumerate((content or "").splitlines(), 1):
        if line.startswith("# columns:"):
            columns = line.removeprefix("# columns:").strip().split("\t")
        elif columns and not line.startswith("#"):
            row = dict(zip(columns, line.split("\t"), strict=False))
            if row.get("words") == words:
                found.append({"list": f"data/events/patterns/{kind}.tsv", "line": str(number), **row})
    return found


def _marked(sentence: str, start: int, row: Mapping[str, Any]) -> str:
    """Return the sentence with source, trigger and target marked; where they overlap, the first stays."""
    places = []
    for name, kind in (("trigger", "event"), ("source", "person"), ("target", "organization")):
        first, last = row.get(f"{name}_start"), row.get(f"{name}_end")
        if first is not None and last is not None and start <= first < last <= start + len(sentence):
            places.append((first - start, last - start, name, kind))
    parts, at = [], 0
    for first, last, name, kind in sorted(places):
        if first < at:
            continue
        words = escape(sentence[first:last])
        parts += [escape(sentence[at:first]), f'<mark class="dl-{kind}">{words}<small> {name}</small></mark>']
        at = last
    return "".join([*parts, escape(sentence[at:])])
