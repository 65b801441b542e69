//! Commits that are signed as the user set it up, with GnuPG: with SSH, `tests/git/commits.rs` does.

use crate::Work;
use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::Path;
use std::process::Command;

const SET: [&str; 5] = ["set", "lanyu-a1", "amount=6001", "--as", "li-na"];

fn run(command: &mut Command) -> bool {
    command.output().is_ok_and(|ran| ran.status.success())
}

/// A new key of nobody's, where GnuPG is installed.
fn key(home: &Path) -> bool {
    fs::create_dir(home).unwrap();
    fs::set_permissions(home, fs::Permissions::from_mode(0o700)).unwrap();
    let make = [
        "--batch",
        "--quiet",
        "--passphrase",
        "",
        "--quick-gen-key",
        "Li Na <li.na@lanyu.example>",
        "ed25519",
        "sign",
        "never",
    ];
    run(Command::new("gpg").args(make).env("GNUPGHOME", home))
}

#[test]
fn commits_are_signed_with_gpg_and_what_can_not_be_signed_changes_nothing() {
    let work = Work::new(&[]);
    // The agent's socket needs a short path.
    let home = work.beside("g");
    if !key(&home) {
        eprintln!("skipped: there is no gpg that makes a key");
        return;
    }
    let home_variable = [("GNUPGHOME", home.to_str().unwrap())];
    work.git(&["config", "commit.gpgSign", "true"]);
    work.git(&["config", "user.signingKey", "li.na@lanyu.example"]);
    let ran = work.deal_with(&home_variable, &[&["--lang", "en"], &SET[..]].concat());
    assert_eq!(ran.status, 0, "{}", ran.err);
    assert!(
        work.git(&["cat-file", "commit", "HEAD"])
            .contains("-----BEGIN PGP SIGNATURE-----")
    );
    work.git(&["config", "user.signingKey", "nobody@lanyu.example"]);
    for change in [
        &["set", "lanyu-a1", "amount=7000", "--as", "li-na"][..],
        &[
            "new",
            "deal",
            "title=x",
            "owner=li-na",
            "customer=lanyu",
            "--as",
            "li-na",
        ],
    ] {
        work.refuses(
            change,
            "Git did not make the commit; the files are as they were before\n  | ",
            "signing",
        );
    }
    let _ = run(Command::new("gpgconf")
        .args(["--kill", "all"])
        .envs(home_variable));
}

#[test]
fn what_ssh_does_not_sign_changes_nothing() {
    let work = Work::new(&[]);
    for (key, value) in [
        ("gpg.format", "ssh"),
        ("commit.gpgSign", "true"),
        ("user.signingKey", "/nowhere/key"),
    ] {
        work.git(&["config", key, value]);
    }
    for change in [
        &SET[..],
        &[
            "new",
            "deal",
            "title=x",
            "owner=li-na",
            "customer=lanyu",
            "--as",
            "li-na",
        ],
    ] {
        work.refuses(
            change,
            "Git did not make the commit; the files are as they were before\n  | ",
            "signing",
        );
    }
    assert!(
        work.does(&["check"])
            .starts_with("no findings in 5 records")
    );
}
