//! Formats of a repository, and settings by which Git keeps its index otherwise.

use crate::Work;

#[test]
fn every_format_of_references_and_objects_works() {
    for init in [
        &["--ref-format=reftable"][..],
        &["--object-format=sha256"],
        &["--ref-format=reftable", "--object-format=sha256"],
    ] {
        Work::new(init).works();
    }
}

#[test]
fn a_split_index_works() {
    let work = Work::new(&[]);
    work.git(&["update-index", "--split-index"]);
    work.works();
    work.git(&["config", "core.splitIndex", "true"]);
    let set = ["set", "lanyu-a1", "amount=6002", "--as", "li-na"];
    assert!(work.does(&set).contains("6001 → 6002"));
    assert_eq!(work.git(&["status", "--porcelain"]), "");
}

#[test]
fn what_git_remembers_of_the_work_tree_changes_nothing() {
    let work = Work::new(&[]);
    work.git(&["config", "core.untrackedCache", "true"]);
    work.git(&["update-index", "--untracked-cache"]);
    work.git(&["config", "core.ignoreCase", "true"]);
    work.git(&["config", "core.preloadIndex", "true"]);
    work.git(&["config", "feature.manyFiles", "true"]);
    work.git(&["status"]);
    work.works();
}

#[test]
#[cfg(unix)]
fn what_a_monitor_of_files_hides_from_git_is_not_half_done() {
    use std::os::unix::fs::PermissionsExt;
    let work = Work::new(&[]);
    // It says of every file that it hasn't changed, so Git sees nothing to commit.
    let monitor = work.beside("monitor");
    std::fs::write(&monitor, "#!/bin/sh\nprintf 'token\\0'\n").unwrap();
    std::fs::set_permissions(&monitor, std::fs::Permissions::from_mode(0o755)).unwrap();
    work.git(&["config", "core.fsmonitor", monitor.to_str().unwrap()]);
    work.git(&["config", "core.fsmonitorHookVersion", "2"]);
    work.git(&["update-index", "--fsmonitor"]);
    work.git(&["status"]);
    let set = ["set", "lanyu-a1", "amount=6001", "--as", "li-na"];
    work.refuses(&set, "nothing to commit", "git config core.fsmonitor false");
    assert!(work.read(crate::pipeline::DEAL).contains("amount: 5000"));
    work.git(&["config", "core.fsmonitor", "false"]);
    work.works();
}

#[test]
fn a_bisect_is_not_disturbed_and_looked_at() {
    let work = Work::new(&[]);
    for amount in ["amount=7001", "amount=7002", "amount=7003", "amount=7004"] {
        work.does(&["set", "lanyu-a1", amount, "--as", "li-na"]);
    }
    work.git(&["bisect", "start"]);
    work.git(&["bisect", "bad"]);
    work.git(&["bisect", "good", "HEAD~4"]);
    assert_eq!(work.git(&["rev-parse", "--abbrev-ref", "HEAD"]), "HEAD");
    for change in [
        &["set", "lanyu-a1", "amount=9000", "--as", "li-na"][..],
        &["new", "deal", "title=x", "owner=li-na", "customer=lanyu"],
    ] {
        work.refuses(change, "a git bisect is under way", "git bisect reset");
    }
    // What is judged and told is the commit that bisect checked out.
    assert!(work.does(&["check"]).starts_with("no findings in 5"));
    let history = work.does(&["history", "lanyu-a1"]);
    assert!(history.contains("7,002.00 CNY") && !history.contains("7,003.00 CNY"));
    assert!(work.does(&["diff", "HEAD~1.."]).contains("→ 7,002.00 CNY"));
    assert!(
        work.does(&["check", "--since", "HEAD~1"])
            .starts_with("no findings")
    );
    assert!(
        work.does(&["audit"])
            .starts_with("no findings in 3 official steps")
    );
    // A file may be written without a commit; bisect doesn't mind.
    work.does(&["set", "lanyu-a1", "amount=9000", "--no-commit"]);
    assert!(work.read(crate::pipeline::DEAL).contains("amount: 9000"));
}
