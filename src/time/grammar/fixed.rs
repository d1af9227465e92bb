//! Fixed phrases and feast days from the lists, and phrases that only look like times.

use crate::lexicon::time::{PhraseMeaning, Role};

use super::super::TimeKind;
use super::super::atoms::{Atoms, reads_as};
use super::super::meaning::{Meaning, Which};
use super::{Match, year};

/// The first phrase at `at` for which `choose` finds something, with where it ends.
pub(super) fn of_phrase<T>(
    atoms: &Atoms<'_>,
    at: usize,
    choose: impl Fn(&PhraseMeaning) -> Option<T>,
) -> Option<(T, usize)> {
    let entry = atoms.get(at)?.entry?;
    entry.phrases.iter().find_map(|phrase| {
        let chosen = choose(&phrase.meaning)?;
        let end = at + phrase.pieces.len();
        let fits =
            phrase.pieces.iter().enumerate().skip(1).all(|(i, piece)| reads_as(atoms.text(at + i), piece));
        fits.then_some((chosen, end))
    })
}

/// "currently", "the near future", "9/11"; and "Sunday Times", which is no time.
pub(super) fn phrase(atoms: &Atoms<'_>, at: usize) -> Option<Match> {
    if let Some((found, end)) = of_phrase(atoms, at, |meaning| match meaning {
        PhraseMeaning::NotATime => Some(None),
        PhraseMeaning::Fixed { kind, value } => Some(Some((kind.clone(), value.clone()))),
        _ => None,
    }) {
        let Some((kind, value)) = found else { return Some(Match { end, meaning: None, modifier: None }) };
        // "the Weekly Herald", "Future Relations": a name, not a time.
        let named = atoms.is_capital(at) && !atoms.begins_sentence(at);
        let glued = (atoms.is_glued(at) && at > 0 && atoms.is_dash(at - 1))
            || (atoms.is_dash(end) && atoms.is_glued(end));
        let kind = match kind.as_str() {
            "DATE" => TimeKind::Date,
            "TIME" => TimeKind::Time,
            "SET" => TimeKind::Set,
            _ => TimeKind::Duration,
        };
        let reference = value.ends_with("_REF") || kind == TimeKind::Set;
        let titled = kind == TimeKind::Set && atoms.is_capital(at) && atoms.is_capital(end);
        if (named && reference) || glued || titled {
            return None;
        }
        return Some(Match::new(end, Meaning::Fixed { kind, value: value.to_string() }));
    }
    None
}

/// "Easter Monday", "last Christmas", "Good Friday 2024".
pub(super) fn holiday(atoms: &Atoms<'_>, at: usize) -> Option<Match> {
    let picked = [
        (Role::Last, Which::Last),
        (Role::This, Which::This),
        (Role::Next, Which::Next),
        (Role::Past, Which::Last),
        (Role::Coming, Which::Next),
    ];
    let which = picked.iter().find(|(role, _)| atoms.is(at, *role)).map(|(_, which)| *which);
    let start = at + usize::from(which.is_some());
    let (rule, end) = of_phrase(atoms, start, |meaning| match meaning {
        PhraseMeaning::Holiday(rule) => Some(*rule),
        _ => None,
    })?;
    if !atoms.is_capital(start) && !atoms.is(start, Role::The) {
        return None;
    }
    // "Christmas tree", "Easter Rising", "Easter Island": the feast day stands alone, or before "'s" or a verb.
    if atoms.is_capital(end) && atoms.is_word(end) {
        return None;
    }
    let year = year::after_date(atoms, end).filter(|_| !atoms.is_mark(end, ','));
    let end = year.map_or(end, |(_, end)| end);
    let which = which.unwrap_or(Which::Bare);
    Some(Match::new(end, Meaning::Holiday { rule, year: year.map(|(year, _)| year), which }))
}

/// "since then", "by then", "until then": the date named last.
pub(super) fn then(atoms: &Atoms<'_>, at: usize) -> Option<Match> {
    let before = at.checked_sub(1)?;
    let asked =
        atoms.is_any(before, &[Role::Since, Role::By, Role::Until, Role::To, Role::From, Role::Before]);
    (atoms.is(at, Role::Then) && asked).then(|| Match::new(at + 1, Meaning::Then))
}
