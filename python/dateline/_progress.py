"""One line that shows how far a run has come, where somebody is watching."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any, Protocol

from dateline._core import OptionError
from dateline._types import Progress

#: A run shorter than this shows nothing.
PATIENCE = 1.0
#: The line is drawn anew this often.
EVERY = 0.1
WIDTH = 30


class _Line(Protocol):
    def draw(self, text: str) -> None: ...
    def end(self) -> None: ...


class _Terminal:
    """The line is written over itself, and wiped at the end."""

    def draw(self, text: str) -> None:
        sys.stderr.write(f"\r\033[K{text}")
        sys.stderr.flush()

    def end(self) -> None:
        sys.stderr.write("\r\033[K")
        sys.stderr.flush()


class _Notebook:
    """One output of the cell, changed in place."""

    def __init__(self) -> None:
        from IPython.display import display  # type: ignore[import-not-found, unused-ignore]

        # What IPython types, and how, depends on its version.
        self._handle: Any = display({"text/plain": ""}, raw=True, display_id=True)  # type: ignore[no-untyped-call, unused-ignore]

    def draw(self, text: str) -> None:
        self._handle.update({"text/plain": text}, raw=True)

    def end(self) -> None:
        self._handle.update({"text/plain": ""}, raw=True)


class Bar:
    """Counts articles and draws a line about them once the run has taken over a second."""

    def __init__(self, total: int | None, label: str, open_line: Callable[[], _Line]) -> None:
        self._total = total
        self._label = label
        self._open = open_line
        self._line: _Line | None = None
        self._began = time.monotonic()
        self._drawn = 0.0

    def __call__(self, done: int) -> None:
        now = time.monotonic()
        if now - self._began < PATIENCE or now - self._drawn < EVERY:
            return
        self._drawn = now
        self._line = self._line or self._open()
        self._line.draw(self._text(done, now - self._began))

    def _text(self, done: int, seconds: float) -> str:
        pace = f"{done / seconds:,.0f}/s"
        if not self._total:
            return f"{self._label}: {done:,} articles, {pace}"
        full = WIDTH * min(done, self._total) // self._total
        return f"{self._label}: [{'#' * full}{'.' * (WIDTH - full)}] {done:,} of {self._total:,} articles, {pace}"

    def close(self) -> None:
        """Take the line away."""
        if self._line:
            self._line.end()


@contextmanager
def shown(progress: Progress, total: int | None, label: str) -> Iterator[Callable[[int], object] | None]:
    """Yield what the Rust side calls with the number of articles done; None where nobody is watching."""
    if callable(progress):
        yield progress
        return
    if progress is not None and not isinstance(progress, bool):
        raise OptionError(f"progress={progress!r}; give True, False, None, or a function that takes a number")
    open_line = _line_for_here(progress)
    if open_line is None:
        yield None
        return
    bar = Bar(total, label, open_line)
    try:
        yield bar
    finally:
        bar.close()


def _line_for_here(progress: bool | None) -> Callable[[], _Line] | None:
    if progress is False:
        return None
    if _in_notebook():
        return _Notebook
    if progress or sys.stderr.isatty():
        return _Terminal
    return None


def _in_notebook() -> bool:
    shell = sys.modules.get("IPython")
    here = shell and shell.get_ipython()
    return bool(here) and "IPKernelApp" in getattr(here, "config", {})
