//! Small collections with a known answer.

use proptest::prelude::*;

use super::*;

const FERRY: [&str; 3] = [
    "The ferry Solveig ran aground off Port Lindow on Tuesday with 140 passengers aboard; all were taken off by boat. \
     Captain Tor Brandt blamed a failed rudder. The harbour authority of Lindow closed the channel.",
    "All 140 people aboard a ferry that ran aground near Port Lindow are safe, the harbour authority said. The rudder \
     of the Solveig had failed, according to captain Tor Brandt, who was the last to leave the ship.",
    "Divers will inspect the Solveig, the ferry that ran aground off Port Lindow on Tuesday after its rudder failed. \
     Captain Tor Brandt told investigators that there had been no warning before the grounding.",
];

const HARVEST: [&str; 2] = [
    "Farmers in the Upper Arrel valley expect a third less barley than last year after a dry spring, the growers' \
     union said. Its chairwoman Ana Quill asked the ministry of agriculture for cheaper loans.",
    "A dry spring has cost the Upper Arrel valley a third of its barley. Ana Quill, who leads the growers' union, \
     called on the ministry of agriculture to offer cheaper loans to farmers.",
];

fn item(text: &str) -> Item<'_> {
    Item { text, ..Item::default() }
}

fn on(item: Item<'_>, day: i8) -> Item<'_> {
    Item { published: Some(jiff::civil::date(2031, 5, day).at(8, 0, 0, 0)), ..item }
}

fn stories(items: &[Item<'_>]) -> Vec<u32> {
    find(items, &StoryOptions::default(), &Watch::default()).unwrap()
}

#[test]
fn reports_of_one_happening_are_one_story() {
    let texts = [FERRY[0], HARVEST[0], FERRY[1], HARVEST[1], FERRY[2]];
    assert_eq!(stories(&texts.map(item)), [0, 1, 0, 1, 0]);
}

#[test]
fn the_same_happening_weeks_later_is_another_story() {
    let items = [on(item(FERRY[0]), 1), on(item(FERRY[1]), 2), on(item(FERRY[2]), 25)];
    assert_eq!(stories(&items), [0, 0, 1]);
}

#[test]
fn named_days_stand_in_for_missing_dates() {
    let spring = format!("{} It was the first grounding since the one of March 3, 2031.", FERRY[0]);
    let autumn = format!("{} It was the first grounding since the one of October 9, 2031.", FERRY[0]);
    let alike = stories(&[item(&spring), item(&spring)]);
    assert_eq!(alike, [0, 0]);
    let weights = &Lexicon::built_in().unwrap().story.weights;
    let months = &Lexicon::built_in().unwrap().months;
    let near = days::nearness(days::of(&item(&spring), months), days::of(&item(&autumn), months), weights);
    assert!(near < 0.51, "{near}");
}

#[test]
fn empty_reports_stay_alone() {
    assert_eq!(stories(&[item(""), item(""), item(HARVEST[0])]), [0, 1, 2]);
    assert_eq!(stories(&[]), Vec::<u32>::new());
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn any_texts_give_one_story_each(texts in proptest::collection::vec("\\PC{0,80}", 0..12)) {
        let items: Vec<Item<'_>> = texts.iter().map(|text| item(text)).collect();
        prop_assert_eq!(stories(&items).len(), items.len());
    }

    #[test]
    fn the_order_of_the_input_does_not_matter(turn in 1_usize..5) {
        let texts = [FERRY[0], HARVEST[0], FERRY[1], HARVEST[1], FERRY[2]];
        let items: Vec<Item<'_>> = (0_u64..).zip(texts).map(|(id_rank, text)| Item { id_rank, ..item(text) }).collect();
        let mut turned = items.clone();
        turned.rotate_left(turn);
        let (straight, turned) = (stories(&items), stories(&turned));
        for a in 0..5 {
            for b in 0..5 {
                let at = |index: usize| turned[(index + 5 - turn) % 5];
                prop_assert_eq!(straight[a] == straight[b], at(a) == at(b));
            }
        }
    }
}
