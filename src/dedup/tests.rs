//! Small corpora with a known answer.

use proptest::prelude::*;

use super::*;

const STORY: &str = "The harbour authority of Port Lindow said on Tuesday that two cranes had collapsed during the \
    night, blocking the main quay and forcing eleven ships to wait at sea. Nobody was hurt, according to its \
    director, Mara Quill, who blamed a gust of wind that no forecast had announced. Repairs will take at least \
    three weeks, she said, and the city will lose about four million crowns in fees.";

const OTHER: &str = "Farmers in the upper valley began an unusually early harvest this week after a dry spring left \
    the barley short and brittle. The growers' union expects a third less grain than last year and asked the \
    ministry for cheaper loans. A spokesman answered that the matter would be discussed in the autumn budget.";

const FOOTER: &str = "Sign up for the Lindow Courier morning letter and never miss a story from the coast again, \
    free of charge, every weekday at six.";

fn item(text: &str) -> Item<'_> {
    Item { text, ..Item::default() }
}

fn day(item: Item<'_>, day: i8) -> Item<'_> {
    Item { published: Some(jiff::civil::date(2031, 5, day).at(8, 0, 0, 0)), ..item }
}

fn rows(items: &[Item<'_>]) -> Vec<DedupRow> {
    find(items, &DedupOptions::default(), &Watch::default()).unwrap()
}

#[test]
fn case_and_spacing_make_an_exact_copy() {
    let shouted = STORY.to_uppercase().replace(' ', "  ");
    let rows = rows(&[day(item(STORY), 1), day(item(&shouted), 2), day(item(OTHER), 3)]);
    assert_eq!(rows[1].relation, Relation::Exact);
    assert_eq!((rows[1].duplicate_of, rows[1].similarity), (Some(0), Some(1.0)));
    assert_eq!((rows[0].cluster, rows[1].cluster, rows[2].cluster), (0, 0, 1));
    assert_eq!(rows[2].relation, Relation::Original);
}

#[test]
fn the_later_article_is_the_copy() {
    let shorter = STORY.replace("Nobody was hurt, according to its director, Mara Quill, who", "Officials");
    let rows = rows(&[day(item(&shorter), 9), day(item(STORY), 8)]);
    assert_eq!((rows[0].duplicate_of, rows[1].duplicate_of), (Some(1), None));
}

#[test]
fn a_story_inside_a_round_up_is_contained() {
    let round_up = format!("{OTHER} {STORY} {OTHER}");
    let rows = rows(&[day(item(STORY), 1), day(item(&round_up), 2)]);
    assert_eq!(rows[1].relation, Relation::Contains);
    assert!(rows[1].containment.unwrap() > 0.95 && rows[1].novel_share.unwrap() > 0.3);
}

#[test]
fn furniture_does_not_make_copies() {
    let towns = ["Ashby", "Brill", "Corley", "Dunham", "Elton", "Frome", "Gorse", "Hythe"];
    let texts: Vec<String> = towns
        .iter()
        .enumerate()
        .map(|(index, town)| {
            let own: String = (0..30).map(|word| format!("{town}{word} item{index}{word} ")).collect();
            format!("{own} {FOOTER}")
        })
        .collect();
    let items: Vec<Item<'_>> =
        texts.iter().map(|text| Item { outlet: Some("courier"), ..item(text) }).collect();
    let found = pairs(&items, &DedupOptions::default(), &Watch::default()).unwrap();
    assert!(found.is_empty(), "{found:?}");
    let kept = DedupOptions { drop_furniture: false, ..DedupOptions::default() };
    assert!(!pairs(&items, &kept, &Watch::default()).unwrap().is_empty());
}

#[test]
fn a_sign_off_makes_no_copy_even_where_few_have_it() {
    const SIGN_OFF: &str = "Ilse Dorn writes on Sundays about gardens that nobody owns, and about those who \
        water them before the sun is up and the gate is locked again.";
    let (first, second) = (format!("{STORY}\n\n{SIGN_OFF}"), format!("{OTHER}\n\n{SIGN_OFF}"));
    let of = |text| Item { outlet: Some("courier"), ..item(text) };
    let found = rows(&[day(of(&first), 1), day(of(&second), 2)]);
    assert_eq!((found[0].cluster, found[1].cluster), (0, 1), "{found:?}");
    // Another outlet does not print it by habit: it was taken from somewhere.
    let lifted = rows(&[day(of(&first), 1), day(Item { outlet: Some("herald"), ..item(&second) }, 2)]);
    assert_eq!(lifted[1].nearest, Some(0));
    // A shared opening is how reports are copied, and stays.
    let opening = [format!("{SIGN_OFF} {STORY}"), format!("{SIGN_OFF} {OTHER}")];
    assert_eq!(rows(&[day(of(&opening[0]), 1), day(of(&opening[1]), 2)])[1].nearest, Some(0));
}

#[test]
fn one_story_printed_many_times_is_no_furniture() {
    let items: Vec<Item<'_>> =
        (1..10).map(|number| Item { outlet: Some("courier"), ..day(item(STORY), number) }).collect();
    let rows = rows(&items);
    assert!(rows[1..].iter().all(|row| row.duplicate_of == Some(0)), "{rows:?}");
}

#[test]
fn known_boilerplate_does_not_count() {
    let first = format!("{FOOTER} {STORY}");
    let end = FOOTER.len();
    let furniture = [Span::new(0, end)];
    let items = [Item { boilerplate: &furniture, ..day(item(&first), 1) }, day(item(STORY), 2)];
    assert_eq!(rows(&items)[1].relation, Relation::Exact);
}

#[test]
fn texts_without_words_are_nobodys_copies() {
    let rows = rows(&[item(""), item(""), item(" \u{0}… "), item(STORY)]);
    assert!(rows.iter().all(|row| row.relation == Relation::Original && row.duplicate_of.is_none()));
    assert_eq!(rows.iter().map(|row| row.cluster).collect::<Vec<_>>(), [0, 1, 2, 3]);
}

#[test]
fn brief_texts_are_copies_only_if_names_and_numbers_agree() {
    let headlines = [
        "Ferry runs aground off Port Lindow after rudder fails, 140 people safe",
        "Ferry runs aground off Port Lindow after rudder fails, 140 people safe - Lindow Courier",
        "Ferry runs aground off Port Lindow after rudder fails, 12 people hurt",
        "Ferry runs aground off Port Hythe after rudder fails, 140 people safe",
        "Barley harvest fails in upper valley",
    ];
    let found: Vec<u32> = rows(&headlines.map(item)).iter().map(|row| row.cluster).collect();
    assert_eq!(found, [0, 0, 1, 2, 3]);
}

#[test]
fn chinese_reports_are_compared_by_character() {
    let story = "林都港務局星期二表示，夜間兩台起重機倒塌，堵住了主碼頭，十一艘船隻被迫在海上等候。局長說沒有人受傷，\
        並把事故歸咎於一陣無人預報的狂風。修理至少需要三個星期，市政府將損失大約四百萬克朗的費用。";
    let other = "上游河谷的農民本週開始了異常早的收割，乾旱的春天使大麥又矮又脆。種植者協會預計收成比去年減少三分之一，\
        並要求農業部提供更便宜的貸款。發言人回答說，此事將在秋季預算中討論。";
    let copy = story.replace("星期二", "週二");
    let rows = rows(&[day(item(story), 1), day(item(other), 2), day(item(&copy), 3)]);
    assert_eq!((rows[1].cluster, rows[2].duplicate_of), (1, Some(0)));
}

#[test]
fn a_text_dated_after_what_was_cut_from_it_is_doubtful() {
    let whole = format!("{STORY} {OTHER}");
    let cut = |from: &str, to: &str| {
        let start = whole.find(from).unwrap();
        let end = whole.find(to).unwrap() + to.len();
        whole[start..end].to_owned()
    };
    let (courier, herald) =
        (cut("Nobody was hurt", "autumn budget."), cut("The harbour", "barley short and brittle."));
    let issues = |days: [i8; 3]| -> Vec<usize> {
        let items = [day(item(&courier), days[0]), day(item(&herald), days[1]), day(item(&whole), days[2])];
        rows(&items).iter().map(|row| row.issues.len()).collect()
    };
    assert_eq!(issues([1, 2, 3]), [0, 0, 1]);
    // What comes first needs no source, and two texts of one day say nothing about each other.
    assert_eq!(issues([2, 3, 1]), [0, 0, 0]);
    assert_eq!(issues([3, 3, 3]), [0, 0, 0]);
    // A round-up has two sources that have nothing in common.
    let items = [day(item(STORY), 1), day(item(OTHER), 2), day(item(&whole), 3)];
    assert!(rows(&items).iter().all(|row| row.issues.is_empty()));
    // A reprint of an earlier text has its source.
    let items = [day(item(&whole), 1), day(item(&courier), 2), day(item(&herald), 3), day(item(&whole), 4)];
    assert!(rows(&items).iter().all(|row| row.issues.is_empty()));
}

/// A small corpus of overlapping passages, so that clusters of several kinds arise.
fn passages(cuts: &[(usize, usize)]) -> Vec<String> {
    cuts.iter()
        .map(|&(from, len)| (from..from + len).map(|word| format!("w{} ", word % 400)).collect())
        .collect()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn any_texts_give_one_row_each(texts in proptest::collection::vec("\\PC{0,80}", 0..12)) {
        let items: Vec<Item<'_>> = texts.iter().map(|text| item(text)).collect();
        let rows = rows(&items);
        prop_assert_eq!(rows.len(), items.len());
        for (index, row) in rows.iter().enumerate() {
            prop_assert!(row.duplicate_of.is_none_or(|parent| parent < items.len() && parent != index));
        }
    }

    #[test]
    fn neither_order_nor_threads_change_the_answer(
        cuts in proptest::collection::vec((0_usize..300, 5_usize..120), 2..14),
        turn in 1_usize..13,
    ) {
        let texts = passages(&cuts);
        let items: Vec<Item<'_>> = texts.iter().enumerate()
            .map(|(index, text)| Item { id_rank: index as u64, ..day(item(text), 1 + (index % 3) as i8) })
            .collect();
        let on = |threads: usize, items: &[Item<'_>]| {
            rayon::ThreadPoolBuilder::new().num_threads(threads).build().unwrap().install(|| rows(items))
        };
        let straight = on(8, &items);
        let turn = turn % items.len();
        let mut turned_items = items.clone();
        turned_items.rotate_left(turn);
        let turned = on(1, &turned_items);
        for (index, row) in straight.iter().enumerate() {
            let at = |index: usize| (index + items.len() - turn) % items.len();
            let other = turned[at(index)];
            prop_assert_eq!(other.duplicate_of, row.duplicate_of.map(at));
            prop_assert_eq!((other.relation, other.similarity), (row.relation, row.similarity));
            prop_assert_eq!(other.issues, row.issues);
            for (second, row_b) in straight.iter().enumerate() {
                prop_assert_eq!(row.cluster == row_b.cluster, other.cluster == turned[at(second)].cluster);
            }
        }
    }
}
