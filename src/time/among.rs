//! The day of an article without one, from the days on which others told its story.

use jiff::civil::Date;

use super::find::recognize;
use super::meaning::{Meaning, Which};
use super::moment::{shift_days, weekday_number};
use super::tense::Tense;
use super::undated::{Published, opening};
use crate::article::ArticleView;
use crate::lexicon::Lexicon;
use crate::syntax::Parsed;

/// Finds the day of an article whose story others reported on the days `reported`.
///
/// "said on Friday" beside reports of Friday 22 and Thursday 28 December: the article is of the 22nd, the one Friday on
/// which its story was in the news. Where no report is of that weekday, or several are, the Fridays around the reports
/// are given as the days it may be from. `own` is what the text alone leaves open ([`super::undated`]): of several
/// days, those on which the story was reported.
pub fn day_among(
    view: &ArticleView<'_>,
    parsed: &Parsed<'_>,
    own: Option<&Published>,
    reported: &[Date],
    lexicon: &Lexicon,
) -> Option<Published> {
    let mut reported = reported.to_vec();
    reported.sort_unstable();
    reported.dedup();
    let (first, last) = (*reported.first()?, *reported.last()?);
    let told = match &reported[..] {
        [only] => format!("its story was reported on {only}"),
        _ => format!("its story was reported from {first} to {last}"),
    };
    if let Some(own) = own {
        let days: Vec<Date> = own.days.iter().copied().filter(|day| reported.contains(day)).collect();
        return Published::new(days, format!("{}; {told}", own.evidence));
    }
    let found = recognize(view, parsed, lexicon);
    let opening = opening(parsed);
    let (weekday, said) = found.iter().filter(|found| found.sentence < opening).find_map(|found| {
        let Meaning::Weekday { weekday, which: Which::Bare, week: None } = found.meaning else { return None };
        (found.tense != Tense::Future).then_some((weekday, found.span.of(view.text)))
    })?;
    let evidence = format!("\u{201c}{said}\u{201d} in the opening; {told}");
    let on_that_day: Vec<Date> =
        reported.iter().copied().filter(|day| weekday_number(*day) == weekday).collect();
    if let [day] = on_that_day[..] {
        return Published::new(vec![day], evidence);
    }
    // A report of a Friday is from that day or the days after it; a story's reports lie days apart.
    let length = i64::from((last - first).get_days()).min(LONGEST);
    let around = (-6..=length + 6).map(|plus| shift_days(first, plus));
    Published::new(around.filter(|day| weekday_number(*day) == weekday).collect(), evidence)
}

/// Reports further apart than this say nothing about a weekday between them.
const LONGEST: i64 = 31;

#[cfg(test)]
mod tests {
    use super::*;
    use crate::syntax::{self, Model};
    use crate::text;

    const NEWS: &str = "Kalo still counts Sarn among its allies, the envoy said in an interview published on Friday. \
        He spoke of a common history.";

    fn days(reported: &[&str]) -> Option<Vec<String>> {
        let lexicon = Lexicon::built_in().unwrap();
        let parsed = syntax::parse(text::read(NEWS, lexicon), Some("en"), Model::built_in().unwrap());
        let reported: Vec<Date> = reported.iter().map(|day| day.parse().unwrap()).collect();
        let found = day_among(&ArticleView::of(NEWS), &parsed, None, &reported, lexicon)?;
        Some(found.days.iter().map(Date::to_string).collect())
    }

    #[test]
    fn the_weekday_on_which_the_story_was_reported_is_the_day() {
        assert_eq!(days(&["2021-03-18", "2021-03-12"]), Some(vec!["2021-03-12".to_owned()]));
    }

    #[test]
    fn a_weekday_without_a_report_leaves_several_days() {
        let two = ["2021-03-05".to_owned(), "2021-03-12".to_owned()];
        assert_eq!(days(&["2021-03-11"]), Some(two[..].to_vec()));
    }

    #[test]
    fn without_reports_nothing_is_told() {
        assert_eq!(days(&[]), None);
    }
}
