//! `dealdesk`: a company's sales process as code.
//!
//! Data flows one way: [`text`] → `process` → `records` → `check` → [`output`] → `cli`.

pub mod calendar;
pub mod expression;
pub mod finding;
pub mod form;
pub mod language;
pub mod output;
pub mod rules;
pub mod text;
pub mod value;
