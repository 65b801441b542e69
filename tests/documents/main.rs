//! Documents through the command line: made, refused, sent, confirmed, verified.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

#[path = "../pipeline/mod.rs"]
mod pipeline;

mod any_value;
mod beginning;
mod clauses;
mod desk;
mod example;
mod extract;
mod glyphs;
mod hostile;
mod internal;
mod lasting;
mod logo;
mod making;
mod many;
mod mistakes;
mod papers;
mod places;
mod secrets;
mod sending;
mod sheets;
mod telling;
mod templates;
mod word;
