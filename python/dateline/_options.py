"""What a call was asked to do, checked before any work: each message names the option and what it may be."""

from __future__ import annotations

import math
import operator
import os
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any, TypedDict

from dateline._core import OptionError

#: More threads than this is a slip of the finger.
MOST_THREADS = 4096


class Running(TypedDict):
    """How the Rust side runs."""

    lists: str | None
    threads: int | None


def running(lists: object, threads: object) -> Running:
    """Return the options that nearly every call has, as the Rust side takes them."""
    return {"lists": lists_of(lists), "threads": threads_of(threads)}


def threads_of(threads: object) -> int | None:
    """Return a number of threads; None for all cores."""
    if threads is None:
        return None
    count = _whole(threads)
    if count is None or not 1 <= count <= MOST_THREADS:
        raise OptionError(
            f"threads={threads!r} is no count of threads; give a whole number from 1 to {MOST_THREADS:,}, "
            "or None for all cores"
        )
    return count


def lists_of(lists: object) -> str | None:
    """Return the folder of word lists; None for the built-in ones."""
    if lists is None:
        return None
    if not isinstance(lists, str | os.PathLike):
        raise OptionError(f"lists={lists!r} is no folder; give the path of a folder with word lists, or None")
    folder = os.fspath(lists)
    if os.path.isfile(folder):
        raise OptionError(f"lists={folder!r} is a file; give the folder that holds your word lists")
    return str(folder)


def yes_or_no(name: str, value: object) -> bool:
    """Return a switch."""
    if not isinstance(value, bool):
        raise OptionError(f"{name}={value!r}; give True or False")
    return value


def whole(name: str, value: object, *, least: int | None = 1) -> int:
    """Return a whole number that is at least `least`."""
    number = _whole(value)
    if number is None or (least is not None and number < least):
        raise OptionError(f"{name}={value!r}; give a whole number" + ("" if least is None else f", {least} or more"))
    return number


def _whole(value: Any) -> int | None:
    if isinstance(value, bool):
        return None
    try:
        return operator.index(value)
    except TypeError:
        return None


def number(name: str, value: Any, *, low: float, high: float = math.inf) -> float:
    """Return a number within bounds, both allowed."""
    try:
        fits = not isinstance(value, str | bool) and bool(low <= value <= high)
    except (TypeError, ValueError):
        fits = False
    if not fits:
        allowed = f"{low:g} or more" if high == math.inf else f"{low:g} to {high:g}"
        raise OptionError(f"{name}={value!r} is out of range; give a number, {allowed}")
    return float(value)


def one_of(name: str, value: object, known: Iterable[str]) -> str:
    """Return one of the words that are known."""
    known = list(known)
    if not isinstance(value, str) or value not in known:
        raise OptionError(f"{name}={value!r}; give one of {', '.join(known)}")
    return value


def words(name: str, value: object, what: str = "a name or a list of names") -> list[str]:
    """Return one or several words as a list, each once."""
    if isinstance(value, str):
        return [value]
    if not isinstance(value, Iterable) or isinstance(value, bytes | Mapping):
        raise OptionError(f"{name}={value!r}; give {what}")
    found = list(dict.fromkeys(value))
    for word in found:
        if not isinstance(word, str):
            raise OptionError(f"{name}= holds {word!r}; give {what}")
    return found


def path_of(name: str, value: object) -> Path:
    """Return a path."""
    if not isinstance(value, str | os.PathLike) or isinstance(os.fspath(value), bytes):
        raise OptionError(f"{name}={value!r} is no path; give a text or a pathlib.Path")
    return Path(value)


def column_names(columns: object) -> list[tuple[str, str]]:
    """Return which column holds what, as pairs."""
    if columns is None:
        return []
    if not isinstance(columns, Mapping):
        raise OptionError(f"columns={columns!r}; give a mapping of field to column, such as {{'text': 'artikel'}}")
    for field, name in columns.items():
        if not (isinstance(field, str) and isinstance(name, str)):
            raise OptionError(f"columns= has {field!r}: {name!r}; give names as texts, such as {{'text': 'artikel'}}")
    return list(columns.items())


def made_by(name: str, value: object, kind: type, maker: str) -> None:
    """Check that an option is what a call of ours made."""
    if not isinstance(value, kind):
        raise OptionError(f"{name}={value!r}; give what {maker} returned")


def paths_of(paths: Any, otherwise: str) -> list[str]:
    """Return one or several paths as texts."""
    if isinstance(paths, str | os.PathLike):
        paths = [paths]
    if isinstance(paths, bytes) or not isinstance(paths, Sequence):
        raise OptionError(f"expected a path or a list of paths, not {type(paths).__name__}{otherwise}")
    for path in paths:
        if not isinstance(path, str | os.PathLike) or isinstance(os.fspath(path), bytes):
            raise OptionError(f"expected a path or a list of paths; the list holds {path!r}")
    return [str(os.fspath(path)) for path in paths]
