"""The command line: `dateline run INPUT... --out DIR`, and one command a step."""

from __future__ import annotations

import argparse
import re
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager, nullcontext
from pathlib import Path
from typing import TYPE_CHECKING, Any

from dateline._core import DatelineError, OptionError, __version__

if TYPE_CHECKING:
    import polars as pl

EPILOG = """\
INPUT is a file (.txt .html .jsonl .csv .parquet .warc .rss .atom .xml .eml, also .gz and .zst), a folder, a pattern
such as 'news/*.html', or - for JSON lines on standard input. Exit code: 0, 2 on wrong usage, 1 on failure.
"""

#: Steps that run on articles, and the name of the frame each makes.
STEPS = {
    "parse": "articles, one row a document",
    "sentences": "sentences",
    "tokens": "words with tags and trees",
    "mentions": "people, organisations, places and groups",
    "times": "time expressions",
    "quotes": "who said what",
    "events": "who did what to whom",
    "entities": "people, organisations and places, one row each over the corpus",
    "dedup": "which articles are copies of which",
    "stories": "which articles tell one story",
    "provenance": "which article or agency each article rests on",
    "claims": "the checkable statements of each story, and who carries them",
    "disagreements": "where two reports tell one fact differently",
}

#: Those that look at one article after the other: they go through a corpus that is larger than memory.
STREAMED = ("parse", "sentences", "tokens", "mentions", "times", "quotes", "events")

#: Those that take names of the user's own.
WITH_ACTORS = ("mentions", "events", "entities")


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command line; return its exit code."""
    options = _parser().parse_args(arguments)
    try:
        options.work(options)
    except KeyboardInterrupt:
        print("dateline: interrupted; nothing was left half written", file=sys.stderr)
        return 1
    except OptionError as error:
        print(f"dateline: {error}", file=sys.stderr)
        return 2
    except BrokenPipeError:
        # Whoever read our output has seen enough.
        sys.stderr.close()
        return 1
    except (DatelineError, OSError) as error:
        # The message is written for Python; here the option has another name.
        told = str(error).replace("columns={'text': ...}", "--column text=NAME")
        if isinstance(error, OSError) and error.filename and error.strerror:
            told = f"{error.filename}: {error.strerror}"
        print(f"dateline: {told}", file=sys.stderr)
        return 1
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="dateline",
        description="News in, data out: clean articles, copies, quotes, events, stories.",
        epilog=EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--version", action="version", version=f"dateline {__version__}")
    commands = parser.add_subparsers(metavar="COMMAND", required=True)

    whole = commands.add_parser("run", help="the whole road: Parquet files and report.html", epilog=EPILOG)
    whole.add_argument("inputs", nargs="+", metavar="INPUT")
    whole.add_argument("--out", required=True, metavar="DIR", help="folder for the results")
    whole.set_defaults(work=_run)
    _common(whole)

    for name, about in STEPS.items():
        step = commands.add_parser(name, help=about, epilog=EPILOG)
        step.add_argument("inputs", nargs="+", metavar="INPUT")
        step.add_argument(
            "--out",
            default="-",
            metavar="FILE",
            help=".parquet, .csv or .jsonl; - for JSON lines on standard output",
        )
        step.set_defaults(work=_step, step=name)
        _common(step)
        if name in WITH_ACTORS:
            step.add_argument(
                "--actors",
                action="append",
                default=[],
                metavar="FILE",
                help="names of your own: a table (see dateline.Actors.from_tsv) or PETRARCH's format (may be repeated)",
            )
    conllu = commands.add_parser("conllu", help="plain text in, CoNLL-U on standard output")
    conllu.add_argument(
        "inputs",
        nargs="*",
        metavar="FILE",
        help="plain text files, or CoNLL-U with --gold-tokens; - or none for standard input",
    )
    conllu.add_argument(
        "--gold-tokens",
        action="store_true",
        help="the input is CoNLL-U: keep its words; predict LEMMA, UPOS, XPOS, HEAD and DEPREL",
    )
    conllu.add_argument("--lists", metavar="DIR", help="folder with word lists of your own")
    conllu.set_defaults(work=_conllu)
    return parser


def _common(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--threads", type=int, metavar="N", help="how many threads; all cores if not given")
    parser.add_argument("--lists", metavar="DIR", help="folder with word lists of your own")
    parser.add_argument(
        "--column",
        action="append",
        default=[],
        type=_column,
        metavar="FIELD=NAME",
        help="what a column of a table holds: --column text=artikel (may be repeated)",
    )
    parser.add_argument("--quiet", action="store_true", help="no progress bar")


def _column(text: str) -> tuple[str, str]:
    field, equals, name = text.partition("=")
    if not (field and equals and name):
        raise argparse.ArgumentTypeError(f"{text!r}: write FIELD=NAME, such as text=artikel")
    return field, name


def _run(options: argparse.Namespace) -> None:
    import dateline
    from dateline import report
    from dateline._files import folder_aside
    from dateline.analysis import analyze

    out = Path(options.out)
    if out.exists() and not out.is_dir():
        raise OptionError(f"--out {out} is a file; give a folder")
    with _inputs(options) as paths:
        articles = dateline.read(paths, columns=dict(options.column), **_settings(options))
    if not articles.height:
        print(f"dateline: no document was found in {', '.join(options.inputs)}", file=sys.stderr)
    found = analyze(articles, **_settings(options))
    with folder_aside(out) as aside:
        for name, frame in found.frames().items():
            frame.write_parquet(aside / f"{name}.parquet")
        (aside / "report.html").write_text(report.page(found, options.inputs), encoding="utf-8")
    for name, frame in found.frames().items():
        print(f"{name:<12}{frame.height:>10,}  {out / name}.parquet")
    print(f"{'report':<22}  {out / 'report.html'}")
    _tell_silent(options, _silent(articles), articles.height, f"{out / 'report.html'} says why")


def _step(options: argparse.Namespace) -> None:
    import dateline
    from dateline._writing import writer

    write = writer(options.out)
    if options.step in STREAMED:
        with _pieces(options) as pieces:
            write(pieces, _columns(options.step))
        return
    with _inputs(options) as paths:
        articles = dateline.read(paths, columns=dict(options.column), **_settings(options))
    settings = _settings(options) | _actors(options)
    if options.step in ("dedup", "stories"):
        del settings["lists"]
    _tell_silent(options, _silent(articles), articles.height, "`dateline parse` says why (column issues)")
    rows = getattr(dateline, options.step)(articles, **settings)
    write([rows], rows.schema)


@contextmanager
def _pieces(options: argparse.Namespace) -> Iterator[Iterator[pl.DataFrame]]:
    """Give the rows of a step that looks at one article after the other, some articles at a time."""
    import dateline
    from dateline._progress import shown
    from dateline.reading import LAZY_BATCH, batches

    settings, names = _settings(options), _actors(options)
    seen, silent = 0, 0

    def rows(paths: list[str]) -> Iterator[pl.DataFrame]:
        nonlocal seen, silent
        with shown(settings.pop("progress"), None, options.step) as report:
            read = batches(paths, dict(options.column), report=report, most=LAZY_BATCH, **settings)
            for articles in read:
                seen += articles.height
                silent += _silent(articles)
                if options.step == "parse":
                    yield articles
                else:
                    yield getattr(dateline, options.step)(articles, progress=False, **settings, **names)

    with _inputs(options) as paths:
        yield rows(paths)
    if options.step != "parse":
        _tell_silent(options, silent, seen, "`dateline parse` says why (column issues)")


def _tell_silent(options: argparse.Namespace, silent: int, seen: int, where: str) -> None:
    if silent and silent == seen and options.inputs == ["-"]:
        where = 'standard input is read as JSON lines such as {"text": "Ministers met."}'
    if silent:
        print(f"dateline: {silent:,} of {seen:,} documents gave no text; {where}", file=sys.stderr)


def _silent(articles: pl.DataFrame) -> int:
    return articles.filter(articles["text"].fill_null("") == "").height


def _columns(step: str) -> pl.Schema:
    """Return the columns of a step's rows, articles named by texts as files name them."""
    import polars as pl

    from dateline import schema

    columns = schema.empty("articles" if step == "parse" else step)
    return columns.cast({"article_id": pl.String}).schema


def _conllu(options: argparse.Namespace) -> None:
    from dateline import _core

    def annotate(text: bytes) -> None:
        sys.stdout.buffer.write(_core.conllu(text, gold_tokens=options.gold_tokens, lists=options.lists))
        sys.stdout.buffer.flush()

    for name in options.inputs or ["-"]:
        with nullcontext(sys.stdin.buffer) if name == "-" else Path(name).open("rb") as lines:
            if options.gold_tokens:
                _annotate_sentences(lines, name, annotate)
            else:
                annotate(lines.read())


def _annotate_sentences(lines: Iterable[bytes], name: str, annotate: Callable[[bytes], None]) -> None:
    held: list[bytes] = []
    size, words = 0, 0
    for number, line in enumerate(lines, 1):
        words = _check_row(line, name, number, words)
        held.append(line)
        size += len(line)
        if size > 1 << 20 and not line.strip():
            # A blank line ends a sentence: what is held can be answered.
            annotate(b"".join(held))
            held, size = [], 0
    annotate(b"".join(held))


def _check_row(line: bytes, name: str, number: int, words: int) -> int:
    """Check that a line of CoNLL-U is blank, a comment, or ten fields that begin with a number and a word.

    `words` is how many words the sentence has so far, which are numbered from 1 without a gap.
    Return how many it has now.
    """
    row = line.rstrip(b"\r\n").removeprefix(b"\xef\xbb\xbf")
    if not row:
        return 0
    if row.startswith(b"#"):
        return words
    fields = row.split(b"\t")
    place = f"{'standard input' if name == '-' else name}, line {number}"
    if len(fields) != 10:
        raise OptionError(
            f"{place}: {len(fields)} field{'s' * (len(fields) != 1)} where CoNLL-U has ten between tabs; "
            "--gold-tokens reads CoNLL-U, plain text needs no option"
        )
    if not (re.fullmatch(rb"[0-9]+([-.][0-9]+)?", fields[0]) and fields[1]):
        raise OptionError(f"{place}: CoNLL-U begins a row with the number of the word and the word")
    if not fields[0].isdigit():
        return words
    if int(fields[0]) != words + 1:
        raise OptionError(f"{place}: word {int(fields[0])} where word {words + 1} of the sentence comes next")
    return words + 1


def _settings(options: argparse.Namespace) -> dict[str, Any]:
    return {"threads": options.threads, "lists": options.lists, "progress": False if options.quiet else None}


def _actors(options: argparse.Namespace) -> dict[str, Any]:
    """Read the user's actors, and tell which of their lines make no sense."""
    from dateline.dictionaries import Actors

    files: list[str] = getattr(options, "actors", [])
    if not files:
        return {}
    tables = [file for file in files if file.endswith(".tsv")]
    others = [file for file in files if file not in tables]
    parts = [read(some) for read, some in ((Actors.from_tsv, tables), (Actors.from_petrarch, others)) if some]
    problems = [problem for part in parts for problem in part.problems]
    for problem in problems:
        print(f"dateline: {problem.file}, line {problem.line}: {problem.reason}", file=sys.stderr)
    paths = [path for part in parts for path in part.paths]
    return {"actors": Actors(paths, sum(part.names for part in parts), sum(part.agents for part in parts), problems)}


@contextmanager
def _inputs(options: argparse.Namespace) -> Iterator[list[str]]:
    """Give the paths to read; JSON lines on standard input are laid into a file, which is gone afterwards."""
    if options.inputs != ["-"]:
        if "-" in options.inputs:
            raise OptionError("- (standard input) cannot be mixed with files")
        yield options.inputs
        return
    import shutil
    import tempfile

    # The reader wants a file it can go through; standard input is one that cannot be named.
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "stdin.jsonl")
        with path.open("wb") as file:
            shutil.copyfileobj(sys.stdin.buffer, file)
        yield [str(path)]


if __name__ == "__main__":
    sys.exit(main())
