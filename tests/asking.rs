//! What is asked and shown on a terminal only.
#![cfg(unix)]
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod pipeline;

use nix::pty::openpty;
use pipeline::{DEAL, Pipeline};
use std::fs::File;
use std::io::{Read, Write};
use std::process::{Command, Stdio};
use std::thread;

/// What is on the terminal and what is left of the command, after these answers.
fn asked(pipeline: &Pipeline, args: &[&str], answers: &str) -> (String, Option<i32>) {
    let terminal = openpty(None, None).unwrap();
    let slave = File::from(terminal.slave);
    let mut command = pipeline.command(args);
    command.stdin(slave.try_clone().unwrap());
    command.stderr(slave.try_clone().unwrap());
    command.stdout(Stdio::piped());
    let child = command.spawn().unwrap();
    // The test's own ends of the slave must go, or the terminal never closes.
    drop((slave, command));
    let mut master = File::from(terminal.master);
    let mut writer = master.try_clone().unwrap();
    writer.write_all(answers.as_bytes()).unwrap();
    let reading = thread::spawn(move || {
        let mut seen = Vec::new();
        // Linux ends a terminal that nobody has open any more with an error.
        let _ = master.read_to_end(&mut seen);
        String::from_utf8_lossy(&seen).into_owned()
    });
    let output = child.wait_with_output().unwrap();
    drop(writer);
    let seen = reading.join().unwrap().replace("\r\n", "\n");
    let out = String::from_utf8(output.stdout).unwrap();
    (seen + &out, output.status.code())
}

#[test]
fn what_is_missing_is_asked_for() {
    let pipeline = Pipeline::new();
    let new = [
        "new",
        "deal",
        "title=b",
        "--id",
        "b-a2b",
        "--no-commit",
        "--lang",
        "en",
    ];
    let (seen, status) = asked(&pipeline, &new, "no one\n\nli-xx\nli-na\nlanyu\n");
    assert_eq!(status, Some(0), "{seen}");
    assert!(seen.contains("owner: "), "{seen}");
    assert!(seen.contains("`li-xx`; did you mean `li-na`?"), "{seen}");
    assert!(seen.ends_with("b-a2b: new deal\n"), "{seen}");
    let text = pipeline.read("deals/b-a2b/deal.yaml");
    assert_eq!(text, "title: b\nowner: li-na\ncustomer: lanyu\n");
}

#[test]
fn the_end_of_answers_makes_nothing() {
    let pipeline = Pipeline::new();
    let new = [
        "new",
        "deal",
        "title=b",
        "--id",
        "b-a2b",
        "--no-commit",
        "--lang",
        "en",
    ];
    let (seen, status) = asked(&pipeline, &new, "li-na\n\u{4}");
    assert_eq!(status, Some(2), "{seen}");
    assert!(!pipeline.path("deals/b-a2b").exists());
    let quiet = asked(&pipeline, &[&new[..], &["--quiet"]].concat(), "li-na\n").0;
    assert!(quiet.contains("needs: owner, customer"), "{quiet}");
}

/// Git in the pipeline's folder, of no user.
fn git(pipeline: &Pipeline, args: &[&str]) {
    let identity = ["-c", "user.name=周衡", "-c", "user.email=zh@example.com"];
    let output = Command::new("git")
        .current_dir(pipeline.root())
        .args(identity)
        .args(args)
        .env("GIT_CONFIG_GLOBAL", "/dev/null")
        .env("GIT_CONFIG_NOSYSTEM", "1")
        .output()
        .unwrap();
    assert!(output.status.success(), "git {args:?}: {output:?}");
}

#[test]
fn who_signs_again_sees_the_old_and_the_new() {
    let pipeline = Pipeline::new();
    let lines = "lines:\n  - {name: 水泵, price: 5000, quantity: 2}\n  - {name: 阀门, price: 2000, quantity: 1}\n";
    pipeline.replace(DEAL, "amount: 5000\n", &format!("amount: 12000\n{lines}"));
    git(&pipeline, &["init", "-q", "-b", "main"]);
    let sign = |comment: &str, at: &str| {
        let args = [
            "sign",
            "lanyu-a1",
            "review",
            "--as",
            "wang-qiang",
            "--no-commit",
            "--lang",
            "en",
            "--comment",
            comment,
            "--at",
            at,
        ];
        asked(&pipeline, &args, "")
    };
    let commit = || {
        git(&pipeline, &["add", "-A"]);
        git(&pipeline, &["commit", "-q", "-m", "work"]);
    };
    let (seen, status) = sign("good", "2026-06-01");
    assert_eq!(status, Some(0), "{seen}");
    assert!(seen.contains("amount: 12,000.00 CNY"), "{seen}");
    commit();
    // The state that was signed is neither the newest nor the oldest.
    pipeline
        .replace(DEAL, "amount: 12000", "amount: 13000")
        .replace(DEAL, "2000, quantity: 1", "3000, quantity: 1");
    commit();
    pipeline.append(DEAL, "note: x\n");
    commit();
    let (seen, status) = sign("good again", "2026-06-02");
    assert_eq!(status, Some(0), "{seen}");
    let told = "changed since you signed on 2026-06-01
  amount: 12,000.00 CNY → 13,000.00 CNY
  lines:
    - {name: 阀门, price: 2000, quantity: 1}
    + {name: 阀门, price: 3000, quantity: 1}
";
    assert!(seen.contains(told), "{seen}");
}
