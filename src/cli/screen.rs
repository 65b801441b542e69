//! The screen that an answer goes to.

use std::io::{self, IsTerminal};

/// Columns of the terminal; none where the output isn't one.
pub fn width() -> Option<usize> {
    let is_terminal = io::stdout().is_terminal();
    let size = is_terminal.then(terminal_size::terminal_size).flatten();
    size.map(|(width, _)| usize::from(width.0))
}
