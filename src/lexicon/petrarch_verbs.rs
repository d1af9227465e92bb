//! Verb patterns in PETRARCH's formats, as political scientists own them: the one PETRARCH took over from TABARI, and
//! the one of PETRARCH2 and UniversalPetrarch.
//!
//! ```text
//! &MONEY
//! +DOLLARS
//! --- GIVE [070] ---
//! GIVE {GAVE GIVEN GIVES GIVING}
//! +HAND_OVER
//! - * AID [071]                  # words in any distance
//! - * &MONEY_TO + [0711]         # "_": words side by side; $ source, + target, ^ any phrase, % several actors
//! - * {EMERGENCY AID} (TO +)     # PETRARCH2: a noun with its modifier, a phrase with its preposition
//! ```
//!
//! A code `[032:033]` holds for the source, and its second half for the target: two events.

use compact_str::CompactString;
use rustc_hash::FxHashMap;

/// A synonym set may stand in another; deeper than this is a circle.
const DEEPEST: usize = 4;

/// The verbs of a file, with their patterns.
#[derive(Clone, Debug, Default)]
pub struct PetrarchVerbs {
    /// Blocks by every form of their verbs, in capitals.
    forms: FxHashMap<CompactString, Vec<PetrarchVerb>>,
    blocks: Vec<Block>,
    synsets: FxHashMap<CompactString, Vec<Vec<Step>>>,
    unsupported: Vec<Unsupported>,
    patterns: usize,
}

/// A line that could not be used, and why.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unsupported {
    /// Its number, from 1.
    pub line: usize,
    /// The line.
    pub text: String,
    /// What is not supported.
    pub reason: &'static str,
}

/// One verb: which block it belongs to, and the words beside it that belong to it ("HAND_OVER").
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PetrarchVerb {
    /// Words right before it, nearest last.
    pub before: Vec<CompactString>,
    /// Words right after it.
    pub after: Vec<CompactString>,
    /// Number of its block.
    pub block: usize,
    /// Its own code, where the line has one.
    pub code: Option<CodePair>,
}

/// The codes of an event: for source and target, and for the event told back.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct CodePair {
    /// What the source does to the target.
    pub there: Option<CompactString>,
    /// What the target does to the source.
    pub back: Option<CompactString>,
}

/// The patterns of verbs with one meaning.
#[derive(Clone, Debug, Default)]
pub struct Block {
    /// The code where no pattern fits.
    pub code: CodePair,
    /// The patterns, most words first.
    pub patterns: Vec<PetrarchPattern>,
}

/// Words around a verb, with the code they give.
#[derive(Clone, Debug, Default)]
pub struct PetrarchPattern {
    /// What stands before the verb, in text order.
    pub before: Vec<Step>,
    /// What stands after it.
    pub after: Vec<Step>,
    /// Its codes.
    pub code: CodePair,
    /// The line it stands on.
    pub line: usize,
    /// As written.
    pub words: CompactString,
}

/// One step of a pattern.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Step {
    /// What must stand there.
    pub what: What,
    /// Whether it touches the step (or verb) before it.
    pub joined: bool,
}

/// What a step asks for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum What {
    /// This word, in capitals.
    Word(CompactString),
    /// Any of a synonym set.
    Synset(CompactString),
    /// The source stands here.
    Source,
    /// The target stands here.
    Target,
    /// Any phrase.
    Phrase,
    /// Several actors.
    Several,
}

impl PetrarchVerbs {
    /// Reads a file. Lines that cannot be used are kept in [`PetrarchVerbs::unsupported`].
    pub fn read(content: &str) -> Self {
        let mut verbs = Self::default();
        let mut reader = Reader::default();
        for (index, raw) in content.lines().enumerate() {
            let Some(line) = reader.without_remark(raw) else { continue };
            let line = line.trim();
            if line.is_empty() {
                continue;
            }
            verbs.line(line, index + 1, &mut reader);
        }
        verbs.check_synsets(&reader);
        verbs.unsupported.sort_by_key(|refused| refused.line);
        for block in &mut verbs.blocks {
            block.patterns.sort_by_key(|pattern| {
                std::cmp::Reverse((pattern.before.len() + pattern.after.len(), joins(pattern)))
            });
        }
        verbs
    }

    /// What could not be used.
    pub fn unsupported(&self) -> &[Unsupported] {
        &self.unsupported
    }

    /// How many verb forms there are.
    pub fn len(&self) -> usize {
        self.forms.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.forms.is_empty()
    }

    /// How many patterns there are.
    pub fn pattern_count(&self) -> usize {
        self.patterns
    }

    /// The verbs with this form, in capitals.
    pub fn of(&self, form: &str) -> &[PetrarchVerb] {
        self.forms.get(form).map_or(&[], Vec::as_slice)
    }

    /// A block by its number.
    pub fn block(&self, number: usize) -> Option<&Block> {
        self.blocks.get(number)
    }

    /// The members of a synonym set.
    pub fn synset(&self, name: &str) -> &[Vec<Step>] {
        self.synsets.get(name).map_or(&[], Vec::as_slice)
    }

    /// Lists patterns and synonym sets that name a set which stands nowhere, and sets without members.
    fn check_synsets(&mut self, reader: &Reader) {
        let mut refused: Vec<(usize, String, &'static str)> = Vec::new();
        let unknown = |steps: &[Step]| {
            steps.iter().any(|step| {
                matches!(&step.what, What::Synset(name) if !reader.synsets.iter().any(|(known, ..)| known == name))
            })
        };
        for pattern in self.blocks.iter().flat_map(|block| &block.patterns) {
            if unknown(&pattern.before) || unknown(&pattern.after) {
                let text = format!("- {}", pattern.words);
                refused.push((pattern.line, text, "a synonym set that is nowhere in the file"));
            }
        }
        for (name, line, text) in &reader.synsets {
            let members = self.synset(name);
            if members.is_empty() {
                refused.push((*line, text.clone(), "a synonym set without members"));
            } else if members.iter().any(|member| unknown(member)) {
                refused.push((*line, text.clone(), "a member that names a synonym set nowhere in the file"));
            }
        }
        for (line, text, reason) in refused {
            self.refuse(line, &text, reason);
        }
    }

    fn line(&mut self, line: &str, number: usize, reader: &mut Reader) {
        if let Some(reason) = broken(line) {
            self.refuse(number, line, reason);
            // the lines below still belong to what it was to open
            if !line.starts_with("---") && !line.starts_with('&') {
                return;
            }
        }
        if let Some(name) = line.strip_prefix('&') {
            let name = synset_name(name.split('[').next().unwrap_or(name));
            if name.is_empty() {
                self.refuse(number, line, "a synonym set without a name");
            }
            reader.synsets.push((name.clone(), number, line.to_owned()));
            reader.synset = Some(name);
            return;
        }
        if line.starts_with("---") {
            reader.synset = None;
            if !line.contains('[') {
                self.refuse(number, line, "a block whose code stands in no brackets");
            }
            let code = line.split_once('[').and_then(|(_, rest)| rest.split(']').next()).unwrap_or_default();
            self.blocks.push(Block { code: read_code(code), patterns: Vec::new() });
            return;
        }
        if line.starts_with('~') {
            self.refuse(number, line, "a transformation of one event into another");
            return;
        }
        if let Some(pattern) = line.strip_prefix('-') {
            reader.synset = None;
            self.pattern(pattern.trim(), number, line);
            return;
        }
        if let (Some(name), Some(member)) = (reader.synset.clone(), line.strip_prefix('+')) {
            let words = member.split(['[', '{']).next().unwrap_or_default();
            let mut steps = steps(words);
            for step in steps.iter_mut() {
                step.joined = true;
            }
            if !steps.is_empty() {
                self.synsets.entry(name).or_default().push(steps);
            }
            return;
        }
        reader.synset = None;
        self.verb(line, number);
    }

    fn verb(&mut self, line: &str, number: usize) {
        let Some(block) = self.blocks.len().checked_sub(1) else {
            self.refuse(number, line, "a verb before the first block");
            return;
        };
        let code = line.split_once('[').and_then(|(_, rest)| rest.split(']').next()).map(read_code);
        let head = line.split(['[', '{']).next().unwrap_or_default().trim();
        let irregular = line.split_once('{').and_then(|(_, rest)| rest.split('}').next()).unwrap_or_default();
        let stem_only = head.ends_with('_') && !head.trim_end_matches('_').contains('_');
        let forms = std::iter::once(head).chain(irregular.split_whitespace());
        for (at, form) in forms.enumerate() {
            let Some((before, verb, after)) = verb_words(form) else { continue };
            let regular = if at == 0 && !stem_only { inflected(&verb) } else { Vec::new() };
            for form in std::iter::once(verb).chain(regular) {
                let entry =
                    PetrarchVerb { before: before.clone(), after: after.clone(), block, code: code.clone() };
                let known = self.forms.entry(form).or_default();
                if !known.contains(&entry) {
                    known.push(entry);
                }
            }
        }
    }

    fn pattern(&mut self, pattern: &str, number: usize, line: &str) {
        let Some((words, code)) = pattern.split_once('[') else {
            self.refuse(number, line, "a pattern without a code");
            return;
        };
        let code = code.split(']').next().unwrap_or_default();
        let Some((before, after)) = words.split_once('*') else {
            self.refuse(number, line, "a pattern without the verb's place (*)");
            return;
        };
        if words.matches('*').count() > 1 {
            self.refuse(number, line, "a pattern with two verbs");
            return;
        }
        if words.contains('|') {
            self.refuse(number, line, "alternatives (|) inside a pattern");
            return;
        }
        let Some(block) = self.blocks.last_mut() else {
            self.refuse(number, line, "a pattern before the first block");
            return;
        };
        let mut before_steps = steps(before);
        // "_" in front of the verb joins the last step to it: kept on a step of its own side
        if let Some(first) = before_steps.first_mut() {
            first.joined = false;
        }
        let touches = before.trim_end().ends_with('_') && !before.ends_with(' ');
        let mut after_steps = steps(after);
        if let Some(first) = after_steps.first_mut() {
            first.joined = after.starts_with('_');
        }
        let mut pattern = PetrarchPattern {
            before: before_steps,
            after: after_steps,
            code: read_code(code),
            line: number,
            words: words.trim().into(),
        };
        if touches {
            pattern.before.push(Step { what: What::Word(CompactString::default()), joined: true });
        }
        self.patterns += 1;
        block.patterns.push(pattern);
    }

    fn refuse(&mut self, line: usize, text: &str, reason: &'static str) {
        self.unsupported.push(Unsupported { line, text: text.to_owned(), reason });
    }

    /// All ways a synonym set may be written out, sets within sets included.
    pub fn spelled(&self, name: &str, depth: usize) -> Vec<Vec<CompactString>> {
        let mut all = Vec::new();
        if depth > DEEPEST {
            return all;
        }
        for member in self.synset(name) {
            let mut ways: Vec<Vec<CompactString>> = vec![Vec::new()];
            for step in member {
                let options = match &step.what {
                    What::Word(word) => vec![vec![word.clone()]],
                    What::Synset(inner) => self.spelled(inner, depth + 1),
                    _ => Vec::new(),
                };
                ways = ways
                    .iter()
                    .flat_map(|way| options.iter().map(move |option| [way.clone(), option.clone()].concat()))
                    .take(2000)
                    .collect();
            }
            all.extend(ways);
        }
        all.sort_by_key(|way| std::cmp::Reverse(way.len()));
        all
    }
}

/// What reading one line needs to know of those before.
#[derive(Default)]
struct Reader {
    synset: Option<CompactString>,
    /// Name, line and text of the synonym sets.
    synsets: Vec<(CompactString, usize, String)>,
    in_remark: bool,
}

impl Reader {
    /// A line without `#` and `;` remarks and `<!-- -->`, which may span lines; `None` inside such a remark.
    fn without_remark<'l>(&mut self, line: &'l str) -> Option<&'l str> {
        let mut line = line;
        if self.in_remark {
            let (_, rest) = line.split_once("-->")?;
            self.in_remark = false;
            line = rest;
        }
        if let Some((front, rest)) = line.split_once("<!--") {
            self.in_remark = !rest.contains("-->");
            line = front;
        }
        line.split(['#', ';']).next()
    }
}

/// What is wrong with the brackets of a line.
fn broken(line: &str) -> Option<&'static str> {
    for (open, close) in [('[', ']'), ('{', '}'), ('(', ')')] {
        let mut depth = 0_i32;
        for letter in line.chars() {
            depth += i32::from(letter == open) - i32::from(letter == close);
            if depth < 0 {
                return Some("a bracket that nothing opens");
            }
        }
        if depth > 0 {
            return Some("a bracket that does not close");
        }
    }
    let pattern = line.starts_with(['-', '~', '&', '+']);
    let words = line.split(['[', '{']).next().unwrap_or_default();
    (!pattern && words.chars().any(|letter| letter.is_ascii_digit()))
        .then_some("a code that stands in no brackets")
}

/// `&TIES_` -> "TIES".
fn synset_name(name: &str) -> CompactString {
    name.trim().trim_end_matches('_').to_uppercase().into()
}

/// The words of one half of a pattern.
fn steps(words: &str) -> Vec<Step> {
    let mut found: Vec<Step> = Vec::new();
    let mut word = String::new();
    let mut joined = false;
    let plain: String =
        words.chars().map(|c| if matches!(c, '(' | ')' | '{' | '}') { ' ' } else { c }).collect();
    for letter in plain.chars().chain([' ']) {
        if letter == '_' || letter.is_whitespace() {
            if !word.is_empty() {
                let what = match word.as_str() {
                    "$" => What::Source,
                    "+" => What::Target,
                    "^" => What::Phrase,
                    "%" => What::Several,
                    _ => match word.strip_prefix('&') {
                        Some(name) => What::Synset(synset_name(name)),
                        None => What::Word(word.to_uppercase().into()),
                    },
                };
                found.push(Step { what, joined });
                word.clear();
                joined = letter == '_';
            } else if letter == '_' {
                joined = true;
            }
            continue;
        }
        word.push(letter);
    }
    found
}

/// How many steps of a pattern are tied to their neighbours.
fn joins(pattern: &PetrarchPattern) -> usize {
    pattern.before.iter().chain(&pattern.after).filter(|step| step.joined).count()
}

/// "HAND_+OVER" -> words before, the verb, words after; the verb is the word with "+", else the first.
fn verb_words(form: &str) -> Option<(Vec<CompactString>, CompactString, Vec<CompactString>)> {
    let words: Vec<&str> = form.split(['_', ' ']).filter(|word| !word.is_empty()).collect();
    let marked = words.iter().position(|word| word.starts_with('+')).unwrap_or(0);
    let clean = |word: &&str| CompactString::from(word.trim_start_matches('+').to_uppercase());
    let verb = clean(words.get(marked)?);
    if verb.is_empty() {
        return None;
    }
    let before = words.iter().take(marked).map(clean).collect();
    let after = words.iter().skip(marked + 1).map(clean).collect();
    Some((before, verb, after))
}

/// ABANDON -> ABANDONS, ABANDONED, ABANDONING.
fn inflected(verb: &str) -> Vec<CompactString> {
    let form = |stem: &str, ending: &str| CompactString::from(format!("{stem}{ending}"));
    if let Some(stem) = verb.strip_suffix('E') {
        return vec![form(verb, "S"), form(verb, "D"), form(stem, "ING")];
    }
    if let Some(stem) = verb.strip_suffix('Y').filter(|stem| !stem.ends_with(['A', 'E', 'O', 'U'])) {
        return vec![form(stem, "IES"), form(stem, "IED"), form(verb, "ING")];
    }
    let s = if verb.ends_with("SS") || verb.ends_with("SH") || verb.ends_with("CH") || verb.ends_with('X') {
        "ES"
    } else {
        "S"
    };
    vec![form(verb, s), form(verb, "ED"), form(verb, "ING")]
}

/// "032:033", "---", ":173".
fn read_code(code: &str) -> CodePair {
    let one = |code: &str| {
        let code = code.trim();
        let none = code.is_empty() || code.chars().all(|c| matches!(c, '-' | '+' | '#'));
        (!none).then(|| CompactString::from(code))
    };
    match code.split_once(':') {
        Some((there, back)) => CodePair { there: one(there), back: one(back) },
        None => CodePair { there: one(code), back: None },
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const FILE: &str = "<!-- made up\n on two lines -->\n&COINS_\n+GOLD COIN\n+SHILLING\n\n--- PAY [070:071] ---\n\
        PAY {PAID PAYS PAYING}\n+PAY_BACK [072]\n- * &COINS_TO + [0711]  # rare\n- NOT_* [---]\n- WILL * [030]\n- A B [031]\n\
        ~ a (a b PAY) SAY = a b 023\n- * {RAW AID} (TO HEAD) [0712]\n";

    #[test]
    fn verbs_have_their_forms_and_particles() {
        let verbs = PetrarchVerbs::read(FILE);
        assert_eq!(verbs.of("PAID").len(), 1);
        let back = verbs.of("PAYING").iter().find(|verb| !verb.after.is_empty()).unwrap();
        assert_eq!(
            (back.after[0].as_str(), back.code.clone().unwrap().there.unwrap().as_str()),
            ("BACK", "072")
        );
        assert_eq!(verbs.block(0).unwrap().code.back.as_deref(), Some("071"));
    }

    #[test]
    fn patterns_keep_their_joins() {
        let verbs = PetrarchVerbs::read(FILE);
        let block = verbs.block(0).unwrap();
        let pattern = block.patterns.iter().find(|pattern| pattern.line == 10).unwrap();
        let joined: Vec<bool> = pattern.after.iter().map(|step| step.joined).collect();
        assert_eq!(joined, [false, true, false]);
        assert_eq!(pattern.after[0].what, What::Synset("COINS".into()));
        assert_eq!(verbs.spelled("COINS", 0)[0], ["GOLD", "COIN"]);
        assert_eq!(verbs.pattern_count(), 4);
    }

    #[test]
    fn what_is_not_supported_is_told() {
        let told: Vec<usize> = PetrarchVerbs::read(FILE).unsupported().iter().map(|line| line.line).collect();
        assert_eq!(told, [13, 14]);
    }

    #[test]
    fn broken_lines_are_told() {
        let file = "&COINS\n+SHILLING\n&EMPTY\n--- PAY 070 ---\nPAY\n- * &COIN + [0711]\n- * RENT [071\n- * DEBT 072\n\
            BRIBE {BRIBED\nHIRE 073\n- * &COINS [074]\n";
        let verbs = PetrarchVerbs::read(file);
        let told: Vec<(usize, &str)> =
            verbs.unsupported().iter().map(|line| (line.line, line.reason)).collect();
        assert_eq!(
            told,
            [
                (3, "a synonym set without members"),
                (4, "a block whose code stands in no brackets"),
                (6, "a synonym set that is nowhere in the file"),
                (7, "a bracket that does not close"),
                (8, "a pattern without a code"),
                (9, "a bracket that does not close"),
                (10, "a code that stands in no brackets"),
            ]
        );
        assert_eq!(verbs.of("PAY").len(), 1);
    }
}
