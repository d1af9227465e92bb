"""The whole road over the bundled sample corpus: `make demo`, or `python -m dateline.demo FOLDER`."""

from __future__ import annotations

import sys
from pathlib import Path

import polars as pl

import dateline as dl
from dateline.cli import main as command_line

#: Columns worth a glance, where a frame has more than fit on a line.
GLANCE = {
    "articles": ["article_id", "title", "published", "agency", "dateline_place", "issues"],
    "sentences": ["article_id", "start", "end", "text"],
    "mentions": ["article_id", "text", "kind", "name", "country", "role"],
    "times": ["article_id", "text", "type", "value"],
    "quotes": ["article_id", "kind", "speaker", "cue", "text"],
    "events": ["date", "source", "source_country", "event", "target", "target_country", "trigger"],
}


def main(out: str) -> int:
    """Run `dateline run` over the sample, then show the head of every frame."""
    sample = Path(dl.__file__).parent / "sample" / "corpus"
    code = command_line(["run", str(sample), "--out", out])
    if code:
        return code
    with pl.Config(tbl_rows=6, tbl_cols=8, tbl_width_chars=120, fmt_str_lengths=36, tbl_hide_column_data_types=True):
        for path in sorted(Path(out).glob("*.parquet")):
            frame = pl.read_parquet(path)
            print(f"\n{path.stem}")
            print(frame.select(GLANCE.get(path.stem, frame.columns)))
    print(f"\nOpen {Path(out, 'report.html').resolve()}")
    return 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:2] or ["out/demo"]))
