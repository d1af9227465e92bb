//! Lengths of time: "two months", "the last several weeks", "a four-day visit", "for decades".

use crate::lexicon::time::{Form, Modifier, PhraseMeaning, Role, Unit};

use super::super::TimeKind;
use super::super::atoms::Atoms;
use super::super::meaning::Meaning;
use super::number::{Amount, agrees, amount, is_article, ordinal};
use super::{Match, fixed};

/// An amount of a unit, with its modifier: "more than two years".
pub(super) struct Length {
    pub(super) amount: Amount,
    pub(super) unit: Unit,
    pub(super) end: usize,
    pub(super) modifier: Option<Modifier>,
}

impl Length {
    fn value(&self) -> String {
        value(self.amount, self.unit)
    }
}

/// The TIMEX3 value of an amount of a unit.
fn value(amount: Amount, unit: Unit) -> String {
    let amount = match (amount, unit) {
        (Amount::Tenths(5), Unit::Hour) => return "PT30M".to_owned(),
        (Amount::Tenths(5), Unit::Year) => return "P6M".to_owned(),
        (Amount::Tenths(5), Unit::Century) => return "P50Y".to_owned(),
        (Amount::Tenths(5), Unit::Decade) => return "P5Y".to_owned(),
        _ => amount.code(),
    };
    match unit {
        Unit::Second => format!("PT{amount}S"),
        Unit::Minute => format!("PT{amount}M"),
        Unit::Hour => format!("PT{amount}H"),
        Unit::Day => format!("P{amount}D"),
        Unit::Night => format!("P{amount}NI"),
        Unit::Weekend => format!("P{amount}WE"),
        Unit::Week => format!("P{amount}W"),
        Unit::Fortnight if amount == "1" => "P2W".to_owned(),
        Unit::Fortnight => "PXW".to_owned(),
        Unit::Month => format!("P{amount}M"),
        Unit::Quarter => format!("P{amount}Q"),
        Unit::Year => format!("P{amount}Y"),
        Unit::Decade => format!("P{amount}DE"),
        Unit::Century => format!("P{amount}CE"),
        Unit::Millennium => format!("P{amount}ML"),
    }
}

/// An amount of time at `at`: "two weeks", "a mere 24 hours", "nearly 20 years".
pub(super) fn length(atoms: &Atoms<'_>, at: usize) -> Option<Length> {
    let (modifier, start) = match fixed::of_phrase(atoms, at, |meaning| match meaning {
        PhraseMeaning::AmountModifier(modifier) => Some(*modifier),
        _ => None,
    }) {
        Some((modifier, end)) => (Some(modifier), end),
        None => (None, at),
    };
    let mut from = start;
    // "a mere 24 hours", "another two weeks"
    if is_article(atoms, from)
        && atoms.is_any(from + 1, &[Role::Extra, Role::Whole])
        && amount(atoms, from + 2).is_some()
    {
        from += 2;
    } else if atoms.is(from, Role::Another) {
        from += 1;
        if let Some((unit, Form::Singular)) = atoms.unit(from) {
            return Some(Length { amount: Amount::Whole(1), unit, end: from + 1, modifier });
        }
    }
    if let Some((amount, unit, end)) = quarters_of(atoms, from) {
        return Some(Length { amount, unit, end, modifier });
    }
    let (amount, mut end) = amount(atoms, from)?;
    while atoms.is_any(end, &[Role::Extra, Role::Whole]) {
        end += 1;
    }
    let (unit, form) = atoms.unit(end)?;
    if !agrees(amount, form) || (form == Form::Short && !atoms.is_digits(from)) {
        return None;
    }
    let singular_after_many =
        form == Form::Singular && !matches!(amount, Amount::Whole(1) | Amount::Tenths(5));
    if singular_after_many {
        return None;
    }
    if unit == Unit::Second && is_article(atoms, from) {
        return None;
    }
    let mut found = Length { amount, unit, end: end + 1, modifier };
    found.end = half_after(atoms, &mut found);
    Some(found)
}

/// "a quarter of an hour", "three quarters of a century"
fn quarters_of(atoms: &Atoms<'_>, at: usize) -> Option<(Amount, Unit, usize)> {
    let (Amount::Whole(count), quarter) = amount(atoms, at)? else { return None };
    let quarter = quarter + usize::from(atoms.is_dash(quarter));
    let (Unit::Quarter, _) = atoms.unit(quarter)? else { return None };
    if !atoms.is(quarter + 1, Role::Of) || !is_article(atoms, quarter + 2) {
        return None;
    }
    let (quarters, unit) = match atoms.unit(quarter + 3)? {
        (Unit::Hour, Form::Singular) => (15, Unit::Minute),
        (Unit::Year, Form::Singular) => (3, Unit::Month),
        (Unit::Century, Form::Singular) => (25, Unit::Year),
        _ => return None,
    };
    Some((Amount::Whole(count.checked_mul(quarters)?), unit, quarter + 4))
}

/// "a year and a half": adds the half.
fn half_after(atoms: &Atoms<'_>, found: &mut Length) -> usize {
    let end = found.end;
    let is_half = atoms.is(end, Role::And) && is_article(atoms, end + 1) && atoms.is(end + 2, Role::Half);
    let Amount::Whole(count) = found.amount else { return end };
    if !is_half {
        return end;
    }
    found.amount = Amount::Tenths(count.saturating_mul(10).saturating_add(5));
    end + 3
}

/// A length of time.
///
/// "for two months", "in the last several weeks", "the four-month blockade", "three days after the vote".
pub(super) fn duration(atoms: &Atoms<'_>, at: usize) -> Option<Match> {
    compound(atoms, at).or_else(|| framed(atoms, at)).or_else(|| plain(atoms, at)).or_else(|| bare(atoms, at))
}

/// "four-month", "48-hour", "two year" before a noun.
fn compound(atoms: &Atoms<'_>, at: usize) -> Option<Match> {
    let (amount, end) = amount(atoms, at)?;
    if is_article(atoms, at) {
        return None;
    }
    let dash = atoms.is_dash(end);
    let at_unit = end + usize::from(dash);
    let (unit, form) = atoms.unit(at_unit)?;
    if form != Form::Singular || unit == Unit::Second {
        return None;
    }
    // "19-year-old" is an age
    if (atoms.is_dash(at_unit + 1) && atoms.is(at_unit + 2, Role::Old)) || atoms.is(at_unit + 1, Role::Old) {
        return Some(Match { end: at_unit + 1, meaning: None, modifier: None });
    }
    let fits = dash
        || (amount != Amount::Whole(1) && atoms.is_word(at_unit + 1) && !matches!(amount, Amount::Vague));
    fits.then(|| Match::new(at_unit + 1, Meaning::Duration(value(amount, unit))))
}

/// "the last two years", "the next few months", "the 90 years", "the past year".
fn framed(atoms: &Atoms<'_>, at: usize) -> Option<Match> {
    let the = atoms.is_any(at, &[Role::The, Role::These, Role::Those, Role::This]);
    let at_frame = at + usize::from(the);
    let frames = [
        Role::Last,
        Role::Past,
        Role::Next,
        Role::Previous,
        Role::Coming,
        Role::Following,
        Role::Recent,
        Role::Final,
    ];
    let framed = atoms.is_any(at_frame, &frames);
    let start = at_frame + usize::from(framed);
    // "recent weeks", "the coming days": nobody says how many
    if let Some((unit, Form::Plural)) =
        atoms.unit(start).filter(|_| atoms.is_any(at_frame, &[Role::Recent, Role::Coming]))
    {
        let value = if atoms.is(at_frame, Role::Recent) { "PAST_REF" } else { "FUTURE_REF" };
        let meaning = Meaning::Fixed { kind: TimeKind::Date, value: value.to_owned() };
        return (unit > Unit::Second).then(|| Match::new(start + 1, meaning));
    }
    // "the first six months"
    let first = the && ordinal(atoms, at_frame).is_some_and(|(nth, end)| nth == 1 && end == at_frame + 1);
    if let Some(found) =
        first.then(|| length(atoms, at_frame + 1)).flatten().filter(|_| !is_article(atoms, at_frame + 1))
    {
        return Some(Match::new(found.end, Meaning::Duration(found.value())).with(found.modifier));
    }
    if framed {
        if let Some(found) = length(atoms, start).filter(|_| !is_article(atoms, start)) {
            return Some(Match::new(found.end, Meaning::Duration(found.value())).with(found.modifier));
        }
        let (unit, form) = atoms.unit(start)?;
        let is_span =
            (the && atoms.is_any(at_frame, &[Role::Last, Role::Coming])) || atoms.is(at_frame, Role::Past);
        let this_past = atoms.is(at, Role::This);
        let next_decade = the && unit >= Unit::Decade;
        if form == Form::Singular
            && !this_past
            && (is_span || next_decade)
            && unit > Unit::Night
            && unit != Unit::Weekend
        {
            return Some(Match::new(start + 1, Meaning::Duration(value(Amount::Whole(1), unit))));
        }
        return None;
    }
    if !the || is_article(atoms, start) || atoms.is(at, Role::This) {
        return None;
    }
    let found = length(atoms, start).filter(|found| found.unit != Unit::Second)?;
    let counted = atoms.is_digits(start) || super::number::cardinal(atoms, start).is_some();
    counted.then(|| Match::new(found.end, Meaning::Duration(found.value())).with(found.modifier))
}

/// "two hours and 20 minutes", "at least five days".
fn plain(atoms: &Atoms<'_>, at: usize) -> Option<Match> {
    let first = length(atoms, at)?;
    // An age is no length of time in the news sense: "aged four months", "61 years old", "at 12 years of age".
    if atoms.is(first.end, Role::Old) {
        return Some(Match { end: first.end + 1, meaning: None, modifier: None });
    }
    if first.unit <= Unit::Hour {
        let and = atoms.skip(atoms.skip_mark(first.end, ','), Role::And);
        if let Some(second) =
            length(atoms, and).filter(|second| second.unit < first.unit && second.unit <= Unit::Minute)
        {
            let tail = second.value();
            let meaning = Meaning::Duration(first.value() + tail.trim_start_matches("PT"));
            return Some(Match::new(second.end, meaning).with(first.modifier));
        }
    }
    Some(Match::new(first.end, Meaning::Duration(first.value())).with(first.modifier))
}

/// "for months", "days before the vote", "years of drought": an amount nobody counted.
fn bare(atoms: &Atoms<'_>, at: usize) -> Option<Match> {
    let (unit, Form::Plural) = atoms.unit(at)? else { return None };
    if unit == Unit::Second
        || atoms.begins_sentence(at) && !atoms.is_any(at + 1, &[Role::Of, Role::Before, Role::After])
    {
        return None;
    }
    let before = at.checked_sub(1)?;
    let asked = atoms
        .is_any(before, &[Role::Within, Role::Over, Role::In, Role::After, Role::Of, Role::Or, Role::And])
        || ["for", "took", "take", "takes", "lasted", "spent", "lasting", "many"]
            .iter()
            .any(|word| atoms.text(before).eq_ignore_ascii_case(word));
    let follows =
        atoms.is_any(at + 1, &[Role::Before, Role::After, Role::Of, Role::Ago, Role::Later, Role::Earlier]);
    let named = atoms.is_capital(at) && !atoms.begins_sentence(at);
    let night = unit == Unit::Night || unit == Unit::Weekend;
    ((asked && !atoms.is_any(before, &[Role::Or, Role::And])) || follows)
        .then_some(())
        .filter(|()| !named && !night)
        .map(|()| Match::new(at + 1, Meaning::Duration(value(Amount::Vague, unit))))
}
