//! Articles in, clusters of copies out: which are the same text, and who copied from whom.
