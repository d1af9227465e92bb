//! One row per document.

use arrow::array::{Array, StructArray};
use arrow::datatypes::{ArrowDataType, Field};
use dateline::article::Article;
use dateline::raw::Raw;
use dateline::schema;
use dateline::span::CodePoints;
use polars_arrow as arrow;
use polars_core::error::PolarsResult;

use super::build;
use super::column::{booleans, days, fields_of, floats, integers, struct_lists, text_lists, texts, times};

/// A parsed document with the raw one that its `raw` spans count in.
pub(crate) struct Document {
    pub(crate) article: Article,
    pub(crate) raw: Raw,
}

/// What goes along behind the columns of the schema, for Python to put in its place.
#[derive(Clone, Copy)]
pub(crate) struct Extras {
    /// The id that the document brought or got from its file: `id`.
    pub(crate) id: bool,
    /// The decoded input that `raw_start` and `raw_end` count in: `raw`.
    pub(crate) raw: bool,
}

/// The fields of the frame with its extras.
pub(crate) fn article_fields(extras: Extras) -> Vec<Field> {
    let mut fields = fields_of(schema::ARTICLES.columns);
    let extra = [("id", extras.id), ("raw", extras.raw)];
    let extra = extra.into_iter().filter(|(_, wanted)| *wanted);
    fields.extend(extra.map(|(name, _)| Field::new(name.into(), ArrowDataType::Utf8View, true)));
    fields
}

struct Row<'d> {
    document: &'d Document,
    number: u32,
    text: CodePoints<'d>,
    raw: CodePoints<'d>,
}

fn paragraphs(rows: &[Row<'_>]) -> PolarsResult<Box<dyn Array>> {
    let of = |row: &Row<'_>| row.document.article.paragraphs.len();
    let items: Vec<_> = rows
        .iter()
        .flat_map(|row| {
            row.document
                .article
                .paragraphs
                .iter()
                .map(|item| (row.text.span(item.span), row.raw.span(item.raw)))
        })
        .collect();
    let values = vec![
        integers(&items, |item| item.0.start),
        integers(&items, |item| item.0.end),
        integers(&items, |item| item.1.start),
        integers(&items, |item| item.1.end),
    ];
    struct_lists(schema::PARAGRAPHS, rows.iter().map(of), items.len(), values)
}

fn boilerplate(rows: &[Row<'_>]) -> PolarsResult<Box<dyn Array>> {
    let of = |row: &Row<'_>| row.document.article.boilerplate.len();
    let items: Vec<_> = rows
        .iter()
        .flat_map(|row| row.document.article.boilerplate.iter().map(|item| (item, row.raw.span(item.raw))))
        .collect();
    let values = vec![
        texts(&items, |item| item.0.text.as_str()),
        texts(&items, |item| item.0.kind.as_str()),
        integers(&items, |item| item.1.start),
        integers(&items, |item| item.1.end),
    ];
    struct_lists(schema::BOILERPLATE, rows.iter().map(of), items.len(), values)
}

/// The rows of `documents`, the first of which has the number `first`.
pub(crate) fn articles(documents: &[Document], first: usize, extras: Extras) -> PolarsResult<StructArray> {
    let rows: Vec<Row<'_>> = documents
        .iter()
        .enumerate()
        .map(|(row, document)| Row {
            document,
            number: u32::try_from(first + row).unwrap_or(u32::MAX),
            text: CodePoints::new(&document.article.text),
            raw: CodePoints::new(&document.raw.text),
        })
        .collect();
    let articles: Vec<&Article> = documents.iter().map(|document| &document.article).collect();
    let sources: Vec<Option<String>> = documents.iter().map(source).collect();
    let columns = vec![
        integers(&rows, |row| row.number),
        texts(&sources, |source| source.as_deref()),
        texts(&articles, |article| article.url.as_deref()),
        texts(&articles, |article| article.title.as_deref()),
        texts(&articles, |article| article.byline.as_deref()),
        text_lists(&articles, |article| &article.authors)?,
        texts(&articles, |article| article.outlet.as_deref()),
        texts(&articles, |article| article.agency.as_deref()),
        texts(&articles, |article| article.dateline.as_deref()),
        texts(&articles, |article| article.dateline_place.as_deref()),
        texts(&articles, |article| article.dateline_country.as_ref().map(|country| country.as_str())),
        days(&articles, |article| article.dateline_date),
        times(&articles, |article| article.published),
        texts(&articles, |article| article.published_zone.as_deref()),
        texts(&articles, |article| article.published_precision.map(|precision| precision.as_str())),
        texts(&articles, |article| article.published_evidence.as_deref()),
        times(&articles, |article| article.updated),
        texts(&articles, |article| article.language.as_deref()),
        texts(&articles, |article| article.text.as_str()),
        paragraphs(&rows)?,
        boilerplate(&rows)?,
        text_lists(&articles, |article| &article.issues)?,
        booleans(&articles, |article| article.is_article),
        floats(&articles, |article| f64::from(article.article_score) / 10.0),
    ];
    let frame = build(&schema::ARTICLES, rows.len(), columns)?;
    let (_, height, mut columns, _) = frame.into_data();
    if extras.id {
        columns.push(texts(&articles, |article| article.article_id.as_str()));
    }
    if extras.raw {
        columns.push(texts(documents, |document| document.raw.text.as_str()));
    }
    StructArray::try_new(ArrowDataType::Struct(article_fields(extras)), height, columns, None)
}

/// The file a document was read from.
fn source(document: &Document) -> Option<String> {
    document.raw.source.as_ref().map(|source| source.path.display().to_string())
}
