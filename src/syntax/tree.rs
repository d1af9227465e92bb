//! A parsed text, and how to walk its trees.

use compact_str::CompactString;

use super::tags::{Relation, Upos, Xpos};
use crate::span::Span;
use crate::text::Document;

/// A text with, where its language is English, a word for each token.
///
/// Made by [`super::parse`], or by [`Parsed::new`] from words of your own; the trees are indexed once, so that
/// children and subtrees are found without searching.
#[derive(Clone, Debug, Default)]
pub struct Parsed<'t> {
    /// Paragraphs, sentences and tokens.
    pub document: Document<'t>,
    /// One word a token, in the same order; empty for text that is not parsed.
    pub words: Vec<Word>,
    index: Index,
}

/// Where the children of each word lie, and how far its subtree reaches.
#[derive(Clone, Debug, Default)]
struct Index {
    /// Children of word `i` are `children[starts[i]..starts[i + 1]]`.
    starts: Vec<u32>,
    children: Vec<u32>,
    /// First and last token of each subtree.
    reach: Vec<(u32, u32)>,
    /// Number of steps to the root of the sentence.
    depth: Vec<u32>,
}

impl Index {
    fn of(words: &[Word]) -> Self {
        let count = words.len();
        let head = |word: usize| {
            words[word].head.map(|head| head as usize).filter(|head| *head < count && *head != word)
        };
        let mut starts = vec![0u32; count + 1];
        for word in 0..count {
            if let Some(head) = head(word) {
                starts[head + 1] += 1;
            }
        }
        for word in 0..count {
            starts[word + 1] += starts[word];
        }
        let mut next = starts.clone();
        let mut children = vec![0u32; starts[count] as usize];
        for word in 0..count {
            if let Some(head) = head(word) {
                children[next[head] as usize] = word as u32;
                next[head] += 1;
            }
        }
        let mut index = Self {
            starts,
            children,
            reach: (0..count as u32).map(|word| (word, word)).collect(),
            depth: vec![0; count],
        };
        // From the roots down, then back up: no recursion, so that a very deep tree is no danger.
        let mut order: Vec<u32> =
            (0..count).filter(|word| head(*word).is_none()).map(|word| word as u32).collect();
        let mut at = 0;
        while at < order.len() {
            let word = order[at] as usize;
            for child in index.children(word) {
                index.depth[child as usize] = index.depth[word] + 1;
                order.push(child);
            }
            at += 1;
        }
        for word in order.into_iter().rev() {
            if let Some(head) = head(word as usize) {
                let (first, last) = index.reach[word as usize];
                let reach = &mut index.reach[head];
                *reach = (reach.0.min(first), reach.1.max(last));
            }
        }
        index
    }

    fn children(&self, word: usize) -> Vec<u32> {
        self.range(word).to_vec()
    }

    fn range(&self, word: usize) -> &[u32] {
        match (self.starts.get(word), self.starts.get(word + 1)) {
            (Some(start), Some(end)) => self.children.get(*start as usize..*end as usize).unwrap_or_default(),
            _ => &[],
        }
    }
}

/// What the tagger, lemmatizer and parser say of one token.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Word {
    /// Dictionary form.
    pub lemma: CompactString,
    /// Universal part of speech.
    pub upos: Upos,
    /// Penn Treebank tag.
    pub xpos: Xpos,
    /// Index of the head in [`Parsed::words`]; `None` for the root of a sentence.
    pub head: Option<u32>,
    /// Relation to the head.
    pub relation: Relation,
}

impl<'t> Parsed<'t> {
    /// A text with its words; heads that point nowhere count as roots.
    pub fn new(document: Document<'t>, words: Vec<Word>) -> Self {
        let index = Index::of(&words);
        Self { document, words, index }
    }

    /// Whether there are tags and trees.
    pub fn has_trees(&self) -> bool {
        !self.words.is_empty()
    }

    /// The words of one token as they stand in the text.
    pub fn text_of(&self, token: usize) -> &'t str {
        self.document.token_text(token)
    }

    /// The head of a token, if it has one.
    pub fn head(&self, token: usize) -> Option<usize> {
        self.words.get(token)?.head.map(|head| head as usize)
    }

    /// The heads above a token, the nearest first.
    pub fn ancestors(&self, token: usize) -> impl Iterator<Item = usize> + '_ {
        let mut left = self.words.len();
        std::iter::successors(self.head(token), move |here| {
            left = left.checked_sub(1)?;
            self.head(*here)
        })
    }

    /// The direct dependents of a token, in text order.
    pub fn children(&self, token: usize) -> impl DoubleEndedIterator<Item = usize> + '_ {
        self.index.range(token).iter().map(|child| *child as usize)
    }

    /// The first dependent with this relation.
    pub fn child(&self, token: usize, relation: Relation) -> Option<usize> {
        self.children(token).find(|&child| self.words[child].relation == relation)
    }

    /// The dependents whose relation is one of these, in text order.
    pub fn children_with<'a>(
        &'a self,
        token: usize,
        relations: &'a [Relation],
    ) -> impl Iterator<Item = usize> + 'a {
        self.children(token).filter(move |&child| relations.contains(&self.words[child].relation))
    }

    /// The number of steps from a token up to the root of its sentence.
    pub fn depth(&self, token: usize) -> usize {
        self.index.depth.get(token).map_or(0, |depth| *depth as usize)
    }

    /// The root of a sentence.
    pub fn root(&self, sentence: usize) -> Option<usize> {
        let tokens = self.document.sentences.get(sentence)?.tokens.clone();
        self.words
            .get(tokens.clone())?
            .iter()
            .position(|word| word.head.is_none())
            .map(|at| at + tokens.start)
    }

    /// Whether `token` lies below `ancestor` (or is it).
    pub fn is_below(&self, token: usize, ancestor: usize) -> bool {
        if token == ancestor {
            return true;
        }
        // Not deeper means not below: most answers need no walk.
        let (Some(from), Some(to)) = (self.index.depth.get(token), self.index.depth.get(ancestor)) else {
            return false;
        };
        let Some(steps) = from.checked_sub(*to).filter(|steps| *steps > 0) else { return false };
        self.ancestors(token).nth(steps as usize - 1) == Some(ancestor)
    }

    /// A token and all its descendants, in text order.
    pub fn subtree(&self, token: usize) -> Vec<usize> {
        let mut found = vec![token];
        let mut at = 0;
        while at < found.len() && found.len() <= self.words.len() {
            found.extend(self.children(found[at]));
            at += 1;
        }
        found.sort_unstable();
        found
    }

    /// First and last token of the hull of a token and all its descendants.
    pub fn reach(&self, token: usize) -> std::ops::RangeInclusive<usize> {
        let (first, last) = self.index.reach.get(token).copied().unwrap_or((token as u32, token as u32));
        first as usize..=last as usize
    }

    /// The hull of a token and all its descendants.
    pub fn subtree_span(&self, token: usize) -> Span {
        let reach = self.reach(token);
        let tokens = &self.document.tokens;
        match (tokens.get(*reach.start()), tokens.get(*reach.end())) {
            (Some(first), Some(last)) => first.span.hull(last.span),
            _ => Span::default(),
        }
    }
}
