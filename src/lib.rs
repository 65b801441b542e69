//! `dealdesk`: a company's sales process as code.
//!
//! Data flows one way: [`text`] → [`process`] → [`records`] → `check` → `output` → `cli`.

pub mod expression;
pub mod finding;
pub mod language;
pub mod process;
pub mod records;
pub mod text;
pub mod value;
