//! What every tagger and parser does, whatever is inside it.

use super::tags::{Relation, Upos, Xpos};

/// Words of one tag which is too rare in the treebanks to be among those the model chooses from.
const RARE_TAGS: [(&str, Upos, Xpos); 3] =
    [("whose", Upos::Pron, Xpos::WpPoss), ("e.g.", Upos::Adv, Xpos::Fw), ("i.e.", Upos::Adv, Xpos::Fw)];

/// Tag and head of one word of a sentence.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Annotation {
    /// Universal part of speech.
    pub upos: Upos,
    /// Penn Treebank tag.
    pub xpos: Xpos,
    /// Place of the head in the sentence, from 0; `None` for the root.
    pub head: Option<u32>,
    /// Relation to the head.
    pub relation: Relation,
}

/// Tags and parses one sentence at a time.
pub trait Annotator: Send + Sync {
    /// Adds one annotation a form to `out`: a tree with exactly one root.
    fn annotate(&self, forms: &[&str], out: &mut Vec<Annotation>);

    /// Whether a word, in small letters, is one it learned of.
    fn knows(&self, word: &str) -> bool;
}

/// Gives words their tag where there is only one and the model cannot know it: "whose" is WP$.
pub(super) fn name_rare_tags(forms: &[&str], words: &mut [Annotation]) {
    for (form, word) in forms.iter().zip(words) {
        if let Some((_, upos, xpos)) = RARE_TAGS.iter().find(|(rare, ..)| form.eq_ignore_ascii_case(rare)) {
            (word.upos, word.xpos) = (*upos, *xpos);
        }
    }
}

/// Hangs words that were attached to a punctuation mark where the mark itself hangs.
///
/// "Rates rose; a vote follows": nothing depends on the semicolon, neither in the guidelines nor here. A mark that
/// became the root gives its place to the first word below it.
pub(super) fn lift_from_marks(words: &mut [Annotation]) {
    let is_mark =
        |words: &[Annotation], at: u32| words.get(at as usize).is_some_and(|word| word.upos == Upos::Punct);
    let head = |words: &[Annotation], at: u32| words.get(at as usize).and_then(|word| word.head);
    let root = words.iter().position(|word| word.head.is_none() && word.upos == Upos::Punct);
    if let Some(root) = root {
        let Some(first) = words.iter().position(|word| word.upos != Upos::Punct) else { return };
        let mut top = first as u32;
        let mut at = top;
        while let Some(above) = head(words, at) {
            at = above;
            if !is_mark(words, at) {
                top = at;
            }
        }
        if let Some(word) = words.get_mut(top as usize) {
            (word.head, word.relation) = (None, Relation::Root);
        }
        if let Some(mark) = words.get_mut(root) {
            (mark.head, mark.relation) = (Some(top), Relation::Punct);
        }
    }
    for word in 0..words.len() as u32 {
        let mut target = head(words, word);
        while let Some(at) = target.filter(|at| is_mark(words, *at)) {
            target = head(words, at);
        }
        // The marks on the way hang there too, so that no way is gone twice.
        let mut at = word;
        while let Some(above) = head(words, at).filter(|above| is_mark(words, *above)) {
            if let Some(word) = words.get_mut(at as usize) {
                word.head = target;
            }
            at = above;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// A random tree: each word hangs from an earlier one in a random order; the first of the order is the root.
    fn trees() -> impl Strategy<Value = Vec<Annotation>> {
        let words = proptest::collection::vec((any::<u32>(), any::<bool>()), 1..40);
        (words, any::<u64>()).prop_map(|(words, seed)| {
            let mut order: Vec<usize> = (0..words.len()).collect();
            order.sort_by_key(|at| (*at as u64 + 1).wrapping_mul(seed | 1));
            let mut tree =
                vec![
                    Annotation { upos: Upos::Noun, xpos: Xpos::Nn, head: None, relation: Relation::Root };
                    words.len()
                ];
            for (rank, at) in order.iter().enumerate() {
                let (above, is_mark) = words[rank];
                tree[*at].upos = if is_mark { Upos::Punct } else { Upos::Noun };
                if rank > 0 {
                    tree[*at].head = Some(order[above as usize % rank] as u32);
                    tree[*at].relation = Relation::Dep;
                }
            }
            tree
        })
    }

    #[test]
    fn whose_has_its_own_tag() {
        let lexicon = crate::lexicon::Lexicon::built_in().unwrap();
        let model = crate::syntax::Model::built_in().unwrap();
        for sentence in ["The envoy whose house burned left.", "Whose troops are they?"] {
            let parsed = crate::syntax::parse(crate::text::read(sentence, lexicon), Some("en"), model);
            let tags: Vec<_> = parsed.words.iter().filter(|word| word.lemma == "whose").collect();
            assert_eq!(tags.len(), 1, "{sentence}: {:?}", parsed.words);
            assert_eq!((tags[0].upos, tags[0].xpos), (Upos::Pron, Xpos::WpPoss), "{sentence}");
        }
    }

    proptest! {
        #[test]
        fn nothing_hangs_from_a_mark_and_the_tree_stays_one(mut tree in trees()) {
            lift_from_marks(&mut tree);
            prop_assert_eq!(tree.iter().filter(|word| word.head.is_none()).count(), 1);
            let only_marks = tree.iter().all(|word| word.upos == Upos::Punct);
            for start in 0..tree.len() {
                if let Some(head) = tree[start].head {
                    prop_assert!(only_marks || tree[head as usize].upos != Upos::Punct);
                }
                let mut at = start;
                let mut steps = 0;
                while let Some(head) = tree[at].head {
                    at = head as usize;
                    steps += 1;
                    prop_assert!(steps <= tree.len(), "a circle");
                }
            }
        }
    }
}
