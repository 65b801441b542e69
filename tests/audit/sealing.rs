//! Seals: what they hold, and what breaks them.

use crate::evasions::turn_round;
use crate::history::{History, QUOTE, deal, run, said};
use std::fs;
use std::path::PathBuf;
use std::process::Command;

/// A history in which Zhao Qi has a key of a file.
fn with_key() -> (History, PathBuf) {
    let history = History::new();
    let key = history.root().join(".git/key");
    run(Command::new("ssh-keygen")
        .args(["-q", "-t", "ed25519", "-N", "", "-f"])
        .arg(&key));
    let line = fs::read_to_string(key.with_extension("pub")).unwrap();
    let words: Vec<&str> = line.split(' ').collect();
    let entry = format!("  - {{key: {} {}}}\n", words[0], words[1].trim());
    let text = history
        .read("people/zhao-qi.yaml")
        .replace("keys:\n", &format!("keys:\n{entry}"));
    history
        .write("people/zhao-qi.yaml", &text)
        .commit("song-yu", "2026-03-11");
    (history, key)
}

fn seal(history: &History, key: &PathBuf) -> std::process::Output {
    let args = [
        "audit",
        "--seal",
        "--today",
        "2026-03-16",
        "--lang",
        "en",
        "--key",
    ];
    let mut command = deal(history.root());
    for who in ["AUTHOR", "COMMITTER"] {
        command
            .env(format!("GIT_{who}_NAME"), "Zhao Qi")
            .env(format!("GIT_{who}_EMAIL"), "zhao-qi@example.com");
    }
    command.args(args).arg(key).output().unwrap()
}

#[test]
fn a_seal_holds_while_history_goes_on_and_shows_that_it_was_rewritten() {
    let (history, key) = with_key();
    let output = seal(&history, &key);
    assert!(output.status.success(), "{}", said(&output));
    assert!(
        said(&output).contains("deal-seal/2026-03-16-1"),
        "{}",
        said(&output)
    );
    history
        .append(QUOTE, "discount: 4%\n")
        .commit("lin-mei", "2026-03-17");
    for args in [&[][..], &["--strict"]] {
        let audited = history.audit(args);
        audited.is(&["changed-authority people/zhao-qi.yaml"]);
        assert_eq!(audited.report["seals"][0]["by"], "Zhao Qi");
    }
    let kept = history.root().join(".git/dealdesk");
    fs::remove_dir_all(&kept).unwrap();
    history.git(&["reset", "-q", "--hard", "HEAD~2"]);
    history
        .append(QUOTE, "discount: 3%\n")
        .commit("lin-mei", "2026-03-12");
    history.audit(&[]).is(&["rewritten-history pipeline.yaml"]);
    history
        .audit(&["--strict"])
        .is(&["rewritten-history pipeline.yaml"]);
}

#[test]
fn a_seal_shows_that_the_official_states_became_a_side_or_the_branch_another() {
    for renamed in [false, true] {
        let (history, key) = with_key();
        assert!(seal(&history, &key).status.success());
        match renamed {
            false => turn_round(&history, "HEAD~1"),
            true => {
                history.git(&["checkout", "-q", "-b", "trunk", "HEAD~1"]);
                // A branch beside the sealed one says nothing of it.
                history
                    .audit(&["--at", "main"])
                    .is(&["changed-authority people/zhao-qi.yaml"]);
                history.audit(&[]).is(&[]);
                history.git(&["branch", "-q", "-m", "main", "kept"]);
                history.commit("song-yu", "2026-03-12T11:00:00");
            }
        }
        // Nothing that this clone remembers says it.
        let _ = fs::remove_dir_all(history.root().join(".git/dealdesk"));
        history.audit(&[]).has("rewritten-history", "pipeline.yaml");
    }
}

#[test]
fn a_seal_that_was_edited_or_is_by_nobody_of_the_pipeline_is_none() {
    let (history, key) = with_key();
    assert!(seal(&history, &key).status.success());
    let text = history.git(&[
        "for-each-ref",
        "--format=%(contents)",
        "refs/tags/deal-seal/",
    ]);
    let edited = text.replace("commits: 2", "commits: 1");
    assert_ne!(edited, text);
    history.git(&["tag", "-d", "deal-seal/2026-03-16-1"]);
    history.git(&[
        "tag",
        "-a",
        "--cleanup=verbatim",
        "-m",
        edited.trim_end(),
        "deal-seal/2026-03-16-1",
    ]);
    history.audit(&[]).has("invalid-seal", "pipeline.yaml");
    history.git(&["tag", "-d", "deal-seal/2026-03-16-1"]);
    history.write(
        "people/zhao-qi.yaml",
        "name: Zhao Qi\nroles: [sales_manager]\nemail: zhao-qi@example.com\n",
    );
    history.commit("song-yu", "2026-03-16");
    let refused = seal(&history, &key);
    assert_eq!(refused.status.code(), Some(2), "{}", said(&refused));
    assert_eq!(history.git(&["tag", "--list"]), "");
}
