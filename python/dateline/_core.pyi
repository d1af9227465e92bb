"""The Rust side. Users call the functions of `dateline`; these take and give frames as they cross."""

from collections.abc import Callable, Sequence
from typing import final

from dateline._types import ArrowStream

__all__ = [
    "BugError",
    "Column",
    "DatelineError",
    "Frame",
    "FrameSchema",
    "MissingColumnError",
    "Neighbours",
    "OptionError",
    "Reader",
    "WordListError",
    "__version__",
    "alignments",
    "compare",
    "compare_signatures",
    "conllu",
    "days_from_stories",
    "dedup",
    "event_patterns",
    "extract",
    "frame_schemas",
    "guess_columns",
    "issue_words",
    "parse",
    "petrarch_actors",
    "petrarch_verbs",
    "signatures",
    "stories",
    "table_actors",
    "unread_dates",
]

__version__: str

class DatelineError(ValueError): ...
class OptionError(DatelineError): ...
class MissingColumnError(DatelineError): ...
class WordListError(DatelineError): ...
class BugError(DatelineError): ...

@final
class Frame:
    def __arrow_c_stream__(self, requested_schema: object | None = None) -> object: ...
    def __len__(self) -> int: ...

@final
class Column:
    @property
    def name(self) -> str: ...
    @property
    def dtype(self) -> str: ...
    @property
    def kind(self) -> str: ...
    @property
    def about(self) -> str: ...
    @property
    def fields(self) -> list[Column]: ...

@final
class FrameSchema:
    @property
    def name(self) -> str: ...
    @property
    def row(self) -> str: ...
    @property
    def columns(self) -> list[Column]: ...

def frame_schemas() -> list[FrameSchema]: ...
def issue_words() -> list[tuple[str, str]]: ...
def extract(
    frame: ArrowStream,
    wanted: Sequence[str],
    *,
    lists: str | None = None,
    actors: Sequence[str] = ...,
    verbs: str | None = None,
    threads: int | None = None,
    progress: Callable[[int], object] | None = None,
) -> dict[str, Frame]: ...
def petrarch_verbs(path: str) -> tuple[int, int, list[tuple[int, str, str]]]: ...
def petrarch_actors(paths: Sequence[str]) -> tuple[int, int, list[tuple[str, int, str]]]: ...
def table_actors(paths: Sequence[str]) -> int: ...
def dedup(
    frame: ArrowStream,
    *,
    containment: float | None = None,
    least_link: float | None = None,
    drop_furniture: bool = True,
    threads: int | None = None,
    progress: Callable[[int], object] | None = None,
) -> Frame: ...
def alignments(
    frame: ArrowStream,
    pairs: Sequence[tuple[int, int]],
    *,
    threads: int | None = None,
    progress: Callable[[int], object] | None = None,
) -> Frame: ...
def signatures(
    frame: ArrowStream,
    *,
    threads: int | None = None,
    progress: Callable[[int], object] | None = None,
) -> Frame: ...
def compare_signatures(
    frame: ArrowStream,
    *,
    containment: float | None = None,
    least_link: float | None = None,
    drop_furniture: bool = True,
    threads: int | None = None,
) -> Frame: ...

@final
class Neighbours:
    def __new__(cls, frame: ArrowStream, *, containment: float | None = None) -> Neighbours: ...
    def among(self, frame: ArrowStream) -> list[int]: ...

def stories(
    frame: ArrowStream,
    *,
    link: float | None = None,
    days: float | None = None,
    threads: int | None = None,
    progress: Callable[[int], object] | None = None,
) -> Frame: ...
def compare(
    frame: ArrowStream,
    stories: Sequence[int],
    wanted: Sequence[str],
    *,
    lists: str | None = None,
    threads: int | None = None,
    progress: Callable[[int], object] | None = None,
) -> dict[str, Frame]: ...
def days_from_stories(
    frame: ArrowStream,
    stories: Sequence[int],
    *,
    lists: str | None = None,
    threads: int | None = None,
) -> list[tuple[int, str | None, str, str]]: ...
def parse(
    frame: ArrowStream,
    *,
    keep_raw: bool = False,
    lists: str | None = None,
    threads: int | None = None,
    progress: Callable[[int], object] | None = None,
) -> Frame: ...
def conllu(text: bytes, *, gold_tokens: bool = False, lists: str | None = None) -> bytes: ...
def event_patterns(kind: str, *, lists: str | None = None) -> str | None: ...
def unread_dates(values: Sequence[str]) -> list[str]: ...
def guess_columns(names: Sequence[str], *, columns: Sequence[tuple[str, str]] = ...) -> list[tuple[str, str]]: ...

@final
class Reader:
    def __new__(
        cls,
        paths: Sequence[str],
        *,
        columns: Sequence[tuple[str, str]] = ...,
        keep_raw: bool = False,
        lists: str | None = None,
        in_ids: bool = False,
    ) -> Reader: ...
    def batch(
        self, most: int, *, threads: int | None = None, progress: Callable[[int], object] | None = None
    ) -> Frame | None: ...
