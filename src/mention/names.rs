//! Names in a sentence: of the lists, and by their capitals.
//!
//! "Georgian Foreign Minister Ararat Simonyan met NATO's Marta Ruiz in Vienna." ->
//! person "Georgian Foreign Minister Ararat Simonyan", organisation "NATO", person "Marta Ruiz", place "Vienna"

use std::ops::Range;

use compact_str::CompactString;
use rustc_hash::{FxHashMap, FxHashSet};

use super::draft::{Draft, Source};
use super::reading::{Listed, Reading};
use super::{MentionKind, kind};
use crate::lexicon::{
    Actor, ContextWord, Country, CountryWord, Gender, NameWord, Place, PlaceKind, RoleKind, fold, places,
};
use crate::syntax::{Relation, Upos};

/// All names, in text order.
pub(super) fn find(reading: &Reading<'_>) -> Vec<Draft> {
    let mut found = Vec::new();
    for sentence in 0..reading.parsed.document.sentences.len() {
        Sentence { reading, sentence, end: reading.sentence(sentence).end }.read(&mut found);
    }
    found
}

/// The last words of the names that are surely people's, "Jordan" of "Kyle Jordan" and "Holm" of "Mr. Holm", and the first
/// words of names that end with them. A first search finds them, so that the second knows them wherever they stand.
pub(super) fn of_people<'a>(
    reading: &Reading<'a>,
    found: &[Draft],
) -> (FxHashSet<&'a str>, FxHashSet<&'a str>) {
    let in_body =
        || found.iter().filter(|draft| draft.is_named_person() && !reading.is_headline(draft.sentence));
    let sure = in_body().filter(|draft| draft.is_sure);
    let last = sure.filter_map(|draft| last_word(reading, draft.name.as_ref()?));
    let surnames: FxHashSet<&str> =
        last.filter(|&token| !reading.is_common_word(token)).map(|token| reading.text(token)).collect();
    let full = in_body().filter_map(|draft| draft.name.clone().filter(|name| name.len() > 1));
    let of_family = full
        .filter(|name| last_word(reading, name).is_some_and(|last| surnames.contains(reading.text(last))));
    let given = of_family.map(|name| name.start).filter(|&token| !reading.is_common_word(token));
    let given = given.map(|token| reading.text(token)).collect();
    (surnames, given)
}

/// Towns that the article places by what follows them, "Moscow, Idaho", and their countries: the first time counts.
pub(super) fn placed(reading: &Reading<'_>, found: &[Draft]) -> FxHashMap<String, Country> {
    let mut placed = FxHashMap::default();
    for draft in found.iter().filter(|draft| draft.is_placed) {
        if let (Some(name), Some(country)) = (&draft.name, draft.country) {
            placed.entry(fold(&reading.words_of(name))).or_insert(country);
        }
    }
    placed
}

/// The last word of a name that is no "Jr.".
fn last_word(reading: &Reading<'_>, name: &Range<usize>) -> Option<usize> {
    name.clone().rev().find(|&token| {
        reading.is_word(token)
            && reading.text(token).chars().nth(1).is_some_and(|letter| letter != '.')
            && !reading.is_name_word(NameWord::Suffix, token)
    })
}

/// What stands before a name: "Russian Deputy Prime Minister".
#[derive(Clone, Debug, Default)]
struct Before {
    country: Option<Country>,
    role: Option<CompactString>,
    office: Option<CompactString>,
    gender: Option<Gender>,
    /// Whether a title or noun of office was among it.
    titled: bool,
    /// Whether the office is one of the past: "Former President".
    former: bool,
}

struct Sentence<'r, 'a> {
    reading: &'r Reading<'a>,
    sentence: usize,
    end: usize,
}

impl Sentence<'_, '_> {
    fn read(&self, found: &mut Vec<Draft>) {
        let mut token = self.reading.sentence(self.sentence).start;
        while token < self.end {
            let next = match self.run_end(token) {
                // A listed name may reach beyond the run: "U.S. Customs and Border Protection".
                Some(end) => self.read_run(token..end, found).max(end),
                None => self.lower_case_name(token, found),
            };
            token = next.max(token + 1);
        }
    }

    /// Listed names that begin with a small letter: "al-Qaeda", "sub-Saharan Africa". One past what was read.
    fn lower_case_name(&self, token: usize, found: &mut Vec<Draft>) -> usize {
        if !self.reading.is_word(token) {
            return token + 1;
        }
        match self.reading.listed(token, self.end) {
            Some(listed) if listed.tokens.clone().any(|token| self.reading.is_capital(token)) => {
                let end = listed.tokens.end;
                self.push_listed(&listed, token, &Before::default(), found);
                end
            }
            _ => match self
                .own_actor(token)
                .filter(|(end, _)| (token..*end).any(|token| self.reading.is_capital(token)))
            {
                // "the de Holt Trust": a list may have names that begin with a small letter.
                Some((end, actor)) => {
                    self.push_own(token..end, token, actor, &Before::default(), found);
                    end
                }
                None => token + 1,
            },
        }
    }

    /// One past the last token of a run of capitalised words that begins here; `None` where none begins.
    fn run_end(&self, start: usize) -> Option<usize> {
        let reading = self.reading;
        if !reading.is_capital(start) || !self.can_be_name(start) {
            return None;
        }
        let mut end = start + 1;
        while end < self.end {
            let next = self.longer(start, end);
            if next == end {
                break;
            }
            end = next;
        }
        Some(end)
    }

    /// One past the run after it took in one more word; `end` itself where it ends.
    fn longer(&self, start: usize, end: usize) -> usize {
        let reading = self.reading;
        let capital = |token: usize| token < self.end && reading.is_capital(token) && self.can_be_name(token);
        // "Theresa May": a month is no surname but behind a given name.
        let is_may = end < self.end
            && reading.text(end) == "May"
            && reading.lexicon.names.is_given(reading.text(end - 1))
            && !reading.text(end + 1).starts_with(|letter: char| letter.is_ascii_digit());
        if capital(end) || is_may {
            return end + 1;
        }
        let text = reading.text(end);
        // Jean-Yves, Guinea-Bissau, Ho-sun.
        if matches!(text, "-" | "–" | "‑")
            && reading.is_glued(end)
            && end + 1 < self.end
            && reading.is_glued(end + 1)
        {
            let after = end + 1;
            let is_name = reading.is_capital(after)
                || (reading.has_trees() && reading.upos(after) == Some(Upos::Propn))
                || reading.lexicon.names.is(NameWord::Particle, reading.text(after))
                // Ban Ki-moon, wherever the tagger sees the moon.
                || (start..end).any(|token| reading.is_name_word(NameWord::FamilyFirst, token));
            return if is_name { end + 2 } else { end };
        }
        // Charles de Gaulle, Mohammed bin Salman.
        if reading.is_name_word(NameWord::Particle, end) {
            let mut after = end;
            while after < self.end
                && after - end < 4
                && (reading.is_name_word(NameWord::Particle, after)
                    || matches!(reading.text(after), "-" | "'" | "’"))
            {
                after += 1;
            }
            // "e", "y", "of": only between two words that no list knows.
            if capital(after) && text != "e" {
                return after + 1;
            }
        }
        // Standard & Poor's, Bosnia and Herzegovina (listed), Ministry of Foreign Affairs.
        if text == "&" && capital(end + 1) {
            return end + 2;
        }
        // "Secretary of State Tove Lund": a title may hold small words
        if text == "of"
            && let Some(after) = self.end_of_title_over(start, end)
        {
            return after;
        }
        if matches!(text, "of" | "for") && self.ends_with_body(start, end) {
            let after = if reading.text(end + 1) == "the" { end + 2 } else { end + 1 };
            if capital(after) {
                return after + 1;
            }
        }
        if text == "and"
            && self.is_inside_body(start, end)
            && capital(end + 1)
            && !reading.is_name_word(NameWord::NotName, end + 1)
            && !reading.lexicon.names.is_given(reading.text(end + 1))
        {
            return end + 2;
        }
        // "Ministry of Foreign Affairs": a listed name may hold small words.
        end
    }

    /// One past a title that begins in the run and goes on over "of", with a capital on both sides.
    fn end_of_title_over(&self, start: usize, of: usize) -> Option<usize> {
        let reading = self.reading;
        let text = reading.parsed.document.text;
        (start.max(of.saturating_sub(3))..of).find_map(|token| {
            let begin = reading.span(token).start as usize;
            let title = reading.lexicon.titles.at(text, begin).map(|(end, _)| end);
            let role = reading.lexicon.roles.at(text, begin);
            let role = role.filter(|(_, name)| name.role.kind == RoleKind::Person).map(|(end, _)| end);
            let end = title.max(role)?;
            let after = reading.token_ending(token, end)?;
            (after > of + 1 && after <= self.end && reading.is_capital(after - 1)).then_some(after)
        })
    }

    /// Whether the run so far ends with a noun for a body that likes to go on: "Ministry", "Bank", "University".
    fn ends_with_body(&self, start: usize, end: usize) -> bool {
        let Some(last) = end.checked_sub(1).filter(|&last| last >= start) else { return false };
        let word = self.reading.text(last);
        let lexicon = self.reading.lexicon;
        lexicon.names.is(NameWord::OrganizationEnd, word)
            || lexicon.names.is(NameWord::CompanyEnd, word)
            || lexicon.roles.find(word).is_some_and(|role| role.role.kind == RoleKind::Organization)
    }

    /// Whether the run holds "Ministry of ..." or the like, inside which "and" joins words of one name.
    fn is_inside_body(&self, start: usize, end: usize) -> bool {
        (start + 1..end).any(|token| {
            matches!(self.reading.text(token), "of" | "for") && self.ends_with_body(start, token)
        })
    }

    /// Whether a capitalised token can belong to a name at all.
    fn can_be_name(&self, token: usize) -> bool {
        let reading = self.reading;
        let text = reading.text(token);
        // "Theresa May ... May said": not "in May".
        let is_person = reading.surnames.contains(text)
            && matches!(reading.upos(token), Some(Upos::Propn))
            && reading.relation(token).is_some_and(|relation| {
                relation.is_subject() || matches!(relation, Relation::NmodPoss | Relation::Obj)
            });
        if reading.is_name_word(NameWord::NotName, token) && !is_person
            || matches!(text, "'S" | "’S" | "'T" | "’T")
        {
            return false;
        }
        if text.chars().any(|letter| letter.is_ascii_digit())
            && text.chars().filter(|c| c.is_alphabetic()).count() < 1
        {
            return false;
        }
        // A tagger may misread a name that opens a sentence; elsewhere in the article it is plain.
        let is_plain_elsewhere =
            reading.is_seen_in_body(&(token..token + 1)) && !reading.is_common_word(token);
        match reading.upos(token) {
            None => !self.is_common_opening(token),
            Some(Upos::Verb | Upos::Adv | Upos::Intj | Upos::Sconj | Upos::Aux) if is_plain_elsewhere => true,
            Some(
                Upos::Det
                | Upos::Adp
                | Upos::Pron
                | Upos::Aux
                | Upos::Cconj
                | Upos::Sconj
                | Upos::Part
                | Upos::Num
                | Upos::Punct
                | Upos::Intj,
            ) => {
                // A tagger may take "Will" or "US" for a small word; the lists know better.
                token > reading.sentence(self.sentence).start
                    && reading.listed(token, self.end).is_some_and(|listed| !listed.countries.is_empty())
            }
            Some(Upos::Verb | Upos::Adv) => {
                token > reading.sentence(self.sentence).start && !reading.is_headline(self.sentence)
            }
            Some(_) => true,
        }
    }

    /// Without tags: whether the token opens the sentence with a word that is seen in small letters too.
    fn is_common_opening(&self, token: usize) -> bool {
        let reading = self.reading;
        if token != reading.sentence(self.sentence).start {
            return false;
        }
        let followed = token + 1 < self.end && reading.is_capital(token + 1);
        let listed = reading.listed(token, self.end).is_some();
        let given = reading.lexicon.names.is_given(reading.text(token));
        !(listed || given || followed || reading.is_seen_in_body(&(token..token + 1)))
    }

    /// Cuts a run of capitalised words into what stands before names, and names; one past what was read.
    fn read_run(&self, run: Range<usize>, found: &mut Vec<Draft>) -> usize {
        let reading = self.reading;
        let mut before = self.honorific(run.start);
        let mut start = run.start;
        let mut token = run.start;
        while token < run.end {
            // "Former Kenyan President": part of what stands before the name.
            if token == run.start
                && token + 1 < run.end
                && self.is_former(token)
                && reading.listed(token, self.end).is_none()
            {
                before.former = true;
                token += 1;
                continue;
            }
            // "Lawmakers Rip Holm" in a headline: what stands in small letters elsewhere, or nowhere, is no name.
            if self.is_loud(token) && reading.listed(token, self.end).is_none() {
                token += 1;
                (start, before) = (token, Before::default());
                continue;
            }
            // "D-Calif.", "N.H.": a state in short.
            if let Some(end) = self.state_end(token).filter(|_| self.may_be_state(token, found)) {
                if reading.is_state(token) {
                    self.push_state(token, found);
                }
                (token, start, before) = (end, end, Before::default());
                continue;
            }
            if let Some((end, actor)) = self.own_actor(token) {
                self.push_own(token..end, start, actor, &before, found);
                (token, start, before) = (end, end, Before::default());
                continue;
            }
            let body = self.body_end(token, run.end);
            let listed_end = reading.listed(token, self.end).map_or(0, |listed| listed.tokens.end);
            if let Some(end) = body.filter(|&end| end > listed_end) {
                self.push_body(start..end, token, &before, found);
                (token, start, before) = (end, end, Before { country: before.country, ..Before::default() });
                continue;
            }
            if let Some(end) = self.read_title(token, run.end, &mut before) {
                token = end;
                continue;
            }
            match reading.listed(token, self.end) {
                Some(listed) if self.is_modifier(&listed, run.end) => {
                    if let Some(name) = reading.choose_country(&listed.countries) {
                        before.country = Some(name.country);
                    }
                    token = listed.tokens.end;
                }
                Some(listed) if !self.is_part_of_person(&listed, &run, &before) => {
                    let end = listed.tokens.end;
                    self.push_listed(&listed, start, &before, found);
                    // "the ambassador to Ukraine Anna Holm" is no Ukrainian.
                    let ahead = listed.tokens.start.checked_sub(1).map_or("", |ahead| reading.text(ahead));
                    let is_where = matches!(ahead, "to" | "of" | "from" | "with" | "for")
                        || reading.lexicon.context.is(ContextWord::Locative, ahead);
                    let is_titled = end < run.end && self.title_end(end, run.end).is_some();
                    let country = if is_where && !is_titled { None } else { self.country_of(&listed) };
                    before = Before { country, ..Before::default() };
                    (token, start) = (end, end);
                }
                _ => {
                    let end = self.name_end(token, run.end);
                    if reading.is_word(token) {
                        self.push_name(start, token..end, &before, found);
                    }
                    (token, start, before) = (end, end, Before::default());
                }
            }
        }
        token
    }

    /// An actor of the user's lists that begins here, and where it ends: a whole name, not the "Holt" of "Anna Holt".
    fn own_actor(&self, token: usize) -> Option<(usize, Actor)> {
        let reading = self.reading;
        let own = &reading.lexicon.own_actors;
        if own.is_empty() {
            return None;
        }
        let start = reading.span(token).start as usize;
        let (end, actor) = own.at(reading.parsed.document.text, start, reading.day())?;
        let end = reading.token_ending(token, end).filter(|&end| end <= self.end)?;
        let goes_on = end < self.end && reading.is_capital(end) && self.can_be_name(end);
        if end == token + 1 && goes_on {
            return None;
        }
        // PETRARCH's lists have countries and towns too: what they are, our lists and the sentence say better.
        let listed =
            reading.listed(token, self.end).filter(|listed| actor.kind.is_none() && listed.tokens.end >= end);
        let is_place = |listed: &Listed<'_>| !listed.countries.is_empty() || !listed.places.is_empty();
        (!listed.is_some_and(|listed| is_place(&listed))).then_some((end, actor))
    }

    fn push_own(
        &self,
        name: Range<usize>,
        start: usize,
        actor: Actor,
        before: &Before,
        found: &mut Vec<Draft>,
    ) {
        let reading = self.reading;
        let evidence = kind::Evidence { titled: before.titled, sentence: self.sentence };
        let kind = match actor.kind.as_deref() {
            Some("person") => MentionKind::Person,
            Some("group") => MentionKind::Group,
            Some("place") => MentionKind::Place,
            Some(_) => MentionKind::Organization,
            None => {
                kind::of_name(reading, &name, evidence).map_or(MentionKind::Organization, |(kind, _)| kind)
            }
        };
        let is_person = kind == MentionKind::Person;
        let tokens = if is_person { start..name.end } else { name.clone() };
        let source = if is_person { Source::Name } else { Source::Organization };
        let mut draft = self.draft(tokens, kind, source);
        draft.head = reading.head_of(&name);
        draft.country = actor.country.or(before.country);
        draft.role = actor.role.or_else(|| before.role.clone().filter(|_| is_person));
        draft.office = actor.office.or_else(|| before.office.clone().filter(|_| is_person));
        draft.gender = before.gender;
        draft.plural = kind == MentionKind::Group;
        draft.is_sure = is_person;
        draft.full = Some(actor.name.as_ref().map_or_else(|| reading.words_of(&name), ToString::to_string));
        draft.listed_as = Some(actor.name.unwrap_or_else(|| fold(&reading.words_of(&name)).into()));
        draft.name = Some(name);
        found.push(draft);
    }

    /// Whether a word stands only in a headline, where every word has a capital.
    fn is_loud(&self, token: usize) -> bool {
        self.reading.is_headline(self.sentence)
            && self.reading.is_word(token)
            && !self.reading.is_seen_in_body(&(token..token + 1))
            && !self.reading.lexicon.names.is_given(self.reading.text(token))
    }

    /// One past a state of the United States in short, with the letter of a party before it or behind a comma.
    fn state_end(&self, token: usize) -> Option<usize> {
        let reading = self.reading;
        let text = reading.text(token);
        let party = ["D-", "R-", "I-"].iter().find_map(|party| text.strip_prefix(party));
        if party.is_some_and(|rest| rest.chars().next().is_some_and(char::is_uppercase)) {
            return Some(token + 1);
        }
        let ahead = token.checked_sub(1).map_or("", |ahead| reading.text(ahead));
        // "(D., Ariz.)"
        if ahead == "(" && matches!(text, "D." | "R.") {
            return Some(token + 1);
        }
        // "R", "-", "Iowa"
        if matches!(text, "D" | "R" | "I")
            && matches!(reading.text(token + 1), "-" | "–")
            && matches!(ahead, "(" | ",")
        {
            return Some(token + 1);
        }
        (matches!(ahead, "," | "-" | "–") && reading.is_state(token)).then_some(token + 1)
    }

    /// Whether a state in short can be meant: "Anna Holm, MD" is a doctor.
    fn may_be_state(&self, token: usize, found: &[Draft]) -> bool {
        let is_behind = token.checked_sub(1).is_some_and(|ahead| self.reading.text(ahead) == ",");
        let is_code = is_behind && self.reading.text(token).chars().all(|letter| letter.is_ascii_uppercase());
        let before = || found.last().filter(|draft| draft.tokens.end + 1 == token);
        !is_code || before().is_none_or(|draft| draft.kind != MentionKind::Person)
    }

    fn push_state(&self, token: usize, found: &mut Vec<Draft>) {
        let tokens = token..token + 1;
        let mut draft = self.draft(tokens.clone(), MentionKind::Place, Source::Place);
        draft.full = Some(self.reading.words_of(&tokens));
        draft.name = Some(tokens);
        draft.country = Country::new("USA");
        found.push(draft);
    }

    /// The country a listed name lends to the person named after it: "NATO's", "Kremlin spokesman".
    fn country_of(&self, listed: &Listed<'_>) -> Option<Country> {
        if let Some(name) = self.reading.choose_country(&listed.countries) {
            return Some(name.country);
        }
        if let Some(name) = listed.organization {
            return name.organization.country;
        }
        places::choose(&listed.places, &self.reading.near)?.country
    }

    /// An adjective of a country before something else, or a country before a title: "Russian", "US President".
    fn is_modifier(&self, listed: &Listed<'_>, run_end: usize) -> bool {
        let Some(name) = listed.countries.first() else { return false };
        let end = listed.tokens.end;
        match name.word {
            CountryWord::Adjective => {
                // "Russian-Armenian", "Dutch-led" and "the Dutch" are no names either; the noun phrase takes them.
                let people = end >= run_end && self.is_people(end);
                !people
            }
            CountryWord::Name => end < run_end && self.title_end(end, run_end).is_some(),
            _ => false,
        }
    }

    /// Whether an adjective of a country that ends here stands for its people: "the Dutch said", "said Russians".
    fn is_people(&self, end: usize) -> bool {
        let reading = self.reading;
        if reading.has_trees() {
            return matches!(reading.upos(end - 1), Some(Upos::Noun | Upos::Propn))
                && reading.relation(end - 1).is_none_or(|relation| relation.base() != "compound")
                && (end >= self.end || !matches!(reading.text(end), "-" | "–"));
        }
        false
    }

    /// What "Mr." or "Ms" right before a name, which is no part of it, says of its bearer.
    fn honorific(&self, start: usize) -> Before {
        let reading = self.reading;
        let first = reading.sentence(self.sentence).start;
        let Some(before) = start.checked_sub(1).filter(|&before| before >= first) else {
            return Before::default();
        };
        let place = reading.span(before).start as usize;
        let title = reading.lexicon.titles.at(reading.parsed.document.text, place);
        let title = title.filter(|(_, title)| title.kind == "honorific" && title.gender.is_some());
        let gender = title.and_then(|(_, title)| title.gender);
        let former = self.is_former(before);
        Before { gender, titled: gender.is_some(), former, ..Before::default() }
    }

    fn is_former(&self, token: usize) -> bool {
        self.reading.lexicon.context.is(ContextWord::Former, &self.reading.text(token).to_lowercase())
    }

    /// Takes in titles and nouns of office that begin here; one past them.
    fn read_title(&self, token: usize, run_end: usize, before: &mut Before) -> Option<usize> {
        let end = self.title_end(token, run_end)?;
        let reading = self.reading;
        let start = reading.span(token).start as usize;
        let text = reading.parsed.document.text;
        let role =
            reading.lexicon.roles.at(text, start).filter(|(_, name)| name.role.kind == RoleKind::Person);
        let title = reading.lexicon.titles.at(text, start);
        before.titled = true;
        let role_end = role.as_ref().map_or(0, |(end, _)| *end);
        if let Some((_, title)) = title.filter(|(end, _)| *end >= role_end) {
            before.role = title.role.clone().or(before.role.take());
            before.gender = title.gender.or(before.gender);
            if let Some(name) = reading.lexicon.roles.find(&title.title) {
                before.office = Some(name.role.office.clone());
            }
        }
        // "Secretary-General" is no secretary.
        let title_end = title.map_or(start, |(end, _)| end);
        if let Some((_, name)) = role.filter(|(end, _)| *end > start && *end >= title_end) {
            before.role = Some(name.role.role.clone());
            before.office = Some(name.role.office.clone());
            before.gender = name.role.gender.or(before.gender);
        }
        Some(end)
    }

    /// One past a capitalised title or noun of office.
    fn title_end(&self, token: usize, run_end: usize) -> Option<usize> {
        let reading = self.reading;
        let start = reading.span(token).start as usize;
        let text = reading.parsed.document.text;
        let role =
            reading.lexicon.roles.at(text, start).filter(|(_, name)| name.role.kind == RoleKind::Person);
        let title = reading.lexicon.titles.at(text, start).map(|(end, _)| end);
        let end = role.map(|(end, _)| end).max(title)?;
        let after = reading.token_ending(token, end)?;
        // "Patty Judge ... Judge said": somebody's name in this article.
        if after == token + 1 && after >= run_end && reading.surnames.contains(reading.text(token)) {
            return None;
        }
        // "Deputy" alone is an office in the lists; "King" may be a surname: then nothing follows it.
        (after <= run_end).then_some(after)
    }

    /// Whether a listed name is only part of a person's name: "Paris Hilton", "Michael Jordan", "Ararat Simonyan".
    fn is_part_of_person(&self, listed: &Listed<'_>, run: &Range<usize>, before: &Before) -> bool {
        let reading = self.reading;
        let end = listed.tokens.end;
        let single = listed.tokens.len() == 1;
        let text = reading.text(listed.tokens.start);
        let follows = end < run.end && reading.is_capital(end) && self.title_end(end, run.end).is_none();
        let follows_hyphen = end < run.end && matches!(reading.text(end), "-");
        if follows_hyphen && !listed.countries.is_empty() {
            return false;
        }
        let weak_place = listed.countries.iter().all(|name| name.word == CountryWord::Capital)
            && listed.organization.is_none();
        // "Minister Jordan", after a title: a surname.
        if before.titled && !follows && single {
            return listed.organization.is_none() && (weak_place || reading.lexicon.names.is_given(text));
        }
        if !follows || !single {
            return false;
        }
        if before.titled {
            return true;
        }
        let next = reading.text(end);
        // "Chelsea Holm" is no club.
        let given_first = reading.lexicon.names.is_given(text) || reading.given.contains(text);
        if listed.organization.is_some_and(|name| name.shared) && given_first {
            return reading.listed(end, self.end).is_none()
                && self.body_end(listed.tokens.start, run.end).is_none();
        }
        if listed.organization.is_some() || self.body_end(listed.tokens.start, run.end).is_some() {
            return false;
        }
        // A place or given name followed by a word that is no place of its own: "Sydney Powell", "Ararat Simonyan".
        let next_listed = reading.listed(end, self.end).is_some();
        let given = reading.lexicon.names.is_given(text);
        if !listed.countries.is_empty() && !weak_place {
            return given && !next_listed;
        }
        (given || weak_place || listed.countries.is_empty())
            && !next_listed
            && !reading.lexicon.names.is(NameWord::PlaceEnd, next)
    }

    /// One past a name that begins here: up to the next title inside the run ("... President Trump Secretary ...").
    fn name_end(&self, start: usize, run_end: usize) -> usize {
        let reading = self.reading;
        let mut end = start + 1;
        while end < run_end && !self.is_loud(end) {
            // A comma never stands in a run; a break in the tree ends the name: "told Smith Monday".
            if reading.is_capital(end)
                && reading.is_word(end)
                && let Some(after) = self.title_end(end, run_end)
            {
                // "John Major", "Martin Luther King Jr.", "Judge" at the end: a surname.
                if after < run_end && end > start && !reading.is_name_word(NameWord::Suffix, after) {
                    break;
                }
            }
            end += 1;
        }
        end
    }

    /// One past a name that ends with a noun for a body and begins here: "Constitutional Court", "Kabul University".
    fn body_end(&self, start: usize, run_end: usize) -> Option<usize> {
        let reading = self.reading;
        let mut best = None;
        for token in start..run_end {
            if !reading.is_capital(token) {
                continue;
            }
            if token > start && matches!(reading.text(token - 1), "of" | "for" | "the" | "and") {
                // inside "Ministry of Foreign Affairs": handled when the body noun comes first
                continue;
            }
            let word = reading.text(token);
            let is_end = reading.lexicon.names.is(NameWord::OrganizationEnd, word)
                || reading.lexicon.names.is(NameWord::CompanyEnd, word)
                    && (token > start || reading.text(token + 1) == "of");
            if !is_end {
                continue;
            }
            let mut end = token + 1;
            if end < run_end && matches!(reading.text(end), "of" | "for") {
                end = self.of_end(end, run_end);
            }
            // A bare "Court" or "Party" at the start of a sentence is a noun, not a name.
            if token == start && end == token + 1 {
                continue;
            }
            best = Some(end);
            if end > token + 1 {
                break;
            }
        }
        best
    }

    /// One past "of the Russian Federation", "of Foreign Affairs and Trade".
    fn of_end(&self, of: usize, run_end: usize) -> usize {
        let reading = self.reading;
        let mut end = of + 1;
        while end < run_end {
            let small = matches!(reading.text(end), "of" | "for" | "the" | "and" | "&" | "-");
            if !small && !reading.is_capital(end) {
                break;
            }
            if !small && self.title_end(end, run_end).is_some_and(|after| after < run_end) {
                break;
            }
            end += 1;
        }
        while end > of + 1 && matches!(reading.text(end - 1), "of" | "for" | "the" | "and" | "&" | "-") {
            end -= 1;
        }
        end
    }

    /// A body by its last word: "Russian Foreign Ministry".
    fn push_body(&self, tokens: Range<usize>, name: usize, before: &Before, found: &mut Vec<Draft>) {
        let reading = self.reading;
        let tokens = if before.titled { name..tokens.end } else { tokens };
        let mut draft = self.draft(tokens.clone(), MentionKind::Organization, Source::Name);
        draft.name = Some(tokens.clone());
        let named = reading.words_of(&tokens);
        draft.country = before.country.or_else(|| self.possessor(tokens.start, found));
        for token in tokens.clone() {
            let Some(listed) = reading.listed(token, tokens.end) else { continue };
            if let Some(country) = reading.choose_country(&listed.countries).map(|name| name.country) {
                draft.country = draft.country.or(Some(country));
            } else if let (None, Some(place)) = (draft.country, places::choose(&listed.places, &reading.near))
            {
                draft.country = place.country;
            }
        }
        if let Some(known) =
            reading.lexicon.organizations.find(&named, reading.day()).filter(|name| !name.shared)
        {
            draft.country = known.organization.country.or(draft.country);
            draft.role = known.organization.role();
            draft.full = Some(known.organization.name.clone());
        } else {
            draft.role = kind::role_of_body(reading, &tokens);
            draft.full = Some(named);
        }
        found.push(draft);
    }

    /// The country that owns what begins here: "Armenia's Constitutional Court".
    fn possessor(&self, start: usize, found: &[Draft]) -> Option<Country> {
        let mark = start.checked_sub(1)?;
        if !matches!(self.reading.text(mark), "'s" | "’s" | "'" | "’") {
            return None;
        }
        let owner = found.last().filter(|owner| owner.tokens.end == mark)?;
        matches!(owner.source, Source::Country | Source::Capital | Source::Seat | Source::Place)
            .then_some(owner.country)?
    }

    /// A name of the lists. `start` is where what stands before it began.
    fn push_listed(&self, listed: &Listed<'_>, start: usize, before: &Before, found: &mut Vec<Draft>) {
        let reading = self.reading;
        let tokens = listed.tokens.clone();
        if self.is_surname(listed) {
            let mut draft = self.draft(tokens.clone(), MentionKind::Person, Source::Name);
            draft.full = Some(reading.words_of(&tokens));
            draft.name = Some(tokens);
            found.push(draft);
            return;
        }
        if let (Some(of), true) = (listed.placed, listed.places.is_empty()) {
            let mut draft = self.draft(tokens.clone(), MentionKind::Place, Source::Place);
            draft.country = Some(of);
            draft.full = Some(reading.words_of(&tokens));
            draft.name = Some(tokens);
            found.push(draft);
            return;
        }
        let country = reading.choose_country(&listed.countries);
        // "Paris, Texas": what follows says which.
        let qualifier = self.qualifier(tokens.end).filter(|&of| {
            let capital = country.is_none_or(|name| name.word == CountryWord::Capital && name.country != of);
            let is_town =
                listed.places.iter().any(|place| matches!(place.kind, PlaceKind::City | PlaceKind::Capital));
            capital && (country.is_some() || is_town)
        });
        if let Some(of) = qualifier {
            let place = listed.places.iter().find(|place| place.country == Some(of));
            let mut draft = self.draft(tokens.clone(), MentionKind::Place, Source::Place);
            draft.name = Some(tokens.clone());
            draft.country = Some(of);
            draft.is_placed = true;
            draft.coordinates = place.and_then(|place| place.coordinates);
            draft.full = Some(reading.words_of(&tokens));
            found.push(draft);
            return;
        }
        if let Some(name) = listed.organization.filter(|name| self.counts(name, listed)) {
            let organization = name.organization;
            if country.is_none_or(|name| name.word == CountryWord::Capital) {
                let mut draft = self.draft(tokens.clone(), MentionKind::Organization, Source::Organization);
                draft.name = Some(tokens);
                draft.country = if organization.common {
                    before.country.or(organization.country)
                } else {
                    organization.country
                };
                draft.role = organization.role();
                draft.full = Some(organization.name.clone());
                if matches!(organization.kind.as_str(), "armed_group") {
                    draft.kind = MentionKind::Group;
                }
                found.push(draft);
                return;
            }
        }
        if let Some(name) = country {
            let (source, kind) = match name.word {
                CountryWord::Name => (Source::Country, MentionKind::Place),
                CountryWord::Capital => (Source::Capital, MentionKind::Place),
                CountryWord::Seat => (Source::Seat, MentionKind::Organization),
                CountryWord::People => (Source::People, MentionKind::Group),
                CountryWord::Adjective if self.is_people(tokens.end) => (Source::People, MentionKind::Group),
                CountryWord::Adjective => return,
            };
            let mut draft = self.draft(tokens.clone(), kind, source);
            draft.name = Some(tokens.clone());
            draft.country = Some(name.country);
            draft.plural = kind == MentionKind::Group;
            let row = reading.lexicon.countries.get(name.country);
            draft.full = match source {
                Source::Country => row.map(|row| row.name.clone()),
                Source::Capital => Some(name.phrase.clone()),
                _ => Some(reading.words_of(&tokens)),
            };
            if source == Source::Capital {
                let towns = reading.lexicon.places.resolve(&name.phrase, &[name.country]);
                draft.coordinates = towns.and_then(|town| town.coordinates);
            }
            if kind == MentionKind::Organization {
                draft.role = Some("GOV".into());
            }
            found.push(draft);
            return;
        }
        if !listed.places.is_empty() {
            let place = places::choose(&listed.places, &reading.near);
            let mut draft = self.draft(tokens.clone(), MentionKind::Place, Source::Place);
            draft.name = Some(tokens.clone());
            draft.country = place.and_then(|place| place.country);
            draft.coordinates = place.and_then(|place| place.coordinates);
            draft.full = Some(place.map_or_else(|| reading.words_of(&tokens), |place| place.name.clone()));
            found.push(draft);
            return;
        }
        self.push_name(start, tokens, before, found);
    }

    /// Whether a name with other readings counts here: the article speaks of the organisation's country, or of
    /// the organisation by another name.
    fn counts(&self, name: &crate::lexicon::OrganizationName<'_>, listed: &Listed<'_>) -> bool {
        if !name.shared {
            return true;
        }
        // "Target groups are ...": a capital that opens a sentence tells nothing.
        let token = listed.tokens.start;
        if self.reading.is_opening(token, self.reading.sentence(self.sentence).start)
            && self.reading.is_common_word(token)
        {
            return false;
        }
        if name.organization.country.is_some_and(|country| self.reading.near.contains(&country)) {
            return true;
        }
        let full = &name.organization.name;
        *full != self.reading.words_of(&listed.tokens)
            && self.reading.parsed.document.text.contains(full.as_str())
    }

    /// A name by its shape; `start` is where its title began.
    fn push_name(&self, start: usize, name: Range<usize>, before: &Before, found: &mut Vec<Draft>) {
        let reading = self.reading;
        let evidence = kind::Evidence { titled: before.titled, sentence: self.sentence };
        let Some((kind, is_sure)) = kind::of_name(reading, &name, evidence) else { return };
        let tokens = match kind {
            MentionKind::Person => start..name.end,
            _ if before.titled => name.clone(),
            _ => start..name.end,
        };
        let mut draft = self.draft(tokens, kind, Source::Name);
        draft.head = reading.head_of(&name);
        draft.is_sure = is_sure;
        draft.plural = kind == MentionKind::Group;
        if kind == MentionKind::Person {
            draft.role = before.role.clone();
            if before.former && draft.role.is_some() {
                draft.role = Some("ELI".into());
            }
            draft.office = before.office.clone();
            let given = reading.lexicon.names.gender(reading.text(name.start));
            draft.gender = before.gender.or(given.filter(|_| name.len() > 1));
        }
        // "Monroe, La.": a place that no list knows lies where what follows says.
        draft.country = if kind == MentionKind::Place { self.qualifier(name.end) } else { before.country };
        if kind == MentionKind::Person && before.titled {
            draft.country = draft
                .country
                .or_else(|| self.possessor(start, found))
                .or_else(|| self.country_behind(name.end));
        }
        draft.full = Some(reading.words_of(&name));
        draft.name = Some(name);
        found.push(draft);
    }

    /// The country of an office that follows the name: "President João Prado of Angola".
    fn country_behind(&self, end: usize) -> Option<Country> {
        if end >= self.end || self.reading.text(end) != "of" {
            return None;
        }
        let listed = self.reading.listed(end + 1, self.end)?;
        let country = self.reading.choose_country(&listed.countries).map(|name| name.country);
        let is_region = |place: &&&Place| place.kind == PlaceKind::Region;
        country.or_else(|| {
            places::choose(&listed.places, &self.reading.near).filter(|place| is_region(&place))?.country
        })
    }

    /// The country of a town by what follows its name: "Birmingham, Alabama", "Tripoli, Lebanon".
    fn qualifier(&self, end: usize) -> Option<Country> {
        let reading = self.reading;
        if end + 1 >= self.end || reading.text(end) != "," || !reading.is_capital(end + 1) {
            return None;
        }
        // "Monroe, La."
        if reading.is_state(end + 1) {
            return Country::new("USA");
        }
        let listed = reading.listed(end + 1, self.end)?;
        // "Europe, Japan and China": a list.
        if matches!(reading.text(listed.tokens.end), "and" | "or" | "&") {
            return None;
        }
        if let Some(name) = listed.countries.iter().find(|name| name.word == CountryWord::Name) {
            return Some(name.country);
        }
        let region = listed.places.iter().find(|place| place.kind == PlaceKind::Region);
        region.and_then(|region| region.country)
    }

    /// Whether a listed name is the surname of somebody named in full: "Kyle Jordan ... Jordan was arrested".
    fn is_surname(&self, listed: &Listed<'_>) -> bool {
        let reading = self.reading;
        let token = listed.tokens.start;
        let word = reading.text(token);
        if listed.tokens.len() != 1 || listed.organization.is_some() || !reading.surnames.contains(word) {
            return false;
        }
        let before = token.checked_sub(1).map_or("", |before| reading.text(before));
        if reading.lexicon.context.is(ContextWord::Locative, &before.to_lowercase()) {
            return false;
        }
        // Where the article speaks of the country too, the word is left to it.
        let country = reading.choose_country(&listed.countries).map(|name| name.country);
        !country.is_some_and(|country| reading.is_named_otherwise(country, word))
    }

    fn draft(&self, tokens: Range<usize>, kind: MentionKind, source: Source) -> Draft {
        let head = self.reading.head_of(&tokens);
        Draft::new(self.sentence, tokens, head, kind, source)
    }
}
