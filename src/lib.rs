//! `dealdesk`: a company's sales process as code.
//!
//! Data flows one way: [`text`] → [`process`] → [`records`] → [`check`] → [`output`] → [`cli`].

pub mod finding;
pub mod language;
pub mod output;
pub mod text;
