//! Parsed text in, people, organisations, places and groups out, each tied to one entity of the article.

mod apposition;
mod coreference;
mod describe;
mod draft;
mod entities;
mod kind;
mod metonymy;
mod names;
mod nouns;
mod pairs;
mod reading;
mod similarity;

pub use describe::{Description, describe};
pub use entities::{ArticleMentions, Entity, entities};
pub use similarity::{NameKey, NameMatcher, SAME_NAME, name_similarity};

use compact_str::CompactString;
use serde::Serialize;

use crate::article::ArticleView;
use crate::lexicon::{Country, Lexicon};
use crate::span::{HasSpans, Span};
use crate::syntax::Parsed;

use draft::{Draft, Source};
use reading::Reading;

/// Finds the people, organisations, places and groups of an article, in text order; a mention that holds
/// another comes first.
pub fn find(view: &ArticleView<'_>, parsed: &Parsed<'_>, lexicon: &Lexicon) -> Vec<Mention> {
    let mut reading = Reading::new(view, parsed, lexicon);
    let first = names::find(&reading);
    (reading.surnames, reading.given) = names::of_people(&reading, &first);
    reading.placed = names::placed(&reading, &first);
    let mut drafts = names::find(&reading);
    let nouns = nouns::find(&reading, &drafts);
    drafts.extend(nouns);
    pairs::mark(&reading, &mut drafts);
    drafts.extend(coreference::pronouns(&reading));
    sort(&mut drafts);
    metonymy::read(&reading, &mut drafts);
    apposition::tie(&reading, &mut drafts);
    consult_actors(&reading, &mut drafts);
    let entities = coreference::link(&reading, &mut drafts);
    let mut mentions: Vec<Mention> = drafts
        .into_iter()
        .filter_map(|draft| {
            let number = draft.entity?;
            let entity = entities.get(number as usize)?;
            if !reading.has_trees() && is_guess(&draft, entity) {
                return None;
            }
            let keeps_own =
                matches!(draft.kind, MentionKind::Place | MentionKind::Organization | MentionKind::Group);
            Some(Mention {
                sentence: draft.sentence as u32,
                span: reading.span_of(&draft.tokens),
                head: draft.head as u32,
                kind: draft.kind,
                entity: number,
                name: entity.name.clone(),
                country: draft.country.or(entity.country),
                // A government has no place of its own.
                coordinates: draft.coordinates.filter(|_| draft.kind == MentionKind::Place),
                role: if keeps_own { draft.role } else { draft.role.or_else(|| entity.role.clone()) },
                reason: draft.reason,
            })
        })
        .collect();
    mentions.sort_by_key(|mention| (mention.span.start, std::cmp::Reverse(mention.span.end)));
    mentions
}

/// Whether only its capital letter makes it a name. Without trees that says too little: German writes every noun so.
fn is_guess(draft: &Draft, entity: &coreference::Entity) -> bool {
    let country = draft.country.or(entity.country);
    country.is_none() && draft.coordinates.is_none() && draft.role.is_none() && entity.role.is_none()
}

/// What the text does not say, a list of office holders or the user's own actors may; the text goes first.
fn consult_actors(reading: &Reading<'_>, drafts: &mut [Draft]) {
    for draft in drafts {
        // The user's lists were read with the names.
        if draft.listed_as.is_some() {
            continue;
        }
        let Some(name) = draft.name.clone().filter(|_| draft.source == Source::Name) else { continue };
        let Some(actor) = reading.lexicon.actor(&reading.words_of(&name), reading.day()) else {
            continue;
        };
        // A namesake from another country is another person.
        if draft.country.is_some() && draft.country != actor.country {
            continue;
        }
        draft.country = actor.country;
        if draft.role.is_none() {
            draft.role = actor.role;
        }
        if draft.office.is_none() {
            draft.office = actor.office;
        }
    }
}

fn sort(drafts: &mut [Draft]) {
    drafts.sort_by_key(|draft| (draft.tokens.start, std::cmp::Reverse(draft.tokens.end)));
}

/// A person, organisation, place or group named or referred to in the text.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Mention {
    /// Index of the sentence.
    pub sentence: u32,
    /// Its place: the name with title and determiner, without relative clauses or long appositions.
    pub span: Span,
    /// Index of its head token.
    pub head: u32,
    /// What it is.
    pub kind: MentionKind,
    /// Number of the entity within the article, from 0; mentions of one person share it.
    pub entity: u32,
    /// The fullest name the article gives the entity.
    pub name: Option<String>,
    /// The country it belongs to or lies in.
    pub country: Option<Country>,
    /// Where a place of the gazetteer lies: degrees north and east.
    pub coordinates: Option<(f64, f64)>,
    /// Role in the field's codes: GOV, MIL, REB, OPP, COP, JUD, CVL, BUS, MED, IGO, NGO, UAF, LEG, ...
    pub role: Option<CompactString>,
    /// Why it is tied to its entity: "name", "surname", "apposition", "office", "pronoun", ...
    pub reason: &'static str,
}

/// Kinds of mentions.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
#[allow(missing_docs, reason = "the names are the documentation")]
pub enum MentionKind {
    Person,
    Organization,
    Place,
    Group,
}

impl MentionKind {
    /// The word used in frames.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Person => "person",
            Self::Organization => "organization",
            Self::Place => "place",
            Self::Group => "group",
        }
    }
}

impl HasSpans for Mention {
    fn each_span(&mut self, change: &mut dyn FnMut(&mut Span)) {
        change(&mut self.span);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::syntax::{self, Model};
    use crate::text;
    use proptest::prelude::*;

    fn mentions(text: &str) -> Vec<Mention> {
        let lexicon = Lexicon::built_in().unwrap();
        let parsed = syntax::parse(text::read(text, lexicon), Some("en"), Model::built_in().unwrap());
        find(&ArticleView::of(text), &parsed, lexicon)
    }

    fn told(text: &str, words: &str) -> Option<(MentionKind, u32, String, String)> {
        let mention = mentions(text).into_iter().find(|mention| mention.span.of(text) == words)?;
        let country = mention.country.map(|country| country.to_string()).unwrap_or_default();
        Some((mention.kind, mention.entity, country, mention.role.map(String::from).unwrap_or_default()))
    }

    const NEWS: &str = "The Norwegian ambassador in Tbilisi, Kari Holm, said on Friday that talks with Georgia would go on. \
        Holm told reporters that Oslo had rejected the plan. The envoy left Tbilisi on Monday.";

    #[test]
    fn an_apposition_lends_its_country_and_role() {
        let (kind, _, country, role) = told(NEWS, "Kari Holm").unwrap();
        assert_eq!((kind, country.as_str(), role.as_str()), (MentionKind::Person, "NOR", "GOV"));
    }

    #[test]
    fn surname_and_office_point_back() {
        let whole = told(NEWS, "Kari Holm").unwrap().1;
        assert_eq!(told(NEWS, "Holm").unwrap().1, whole);
        assert_eq!(told(NEWS, "The envoy").unwrap().1, whole);
    }

    #[test]
    fn a_capital_is_a_town_or_a_government() {
        assert_eq!(told(NEWS, "Tbilisi").unwrap().0, MentionKind::Place);
        assert_eq!(told(NEWS, "Oslo").unwrap().0, MentionKind::Organization);
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(64))]
        #[test]
        fn any_text_gives_clean_spans(text in "\\PC{0,200}") {
            for mention in mentions(&text) {
                prop_assert!(text.get(mention.span.range()).is_some_and(|words| !words.is_empty()));
            }
        }

        #[test]
        fn news_in_any_order_gives_clean_spans(text in "((President|Mr\\.|the|Armenian|Yerevan|of|,|-|Anna|Holm|’s|said|he|Ministry|\\.|\\(|“) ?){0,40}") {
            for mention in mentions(&text) {
                prop_assert!(text.get(mention.span.range()).is_some_and(|words| !words.is_empty()));
            }
        }
    }
}
