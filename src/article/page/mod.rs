//! Pages: which of their blocks are the article.

use super::Article;
use crate::lexicon::Lexicon;
use crate::raw::html;

/// Reads a page into `article`.
pub(super) fn read_page(page: &str, _lexicon: &Lexicon, article: &mut Article) {
    let tree = html::parse(page);
    article.issues.extend(tree.issues.iter().map(|issue| (*issue).to_owned()));
}
