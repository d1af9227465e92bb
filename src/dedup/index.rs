//! Deduplication from day to day: what is kept of old articles, so that new ones can be held against them.

use jiff::civil::DateTime;
use rustc_hash::FxHashMap;
use serde::{Deserialize, Serialize};

use crate::dedup::neighbours::{Kept, Neighbours};
use crate::dedup::signature::Corpus;
use crate::dedup::{DedupOptions, DedupRow, Item, Relation};
use crate::error::{Error, Result};
use crate::watch::Watch;

/// What is kept of one article: some 5 bytes a word, none of its text. One column each in a table on disk.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Entry {
    /// The article's id; unique in an index.
    pub id: String,
    /// Who published it.
    pub outlet: Option<String>,
    /// When it was published.
    pub published: Option<DateTime>,
    /// The same for the same words in the same order.
    pub exact: u64,
    /// The same for the same bytes.
    pub bytes: u64,
    /// How the text is set: capitals, curly quotation marks, doubled spaces.
    pub style: u8,
    /// How many words count.
    pub words: u32,
    /// The text's shingles, sorted.
    pub shingles: Vec<u32>,
    /// Its names and numbers, sorted.
    pub anchors: Vec<u32>,
    /// Of a brief text, its pairs of neighbouring words, sorted.
    pub word_pairs: Vec<u32>,
    /// The shingles of its last words, sorted.
    pub tail: Vec<u32>,
}

/// What an index says about one article.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct IndexRow {
    /// The article.
    pub id: String,
    /// Number of its cluster, by first appearance in the answer.
    pub cluster: u32,
    /// The article it was made from.
    pub duplicate_of: Option<String>,
    /// The article that the relation and the figures compare with.
    pub nearest: Option<String>,
    /// As in [`DedupRow`].
    pub relation: Relation,
    /// As in [`DedupRow`].
    pub similarity: Option<f64>,
    /// As in [`DedupRow`].
    pub containment: Option<f64>,
    /// As in [`DedupRow`].
    pub novel_share: Option<f64>,
    /// As in [`DedupRow`].
    pub issues: &'static [&'static str],
}

/// Articles that have been seen, without their texts.
///
/// Ids break ties, in the order of their characters: [`Index::rows`] then gives what [`crate::dedup::find`] gives for
/// all articles in one batch, whatever the order in which they were added.
#[derive(Clone, Debug, Default)]
pub struct Index {
    entries: Vec<Entry>,
    places: FxHashMap<String, usize>,
}

impl Index {
    /// An index without articles.
    pub fn new() -> Self {
        Self::default()
    }

    /// An index from stored entries.
    pub fn from_entries(entries: Vec<Entry>) -> Result<Self> {
        let mut index = Self::new();
        for entry in entries {
            index.push(entry)?;
        }
        Ok(index)
    }

    /// What is kept, in the order in which it was added; to be stored.
    pub fn entries(&self) -> &[Entry] {
        &self.entries
    }

    /// How many articles are kept.
    pub fn len(&self) -> usize {
        self.entries.len()
    }

    /// Whether no article is kept.
    pub fn is_empty(&self) -> bool {
        self.entries.is_empty()
    }

    /// Adds articles and says at once which of them are copies of old or of other new ones: one row per article, in
    /// the order given. If an id is already known, nothing is added.
    ///
    /// Only old articles that share enough with a new one are looked at closely. Whether a passage is furniture is
    /// judged by these and the new ones alone; [`Index::rows`] judges by all.
    pub fn add(
        &mut self,
        ids: &[String],
        items: &[Item<'_>],
        options: &DedupOptions,
        watch: &Watch,
    ) -> Result<Vec<IndexRow>> {
        if ids.len() != items.len() {
            return Err(Error::usage(format!("{} ids for {} articles", ids.len(), items.len())));
        }
        let mut sorted: Vec<&String> = ids.iter().collect();
        sorted.sort_unstable();
        let twice = sorted.windows(2).find_map(|pair| (pair.first() == pair.last()).then(|| pair[0]));
        if let Some(id) = ids.iter().find(|id| self.places.contains_key(*id)).or(twice) {
            return Err(known(id));
        }
        let old = self.entries.len();
        for entry in entries(ids, items, watch)? {
            self.push(entry)?;
        }
        let near = self.near(old, options.containment);
        let mut rows = self.answer(&near, options, watch)?;
        let added: Vec<IndexRow> = rows.split_off(near.len() - ids.len());
        Ok(renumbered(added))
    }

    /// The rows of all articles, in the order in which they were added.
    pub fn rows(&self, options: &DedupOptions, watch: &Watch) -> Result<Vec<IndexRow>> {
        let everything: Vec<usize> = (0..self.entries.len()).collect();
        self.answer(&everything, options, watch)
    }

    /// Forgets articles; returns how many of the ids were known.
    pub fn remove(&mut self, ids: &[String]) -> usize {
        let before = self.entries.len();
        let gone: rustc_hash::FxHashSet<&String> = ids.iter().collect();
        self.entries.retain(|entry| !gone.contains(&entry.id));
        self.places =
            self.entries.iter().enumerate().map(|(place, entry)| (entry.id.clone(), place)).collect();
        before - self.entries.len()
    }

    /// Takes over all articles of another index. If an id is known to both, nothing is taken over.
    pub fn merge(&mut self, other: Index) -> Result<()> {
        if let Some(entry) = other.entries.iter().find(|entry| self.places.contains_key(&entry.id)) {
            return Err(known(&entry.id));
        }
        for entry in other.entries {
            self.push(entry)?;
        }
        Ok(())
    }

    fn push(&mut self, entry: Entry) -> Result<()> {
        if self.places.contains_key(&entry.id) {
            return Err(known(&entry.id));
        }
        self.places.insert(entry.id.clone(), self.entries.len());
        self.entries.push(entry);
        Ok(())
    }

    /// The entries from `first` on, and before them the older ones that share enough with them.
    fn near(&self, first: usize, containment: f64) -> Vec<usize> {
        let (old, new) = self.entries.split_at(first.min(self.entries.len()));
        let neighbours = Neighbours::new(new, containment);
        let old: Vec<Kept<'_>> = old.iter().map(Kept::from).collect();
        let older = neighbours.among(&old).into_iter();
        older.chain(first..self.entries.len()).collect()
    }

    /// Rows of the entries at `places`, compared with one another.
    fn answer(&self, places: &[usize], options: &DedupOptions, watch: &Watch) -> Result<Vec<IndexRow>> {
        let entries: Vec<&Entry> = places.iter().filter_map(|&place| self.entries.get(place)).collect();
        let rows = compare_entries(&entries, options, watch)?;
        let id = |index: usize| entries.get(index).map(|entry| entry.id.clone());
        let row = |(entry, row): (&&Entry, DedupRow)| IndexRow {
            id: entry.id.clone(),
            cluster: row.cluster,
            duplicate_of: row.duplicate_of.and_then(id),
            nearest: row.nearest.and_then(id),
            relation: row.relation,
            similarity: row.similarity,
            containment: row.containment,
            novel_share: row.novel_share,
            issues: row.issues,
        };
        Ok(entries.iter().zip(rows).map(row).collect())
    }
}

/// What is kept of articles, in their order.
pub fn entries(ids: &[String], items: &[Item<'_>], watch: &Watch) -> Result<Vec<Entry>> {
    let corpus = Corpus::read(items, watch)?;
    let entry = |(input, (id, item)): (usize, (&String, &Item<'_>))| {
        corpus.entry(corpus.document(input), id, item.outlet)
    };
    Ok(ids.iter().zip(items).enumerate().filter_map(entry).collect())
}

/// One row per entry, in their order: what [`crate::dedup::find`] says about the articles themselves.
pub fn compare_entries(entries: &[&Entry], options: &DedupOptions, watch: &Watch) -> Result<Vec<DedupRow>> {
    crate::dedup::compare(Corpus::of_entries(entries)?, options, watch)
}

fn known(id: &str) -> Error {
    Error::usage(format!(
        "the index already holds an article with the id {id:?}; remove it first, or leave it out"
    ))
}

/// Clusters numbered anew, by first appearance.
fn renumbered(mut rows: Vec<IndexRow>) -> Vec<IndexRow> {
    let mut numbers: FxHashMap<u32, u32> = FxHashMap::default();
    for row in &mut rows {
        let next = numbers.len() as u32;
        row.cluster = *numbers.entry(row.cluster).or_insert(next);
    }
    rows
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::dedup::find;
    use proptest::prelude::*;

    /// Overlapping passages of invented words.
    fn texts(cuts: &[(usize, usize)]) -> Vec<String> {
        cuts.iter()
            .map(|&(from, len)| (from..from + len).map(|word| format!("w{} ", word % 300)).collect())
            .collect()
    }

    fn items(texts: &[String]) -> Vec<Item<'_>> {
        let day = |index: usize| jiff::civil::date(2031, 5, 1 + (index % 20) as i8).at(8, 0, 0, 0);
        texts
            .iter()
            .enumerate()
            .map(|(index, text)| Item {
                text,
                published: Some(day(index)),
                id_rank: index as u64,
                ..Item::default()
            })
            .collect()
    }

    fn ids(count: usize) -> Vec<String> {
        (0..count).map(|index| format!("a{index:03}")).collect()
    }

    #[test]
    fn a_new_copy_of_an_old_article_is_seen_at_once() {
        let texts = texts(&[(0, 100), (200, 90), (2, 95)]);
        let (items, ids) = (items(&texts), ids(3));
        let (options, watch) = (DedupOptions::default(), Watch::default());
        let mut index = Index::new();
        index.add(&ids[..2], &items[..2], &options, &watch).unwrap();
        let rows = index.add(&ids[2..], &items[2..], &options, &watch).unwrap();
        assert_eq!(rows[0].duplicate_of.as_deref(), Some("a000"));
        assert_eq!(index.remove(&["a000".to_owned(), "unknown".to_owned()]), 1);
        assert_eq!(index.rows(&options, &watch).unwrap()[1].duplicate_of, None);
    }

    #[test]
    fn a_known_id_is_refused_and_nothing_is_added() {
        let texts = texts(&[(0, 50), (60, 50)]);
        let (items, ids) = (items(&texts), ids(2));
        let mut index = Index::new();
        index.add(&ids[..1], &items[..1], &DedupOptions::default(), &Watch::default()).unwrap();
        let error = index.add(&ids, &items, &DedupOptions::default(), &Watch::default()).unwrap_err();
        assert!(error.to_string().contains("\"a000\""), "{error}");
        assert_eq!(index.len(), 1);
        let other = index.clone();
        assert!(index.merge(other).is_err());
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(48))]

        #[test]
        fn adding_day_by_day_or_merging_equals_one_batch(
            cuts in proptest::collection::vec((0_usize..250, 5_usize..100), 2..12),
            cut in 0_usize..12,
        ) {
            let texts = texts(&cuts);
            let (items, ids) = (items(&texts), ids(texts.len()));
            let (options, watch) = (DedupOptions::default(), Watch::default());
            let cut = cut.min(items.len());
            let mut daily = Index::new();
            daily.add(&ids[..cut], &items[..cut], &options, &watch).unwrap();
            daily.add(&ids[cut..], &items[cut..], &options, &watch).unwrap();
            let mut merged = Index::new();
            merged.add(&ids[..cut], &items[..cut], &options, &watch).unwrap();
            let mut rest = Index::new();
            rest.add(&ids[cut..], &items[cut..], &options, &watch).unwrap();
            merged.merge(Index::from_entries(rest.entries().to_vec()).unwrap()).unwrap();
            let batch = find(&items, &options, &watch).unwrap();
            let rows = daily.rows(&options, &watch).unwrap();
            prop_assert_eq!(&rows, &merged.rows(&options, &watch).unwrap());
            for (row, expected) in rows.iter().zip(&batch) {
                prop_assert_eq!(row.cluster, expected.cluster);
                prop_assert_eq!(&row.duplicate_of, &expected.duplicate_of.map(|index| ids[index].clone()));
                prop_assert_eq!((row.relation, row.similarity), (expected.relation, expected.similarity));
            }
        }
    }
}
