//! The command `deal`.

use std::process::ExitCode;

fn main() -> ExitCode {
    dealdesk::cli::main()
}
