"""What is in the articles: sentences, tokens, who, when, who said what, who did what to whom."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import polars as pl

from dateline import _core
from dateline._core import OptionError
from dateline._frames import finish
from dateline._input import articles
from dateline._options import made_by, running
from dateline._progress import shown
from dateline._types import Articles, Progress
from dateline.dictionaries import Actors, Verbs


def sentences(
    frame: Articles, *, lists: str | Path | None = None, threads: int | None = None, progress: Progress = None
) -> pl.DataFrame:
    """Cut articles into sentences.

    Parameters
    ----------
    frame
        A Polars, pandas or pyarrow frame (or any with the Arrow stream interface) with a column `text`; or a list of
        texts. A column `article_id` of any type names the articles; without it they are numbered from 0. Null and
        empty texts give no rows.
    lists
        A folder with word lists of your own; each replaces the built-in list of the same name.
    threads
        How many threads to use; all cores if None. The result is the same for any number.
    progress
        Whether to show a bar; if None, one is shown on terminals and in notebooks for what takes over a second.
        A function is called now and then with the number of articles done.

    Returns
    -------
    A frame with a row per sentence: `article_id`, `sentence_id`, `paragraph_id`, `start`, `end` (characters of the
    text), `text`; see `dateline.schema.sentences`.

    Raises
    ------
    MissingColumnError
        If the frame has no column `text`; the message names those it has.
    OptionError
        If a column or option has a wrong type or value. Of dates (`published`) that cannot be read, a warning tells
        how many there are and they count as unknown; if several were given and none can be read, that is an error.
    WordListError
        If a list in `lists` does not fit its format; the message names file and line.

    Examples
    --------
    >>> import dateline as dl
    >>> dl.sentences(["The minister resigned. Her party said nothing."])["text"].to_list()
    ['The minister resigned.', 'Her party said nothing.']

    """
    return _one("sentences", frame, lists, threads, progress)


def tokens(
    frame: Articles, *, lists: str | Path | None = None, threads: int | None = None, progress: Progress = None
) -> pl.DataFrame:
    """Cut articles into words, with lemma, tags and dependency tree.

    Arguments and errors are those of `sentences`. A row per token: `article_id`, `sentence_id`, `token_id` (from 1, as
    in CoNLL-U), `start`, `end`, `text`, `lemma`, `upos`, `xpos`, `head` (a `token_id`; 0 for the root), `deprel`; the
    last five are null where the language is not English. See `dateline.schema.tokens`.

    Examples
    --------
    >>> import dateline as dl
    >>> found = dl.tokens(["The minister resigned."])
    >>> found["lemma"].to_list()
    ['the', 'minister', 'resign', '.']
    >>> found["head"].to_list()
    [2, 3, 0, 3]

    """
    return _one("tokens", frame, lists, threads, progress)


def mentions(
    frame: Articles,
    *,
    actors: Actors | None = None,
    lists: str | Path | None = None,
    threads: int | None = None,
    progress: Progress = None,
) -> pl.DataFrame:
    """Find people, organisations, places and groups, and tie the mentions of each together within its article.

    Arguments and errors are those of `sentences`. A row per mention: `article_id`, `sentence_id`, `start`, `end`,
    `text`, `kind`, `entity_id` (shared by all mentions of one entity in the article), `name` (the fullest the article
    gives), `country` (ISO 3166 alpha-3), `role` (GOV, MIL, REB ...), `reason` (why it belongs to its entity),
    `latitude` and `longitude` (of towns and regions); see `dateline.schema.mentions`. "The envoy", "she" and "both
    sides" are tied to whom they mean where only one reading is left; else they have no row or an entity of their own.
    `actors` are names of your own (`dateline.Actors.from_tsv`, `.from_petrarch`): they are found where they stand with
    a capital, with the kind, country and role of your list.

    Examples
    --------
    >>> import dateline as dl
    >>> dl.mentions(["Norwegian Prime Minister Kari Holm flew to Paris."]).select("kind", "country").rows()[-1]
    ('place', 'FRA')

    """
    return _one("mentions", frame, lists, threads, progress, actors)


def times(
    frame: Articles, *, lists: str | Path | None = None, threads: int | None = None, progress: Progress = None
) -> pl.DataFrame:
    """Find time expressions and resolve them against the day of publication.

    Arguments and errors are those of `sentences`; a column `published` (Date, Datetime or ISO 8601 text) is the day
    that "on Monday" is counted from. A row per expression: `article_id`, `sentence_id`, `start`, `end`, `text`,
    `type` (DATE, TIME, DURATION, SET), `value` (as TIMEX3 writes it: "2024-05-13", a week "2024-W20", a decade "199", a
    span of time "P2M"; with an X for what cannot be known, "XXXX-WXX-1"), `modifier`, `first` and `last` (the days that
    the value covers, null where they cannot be known); see `dateline.schema.times`. Without `published`, "on Monday"
    has a day only where the text itself ties it to a full date. Datelines ("LAGOS, May 14, 2024 -") are read by
    `dateline.parse`, whose frame brings the day as `published`: `dl.times(dl.parse(texts))`.

    Examples
    --------
    >>> import dateline as dl
    >>> dl.times({"text": ["They met on Monday."], "published": ["2024-05-15"]})["value"].to_list()
    ['2024-05-13']

    """
    return _one("times", frame, lists, threads, progress)


def quotes(
    frame: Articles, *, lists: str | Path | None = None, threads: int | None = None, progress: Progress = None
) -> pl.DataFrame:
    """Find who said what: quotations and reported statements, each with speaker and cue.

    Arguments and errors are those of `sentences`. A row per quote, by place: `kind` (direct, mixed, indirect), `start`,
    `end`, `text` (the words alone, without the reporter's between them), `spans` (the pieces of an interrupted quote),
    `speaker`, `cue` and `addressee` with their places, `stance` (the class of the cue: say, deny, promise), `negated`
    ("did not say"), `hedged` ("reportedly said"), and more; `dl.schema.about("quotes")` tells what each column holds. A
    speaker that the text does not name is null; `speaker_name` is the fullest name of the one who speaks, never of the
    owner or target in the phrase ("Critics of Mr. Hale"). Words of another person within what somebody is quoted with
    have a row of their own; its `within` is the `quote_id` of the row around it. The names of programmes and books in
    quotation marks are no quotes.

    Examples
    --------
    >>> import dateline as dl
    >>> found = dl.quotes(['"The talks will go on," Kari Holm told reporters.'])
    >>> found.select("text", "speaker", "cue").row(0)
    ('The talks will go on,', 'Kari Holm', 'told')
    >>> found = dl.quotes(['"The minister told us that the road was safe," Ana Bruk said.'])
    >>> found.select("speaker", "kind", "within").rows()
    [('Ana Bruk', 'direct', None), ('The minister', 'indirect', 0)]

    """
    return _one("quotes", frame, lists, threads, progress)


def events(
    frame: Articles,
    *,
    actors: Actors | None = None,
    verbs: Verbs | None = None,
    lists: str | Path | None = None,
    threads: int | None = None,
    progress: Progress = None,
) -> pl.DataFrame:
    """Find political events: who did what to whom, when and where, in the terms of PLOVER and CAMEO.

    Arguments and errors are those of `sentences`; `published` resolves dates. A row per event: `date`, `source` and
    `target` with place, country and role, `event`, `mode`, `cameo`, `quad`, `goldstein`, `polarity`, `modality`,
    `trigger` and `rule`, and more; see `dateline.schema.events`. Events of one sentence come with the main clause's
    first.

    With dictionaries of your own (`dateline.Actors`, `dateline.Verbs`) events are coded as these say: `cameo` is the
    code of the pattern, `source_code` and `target_code` are the codes of your actors, `rule` names the line of the
    pattern. `actors` alone makes their names known to our own patterns. `verbs` without `actors` raises `OptionError`.

    Examples
    --------
    >>> import dateline as dl
    >>> found = dl.events(["Norway condemned the attack by Freedonian rebels."])
    >>> found.select("source_country", "event").row(0)
    ('NOR', 'ACCUSE')

    """
    if verbs is not None and actors is None:
        raise OptionError("verbs= needs actors=: patterns find events, the actors say between whom")
    names = _files_of(actors)
    if verbs is not None:
        made_by("verbs", verbs, Verbs, "dateline.Verbs.from_petrarch")
    found = find(
        ["events"],
        frame,
        lists=lists,
        actors=names,
        verbs=None if verbs is None else str(verbs.path),
        threads=threads,
        progress=progress,
    )
    return found["events"]


def entities(
    frame: Articles,
    *,
    actors: Actors | None = None,
    lists: str | Path | None = None,
    threads: int | None = None,
    progress: Progress = None,
) -> pl.DataFrame:
    """Find the people, organisations, places and groups of a corpus: each one once, however outlets spell it.

    Arguments and errors are those of `sentences`; `published` fills `first` and `last`. A row per entity: `entity_id`,
    `kind`, `name`, `variants` (its spellings), `country`, `roles`, `articles`, `mentions`, `first`, `last`,
    `merged_because` (a reason for each merge), `members` (its `entity_id`s in `mentions`: explode them and join to
    see every place); see `dateline.schema.entities`. Two names are joined only where nothing speaks against it: no
    namesakes of different countries, no man with a woman (by title, pronoun or given name), no minister with a singer,
    no two given names of a family; a name that fits two people ("J. Smith" beside John and James) joins neither. Where
    namesakes are told apart, rows of that name about whom too little is said stay alone. `dateline.name_similarity`
    compares two names. `actors` are names of your own, as in `mentions`: the names of one line are one entity.

    Examples
    --------
    >>> import dateline as dl
    >>> found = dl.entities(["Minister Samvel Petrosyan resigned.", "Samvel Petrosian has resigned."])
    >>> found.select("name", "articles", "merged_because", "members").row(0)
    ('Samvel Petrosyan', 2, ['Samvel Petrosyan = Samvel Petrosian (1.00)'], ['0#0', '1#0'])

    """
    return _one("entities", frame, lists, threads, progress, actors)


def _one(
    name: str,
    frame: Articles,
    lists: str | Path | None,
    threads: int | None,
    progress: Progress,
    actors: Actors | None = None,
) -> pl.DataFrame:
    names = _files_of(actors)
    return find([name], frame, lists=lists, actors=names, threads=threads, progress=progress)[name]


def _files_of(actors: Actors | None) -> list[str]:
    """Return the files of the user's actors."""
    if actors is None:
        return []
    made_by("actors", actors, Actors, "dateline.Actors.from_tsv or dateline.Actors.from_petrarch")
    return [str(path) for path in actors.paths]


def find(
    names: Sequence[str],
    frame: Articles,
    *,
    lists: str | Path | None = None,
    actors: Sequence[str] = (),
    verbs: str | None = None,
    threads: int | None = None,
    progress: Progress = None,
) -> dict[str, pl.DataFrame]:
    """Return the frames called `names`, found in one pass: what several build on is done once."""
    how = running(lists, threads)
    columns, ids = articles(frame)
    with shown(progress, columns.height, " and ".join(names[-1:])) as report:
        found = _core.extract(
            columns,
            list(names),
            actors=list(actors),
            verbs=verbs,
            progress=report,
            **how,
        )
    return {name: finish(name, rows, ids) for name, rows in found.items()}
