//! Where a pipeline is: bare clones, folders of a repository, shallow clones, no repository at all.

use crate::history::{Audited, DEAL, History, deal, lay_base, said};

fn attacked(prefix: &str) -> History {
    let history = History::within(prefix);
    history
        .moved("won", "2026-03-16")
        .commit("lin-mei", "2026-03-16");
    history
}

#[test]
fn a_bare_clone_says_the_same() {
    let history = attacked("");
    let bare = tempfile::tempdir().unwrap();
    let to = bare.path().join("p.git");
    history.git(&["clone", "-q", "--bare", ".", to.to_str().unwrap()]);
    let (there, here) = (Audited::of(&to, &["--at", "main"]), history.audit(&[]));
    assert_eq!(there.text, here.text);
    here.is(&["jumped-stage deals/harbour-2603-k7q/deal.yaml"]);
    assert_eq!(Audited::of(&to, &[]).text, here.text);
}

#[test]
fn a_pipeline_in_a_folder() {
    let history = attacked("work/sales/");
    let here = history.audit(&[]);
    here.is(&["jumped-stage deals/harbour-2603-k7q/deal.yaml"]);
    assert_eq!(here.report["prefix"], "work/sales/");
    // What happens beside it is no step of it.
    std::fs::write(history.root().join("else.txt"), "x").unwrap();
    history.commit("song-yu", "2026-03-18");
    let later = history.audit(&[]);
    assert_eq!(later.report["summary"], here.report["summary"]);
    assert_eq!(later.text, history.audit(&["--strict"]).text);
    history
        .replace(DEAL, "2026-03-09", "2026-03-08")
        .commit("lin-mei", "2026-03-19");
    let last = history.audit(&[]);
    assert_eq!(last.text, history.audit(&["--strict"]).text);
    last.has("rewritten-moves", DEAL);
    let bare = tempfile::tempdir().unwrap();
    let to = bare.path().join("p.git");
    history.git(&["clone", "-q", "--bare", ".", to.to_str().unwrap()]);
    let there = Audited::of(&to, &["--at", "main", "--pipeline", "work/sales"]);
    assert_eq!(there.text, last.text);
}

#[test]
fn a_part_of_the_history_proves_nothing() {
    let history = attacked("");
    let shallow = tempfile::tempdir().unwrap();
    let to = shallow.path().join("p");
    let url = format!("file://{}", history.root().display());
    history.git(&["clone", "-q", "--depth", "1", &url, to.to_str().unwrap()]);
    let output = deal(&to).args(["audit", "--lang", "en"]).output().unwrap();
    assert_eq!(output.status.code(), Some(2));
    assert!(
        said(&output).contains("fetch-depth: 0"),
        "{}",
        said(&output)
    );
}

#[test]
fn without_a_history_there_is_nothing_to_audit() {
    let folder = tempfile::tempdir().unwrap();
    lay_base(folder.path(), false);
    let audit = || {
        deal(folder.path())
            .args(["audit", "--lang", "en"])
            .output()
            .unwrap()
    };
    let output = audit();
    assert_eq!(output.status.code(), Some(2), "{}", said(&output));
    assert!(
        said(&output).contains("no Git repository"),
        "{}",
        said(&output)
    );
    let init = deal(folder.path());
    drop(init);
    crate::history::run(
        crate::history::git(folder.path(), "song-yu", "2026-03-10").args(["init", "-q"]),
    );
    let output = audit();
    assert_eq!(output.status.code(), Some(2), "{}", said(&output));
    assert!(said(&output).contains("no commit yet"), "{}", said(&output));
}
