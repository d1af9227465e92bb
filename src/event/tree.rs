//! One sentence's tree with quick access to children, lower-case lemmas and hyphenated words.

use std::ops::Range;

use compact_str::{CompactString, ToCompactString};

use super::actors::of_sentence;
use super::mend::Edges;
use crate::lexicon::EventLists;
use crate::mention::Mention;
use crate::span::Span;
use crate::syntax::{Parsed, Relation, Upos, Word, Xpos};
use crate::time::TimeExpression;

/// A sentence longer than this is a table or a list, not a sentence; its tail is left unread.
const LONGEST: usize = 400;

/// A sentence as the event rules read it. Tokens are numbered as in the whole text.
pub(super) struct Tree<'a> {
    pub(super) parsed: &'a Parsed<'a>,
    pub(super) sentence: usize,
    pub(super) tokens: Range<usize>,
    children: Vec<Vec<usize>>,
    edges: Edges,
    lemmas: Vec<CompactString>,
    wholes: Vec<CompactString>,
    /// The first token after a dateline: "KABUL (AP) - ".
    pub(super) body: usize,
}

impl<'a> Tree<'a> {
    pub(super) fn new(
        parsed: &'a Parsed<'a>,
        sentence: usize,
        mentions: &[&Mention],
        times: &[TimeExpression],
        lists: &EventLists,
    ) -> Option<Self> {
        let all = parsed.document.sentences.get(sentence)?.tokens.clone();
        let tokens = all.start..all.end.min(all.start + LONGEST).min(parsed.words.len());
        let number = u32::try_from(sentence).unwrap_or(u32::MAX);
        let times: Vec<&TimeExpression> = of_sentence(times, number, |time| time.sentence).collect();
        let edges = Edges::of(parsed, &tokens, mentions, &times, lists);
        let mut children = vec![Vec::new(); tokens.len()];
        for token in tokens.clone() {
            let head = edges.head(token);
            if let Some(list) = head.and_then(|head| children.get_mut(head - tokens.start)) {
                list.push(token);
            }
        }
        let lemmas = tokens.clone().map(|token| mended(parsed, token, edges.upos(token), lists)).collect();
        let body = tokens.start;
        let mut tree = Self { parsed, sentence, tokens, children, edges, lemmas, wholes: Vec::new(), body };
        tree.body = tree.after_dateline();
        tree.wholes = tree.tokens.clone().map(|token| tree.glued(token)).collect();
        Some(tree)
    }

    /// The word with what is glued to it by hyphens on its left: "cease-fire" at "fire".
    fn glued(&self, token: usize) -> CompactString {
        let mut first = token;
        while first >= self.tokens.start + 2
            && self.text(first - 1) == "-"
            && self.touches(first - 1, first)
            && self.touches(first - 2, first - 1)
        {
            first -= 2;
        }
        if first == token {
            return self.lemma(token).into();
        }
        let start = self.span(first).start as usize;
        let front = Span::new(start, self.span(token).start as usize);
        lower(&format!("{}{}", front.of(self.parsed.document.text), self.lemma(token)))
    }

    /// Where the sentence begins after a dateline of capitals, an agency in brackets and a dash.
    fn after_dateline(&self) -> usize {
        let mut capitals = false;
        for token in self.tokens.clone().take(16) {
            let text = self.text(token);
            let dash = matches!(text, "-" | "--" | "–" | "—" | ":") && token > self.tokens.start;
            if dash && !(self.touches(token - 1, token) && text == "-") && capitals {
                return token + 1;
            }
            let letters = text.chars().filter(|c| c.is_alphabetic()).count();
            capitals |= letters >= 2 && text.chars().all(|c| c.is_uppercase() || !c.is_alphabetic());
            let fits = text.chars().next().is_some_and(|c| !c.is_lowercase());
            if !fits {
                return self.tokens.start;
            }
        }
        self.tokens.start
    }

    /// Whether the sentence ends with a question mark, quotation marks aside.
    pub(super) fn is_question(&self) -> bool {
        let mut ends = self.tokens.clone().rev().map(|token| self.text(token));
        ends.find(|text| text.chars().any(|c| c.is_alphanumeric() || matches!(c, '?' | '.' | '!')))
            .is_some_and(|text| text.contains('?'))
    }

    pub(super) fn touches(&self, left: usize, right: usize) -> bool {
        self.span(left).end == self.span(right).start
    }

    pub(super) fn children(&self, token: usize) -> &[usize] {
        token.checked_sub(self.tokens.start).and_then(|at| self.children.get(at)).map_or(&[], Vec::as_slice)
    }

    pub(super) fn child(&self, token: usize, relation: Relation) -> Option<usize> {
        self.children(token).iter().copied().find(|&child| self.relation(child) == relation)
    }

    pub(super) fn head(&self, token: usize) -> Option<usize> {
        self.edges.head(token)
    }

    pub(super) fn word(&self, token: usize) -> Option<&Word> {
        self.parsed.words.get(token)
    }

    pub(super) fn relation(&self, token: usize) -> Relation {
        self.edges.relation(token)
    }

    pub(super) fn upos(&self, token: usize) -> Upos {
        let at = token.checked_sub(self.tokens.start);
        at.and_then(|at| self.edges.upos.get(at).copied()).unwrap_or(Upos::X)
    }

    pub(super) fn xpos(&self, token: usize) -> Xpos {
        self.word(token).map_or(Xpos::Xx, |word| word.xpos)
    }

    /// The lemma in lower case.
    pub(super) fn lemma(&self, token: usize) -> &str {
        token.checked_sub(self.tokens.start).and_then(|at| self.lemmas.get(at)).map_or("", |lemma| lemma)
    }

    /// The lemma with what hyphens glue to it: "cease-fire".
    pub(super) fn whole(&self, token: usize) -> &str {
        token.checked_sub(self.tokens.start).and_then(|at| self.wholes.get(at)).map_or("", |whole| whole)
    }

    pub(super) fn text(&self, token: usize) -> &'a str {
        self.parsed.text_of(token)
    }

    pub(super) fn span(&self, token: usize) -> Span {
        self.parsed.document.tokens.get(token).map_or_else(Span::default, |token| token.span)
    }

    /// Whether the token's phrase begins with this preposition.
    pub(super) fn has_case(&self, token: usize, preposition: &str) -> bool {
        self.children(token).iter().any(|&child| {
            matches!(self.relation(child), Relation::Case | Relation::Mark)
                && self.lemma(child) == preposition
        })
    }

    /// Whether `token` hangs below `above`.
    pub(super) fn is_below(&self, token: usize, above: usize) -> bool {
        let mut token = token;
        for _ in 0..self.tokens.len() {
            let Some(head) = self.head(token) else { return false };
            if head == above {
                return true;
            }
            token = head;
        }
        false
    }

    pub(super) fn is_nominal(&self, token: usize) -> bool {
        matches!(self.upos(token), Upos::Noun | Upos::Propn | Upos::Pron | Upos::Num | Upos::Sym | Upos::X)
    }

    pub(super) fn is_verb(&self, token: usize) -> bool {
        matches!(self.upos(token), Upos::Verb)
    }

    /// The token and those coordinated with it.
    pub(super) fn with_conjuncts(&self, token: usize) -> Vec<usize> {
        let mut all = vec![token];
        let mut at = 0;
        // "Chad, Mali, Niger and Togo": each may hang on the one before
        while let Some(&name) = all.get(at) {
            at += 1;
            let conjuncts = self.children(name).iter().copied();
            all.extend(conjuncts.filter(|&child| {
                self.relation(child) == Relation::Conj
                    && (self.is_nominal(child) || self.upos(child) == Upos::Adj)
            }));
        }
        if let Some(others) = all.get_mut(1..) {
            others.sort_unstable();
        }
        all
    }
}

fn lower(word: &str) -> CompactString {
    if word.bytes().any(|byte| byte.is_ascii_uppercase()) || !word.is_ascii() {
        return word.to_lowercase().to_compact_string();
    }
    word.into()
}

/// The lemma; of a word the parser left without one, its text.
fn lemma_of<'a>(parsed: &'a Parsed<'_>, token: usize) -> &'a str {
    match parsed.words.get(token) {
        Some(word) if !word.lemma.is_empty() && word.lemma != "_" => &word.lemma,
        _ => parsed.document.tokens.get(token).map_or("", |token| token.span.of(parsed.document.text)),
    }
}

/// The lemma in lower case; where the lists do not know it, the dictionary form they do know.
fn mended(parsed: &Parsed<'_>, token: usize, upos: Upos, lists: &EventLists) -> CompactString {
    let lemma = lower(lemma_of(parsed, token));
    if !matches!(upos, Upos::Verb | Upos::Noun) || lists.patterns.knows(&lemma) {
        return lemma;
    }
    let text = lower(parsed.text_of(token));
    let known = stems(&text).into_iter().find(|stem| lists.patterns.knows(stem));
    known.unwrap_or(lemma)
}

/// What an inflected form may be a form of: "freed" of "free", "airstrikes" of "airstrike".
fn stems(text: &str) -> Vec<CompactString> {
    let mut stems = Vec::new();
    for (ending, instead) in [
        ("ies", "y"),
        ("ied", "y"),
        ("es", ""),
        ("es", "e"),
        ("s", ""),
        ("ed", ""),
        ("ed", "e"),
        ("ing", ""),
        ("ing", "e"),
    ] {
        let Some(stem) = text.strip_suffix(ending) else { continue };
        if stem.len() < 2 {
            continue;
        }
        stems.push(CompactString::from(format!("{stem}{instead}")));
        let mut letters = stem.chars().rev();
        if instead.is_empty() && letters.next() == letters.next() {
            let shorter: String = stem.chars().take(stem.chars().count() - 1).collect();
            stems.push(shorter.into());
        }
    }
    stems
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn stems_hold_the_dictionary_form() {
        for (form, stem) in
            [("freed", "free"), ("airstrikes", "airstrike"), ("barred", "bar"), ("allies", "ally")]
        {
            assert!(stems(form).iter().any(|found| found == stem), "{form}");
        }
    }
}
