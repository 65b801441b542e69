//! Clones that left contents or folders on their server: nothing is fetched, and nothing is answered without them.

use crate::{Work, git, url};
use std::fs;

const SET: [&str; 5] = ["set", "lanyu-a1", "amount=7003", "--as", "li-na"];

/// A clone with this filter of a pipeline whose deal was changed three times, and whose server is then gone.
fn clone(filter: &str) -> Work {
    let server = Work::new(&[]);
    for amount in ["amount=7000", "amount=7001", "amount=7002"] {
        server.does(&["set", "lanyu-a1", amount, "--as", "li-na"]);
    }
    server.git(&["config", "uploadpack.allowFilter", "true"]);
    let from = url(&server.root);
    git(&server.beside(""), &["clone", "-q", filter, &from, "clone"]);
    server.moved_to("clone")
}

fn lacking(work: &Work) -> String {
    let said = work.git(&["rev-list", "--objects", "--all", "--missing=print"]);
    let lacking = said.lines().filter(|line| line.starts_with('?'));
    lacking.collect::<Vec<_>>().join("\n")
}

#[test]
fn what_a_clone_lacks_is_never_taken_for_nothing() {
    for (filter, message) in [
        ("--filter=blob:none", "lacks contents that the answer needs"),
        ("--filter=tree:0", ""),
    ] {
        let work = clone(filter);
        let lacks = lacking(&work);
        assert_ne!(lacks, "");
        let hint = "git fetch --refetch --no-filter";
        for asked in [
            &["history", "lanyu-a1"][..],
            &["audit"],
            &["audit", "--strict"],
            &["diff", "HEAD~2.."],
            &["diff", "HEAD~2"],
            &["check", "--since", "HEAD~2"],
        ] {
            work.refuses(asked, message, hint);
        }
        assert_eq!(lacking(&work), lacks, "something was fetched");
    }
}

#[test]
fn what_a_clone_has_is_enough_for_the_rest() {
    for filter in ["--filter=blob:none", "--filter=tree:0"] {
        let work = clone(filter);
        let lacks = lacking(&work);
        // Nothing of it needs the server.
        fs::rename(work.beside("work"), work.beside("gone")).unwrap();
        assert!(work.does(&["check"]).starts_with("no findings in 5"));
        assert!(work.does(&["check", "--staged"]).starts_with("no findings"));
        assert!(work.does(&SET).contains("7002 → 7003"));
        let diff = work.does(&["diff", "HEAD~1.."]);
        assert!(diff.contains("→ 7,003.00 CNY"), "{diff}");
        assert!(
            work.does(&["check", "--since", "HEAD~1"])
                .starts_with("no findings")
        );
        assert_eq!(work.git(&["status", "--porcelain"]), "");
        assert_eq!(lacking(&work), lacks, "something was fetched");
    }
}

#[test]
fn the_advice_makes_a_clone_whole() {
    let work = clone("--filter=blob:none");
    work.git(&["fetch", "-q", "--refetch", "--no-filter"]);
    assert_eq!(lacking(&work), "");
    let history = work.does(&["history", "lanyu-a1"]);
    assert!(history.contains("5,000.00 CNY → 7,000.00 CNY"), "{history}");
    assert!(
        work.does(&["audit"])
            .starts_with("no findings in 4 official steps")
    );
}
