//! The same work as Polars expressions: one value in, one value out; no threads of their own, Polars has enough.
//!
//! A null gives a null. Columns of length one (literals) are stretched to the others.

use arrow::array::{ListArray, MutableBinaryViewArray, PrimitiveArray, StructArray};
use arrow::datatypes::ArrowDataType;
use dateline::article::language::detect;
use dateline::article::{self, ArticleView};
use dateline::fingerprint;
use dateline::lexicon::Lexicon;
use dateline::mention;
use dateline::pipeline;
use dateline::raw::Raw;
use dateline::schema::{self, Column};
use polars_arrow as arrow;
use polars_core::error::{PolarsError, PolarsResult, polars_bail, polars_err};
use polars_core::prelude::{PlSmallStr, Series};

use crate::frames::{self, Place, fields_of};
use crate::functions::steps_for;
use crate::input::read_time;
use crate::plugin::export;

macro_rules! lists_of_rows {
    ($name:ident, $schema:expr, $symbol:ident, $field:ident) => {
        fn $name(inputs: &[Series]) -> PolarsResult<Series> {
            rows_of(stringify!($name), inputs)
        }
        export!($name, list_of(ArrowDataType::Struct(fields_of(columns_of(&$schema)))), $symbol, $field);
    };
}

lists_of_rows!(sentences, schema::SENTENCES, _polars_plugin_sentences, _polars_plugin_field_sentences);
lists_of_rows!(tokens, schema::TOKENS, _polars_plugin_tokens, _polars_plugin_field_tokens);
lists_of_rows!(mentions, schema::MENTIONS, _polars_plugin_mentions, _polars_plugin_field_mentions);
lists_of_rows!(times, schema::TIMES, _polars_plugin_times, _polars_plugin_field_times);
lists_of_rows!(quotes, schema::QUOTES, _polars_plugin_quotes, _polars_plugin_field_quotes);
lists_of_rows!(events, schema::EVENTS, _polars_plugin_events, _polars_plugin_field_events);

export!(exact, ArrowDataType::UInt64, _polars_plugin_exact, _polars_plugin_field_exact);
export!(minhash, list_of(ArrowDataType::UInt32), _polars_plugin_minhash, _polars_plugin_field_minhash);

export!(language, ArrowDataType::Utf8View, _polars_plugin_language, _polars_plugin_field_language);
export!(clean, ArrowDataType::Utf8View, _polars_plugin_clean, _polars_plugin_field_clean);

export!(
    name_similarity,
    ArrowDataType::Float64,
    _polars_plugin_name_similarity,
    _polars_plugin_field_name_similarity
);

/// The columns of a frame but the first: in a list beside the text, the article is known.
fn columns_of(frame: &schema::Frame) -> &'static [Column] {
    frame.columns.get(1..).unwrap_or_default()
}

fn list_of(item: ArrowDataType) -> ArrowDataType {
    ListArray::<i64>::default_datatype(item)
}

/// The rows of the frame `name` for each text, as a list of structs. Inputs: text, published, language.
fn rows_of(name: &str, inputs: &[Series]) -> PolarsResult<Series> {
    let texts = Texts::of(inputs, 0)?;
    let published = Texts::of(inputs, 1)?;
    let languages = Texts::of(inputs, 2)?;
    let height = texts.stretched(&[&published, &languages]);
    let lexicon = Lexicon::built_in().map_err(failed)?;
    let steps = steps_for(&[name.to_owned()]);
    let mut places = Vec::with_capacity(height);
    for row in 0..height {
        let published =
            published.at(row).map(|value| read_time("published", row, value)).transpose().map_err(failed)?;
        let view = ArticleView {
            text: texts.at(row).unwrap_or_default(),
            published: published.flatten(),
            language: languages.at(row),
            ..ArticleView::default()
        };
        places.push(Place::new(row, pipeline::read(&view, steps, lexicon).map_err(failed)?));
    }
    let (fields, length, mut columns, _) = frames::found(name, &places)?.into_data();
    let articles = columns.remove(0);
    let inner = StructArray::try_new(
        ArrowDataType::Struct(fields.into_iter().skip(1).collect()),
        length,
        columns,
        None,
    )?;
    let mut lengths = vec![0; height];
    let articles = articles.as_any().downcast_ref::<PrimitiveArray<u32>>();
    for article in articles.into_iter().flat_map(|articles| articles.values_iter()) {
        if let Some(length) = lengths.get_mut(*article as usize) {
            *length += 1;
        }
    }
    let nulls = (0..height).map(|row| texts.at(row).is_some()).collect();
    let lists = frames::lists(lengths.into_iter(), inner.boxed(), Some(nulls))?;
    Series::try_from((texts.name, lists))
}

/// The fingerprint of each text: equal for texts with the same words. Input: text.
fn exact(inputs: &[Series]) -> PolarsResult<Series> {
    let texts = Texts::of(inputs, 0)?;
    let prints: PrimitiveArray<u64> =
        (0..texts.height).map(|row| texts.at(row).map(fingerprint::exact)).collect();
    Series::try_from((texts.name, prints.boxed()))
}

/// The sketch of each text. Inputs: text, the number of permutations.
fn minhash(inputs: &[Series]) -> PolarsResult<Series> {
    let texts = Texts::of(inputs, 0)?;
    let permutations = Texts::of(inputs, 1)?.at(0).and_then(|count| count.parse().ok());
    let permutations = permutations.unwrap_or(fingerprint::PERMUTATIONS);
    let sketches: Vec<Option<Vec<u32>>> = (0..texts.height)
        .map(|row| texts.at(row).map(|text| fingerprint::minhash(text, permutations)))
        .collect();
    let lengths = sketches.iter().map(|sketch| sketch.as_ref().map_or(0, Vec::len));
    let inner = PrimitiveArray::<u32>::from_vec(sketches.iter().flatten().flatten().copied().collect());
    let nulls = sketches.iter().map(Option::is_some).collect();
    Series::try_from((texts.name, frames::lists(lengths, inner.boxed(), Some(nulls))?))
}

/// The language of each text, where it can be told. Input: text.
fn language(inputs: &[Series]) -> PolarsResult<Series> {
    let texts = Texts::of(inputs, 0)?;
    let found = texts.values.iter().map(|text| text.and_then(detect));
    Series::try_from((texts.name, found.collect::<MutableBinaryViewArray<str>>().freeze().boxed()))
}

/// The body of each raw document. Input: the documents.
fn clean(inputs: &[Series]) -> PolarsResult<Series> {
    let texts = Texts::of(inputs, 0)?;
    let lexicon = Lexicon::built_in().map_err(failed)?;
    let found = texts.values.iter().map(|text| text.map(|text| article::read(&Raw::of(text), lexicon).text));
    Series::try_from((texts.name, found.collect::<MutableBinaryViewArray<str>>().freeze().boxed()))
}

/// How alike two names are, 0 to 1. Inputs: a name, a name.
fn name_similarity(inputs: &[Series]) -> PolarsResult<Series> {
    let names = Texts::of(inputs, 0)?;
    let others = Texts::of(inputs, 1)?;
    let height = names.stretched(&[&others]);
    let mut matcher = mention::NameMatcher::new(Lexicon::built_in().map_err(failed)?);
    let alike = |row| Some(matcher.similarity(names.at(row)?, others.at(row)?));
    let found: PrimitiveArray<f64> = (0..height).map(alike).collect();
    Series::try_from((names.name, found.boxed()))
}

/// A String column of an expression's inputs, stretched where it is a literal.
struct Texts<'s> {
    name: PlSmallStr,
    values: Vec<Option<&'s str>>,
    height: usize,
}

impl<'s> Texts<'s> {
    /// The input in this place; nulls where there is none.
    fn of(inputs: &'s [Series], place: usize) -> PolarsResult<Self> {
        let Some(input) = inputs.get(place) else {
            return Ok(Self { name: PlSmallStr::EMPTY, values: vec![None], height: 1 });
        };
        let values = match input.str() {
            Ok(texts) => texts.iter().collect(),
            Err(_) => {
                polars_bail!(ComputeError: "expected a String column, {} is {}", input.name(), input.dtype())
            }
        };
        Ok(Self { name: input.name().clone(), values, height: input.len() })
    }

    /// How many rows there are with `others` beside it: a literal beside an empty column gives none.
    fn stretched(&self, others: &[&Self]) -> usize {
        let heights = || others.iter().map(|other| other.height).chain([self.height]);
        if heights().any(|height| height == 0) { 0 } else { heights().max().unwrap_or(0) }
    }

    fn at(&self, row: usize) -> Option<&'s str> {
        let row = if self.values.len() == 1 { 0 } else { row };
        self.values.get(row).copied().flatten()
    }
}

fn failed(error: dateline::Error) -> PolarsError {
    polars_err!(ComputeError: "{error}")
}
