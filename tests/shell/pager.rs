//! Long output goes through the user's pager, on a terminal and nowhere else.

use super::deal;
use nix::pty::openpty;
use std::fs::File;
use std::io::Read;
use std::process::{Command, Stdio};

/// What stands on a terminal after `deal check` of the example, and how that ended.
fn on_a_terminal(args: &[&str], env: &[(&str, &str)]) -> (String, i32) {
    let terminal = openpty(None, None).unwrap();
    let mut check = deal();
    check.env_remove("PAGER").env_remove("DEAL_PAGER");
    check
        .args(["check", "--color", "never", "--lang", "en"])
        .args(args)
        .envs(env.iter().copied())
        .stdin(Stdio::null())
        .stdout(terminal.slave);
    let mut child = check.spawn().unwrap();
    // The terminal ends for us when nobody has it open any more, and this side's handle is in `check`.
    drop(check);
    let mut shown = Vec::new();
    let mut master = File::from(terminal.master);
    let mut part = [0; 4096];
    while let Ok(count @ 1..) = master.read(&mut part) {
        shown.extend_from_slice(&part[..count]);
    }
    let status = child.wait().unwrap().code().unwrap();
    (String::from_utf8(shown).unwrap(), status)
}

#[test]
fn the_users_pager_shows_it() {
    let (shown, status) = on_a_terminal(&[], &[("DEAL_PAGER", "sed s/^/paged:/")]);
    assert_eq!(status, 1);
    assert!(
        shown.lines().all(|line| line.starts_with("paged:")),
        "{shown}"
    );
    assert!(shown.contains("6 errors"), "{shown}");
    let (shown, _) = on_a_terminal(&[], &[("PAGER", "sed s/^/paged:/")]);
    assert!(shown.starts_with("paged:"), "{shown}");
    let own = [
        ("PAGER", "sed s/^/other:/"),
        ("DEAL_PAGER", "sed s/^/own:/"),
    ];
    assert!(on_a_terminal(&[], &own).0.starts_with("own:"));
}

#[test]
fn a_pager_that_is_left_early_ends_the_command_as_usual() {
    let (shown, status) = on_a_terminal(&[], &[("DEAL_PAGER", "head -1")]);
    assert_eq!(status, 1);
    assert_eq!(shown.lines().count(), 1, "{shown}");
}

#[test]
fn no_pager_where_none_is_wanted() {
    let paging = ("PAGER", "sed s/^/paged:/");
    for (args, env) in [
        (["--no-pager"].as_slice(), vec![paging]),
        (&[], vec![paging, ("DEAL_PAGER", "")]),
        (&[], vec![("PAGER", "cat")]),
        (&["--format", "json"], vec![paging]),
    ] {
        let (shown, status) = on_a_terminal(args, &env);
        assert!(!shown.contains("paged:"), "{args:?} {env:?}: {shown}");
        assert_eq!(status, 1);
    }
    let piped = deal()
        .arg("check")
        .env(paging.0, paging.1)
        .output()
        .unwrap();
    assert!(!String::from_utf8_lossy(&piped.stdout).contains("paged:"));
}

#[test]
fn a_repository_names_no_pager() {
    let place = tempfile::tempdir().unwrap();
    let root = place.path().to_str().unwrap();
    let mark = place.path().join("pwned");
    let git = |args: &[&str]| {
        let ran = Command::new("git").arg("-C").arg(root).args(args).output();
        assert!(ran.unwrap().status.success(), "{args:?}");
    };
    git(&["init", "-q"]);
    let evil = format!("touch {}", mark.display());
    git(&["config", "core.pager", &evil]);
    git(&["config", "pager.check", &evil]);
    let pipeline = "pipeline: 9c2d6f1e-58a4-4b07-8f3d-1e6a7b90c245\nname: A\n";
    std::fs::write(place.path().join("pipeline.yaml"), pipeline).unwrap();
    let (shown, status) = on_a_terminal(&["-C", root], &[("PAGER", "cat")]);
    assert_eq!(status, 2, "{shown}");
    assert!(!mark.exists());
}
