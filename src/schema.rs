//! The columns of every frame, in one place, for Rust and Python.
