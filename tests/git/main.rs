//! Dealings with Git, on real repositories in temporary folders.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod commits;
mod history;
mod hostile;
mod interrupted;
mod refusals;
mod revisions;
mod sandbox;
mod standing;
