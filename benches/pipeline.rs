//! What `deal check` costs on large pipelines, against the floor (walk, open and read the same files) and beside other
//! tools: `cargo bench --bench pipeline -- [--deals 1000,10000] [--dir DIR]`. Prints a Markdown table.
//!
//! Every command is run by a copy of this program that does nothing else, so that what the system counts for its
//! children is that command's alone.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

#[path = "generator/mod.rs"]
mod generator;

#[cfg(unix)]
#[path = "measure/mod.rs"]
mod measure;

#[cfg(unix)]
fn main() {
    measure::main();
}

#[cfg(not(unix))]
fn main() {
    let _ = (generator::write, generator::sorts);
    println!("measured on Unix only: elsewhere the system doesn't say what a command used");
}
