//! `deal owners`.
use super::args::{Global, Owners as Args};
use super::failure::Failure;
use super::{Status, answer};
/// Runs the command.
pub fn run(_: &Global, _: &Args) -> Result<Status, Failure> {
    answer("")
}
