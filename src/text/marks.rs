//! Quotation marks paired, whatever their kind, with slips mended where they happen.
//!
//! > “We won,” she said. ¶ “Now we go home.
//!
//! gives two quotations, the second without its closing mark. A lost mark costs one quotation, never the rest of
//! the article: pairs never cross a paragraph, and each paragraph is mended by itself.

use crate::span::Span;

/// Deeper nesting is no news text; marks beyond it are passed over, so that memory stays bounded.
const DEEPEST: usize = 8;

/// How many paragraphs without any mark an open quotation may run through before its closing mark.
const LONGEST_GAP: usize = 3;

/// Marks in a row that are still read as marks beside each other.
const LONGEST_RUN: usize = 8;

/// A longer stretch after ="… is no value of left-over markup.
const LONGEST_VALUE: usize = 300;

/// A paragraph with more marks is no prose; the rest of its marks are passed over.
const MOST_MARKS: usize = 1 << 17;

/// A stretch of text in quotation marks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Quotation {
    /// With its marks, as far as they are there.
    pub outer: Span,
    /// Without its marks, trimmed.
    pub inner: Span,
    /// 0 for a quotation in the reporter's own text, 1 for a quotation within that, and so on.
    pub depth: u8,
    /// Index of the quotation around this one.
    pub parent: Option<u32>,
    /// Index of the paragraph.
    pub paragraph: u32,
    /// What kind of mark opens it.
    pub style: Style,
    /// Whether the opening mark is there. Where it is not, `outer` begins at the sentence or paragraph.
    pub opened: bool,
    /// Whether the closing mark is there. Where it is not, `outer` ends at the sentence or paragraph.
    pub closed: bool,
    /// Whether the next quotation of depth 0 goes on with it in a following paragraph: the writer repeats the
    /// opening mark at each paragraph and closes only the last.
    pub continues: bool,
}

/// Kinds of quotation marks, by their opening mark.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Style {
    /// "…"
    Straight,
    /// “…”, and ”…” as in Swedish.
    Curly,
    /// „…“ and „…”.
    Low,
    /// «…», »…«, ‹…›.
    Angle,
    /// 「…」 and 『…』.
    Corner,
    /// ''…'' and ``…'': two single marks that stand for a double one.
    Doubled,
    /// ‘…’ and '…'.
    Single,
}

/// All quotations of a text, sorted by where they begin (an outer one before those within it).
///
/// `paragraphs` are the paragraphs of the text in order; a text with none is read as one paragraph a line.
///
/// ```
/// use dateline::{span::Span, text::marks::quoted};
/// let text = "The mayor called it \"a slip\".";
/// let found = quoted(text, &[Span::new(0, text.len())]);
/// assert_eq!(found[0].inner.of(text), "a slip");
/// ```
pub fn quoted(text: &str, paragraphs: &[Span]) -> Vec<Quotation> {
    let lines;
    let paragraphs = if paragraphs.is_empty() {
        lines = lines_of(text);
        lines.as_slice()
    } else {
        paragraphs
    };
    let mut found = Vec::new();
    let mut open: Option<StillOpen> = None;
    for (index, &paragraph) in paragraphs.iter().enumerate() {
        let marks = read_marks(text, paragraph);
        let mut here = Vec::new();
        if let Some(before) = open.take() {
            open = before.carry_into(text, paragraphs, index, &marks, &mut here, &mut found);
        }
        let mut pairing = Pairing { text, paragraph, marks: &marks, stack: Vec::new(), pairs: here };
        pairing.pair_doubles();
        let next = paragraphs.get(index + 1);
        let goes_on = pairing.close_leftovers(next.and_then(|next| opening_style(text, *next)));
        pairing.pair_singles();
        let first = found.len();
        nest(text, index, pairing.pairs, &mut found);
        if open.is_none() {
            open = goes_on.map(|start| StillOpen {
                quotation: found[first..]
                    .iter()
                    .position(|one| one.outer.start == start)
                    .map(|at| first + at),
                style: Style::Straight,
                since: index,
            });
            if let Some(open) = &mut open {
                open.style = open.quotation.map_or(Style::Straight, |at| found[at].style);
            }
        }
    }
    found
}

/// The lines of a text, trimmed, for callers that have no paragraphs.
fn lines_of(text: &str) -> Vec<Span> {
    let mut lines = Vec::new();
    let mut start = 0;
    for line in text.split_inclusive('\n') {
        let span = Span::new(start, start + line.len()).trim(text);
        start += line.len();
        if !span.is_empty() {
            lines.push(span);
        }
    }
    lines
}

/// Which way a mark can point, judged by its neighbours.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Way {
    Opens,
    Closes,
    Either,
}

/// One quotation mark in the text.
#[derive(Clone, Copy, Debug)]
struct Mark {
    span: Span,
    style: Style,
    way: Way,
    /// Whether the mark stands after the end of a sentence and before a capital.
    begins_sentence: bool,
    /// For a single mark: whether it may as well be an apostrophe ("the workers' party").
    weak: bool,
    /// The character before, for measures: 6" pipes.
    after_digit: bool,
}

/// A pair of marks, or what is left of one.
#[derive(Clone, Copy, Debug)]
struct Pair {
    outer: Span,
    inner: Span,
    style: Style,
    opened: bool,
    closed: bool,
    continues: bool,
}

/// Reads the marks of one paragraph, in order.
fn read_marks(text: &str, paragraph: Span) -> Vec<Mark> {
    let body = paragraph.of(text);
    let mut marks = Vec::new();
    // The last character that is no quotation mark, white space included and excluded.
    let mut before: Option<char> = None;
    let mut solid_before: Option<char> = None;
    let mut skip_until = 0;
    for (offset, c) in body.char_indices() {
        if marks.len() == MOST_MARKS {
            break;
        }
        if offset < skip_until {
            continue;
        }
        let Some((style, nominal)) = mark_of(c) else {
            before = Some(c);
            if !c.is_whitespace() {
                solid_before = Some(c);
            }
            continue;
        };
        let mut length = c.len_utf8();
        let mut style = style;
        let mut nominal = nominal;
        let rest = &body[offset..];
        if style == Style::Single && is_doubled(rest, c, before) {
            length *= 2;
            style = Style::Doubled;
            nominal = if matches!(c, '`' | '‘') { Some(Way::Opens) } else { None };
        }
        skip_until = offset + length;
        if before == Some('=') && style == Style::Straight {
            // A value in left-over markup, <img alt="…">: no words of the article.
            skip_until += markup_value(&body[skip_until..]);
            continue;
        }
        let after = body[skip_until..].chars().take(LONGEST_RUN).find(|&c| mark_of(c).is_none());
        let way = way_of(before, after, style, nominal);
        if style == Style::Single && is_apostrophe(before, after, &body[skip_until..], c) {
            before = Some(c);
            continue;
        }
        let ends_sentence = solid_before.is_none_or(|c| matches!(c, '.' | '!' | '?' | '…'));
        let start = paragraph.start as usize + offset;
        marks.push(Mark {
            span: Span::new(start, start + length),
            style,
            way,
            begins_sentence: ends_sentence && after.is_some_and(char::is_uppercase),
            weak: style == Style::Single && matches!(before, Some('s' | 'S' | 'z' | 'x')),
            after_digit: before.is_some_and(|c| c.is_ascii_digit()),
        });
    }
    marks
}

/// The length of an attribute's value and its closing mark, if it is closed soon.
fn markup_value(rest: &str) -> usize {
    let near = rest.char_indices().take(LONGEST_VALUE);
    near.map(|(at, c)| (at + c.len_utf8(), c))
        .find(|(_, c)| matches!(c, '"' | '\n'))
        .map_or(0, |(end, _)| end)
}

/// The style of a mark and the way it points by design, if it has one.
fn mark_of(c: char) -> Option<(Style, Option<Way>)> {
    let found = match c {
        '"' | '\u{ff02}' => (Style::Straight, None),
        '“' | '‟' | '❝' => (Style::Curly, Some(Way::Opens)),
        '”' | '❞' => (Style::Curly, Some(Way::Closes)),
        '„' => (Style::Low, Some(Way::Opens)),
        '«' | '‹' => (Style::Angle, Some(Way::Opens)),
        '»' | '›' => (Style::Angle, Some(Way::Closes)),
        '「' | '『' => (Style::Corner, Some(Way::Opens)),
        '」' | '』' => (Style::Corner, Some(Way::Closes)),
        '\'' => (Style::Single, None),
        '‘' | '‚' | '‛' | '`' => (Style::Single, Some(Way::Opens)),
        '’' => (Style::Single, None),
        _ => return None,
    };
    Some(found)
}

/// Whether `rest` begins with two equal single marks that stand for one double mark.
///
/// Of three in a row (''We must leave,' she said.'''), the single one stands inside.
fn is_doubled(rest: &str, c: char, before: Option<char>) -> bool {
    let run = rest.chars().take(LONGEST_RUN).take_while(|&other| other == c).count();
    let opening = before.is_none_or(|c| c.is_whitespace() || is_opener(c));
    match run {
        0 | 1 => false,
        3 if !opening => false,
        _ => true,
    }
}

/// Punctuation that may stand right before an opening mark.
fn is_opener(c: char) -> bool {
    matches!(c, '(' | '[' | '{' | '<' | '/' | '—' | '–' | '-' | '\u{200b}')
}

/// Punctuation that may stand right after a closing mark.
fn is_closer(c: char) -> bool {
    matches!(
        c,
        ')' | ']' | '}' | '>' | '/' | '—' | '–' | '-' | '.' | ',' | ';' | ':' | '!' | '?' | '…' | '\u{200b}'
    )
}

/// Which way a mark points. The neighbours decide where they are clear; then the shape of the mark does.
///
/// “ after a word closes (German), ” before a word opens (Swedish, or a slip of the typesetter).
fn way_of(before: Option<char>, after: Option<char>, style: Style, nominal: Option<Way>) -> Way {
    let left = before.is_none_or(|c| c.is_whitespace() || is_opener(c));
    let right = after.is_none_or(|c| c.is_whitespace() || is_closer(c));
    let by_place = match (left, right) {
        (true, false) => Way::Opens,
        (false, true) => Way::Closes,
        _ => Way::Either,
    };
    match (nominal, by_place) {
        (Some(nominal), _) if matches!(style, Style::Low | Style::Corner | Style::Single) => nominal,
        (Some(nominal), Way::Either) => nominal,
        (_, by_place) => by_place,
    }
}

/// Whether a single mark is an apostrophe: inside a word, or before a clipped word or year.
fn is_apostrophe(before: Option<char>, after: Option<char>, rest: &str, mark: char) -> bool {
    let in_word = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
    if in_word(before) && in_word(after) {
        return true;
    }
    if before == Some(' ') && after.is_none_or(char::is_whitespace) {
        return true;
    }
    if in_word(before) || mark == '‘' {
        return false;
    }
    let word = rest.split(|c: char| !c.is_alphanumeric()).next().unwrap_or_default();
    if word.len() >= 2 && word.as_bytes()[..2].iter().all(u8::is_ascii_digit) && word.len() <= 3 {
        return true;
    }
    ["em", "til", "cause", "tis", "twas", "n"].iter().any(|clipped| word.eq_ignore_ascii_case(clipped))
}

/// The style of the mark that opens a paragraph, if one does.
fn opening_style(text: &str, paragraph: Span) -> Option<Style> {
    let body = paragraph.of(text);
    let first = body.chars().next()?;
    let (style, _) = mark_of(first)?;
    let after = body.chars().take(LONGEST_RUN).find(|&c| mark_of(c).is_none())?;
    if after.is_whitespace() && style != Style::Angle {
        return None;
    }
    if style == Style::Single && is_doubled(body, first, None) {
        return Some(Style::Doubled);
    }
    Some(style)
}

/// An opening mark that waits for its closing mark.
#[derive(Clone, Copy, Debug)]
struct Opening {
    mark: Mark,
    /// How many pairs there were when it opened.
    pairs_before: usize,
}

/// The pairing of one paragraph.
struct Pairing<'t> {
    text: &'t str,
    paragraph: Span,
    marks: &'t [Mark],
    stack: Vec<Opening>,
    pairs: Vec<Pair>,
}

impl Pairing<'_> {
    /// Pairs all but the single marks.
    fn pair_doubles(&mut self) {
        // A pair carried in from the paragraph before has used its closing mark already.
        let used = self.pairs.last().map_or(0, |pair| pair.outer.end);
        for &mark in self.marks {
            if mark.style == Style::Single || mark.span.start < used {
                continue;
            }
            match self.direction(&mark) {
                Way::Opens => self.open(mark),
                _ => self.close(mark),
            }
        }
    }

    /// A mark that could go either way closes what is open, else opens.
    fn direction(&self, mark: &Mark) -> Way {
        let top = self.stack.last().map(|opening| opening.mark.style);
        if top == Some(Style::Low) && mark.style == Style::Curly && mark.way == Way::Opens {
            let since = self.stack.last().map_or(0, |opening| opening.mark.span.end);
            return if mark.span.start > since { Way::Closes } else { Way::Opens };
        }
        match mark.way {
            Way::Either if self.stack.iter().any(|opening| fits(opening.mark.style, mark.style)) => {
                Way::Closes
            }
            Way::Either => Way::Opens,
            clear => clear,
        }
    }

    fn open(&mut self, mark: Mark) {
        // A second opening mark at the head of a new sentence: the first lost its closing mark.
        // (A quotation within a quotation begins within a sentence, or has marks of another kind.)
        let top = self.stack.last().copied();
        if let Some(top) = top.filter(|top| top.mark.style == mark.style && mark.begins_sentence) {
            self.stack.pop();
            self.end_without_mark(top, mark.span.start);
        }
        if self.stack.len() < DEEPEST {
            self.stack.push(Opening { mark, pairs_before: self.pairs.len() });
        }
    }

    fn close(&mut self, mark: Mark) {
        let same = self.stack.iter().rposition(|opening| fits(opening.mark.style, mark.style));
        let any = self.stack.iter().rposition(|opening| mixes(opening.mark.style, mark.style));
        let Some(at) = same.or(any) else {
            self.close_unopened(mark);
            return;
        };
        // Whatever was opened since then has lost its closing mark; it ends with this one.
        while self.stack.len() > at + 1 {
            if let Some(inner) = self.stack.pop() {
                self.end_without_mark(inner, mark.span.start);
            }
        }
        if let Some(opening) = self.stack.pop() {
            let open = opening.mark.span;
            self.pairs.push(Pair {
                outer: open.hull(mark.span),
                inner: Span { start: open.end, end: mark.span.start },
                style: opening.mark.style,
                opened: true,
                closed: true,
                continues: false,
            });
        }
    }

    /// A closing mark that nothing opened: its quotation begins at the sentence, or after the last quotation.
    fn close_unopened(&mut self, mark: Mark) {
        if mark.after_digit {
            return;
        }
        let floor = self.pairs.last().map_or(self.paragraph.start, |pair| pair.outer.end);
        let stretch = Span { start: floor, end: mark.span.start };
        let start = floor + last_sentence_start(stretch.of(self.text)) as u32;
        let inner = Span { start, end: mark.span.start }.trim(self.text);
        if inner.is_empty() {
            return;
        }
        self.pairs.push(Pair {
            outer: Span { start: inner.start, end: mark.span.end },
            inner,
            style: mark.style,
            opened: false,
            closed: true,
            continues: false,
        });
    }

    /// Ends a quotation that has no closing mark at the end of its first sentence, `limit` at the latest.
    fn end_without_mark(&mut self, opening: Opening, limit: u32) {
        let start = opening.mark.span.end;
        let stretch = Span { start, end: limit.max(start) };
        let end = start + sentence_end(stretch.of(self.text)) as u32;
        self.push_unclosed(opening, end, false);
    }

    fn push_unclosed(&mut self, opening: Opening, end: u32, continues: bool) {
        let start = opening.mark.span.end;
        let inner = Span { start, end: end.max(start) }.trim(self.text);
        if inner.is_empty() {
            return;
        }
        // What was paired inside and reaches beyond the mended end is no longer inside; nothing to do for it,
        // `nest` looks at places only. Pairs that would cross the end push the end out.
        let inside = &self.pairs[opening.pairs_before.min(self.pairs.len())..];
        let end = inside
            .iter()
            .filter(|pair| pair.outer.start < inner.end)
            .map(|pair| pair.outer.end)
            .fold(inner.end, u32::max);
        self.pairs.push(Pair {
            outer: Span { start: opening.mark.span.start, end },
            inner: Span { start: inner.start, end },
            style: opening.mark.style,
            opened: true,
            closed: false,
            continues,
        });
    }

    /// Ends what is still open at the end of the paragraph. Returns where a quotation begins that the next
    /// paragraph may go on with.
    fn close_leftovers(&mut self, next: Option<Style>) -> Option<u32> {
        let mut goes_on = None;
        while let Some(opening) = self.stack.pop() {
            let bottom = self.stack.is_empty();
            let repeated = bottom && next == Some(opening.mark.style);
            let heads_paragraph = opening.mark.span.start == self.paragraph.start;
            let last = self.pairs.last().filter(|pair| pair.outer.start > opening.mark.span.start);
            let others_inside = self.pairs.len() > opening.pairs_before;
            let ends_in_pair = last.is_some_and(|pair| pair.outer.end == self.paragraph.end);
            if bottom && !others_inside {
                goes_on = Some(opening.mark.span.start);
            }
            if (repeated && !ends_in_pair) || (bottom && heads_paragraph && !others_inside) {
                goes_on = Some(opening.mark.span.start);
                self.push_unclosed(opening, self.paragraph.end, repeated);
                continue;
            }
            let limit = self
                .pairs
                .get(opening.pairs_before..)
                .and_then(|inside| inside.iter().map(|pair| pair.outer.start).min())
                .unwrap_or(self.paragraph.end);
            self.end_without_mark(opening, limit);
        }
        goes_on
    }

    /// Pairs single marks, each within one stretch between double marks.
    ///
    /// ‘the workers’ vote’: a mark after an s may be an apostrophe, so a surer closing mark wins over it.
    fn pair_singles(&mut self) {
        if !self.marks.iter().any(|mark| mark.style == Style::Single) {
            return;
        }
        let mut doubles = self.pairs.clone();
        doubles.sort_by_key(|pair| (pair.outer.start, std::cmp::Reverse(pair.outer.end)));
        let mut upcoming = doubles.into_iter().peekable();
        // One frame a double quotation around us: where it ends, and the single mark that waits in it.
        let mut frames: Vec<(u32, Option<Waiting>)> = vec![(u32::MAX, None)];
        let mut found = Vec::new();
        for &mark in self.marks.iter().filter(|mark| mark.style == Style::Single) {
            while let Some(pair) = upcoming.next_if(|pair| pair.outer.start < mark.span.start) {
                leave_frames(&mut frames, pair.outer.start, &mut found);
                frames.push((pair.outer.end, None));
            }
            leave_frames(&mut frames, mark.span.start, &mut found);
            let Some((_, waiting)) = frames.last_mut() else { break };
            match (mark.way, waiting.as_mut()) {
                (Way::Opens, _) => {
                    let before = waiting.replace(Waiting { open: mark.span, weak: None });
                    found.extend(before.and_then(Waiting::settle));
                }
                (Way::Closes | Way::Either, Some(open)) if mark.weak => {
                    open.weak.get_or_insert(mark.span);
                }
                (Way::Closes | Way::Either, Some(open)) => {
                    found.push(open.close(mark.span));
                    *waiting = None;
                }
                _ => {}
            }
        }
        leave_frames(&mut frames, u32::MAX, &mut found);
        if let Some((_, Some(waiting))) = frames.pop() {
            found.extend(waiting.settle());
        }
        self.pairs.extend(found);
    }
}

/// A single opening mark that waits, with the first closing mark that may be an apostrophe.
#[derive(Clone, Copy)]
struct Waiting {
    open: Span,
    weak: Option<Span>,
}

impl Waiting {
    fn close(&self, close: Span) -> Pair {
        Pair {
            outer: self.open.hull(close),
            inner: Span { start: self.open.end, end: close.start },
            style: Style::Single,
            opened: true,
            closed: true,
            continues: false,
        }
    }

    /// No surer mark came: the doubtful one closes; with none, the opening mark was no mark.
    fn settle(self) -> Option<Pair> {
        self.weak.map(|close| self.close(close))
    }
}

/// Drops the frames that end before `place`, settling what waits in them.
fn leave_frames(frames: &mut Vec<(u32, Option<Waiting>)>, place: u32, found: &mut Vec<Pair>) {
    while frames.len() > 1 && frames.last().is_some_and(|(end, _)| *end <= place) {
        if let Some((_, Some(waiting))) = frames.pop() {
            found.extend(waiting.settle());
        }
    }
}

/// Whether a closing mark of one style belongs to an opening mark of another by the rules of some language.
fn fits(open: Style, close: Style) -> bool {
    open == close || (open == Style::Low && close == Style::Curly)
}

/// Whether a careless writer might close one style with the other: “We won," she said.
fn mixes(open: Style, close: Style) -> bool {
    let double = |style| matches!(style, Style::Straight | Style::Curly | Style::Low | Style::Doubled);
    double(open) && double(close)
}

/// A quotation whose paragraph ended before it was closed.
struct StillOpen {
    quotation: Option<usize>,
    style: Style,
    since: usize,
}

impl StillOpen {
    /// Looks whether this paragraph goes on with it.
    ///
    /// It does when the opening mark is repeated, or when the first mark here is a closing one: then the
    /// paragraphs from there to here, without marks of their own, lie inside the quotation.
    fn carry_into(
        self,
        text: &str,
        paragraphs: &[Span],
        index: usize,
        marks: &[Mark],
        here: &mut Vec<Pair>,
        found: &mut Vec<Quotation>,
    ) -> Option<StillOpen> {
        let paragraph = paragraphs[index];
        let Some(first) = marks.iter().find(|mark| mark.style != Style::Single) else {
            return (index - self.since < LONGEST_GAP).then_some(self);
        };
        if first.way != Way::Closes || !mixes(self.style, first.style) && !fits(self.style, first.style) {
            return None;
        }
        let before = self.quotation.and_then(|at| found.get_mut(at))?;
        before.continues = true;
        let end = paragraphs[self.since].end.max(before.outer.end);
        before.outer.end = end;
        before.inner.end = end;
        for (between, &span) in paragraphs.iter().enumerate().take(index).skip(self.since + 1) {
            found.push(Quotation {
                outer: span,
                inner: span.trim(text),
                depth: 0,
                parent: None,
                paragraph: between as u32,
                style: self.style,
                opened: false,
                closed: false,
                continues: true,
            });
        }
        let inner = Span { start: paragraph.start, end: first.span.start }.trim(text);
        here.push(Pair {
            outer: Span { start: paragraph.start, end: first.span.end },
            inner,
            style: self.style,
            opened: false,
            closed: true,
            continues: false,
        });
        None
    }
}

/// Sorts the pairs of one paragraph, drops those that cross another, and notes which lies in which.
fn nest(text: &str, paragraph: usize, mut pairs: Vec<Pair>, found: &mut Vec<Quotation>) {
    pairs.sort_by_key(|pair| (pair.outer.start, std::cmp::Reverse(pair.outer.end)));
    let mut around: Vec<usize> = Vec::new();
    for pair in pairs {
        while around.last().is_some_and(|&at| found[at].outer.end <= pair.outer.start) {
            around.pop();
        }
        let parent = around.last().copied();
        if parent.is_some_and(|at| !found[at].outer.contains(pair.outer)) {
            continue;
        }
        let inner = pair.inner.trim(text);
        if inner.is_empty() {
            continue;
        }
        found.push(Quotation {
            outer: pair.outer,
            inner,
            depth: around.len().min(u8::MAX as usize) as u8,
            parent: parent.map(|at| at as u32),
            paragraph: paragraph as u32,
            style: pair.style,
            opened: pair.opened,
            closed: pair.closed,
            continues: pair.continues,
        });
        around.push(found.len() - 1);
    }
}

/// Where the last sentence of a stretch begins.
pub(crate) fn last_sentence_start(stretch: &str) -> usize {
    let mut start = stretch.len() - stretch.trim_start().len();
    let mut from = 0;
    while let Some(end) = next_sentence_end(stretch, from) {
        let rest = &stretch[end..];
        if rest.trim_start().is_empty() {
            break;
        }
        start = end + (rest.len() - rest.trim_start().len());
        from = end;
    }
    start
}

/// Where the first sentence of a stretch ends; its length when it holds no more than one.
pub(crate) fn sentence_end(stretch: &str) -> usize {
    next_sentence_end(stretch, 0).unwrap_or(stretch.len())
}

/// The end of the first sentence that ends after `from`, its full stop included.
///
/// Rougher than the sentence splitter, which itself rests on quotation marks: a full stop ends a sentence when a
/// space and a capital follow and the word before it is no title or initial ("Mr.", "Sen.", "J.").
fn next_sentence_end(stretch: &str, from: usize) -> Option<usize> {
    let mut word_start = from;
    let mut in_word = false;
    for (offset, c) in stretch.get(from..)?.char_indices() {
        let here = from + offset;
        if c.is_alphabetic() {
            if !in_word {
                word_start = here;
            }
            in_word = true;
            continue;
        }
        let word = if in_word { &stretch[word_start..here] } else { "" };
        in_word = false;
        if !matches!(c, '.' | '!' | '?' | '…') {
            continue;
        }
        let short = word.chars().count() <= 4 && word.chars().next().is_some_and(char::is_uppercase);
        if c == '.' && short {
            continue;
        }
        let after = &stretch[here + c.len_utf8()..];
        let mut following = after.chars();
        let spaced = following.next().is_some_and(char::is_whitespace);
        let starts = after.trim_start().chars().next().is_none_or(|c| !c.is_lowercase());
        if spaced && starts {
            return Some(here + c.len_utf8());
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn shown(text: &str) -> Vec<(u8, &str)> {
        quoted(text, &[]).iter().map(|one| (one.depth, one.inner.of(text))).collect()
    }

    #[test]
    fn marks_of_many_kinds() {
        assert_eq!(shown("He said \"no\" twice."), [(0, "no")]);
        assert_eq!(shown("“We won,” she said. “Twice.”"), [(0, "We won,"), (0, "Twice.")]);
        assert_eq!(shown("''It is late,'' said the clerk."), [(0, "It is late,")]);
        assert_eq!(shown("``It is late,'' said the clerk."), [(0, "It is late,")]);
        assert_eq!(shown("Er sagte: „Wir gehen“, und ging."), [(0, "Wir gehen")]);
        assert_eq!(shown("Er sagte: »Wir gehen«, und ging."), [(0, "Wir gehen")]);
        assert_eq!(shown("Il a dit : « On y va », puis rien."), [(0, "On y va")]);
        assert_eq!(shown("Hon sade: ”Vi går”, sedan inget."), [(0, "Vi går")]);
        assert_eq!(shown("‘We won the workers’ vote,’ he said."), [(0, "We won the workers’ vote,")]);
    }

    #[test]
    fn apostrophes_are_no_marks() {
        assert_eq!(shown("The players' union didn't like the '90s, or 'em."), []);
        assert_eq!(shown("The 'tigers' met the players' union."), [(0, "tigers")]);
        assert_eq!(shown("Rock 'n' roll isn't dead."), []);
        assert_eq!(shown("A 6\" pipe burst."), []);
        assert_eq!(shown("See <a href=\"/a b\" rel=\"x\">\"the list\"</a>."), [(0, "the list")]);
    }

    #[test]
    fn a_quotation_within_a_quotation() {
        let text = "\"They told me, 'Go home,' and I went,\" he said.";
        assert_eq!(shown(text), [(0, "They told me, 'Go home,' and I went,"), (1, "Go home,")]);
        let text = "“He said “no” to me,” she said.";
        assert_eq!(shown(text), [(0, "He said “no” to me,"), (1, "no")]);
        let text = "''They say, 'Stay at home.''' That was all.";
        assert_eq!(shown(text), [(0, "They say, 'Stay at home.'"), (1, "Stay at home.")]);
    }

    #[test]
    fn a_repeated_opening_mark_goes_on() {
        let text = "“We won.\n“We go home,” she said.";
        let found = quoted(text, &[]);
        assert_eq!(shown(text), [(0, "We won."), (0, "We go home,")]);
        assert!(found[0].continues && !found[0].closed && found[1].closed);
    }

    #[test]
    fn an_opening_mark_that_is_not_repeated_goes_on_too() {
        let text = "\"We won.\nWe really did.\nWe go home,\" she said. \"Now.\"";
        let found = shown(text);
        assert_eq!(found, [(0, "We won."), (0, "We really did."), (0, "We go home,"), (0, "Now.")]);
    }

    #[test]
    fn a_lost_mark_costs_one_quotation() {
        // No closing mark.
        assert_eq!(shown("\"We won, he said. \"Now we go.\""), [(0, "We won, he said."), (0, "Now we go.")]);
        // No opening mark.
        assert_eq!(
            shown("It rained. We won,\" he said. \"Now we go.\""),
            [(0, "We won,"), (0, "Now we go.")]
        );
        // The next paragraph is sound.
        let text = "He said \"we won. Then he left.\nThe \"king\" is dead.";
        assert_eq!(shown(text), [(0, "we won."), (0, "king")]);
    }

    #[test]
    fn marks_of_two_kinds_in_one_pair() {
        assert_eq!(shown("“We won,\" he said. \"Now we go.”"), [(0, "We won,"), (0, "Now we go.")]);
    }

    fn check(text: &str, paragraphs: &[Span]) -> Result<(), TestCaseError> {
        let found = quoted(text, paragraphs);
        for (index, one) in found.iter().enumerate() {
            prop_assert!(text.get(one.outer.range()).is_some());
            prop_assert!(!one.inner.of(text).is_empty());
            prop_assert!(one.outer.contains(one.inner));
            if let Some(parent) = one.parent {
                prop_assert!((parent as usize) < index);
                let parent = found[parent as usize];
                prop_assert!(parent.outer.contains(one.outer) && parent.depth + 1 == one.depth);
            } else {
                prop_assert_eq!(one.depth, 0);
            }
        }
        for pair in found.windows(2) {
            prop_assert!(pair[0].outer.start <= pair[1].outer.start);
        }
        Ok(())
    }

    proptest! {
        #[test]
        fn any_text(text in "\\PC{0,120}") {
            check(&text, &[])?;
        }

        #[test]
        fn any_run_of_marks(text in "[a-zA .,\n\"“”„‘’'`«»‹›「」—0-9]{0,60}") {
            check(&text, &[])?;
            check(&text, &[Span::new(0, text.len())])?;
        }
    }
}
