//! Typed views over the word lists in `data/`. No word lists live in code.
//!
//! Each list is a TSV or TOML file with a header that names its source, licence and columns (`data/README.md`).
//! The lists are compiled in; a user may bring a folder with lists of the same names, which then replace ours.

mod actors;
mod agencies;
mod bylines;
mod columns;
mod context;
mod countries;
mod country;
pub mod cues;
mod date_cues;
mod events;
pub mod events_cues;
pub mod events_ontology;
pub mod events_patterns;
pub mod events_politics;
pub mod events_prepositions;
mod folder;
mod inflect;
mod irregular;
mod names;
mod organizations;
mod orthography;
mod page_signs;
mod petrarch;
mod petrarch_verbs;
mod phrase;
pub mod places;
mod roles;
mod romanisation;
pub mod time;

pub use countries::{Countries, CountryName, CountryRow, CountryWord};
mod furniture;
mod html;
mod months;
mod outlets;
mod story;
mod story_signs;
mod table;

pub use actors::{Actor, Actors, is_table};
pub use agencies::Agencies;
pub use bylines::{BylineWord, Bylines};
pub use columns::{ColumnField, ColumnNames};
pub use context::{ContextWord, ContextWords};
pub use country::Country;
pub use cues::Cues;
pub use date_cues::{DateCue, DateCues};
pub use events::EventLists;
pub use folder::ListFolder;
pub use furniture::Furniture;
pub use html::{AuthorNames, FurnitureClasses, HtmlNames, MetaTags};
pub use irregular::{Inflection, IrregularForms};
pub use months::Months;
pub use names::{NameWord, Names};
pub use organizations::{ORGANIZATION_KINDS, Organization, OrganizationName, Organizations};
pub use orthography::{Abbreviation, Orthography};
pub use outlets::Outlets;
pub use page_signs::{ArticlePoints, Asking, GallerySigns, ListingSigns, PageSigns};
pub use petrarch::{Petrarch, PetrarchAgents};
pub use petrarch_verbs::{
    Block, CodePair, PetrarchPattern, PetrarchVerb, PetrarchVerbs, Step, Unsupported, What,
};
pub use phrase::{Phrases, begins_word, fold, same_capitals};
pub use places::{Place, PlaceKind, Places};
pub use roles::{Gender, ROLES, Role, RoleKind, RoleName, Roles, Title, Titles};
pub use romanisation::{NameFacts, Romanisation, SmallWord};
pub use story::{StoryLists, StoryWeights};
pub use story_signs::{Stance, StoryFacts, StorySigns};
pub use table::{Row, Table};

use std::sync::LazyLock;

use jiff::civil::Date;

use crate::error::{Error, Result};

/// All word lists, loaded and checked.
#[derive(Debug, Default)]
pub struct Lexicon {
    /// Words that report: `cues.tsv`.
    pub cues: Cues,
    /// Event coding: ontology, patterns, cues (`events/`).
    pub events: EventLists,
    /// Countries: names, adjectives, peoples, capitals, seats of government.
    pub countries: Countries,
    /// Organisations by every name.
    pub organizations: Organizations,
    /// Given names and words of names.
    pub names: Names,
    /// Words around names and nouns that tell what they are.
    pub context: ContextWords,
    /// Cities, regions and areas.
    pub places: Places,
    /// Nouns of office and work.
    pub roles: Roles,
    /// Office holders.
    pub actors: Actors,
    /// The actors that the user brings.
    pub own_actors: Actors,
    /// How spellings of one name meet.
    pub romanisation: Romanisation,
    /// Titles before names.
    pub titles: Titles,
    /// Spelling: abbreviations, contractions, units.
    pub orthography: Orthography,
    /// Names of news agencies.
    pub agencies: Agencies,
    /// Words of bylines.
    pub bylines: Bylines,
    /// Words before dates on pages.
    pub date_cues: DateCues,
    /// Names of table columns.
    pub columns: ColumnNames,
    /// Lines that stand around articles.
    pub furniture: Furniture,
    /// What tags, classes and addresses of pages say.
    pub html: HtmlNames,
    /// Signs that a document is no whole article.
    pub page_signs: PageSigns,
    /// Names of months on pages.
    pub months: Months,
    /// Outlets by domain.
    pub outlets: Outlets,
    /// Words of time expressions.
    pub time: time::TimeWords,
    /// When two reports are about the same happening.
    pub story: StoryLists,
    /// Which sentences of a story tell one fact.
    pub story_facts: StoryFacts,
    /// The user's own PETRARCH dictionaries: with them, events are coded as they say.
    pub petrarch: Option<Petrarch>,
}

impl Lexicon {
    /// What the actor of exactly this name was on `day`: by the user's lists, then by ours.
    pub fn actor(&self, name: &str, day: Option<Date>) -> Option<Actor> {
        self.own_actors.find(name, day).or_else(|| self.actors.find(name, day))
    }

    /// The lists that come with the crate; loaded once, at first use.
    pub fn built_in() -> Result<&'static Lexicon> {
        static BUILT_IN: LazyLock<Result<Lexicon>> = LazyLock::new(|| Lexicon::load(&ListFolder::built_in()));
        BUILT_IN.as_ref().map_err(|error| Error::usage(error.to_string()))
    }

    /// Our lists, with those in `folder` replacing ours of the same name.
    pub fn load(folder: &ListFolder) -> Result<Lexicon> {
        let lexicon = Lexicon {
            cues: Cues::read("cues.tsv", &folder.list("cues.tsv", include_str!("../../data/cues.tsv"))?)?,
            events: EventLists::load(folder)?,
            countries: Countries::load(folder)?,
            organizations: Organizations::load(folder)?,
            names: Names::load(folder)?,
            context: ContextWords::load(folder)?,
            places: Places::load(folder)?,
            roles: Roles::load(folder)?,
            actors: Actors::load(folder)?,
            own_actors: Actors::default(),
            romanisation: Romanisation::load(folder)?,
            titles: Titles::load(folder)?,
            orthography: Orthography::load(folder)?,
            agencies: Agencies::load(folder)?,
            bylines: Bylines::load(folder)?,
            date_cues: DateCues::load(folder)?,
            columns: ColumnNames::load(folder)?,
            furniture: Furniture::load(folder)?,
            html: HtmlNames::load(folder)?,
            page_signs: PageSigns::load(folder)?,
            months: Months::load(folder)?,
            outlets: Outlets::load(folder)?,
            time: time::TimeWords::load(folder)?,
            story: StoryLists::load(folder)?,
            story_facts: StoryFacts::load(folder)?,
            petrarch: None,
        };
        folder.check()?;
        Ok(lexicon)
    }
}
