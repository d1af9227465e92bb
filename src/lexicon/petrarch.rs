//! Actor and agent lists in PETRARCH's format, as political scientists own them.
//!
//! ```text
//! KAREN_HOLT_ [NORGOV >970101][NORELI]
//! +K._HOLT_
//! SPOKESMAN {} [~GOV]
//! ```
//!
//! Heads carry codes with dates (`<D` before, `>D` from, `D1-D2` from D1 to just before D2; the first that fits
//! counts), lines with `+` are further names of the head above, a line that starts with `[` adds codes to it.

use compact_str::CompactString;
use jiff::civil::Date;

use super::actors::{Actor, Actors};
use super::country::Country;
use super::petrarch_verbs::PetrarchVerbs;
use super::phrase::Phrases;

/// Nouns of an agents list: what they add to the code of a country.
#[derive(Clone, Debug, Default)]
pub struct PetrarchAgents {
    phrases: Phrases,
    codes: Vec<(CompactString, bool)>,
}

/// Dictionaries in PETRARCH's formats: who acts, which nouns add a role, and which verbs are which events.
#[derive(Clone, Debug, Default)]
pub struct Petrarch {
    /// Names with codes and dates.
    pub actors: Actors,
    /// Nouns that add to the code of a name.
    pub agents: PetrarchAgents,
    /// Verbs and their patterns.
    pub verbs: PetrarchVerbs,
}

impl Petrarch {
    /// Reads dictionaries. A list of names and one of agents are told apart by their codes: agents have `~`.
    pub fn read(actors: &[(String, String)], verbs: &str) -> Self {
        let mut found = Self { verbs: PetrarchVerbs::read(verbs), ..Self::default() };
        for (name, content) in actors {
            if is_agents(content) {
                found.agents.add(content);
            } else if let Err(problem) = found.actors.read_own(name, content) {
                found.actors.report(name, 1, problem.to_string());
            }
        }
        found
    }
}

/// Whether most codes of a list are of agents, which add to those of names: "[~GOV]".
pub(super) fn is_agents(content: &str) -> bool {
    let agents = content.matches("~]").count() + content.matches("[~").count();
    agents * 2 > content.matches('[').count()
}

impl Actors {
    /// Adds a list of actors in PETRARCH's format. Lines that make no sense are left out and told in
    /// [`Actors::problems`].
    pub fn read_petrarch(&mut self, list: &str, content: &str) {
        let mut names: Vec<String> = Vec::new();
        let mut codes: Vec<Actor> = Vec::new();
        for (index, line) in content.lines().enumerate() {
            let line = without_remark(line);
            if line.is_empty() {
                continue;
            }
            if let Some(name) = line.strip_prefix('+') {
                let name = name.split('[').next().unwrap_or_default();
                names.push(spaced(name));
                continue;
            }
            let (name, brackets) = match line.find('[') {
                Some(start) => line.split_at(start),
                None => (line, ""),
            };
            if !name.trim().is_empty() {
                self.flush(&mut names, &mut codes);
                names.push(spaced(name));
            }
            for bracket in brackets.split('[').skip(1) {
                let bracket = bracket.split(']').next().unwrap_or_default().trim();
                match read_code(bracket) {
                    Ok(actor) => codes.push(actor),
                    Err(problem) => self.report(list, index + 1, problem),
                }
            }
        }
        self.flush(&mut names, &mut codes);
    }

    fn flush(&mut self, names: &mut Vec<String>, codes: &mut Vec<Actor>) {
        for name in names.drain(..).filter(|name| !name.is_empty()) {
            for actor in codes.iter() {
                self.add(&name, actor.clone());
            }
        }
        codes.clear();
    }
}

impl PetrarchAgents {
    /// Reads a list of agents: "POLICE_OFFICER {} [~COP]", with `!SET! = MAN, MEN` substitution sets.
    pub fn read(content: &str) -> Self {
        let mut agents = Self::default();
        agents.add(content);
        agents
    }

    /// Adds a list of agents.
    pub fn add(&mut self, content: &str) {
        let agents = self;
        let mut sets: Vec<(String, Vec<String>)> = Vec::new();
        for line in content.lines().map(without_remark).filter(|line| !line.is_empty()) {
            if let (true, Some((name, words))) = (line.starts_with('!'), line.split_once('=')) {
                let words = words.split(',').map(|word| word.trim().to_owned()).collect();
                sets.push((name.trim().to_owned(), words));
                continue;
            }
            let (Some(open), Some(close)) = (line.rfind('['), line.rfind(']')) else { continue };
            let code = line.get(open + 1..close).unwrap_or_default().trim();
            let (phrase, irregular) = match line.get(..open).unwrap_or_default().split_once('{') {
                Some((phrase, rest)) => (phrase, Some(rest.split('}').next().unwrap_or_default().trim())),
                None => (line.get(..open).unwrap_or_default(), None),
            };
            let is_prefix = code.ends_with('~');
            let number = agents.codes.len() as u32;
            agents.codes.push((code.trim_matches(['~', ' ']).into(), is_prefix));
            let phrase = spaced(phrase);
            let set = sets.iter().find(|(name, _)| phrase.contains(name.as_str()));
            match set {
                Some((name, words)) => {
                    for word in words {
                        agents.phrases.insert(&phrase.replace(name.as_str(), word), number);
                    }
                }
                None => {
                    agents.phrases.insert(&phrase, number);
                    match irregular {
                        Some("") => {}
                        Some(plural) => agents.phrases.insert(&spaced(plural), number),
                        None => agents.phrases.insert(&plural(&phrase), number),
                    }
                }
            }
        }
    }

    /// The longest noun that begins at byte `start` of `text`: its end, its code, and whether the code goes in front.
    pub fn at(&self, text: &str, start: usize) -> Option<(usize, &str, bool)> {
        let (end, numbers) = self.phrases.longest_at(text, start)?;
        let (code, is_prefix) = self.codes.get(*numbers.first()? as usize)?;
        Some((end, code.as_str(), *is_prefix))
    }

    /// How many nouns there are.
    pub fn len(&self) -> usize {
        self.codes.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.codes.is_empty()
    }

    /// The code of exactly this noun, and whether it stands before the country's.
    pub fn find(&self, phrase: &str) -> Option<(&str, bool)> {
        let number = *self.phrases.get(phrase).first()?;
        self.codes.get(number as usize).map(|(code, is_prefix)| (code.as_str(), *is_prefix))
    }
}

/// A line without its remark.
fn without_remark(line: &str) -> &str {
    let line = line.split(['#', ';']).next().unwrap_or_default();
    line.split("<!--").next().unwrap_or_default().trim()
}

/// "KAREN_HOLT_" -> "KAREN HOLT".
fn spaced(name: &str) -> String {
    name.replace('_', " ").split_whitespace().collect::<Vec<_>>().join(" ")
}

/// POLICE OFFICER -> POLICE OFFICERS; ENVOY -> ENVOYS, DEPUTY -> DEPUTIES.
fn plural(phrase: &str) -> String {
    if let Some(stem) = phrase.strip_suffix('Y') {
        return format!("{stem}IES");
    }
    if phrase.ends_with('S') { format!("{phrase}ES") } else { format!("{phrase}S") }
}

/// "ARMGOV >980409", "RUSELI <20000507", "USAGOV 010120-090120", "IGOUNO".
fn read_code(bracket: &str) -> Result<Actor, String> {
    let (code, when) = bracket.split_once(char::is_whitespace).unwrap_or((bracket, ""));
    let when = when.trim();
    let country = code.get(..3).and_then(Country::new).filter(|country| !is_no_country(*country));
    let rest = if country.is_some() { code.get(3..).unwrap_or_default() } else { code };
    let role = rest.get(..3).map(CompactString::from);
    let (name, kind) = (None, None);
    let mut actor =
        Actor { name, kind, country, role, office: None, code: Some(code.into()), since: None, before: None };
    if when.is_empty() {
        return Ok(actor);
    }
    if let Some(day) = when.strip_prefix('<') {
        actor.before = Some(read_day(day)?);
    } else if let Some(day) = when.strip_prefix('>') {
        actor.since = Some(read_day(day)?);
    } else if let Some((since, before)) = when.split_once('-') {
        actor.since = Some(read_day(since)?);
        actor.before = Some(read_day(before)?);
    } else {
        return Err(format!("{when:?} is no period"));
    }
    Ok(actor)
}

/// Codes of event data that stand where a country's would.
fn is_no_country(code: Country) -> bool {
    matches!(
        code.as_str(),
        "IGO" | "NGO" | "NGM" | "MNC" | "IMG" | "INT" | "REL" | "UIS" | "MOS" | "JEW" | "CHR" | "---"
    ) || matches!(
        code.as_str(),
        "GOV" | "MIL" | "REB" | "OPP" | "COP" | "JUD" | "CVL" | "BUS" | "MED" | "UAF" | "LEG" | "EDU"
    )
}

/// YYMMDD (years up to 30 are of this century) or YYYYMMDD.
fn read_day(day: &str) -> Result<Date, String> {
    let digits: String = day.chars().filter(char::is_ascii_digit).collect();
    let wrong = || format!("{day:?} is no day");
    let number = |text: Option<&str>| text.and_then(|text| text.parse::<i16>().ok()).ok_or_else(wrong);
    let (year, rest) = if digits.len() <= 7 {
        let year = number(digits.get(..2))?;
        (if year <= 30 { 2000 + year } else { 1900 + year }, digits.get(2..6))
    } else {
        (number(digits.get(..4))?, digits.get(4..8))
    };
    let month = number(rest.and_then(|rest| rest.get(..2)))?;
    let day_of_month = number(rest.and_then(|rest| rest.get(2..4)))?;
    Date::new(year, month as i8, day_of_month as i8).map_err(|_| wrong())
}

#[cfg(test)]
mod tests {
    use super::*;

    const LIST: &str = "# made up\nKAREN_HOLT_ [NORGOV 970101-010101][NORELI >010101]\n+K._HOLT_\n\nNORTHERN_PACT_ [IGO]\n[IGOMIL >991301]\n";

    #[test]
    fn the_first_period_that_fits_counts() {
        let mut actors = Actors::default();
        actors.read_petrarch("made up", LIST);
        let code = |name: &str, day: &str| actors.find(name, day.parse().ok()).and_then(|actor| actor.code);
        assert_eq!(code("Karen Holt", "1999-05-01").as_deref(), Some("NORGOV"));
        assert_eq!(code("K. Holt", "2001-01-01").as_deref(), Some("NORELI"));
        assert_eq!(code("Karen Holt", "1990-01-01"), None);
    }

    #[test]
    fn bad_days_are_told() {
        let mut actors = Actors::default();
        actors.read_petrarch("made up", LIST);
        assert_eq!(actors.problems(), [("made up".to_owned(), 6, "\"991301\" is no day".to_owned())]);
        assert_eq!(actors.find("Northern Pact", None).unwrap().code.as_deref(), Some("IGO"));
    }

    #[test]
    fn agents_have_plurals() {
        let agents = PetrarchAgents::read(
            "!PERSON! = MAN, MEN\nPOLICE_!PERSON! [~COP]\nDEPUTY [~LEG]\nEX {} [ELI~]\n",
        );
        assert_eq!(agents.find("police men"), Some(("COP", false)));
        assert_eq!(agents.find("deputies"), Some(("LEG", false)));
        assert_eq!(agents.find("ex"), Some(("ELI", true)));
    }
}
