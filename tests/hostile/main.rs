//! Hostile and unlucky pipelines, each through the binary: it says what is wrong and where, judges everything else,
//! and ends in time, in bounds and with a status that it documents.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

#[path = "../pipeline/mod.rs"]
mod pipeline;

mod bytes;
mod days;
mod definition;
mod money;
mod output;
mod paths;
#[cfg(unix)]
mod permissions;
mod references;
#[cfg(unix)]
mod streams;
#[cfg(unix)]
mod symlinks;
mod yaml;
