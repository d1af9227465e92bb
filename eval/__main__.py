"""Prints one table of scores and fails when a score is below its stored floor.

    python -m eval                 all subjects
    python -m eval quotes times    some of them
    python -m eval --store         store the scores reached as the new floors (say why in the commit)
"""

from __future__ import annotations

import argparse
import sys
import time
import tomllib
from pathlib import Path

from eval import gold
from eval.figures import Figure, below, table
from eval.subjects import SUBJECTS

FLOORS = Path(__file__).parent / "floors.toml"


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m eval", description=__doc__.splitlines()[0])
    parser.add_argument("subjects", nargs="*", help=f"any of: {', '.join(SUBJECTS)} (default: all)")
    parser.add_argument("--store", action="store_true", help="store the scores reached as floors")
    options = parser.parse_args()
    unknown = [name for name in options.subjects if name not in SUBJECTS]
    if unknown:
        parser.error(f"unknown subject {', '.join(unknown)}; there are: {', '.join(SUBJECTS)}")
    if not gold.FOLDER.is_dir():
        print(f"No gold at {gold.FOLDER.resolve()}: set DATELINE_EVAL to the folder that holds it. Nothing was scored.")
        return 1

    stored = tomllib.loads(FLOORS.read_text(encoding="utf-8")) if FLOORS.exists() else {}
    floors: dict[str, float] = stored.get("floors", {})
    digest = gold.digest()
    if stored.get("digest", digest) != digest:
        print(f"note: floors were stored for gold {stored['digest']}, this is gold {digest}")

    figures: list[Figure] = []
    for name in options.subjects or SUBJECTS:
        started = time.perf_counter()
        figures += SUBJECTS[name]()
        print(f"{name}: scored in {time.perf_counter() - started:.1f} s", file=sys.stderr)
    print(table(figures, floors))

    if options.store:
        floors |= {figure.key: figure.value for figure in figures}
        FLOORS.write_text(store(floors, digest), encoding="utf-8")
        return 0
    lost = [figure.key for figure in figures if below(figure.value, floors.get(figure.key, float("-inf")))]
    if lost:
        print(f"{len(lost)} scores below their floor: {', '.join(lost)}")
    return 1 if lost else 0


def store(floors: dict[str, float], digest: str) -> str:
    """The floors as TOML, sorted, so that a diff shows what moved."""
    head = "# Scores reached on the gold with this digest. Written by `python -m eval --store`.\n"
    rows = [f'"{key}" = {value:.3f}' for key, value in sorted(floors.items())]
    return f'{head}digest = "{digest}"\n\n[floors]\n' + "\n".join(rows) + "\n"


if __name__ == "__main__":
    sys.exit(main())
