//! Amounts: "two", "1.5", "several", "a couple of", "half a".

use crate::lexicon::time::{Form, Role, Sense};

use super::super::atoms::Atoms;

/// How many.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Amount {
    /// A whole number.
    Whole(u32),
    /// A number with tenths: 2.5 is `Tenths(25)`.
    Tenths(u32),
    /// "several", "dozens of".
    Vague,
}

impl Amount {
    /// As a TIMEX3 duration writes it.
    pub(super) fn code(self) -> String {
        match self {
            Self::Whole(count) => count.to_string(),
            Self::Tenths(tenths) if tenths % 10 == 0 => (tenths / 10).to_string(),
            Self::Tenths(tenths) => format!("{}.{}", tenths / 10, tenths % 10),
            Self::Vague => "X".to_owned(),
        }
    }

    /// As a count of steps, where it is a whole number.
    pub(super) fn steps(self) -> Option<i64> {
        match self {
            Self::Whole(count) => Some(i64::from(count)),
            Self::Tenths(_) | Self::Vague => None,
        }
    }
}

/// Whether the digits at `at` begin a number: no letter, currency or decimal point is glued before them.
pub(super) fn is_free(atoms: &Atoms<'_>, at: usize) -> bool {
    if !atoms.is_glued(at) {
        return at == 0
            || !(atoms.is_mark(at - 1, '$') || atoms.is_mark(at - 1, '#') || atoms.is_mark(at - 1, '€'));
    }
    let before = at - 1;
    let opens =
        ["(", "[", "\"", "\u{201c}", "\u{2018}", "-", "\u{2010}", "\u{2011}", "\u{2013}", "\u{2014}", "/"];
    opens.contains(&atoms.text(before))
}

/// An amount at `at`, and where it ends.
pub(super) fn amount(atoms: &Atoms<'_>, at: usize) -> Option<(Amount, usize)> {
    digits(atoms, at).or_else(|| half(atoms, at)).or_else(|| heap(atoms, at)).or_else(|| spelled(atoms, at))
}

/// "12", "1,200", "2.5".
fn digits(atoms: &Atoms<'_>, at: usize) -> Option<(Amount, usize)> {
    let (mut value, _) = atoms.digits(at)?;
    if !is_free(atoms, at) {
        return None;
    }
    let mut end = at + 1;
    while atoms.is_mark(end, ',') && atoms.is_glued(end) && atoms.is_glued(end + 1) {
        let Some((group, 3)) = atoms.digits(end + 1) else { break };
        value = value.checked_mul(1000)?.checked_add(group)?;
        end += 2;
    }
    if atoms.is_mark(end, '.') && atoms.is_glued(end) && atoms.is_glued(end + 1) {
        let (tenths, 1) = atoms.digits(end + 1)? else { return None };
        return Some((Amount::Tenths(value.checked_mul(10)?.checked_add(tenths)?), end + 2));
    }
    if let Some(multiplier) = multiplier(atoms, end) {
        return Some((Amount::Whole(value.checked_mul(multiplier)?), end + 1));
    }
    if let Some(end) = and_a_half(atoms, end) {
        return Some((Amount::Tenths(value.checked_mul(10)?.checked_add(5)?), end));
    }
    Some((Amount::Whole(value), end))
}

/// "half a", "half an": the unit follows.
fn half(atoms: &Atoms<'_>, at: usize) -> Option<(Amount, usize)> {
    let start = if is_article(atoms, at) && atoms.is(at + 1, Role::Half) { at + 1 } else { at };
    if !atoms.is(start, Role::Half) {
        return None;
    }
    let mut end = start + 1;
    if atoms.is_dash(end) {
        end += 1;
    }
    if is_article(atoms, end) {
        return Some((Amount::Tenths(5), end + 1));
    }
    (start > at || atoms.is_dash(start + 1)).then_some((Amount::Tenths(5), end))
}

/// "a couple of", "dozens of", "a few", "a dozen", "a number of".
fn heap(atoms: &Atoms<'_>, at: usize) -> Option<(Amount, usize)> {
    let start = at + usize::from(is_article(atoms, at) || atoms.is(at, Role::The));
    let is_heap = atoms.sense(start, |sense| (sense == Sense::Heap).then_some(())).is_some();
    if is_heap && atoms.is(start + 1, Role::Of) {
        return Some((Amount::Vague, start + 2));
    }
    if is_heap && start > at && atoms.unit(start + 1).is_some() {
        return Some((Amount::Vague, start + 1));
    }
    if is_article(atoms, at) && is_vague(atoms, at + 1) {
        return Some((Amount::Vague, at + 2));
    }
    None
}

/// "twenty-five", "two hundred", "a", "several", "a dozen", "two and a half".
fn spelled(atoms: &Atoms<'_>, at: usize) -> Option<(Amount, usize)> {
    if is_vague(atoms, at) {
        return Some((Amount::Vague, at + 1));
    }
    if is_article(atoms, at) {
        let Some(multiplier) = multiplier(atoms, at + 1) else { return Some((Amount::Whole(1), at + 1)) };
        return Some((Amount::Whole(multiplier), at + 2));
    }
    let mut value = cardinal(atoms, at)?;
    let mut end = at + 1;
    if value >= 20 && value % 10 == 0 {
        let ones = end + usize::from(atoms.is_dash(end));
        if let Some(one) = cardinal(atoms, ones).filter(|&one| one < 10) {
            value += one;
            end = ones + 1;
        }
    }
    while let Some(multiplier) = multiplier(atoms, end) {
        value = value.checked_mul(multiplier)?;
        end += 1;
    }
    if let Some(end) = and_a_half(atoms, end) {
        return Some((Amount::Tenths(value.checked_mul(10)?.checked_add(5)?), end));
    }
    Some((Amount::Whole(value), end))
}

/// "and a half", "-and-a-half".
fn and_a_half(atoms: &Atoms<'_>, at: usize) -> Option<usize> {
    let skip_dash = |at: usize| at + usize::from(atoms.is_dash(at));
    let and = skip_dash(at);
    let a = skip_dash(and + 1);
    let half = skip_dash(a + 1);
    (atoms.is(and, Role::And) && is_article(atoms, a) && atoms.is(half, Role::Half)).then_some(half + 1)
}

fn multiplier(atoms: &Atoms<'_>, at: usize) -> Option<u32> {
    atoms.sense(at, |sense| match sense {
        Sense::Multiplier(by) => Some(by),
        _ => None,
    })
}

/// "one" to "ninety".
pub(super) fn cardinal(atoms: &Atoms<'_>, at: usize) -> Option<u32> {
    atoms.sense(at, |sense| match sense {
        Sense::Cardinal(value) => Some(value),
        _ => None,
    })
}

/// "third", "3rd", "twenty-first"; with where it ends.
pub(super) fn ordinal(atoms: &Atoms<'_>, at: usize) -> Option<(u32, usize)> {
    if let Some((value, _)) = atoms.digits(at) {
        let ending = atoms.is_glued(at + 1).then(|| atoms.text(at + 1))?;
        let fits = ["st", "nd", "rd", "th"].iter().any(|known| ending.eq_ignore_ascii_case(known));
        return (fits && is_free(atoms, at)).then_some((value, at + 2));
    }
    let word = |at: usize| {
        atoms.sense(at, |sense| match sense {
            Sense::Ordinal(value) => Some(value),
            _ => None,
        })
    };
    if let Some(value) = word(at) {
        return Some((value, at + 1));
    }
    let tens = cardinal(atoms, at).filter(|&tens| tens >= 20)?;
    let ones = word(at + 2).filter(|&ones| ones < 10)?;
    atoms.is_dash(at + 1).then_some((tens + ones, at + 3))
}

pub(super) fn is_article(atoms: &Atoms<'_>, at: usize) -> bool {
    atoms.sense(at, |sense| (sense == Sense::Article).then_some(())).is_some()
}

fn is_vague(atoms: &Atoms<'_>, at: usize) -> bool {
    atoms.sense(at, |sense| (sense == Sense::Vague).then_some(())).is_some()
}

/// Whether the unit word at `at` can stand after this amount.
pub(super) fn agrees(amount: Amount, form: Form) -> bool {
    match form {
        Form::Singular => !matches!(amount, Amount::Vague),
        _ => amount != Amount::Whole(1) || form == Form::Short,
    }
}
