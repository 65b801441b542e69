//! What an audit keeps makes the next one quick, and never another.

use crate::history::{DEAL, History, QUOTE, SIGNOFF, Way};
use std::fs;
use std::path::PathBuf;

/// A history with findings in its early and its late part.
fn eventful() -> History {
    let history = History::new();
    history.with_signoff();
    history
        .moved("offer", "2026-03-02")
        .commit("lin-mei", "2026-03-13");
    history
        .remove(QUOTE)
        .commit("lin-mei", "2026-03-13T11:00:00");
    history
        .write(DEAL, "{")
        .commit("lin-mei", "2026-03-13T12:00:00");
    history
}

fn go_on(history: &History) {
    history.git(&["checkout", "-q", "HEAD~1", "--", DEAL]);
    history
        .replace(DEAL, "2026-03-09", "2026-03-08")
        .commit("lin-mei", "2026-03-16");
    history.through(Way::Merge, "2026-03-18", |work| {
        work.write(QUOTE, "total: 1.00\ndiscount: 9%\n")
            .commit("lin-mei", "2026-03-15");
        work.sign("song-yu", "2026-03-16")
            .commit("song-yu", "2026-03-16");
        work.moved("won", "2026-04-01")
            .commit("lin-mei", "2026-03-16T11:00:00");
    });
}

fn cache(history: &History) -> PathBuf {
    let folder = history.root().join(".git/dealdesk");
    let mut files = fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path());
    files
        .find(|path| path.file_name().unwrap().to_str().unwrap() != "audit-tips")
        .unwrap()
}

#[test]
fn going_on_gives_the_same_bytes_as_reading_all() {
    let history = eventful();
    let first = history.audit(&[]);
    assert_eq!(first.text, history.audit(&[]).text);
    assert_eq!(first.text, history.audit(&["--strict"]).text);
    // The strict run kept its outcome too; what follows goes on from it.
    go_on(&history);
    let next = history.audit(&[]);
    assert_ne!(first.text, next.text);
    fs::remove_dir_all(history.root().join(".git/dealdesk")).unwrap();
    let fresh = history.audit(&[]);
    assert_eq!(next.text, fresh.text);
    assert_eq!(next.text, history.audit(&["--strict"]).text);
    fresh
        .has("rewritten-moves", DEAL)
        .has("deleted-record", QUOTE)
        .has("future-dated", DEAL);
    assert!(
        !fresh
            .found()
            .contains(&format!("removed-signoff {SIGNOFF}"))
    );
}

#[test]
fn what_is_wrong_with_it_is_passed_over() {
    let history = eventful();
    let right = history.audit(&[]).text;
    let file = cache(&history);
    let kept = fs::read(&file).unwrap();
    let foreign = String::from_utf8(kept.clone())
        .unwrap()
        .replace("deal-audit 1 ", "deal-audit 0 ");
    let changed = String::from_utf8(kept.clone())
        .unwrap()
        .replace("back-dated", "late-entry");
    let half = kept.get(..kept.len() / 2).unwrap().to_vec();
    for spoilt in [
        Vec::new(),
        vec![0xff; 100],
        half,
        foreign.into_bytes(),
        changed.into_bytes(),
    ] {
        fs::write(&file, &spoilt).unwrap();
        assert_eq!(history.audit(&[]).text, right);
    }
    fs::remove_file(&file).unwrap();
    fs::create_dir(&file).unwrap();
    assert_eq!(history.audit(&[]).text, right);
    fs::remove_dir(&file).unwrap();
    // A whole one of a commit that isn't in this history.
    fs::write(&file, &kept).unwrap();
    history.git(&["checkout", "-q", "--detach", "HEAD~2"]);
    let earlier = history.audit(&[]);
    assert_eq!(earlier.text, history.audit(&["--strict"]).text);
    assert_ne!(earlier.text, right);
}

#[test]
fn only_what_came_since_a_revision() {
    let history = eventful();
    let at = history.git(&["rev-parse", "HEAD"]);
    go_on(&history);
    let since = history.audit(&["--since", at.trim()]);
    let all = history.audit(&[]);
    assert!(since.found().len() < all.found().len());
    since.has("rewritten-moves", DEAL);
    assert!(!since.found().contains(&format!("deleted-record {QUOTE}")));
    history.audit(&["--since", "HEAD"]).is(&[]);
}
