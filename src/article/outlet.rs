//! Who published a page.

use crate::lexicon::Lexicon;

/// The outlet of an address, where its domain is known.
pub(super) fn of_url<'l>(url: &str, lexicon: &'l Lexicon) -> Option<&'l str> {
    lexicon.outlets.of_host(&host(url)?)
}

/// The host of an address, in lower case: "https://www.Example.org:80/a" -> "www.example.org".
pub(super) fn host(url: &str) -> Option<String> {
    let (_, rest) = url.split_once("://")?;
    let host = rest.split(['/', '?', '#']).next()?;
    let host = host.rsplit_once('@').map_or(host, |(_, host)| host);
    let host = host.split(':').next()?.to_lowercase();
    (!host.is_empty()).then_some(host)
}
