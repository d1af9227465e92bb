//! One binary for all Rust integration tests.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a failing test should stop")]

mod article_cases;
mod bad_input;
mod cases;
mod dedup_cases;
mod event_cases;
mod floors;
mod language;
mod mention_cases;
mod quote_cases;
mod story_cases;
mod time_cases;
