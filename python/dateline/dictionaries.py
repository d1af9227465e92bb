"""Actors of your own, as a table or in PETRARCH's format, and PETRARCH's agents and verb patterns, read as they are."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from dateline import _core
from dateline._options import path_of, paths_of


@dataclass(frozen=True)
class Unsupported:
    """A line of a dictionary that could not be used: where it stands, what it says, and why."""

    line: int
    text: str
    reason: str


@dataclass(frozen=True)
class Problem:
    """A line of an actors file that could not be read."""

    file: str
    line: int
    reason: str


@dataclass(frozen=True)
class Verbs:
    r"""Verb patterns with CAMEO codes; give them to `dateline.events` as `verbs=`.

    Attributes
    ----------
    path : Path
        The file.
    forms, patterns : int
        How many forms of verbs, and how many patterns, it has.
    unsupported : list[Unsupported]
        Lines that are left out: transformations (`~`), patterns without a code or without the verb's place. Each has
        `line` (from 1), `text` and `reason`.

    Made by `Verbs.from_petrarch`, which says what it raises.

    Examples
    --------
    >>> import dateline as dl, tempfile, pathlib
    >>> path = pathlib.Path(tempfile.mkdtemp()) / "verbs.txt"
    >>> _ = path.write_text("--- PRAISE [051] ---\nPRAISE\n- * VICTORY [052]\n")
    >>> dl.Verbs.from_petrarch(path).patterns
    1

    """

    path: Path
    forms: int
    patterns: int
    unsupported: list[Unsupported] = field(repr=False)

    @classmethod
    def from_petrarch(cls, path: str | Path) -> Verbs:
        r"""Read a verbs file in the format of PETRARCH (and TABARI before it) or of PETRARCH2 and UniversalPetrarch.

        Returns an object with the counts `forms` and `patterns`. Raises `FileNotFoundError` where there is no such
        file. Lines that cannot be used raise nothing: they stand in `unsupported`.

        Examples
        --------
        >>> import dateline as dl, tempfile, pathlib
        >>> path = pathlib.Path(tempfile.mkdtemp()) / "verbs.txt"
        >>> _ = path.write_text("--- PRAISE [051] ---\nPRAISE\n- NOT * [111]\n~ a (a b PRAISE) SAY = a b 051\n")
        >>> verbs = dl.Verbs.from_petrarch(path)
        >>> verbs.patterns, [line.line for line in verbs.unsupported]
        (1, [4])

        """
        path = path_of("path", path)
        forms, patterns, unsupported = _core.petrarch_verbs(str(path))
        return cls(path, forms, patterns, [Unsupported(*line) for line in unsupported])


@dataclass(frozen=True)
class Actors:
    r"""Names of your own; give them to `dateline.mentions`, `dateline.entities` and `dateline.events` as `actors=`.

    Attributes
    ----------
    paths : list[Path]
        The files; a file in PETRARCH's format whose codes have a `~` is a list of agents.
    names, agents : int
        How many of each they have, other names of one actor included.
    problems : list[Problem]
        Codes and dates of PETRARCH's files that could not be read, and files without any. Each has `file`, `line` (from
        1) and `reason`.

    Made by `Actors.from_tsv` and `Actors.from_petrarch`, which say what they raise. Your names are known besides ours
    and go before them. To change our own
    list of office holders, put an `actors/office_holders.tsv` of its format into a folder and pass that as `lists=`: it
    takes the place of ours, so copy the lines you want to keep.

    Examples
    --------
    >>> import dateline as dl, tempfile, pathlib
    >>> path = pathlib.Path(tempfile.mkdtemp()) / "actors.txt"
    >>> _ = path.write_text("UNION_OF_ORVIK_PILOTS_ [NORLAB]\n")
    >>> actors = dl.Actors.from_petrarch(path)
    >>> found = dl.events(["The Union of Orvik Pilots accused Sweden of fraud."], actors=actors)
    >>> found.select("source_country", "source_role", "event").row(0)
    ('NOR', 'LAB', 'ACCUSE')

    """

    paths: list[Path]
    names: int
    agents: int
    problems: list[Problem] = field(repr=False)

    @classmethod
    def from_tsv(cls, paths: str | Path | Sequence[str | Path]) -> Actors:
        r"""Read tables of actors: tabs between the fields, and a first line with the names of the columns.

        `name` is needed; the other columns may be left out, and so may fields at the end of a line:

        * `other_names`: further names of the same actor, with `|` between them;
        * `kind`: person, organization, group or place (without it, the words around each mention decide);
        * `country`: ISO 3166 alpha-3, such as NOR; `role`: capital letters, such as GOV, LAB or a code of your own;
        * `office`: such as president, so that "the president" is tied to the person;
        * `since`, `until`: first and last day (YYYY-MM-DD) on which the line holds. A name may stand in several lines.

        Lines that begin with `#` are remarks; `# columns:` before the names of the columns is allowed, as in our own
        lists. Returns an object with the count `names`. Raises `FileNotFoundError` where there is no such file,
        `OptionError` where no path is given, and `WordListError` for the first line that cannot be read, with its
        number and the reason.

        Examples
        --------
        >>> import dateline as dl, tempfile, pathlib
        >>> path = pathlib.Path(tempfile.mkdtemp()) / "actors.tsv"
        >>> _ = path.write_text("name\tother_names\tcountry\trole\nUnion of Orvik Pilots\tUOP\tNOR\tLAB\n")
        >>> actors = dl.Actors.from_tsv(path)
        >>> found = dl.mentions(["The UOP met in Paris."], actors=actors)
        >>> found.select("text", "name", "country", "role").row(0)
        ('UOP', 'Union of Orvik Pilots', 'NOR', 'LAB')

        """
        files = paths_of(paths, "")
        if not files:
            raise _core.OptionError("no path was given: name a file of actors")
        return cls([Path(file) for file in files], _core.table_actors(files), 0, [])

    @classmethod
    def from_petrarch(cls, paths: str | Path | Sequence[str | Path]) -> Actors:
        r"""Read actors and agents files in PETRARCH's format; of codes with dates the one of the article's day counts.

        Returns an object with the counts `names` and `agents`. Raises `FileNotFoundError` where there is no such file,
        `OptionError` where no path is given or no line of any file is in that format (`NAME_ [CODE]`). Lines that
        cannot be read raise nothing: they stand in `problems`, and so does one of several files without such a line.

        Examples
        --------
        >>> import dateline as dl, tempfile, pathlib
        >>> path = pathlib.Path(tempfile.mkdtemp()) / "actors.txt"
        >>> _ = path.write_text("FREEDONIA_ [FRE]\n+FREEDONIAN_\nNORWAY_ [NOR]\n")
        >>> dl.Actors.from_petrarch(path).names
        3

        """
        files = paths_of(paths, "")
        if not files:
            raise _core.OptionError("no path was given: name a file of actors")
        names, agents, problems = _core.petrarch_actors(files)
        if not (names or agents or problems):
            told = ", ".join(files)
            raise _core.OptionError(f"{told}: no line is in PETRARCH's format, such as 'UNION_OF_PILOTS_ [NORLAB]'")
        if len(files) > 1:
            empty = [file for file in files if not any(_core.petrarch_actors([file]))]
            problems += [(file, 1, "no line is in PETRARCH's format") for file in empty]
        return cls([Path(file) for file in files], names, agents, [Problem(*problem) for problem in problems])
