"""Where the gold lies, how it is read, and what identifies its state."""

from __future__ import annotations

import hashlib
import importlib.util
import json
import os
from pathlib import Path
from types import ModuleType
from typing import Any

#: The gold is not part of the project (much of it may not be redistributed).
FOLDER = Path(os.environ.get("DATELINE_EVAL", "../shared/eval"))


def path(name: str) -> Path:
    """The path of a file below the gold folder."""
    return FOLDER / name


def lines(name: str) -> list[dict[str, Any]]:
    """The records of a JSONL file."""
    with path(name).open(encoding="utf-8") as file:
        return [json.loads(line) for line in file if line.strip()]


def scorer(name: str) -> ModuleType:
    """A scorer that lies beside the gold, as a module."""
    spec = importlib.util.spec_from_file_location(Path(name).stem, path(name))
    if spec is None or spec.loader is None:
        raise FileNotFoundError(path(name))
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def seeds() -> tuple[dict[str, Any], Path]:
    """The hand-made gold of the five seed articles, and the folder that holds their texts."""
    folder = FOLDER.parent / "seeds"
    return json.loads((folder / "gold.json").read_text(encoding="utf-8")), folder


def digest() -> str:
    """A short hash of the names and contents of all gold files: floors hold for one state of the gold."""
    found = hashlib.sha256()
    for file in sorted(FOLDER.rglob("*")):
        if file.is_file() and "__pycache__" not in file.parts:
            found.update(str(file.relative_to(FOLDER)).encode())
            found.update(hashlib.sha256(file.read_bytes()).digest())
    return found.hexdigest()[:16]
