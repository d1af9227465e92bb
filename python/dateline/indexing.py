"""Deduplication from day to day: an index on disk of the articles seen so far.

A folder with Parquet files of signatures (`part-000001.parquet`, ...; hashes as bytes, four a number, lowest first),
beside them lists of row numbers that were removed, and `manifest.json`, which says which of them count. Parquet files
are never changed: a step writes new ones, then puts a new manifest in the place of the old one in a single move.
Whenever a step is cut off, the old manifest stands with all the files it names.
"""

from __future__ import annotations

import json
import os
import shutil
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import IO, Any

import polars as pl

from dateline import _core, schema
from dateline._core import DatelineError, MissingColumnError, OptionError
from dateline._input import articles, as_frame, as_text
from dateline._options import number, path_of, threads_of, yes_or_no
from dateline._progress import shown
from dateline._types import Articles, Progress

_MANIFEST = "manifest.json"
_FORMAT = 2

#: Columns that say whether an old article is worth comparing.
_KEPT = ("exact", "words", "size", "samples", "word_pairs")

#: Signatures are looked through so many at a time.
_BATCH = 32_768

#: Parts below this many rows are joined with what is added next, so that daily use does not leave thousands of files.
_SMALL = 65_536

#: Few rows a group, so that single articles can be read without the thousands around them.
_GROUP = 1024


@dataclass(frozen=True)
class _Part:
    """A Parquet file of signatures, and the rows of it that were removed since."""

    file: str
    rows: int
    removed: str | None = None
    removed_rows: int = 0


@dataclass(frozen=True)
class _Manifest:
    """What the index consists of."""

    parts: tuple[_Part, ...] = ()
    #: The next number for a file.
    next: int = 1
    #: The Polars type of the ids; None while there are none.
    ids: str | None = None


class DedupIndex:
    """Articles seen so far, on disk, so that new ones can be held against them.

    Open one with `DedupIndex.open`. The index keeps no text: of each article the hashes of all its five-word runs, of
    its names and numbers, its id, outlet and date; some 2 kB. Similarities are therefore counted as exactly as in
    `dedup`; the passages themselves (`alignments`) need the texts. `len(index)` is the number of articles. A
    process that changes the index waits until no other does. The methods say what they raise.

    Examples
    --------
    >>> import dateline as dl, tempfile
    >>> wire = "Orvik harbour was closed on Friday after a tanker ran aground near the pier."
    >>> folder = tempfile.TemporaryDirectory()
    >>> index = dl.DedupIndex.open(folder.name + "/seen")
    >>> found = index.add({"article_id": ["monday-1"], "text": [wire], "published": ["2024-05-06"]})
    >>> found = index.add({"article_id": ["tuesday-1"], "text": [wire.upper()], "published": ["2024-05-07"]})
    >>> found.select("article_id", "duplicate_of", "relation").row(0)
    ('tuesday-1', 'monday-1', 'exact')
    >>> len(index)
    2
    >>> folder.cleanup()

    """

    def __init__(self, path: Path, options: dict[str, Any]) -> None:
        self._path = path
        self._options = options

    @classmethod
    def open(
        cls,
        path: str | Path,
        *,
        containment: float | None = None,
        least_link: float | None = None,
        drop_furniture: bool = True,
    ) -> DedupIndex:
        """Open the index in the folder `path`; an empty one is begun where there is none.

        The options are those of `dedup`, and hold for this object; they are not stored. Returns the index.

        Raises
        ------
        OptionError
            If the folder holds something else than an index, or an option is out of range.
        DatelineError
            If the index was written by another version in a format this one does not read, or its manifest is broken.

        Examples
        --------
        >>> import dateline as dl, tempfile
        >>> with tempfile.TemporaryDirectory() as folder:
        ...     len(dl.DedupIndex.open(folder))
        0

        """
        shares = {
            name: None if share is None else number(name, share, low=0, high=1)
            for name, share in (("containment", containment), ("least_link", least_link))
        }
        drop_furniture = yes_or_no("drop_furniture", drop_furniture)
        folder = path_of("path", path)
        if folder.exists() and not folder.is_dir():
            raise OptionError(f"{folder} is a file; give a folder for the index")
        folder.mkdir(parents=True, exist_ok=True)
        index = cls(folder, {**shares, "drop_furniture": drop_furniture})
        if not (folder / _MANIFEST).exists():
            strangers = [file.name for file in folder.iterdir() if not _is_ours(file.name)]
            if strangers:
                raise OptionError(f"{folder} is no deduplication index, and not empty: it holds {strangers[0]}")
            with index._changing():
                if not (folder / _MANIFEST).exists():
                    index._commit(_Manifest())
        index._manifest()
        return index

    def add(self, frame: Articles, *, threads: int | None = None, progress: Progress = None) -> pl.DataFrame:
        """Add articles; tell which of them are copies of articles seen before, or of one another.

        The old articles that share enough with a new one are read and compared with the new ones exactly as `dedup`
        would. What an outlet prints under every article is recognized among these alone; `duplicates` looks at all.

        Parameters
        ----------
        frame
            Articles as for `dedup`, with `article_id` (String or whole numbers) that no other article of the index has.
        threads, progress
            As for `sentences`.

        Returns
        -------
        A row per new article, in the order given, with the columns of `dedup`; `duplicate_of` and `nearest` may name
        old articles. `cluster` numbers hold for this answer only.

        Raises
        ------
        MissingColumnError
            If the frame has no column `text` or `article_id`.
        OptionError
            If an id is missing, comes twice, or is known already: then nothing is added.

        Examples
        --------
        >>> import dateline as dl, tempfile
        >>> with tempfile.TemporaryDirectory() as folder:
        ...     index = dl.DedupIndex.open(folder)
        ...     text = "Orvik harbour was closed on Friday after a tanker ran aground near the pier."
        ...     found = index.add({"article_id": ["a", "b"], "text": [text, text]})
        ...     found["relation"].to_list()
        ['original', 'exact']

        """
        threads = threads_of(threads)
        columns, ids = _with_ids(frame)
        with self._changing() as manifest:
            dtype = _same_ids(manifest, ids)
            known = self._find(manifest, ids)
            if known:
                raise OptionError(f"the index already holds the article {known[0]!r}; remove it first, or leave it out")
            with shown(progress, columns.height, "index") as report:
                new = pl.DataFrame(_core.signatures(columns, threads=threads, progress=report))
            old = self._near(manifest, new)
            found = self._compare(pl.concat([old, new]), dtype, threads).tail(new.height)
            self._append(replace(manifest, ids=dtype), new)
        numbers = {cluster: number for number, cluster in enumerate(dict.fromkeys(found["cluster"]))}
        return found.with_columns(pl.col("cluster").replace_strict(numbers, return_dtype=pl.UInt32))

    def remove(self, ids: Iterable[object]) -> int:
        """Forget articles; return how many of the ids were known.

        Raises `OptionError` where `ids` is no list of ids. Ids that are not known raise nothing.

        >>> import dateline as dl, tempfile
        >>> with tempfile.TemporaryDirectory() as folder:
        ...     index = dl.DedupIndex.open(folder)
        ...     _ = index.add({"article_id": ["a", "b"], "text": ["It rained.", "It snowed."]})
        ...     index.remove(["a", "z"]), len(index)
        (1, 1)
        """
        if isinstance(ids, str | bytes) or not isinstance(ids, Iterable):
            raise OptionError(f"ids={ids!r}; give a list of article ids")
        gone = pl.Series("article_id", [None if value is None else str(value) for value in ids], dtype=pl.String)
        with self._changing() as manifest:
            parts, removed = [], 0
            number = manifest.next
            for part in manifest.parts:
                rows = (
                    self._scan(part).filter(pl.col("article_id").is_in(gone.implode())).select("row").collect()["row"]
                )
                if rows.len():
                    removed += rows.len()
                    dead = pl.concat([self._dead(part), rows]).sort()
                    name = f"removed-{number:06}.parquet"
                    number += 1
                    self._write(name, dead.to_frame())
                    part = replace(part, removed=name, removed_rows=dead.len())
                parts.append(part)
            if removed:
                self._commit(replace(manifest, parts=tuple(parts), next=number))
        return removed

    def merge(self, other: DedupIndex) -> None:
        """Take over all articles of another index, which stays as it is.

        Raises
        ------
        OptionError
            If both hold an article with the same id, or ids of different types: then nothing is taken over.

        Returns nothing.

        Examples
        --------
        >>> import dateline as dl, tempfile
        >>> with tempfile.TemporaryDirectory() as one, tempfile.TemporaryDirectory() as two:
        ...     index, other = dl.DedupIndex.open(one), dl.DedupIndex.open(two)
        ...     _ = other.add({"article_id": ["a"], "text": ["It rained."]})
        ...     index.merge(other)
        ...     len(index)
        1

        """
        if not isinstance(other, DedupIndex):
            raise OptionError(f"other={other!r}; give an index that DedupIndex.open returned")
        if other._path.resolve() == self._path.resolve():
            raise OptionError("an index cannot be merged with itself")
        with self._changing() as manifest, other._changing() as theirs:
            if manifest.ids and theirs.ids and manifest.ids != theirs.ids:
                raise OptionError(f"the ids of one index are {manifest.ids}, those of the other {theirs.ids}")
            parts, number = list(manifest.parts), manifest.next
            for part in theirs.parts:
                for ids in other._scan(part).select("article_id").collect_batches(chunk_size=_BATCH):
                    known = self._find(manifest, ids["article_id"])
                    if known:
                        raise OptionError(f"both indexes hold the article {known[0]!r}; remove it from one of them")
            for part in theirs.parts:
                copied = replace(part, file=f"part-{number:06}.parquet")
                self._copy(other._path / part.file, copied.file)
                if part.removed is not None:
                    copied = replace(copied, removed=f"removed-{number:06}.parquet")
                    self._copy(other._path / part.removed, f"removed-{number:06}.parquet")
                number += 1
                parts.append(copied)
            self._commit(_Manifest(tuple(parts), number, manifest.ids or theirs.ids))

    def duplicates(self, *, threads: int | None = None) -> pl.DataFrame:
        """Return what `dedup` says about all articles of the index in one batch, in the order they were added.

        Needs memory for all signatures: some 2 kB an article. Columns are those of `dedup`. Raises `OptionError` where
        `threads` is no count.

        >>> import dateline as dl, tempfile
        >>> with tempfile.TemporaryDirectory() as folder:
        ...     index = dl.DedupIndex.open(folder)
        ...     _ = index.add({"article_id": ["a"], "text": ["It rained."]})
        ...     index.duplicates().select("article_id", "relation").rows()
        [('a', 'original')]
        """
        threads = threads_of(threads)
        manifest = self._manifest()
        if not manifest.parts:
            return schema.empty("duplicates")
        everything = pl.concat([self._read(part) for part in manifest.parts])
        return self._compare(everything, manifest.ids or "String", threads)

    def ids(self) -> pl.Series:
        """Return the ids of all articles, in the order they were added: a Series of String or whole numbers.

        Raises `DatelineError` where the folder is no index any more.

        >>> import dateline as dl, tempfile
        >>> with tempfile.TemporaryDirectory() as folder:
        ...     index = dl.DedupIndex.open(folder)
        ...     _ = index.add({"article_id": [7, 3], "text": ["It rained.", "It snowed."]})
        ...     index.ids().to_list()
        [7, 3]
        """
        manifest = self._manifest()
        read = [self._read(part, "article_id")["article_id"] for part in manifest.parts]
        ids = pl.concat(read) if read else pl.Series("article_id", [], dtype=pl.String)
        return ids.cast(_type(manifest.ids or "String"))

    def __len__(self) -> int:
        return sum(part.rows - part.removed_rows for part in self._manifest().parts)

    def __repr__(self) -> str:
        return f"<dateline.DedupIndex: {len(self):,} articles in {self._path}>"

    def _compare(self, signatures: pl.DataFrame, dtype: str, threads: int | None) -> pl.DataFrame:
        rows = pl.DataFrame(_core.compare_signatures(_readable(signatures), threads=threads, **self._options))
        ids = signatures["article_id"].cast(_type(dtype))
        return rows.with_columns(
            ids.gather(rows[name]).alias(name) for name in ("article_id", "duplicate_of", "nearest")
        )

    def _near(self, manifest: _Manifest, new: pl.DataFrame) -> pl.DataFrame:
        """Return the signatures of old articles that share enough with new ones, passing all by in batches."""
        wanted = _core.Neighbours(_readable(new), containment=self._options["containment"])
        near = [new.clear()]
        for part in manifest.parts:
            rows = [pl.Series("row", [], dtype=pl.UInt32)]
            looked_at = self._scan(part).select("row", *_KEPT)
            for batch in looked_at.collect_batches(chunk_size=_BATCH, maintain_order=True):
                rows.append(batch["row"].gather(wanted.among(batch)))
            found = pl.concat(rows)
            if found.len():
                near.append(self._scan(part).filter(pl.col("row").is_in(found.implode())).drop("row").collect())
        return pl.concat(near)

    def _find(self, manifest: _Manifest, ids: pl.Series) -> list[object]:
        """Return those of the ids that the index holds."""
        asked = ids.cast(pl.String).implode()
        for part in manifest.parts:
            held = self._scan(part).select("article_id").filter(pl.col("article_id").is_in(asked)).collect()
            if held.height:
                return held["article_id"].cast(ids.dtype).to_list()
        return []

    def _append(self, manifest: _Manifest, new: pl.DataFrame) -> None:
        """Write a part with the new signatures, and those of small parts before it."""
        parts = list(manifest.parts)
        while parts and parts[-1].rows <= min(new.height, _SMALL):
            new = pl.concat([self._read(parts.pop()), new])
        if new.height:
            name = f"part-{manifest.next:06}.parquet"
            self._write(name, new)
            parts.append(_Part(name, new.height))
        self._commit(replace(manifest, parts=tuple(parts), next=manifest.next + 1))

    def _scan(self, part: _Part) -> pl.LazyFrame:
        """Return the rows of a part that were not removed, with their number in `row`."""
        rows = pl.scan_parquet(self._path / part.file, row_index_name="row")
        if part.removed is None:
            return rows
        return rows.filter(~pl.col("row").is_in(self._dead(part).implode()))

    def _read(self, part: _Part, *columns: str) -> pl.DataFrame:
        """Return the rows of a part that were not removed, in their order, with all columns or these."""
        rows = self._scan(part)
        return (rows.select("row", *columns) if columns else rows).collect().sort("row").drop("row")

    def _dead(self, part: _Part) -> pl.Series:
        if part.removed is None:
            return pl.Series("row", [], dtype=pl.UInt32)
        return pl.read_parquet(self._path / part.removed)["row"]

    def _manifest(self) -> _Manifest:
        file = self._path / _MANIFEST
        try:
            stored = json.loads(file.read_text(encoding="utf-8"))
            if stored["format"] != _FORMAT:
                raise DatelineError(
                    f"{self._path} was written in format {stored['format']}; this version reads {_FORMAT}"
                )
            parts = tuple(_Part(**part) for part in stored["parts"])
            return _Manifest(parts, stored["next"], stored["ids"])
        except (json.JSONDecodeError, KeyError, TypeError) as error:
            raise DatelineError(f"{file} is no manifest of a deduplication index: {error}") from error

    def _commit(self, manifest: _Manifest) -> None:
        """Make the manifest the one that counts, in one move; then clear away what no longer counts."""
        stored = {"format": _FORMAT, **asdict(manifest)}
        aside = self._path / f"{_MANIFEST}.tmp"
        aside.write_text(json.dumps(stored, indent=1) + "\n", encoding="utf-8")
        _to_disk(aside)
        os.replace(aside, self._path / _MANIFEST)
        _to_disk(self._path)
        used = {name for part in manifest.parts for name in (part.file, part.removed)}
        for file in self._path.glob("*.parquet"):
            if file.name not in used and _is_ours(file.name):
                file.unlink(missing_ok=True)

    def _write(self, name: str, frame: pl.DataFrame) -> None:
        # Hashes cannot be compressed.
        frame.write_parquet(self._path / name, compression="uncompressed", row_group_size=_GROUP)
        _to_disk(self._path / name)

    def _copy(self, source: Path, name: str) -> None:
        shutil.copyfile(source, self._path / name)
        _to_disk(self._path / name)

    @contextmanager
    def _changing(self) -> Iterator[_Manifest]:
        """Keep other processes from changing the index meanwhile; the lock falls with the process."""
        with (self._path / "lock").open("a", encoding="utf-8") as lock:
            try:
                _lock(lock)
            except OSError as error:
                raise DatelineError(f"{self._path} is being changed by another process; try again") from error
            yield self._manifest() if (self._path / _MANIFEST).exists() else _Manifest()


def _is_ours(name: str) -> bool:
    return name in ("lock", f"{_MANIFEST}.tmp") or name.startswith(("part-", "removed-"))


def _with_ids(frame: Articles) -> tuple[pl.DataFrame, pl.Series]:
    """Return the columns that are read, and the ids, which must tell the articles apart."""
    given = as_frame(frame, columns=("text", "outlet", "published"))
    if "article_id" not in given.columns:
        names = ", ".join(given.columns)
        raise MissingColumnError(
            f"the frame has no column `article_id`, which an index needs; its columns are: {names}"
        )
    columns, ids = articles(given, columns=("text", "outlet", "published"))
    if ids.null_count():
        raise OptionError(f"article {ids.is_null().arg_true()[0]} has no id; every article of an index needs one")
    twice = ids.filter(ids.is_duplicated())
    if twice.len():
        raise OptionError(f"two of the articles have the id {twice[0]!r}")
    return columns.with_columns(ids.cast(pl.String).alias("article_id")), ids


def _same_ids(manifest: _Manifest, ids: pl.Series) -> str:
    """Return the type of the ids, which must be that of the ids before."""
    dtype = str(ids.dtype)
    if not (ids.dtype == pl.String or ids.dtype.is_integer()):
        raise OptionError(f"column `article_id` is {dtype}; an index takes String or whole numbers")
    if manifest.ids not in (None, dtype):
        raise OptionError(f"column `article_id` is {dtype}; the ids of this index are {manifest.ids}")
    return dtype


def _type(name: str) -> Any:
    return getattr(pl, name)


def _readable(signatures: pl.DataFrame) -> pl.DataFrame:
    """Return signatures as the Rust side takes them: dates as text."""
    return signatures.with_columns(as_text(signatures["published"], "published"))


def _to_disk(path: Path) -> None:
    """Make sure that a file, or a folder's list of files, outlives a power cut."""
    if os.name == "nt" and path.is_dir():
        return
    handle = os.open(path, os.O_RDONLY if path.is_dir() else os.O_RDWR)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


if sys.platform == "win32":
    import msvcrt

    def _lock(file: IO[str]) -> None:
        msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)

else:
    import fcntl

    def _lock(file: IO[str]) -> None:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
