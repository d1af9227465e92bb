"""Every notebook runs unattended, on the sample and on files of a user's own; what is committed holds no error."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import pytest

pytest.importorskip("nbclient")
pytest.importorskip("vl_convert")

ROOT = Path(__file__).parents[2]
NOTEBOOKS = sorted((ROOT / "notebooks").glob("*.ipynb"))
sys.path.insert(0, str(ROOT / "scripts"))

#: Files of a user's own: pasted text, a page and a table, with nothing of the sample in them.
OWN = {
    "one.txt": "Orvik port reopens\n\nORVIK (Norda) - Norway reopened the port of Orvik on Friday, the harbour master said.\n\n"
    "“We waited for two days,” said Kari Holm, who owns three boats. Sweden had condemned the closure on Thursday.",
    "two.html": "<html><head><title>Envoy recalled</title></head><body><h1>Envoy recalled</h1><p>Sweden recalled its ambassador "
    "from Norway on 3 May 2024, a spokeswoman said in Stockholm.</p><p>The ministry declined to comment further on the matter "
    "before talks resume next week.</p></body></html>",
    "three.jsonl": '{"id": "x", "text": "Denmark thanked Finland for sending two ships on Monday.", "published": "2024-05-08"}\n',
}


def test_there_are_seven():
    assert [path.name[:2] for path in NOTEBOOKS] == ["01", "02", "03", "04", "05", "06", "07"]


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_runs_unattended_on_files_of_ones_own(path, tmp_path, monkeypatch):
    from notebooks import execute

    for name, content in OWN.items():
        (tmp_path / name).write_text(content, "utf-8")
    monkeypatch.setenv("DATELINE_CORPUS", str(tmp_path))
    executed = execute(path)
    assert not [
        output for cell in executed.cells for output in cell.get("outputs", []) if output.output_type == "error"
    ]


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_what_is_committed_was_run_and_ends_in_a_figure(path):
    cells = [cell for cell in json.loads(path.read_text("utf-8"))["cells"] if cell["cell_type"] == "code"]
    outputs = [output for cell in cells for output in cell["outputs"]]
    assert all(cell["execution_count"] for cell in cells)
    assert not [output for output in outputs if output["output_type"] == "error" or output.get("name") == "stderr"]
    assert "image/svg+xml" in cells[-1]["outputs"][-1]["data"]
    assert path.stat().st_size < 300_000
    assert "/home/" not in path.read_text("utf-8")
