//! One binary for all Rust integration tests.

mod floors;
