//! Articles in, stories out: which reports are about the same happening.
