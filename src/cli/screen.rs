//! The screen that an answer goes to, and on which long work says how far it is.

use super::args::Global;
use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use std::io::{self, IsTerminal};
use std::time::Duration;

/// Columns of the terminal; none where the output isn't one.
pub fn width() -> Option<usize> {
    let is_terminal = io::stdout().is_terminal();
    let size = is_terminal.then(terminal_size::terminal_size).flatten();
    size.map(|(width, _)| usize::from(width.0))
}

/// A bar for work of so many steps; seen only on a terminal.
pub fn bar(global: &Global, steps: usize) -> ProgressBar {
    if global.quiet || !io::stderr().is_terminal() {
        return no_bar();
    }
    let bar = ProgressBar::with_draw_target(Some(steps as u64), ProgressDrawTarget::stderr());
    if let Ok(style) = ProgressStyle::with_template("{bar:30} {pos}/{len} {eta}") {
        bar.set_style(style);
    }
    bar.enable_steady_tick(Duration::from_millis(200));
    bar
}

/// A bar that is not seen: the work is short.
pub fn no_bar() -> ProgressBar {
    ProgressBar::hidden()
}
