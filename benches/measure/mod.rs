//! The bench's own commands: all of it, the floor, or one measured command.

mod contest;
mod cost;
mod daily;
mod repository;
mod table;

use crate::generator::{self, Plan};
use contest::Contest;
use std::fs;
use std::io::Read;
use std::path::{Path, PathBuf};
use walkdir::WalkDir;

const SEED: u64 = 2026;

/// Planted faults in a thousand deals.
const FAULTS: usize = 30;

/// Runs what the arguments ask for.
pub fn main() {
    let args: Vec<String> = std::env::args()
        .skip(1)
        .filter(|arg| arg != "--bench")
        .collect();
    let args: Vec<&str> = args.iter().map(String::as_str).collect();
    match args.as_slice() {
        ["--floor", root] => floor(Path::new(root)),
        ["--measure", command @ ..] => cost::report(command),
        args => all(args),
    }
}

/// Walks, opens and reads every file as plainly as can be.
fn floor(root: &Path) {
    let (mut files, mut bytes) = (0_usize, 0);
    let mut text = Vec::new();
    let visible = |entry: &walkdir::DirEntry| {
        entry.depth() == 0 || !entry.file_name().as_encoded_bytes().starts_with(b".")
    };
    for entry in WalkDir::new(root).into_iter().filter_entry(visible) {
        let entry = entry.expect("an entry");
        if entry.file_type().is_file() {
            text.clear();
            let mut file = fs::File::open(entry.path()).expect("opened");
            bytes += file.read_to_end(&mut text).expect("read");
            files += 1;
        }
    }
    println!("{files} {bytes}");
}

fn all(args: &[&str]) {
    let value = |name| {
        let at = args.iter().position(|arg| *arg == name)?;
        args.get(at + 1).copied()
    };
    let sizes = value("--deals").unwrap_or("1000,10000,50000");
    let sizes: Vec<usize> = sizes
        .split(',')
        .map(|size| size.parse().expect("a number of deals"))
        .collect();
    let folder = match value("--dir") {
        Some(folder) => PathBuf::from(folder),
        None => Path::new(env!("CARGO_TARGET_TMPDIR")).join("pipelines"),
    };
    for deals in sizes {
        let root = made(&folder, deals);
        match args.contains(&"--history") {
            true => daily::print(&repository::with_history(&root)),
            false => println!("{}", Contest::new(&root).table()),
        }
    }
}

/// The pipeline of this size, made once and kept.
fn made(folder: &Path, deals: usize) -> PathBuf {
    let root = folder.join(deals.to_string());
    let done = folder.join(format!("{deals}.done"));
    if !done.exists() {
        eprintln!("making {}", root.display());
        let _ = fs::remove_dir_all(&root);
        let plan = Plan {
            seed: SEED,
            deals,
            faults: deals * FAULTS / 1000,
        };
        let planted = generator::write(&root, &plan).expect("written");
        repository::commit(&root);
        fs::write(
            &done,
            format!("{} faults of {} sorts\n", planted.len(), generator::sorts()),
        )
        .expect("written");
    }
    root
}
