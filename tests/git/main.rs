//! Dealings with Git, on real repositories in temporary folders.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod along;
mod commits;
mod history;
#[cfg(unix)]
mod hostile;
#[cfg(unix)]
mod interrupted;
mod refusals;
mod revisions;
mod sandbox;
mod standing;
