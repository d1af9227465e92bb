//! Words that report what somebody said, thinks or wants: "said", "denied", "according to", "fears that".

use compact_str::CompactString;
use rustc_hash::FxHashMap;

use super::inflect::verb_forms;
use super::table::Table;
use crate::error::Result;

/// What kind of saying a cue stands for; the stance of a report. The classes a row of `cues.tsv` may name.
pub const CLASSES: &[&str] = &[
    "accuse",
    "admit",
    "advise",
    "agree",
    "announce",
    "answer",
    "apologise",
    "ask",
    "believe",
    "claim",
    "criticise",
    "deny",
    "describe",
    "doubt",
    "explain",
    "fear",
    "hope",
    "know",
    "mention",
    "oppose",
    "order",
    "plan",
    "praise",
    "predict",
    "promise",
    "refuse",
    "report",
    "request",
    "say",
    "show",
    "support",
    "thank",
    "threaten",
    "want",
    "warn",
];

/// The cue list, ready to be looked up by the first word of a cue as it stands in a text.
#[derive(Debug, Default)]
pub struct Cues {
    cues: Vec<Cue>,
    by_form: FxHashMap<CompactString, Vec<u32>>,
}

/// One word or phrase that reports.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cue {
    /// Dictionary form of its first word.
    pub lemma: CompactString,
    /// The words that follow the first in a phrasal verb or phrase: "out" of "point out".
    pub rest: Vec<CompactString>,
    /// Part of speech.
    pub pos: CuePos,
    /// One of [`CLASSES`].
    pub class: CompactString,
    /// What may hold the reported words.
    pub frames: Frames,
    /// A sentence of news that uses it.
    pub example: String,
}

/// Parts of speech of cues.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[allow(missing_docs, reason = "the names are the documentation")]
pub enum CuePos {
    Verb,
    Noun,
    Adjective,
    Adverb,
    Phrase,
}

impl CuePos {
    fn from_name(name: &str) -> Option<Self> {
        Some(match name {
            "verb" => Self::Verb,
            "noun" => Self::Noun,
            "adjective" => Self::Adjective,
            "adverb" => Self::Adverb,
            "phrase" => Self::Phrase,
            _ => return None,
        })
    }
}

/// Declares [`Frame`] with the names used in the list.
macro_rules! frames {
    ($($(#[$doc:meta])* $member:ident = $name:literal),+ $(,)?) => {
        /// What may hold the words that a cue reports.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        #[repr(u8)]
        pub enum Frame { $($(#[$doc])* $member),+ }

        impl Frame {
            /// All frames.
            pub const ALL: &'static [Self] = &[$(Self::$member),+];

            /// The name in the list.
            pub fn as_str(self) -> &'static str {
                match self { $(Self::$member => $name),+ }
            }

            /// The frame of that name.
            pub fn from_name(name: &str) -> Option<Self> {
                match name { $($name => Some(Self::$member),)+ _ => None }
            }
        }
    };
}

frames! {
    /// Words in quotation marks.
    Quote = "quote",
    /// A finite clause: "said (that) he won", "asked whether he won".
    That = "that",
    /// An infinitive: "promised to pay".
    To = "to",
    /// An object and an infinitive: "urged Baghdad to wait".
    ToOther = "to_other",
    /// A gerund: "denied stealing".
    Ing = "ing",
    /// A noun phrase: "criticised the plan".
    Object = "object",
    /// A noun phrase, where the person spoken to is named with "with": "raised the arrests with Oslo".
    ObjectWith = "object_with",
    /// An object and its predicate: "called the deal a mistake".
    Result = "result",
    /// An object and a phrase with "as": "described the raid as a mistake".
    As = "as",
    /// The object is who is spoken to: "told reporters".
    Person = "person",
    /// The phrase that follows names the speaker: "according to the ministry".
    Source = "source",
    /// The clause is somebody's who is not named: "reportedly".
    Hedge = "hedge",
    /// Nothing: negated, it tells that nothing was said ("did not elaborate").
    Silence = "silence",
    /// A phrase with "about", and so on.
    About = "about",
    /// "against"
    Against = "against",
    /// "at"
    At = "at",
    /// "by"
    By = "by",
    /// "for"
    For = "for",
    /// "from"
    From = "from",
    /// "in"
    In = "in",
    /// "of"
    Of = "of",
    /// "on"
    On = "on",
    /// "out"
    Out = "out",
    /// "over"
    Over = "over",
    /// "with"
    With = "with",
    /// "whether"
    Whether = "whether",
}

/// A set of frames.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Frames(u32);

impl Frames {
    /// Whether the cue takes this frame.
    pub fn has(self, frame: Frame) -> bool {
        self.0 & (1 << frame as u32) != 0
    }

    /// The same set and one frame more.
    pub fn with(self, frame: Frame) -> Self {
        Self(self.0 | 1 << frame as u32)
    }
}

impl Cues {
    /// Reads the list in `content`, called `name` in messages.
    pub fn read(name: &str, content: &str) -> Result<Self> {
        let table = Table::read(name, content)?;
        table.expect_columns(&["cue", "pos", "forms", "class", "frames", "example"])?;
        let mut cues = Self::default();
        for row in table.rows() {
            let [cue, pos, forms, class, frames, example] = row.fields[..] else { continue };
            let Some(pos) = CuePos::from_name(pos) else {
                return Err(table.problem(row, format!("unknown part of speech {pos:?}")));
            };
            if !CLASSES.contains(&class) {
                return Err(
                    table.problem(row, format!("unknown class {class:?}; known are {}", CLASSES.join(", ")))
                );
            }
            let mut set = Frames::default();
            for frame in frames.split_whitespace() {
                let Some(frame) = Frame::from_name(frame) else {
                    return Err(table.problem(row, format!("unknown frame {frame:?}")));
                };
                set = set.with(frame);
            }
            let mut words = cue.split_whitespace();
            let Some(lemma) = words.next() else {
                return Err(table.problem(row, "the cue is empty"));
            };
            cues.add(
                Cue {
                    lemma: CompactString::from(lemma),
                    rest: words.map(CompactString::from).collect(),
                    pos,
                    class: CompactString::from(class),
                    frames: set,
                    example: example.to_owned(),
                },
                forms,
            );
        }
        Ok(cues)
    }

    fn add(&mut self, cue: Cue, irregular: &str) {
        let number = self.cues.len() as u32;
        let mut forms = vec![cue.lemma.clone()];
        match cue.pos {
            CuePos::Verb => forms.extend(verb_forms(&cue.lemma)),
            CuePos::Noun => {
                // A plural is spelt like a verb's third person: "denials", "replies".
                let [plural, _, _] = verb_forms(&cue.lemma);
                forms.push(plural);
            }
            _ => {}
        }
        forms.extend(irregular.split_whitespace().map(CompactString::from));
        forms.sort();
        forms.dedup();
        for form in forms {
            self.by_form.entry(form).or_default().push(number);
        }
        self.cues.push(cue);
    }

    /// All cues in the order of the list.
    pub fn all(&self) -> &[Cue] {
        &self.cues
    }

    /// The cues whose first word can stand in the text as `form`, given in lower case: "said" gives "say".
    pub fn of_form(&self, form: &str) -> impl Iterator<Item = &Cue> {
        let numbers = self.by_form.get(form).map_or(&[][..], Vec::as_slice);
        numbers.iter().filter_map(|&number| self.cues.get(number as usize))
    }

    /// Whether any cue begins with `form`, given in lower case.
    pub fn knows(&self, form: &str) -> bool {
        self.by_form.contains_key(form)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const LIST: &str = include_str!("../../data/cues.tsv");

    #[test]
    fn the_list_is_sorted_and_without_doubles() {
        let table = Table::read("cues.tsv", LIST).unwrap();
        let keys: Vec<_> = table.rows().iter().map(|row| (row.fields[0], row.fields[1])).collect();
        assert!(keys.is_sorted());
        assert!(keys.windows(2).all(|pair| pair[0] != pair[1]));
        for row in table.rows() {
            assert!(
                row.fields.iter().all(|field| !field.contains("  ")),
                "double space in line {}",
                row.line
            );
            assert!(!row.fields[4].is_empty(), "no frame in line {}", row.line);
        }
    }

    #[test]
    fn the_list_is_large_enough_for_the_news() {
        let cues = Cues::read("cues.tsv", LIST).unwrap();
        let speech = |cue: &&Cue| cue.pos == CuePos::Verb && cue.frames.has(Frame::Quote);
        assert!(cues.all().iter().filter(speech).count() >= 150);
        for class in CLASSES {
            assert!(cues.all().iter().any(|cue| cue.class == class), "no cue of class {class}");
        }
    }

    #[test]
    fn each_example_holds_its_cue() {
        let cues = Cues::read("cues.tsv", LIST).unwrap();
        for (number, cue) in cues.all().iter().enumerate() {
            let words = cue.example.split(|c: char| !c.is_alphanumeric());
            let found = words.map(str::to_lowercase).any(|word| {
                cues.by_form.get(word.as_str()).is_some_and(|numbers| numbers.contains(&(number as u32)))
            });
            assert!(found, "{:?} is not in its example {:?}", cue.lemma, cue.example);
        }
    }

    #[test]
    fn forms_lead_to_their_cue() {
        let cues = Cues::read("cues.tsv", LIST).unwrap();
        let lemmas = |form| cues.of_form(form).map(|cue| cue.lemma.as_str()).collect::<Vec<_>>();
        assert_eq!(lemmas("said"), ["say"]);
        assert!(lemmas("denied").contains(&"deny"));
        assert!(lemmas("points").contains(&"point"));
        assert!(lemmas("cat").is_empty());
    }
}
