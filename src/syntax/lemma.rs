//! Dictionary forms, from rules over endings and a list of exceptions.

use compact_str::CompactString;
use rustc_hash::FxHashMap;

use super::bytes::{Reader, broken, write_number, write_text};
use super::linear::table::hash_bytes;
use super::tags::{Upos, Xpos};
use crate::error::Result;

/// Longest ending, in bytes, that a rule looks at.
pub const LONGEST_ENDING: usize = 7;

/// How to get from a word to its lemma: cut `cut` bytes off the end, add `add`.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Script {
    /// What becomes of its capitals.
    pub capitals: Capitals,
    /// Bytes cut off the end.
    pub cut: u8,
    /// What is added.
    pub add: CompactString,
}

/// What a script does with capitals.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Capitals {
    /// All letters become small: "Talks" gives "talk".
    #[default]
    None,
    /// As in the word: "McKay".
    Kept,
    /// One at the front: "french" gives "French".
    First,
}

impl Capitals {
    fn apply(self, form: &str) -> CompactString {
        let mut lemma = CompactString::new(form);
        if self != Self::Kept {
            lower(&mut lemma);
        }
        if self == Self::First { capitalize(&lemma) } else { lemma }
    }
}

impl Script {
    /// The script that turns `form` into `lemma`. Names keep the capitals they are written with.
    pub fn between(form: &str, lemma: &str, is_name: bool) -> Self {
        let capitals = if !lemma.chars().any(char::is_uppercase) {
            Capitals::None
        } else if is_name || lemma.chars().skip(1).any(char::is_uppercase) {
            Capitals::Kept
        } else {
            Capitals::First
        };
        let form = capitals.apply(form);
        let mut same = form.bytes().zip(lemma.bytes()).take_while(|(a, b)| a == b).count();
        while !form.is_char_boundary(same) || !lemma.is_char_boundary(same) {
            same -= 1;
        }
        let cut = u8::try_from(form.len() - same).unwrap_or(u8::MAX);
        Self { capitals, cut, add: lemma.get(same..).unwrap_or_default().into() }
    }

    /// The lemma of `form`; `None` where the script does not fit.
    pub fn apply(&self, form: &str) -> Option<CompactString> {
        let mut lemma = self.capitals.apply(form);
        let kept = lemma.len().checked_sub(usize::from(self.cut))?;
        if !lemma.is_char_boundary(kept) {
            return None;
        }
        lemma.truncate(kept);
        lemma.push_str(&self.add);
        (!lemma.is_empty()).then_some(lemma)
    }
}

/// The word with a capital at its front.
fn capitalize(word: &str) -> CompactString {
    let mut letters = word.chars();
    let Some(first) = letters.next() else { return CompactString::default() };
    let mut capital: CompactString = first.to_uppercase().collect();
    capital.push_str(letters.as_str());
    capital
}

fn lower(word: &mut CompactString) {
    if word.is_ascii() {
        word.make_ascii_lowercase();
    } else {
        *word = word.to_lowercase();
    }
}

/// Finds dictionary forms.
#[derive(Clone, Debug, Default)]
pub struct Lemmas {
    scripts: Vec<Script>,
    /// By hash of word and tags: "was" AUX VBD.
    words: FxHashMap<u32, u16>,
    /// By hash of ending and tags.
    endings: FxHashMap<u32, u16>,
}

/// The hash under which a word or an ending stands, together with its tags.
pub fn key(letters: &[u8], upos: Upos, xpos: Xpos) -> u32 {
    let mut bytes = [0u8; 32];
    let length = letters.len().min(30);
    bytes[..length].copy_from_slice(&letters[..length]);
    bytes[30] = upos as u8 + 1;
    bytes[31] = xpos as u8 + 1;
    hash_bytes(&bytes)
}

impl Lemmas {
    /// From scripts and their numbers by key.
    pub fn new(scripts: Vec<Script>, words: FxHashMap<u32, u16>, endings: FxHashMap<u32, u16>) -> Self {
        Self { scripts, words, endings }
    }

    /// The lemma of a word with these tags.
    pub fn lemma(&self, form: &str, upos: Upos, xpos: Xpos) -> CompactString {
        if xpos == Xpos::Add {
            return CompactString::new(form);
        }
        let mut small = CompactString::new(form);
        lower(&mut small);
        let known = self.words.get(&key(small.as_bytes(), upos, xpos));
        if let Some(lemma) = known.and_then(|script| self.apply(*script, form)) {
            return lemma;
        }
        let lemma = self.by_ending(form, small, upos, xpos);
        // A name is a name in careless spelling too: "geneva".
        let is_name = matches!(xpos, Xpos::Nnp | Xpos::Nnps) && upos == Upos::Propn;
        if is_name && lemma.starts_with(char::is_lowercase) { capitalize(&lemma) } else { lemma }
    }

    /// Whether the treebanks gave this word a lemma of its own, which no rule over endings finds.
    pub fn lists(&self, form: &str, upos: Upos, xpos: Xpos) -> bool {
        let mut small = CompactString::new(form);
        lower(&mut small);
        self.words.contains_key(&key(small.as_bytes(), upos, xpos))
    }

    fn by_ending(&self, form: &str, small: CompactString, upos: Upos, xpos: Xpos) -> CompactString {
        let bytes = small.as_bytes();
        let longest = LONGEST_ENDING.min(bytes.len());
        for length in (0..=longest).rev() {
            let ending = &bytes[bytes.len() - length..];
            let Some(script) = self.endings.get(&key(ending, upos, xpos)) else { continue };
            if let Some(lemma) = self.apply(*script, form) {
                return lemma;
            }
        }
        if upos == Upos::Propn || form.len() > 64 { CompactString::new(form) } else { small }
    }

    fn apply(&self, script: u16, form: &str) -> Option<CompactString> {
        self.scripts.get(usize::from(script))?.apply(form)
    }

    /// Appends the tables to a file, sorted.
    pub fn write(&self, out: &mut Vec<u8>) {
        write_number(out, self.scripts.len() as u64);
        for script in &self.scripts {
            out.push(script.capitals as u8);
            out.push(script.cut);
            write_text(out, &script.add);
        }
        for map in [&self.words, &self.endings] {
            let mut list: Vec<(u32, u16)> = map.iter().map(|(key, script)| (*key, *script)).collect();
            list.sort_unstable();
            write_number(out, list.len() as u64);
            let mut last = 0;
            for (key, script) in list {
                write_number(out, u64::from(key - last));
                write_number(out, u64::from(script));
                last = key;
            }
        }
    }

    /// Reads what [`Lemmas::write`] wrote.
    pub fn read(input: &mut Reader<'_>) -> Result<Self> {
        let mut scripts = Vec::new();
        for _ in 0..input.count()? {
            let capitals = match input.byte()? {
                0 => Capitals::None,
                1 => Capitals::Kept,
                2 => Capitals::First,
                _ => return Err(broken()),
            };
            let cut = input.byte()?;
            scripts.push(Script { capitals, cut, add: input.text()?.into() });
        }
        let mut map = || -> Result<FxHashMap<u32, u16>> {
            let mut map = FxHashMap::default();
            let mut key = 0u32;
            for _ in 0..input.count()? {
                key = key.wrapping_add(u32::try_from(input.number()?).map_err(|_| broken())?);
                map.insert(key, u16::try_from(input.number()?).map_err(|_| broken())?);
            }
            Ok(map)
        };
        let words = map()?;
        let endings = map()?;
        Ok(Self { scripts, words, endings })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_script_goes_both_ways() {
        let pairs = [("Talks", "talk"), ("was", "be"), ("McKay", "McKay"), ("cafés", "café"), ("i", "I")];
        for (form, lemma) in pairs {
            assert_eq!(Script::between(form, lemma, false).apply(form).unwrap(), lemma);
        }
    }
}
