//! Reported statements by syntax: the clause, infinitive or phrase that a word of saying, thinking or wanting takes.
//!
//! > The ministry denied that it had asked for help. -> deny: "that it had asked for help"

use super::QuoteKind;
use super::content;
use super::draft::{Draft, Manner};
use super::extent;
use super::layout::Layout;
use super::speaker;
use super::tree::Tree;
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
struct Reader<'a> {
    layout: &'a Layout<'a>,
    cues: &'a Cues,
    lexicon: &'a Lexicon,
    tree: &'a Tree<'a>,
}

/// What a cue reports: the tokens, the cue's own span, and the frame that held them.
struct Found {
    content: Vec<usize>,
    cue: Span,
    rule: &'static str,
    /// Who speaks, where the order of words tells it better than the tree.
    speaker: Option<Span>,
}

impl Found {
    fn new(content: Vec<usize>, cue: Span, rule: &'static str) -> Self {
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
        if form == "according" {
            return self.according_to(token);
        }
        // "It remains to be seen": nobody has seen it.
        if tree.is(token, Relation::Xcomp)
            && tree.head(token).is_some_and(|head| tree.lemma(head) == "remain")
        {
            return None;
        }
        let cue = self
            .cues
            .of_form(&form)
            .filter(|cue| cue.pos == pos || self.may_be(cue, pos, token))
            .filter(|cue| self.rest_matches(cue, token))
            .max_by_key(|cue| (cue.pos == pos, cue.rest.len()))?;
        let (mut found, speaker) = match cue.pos {
            CuePos::Verb => (self.verb(token, cue)?, speaker::of_verb(tree, token)),
            CuePos::Noun => (self.noun(token, cue)?, speaker::of_noun(tree, token)),
            CuePos::Adjective => (self.adjective(token, cue)?, speaker::of_verb(tree, token)),
            _ => return None,
        };
        extent::without_agent(tree, token, &mut found.content);
        extent::without_own_participle(tree, self.cues, token, &mut found.content);
        extent::without_next_act(tree, &mut found.content);
        if found.rule == "object" {
            extent::without_day(tree, self.lexicon, &mut found.content);
        }
        let whole = matches!(found.rule, "behind" | "aside" | "as-said");
        if !whole && !cue.frames.has(Frame::ObjectWith) {
            extent::with_rest_of_phrase(tree, self.lexicon, token, &mut found.content);
        }
        self.draft(found, speaker, Some(cue))
    }

    /// Whether a word tagged `pos` can be this cue all the same: an adjective is often tagged as a verb, and a verb with
    /// an object ("deplored the raid") is a verb whatever the tagger says.
    fn may_be(&self, cue: &Cue, pos: CuePos, token: usize) -> bool {
        match (cue.pos, pos) {
            (CuePos::Adjective, CuePos::Verb) => true,
            (CuePos::Verb, CuePos::Adjective) => self.tree.child(token, Relation::Obj).is_some(),
            _ => false,
        }
    }

    /// The words of a phrasal cue stand right after its first word: "pointed out".
    fn rest_matches(&self, cue: &Cue, token: usize) -> bool {
        cue.rest.iter().enumerate().all(|(at, word)| {
            let next = token + 1 + at;
            self.tree.tokens().contains(&next) && self.tree.lower(next) == *word
        })
    }

    fn draft(&self, found: Found, speaker: Option<usize>, cue: Option<&Cue>) -> Option<Draft> {
        let spans = content::spans(self.layout, self.tree, &found.content, found.cue);
        if spans.is_empty() {
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
            class: cue.map(|cue| cue.class.clone()),
            rule: found.rule,
            manner: Manner::default(),
        })
    }

    /// Direct, mixed or indirect, by how much of it stands in quotation marks.
    fn kind(&self, spans: &[Span]) -> QuoteKind {
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
        let says = cue.frames.has(Frame::That) && is_told(self.tree, token);
        if says && let Some(behind) = self.stands_behind(token, cue) {
            return Some(behind);
        }
        let found = self.verb_by_tree(token, cue);
        let weak = found.as_ref().is_none_or(|found| matches!(found.rule, "object" | "phrase"));
        let describes = self.tree.is(token, Relation::AclRelcl);
        match weak && says && !describes && cue.frames.has(Frame::Quote) && is_finite(self.tree, token) {
            true => self.rest_of_clause(token, cue).or(found),
            false => found,
        }
    }

    /// The clause before a comma, when what follows the comma only says whose it is.
    ///
    /// > The road is closed, a police officer told reporters.
    ///
    /// Parsers often miss this order, so the rule looks at words: between the comma and the full stop there is one
    /// verb, the cue, and a noun phrase beside it.
    fn stands_behind(&self, token: usize, cue: &Cue) -> Option<Found> {
        let tree = self.tree;
        let tokens = tree.tokens();
        let mut commas = (tokens.start..token).rev().filter(|&at| tree.text(at) == ",");
        let last = commas.next()?;
        let behind = self.behind_comma(token, cue, last);
        if behind.is_some() || last + 1 < token {
            return behind;
        }
        // "The road is closed, the mayor of Orvik, Ana Bruk, said": an aside closes right before the cue.
        self.behind_comma(token, cue, commas.nth(1)?)
    }

    fn behind_comma(&self, token: usize, cue: &Cue, comma: usize) -> Option<Found> {
        let tree = self.tree;
        let tokens = tree.tokens();
        let is_verb = |at: usize| matches!(tree.upos(at), Some(Upos::Verb | Upos::Aux));
        let plain = |at: usize| {
            !is_verb(at)
                && !matches!(tree.upos(at), Some(Upos::Sconj | Upos::Cconj | Upos::Punct | Upos::Part))
        };
        let last = (token..tokens.end).rev().find(|&at| !tree.is_punctuation(at))?;
        let before = comma + 1..token;
        let after = token + 1 + cue.rest.len()..last + 1;
        let named =
            |at: usize| matches!(tree.upos(at), Some(Upos::Noun | Upos::Propn | Upos::Pron | Upos::Num));
        let in_aside = |at: usize| tree.text(at) == "," && before.len() > 3;
        let subject_first = before.clone().all(|at| plain(at) || in_aside(at))
            && before.len() <= 30
            && before.clone().any(named)
            && after.clone().all(|at| !is_finite(tree, at) && tree.lower(at) != "that")
            && after.len() <= 12
            && is_finite(tree, token);
        let cue_first = before.is_empty()
            && matches!(tree.upos(token + 1)?, Upos::Det | Upos::Propn | Upos::Noun | Upos::Pron | Upos::Adj)
            && is_finite(tree, token);
        let told = (tokens.start..comma).any(|at| {
            is_verb(at)
                && is_finite(tree, at)
                && !matches!(tree.relation(at), Some(Relation::AclRelcl | Relation::Advcl))
        });
        let has_subject = tree.child(token, Relation::Nsubj).is_some_and(|subject| subject < comma);
        let full = tree.children(token).iter().any(|&child| {
            child > token
                && match tree.relation(child) {
                    Some(Relation::Ccomp | Relation::Xcomp) => true,
                    Some(Relation::Obj) => !cue.frames.has(Frame::Person) && !cue_first,
                    _ => false,
                }
        });
        let conditional = tree.upos(tokens.start) == Some(Upos::Sconj);
        let opened = self.layout.quotation_at(tree.span(comma).start).is_some();
        if !(subject_first || cue_first)
            || !told
            || opened
            || full
            || conditional
            || has_subject
            || comma < tokens.start + 2
        {
            return None;
        }
        let content = (tokens.start..comma).collect();
        let speaker = subject_first.then(|| speaker::words(tree, before)).flatten();
        Some(Found { speaker, ..Found::new(content, self.phrasal_span(token, cue.rest.len()), "behind") })
    }

    /// All that follows a verb of saying, when the parser gave it no clause but the words hold one.
    ///
    /// > The base, he said, / He said the base immediately went into action.
    fn rest_of_clause(&self, token: usize, cue: &Cue) -> Option<Found> {
        let tree = self.tree;
        let start = token + 1 + cue.rest.len();
        let end = tree.tokens().end;
        let begins = matches!(
            tree.upos(start)?,
            Upos::Det | Upos::Propn | Upos::Noun | Upos::Pron | Upos::Adj | Upos::Num
        );
        // "warned on Monday that ...", "added in this regard that ...": no verb and no comma up to "that".
        let near = start..end.min(start + 9);
        let that_at = near.clone().find(|&at| tree.lower(at) == "that");
        let clear =
            |at: usize| !tree.is_punctuation(at) && !matches!(tree.upos(at), Some(Upos::Verb | Upos::Aux));
        let start = that_at.filter(|&that| (start..that).all(clear)).unwrap_or(start);
        let that = tree.lower(start) == "that";
        let told_to = cue.frames.has(Frame::Person);
        if !that && (told_to || !begins) {
            return None;
        }
        let verb = (start..end).find(|&at| is_finite(tree, at) && !tree.is(at, Relation::AclRelcl))?;
        let broken = (start..verb).any(|at| matches!(tree.text(at), "," | ";" | ":" | "—" | "–"));
        // "welcomed the deal but demanded more": the next verb is the speaker's, no clause begins.
        let joined = tree.upos(verb - 1) == Some(Upos::Cconj);
        if broken || joined {
            return None;
        }
        let stop = (verb..end).find(|&at| matches!(tree.text(at), ";" | "—" | "–" | ":")).unwrap_or(end);
        Some(Found::new((start..stop).collect(), self.phrasal_span(token, cue.rest.len()), "rest"))
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
        let told_clause = object.filter(|_| cue.frames.has(Frame::Person)).and_then(|object| {
            tree.child(object, Relation::AclRelcl)
                .filter(|&clause| tree.child(clause, Relation::Nsubj).is_some())
        });
        if let Some(clause) = told_clause.filter(|&clause| !self.has_relative(clause)) {
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
            let other = object.or(if passive { tree.child(token, Relation::NsubjPass) } else { None });
            if infinitive
                && cue.frames.has(Frame::ToOther)
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
                && let Some(other) = other
            {
                return found(self.both(other, complement), "result");
            }
        }
        let as_phrase = self.marked(token, "as").filter(|_| cue.frames.has(Frame::As));
        let as_saying = as_phrase.or_else(|| self.marked(token, "as"));
        if passive && as_saying.is_some_and(|phrase| tree.text(phrase).ends_with("ing")) {
            // "was quoted as saying that ...": the report is that of "saying".
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
        if told
            && !only_describes
            && cue.frames.has(Frame::Object)
            && let Some(patient) = patient.filter(|&patient| tree.lower(patient) != "it")
        {
            return found(tree.subtree(patient, &[]), "object");
        }
        None
    }

    /// The object of a verb; also an oblique noun without a preposition, which the parser should have called one.
    fn object(&self, token: usize) -> Option<usize> {
        let tree = self.tree;
        let bare = |child: usize| {
            child > token
                && self.tree.is(child, Relation::Obl)
                && matches!(tree.upos(child), Some(Upos::Noun | Upos::Propn))
                && tree.marker(child).is_none()
                && !speaker::is_time(tree, child, self.lexicon)
        };
        tree.child(token, Relation::Obj)
            .or_else(|| tree.children(token).iter().copied().find(|&child| bare(child)))
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
        })
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

    fn noun(&self, token: usize, cue: &Cue) -> Option<Found> {
        let tree = self.tree;
        let cue_span = tree.span(token);
        for &child in tree.children(token) {
            let clause = matches!(tree.relation(child)?, Relation::Acl | Relation::Ccomp | Relation::Csubj);
            if !clause || child < token {
                continue;
            }
            let infinitive = tree.has_marker(child, "to");
            let that = tree.has_marker(child, "that");
            if (infinitive && cue.frames.has(Frame::To)) || (that && cue.frames.has(Frame::That)) {
                let rule = if infinitive { "noun-infinitive" } else { "noun-clause" };
                return Some(Found::new(tree.subtree(child, &[]), cue_span, rule));
            }
        }
        if cue.frames.has(Frame::That)
            && let Some(clause) = self.that_behind(token)
        {
            let content = tree.subtree(clause, &[]).into_iter().filter(|&at| at > token).collect();
            return Some(Found::new(content, cue_span, "noun-clause"));
        }
        // "support for the ban": only where somebody is named who gives it.
        speaker::of_noun(tree, token)?;
        // "a threat to the port": what follows "to" is not what is said, but of what somebody is against.
        let is_to = |span: Span| span.of(self.layout.text).to_lowercase().ends_with(" to");
        let said = |found: &Found| !is_to(found.cue) || cue.class == "oppose";
        self.prepositional(token, cue).filter(said).map(|found| Found { rule: "noun-phrase", ..found })
    }

    /// The clause that begins with the "that" right behind a noun, whatever the parser made it.
    ///
    /// > The mayor gave no indication that she would resign.
    ///
    /// A relative clause ("the claim that he made") lacks a part, which its "that" stands for; this one has its own
    /// subject, and its "that" is a conjunction.
    fn that_behind(&self, noun: usize) -> Option<usize> {
        let tree = self.tree;
        let that = Some(noun + 1).filter(|&at| tree.tokens().contains(&at) && tree.lower(at) == "that")?;
        let clause = tree.head(that).filter(|&clause| clause > that)?;
        let subject = [Relation::Nsubj, Relation::NsubjPass]
            .iter()
            .find_map(|&relation| tree.child(clause, relation))
            .filter(|&subject| subject != that)?;
        let conjunction = tree.upos(that) == Some(Upos::Sconj);
        (conjunction && that < subject && subject < clause).then_some(clause)
    }

    fn adjective(&self, token: usize, cue: &Cue) -> Option<Found> {
        let tree = self.tree;
        let cue_span = tree.span(token);
        for &child in tree.children(token) {
            let clause = matches!(
                tree.relation(child)?,
                Relation::Ccomp | Relation::Xcomp | Relation::Advcl | Relation::Acl
            );
            if !clause || child < token {
                continue;
            }
            let infinitive = tree.has_marker(child, "to");
            let fits = match infinitive {
                true => cue.frames.has(Frame::To),
                false => {
                    cue.frames.has(Frame::That) && !tree.is(child, Relation::Advcl)
                        || tree.has_marker(child, "that")
                }
            };
            if fits {
                return Some(Found::new(tree.subtree(child, &[]), cue_span, "adjective-clause"));
            }
        }
        self.prepositional(token, cue).map(|found| Found { rule: "adjective-phrase", ..found })
    }

    /// "called for a truce", "support for the ban", "worried about the vote".
    fn prepositional(&self, token: usize, cue: &Cue) -> Option<Found> {
        let tree = self.tree;
        for &child in tree.children(token) {
            let phrase = matches!(
                tree.relation(child)?,
                Relation::Obl | Relation::Nmod | Relation::Advcl | Relation::Acl | Relation::OblAgent
            );
            if !phrase || child < token {
                continue;
            }
            let Some(marker) = tree.marker(child) else { continue };
            let Some(frame) = Frame::from_name(&tree.lower(marker)) else { continue };
            if speaker::is_time(tree, child, self.lexicon) {
                continue;
            }
            if matches!(frame, Frame::To | Frame::As)
                && !tree.is(child, Relation::Obl)
                && !tree.is(child, Relation::Nmod)
            {
                continue;
            }
            if is_preposition(frame) && cue.frames.has(frame) {
                let object = tree.child(token, Relation::Obj).filter(|&object| object < child);
                let joined = matches!(frame, Frame::For | Frame::Of | Frame::With);
                let near = marker == token + 1;
                let content = match object.filter(|_| joined && cue.frames.has(Frame::Object)) {
                    // "accused the firm of spying": the firm is part of what is said.
                    Some(object) => self.both(object, child),
                    // "warned the party against marching": without "against" the words would say the opposite.
                    None if !near && frame == Frame::Against => tree.subtree(child, &[]),
                    None => tree.subtree(child, &[marker]),
                };
                let cue = if near { tree.span(token).hull(tree.span(marker)) } else { tree.span(token) };
                return Some(Found::new(content, cue, "phrase"));
            }
        }
        None
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

    /// "according to the ministry".
    fn according_to(&self, token: usize) -> Option<Draft> {
        let tree = self.tree;
        if !tree.tokens().contains(&(token + 1)) || tree.lower(token + 1) != "to" {
            return None;
        }
        let source = match tree.relation(token)? {
            Relation::Case | Relation::Mark => tree.head(token)?,
            _ => tree.children(token).iter().copied().find(|&child| child > token + 1)?,
        };
        let top = if tree.is_below(source, token) { token } else { source };
        let mut clause = tree.head(top)?;
        while !is_clause(tree, clause) {
            clause = tree.head(clause)?;
        }
        let mut content = tree.subtree(clause, &[top]);
        let subject = self.lost_subject(source, clause);
        if let Some(subject) = subject {
            content.extend(tree.subtree(subject, &[]));
            content.sort_unstable();
            content.dedup();
        }
        let cue = tree.span(token).hull(tree.span(token + 1));
        let spans = content::spans(self.layout, tree, &content, cue);
        let mut speaker = speaker::phrase(tree, source, subject.as_slice())?;
        speaker.start = speaker.start.max(cue.end);
        let speaker = speaker.trim(self.layout.text);
        (!spans.is_empty()).then(|| Draft {
            kind: self.kind(&spans),
            spans,
            speaker: Some(speaker),
            cue: Some(cue),
            addressee: None,
            class: Some("say".into()),
            rule: "according-to",
            manner: Manner::default(),
        })
    }

    /// The subject that the parser took for an apposition of the source.
    ///
    /// > According to the readout, Lind raised the crisis with Berg.
    fn lost_subject(&self, source: usize, clause: usize) -> Option<usize> {
        let tree = self.tree;
        let lacks_subject = [Relation::Nsubj, Relation::NsubjPass, Relation::Expl, Relation::Csubj]
            .iter()
            .all(|&relation| tree.child(clause, relation).is_none());
        let name = tree.child(source, Relation::Appos).filter(|_| lacks_subject && source < clause)?;
        let below = tree.subtree(name, &[]);
        let follows = below.last()? + 1;
        let after_comma = below.iter().copied().find(|&at| !tree.is_punctuation(at))?.checked_sub(1)?;
        let verb_next = matches!(tree.upos(follows), Some(Upos::Verb | Upos::Aux | Upos::Adv));
        (verb_next && tree.text(after_comma) == ",").then_some(name)
    }

    /// The clause around an aside, without the aside.
    fn without_aside(&self, head: usize, aside: usize) -> Vec<usize> {
        self.tree.subtree(head, &[aside])
    }

    fn both(&self, first: usize, second: usize) -> Vec<usize> {
        let mut tokens = self.tree.subtree(first, &[]);
        tokens.extend(self.tree.subtree(second, &[]));
        tokens.sort_unstable();
        tokens.dedup();
        tokens
    }

    /// The dependent phrase or clause that begins with this word.
    fn marked(&self, token: usize, word: &str) -> Option<usize> {
        self.tree
            .children(token)
            .iter()
            .copied()
            .find(|&child| child > token && self.tree.has_marker(child, word))
    }

    fn phrasal_span(&self, token: usize, more: usize) -> Span {
        let last = (token + more).min(self.tree.tokens().end.saturating_sub(1));
        self.tree.span(token).hull(self.tree.span(last))
    }
}

/// Whether the text tells that the verb's act took place: a finite form without a modal, or a participle.
///
/// "criticised the plan" tells of criticism; "wanted to criticise" and "may criticise" do not.
fn is_told(tree: &Tree<'_>, verb: usize) -> bool {
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
fn is_finite(tree: &Tree<'_>, token: usize) -> bool {
    matches!(tree.xpos(token), Some(Xpos::Vbd | Xpos::Vbz | Xpos::Vbp | Xpos::Md))
}

/// Whether a token heads a clause of its own.
fn is_clause(tree: &Tree<'_>, token: usize) -> bool {
    match tree.relation(token) {
        None | Some(Relation::Root | Relation::Parataxis | Relation::Ccomp) => true,
        Some(Relation::Conj) => tree.child(token, Relation::Nsubj).is_some(),
        _ => false,
    }
}

fn is_preposition(frame: Frame) -> bool {
    matches!(
        frame,
        Frame::About
            | Frame::Against
            | Frame::At
            | Frame::By
            | Frame::For
            | Frame::From
            | Frame::In
            | Frame::Of
            | Frame::On
            | Frame::Over
            | Frame::To
            | Frame::With
            | Frame::Whether
    )
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
