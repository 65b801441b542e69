//! The expression language of the process: CEL's syntax, typed, exact, bounded.
//!
//! [`compile`] checks a text against a [`Schema`] once; [`Compiled::eval`] gives its value in a [`World`] any number of
//! times. [`reference()`] is the table of all operators, functions and macros.

pub mod ast;
mod cell;
mod check;
mod compiled;
mod eval;
mod gives;
mod member;
mod parse;
mod print;
mod problem;
mod reads;
mod schema;
mod show;
mod template;
mod token;
mod trouble;
mod types;
mod value;
pub mod vocabulary;
mod world;

pub use check::{Bound, Site, Wants, check, compile, is_taken};
pub use compiled::Compiled;
pub use eval::{Evaluated, MOST_STEPS};
pub use gives::KindField;
pub use member::Member;
pub use parse::{is_reserved, parse};
pub use problem::Problem;
pub use reads::{Beyond, FieldPath, Reads, Root};
pub use schema::{Many, Schema};
pub use template::{Piece, Template, pieces};
pub use trouble::{Cause, Trouble};
pub use types::{Choices, Origin, Type, Within};
pub use value::{File, Group, Item, List, Reference, Val};
pub use vocabulary::reference;
pub use world::{Fact, Found, Scope, World};

#[cfg(test)]
mod tests;
