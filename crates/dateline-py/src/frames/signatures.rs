//! One row per article: what a deduplication index keeps of it, and the same read back.
//!
//! Not one of the frames users see: its columns are the format of the index on disk (`dateline/indexing.py`).

use arrow::array::{Array, MutableBinaryViewArray, PrimitiveArray, StructArray};
use arrow::datatypes::{ArrowDataType, Field};
use arrow::types::NativeType;
use dateline::dedup::{Entry, Kept, samples};
use dateline::{Error, Result};
use polars_arrow as arrow;
use polars_core::error::{PolarsError, PolarsResult};
use polars_core::prelude::Series;

use super::column::times;
use crate::input::read_time;

/// The columns of entries. The shingles are cut in two, so that the sampled ones can be read without the others.
pub(crate) fn signatures(entries: &[Entry]) -> PolarsResult<(Vec<Field>, StructArray)> {
    let texts = |value: fn(&Entry) -> Option<&str>| {
        entries.iter().map(value).collect::<MutableBinaryViewArray<str>>().freeze().boxed()
    };
    let columns = vec![
        ("article_id", texts(|entry| Some(&entry.id))),
        ("outlet", texts(|entry| entry.outlet.as_deref())),
        ("published", times(entries, |entry| entry.published)),
        ("exact", whole(entries, |entry| entry.exact)),
        ("bytes", whole(entries, |entry| entry.bytes)),
        ("style", whole(entries, |entry| u32::from(entry.style))),
        ("words", whole(entries, |entry| entry.words)),
        ("size", whole(entries, |entry| entry.shingles.len() as u32)),
        ("samples", numbers(entries, |entry| samples(&entry.shingles))),
        ("rest", numbers(entries, rest)),
        ("anchors", numbers(entries, |entry| &entry.anchors)),
        ("word_pairs", numbers(entries, |entry| &entry.word_pairs)),
        ("tail", numbers(entries, |entry| &entry.tail)),
    ];
    let field =
        |(name, column): &(&str, Box<dyn Array>)| Field::new((*name).into(), column.dtype().clone(), true);
    let fields: Vec<Field> = columns.iter().map(field).collect();
    let columns = columns.into_iter().map(|(_, column)| column).collect();
    let rows = StructArray::try_new(ArrowDataType::Struct(fields.clone()), entries.len(), columns, None)?;
    Ok((fields, rows))
}

/// The shingles that are no samples.
fn rest(entry: &Entry) -> &[u32] {
    entry.shingles.get(samples(&entry.shingles).len()..).unwrap_or_default()
}

fn whole<V: NativeType>(entries: &[Entry], value: impl Fn(&Entry) -> V) -> Box<dyn Array> {
    entries.iter().map(|entry| Some(value(entry))).collect::<PrimitiveArray<V>>().boxed()
}

/// Lists of numbers as bytes, lowest first: read back in a quarter of the time that Parquet's lists take.
fn numbers<'e>(entries: &'e [Entry], of: impl Fn(&'e Entry) -> &'e [u32]) -> Box<dyn Array> {
    let mut column = MutableBinaryViewArray::<[u8]>::with_capacity(entries.len());
    let mut bytes = Vec::new();
    for entry in entries {
        bytes.clear();
        bytes.extend(of(entry).iter().flat_map(|number| number.to_le_bytes()));
        column.push_value(bytes.as_slice());
    }
    column.freeze().boxed()
}

fn read_numbers(bytes: &[u8]) -> impl Iterator<Item = u32> {
    bytes.as_chunks::<4>().0.iter().map(|four| u32::from_le_bytes(*four))
}

/// The lists of a column, one after another.
pub(crate) struct Lists {
    numbers: Vec<u32>,
    ends: Vec<usize>,
}

impl Lists {
    fn of(&self, row: usize) -> &[u32] {
        let end = |row: Option<usize>| row.and_then(|row| self.ends.get(row)).copied().unwrap_or(0);
        self.numbers.get(end(row.checked_sub(1))..end(Some(row))).unwrap_or_default()
    }
}

/// Columns of an index, read back.
pub(crate) struct Stored<'c>(pub(crate) &'c [Series]);

impl<'c> Stored<'c> {
    /// The entries of all rows.
    pub(crate) fn entries(&self) -> Result<Vec<Entry>> {
        let (ids, outlets, published) =
            (self.texts("article_id")?, self.texts("outlet")?, self.texts("published")?);
        let (exact, bytes) = (self.whole("exact")?, self.whole("bytes")?);
        let (style, words) = (self.whole("style")?, self.whole("words")?);
        let (samples, rest) = (self.lists("samples")?, self.lists("rest")?);
        let (anchors, word_pairs) = (self.lists("anchors")?, self.lists("word_pairs")?);
        let tail = self.lists("tail")?;
        let mut entries = Vec::with_capacity(ids.len());
        for (row, id) in ids.into_iter().enumerate() {
            let number = |column: &[u64]| column.get(row).copied().unwrap_or_default();
            let list =
                |column: &[&[u8]]| column.get(row).map(|bytes| read_numbers(bytes).collect::<Vec<u32>>());
            let published = published.get(row).copied().flatten();
            entries.push(Entry {
                id: id.unwrap_or_default().to_owned(),
                outlet: outlets.get(row).copied().flatten().map(str::to_owned),
                published: published.map(|value| read_time("published", row, value)).transpose()?.flatten(),
                exact: number(&exact),
                bytes: number(&bytes),
                style: number(&style) as u8,
                words: number(&words) as u32,
                shingles: list(&samples).into_iter().chain(list(&rest)).flatten().collect(),
                anchors: list(&anchors).unwrap_or_default(),
                word_pairs: list(&word_pairs).unwrap_or_default(),
                tail: list(&tail).unwrap_or_default(),
            });
        }
        Ok(entries)
    }

    /// Calls `look` with what is looked at of all rows before they are worth reading whole.
    pub(crate) fn look<R>(&self, look: impl FnOnce(&[Kept<'_>]) -> R) -> Result<R> {
        let (exact, words, size) = (self.whole("exact")?, self.whole("words")?, self.whole("size")?);
        let (samples, word_pairs) = (self.read_lists("samples")?, self.read_lists("word_pairs")?);
        let kept = |(row, ((exact, words), size)): (usize, ((u64, u64), u64))| {
            let (samples, word_pairs) = (samples.of(row), word_pairs.of(row));
            Kept { exact, words: words as u32, size: size as u32, samples, word_pairs }
        };
        let rows = exact.into_iter().zip(words).zip(size).enumerate();
        Ok(look(&rows.map(kept).collect::<Vec<_>>()))
    }

    fn column(&self, name: &str) -> Result<&'c Series> {
        let found = self.0.iter().find(|column| column.name().as_str() == name);
        found.ok_or_else(|| Error::usage(format!("this is no index of dateline: it has no column {name}")))
    }

    fn texts(&self, name: &str) -> Result<Vec<Option<&'c str>>> {
        Ok(self.column(name)?.str().map_err(|error| broken(name, &error))?.iter().collect())
    }

    fn whole(&self, name: &str) -> Result<Vec<u64>> {
        let column = self.column(name)?;
        if let Ok(values) = column.u64() {
            return Ok(values.iter().map(Option::unwrap_or_default).collect());
        }
        let values = column.u32().map_err(|error| broken(name, &error))?;
        Ok(values.iter().map(|value| u64::from(value.unwrap_or_default())).collect())
    }

    fn lists(&self, name: &str) -> Result<Vec<&'c [u8]>> {
        let values = self.column(name)?.binary().map_err(|error| broken(name, &error))?;
        Ok(values.iter().map(Option::unwrap_or_default).collect())
    }

    fn read_lists(&self, name: &str) -> Result<Lists> {
        let mut read = Lists { numbers: Vec::new(), ends: Vec::new() };
        for bytes in self.lists(name)? {
            read.numbers.extend(read_numbers(bytes));
            read.ends.push(read.numbers.len());
        }
        Ok(read)
    }
}

fn broken(name: &str, error: &PolarsError) -> Error {
    Error::usage(format!("this is no index of dateline: column {name}: {error}"))
}
