//! `deal audit` on real repositories: each rule's attack, brought in by a merge, a squash and a rebase; honest work; what
//! is kept for the next time; bare clones, subfolders, shallow clones. `UPDATE_PAGES=1` writes the pages' outputs anew.

#![cfg(unix)]
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod attacks;
mod clean;
mod dispatches;
mod evasions;
mod history;
mod keeping;
mod pages;
mod places;
mod sealing;
