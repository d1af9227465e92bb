"""Results appear whole or not at all: written aside, then moved into place."""

from __future__ import annotations

import errno
import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from dateline._options import path_of


@contextmanager
def file_aside(target: str | Path) -> Iterator[Path]:
    """Yield a path beside `target` to write to; at the end it takes the place of `target`, or vanishes on failure."""
    target = path_of("path", target)
    if target.is_dir():
        raise IsADirectoryError(errno.EISDIR, "this is a folder; give the name of a file", str(target))
    target.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(prefix=f".{target.name}.", dir=target.parent)
    os.close(handle)
    aside = Path(name)
    try:
        yield aside
        _usual_mode(aside)
        aside.replace(target)
    finally:
        aside.unlink(missing_ok=True)


@contextmanager
def folder_aside(target: str | Path) -> Iterator[Path]:
    """Yield a folder to write to; at the end its files move into `target`, or vanish on failure."""
    target = path_of("folder", target)
    if target.exists() and not target.is_dir():
        raise FileExistsError(errno.EEXIST, "this is a file; give the name of a folder", str(target))
    target.mkdir(parents=True, exist_ok=True)
    aside = Path(tempfile.mkdtemp(prefix=".dateline.", dir=target))
    try:
        yield aside
        for path in sorted(aside.iterdir()):
            path.replace(target / path.name)
    finally:
        shutil.rmtree(aside, ignore_errors=True)


def _usual_mode(path: Path) -> None:
    """`mkstemp` makes a file for its owner alone; give it the mode that `open` would."""
    mask = os.umask(0)
    os.umask(mask)
    path.chmod(0o666 & ~mask)
