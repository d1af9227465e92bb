"""A new user's first hour, as a test: an empty environment, the wheel with its notebook extra, the seven notebooks.

    python scripts/first_hour.py WHEEL [--pip-option OPTION]...

Makes a virtual environment in a temporary folder, installs `WHEEL[notebook]` into it and nothing else of this project,
starts JupyterLab's kernel from outside the clone, and runs notebooks 01 to 07 unattended: on files of the user's own,
which are written for the purpose, and on the sample corpus. Prints how long each step took; exit code 1 if one failed.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
from itertools import pairwise
from pathlib import Path

ROOT = Path(__file__).parents[1]

#: What a user may have lying about: pasted text, a saved page, a JSONL file. Invented.
FILES = {
    "port.txt": """\
Orvik port reopens

By Tova Lindqvist

ORVIK (Norda) - Norway reopened the port of Orvik on Friday, May 10, 2024, the harbour master said.

“We waited for two days,” said Kari Holm, who owns three boats. Sweden had condemned the closure on Thursday.
""",
    "port-copy.txt": """\
Orvik port reopens

ORVIK (Norda) - Norway reopened the port of Orvik on Friday, May 10, 2024, the harbour master said.

“We waited for three days,” said Kari Holm, who owns three boats. Sweden had condemned the closure on Thursday.
""",
    "envoy.html": """\
<html><head><title>Envoy recalled</title></head><body><h1>Envoy recalled</h1>
<p>Sweden recalled its ambassador from Norway on 3 May 2024, a spokeswoman said in Stockholm.</p>
<p>The ministry declined to comment further on the matter before talks resume next week in Copenhagen.</p></body></html>
""",
    "wire.jsonl": """\
{"id": "w1", "text": "Denmark thanked Finland for sending two ships on Monday.", "published": "2024-05-08"}
{"id": "w2", "text": "Finland accused Freedonia of spying on Tuesday.", "published": "2024-05-08", "outlet": "Post"}
""",
}

#: Runs in the new environment: the kernel that JupyterLab starts, driven by the library JupyterLab brings for it.
DRIVE = """
import sys
import nbformat
from nbclient import NotebookClient

path, folder = sys.argv[1:]
notebook = nbformat.read(path, as_version=4)
NotebookClient(notebook, timeout=600, resources={"metadata": {"path": folder}}).execute()
last = [cell for cell in notebook.cells if cell.cell_type == "code"][-1]
assert any("image/svg+xml" in output.get("data", {}) for output in last.outputs), "no figure at the end"
"""


def step(name: str, command: list[str], **options: object) -> None:
    """Run a command; say how long it took, and end with its output where it failed."""
    began = time.monotonic()
    done = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, check=False, **options)
    took = time.monotonic() - began
    print(f"{name:<52}{'ok' if done.returncode == 0 else 'FAILED':<8}{took:>7.1f} s", flush=True)
    if done.returncode:
        sys.exit(done.stdout[-8_000:])


def main(arguments: list[str]) -> int:
    """Live through the hour."""
    if not arguments:
        sys.exit(__doc__)
    wheel = Path(arguments[0]).resolve()
    pip_options = [value for flag, value in pairwise(arguments[1:]) if flag == "--pip-option"]
    if not wheel.is_file():
        sys.exit(f"{wheel} is no file: make one with `make wheel`")
    with tempfile.TemporaryDirectory(prefix="first-hour-") as name:
        home = Path(name)
        python = home / "env" / ("Scripts" if os.name == "nt" else "bin") / "python"
        environment = {key: value for key, value in os.environ.items() if key not in ("PYTHONPATH", "VIRTUAL_ENV")}
        environment |= {"PIP_DISABLE_PIP_VERSION_CHECK": "1", "JUPYTER_PLATFORM_DIRS": "1"}
        step("an empty environment", [sys.executable, "-m", "venv", str(home / "env")], cwd=home, env=environment)
        install = [str(python), "-m", "pip", "install", "--quiet", *pip_options, f"{wheel}[notebook]"]
        step("pip install of the wheel with [notebook]", install, cwd=home, env=environment)
        check = "import dateline as dl, json; print(json.dumps([dl.__file__, dl.__version__]))"
        where = subprocess.run(
            [str(python), "-c", check], capture_output=True, text=True, check=True, cwd=home, env=environment
        )
        if not json.loads(where.stdout)[0].startswith(str(home)):
            sys.exit(f"dateline was imported from {where.stdout}, not from the environment")
        step("jupyter lab is there", [str(python), "-m", "jupyter", "lab", "--version"], cwd=home, env=environment)

        own = home / "my news"
        own.mkdir()
        for file, content in FILES.items():
            (own / file).write_text(content, "utf-8")
        work = home / "notebooks"
        shutil.copytree(ROOT / "notebooks", work)
        for corpus in (own, None):
            told = environment | ({"DATELINE_CORPUS": str(corpus)} if corpus else {})
            for path in sorted(work.glob("*.ipynb")):
                label = f"{path.stem} on {'own files' if corpus else 'the sample'}"
                step(label, [str(python), "-c", DRIVE, str(path), str(work)], cwd=work, env=told)
    print("the first hour went well")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
