//! What a time word can be.

use compact_str::CompactString;

/// Declares a fieldless enum whose members are named in the lists.
macro_rules! categories {
    ($(#[$doc:meta])* $name:ident { $($(#[$member_doc:meta])* $member:ident = $text:literal),+ $(,)? }) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        #[allow(missing_docs, reason = "the names are those of the lists")]
        pub enum $name { $($(#[$member_doc])* $member),+ }

        impl $name {
            /// The name used in lists and values.
            pub const fn as_str(self) -> &'static str {
                match self { $(Self::$member => $text),+ }
            }

            /// The member of that name.
            pub fn from_name(name: &str) -> Option<Self> {
                match name { $($text => Some(Self::$member),)+ _ => None }
            }
        }
    };
}

categories! {
    /// How a word is written, and with that how much company it needs to be a time.
    Form {
        Name = "name",
        /// Also a verb or a first name: "May", "March".
        Ambiguous = "ambiguous",
        /// "Sept", "Fri", "hrs": needs a number beside it.
        Short = "short",
        Singular = "singular",
        Plural = "plural",
    }
}

categories! {
    /// Units of time, from short to long.
    Unit {
        Second = "second", Minute = "minute", Hour = "hour", Day = "day", Night = "night", Weekend = "weekend",
        Week = "week", Fortnight = "fortnight", Month = "month", Quarter = "quarter", Year = "year",
        Decade = "decade", Century = "century", Millennium = "millennium",
    }
}

categories! {
    /// Parts of the day by their TIMEX3 codes.
    DayPart {
        Morning = "MO", Midday = "MI", Afternoon = "AF", Evening = "EV", Night = "NI", Daytime = "DT",
    }
}

categories! {
    /// Seasons by their TIMEX3 codes.
    Season { Spring = "SP", Summer = "SU", Autumn = "FA", Winter = "WI" }
}

categories! {
    /// TIMEX3 modifiers.
    Modifier {
        Before = "BEFORE", After = "AFTER", OnOrBefore = "ON_OR_BEFORE", OnOrAfter = "ON_OR_AFTER",
        LessThan = "LESS_THAN", MoreThan = "MORE_THAN", EqualOrLess = "EQUAL_OR_LESS",
        EqualOrMore = "EQUAL_OR_MORE", Start = "START", Mid = "MID", End = "END", Approx = "APPROX",
    }
}

categories! {
    /// What a word tells of the tense of its clause.
    TenseCue {
        Past = "past",
        Future = "future",
        /// The time it takes lies ahead of it, whatever its own tense: "postponed".
        Ahead = "ahead",
        /// What it tells of went on for some time: "lasted until Friday".
        Lasting = "lasting",
        /// Its past looks like its present: "quit".
        Either = "either",
        /// The entry is an ending of past-tense verbs, not a word.
        PastEnding = "past_ending",
    }
}

categories! {
    /// The part a small word plays in a time expression.
    Role {
        The = "the", This = "this", These = "these", That = "that", Those = "those", Last = "last", Past = "past",
        Previous = "previous", Next = "next", Coming = "coming", Following = "following", Same = "same",
        Recent = "recent", Current = "current", Every = "every", Another = "another", Final = "final",
        Ago = "ago", Back = "back", Later = "later", Earlier = "earlier", Before = "before", After = "after",
        Of = "of", In = "in", On = "on", At = "at", During = "during", Since = "since", By = "by",
        Around = "around", About = "about", Within = "within", Over = "over", Throughout = "throughout",
        From = "from", To = "to", Until = "until", Between = "between", And = "and", Or = "or", Per = "per",
        Early = "early", Late = "late", Mid = "mid", Middle = "middle", Beginning = "beginning", End = "end",
        Half = "half", Fiscal = "fiscal", Whole = "whole", Extra = "extra", Other = "other", Period = "period", QuarterLetter = "quarter_letter", HalfLetter = "half_letter",
        Am = "am", Pm = "pm", OClock = "oclock", Noon = "noon", Midnight = "midnight", Local = "local",
        Time = "time", Times = "times", Once = "once", Twice = "twice", Old = "old", Then = "then",
        Today = "today", Tomorrow = "tomorrow", Yesterday = "yesterday", Tonight = "tonight",
    }
}

/// One thing a word can be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(missing_docs, reason = "the names are the documentation")]
pub enum Sense {
    Month {
        number: u8,
        form: Form,
    },
    Weekday {
        number: u8,
        form: Form,
    },
    Cardinal(u32),
    Multiplier(u32),
    Ordinal(u32),
    /// "nineties" is 9.
    DecadeName(u8),
    /// "a", "an".
    Article,
    /// "several", "few".
    Vague,
    /// "dozens", "couple": an amount with "of".
    Heap,
    Unit {
        unit: Unit,
        form: Form,
    },
    DayPart(DayPart),
    Season(Season),
    Role(Role),
    /// Makes a number before it a count.
    Measure,
    /// Makes a number after it a name: "Resolution 1973".
    Numbered,
    /// Names something that is set for a year before it comes: "election".
    Planned,
    /// Names something that nobody sets a day for: "coup".
    Happened,
    Tense(TenseCue),
}

/// What a phrase of a list means.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PhraseMeaning {
    /// A time expression with its type and value.
    Fixed {
        /// TIMEX3 type.
        kind: CompactString,
        /// TIMEX3 value.
        value: CompactString,
    },
    /// A feast day.
    Holiday(HolidayRule),
    /// "more than", before an amount.
    AmountModifier(Modifier),
    /// "Sunday Times".
    NotATime,
}

/// On which day of a year a feast falls.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(missing_docs, reason = "the names are the documentation")]
pub enum HolidayRule {
    /// "12-25".
    Fixed { month: i8, day: i8 },
    /// "easter-2": days from Western Easter Sunday.
    Easter(i16),
    /// "11-4thu+1": the fourth Thursday and a day; nth -1 is the last.
    Weekday { month: i8, nth: i8, weekday: i8, plus: i16 },
}

impl HolidayRule {
    /// Reads a rule as the list writes it.
    pub fn read(rule: &str) -> Option<Self> {
        if let Some(days) = rule.strip_prefix("easter") {
            return Some(Self::Easter(days.parse().ok()?));
        }
        let (month, rest) = rule.split_once('-')?;
        let month = month.parse().ok().filter(|month| (1..=12).contains(month))?;
        if let Ok(day) = rest.parse() {
            return (1..=31).contains(&day).then_some(Self::Fixed { month, day });
        }
        let (rest, plus) = rest.split_once('+').map_or((rest, "0"), |(rest, plus)| (rest, plus));
        let cut = rest.len().checked_sub(3)?;
        let (nth, weekday) = rest.split_at_checked(cut)?;
        let nth = if nth == "last" { -1 } else { nth.parse().ok().filter(|nth| (1..=5).contains(nth))? };
        let names = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"];
        let weekday = names.iter().position(|name| *name == weekday)? as i8 + 1;
        Some(Self::Weekday { month, nth, weekday, plus: plus.parse().ok()? })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn holiday_rules() {
        assert_eq!(HolidayRule::read("12-25"), Some(HolidayRule::Fixed { month: 12, day: 25 }));
        assert_eq!(HolidayRule::read("easter-2"), Some(HolidayRule::Easter(-2)));
        let fourth = HolidayRule::Weekday { month: 11, nth: 4, weekday: 4, plus: 1 };
        assert_eq!(HolidayRule::read("11-4thu+1"), Some(fourth));
        assert_eq!(HolidayRule::read("13-25"), None);
        assert_eq!(HolidayRule::read("soon"), None);
    }
}
