//! Every word that can stand in `issues`, in one place: the code writes them from here, the documentation prints them.
//!
//! Bad input is not an error. A page cut in the middle, a file in a wrong charset, a login page in a folder of articles:
//! each becomes a row, and the row says what a reader should know about it.

macro_rules! issues {
    ($($variant:ident = $word:literal, $about:literal;)*) => {
        /// Something that a reader of an article should know about it.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Issue {
            $(#[doc = $about] $variant,)*
        }

        impl Issue {
            /// All of them, sorted by their words.
            pub const ALL: &[Self] = &[$(Self::$variant,)*];

            /// The word in `issues`.
            pub const fn as_str(self) -> &'static str {
                match self {
                    $(Self::$variant => $word,)*
                }
            }

            /// What it means, in a sentence.
            pub fn about(self) -> &'static str {
                match self {
                    $(Self::$variant => $about,)*
                }
            }
        }
    };
}

issues! {
    Binary = "binary", "The file is no text (a picture, a program); nothing was read from it.";
    BrokenFeed = "broken_feed", "The feed breaks off here: the item of this number could not be read.";
    BrokenJsonLd = "broken_json_ld", "The page's JSON-LD is no JSON; what it states was not used.";
    BrokenLine = "broken_line", "The line of this number could not be read.";
    BrokenRecord = "broken_record", "The archive breaks off at the record of this number.";
    CharsetConflict = "charset_conflict", "The document declares one charset and is written in another.";
    CharsetGuessed = "charset_guessed", "No charset is declared; it was told from the bytes.";
    DateFromStory = "date_from_story", "No date is stated; the day was taken from other reports of the story.";
    DateFromText = "date_from_text", "No date is stated; the day was worked out from what the text says.";
    DatedAfterCopies = "dated_after_copies", "In `duplicates`: two articles dated before it look cut from it.";
    DatesDisagree = "dates_disagree", "Several days of publication are stated that cannot all be right.";
    Empty = "empty", "Nothing was found that reads like a body.";
    Gallery = "gallery", "Pictures with captions and hardly any text besides.";
    Listing = "listing", "Headlines and teasers of many articles: a front page, a section, search results.";
    Login = "login", "The page asks to log in or register where the article should be.";
    Mojibake = "mojibake", "The text was decoded with a wrong charset before it came here.";
    NoDate = "no_date", "No day of publication was found.";
    NoFeed = "no_feed", "The XML file is no feed.";
    NoModel = "no_model", "The model of page blocks could not be loaded; simple rules chose the body.";
    NoTextColumn = "no_text_column", "No column of the table or line is known to hold the text; `columns=` says which does.";
    NulCharacters = "nul_characters", "The document holds NUL characters; they are left out of the text.";
    Paywall = "paywall", "The page shows the beginning and asks for a subscription.";
    RepeatedId = "repeated_id", "An earlier row of the input has this id; read from a file, the row is named by its line.";
    ReplacedCharacters = "replaced_characters", "Characters that could not be read are U+FFFD, here or before it came here.";
    TooDeep = "too_deep", "Elements nested deeper than 512 were read as if their tags were not there.";
    TooLarge = "too_large", "The document is larger than 256 MB (or unpacks without end) and was cut there.";
    TooManyAttributes = "too_many_attributes", "A tag has more than 256 attributes; the others were left out.";
    TooManyElements = "too_many_elements", "A page of very many elements: behind the limit only its words were read.";
    Truncated = "truncated", "The document is not whole: cut in the file, at the limit of 32 MB a page, or by the outlet (\"Continue reading\").";
    TruncatedLine = "truncated_line", "The line of this number is longer than 256 MB or breaks off.";
    UnreadDate = "unread_date", "The date given with the document could not be read.";
    Unreadable = "unreadable", "The file could not be opened.";
    Utf7 = "utf7", "The document says it is in UTF-7, which is not decoded.";
}

impl Issue {
    /// Adds the word to the issues of a document, once.
    pub fn note(self, issues: &mut Vec<String>) {
        if !issues.iter().any(|known| known == self.as_str()) {
            issues.push(self.as_str().to_owned());
        }
    }

    /// The word with the number or name of what it is about: "broken_line 17".
    pub fn of(self, what: impl std::fmt::Display) -> String {
        format!("{} {what}", self.as_str())
    }

    /// Whether an entry of `issues` is of this kind: "broken_line 17" is a broken line.
    pub fn is(self, entry: &str) -> bool {
        entry.split(' ').next() == Some(self.as_str())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_sorted_and_explained() {
        let words: Vec<&str> = Issue::ALL.iter().map(|issue| issue.as_str()).collect();
        let mut sorted = words.clone();
        sorted.sort_unstable();
        sorted.dedup();
        assert_eq!(words, sorted);
        for issue in Issue::ALL {
            assert!(issue.about().ends_with('.'), "{}", issue.as_str());
            assert!(
                issue
                    .as_str()
                    .bytes()
                    .all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'_')
            );
        }
    }

    #[test]
    fn a_word_is_noted_once_and_known_with_its_number() {
        let mut issues = Vec::new();
        Issue::Empty.note(&mut issues);
        Issue::Empty.note(&mut issues);
        assert_eq!(issues, ["empty"]);
        assert!(Issue::BrokenLine.is(&Issue::BrokenLine.of(17)) && !Issue::BrokenLine.is("broken_record 17"));
    }
}
