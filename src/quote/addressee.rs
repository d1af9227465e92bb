//! To whom something was said.

use super::draft::Draft;
use super::layout::Layout;
use super::speaker;
use super::tree::Tree;
use crate::lexicon::Cues;
use crate::lexicon::cues::Frame;
use crate::span::Span;
use crate::syntax::Relation;

/// Finds whom each quote was said to: the object of "told", or a phrase with "to" beside "said" or "wrote".
///
/// > "We won," Ms Osei told reporters in Oslo. -> "reporters"
pub(super) fn find(layout: &Layout<'_>, cues: &Cues, quotes: &mut [Draft]) {
    for quote in quotes {
        let Some(cue) = quote.cue else { continue };
        let document = &layout.parsed.document;
        let token = document.tokens_in(cue).start;
        let Some(sentence) = document.sentence_of_token(token) else { continue };
        let Some(tree) = Tree::of_sentence(layout.parsed, sentence) else { continue };
        let taken = |head: usize| quote.spans.iter().any(|span| span.overlaps(tree.span(head)));
        let told = cues.of_form(&tree.lower(token)).any(|cue| cue.frames.has(Frame::Person));
        let object = tree
            .child(token, Relation::Iobj)
            .or_else(|| tree.child(token, Relation::Obj))
            .filter(|&head| told && !taken(head));
        let spoken_to = || {
            tree.children(token)
                .iter()
                .copied()
                .find(|&child| tree.is(child, Relation::Obl) && tree.has_marker(child, "to") && !taken(child))
        };
        let says =
            quote.class.as_deref().is_some_and(|class| !matches!(class, "mention" | "agree" | "oppose"));
        let head = object.or_else(|| if says { spoken_to() } else { None });
        // Nobody is told by himself: behind a question the parser may call its subject an object.
        let speaks = |words: &Span| quote.speaker.is_some_and(|speaker| speaker.overlaps(*words));
        // "warned drivers that the bridge was icy": what was said is nobody's name.
        let said: Vec<usize> = tree.tokens().filter(|&at| taken(at)).collect();
        quote.addressee =
            head.and_then(|head| speaker::phrase(&tree, head, &said)).filter(|words| !speaks(words));
    }
}
