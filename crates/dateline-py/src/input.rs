//! Columns of the user's frame as articles.
//!
//! Python has already picked the columns, made them String, and checked that `text` is there (`python/dateline/_input.py`).

use std::ops::Range;

use dateline::article::ArticleView;
use dateline::lexicon::Country;
use dateline::raw::{Kind, Raw};
use dateline::{Error, Result, dedup, story};
use jiff::civil::{Date, DateTime};
use polars_core::prelude::Series;
use pyo3::prelude::*;

use crate::stream::import;

/// The user's articles, held while the core borrows from them.
pub(crate) struct Table {
    columns: Vec<Series>,
    rows: usize,
}

impl Table {
    /// Takes over a frame.
    pub(crate) fn of(frame: &Bound<'_, PyAny>) -> PyResult<Self> {
        let columns = import(frame)?;
        let rows = columns.first().map_or(0, |column| column.len());
        Ok(Self { columns, rows })
    }

    /// How many articles there are.
    pub(crate) fn rows(&self) -> usize {
        self.rows
    }

    /// The values of a String column; nulls where there is no such column.
    fn column(&self, name: &str) -> Vec<Option<&str>> {
        match self.columns.iter().find(|column| column.name().as_str() == name).map(|column| column.str()) {
            Some(Ok(texts)) => texts.iter().collect(),
            _ => vec![None; self.rows],
        }
    }

    /// The ids of the articles.
    pub(crate) fn ids(&self) -> Vec<Option<&str>> {
        self.column("article_id")
    }

    /// The values of a Binary column; nulls where there is no such column.
    fn bytes(&self, name: &str) -> Vec<Option<&[u8]>> {
        match self.columns.iter().find(|column| column.name().as_str() == name).map(|column| column.binary())
        {
            Some(Ok(values)) => values.iter().collect(),
            _ => vec![None; self.rows],
        }
    }

    /// The raw documents of some rows. What came as text is taken as it is, so that places in it stay places in it;
    /// bytes are decoded.
    pub(crate) fn raws(&self, rows: Range<usize>) -> Vec<Raw> {
        let part = Self {
            columns: self.columns.iter().map(|column| column.slice(rows.start as i64, rows.len())).collect(),
            rows: rows.len(),
        };
        let owned = |name: &str| {
            part.column(name).into_iter().map(|value| value.map(str::to_owned)).collect::<Vec<_>>()
        };
        let (texts, pages, bytes) = (part.column("text"), part.column("html"), part.bytes("raw"));
        let raw_texts = part.column("raw");
        let mut raws = Vec::with_capacity(rows.len());
        for row in 0..rows.len() {
            raws.push(match (raw_texts[row], bytes[row], pages[row], texts[row]) {
                (Some(text), ..) => Raw::of(text),
                (_, Some(bytes), ..) => Raw::from_bytes(bytes, None),
                (_, _, Some(page), _) => Raw::new(page, Kind::Html),
                (_, _, _, Some(text)) => Raw::of(text),
                _ => Raw::default(),
            });
        }
        let known = owned("url").into_iter().zip(owned("published")).zip(owned("title")).zip(owned("byline"));
        let known = known.zip(owned("outlet")).zip(owned("language"));
        for (raw, (((((url, published), title), byline), outlet), language)) in raws.iter_mut().zip(known) {
            (raw.url, raw.published, raw.title) = (url, published, title);
            (raw.byline, raw.outlet, raw.language) = (byline, outlet, language);
        }
        raws
    }

    /// One view a row; a null text is an empty one.
    pub(crate) fn views(&self) -> Result<Vec<ArticleView<'_>>> {
        let texts = self.column("text");
        let titles = self.column("title");
        let published = self.column("published");
        let outlets = self.column("outlet");
        let languages = self.column("language");
        let urls = self.column("url");
        let places = self.column("dateline_place");
        let countries = self.column("dateline_country");
        let days = self.column("dateline_date");
        (0..self.rows)
            .map(|row| {
                Ok(ArticleView {
                    text: texts[row].unwrap_or_default(),
                    title: titles[row],
                    published: published[row]
                        .map(|value| read_time("published", row, value))
                        .transpose()?
                        .flatten(),
                    outlet: outlets[row],
                    language: languages[row],
                    url: urls[row],
                    dateline_place: places[row],
                    dateline_country: countries[row].and_then(Country::new),
                    dateline_date: days[row]
                        .map(|value| read_time("dateline_date", row, value))
                        .transpose()?
                        .flatten()
                        .map(DateTime::date),
                })
            })
            .collect()
    }

    /// The agency each article credits, where parsing found one.
    pub(crate) fn agencies(&self) -> Vec<Option<&str>> {
        self.column("agency")
    }

    /// One item a row for deduplication.
    pub(crate) fn dedup_items(&self) -> Result<Vec<dedup::Item<'_>>> {
        let mut items = Vec::with_capacity(self.rows);
        for (view, id_rank) in self.views()?.into_iter().zip(self.id_ranks()) {
            let (text, outlet, published) = (view.text, view.outlet, view.published);
            items.push(dedup::Item { text, outlet, published, boilerplate: &[], id_rank });
        }
        Ok(items)
    }

    /// One item a row for finding stories.
    pub(crate) fn story_items(&self) -> Result<Vec<story::Item<'_>>> {
        let mut items = Vec::with_capacity(self.rows);
        let known = self.column("story");
        for ((view, id_rank), known) in self.views()?.into_iter().zip(self.id_ranks()).zip(known) {
            let (title, text, published) = (view.title, view.text, view.published);
            let known = known.and_then(|number| number.parse().ok());
            items.push(story::Item { title, text, published, id_rank, known });
        }
        Ok(items)
    }

    /// The rank of each id among all. Ids only break ties, so their order as text will do.
    fn id_ranks(&self) -> Vec<u64> {
        let ids = self.column("article_id");
        let mut sorted = ids.clone();
        sorted.sort_unstable();
        ids.iter().map(|id| sorted.partition_point(|other| other < id) as u64).collect()
    }
}

/// A day, or a day and a time of day, in ISO 8601; a zone is left aside, for the local time is what the text means by
/// "today". An empty value is no date; anything else is the caller's mistake and must not pass for one.
pub(crate) fn read_time(column: &str, row: usize, value: &str) -> Result<Option<DateTime>> {
    let value = value.trim();
    if value.is_empty() {
        return Ok(None);
    }
    let time = value.parse::<DateTime>().or_else(|_| value.parse::<Date>().map(|day| day.at(0, 0, 0, 0)));
    time.or_else(|_| local_part(value).parse()).map(Some).map_err(|_| {
        let advice =
            "give a Date or Datetime column, or ISO 8601 text such as 2023-04-10 or 2023-04-10T09:30:00";
        Error::usage(format!("could not read `{column}` in row {row}: {value:?} is no such date; {advice}"))
    })
}

/// The part of a timestamp before its zone: jiff refuses to take "Z" for a local time, as it should.
fn local_part(value: &str) -> &str {
    value.strip_suffix(['Z', 'z']).unwrap_or(value)
}
