//! Repositories of generated pipelines: with one commit, or with a history of thousands.

use crate::generator::past;
use std::io::BufWriter;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

/// Makes the pipeline a repository, so that `git status` has something to compare with.
pub fn commit(root: &Path) {
    for args in [
        &["init", "-q"][..],
        &["add", "-A"],
        &["commit", "-q", "-m", "generated"],
    ] {
        let _ = git(root, args).output();
    }
}

/// A repository beside the pipeline's, with the same files and a history that led to them; made once and kept.
pub fn with_history(root: &Path) -> PathBuf {
    let name = root.file_name().unwrap_or_default().to_string_lossy();
    let copy = root.with_file_name(format!("{name}-history"));
    if copy.join(".git/dealdesk-bench").exists() {
        return copy;
    }
    let _ = std::fs::remove_dir_all(&copy);
    std::fs::create_dir_all(&copy).expect("a folder");
    run(&copy, &["init", "-q", "-b", "main"]);
    let mut import = git(&copy, &["fast-import", "--quiet"])
        .stdin(Stdio::piped())
        .spawn()
        .expect("git");
    let mut stream = BufWriter::new(import.stdin.take().expect("its input"));
    let commits = past::write(root, &mut stream).expect("written");
    drop(stream);
    assert!(import.wait().expect("its end").success());
    run(&copy, &["reset", "-q", "--hard"]);
    run(&copy, &["repack", "-adq", "--window=10", "--depth=20"]);
    run(
        &copy,
        &["commit-graph", "write", "--reachable", "--changed-paths"],
    );
    std::fs::write(copy.join(".git/dealdesk-bench"), commits.to_string()).expect("written");
    eprintln!("{commits} commits in {}", copy.display());
    copy
}

fn run(folder: &Path, args: &[&str]) {
    assert!(
        git(folder, args).status().expect("git").success(),
        "{args:?}"
    );
}

fn git(folder: &Path, args: &[&str]) -> Command {
    let mut command = Command::new("git");
    command
        .arg("-C")
        .arg(folder)
        .args([
            "-c",
            "user.name=bench",
            "-c",
            "user.email=bench@example.com",
        ])
        .args(["-c", "gc.auto=0"])
        .args(args);
    command
}
