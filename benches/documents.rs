//! What documents cost, beside the template engine's own time and the typesetter's: `cargo bench --bench documents`, with
//! `--features pdf` for PDFs too. A thousand quotes of the example; the clock's figures are of this machine, the ratios
//! are what counts.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

#[cfg(unix)]
#[path = "measure/cost.rs"]
mod cost;
#[path = "papers/many.rs"]
mod many;
#[path = "papers/steps.rs"]
mod steps;

fn main() {
    let args: Vec<String> = std::env::args().skip(1).collect();
    let args: Vec<&str> = args.iter().map(String::as_str).collect();
    #[cfg(unix)]
    if let ["--measure", command @ ..] = args.as_slice() {
        return cost::report(command);
    }
    if !args.contains(&"--many") {
        steps::print();
    }
    many::print();
}
