//! The dates that a page shows around its title, and what it says they are the dates of.

use super::blocks::Block;
use super::features::squeeze;
use crate::article::date::{Order, Stated, read_date};
use crate::lexicon::{DateCue, Lexicon};
use crate::raw::html::Tag;

/// A date that a reader sees.
#[derive(Clone, Debug)]
pub(super) struct Shown {
    pub(super) stated: Stated,
    /// What the words before it say it is the date of: "Published", "Last updated".
    pub(super) cue: Option<DateCue>,
    /// How many blocks below the title it stands; negative above it.
    pub(super) distance: isize,
}

/// How far below the title dates are looked for, and how far above.
const BELOW: isize = 40;
const ABOVE: isize = 6;

/// So many blocks at the beginning of a page are looked at in any case.
const HEAD: usize = 60;

/// A line that is longer is a sentence, and a date in it is part of the story.
const LONGEST: usize = 25;

/// A date in a line of links belongs to another article, unless it stands directly below the title.
const LINKED: usize = 60;

/// The dates around the title, those below it first, in the order they are read.
pub(super) fn shown_dates(
    blocks: &[Block],
    title: Option<&str>,
    order: Order,
    lexicon: &Lexicon,
) -> Vec<Shown> {
    let heading = heading(blocks, title);
    let mut dates = Vec::new();
    for (index, block) in blocks.iter().enumerate() {
        let distance = index as isize - heading as isize;
        let near = (-ABOVE..=BELOW).contains(&distance) || index < HEAD;
        if !near || block.words > LONGEST {
            continue;
        }
        let before = index.checked_sub(1).and_then(|before| blocks.get(before));
        read_block(block, before, distance, order, lexicon, &mut dates);
    }
    dates.sort_by_key(|shown| (shown.distance < 0, shown.distance));
    dates
}

/// The block that shows the title: the one that says it, else the first heading of the first rank.
pub(super) fn heading(blocks: &[Block], title: Option<&str>) -> usize {
    let wanted = title.map(|title| squeeze(title, 60)).filter(|title| !title.is_empty());
    let says = |block: &Block| {
        block.tag.heading().is_some()
            && wanted.as_ref().is_some_and(|title| squeeze(&block.text, 60) == *title)
    };
    let first = || blocks.iter().position(|block| block.tag == Tag::H1);
    blocks.iter().position(says).or_else(first).unwrap_or(0)
}

fn read_block(
    block: &Block,
    before: Option<&Block>,
    distance: isize,
    order: Order,
    lexicon: &Lexicon,
    dates: &mut Vec<Shown>,
) {
    // Without a digit there is no date, here or behind.
    let Some(last) = block.text.bytes().rposition(|byte| byte.is_ascii_digit()) else { return };
    let mut from = 0;
    for start in starts(&block.text, &block.seams).take_while(|start| *start <= last) {
        if start < from {
            continue;
        }
        // A word before a date may be a weekday, or say what the date is of.
        let rest = block.text.get(start..).unwrap_or_default().to_lowercase();
        if lexicon.date_cues.at_start(&rest).is_some() {
            continue;
        }
        let Some(stated) = read_piece(block, start, order, lexicon) else { continue };
        let words_before = block.text.get(from..start).unwrap_or_default().to_lowercase();
        let alone = !words_before.chars().any(char::is_alphanumeric);
        let cue = if alone && from == 0 {
            before.filter(|block| block.words <= 4).and_then(|block| ends_in_cue(&block.text, lexicon))
        } else {
            lexicon.date_cues.at_end(&words_before)
        };
        from = start + stated.end;
        if cue.is_some()
            || block.link_percent() < LINKED
            || (block.link_percent() < 90 && (0..=2).contains(&distance))
        {
            dates.push(Shown { stated, cue, distance });
        }
    }
}

fn ends_in_cue(text: &str, lexicon: &Lexicon) -> Option<DateCue> {
    lexicon.date_cues.at_end(&text.to_lowercase())
}

/// The date at a place of a block; it may end where another element begins.
fn read_piece(block: &Block, start: usize, order: Order, lexicon: &Lexicon) -> Option<Stated> {
    let whole = block.text.get(start..)?;
    let seam = block.seams.iter().find(|seam| **seam > start);
    let piece = seam.and_then(|seam| block.text.get(start..*seam));
    let read = |text: &str| read_date(text, &lexicon.months, order);
    read(whole).or_else(|| piece.and_then(read))
}

/// Where in a line a date may begin: at its words, and where one element follows another without a space, as in
/// "Anna LundDec 22, 2023".
fn starts(text: &str, seams: &[usize]) -> impl Iterator<Item = usize> {
    const MOST: usize = 40;
    let mut before = ' ';
    text.char_indices()
        .filter_map(move |(at, c)| {
            let begins_word = !before.is_alphanumeric() && c.is_alphanumeric();
            before = c;
            (begins_word || seams.contains(&at)).then_some(at)
        })
        .take(MOST)
}
