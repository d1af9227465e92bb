"""The command line: `dateline run INPUT... --out DIR`, and one command a step."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Sequence
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
        print(f"dateline: {error}", file=sys.stderr)
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
    conllu = commands.add_parser("conllu", help="text on standard input, CoNLL-U on standard output")
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
    from dateline import report
    from dateline._files import folder_aside
    from dateline.analysis import analyze

    out = Path(options.out)
    if out.exists() and not out.is_dir():
        raise OptionError(f"--out {out} is a file; give a folder")
    articles = _articles(options)
    found = analyze(articles, **_settings(options))
    with folder_aside(out) as aside:
        for name, frame in found.frames().items():
            frame.write_parquet(aside / f"{name}.parquet")
        (aside / "report.html").write_text(report.page(found, options.inputs), encoding="utf-8")
    for name, frame in found.frames().items():
        print(f"{name:<12}{frame.height:>10,}  {out / name}.parquet")
    print(f"{'report':<22}  {out / 'report.html'}")


def _step(options: argparse.Namespace) -> None:
    import dateline

    write = _writer(options.out)
    articles = _articles(options)
    if options.step == "parse":
        write(articles)
        return
    step = getattr(dateline, options.step)
    settings = _settings(options)
    if options.step in ("dedup", "stories"):
        del settings["lists"]
    write(step(articles, **settings))


def _conllu(options: argparse.Namespace) -> None:
    from dateline import _core

    def annotate(text: bytes) -> None:
        sys.stdout.buffer.write(_core.conllu(text, gold_tokens=options.gold_tokens, lists=options.lists))
        sys.stdout.buffer.flush()

    if not options.gold_tokens:
        annotate(sys.stdin.buffer.read())
        return
    held: list[bytes] = []
    size = 0
    for line in sys.stdin.buffer:
        held.append(line)
        size += len(line)
        if size > 1 << 20 and not line.strip():
            # A blank line ends a sentence: what is held can be answered.
            annotate(b"".join(held))
            held, size = [], 0
    annotate(b"".join(held))


def _settings(options: argparse.Namespace) -> dict[str, Any]:
    return {"threads": options.threads, "lists": options.lists, "progress": False if options.quiet else None}


def _articles(options: argparse.Namespace) -> pl.DataFrame:
    """Return the articles of all inputs; those on standard input come as JSON lines."""
    import dateline

    columns = dict(options.column)
    if options.inputs != ["-"]:
        if "-" in options.inputs:
            raise OptionError("- (standard input) cannot be mixed with files")
        return dateline.read(options.inputs, columns=columns, **_settings(options))
    import tempfile

    # The reader wants a file it can go through; standard input is one that cannot be named.
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "stdin.jsonl")
        with path.open("wb") as file:
            while piece := sys.stdin.buffer.read(1 << 20):
                file.write(piece)
        return dateline.read(path, columns=columns, **_settings(options))


def _writer(out: str) -> Callable[[pl.DataFrame], None]:
    """Return what writes a frame to `out`, in the format its name tells; a wrong name is told before any work."""
    if out == "-":
        return _to_stdout
    from dateline._files import file_aside

    formats: dict[str, Callable[[pl.DataFrame, Path], object]] = {
        ".parquet": lambda frame, path: frame.write_parquet(path),
        ".csv": lambda frame, path: _flat(frame).write_csv(path),
        ".jsonl": lambda frame, path: frame.write_ndjson(path),
        ".ndjson": lambda frame, path: frame.write_ndjson(path),
    }
    write = formats.get(Path(out).suffix.lower())
    if write is None:
        raise OptionError(f"--out {out}: the name must end in .parquet, .csv or .jsonl, or be - for standard output")

    def to_file(frame: pl.DataFrame) -> None:
        with file_aside(out) as aside:
            write(frame, aside)

    return to_file


def _to_stdout(frame: pl.DataFrame) -> None:
    sys.stdout.buffer.write(frame.write_ndjson().encode("utf-8"))
    sys.stdout.buffer.flush()


def _flat(frame: pl.DataFrame) -> pl.DataFrame:
    """CSV has no lists: they are written as JSON."""
    import json

    nested = [name for name, dtype in frame.schema.items() if dtype.is_nested()]

    def as_json(values: pl.Series) -> pl.Series:
        texts = [None if value is None else json.dumps(value, ensure_ascii=False) for value in values.to_list()]
        return pl.Series(values.name, texts, dtype=pl.String)

    import polars as pl

    return frame.with_columns(as_json(frame[name]) for name in nested)


if __name__ == "__main__":
    sys.exit(main())
