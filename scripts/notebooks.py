"""Executes the notebooks unattended, in the environment it is run in, and keeps their outputs.

    python scripts/notebooks.py [--check] [NAME...]

`--check` executes and keeps nothing. Exit code 1 if a cell fails; the cell and its error are printed.
"""

from __future__ import annotations

import sys
from pathlib import Path

import nbformat
from nbclient import NotebookClient
from nbclient.exceptions import CellExecutionError

FOLDER = Path(__file__).parents[1] / "notebooks"
#: Seconds a cell may take.
PATIENCE = 300


def execute(path: Path) -> nbformat.NotebookNode:
    """Run every cell of a notebook in a fresh kernel; return it with the new outputs."""
    notebook = nbformat.read(path, as_version=4)
    for cell in notebook.cells:
        cell.pop("outputs", None) if cell.cell_type != "code" else cell.update(outputs=[], execution_count=None)
    NotebookClient(
        notebook, timeout=PATIENCE, record_timing=False, resources={"metadata": {"path": str(path.parent)}}
    ).execute()
    notebook.metadata = {
        "kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"},
        "language_info": {"name": "python"},
    }
    return notebook


def main(arguments: list[str]) -> int:
    """Execute the notebooks named, or all."""
    check = "--check" in arguments
    names = [name for name in arguments if name != "--check"]
    paths = [Path(name) for name in names] or sorted(FOLDER.glob("*.ipynb"))
    failed = 0
    for path in paths:
        try:
            notebook = execute(path)
        except CellExecutionError as error:
            print(f"{path.name}: failed\n{error}", flush=True)
            failed += 1
            continue
        if not check:
            nbformat.write(notebook, path)
        print(f"{path.name}: {sum(cell.cell_type == 'code' for cell in notebook.cells)} cells ran", flush=True)
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
