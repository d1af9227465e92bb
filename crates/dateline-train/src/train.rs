//! Trains the linear tagger and parser.

use std::collections::{BTreeMap, BTreeSet};

use dateline::syntax::linear::Linear;
use dateline::syntax::linear::arcs::{Between, Sentence, action_features, label_features};
use dateline::syntax::linear::state::{Action, State};
use dateline::syntax::linear::table::Table;
use dateline::syntax::linear::tagger::tag_features;
use dateline::syntax::linear::words::Words;
use dateline::syntax::neural::Neural;
use dateline::syntax::{Model, Relation, Upos, Xpos};

use crate::learner::{Learner, Random};
use crate::treebank::{self, GoldWord};
use crate::vectors::WordVectors;
use crate::walk::{Choice, Pupil, Walk};
use crate::{Options, Result, lemmas, network};

/// Score by which the right answer must win.
const MARGIN: i32 = 3;
/// Rows of the tagger, the next step and the relations, as powers of two.
const BITS: [u32; 3] = [18, 22, 18];

/// Trains on the treebanks given and writes the packed model.
pub(crate) fn run(options: &Options) -> Result<()> {
    let mut sentences = Vec::new();
    for path in &options.treebanks {
        sentences.extend(treebank::read(path)?.iter().map(treebank::gold));
    }
    println!("{} sentences, {} words", sentences.len(), sentences.iter().map(Vec::len).sum::<usize>());
    let vectors = WordVectors::read(options.vectors.as_deref(), options.clusters.as_deref())?;
    let tags = frequent_tags(&sentences);
    let relations: Vec<Relation> =
        sentences.iter().flatten().map(|word| word.relation).collect::<BTreeSet<_>>().into_iter().collect();
    let words = Words::new(
        ambiguity(&sentences, &tags),
        vectors.numbers.iter().map(|(key, number)| (*key, *number)),
        vectors.clusters.clone(),
    );
    let mut linear = Linear {
        words,
        tags,
        relations,
        tag_table: Table::new(vec![[0; 64]; 2]),
        action_table: Table::new(vec![[0; 4]; 2]),
        label_table: Table::new(vec![[0; 64]; 2]),
    };
    let prepared = prepare(&linear, &sentences);

    // The parser must learn from tags as wrong as those it will see: each part is tagged by a tagger that never saw it.
    let mut tagged = prepared.clone();
    for fold in 0..options.folds {
        let seen: Vec<usize> =
            (0..sentences.len()).filter(|sentence| sentence % options.folds != fold).collect();
        linear.tag_table =
            train_tagger(&linear, &prepared, &sentences, &seen, options.epochs.min(4), options);
        let mut features = Vec::new();
        for sentence in (0..sentences.len()).filter(|sentence| sentence % options.folds == fold) {
            linear.tag(&mut tagged[sentence], &mut features);
        }
    }
    let all: Vec<usize> = (0..sentences.len()).collect();
    linear.tag_table = train_tagger(&linear, &prepared, &sentences, &all, options.epochs, options);
    let kinds = Linear::kinds(&linear.tags);
    let right = tagged.iter().zip(&sentences).flat_map(|(tagged, gold)| tagged.words.iter().zip(gold));
    let right = right.filter(|(word, gold)| linear.tags[word.tag as usize] == (gold.upos, gold.xpos)).count();
    println!("jackknifed tags right: {right}");
    let lemmas = lemmas::train(&sentences);
    if options.network == 0 {
        train_parser(&mut linear, &mut tagged, &sentences, &kinds, options);
        return save(&Model::write_linear(&linear, &lemmas, &options.provenance), options);
    }
    for sentence in &mut tagged {
        sentence.index(&kinds);
    }
    let report = |round: usize, neural: &dyn Fn() -> Neural| {
        // A look at every third round, and a model to fall back on if the run is cut short.
        if round.is_multiple_of(3) && round < options.network {
            let bytes = Model::write_neural(&neural(), &lemmas, &options.provenance);
            if let Err(error) = save(&bytes, options) {
                eprintln!("{error}");
            }
        }
    };
    let neural =
        network::train(&linear, &vectors, &tagged, &sentences, options.network, options.seed, report);
    save(&Model::write_neural(&neural, &lemmas, &options.provenance), options)
}

/// Writes other words about sources and licence into a model file; the rest of it stays as it is.
pub(crate) fn rename(options: &Options) -> Result<()> {
    let bytes = dateline::syntax::unpack(&std::fs::read(&options.out)?)?;
    save(&Model::with_provenance(&bytes, &options.provenance)?, options)
}

fn save(bytes: &[u8], options: &Options) -> Result<()> {
    let packed = zstd::bulk::compress(bytes, 19)?;
    println!("{} bytes, {} packed", bytes.len(), packed.len());
    std::fs::write(&options.out, packed)?;
    Ok(())
}

/// The 64 tag pairs seen most often.
fn frequent_tags(sentences: &[Vec<GoldWord>]) -> Vec<(Upos, Xpos)> {
    let mut counts: BTreeMap<(Upos, Xpos), usize> = BTreeMap::new();
    for word in sentences.iter().flatten() {
        *counts.entry((word.upos, word.xpos)).or_default() += 1;
    }
    let mut tags: Vec<_> = counts.into_iter().collect();
    tags.sort_by_key(|(tag, count)| (std::cmp::Reverse(*count), *tag));
    tags.truncate(64);
    tags.into_iter().map(|(tag, _)| tag).collect()
}

/// For words seen at least four times: a number for the set of tags they take.
fn ambiguity(sentences: &[Vec<GoldWord>], tags: &[(Upos, Xpos)]) -> Vec<(u32, u16)> {
    let mut seen: BTreeMap<u32, BTreeMap<usize, usize>> = BTreeMap::new();
    for word in sentences.iter().flatten() {
        let Some(tag) = tags.iter().position(|tag| *tag == (word.upos, word.xpos)) else { continue };
        *seen.entry(Words::key(&word.form)).or_default().entry(tag).or_default() += 1;
    }
    let mut classes: BTreeMap<Vec<usize>, u16> = BTreeMap::new();
    let mut list = Vec::new();
    for (key, counts) in seen {
        let total: usize = counts.values().sum();
        if total < 4 {
            continue;
        }
        let set: Vec<usize> =
            counts.into_iter().filter(|(_, count)| count * 20 >= total).map(|(tag, _)| tag).collect();
        let next = classes.len() as u16 + 1;
        list.push((key, *classes.entry(set).or_insert(next)));
    }
    list
}

fn prepare(linear: &Linear, sentences: &[Vec<GoldWord>]) -> Vec<Sentence> {
    let mut buffer = Vec::new();
    sentences
        .iter()
        .map(|gold| {
            let mut sentence = Sentence::default();
            sentence.words.extend(gold.iter().map(|word| linear.words.atoms(&word.form, &mut buffer)));
            sentence
        })
        .collect()
}

fn train_tagger(
    linear: &Linear,
    prepared: &[Sentence],
    sentences: &[Vec<GoldWord>],
    chosen: &[usize],
    epochs: usize,
    options: &Options,
) -> Table<64> {
    let started = std::time::Instant::now();
    let mut learner = Learner::<64>::new(BITS[0], options.min_updates);
    let mut random = Random::new(options.seed);
    let mut order = chosen.to_vec();
    let mut features = Vec::new();
    let mut wrong = 0;
    for _ in 0..epochs {
        random.shuffle(&mut order);
        wrong = 0;
        for index in &order {
            let mut words = prepared[*index].words.clone();
            for (at, gold) in sentences[*index].iter().enumerate() {
                tag_features(&words, at, &mut features);
                let scores = learner.scores(&features);
                let right = linear.tags.iter().position(|tag| *tag == (gold.upos, gold.xpos));
                let (best, rival) = best_and_rival(&scores[..linear.tags.len()], right);
                words[at].tag = best as u32;
                learner.tick();
                let Some(right) = right else { continue };
                wrong += usize::from(best != right);
                if scores[right] - scores[rival] < MARGIN {
                    learner.update(&features, right, rival);
                }
            }
        }
    }
    println!("tagger: {wrong} wrong in the last round, {:.1} s", started.elapsed().as_secs_f64());
    learner.table()
}

/// The best class, and the best one that is not right.
fn best_and_rival(scores: &[i32], right: Option<usize>) -> (usize, usize) {
    let mut best = 0;
    let mut rival = usize::from(right == Some(0));
    for (class, score) in scores.iter().enumerate() {
        if *score > scores[best] {
            best = class;
        }
        if Some(class) != right && *score > scores[rival] {
            rival = class;
        }
    }
    (best, rival)
}

fn train_parser(
    linear: &mut Linear,
    tagged: &mut [Sentence],
    sentences: &[Vec<GoldWord>],
    kinds: &[Between],
    options: &Options,
) {
    let started = std::time::Instant::now();
    let mut random = Random::new(options.seed + 1);
    let mut order: Vec<usize> = (0..sentences.len()).collect();
    let mut state = State::default();
    for sentence in tagged.iter_mut() {
        sentence.index(kinds);
    }
    let mut walk = Walk::new(linear);
    let mut parser = Parser {
        actions: Learner::new(BITS[1], options.min_updates),
        labels: Learner::new(BITS[2], options.min_updates),
        features: Vec::new(),
        root: walk.root,
        classes: walk.classes(),
    };
    for epoch in 0..options.epochs {
        random.shuffle(&mut order);
        walk.explores = epoch > 0;
        let mut right = 0;
        for index in &order {
            right += walk.through(&tagged[*index], &sentences[*index], &mut state, &mut random, &mut parser);
        }
        println!("parser round {}: {right} right, {:.1} s", epoch + 1, started.elapsed().as_secs_f64());
    }
    linear.action_table = parser.actions.table();
    linear.label_table = parser.labels.table();
}

/// The linear parser, learning.
struct Parser {
    actions: Learner<4>,
    labels: Learner<64>,
    features: Vec<u32>,
    root: usize,
    classes: usize,
}

impl Pupil for Parser {
    fn action(&mut self, sentence: &Sentence, state: &State, choice: &Choice) -> (Action, Action) {
        action_features(sentence, state, &mut self.features);
        let scores = self.actions.scores(&self.features);
        self.actions.tick();
        let right = choice.best(&scores, Choice::is_good).unwrap_or(Action::Shift);
        let is_wrong = |choice: &Choice, action| choice.is_allowed(action) && !choice.is_good(action);
        let Some(wrong) = choice.best(&scores, is_wrong) else { return (right, right) };
        let lead = scores[right as usize] - scores[wrong as usize];
        if lead < MARGIN {
            self.actions.update(&self.features, right as usize, wrong as usize);
        }
        (right, if lead < 0 { wrong } else { right })
    }

    fn relation(
        &mut self,
        sentence: &Sentence,
        state: &State,
        (head, word): (u32, u32),
        wanted: Option<usize>,
    ) -> usize {
        label_features(sentence, state, head, word, &mut self.features);
        let mut scores = self.labels.scores(&self.features);
        scores[self.root] = i32::MIN / 2;
        let (best, rival) = best_and_rival(&scores[..self.classes], wanted);
        self.labels.tick();
        if let Some(right) = wanted.filter(|right| *right != self.root)
            && scores[right] - scores[rival] < MARGIN
        {
            self.labels.update(&self.features, right, rival);
        }
        best
    }
}
