//! The process itself: pipes that close, input that is no terminal, locales, threads, signals.

use crate::pipeline::{CUSTOMER, Pipeline, Ran};
use std::fs::File;
use std::io::Read;
use std::process::{Command, Stdio};

/// A pipeline with a thousand findings in many files.
fn a_thousand_findings() -> Pipeline {
    let pipeline = Pipeline::new();
    for n in 0..250 {
        let customer = format!("nam: x\nname: 客户{n}\nnote: 1\nfax: 2\nweb: 3\n");
        pipeline.write(&format!("customers/c-{n}/customer.yaml"), customer);
    }
    pipeline
}

#[test]
fn a_thousand_findings_come_in_the_same_order_with_any_threads() {
    let pipeline = a_thousand_findings();
    for format in ["human", "json", "gitlab"] {
        let mut first = None;
        for run in 0..20 {
            let mut command = pipeline.command(&["check", "--format", format]);
            let ran = Ran::of(command.env("RAYON_NUM_THREADS", ["1", "2", "3", "8"][run % 4]));
            assert_eq!(ran.status, 1);
            let first = first.get_or_insert_with(|| ran.out.clone());
            assert!(*first == ran.out, "{format} differs");
            if format != "json" && run >= 3 {
                break;
            }
        }
    }
    assert_eq!(pipeline.check(&[]).findings().len(), 1000);
}

#[test]
fn a_reader_that_goes_away_is_no_error() {
    let pipeline = a_thousand_findings();
    for args in [
        ["check"].as_slice(),
        &["check", "--format", "json"],
        &["explain"],
    ] {
        let mut child = pipeline
            .command(args)
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        drop(child.stdout.take());
        let mut err = String::new();
        child
            .stderr
            .take()
            .unwrap()
            .read_to_string(&mut err)
            .unwrap();
        let status = child.wait().unwrap();
        assert_eq!(err, "", "{args:?}");
        assert!(
            matches!(status.code(), Some(0 | 141)),
            "{args:?} {status:?}"
        );
    }
}

#[test]
fn closed_streams_are_no_panic() {
    let pipeline = a_thousand_findings();
    let deal = env!("CARGO_BIN_EXE_deal");
    for (close, statuses) in [
        (">&-", [1, 4]),
        ("2>&-", [1, 1]),
        ("<&-", [1, 1]),
        (">&- 2>&- <&-", [1, 4]),
    ] {
        let status = Command::new("sh")
            .args(["-c", &format!("exec \"$0\" check {close}"), deal])
            .current_dir(pipeline.root())
            .stdout(Stdio::null())
            .status()
            .unwrap();
        assert!(
            statuses.contains(&status.code().unwrap()),
            "{close}: {status:?}"
        );
    }
}

#[test]
fn a_full_disk_is_the_systems_failure() {
    let Ok(full) = File::options().write(true).open("/dev/full") else {
        eprintln!("skipped: there is no /dev/full");
        return;
    };
    let pipeline = a_thousand_findings();
    let ran = Ran::of(pipeline.command(&["check"]).stdout(full));
    assert_eq!(ran.status, 4);
    assert!(ran.err.contains("error: "), "{}", ran.err);
}

#[test]
fn locale_and_input_change_nothing() {
    let pipeline = a_thousand_findings();
    pipeline.write(CUSTOMER, "nam: x\n");
    let plain = pipeline.run(&["check"]).out;
    for (name, value) in [
        ("LANG", "C"),
        ("LC_ALL", "C"),
        ("LC_ALL", "zh_CN.GBK"),
        ("TERM", "dumb"),
        ("COLUMNS", "10"),
        ("HOME", ""),
    ] {
        let ran = Ran::of(pipeline.command(&["check"]).env(name, value));
        assert_eq!(ran.out, plain, "{name}={value}");
    }
    let ran = Ran::of(
        pipeline
            .command(&["check"])
            .env_clear()
            .env("PATH", std::env::var_os("PATH").unwrap_or_default()),
    );
    assert_eq!(ran.out, plain);
    // Nothing is asked, so nothing is waited for.
    let mut child = pipeline
        .command(&["check"])
        .stdin(Stdio::piped())
        .stdout(Stdio::null())
        .spawn()
        .unwrap();
    let stdin = child.stdin.take();
    assert_eq!(child.wait().unwrap().code(), Some(1));
    drop(stdin);
}

#[test]
fn a_file_that_vanishes_while_the_pipeline_is_read_is_no_panic() {
    let pipeline = a_thousand_findings();
    let root = pipeline.root().to_owned();
    let churn = std::thread::spawn(move || {
        for n in 0..250 {
            let _ = std::fs::remove_dir_all(root.join(format!("customers/c-{n}")));
        }
    });
    for _ in 0..5 {
        let ran = pipeline.run(&["check", "--format", "json"]);
        assert!(matches!(ran.status, 0 | 1), "{}", ran.err);
    }
    churn.join().unwrap();
}

#[test]
fn on_a_terminal_only_colours_escape() {
    let script = Command::new("script").arg("--version").output();
    if !script.is_ok_and(|ran| ran.status.success()) {
        eprintln!("skipped: there is no `script` to make a terminal with");
        return;
    }
    let pipeline = Pipeline::with_deal("\"evil\\e]0;x\\a\": 1\nserial: \"\\e[2J\"\n");
    let line = format!("{} --no-pager check", env!("CARGO_BIN_EXE_deal"));
    let ran = Command::new("script")
        .args(["-qec", &line, "/dev/null"])
        .current_dir(pipeline.root())
        .env("TERM", "xterm-256color")
        .env_remove("NO_COLOR")
        .stdin(Stdio::null())
        .output()
        .unwrap();
    let out = String::from_utf8(ran.stdout).unwrap();
    assert!(out.contains("unknown-field"), "{out:?}");
    assert!(out.contains("\u{1b}["), "a terminal has colours: {out:?}");
    for part in out.split('\u{1b}').skip(1) {
        let sign = part
            .trim_start_matches('[')
            .chars()
            .find(|c| !c.is_ascii_digit() && *c != ';');
        assert_eq!(sign, Some('m'), "{part:?}");
    }
    assert!(!out.contains('\u{7}'));
}

#[test]
#[cfg(target_os = "linux")]
fn nothing_outside_the_pipeline_is_opened_and_no_network_is_used() {
    let traced = Command::new("strace").arg("-V").output();
    if !traced.is_ok_and(|ran| ran.status.success()) {
        eprintln!("skipped: there is no strace");
        return;
    }
    let pipeline = Pipeline::with_deal(
        "offer: ../../../../etc/passwd\ntags: [http://example.com/, file:///etc/passwd]\n",
    );
    pipeline.write(
        "deals/../customers/lanyu/customer.yaml",
        "name: $ref: http://example.com\n",
    );
    let log = tempfile::NamedTempFile::new().unwrap();
    let ran = Command::new("strace")
        .args(["-f", "-qq", "-e", "trace=%network,openat,open,execve", "-o"])
        .arg(log.path())
        .args([env!("CARGO_BIN_EXE_deal"), "check"])
        .current_dir(pipeline.root())
        .env_remove("LD_LIBRARY_PATH")
        .output()
        .unwrap();
    let calls = std::fs::read_to_string(log.path()).unwrap();
    if !calls.contains("pipeline.yaml") {
        eprintln!(
            "skipped: strace may not trace here: {}",
            String::from_utf8_lossy(&ran.stderr)
        );
        return;
    }
    let root = pipeline.root().canonicalize().unwrap();
    let root = root.to_str().unwrap();
    // Where the loader looks for the libraries.
    let binary = std::path::Path::new(env!("CARGO_BIN_EXE_deal"))
        .parent()
        .unwrap()
        .to_str()
        .unwrap();
    let system = [
        "/proc/",
        "/sys/",
        "/lib",
        "/usr/lib",
        "/etc/ld.so",
        "/dev/null",
    ];
    let mut started = false;
    for call in calls.lines() {
        assert!(
            !["socket(", "connect(", "bind("]
                .iter()
                .any(|name| call.contains(name)),
            "{call}"
        );
        if call.contains("execve(") {
            assert!(!started, "a program is run: {call}");
            started = true;
        } else if let Some((_, rest)) = call.split_once('"') {
            let path = rest.split('"').next().unwrap_or_default();
            let library = path.starts_with(binary) && path.contains(".so");
            let ours = path.starts_with(root) || path == "." || library;
            assert!(
                ours || system.iter().any(|folder| path.starts_with(folder)),
                "{call}"
            );
        }
    }
}
