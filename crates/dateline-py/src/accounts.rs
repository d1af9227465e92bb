//! What articles say, kept between reading them and comparing stories.

use dateline::lexicon::Lexicon;
use dateline::pipeline;
use dateline::story::Account;
use dateline::{Error, Result, schema, watch::Watch};
use jiff::civil::DateTime;

use crate::frames;
use crate::stream::Frame;

/// The frames `provenance`, `claims` and `disagreements`, from what each article says and its story.
pub(crate) fn compared(
    accounts: &[Account],
    stories: &[u32],
    texts: &[&str],
    lexicon: &Lexicon,
    watch: &Watch,
) -> Result<Vec<(&'static str, Frame)>> {
    let found = pipeline::compare_stories(accounts, stories, lexicon, watch)?;
    let published: Vec<Option<DateTime>> = accounts.iter().map(|account| account.published).collect();
    let chunks = [
        (schema::PROVENANCE, frames::provenance(&found.provenance, stories, &found.sources)),
        (schema::CLAIMS, frames::claims(&found.claims, stories, texts)),
        (schema::DISAGREEMENTS, frames::disagreements(&found.disagreements, stories, texts, &published)),
    ];
    let mut named = Vec::with_capacity(chunks.len());
    for (frame, chunk) in chunks {
        let chunk = chunk.map_err(|error| Error::bug(error.to_string()))?;
        named.push((frame.name, Frame::of(&frame, vec![chunk])));
    }
    Ok(named)
}
