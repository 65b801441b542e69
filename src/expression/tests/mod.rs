//! What the language does, seen from outside.

mod conformance;
mod errors;
mod functions;
mod logic;
mod messages;
mod paths;
mod properties;
mod quantities;
mod reference;
mod sample;
mod syntax;
