//! Reported statements by syntax: the clause, infinitive or phrase that a word of saying, thinking or wanting takes.
//!
//! > The ministry denied that it had asked for help. -> deny: "that it had asked for help"

use std::cmp::Reverse;

use super::QuoteKind;
use super::content;
use super::draft::{Draft, Manner};
use super::extent;
use super::layout::Layout;
use super::manner;
use super::speaker;
use super::tree::{Tree, joined};
use crate::lexicon::cues::{Cue, CuePos, Frame};
use crate::lexicon::{Cues, Lexicon};
use crate::span::Span;
use crate::syntax::{Relation, Upos, Xpos};

/// A longer sentence is a list or a page without full stops; its tree is not worth the walk.
const LONGEST: usize = 250;

/// The reported statements of an article, sentence by sentence.
pub(super) fn find(layout: &Layout<'_>, lexicon: &Lexicon) -> Vec<Draft> {
    let mut drafts = Vec::new();
    for sentence in 0..layout.parsed.document.sentences.len() {
        let Some(tree) = Tree::of_sentence(layout.parsed, sentence) else { continue };
        if tree.tokens().len() > LONGEST {
            continue;
        }
        let reader = Reader { layout, cues: &lexicon.cues, lexicon, tree: &tree };
        drafts.extend(tree.tokens().filter_map(|token| reader.cue(token)));
    }
    drafts
}

/// Reads one sentence.
pub(super) struct Reader<'a> {
    pub(super) layout: &'a Layout<'a>,
    pub(super) cues: &'a Cues,
    pub(super) lexicon: &'a Lexicon,
    pub(super) tree: &'a Tree<'a>,
}

/// What a cue reports: the tokens, the cue's own span, and the frame that held them.
pub(super) struct Found {
    pub(super) content: Vec<usize>,
    pub(super) cue: Span,
    pub(super) rule: &'static str,
    /// Who speaks, where the order of words tells it better than the tree.
    pub(super) speaker: Option<Span>,
}

impl Found {
    pub(super) fn new(content: Vec<usize>, cue: Span, rule: &'static str) -> Self {
        Self { content, cue, rule, speaker: None }
    }
}

impl Reader<'_> {
    /// The statement reported by the word at `token`, if it reports one.
    fn cue(&self, token: usize) -> Option<Draft> {
        let tree = self.tree;
        let form = tree.lower(token);
        let pos_is_adverb = tree.upos(token)? == Upos::Adv;
        let pos = match tree.upos(token)? {
            Upos::Verb | Upos::Aux => CuePos::Verb,
            Upos::Noun | Upos::Propn => CuePos::Noun,
            Upos::Adj => CuePos::Adjective,
            Upos::Adp | Upos::Sconj => CuePos::Phrase,
            Upos::Adv => CuePos::Adverb,
            _ => return None,
        };
        if pos_is_adverb {
            return self.hedge(token, &form);
        }
        if let Some(source) = self.source(token, &form) {
            return Some(source);
        }
        // "If the minister says that ...": nobody has said it yet.
        if self.is_supposed(token) {
            return None;
        }
        // "It remains to be seen": nobody has seen it.
        if tree.is(token, Relation::Xcomp)
            && tree.head(token).is_some_and(|head| tree.lemma(head) == "remain")
        {
            return None;
        }
        let mut cues: Vec<&Cue> = self
            .cues
            .of_form(&form)
            .filter(|cue| cue.pos == pos || self.may_be(cue, pos, token))
            .filter(|cue| self.rest_matches(cue, token))
            .collect();
        cues.sort_by_key(|cue| Reverse((cue.pos == pos, cue.rest.len())));
        // "is opposed to the mine": where the verb reports nothing, the adjective may.
        let (cue, mut found, speaker) = cues.into_iter().find_map(|cue| {
            let (found, speaker) = match cue.pos {
                CuePos::Verb => (self.verb(token, cue)?, speaker::of_verb(tree, token)),
                CuePos::Noun => (self.noun(token, cue)?, speaker::of_noun(tree, token, self.cues)),
                CuePos::Adjective => (self.adjective(token, cue)?, speaker::of_verb(tree, token)),
                _ => return None,
            };
            Some((cue, found, speaker))
        })?;
        extent::without_agent(tree, token, &mut found.content);
        extent::without_own_participle(tree, self.cues, token, &mut found.content);
        extent::without_next_act(tree, &mut found.content);
        if found.rule == "object" {
            extent::without_day(tree, self.lexicon, &mut found.content);
        }
        // "asked not to be named": without "not" the words would say the opposite.
        let negation = found.content.first().and_then(|first| first.checked_sub(1)).filter(|&at| {
            at > token && found.rule == "infinitive" && matches!(tree.lower(at).as_str(), "not" | "never")
        });
        if let Some(negation) = negation {
            found.content.insert(0, negation);
        }
        let whole = matches!(found.rule, "behind" | "aside" | "as-said");
        if !whole && !cue.frames.has(Frame::ObjectWith) {
            extent::with_rest_of_phrase(tree, self.lexicon, token, &mut found.content);
        }
        self.draft(found, speaker, Some(cue))
    }

    /// Whether a verb stands in a clause with "if" or "unless", or in one that begins with "had" in place of "if".
    fn is_supposed(&self, token: usize) -> bool {
        let tree = self.tree;
        let marked = ["if", "unless"].iter().any(|word| tree.has_marker(token, word));
        let inverted = tree.child(token, Relation::Aux).is_some_and(|had| {
            had == tree.tokens().start
                && tree.lower(had) == "had"
                && tree.child(token, Relation::Nsubj).is_some_and(|subject| had < subject && subject < token)
        });
        // "asked if the army had said so": a question that was put.
        inverted || (marked && !tree.is(token, Relation::Ccomp))
    }

    /// Whether a word tagged `pos` can be this cue all the same: an adjective is often tagged as a verb, and a verb with
    /// an object ("deplored the raid") is a verb whatever the tagger says.
    fn may_be(&self, cue: &Cue, pos: CuePos, token: usize) -> bool {
        match (cue.pos, pos) {
            (CuePos::Adjective, CuePos::Verb) => true,
            (CuePos::Verb, CuePos::Adjective) => {
                self.tree.child(token, Relation::Obj).is_some()
                    || (cue.frames.has(Frame::Silence) && self.tree.child(token, Relation::Aux).is_some())
                    || (cue.frames.has(Frame::That) && self.is_verb_before_that(token))
            }
            // "Tehran views the drill as hostile": a noun has no object.
            (CuePos::Verb, CuePos::Noun) => {
                let object = self.tree.child(token, Relation::Obj).filter(|&object| object > token);
                object.is_some_and(|_| self.tree.child(token, Relation::Det).is_none())
                    || (cue.frames.has(Frame::That) && self.is_verb_before_that(token))
            }
            _ => false,
        }
    }

    /// Whether a noun or adjective at the top of its sentence can only be a verb: "The board certified that ...".
    fn is_verb_before_that(&self, token: usize) -> bool {
        let tree = self.tree;
        let that = tree.tokens().contains(&(token + 1)) && tree.lower(token + 1) == "that";
        let verbless = tree.child(token, Relation::Cop).is_none() && tree.is(token, Relation::Root);
        // "The court ruling that": a noun has an article of its own, unless the noun before it has taken the article.
        let before = token.checked_sub(1).filter(|at| tree.tokens().contains(at));
        let subject =
            before.is_some_and(|at| matches!(tree.upos(at), Some(Upos::Noun | Upos::Propn | Upos::Pron)));
        let inflected = tree.lower(token).ends_with('s') || tree.lower(token) != tree.lemma(token);
        that && verbless && subject && (inflected || tree.child(token, Relation::Nsubj).is_some())
    }

    /// The words of a phrasal cue stand right after its first word: "pointed out".
    pub(super) fn rest_matches(&self, cue: &Cue, token: usize) -> bool {
        cue.rest.iter().enumerate().all(|(at, word)| {
            let next = token + 1 + at;
            self.tree.tokens().contains(&next) && self.tree.lower(next) == *word
        })
    }

    fn draft(&self, found: Found, speaker: Option<usize>, cue: Option<&Cue>) -> Option<Draft> {
        let spans = content::spans(self.layout, self.tree, &found.content, found.cue);
        // "Bruk wrote “Return to Orvik” in 2011": she said nothing.
        let names_work = spans.first().is_some_and(|first| {
            let gap = Span { start: found.cue.end.min(first.start), end: first.start };
            first.start >= found.cue.end
                && !gap.of(self.layout.text).contains(char::is_alphanumeric)
                && self.layout.in_title(first.start)
        });
        if spans.is_empty() || names_work || self.layout.in_title(found.cue.start) {
            return None;
        }
        let reporting = self.layout.parsed.document.tokens_in(found.cue);
        let without: Vec<usize> = found.content.iter().copied().chain(reporting.clone()).collect();
        let named = |head: usize| speaker::phrase(self.tree, head, &without);
        let speaker = match found.speaker {
            Some(words) => Some(words),
            None => speaker
                .filter(|&head| !speaker::is_time(self.tree, head, self.lexicon))
                .and_then(named)
                .or_else(|| speaker::beside(self.tree, reporting.start, &without, self.lexicon))
                .or_else(|| {
                    // "the minister raised the matter and proposed a visit": who stands before the first verb.
                    let first = self.tree.head(reporting.start).filter(|&first| first < reporting.start)?;
                    let joined = self.tree.is(reporting.start, Relation::Conj);
                    joined.then(|| speaker::beside(self.tree, first, &without, self.lexicon)).flatten()
                }),
        };
        Some(Draft {
            kind: self.kind(&spans),
            spans,
            speaker,
            cue: Some(found.cue),
            addressee: None,
            class: match found.rule {
                "silence" => Some("refuse".into()),
                _ => cue.map(|cue| cue.class.clone()),
            },
            rule: found.rule,
            manner: Manner::default(),
        })
    }

    /// Direct, mixed or indirect, by how much of it stands in quotation marks.
    pub(super) fn kind(&self, spans: &[Span]) -> QuoteKind {
        let mut inside = 0;
        let mut outside = 0;
        for span in spans {
            for token in self.layout.parsed.document.tokens_in(*span) {
                if self.tree.is_punctuation(token) {
                    continue;
                }
                match self.layout.quotation_at(self.tree.span(token).start) {
                    Some(_) => inside += 1,
                    None => outside += 1,
                }
            }
        }
        match (inside, outside) {
            (0, _) => QuoteKind::Indirect,
            (_, 0) => QuoteKind::Direct,
            _ => QuoteKind::Mixed,
        }
    }

    fn verb(&self, token: usize, cue: &Cue) -> Option<Found> {
        if cue.frames.has(Frame::Silence)
            && let Some(refused) = self.silence(token)
        {
            return Some(refused);
        }
        let says = cue.frames.has(Frame::That) && is_told(self.tree, token);
        if says && let Some(inserted) = self.inserted(token, cue) {
            return Some(inserted);
        }
        if says && let Some(behind) = self.stands_behind(token, cue) {
            return Some(behind);
        }
        let found = self.verb_by_tree(token, cue);
        // "Holm, asked whether she was ill, said she was fine": who was asked says it.
        let question = self.tree.child(token, Relation::Ccomp).filter(|&asked| asked < token);
        let found = match (found, question.filter(|_| self.tree.text(token.saturating_sub(1)) == ",")) {
            (Some(found), Some(asked))
                if found.content.iter().all(|&at| at > token) && found.speaker.is_none() =>
            {
                Some(Found { speaker: self.speaker_ahead(token, &self.tree.subtree(asked, &[])), ..found })
            }
            (found, _) => found,
        };
        let weak = found.as_ref().is_none_or(|found| matches!(found.rule, "object" | "phrase"));
        let describes = self.tree.is(token, Relation::AclRelcl);
        // "One of them, Sean Burke, said he would fight": what stands before is who says it.
        if says
            && let Some(ahead) =
                found.as_ref().filter(|found| found.rule == "clause").map(|found| &found.content)
            && ahead.iter().all(|&at| at < token)
            && let Some(rest) = self.rest_of_clause(token, cue)
        {
            return Some(Found { speaker: self.speaker_ahead(token, ahead), ..rest });
        }
        match weak && says && !describes && cue.frames.has(Frame::Quote) && is_finite(self.tree, token) {
            true => self.rest_of_clause(token, cue).or(found),
            false => found,
        }
    }

    /// The noun phrase at the beginning of what the parser took for the words said; the one beside the verb where a
    /// clause stands between ("Asked whether she would run, the governor said").
    fn speaker_ahead(&self, token: usize, ahead: &[usize]) -> Option<Span> {
        let tree = self.tree;
        let first = ahead.iter().copied().find(|&at| !tree.is_punctuation(at))?;
        let beside = speaker::beside(tree, token, &[], self.lexicon);
        let leads = matches!(
            tree.upos(first),
            Some(Upos::Det | Upos::Propn | Upos::Noun | Upos::Num | Upos::Pron | Upos::Adj)
        );
        let named = leads && tree.text(token - 1) == ",";
        if !named && (first == tree.tokens().start && !leads || tree.upos(token - 1) == Some(Upos::Pron)) {
            return beside;
        }
        let comma = (first..token).find(|&at| tree.text(at) == ",").unwrap_or(token);
        speaker::words(tree, first..comma).or(beside)
    }

    /// "did not elaborate on the plan": that nothing was said is told.
    fn silence(&self, token: usize) -> Option<Found> {
        let tree = self.tree;
        let negator = manner::negator(tree, token)?;
        let helper = tree
            .children(token)
            .iter()
            .copied()
            .find(|&child| matches!(tree.relation(child), Some(Relation::Aux)) && child < negator)?;
        let content = tree.subtree(token, &[]).into_iter().filter(|&at| at >= token).collect();
        Some(Found::new(content, tree.span(helper).hull(tree.span(negator)), "silence"))
    }

    fn has_that(&self, clause: usize) -> bool {
        self.tree.has_marker(clause, "that")
    }

    fn verb_by_tree(&self, token: usize, cue: &Cue) -> Option<Found> {
        let tree = self.tree;
        let told = is_told(tree, token);
        let cue_span = self.phrasal_span(token, cue.rest.len());
        let found = |content: Vec<usize>, rule| Some(Found::new(content, cue_span, rule));
        let passive = speaker::is_passive(tree, token);
        let object = self.object(token);
        let clause = tree
            .child(token, Relation::Ccomp)
            .or_else(|| tree.child(token, Relation::CsubjPass))
            .or_else(|| self.marked(token, "that").filter(|&child| tree.is(child, Relation::Advcl)));
        // "read it as if it were a psalm": how it was read.
        let clause = clause.filter(|&clause| !tree.has_marker(clause, "as"));
        // "Citing two sources, the Post said": what the speaker does beside saying is not said.
        let clause = clause.filter(|&clause| token < clause || !is_leading_participle(tree, clause));
        // "Asked whether she would run, he said ...": the question is not the answer.
        let asked = |clause: usize| {
            clause < token
                && (["whether", "if"].iter().any(|word| tree.has_marker(clause, word))
                    || matches!(tree.lower(clause).as_str(), "asked" | "pressed" | "questioned"))
        };
        let clause = match clause.filter(|&clause| asked(clause)) {
            Some(_) => tree
                .children(token)
                .iter()
                .copied()
                .find(|&child| child > token && tree.is(child, Relation::Ccomp)),
            None => clause,
        };
        if let Some(clause) = clause.filter(|&clause| self.takes_clause(cue, clause)) {
            let object = object.filter(|&object| token < object && object < clause);
            let stray = object.filter(|_| !cue.frames.has(Frame::Person) && !self.has_that(clause));
            return match stray {
                // "said the race had been close": what stands between is the subject, whatever the parser made of it.
                Some(object) => found(self.both(object, clause), "clause"),
                None => found(tree.subtree(clause, &[]), "clause"),
            };
        }
        // "told deputies the road was closed": read by the parser as deputies whom the road closed.
        let persuades = cue.frames.has(Frame::Person) || cue.frames.has(Frame::ToOther);
        let listener = tree.child(token, Relation::Iobj).or(object);
        let told_clause = listener.filter(|_| persuades).and_then(|object| {
            let below = tree.children(object).iter().copied();
            let clause = |&child: &usize| match tree.relation(child) {
                Some(Relation::AclRelcl) => cue.frames.has(Frame::Person) || self.has_that(child),
                Some(Relation::Acl) => self.has_that(child),
                _ => false,
            };
            below.filter(clause).find(|&clause| tree.child(clause, Relation::Nsubj).is_some())
        });
        if let Some(clause) = told_clause.filter(|&clause| !self.has_relative(clause)) {
            return found(tree.subtree(clause, &[]), "clause");
        }
        // "made the case that jobs matter": the clause hangs on the last word of the cue.
        let last = token + cue.rest.len();
        let behind_last =
            (last > token && cue.frames.has(Frame::That)).then(|| self.clause_of_noun(last)).flatten();
        if let Some(clause) = behind_last {
            return found(tree.subtree(clause, &[]).into_iter().filter(|&at| at > last).collect(), "clause");
        }
        if passive && let Some(clause) = self.announced_clause(token) {
            return found(tree.subtree(clause, &[]), "clause");
        }
        if cue.frames.has(Frame::Quote) && self.is_bare(token) {
            if tree.is(token, Relation::Parataxis)
                && let Some(head) = tree.head(token)
            {
                return found(self.without_aside(head, token), "aside");
            }
            let aside = tree.child(token, Relation::Parataxis).filter(|&aside| aside < token);
            if let Some(aside) = aside {
                return found(tree.subtree(aside, &[]), "aside");
            }
        }
        if tree.is(token, Relation::Advcl)
            && cue.frames.has(Frame::Quote)
            && tree.has_marker(token, "as")
            && (cue.frames.has(Frame::That) || !cue.rest.is_empty())
            && tree.child(token, Relation::Xcomp).is_none()
            && object.is_none_or(|object| cue.rest.iter().any(|word| *word == tree.lower(object)))
            && let Some(head) = tree.head(token)
        {
            return found(self.without_aside(head, token), "as-said");
        }
        if let Some(complement) = tree.child(token, Relation::Xcomp) {
            let infinitive = tree.has_marker(complement, "to");
            let gerund = tree.text(complement).ends_with("ing");
            let other = object
                .or_else(|| tree.child(token, Relation::Iobj).filter(|_| cue.frames.has(Frame::ToOther)))
                .or(if passive { tree.child(token, Relation::NsubjPass) } else { None });
            if infinitive
                && cue.frames.has(Frame::ToOther)
                && let Some(other) = other
            {
                return found(self.both(other, complement), "other-infinitive");
            }
            // "is said to be furious"
            if passive
                && infinitive
                && cue.frames.has(Frame::That)
                && let Some(other) = other
            {
                return found(self.both(other, complement), "other-infinitive");
            }
            if told && infinitive && cue.frames.has(Frame::To) && !passive {
                return found(tree.subtree(complement, &[]), "infinitive");
            }
            if gerund && cue.frames.has(Frame::Ing) {
                return found(tree.subtree(complement, &[]), "gerund");
            }
            // "called on them to name the officer guilty of it": nobody has named anybody.
            if told
                && !infinitive
                && cue.frames.has(Frame::Result)
                && let Some(other) = other.or_else(|| self.bare_noun(complement, token + 1..complement, true))
            {
                return found(self.both(other, complement), "result");
            }
        }
        if cue.frames.has(Frame::ToOther)
            && let Some((other, infinitive)) = self.asked_to(token, cue, object)
        {
            return found(
                joined(self.without_marker(other), tree.subtree(infinitive, &[])),
                "other-infinitive",
            );
        }
        let as_phrase = self.marked(token, "as").filter(|_| cue.frames.has(Frame::As));
        let as_saying = as_phrase.or_else(|| self.marked(token, "as"));
        if as_saying
            .is_some_and(|phrase| tree.text(phrase).ends_with("ing") && (passive || self.says(phrase)))
        {
            // "was quoted as saying that ...", "quoted him as saying": the report is that of "saying".
            return None;
        }
        let patient = if passive { tree.child(token, Relation::NsubjPass) } else { object };
        let referred = if cue.rest.is_empty() { None } else { self.after_particle(token, cue) };
        if let (Some(as_phrase), Some(patient)) = (as_phrase, patient.or(referred)) {
            return found(self.both(patient, as_phrase), "as");
        }
        // "what Oslo sees as a lack of support": what stands behind "as" is the view.
        if let (Some(as_phrase), true) = (as_phrase, self.describes_what(token)) {
            return found(self.without_marker(as_phrase), "as");
        }
        if told
            && cue.frames.has(Frame::Result)
            && let (Some(patient), Some(name)) = (tree.child(token, Relation::Iobj), object)
        {
            return found(self.both(patient, name), "result");
        }
        // "dubbed the deal a mistake"
        if told
            && cue.frames.has(Frame::Result)
            && let Some(patient) = tree.child(token, Relation::Obj)
            && let Some(name) = self.bare_noun(token, patient + 1..tree.tokens().end, true)
        {
            return found(self.both(patient, name), "result");
        }
        if told && let Some(phrase) = self.prepositional(token, cue) {
            return Some(phrase);
        }
        if told
            && cue.frames.has(Frame::Object)
            && let Some(phrase) = self.after_particle(token, cue)
        {
            return found(self.without_marker(phrase), "object");
        }
        if told
            && cue.frames.has(Frame::ObjectWith)
            && let (Some(object), Some(with)) = (object, self.spoken_with(token))
        {
            return found(tree.subtree(object, &[with]), "object");
        }
        // "groups supporting the ban", "the man attacking the mayor": what kind of people, no report of words.
        let only_describes = tree.text(token).ends_with("ing")
            && matches!(
                tree.relation(token),
                Some(Relation::Acl | Relation::Amod | Relation::Nmod | Relation::Compound)
            );
        // "Two men were questioned", "police questioned her": who answers, not what is doubted ("questioned the cost").
        let is_asked = cue.class == "ask"
            && (passive
                || patient.is_some_and(|patient| {
                    matches!(tree.upos(patient), Some(Upos::Pron | Upos::Propn | Upos::Num))
                }));
        if told
            && !only_describes
            && !is_asked
            && cue.frames.has(Frame::Object)
            && let Some(patient) = patient.filter(|&patient| tree.lower(patient) != "it")
        {
            return found(tree.subtree(patient, &[]), "object");
        }
        None
    }

    /// Whether a word is one that introduces speech.
    fn says(&self, word: usize) -> bool {
        let speech = |cue: &Cue| cue.pos == CuePos::Verb && cue.frames.has(Frame::Quote);
        self.cues.of_form(&self.tree.lower(word)).any(speech)
    }

    /// Who is asked and the infinitive that says for what, where the parser hung the infinitive on the one asked
    /// ("urged clients to save") or the one asked on a preposition ("called on both sides to talk").
    fn asked_to(&self, token: usize, cue: &Cue, object: Option<usize>) -> Option<(usize, usize)> {
        let tree = self.tree;
        let infinitive = |&child: &usize| {
            matches!(tree.relation(child), Some(Relation::Acl | Relation::Advcl | Relation::Xcomp))
                && tree.has_marker(child, "to")
                && tree.xpos(child) == Some(Xpos::Vb)
        };
        match cue.rest.is_empty() {
            true => {
                let object = object?;
                let below = tree.children(object).iter().copied().find(infinitive);
                // "begged them to stop": right behind the one asked, whatever the parser hung it on.
                let behind = tree.subtree(object, &[]).last().map_or(object, |&last| last) + 1;
                let beside = || {
                    let others = tree.children(token).iter().copied();
                    others.filter(infinitive).find(|&child| tree.marker(child) == Some(behind))
                };
                let below = below.or_else(beside)?;
                // "rejected the plan to sell": what plan it is.
                matches!(tree.upos(object), Some(Upos::Noun | Upos::Propn | Upos::Pron))
                    .then_some((object, below))
            }
            false => {
                let other = self.after_particle(token, cue)?;
                let of_verb = tree.children(token).iter().copied().find(infinitive);
                let of_other = || tree.children(other).iter().copied().find(infinitive);
                of_verb.filter(|&at| at > other).or_else(of_other).map(|infinitive| (other, infinitive))
            }
        }
    }

    /// The object of a verb; also an oblique noun without a preposition, which the parser should have called one.
    fn object(&self, token: usize) -> Option<usize> {
        let tree = self.tree;
        tree.child(token, Relation::Obj)
            .or_else(|| self.bare_noun(token, token + 1..tree.tokens().end, false))
    }

    /// A noun that hangs on a word within a stretch as if a preposition went before it, where none does; also as a
    /// noun that needs none, where the verb `names` something (else it is a time: "said Friday night").
    fn bare_noun(&self, head: usize, within: std::ops::Range<usize>, names: bool) -> Option<usize> {
        let tree = self.tree;
        tree.children(head).iter().copied().find(|&child| {
            within.contains(&child)
                && (tree.is(child, Relation::Obl) || (names && tree.is(child, Relation::OblUnmarked)))
                && matches!(tree.upos(child), Some(Upos::Noun | Upos::Propn))
                && tree.marker(child).is_none()
                && !speaker::is_time(tree, child, self.lexicon)
        })
    }

    /// Who is spoken to by a name with "with", on the verb or on its object: "raised the arrests with Oslo".
    fn spoken_with(&self, token: usize) -> Option<usize> {
        let tree = self.tree;
        let named = |at: &usize| {
            matches!(tree.upos(*at), Some(Upos::Propn | Upos::Pron))
                && matches!(tree.relation(*at), Some(Relation::Obl | Relation::Nmod))
                && tree.has_marker(*at, "with")
        };
        (token + 1..tree.tokens().end).find(|at| named(at) && tree.is_below(*at, token))
    }

    /// Whether the verb's clause describes "what": "what Oslo sees as ...".
    fn describes_what(&self, token: usize) -> bool {
        let tree = self.tree;
        let what = |at: usize| tree.lower(at) == "what";
        tree.head(token).is_some_and(what)
            || tree.children(token).iter().any(|&child| child < token && what(child))
    }

    /// The phrase that completes a phrasal cue with a preposition: "rebels" of "called on rebels".
    fn after_particle(&self, token: usize, cue: &Cue) -> Option<usize> {
        let particle = cue.rest.last()?;
        self.tree.children(token).iter().copied().find(|&child| {
            child > token + cue.rest.len()
                && matches!(
                    self.tree.relation(child),
                    Some(Relation::Obl | Relation::Obj | Relation::Ccomp | Relation::Advcl)
                )
                && (self.tree.has_marker(child, particle) || self.tree.is(child, Relation::Obj))
        })
    }

    fn without_marker(&self, phrase: usize) -> Vec<usize> {
        let marker = self.tree.marker(phrase).filter(|&marker| self.tree.is(marker, Relation::Case));
        self.tree.subtree(phrase, marker.as_slice())
    }

    /// Whether a clause has a word like "who" in it, close to its head.
    fn has_relative(&self, clause: usize) -> bool {
        self.tree.children(clause).iter().any(|&child| {
            child < clause
                && matches!(
                    self.tree.lower(child).as_str(),
                    "who" | "which" | "that" | "whom" | "whose" | "where"
                )
                // "told parliament that the deal was off": a conjunction, not what the deal is.
                && !(self.tree.upos(child) == Some(Upos::Sconj) && self.tree.is(child, Relation::Mark))
        })
    }

    /// The clause that "it" stands for, whatever the parser hung it on.
    ///
    /// > It was confirmed by the ministry that two soldiers had died.
    fn announced_clause(&self, token: usize) -> Option<usize> {
        let tree = self.tree;
        let subject = tree.child(token, Relation::NsubjPass).or_else(|| tree.child(token, Relation::Expl))?;
        if tree.lower(subject) != "it" {
            return None;
        }
        let that = (token + 1..tree.tokens().end).take(20).find(|&at| tree.lower(at) == "that")?;
        let clause = tree.head(that).filter(|&clause| clause > that)?;
        let own = tree.child(clause, Relation::Nsubj).or_else(|| tree.child(clause, Relation::NsubjPass))?;
        (own > that && tree.is_below(clause, token)).then_some(clause)
    }

    /// Whether a verb has a subject and nothing else that could be said: "..., the bank said on Monday".
    fn is_bare(&self, token: usize) -> bool {
        let tree = self.tree;
        let subject = tree.child(token, Relation::Nsubj);
        let first_person =
            subject.is_some_and(|subject| matches!(tree.lower(subject).as_str(), "i" | "we" | "you"));
        let full = tree.children(token).iter().any(|&child| {
            matches!(
                tree.relation(child),
                Some(
                    Relation::Obj
                        | Relation::Iobj
                        | Relation::Xcomp
                        | Relation::Ccomp
                        | Relation::CompoundPrt
                )
            )
        });
        subject.is_some() && !first_person && !full && is_told(tree, token)
    }

    /// A verb that takes a clause, or whose object may be one ("questioned whether", "regretted that").
    fn takes_clause(&self, cue: &Cue, clause: usize) -> bool {
        [Frame::That, Frame::Quote, Frame::ToOther, Frame::Result].iter().any(|&frame| cue.frames.has(frame))
            // "This means that the road is closed" reports nothing; "She meant to resign" does.
            || (cue.frames.has(Frame::To) && self.tree.has_marker(clause, "to"))
    }

    /// "reportedly": somebody says it, and the text does not say who.
    ///
    /// > Orvik has reportedly signed two contracts.
    fn hedge(&self, token: usize, form: &str) -> Option<Draft> {
        let tree = self.tree;
        let cue = self
            .cues
            .of_form(form)
            .find(|cue| cue.pos == CuePos::Adverb && cue.frames.has(Frame::Hedge) && cue.rest.is_empty())
            // "apparently", "presumably": the reporter's own guess.
            .filter(|cue| cue.class != "believe")?;
        let clause = tree.head(token).filter(|_| tree.is(token, Relation::Advmod))?;
        let told = is_finite(tree, clause)
            || tree.children(clause).iter().any(|&child| {
                matches!(tree.relation(child), Some(Relation::Aux | Relation::AuxPass | Relation::Cop))
            });
        // "reportedly said that ...": a word of saying is hedged itself, see `manner.rs`.
        let says = self
            .cues
            .of_form(&tree.lower(clause))
            .any(|cue| cue.pos == CuePos::Verb && cue.frames.has(Frame::Quote));
        if !told || says {
            return None;
        }
        let found = Found::new(tree.subtree(clause, &[token]), tree.span(token), "hedge");
        let spans = content::spans(self.layout, tree, &found.content, found.cue);
        let mut draft = Draft::new(self.kind(&spans), Span::default(), found.rule);
        draft.manner.hedged = true;
        (!spans.is_empty()).then(|| Draft {
            spans,
            cue: Some(found.cue),
            class: Some(cue.class.clone()),
            ..draft
        })
    }

    /// The clause around an aside, without the aside.
    fn without_aside(&self, head: usize, aside: usize) -> Vec<usize> {
        self.tree.subtree(head, &[aside])
    }

    pub(super) fn both(&self, first: usize, second: usize) -> Vec<usize> {
        joined(self.tree.subtree(first, &[]), self.tree.subtree(second, &[]))
    }

    /// The dependent phrase or clause that begins with this word.
    fn marked(&self, token: usize, word: &str) -> Option<usize> {
        self.tree
            .children(token)
            .iter()
            .copied()
            .find(|&child| child > token && self.tree.has_marker(child, word))
    }

    pub(super) fn phrasal_span(&self, token: usize, more: usize) -> Span {
        let last = (token + more).min(self.tree.tokens().end.saturating_sub(1));
        self.tree.span(token).hull(self.tree.span(last))
    }
}

/// Whether the text tells that the verb's act took place: a finite form without a modal, or a participle.
///
/// "criticised the plan" tells of criticism; "wanted to criticise" and "may criticise" do not.
pub(super) fn is_told(tree: &Tree<'_>, verb: usize) -> bool {
    let helped = |relation: Relation, words: &[&str]| {
        tree.children(verb)
            .iter()
            .any(|&child| tree.is(child, relation) && words.contains(&tree.lemma(child)))
    };
    let infinitive = tree.has_marker(verb, "to");
    !infinitive
        && !helped(
            Relation::Aux,
            &["would", "could", "should", "may", "might", "must", "can", "will", "shall"],
        )
}

/// Whether a verb has a finite form ("said", "says", "was"), as its tag tells.
pub(super) fn is_finite(tree: &Tree<'_>, token: usize) -> bool {
    matches!(tree.xpos(token), Some(Xpos::Vbd | Xpos::Vbz | Xpos::Vbp | Xpos::Md))
}

/// Whether a token heads a clause of its own.
pub(super) fn is_clause(tree: &Tree<'_>, token: usize) -> bool {
    match tree.relation(token) {
        None | Some(Relation::Root | Relation::Parataxis | Relation::Ccomp) => true,
        Some(Relation::Conj) => tree.child(token, Relation::Nsubj).is_some(),
        _ => false,
    }
}

/// "Citing two sources, ...": a participle without an auxiliary or a subject of its own.
fn is_leading_participle(tree: &Tree<'_>, clause: usize) -> bool {
    let own = |&child: &usize| {
        matches!(
            tree.relation(child),
            Some(Relation::Aux | Relation::Cop | Relation::Nsubj | Relation::NsubjPass)
        )
    };
    tree.xpos(clause) == Some(Xpos::Vbg) && !tree.children(clause).iter().any(own)
}
