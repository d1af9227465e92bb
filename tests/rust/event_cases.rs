//! The examples of the event patterns, the stance cases, and any text at all.

use std::fmt::Write as _;

use dateline::article::ArticleView;
use dateline::event::Event;
use dateline::lexicon::events_patterns::Pattern;
use dateline::lexicon::{Lexicon, ListFolder, Table};
use dateline::pipeline::{Steps, read};
use proptest::prelude::*;

const STEPS: Steps = Steps { trees: true, mentions: true, times: true, quotes: false, events: true };

fn events(text: &str) -> Vec<Event> {
    read(&ArticleView::of(text), STEPS, Lexicon::built_in().unwrap()).unwrap().events
}

/// An example without its brackets, and the marked source and target.
fn unmark(example: &str) -> (String, Option<String>, Option<String>) {
    let inside = |open: char, close: char| {
        let start = example.find(open)?;
        let end = example.find(close)?;
        Some(example.get(start + 1..end)?.to_owned())
    };
    let text = example.replace(['[', ']', '{', '}'], "");
    (text, inside('[', ']'), inside('{', '}'))
}

/// The words of a side without article and genitive.
fn bare(words: &str) -> String {
    let words = words.trim_end_matches("'s").trim_end_matches('\'');
    let lower = words.to_lowercase();
    ["the ", "a ", "an ", "its ", "his "]
        .iter()
        .find_map(|article| lower.strip_prefix(article))
        .unwrap_or(&lower)
        .to_owned()
}

fn side_fits(found: Option<&str>, wanted: Option<&String>) -> bool {
    match (found, wanted) {
        (_, None) => true,
        (None, Some(_)) => false,
        (Some(found), Some(wanted)) => bare(found) == bare(wanted),
    }
}

fn fits(pattern: &Pattern, example: &str, lexicon: &Lexicon) -> bool {
    let (text, source, target) = unmark(example);
    let name = &lexicon.events.ontology.facts(pattern.event).name;
    events(&text).iter().any(|event| {
        event.event == *name
            && side_fits(event.source.as_ref().map(|side| side.span.of(&text)), source.as_ref())
            && side_fits(event.target.as_ref().map(|side| side.span.of(&text)), target.as_ref())
    })
}

/// Share of examples that give their type, source and target through the real parser; what fails, fails in the tree.
const EXAMPLES_FLOOR: f64 = 0.79;
/// Share of counterexamples that give no event of the type.
const COUNTEREXAMPLES_FLOOR: f64 = 0.97;
/// Share of stance cases with type, polarity and modality right.
const STANCE_FLOOR: f64 = 0.92;

#[test]
fn pattern_examples_fire() {
    let lexicon = Lexicon::built_in().unwrap();
    let (mut right, mut all, mut failed) = (0.0, 0.0, String::new());
    for pattern in lexicon.events.patterns.all() {
        for example in &pattern.examples {
            all += 1.0;
            if fits(pattern, example, lexicon) {
                right += 1.0;
            } else {
                let name = &lexicon.events.ontology.facts(pattern.event).name;
                writeln!(failed, "{name}\t{}\t{example}", pattern.words).unwrap();
            }
        }
    }
    assert!(right / all >= EXAMPLES_FLOOR, "{right} of {all} examples fire; these do not:\n{failed}");
}

#[test]
fn counterexamples_stay_silent() {
    let lexicon = Lexicon::built_in().unwrap();
    let (mut right, mut all, mut failed) = (0.0, 0.0, String::new());
    for pattern in lexicon.events.patterns.all() {
        let name = &lexicon.events.ontology.facts(pattern.event).name;
        for example in &pattern.counterexamples {
            all += 1.0;
            if events(example).iter().any(|event| event.event == *name) {
                writeln!(failed, "{name}\t{}\t{example}", pattern.words).unwrap();
            } else {
                right += 1.0;
            }
        }
    }
    assert!(right / all >= COUNTEREXAMPLES_FLOOR, "{right} of {all} stay silent; these do not:\n{failed}");
}

#[test]
fn negation_and_modality_are_read() {
    let content = include_str!("../cases/event/stance.tsv");
    let table = Table::read("stance.tsv", content).unwrap();
    assert!(table.rows().len() >= 400);
    let (mut right, mut failed) = (0.0, String::new());
    for row in table.rows() {
        let found = events(row.fields[0]);
        let fits = |event: &Event| {
            event.event == row.fields[1]
                && event.negated == (row.fields[2] == "negated")
                && event.modality.as_str() == row.fields[3]
        };
        if found.iter().any(fits) {
            right += 1.0;
            continue;
        }
        let told: Vec<String> = found
            .iter()
            .map(|event| format!("{} negated={} {}", event.event, event.negated, event.modality.as_str()))
            .collect();
        writeln!(failed, "{}\n    found {told:?}", row.fields.join(" | ")).unwrap();
    }
    let share = right / table.rows().len() as f64;
    assert!(share >= STANCE_FLOOR, "{share:.3} of {} right; wrong:\n{failed}", table.rows().len());
}

/// Type, sides and their countries, a row a line.
fn sides(text: &str) -> String {
    let side = |actor: Option<&dateline::event::Actor>| match actor {
        Some(actor) => {
            let country = actor.country.map_or_else(|| "-".to_owned(), |country| country.to_string());
            format!("{} | {country}", actor.span.of(text))
        }
        None => "- | -".to_owned(),
    };
    let rows = events(text);
    let lines = rows.iter().map(|event| {
        format!("{} | {} | {}", event.event, side(event.source.as_ref()), side(event.target.as_ref()))
    });
    lines.collect::<Vec<_>>().join("\n")
}

#[test]
fn who_stands_behind_the_words() {
    crate::cases::check("event", "sides.md", sides);
}

#[test]
fn words_that_hang_in_the_wrong_place() {
    crate::cases::check("event", "attachments.md", sides);
}

/// Type, stance, sides and day of an article published on 15 May 2024, a row a line.
fn telling(text: &str) -> String {
    let published = Some(jiff::civil::date(2024, 5, 15).at(0, 0, 0, 0));
    let view = ArticleView { published, ..ArticleView::of(text) };
    let rows = read(&view, STEPS, Lexicon::built_in().unwrap()).unwrap().events;
    let side =
        |actor: Option<&dateline::event::Actor>| actor.map_or("-", |actor| actor.span.of(text)).to_owned();
    let lines = rows.iter().map(|event| {
        format!(
            "{} | {} {} | {} | {} | {} | {} | {}",
            event.event,
            if event.negated { "negated" } else { "asserted" },
            event.modality.as_str(),
            side(event.source.as_ref()),
            side(event.target.as_ref()),
            event.date.map_or_else(|| "-".to_owned(), |date| date.to_string()),
            event.date_precision.map_or("-", |precision| precision.as_str()),
            event.date_evidence.as_str(),
        )
    });
    lines.collect::<Vec<_>>().join("\n")
}

#[test]
fn how_events_are_told() {
    crate::cases::check("event", "telling.md", telling);
}

#[test]
fn other_languages_give_no_events() {
    for text in [
        "Le président russe a condamné l'attaque contre l'ambassade à Kaboul et a rappelé son ambassadeur en France.",
        "Die Bundesregierung verurteilte den Angriff auf die Botschaft und bestellte den russischen Botschafter ein.",
        "El gobierno de Colombia condenó el ataque contra la embajada y expulsó a los diplomáticos rusos.",
        "Президент России осудил нападение на посольство и отозвал своего посла в Армении для консультаций.",
        "Հայաստանի վարչապետը դատապարտեց հարձակումը և հանդիպեց Ռուսաստանի նախագահի հետ Մոսկվայում։",
        "国家主席谴责了对大使馆的袭击，并召回了驻俄罗斯大使。",
        "Minister Jansen sprak met president Jon Vik.",
        "De generaal met president Vik.",
        "Protest gegen Iran in Berlin und Wien.",
        "Ministro arrest y visita a los rebeldes.",
    ] {
        assert_eq!(events(text), [], "{text}");
    }
}

#[test]
fn a_sentence_of_5000_tokens_is_bounded() {
    let text = format!("Kenya condemned {}.", "the raid and the march in the town of ".repeat(625));
    assert!(events(&text).len() <= 60);
}

#[test]
fn five_hundred_actors_are_bounded() {
    let names: Vec<String> = (0..500).map(|number| format!("Minister Ato{number}")).collect();
    let text = format!("{} met {} in Oslo.", names.join(", "), names.join(" and "));
    assert!(events(&text).len() <= 512);
}

/// What a long list of actors loses is counted on its rows.
#[test]
fn rows_left_out_are_counted() {
    let states =
        "Peru, Chile, Ghana, Togo, Benin, Mali, Niger, Chad, Kenya, Uganda, Malawi, Zambia, Angola, Gabon";
    let text = format!("{} and Gambia expelled the envoy.", [states; 5].join(", "));
    let found = events(&text);
    assert_eq!(found.len(), 64);
    assert!(found.iter().all(|event| event.left_out == 7));
}

/// A line that may be politics, and articles it may stand in.
const THANKS: &str = "The minister thanked the coach.";
const SOFT: &str = "The singer baked a cake for her fans. The striker scored two goals and kissed the ball. Her new album mixes \
    jazz with drums. Guests drank wine by the pool and watched the dancers. The chef fried onions in butter.";
const HARD: &str = "The parliament rejected the budget. Rebels shelled the capital and the army declared a curfew. The prime \
    minister condemned the militia. Voters elected a new president. The court jailed an activist.";

fn thanks(text: &str, lexicon: &Lexicon) -> usize {
    let events = read(&ArticleView::of(text), STEPS, lexicon).unwrap().events;
    events.iter().filter(|event| event.sentence == 0).count()
}

/// The words of a sentence and of its article have a vote on its events.
#[test]
fn the_second_opinion_reads_the_article() {
    let lexicon = Lexicon::built_in().unwrap();
    assert_eq!(thanks(THANKS, lexicon), 1, "a line alone is coded as it stands");
    assert_eq!(thanks(&format!("{THANKS} {SOFT}"), lexicon), 0);
    assert_eq!(thanks(&format!("{THANKS} {HARD}"), lexicon), 1);
}

/// A list without rows turns it off.
#[test]
fn the_second_opinion_can_be_turned_off() {
    let folder = std::env::temp_dir().join(format!("dateline-politics-{}", std::process::id()));
    std::fs::create_dir_all(folder.join("events")).unwrap();
    let header = "# source: a test\n# licence: CC0-1.0\n# columns: word\tweight\n";
    std::fs::write(folder.join("events/politics.tsv"), header).unwrap();
    let lexicon = Lexicon::load(&ListFolder::at(&folder).unwrap()).unwrap();
    std::fs::remove_dir_all(&folder).unwrap();
    assert_eq!(thanks(&format!("{THANKS} {SOFT}"), &lexicon), 1);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]
    #[test]
    fn any_text_gives_spans_inside_it(text in "(\\PC{0,30}|[Ii]ran |attacked |the rebels |will not |said |talks |\"|, |\\. |-- ){0,40}") {
        for event in events(&text) {
            let spans = [Some(event.span), Some(event.trigger)];
            let sides = [&event.source, &event.target].map(|side| side.as_ref().map(|side| side.span));
            prop_assert!(event.source.is_some() || event.target.is_some());
            for span in spans.into_iter().chain(sides).flatten() {
                prop_assert!(text.get(span.range()).is_some(), "{span:?}");
                prop_assert!(!span.is_empty());
            }
        }
    }
}
