//! The columns of every frame, in one place, for Rust and Python.
//!
//! The boundary builds each frame from its list here and refuses to hand over one that differs; Python shows the
//! same lists as `dateline.schema`, and the documentation prints the last field of each column.

use Type::{
    ArticleId, Boolean, Date, Datetime, EntityId, EntityIds, Float, Integer, Struct, Structs, Text, Texts,
};

/// A frame: its name, what one row is, and its columns in order.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Frame {
    /// The name, as in `dateline.schema`.
    pub name: &'static str,
    /// What one row stands for.
    pub row: &'static str,
    /// The columns in order.
    pub columns: &'static [Column],
}

/// A column: its name, its type, and what it holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Column {
    /// The name.
    pub name: &'static str,
    /// The type.
    pub kind: Type,
    /// What it holds, in a sentence.
    pub about: &'static str,
}

/// Column types, by what they hold.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Type {
    /// The article, as its row number here; Python puts the user's own id in its place.
    ArticleId,
    /// An entity, as its number within the article here; Python joins it to the article's id.
    EntityId,
    /// A count or an offset.
    Integer,
    /// A score.
    Float,
    /// True or false.
    Boolean,
    /// Words or a code.
    Text,
    /// Several of them.
    Texts,
    /// Several entities, as row number and number within the article here; Python makes them `EntityId`s.
    EntityIds,
    /// A day.
    Date,
    /// A day and a time of day, without zone.
    Datetime,
    /// A list of structs with these fields.
    Structs(&'static [Column]),
    /// One struct with these fields.
    Struct(&'static [Column]),
}

impl Type {
    /// The name of the type in the language of Polars.
    pub fn name(self) -> &'static str {
        match self {
            ArticleId | Integer => "UInt32",
            EntityId | Text => "String",
            Float => "Float64",
            Boolean => "Boolean",
            Texts | EntityIds => "List(String)",
            Date => "Date",
            Datetime => "Datetime",
            Structs(_) => "List(Struct)",
            Struct(_) => "Struct",
        }
    }
}

/// Short for the tables below.
const fn column(name: &'static str, kind: Type, about: &'static str) -> Column {
    Column { name, kind, about }
}

const ARTICLE: Column = column(
    "article_id",
    ArticleId,
    "The id you gave the article, with your type; its row number where you gave none; the file where dateline read it.",
);
const STORY: Column = column("story", Integer, "Number of the story: reports of one happening share it.");
const SENTENCE: Column = column("sentence_id", Integer, "Number of the sentence within the article, from 0.");
const START: Column = column("start", Integer, "Where it begins in `text`, in code points.");
const END: Column = column("end", Integer, "Where it ends in `text`, in code points, end exclusive.");
const TEXT: Column = column("text", Text, "The words, as they stand: `text[start:end]` of the article.");

/// A paragraph in `articles`.
pub const PARAGRAPHS: &[Column] = &[
    START,
    END,
    column("raw_start", Integer, "Where the paragraph begins in the decoded input."),
    column("raw_end", Integer, "Where it ends there."),
];

/// A piece of furniture in `articles`.
pub const BOILERPLATE: &[Column] = &[
    column("text", Text, "The words taken out."),
    column("kind", Text, "What they are: title, byline, caption, share, ..."),
    column("raw_start", Integer, "Where they begin in the decoded input."),
    column("raw_end", Integer, "Where they end there."),
];

/// A piece of an interrupted quote in `quotes`.
pub const QUOTE_PIECES: &[Column] = &[START, END];

/// One row per document.
pub const ARTICLES: Frame = Frame {
    name: "articles",
    row: "document",
    columns: &[
        ARTICLE,
        column("source", Text, "The file it was read from; null where no file was read."),
        column("url", Text, "The address it was published at."),
        column("title", Text, "The headline."),
        column("byline", Text, "The byline as printed."),
        column("authors", Texts, "The names in the byline or the page's metadata."),
        column("outlet", Text, "Who published it."),
        column("agency", Text, "The news agency credited with it."),
        column("dateline", Text, "The dateline phrase as printed, dash included."),
        column("dateline_place", Text, "The place of the dateline."),
        column("dateline_country", Text, "The country of that place, ISO 3166-1 alpha-3."),
        column("dateline_date", Date, "The day the dateline names."),
        column(
            "published",
            Datetime,
            "When it was published, in the outlet's local time; a bare day is midnight.",
        ),
        column("published_zone", Text, "The zone stated with it: `+04:00`, `UTC`."),
        column("published_precision", Text, "How exact it is: second, minute, day, month, year."),
        column("published_evidence", Text, "What it rests on, in words."),
        column("updated", Datetime, "When the article says it was last changed."),
        column("language", Text, "ISO 639-1 code of the body."),
        column("text", Text, "The body: paragraphs joined by one blank line."),
        column(
            "paragraphs",
            Structs(PARAGRAPHS),
            "Each paragraph's place in `text` and in the decoded input.",
        ),
        column("boilerplate", Structs(BOILERPLATE), "What is not body, and where it stood."),
        column(
            "issues",
            Texts,
            "What a reader should know: empty, truncated, mojibake, no_date, ... (`dateline.schema.issues`).",
        ),
        column(
            "is_article",
            Boolean,
            "Whether it is an article, and no listing, login page or line of furniture.",
        ),
        column("article_score", Float, "How much speaks for that, 0 to 1; from 0.5 on it is one."),
    ],
};

/// One row per sentence.
pub const SENTENCES: Frame = Frame {
    name: "sentences",
    row: "sentence",
    columns: &[
        ARTICLE,
        SENTENCE,
        column("paragraph_id", Integer, "Number of the paragraph within the article, from 0."),
        START,
        END,
        TEXT,
    ],
};

/// One row per token.
pub const TOKENS: Frame = Frame {
    name: "tokens",
    row: "syntactic word",
    columns: &[
        ARTICLE,
        SENTENCE,
        column("token_id", Integer, "Number of the token within the sentence, from 1, as in CoNLL-U."),
        START,
        END,
        TEXT,
        column("lemma", Text, "Dictionary form; null where the language is not parsed."),
        column("upos", Text, "Universal part of speech."),
        column("xpos", Text, "Penn Treebank tag."),
        column("head", Integer, "The `token_id` of the head; 0 for the root of the sentence."),
        column("deprel", Text, "Relation to the head, Universal Dependencies."),
    ],
};

/// One row per mention of a person, organisation, place or group.
pub const MENTIONS: Frame = Frame {
    name: "mentions",
    row: "mention",
    columns: &[
        ARTICLE,
        SENTENCE,
        START,
        END,
        TEXT,
        column("kind", Text, "person, organization, place or group."),
        column(
            "entity_id",
            EntityId,
            "The entity: the article's id, `#`, and a number; its mentions share it.",
        ),
        column("name", Text, "The fullest name the article gives the entity."),
        column("country", Text, "The country it belongs to or lies in, ISO 3166-1 alpha-3."),
        column("role", Text, "Role: GOV, MIL, REB, OPP, COP, JUD, CVL, BUS, MED, IGO, NGO, ..."),
        column(
            "reason",
            Text,
            "Why it is tied to its entity: name, surname, apposition, office, pronoun, ...",
        ),
        column("latitude", Float, "Degrees north of a place of the gazetteer: a city, a capital, a region."),
        column("longitude", Float, "Degrees east of it."),
    ],
};

/// One row per time expression.
pub const TIMES: Frame = Frame {
    name: "times",
    row: "time expression",
    columns: &[
        ARTICLE,
        SENTENCE,
        START,
        END,
        TEXT,
        column("type", Text, "TIMEX3 type: DATE, TIME, DURATION, SET."),
        column("value", Text, "TIMEX3 value, ISO 8601; null where it cannot be known."),
        column("modifier", Text, "TIMEX3 modifier: START, MID, END, APPROX, ..."),
        column("first", Date, "The first day that `value` covers; null for durations, sets and vague times."),
        column("last", Date, "The last such day."),
    ],
};

/// One row per quotation or reported statement.
pub const QUOTES: Frame = Frame {
    name: "quotes",
    row: "quotation or reported statement",
    columns: &[
        ARTICLE,
        column("quote_id", Integer, "Number of the quote within the article, from 0."),
        SENTENCE,
        column("kind", Text, "direct, mixed or indirect."),
        column("start", Integer, "Where the first piece begins in `text`, in code points."),
        column("end", Integer, "Where the last piece ends in `text`, in code points, end exclusive."),
        column(
            "text",
            Text,
            "What was said and nothing else: the pieces in `spans`, as they stand, joined by a space.",
        ),
        column("spans", Structs(QUOTE_PIECES), "The pieces of what was said, without outer quotation marks."),
        column("speaker", Text, "Who said it, as the text puts it."),
        column("speaker_start", Integer, "Where these words begin."),
        column("speaker_end", Integer, "Where they end."),
        column("speaker_id", EntityId, "The speaker's `entity_id` in the mentions."),
        column(
            "speaker_name",
            Text,
            "The fullest name the article gives the one who speaks; null for an office or group without a name.",
        ),
        column("speaker_country", Text, "The speaker's country, ISO 3166-1 alpha-3."),
        column("cue", Text, "The words that report it: said, according to."),
        column("cue_start", Integer, "Where these words begin."),
        column("cue_end", Integer, "Where they end."),
        column("stance", Text, "What kind of saying it is: claim, deny, admit, warn, promise, ask, ..."),
        column("negated", Boolean, "Whether it was not said: did not say when, declined to say whether."),
        column("hedged", Boolean, "Whether the saying itself is hearsay: reportedly said, is believed to."),
        column(
            "within",
            Integer,
            "The `quote_id` of the quote that holds it: whose words report these words.",
        ),
        column("addressee", Text, "To whom it was said."),
        column("addressee_start", Integer, "Where these words begin."),
        column("addressee_end", Integer, "Where they end."),
        column("rule", Text, "The rule that found it."),
    ],
};

/// One row per event.
pub const EVENTS: Frame = Frame {
    name: "events",
    row: "event",
    columns: &[
        ARTICLE,
        column("event_id", Integer, "Number of the event within the article, from 0."),
        column(
            "event_group",
            Integer,
            "Rows of one happening (compound actors) share this number in an article.",
        ),
        SENTENCE,
        START,
        END,
        TEXT,
        column("date", Date, "When it happened; the first day of a longer stretch."),
        column(
            "date_precision",
            Text,
            "How exact `date` is: day, week, month, year; null for the day of saying.",
        ),
        column(
            "date_evidence",
            Text,
            "What shows `date`: text, said (told then of what was over), dateline, published; or why there is none: no_year, no_date.",
        ),
        column("source", Text, "Who did it, as the text puts it."),
        column("source_start", Integer, "Where these words begin."),
        column("source_end", Integer, "Where they end."),
        column("source_id", EntityId, "Its `entity_id` in the mentions."),
        column("source_name", Text, "The fullest name the article gives it."),
        column("source_country", Text, "Its country, ISO 3166-1 alpha-3."),
        column("source_role", Text, "Its role."),
        column("source_code", Text, "Its whole code in the user's own actor lists; null without them."),
        column("target", Text, "To whom, as the text puts it."),
        column("target_start", Integer, "Where these words begin."),
        column("target_end", Integer, "Where they end."),
        column("target_id", EntityId, "Its `entity_id` in the mentions."),
        column("target_name", Text, "The fullest name the article gives it."),
        column("target_country", Text, "Its country, ISO 3166-1 alpha-3."),
        column("target_role", Text, "Its role."),
        column("target_code", Text, "Its whole code in the user's own actor lists; null without them."),
        column(
            "event",
            Text,
            "PLOVER type: AGREE, CONSULT, SUPPORT, ...; null for a code of the user's that has none.",
        ),
        column("mode", Text, "PLOVER mode."),
        column("context", Texts, "PLOVER contexts, sorted."),
        column("cameo", Text, "CAMEO code."),
        column("quad", Integer, "1 verbal and 2 material cooperation, 3 verbal and 4 material conflict."),
        column("goldstein", Float, "Goldstein score, -10 to 10."),
        column("polarity", Text, "asserted or negated."),
        column("modality", Text, "actual, future, hypothetical, demanded or alleged."),
        column("historical", Boolean, "Whether it lies well before the article."),
        column("attributed_to", Text, "Whose claim it is."),
        column("place", Text, "Where it happened."),
        column("place_country", Text, "The country of that place, ISO 3166-1 alpha-3."),
        column("trigger", Text, "The words that name the event."),
        column("trigger_start", Integer, "Where these words begin."),
        column("trigger_end", Integer, "Where they end."),
        column("rule", Text, "The pattern that found it."),
        column("left_out", Integer, "How many rows of it were left out: of a list of over 64 actors."),
        column("confidence", Float, "0 to 1."),
    ],
};

/// One row per person, organisation, place or group of a corpus.
pub const ENTITIES: Frame = Frame {
    name: "entities",
    row: "person, organisation, place or group over the corpus",
    columns: &[
        column("entity_id", Integer, "Number of the entity within the corpus, from 0, by first mention."),
        column("kind", Text, "person, organization, place or group."),
        column("name", Text, "Its fullest and then most frequent name."),
        column("variants", Texts, "The names it goes by in the texts, most frequent first."),
        column("country", Text, "The country it belongs to or lies in, ISO 3166-1 alpha-3."),
        column("roles", Texts, "Its roles, most frequent first."),
        column("articles", Integer, "In how many articles it is named."),
        column("mentions", Integer, "How often it is mentioned, pronouns counted."),
        column("first", Date, "The first day of publication on which it is named."),
        column("last", Date, "The last such day."),
        column("merged_because", Texts, "Why names were taken for one, merge by merge; empty for one name."),
        column("members", EntityIds, "Its `entity_id`s in the mentions, one an article: where to read them."),
    ],
};

/// One row per document, in a cluster of copies.
pub const DUPLICATES: Frame = Frame {
    name: "duplicates",
    row: "document",
    columns: &[
        ARTICLE,
        column("cluster", Integer, "Number of the cluster of copies; every document has one."),
        column(
            "duplicate_of",
            ArticleId,
            "The article it was made from; null for an original, and where no two different times tell which came first.",
        ),
        column(
            "nearest",
            ArticleId,
            "The article that relation and figures compare with; null for an original.",
        ),
        column("relation", Text, "original, exact, near, contains, contained or rewrite."),
        column("similarity", Float, "Verified Jaccard similarity of shingles with `nearest`, 0 to 1."),
        column("containment", Float, "Share of the shorter text's shingles that the longer holds, 0 to 1."),
        column("novel_share", Float, "Share of this text that `nearest` does not hold, 0 to 1."),
        column(
            "issues",
            Texts,
            "What speaks against the row: dated_after_copies where two articles dated before this one look cut from it.",
        ),
    ],
};

/// One row per passage that a copy shares with the article it is compared with.
pub const ALIGNMENTS: Frame = Frame {
    name: "alignments",
    row: "shared passage",
    columns: &[
        ARTICLE,
        START,
        END,
        TEXT,
        column("nearest", ArticleId, "The other article, as in `duplicates`."),
        column("nearest_start", Integer, "Where the passage begins in the other article, in code points."),
        column("nearest_end", Integer, "Where it ends there, end exclusive."),
        column("nearest_text", Text, "The words as they stand there."),
        column("words", Integer, "How many of its words are the same in both."),
    ],
};

/// One row per document, in a story.
pub const STORIES: Frame = Frame { name: "stories", row: "document", columns: &[ARTICLE, STORY] };

/// One row per document: what it rests on.
pub const PROVENANCE: Frame = Frame {
    name: "provenance",
    row: "document",
    columns: &[
        ARTICLE,
        STORY,
        column("derived_from", ArticleId, "The article it was made from; null where nothing speaks for one."),
        column("credited_to", Text, "The agency or outlet that it credits."),
        column(
            "relation",
            Text,
            "copy, rewrite, reprint (the whole report is credited), upstream (its words were said to an agency).",
        ),
        column("evidence", Texts, "The reasons, in words."),
        column("confidence", Float, "0 to 1."),
        column("source", Integer, "Number of the independent source; articles that share it are one source."),
    ],
};

/// What a claim says, in parts.
pub const SLOTS: &[Column] = &[
    column("act", Text, "The verb or noun it turns on."),
    column("figure", Text, "Its first figure and what is counted: `400000000 USD`, `14 sailor`."),
    column("date", Text, "Its first day, month or year, ISO 8601."),
    column("place", Text, "Its first place."),
    column("speaker", Text, "Who says it."),
    column("event", Text, "PLOVER type of its event."),
    column("polarity", Text, "asserted or negated."),
    column("modality", Text, "actual, alleged or future."),
];

/// One row per claim and article that carries it.
pub const CLAIMS: Frame = Frame {
    name: "claims",
    row: "claim and article that carries it",
    columns: &[
        ARTICLE,
        column("claim", Integer, "Number of the claim: rows of one claim share it."),
        STORY,
        SENTENCE,
        START,
        END,
        TEXT,
        column("kind", Text, "figure, quote, event, date or name: what there is to check first."),
        column("slots", Struct(SLOTS), "What this article says, in parts."),
        column("articles", Integer, "How many articles carry the claim, those of other stories included."),
        column("independent_sources", Integer, "How many sources that do not rest on each other these are."),
    ],
};

/// One row per pair of sentences that disagree.
pub const DISAGREEMENTS: Frame = Frame {
    name: "disagreements",
    row: "pair of sentences that disagree",
    columns: &[
        column("article_a", ArticleId, "The article of the first side: the earlier one where dates tell."),
        STORY,
        column("claim", Integer, "The claim they disagree about; null for names."),
        column("kind", Text, "date, figure, name, speaker, place, polarity or modality."),
        column("change", Boolean, "Whether it is an update (a toll that rose, a plan that became an act)."),
        column("start_a", Integer, "Where its sentence begins."),
        column("end_a", Integer, "Where it ends."),
        column("text_a", Text, "Its sentence."),
        column("value_a", Text, "What it says, in a form that can be compared."),
        column("value_start_a", Integer, "Where the words that differ begin."),
        column("value_end_a", Integer, "Where they end."),
        column("reports_a", Integer, "How many articles say so."),
        column("sources_a", Integer, "How many independent sources these are."),
        column("article_b", ArticleId, "The article of the other side."),
        column("start_b", Integer, "Where its sentence begins."),
        column("end_b", Integer, "Where it ends."),
        column("text_b", Text, "Its sentence."),
        column("value_b", Text, "What it says."),
        column("value_start_b", Integer, "Where the words that differ begin."),
        column("value_end_b", Integer, "Where they end."),
        column("reports_b", Integer, "How many articles say so."),
        column("sources_b", Integer, "How many independent sources these are."),
        column("earlier", Text, "The side published earlier: `a`; null where dates do not tell."),
        column("confidence", Float, "How alike the two clauses are apart from what differs, 0 to 1."),
    ],
};

/// Every frame.
pub const FRAMES: &[Frame] = &[
    ARTICLES,
    SENTENCES,
    TOKENS,
    MENTIONS,
    TIMES,
    QUOTES,
    EVENTS,
    ENTITIES,
    DUPLICATES,
    ALIGNMENTS,
    STORIES,
    PROVENANCE,
    CLAIMS,
    DISAGREEMENTS,
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_frame_names_a_column_twice() {
        for frame in FRAMES {
            let mut names: Vec<_> = frame.columns.iter().map(|column| column.name).collect();
            names.sort_unstable();
            names.dedup();
            assert_eq!(names.len(), frame.columns.len(), "{}", frame.name);
        }
    }

    #[test]
    fn every_row_can_be_traced_to_its_article() {
        for frame in FRAMES {
            let by_article = frame.columns[0].kind == ArticleId;
            let by_members = frame.columns.iter().any(|column| column.kind == EntityIds);
            assert!(by_article || by_members, "{}", frame.name);
        }
    }

    #[test]
    fn every_column_says_what_it_holds() {
        for column in FRAMES.iter().flat_map(|frame| frame.columns) {
            assert!(column.about.ends_with('.'), "{}", column.name);
        }
    }
}
