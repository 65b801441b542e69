//! `dealdesk`: a company's sales process as code.
//!
//! Data flows one way: [`text`] → [`process`] → [`records`] → [`check`] → [`output`] → `cli`.

pub mod audit;
pub mod calendar;
pub mod change;
pub mod check;
pub mod cli;
pub mod documents;
pub mod expression;
pub mod files;
pub mod finding;
pub mod form;
pub mod git;
pub mod history;
pub mod language;
pub mod merge;
pub mod output;
pub mod process;
pub mod records;
pub mod rules;
pub mod signature;
pub mod starter;
pub mod template;
pub mod text;
pub mod typeset;
pub mod value;
