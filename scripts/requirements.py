"""Prints the requirements of a group or extra of pyproject.toml, one a line, for pip."""

import sys
import tomllib
from pathlib import Path


def main() -> None:
    if sys.argv[1:] == ["--check-python"]:
        return
    project = tomllib.loads(Path(__file__).parents[1].joinpath("pyproject.toml").read_text("utf-8"))
    wanted = sys.argv[1]
    extras = project["project"]["optional-dependencies"]
    print("\n".join(project["dependency-groups"].get(wanted) or extras[wanted]))


if __name__ == "__main__":
    if sys.version_info < (3, 11):
        sys.exit("dateline needs CPython 3.11 or newer; name one with: make PYTHON=python3.12 ...")
    main()
