//! Text in, shingles and sketches out.
