//! What one command used: processor time, time on the clock, largest memory.

use nix::sys::resource::{UsageWho, getrusage};
use nix::sys::time::TimeValLike;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

/// What a command used.
#[derive(Clone, Copy)]
pub struct Cost {
    /// User and system time of all its threads.
    pub cpu: Duration,
    /// Time on the clock.
    pub wall: Duration,
    /// Largest resident memory, in KiB.
    pub memory: u64,
}

/// Runs a command and prints what it used, in microseconds and KiB, and the status that it ended with.
pub fn report(command: &[&str]) {
    let (program, args) = command.split_first().expect("a command");
    let start = Instant::now();
    let status = Command::new(program)
        .args(args)
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .status()
        .expect("the command runs");
    let wall = start.elapsed().as_micros();
    let usage = getrusage(UsageWho::RUSAGE_CHILDREN).expect("usage");
    let cpu = usage.user_time().num_microseconds() + usage.system_time().num_microseconds();
    // Kilobytes, but bytes on macOS.
    let memory = usage.max_rss() / if cfg!(target_os = "macos") { 1024 } else { 1 };
    println!("{cpu} {wall} {memory} {}", status.code().unwrap_or(-1));
}

/// The run with the median processor time of so many; `None` where the program isn't installed.
pub fn of(command: &[String], runs: usize) -> Option<Cost> {
    let mut costs: Vec<Cost> = (0..runs).map(|_| once(command)).collect::<Option<_>>()?;
    costs.sort_by_key(|cost| cost.cpu);
    costs.get(runs / 2).copied()
}

fn once(command: &[String]) -> Option<Cost> {
    let own = std::env::current_exe().ok()?;
    let output = Command::new(own)
        .arg("--measure")
        .args(command)
        .stderr(Stdio::null())
        .output()
        .ok()?;
    let text = String::from_utf8(output.stdout).ok()?;
    let mut numbers = text
        .split_whitespace()
        .map(|number| number.parse::<u64>().ok());
    let mut next = || numbers.next().flatten();
    Some(Cost {
        cpu: Duration::from_micros(next()?),
        wall: Duration::from_micros(next()?),
        memory: next()?,
    })
}
