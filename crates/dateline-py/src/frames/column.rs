//! One column from many rows.

use arrow::array::{
    Array, BooleanArray, ListArray, MutableBinaryViewArray, PrimitiveArray, StructArray, Utf8ViewArray,
};
use arrow::bitmap::Bitmap;
use arrow::datatypes::{ArrowDataType, Field, TimeUnit};
use arrow::offset::Offsets;
use dateline::schema::{Column, Type};
use jiff::civil::{Date, DateTime, date};
use polars_arrow as arrow;
use polars_core::error::PolarsResult;

/// The Arrow type of a column; entity ids cross as numbers within the article.
fn dtype_of(kind: Type) -> ArrowDataType {
    match kind {
        Type::ArticleId | Type::EntityId | Type::Integer => ArrowDataType::UInt32,
        Type::Float => ArrowDataType::Float64,
        Type::Boolean => ArrowDataType::Boolean,
        Type::Text => ArrowDataType::Utf8View,
        Type::Texts => list_of(ArrowDataType::Utf8View),
        Type::EntityIds => list_of(ArrowDataType::Struct(fields_of(MEMBERS))),
        Type::Date => ArrowDataType::Date32,
        Type::Datetime => ArrowDataType::Timestamp(TimeUnit::Microsecond, None),
        Type::Structs(columns) => list_of(ArrowDataType::Struct(fields_of(columns))),
        Type::Struct(columns) => ArrowDataType::Struct(fields_of(columns)),
    }
}

/// An entity of an article on its way to Python, which makes one id of the two.
pub(super) const MEMBERS: &[Column] = &[
    Column { name: "article", kind: Type::Integer, about: "" },
    Column { name: "number", kind: Type::Integer, about: "" },
];

/// The Arrow fields of a list of columns.
pub(crate) fn fields_of(columns: &[Column]) -> Vec<Field> {
    columns.iter().map(|column| Field::new(column.name.into(), dtype_of(column.kind), true)).collect()
}

fn list_of(item: ArrowDataType) -> ArrowDataType {
    ListArray::<i64>::default_datatype(item)
}

pub(super) fn integers<R, V: Into<Option<u32>>>(rows: &[R], value: impl Fn(&R) -> V) -> Box<dyn Array> {
    rows.iter().map(|row| value(row).into()).collect::<PrimitiveArray<u32>>().boxed()
}

pub(super) fn floats<R, V: Into<Option<f64>>>(rows: &[R], value: impl Fn(&R) -> V) -> Box<dyn Array> {
    rows.iter().map(|row| value(row).into()).collect::<PrimitiveArray<f64>>().boxed()
}

pub(super) fn booleans<R>(rows: &[R], value: impl Fn(&R) -> bool) -> Box<dyn Array> {
    rows.iter().map(|row| Some(value(row))).collect::<BooleanArray>().boxed()
}

pub(super) fn texts<'r, R, V: Into<Option<&'r str>>>(
    rows: &'r [R],
    value: impl Fn(&'r R) -> V,
) -> Box<dyn Array> {
    texts_of(rows.iter().map(|row| value(row).into())).boxed()
}

fn texts_of<'r>(values: impl Iterator<Item = Option<&'r str>>) -> Utf8ViewArray {
    values.collect::<MutableBinaryViewArray<str>>().freeze()
}

pub(super) fn days<R>(rows: &[R], value: impl Fn(&R) -> Option<Date>) -> Box<dyn Array> {
    let days = rows.iter().map(|row| value(row).map(days_since_epoch)).collect::<PrimitiveArray<i32>>();
    days.to(ArrowDataType::Date32).boxed()
}

pub(super) fn times<R>(rows: &[R], value: impl Fn(&R) -> Option<DateTime>) -> Box<dyn Array> {
    let times =
        rows.iter().map(|row| value(row).map(microseconds_since_epoch)).collect::<PrimitiveArray<i64>>();
    times.to(ArrowDataType::Timestamp(TimeUnit::Microsecond, None)).boxed()
}

fn days_since_epoch(day: Date) -> i32 {
    let epoch = date(1970, 1, 1);
    epoch.until(day).map_or(0, |span| span.get_days())
}

fn microseconds_since_epoch(time: DateTime) -> i64 {
    let of_day = time.time();
    let seconds =
        i64::from(of_day.hour()) * 3600 + i64::from(of_day.minute()) * 60 + i64::from(of_day.second());
    (i64::from(days_since_epoch(time.date())) * 86_400 + seconds) * 1_000_000
        + i64::from(of_day.subsec_nanosecond()) / 1000
}

pub(super) fn text_lists<'r, R, S: AsRef<str> + 'r>(
    rows: &'r [R],
    values: impl Fn(&'r R) -> &'r [S],
) -> PolarsResult<Box<dyn Array>> {
    let inner = texts_of(rows.iter().flat_map(&values).map(|value| Some(value.as_ref()))).boxed();
    lists(rows.iter().map(|row| values(row).len()), inner, None)
}

/// A list column of structs: `values` are the items of all rows, one after the other.
pub(super) fn struct_lists(
    columns: &'static [Column],
    lengths: impl Iterator<Item = usize>,
    items: usize,
    values: Vec<Box<dyn Array>>,
) -> PolarsResult<Box<dyn Array>> {
    let inner = StructArray::try_new(ArrowDataType::Struct(fields_of(columns)), items, values, None)?;
    lists(lengths, inner.boxed(), None)
}

/// A struct column: one value of each field a row.
pub(super) fn structs(
    columns: &'static [Column],
    rows: usize,
    values: Vec<Box<dyn Array>>,
) -> PolarsResult<Box<dyn Array>> {
    Ok(StructArray::try_new(ArrowDataType::Struct(fields_of(columns)), rows, values, None)?.boxed())
}

/// A list column from the number of items in each row and the items of all rows; null where `valid` says no.
pub(crate) fn lists(
    lengths: impl Iterator<Item = usize>,
    inner: Box<dyn Array>,
    valid: Option<Bitmap>,
) -> PolarsResult<Box<dyn Array>> {
    let offsets = Offsets::try_from_lengths(lengths)?;
    Ok(ListArray::<i64>::try_new(list_of(inner.dtype().clone()), offsets.into(), inner, valid)?.boxed())
}
