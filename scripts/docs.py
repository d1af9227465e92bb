"""Builds the documentation site: pages made from code, data and measurements, then Sphinx over docs/.

    python scripts/docs.py [OUT]      the site, into OUT (out/docs)

A missing docstring, a broken link or a column without description ends the build.
"""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
import tomllib
from collections.abc import Iterable, Iterator
from pathlib import Path

import dateline as dl

ROOT = Path(__file__).parents[1]
DOCS = ROOT / "docs"
MADE = DOCS / "made"

#: The public functions by what a reader wants to do.
SUBJECTS = {
    "Read": ("parse", "read", "scan", "analyze", "Analysis"),
    "Find": ("sentences", "tokens", "mentions", "times", "quotes", "events", "entities", "name_similarity"),
    "Dictionaries of your own": ("Actors", "Verbs"),
    "Copies": ("dedup", "alignments", "DedupIndex"),
    "Stories": ("stories", "provenance", "claims", "disagreements", "story", "Story"),
    "Count and export": ("count_events", "export_events"),
    "Look": (
        "show",
        "show_tree",
        "compare",
        "Comparison",
        "explain",
        "Explanation",
        "Page",
        "timeline",
        "dyads",
        "sources",
    ),
    "Check": ("sample_for_coding", "agreement"),
    "Errors": ("DatelineError", "OptionError", "MissingColumnError", "WordListError", "BugError"),
}
MODULES = ("expr", "schema", "namespace")

#: A list longer than this shows its first rows.
MOST_ROWS = 15


def cell(text: object) -> str:
    """Return text as one cell of a table."""
    return (
        str(text).replace("\\", "\\\\").replace("|", "\\|").replace("<", "&lt;").replace("*", "\\*").replace("\n", " ")
    )


def table(heads: Iterable[str], rows: Iterable[Iterable[object]]) -> str:
    """Return a table in Markdown."""
    heads = list(heads)
    lines = ["| " + " | ".join(heads) + " |", "|" + "---|" * len(heads)]
    lines += ["| " + " | ".join(cell(value) for value in row) + " |" for row in rows]
    return "\n".join(lines) + "\n"


def api() -> str:
    """Return the page of public names; those that stand under no subject above come last."""
    named = {name for names in SUBJECTS.values() for name in names}
    others = [name for name in dl.__all__ if name not in named and name not in MODULES and not name.startswith("__")]
    subjects = {**SUBJECTS, "More": tuple(others)} if others else SUBJECTS
    parts = ["# Calls\n\n`import dateline as dl`; every call takes keyword options and any frame.\n"]
    for subject, names in subjects.items():
        parts.append(f"\n## {subject}\n")
        for name in names:
            value = getattr(dl, name)
            kind = "autoclass" if isinstance(value, type) else "autofunction"
            extra = "\n   :members:" if kind == "autoclass" and subject != "Errors" else ""
            parts.append(f"```{{eval-rst}}\n.. {kind}:: dateline.{name}{extra}\n```\n")
    for name in MODULES:
        parts.append(f"\n## dateline.{name}\n\n```{{eval-rst}}\n.. automodule:: dateline.{name}\n   :members:\n```\n")
    return "".join(parts)


def columns() -> str:
    """Return the page of every column of every frame; one without a description ends the build."""
    from dateline import _core

    parts = [
        "# Columns\n\nEvery column of every frame, as `dateline.schema` has them. Offsets count Unicode code points of "
        "the text, end exclusive. Entity ids are the article's id, `#` and a number.\n"
    ]
    for frame in _core.frame_schemas():
        parts.append(f"\n## {frame.name}\n\nOne row per {frame.row}.\n\n")
        rows: list[tuple[str, str, str]] = []
        for column in frame.columns:
            if not column.about.strip():
                sys.exit(f"{frame.name}.{column.name} has no description in src/schema.rs")
            rows.append((f"`{column.name}`", column.dtype, column.about))
            rows += [(f"`{column.name}[].{field.name}`", field.dtype, field.about) for field in column.fields]
        parts.append(table(("column", "type", "holds"), rows))
    parts.append("\n## Words in `issues`\n\nWhat a reader should know about an article; `dateline.schema.issues`.\n\n")
    parts.append(table(("issue", "means"), ((f"`{word}`", about) for word, about in _core.issue_words())))
    return "".join(parts)


def header(path: Path) -> tuple[list[str], list[str], list[list[str]]]:
    """Return what a list says about itself, its columns and its rows."""
    about: list[str] = []
    names: list[str] = []
    rows: list[list[str]] = []
    for line in path.read_text("utf-8").splitlines():
        if line.startswith("# columns:"):
            names = line.removeprefix("# columns:").strip().split("\t")
        elif line.startswith("#"):
            if not rows:
                about.append(line.lstrip("# ").rstrip())
        elif line.strip():
            rows.append(line.split("\t"))
    return about, names, rows


def lists() -> str:
    """Return the page of all word lists but the patterns: what each says of itself, and its first rows."""
    parts = ["# Word lists\n\nIn `data/`; a list of the same name in a folder of your own replaces ours.\n"]
    for path in sorted((ROOT / "data").rglob("*.tsv")):
        name = path.relative_to(ROOT / "data").as_posix()
        if name.startswith("events/patterns/"):
            continue
        about, names, rows = header(path)
        parts.append(
            f"\n## {name}\n\n" + "\n".join(f"> {cell(line)}" for line in about) + f"\n\n{len(rows):,} rows.\n\n"
        )
        step = max(1, len(rows) // MOST_ROWS)
        shown = rows if len(rows) <= MOST_ROWS else rows[::step][:MOST_ROWS]
        if len(shown) < len(rows):
            parts.append(f"{len(shown)} of them:\n\n")
        parts.append(table(names, ([field[:120] for field in row] for row in shown)))
    return "".join(parts)


def patterns() -> Iterator[tuple[str, str]]:
    """Yield the pages of event patterns: an index, and one a type with every pattern."""
    _, _, types = header(ROOT / "data" / "events" / "types.tsv")
    covers = {row[0]: row[-1] for row in types}
    names = sorted(path.stem for path in (ROOT / "data" / "events" / "patterns").glob("*.tsv"))
    toc = "\n".join(f"patterns-{name}" for name in names)
    yield (
        "patterns",
        "# Event patterns\n\nThe notation is explained in `data/events/README.md`; in the examples the source stands "
        f"in square brackets, the target in braces.\n\n```{{toctree}}\n:maxdepth: 1\n\n{toc}\n```\n",
    )
    for name in names:
        _, columns, rows = header(ROOT / "data" / "events" / "patterns" / f"{name}.tsv")
        shown = [index for index, column in enumerate(columns) if column not in ("counterexamples", "both")]
        yield (
            f"patterns-{name}",
            f"# {name}\n\n{covers.get(name, '')}: {len(rows)} patterns.\n\n"
            + table((columns[index] for index in shown), ([row[index] for index in shown] for row in rows)),
        )


def accuracy() -> str:
    """Return the table of scores as `python -m eval --store` left them."""
    stored = tomllib.loads((ROOT / "eval" / "floors.toml").read_text("utf-8"))
    groups: dict[str, list[tuple[str, str, str]]] = {}
    for key, value in sorted(stored["floors"].items()):
        subject, gold, measure = key.split("/", 2)
        if measure.endswith(" (negated)"):
            measure, value = measure.removesuffix(" (negated)"), -value
        groups.setdefault(subject, []).append((gold, measure, f"{value:.3f}"))
    parts = [
        "# Accuracy\n\nMeasured by `make eval`, raw text in and nothing given, on gold that nobody here wrote (digest "
        f"`{stored['digest']}`). Rules were written while looking at errors on these sets: expect somewhat less on "
        "text of your own. The figures of page bodies (`parse/*/body F1`) are on pages their weights were trained on; "
        "`models/page_blocks.md` has those on sites left out.\n"
    ]
    for subject, rows in groups.items():
        parts.append(f"\n## {subject}\n\n" + table(("gold", "measure", "score"), rows))
    return "".join(parts)


def speed() -> str:
    """Return the speed tables as `make bench` and `make peers` printed them into benches/measured/."""
    parts = ["# Speed\n\n`make bench` measures every stage, `make peers` sets it beside other tools in the same run.\n"]
    files = sorted((ROOT / "benches" / "measured").glob("*.txt"))
    for path in files:
        parts.append(f"\n## {path.stem}\n\n```text\n{path.read_text('utf-8').rstrip()}\n```\n")
    if not files:
        parts.append("\nNo measurement is stored: `make bench > benches/measured/stages.txt` stores one.\n")
    return "".join(parts)


def gallery() -> str:
    """Return the page of notebooks, each with the figure it ends in."""
    parts = [
        "# Notebooks\n\nIn `notebooks/`, executed by the tests. Each ends in a figure, here of the sample corpus.\n"
    ]
    for path in sorted((ROOT / "notebooks").glob("*.ipynb")):
        cells = json.loads(path.read_text("utf-8"))["cells"]
        heading, _, text = "".join(cells[0]["source"]).removeprefix("# ").partition("\n")
        parts.append(f"\n## {heading}\n\n`notebooks/{path.name}`\n\n{text.strip()}\n")
        outputs = [output for cell in cells if cell["cell_type"] == "code" for output in cell["outputs"]]
        figures = [output["data"]["image/svg+xml"] for output in outputs if "image/svg+xml" in output.get("data", {})]
        if figures:
            (MADE / f"{path.stem}.svg").write_text("".join(figures[-1]), "utf-8")
            parts.append(f"\n![The figure of {path.name}]({path.stem}.svg)\n")
    return "".join(parts)


def make() -> None:
    """Write the pages made from code, data and measurements."""
    shutil.rmtree(MADE, ignore_errors=True)
    MADE.mkdir()
    pages = {
        "api": api(),
        "columns": columns(),
        "lists": lists(),
        "accuracy": accuracy(),
        "speed": speed(),
        "gallery": gallery(),
    }
    for name, content in (*pages.items(), *patterns()):
        (MADE / f"{name}.md").write_text(content, "utf-8")


def main(arguments: list[str]) -> int:
    """Make the pages and build the site; warnings are errors."""
    out = Path(arguments[0] if arguments else ROOT / "out" / "docs")
    make()
    command = [sys.executable, "-m", "sphinx", "-W", "--keep-going", "-q", "-b", "html", str(DOCS), str(out)]
    code = subprocess.run(command, check=False).returncode
    if code == 0:
        print(f"open {out / 'index.html'}")
    return code


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
