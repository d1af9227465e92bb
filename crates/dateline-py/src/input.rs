//! Columns of the user's frame as articles.
//!
//! Python has already picked the columns, made them String, and checked that `text` is there (`python/dateline/_input.py`).

use dateline::article::ArticleView;
use dateline::dedup::Item;
use dateline::lexicon::Country;
use dateline::{Error, Result};
use jiff::civil::{Date, DateTime};
use polars_core::error::PolarsResult;
use polars_core::prelude::StringChunked;
use pyo3::prelude::*;

use crate::error::from_polars;
use crate::stream::import;

/// The user's articles, held while the core borrows from them.
pub(crate) struct Table {
    columns: Vec<StringChunked>,
    rows: usize,
}

impl Table {
    /// Takes over a frame of String columns.
    pub(crate) fn of(frame: &Bound<'_, PyAny>) -> PyResult<Self> {
        let columns = import(frame)?;
        let rows = columns.first().map_or(0, |column| column.len());
        let columns = columns.iter().map(|column| column.str().cloned()).collect::<PolarsResult<_>>();
        Ok(Self { columns: columns.map_err(|error| from_polars(&error))?, rows })
    }

    /// The values of a column; nulls where there is no such column.
    pub(crate) fn column(&self, name: &str) -> Vec<Option<&str>> {
        match self.columns.iter().find(|column| column.name().as_str() == name) {
            Some(column) => column.iter().collect(),
            None => vec![None; self.rows],
        }
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

    /// One item a row for deduplication. Ids only break ties, so their order as text will do.
    pub(crate) fn dedup_items(&self) -> Result<Vec<Item<'_>>> {
        let ids = self.column("article_id");
        let mut sorted = ids.clone();
        sorted.sort_unstable();
        let ranks = ids.iter().map(|id| sorted.partition_point(|other| other < id) as u64);
        let mut items = Vec::with_capacity(self.rows);
        for (view, id_rank) in self.views()?.into_iter().zip(ranks) {
            let (text, outlet, published) = (view.text, view.outlet, view.published);
            items.push(Item { text, outlet, published, boilerplate: &[], id_rank });
        }
        Ok(items)
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
