//! Builds the committed model files from treebanks. Never a dependency of the other crates.

fn main() {}
