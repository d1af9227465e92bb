//! Rows of the core as columns, one file a frame.
//!
//! Each file lists its columns in the order of [`dateline::schema`]; [`build`] puts the names to them and refuses a
//! column of another type. Here, and only here, byte offsets become counts of code points.

mod alignments;
mod articles;
mod claims;
mod column;
mod disagreements;
mod duplicates;
mod entities;
mod events;
mod mentions;
mod provenance;
mod quotes;
mod sentences;
mod signatures;
mod stories;
mod times;
mod tokens;

pub(crate) use alignments::alignments;
pub(crate) use articles::{Document, Extras, article_fields, articles};
pub(crate) use claims::claims;
pub(crate) use column::{fields_of, lists};
pub(crate) use disagreements::disagreements;
pub(crate) use duplicates::duplicates;
pub(crate) use entities::entities;
pub(crate) use provenance::provenance;
pub(crate) use signatures::{Stored, signatures};
pub(crate) use stories::stories;

use arrow::array::{Array, StructArray};
use arrow::datatypes::ArrowDataType;
use dateline::pipeline::Reading;
use dateline::schema;
use dateline::span::{CodePoints, Span};
use polars_arrow as arrow;
use polars_core::error::{PolarsResult, polars_ensure};

/// A frame of rows found in articles, by its name.
pub(crate) fn found(name: &str, places: &[Place<'_>]) -> PolarsResult<StructArray> {
    match name {
        "sentences" => sentences::sentences(places),
        "tokens" => tokens::tokens(places),
        "mentions" => mentions::mentions(places),
        "times" => times::times(places),
        "quotes" => quotes::quotes(places),
        "events" => events::events(places),
        _ => polars_core::error::polars_bail!(ComputeError: "no frame is called {name}"),
    }
}

/// An article with what was found in it, ready to be written as rows.
pub(crate) struct Place<'a> {
    article: u32,
    reading: Reading<'a>,
    points: CodePoints<'a>,
}

impl<'a> Place<'a> {
    /// The article in row `article` of the user's frame.
    pub(crate) fn new(article: usize, reading: Reading<'a>) -> Self {
        let points = CodePoints::new(reading.view.text);
        Self { article: u32::try_from(article).unwrap_or(u32::MAX), reading, points }
    }

    fn words(&self, span: Span) -> &'a str {
        span.of(self.reading.view.text)
    }

    fn start(&self, span: Span) -> u32 {
        self.points.at(span.start)
    }

    fn end(&self, span: Span) -> u32 {
        self.points.at(span.end)
    }
}

/// Where the spans of a few rows stand, in code points: texts are read once each, however many rows point there.
pub(super) struct Texts<'a> {
    texts: &'a [&'a str],
    points: Vec<CodePoints<'a>>,
}

impl<'a> Texts<'a> {
    pub(super) fn new(texts: &'a [&'a str]) -> Self {
        Self { texts, points: texts.iter().map(|text| CodePoints::new(text)).collect() }
    }

    pub(super) fn words(&self, article: usize, span: Span) -> &'a str {
        self.texts.get(article).map_or("", |text| span.of(text))
    }

    pub(super) fn at(&self, article: usize, offset: u32) -> u32 {
        self.points.get(article).map_or(offset, |points| points.at(offset))
    }
}

/// A row on its way into a frame: what was found, its number within the article, and the article.
#[derive(Clone, Copy)]
struct Row<'p, R> {
    place: &'p Place<'p>,
    number: u32,
    found: R,
}

impl<'p, R> Row<'p, R> {
    fn article(&self) -> u32 {
        self.place.article
    }

    fn words(&self, span: Span) -> &'p str {
        self.place.words(span)
    }

    fn words_of(&self, span: Option<Span>) -> Option<&'p str> {
        span.map(|span| self.place.words(span))
    }

    fn start(&self, span: Span) -> u32 {
        self.place.start(span)
    }

    fn end(&self, span: Span) -> u32 {
        self.place.end(span)
    }

    fn start_of(&self, span: Option<Span>) -> Option<u32> {
        span.map(|span| self.place.start(span))
    }

    fn end_of(&self, span: Option<Span>) -> Option<u32> {
        span.map(|span| self.place.end(span))
    }
}

/// All rows of one kind, by article and then as found.
fn rows<'p, R>(places: &'p [Place<'p>], of: impl Fn(&'p Reading<'p>) -> &'p [R]) -> Vec<Row<'p, &'p R>> {
    let rows_of = |place: &'p Place<'p>| {
        of(&place.reading).iter().zip(0..).map(move |(found, number)| Row { place, number, found })
    };
    places.iter().flat_map(rows_of).collect()
}

/// Puts names to columns, and makes sure that they are those of the schema.
fn build(frame: &schema::Frame, height: usize, columns: Vec<Box<dyn Array>>) -> PolarsResult<StructArray> {
    let fields = fields_of(frame.columns);
    polars_ensure!(
        fields.len() == columns.len(),
        ComputeError: "frame {}: {} columns where the schema has {}", frame.name, columns.len(), fields.len()
    );
    for (field, column) in fields.iter().zip(&columns) {
        polars_ensure!(
            field.dtype() == column.dtype() && column.len() == height,
            ComputeError: "frame {}: column {} is {:?}, not {:?}", frame.name, field.name, column.dtype(), field.dtype()
        );
    }
    StructArray::try_new(ArrowDataType::Struct(fields), height, columns, None)
}
